"""Relative expressions."""

from __future__ import annotations

import re

import pytest

from detente.edtf import PATTERNS, Offset, Resolution, parse, resolve
from detente.edtf.phrases import PLACEHOLDERS

# phrase, against, value, mod, offset
KNOWN = [
    ("last fall", "2015-03", "2014-23", None, (-1, "season")),
    ("last fall", "2015-05-04", "2014-23", None, (-1, "season")),
    ("last fall", "2015-10", "2014-23", None, (-1, "season")),
    ("last fall", "2015-12-02T10:00:00Z", "2015-23", None, (-1, "season")),
    ("last autumn", "2014-23", "2013-23", None, (-1, "season")),
    ("last winter", "2015-03", "2014-24", None, (-1, "season")),
    ("last winter", "2015-02", "2013-24", None, (-1, "season")),
    ("last summer", "2015", "2014-22", None, (-1, "season")),
    ("next spring", "2015-05", "2016-21", None, (1, "season")),
    ("this coming winter", "2015-02", "2015-24", None, (1, "season")),
    ("last May", "2015-05-04", "2014-05", None, (-1, "named month")),
    ("next december", "2015-05-04", "2015-12", None, (1, "named month")),
    ("the following year", "2014", "2015", None, (1, "year")),
    ("the following year", "2014-23", "2015", None, (1, "year")),
    ("last year", "2015-05-04", "2014", None, (-1, "year")),
    ("this year", "2015-05-04", "2015", None, (0, "year")),
    ("the following month", "2014-12", "2015-01", None, (1, "month")),
    ("last month", "2015-01-04", "2014-12", None, (-1, "month")),
    ("the next day", "2015-12-31", "2016-01-01", None, (1, "day")),
    ("yesterday", "2000-03-01", "2000-02-29", None, (-1, "day")),
    ("today", "2015-05-04", "2015-05-04", None, (0, "day")),
    ("tomorrow", "2015-05-04~", "2015-05-05~", None, (1, "day")),
    ("two years later", "2014", "2016", None, (2, "year")),
    ("two years later", "2014-23", "2016-23~", None, (2, "year")),
    ("2 years ago", "2015-05-04", "2013-05~", None, (-2, "year")),
    ("two years ago", "2015?", "2013?", None, (-2, "year")),
    ("two years ago", "2015-05?", "2013-05%", None, (-2, "year")),
    ("a decade ago", "2015-05-04", "2005~", None, (-1, "decade")),
    ("two centuries earlier", "2015", "1815~", None, (-2, "century")),
    ("three months later", "2014-11", "2015-02", None, (3, "month")),
    ("three months ago", "2015-05-04", "2015-02~", None, (-3, "month")),
    ("two weeks later", "2015-05-04", "2015-05-18~", None, (2, "week")),
    ("ten days ago", "2015-05-04", "2015-04-24", None, (-10, "day")),
    ("over the last two decades", "2015-05-04", "1995~/2015-05-04", None, (-2, "decade")),
    ("over the past year", "2015", "2014/2015", None, (-1, "year")),
    ("within the next five years", "2015", "2015/2020", None, (5, "year")),
    ("over the coming decade", "2015-05", "2015-05/2025~", None, (1, "decade")),
    ("in the last two years", "2015-05-04T10:00:00", "2013-05~/2015-05-04", None, (-2, "year")),
    ("earlier this year", "2015-05-04", "[2015-01-01..2015-05-04]", None, None),
    ("earlier this year", "2015-05", "[2015-01..2015-05]", None, None),
    ("earlier this year", "2014-23", "[2014-01-01..2014-11-30]", None, None),
    ("earlier this year", "2015", "2015", None, None),
    ("later this year", "2015-05-04", "[2015-05-04..2015-12-31]", None, None),
    ("later that year", "2014-24", "[2014-12-01..2014-12-31]", None, None),
    ("later this month", "2015-05-04", "[2015-05-04..2015-05-31]", None, None),
    ("in the coming months", "2015-05-04", "2015-05-04/..", None, None),
    ("early next year", "2015-05-04", "2016", "early", (1, "year")),
    ("late last fall", "2015-05", "2014-23", "late", (-1, "season")),
    ("since last fall", "2015-03", "2014-23/..", None, (-1, "season")),
    ("by the end of next year", "2015", "../2016", "late", (1, "year")),
    ("during last summer", "2015", "2014-22", None, (-1, "season")),
]

