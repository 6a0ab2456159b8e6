"""Offsets in the units of other tools, and in the text of a file as it lies on the disk.

Détente counts code points of the canonical text. JavaScript, Java and C# count UTF-16 code units,
Rust and Go bytes of UTF-8: ``Offsets`` converts between these for one and the same text. A tool
that read the file itself counts line ends, a byte order mark and decomposed letters as the file has
them: ``RawOffsets`` converts between that text and its canonical form. To use both, convert to
code points of the raw text first; here from a span's end to a byte of the file::

    raw = path.read_bytes().decode("utf-8")  # open() would make line feeds of all line ends
    Offsets(raw).to_utf8(RawOffsets(raw).to_raw(span.end))

All offsets count from 0, and the size of a text is one of them: the end of half-open spans. An
offset without a counterpart raises ``ValueError``; it is not moved to a neighbour that has one.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from operator import index
from typing import NamedTuple, SupportsIndex
from unicodedata import combining, normalize

from detente.text.profiles import canonical

_BLOCK = 128
"""Code points between two offsets that are kept. It bounds what a conversion encodes again, and the
memory: two numbers of 8 bytes a block, 1 bit for each code point. A guess."""


def _checked(at: SupportsIndex, size: int, unit: str) -> int:
    """An offset as an integer. Raises ``TypeError`` if it is none, ``ValueError`` if it is outside."""
    if isinstance(at, bool):  # which is an integer to Python
        message = f"expected an offset in {unit}, got {at}"
        raise TypeError(message)
    number = index(at)
    if not 0 <= number <= size:
        message = f"expected an offset from 0 to {size} in {unit}, got {number}"
        raise ValueError(message)
    return number


def _check_text(text: str) -> None:
    """Raise ``TypeError`` if this is not a string, ``ValueError`` if it is not Unicode."""
    if not isinstance(text, str):
        message = f"expected a string, got {type(text).__name__}"
        raise TypeError(message)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        message = f"half of a surrogate pair at code point {error.start}"
        raise ValueError(message) from error


class _Encoded:
    """The offsets of one text in one encoding."""

    __slots__ = ("_encoding", "_size", "_starts", "_text", "_unit", "_width")

    def __init__(self, text: str, encoding: str, width: int, unit: str) -> None:
        """Count the units (of ``width`` bytes) before each block."""
        self._text, self._encoding, self._width, self._unit = text, encoding, width, unit
        self._starts = array("Q")
        self._size = 0
        for start in range(0, len(text) + 1, _BLOCK):
            self._starts.append(self._size)
            self._size += len(text[start : start + _BLOCK].encode(encoding)) // width

    def encoded(self, at: SupportsIndex) -> int:
        at = _checked(at, len(self._text), "code points")
        block, rest = divmod(at, _BLOCK)
        part = self._text[at - rest : at].encode(self._encoding)
        return self._starts[block] + len(part) // self._width

    def decoded(self, at: SupportsIndex) -> int:
        at = _checked(at, self._size, self._unit)
        block = bisect_right(self._starts, at) - 1
        start = block * _BLOCK
        part = self._text[start : start + _BLOCK].encode(self._encoding)
        try:
            before = part[: (at - self._starts[block]) * self._width].decode(self._encoding)
        except UnicodeDecodeError as error:
            message = f"offset {at} in {self._unit} is inside a character"
            raise ValueError(message) from error
        return start + len(before)


class Offsets:
    """The offsets of one text in code points, UTF-16 code units and bytes of UTF-8.

    Made in one pass; keeps the text and 1 bit for each of its characters. Each conversion takes
    a microsecond or two, however long the text. Nothing is normalised: give the text that the
    offsets were counted in.

    Raises ``TypeError`` if the text is not a string, and ``ValueError`` if it holds half of a
    surrogate pair. All methods raise ``TypeError`` if the offset is not an integer, and
    ``ValueError`` if it is outside the text or inside a character.
    """

    __slots__ = ("_utf8", "_utf16")

    def __init__(self, text: str) -> None:
        _check_text(text)
        self._utf16 = _Encoded(text, "utf-16-le", 2, "UTF-16 code units")
        self._utf8 = _Encoded(text, "utf-8", 1, "bytes of UTF-8")

    def to_utf16(self, at: SupportsIndex) -> int:
        """From code points to UTF-16 code units."""
        return self._utf16.encoded(at)

    def from_utf16(self, at: SupportsIndex) -> int:
        """From UTF-16 code units to code points."""
        return self._utf16.decoded(at)

    def to_utf8(self, at: SupportsIndex) -> int:
        """From code points to bytes of UTF-8."""
        return self._utf8.encoded(at)

    def from_utf8(self, at: SupportsIndex) -> int:
        """From bytes of UTF-8 to code points."""
        return self._utf8.decoded(at)


class _Side(NamedTuple):
    """One of two texts, and the ranges of it that differ from the other, in order."""

    name: str
    size: int
    """Code points."""
    starts: "array[int]"
    ends: "array[int]"


class RawOffsets:
    """The offsets of a file's text, and those of its canonical form, both in code points.

    ``raw`` is the text of a file in full: as decoded, with its line ends, and with its byte order
    mark if it has one. ``text`` is the canonical text, the same as ``read_text`` gives.

    An offset of one text has a counterpart in the other if the text can be cut there: the text
    before it and the text after it are then each the canonical form of their counterpart, and
    so is every range between two such offsets. All of them are found. The others are inside CR
    LF, between a letter and the accent it is composed with, inside marks that canonical order
    rearranges, and inside the few characters that NFC decomposes (U+0958). A byte order mark at
    the start belongs to no range: offset 0 is behind it.

    Raises ``TypeError`` if the text is not a string, and ``ValueError`` if it holds half of a
    surrogate pair.
    """

    __slots__ = ("_canonical", "_raw", "text")

    text: str
    """The canonical text."""

    def __init__(self, raw: str) -> None:
        _check_text(raw)
        mark = int(raw.startswith("\ufeff"))
        self.text = canonical(raw[mark:])
        self._raw = _Side("raw", len(raw), array("Q", [0]), array("Q", [mark]))
        self._canonical = _Side("canonical", len(self.text), array("Q", [0]), array("Q", [0]))
        for start, end, its_start, its_end in _differences(raw, self.text, mark):
            self._raw.starts.append(start)
            self._raw.ends.append(end)
            self._canonical.starts.append(its_start)
            self._canonical.ends.append(its_end)

    def to_raw(self, at: SupportsIndex) -> int:
        """From the canonical text to the raw one.

        Raises ``TypeError`` if the offset is not an integer, and ``ValueError`` if it is outside
        the canonical text or has no counterpart.
        """
        return _counterpart(at, self._canonical, self._raw)

    def from_raw(self, at: SupportsIndex) -> int:
        """From the raw text to the canonical one.

        Raises ``TypeError`` if the offset is not an integer, and ``ValueError`` if it is outside
        the raw text or has no counterpart.
        """
        return _counterpart(at, self._raw, self._canonical)


def _counterpart(at: SupportsIndex, own: _Side, other: _Side) -> int:
    """The offset in the other text that corresponds to an offset in the own one."""
    at = _checked(at, own.size, f"code points of the {own.name} text")
    # How many of the differences are before it: the first of them is a byte order mark, or empty.
    passed = bisect_right(own.ends, at)
    if passed < len(own.starts) and own.starts[passed] < at:
        message = (
            f"offset {at} of the {own.name} text has no counterpart in the {other.name} one:"
            f" {own.starts[passed]} to {own.ends[passed]} corresponds as a whole to"
            f" {other.starts[passed]} to {other.ends[passed]}"
        )
        raise ValueError(message)
    if not passed:
        return 0  # before the byte order mark
    return other.ends[passed - 1] + at - own.ends[passed - 1]


def _differences(raw: str, text: str, at: int) -> Iterator[tuple[int, int, int, int]]:
    """The smallest ranges in which a raw text, from an offset on, and its canonical form differ:
    start and end in the raw text, start and end in the canonical one.
    """
    its = 0
    while True:
        same = _same(raw, at, text, its)
        at += same
        its += same
        if at == len(raw):
            return
        start, its_start = at, its
        if raw[at] == "\r":
            at += 2 if raw.startswith("\r\n", at) else 1
            its += 1
        else:
            at, its = _next_cut(raw, at, text, its)
        yield start, at, its_start, its


def _same(a: str, i: int, b: str, j: int) -> int:
    """How many characters of two texts are equal from two offsets on, in time linear in that number."""
    most = len(a) - i
    size, step = 0, 1
    while size < most and a[i + size : i + size + step] == b[j + size : j + size + step]:
        size += step
        step *= 2
    if size >= most:
        return most
    while step > 1:
        step //= 2
        if a[i + size : i + size + step] == b[j + size : j + size + step]:
            size += step
    return size


@cache
def _classes(character: str) -> tuple[int, ...]:
    """The canonical combining classes of what a character decomposes into."""
    return tuple(map(combining, normalize("NFD", character)))


def _next_cut(raw: str, at: int, text: str, its: int) -> tuple[int, int]:
    """The next offsets after two that correspond which correspond too.

    Two texts are canonically equivalent if their decompositions differ only in the order of marks
    of different classes (Unicode 3.11, D108 and D109). Of texts that are equivalent as wholes, two
    beginnings are equivalent as soon as they hold the same number of characters of each class:
    within a class, and with regard to class 0, the order cannot differ. The rest of both texts is
    then equivalent too, and a part of a text in NFC is in NFC.
    """
    surplus: dict[int, int] = {}
    ahead = 0
    while True:
        if ahead <= 0:
            sign, character = 1, raw[at]
            at += 1
        else:
            sign, character = -1, text[its]
            its += 1
        for number in _classes(character):
            ahead += sign
            surplus[number] = surplus.get(number, 0) + sign
            if not surplus[number]:
                del surplus[number]
        if not surplus:
            return at, its
