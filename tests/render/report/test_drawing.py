"""Times on an axis from 2000 to 2010: each percent is a tenth of a year."""

import pytest

from detente.edtf import parse
from detente.render.report.drawing import Axis, Drawing

AXIS = Axis(2000, 2010)


def said(drawing: Drawing) -> tuple[list[tuple[str, int, int]], list[tuple[str, int]]]:
    """Bars as kind, beginning and end, signs as kind and place; in whole percents."""
    bars = []
    for bar in drawing.bars:
        x, width = float(bar.x.rstrip("%")), float(bar.width.rstrip("%"))
        bars.append((bar.kind, round(x), round(x + width)))
    return bars, [(sign.kind, round(float(sign.x.rstrip("%")))) for sign in drawing.signs]


@pytest.mark.parametrize(
    ("value", "bars", "signs"),
    [
        ("2003", [("certain", 30, 40)], []),
        ("2003-01-01/2006-12-31", [("certain", 30, 70)], []),
        # It may begin late in 2003 and end early in 2006.
        ("2003/2006", [("hatched", 30, 40), ("certain", 40, 60), ("hatched", 60, 70)], []),
        # About 2003 can be 2002 or 2004.
        ("2003~/2006-12-31", [("hatched", 20, 50), ("certain", 50, 70)], []),
        ("200X/2009-12-31", [("hatched", 0, 100)], []),
        # Whoever knows no beginning knows of no certain time.
        ("/2006", [("hatched", 53, 70)], [("unknown", 53)]),
        ("2003/", [("hatched", 30, 47)], [("unknown", 47)]),
        ("../2006", [("certain", 0, 60), ("hatched", 60, 70)], [("earlier", 0)]),
        ("2003/..", [("hatched", 30, 40), ("certain", 40, 100)], [("later", 100)]),
        ("[..2003]", [("hatched", 0, 40)], []),
        # On or before 2003, on or after 2006.
        ("..2003/2006..", [("hatched", 0, 40), ("certain", 40, 60), ("hatched", 60, 100)], []),
        ("2003/2003", [("hatched", 30, 40)], []),
    ],
)
def test_a_time_that_is_meant_throughout(value, bars, signs) -> None:
    assert said(AXIS.throughout(parse(value))) == (bars, signs)


@pytest.mark.parametrize(
    ("value", "bars", "signs"),
    [
        ("2003-05-04", [], [("dot", 33)]),
        ("2003", [("within", 30, 40)], []),
        ("200X", [("within", 0, 100)], []),
        ("[..2003]", [("within", 0, 40)], [("earlier", 0)]),
        ("[2003..]", [("within", 30, 100)], [("later", 100)]),
        ("/2003", [("within", 33, 40)], [("unknown", 33)]),
        ("2003/", [("within", 30, 37)], [("unknown", 37)]),
        ("..2003/2006..", [("within", 0, 100)], [("earlier", 0), ("later", 100)]),
    ],
)
def test_a_time_at_some_moment_of_which_something_is(value, bars, signs) -> None:
    assert said(AXIS.within(parse(value), real=True)) == (bars, signs)


def test_what_did_not_take_place_is_hollow() -> None:
    assert said(AXIS.within(parse("2003-05-04"), real=False))[1] == [("hollow", 33)]


def test_what_lies_outside_stops_at_the_end_of_the_axis() -> None:
    went_on = said(AXIS.throughout(parse("1950/2003-12-31")))
    assert went_on == ([("certain", 0, 40)], [("earlier", 0)])
    assert said(AXIS.within(parse("1950-05-04"), real=True))[1] == [("dot", 0)]


def test_an_axis_has_room_for_its_times_and_near_it_for_others() -> None:
    axis = Axis.over(
        [parse("1898-09"), parse("1906")], near=[parse("1907-04"), parse("2024-04-08")]
    )
    assert axis is not None
    assert 1897 < axis.first < 1898.7
    assert 1907.3 < axis.last < 1909
    assert Axis.over([parse("..2003/2006..")]) is None
    assert Axis.over([], near=[parse("2024")]) is None


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (2000, 2010, ["2002", "2004", "2006", "2008"]),
        (1897.2, 1909.1, ["1898", "1900", "1902", "1904", "1906", "1908"]),
        (1386, 2024, ["1400", "1500", "1600", "1700", "1800", "1900", "2000"]),
        (-5000, 3000, ["-4000", "-3000", "-2000", "-1000", "0", "1000", "2000"]),
    ],
)
def test_some_round_years_are_written(first, last, years) -> None:
    assert [tick.text for tick in Axis(first, last).ticks] == years
