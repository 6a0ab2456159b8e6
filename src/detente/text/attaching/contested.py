"""Which words of a copy may be another passage's than the one whose digest they have.

Where a word stands twice in a row and one of the two was deleted, the one that is left is in both
passages that had one: both are found, and nothing tells which of them lost its own. Such words belong
to neither. What else a passage has is where it was found, whichever it was.

Offsets are those of marked skeletons; ranges are half-open.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from detente.text.attaching.ranges import ShiftedRange
from detente.text.marked_skeletons import Marked

Range = tuple[int, int]
"""Start and end."""

_ROUNDS = 8
"""So often a span that turns out to be contested makes others contested, as in a row of equal sentences.
It bounds the time. A guess."""


class Contested:
    """The contested words of the passages that are found in a copy."""

    def __init__(
        self,
        copy: Marked,
        found: Sequence[ShiftedRange],
        moved: Sequence[ShiftedRange],
        places: Iterable[ShiftedRange],
        searched: Iterable[Range],
        short: Iterable[Range],
    ) -> None:
        """``found``: the spans that are in the order of the annotated text; ``moved``: those in another
        one; ``places``: wherever a span's digest is; ``searched``: all spans with a digest, by their
        place in the annotated text; ``short``: those without one, such as names.
        """
        self._starts, self._ends = copy.boundaries
        self._searched = sorted(searched)
        self._short = set(short)
        self._by_start: dict[int, list[int]] = defaultdict(list)
        self._by_end: dict[int, list[int]] = defaultdict(list)
        for start, end in self._short:
            self._by_start[start].append(end - start)
            self._by_end[end].append(end - start)
        in_order, passages = _joined(found), _joined([*found, *moved])
        twice = _overlaps((one.copy_start, one.copy_end) for one in passages)
        cuts = _overlaps((one.start, one.end) for one in passages)
        cuts += [cut for one in passages for cut in _shared(twice, one)]
        last = max((end for _, end in self._searched), default=0)
        whole = ShiftedRange(0, 0, 0), *in_order, ShiftedRange(last, last, len(copy) - last)
        cuts += [cut for one, two in pairwise(whole) for cut in self._at_edges(one, two)]
        self._cuts = _united(cuts)
        self._claim(in_order, {(one.start, one.end) for one in (*found, *moved)}, places)

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

    def _at_edges(self, one: ShiftedRange, two: ShiftedRange) -> Iterator[Range]:
        """The words at the edges of two passages in a row, between which some were taken out, that may
        be the last ones of what was between them: what was taken out may have been their own.
        """
        gap, lost = two.start - one.end, one.shift - two.shift
        if not 0 < lost <= gap:
            return  # nothing is lost, or both have the words, which are contested anyhow
        most_of_two, most_of_one = min(lost, two.end - two.start), min(lost, one.end - one.start)
        heads = {0, *self._by_start.get(two.start - lost, ())}
        tails = {0, *self._by_end.get(one.end + lost, ())}
        # Two names of one length in a row, of which one is in no passage.
        heads |= {n for n in self._by_end.get(two.start, ()) if (two.start, two.start + n) in self._short}
        tails |= {n for n in self._by_start.get(one.end, ()) if (one.end - n, one.end) in self._short}
        first = bisect_left(self._searched, (one.end, 0))
        behind = bisect_left(self._searched, (two.start, 0))
        if all(end > two.start for _, end in self._searched[first:behind]):
            # No span tells anything of the words between them.
            heads.update(range(most_of_two + 1))
            tails.update(range(most_of_one + 1))
        head = max(n for n in heads if not n or (n <= most_of_two and self._ends[two.copy_start + n]))
        tail = max(n for n in tails if not n or (n <= most_of_one and self._starts[one.copy_end - n]))
        yield two.start, two.start + head
        yield one.end - tail, one.end

    def _claim(
        self, in_order: Sequence[ShiftedRange], found: set[Range], places: Iterable[ShiftedRange]
    ) -> None:
        """Add the words that a span beside a passage has too, where nothing else is certain of it."""
        starts = [one.start for one in in_order]
        claims: dict[Range, list[ShiftedRange]] = defaultdict(list)
        for place in places:
            claims[place.start, place.end].append(place)
        for _ in range(_ROUNDS):
            open_ = [span for span in claims if span not in found or self.is_in(*span)]
            cuts: list[Range] = []
            for claim in (claim for span in open_ for claim in claims.pop(span)):
                at = bisect_left(starts, claim.end)
                for beside in in_order[max(0, at - 1) : at + 1]:
                    if beside.shift != claim.shift:
                        cuts += _shared([(claim.copy_start, claim.copy_end)], beside)
            if not cuts:
                break
            self._cuts = _united([*self._cuts, *cuts])


def _joined(ranges: Iterable[ShiftedRange]) -> list[ShiftedRange]:
    """Ranges, joined where they touch and have the same shift, in the order of the annotated text."""
    by_shift: dict[int, list[Range]] = defaultdict(list)
    for one in ranges:
        by_shift[one.shift].append((one.start, one.end))
    return sorted(
        ShiftedRange(start, end, shift)
        for shift, same in by_shift.items()
        for start, end in _united(same)
    )


def _united(ranges: Iterable[Range]) -> list[Range]:
    """Ranges that are not empty, joined where they touch, in order."""
    united: list[Range] = []
    for start, end in sorted(ranges):
        if united and start <= united[-1][1]:
            united[-1] = united[-1][0], max(end, united[-1][1])
        elif start < end:
            united.append((start, end))
    return united


def _overlaps(ranges: Iterable[Range]) -> list[Range]:
    """What is in more than one of some ranges."""
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
