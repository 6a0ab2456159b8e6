"""The quote that gives a range of a text again: the words, and if they repeat, what is around them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from detente.text.grounding.strategies import Range, places
from detente.text.grounding.word_boundaries import inside_words
from detente.text.quotes import Quote, find

_CONTEXTS = (12, 24, 48, 96, 192, 384)
"""Code points on each side: what is tried as ``within``, the shortest first. Longer passages nobody reads
in a draft; a guess."""


def quote_of(text: str, start: int, end: int, evidence: Sequence[Range] = ()) -> Quote | None:
    """The quote that ``find`` takes for a range of a text; ``None`` if there is none.

    It has ``within`` if the words alone are not enough. ``nth`` is the last resort, since it counts
    something else when the text is changed. ``evidence``: as for ``find``.
    """
    quote = text[start:end]
    starts = places(quote, text)
    number = bisect_left(starts, start)
    if number == len(starts) or starts[number] != start:
        return None  # part of a word: sealing prefers whole words elsewhere
    alone = Quote(quote)
    unique = find(alone, text, evidence).span == (start, end) if evidence else len(starts) == 1
    if unique:
        return alone
    for passage in _passages(text, start, end):
        wanted = Quote(quote, within=passage)
        if find(wanted, text).span == (start, end):
            return wanted
    return Quote(quote, nth=number + 1)


def _passages(text: str, start: int, end: int) -> Iterator[str]:
    """The passages around a range that occur once in a text, the shortest first, and those on its
    line before others.
    """
    inside = inside_words(text)
    line_end = text.find("\n", end)
    line = text.rfind("\n", 0, start) + 1, len(text) if line_end < 0 else line_end
    for low, high in (line, (0, len(text))):
        for size in _CONTEXTS:
            first, last = max(low, start - size), min(high, end + size)
            while first < start and (inside[first] or text[first].isspace()):
                first += 1
            while last > end and (inside[last] or text[last - 1].isspace()):
                last -= 1
            passage = text[first:last]
            if text.find(passage) == first and text.find(passage, first + 1) < 0:
                yield passage
