"""Times in words."""

import pytest

import detente
from detente.edtf import wording
from detente.edtf.wording import in_words
from detente.records import times


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1948", "1948"),
        ("2019-04", "April 2019"),
        ("2019-04-24", "24 April 2019"),
        ("191X", "the 1910s"),
        ("19XX", "the 20th century"),
        ("20XX", "the 21st century"),
        ("10XX", "the 11th century"),
        ("01XX", "the 2nd century"),
        ("02XX", "the 3rd century"),
        ("1XXX", "1XXX"),
        ("2014-XX", "2014-XX"),
        ("-0044", "-0044"),
        ("Y17E7", "Y17E7"),
        ("2014-23", "autumn 2014"),
        ("2014-34", "2014-34"),
        ("2014?", "perhaps 2014"),
        ("2014-05~", "about May 2014"),
        ("1984%", "perhaps about 1984"),
        ("1948/2019-04", "1948 to April 2019"),
        ("../2020", "up to 2020"),
        ("/2020", "until 2020"),
        ("2020/..", "from 2020 on"),
        ("2020/", "since 2020"),
        ("..2004-06-01/2004-06-20..", "1 June 2004 or earlier to 20 June 2004 or later"),
        ("[2015-01-01..2015-05-09]", "between 1 January 2015 and 9 May 2015"),
        ("[..2014]", "2014 or earlier"),
        ("[2014..]", "2014 or later"),
        ("[1667,1668,1670..1672]", "1667, 1668 or between 1670 and 1672"),
        ("{1990,1995}", "1990 and 1995"),
        ("[1990]", "1990"),
        ("2004-06-01T12:00:00Z", "2004-06-01T12:00:00Z"),
        ("no date", "no date"),
    ],
)
def test_dates_in_words(value, said) -> None:
    assert in_words(value) == said
    assert times.in_words(detente.Time(value=value, basis=detente.TimeBasis.STATED)) == said


@pytest.mark.parametrize(
    ("value", "mod", "end", "said"),
    [
        ("1991", "early", None, "early 1991"),
        ("1991", "mid", None, "mid-1991"),
        ("1991", "late", None, "late 1991"),
        ("200X", "early", None, "the early 2000s"),
        ("198X", "mid", None, "the mid-1980s"),
        ("198X~", "late", None, "about the late 1980s"),
        ("19XX", "early", None, "the early 20th century"),
        ("19XX", "mid", None, "the mid-20th century"),
        ("19XX?", "late", None, "perhaps the late 20th century"),
        ("2019-04", "early", None, "early April 2019"),
        ("2019-04", "mid", None, "mid-April 2019"),
        ("2019-04", "late", None, "late April 2019"),
        ("2014-23", "late", None, "late autumn 2014"),
        ("200X/..", "early", None, "from the early 2000s on"),
        ("/200X", None, "early", "until the early 2000s"),
        ("198X/200X", "mid", "late", "the mid-1980s to the late 2000s"),
        ("19XX/2019-04", "late", "mid", "the late 20th century to mid-April 2019"),
        ("1991/", "late", None, "since late 1991"),
        ("[1990,1991]", "early", None, "early in 1990 or 1991"),
        ("2004-06-01T12:00:00Z", "late", None, "late in 2004-06-01T12:00:00Z"),
    ],
)
def test_early_mid_and_late_in_words(value, mod, end, said) -> None:
    first, last = (None if name is None else detente.TimeMod(name) for name in (mod, end))
    shown = detente.Time(value=value, basis=detente.TimeBasis.STATED, mod=first, mod_end=last)

    assert times.in_words(shown) == said


def test_parts_of_periods_in_words() -> None:
    early, late = detente.TimeMod.EARLY, detente.TimeMod.LATE
    stated = detente.TimeBasis.STATED
    lasting = detente.Time(value="1991/2000", basis=stated, mod=late, mod_end=early)

    assert times.in_words(lasting) == "late 1991 to early 2000"
    assert times.in_words(None) == ""
    assert wording.years(lasting.value) == "1991/2000"
    assert wording.years(detente.Time(value="no date", basis=stated).value) == ""
