"""Level 4: spans in the words, in any copy."""

import copy
import json

import pytest

import detente
import detente.edtf
from detente.codec.encode import to_plain
from detente.text.attaching import assigning
from detente.text.profiles import profile
from tests.sample import DATA, TEXTS, prose, validated
from tests.sealing import DOUBLED, DRAFTED, OTHER, SEALED, codes


def test_an_edited_text_is_named_even_if_all_its_lengths_changed() -> None:
    text = TEXTS["union.txt"].replace("August", "late August").replace("part\n", "parted\n")
    report = detente.validate(DATA, texts={"a": text, "b": TEXTS["later.txt"]})

    assert [d.code for d in report] == ["D415", "D402"]


def test_a_missing_text_is_said_with_how_many_there_are() -> None:
    def said(*texts: str) -> list[str]:
        report = detente.validate(DATA, texts={f"{n}.txt": text for n, text in enumerate(texts)})
        return [d.message for d in report if d.code == "D401"]

    assert said(TEXTS["later.txt"]) == ["the text given is not that of article:union"]
    assert said("One.", "Another.")[0] == "none of the 2 texts is that of article:union"


def test_a_text_that_was_not_searched_in_all_given_ones_is_not_said_to_be_in_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(assigning, "_PAIRS", 1)
    texts = {f"{n}.txt": f"Nothing of {n}." for n in range(3)}
    found = [d.message for d in detente.validate(SEALED, texts=texts) if d.code == "D401"]

    assert found[0] == "none of the 2 texts most like it, of 3, is clearly that of article:union"


def test_the_edited_text_of_a_draft_with_a_profile_is_named() -> None:
    draft = copy.deepcopy(DRAFTED)
    for article, name in zip(draft["articles"], ("union.txt", "later.txt"), strict=True):
        article["text"] = to_plain(profile(TEXTS[name]))
    edited = {"union.txt": "All of it is new.\n\nEvery word.", "later.txt": TEXTS["later.txt"]}
    report = detente.seal(json.dumps(draft).encode(), edited).report

    assert "D401" not in codes(report)
    (found,) = [d for d in report if d.code == "D402"]
    assert "detente rebase" in found.message


def test_thirty_altered_texts_find_their_articles() -> None:
    document = json.loads(DATA)
    texts = dict(TEXTS)
    for number in range(30):
        text = f"{number} {prose(40_000)}\n" + "line\n" * number
        length = len(text) - 1
        article = {**document["articles"][0], "id": f"article:n{number}"}
        article.pop("uncoded", None)
        article["text"] = to_plain(profile(text))
        article["segments"] = [{"kind": "body", "voice": "author", "start": 0, "end": length}]
        document["articles"].append(article)
        texts[f"{number}"] = text.replace(" ", "  ")
    report = validated(document, texts=texts)

    assert len([d for d in report if d.code == "D403"]) == 30


def test_a_text_under_an_articles_id_is_that_articles() -> None:
    report = detente.validate(
        DATA, texts={"article:union": "Other words.", "x": TEXTS["later.txt"]}
    )

    assert [d.code for d in report] == ["D415", "D402"]


def test_a_copy_that_is_set_differently_proves_the_dataset() -> None:
    report = detente.validate(SEALED, texts=DOUBLED)

    assert report.ok
    assert {d.code for d in report} == {"D403"}


def test_a_copy_with_other_words_is_an_error_that_names_the_span() -> None:
    report = detente.validate(SEALED, texts={**TEXTS, "union.txt": OTHER})

    assert [d.code for d in report] == ["D402", "D408", "D408"]
    assert report.diagnostics[1].path == "/events/1/accounts/0/evidence/0"
    assert report.diagnostics[0].params["counts"]["edited"] == 2


@pytest.mark.parametrize(
    ("field", "value"), [("length", 1), ("skeleton_length", 10**15), ("skeleton_sha256", "0" * 64)]
)
def test_a_profile_that_says_something_else_of_its_text_is_named_and_not_sealed(
    field, value
) -> None:
    document = json.loads(SEALED)
    said = document["articles"][0]["text"]
    said[field] = said[field] + value if field == "length" else value
    data = json.dumps(document).encode()

    (found,) = [d for d in detente.validate(data, texts=TEXTS) if d.code == "D403"]
    assert (
        found.message
        == f"the profile of article:union has the digest of union.txt, but not its {field}"
    )
    assert found.path == f"/articles/0/text/{field}"
    sealed = detente.seal(data, TEXTS)
    assert sealed.dataset is None
    assert codes(sealed.report) >= {"D420"}
    assert not any("not the text" in d.message for d in sealed.report)


def test_a_salt_of_half_a_byte_gives_other_anchors() -> None:
    document = json.loads(SEALED)
    document["articles"][0]["text"]["salt"] = "a" * 17
    data = json.dumps(document).encode()

    assert "D416" in codes(detente.validate(data, texts=TEXTS))
    assert detente.validate(data).ok
    attachment = detente.attach(detente.loads(data), DOUBLED)
    assert {s.verdict for s in attachment.articles[0].lost} == {"absent"}


def test_two_articles_of_one_id_have_their_own_segments_in_a_changed_text() -> None:
    document = json.loads(SEALED)
    first = document["articles"][0]
    document["articles"].append({**first, "segments": first["segments"][:1]})
    data = json.dumps(document).encode()
    texts = {**TEXTS, "union.txt": OTHER}

    assert "D203" in codes(detente.validate(data, texts=texts))
    attachment = detente.attach(detente.loads(data), texts)
    assert [len(a.segments) for a in attachment.articles] == [
        len(a["segments"]) for a in document["articles"]
    ]
    assert detente.rebase(detente.loads(data), texts).draft is not None


@pytest.mark.parametrize(
    ("word", "at", "shown"),
    [
        ("tonnage", 3, '"ton|nage"'),
        ("tonnage" * 9000, 9, '"tonnageto|nnagetonnagetonnaget…"'),
        ("tonnage" * 9000, 30000, '"…etonnagetonnagetonna|getonnagetonnagetonn…"'),
    ],
)
def test_of_a_cut_word_what_is_beside_the_cut_is_shown(word: str, at: int, shown: str) -> None:
    text = f"{TEXTS['union.txt']}\n{word} was lost."
    document = json.loads(DATA)
    article = document["articles"][0]
    article["text"] = to_plain(profile(text))
    start = text.index(word) + at
    document["claims"][0]["utterances"][0]["evidence"] = [{"start": start, "end": len(text)}]
    report = detente.validate(
        json.dumps(document).encode(), texts={"a": text, "b": TEXTS["later.txt"]}
    )

    assert [d.message for d in report if d.code == "D406"] == [
        f"the span cuts the word {shown} at code point {start}"
    ]
