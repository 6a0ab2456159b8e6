"""``detente attach``."""

import json
from pathlib import Path

import pytest

import detente
from detente.records.labels import Labels
from detente.text.attaching import assigning
from tests.command import run
from tests.sealing import OTHER


def test_attach_says_that_no_text_is_any_articles(capsys, sealed: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text("# Something else\n\nOf another matter.\n", "utf-8")

    status, out, _ = run(capsys, "attach", sealed / "sample.detente.json", "--texts", other)
    assert status == 1
    assert out.startswith("no text there resembles ")
    assert out.count("(article:") == 2


def test_attach_says_which_articles_were_not_searched_for_in_all_texts(
    capsys, sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assigning, "_PAIRS", 1)
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"Nothing of {number}.\n", "utf-8")

    path = sealed / "sample.detente.json"
    status, out, _ = run(capsys, "attach", path, "--texts", folder)
    assert status == 1
    assert "2 articles have no text and were searched for only in" in out
    assert "give it alone (--texts FILE)" in out

    _, out, _ = run(capsys, "attach", path, "--texts", folder, "--format", "json")
    assert "2 texts most like it is clearly this article's" in out


def test_attach_counts_verdicts(capsys, sealed: Path) -> None:
    path = sealed / "sample.detente.json"

    status, out, _ = run(capsys, "attach", path, "--texts", sealed)
    assert (status, out.splitlines()[-1]) == (0, "all 17 spans are found")
    assert "(article:union): union.txt" in out


def test_attach_prints_the_promised_shape(capsys, sealed: Path) -> None:
    path = sealed / "sample.detente.json"
    (sealed / "union.txt").write_text(OTHER, encoding="utf-8")

    status, out, _ = run(capsys, "attach", path, "--texts", sealed, "--format", "json")
    found = json.loads(out)
    union, later = found["articles"]
    assert status == 1
    assert set(found) == {"articles"}
    assert (union["id"], union["file"]) == ("article:union", "union.txt")
    assert union["counts"]["edited"] == 2
    lost, short = [s for s in union["spans"] if s["verdict"] == "edited"]
    assert lost["path"] == "/events/1/accounts/0/evidence/0"
    assert short["path"] == "/claims/0/utterances/0/evidence/0"
    assert (lost["start"], lost["end"]) == (None, None)
    assert lost["reason"]
    assert later["counts"]["exact"] == len(later["spans"])
    # Not a word of the text.
    assert "Halmstad" not in out


def test_attach_lists_what_is_lost(capsys, sealed: Path) -> None:
    path = sealed / "sample.detente.json"
    (sealed / "union.txt").write_text(OTHER, encoding="utf-8")

    status, out, _ = run(capsys, "attach", path, "--texts", sealed)
    assert status == 1
    assert "event:talks accounts/0/evidence/0: edited" in out
    assert "2 of 17 spans are lost" in out


def test_attach_cuts_a_long_list_short_unless_told(capsys, tmp_path: Path) -> None:
    sentences = [f"Word{n} number{n} stands here. " for n in range(40)]
    text = "".join(sentences)
    made = detente.draft({"x": text})
    made["mentions"] = []
    del made["articles"][0]["url"]
    made["articles"][0]["uncoded"] = [
        {"reason": "structural", "spans": [{"quote": sentence.strip()} for sentence in sentences]}
    ]
    filled = json.loads(json.dumps(made).replace("TODO", "example.org"))
    sealed = detente.seal(json.dumps(filled).encode(), {"x": text}).dataset
    detente.dump(sealed, tmp_path / "x.detente.json")
    changed = text
    for n in range(39):
        changed = changed.replace(f"number{n} ", f"figure{n} ")
    (tmp_path / "article:x.txt").write_text(changed, encoding="utf-8")
    texts = {"article:x": changed}
    assert len(detente.attach(sealed, texts).lost) == 39

    one = tmp_path / "texts"
    one.mkdir()
    (one / "a.txt").write_text(changed.replace("figure0 ", "number0 "), encoding="utf-8")
    path = tmp_path / "x.detente.json"
    status, out, _ = run(capsys, "attach", path, "--texts", one)
    assert status == 1
    assert "and 18 more; --all lists them" in out
    assert "more" not in run(capsys, "attach", path, "--texts", one, "--all")[1]


@pytest.mark.parametrize(
    ("spans", "new", "said"),
    [(1, "They met", "1 span is found"), (9, "We met", "1 of 9 spans is lost")],
)
def test_attach_speaks_of_one_span_as_of_one(
    capsys, tmp_path: Path, spans: int, new: str, said: str
) -> None:
    quotes = ["They met.", *(f"Word{n} number{n} stands here." for n in range(40))]
    text = " ".join(quotes)
    made = detente.draft({"x": text})
    made["mentions"] = []
    del made["articles"][0]["url"]
    uncoded = [{"quote": quote} for quote in quotes[:spans]]
    made["articles"][0]["uncoded"] = [{"reason": "structural", "spans": uncoded}]
    filled = json.loads(json.dumps(made).replace("TODO", "example.org"))
    sealed = detente.seal(json.dumps(filled).encode(), {"x": text}).dataset
    detente.dump(sealed, tmp_path / "x.detente.json")
    (tmp_path / "x.txt").write_text(text.replace("They met", new), "utf-8")

    out = run(capsys, "attach", tmp_path / "x.detente.json", "--texts", tmp_path)[1]
    assert out.splitlines()[-1] == said


def test_attach_says_when_no_text_is_the_articles(capsys, sealed: Path) -> None:
    path = sealed / "sample.detente.json"
    (sealed / "union.txt").unlink()

    status, out, _ = run(capsys, "attach", path, "--texts", sealed)
    assert status == 1
    assert "(article:union): none of the texts" in out


def test_attach_could_not_run(capsys, sealed: Path) -> None:
    path = sealed / "sample.detente.json"

    assert run(capsys, "attach", path, "--texts", sealed / "nowhere")[0] == 2
    assert run(capsys, "attach", sealed / "nothing.detente.json", "--texts", sealed)[0] == 2
    assert run(capsys, "attach", path)[0] == 2
    assert (
        "bundled data is @dprk-russia" in run(capsys, "attach", "dprk-russia", "--texts", sealed)[2]
    )
    assert run(capsys, "attach", sealed / "union.txt", "--texts", sealed)[0] == 1


def test_the_bundled_dataset_is_the_default(capsys, articles: Path) -> None:
    status, out, _ = run(capsys, "attach", "--texts", articles)

    assert status == 0
    assert set(out.split()) & {"reformatted", "moved", "edited", "ambiguous", "absent"} == set()


def test_articles_and_records_are_called_by_their_labels(capsys, sealed: Path) -> None:
    path = sealed / "sample.detente.json"
    (sealed / "union.txt").write_text(OTHER, encoding="utf-8")
    labels = Labels(detente.load(path))

    out = run(capsys, "attach", path, "--texts", sealed)[1]

    assert f"{labels['article:union']} (article:union): union.txt" in out
    assert f"  {labels['event:talks']}\n    event:talks accounts/0/evidence/0: edited" in out
