"""Ranges of the annotated marked skeleton that are found, each with its shift in the copy."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class ShiftedRange(NamedTuple):
    """A range of the annotated marked skeleton, with its shift in the copy."""

    start: int
    end: int
    shift: int

    @property
    def copy_start(self) -> int:
        """In the marked skeleton of the copy."""
        return self.start + self.shift

    @property
    def copy_end(self) -> int:
        """In the marked skeleton of the copy, behind the last character."""
        return self.end + self.shift


class ShiftedRanges:
    """Ranges, joined where they touch and have the same shift."""

    def __init__(self, ranges: Iterable[ShiftedRange]) -> None:
        """``ranges``: in any order."""
        joined: list[ShiftedRange] = []
        for one in sorted(ranges):
            last = joined[-1] if joined else None
            if last is not None and last.shift == one.shift and one.start <= last.end:
                joined[-1] = last._replace(end=max(last.end, one.end))
            else:
                joined.append(one)
        self._joined = joined
        self._starts = [one.start for one in joined]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._joined)

    def around(self, start: int, end: int) -> ShiftedRange | None:
        """The range that holds another one whole."""
        at = bisect_right(self._starts, start) - 1
        return self._joined[at] if at >= 0 and self._joined[at].end >= end else None

    def overlaps(self, start: int, end: int) -> bool:
        """Whether one shares a character with this range."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._joined[at].end > start

    def neighbours(self, end: int) -> tuple[ShiftedRange | None, ShiftedRange | None]:
        """The last one that begins before an offset and the first one after it."""
        at = bisect_left(self._starts, end)
        before = self._joined[at - 1] if at else None
        return before, self._joined[at] if at < len(self._joined) else None
