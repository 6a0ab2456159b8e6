"""The numbers: scores of spans, matchings, Krippendorff's alpha and its interval.

Alpha is that of K. Krippendorff, *Content Analysis* (4th ed. 2019, chapter 12): one less the
disagreement observed over the disagreement to be expected if all values were assigned at random.

NumPy, SciPy and ``krippendorff`` come with ``pip install 'detente[agreement]'`` and are imported on
use.
"""

import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache, lru_cache
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from itertools import islice
from math import isqrt
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from detente.analysis.agreement.figures import Score
from detente.analysis.agreement.points import Points, Range
from detente.errors import MissingExtraError

_Pair = TypeVar("_Pair")


@cache
def needed(name: str) -> Any:
    """A module of the extra, by its name.

    Raises ``MissingExtraError`` if it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtraError(name.partition(".")[0], "agreement") from error


@cache
def assignment() -> Any:
    """``scipy.optimize.linear_sum_assignment``, from the compiled module that it is in: the package
    around it takes half a second to import, more than the rest of a comparison.

    Raises ``MissingExtraError`` if SciPy is not installed.
    """
    scipy = find_spec("scipy")
    if scipy is None:
        needed("scipy")
    folders = (scipy and scipy.submodule_search_locations) or ()
    found = PathFinder.find_spec("_lsap", [str(Path(folder, "optimize")) for folder in folders])
    if found is None or found.loader is None:  # another release of SciPy
        return needed("scipy.optimize").linear_sum_assignment
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return module.linear_sum_assignment


_PAIRS = 250_000
"""Pairs that may be made, such as those of 500 claims of each side in one place: the time to choose among
them grows faster than their number. A guess, far above what annotators write.
"""
_EACH = 100
"""For each unit so many pairs, where that is more. A guess."""
_CELLS = 4_000_000
"""Spans of one side times those of the other that hang together by overlapping, as 2,000 of each. A guess.
"""


class TooManyError(Exception):
    """More than can be paired."""

    def __str__(self) -> str:
        """What cannot be done."""
        return (
            "too much is alike to be paired: many records stand in one place of a text, or have one name, "
            f"as more than {isqrt(_PAIRS)} of each side"
        )


def most(units: int) -> int:
    """How many pairs of so many units are compared."""
    return max(_PAIRS, _EACH * units)


def some(pairs: Iterable[_Pair], units: int) -> list[_Pair]:
    """Pairs of so many units that may be made. Raises ``TooManyError`` if there are more than can be
    compared.
    """
    listed = list(islice(pairs, most(units) + 1))
    if len(listed) > most(units):
        raise TooManyError
    return listed


# --- matching --------------------------------------------------------------------------------


def components(pairs: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The pairs of rows and columns in groups that have no row and no column in common."""
    by_row: dict[int, list[tuple[int, int]]] = defaultdict(list)
    by_column: dict[int, list[tuple[int, int]]] = defaultdict(list)
    left = sorted(set(pairs))
    for pair in left:
        by_row[pair[0]].append(pair)
        by_column[pair[1]].append(pair)
    groups = []
    for row in list(by_row):
        group, waiting = set(), by_row.pop(row, [])
        while waiting:
            pair = waiting.pop()
            group.add(pair)
            waiting += by_row.pop(pair[0], []) + by_column.pop(pair[1], [])
        if group:
            groups.append(sorted(group))
    return groups


