"""Comparison: a table, and brute force over runs of days."""

from __future__ import annotations

import itertools
import pickle
import time
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.edtf import OPEN, UNKNOWN, AllOf, Interval, OneOf, Relations, parse
from detente.edtf.relations import Run, can_meet
from tests.profiles import examples

NAMES = ("before", "after", "overlaps", "contains", "within", "equal")
CONVERSE = {
    **{name: name for name in NAMES},
    "before": "after",
    "after": "before",
    "contains": "within",
    "within": "contains",
}
SOME, THROUGH = "sometime", "throughout"

# first, its reading, second, its reading, what is possible
TABLE = [
    ("1985~", SOME, "199X", SOME, "before"),
    ("1985", SOME, "1985-06", SOME, " ".join(NAMES)),
    ("198X", SOME, "1985", SOME, " ".join(NAMES)),
    ("1985", SOME, "1985", SOME, " ".join(NAMES)),
    ("1985-04-12", SOME, "1985-04-12", SOME, "equal"),
    ("1985-04-12T10:00:00", SOME, "1985-04-12T23:00:00Z", SOME, "equal"),
    ("1985-04-12", SOME, "1985-04", SOME, "before after within equal"),
    ("2004/2005", SOME, "2004-06", SOME, " ".join(NAMES)),
    ("2001-24", SOME, "2002-03", SOME, "before"),
    ("2001-24", SOME, "2002-02-28", SOME, "before contains equal"),
    # unknown is not open
    ("1985/..", SOME, "1984", SOME, "after"),
    ("1985/", SOME, "1984", SOME, " ".join(NAMES)),
    ("1985/", THROUGH, "../1980", THROUGH, " ".join(NAMES)),
    ("/1985", SOME, "1990", SOME, " ".join(NAMES)),
    ("../1985", SOME, "1990", SOME, "before"),
    # throughout
    ("2015", THROUGH, "2015-06-05", SOME, "contains"),
    ("2015", THROUGH, "2015-06", SOME, "contains"),
    ("2015", THROUGH, "2015", SOME, "contains equal"),
    ("2015", THROUGH, "2015", THROUGH, "equal"),
    ("2015", THROUGH, "2015-06", THROUGH, "contains"),
    ("2015-06", THROUGH, "2015", THROUGH, "within"),
    ("2014/2015", THROUGH, "2015/2016", THROUGH, "overlaps"),
    ("2014/2015", THROUGH, "2016/2017", THROUGH, "before"),
    ("2014/2015", SOME, "2015/2016", THROUGH, "before overlaps within"),
    ("2015/..", THROUGH, "2016/..", THROUGH, "contains"),
    ("2015/..", THROUGH, "2015/..", THROUGH, "equal"),
    ("../2015", THROUGH, "2015/..", THROUGH, "overlaps"),
    ("2015/..", THROUGH, "2020", SOME, "contains"),
    ("2015/..", THROUGH, "2015/..", SOME, "contains equal"),
    # a mask is one of its completions, not all of them
    ("198X", THROUGH, "1985", THROUGH, "before after equal"),
    ("198X", THROUGH, "1985-06", THROUGH, "before after contains"),
    ("1985-XX", THROUGH, "1985", THROUGH, "within"),
    ("1985-XX-XX", THROUGH, "1985", THROUGH, "within"),
    ("1950S2", THROUGH, "19XX", THROUGH, "before after equal"),
    ("1985-04-12T10:00:00", THROUGH, "1985-04", THROUGH, "within"),
    ("[198X,XXXX,1985-05]", THROUGH, "Y20000", THROUGH, "before"),
    ("{1960,1961-12,1962}", THROUGH, "1961-12/1962", THROUGH, "before contains equal"),
    ("198X-21", THROUGH, "198X-22", THROUGH, "before after"),
    ("198X/1985", THROUGH, "1985-06-01", SOME, "contains"),
    ("198X/1985", THROUGH, "1983", THROUGH, "after contains"),
    ("2004-06-XX/2004-07-03", THROUGH, "2004-07-01", SOME, "contains"),
    ("..2004-06-01/2004-06-20", THROUGH, "2004-06-10", SOME, "contains"),
    ("..2004-06-01/2004-06-20..", THROUGH, "2004-06-10", SOME, "contains"),
    ("..2004/2003", THROUGH, "2004", THROUGH, "before"),
    # sets: one member, or all
    ("[1667,1670]", THROUGH, "1668", THROUGH, "before after"),
    ("[1667,1670]", SOME, "1668", THROUGH, "before after overlaps contains within equal"),
    ("[1667,1668,1670..1672]", THROUGH, "1671", THROUGH, "before after equal"),
    ("{1667,1668}", THROUGH, "1667/1668", THROUGH, "equal"),
    ("{1668,1667-12,1667-01..1667-11}", THROUGH, "1667/1668", THROUGH, "equal"),
    ("{1670..1672}", THROUGH, "1671", THROUGH, "contains"),
    ("{..1672}", THROUGH, "1671", THROUGH, "contains"),
    ("{1672..}", THROUGH, "1673", THROUGH, "contains"),
    ("[..1672]", THROUGH, "1673", THROUGH, "before"),
    ("[1672..]", THROUGH, "1671", THROUGH, "after"),
    ("{1960,1961-12}", THROUGH, "1962", THROUGH, "before"),
    ("{198X}", THROUGH, "1990", THROUGH, "before"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "reading", "other", "other_reading", "possible"), TABLE)
