"""The skeleton of a text: letters and digits alone, folded, in compatibility form.

What copying and typesetting change (whitespace, quotation marks, dashes, ligatures, case, soft
hyphens) leaves the skeleton as it is. The Unicode version is pinned to 14.0, the one of the oldest
Python that is supported: characters assigned later stand for themselves, so that a newer Python
gives the same digest.
"""

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import compress

from detente.text.occurrences import occurrences
from detente.text.recent import recent
from detente.text.unicode14 import unassigned


@cache
def character_skeleton(character: str) -> str:
    """The skeleton of one character: empty for most signs, several characters for a ligature."""
    if unassigned(character):
        return character
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(c for c in folded if c.isalnum())


def skeleton(text: str) -> str:
    """The skeleton of a text."""
    return "".join(map(character_skeleton, text))


def origins(parts: Sequence[str]) -> "array[int]":
    """For each character of a skeleton the offset in the text that it comes from.

    ``parts``: the skeleton of each character of the text, mostly one character or none.
    """
    sizes = list(map(len, parts))
    if max(sizes, default=0) <= 1:
        return array("L", compress(range(len(parts)), sizes))
    return array("L", (at for at, size in enumerate(sizes) for _ in range(size)))


# 64: texts and quotes share it; a guess, several quotes to each of a few texts.
@recent(64)
def skeleton_with_origins(text: str) -> tuple[str, "array[int]"]:
    """The skeleton of a text, and for each character of it the offset that it comes from."""
    parts = list(map(character_skeleton, text))
    return "".join(parts), origins(parts)


_LONG = 200
"""Code points of a range from which on the skeleton of the whole text is searched. A guess."""


class RangeSkeletons:
    """The skeletons of ranges of one text, compared with other skeletons: names."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[str, list[int]] = {}
        """Where names are in the skeleton of the text: those that were sought in long ranges."""

    def are_like(self, start: int, end: int, names: Iterable[str]) -> bool:
        """Whether the skeleton of a range of code points is in one of some others, or one of them in it."""
        if end - start <= _LONG:
            words = skeleton(self._text[start:end])
            return any(name in words or words in name for name in names)
        whole, own = skeleton_with_origins(self._text)
        first, last = bisect_left(own, start), bisect_left(own, end)
        return any(self._is_like(whole, first, last, name) for name in names)

    def _is_like(self, whole: str, first: int, last: int, name: str) -> bool:
        if last - first <= len(name):
            return whole[first:last] in name
        if name not in self._places:  # not in each range anew: they may all be in each other
            self._places[name] = [*occurrences(name, whole)]
        places = self._places[name]
        at = bisect_left(places, first)
        return at < len(places) and places[at] + len(name) <= last
