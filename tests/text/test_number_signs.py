"""A sign before a number makes another number: no span with the number is found where one was put."""

import random
import re
from itertools import product
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.text.anchors import Anchor, anchored_span
from detente.text.attaching.matching import SpanQuery, match
from detente.text.marked_skeletons import marked
from detente.text.number_signs import number_signs
from detente.text.profiles import canonical, profile
from detente.text.readers import read_text
from tests.profiles import examples

REPORT = """The ministry paid $11 billion for 40 ferries in 1987. Of these 3.5 percent were lost, and 12,000 people crossed on the rest.
Some 250 crates stayed on the pier; 17 were opened. Prices rose by 5 percent, to US$8 a tonne.

11 envoys met on May 4, 2015 in the old hall.
"""
SIGNS = [
    *"-\u2010\u2013\u2014\u2212\u207b+\u00b1\u2213<>\u2264\u2265\u226a=\u2260~\u223c\u2248\uff5e\u02dc\u00d7\u2796",
    "--",
    "<=",
    "+-",
]
SPACES = ["", " ", "\u00a0", "\u2009", "\u200b", "\ufe0f", "\n"]
NUMBER = re.compile(r"(?<![\w.,])(?:US)?[$\u20ac\u00a3]?\d+(?:[.,]\d+)*")


def queries(text: str) -> list[SpanQuery]:
    """For each number the words from it on, and those around it; and the lines."""
    own, made = profile(text), list[SpanQuery]()
    words = [m.span() for m in re.finditer(r"\S*\w", text)]
    places = {m.span() for m in re.finditer(r"[^\n]+", text)}
    lines = set(places)
    for number in NUMBER.finditer(text):
        first = next(n for n, (start, end) in enumerate(words) if start <= number.start() < end)
        last = words[min(first + 4, len(words) - 1)][1]
        places |= {(number.start(), last), (words[max(0, first - 3)][0], last)}
        digit = re.search(r"\d", number.group())
        assert digit is not None
        places.add((number.start() + digit.start(), last))
    for start, end in sorted(places):
        segment = (start, end) in lines
        token = anchored_span(text, start, end, own, segment=segment).anchor or ""
        made.append(SpanQuery(start, end, Anchor.parse(token), text.count("\n", 0, start), segment))
    return made


def copies(text: str, number: re.Match[str]) -> list[str]:
    """The text with signs before a number, before and behind its currency, and in it."""
    start, end = number.span()
    digit = start + number.group().index(next(filter(str.isdigit, number.group())))
    put = [f"{sign}{space}" for sign, space in product(SIGNS, SPACES)]
    made = [text[:at] + sign + text[at:] for sign in put for at in {start, digit}]
    made += [text[:digit] + point + text[digit:] for point in (".", ",", "-.", "\u00b7")]
    made += [
        text[:start] + "(" + text[start:end] + ")" + text[end:],
        text[:digit] + "(" + text[digit:end] + ")" + text[end:],
        text[:end] + "+" + text[end:],
    ]
    for at in range(digit + 1, end):
        if text[at - 1].isdigit() and text[at].isdigit():
            between = [" - ", ".", ",", "-", "\u2013", "...", "/", ", ", "_", "<", " of which "]
            grouped = re.match(r"\d{3}(?!\d)", text[at:]) is not None
            made += [text[:at] + sign + text[at:] for sign in [*between, *[" "] * (not grouped)]]
    return made


def assert_refused(text: str, number: re.Match[str], copy: str) -> None:
    """No span that has a number is found in a copy in which another one is in its place."""
    spans = queries(text)
    for span, outcome in zip(spans, match(spans, profile(text), canonical(copy)), strict=True):
        if span.start <= number.end() - 1 and span.end > number.start():
            assert not outcome.verdict.found, (copy, text[span.start : span.end], outcome)


@pytest.mark.parametrize("number", [*NUMBER.finditer(REPORT)], ids=lambda m: m.group())
def test_no_altered_number_is_found(number: re.Match[str]) -> None:
    made = copies(REPORT, number)
    for copy in random.Random(number.start()).sample(made, min(len(made), 150)):
        assert_refused(REPORT, number, copy)


def test_no_altered_number_of_the_articles_is_found(articles: Path) -> None:
    chance = random.Random(19)
    for path in sorted(articles.glob("*.txt")):
        text = canonical(read_text(path))
        for number in chance.sample([*NUMBER.finditer(text)], 6):
            for copy in chance.sample(copies(text, number), 12):
                assert_refused(text, number, copy)


@given(st.data())
@examples(0.5)
def test_no_altered_number_of_an_invented_text_is_found(data: st.DataObject) -> None:
    words = st.sampled_from(
        ["ferry", "crown", "Korea", "the", "of", "was", "\u2014 ", "said,", "(old)"]
    )
    figures = st.sampled_from(["5", "11", "1,250", "3.5", "$7", "\u20ac90", "US$4", "1987"])
    parts = st.lists(st.one_of(words, words, figures), min_size=8, max_size=25)
    text = canonical(" ".join(data.draw(parts)) + " 42 ships.\n")
    number = data.draw(st.sampled_from([*NUMBER.finditer(text)]))
    assert_refused(text, number, data.draw(st.sampled_from(copies(text, number))))


@pytest.mark.parametrize(
    ("text", "skeleton"),
    [
        ("at - 5 or \u20135 or -- 5", "at-5or-5or-5"),
        ("$-11, $ \u2212 11, -$11, -US$11", "$-11$-11-$11-us$11"),
        (".5 and $.5 but ...5 and end.5", ".5and$.5but5andend5"),
        ("<5, \u2264 5, ~5, \u2260\u200b5", "<5\u22645~5\u22605"),
        ("(5) and (1.5 %) but (5 men)", "(5and(1.5%but5men"),
        ("50+ men, 1,000+", "50+men1,000+"),
        ("10 000 and 1 5 and 2014. 15", "10000and1 5and2014 15"),
        ("1\u200b5 and 1\u200b.5 and 1 - 5", "15and1.5and1-5"),
        ("said -\n\n5 men", "said5men"),
        ("said -\n5 men", "said-5men"),
        ("| 5 and a - b", "5andab"),
    ],
)
def test_the_signs_of_a_number_are_marks(text: str, skeleton: str) -> None:
    assert marked(text).skeleton == skeleton


def test_a_file_with_the_first_profile_is_attached_by_its_rules() -> None:
    text = "They met 11 of the envoys, and -5 was it.\n"
    own = profile(text)
    old = attrs.evolve(own, profile="detente-text-1")
    token = anchored_span(text, 0, 25, old).anchor

    assert marked("- 5 or -5 or <5", "detente-text-1").skeleton == "5or-5or5"
    assert token == anchored_span(text, 0, 25, own).anchor


@pytest.mark.parametrize(
    "unit", ["- ", "(", ".", "\n", "$", "-5 ", "US", "\u200b", "(5", "5 ", "~"]
)
def test_the_search_for_signs_is_linear(unit: str) -> None:
    text = unit * 20_000 + "5"

    assert len(number_signs(text).marks) <= len(text)
