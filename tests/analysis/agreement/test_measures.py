"""Measures: known values and bounds."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.agreement import measures
from detente.analysis.agreement.times import compare_times
from detente.records import Time
from detente.vocab.enums import TimeBasis

np = pytest.importorskip("numpy")
krippendorff = pytest.importorskip("krippendorff")

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


def measures_by(apart: Any) -> Any:
    """A metric as ``krippendorff`` calls it."""
    return lambda *_, i1, i2, **__: apart[i1, i2]


@given(st.lists(st.lists(st.sampled_from(VALUES), max_size=4), min_size=2))
@pytest.mark.parametrize("metric", ["nominal", "ordinal", "jaccard"])
def test_alpha_is_that_of_the_library_for_any_number_of_observers(metric: str, units: list) -> None:
    values = [frozenset(v) for v in VALUES] if metric == "jaccard" else VALUES
    given = [[values[VALUES.index(value)] for value in unit] for unit in units]
    found = measures.alpha(given, metric, VALUES if metric == "ordinal" else ())
    several = [unit for unit in units if len(unit) > 1]
    if len({value for unit in several for value in unit}) < 2 or len(several) < 2:
        assert found is None
        return
    counts = np.array([[unit.count(value) for value in VALUES] for unit in several])
    level = metric
    if metric == "jaccard":
        apart = np.array([[1 - measures.jaccard(a, b) for b in values] for a in values])
        level = measures_by(apart)

    assert found == pytest.approx(
        krippendorff.alpha(value_counts=counts, level_of_measurement=level)
    )


@given(st.lists(st.floats(-1, 1), min_size=1), st.sampled_from([2.5, 50, 97.5]))
def test_a_quantile_is_that_of_numpy(numbers: list, percent: float) -> None:
    numbers.sort()

    assert measures.quantile(numbers, percent / 100) == np.percentile(numbers, percent)


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
