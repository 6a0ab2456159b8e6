"""Fragments: brat marks no words across a line end, since a line of its file is a mark."""

import re
from bisect import bisect_left, bisect_right

_PIECE = re.compile(r"[^\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
"""Words without a tab, which separates the parts of a line, or what any reader may take for a line end."""

Range = tuple[int, int]


class Pieces:
    """The parts of a text between its line ends, found once: hostile files ask for many ranges."""

    def __init__(self, text: str) -> None:
        """Find them."""
        spans = [found.span() for found in _PIECE.finditer(text)]
        self._starts = [start for start, _end in spans]
        self._ends = [end for _start, end in spans]

    def number(self, start: int, end: int) -> int:
        """How many of them a range has a part of."""
        return max(bisect_left(self._starts, end) - bisect_right(self._ends, start), 0)

    def of(self, start: int, end: int) -> tuple[Range, ...]:
        """The fragments of a range; none if there is nothing but line ends."""
        first = bisect_right(self._ends, start)
        return tuple(
            (max(self._starts[n], start), min(self._ends[n], end))
            for n in range(first, first + self.number(start, end))
        )

    def joined(self, ranges: tuple[Range, ...]) -> tuple[Range, ...]:
        """Fragments, those put together that are apart for no other reason than a line end between them."""
        made: list[Range] = []
        for start, end in ranges:
            if made and made[-1][1] < start and not self.number(made[-1][1], start):
                made[-1] = made[-1][0], end
            else:
                made.append((start, end))
        return tuple(made)
