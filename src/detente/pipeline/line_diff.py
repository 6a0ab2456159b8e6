"""The difference of two files as a unified diff, in time that grows with the files and not with their square.

Lines that each file has once are aligned in the order of both (the patience diff of Bram Cohen). What is
between them is compared by ``difflib`` if it is short, and else replaced as a whole.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher

_SHORT = 64
"""Lines: so many between two that are aligned are compared with each other. A guess."""


def unified(before: Sequence[str], after: Sequence[str], name: str, new_name: str) -> Iterator[str]:
    """The lines of a unified diff. ``before`` and ``after``: lines with their line feeds."""
    groups = _Aligned(before, after).get_grouped_opcodes()
    for number, group in enumerate(groups):
        if not number:
            yield f"{'-' * 3} {name}\n"
            yield f"{'+' * 3} {new_name}\n"
        (_, left, _, right, _), (_, _, left_end, _, right_end) = group[0], group[-1]
        yield f"@@ -{_range(left, left_end)} +{_range(right, right_end)} @@\n"
        for tag, i, j, k, m in group:
            if tag == "equal":
                yield from (_told(" ", line) for line in before[i:j])
                continue
            yield from (_told("-", line) for line in before[i:j])
            yield from (_told("+", line) for line in after[k:m])


def _range(start: int, end: int) -> str:
    """A range of lines, as ``diff`` writes it: counted from 1, the one before if it is empty."""
    length = end - start
    return f"{start + 1}" if length == 1 else f"{start + bool(length)},{length}"


def _told(sign: str, line: str) -> str:
    end = "" if line.endswith("\n") else "\n\\ No newline at end of file\n"
    return f"{sign}{line}{end}"


class _Aligned(SequenceMatcher[str]):
    """Two files of which lines that both have once are aligned first."""

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        self.before, self.after = before, after
        super().__init__(None, before, after, autojunk=False)

    def get_matching_blocks(self) -> list[Match]:
        """What is equal, as ``difflib`` lists it."""
        blocks = [(0, 0, 0)]
        at = other = 0
        for left, right in (
            *_aligned(self.before, self.after),
            (len(self.before), len(self.after)),
        ):
            if left < at:  # part of what is equal already
                continue
            for block in self._between(at, left, other, right):
                _add(blocks, *block)
            size = 0
            while (
                left + size < len(self.before)
                and right + size < len(self.after)
                and self.before[left + size] == self.after[right + size]
            ):
                size += 1
            _add(blocks, left, right, size)
            at, other = left + size, right + size
        return [
            *(Match(*block) for block in blocks if block[2]),
            Match(len(self.before), len(self.after), 0),
        ]

    def _between(self, i: int, j: int, k: int, m: int) -> Iterator[tuple[int, int, int]]:
        """What is equal at both ends of two ranges, and between that, if it is short."""
        head = 0
        while head < min(j - i, m - k) and self.before[i + head] == self.after[k + head]:
            head += 1
        i, k = i + head, k + head
        tail = 0
        while tail < min(j - i, m - k) and self.before[j - tail - 1] == self.after[m - tail - 1]:
            tail += 1
        j, m = j - tail, m - tail
        yield i - head, k - head, head
        if i < j and k < m and max(j - i, m - k) <= _SHORT:
            inner = SequenceMatcher(None, self.before[i:j], self.after[k:m], autojunk=False)
            for at, other, size in inner.get_matching_blocks():
                yield i + at, k + other, size
        yield j, m, tail


def _add(blocks: list[tuple[int, int, int]], i: int, k: int, size: int) -> None:
    """Add a block; one that goes on where the last one ends becomes part of it."""
    left, right, length = blocks[-1]
    if (left + length, right + length) == (i, k):
        blocks[-1] = (left, right, length + size)
    elif size:
        blocks.append((i, k, size))


def _aligned(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The most lines that each file has once and that come in the same order in both, as pairs of numbers."""
    counts, others = Counter(before), Counter(after)
    place = {line: n for n, line in enumerate(after) if others[line] == 1}
    pairs = [
        (n, place[line]) for n, line in enumerate(before) if counts[line] == 1 and line in place
    ]
    # The longest run of rising numbers, by the last and smallest number of each length.
    ends: list[int] = []
    piles: list[int] = []
    previous: list[int] = []
    for number, (_, right) in enumerate(pairs):
        pile = bisect_left(ends, right)
        previous.append(piles[pile - 1] if pile else -1)
        ends[pile : pile + 1] = [right]
        piles[pile : pile + 1] = [number]
    found = []
    at = piles[-1] if piles else -1
    while at >= 0:
        found.append(pairs[at])
        at = previous[at]
    return found[::-1]
