"""What decides between pairs that are equally good: the order of the text, or another order that is tried."""

import zlib
from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Any, NamedTuple

from detente.analysis.agreement.libraries import needed

TIE = 1e-9
"""Far less than any difference that a place or a value makes."""


class Ties(NamedTuple):
    """An order of equally good pairs; the same if the sides are exchanged."""

    order: int
    """0 prefers pairs that come in the order of the text, 1 those that do so the least; any other number
    draws.
    """

    turned: bool
    """Whether the right goes before the left, by what they say, whichever is which."""

    def sideless(self, one: Any, other: Any) -> tuple[Any, Any]:
        """Two things of left and right in an order that is the same if the sides are exchanged;
        applied to its result, it gives left and right again.
        """
        return (other, one) if self.turned else (one, other)

    def of(self, one: int, other: int) -> float:
        """What decides, from the places of two units in the order of both sides."""
        if self.order > 1:
            drawn = "{} {} {}".format(self.order, *self.sideless(one, other))
            return zlib.crc32(drawn.encode()) / 2**32
        # First with first.
        return distance(one, other) if self.order else -distance(one, other)

    def table(self, ones: Sequence[int], others: Sequence[int]) -> Any:
        """The same of each place with each of others."""
        np = needed("numpy")
        if self.order > 1:
            drawn = _drawn(self.order, *self.sideless(ones, others)) / 2**32
            return drawn.T if self.turned else drawn
        apart = np.subtract.outer(*(np.sqrt(np.array(side) + 1) for side in (ones, others))) ** 2
        return apart if self.order else -apart


def distance(one: int, other: int) -> float:
    """How far apart two places in the order are. Roots, since whole numbers would often have the same
    sums.
    """
    return (sqrt(one + 1) - sqrt(other + 1)) ** 2


def spread(left: Iterable[int], right: Iterable[int]) -> float:
    """How much the ties of two matchings can differ at most, of rows and columns at these places."""
    fewer, more = sorted((sorted(left), sorted(right)), key=len)
    farthest = (max(distance(place, more[0]), distance(place, more[-1])) for place in fewer)
    return TIE * max(sum(farthest), len(fewer))


def _drawn(order: int, ones: Sequence[int], others: Sequence[int]) -> Any:
    """The checksum of each pair of numbers as it is written, calculated a byte after the other."""
    np = needed("numpy")
    of_byte = np.array([_of_byte(byte) for byte in range(256)], dtype=np.uint32)
    begun = [zlib.crc32(f"{order} {one} ".encode()) ^ _ALL for one in ones]
    known = {"": np.array(begun, dtype=np.uint32)}

    def after(digits: str) -> Any:
        if digits not in known:
            before = after(digits[:-1])
            known[digits] = of_byte[(before ^ ord(digits[-1])) & 0xFF] ^ (before >> 8)
        return known[digits]

    return np.stack([after(str(other)) for other in others], axis=1) ^ _ALL


_ALL = 0xFFFFFFFF


def _of_byte(byte: int) -> int:
    """The remainder of a byte by the polynomial of zlib."""
    for _ in range(8):
        byte = byte >> 1 ^ (0xEDB88320 if byte & 1 else 0)
    return byte
