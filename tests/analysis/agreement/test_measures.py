"""Measures: known values and bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.agreement import measures
from detente.analysis.agreement.figures import Score
from detente.analysis.agreement.times import compare_times
from detente.records import Time
from detente.vocab.enums import TimeBasis

np = pytest.importorskip("numpy")
pytest.importorskip("krippendorff")

# Four observers and twelve units, with values missing: Krippendorff, "Computing Krippendorff's
# Alpha-Reliability" (2011), section C; .743 nominal and .815 ordinal are given there.
_ = None


OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]


VALUES = ("low", "middle", "high", "top")


spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda s: (s[0], sum(s))), max_size=8
)


def test_alpha_of_krippendorffs_example() -> None:
    units = list(zip(*OBSERVERS, strict=True))

    assert measures.alpha(units) == pytest.approx(0.743, abs=5e-4)
    ordinal = measures.alpha(units, "ordinal", [1, 2, 3, 4, 5])
    assert ordinal == pytest.approx(0.815, abs=5e-4)


def test_alpha_of_two_observers_by_hand() -> None:
    # As in section A of the same: coincidences 10, 4, 4 and 2 of two values, alpha .095.
    units = [(0, 0)] * 5 + [(0, 1)] * 3 + [(1, 0)] + [(1, 1)]

    assert measures.alpha(units) == pytest.approx(1 - (8 / 20) / (2 * 14 * 6 / (20 * 19)))
    assert measures.alpha(units) == pytest.approx(0.095, abs=5e-4)


def test_alpha_of_sets_lies_between_that_of_equal_and_that_of_different_ones() -> None:
    a, b, ab = frozenset("a"), frozenset("b"), frozenset("ab")
    same, near, far = ([(a, a), (b, b), (a, x)] for x in (a, ab, b))
    values = [measures.alpha(units, "jaccard") for units in (same, near, far)]

    assert values[0] == 1.0
    assert values[0] > values[1] > values[2]
    # By hand: observed 2 * 1/2; n a=3, b=2, ab=1; expected 2 * (3*2*1 + 3*1*.5 + 2*1*.5) / 5.
    assert values[1] == pytest.approx(1 - 1 / (17 / 5))


@pytest.mark.parametrize("units", [[], [("a", "b")], [("a", "a")] * 3, [("a", None), ("b", None)]])
def test_alpha_that_is_not_defined_is_none(units: list) -> None:
    assert measures.alpha(units) is None
    assert measures.estimate(units, samples=10, seed=0) == (None, None, None, 0)


@given(st.lists(st.tuples(st.sampled_from(VALUES), st.sampled_from(VALUES)), min_size=2))
@pytest.mark.parametrize("metric", ["nominal", "ordinal", "jaccard"])
def test_what_is_resampled_is_alpha(metric: str, pairs: list) -> None:
    order = VALUES if metric == "ordinal" else ()
    if metric == "jaccard":
        pairs = [tuple(frozenset(value) for value in pair) for pair in pairs]
    point = measures.alpha(pairs, metric, order)
    if point is None:
        return
    values = measures._values(pairs, order)
    kinds = [tuple(sorted(map(values.index, pair))) for pair in pairs]
    (found,) = measures._resampled(np.ones((1, len(kinds)), dtype=int), kinds, values, metric)

    assert found == pytest.approx(point)


def test_the_interval_contains_alpha_and_can_be_repeated() -> None:
    pairs = [("a", "a")] * 30 + [("b", "b")] * 20 + [("a", "b")] * 9 + [("b", "a")] * 3
    found = measures.estimate(pairs, samples=2000, seed=1)
    again = measures.estimate(list(reversed(pairs)), samples=2000, seed=1)
    swapped = measures.estimate([pair[::-1] for pair in pairs], samples=2000, seed=1)
    other = measures.estimate(pairs, samples=2000, seed=2)

    assert found.alpha is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.alpha < found.high
    assert 0.3 < found.high - found.low < 0.5
    assert found == again
    assert found == pytest.approx(swapped)
    assert found != other
    assert other.low == pytest.approx(found.low, abs=0.05)


def test_resamples_without_alpha_are_counted() -> None:
    found = measures.estimate([("a", "a")] * 9 + [("b", "b")], samples=1000, seed=0)

    assert (found.alpha, found.low, found.high) == (1.0, 1.0, 1.0)
    assert 250 < found.undefined < 450  # (9/10)^10 + (1/10)^10 is about .35


def test_an_interval_that_no_resample_gives_is_none() -> None:
    units = [("a", "a"), ("b", "b")]
    found = {measures.estimate(units, samples=1, seed=seed) for seed in range(20)}

    assert found == {(1.0, 1.0, 1.0, 0), (1.0, None, None, 1)}


@given(spans, spans)
def test_scores_of_spans_hold_together(left: list, right: list) -> None:
    exact = measures.same(left, right)
    most = Score(measures.most_pairs(left, right), len(left), len(right))
    points = measures.common_points(left, right)

    assert exact.both <= most.both <= min(len(left), len(right))
    assert (most.both > 0) == (points.both > 0)
    back = measures.same(right, left)
    assert (exact.precision, exact.recall, exact.f1) == (back.recall, back.precision, back.f1)
    assert most.both == measures.most_pairs(right, left)
    assert measures.same(left, left).f1 == (1.0 if left else None)


def test_overlapping_spans_are_paired_one_to_one_and_as_many_as_can_be() -> None:
    # The long one could take either; taking the first leaves the other to the short one.
    assert measures.most_pairs([(0, 10), (8, 20)], [(0, 30), (2, 4)]) == 2
    assert measures.most_pairs([(0, 10), (12, 20)], [(0, 30)]) == 1
    assert measures.most_pairs([(0, 10)], [(10, 20)]) == 0


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("2014-05", "2014-05", "same"),
        ("2014-05-01/2014-05-31", "2014-05", "definite"),
        ("2014", "2014-05", "possible"),
        ("2014", "2015", "impossible"),
        ("2014", "soon", "unreadable"),
        ("2014", None, "absent"),
    ],
)
def test_times_are_compared_in_three_values(one: str, other: str | None, said: str) -> None:
    first, second = (
        None if value is None else Time(value=value, basis=TimeBasis.STATED)
        for value in (one, other)
    )

    assert compare_times(first, second) == compare_times(second, first) == said


@given(spans, spans)
def test_all_pairs_of_spans_that_overlap_are_found(left: list, right: list) -> None:
    pairs = [
        (row, column)
        for row, one in enumerate(left)
        for column in sorted(range(len(right)), key=lambda n: right[n])
        for other in (right[column],)
        if max(one[0], other[0]) < min(one[1], other[1])
    ]

    assert measures.overlaps(left, right) == pairs


def test_more_than_can_be_paired_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measures, "_PAIRS", 100)
    monkeypatch.setattr(measures, "_EACH", 2)
    monkeypatch.setattr(measures, "_CELLS", 100)
    here = [(0, 5)] * 10

    assert measures.most_pairs(here, here) == 10
    assert measures.some([(1, 2)] * 100, 20) == [(1, 2)] * 100
    with pytest.raises(measures.TooManyError, match="more than 10 of each side"):
        measures.some([(1, 2)] * 101, 20)
    with pytest.raises(measures.TooManyError):
        measures.most_pairs([*here, (0, 5)], here)
    chain = [(n, n + 2) for n in range(30)]
    monkeypatch.setattr(measures, "_PAIRS", 1000)
    with pytest.raises(measures.TooManyError):  # few pairs, but all of them hang together
        measures.most_pairs(chain, chain)
    apart = [(3 * n, 3 * n + 2) for n in range(500)]
    assert measures.most_pairs(apart, apart) == 500
