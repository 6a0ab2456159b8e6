"""Which pairs can be in a matching of the largest total weight: the others need not be looked at again
when the tie order changes.

The prices are those of the dual problem: with them no pair weighs more than its row and its column are
worth together. What a pair lacks of that is its slack, and a matching that has the pair weighs at least so
much less than the largest.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from detente.analysis.agreement.libraries import needed
from detente.analysis.agreement.matching import TooManyError, assigned, matching, uncontested
from detente.analysis.agreement.ties import TIE, Ties

Place = tuple[int, int]
"""A row and a column."""

Places = tuple[Sequence[int], Sequence[int]]
"""Of rows and of columns where they are in the order of both sides."""

_ROUNDING = 1e-12
"""More than what sums of weights lose by rounding, and less than what a tie decides."""

_LISTED = 10_000
"""So many pairs that are open are listed; of more, the table is kept."""

_CELLS = 4_000_000
"""Of such a table, as of 2,000 records on each side that nothing tells apart: the time to decide between them
grows with the cube of their number, where the order is not that of the text, and is 20 seconds then. A guess,
far above what annotators write.
"""

_STEPS = 100
"""For each row so many changes of prices are waited for: far more than there are."""


class Contenders(NamedTuple):
    """The pairs that can be made."""

    sure: frozenset[Place]
    """Those that are made in any case."""

    open: Mapping[Place, float]
    """The others, with their weights."""

    def decided(self, places: Places, ties: Ties) -> list[Place]:
        """The pairs of the largest total weight, and of those that the tie order prefers."""
        if not self.open:
            return [*self.sure]
        weights = {
            ties.sideless(row, column): weight + TIE * ties.of(places[0][row], places[1][column])
            for (row, column), weight in self.open.items()
        }
        # Where totals are equal to the last digit, the solver's choice depends on rows and columns.
        return [*(ties.sideless(*pair) for pair in matching(weights)), *self.sure]


class Table(NamedTuple):
    """The same of very many pairs that little or nothing decides between."""

    weights: Any
    """0 for what cannot be made."""

    def decided(self, places: Places, ties: Ties) -> list[Place]:
        """As of ``Contenders``. Raises ``TooManyError`` if there are more than can be decided between."""
        if ties.order and self.weights.size > _CELLS:
            raise TooManyError("nothing tells many records in one place of a text apart", _CELLS)
        np = needed("numpy")
        table = np.where(self.weights > 0, self.weights + TIE * ties.table(*places), 0)
        pairs = zip(*assigned(table.T if ties.turned else table), strict=True)
        return [ties.sideless(*pair) for pair in pairs]


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
    """What rows are worth, and the least that columns can be; ``None`` if that is not found."""
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
                holder = row_of.get(column)
                if holder is None:  # by rounding alone: what nobody takes has no price
                    return None
                worth[holder] = weights[holder, own[holder]] - prices[column]
                waiting.append(holder)
    return None if waiting else (worth, prices)


def _split(pairs: Mapping[Place, float], sure: frozenset[Place]) -> Contenders:
    """Some pairs with those that are sure anyhow, and those that nothing contests any more."""
    now = uncontested(pairs)
    left = {pair: weight for pair, weight in pairs.items() if pair not in now}
    return Contenders(sure | now, left)


def dense(table: Any, within: float) -> Contenders | Table:
    """The same of a table of weights, where rows and columns that are no pair have 0."""
    np = needed("numpy")
    made = [np.array(side, dtype=int) for side in assigned(table)]
    one, other = _prices_of(table, *made), _prices_of(table.T, *reversed(made))
    worth, prices = ((x + y) / 2 for x, y in zip(one, reversed(other), strict=True))
    near = np.zeros(table.shape, dtype=bool)
    for part in _parts(np.arange(len(table))):
        slack = worth[part, None] + prices - table[part]
        near[part] = (slack <= within + _ROUNDING) & (table[part] > 0)
    if near.sum() > _LISTED:
        return Table(np.where(near, table, 0))
    rows, columns = np.nonzero(near)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    left = dict(zip(pairs, table[rows, columns].tolist(), strict=True))
    return _split(left, frozenset())


def _prices_of(table: Any, rows: Any, columns: Any) -> tuple[Any, Any]:
    """What rows of a table are worth, and the least that columns can be; if that is not found, rows are worth
    so little that every pair remains.

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
        if (waiting < 0).any():  # by rounding alone: what nobody takes has no price
            break
        worth[waiting] = table[waiting, taken[waiting]] - prices[taken[waiting]]
    return worth - np.inf, prices


def _parts(rows: Any) -> Iterable[Any]:
    """Some rows at a time: what is calculated of them is to take little memory."""
    return (rows[n : n + 256] for n in range(0, len(rows), 256))
