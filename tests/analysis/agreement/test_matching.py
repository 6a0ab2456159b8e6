"""Pairs one to one: of spans that overlap, of the largest total weight."""

from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.agreement import contenders, groups, likeness, matching, measures
from detente.analysis.agreement.figures import Score

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

ties = st.lists(st.floats(0, 1), min_size=49, max_size=49)


def total(pairs: list, weights: dict) -> float:
    return fsum(weights[pair] for pair in pairs)


@given(weights)
def test_a_solver_that_keeps_no_table_finds_as_much(weights: dict) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(matching, "_CELLS", 0)
        sparse = matching.matching(weights)

    assert total(sparse, weights) == pytest.approx(total(matching.matching(weights), weights))
    assert [sorted(set(side)) for side in zip(*sparse, strict=True)] == [
        sorted(side) for side in zip(*sparse, strict=True)
    ]


def weighed(pairs: dict) -> list[contenders.Contenders]:
    """The contenders by either way."""
    table = np.zeros((7, 7))
    for place, weight in pairs.items():
        table[place] = weight
    within = contenders.spread(range(7), range(7))
    return [contenders.contenders(pairs, within), contenders.dense(table, within)]


@given(weights, ties)
def test_no_tie_order_prefers_what_is_no_contender(weights: dict, ties: list) -> None:
    with_ties = {
        (row, column): weight + contenders.TIE * ties[7 * row + column]
        for (row, column), weight in weights.items()
    }
    for found in weighed(weights):
        assert found.sure.isdisjoint(found.open)
        left = {pair: with_ties[pair] for pair in found.open}
        made = [*matching.matching(left), *found.sure]
        best = matching.matching(with_ties)

        assert len({row for row, _ in made}) == len({column for _, column in made}) == len(made)
        assert total(made, with_ties) == pytest.approx(total(best, with_ties), abs=1e-13)


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
    with pytest.raises(matching.TooManyError):  # nothing decides between them
        contenders.dense(np.ones((11, 11)), 0.0)


def test_a_place_with_more_than_a_table_can_hold_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(groups, "_CELLS", 2_000)
    block = groups.Block(list(range(50)), list(range(50)), 1.0)

    with pytest.raises(matching.TooManyError):
        groups.Group([block])
