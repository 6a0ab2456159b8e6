"""The order of values in lists: total, by bounds, and never an error on an expression."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente import testing
from detente.edtf import OPEN, Day, EdtfError, parse, sort_key
from detente.edtf.relations import day_number
from tests.edtf.test_properties import VALUES
from tests.profiles import examples

TEXTS = testing.edtf_strings()
ANY = st.one_of(st.none(), TEXTS, VALUES)


def test_a_timeline_is_one_line():
    ordered = [
        "../1999",
        "..2004-06-01/2004",
        "-0043-03-15",
        "2014-01",
        "2014-21",
        "2014-05",
        "2014-05/2015",
        "2014-05/2015-12..",
        "2014-05/",
        "2014-05-04",
        "[2014-06,2015]",
        "2014-07-01T10:00:00Z",
        "/2013",
        "/2014",
        None,
    ]
    shuffled = ordered[::-1]

    assert sorted(shuffled, key=sort_key) == ordered
    assert len({sort_key(text) for text in ordered}) == len(ordered)


def test_equal_bounds_keep_the_order_in_which_they_were():
    alike = ["2014?", "2014", "2014-01-01/2014-12-31", "2014~"]

    assert sorted(alike, key=sort_key) == alike
    backwards = alike[::-1]
    assert sorted(backwards, key=sort_key) == backwards


def test_times_of_records_sort_like_their_values():
    stated = detente.Time(value="1905-08", basis=detente.TimeBasis.STATED)
    unresolved = detente.Time(value=None, basis=detente.TimeBasis.UNRESOLVED)

    assert sort_key(stated) == sort_key("1905-08") == sort_key(parse("1905-08"))
    assert sort_key(unresolved) == sort_key(None)


@pytest.mark.parametrize("text", ["", "last year", "2014-13", "2014 "])
def test_what_is_no_expression_is_refused(text):
    with pytest.raises(EdtfError):
        sort_key(text)


@given(st.lists(ANY, max_size=6))
@examples(3)
def test_every_list_of_values_sorts_whatever_its_order(values):
    once = [sort_key(value) for value in sorted(values, key=sort_key)]
    backwards = values[::-1]

    assert once == [sort_key(value) for value in sorted(backwards, key=sort_key)]
    assert all(one <= other for one, other in itertools.pairwise(once))


@given(TEXTS, TEXTS)
@examples(3)
def test_earlier_bounds_come_first(one, other):
    first, second = sorted((one, other), key=sort_key)
    low, high = parse(first), parse(second)
    starts = [day_number(value.earliest, latest=False) for value in (low, high)]
    ends = [day_number(value.latest, latest=True) for value in (low, high)]

    if None not in starts:
        assert starts[0] <= starts[1]
    else:
        assert starts[1] is None  # unknown comes last
    if starts[0] == starts[1] and None not in ends:
        assert ends[0] <= ends[1]


@given(TEXTS, TEXTS)
@examples(3)
def test_what_is_certainly_before_comes_before_where_both_starts_are_known(one, other):
    low, high = parse(one), parse(other)
    known = all(day_number(v.earliest, latest=False) is not None for v in (low, high))

    if known and low.relation(high).definite == "before":
        assert sort_key(low) < sort_key(high)


@given(TEXTS)
def test_none_is_last_and_an_open_start_first(text):
    assert sort_key(text) < sort_key(None)
    if parse(text).earliest is not OPEN:
        assert sort_key("../0001") < sort_key(text)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (Day(2014, 5, 4), "2014-05-04"),
        (Day(43, 3, 15), "0043-03-15"),
        (Day(0, 1, 1), "0000-01-01"),
        (Day(-43, 3, 15), "-0043-03-15"),
        (Day(12345, 1, 1), "+12345-01-01"),
    ],
)
def test_days_have_an_iso_form(day, text):
    assert day.isoformat() == text
