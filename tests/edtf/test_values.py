"""The classes: frozen, hashable, typed; their parts and forms."""

from __future__ import annotations

import copy
import datetime as dt
import pickle

import pytest

from detente.edtf import (
    OPEN,
    UNKNOWN,
    AllOf,
    Component,
    Date,
    DateTime,
    Edtf,
    EdtfError,
    Interval,
    OneOf,
    Range,
    Season,
    Value,
    Year,
    parse,
)

EACH = {
    "1985-04": Date,
    "2001-21": Season,
    "Y17E8": Year,
    "1950S2": Year,
    "1985-04-12T10:00:00Z": DateTime,
    "1985/..": Interval,
    "{1960,1961-12}": AllOf,
    "[1670..1672]": OneOf,
}


@pytest.mark.parametrize("text", EACH)
def test_each_class(text):
    value, kind = parse(text), EACH[text]
    assert type(value) is kind
    assert isinstance(value, Value)
    assert isinstance(value, Edtf)
    assert value == kind(text)
    assert hash(value) == hash(kind(text))
    assert len({value, kind(text), text}) == 2
    assert value != text
    assert repr(value) == f"{kind.__name__}({text!r})"
    for again in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert again == value
        assert (again.level, again.canonical()) == (value.level, value.canonical())
    assert not hasattr(value, "__dict__")
    for change in ("level", "_text", "other"):
        with pytest.raises(AttributeError, match="frozen"):
            setattr(value, change, 1)
    with pytest.raises(AttributeError, match="frozen"):
        del value._text


@pytest.mark.parametrize("text", EACH)
def test_a_class_reads_only_its_own_kind(text):
    for kind in {Date, Season, Year, DateTime, Interval, AllOf, OneOf} - {EACH[text]}:
        with pytest.raises(EdtfError, match=f"an expression of the kind {kind.__name__}"):
            kind(text)


def test_spelling_makes_a_difference_to_equality_but_not_to_the_canonical_form():
    one, other = parse("?2004"), parse("2004?")
    assert one != other
    assert one.canonical() == other.canonical() == "2004?"


CANONICAL = {
    "?2004-?06-?11": "2004-06-11?",
    "?2004-?06-11": "2004-06?-11",
    "?2004-06-~11": "2004?-06-~11",
    "2004?-06-?11": "2004?-06-?11",
    "2004-06?-~11": "2004-06?-~11",
    "2004?-06~": "2004%-~06",
    "2004-~06-~11": "2004-~06-~11",
    "?2004?": "2004?",
    "?2004~": "2004%",
    "2004?-06?-11?": "2004-06-11?",
    "%2001-%21": "2001-21%",
    "2001-~21": "2001-~21",
    "~Y17E7": "Y17E7~",
    "Y17E7": "Y17E7",
    "?1950S2": "1950S2?",
    "?2004/~2005": "2004?/2005~",
    "..?2004/?2005..": "..2004?/2005?..",
    "?2004/..": "2004?/..",
    "/?2004": "/2004?",
    "[?2004,..~2005]": "[2004?,..2005~]",
    "{?2004..}": "{2004?..}",
    "1985-04-12T10:00:00+00": "1985-04-12T10:00:00+00",
    "156X-12-2X?": "156X-12-2X?",
}


@pytest.mark.parametrize("text", CANONICAL)
def test_canonical(text):
    value = parse(text)
    assert value.canonical() == CANONICAL[text]
    assert str(value) == text
    again = parse(value.canonical())
    assert again.level <= value.level
    assert again.canonical() == value.canonical()


def test_components_tell_qualifiers_and_masks():
    year, month, day = Date("2004?-~06-1X").components
    assert year == Component("year", "2004", 2004, "?", ())
    assert month == Component("month", "06", 6, "~", ())
    assert day == Component("day", "1X", None, "", (1,))
    assert (year.uncertain, year.approximate) == (True, False)
    assert (month.uncertain, month.approximate) == (False, True)
    assert [c.qualifier for c in Date("2001-?09~-09").components] == ["~", "%", ""]
    assert Date("156X").components == (Component("year", "156X", None, "", (3,)),)
    assert Season("2001-21%").components[1] == Component("season", "21", 21, "%", ())
    assert Year("Y-17E7~").components == (Component("year", "Y-17E7", -170_000_000, "~", ()),)
    assert [c.name for c in Date("-0043-03").components] == ["year", "month"]


