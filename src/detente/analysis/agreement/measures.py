"""The numbers: scores of spans, Krippendorff's alpha and its interval.

Alpha is that of K. Krippendorff, *Content Analysis* (4th ed. 2019, chapter 12): one less the
disagreement observed over the disagreement to be expected if all values were assigned at random.
"""

import zlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from math import fsum
from operator import ne
from typing import Any, NamedTuple

from detente.analysis.agreement.figures import Score
from detente.analysis.agreement.libraries import needed
from detente.analysis.agreement.points import Points, Range

# --- scores ----------------------------------------------------------------------------------


def same(left: Iterable[Hashable], right: Iterable[Hashable]) -> Score:
    """How many things of two collections are equal; what is there twice counts twice."""
    ones, others = [*left], [*right]
    if ones == others:  # as most are
        both = len(ones)
    elif not ones or not others:
        both = 0
    else:
        both = (Counter(ones) & Counter(others)).total()
    return Score(both, len(ones), len(others))


def total(scores: Iterable[Score]) -> Score:
    """Scores of several articles as one."""
    listed = list(scores)
    return Score(
        sum(s.both for s in listed), sum(s.left for s in listed), sum(s.right for s in listed)
    )


def common_points(left: Sequence[Range], right: Sequence[Range]) -> Score:
    """How many code points lie under spans of both sides."""
    ones, others = Points.under(left), Points.under(right)
    return Score((ones & others).size, ones.size, others.size)


def jaccard(left: Iterable[Hashable], right: Iterable[Hashable]) -> float:
    """Jaccard's index of two sets: what is in both, over what is in either. Of two empty sets
    it is 1.
    """
    ones, others = frozenset(left), frozenset(right)
    both = len(ones & others)
    either = len(ones) + len(others) - both
    return both / either if either else 1.0


# --- alpha -----------------------------------------------------------------------------------


class Estimate(NamedTuple):
    """Alpha of some pairs of values, with its interval."""

    alpha: float | None
    low: float | None
    high: float | None
    undefined: int


def alpha(
    units: Iterable[Sequence[Any]], metric: str = "nominal", order: Sequence[Any] = ()
) -> float | None:
    """Krippendorff's alpha of the values that annotators gave to units.

    ``units``: for each unit the values, one an annotator, ``None`` where there is none.
    ``metric``: *nominal*, *ordinal* (then ``order`` lists the values from low to high) or *jaccard*,
    where values are frozen sets and two of them are one less Jaccard's index apart.

    ``None`` with fewer than two units that have two values, or where all of those values are the
    same: there is nothing to be expected by chance then.
    """
    given = (tuple(value for value in unit if value is not None) for unit in units)
    return _alpha(Counter(unit for unit in given if len(unit) > 1), metric, order)


def _alpha(given: Mapping[tuple[Any, ...], int], metric: str, order: Sequence[Any]) -> float | None:
    """Alpha, from how many units have which values.

    Of *n* values, n_c of which are *c*, alpha is 1 - (n - 1) Σ o_ck d_ck / Σ n_c n_k d_ck, with o_ck
    coincidences and d_ck the distance of *c* and *k* (Krippendorff, chapter 12.3): in whole numbers
    where distances are, since a text may be long.
    """
    if sum(given.values()) < 2:
        return None
    counts: Counter[Any] = Counter()
    for unit, times in given.items():
        for value in unit:
            counts[value] += times
    apart = _metric(metric, order, counts)
    # Sums that do not depend on the order of what is added.
    added: Callable[[Iterable[Any]], Any] = fsum if metric == "jaccard" else sum
    observed, expected = [], []
    for unit, times in given.items():
        for one, other in combinations(unit, 2):
            # Of a unit with m values each pair is one of m - 1.
            share = times if len(unit) == 2 else Fraction(times, len(unit) - 1)
            observed.append(share * apart(one, other))
    for (one, n), (other, m) in combinations(counts.items(), 2):
        expected.append(n * m * apart(one, other))
    chance = added(expected)
    if not chance:
        return None
    found = (counts.total() - 1) * added(observed)
    return float(1 - (found / chance if metric == "jaccard" else Fraction(found, chance)))


def _metric(
    metric: str, order: Sequence[Any], counts: Mapping[Any, int]
) -> Callable[[Any, Any], Any]:
    """How far apart two values are, of which there are so many."""
    if metric == "nominal":
        return ne
    if metric == "jaccard":
        return _apart
    # The squared number of values given that lie between two of them, half of each end: four times that.
    middles, below = {}, 0
    for value in order:
        middles[value] = 2 * below + counts[value]
        below += counts[value]
    return lambda one, other: (middles[one] - middles[other]) ** 2


