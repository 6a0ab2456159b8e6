"""Sets of code points, held as ranges: what they cost depends on how many spans there are, not on how far
these go.
"""

from collections.abc import Iterable, Iterator
from typing import Self

Range = tuple[int, int]
"""Start and end of a span, half-open."""

Place = tuple[int, int, int]
"""A range of an article: its number, start and end."""


class Points:
    """A set of code points of one or several articles."""

    __slots__ = ("places",)

    def __init__(self, places: Iterable[Place] = ()) -> None:
        """``places``: in any order, also overlapping; those that end before they begin are empty."""
        united: list[Place] = []
        for article, start, end in sorted(places):
            if start >= end:
                continue
            if united and united[-1][0] == article and united[-1][2] >= start:
                _article, first, last = united.pop()
                united.append((article, first, max(last, end)))
            else:
                united.append((article, start, end))
        self.places = tuple(united)
        """The ranges: in order, none of which touches another."""

    @classmethod
    def under(cls, spans: Iterable[Range]) -> Self:
        """The code points under spans of one article."""
        return cls((0, start, end) for start, end in spans)

    @property
    def size(self) -> int:
        """How many they are."""
        return sum(end - start for _article, start, end in self.places)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.places)

    def __and__(self, other: Self) -> Self:
        """Those that are in both."""
        return type(self)(self._common(other))

    def _common(self, other: Self) -> Iterator[Place]:
        ones, others = list(self.places[::-1]), list(other.places[::-1])
        while ones and others:
            (article, start, end), (there, first, last) = ones[-1], others[-1]
            if article == there and max(start, first) < min(end, last):
                yield article, max(start, first), min(end, last)
            (ones if (article, end) <= (there, last) else others).pop()

    def jaccard(self, other: Self) -> float:
        """Jaccard's index: what is in both, over what is in either. Of two empty sets it is 1."""
        both = (self & other).size
        either = self.size + other.size - both
        return both / either if either else 1.0
