"""Which words of a copy may be another passage's than the one whose digest they have.

Where a word stands twice in a row and one of the two is deleted, the one that is left has a place in
both passages, and both are found. Where a passage was put in that begins or ends as its neighbour
does, the neighbour's last word is there twice. In neither case anything tells which is meant, so these
words belong to no passage. What is beside them in a passage that was found is where it was found.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from detente.text.attaching.ranges import ShiftedRange
from detente.text.marked_skeletons import Marked

Range = tuple[int, int]
"""Half-open, in a marked skeleton: start and end."""


class Contested:
    """The passages that are found in a copy, and which words of them are contested."""

    def __init__(
        self,
        copy: Marked,
        in_order: Sequence[ShiftedRange],
        moved: Sequence[ShiftedRange],
        searched: Iterable[Range],
        short: Iterable[Range],
        end: int,
    ) -> None:
        """``in_order``, ``moved``: what is found; ``searched``: all that was searched for, by its place
        in the annotated text; ``short``: the places of what was not, such as names; ``end``: of the
        annotated text.
        """
        self._copy = copy
        ordered, found = _joined(in_order), _joined([*in_order, *moved])
        self._searched = sorted(searched)
        self._short = set(short)
        self._by_start: dict[int, list[int]] = defaultdict(list)
        self._by_end: dict[int, list[int]] = defaultdict(list)
        for first, behind in self._short:
            self._by_start[first].append(behind - first)
            self._by_end[behind].append(behind - first)
        twice = _overlaps((one.copy_start, one.copy_end) for one in found)
        cuts = _overlaps((one.start, one.end) for one in found)
        cuts += [part for one in found for part in _shared(twice, one)]
        final = ShiftedRange(end, end, len(copy) - end)
        for one, two in pairwise([ShiftedRange(0, 0, 0), *ordered, final]):
            cuts += self._edges(one, two)
        self._cuts = _united(cuts)

    def is_in(self, start: int, end: int) -> bool:
        """Whether a range of the annotated text has contested words."""
        return any(_reaching(self._cuts, start, end))

    def certain(self, one: ShiftedRange) -> Iterator[ShiftedRange]:
        """The parts of a passage that are not contested."""
        at = one.start
        for start, end in _reaching(self._cuts, one.start, one.end):
            if at < start:
                yield one._replace(start=at, end=start)
            at = end
        if at < one.end:
            yield one._replace(start=at)

    def _edges(self, one: ShiftedRange, two: ShiftedRange) -> Iterator[Range]:
        """The contested words at the edges of two passages in a row between which some were put in,
        taken out or changed.
        """
        gap, lost = two.start - one.end, one.shift - two.shift
        if gap < max(0, lost):
            return  # both have the same words, which are contested anyhow
        heads = {n for n in self._by_end.get(two.start, ()) if (two.start, two.start + n) in self._short}
        tails = {n for n in self._by_start.get(one.end, ()) if (one.end - n, one.end) in self._short}
        if lost > 0:
            heads.update(self._by_start.get(two.start - lost, ()))
            tails.update(self._by_end.get(one.end + lost, ()))
            first = bisect_left(self._searched, (one.end, 0))
            behind = bisect_left(self._searched, (two.start, 0))
            if all(end > two.start for _, end in self._searched[first:behind]):
                heads.add(lost)
                tails.add(lost)
        starts, ends = self._copy.boundaries
        for length in heads:
            if length <= two.end - two.start and ends[two.copy_start + length]:
                yield two.start, two.start + length
        for length in tails:
            if length <= one.end - one.start and starts[one.copy_end - length]:
                yield one.end - length, one.end
        if lost < 0:
            yield from self._repeated(one, two, -lost)

    def _repeated(self, one: ShiftedRange, two: ShiftedRange, more: int) -> Iterator[Range]:
        """The words at the edges of two passages that stand there once more where so many characters
        were put in between them. What was put in whole directly behind itself is right at both places.
        """
        text = self._copy.skeleton
        starts, ends = self._copy.boundaries
        at, least = one.copy_end, max(one.copy_start, one.copy_end - more)
        length = 0
        while at > least and text[at - 1] == text[at - 1 + more]:
            at -= 1
            if starts[at] and starts[at + more]:
                length = one.copy_end - at
        if 0 < length < more:
            yield one.end - length, one.end
        at, most = two.copy_start, min(two.copy_end, two.copy_start + more)
        length = 0
        while at < most and text[at] == text[at - more]:
            at += 1
            if ends[at] and ends[at - more]:
                length = at - two.copy_start
        if 0 < length < more:
            yield two.start, two.start + length


def _joined(ranges: Iterable[ShiftedRange]) -> list[ShiftedRange]:
    """Ranges, joined where they touch and have the same shift, in the order of the annotated text."""
    by_shift: dict[int, list[ShiftedRange]] = defaultdict(list)
    for one in ranges:
        by_shift[one.shift].append(one)
    return sorted(
        ShiftedRange(start, end, shift)
        for shift, same in by_shift.items()
        for start, end in _united((one.start, one.end) for one in same)
    )


def _united(ranges: Iterable[Range]) -> list[Range]:
    """Ranges, joined where they touch, in order."""
    united: list[Range] = []
    for start, end in sorted(ranges):
        if united and start <= united[-1][1]:
            united[-1] = united[-1][0], max(end, united[-1][1])
        else:
            united.append((start, end))
    return united


def _overlaps(ranges: Iterable[Range]) -> list[Range]:
    """What is in more than one range."""
    found, furthest = [], 0
    for start, end in sorted(ranges):
        if start < min(end, furthest):
            found.append((start, min(end, furthest)))
        furthest = max(furthest, end)
    return _united(found)


def _shared(twice: Sequence[Range], one: ShiftedRange) -> Iterator[Range]:
    """What a passage has of some ranges of the copy, as ranges of the annotated text."""
    for start, end in _reaching(twice, one.copy_start, one.copy_end):
        yield max(start - one.shift, one.start), min(end - one.shift, one.end)


def _reaching(ranges: Sequence[Range], start: int, end: int) -> Iterator[Range]:
    """Those of some separate ranges in order that share a character with another one."""
    at = max(0, bisect_right(ranges, (start, start)) - 1)
    for first, behind in ranges[at : bisect_left(ranges, (end, end))]:
        if behind > start:
            yield first, behind
