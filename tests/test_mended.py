"""Faults that users met, each with the test that failed first."""

import json
from pathlib import Path

import pytest

import detente
from detente.cli import main
from detente.text.quotes import Quote, find
from tests.rules.sample import DATA, TEXTS, Case

DRAFT = json.loads(
    (
        Path(detente.__file__).parent / "validation" / "rules" / "sample" / "sample.draft.json"
    ).read_text("utf-8")
)


@pytest.mark.parametrize(
    "data", [b'{"a":1}}', b'{"a":1}},', DATA + b"}", DATA + b",", b"]", b"Words, words."]
)
def test_surplus_brackets_and_plain_text_are_not_json(data: bytes) -> None:
    assert [d.code for d in detente.validate(data)] == ["D001"]


def test_a_sealed_file_gives_its_quotes_back(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "s.detente.json").write_bytes(DATA)
    again = tmp_path / "again.draft.json"

    assert (
        main(
            ["draft", str(tmp_path / "s.detente.json"), "--texts", str(tmp_path), "-o", str(again)]
        )
        == 0
    )
    text = again.read_text("utf-8")
    assert '"start"' not in text
    assert '"quote": "Sweden should be content."' in text


def test_plain_values_are_lists_and_dicts() -> None:
    plain = detente.converter.unstructure(detente.loads(DATA).claims[0])

    assert plain == json.loads(json.dumps(plain))


def test_a_wrapped_text_has_paragraphs_not_lines() -> None:
    wrapped = "A headline\n\nSome words that go on\nin the next line.\n\nMore of them.\n"
    made = detente.draft({"x": wrapped})

    assert [s["quote"] for s in made["articles"][0]["segments"]] == [
        "A headline",
        "Some words that go on\nin the next line.",
        "More of them.",
    ]
    long = "One paragraph " * 20 + "\nAnother one.\n"
    assert len(detente.draft({"x": long})["articles"][0]["segments"]) == 2


def test_what_a_counterfactual_denies_may_be_denied_by_all() -> None:
    case = Case(('claim:no-vote/utterances/0/commitment = "CT-"',))

    assert list(detente.validate(case.data)) == []


@pytest.mark.parametrize(
    ("quote", "code"),
    [
        ({"quote": "the", "within": "the vote there would have been war"}, None),
        (
            {
                "quote": "the",
                "within": "leave the union with Sweden; hardly anybody voted against it. Delegates met three times at Karlstad and settled terms. The two had never been allies, for all that Stockholm was long the",
            },
            "D412",
        ),
        ({"quote": "Sweden", "nth": 9}, "D412"),
        ({"quote": "Denmark"}, "D411"),
        ({"quote": "it", "nth": 2}, None),
    ],
)
def test_ambiguity_and_absence_are_told_apart_and_words_are_whole(quote, code) -> None:
    draft = json.loads(json.dumps(DRAFT))
    draft["claims"][4]["utterances"][0]["evidence"] = [quote]
    sealed = detente.seal(json.dumps(draft).encode(), TEXTS)
    codes = {d.code for d in sealed.report} & {"D411", "D412"}

    assert codes == ({code} if code else set())


def test_occurrences_are_counted_in_whole_words() -> None:
    text = TEXTS["union.txt"]
    span = find(Quote("it", nth=2), text).span

    assert span is not None
    assert text[span[0] - 5 : span[1] + 5] == "that it will"


def test_an_edited_text_is_named_even_if_all_its_lengths_changed() -> None:
    text = TEXTS["union.txt"].replace("August", "late August").replace("part\n", "parted\n")
    report = detente.validate(DATA, texts={"a": text, "b": TEXTS["later.txt"]})

    assert [d.code for d in report] == ["D415", "D402"]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ('claim:union-ended/scope/value = "summer 1905"', "EDTF"),
        ('claim:lesson/about/0 = "Sweden"', "actor:sweden"),
        ('event:vote/id = "event:The_Vote"', "small letters"),
    ],
)
def test_forms_are_explained_in_words(edit: str, said: str) -> None:
    (first, *_others) = [d for d in detente.validate(Case((edit,)).data) if d.code == "D105"]

    assert said in first.message + first.help
    assert "^" not in first.message


def test_suggestions_are_near() -> None:
    (found,) = detente.validate(Case(('claim:lesson/about/0 = "actor:sovietunion"',)).data)
    assert not found.help
    (found,) = detente.validate(Case(('claim:lesson/kind = "opinion"',)).data)
    assert "do you mean" not in found.help


def test_unused_values_are_one_finding_with_a_mend() -> None:
    found = [d for d in detente.validate(DATA, strict=True) if d.code == "D603"]

    assert len(found) == 1
    (operation,) = found[0].fix
    mended = json.loads(DATA)
    assert operation["path"] == "/dataset/unused"
    mended["dataset"]["unused"] = operation["value"]
    again = detente.validate(json.dumps(mended).encode(), strict=True)
    assert {d.code for d in again} == {"D606"}  # the sample has no anchors


def test_every_kind_of_record_is_explained_with_an_example(capsys) -> None:
    for kind in ("actor", "mention", "event", "claim", "utterance", "link", "relation", "phase"):
        assert main(["explain", kind]) == 0
        out = capsys.readouterr().out
        assert '"quote"' in out or kind in ("actor", "link", "relation", "phase")
        assert "evidence" in out or kind not in ("claim", "utterance", "event")
    assert main(["explain", "Source"]) == 0
    assert '"mode": "indirect"' in capsys.readouterr().out


def test_an_empty_text_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(" \n", "utf-8")

    assert main(["draft", str(tmp_path / "x.txt")]) == 2


def test_a_claim_without_scope_is_as_of_publication() -> None:
    ds = detente.loads(DATA)
    (row,) = ds.statements(kind="claim/normative")

    assert row.time is None
    assert row.as_of == "1905-10"
    with pytest.raises(ValueError, match="CT"):
        ds.statements(commitment="certain")
    with pytest.raises(ValueError, match="Actor"):
        ds.statements(actor="article:union")


def test_a_reversed_span_is_not_exact_nor_proven(capsys, tmp_path: Path) -> None:
    document = json.loads(DATA)
    span = document["events"][0]["accounts"][0]["evidence"][0]
    span["start"], span["end"] = span["end"], span["start"]
    data = json.dumps(document).encode()
    copy = detente.attach(detente.loads(data), TEXTS)
    assert [(s.verdict.value, s.start) for s in copy.lost] == [("absent", None)]

    path = tmp_path / "reversed.detente.json"
    path.write_bytes(data)
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert main(["validate", str(path), "--texts", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "D301" in out
    assert "at hand" in out
    assert "proven" not in out.splitlines()[-1]


@pytest.mark.parametrize(
    ("change", "told"), [({}, "the two are identical"), ({"note": "x"}, "the two differ")]
)
def test_a_second_definition_says_whether_it_differs(change: dict, told: str) -> None:
    document = json.loads(DATA)
    document["claims"].append({**document["claims"][0], **change})
    (found,) = [d for d in detente.validate(json.dumps(document).encode()) if d.code == "D203"]
    assert found.help.startswith(told)