def test_table(one, reading, other, other_reading, possible):
    first, second = parse(one), parse(other)
    found = first.relation(second, reading=reading, other_reading=other_reading)
    expected = frozenset(possible.split())
    assert found.possible == expected
    assert found.definite == (possible if len(expected) == 1 else None)
    back = second.relation(first, reading=other_reading, other_reading=reading)
    assert back == found.converse()
    overlap = first.can_overlap(second, reading=reading, other_reading=other_reading)
    assert overlap == bool(expected - {"before", "after"})


# --- brute force ---------------------------------------------------------------------------
# Days are those of January 2004; what lies beyond stands for all that lies there.

FAR = 40
FIRST, LAST = 1, 9


def classify(one, other):
    (s1, e1), (s2, e2) = one, other
    if e1 < s2:
        return "before"
    if s1 > e2:
        return "after"
    if one == other:
        return "equal"
    if s1 <= s2 and e1 >= e2:
        return "contains"
    return "within" if s1 >= s2 and e1 <= e2 else "overlaps"


def days(value):
    """Return first and last day as numbers, the open ends far away."""
    low, high = value.earliest, value.latest
    return (-FAR if low is OPEN else low.day), (FAR if high is OPEN else high.day)


def whole(value):
    """Return all that may be meant by the whole of a value, from its definition."""
    if isinstance(value, Interval):
        starts = [-FAR] if value.start is OPEN else [v.earliest.day for v in value.start.values()]
        ends = [FAR] if value.end is OPEN else [v.latest.day for v in value.end.values()]
        if value.or_earlier:
            starts = [-FAR, *range(-3, max(starts) + 1)]
        if value.or_later:
            ends = [*range(min(ends), LAST + 4), FAR]
        return {(s, e) for s in starts for e in ends if s <= e}
    members = {(v.earliest.day, v.latest.day) for v in value.values()}
    if not isinstance(value, AllOf):
        return members
    covered = {day for low, high in members for day in range(low, high + 1)}
    starts = {day for day in covered if day - 1 not in covered}
    ends = {day for day in covered if day + 1 not in covered}
    return {(s, e) for s in starts for e in ends if s <= e}


@cache
def runs(text, reading):
    value = parse(text)
    if reading == THROUGH:
        return frozenset(whole(value))
    low, high = days(value)
    inner = [d for d in range(-4, LAST + 6) if low <= d <= high]
    inner += [d for d in (-FAR, FAR) if low <= d <= high]
    return frozenset((s, e) for s in inner for e in inner if s <= e)


@st.composite
def small(draw):
    """Draw an expression about the first nine days of January 2004."""
    day = st.integers(FIRST, LAST)

    def one():
        return f"2004-01-0{draw(day)}"

    def ordered():
        low, high = sorted((draw(day), draw(day)))
        return f"2004-01-0{low}", f"2004-01-0{high}"

    kind = draw(st.sampled_from("dmieoEbasAS"))
    if kind == "d":
        return one()
    if kind == "m":
        return "2004-01-0X"
    if kind == "i":
        return "/".join(ordered())
    if kind == "e":
        return draw(st.sampled_from((f"2004-01-0X/{one()}", f"{one()}/2004-01-0X")))
    if kind == "o":
        return draw(st.sampled_from((f"{one()}/..", f"../{one()}", "2004-01-0X/..")))
    if kind == "E":
        low, high = one(), one()
        return draw(st.sampled_from((f"..{low}/{high}", f"{low}/{high}..", f"..{low}/{high}..")))
    if kind == "b":
        return "..".join(ordered()).join("[]")
    members = ",".join([one() for _ in range(draw(st.integers(1, 4)))] + ["..".join(ordered())])
    return f"{{{members}}}" if kind in "aA" else f"[{members}]"


READINGS = st.sampled_from((SOME, THROUGH))