def test_parts_of_dates():
    date = Date("-0043-03-1X")
    assert (date.year, date.month, date.day) == (-43, 3, None)
    date = Date("156X")
    assert (date.year, date.month, date.day) == (None, None, None)
    season = Season("201X-41")
    assert (season.year, season.code) == (None, 41)
    assert Season("2001-21").year == 2001
    year = Year("Y3388E2S3")
    assert (year.year, year.significant_digits) == (338_800, 3)
    assert Year("Y17E7").significant_digits is None


def test_parts_of_times():
    time = DateTime("1985-04-12T23:20:30+04:30")
    assert time.date == Date("1985-04-12")
    assert (time.hour, time.minute, time.second, time.shift) == (23, 20, 30, 270)
    assert DateTime("1985-04-12T23:20:30").shift is None
    assert DateTime("1985-04-12T23:20:30Z").shift == 0
    assert DateTime("1985-04-12T23:20:30-04").shift == -240
    assert not time.uncertain
    assert time.canonical() == str(time)


def test_parts_of_intervals_and_sets():
    interval = Interval("2004-06?/..")
    assert (interval.start, interval.end) == (Date("2004-06?"), OPEN)
    assert Interval("/1985").start is UNKNOWN
    limits = Interval("..2004-06-01/2004-06-20..")
    assert (limits.or_earlier, limits.or_later) == (True, True)
    assert (limits.start, limits.end) == (Date("2004-06-01"), Date("2004-06-20"))
    assert (interval.or_earlier, interval.or_later) == (False, False)
    elements = OneOf("[1667,..1668,1670..1672]").elements
    assert elements == (Date("1667"), Range("..1668"), Range("1670..1672"))
    assert (elements[1].start, elements[1].end) == (OPEN, Date("1668"))


def test_ranges_are_values_too():
    whole = Range("1670..1672")
    assert whole == OneOf("[1670..1672]").elements[0]
    assert hash(whole) == hash(Range("1670..1672"))
    assert pickle.loads(pickle.dumps(whole)) == whole
    assert repr(whole) == "Range('1670..1672')"
    assert (whole.earliest, whole.latest) == ((1670, 1, 1), (1672, 12, 31))
    assert Range("1984..").latest is OPEN
    assert Range("..1984").earliest is OPEN
    for wrong in ("1985", "1985..1986,1987", "1985..1986]", ""):
        with pytest.raises(EdtfError):
            Range(wrong)


PRECISION = {
    "1985": "year",
    "198X": "year",
    "1950S2": "year",
    "Y17E7": "year",
    "1985-XX": "month",
    "1985-XX-XX": "day",
    "2001-21": "season",
    "1985-04-12T10:00:00": "second",
    "2004-06/2004-06-11": "month",
    "2004-06-11/..": "day",
    "/2004-21": "season",
    "{1960,1961-12}": "year",
    "[..1984-04]": "month",
    "[1984-04-01..1984-05-01]": "day",
}


@pytest.mark.parametrize("text", PRECISION)
def test_precision(text):
    assert parse(text).precision == PRECISION[text]


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("1985", ""),
        ("1985?", "u"),
        ("1985~", "a"),
        ("1985%", "ua"),
        ("198X", "x"),
        ("2004-06/2005-~06", "a"),
        ("../1985?", "u"),
        ("198X/..", "x"),
        ("[..1985~]", "a"),
        ("{1984,198X?..}", "ux"),
        ("[1985..1990]", ""),
        ("1985-04-12T10:00:00", ""),
    ],
)
def test_flags(text, flags):
    value = parse(text)
    found = (value.uncertain, value.approximate, value.unspecified)
    assert found == ("u" in flags, "a" in flags, "x" in flags)


def test_the_union_can_be_exhausted():
    def name(value: Edtf) -> str:
        match value:
            case Date() | Season() | Year():
                return "date"
            case DateTime():
                return "time"
            case Interval():
                return "interval"
            case AllOf() | OneOf():
                return "set"

    assert {name(parse(text)) for text in EACH} == {"date", "time", "interval", "set"}


def test_a_date_of_the_standard_library_is_a_day_and_one_with_a_time_is_refused() -> None:
    assert str(Date.from_date(dt.date(987, 5, 9))) == "0987-05-09"
    with pytest.raises(TypeError, match="time of day"):
        Date.from_date(dt.datetime(1987, 5, 9, 12))  # noqa: DTZ001
