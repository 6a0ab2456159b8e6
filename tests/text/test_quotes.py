"""Finding quotes: exactly, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.text.drafting import paragraphs, slug
from detente.text.quotes import Quote, find, occurrences, place
from detente.text.sealing import match_texts

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


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Quote("Norway would respond"), "is not in the text"),
        (Quote("norway would not"), "other characters"),
        (Quote("Norway"), "2 times"),
        (Quote("Norway", nth=3), '"nth" is 3'),
        (Quote("Sweden", nth=2), "once"),
        (Quote("Sweden", within="Norway paid"), "inside of the passage"),
        (Quote("Sweden", within="respond"), '"within"'),
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
    (near,) = find(Quote("NORWAY would not respond"), TEXT).candidates
    assert TEXT[slice(*near)] == "Norway would not respond"
    (piece,) = find(Quote("Sweden would respond soon"), TEXT).candidates
    assert TEXT[slice(*piece)] == "Sweden would respond"


def test_places_are_lines_and_columns_in_code_points() -> None:
    assert place("a😀b\ncd", 2) == "1:3"
    assert place("a😀b\ncd", 4) == "2:1"


@given(st.text("ab", max_size=30), st.text("ab", min_size=1, max_size=3))
def test_occurrences_are_all_of_them(text: str, quote: str) -> None:
    assert list(occurrences(quote, text)) == [
        at for at in range(len(text)) if text.startswith(quote, at)
    ]


@given(st.text(max_size=60), st.data())
def test_what_is_found_is_the_quote_and_the_only_one(text: str, data: st.DataObject) -> None:
    from detente.text.canonical import canonical

    text = canonical(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    if not quote or canonical(quote) != quote:
        return
    outcome = find(Quote(quote), text)
    if outcome.span is not None:
        assert outcome.span == (start, end)
        assert text.count(quote) == 1
    else:
        assert (start, end) in outcome.candidates


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