def uncontested(pairs: Collection[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """The pairs whose row and column are in no other pair: every matching of the largest weight has
    them.
    """
    rows, columns = Counter(row for row, _ in pairs), Counter(column for _, column in pairs)
    return frozenset(pair for pair in pairs if rows[pair[0]] == columns[pair[1]] == 1)


def matching(weights: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The one-to-one matching of the largest total weight, in the order of rows.

    Pairs that are not among the weights, which are positive, are never made. Raises ``TooManyError`` if
    too many hang together to be compared.
    """
    matched = []
    for group in components(weights):
        if len(group) == 1:
            matched += group
            continue
        rows, columns = (sorted(set(side)) for side in zip(*group, strict=True))
        if len(rows) * len(columns) > _CELLS:
            raise TooManyError
        table = needed("numpy").zeros((len(rows), len(columns)))
        row_of, column_of = ({n: at for at, n in enumerate(side)} for side in (rows, columns))
        for row, column in group:
            table[row_of[row], column_of[column]] = weights[row, column]
        chosen = assignment()(table, maximize=True)
        pairs = zip(*(side.tolist() for side in chosen), strict=True)
        matched += [(rows[row], columns[column]) for row, column in pairs]
    return sorted(pair for pair in matched if pair in weights)


def overlaps(left: Sequence[Range], right: Sequence[Range]) -> list[tuple[int, int]]:
    """The pairs of spans that share a code point, by their numbers.

    Raises ``TooManyError`` if there are more than can be compared.
    """
    sides = left, right
    listed = sorted(
        (start, end, side, number)
        for side, spans in enumerate(sides)
        for number, (start, end) in enumerate(spans)
        if start < end
    )
    # The spans of both sides that have begun, and may reach as far as the next one.
    begun: tuple[list[int], list[int]] = ([], [])
    pairs = []
    for start, _, side, number in listed:
        other = 1 - side
        begun[other][:] = [n for n in begun[other] if sides[other][n][1] > start]
        pairs += [(n, number) if side else (number, n) for n in begun[other]]
        if len(pairs) > most(len(left) + len(right)):
            raise TooManyError
        begun[side].append(number)
    return sorted(pairs, key=lambda pair: (pair[0], right[pair[1]], pair[1]))


def most_pairs(left: Sequence[Range], right: Sequence[Range]) -> int:
    """How many spans can be paired one to one so that each pair shares a code point."""
    weights = dict.fromkeys(overlaps(left, right), 1.0)
    return len(matching(weights))


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
    units: Sequence[Sequence[Any]], metric: str = "nominal", order: Sequence[Any] = ()
) -> float | None:
    """Krippendorff's alpha of the values that annotators gave to units.

    ``units``: for each unit the values, one an annotator, ``None`` where there is none.
    ``metric``: *nominal*, *ordinal* (then ``order`` lists the values from low to high) or *jaccard*,
    where values are frozen sets and two of them are one less Jaccard's index apart.

    ``None`` with fewer than two units that have two values, or where all of those values are the
    same: there is nothing to be expected by chance then.
    """
    given = [tuple(value for value in unit if value is not None) for unit in units]
    return _alpha(tuple(unit for unit in given if len(unit) > 1), metric, tuple(order))


# 1024: what the figures of one comparison need; equally good alignments ask for most of them again.
@lru_cache(maxsize=1024)
def _alpha(given: tuple[tuple[Any, ...], ...], metric: str, order: tuple[Any, ...]) -> float | None:
    if len(given) < 2 or len({value for unit in given for value in unit}) < 2:
        return None
    np = needed("numpy")
    values = _values(given, order)
    counts = np.zeros((len(given), len(values)), dtype=int)
    number = {value: n for n, value in enumerate(values)}
    for row, unit in enumerate(given):
        for value in unit:
            counts[row, number[value]] += 1
    level = _between(_distances(values)) if metric == "jaccard" else metric
    return float(needed("krippendorff").alpha(value_counts=counts, level_of_measurement=level))


def _between(apart: Any) -> Any:
    """A metric as ``krippendorff`` calls it, from a table of distances."""

    def metric(_v1: Any, _v2: Any, i1: Any, i2: Any, n_v: Any, dtype: Any) -> Any:
        del n_v
        return apart[i1, i2].astype(dtype)

    return metric


def estimate(
    pairs: Sequence[tuple[Any, Any]],
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
    point = alpha(pairs, metric, order)
    if point is None or not samples:
        return Estimate(point, None, None, 0)
    np = needed("numpy")
    values = _values(pairs, order)
    number = {value: n for n, value in enumerate(values)}
    # Alpha does not depend on which side gave which value: a cell is a pair of values.
    cells = Counter(tuple(sorted((number[a], number[b]))) for a, b in pairs)
    kinds = sorted(cells)
    share = np.array([cells[kind] for kind in kinds]) / len(pairs)
    random = np.random.default_rng([seed, zlib.crc32(name.encode())])
    draws = random.multinomial(len(pairs), share, size=samples)
    alphas = _resampled(draws, kinds, values, metric)
    defined = alphas[~np.isnan(alphas)]
    if not len(defined):
        return Estimate(point, None, None, samples)
    low, high = np.percentile(defined, [2.5, 97.5])
    return Estimate(point, float(low), float(high), samples - len(defined))


def _values(units: Sequence[Sequence[Any]], order: Sequence[Any]) -> list[Any]:
    """The values, in an order that depends on nothing but them."""
    if order:
        return list(order)
    return sorted({value for unit in units for value in unit}, key=_written)


def _written(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else [str(value)]


def _distances(values: Sequence[frozenset[str]]) -> Any:
    return needed("numpy").array([[1 - jaccard(a, b) for b in values] for a in values])


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
        expected = np.einsum("sv,vw,sw->s", marginals, apart, marginals)
    expected = expected / (marginals.sum(axis=1) - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - observed / expected, np.nan)


def code_point_alpha(table: Mapping[tuple[Any, Any], int]) -> tuple[float | None, float | None]:
    """Alpha, nominal, and the share that agrees: how many code points have which value on the left and
    which on the right.

    In whole numbers, since a text may be long; of the two values of each of *n* / 2 code points
    alpha is 1 - (n - 1) *d* / (n² - Σ n_c²), with *d* values that differ from their pair and n_c that are
    *c* (Krippendorff, chapter 12.3).
    """
    number = sum(table.values())
    if not number:
        return None, None
    apart = sum(times for (left, right), times in table.items() if left != right)
    agreed = (number - apart) / number
    values: Counter[Any] = Counter()
    for pair, times in table.items():
        for value in pair:
            values[value] += times
    if number < 2 or len(+values) < 2:
        return None, agreed
    expected = (2 * number) ** 2 - sum(times**2 for times in values.values())
    return float(1 - Fraction((2 * number - 1) * 2 * apart, expected)), agreed