ABSOLUTE = [
    ("by 2020", "../2020", None),
    ("until May 2015", "../2015-05", None),
    ("since the 1990s", "199X/..", None),
    ("the 1990s", "199X", None),
    ("1990s", "199X", None),
    ("in the late 1990s", "199X", "late"),
    ("mid-2014", "2014", "mid"),
    ("the middle of 2014", "2014", "mid"),
    ("in early 2015", "2015", "early"),
    ("the beginning of 2015", "2015", "early"),
    ("by the end of 2015", "../2015", "late"),
    ("in 2014", "2014", None),
    ("2014", "2014", None),
    ("the end of 2015", "2015", "late"),
    ("fall 2014", "2014-23", None),
    ("the summer of 2014", "2014-22", None),
    ("in  May,\t2015 ", "2015-05", None),
]

UNKNOWN = [
    ("", "2015"),
    ("next friday", "2015-05-04"),
    ("last decade", "2015"),
    ("in recent years", "2015"),
    ("in in 2014", "2015"),
    ("by by 2014", "2015"),
    ("early late 2014", "2015"),
    ("since over the past year", "2015"),
    ("in the coming months", "198X"),
    ("earlier this year", "2015?"),
    ("earlier today", "2015-05-04"),
    ("earlier this day", "2015-05-04"),
    ("earlier this month", "2015"),
    ("zero years ago", "2015"),
    ("yesterday", "2015-05"),
    ("last month", "2015"),
    ("two months ago", "2015-21"),
    ("two weeks ago", "2015-05"),
    ("last fall", "201X"),
    ("last fall", "2014/2015"),
    ("last year", "{2014,2015}"),
    ("two years ago", "Y20000"),
    ("over the last two years", "198X-05"),
    ("last fall", "1950S2"),
    ("earlier this year", "[2014,2015]"),
    ("two years later", "9999"),
    ("last year", "-9999"),
    ("yesterday", "0001-01-01"),
    ("over the next two centuries", "9999"),
    ("last fall " * 100, "2015"),
    ("\u0661\u0669\u0668\u0665", "2015"),
    ("1 years ago\n\n 2014", "2015"),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "against", "value", "mod", "offset"), KNOWN)
def test_known_phrases(phrase, against, value, mod, offset):
    anchor = parse(against)
    expected = Resolution(parse(value), mod, anchor, offset and Offset(*offset))
    assert resolve(phrase, against=anchor) == expected


@pytest.mark.parametrize(("phrase", "value", "mod"), ABSOLUTE)
def test_phrases_that_need_no_anchor(phrase, value, mod):
    for against in ("2015-05-04", "198X/.."):
        found = resolve(phrase, against=parse(against))
        assert found == Resolution(parse(value), mod, None, None)


@pytest.mark.parametrize(("phrase", "against"), UNKNOWN)
def test_what_is_not_known_is_never_guessed(phrase, against):
    assert resolve(phrase, against=parse(against)) is None


def test_capitals_and_space_make_no_difference():
    against = parse("2015-03")
    assert resolve("  LAST   Fall ", against=against) == resolve("last fall", against=against)


def test_every_row_of_the_table_is_tested():
    phrases = [" ".join(case[0].lower().split()) for case in (*KNOWN, *ABSOLUTE)]
    for pattern in PATTERNS:
        words = pattern.words
        for name, expression in PLACEHOLDERS.items():
            words = words.replace(name, expression)
        assert any(re.fullmatch(words, phrase) for phrase in phrases), pattern.words


@pytest.mark.parametrize(
    ("phrase", "meaning"),
    [
        ("last fall", "2014-23"),
        ("last year", "2014"),
        ("the following year", "2016"),
        ("late 2013", "2013"),
        ("by 2020", "../2020"),
        ("last month", None),
        ("two years later", None),
        ("earlier this year", None),
        ("no such phrase", None),
    ],
)
def test_said_on_one_of_several_days(phrase: str, meaning: str | None) -> None:
    """A phrase means what it means on each of the days, else nothing."""
    against = parse("[2015-01-01..2015-05-09]")

    resolution = resolve(phrase, against=against)

    assert (None if resolution is None else str(resolution.value)) == meaning
    if resolution is not None:
        assert resolution.anchor in (against, None)


@pytest.mark.parametrize("anchor", ["[2014,2015]", "[..2015]", "[2015?]", "[2015~]", "[Y12000]"])
def test_days_that_do_not_agree_or_are_not_known(anchor: str) -> None:
    assert resolve("last year", against=parse(anchor)) is None
