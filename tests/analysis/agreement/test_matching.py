"""Pairs one to one: of spans that overlap, of the largest total weight."""

from math import fsum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.agreement import contenders, groups, likeness, matching, measures
from detente.analysis.agreement.figures import Score
from detente.analysis.agreement.ties import TIE, Ties, spread

pytestmark = pytest.mark.counted

pytest.importorskip("scipy")
np = pytest.importorskip("numpy")

spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda s: (s[0], sum(s))), max_size=8
)


@given(spans, spans)
def test_scores_of_spans_hold_together(left: list, right: list) -> None:
    exact = measures.same(left, right)
    most = Score(matching.most_pairs(left, right), len(left), len(right))
    points = measures.common_points(left, right)

    assert exact.both <= most.both <= min(len(left), len(right))
    assert (most.both > 0) == (points.both > 0)
    back = measures.same(right, left)
    assert (exact.precision, exact.recall, exact.f1) == (back.recall, back.precision, back.f1)
    assert most.both == matching.most_pairs(right, left)
    assert measures.same(left, left).f1 == (1.0 if left else None)


def test_overlapping_spans_are_paired_one_to_one_and_as_many_as_can_be() -> None:
    # The long one could take either; taking the first leaves the other to the short one.
    assert matching.most_pairs([(0, 10), (8, 20)], [(0, 30), (2, 4)]) == 2
    assert matching.most_pairs([(0, 10), (12, 20)], [(0, 30)]) == 1
    assert matching.most_pairs([(0, 10)], [(10, 20)]) == 0


@given(spans, spans)
def test_all_pairs_of_spans_that_overlap_are_found(left: list, right: list) -> None:
    pairs = [
        (row, column)
        for row, one in enumerate(left)
        for column in sorted(range(len(right)), key=lambda n: right[n])
        for other in (right[column],)
        if max(one[0], other[0]) < min(one[1], other[1])
    ]

    assert matching.overlaps(left, right) == pairs


@given(spans, spans)
def test_as_many_spans_are_paired_as_by_a_matching_of_all_that_overlap(
    left: list, right: list
) -> None:
    by_hand = matching.matching(dict.fromkeys(matching.overlaps(left, right), 1.0))

    assert matching.most_pairs(left, right) == len(by_hand)


def test_no_number_of_spans_in_one_place_is_too_many_to_be_counted() -> None:
    here = [(0, 5)] * 20_000

    assert matching.most_pairs(here, here[:-1]) == 19_999


weights = st.dictionaries(
    st.tuples(st.integers(0, 6), st.integers(0, 6)),
    st.sampled_from([0.25, 0.5, 0.5 + 1e-7, 0.75, 1.0]),
    max_size=30,
)
"""Of pairs, many of which weigh the same."""

ordered = st.lists(st.integers(0, 2000), min_size=7, max_size=7).map(sorted)
places = st.tuples(ordered, ordered)
orders = st.builds(Ties, st.integers(0, 4), st.booleans())


def total(pairs: list, weights: dict) -> float:
    return fsum(weights[pair] for pair in pairs)


@given(weights)
def test_a_solver_that_keeps_no_table_finds_as_much(weights: dict) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(matching, "_CELLS", 0)
        sparse = matching.matching(weights)

    assert total(sparse, weights) == pytest.approx(total(matching.matching(weights), weights))
    assert all(len(set(side)) == len(side) for side in zip(*sparse, strict=True))


def table_of(weights: dict) -> Any:
    table = np.zeros((7, 7))
    for place, weight in weights.items():
        table[place] = weight
    return table


def weighed(weights: dict, within: float = 0.0) -> list[contenders.Contenders]:
    """The contenders by either way."""
    return [contenders.contenders(weights, within), contenders.dense(table_of(weights), within)]


@given(weights, places, orders)
def test_no_tie_order_prefers_what_is_no_contender(
    weights: dict, places: tuple, order: Ties
) -> None:
    tied = {
        (row, column): weight + TIE * order.of(places[0][row], places[1][column])
        for (row, column), weight in weights.items()
    }
    best = total(matching.matching(tied), tied)
    table = contenders.Table(table_of(weights))
    for found in (*weighed(weights, spread(*places)), table):
        made = found.decided(places, order)

        assert len({row for row, _ in made}) == len({column for _, column in made}) == len(made)
        assert total(made, tied) == pytest.approx(best, abs=1e-13)