@given(small(), READINGS, small(), READINGS)
@examples(3)
def test_exact_against_brute_force(one, reading, other, other_reading):
    brute = set()
    for pair in itertools.product(runs(one, reading), runs(other, other_reading)):
        brute.add(classify(*pair))
        if len(brute) == len(NAMES):
            break
    found = parse(one).relation(parse(other), reading=reading, other_reading=other_reading)
    # Sound: nothing that is possible is missing, so what is definite is certain …
    assert found.possible >= brute
    # … and exact.
    assert found.possible == brute
    if reading == other_reading == SOME:
        assert found.definite in (None, "before", "after", "equal")


def test_more_alternatives_than_are_kept_apart_stay_sound():
    for many in ("1985-XX-XX", "XXXX", "[1900..2100]", "Y10000S1", "XXXX-XX/1985", "XXXX-21"):
        found = parse(many).relation(parse("1985-06"), reading=THROUGH, other_reading=THROUGH)
        assert found.modality("overlaps") != "definite"
        assert found.possible & {"before", "after", "within"}
    values = [parse(f"{year}") for year in (1900, 1985, 2100)]
    for value in values:
        found = parse("[1900..2100]").relation(value, reading=THROUGH, other_reading=THROUGH)
        assert "equal" in found.possible
    long = parse("[" + ",".join(str(year) for year in range(1400, 2000)) + "]")
    assert long.relation(parse("1900"), reading=THROUGH).possible >= {"before", "after", "equal"}
    assert long.relation(parse("2000"), reading=THROUGH).definite == "before"
    assert parse("19XX/20XX").relation(parse("2000-01-01"), reading=THROUGH).definite == "contains"
    assert parse("19XX/20XX").relation(parse("1899"), reading=THROUGH).definite == "after"
    assert parse("Y1E9S1").relation(parse("2000"), reading=THROUGH).definite == "after"


def test_nothing_is_listed_to_compare():
    began = time.process_time()
    sizes = [
        "{0000-01-01..9999-12-31}",
        "[0000-01-01..9999-12-31]",
        "[" + ",".join(["0000-01-01..9999-12-31"] * 500) + "]",
        "XXXX-XX-XX",
        "XXXX-XX-XX/XXXX-XX-XX",
        "1985-XX-XX",
        "19XX",
        "Y1E900S1",
    ]
    for one, other in itertools.combinations(map(parse, sizes), 2):
        for reading, other_reading in itertools.product((SOME, THROUGH), repeat=2):
            one.relation(other, reading=reading, other_reading=other_reading)
    assert time.process_time() - began < 5


def test_unknown_is_not_open():
    assert parse("1985/").latest is UNKNOWN
    assert parse("1985/").can_overlap(parse("1980"))
    assert not parse("1985/..").can_overlap(parse("1980"))


def test_a_reading_is_one_of_two():
    with pytest.raises(ValueError, match="'sometime' or 'throughout', not 'always'"):
        parse("1985").relation(parse("1986"), reading="always")


def test_relations_are_values():
    both = Relations(["before", "equal"])
    assert both == Relations(("equal", "before"))
    assert hash(both) == hash(Relations(("equal", "before")))
    assert both != Relations(["before"])
    assert both != "before"
    assert repr(both) == "Relations(['before', 'equal'])"
    assert both.possible == frozenset({"before", "equal"})
    assert [both.modality(name) for name in ("before", "after")] == ["possible", "impossible"]
    assert Relations(["before"]).modality("before") == "definite"
    assert Relations(["contains"]).converse() == Relations(["within"])
    assert pickle.loads(pickle.dumps(both)) == both
    with pytest.raises(AttributeError, match="frozen"):
        both.possible = frozenset()
    with pytest.raises(AttributeError, match="frozen"):
        del both._possible
    for wrong in ([], ["meets"], ["before", "meets"]):
        with pytest.raises(ValueError, match="at least one of before"):
            Relations(wrong)


def test_converses():
    for name in NAMES:
        assert Relations([name]).converse() == Relations([CONVERSE[name]])
        assert Relations([name]).converse().converse() == Relations([name])


def test_one_of_and_all_of_are_told_apart():
    assert isinstance(parse("[1985]"), OneOf)
    assert isinstance(parse("{1985}"), AllOf)


def test_of_very_many_runs_it_is_asked_whether_all_of_them_together_can_meet() -> None:
    def days(first: int) -> list[Run]:
        return [Run(n, n, n, n) for n in range(first, first + 202, 2)]

    assert not can_meet(days(0)[:99], days(1)[:99])
    assert can_meet(days(0), days(1))  # allowed, though no two of them do
    assert not can_meet(days(0), days(1000))
