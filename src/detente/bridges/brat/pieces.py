"""Fragments: brat marks no words across a line end, since a line of its file is a mark."""

import re

_PIECE = re.compile(r"[^\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
"""Words without a tab, which separates the parts of a line, or what any reader may take for a line end."""

Range = tuple[int, int]


def pieces(text: str, start: int, end: int) -> tuple[Range, ...]:
    """The fragments of a range: its parts between line ends; none if there is nothing but line ends."""
    return tuple(found.span() for found in _PIECE.finditer(text, start, end))


def joined(text: str, ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """Fragments, those put together that are apart for no other reason than a line end between them."""
    made: list[Range] = []
    for start, end in ranges:
        if made and made[-1][1] < start and not _PIECE.search(text, made[-1][1], start):
            made[-1] = made[-1][0], end
        else:
            made.append((start, end))
    return tuple(made)