@given(places, orders)
def test_ties_in_a_table_are_those_one_by_one(places: tuple, order: Ties) -> None:
    one_by_one = [[order.of(one, other) for other in places[1]] for one in places[0]]
    turned = Ties(order.order, not order.turned)

    for table in (order.table(*places), turned.table(*reversed(places)).T):
        np.testing.assert_allclose(table, one_by_one, rtol=1e-14)


def test_what_is_decided_without_ties_is_sure() -> None:
    weights = {(0, 0): 1.0, (0, 1): 0.5, (1, 0): 0.75, (1, 1): 0.5, (2, 2): 0.1}
    for found in weighed(weights):
        assert found == (frozenset({(0, 0), (1, 1), (2, 2)}), {})


def test_ties_stay_open() -> None:
    weights = {(0, 0): 1.0, (0, 1): 1.0, (1, 0): 1.0, (1, 1): 1.0, (1, 2): 0.5}
    for found in weighed(weights):
        assert found == (frozenset(), {place: 1.0 for place in weights if place != (1, 2)})


def test_prices_that_do_not_settle_leave_all_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contenders, "_STEPS", 0)
    weights = {(0, 0): 1.0, (0, 1): 0.5, (1, 0): 0.75}
    for found in weighed(weights):
        assert found == (frozenset(), weights)


def test_a_price_of_what_nobody_takes_is_not_believed() -> None:
    """It comes from rounding alone: here from a matching that is not the largest."""
    table = np.array([[1.0, 0.0], [0.5, 0.25]])
    nothing = np.array([], dtype=int)

    assert contenders._prices({(0, 0): 1.0}, []) is None
    assert np.isneginf(contenders._prices_of(table, nothing, nothing)[0]).all()


traits = st.lists(
    st.tuples(st.sampled_from("ab"), st.frozensets(st.sampled_from("abcd"))),
    min_size=1,
    max_size=6,
)


@given(traits, traits)
def test_what_is_alike_in_a_table_is_so_one_by_one(ones: list, others: list) -> None:
    alike = likeness._weighed(lambda unit, _: unit, 0.05, 0.1)
    table = np.array([[0.0 if (one, other) == ("a", "b") else 0.3 for (other, _) in others]
                      for (one, _) in ones])  # fmt: skip
    expected = [
        [
            overlap + alike.of(one, other) if overlap else 0.0
            for overlap, other in zip(row, others, strict=True)
        ]
        for row, one in zip(table.tolist(), ones, strict=True)
    ]
    alike.add(table, ones, others)

    assert table.tolist() == expected


def test_more_than_can_be_paired_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "_PAIRS", 100)
    monkeypatch.setattr(matching, "_EACH", 2)

    assert matching.some([(1, 2)] * 100, 20) == [(1, 2)] * 100
    with pytest.raises(matching.TooManyError, match="more than 10 of each side"):
        matching.some([(1, 2)] * 101, 20)
    nested = [(n, 30 - n) for n in range(11)]
    assert len(matching.overlaps(nested[:10], nested[:10])) == 100
    with pytest.raises(matching.TooManyError):
        matching.overlaps(nested, nested)


def test_a_place_with_more_than_a_table_can_hold_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(groups, "_CELLS", 2_000)
    here = list(range(50))
    group = groups.Group([groups.Block(here, here, 1.0)])

    assert group.dense
    with pytest.raises(matching.TooManyError):
        group.table()


def test_more_than_can_be_decided_between_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contenders, "_CELLS", 100)
    monkeypatch.setattr(contenders, "_LISTED", 100)
    found = contenders.dense(np.ones((11, 11)), 0.0)
    here = list(range(11))

    assert found.decided((here, here), Ties(0, False)) == list(zip(here, here, strict=True))
    with pytest.raises(matching.TooManyError):
        found.decided((here, here), Ties(1, False))
