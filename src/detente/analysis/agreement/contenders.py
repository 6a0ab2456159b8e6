"""Which pairs can be in a matching of the largest total weight: the others need not be looked at again
when the tie order changes.

The prices are those of the dual problem: with them no pair weighs more than its row and its column are
worth together. What a pair lacks of that is its slack, and a matching that has the pair weighs at least so
much less than the largest.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from math import sqrt
from typing import Any, NamedTuple

from detente.analysis.agreement.libraries import assignment, needed
from detente.analysis.agreement.matching import bounded, matching, uncontested

Place = tuple[int, int]
"""A row and a column."""

TIE = 1e-9
"""Far less than any difference that a place or a value makes."""

_ROUNDING = 1e-12
"""More than what sums of weights lose by rounding, and less than what a tie decides."""

_STEPS = 100
"""For each row so many changes of prices are waited for: far more than there are."""


class Contenders(NamedTuple):
    """The pairs that can be made."""

    sure: frozenset[Place]
    """Those that are made in any case."""

    open: Mapping[Place, float]
    """The others, with their weights."""


def distance(one: int, other: int) -> float:
    """How far apart two places in the order are. Roots, since whole numbers would often have the same
    sums.
    """
    return (sqrt(one + 1) - sqrt(other + 1)) ** 2


def spread(left: Iterable[int], right: Iterable[int]) -> float:
    """How much the ties of two matchings can differ at most, of rows and columns at these places."""
    fewer, more = sorted((sorted(left), sorted(right)), key=len)
    farthest = (max(distance(place, more[0]), distance(place, more[-1])) for place in fewer)
    return TIE * max(sum(farthest), len(fewer))


def contenders(weights: Mapping[Place, float], within: float) -> Contenders:
    """The pairs of the matchings that weigh as much as the largest one, or less by so much at most."""
    sure = uncontested(weights)
    contested = {pair: weight for pair, weight in weights.items() if pair not in sure}
    made = matching(contested)
    turned = {(column, row): weight for (row, column), weight in contested.items()}
    one = _prices(contested, made)
    other = _prices(turned, [(column, row) for row, column in made])
    if one is None or other is None:
        return Contenders(sure, contested)
    # The mean of prices are prices. Those of one side alone are the least of columns that there can be,
    # which leaves pairs without slack that are in no matching of the largest weight.
    left = {
        (row, column): weight
        for (row, column), weight in contested.items()
        if (one[0][row] + one[1][column] + other[0][column] + other[1][row]) / 2 - weight
        <= within + _ROUNDING
    }
    return _split(left, sure)


_Worths = dict[int, float]


def _prices(
    weights: Mapping[Place, float], made: Iterable[Place]
) -> tuple[_Worths, _Worths] | None:
    """What rows are worth, and the least that columns can be; ``None`` if it takes too long."""
    columns: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (row, column), weight in weights.items():
        columns[row].append((column, weight))
    row_of = {column: row for row, column in made}
    own = {row: column for column, row in row_of.items()}
    prices = {column: 0.0 for _row, column in weights}
    worth = dict.fromkeys(columns, 0.0) | {pair[0]: weights[pair] for pair in made}
    waiting = deque(columns)
    for _ in range(_STEPS * len(columns)):
        if not waiting:
            break
        row = waiting.popleft()
        for column, weight in columns[row]:
            if weight - worth[row] > prices[column] + _ROUNDING:
                prices[column] = weight - worth[row]
                holder = row_of[column]
                worth[holder] = weights[holder, own[holder]] - prices[column]
                waiting.append(holder)
    return None if waiting else (worth, prices)


def _split(pairs: Mapping[Place, float], sure: frozenset[Place]) -> Contenders:
    """Some pairs with those that are sure anyhow, and those that nothing contests any more."""
    now = uncontested(pairs)
    left = {pair: weight for pair, weight in pairs.items() if pair not in now}
    return Contenders(sure | now, left)


def dense(table: Any, within: float) -> Contenders:
    """The same of a table of weights, where rows and columns that are no pair have 0.

    Raises ``TooManyError`` if there are more than can be decided between.
    """
    np = needed("numpy")
    rows, columns = assignment()(table, maximize=True)
    made = table[rows, columns] > 0
    rows, columns = rows[made], columns[made]
    one, other = _prices_of(table, rows, columns), _prices_of(table.T, columns, rows)
    worth, prices = ((x + y) / 2 for x, y in zip(one, reversed(other), strict=True))
    left: dict[Place, float] = {}
    for part in _parts(np.arange(len(table))):
        weights = table[part]
        near = worth[part, None] + prices - weights <= within + _ROUNDING
        ones, others = np.nonzero(near & (weights > 0))
        pairs = zip(part[ones].tolist(), others.tolist(), strict=True)
        left |= zip(pairs, weights[ones, others].tolist(), strict=True)
        bounded(len(left), sum(table.shape))
    return _split(left, frozenset())


def _prices_of(table: Any, rows: Any, columns: Any) -> tuple[Any, Any]:
    """What rows of a table are worth, and the least that columns can be; endless if it takes too long.

    ``rows`` and ``columns`` are paired.
    """
    np = needed("numpy")
    taken, row_of = (np.full(size, -1) for size in table.shape)
    taken[rows], row_of[columns] = columns, rows
    worth, prices = (np.zeros(size) for size in table.shape)
    worth[rows] = table[rows, columns]
    waiting = np.arange(len(table))
    for _ in range(_STEPS):
        if not len(waiting):
            return worth, prices
        needs = np.max([(table[n] - worth[n, None]).max(axis=0) for n in _parts(waiting)], axis=0)
        raised = needs > prices + _ROUNDING
        prices[raised] = needs[raised]
        waiting = row_of[raised]
        worth[waiting] = table[waiting, taken[waiting]] - prices[taken[waiting]]
    return worth - np.inf, prices


def _parts(rows: Any) -> Iterable[Any]:
    """Some rows at a time: what is calculated of them is to take little memory."""
    return (rows[n : n + 256] for n in range(0, len(rows), 256))
