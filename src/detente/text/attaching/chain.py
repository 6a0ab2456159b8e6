"""Choose among the hits of a search: the best sequence that is in one order in both texts.

Hits of one shift that touch make up a block. The chain is the sequence of blocks, in the order of both
texts, that covers most characters; a change of shift from one block to the next costs. This is the
collinear chaining of sequence alignment.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from detente.text.anchors import Anchor
from detente.text.attaching.search import Hit

_APART = 0
"""Characters: hits of one shift that are further apart make up blocks of their own. With 0 they have to
touch or overlap. A guess."""

_COST, _MOST = 0.25, 30.0
"""What a change of shift costs, in covered characters: for each character of change, and at most (from
a change of 120 on). It bounds what a paragraph put in or moved can cost to about six words. A guess."""

_BACK = 48
"""Blocks: so many before one are looked at exactly; of those further back only the best one counts, at
the highest cost. It bounds the time, which grows with the product of both numbers. A guess."""

MARGIN = 8.0
"""Covered characters: a chain that is better by less is not better, and the spans in which the two
differ are ambiguous. Published in ``docs/anchors.md`` (Attaching a copy, 4). A guess."""


class Block(NamedTuple):
    """Neighbouring hits of one shift."""

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
    """The blocks of some hits, in the order of the annotated text."""
    by_shift: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_shift[hit.shift].append(hit)
    result = []
    for shift, group in by_shift.items():
        group.sort(key=lambda hit: (anchors[hit.number].start, -anchors[hit.number].length))
        current: list[Hit] = []
        start = end = weight = 0
        for hit in group:
            anchor = anchors[hit.number]
            if current and anchor.start > end + _APART:
                result.append(Block(start, end, shift, tuple(current), weight))
                current = []
            if not current:
                start = end = anchor.start
                weight = 0
            weight += max(0, anchor.end - max(end, anchor.start))
            end = max(end, anchor.end)
            current.append(hit)
        result.append(Block(start, end, shift, tuple(current), weight))
    return sorted(result, key=lambda b: (b.start, b.end, b.shift))


class Chain(NamedTuple):
    """The best sequence of blocks."""

    numbers: list[int]
    """The indices of its blocks."""
    through: list[float]
    """For each block the score of the best sequence with it."""
    best: float
    """The score of the chain."""


def chain(candidates: Sequence[Block]) -> Chain:
    """The chain of some blocks, which are sorted by their start."""
    if not candidates:
        return Chain([], [], 0.0)
    forward, previous = _scores([(b.start, b.end, b.copy_start, b.copy_end, b) for b in candidates])
    # The same backwards: both texts read from their ends.
    order = sorted(range(len(candidates)), key=lambda n: -candidates[n].end)
    mirrored = [
        (-b.end, -b.start, -b.copy_end, -b.copy_start, b) for b in (candidates[n] for n in order)
    ]
    scores, _ = _scores(mirrored)
    backward = [0.0] * len(candidates)
    for score, number in zip(scores, order, strict=True):
        backward[number] = score
    through = [
        f + b - block.weight for f, b, block in zip(forward, backward, candidates, strict=True)
    ]
    number = max(range(len(candidates)), key=lambda n: forward[n])
    numbers = []
    while number >= 0:
        numbers.append(number)
        number = previous[number]
    return Chain(numbers[::-1], through, max(forward))


def _scores(
    rows: Sequence[tuple[int, int, int, int, Block]],
) -> tuple[list[float], list[int]]:
    """For each block the score of the best sequence that ends in it, and the index of the block
    before it, -1 if there is none.
    """
    scores = [0.0] * len(rows)
    previous = [-1] * len(rows)
    by_end = sorted(range(len(rows)), key=lambda n: rows[n][1])
    best = _PrefixMaximum(sorted({row[3] for row in rows}))
    waiting = 0
    for number, (start, end, copy_start, copy_end, block) in enumerate(rows):
        while rows[by_end[waiting]][1] <= start:
            # It ends, and so began and was scored, before this one begins.
            ended = by_end[waiting]
            best.add(rows[ended][3], scores[ended], ended)
            waiting += 1
        score, origin = best.up_to(copy_start)
        score -= _MOST
        close = False  # of equal ones among the nearest the first
        for near in range(number - 1, max(0, number - _BACK) - 1, -1):
            if scores[near] < score:
                continue  # most: nothing is lost before the one before
            other = rows[near]
            ahead = other[0] < start and other[1] < end
            if ahead and other[2] < copy_start and other[3] < copy_end:
                # Where a passage is repeated, blocks overlap: it is counted once.
                loss = float(max(0, other[1] - start, other[3] - copy_start))
                loss += min(_MOST, _COST * abs(block.shift - other[4].shift))
                if scores[near] - loss > score or (scores[near] - loss == score and close):
                    score, origin, close = scores[near] - loss, near, True
        if score <= 0:
            score, origin = 0.0, -1
        scores[number] = score + block.weight
        previous[number] = origin
    return scores, previous


class _PrefixMaximum:
    """The best score up to an offset (a Fenwick tree of maxima)."""

    def __init__(self, offsets: Sequence[int]) -> None:
        """``offsets``: all that scores are added at, sorted."""
        self._offsets = offsets
        self._tree: list[tuple[float, int]] = [(0.0, -1)] * (len(offsets) + 1)

    def add(self, offset: int, score: float, number: int) -> None:
        at = bisect_left(self._offsets, offset) + 1
        while at < len(self._tree):
            self._tree[at] = max(self._tree[at], (score, number))
            at += at & -at

    def up_to(self, offset: int) -> tuple[float, int]:
        """The highest score added at an offset or before it, and its number."""
        at = bisect_right(self._offsets, offset)
        best = (0.0, -1)
        while at:
            best = max(best, self._tree[at])
            at -= at & -at
        return best
