"""Drafts made of texts, and of sealed documents again."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente.errors import InputError
from detente.pipeline.draft import slug, unseal
from detente.pipeline.sealing import seal_values
from detente.text.paragraphs import paragraphs
from tests.profiles import number
from tests.sample import DATA, TEXTS

UNION = TEXTS["union.txt"]


def test_lines_of_whitespace_separate_paragraphs() -> None:
    made = detente.draft({"x": "One\n  \t\n \nTwo\nmore\n"})

    assert [s["quote"] for s in made["articles"][0]["segments"]] == ["One", "Two\nmore"]


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


@pytest.mark.parametrize("text", ["a\n\nba\n\na", "he\n\nthe he\n\nhe, he"])
def test_a_drafted_quote_leads_back_to_its_paragraph(text: str) -> None:
    sealed, problems, *_ = seal_values(detente.draft({"x": text}), {"x": text})

    assert problems == []
    words = [text[s["start"] : s["end"]] for s in sealed["articles"][0]["segments"]]
    assert words == text.split("\n\n")
    starts = [s["start"] for s in sealed["articles"][0]["segments"]]
    assert starts == sorted(set(starts))


@pytest.mark.parametrize(
    ("start", "end"), [(5, 5), (6, 5), (0, 9999), (-3, 2), ("0", 2), (0, None)]
)
def test_a_span_without_words_is_not_unsealed(start: Any, end: Any) -> None:
    document = json.loads(DATA)
    document["articles"][0]["segments"][0] |= {"start": start, "end": end}
    before = copy.deepcopy(document)

    with pytest.raises(InputError):
        unseal(document, {"article:union": UNION})
    assert document == before


def test_a_span_of_half_a_word_keeps_its_offsets() -> None:
    text = "the he"
    segments = [{"kind": "body", "voice": "author", "start": 1, "end": 3}]
    document = {"articles": [{"id": "article:x", "segments": segments}]}

    made = unseal(copy.deepcopy(document), {"article:x": text})
    assert made["articles"] == document["articles"]


def test_drafts_of_no_text_and_of_texts_with_one_id_are_refused() -> None:
    with pytest.raises(InputError, match="none"):
        detente.draft({})
    with pytest.raises(InputError, match=r"B\.txt.*a/b\.txt|a/b\.txt.*B\.txt"):
        detente.draft({"a/b.txt": "One.", "B.txt": "Two."})
    with pytest.raises(InputError):
        detente.draft({"a": "\ud800"})


def test_thousands_of_identical_paragraphs_are_told_apart() -> None:
    count = number(4_000, 20_000)
    text = "Same words.\n\n" * count
    made = detente.draft({"x": text})
    sealed, problems, *_ = seal_values(made, {"x": text})

    assert problems == []
    starts = [s["start"] for s in sealed["articles"][0]["segments"]]
    assert starts == list(range(0, 13 * count, 13))


def test_slugs_and_paragraphs() -> None:
    assert slug("/a/b/Entente_Cordiale (1904).txt") == "entente-cordiale-1904"
    assert slug("Être.txt") == "etre"
    assert slug("日本.txt") == "text"
    assert paragraphs("  a b \n\n \t\nc") == [(2, 5), (11, 12)]


@pytest.mark.parametrize("texts", ["a text", ["a text"]])
def test_a_draft_is_made_of_names_and_texts(texts) -> None:
    with pytest.raises(TypeError, match=r"expected names to texts, such as \{'mine': text\}"):
        detente.draft(texts)


_RANGES = st.tuples(st.integers(0, 60), st.integers(1, 25))


@given(
    text=st.text("abé .,\n-5'", min_size=2, max_size=60).filter(str.strip)
    | st.lists(st.sampled_from(["he said", "said", "In 1904", "he", ".", "\n\n"]), min_size=2).map(
        " ".join
    ),
    evidence=st.lists(_RANGES, min_size=1, max_size=3),
    small=st.lists(_RANGES, max_size=3),
)
def test_a_sealed_dataset_made_a_draft_and_sealed_again_is_the_same(text, evidence, small) -> None:
    if not text.strip():
        return

    def spans(ranges: Any) -> list[dict[str, int]]:
        return [
            {"start": (at := min(start, len(text) - 1)), "end": min(at + size, len(text))}
            for start, size in ranges
        ]

    source = {"cue": spans(small), "quoted": spans(small), "time": {"words": spans(small)}}
    document = detente.draft({"x": text})
    document["claims"] = [
        {
            "scope": {"words": spans(small)},
            "utterances": [
                {"article": "article:x", "sources": [source], "evidence": spans(evidence)},
                {"article": "article:x", "evidence": spans(evidence[:1])},
            ],
        }
    ]
    document["links"] = [{"article": "article:x", "cue": spans(small)}]
    texts = {"article:x": text}
    sealed, *_ = seal_values(document, texts)

    again, findings, *_ = seal_values(unseal(copy.deepcopy(sealed), texts), texts)

    assert findings == []
    assert again == sealed


def test_a_draft_of_a_sealed_text_counts_nothing() -> None:
    text = "The northern army said so.\n\nThe southern army said so.\n\nNobody said so."
    document = detente.draft({"x": text})
    evidence = [{"quote": "army said so.", "nth": 2}]
    document["claims"] = [{"utterances": [{"article": "article:x", "evidence": evidence}]}]
    sealed, findings, *_ = seal_values(document, {"x": text})
    assert findings == []

    made = unseal(sealed, {"article:x": text})

    (quote,) = made["claims"][0]["utterances"][0]["evidence"]
    assert quote == {"quote": "army said so.", "within": "southern army said so."}


def test_only_a_schema_of_ours_is_exchanged_for_that_of_a_draft() -> None:
    for given_, kept in (
        ("urn:detente:schema:1.0:dataset", "urn:detente:schema:1.0:draft"),
        ("./detente.schema.json", "./detente-draft.schema.json"),
        ("./another.schema.json", "./another.schema.json"),
    ):
        document = json.loads(DATA) | {"$schema": given_}
        assert unseal(document, {})["$schema"] == kept
