"""What holds of every expression, and of text that is none."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detente.edtf import Date, Day, EdtfError, Interval, Season, Year, parse
from tests.profiles import examples

READINGS = st.sampled_from(("sometime", "throughout"))
MARK = st.sampled_from(("", "", "", "?", "~", "%"))


def digits(width: int, low: int, high: int):
    plain = st.integers(low, high).map(lambda n: f"{n:0{width}}")
    masked = st.text("0123456789X", min_size=width, max_size=width)
    return st.one_of(plain, plain, masked)


@st.composite
def any_date(draw):
    """Draw what is, or nearly is, a single date."""
    kind = draw(st.integers(0, 9))
    left, right = draw(MARK), draw(MARK)
    if kind == 0:
        power = draw(st.sampled_from(("", "E1", "E12")))
        significant = draw(st.sampled_from(("", "S1", "S3")))
        size = draw(st.integers(-99999, 99999).filter(bool))
        return f"{left}Y{size}{power}{significant}{right}"
    sign = draw(st.sampled_from(("", "", "", "-")))
    year = left + sign + draw(digits(4, 0, 9999)) + right
    if kind == 1:
        return year + draw(st.sampled_from(("S1", "S2", "S4")))
    if kind <= 4:
        return year
    month = draw(MARK) + draw(st.one_of(digits(2, 1, 12), digits(2, 21, 41))) + draw(MARK)
    if kind <= 6:
        return f"{year}-{month}"
    return f"{year}-{month}-{draw(MARK)}{draw(digits(2, 1, 31))}{draw(MARK)}"


@st.composite
def any_text(draw):
    """Draw what is, or nearly is, an expression."""
    kind = draw(st.integers(0, 5))
    if kind <= 2:
        return draw(any_date())
    if kind == 3:
        end = st.one_of(any_date(), any_date(), st.sampled_from(("", "..")))
        dots = st.sampled_from(("", "", "", ".."))
        return f"{draw(dots)}{draw(end)}/{draw(end)}{draw(dots)}"
    element = st.one_of(
        any_date(),
        st.tuples(any_date(), any_date()).map("..".join),
        any_date().map("..{}".format),
        any_date().map("{}..".format),
    )
    inner = ",".join(draw(st.lists(element, min_size=1, max_size=4)))
    return f"[{inner}]" if kind == 4 else f"{{{inner}}}"


def parsed(text):
    try:
        return parse(text)
    except EdtfError:
        return None


VALUES = any_text().map(parsed).filter(lambda value: value is not None)


@given(VALUES)
@examples(3)
def test_text_levels_and_canonical_forms(value):
    assert parse(str(value)) == value
    assert value.level in (0, 1, 2)
    canonical = parse(value.canonical())
    assert type(canonical) is type(value)
    assert canonical.canonical() == value.canonical() == str(canonical)
    assert canonical.level <= value.level
    assert canonical.precision == value.precision
    assert (canonical.earliest, canonical.latest) == (value.earliest, value.latest)
    if isinstance(value, (Date, Season, Year)):
        ours = [(c.text, c.qualifier) for c in value.components]
        assert [(c.text, c.qualifier) for c in canonical.components] == ours


@given(VALUES)
@examples(3)
def test_qualifiers_never_move_bounds(value):
    bare = parse(str(value).translate(dict.fromkeys(map(ord, "?~%"))))
    assert (bare.earliest, bare.latest) == (value.earliest, value.latest)
    assert bare.relation(value) == value.relation(value)
    assert bare.level <= value.level


@given(VALUES)
@examples(3)
def test_bounds_are_those_of_the_members(value):
    low, high = value.earliest, value.latest
    if isinstance(low, Day) and isinstance(high, Day):
        assert low <= high
    if isinstance(value, (Date, Season)) and str(value).count("X") <= 2:
        members = list(value.values())
        assert members[0].earliest == low
        assert members[-1].latest == high
        order = [(member.earliest, member.latest) for member in members]
        assert order == sorted(order)
        assert all(one[1] < other[0] for one, other in itertools.pairwise(order))


@given(VALUES, READINGS, VALUES, READINGS)
@examples(3)
def test_the_converse_is_symmetric(one, reading, other, other_reading):
    forth = one.relation(other, reading=reading, other_reading=other_reading)
    back = other.relation(one, reading=other_reading, other_reading=reading)
    assert forth.converse() == back
    assert back.converse() == forth
    assert forth.possible
    overlap = one.can_overlap(other, reading=reading, other_reading=other_reading)
    assert overlap == other.can_overlap(one, reading=other_reading, other_reading=reading)


@given(VALUES, VALUES)
@examples(3)
def test_what_lasts_throughout_also_happens_sometime(one, other):
    wide = one.relation(other).possible
    for reading in ("sometime", "throughout"):
        for other_reading in ("sometime", "throughout"):
            found = one.relation(other, reading=reading, other_reading=other_reading)
            assert found.possible <= wide


@given(any_date().map(parsed), any_date().map(parsed))
@examples(3)
def test_an_interval_is_refused_only_if_it_runs_backwards(start, end):
    if start is None or end is None:
        return
    text = f"{start}/{end}"
    if end.latest < start.earliest:
        assert parsed(text) is None
        assert end.relation(start).definite == "before"
    else:
        interval = Interval(text)
        assert (interval.start, interval.end) == (start, end)


@given(st.one_of(st.text(), st.text("0123456789XYES?~%-/.[]{},TZ:+\n"), any_text()))
@example("1950S2-06")
@example("195XS2")
@example("Y" + "9" * 5000)
@examples(6)
def test_only_edtf_errors_escape(text):
    value = parsed(text)
    if value is not None:
        assert str(value) == text
        assert text.isascii()
        return
    with pytest.raises(EdtfError) as caught:
        parse(text)
    assert 0 <= caught.value.position <= len(text)
    assert str(caught.value)


@given(VALUES.map(str), st.data())
@examples(3)
def test_a_broken_expression_breaks_where_it_was_broken_or_later(text, data):
    place = data.draw(st.integers(0, len(text)))
    # No expression has this character anywhere.
    with pytest.raises(EdtfError) as caught:
        parse(f"{text[:place]}!{text[place:]}")
    assert caught.value.position <= place


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "Y" + "9" * n,
        lambda n: "Y1E" + "9" * n,
        lambda n: "9" * n,
        lambda n: "X" * n,
        lambda n: "?" * n,
        lambda n: "/" * n,
        lambda n: "." * n,
        lambda n: "[" * n,
        lambda n: "-" * n,
        lambda n: "{" + "1985," * (n // 5) + "1985}",
        lambda n: "[" + "1985..1990," * (n // 11),
        lambda n: "1985/" * (n // 5),
        lambda n: "1950S" + "1" * n,
        lambda n: "1985-04-12T10:00:00+" + "0" * n,
    ],
)
def test_time_is_linear_in_the_text(make):
    # Quadratic time would take minutes here.
    text = make(200_000)
    began = time.process_time()
    parsed(text)
    assert time.process_time() - began < 5