@lru_cache(maxsize=4096)
def _apart(one: frozenset[Any], other: frozenset[Any]) -> float:
    return 1 - jaccard(one, other)


def estimate(
    pairs: Iterable[tuple[Any, Any]] | Mapping[tuple[Any, Any], int],
    metric: str = "nominal",
    order: Sequence[Any] = (),
    *,
    samples: int,
    seed: int,
    name: str = "",
) -> Estimate:
    """Alpha and the 2.5th and 97.5th percentile of alpha in resamples of the units.

    Units are drawn with replacement, as many as there are. Resamples in which all values are the
    same have no alpha and are left out; their number is given. The draws depend on the seed, the
    name and the values alone, not on the order of units or sides.
    """
    counted = Counter(pairs)
    given = Counter({pair: times for pair, times in counted.items() if None not in pair})
    point = _alpha(given, metric, order)
    if point is None or not samples:
        return Estimate(point, None, None, 0)
    np = needed("numpy")
    values = _values(given, order)
    number = {value: n for n, value in enumerate(values)}
    # Alpha does not depend on which side gave which value: a cell is a pair of values.
    cells: Counter[tuple[int, ...]] = Counter()
    for (one, other), times in given.items():
        cells[tuple(sorted((number[one], number[other])))] += times
    kinds = sorted(cells)
    shares = np.array([cells[kind] for kind in kinds]) / given.total()
    random = np.random.default_rng([seed, zlib.crc32(name.encode())])
    draws = random.multinomial(given.total(), shares, size=samples)
    alphas = _resampled(draws, kinds, values, metric)
    defined = np.sort(alphas[~np.isnan(alphas)])
    if not len(defined):
        return Estimate(point, None, None, samples)
    low, high = (quantile(defined, share) for share in (0.025, 0.975))
    return Estimate(point, low, high, samples - len(defined))


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which so much of some lies, which are in order; between two in proportion.

    To the last digit that of ``numpy.percentile``, which imports a good part of NumPy more.
    """
    at = share * (len(ordered) - 1)
    below, rest = int(at), at % 1
    one, other = (float(ordered[min(n, len(ordered) - 1)]) for n in (below, below + 1))
    return one + (other - one) * rest if rest < 0.5 else other - (other - one) * (1 - rest)


def _values(units: Iterable[Sequence[Any]], order: Sequence[Any]) -> list[Any]:
    """The values, in an order that depends on nothing but them."""
    if order:
        return list(order)
    return sorted({value for unit in units for value in unit}, key=_written)


def _written(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else [str(value)]


def _distances(values: Sequence[frozenset[str]]) -> Any:
    return needed("numpy").array([[_apart(a, b) for b in values] for a in values])


def _resampled(draws: Any, kinds: Sequence[Any], values: Sequence[Any], metric: str) -> Any:
    """Alpha of each resample, not a number where it is not defined.

    ``draws``: how often each resample has each pair of values, shape (samples, pairs of values).
    """
    np = needed("numpy")
    size = len(values)
    holds = np.zeros((len(kinds), size))
    for cell, pair in enumerate(kinds):
        for value in pair:
            holds[cell, value] += 1
    marginals = draws @ holds
    ones, others = (np.array(side) for side in zip(*kinds, strict=True))
    if metric == "ordinal":
        # The squared number of values given that lie between two of them, half of each end.
        middle = np.cumsum(marginals, axis=1) - marginals / 2
        apart = (middle[:, :, None] - middle[:, None, :]) ** 2
        observed = (2 * draws * apart[:, ones, others]).sum(axis=1)
        expected = np.einsum("sv,svw,sw->s", marginals, apart, marginals)
    else:
        apart = _distances(values) if metric == "jaccard" else 1 - np.eye(size)
        observed = 2 * draws @ apart[ones, others]
        expected = (marginals @ apart * marginals).sum(axis=1)
    expected = expected / (marginals.sum(axis=1) - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - observed / expected, np.nan)


def code_point_alpha(table: Mapping[tuple[Any, Any], int]) -> tuple[float | None, float | None]:
    """Alpha, nominal, and the share that agrees: how many code points have which value on the left and
    which on the right.
    """
    number = sum(table.values())
    agreed = sum(times for (left, right), times in table.items() if left == right)
    return _alpha(table, "nominal", ()), agreed / number if number else None
