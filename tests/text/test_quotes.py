"""Finding the quotes of a draft: one place, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.text.grounding.word_boundaries import inside_words
from detente.text.paragraphs import paragraphs
from detente.pipeline.draft import slug
from detente.text.grounding import GroundingStatus
from detente.text.quotes import Quote, find, line_and_column, occurrences, places
from detente.pipeline.sealing import match_texts, seal_values
from detente.validation.findings import Finding

TEXT = "Norway would not respond. Sweden would respond.\nNorway paid $11 billion, then $1 billion."


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Quote("Sweden"), "Sweden"),
        (Quote("would not respond"), "would not respond"),
        (Quote("Norway", nth=2), "Norway"),
        (Quote("respond", within="Sweden would respond."), "respond"),
        (Quote("Norway", nth=1, within="Norway paid"), "Norway"),
        (Quote("$1 billion"), "$1 billion"),
    ],
)
def test_found(wanted: Quote, words: str) -> None:
    outcome = find(wanted, TEXT)

    assert outcome.span is not None
    assert TEXT[slice(*outcome.span)] == words
    assert outcome.candidates == ()
    assert outcome.status is GroundingStatus.EXACT


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Quote("norway would not"), "Norway would not"),
        (Quote("sweden  would respond"), "Sweden would respond"),
        (Quote("Sweden would respond. Norway"), "Sweden would respond.\nNorway"),
        (Quote("would  respond", nth=1), "would respond"),
        (Quote("Norway", within="“Norway paid”"), "Norway"),
        (Quote("paid", within="Norway … then $1 billion"), "paid"),
        (Quote("…then $1 billion…"), "then $1 billion"),
    ],
)
def test_found_in_another_layout(wanted: Quote, words: str) -> None:
    outcome = find(wanted, TEXT)

    assert outcome.span is not None
    assert TEXT[slice(*outcome.span)] == words
    exact = words == wanted.quote
    assert outcome.status is (GroundingStatus.EXACT if exact else GroundingStatus.REFORMATTED)
    assert bool(outcome.reason) is not exact


def test_words_left_out_are_no_one_span() -> None:
    outcome = find(Quote("Norway paid … then $1 billion"), TEXT)

    assert outcome.span is None
    assert not outcome.ambiguous
    assert '"Norway paid" and "then $1 billion"' in outcome.reason
    assert [TEXT[s:e] for s, e in outcome.candidates] == ["Norway paid", "then $1 billion"]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Quote("Norway would respond"), "is not in the text"),
        (Quote("norway Would not"), 'as "would"'),
        (Quote("Norway"), "2 times"),
        (Quote("Norway", nth=3), '"nth" is 3'),
        (Quote("Sweden", nth=2), "once"),
        (Quote("Sweden", within="Norway paid"), "inside the passage"),
        (Quote("Sweden", within="respond"), "occurs in the text 2 times"),
        (Quote("would", nth=3, within="would"), '"nth" is 3'),
        (Quote("norway  would", nth=2), '"nth" is 2'),
        (Quote("illion"), '"billion'),
        (Quote("x", within="nowhere to be found"), '"within"'),
        (Quote("zzzz"), "is not in the text"),
        (Quote("!?"), "is not in the text"),
    ],
)
def test_not_found(wanted: Quote, said: str) -> None:
    outcome = find(wanted, TEXT)

    assert outcome.span is None
    assert said in outcome.reason


def test_candidates_are_all_places_or_similar_words() -> None:
    assert [TEXT[s:e] for s, e in find(Quote("Norway"), TEXT).candidates] == ["Norway"] * 2
    assert find(Quote("a  b"), "a b, a b").candidates == ((0, 3), (5, 8))
    (near,) = find(Quote("NORWAY would not respond"), TEXT).candidates
    assert TEXT[slice(*near)] == "Norway would not respond"
    (piece,) = find(Quote("Sweden would respond soon"), TEXT).candidates
    assert TEXT[slice(*piece)] == "Sweden would respond"


def test_places_are_lines_and_columns_in_code_points() -> None:
    assert line_and_column("a😀b\ncd", 2) == "1:3"
    assert line_and_column("a😀b\ncd", 4) == "2:1"


@given(st.text("ab", max_size=30), st.text("ab", min_size=1, max_size=3))
def test_occurrences_are_all_of_them(text: str, quote: str) -> None:
    assert list(occurrences(quote, text)) == [
        at for at in range(len(text)) if text.startswith(quote, at)
    ]


@given(st.text(max_size=60), st.data())
def test_what_is_found_is_the_quote_and_the_only_one(text: str, data: st.DataObject) -> None:
    from detente.text.profiles import canonical

    text = canonical(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    if not quote or canonical(quote) != quote:
        return
    outcome = find(Quote(quote), text)
    if inside_words(text)[start] or inside_words(text)[end]:
        assert outcome.span != (start, end)
        assert start not in places(quote, text)
    elif outcome.span is not None:
        assert outcome.span == (start, end)
        assert outcome.status is GroundingStatus.EXACT
    else:
        assert (start, end) in outcome.candidates


def _sealed(*evidence: dict[str, object]) -> tuple[list[dict[str, object]], list[Finding]]:
    article = {"id": "article:x", "segments": []}
    claim = {"utterances": [{"article": "article:x", "evidence": list(evidence)}]}
    sealed, findings, _ = seal_values(
        {"articles": [article], "claims": [claim]}, {"article:x": TEXT}
    )
    return sealed["claims"][0]["utterances"][0]["evidence"], findings


def test_a_quote_in_another_layout_is_sealed_and_named() -> None:
    (span,), (finding,) = _sealed({"quote": "Sweden would\u00a0respond"})

    assert (span["start"], span["end"]) == (26, 46)
    assert finding.code == "D414"
    assert "other whitespace" in finding.message
    assert "(at 1:27 of the text)" in finding.message
    assert finding.path == ("claims", 0, "utterances", 0, "evidence", 0)
    assert dict(finding.params)["found"]["words"] == "Sweden would respond"


def test_offsets_beside_a_quote_in_another_layout() -> None:
    _, findings = _sealed(
        {"quote": "Sweden  would", "start": 26, "end": 38},
        {"quote": "Sweden  would", "start": 25, "end": 38},
        {"quote": "would  not", "start": 7, "end": 16},
        {"quote": "Norway", "start": 0, "end": 6},
    )

    assert [p.code for p in findings] == ["D414", "D413", "D414"]


def test_an_ellipsis_in_a_draft_is_refused_with_its_parts() -> None:
    _, (finding,) = _sealed({"quote": "Norway paid … then $1 billion"})

    assert finding.code == "D411"
    assert "make a quote of each part" in finding.message
    assert [c["words"] for c in dict(finding.params)["candidates"]] == [
        "Norway paid",
        "then $1 billion",
    ]


def test_a_paragraph_of_punctuation_may_be_a_segment() -> None:
    assert find(Quote("* * *"), "One.\n\n* * *\n\nTwo.").span == (6, 11)
    assert find(Quote("!", within="One!"), "One! Two! One!").candidates == ((3, 4), (13, 14))


def test_slugs_and_paragraphs() -> None:
    assert slug("/a/b/Entente_Cordiale (1904).txt") == "entente-cordiale-1904"
    assert slug("Être.txt") == "etre"
    assert slug("日本.txt") == "text"
    assert paragraphs("  a b \n\n \t\nc") == [(2, 5), (11, 12)]


def test_an_article_finds_its_text_by_content() -> None:
    article = {"id": "article:x", "segments": [{"quote": "one two"}, {"quote": "three"}]}
    document = {"articles": [article, {"id": 5}, 7]}

    assert match_texts(document, {"a": "one two three", "b": "one two"}) == {"article:x": "a"}
    assert match_texts(document, {"a": "three", "b": "one two"}) == {}
    assert match_texts(document, {"a": "nothing"}) == {}
    assert match_texts(document, {}) == {}
    assert match_texts(document, {"article:x": "nothing"}) == {"article:x": "article:x"}
