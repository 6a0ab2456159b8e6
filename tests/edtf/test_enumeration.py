"""Listing what a value can be."""

from __future__ import annotations

import itertools
import time

import pytest

from detente.edtf import EnumerationError, Range, parse

MEMBERS = {
    "1985": "1985",
    "1985-04-12T10:00:00": "1985-04-12T10:00:00",
    "1985-0X-31": "1985-01-31 1985-03-31 1985-05-31 1985-07-31 1985-08-31",
    "1560-X2": "1560-02 1560-12",
    "198X": "1980 1981 1982 1983 1984 1985 1986 1987 1988 1989",
    "198X?": " ".join(f"198{n}?" for n in range(10)),
    "?2004-06-~3X": "?2004-06-~30",
    "2000-02-X9": "2000-02-09 2000-02-19 2000-02-29",
    "-0043-1X": "-0043-10 -0043-11 -0043-12",
    "201X-24~": " ".join(f"201{n}-24~" for n in range(10)),
    "1950S3": " ".join(f"195{n}" for n in range(10)),
    "1950S4?": "1950?",
    "-0019S1": " ".join(f"-{n:04}" for n in range(19, 9, -1)),
    "0000S1": "0000",
    "Y10000S4": " ".join(f"Y1000{n}" for n in range(10)),
    "Y17E8": "Y1700000000",
    "~Y10000": "~Y10000",
    "{1667,1668,1670..1672}": "1667 1668 1670 1671 1672",
    "[1990,198X]": "1990 1980 1981 1982 1983 1984 1985 1986 1987 1988 1989",
    "[1985,1985]": "1985 1985",
    "[9998..Y10001]": "9998 9999 Y10000 Y10001",
    "[-0002..0001]": "-0002 -0001 0000 0001",
    "[1999-11..2000-02]": "1999-11 1999-12 2000-01 2000-02",
    "[2004-02-27..2004-03-01]": "2004-02-27 2004-02-28 2004-02-29 2004-03-01",
    "[1999-12-31..2000-01-01]": "1999-12-31 2000-01-01",
    "[2001-23..2002-21]": "2001-23 2001-24 2002-21",
    "[2001-32..2002-31]": "2001-32 2001-29 2001-30 2002-31",
    "[2001-36..2002-34]": "2001-36 2002-33 2002-34",
    "[2001-39..2002-37]": "2001-39 2002-37",
    "[2001-41..2002-41]": "2001-41 2002-40 2002-41",
    "[2001-26..2001-27]": "2001-26 2001-27",
}


@pytest.mark.parametrize("text", MEMBERS)
def test_members(text):
    assert " ".join(map(str, parse(text).values())) == MEMBERS[text]


@pytest.mark.parametrize("text", MEMBERS)
def test_members_are_values_as_the_parser_makes_them(text):
    for member in parse(text).values():
        again = parse(str(member))
        assert member == again
        assert (member.level, member.earliest) == (again.level, again.earliest)


@pytest.mark.parametrize(
    "text", ["1985/1986", "1985/..", "/1985", "[..1984]", "{1984..}", "[1960,1961..]"]
)
def test_what_has_no_end_is_refused_at_the_call(text):
    with pytest.raises(EnumerationError):
        parse(text).values()


def test_listing_is_lazy():
    began = time.process_time()
    huge = parse("{0000-01-01..9999-12-31,XXXX-XX-XX,Y1E900S1}").values()
    assert [str(v) for v in itertools.islice(huge, 2)] == ["0000-01-01", "0000-01-02"]
    assert str(next(iter(parse("Y1E900S1").values()))) == "Y1" + "0" * 900
    assert time.process_time() - began < 1


def test_counts():
    assert sum(1 for _ in parse("1985-XX-XX").values()) == 365
    assert sum(1 for _ in parse("200X-02-29").values()) == 3
    assert sum(1 for _ in parse("XXXX").values()) == 10_000


def test_a_range_by_itself():
    (whole,) = parse("[1670..1672]").elements
    assert whole == Range("1670..1672")
    assert [str(year) for year in whole.values()] == ["1670", "1671", "1672"]
    with pytest.raises(EnumerationError):
        Range("..1984").values()
