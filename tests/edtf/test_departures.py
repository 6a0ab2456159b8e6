"""Values that depart from their own words, and the many that only seem to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.edtf import parse
from detente.edtf.departures import departure
from detente.edtf.phrases import MONTHS, WEEKDAYS

# words, value, against, what is said
DEPARTS = [
    ("in October", "2017-03", None, "2017-03 is not in October"),
    ("In October", "2017-03-14", None, "2017-03-14 is not in October"),
    ("Oct. 2017", "2017-03", None, "2017-03 is not in Oct"),
    ("early in May or June", "1905-07", None, "1905-07 is not in May or June"),
    ("May", "2015-06", None, "2015-06 is not in May"),
    ("last March", "2015-04", None, "2015-04 is not in March"),
    ("mid-October", "1905-11-02", None, "1905-11-02 is not in October"),
    ("on Friday", "2019-04-24", None, "2019-04-24 is a Wednesday"),
    ("last Friday", "2019-04-24/2019-04-25", None, "2019-04-24/2019-04-25 is a Wednesday or Thursday"),
    ("in 2014", "2015", None, "they mean 2014, not 2015"),
    ("on 4 May 2014", "2015-05-04", None, "they say 2014, not 2015-05-04"),
    ("on May 4, 2015", "2015-05-05", None, "2015-05-05 is not day 4 of a month"),
    ("4 and 5 May", "2015-04-30/2015-05-01", None, "2015-04-30/2015-05-01 is not day 4 or 5 of a month"),
    ("4 May", "2015-05-06/2015-05-08", None, "2015-05-06/2015-05-08 is not day 4 of a month"),
    ("in 1904 and 1905", "1907", None, "they say 1904 or 1905, not 1907"),
    ("in the 1990s", "1985", None, "they mean 199X, not 1985"),
    ("in the mid 1990s, in May", "1985-05", None, "they say 1990s, not 1985-05"),
    ("since 2014", "2011/2013", None, "they mean 2014/.., not 2011/2013"),
    ("since 4 May 2014", "2011/2013", None, "they say 2014, not 2011/2013"),
    ("by 2020", "2021", None, "they mean ../2020, not 2021"),
    ("before 1890", "1891-03", None, "they say 1890, not 1891-03"),
    ("from 1879 to 1883", "1884", None, "they say 1879 or 1883, not 1884"),
    ("between 1879 and 1883", "1878", None, "they say 1879 or 1883, not 1878"),
    ("spring of 1848", "1848-23", None, "1848-23 is not a spring"),
    ("two years later", "2014", "2011", "they mean 2013, counted from 2011, not 2014"),
    ("last year", "2015", "2015-05-04", "they mean 2014, counted from 2015-05-04, not 2015"),
    ("yesterday", "1893-05-01", "1893-05-03", "they mean 1893-05-02, counted from 1893-05-03, not 1893-05-01"),
]  # fmt: skip

HOLDS = [
    # the value agrees
    ("in October", "2017-10", None),
    ("In October", "2017", None),
    ("in October", "2017-10-03", None),
    ("in October", "2017-09/2017-11", None),
    ("October", "2017-12/2018-11", None),
    ("on Friday", "2019-04-26", None),
    ("on Friday", "2019-04", None),
    ("on Friday", "2019-04-24/2019-04-27", None),
    ("on Saturday, 5 May 2018", "2018-05-05", None),
    ("on Friday, 5 May 2018", "2018-05-05", None),  # the words contradict themselves
    ("December 31", "2014-12-30/2015-01-01", None),
    ("May 1, 2015", "2015-04-29/2015-05-02", None),
    ("in 1904 and 1905", "1905", None),
    ("1914-15", "1914/1915", None),
    ("February 11, 2019", "2019-02-11", None),
    # limits
    ("by 2020", "../2020", None),
    ("by 2020", "2019", None),
    ("by May 2020", "2019-03", None),
    ("until May", "2019-03/2019-04", None),
    ("since 2014", "2014/..", None),
    ("since 2014", "2016", None),
    ("since 4 May 2014", "2016-03", None),
    ("since then", "2016", None),
    ("after 1890", "1891/..", None),
    ("before 1890", "[..1889]", None),
    ("after 4 May 1890", "1890-07", None),
    ("on the day before May 4", "1890-05-03", None),
    ("in the 1880s", "188X", None),
    ("the early 2000s", "200X/..", None),
    ("from the early 1880s to late 1891", "188X/1891", None),
    ("from May to July", "2015-06", None),
    ("from May to July 2015", "2015-06-14", None),
    ("from 3 December to 5 January 2015", "2014-12-20", None),
    ("between May and July", "2015-06-04", None),
    ("May\u2013July 2015", "2015-06", None),
    ("Monday to Friday", "2019-04-24", None),
    ("from Monday on", "2019-04-24", None),
    ("so far", "/2015", None),
    ("in 2014", "/2015", None),
    ("in 2014", "../2015", None),
    ("in 2014", "2013/..", None),
    ("in October", "2013-03/", None),
    # what is counted
    ("last fall", "2014-23", "2015-05-04"),
    ("last fall", "2014-10", "2015-05-04"),
    ("last autumn", "2014-04", "2015-01"),  # in the south
    ("two years later", "2013", "2011"),
    ("two years later", "2014", None),
    ("two years ago", "2012", "2015-05-04"),
    ("the last two decades", "1996/2015", "2015"),
    ("the following year", "1992", "1991"),
    ("later that year", "1991", "1991"),
    ("last March", "2014-03", "2015-05"),
    ("last March", "2015-03", "2015-03-20"),
    # seasons
    ("the winter of 2014", "2015-01", None),
    ("in summer 2014", "2015-02", None),
    ("spring of 1848", "1848-21", None),
    ("spring of 1848", "1848-25", None),
    ("spring of 1848", "1848", None),
    # whoever wrote the value doubts it
    ("in October", "2017-09?", None),
    ("in 2014", "2015~", None),
    # names of months that are other words
    ("may", "2017-03", None),
    ("they may in time", "2017-03", None),
    ("March on", "2017-10", None),
    ("to march in 2017", "2018", None),
    ("the march", "2017-10", None),
    ("an august body", "2017-10", None),
    ("the May government", "2017-10", None),
    ("since the March on Rome", "1922-10", None),
    ("the Long March", "1934-10", None),
    ("under May", "2017-10", None),
    ("the fall of the Wall", "1989-11", None),
    ("spring offensive", "1918-08", None),
    # numbers that are no dates of it
    ("the 70th anniversary of the victory of 1945", "2015", None),
    ("for the first time after 1956", "2015", None),
    ("fifty years after 1945", "1995", None),
    ("in 9000 days", "2015", None),
    ("the 4th", "2015-05-05", None),
    ("Resolution 1718", "2006", None),
    ("the spirit of 1905", "2005", None),
    ("G20 2014", "2015", None),
    ("14:30 on Friday", "2019-04-24", None),
    ("the night of May 4", "2015-05-05", None),
    ("", "2015", None),
    ("im Oktober", "2017-03", None),
    ("en mars", "2017-10", None),
]


@pytest.mark.parametrize(("words", "value", "against", "said"), DEPARTS)
def test_what_departs_is_said(words: str, value: str, against: str | None, said: str) -> None:
    anchor = None if against is None else parse(against)
    assert departure(words, parse(value), against=anchor) == said


@pytest.mark.parametrize(("words", "value", "against"), HOLDS)
def test_what_may_hold_is_left_alone(words: str, value: str, against: str | None) -> None:
    anchor = None if against is None else parse(against)
    assert departure(words, parse(value), against=anchor) is None


@given(st.dates(), st.sampled_from(["{d} {m} {y}", "on {w}, {m} {d}, {y}", "in {m} {y}", "on {w}"]))
def test_a_day_never_departs_from_its_own_name(day, form: str) -> None:
    month, weekday = [*MONTHS][day.month - 1].capitalize(), [*WEEKDAYS][day.weekday()].capitalize()
    words = form.format(d=day.day, m=month, y=f"{day.year:04}", w=weekday)
    assert departure(words, parse(day.isoformat())) is None


@given(st.text(alphabet="MayOctober 0123456789-fFriday,.s"), st.dates())
def test_no_words_are_too_odd(words: str, day) -> None:
    said = departure(words, parse(day.isoformat()))
    assert said is None or day.isoformat() in said
