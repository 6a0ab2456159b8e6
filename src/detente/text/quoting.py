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
    for wanted in _quotes(text, start, end, number + 1):
        repeats = len(starts) > 1 and wanted == (quote, None, None) and not evidence
        if not repeats and find(wanted, text, evidence).span == (start, end):
            return wanted
    return None


def _quotes(text: str, start: int, end: int, nth: int) -> Iterator[Quote]:
    """The quotes that may give a range, the plainest first."""
    quote = text[start:end]
    yield Quote(quote)
    for passage in _passages(text, start, end):
        yield Quote(quote, within=passage)
    yield Quote(quote, nth=nth)


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
