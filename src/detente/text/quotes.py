"""Finding a quote in a text: exactly, or not at all."""

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from detente.positions import Lines
from detente.text.canonical import canonical
from detente.text.skeleton import skeleton
from detente.text.words import cuts_word

SHOWN = 20
"""How many places are listed of a quote that could stand at many."""


class Quote(NamedTuple):
    """What a draft holds where a span stands."""

    quote: str
    nth: int | None = None
    within: str | None = None


class Outcome(NamedTuple):
    """Where a quote stands, or the places that it could stand."""

    span: tuple[int, int] | None
    """Code points, half-open; ``None`` if the quote is absent or ambiguous."""
    candidates: tuple[tuple[int, int], ...] = ()
    """All places, if there are several; a few places of similar words, if there is none."""
    reason: str = ""
    """What is wrong, in words."""
    ambiguous: bool = False
    """Whether the quote is there, but which occurrence is meant is not said."""


def occurrences(quote: str, text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """The offsets at which a quote stands in a stretch of a text, overlapping ones included.

    An empty quote stands nowhere.
    """
    end = len(text) if end is None else end
    at = text.find(quote, start, end) if quote else -1
    period = 0
    while at >= 0:
        yield at
        following = text.find(quote, at + 1, min(end, at + 2 * len(quote) - 1))
        if following < 0:
            at = text.find(quote, at + len(quote), end)
            continue
        # Two that overlap: what repeats need not be compared from its beginning each time.
        period = period or following - at
        at = following
        tail = quote[-period:]
        while text.startswith(tail, at + len(quote)) and at + len(quote) + period <= end:
            yield at
            at += period


@lru_cache(maxsize=256)
def places(quote: str, text: str, start: int = 0, end: int | None = None) -> tuple[int, ...]:
    """The offsets that ``nth`` counts: those at which a quote stands in a stretch of a text.

    Occurrences that cut a word (*he* in *the*) do not count where there are whole ones.
    """
    found = tuple(occurrences(quote, text, start, end))
    size = len(quote)
    whole = tuple(at for at in found if not cuts_word(text, at) and not cuts_word(text, at + size))
    return whole or found


@lru_cache(maxsize=16)
def _spans(starts: tuple[int, ...], size: int) -> tuple[tuple[int, int], ...]:
    return tuple((at, at + size) for at in starts)


def find(wanted: Quote, text: str) -> Outcome:
    """Find a quote in a canonical text. Nothing is guessed: a quote that stands there several
    times is ambiguous unless ``nth`` or ``within`` says which one is meant.

    Occurrences that cut a word (*he* in *the*) do not count where there are whole ones. Raises
    ``ValueError`` if a quote holds half of a surrogate pair.
    """
    quote = canonical(wanted.quote)
    if not quote:
        return Outcome(None, (), "is empty, and stands nowhere")
    start, end = 0, len(text)
    if wanted.within is not None:
        around = find(Quote(wanted.within), text)
        if around.span is None:
            return around._replace(reason=f'"within": {around.reason}')
        start, end = around.span
    starts = places(quote, text, start, end)
    where = "inside of the passage" if wanted.within is not None else "in the text"
    if not starts:
        return _absent(quote, text, start, end, where)
    times = "once" if len(starts) == 1 else f"{len(starts)} times"
    nth = 1 if wanted.nth is None and len(starts) == 1 else wanted.nth
    if nth is not None and 0 < nth <= len(starts):
        return Outcome((starts[nth - 1], starts[nth - 1] + len(quote)))
    if nth is not None:
        said = f'but "nth" is {nth}'
    else:
        said = 'say which one with "nth"' + ("" if wanted.within else ' or "within"')
    return Outcome(
        None, _spans(starts, len(quote)), f"stands {where} {times}: {said}", ambiguous=True
    )


def _absent(quote: str, text: str, start: int, end: int, where: str) -> Outcome:
    near = _near(quote, text, start, end)
    if near:
        there = text[slice(*near[0])]
        same = " ".join(there.split()) == " ".join(quote.split())
        what = "line breaks or spaces" if same else "characters (case, quotation marks, dashes)"
        return Outcome(None, near, f"is not {where}; the same words stand there with other {what}")
    head, tail = _longest_ends(quote, text, start, end)
    if max(head, tail) < max(4, len(quote) // 4):
        return Outcome(None, (), f"is not {where}")
    if head >= tail:
        at = text.find(quote[:head], start, end)
        words = _quoted(quote[:head][-24:])
        there = _quoted(text[at + head : at + head + 24].split("\n", maxsplit=1)[0])
        said = f"ends in {words}, and there goes on {there}"
        piece = (at, at + head)
    else:
        at = text.find(quote[-tail:], start, end)
        words = _quoted(quote[-tail:][:24])
        there = _quoted(text[max(0, at - 24) : at].rpartition("\n")[2])
        said = f"begins with {words}, and before it stands {there}"
        piece = (at, at + tail)
    return Outcome(None, (piece,), f"is not {where}; the longest part that is {said}")


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _near(quote: str, text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where the letters and digits of a quote stand, whatever stands between them."""
    bones = skeleton(quote)
    if not bones:
        return ()
    whole, origins = _bones(text)
    first, last = bisect_left(origins, start), bisect_left(origins, end)
    found = islice(occurrences(bones, whole, first, last), SHOWN)
    return tuple((origins[at], origins[at + len(bones) - 1] + 1) for at in found)


@lru_cache(maxsize=64)
def _bones(text: str) -> tuple[str, "array[int]"]:
    """The skeleton of a text, and for each character of it the offset that it comes from."""
    parts: list[str] = []
    origins = array("L")
    for at, character in enumerate(text):
        bone = skeleton(character)
        parts.append(bone)
        origins.extend([at] * len(bone))
    return "".join(parts), origins


def _longest_ends(quote: str, text: str, start: int, end: int) -> tuple[int, int]:
    """How much of a quote's beginning, and of its end, stands in a stretch of a text.

    By halving: what is too long to be found is so at any greater length.
    """
    lengths = range(1, min(len(quote), end - start) + 1)

    def head(size: int) -> bool:
        return text.find(quote[:size], start, end) < 0

    def tail(size: int) -> bool:
        return text.find(quote[-size:], start, end) < 0

    return bisect_left(lengths, True, key=head), bisect_left(lengths, True, key=tail)


@lru_cache(maxsize=64)
def _lines(text: str) -> Lines:
    return Lines(text)


def place(text: str, at: int) -> str:
    """``line:column`` of an offset, both from 1."""
    line, column = _lines(text).place(at)
    return f"{line}:{column}"
