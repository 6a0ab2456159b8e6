"""Finding a quote in a text: exactly, or not at all."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from detente.positions import Lines
from detente.text.canonical import canonical
from detente.text.skeleton import skeleton


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
    """All places, if there are several; places of similar words, if there is none."""
    reason: str = ""
    """What is wrong, in words."""


def occurrences(quote: str, text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """The offsets at which a quote stands in a stretch of a text, overlapping ones included."""
    end = len(text) if end is None else end
    at = text.find(quote, start, end)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1, end)


def find(wanted: Quote, text: str) -> Outcome:
    """Find a quote in a canonical text. Nothing is guessed: a quote that stands there several
    times is ambiguous unless ``nth`` or ``within`` says which one is meant.
    """
    quote = canonical(wanted.quote)
    start, end = 0, len(text)
    if wanted.within is not None:
        within = canonical(wanted.within)
        around = find(Quote(within), text)
        if around.span is None:
            return around._replace(reason=f'"within": {around.reason}')
        start, end = around.span
    places = [(at, at + len(quote)) for at in occurrences(quote, text, start, end)]
    found = tuple(places)
    where = "inside of the passage" if wanted.within is not None else "in the text"
    if not found:
        near = _near(quote, text, start, end)
        hint = "; the same words stand there in other characters" if near else ""
        return Outcome(None, near or _longest(quote, text, start, end), f"is not {where}{hint}")
    if wanted.nth is not None:
        if wanted.nth > len(found):
            times = "once" if len(found) == 1 else f"{len(found)} times"
            return Outcome(None, found, f'stands {where} {times}, but "nth" is {wanted.nth}')
        return Outcome(places[wanted.nth - 1])
    if len(found) > 1:
        reason = f'stands {where} {len(found)} times: say which one with "nth" or "within"'
        return Outcome(None, found, reason)
    return Outcome(places[0])


def _near(quote: str, text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where the letters and digits of a quote stand, whatever stands between them."""
    bones = skeleton(quote)
    if not bones:
        return ()
    parts, origins = [], []
    for at in range(start, end):
        bone = skeleton(text[at])
        parts.append(bone)
        origins += [at] * len(bone)
    whole = "".join(parts)
    return tuple(
        (origins[at], origins[at + len(bones) - 1] + 1) for at in occurrences(bones, whole)
    )


def _longest(quote: str, text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The longest piece of a quote that stands in the text, if it is a word or more."""
    matcher = SequenceMatcher(None, text[start:end], quote, autojunk=False)
    match = matcher.find_longest_match()
    if match.size < max(4, len(quote) // 4):
        return ()
    return ((start + match.a, start + match.a + match.size),)


def place(text: str, at: int) -> str:
    """``line:column`` of an offset, both from 1."""
    line, column = Lines(text).place(at)
    return f"{line}:{column}"
