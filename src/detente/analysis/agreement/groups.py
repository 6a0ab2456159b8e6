"""Units that may be paired with each other, and with no others."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import product
from typing import Any, NamedTuple

from detente.analysis.agreement.contenders import (
    Contenders,
    Place,
    Places,
    Table,
    contenders,
    dense,
)
from detente.analysis.agreement.libraries import needed
from detente.analysis.agreement.likeness import Called, Likeness, Traits
from detente.analysis.agreement.matching import (
    TooManyError,
    bounded,
    components,
    overlaps,
)
from detente.analysis.agreement.points import Points, Range
from detente.analysis.agreement.sides import Unit
from detente.analysis.agreement.ties import Ties, spread

_FEW = 2000
"""So many pairs are weighed one by one; of more, a table is made."""

_FILLED = 8
"""A table is made if one of so many of its cells at least is a pair."""

_CELLS = 16_000_000
"""Units of one side times those of the other in one table, as 4,000 of each: more would take gigabytes. A
guess, far above what annotators write in one place of a text.
"""


class Block(NamedTuple):
    """Units that have the same spans on each side."""

    rows: list[int]
    columns: list[int]
    overlap: float
    """Jaccard's index of the code points of both."""


class Group:
    """Units that hang together by what they share. In what is known of it, rows and columns are numbered
    by their order in the group.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        """``blocks``: what shares something."""
        self.rows = sorted({row for block in blocks for row in block.rows})
        self.columns = sorted({column for block in blocks for column in block.columns})
        at = [{n: at for at, n in enumerate(side)} for side in (self.rows, self.columns)]
        self.blocks = [
            Block([at[0][n] for n in rows], [at[1][n] for n in columns], overlap)
            for rows, columns, overlap in blocks
        ]
        self.size = sum(len(block.rows) * len(block.columns) for block in blocks)
        """How many pairs can be made."""
        self.cells = len(self.rows) * len(self.columns)
        self.known: dict[Hashable, Contenders | Table] = {}
        """What can be in a matching, by what is compared of the right."""

    @property
    def dense(self) -> bool:
        """Whether there are so many pairs that they are weighed in a table."""
        return self.size > _FEW and self.cells <= _FILLED * self.size

    def pairs(self) -> dict[Place, float]:
        """The pairs with their overlap. Raises ``TooManyError`` if there are more than can be paired."""
        bounded(self.size, len(self.rows) + len(self.columns))
        return {
            pair: block.overlap
            for block in self.blocks
            for pair in product(block.rows, block.columns)
        }

    def table(self) -> Any:
        """The overlap of each row with each column; 0 if they are no pair. Raises ``TooManyError`` if there
        are more than a table can hold.
        """
        if self.cells > _CELLS:
            raise TooManyError("many records stand in one place of a text", _CELLS)
        np = needed("numpy")
        table = np.zeros((len(self.rows), len(self.columns)))
        for rows, columns, overlap in self.blocks:
            if len(rows) == len(columns) == 1:  # as most are, where there are many
                table[rows[0], columns[0]] = overlap
            else:
                table[np.ix_(rows, columns)] = overlap
        return table


class Units(NamedTuple):
    """Units of both sides, in order."""

    left: Sequence[Unit]
    right: Sequence[Unit]
    places: Places
    """The place of each unit in the order of both sides."""
    sure: Sequence[Place]
    """Pairs that nothing contests."""
    groups: Sequence[Group]
    """What else may be paired."""

    def pairs(self, likeness: Likeness | None, called: Called, ties: Ties) -> list[Place]:
        """The pairs of the largest total weight, and of those that the tie order prefers. ``called``: what
        the left calls a record of the right.
        """
        pairs = list(self.sure)
        for group in self.groups:
            at = zip(self.places, (group.rows, group.columns), strict=True)
            left, right = ([place[n] for n in numbers] for place, numbers in at)
            found = self._contenders(group, likeness, called, (left, right))
            for row, column in found.decided((left, right), ties):
                pairs.append((group.rows[row], group.columns[column]))
        return sorted(pairs)

    def _contenders(
        self, group: Group, likeness: Likeness | None, called: Called, places: Places
    ) -> Contenders | Table:
        others: tuple[Traits, ...] = ()
        if likeness is not None:
            others = tuple(likeness.traits(self.right[n], called) for n in group.columns)
        if others not in group.known:
            ones = [likeness.traits(self.left[n], str) for n in group.rows] if likeness else []
            tabular = group.dense and (likeness is None or likeness.weights)
            weigh = _weighed_in_table if tabular else _weighed
            group.known[others] = weigh(group, likeness, (ones, others), spread(*places))
        return group.known[others]


_Sides = tuple[Sequence[Traits], Sequence[Traits]]


def _weighed(group: Group, likeness: Likeness | None, traits: _Sides, within: float) -> Contenders:
    weights = group.pairs()
    if likeness is not None:
        ones, others = traits
        for (row, column), overlap in weights.items():
            weights[row, column] = overlap + likeness.of(ones[row], others[column])
    return contenders({pair: weight for pair, weight in weights.items() if weight > 0}, within)


def _weighed_in_table(
    group: Group, likeness: Likeness | None, traits: _Sides, within: float
) -> Contenders | Table:
    table = group.table()
    if likeness is not None:
        likeness.add(table, *traits)
    return dense(table, within)


def by_place(left: Sequence[Unit], right: Sequence[Unit], places: Places) -> Units:
    """Units of one article, which may be paired if they share a code point.

    Raises ``TooManyError`` if there are more than can be paired.
    """
    here = [_by_spans(units) for units in (left, right)]
    spans = [list(numbers) for numbers in here]
    points = [[Points.under(each) for each in side] for side in spans]
    shared = {}
    for one, other in overlaps(*([_hull(each) for each in side] for side in spans)):
        overlap = points[0][one].jaccard(points[1][other]) if points[0][one] else 0
        if overlap:
            shared[one, other] = overlap
    sure, groups = [], []
    for component in components(shared):
        blocks = [
            Block(here[0][spans[0][one]], here[1][spans[1][other]], shared[one, other])
            for one, other in component
        ]
        if len(blocks) == len(blocks[0].rows) == len(blocks[0].columns) == 1:
            sure.append((blocks[0].rows[0], blocks[0].columns[0]))
        else:
            groups.append(Group(blocks))
    return Units(left, right, places, sure, groups)


def any_with_any(left: Sequence[Unit], right: Sequence[Unit], places: Places) -> Units:
    """Units of which each may be paired with each."""
    blocks = [Block(list(range(len(left))), list(range(len(right))), 0.0)]
    return Units(left, right, places, [], [Group(blocks)])


def _by_spans(units: Sequence[Unit]) -> dict[tuple[Range, ...], list[int]]:
    numbers: dict[tuple[Range, ...], list[int]] = defaultdict(list)
    for number, unit in enumerate(units):
        numbers[unit.spans].append(number)
    return numbers


def _hull(spans: Iterable[Range]) -> Range:
    """From the first code point to the end of the last span."""
    starts, ends = zip(*spans, strict=True)
    return min(starts), max(ends)
