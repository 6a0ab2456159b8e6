"""First and last days."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.edtf import OPEN, UNKNOWN, Date, Day, Limit, parse

BOUNDS = {
    "1985": "1985-01-01 1985-12-31",
    "1985-04": "1985-04-01 1985-04-30",
    "1985-04-12": "1985-04-12 1985-04-12",
    "1985-04-12T23:20:30-11:00": "1985-04-12 1985-04-12",
    "2004-02": "2004-02-01 2004-02-29",
    "1900-02": "1900-02-01 1900-02-28",
    "0000": "0-01-01 0-12-31",
    "-0001": "-1-01-01 -1-12-31",
    "-0004-02": "-4-02-01 -4-02-29",
    "-0043-XX": "-43-01-01 -43-12-31",
    "Y170000002": "170000002-01-01 170000002-12-31",
    "Y-17E7": "-170000000-01-01 -170000000-12-31",
    # significant digits
    "1950S2": "1900-01-01 1999-12-31",
    "-1950S2": "-1999-01-01 -1900-12-31",
    "1950S4": "1950-01-01 1950-12-31",
    "0050S1": "50-01-01 59-12-31",
    "0000S1": "0-01-01 0-12-31",
    "Y171010000S3": "171000000-01-01 171999999-12-31",
    "Y3388E2S3": "338000-01-01 338999-12-31",
    # seasons and groupings
    "2001-21": "2001-03-01 2001-05-31",
    "2001-22": "2001-06-01 2001-08-31",
    "2001-23": "2001-09-01 2001-11-30",
    "2001-24": "2001-12-01 2002-02-28",
    "2003-24": "2003-12-01 2004-02-29",
    "2001-25": "2001-03-01 2001-05-31",
    "2001-28": "2001-12-01 2002-02-28",
    "2001-29": "2001-09-01 2001-11-30",
    "2001-30": "2001-12-01 2002-02-28",
    "2001-31": "2001-03-01 2001-05-31",
    "2001-32": "2001-06-01 2001-08-31",
    "2001-33": "2001-01-01 2001-03-31",
    "2001-34": "2001-04-01 2001-06-30",
    "2001-36": "2001-10-01 2001-12-31",
    "2001-37": "2001-01-01 2001-04-30",
    "2001-39": "2001-09-01 2001-12-31",
    "2001-40": "2001-01-01 2001-06-30",
    "2001-41": "2001-07-01 2001-12-31",
    "201X-24": "2010-12-01 2020-02-29",
    # masks
    "156X": "1560-01-01 1569-12-31",
    "XXXX": "0-01-01 9999-12-31",
    "XXXX-02-29": "0-02-29 9996-02-29",
    "19XX-02": "1900-02-01 1999-02-28",
    "156X-12-25": "1560-12-25 1569-12-25",
    "1985-0X-31": "1985-01-31 1985-08-31",
    "1985-XX-31": "1985-01-31 1985-12-31",
    "1985-XX-XX": "1985-01-01 1985-12-31",
    "1560-X2": "1560-02-01 1560-12-31",
    "1985-02-XX": "1985-02-01 1985-02-28",
    "1985-1X-3X": "1985-10-30 1985-12-31",
    "XX00-02-29": "0-02-29 9600-02-29",
    # qualifiers move nothing
    "1985?": "1985-01-01 1985-12-31",
    "?2004-06-~11": "2004-06-11 2004-06-11",
    "2004-06-~01/2004-06-~20": "2004-06-01 2004-06-20",
    # intervals
    "2004-06/2006-08": "2004-06-01 2006-08-31",
    "2004-06/2004": "2004-06-01 2004-12-31",
    "198X/1985": "1980-01-01 1985-12-31",
    "1985/..": "1985-01-01 OPEN",
    "../1985": "OPEN 1985-12-31",
    "1985/": "1985-01-01 UNKNOWN",
    "/1985": "UNKNOWN 1985-12-31",
    "..2004-06-01/2004-06-20": "OPEN 2004-06-20",
    "2004-06-01/2004-06-20..": "2004-06-01 OPEN",
    "..2004/": "OPEN UNKNOWN",
    # sets
    "[1667,1760-12]": "1667-01-01 1760-12-31",
    "{1961-12,1960}": "1960-01-01 1961-12-31",
    "{1667,1668,1670..1672}": "1667-01-01 1672-12-31",
    "[..1984]": "OPEN 1984-12-31",
    "[1760-12..]": "1760-12-01 OPEN",
    "{..1983,1985..}": "OPEN OPEN",
    "[..198X]": "OPEN 1989-12-31",
}


def bound(text):
    if text in ("OPEN", "UNKNOWN"):
        return Limit[text]
    year, month, day = text.rsplit("-", 2)
    return Day(int(year), int(month), int(day))


@pytest.mark.parametrize("text", BOUNDS)
def test_bounds(text):
    earliest, latest = BOUNDS[text].split()
    value = parse(text)
    assert (value.earliest, value.latest) == (bound(earliest), bound(latest))


def test_the_two_sentinels_are_different_and_named():
    assert OPEN is Limit.OPEN
    assert UNKNOWN is Limit.UNKNOWN
    assert OPEN is not UNKNOWN
    assert (repr(OPEN), repr(UNKNOWN)) == ("OPEN", "UNKNOWN")
    assert parse("1985/..").latest is OPEN
    assert parse("1985/").latest is UNKNOWN


def test_a_day_is_a_named_tuple_of_any_year():
    day = parse("Y-17E7").earliest
    assert day == (-170_000_000, 1, 1)
    assert day.year < 0 < day.month == day.day
    assert Day(1985, 4, 12) < Day(1985, 4, 13)
    assert Day(1985, 4, 12).to_date() == dt.date(1985, 4, 12)
    for year in (0, -1, 10_000, 10**100):
        with pytest.raises(ValueError, match="1 to 9999"):
            Day(year, 1, 1).to_date()


def test_years_without_measure_have_bounds_at_once():
    began = time.process_time()
    value = parse("Y1E900S1")
    assert value.earliest == (10**900, 1, 1)
    assert value.latest == (2 * 10**900 - 1, 12, 31)
    millions = parse("[0000-01-01..9999-12-31,Y10000..Y9E900]")
    assert millions.earliest == (0, 1, 1)
    assert millions.latest == (9 * 10**900, 12, 31)
    assert time.process_time() - began < 1


@given(st.dates())
def test_dates_come_and_go(date):
    value = Date.from_date(date)
    assert value == parse(date.isoformat())
    assert value.to_date() == date
    assert value.earliest.to_date() == value.latest.to_date() == date


def test_a_date_time_is_no_date():
    with pytest.raises(TypeError, match="time of day"):
        Date.from_date(dt.datetime(1985, 4, 12, 10, tzinfo=dt.UTC))


@pytest.mark.parametrize("text", ["1985", "1985-04", "1985-04-XX", "0000-01-01", "-0001-01-01"])
def test_what_is_not_one_day_of_the_library_is_no_date(text):
    with pytest.raises(ValueError, match=r"not one day|1 to 9999"):
        Date(text).to_date()


def test_a_qualified_day_is_a_day():
    assert Date("1985-04-12?").to_date() == dt.date(1985, 4, 12)
    # The mask leaves only one day.
    assert Date("1985-02-28").to_date() == dt.date(1985, 2, 28)
