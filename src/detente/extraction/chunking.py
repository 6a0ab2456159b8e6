"""Long texts in parts: whole paragraphs, with some of the part before."""

from typing import NamedTuple

from detente.errors import InputError
from detente.text.paragraphs import paragraphs

CHARACTERS = 12_000
"""Code points of a part, if nothing else is asked for. A guess: some 3,000 tokens, an opinion article whole;
its answer is several times as long."""


class Chunk(NamedTuple):
    """Some paragraphs of a text, one after the other."""

    first: int
    """The number of the first paragraph, from 1."""
    last: int
    """The number of the last one."""
    start: int
    """The offset of its first code point."""
    end: int
    """The offset behind its last one."""


def chunks(text: str, *, characters: int = CHARACTERS, overlap: int = 1) -> tuple[Chunk, ...]:
    """The parts of a text: as many paragraphs as have so many code points together, and one at least.

    ``overlap``: how many paragraphs of the part before stand in front of these, so that what goes over
    the border is seen whole. ``text`` in canonical form. Raises ``InputError`` for numbers that are too small.
    """
    for name, number, least in (("characters", characters, 1), ("overlap", overlap, 0)):
        if number < least:
            raise InputError(name, f"expected {least} or more, got {number}")
    places = paragraphs(text)
    found: list[Chunk] = []
    new = 0
    while new < len(places):
        last = new
        while last + 1 < len(places) and places[last + 1][1] - places[new][0] <= characters:
            last += 1
        first = max(0, new - overlap)
        found.append(Chunk(first + 1, last + 1, places[first][0], places[last][1]))
        new = last + 1
    return tuple(found)
