"""Finding the quotes of a draft: one place, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.text.grounding import GroundingStatus
from detente.text.grounding.word_boundaries import inside_words
from detente.text.quotes import Quote, find, line_and_column, occurrences, places
from tests.sample import TEXTS
from tests.sealing import codes, sealed_with

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


@pytest.mark.parametrize(
    ("quote", "evidence", "words"),
    [
        ("would", "Sweden would respond.", "would respond.\nNorway"),
        ("Norway  paid", "Sweden would respond.", "Norway paid"),
        ("paid", "Norway paid $11 billion", "paid"),
    ],
)
def test_a_quote_is_sought_in_the_evidence_first(quote: str, evidence: str, words: str) -> None:
    at = TEXT.index(evidence)
    span = find(Quote(quote), TEXT, [(at, at + len(evidence))]).span

    assert span is not None
    assert TEXT.startswith(words, span[0])


def test_what_occurs_once_as_it_is_stays_found_whatever_the_evidence_has() -> None:
    text = "Said he: no. Said she: yes. The others said nothing."
    evidence = [(0, text.index(" The"))]

    assert find(Quote("said"), text, evidence).span == (text.index("said"), text.index("said") + 4)
    both = find(Quote("Said"), text, evidence)
    assert both.ambiguous
    assert both.candidates == ((0, 4), (13, 17))
    assert "in the evidence of its record 2 times" in both.reason


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


UNION = TEXTS["union.txt"]


def test_occurrences_are_counted_in_whole_words() -> None:
    text = TEXTS["union.txt"]
    span = find(Quote("it", nth=2), text).span

    assert span is not None
    assert text[span[0] - 5 : span[1] + 5] == "that it will"


@pytest.mark.parametrize("nth", [0, -1, -99, 10**30])
def test_nth_counts_from_one(nth: int) -> None:
    assert find(Quote("Norway", nth=nth), UNION).ambiguous
    assert find(Quote("Denmark", nth=nth), UNION).span is None
    assert "D412" in codes(sealed_with([{"quote": "Norway", "nth": nth}]))


def test_an_empty_quote_stands_nowhere() -> None:
    assert list(occurrences("", "abc")) == []
    for wanted in (Quote(""), Quote("a", within="")):
        outcome = find(wanted, "abc")
        assert (outcome.span, outcome.ambiguous) == (None, False)
        assert "empty" in outcome.reason
    for span in ({"quote": ""}, {"quote": "the", "within": ""}):
        assert "D411" in codes(sealed_with([span]))


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("Delegates  met Three\ntimes", 'occurs as "three", not as "Three"'),
        ("delegates met-three times", 'occurs as "met three", not as "met-three"'),
        ("Delegates met three times at Oslo", 'goes on "Karlstad and settled'),
        ("Nobody met three times at Karlstad", 'before which the text has "'),
    ],
)
def test_it_is_said_how_an_absent_quote_differs(quote: str, said: str) -> None:
    assert said in find(Quote(quote), UNION).reason


def test_occurrences_that_overlap_are_all_found() -> None:
    for text, quote in (("aabaabaaabaabaa", "aabaa"), ("aaaaabaaa", "aaa"), ("ababab", "abab")):
        at = [n for n in range(len(text)) if text.startswith(quote, n)]
        assert list(occurrences(quote, text)) == at
        assert list(occurrences(quote, text, 1, len(text) - 1)) == [
            n for n in at if 1 <= n < len(text) - len(quote)
        ]
