"""What a model is told."""

import pytest

import detente
from detente import InputError
from detente.extraction import chunks, prompt
from detente.extraction.prompts import Prompt
from tests.extraction.articles import ICE, TEXTS, right
from tests.paths import ROOT
from tests.sample import DATA


def test_the_text_stands_in_numbered_paragraphs_under_the_id_of_its_article() -> None:
    made = prompt(ICE)

    assert "# The text: article:ice\n" in made.text
    assert "\n[1] The ice and the accord\n[2] Tarsova and Ilmaren share" in made.text
    assert made.text.count("\n[") == 6
    assert "Known so far" not in made.text


def test_a_prompt_is_two_messages_with_a_stated_size() -> None:
    made = prompt("Two kings met.")

    assert [message["role"] for message in made.messages] == ["system", "user"]
    assert made.size == sum(len(message["content"]) for message in made.messages)
    assert prompt("Another text.").task == made.task


@pytest.mark.parametrize(("guidelines", "characters"), [("short", 28_000), ("full", 140_000)])
def test_the_documented_size_of_the_guidelines_is_about_right(
    guidelines: str, characters: int
) -> None:
    size = len(prompt("Two kings met.", guidelines=guidelines).task)

    assert abs(size - characters) < 0.1 * characters
    assert f"{characters:,}" in prompt.__doc__
    assert f"{characters:,}" in (ROOT / "docs" / "models.md").read_text("utf-8")


def test_values_are_defined_or_listed() -> None:
    short, full = (prompt("Two kings met.", guidelines=g).task for g in ("short", "full"))
    for task in (short, full):
        assert "\n- predictive: " in task
        assert "Claim.kind" in task
        assert "gross_domestic_product" not in task
        assert "percent, percentage_point" in task
    assert "\n- visit: " not in short
    assert "\n- visit: " in full
    assert "the mention of North Korea" in full


def test_the_guidelines_have_no_links_which_a_model_cannot_follow() -> None:
    assert "](" not in prompt("Two kings met.", guidelines="full").task


def test_what_is_known_is_listed_with_ids_names_and_kinds() -> None:
    made = prompt(TEXTS["ferry.txt"], dataset=right())

    assert "# The text: article:ferry\n" in made.text
    for line in (
        "- actor:tarsova: Tarsova (state)",
        "- issue:icebreaker-accord: Icebreaker Accord (agreement)",
        "- event:protest: Tarsova complains to Ilmaren. (accuse)",
        "- claim:nurses: Many who nurse the sick",
        "- relation:ilmaren-tarsova: ilmaren tarsova\n",
    ):
        assert line in made.text
    assert "mention:" not in made.text


def test_a_dataset_is_known_as_a_draft_is() -> None:
    assert "- actor:norway: Norway (state)" in prompt("A text.", dataset=detente.loads(DATA)).text


def test_what_is_no_record_is_not_known() -> None:
    known = {"actors": [None, {"id": 1}, {"id": "actor:x", "names": None, "kind": "state"}]}
    assert "- actor:x:  (state)" in prompt("A text.", dataset=known).text
    assert "Known" not in prompt("A text.", dataset={"actors": None}).text


def test_of_a_part_only_its_paragraphs_are_shown_with_their_numbers() -> None:
    first, *_ = parts = chunks(TEXTS["ice.txt"], characters=300)
    shown = prompt(ICE, chunk=parts[-1]).text

    assert f"Paragraphs {parts[-1].first} to 6 of 6." in shown
    assert f"\n[{parts[-1].first}] " in shown
    assert "\n[1] " not in shown
    assert "Paragraphs 1 to" in prompt(ICE, chunk=first).text
    assert "Paragraphs" not in prompt(ICE, chunk=chunks(TEXTS["ice.txt"])[0]).text


def test_what_cannot_be_a_prompt_is_refused(tmp_path) -> None:
    with pytest.raises(InputError, match="expected one text, got 2"):
        prompt(TEXTS)
    with pytest.raises(InputError, match="expected short or full, got 'long'"):
        prompt(ICE, guidelines="long")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="the text is empty"):
        prompt({"ice.txt": " \n"})
    with pytest.raises(InputError, match="there is none"):
        prompt({})
    with pytest.raises(InputError, match=r"a_b: would be article:a-b, as would another one"):
        prompt({"a b": "One.", "a_b": "Two."})
    path = tmp_path / "kings.txt"
    path.write_text("Two kings met.", "utf-8")
    with pytest.raises(InputError, match="is the name of a file"):
        prompt(str(path))
    assert "article:kings" in prompt(path).text
    assert isinstance(prompt(path), Prompt)
