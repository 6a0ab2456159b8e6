"""Which of the places found belong together: the order of the text decides.

Places that lie equally far from where they stood in the annotated text make up a block. The chain is
the best sequence of blocks that are in the same order in both texts; a jump from one shift to another
costs. It is the collinear chaining of sequence alignment.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from detente.text.anchors import Anchor
from detente.text.attaching.search import Hit

_APART = 0
"""Places of one shift that are further apart than this are blocks of their own."""

_COST, _MOST = 0.25, 30.0
"""What a jump costs: per character, and at most."""

_BACK = 48
"""How many blocks before one are looked at exactly; of those further away the best one counts."""

MARGIN = 8.0
"""What is better by less than this, in characters, is not better."""


class Block(NamedTuple):
    """Neighbouring places of one shift."""

    start: int
    """In the marked skeleton of the annotated text."""
    end: int
    shift: int
    hits: tuple[Hit, ...]
    weight: int
    """How many characters the spans cover."""

    @property
    def copy_start(self) -> int:
        """In the marked skeleton of the copy."""
        return self.start + self.shift

    @property
    def copy_end(self) -> int:
        """In the marked skeleton of the copy, behind the last character."""
        return self.end + self.shift


def blocks(hits: Iterable[Hit], anchors: Sequence[Anchor]) -> list[Block]:
    """The blocks of some places, in the order of the annotated text."""
    by_shift: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_shift[hit.shift].append(hit)
    found = []
    for shift, group in by_shift.items():
        group.sort(key=lambda hit: (anchors[hit.number].start, -anchors[hit.number].length))
        row: list[Hit] = []
        start = end = weight = 0
        for hit in group:
            anchor = anchors[hit.number]
            if row and anchor.start > end + _APART:
                found.append(Block(start, end, shift, tuple(row), weight))
                row = []
            if not row:
                start = end = anchor.start
                weight = 0
            weight += max(0, anchor.end - max(end, anchor.start))
            end = max(end, anchor.end)
            row.append(hit)
        found.append(Block(start, end, shift, tuple(row), weight))
    return sorted(found, key=lambda b: (b.start, b.end, b.shift))


class Chain(NamedTuple):
    """The best sequence of blocks."""

    numbers: list[int]
    """Of its blocks."""
    through: list[float]
    """For each block the worth of the best sequence that holds it."""
    best: float
    """The worth of the chain."""


def chain(found: Sequence[Block]) -> Chain:
    """The chain of some blocks, which are sorted by their start."""
    if not found:
        return Chain([], [], 0.0)
    forward, came_from = _scores([(b.start, b.end, b.copy_start, b.copy_end, b) for b in found])
    # The same backwards: both texts read from their ends.
    order = sorted(range(len(found)), key=lambda n: -found[n].end)
    mirrored = [
        (-b.end, -b.start, -b.copy_end, -b.copy_start, b) for b in (found[n] for n in order)
    ]
    scores, _ = _scores(mirrored)
    backward = [0.0] * len(found)
    for score, number in zip(scores, order, strict=True):
        backward[number] = score
    through = [f + b - block.weight for f, b, block in zip(forward, backward, found, strict=True)]
    number = max(range(len(found)), key=lambda n: forward[n])
    numbers = []
    while number >= 0:
        numbers.append(number)
        number = came_from[number]
    return Chain(numbers[::-1], through, max(forward))


def _scores(
    rows: Sequence[tuple[int, int, int, int, Block]],
) -> tuple[list[float], list[int]]:
    """For each block the worth of the best sequence that ends in it, and the block before."""
    scores = [0.0] * len(rows)
    before = [-1] * len(rows)
    ended = sorted(range(len(rows)), key=lambda n: rows[n][1])
    best = _Best(sorted({row[3] for row in rows}))
    waiting = 0
    for number, (start, end, copy_start, copy_end, block) in enumerate(rows):
        while rows[ended[waiting]][1] <= start:
            # Sorted by their ends: each of these began, and was scored, before.
            one = ended[waiting]
            best.add(rows[one][3], scores[one], one)
            waiting += 1
        score, origin = best.up_to(copy_start)
        score -= _MOST
        for near in range(max(0, number - _BACK), number):
            other = rows[near]
            ahead = other[0] < start and other[1] < end
            if ahead and other[2] < copy_start and other[3] < copy_end:
                # Where a passage is repeated, blocks overlap: it is counted once.
                loss = float(max(0, other[1] - start, other[3] - copy_start))
                loss += min(_MOST, _COST * abs(block.shift - other[4].shift))
                if scores[near] - loss > score:
                    score, origin = scores[near] - loss, near
        if score <= 0:
            score, origin = 0.0, -1
        scores[number] = score + block.weight
        before[number] = origin
    return scores, before


class _Best:
    """The best score up to a place (a Fenwick tree of maxima)."""

    def __init__(self, places: Sequence[int]) -> None:
        self._places = places
        self._tree: list[tuple[float, int]] = [(0.0, -1)] * (len(places) + 1)

    def add(self, place: int, score: float, number: int) -> None:
        at = bisect_left(self._places, place) + 1
        while at < len(self._tree):
            self._tree[at] = max(self._tree[at], (score, number))
            at += at & -at

    def up_to(self, place: int) -> tuple[float, int]:
        at = bisect_right(self._places, place)
        found = (0.0, -1)
        while at:
            found = max(found, self._tree[at])
            at -= at & -at
        return found
