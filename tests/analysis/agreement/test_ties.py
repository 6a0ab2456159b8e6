"""Agreement does not depend on what nobody said: unused fields, ids, the order of records, ties."""

import dataclasses
import json
from functools import cache
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import detente
from detente.analysis.agreement import contenders, groups
from detente.analysis.agreement.likeness import words
from detente.analysis.agreement.matching import components
from detente.files import bundled_path
from detente.records import ARRAYS
from detente.render.agreement import agreement as shown
from tests.analysis.agreement.editing import (
    SAMPLE,
    by_id,
    compared,
    crowded,
    edited,
    in_short,
    load,
    put,
    renamed,
)

pytestmark = pytest.mark.counted

PAIRS = [("pass-a", "pass-b"), ("pass-a", "earlier"), ("pass-b", "earlier"), ("drawn", "pass-a")]


@cache
def bundled(name: str) -> Any:
    return json.loads(bundled_path(f"dprk-russia/{name}").read_bytes())


# --- fields that nobody uses -----------------------------------------------------------------------


@cache
def wider(cls: type) -> type:
    """A record class with optional fields more than it has."""
    unused = {
        "another": attrs.field(type=str | None, default=None),
        "doubtful": attrs.field(type=bool, default=False),
        "remarks": attrs.field(type=tuple[str, ...], default=()),
    }
    options = {"frozen": True, "kw_only": True, "slots": True}
    return attrs.make_class(cls.__name__, unused, bases=(cls,), **options)


def widened(value: Any) -> Any:
    """A record, with all its parts, as one of a class that has more fields."""
    if isinstance(value, tuple):
        return tuple(map(widened, value))
    if not attrs.has(type(value)):
        return value
    held = {a.name: widened(getattr(value, a.name)) for a in attrs.fields(type(value))}
    return wider(type(value))(**held)


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_unused_fields_of_the_schema_change_no_figure(left: str, right: str) -> None:
    one, other = load(bundled(left)), load(bundled(right))
    more = [
        attrs.evolve(side, **{name: widened(getattr(side, name)) for name in ARRAYS})
        for side in (one, other)
    ]
    plain, found = (detente.agree(*sides, samples=20) for sides in ((one, other), more))

    assert "remarks" in {a.name for a in attrs.fields(type(more[0].claims[0].utterances[0]))}
    assert found.figures == plain.figures
    assert found.aligned == plain.aligned
    assert found.disagreements == plain.disagreements


def test_a_value_that_is_the_default_is_as_if_it_were_not_given() -> None:
    left = edited(SAMPLE, put("event:talks", "aggregate", to=False))
    assert compared(left, SAMPLE).figures == compared(SAMPLE, SAMPLE).figures


# --- ids, order and sides ----------------------------------------------------------------------------


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_ids_and_order_change_no_figure_of_the_passes(left: str, right: str) -> None:
    one, other = bundled(left), bundled(right)
    again = compared(renamed(one, 1), renamed(other, 2), samples=20)

    assert in_short(compared(one, other, samples=20)) == in_short(again)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(*[st.integers(0, 10**6)] * 4)
@example(800875, 66172, 267459, 123646)  # a claim is there twice, with two utterances each
def test_ids_and_order_do_not_decide_between_what_is_equally_good(
    one: int, other: int, first: int, second: int
) -> None:
    left, right = crowded(SAMPLE, one), crowded(SAMPLE, other)
    found = compared(left, right)

    assert in_short(found) == in_short(compared(renamed(left, first), renamed(right, second)))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**6), st.integers(0, 10**6))
@example(0, 790)  # a claim is there twice, with two utterances each
def test_sides_do_not_decide_between_what_is_equally_good(one: int, other: int) -> None:
    left, right = crowded(SAMPLE, one), crowded(SAMPLE, other)
    found, back = compared(left, right), compared(right, left)

    assert found.alignments == back.alignments
    for figure in found.figures:
        there = back[figure.key, figure.article]
        assert figure.value == pytest.approx(there.value)
        assert figure.ties == pytest.approx(there.ties)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**6), st.integers(0, 10**6))
@pytest.mark.parametrize("listed", [0, 10**6])
def test_tables_decide_as_pairs_one_by_one(listed: int, one: int, other: int) -> None:
    left, right = crowded(SAMPLE, one), crowded(SAMPLE, other)
    found = compared(left, right)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(groups, "_FEW", 1)
        patched.setattr(contenders, "_LISTED", listed)
        by_tables = compared(left, right)

    assert by_tables == found


# --- the range -------------------------------------------------------------------------------------


def once(document: Any) -> None:
    """A claim whose tense, judged actor and scope say nothing on which claim it is."""
    claim = by_id(document, "claim:war-avoided")
    claim |= {"tense": "past", "judged": "actor:norway"}
    claim["scope"] = {"value": "1905", "basis": "inferred"}


def twice(document: Any) -> None:
    """The same claim once more, with others."""
    once(document)
    like = {**by_id(document, "claim:war-avoided"), "id": "claim:once-more"}
    like |= {"tense": "future", "judged": "actor:sweden"}
    like["scope"] = {"value": "1700", "basis": "inferred"}
    document["claims"].append(like)


def test_a_figure_that_depends_on_ties_says_by_how_much() -> None:
    found = compared(edited(SAMPLE, twice), edited(SAMPLE, once))
    text = shown(found)

    assert found.alignments == 2
    judged, tense, scope = (found[f"claims/{name}"] for name in ("judged", "tense", "scope"))
    # Of what is told apart by contents alone, that which is the same on both sides goes first.
    assert (judged.value, judged.ties) == (1.0, (0.5, 1.0))
    assert "judged              F1 1.000 (ties: 0.500 to 1.000)  both 2  A 2  B 2" in text
    assert (scope.value, scope.ties) == (1.0, (0.5, 1.0))
    assert "the same 2 (share, ties: 0.500 to 1.000)  can be" in text
    assert tense.alpha == tense.ties[1] == 1.0 > tense.ties[0]
    assert f"tense               α 1.000 (ties: {tense.ties[0]:.3f} to 1.000)" in text
    assert "ties: the range in 2 equally good ways to pair the records" in text
    table = dataclasses.replace(found, figures=(tense, judged))._repr_html_()
    assert f"1.000 (ties: {tense.ties[0]:.3f} to 1.000)" in table
    assert "1.000 (ties: 0.500 to 1.000)" in table
    plain = found.to_dict()
    assert plain["alignments"] == 2
    figures = {(f["layer"], f["name"]): f["ties"] for f in plain["figures"] if not f["article"]}
    assert figures["claims", "judged"] == [0.5, 1.0]
    assert figures["claims", "kind"] is figures["spans", "claims"] is None
    assert found["coverage/voice"].value is None


def test_where_nothing_is_tied_there_is_no_range() -> None:
    found = compared(SAMPLE, SAMPLE)

    assert found.alignments == 1
    assert {figure.ties for figure in found.figures} == {None}
    assert "ties:" not in shown(found)


def test_pairs_that_share_nothing_are_decided_apart() -> None:
    assert components([(2, 2), (0, 1), (1, 1), (1, 0), (3, 2)]) == [
        [(0, 1), (1, 0), (1, 1)],
        [(2, 2), (3, 2)],
    ]
    assert components([]) == []


def test_labels_share_words_in_scripts_that_do_not_separate_them() -> None:
    similar = [words("中国支持和平协定"), words("中国反对这个协定")]

    assert len(similar[0] & similar[1]) == 4
    assert words("विदेश मंत्री") == {"विदेश", "मंत्री"}
    assert words("The union, the Union") == {"the", "union"}
