"""Pairs one to one, of the largest total weight."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heappop, heappush
from itertools import islice
from math import isqrt
from typing import Any, TypeVar

from detente.analysis.agreement.libraries import assignment, needed
from detente.analysis.agreement.points import Range

_Pair = TypeVar("_Pair")

_PAIRS = 250_000
"""Pairs that may be made, such as those of 500 spans of each side that all overlap and are not the same. A
guess, far above what annotators write.
"""
_EACH = 100
"""For each unit so many pairs, where that is more. A guess."""
_CELLS = 4_000_000
"""So many rows times columns that hang together are put in a table, as 2,000 of each; of more, which is seldom
full, a list is made.
"""


class TooManyError(Exception):
    """More than can be paired."""

    def __init__(self, what: str, cells: int) -> None:
        """``what`` there is too much of; ``cells``: rows times columns that can be compared."""
        super().__init__(what)
        self.most = isqrt(cells)

    def __str__(self) -> str:
        """What cannot be done."""
        what = super().__str__()
        return f"too much is alike to be paired: {what}, as more than {self.most} of each side"


def bounded(pairs: int, units: int) -> None:
    """Raises ``TooManyError`` if these are more pairs of so many units than can be compared."""
    if pairs > max(_PAIRS, _EACH * units):
        raise TooManyError("many records have one name, or places that overlap", _PAIRS)


def some(pairs: Iterable[_Pair], units: int) -> list[_Pair]:
    """Pairs of so many units that may be made. Raises ``TooManyError`` if there are more than can be
    compared.
    """
    listed = list(islice(pairs, max(_PAIRS, _EACH * units) + 1))
    bounded(len(listed), units)
    return listed


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

    Pairs that are not among the weights, which are positive, are never made.
    """
    matched = []
    for group in components(weights):
        if len(group) == 1:
            matched += group
            continue
        rows, columns = (sorted(set(side)) for side in zip(*group, strict=True))
        row_of, column_of = ({n: at for at, n in enumerate(side)} for side in (rows, columns))
        table = [(row_of[row], column_of[column], weights[row, column]) for row, column in group]
        few = len(rows) * len(columns) <= _CELLS
        pairs = (_assigned if few else _assigned_sparse)(table, (len(rows), len(columns)))
        matched += [(rows[row], columns[column]) for row, column in pairs]
    return sorted(matched)


_Weights = list[tuple[int, int, float]]
"""Rows, columns and the weights of their pairs."""


def _assigned(weights: _Weights, shape: tuple[int, int]) -> Iterable[tuple[int, int]]:
    table = needed("numpy").zeros(shape)
    for row, column, weight in weights:
        table[row, column] = weight
    return zip(*assigned(table), strict=True)


def assigned(table: Any) -> tuple[list[int], list[int]]:
    """The rows and columns of the matching of the largest total weight; where a table has 0 there is no
    pair.
    """
    rows, columns = assignment()(table, maximize=True)
    made = table[rows, columns] != 0
    return rows[made].tolist(), columns[made].tolist()


def _assigned_sparse(weights: _Weights, shape: tuple[int, int]) -> Iterable[tuple[int, int]]:
    """The same by a solver that keeps no table: of very many units, few of which are near each other."""
    sparse = needed("scipy.sparse")
    above = 1 + max(weight for _row, _column, weight in weights)
    # It pairs every row: a column of its own for each stands for no partner. A pair costs the less, the
    # more it weighs, and never nothing, which would be no pair.
    alone = [(row, shape[1] + row, 0.0) for row in range(shape[0])]
    rows, columns, weighed = zip(*weights, *alone, strict=True)
    costs = [above - weight for weight in weighed]
    graph = sparse.csr_array((costs, (rows, columns)), shape=(shape[0], sum(shape)))
    found = needed("scipy.sparse.csgraph").min_weight_full_bipartite_matching(graph)
    pairs = zip(*(side.tolist() for side in found), strict=True)
    return (pair for pair in pairs if pair[1] < shape[1])


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
        bounded(len(pairs), len(left) + len(right))
        begun[side].append(number)
    return sorted(pairs, key=lambda pair: (pair[0], right[pair[1]], pair[1]))


def most_pairs(left: Iterable[Range], right: Iterable[Range]) -> int:
    """How many spans can be paired one to one so that each pair shares a code point.

    Of all spans that are left, let one end first. What overlaps it contains its last code point, and
    so whatever overlaps that of them which ends first, overlaps the others too: the two are a pair.
    """
    sides = [sorted(span for span in spans if span[0] < span[1]) for spans in (left, right)]
    ends = sorted(
        (span[1], side, n) for side, spans in enumerate(sides) for n, span in enumerate(spans)
    )
    begun: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    at, gone, pairs = [0, 0], set(), 0
    for end, side, number in ends:
        if (side, number) in gone:
            continue
        gone.add((side, number))
        other, spans = 1 - side, sides[1 - side]
        while at[other] < len(spans) and spans[at[other]][0] < end:
            heappush(begun[other], (spans[at[other]][1], at[other]))
            at[other] += 1
        while begun[other] and (other, begun[other][0][1]) in gone:
            heappop(begun[other])
        if begun[other]:
            gone.add((other, heappop(begun[other])[1]))
            pairs += 1
    return pairs
