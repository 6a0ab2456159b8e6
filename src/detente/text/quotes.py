"""Finding a quote in a text: exactly, or not at all."""

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from detente.positions import Lines
from detente.text.canonical import canonical
from detente.text.skeleton import skeleton
from detente.text.words import cuts_word


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
    ambiguous: bool = False
    """Whether the quote is there, but which occurrence is meant is not said."""


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

    Occurrences that cut a word (*he* in *the*) do not count where there are whole ones.
    """
    quote = canonical(wanted.quote)
    start, end = 0, len(text)
    if wanted.within is not None:
        around = find(Quote(wanted.within), text)
        if around.span is None:
            return around._replace(reason=f'"within": {around.reason}')
        start, end = around.span
    places = [(at, at + len(quote)) for at in occurrences(quote, text, start, end)]
    places = [p for p in places if not any(cuts_word(text, edge) for edge in p)] or places
    where = "inside of the passage" if wanted.within is not None else "in the text"
    if not places:
        return _absent(quote, text, start, end, where)
    times = "once" if len(places) == 1 else f"{len(places)} times"
    if wanted.nth is None and len(places) == 1:
        return Outcome(places[0])
    if wanted.nth is not None and 0 < wanted.nth <= len(places):
        return Outcome(places[wanted.nth - 1])
    if wanted.nth is not None:
        said = f'but "nth" is {wanted.nth}'
    else:
        said = 'say which one with "nth"' + ("" if wanted.within else ' or "within"')
    return Outcome(None, tuple(places), f"stands {where} {times}: {said}", ambiguous=True)


def _absent(quote: str, text: str, start: int, end: int, where: str) -> Outcome:
    near = _near(quote, text, start, end)
    if near:
        there = text[slice(*near[0])]
        same = " ".join(there.split()) == " ".join(quote.split())
        what = "line breaks or spaces" if same else "characters (case, quotation marks, dashes)"
        return Outcome(None, near, f"is not {where}; the same words stand there with other {what}")
    piece = _longest(quote, text, start, end)
    if not piece:
        return Outcome(None, (), f"is not {where}")
    behind = text[piece[0][1] : piece[0][1] + 24].split("\n", maxsplit=1)[0]
    words = json.dumps(text[slice(*piece[0])][-24:], ensure_ascii=False)
    goes_on = json.dumps(behind, ensure_ascii=False)
    reason = (
        f"is not {where}; the longest part that is ends in {words}, and there goes on {goes_on}"
    )
    return Outcome(None, piece, reason)


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
