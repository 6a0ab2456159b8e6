"""Finding the quotes of a draft: on the ladder of ``grounding``, one place or none."""

from functools import lru_cache
from typing import NamedTuple

from detente.positions import Lines
from detente.text.grounding import GroundingStatus, Singles, changes, seek, surroundings
from detente.text.grounding.strategies import SHOWN, occurrences, places, quoted
from detente.text.profiles import canonical

__all__ = ["SHOWN", "Outcome", "Quote", "find", "occurrences", "place", "places"]


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
    """What is wrong, in words; of a quote in another layout, what is other."""
    status: GroundingStatus = GroundingStatus.ABSENT
    """Exact or reformatted if there is a span."""

    @property
    def ambiguous(self) -> bool:
        """Whether the quote is there, but which occurrence is meant is not said."""
        return self.status is GroundingStatus.AMBIGUOUS


def find(wanted: Quote, text: str) -> Outcome:
    """Find a quote in a canonical text, as ``ground`` does.

    Nothing is guessed: a quote that stands there several times is ambiguous unless ``nth`` (which
    counts the places of the rung on which there are any) or ``within`` says which one is meant.
    A quote with words left out is absent, since one span stands for it: each part is to be a
    quote of its own. Punctuation alone may be a quote here, as a paragraph of it may be a
    segment. Raises ``ValueError`` if a quote holds half of a surrogate pair.
    """
    quote = canonical(wanted.quote)
    if not quote:
        return Outcome(None, (), "is empty, and stands nowhere")
    where, reason = surroundings(wanted.within, text)
    if where is None:
        return Outcome(None, (), f'"within": {reason}')
    sought = seek(quote, text, where)
    if not sought.found:
        return Outcome(None, sought.near, sought.reason)
    times = len(sought.found)
    if len(sought.found[0]) > 1:
        words = " and ".join(quoted(text[start:end]) for start, end in sought.found[0][:8])
        reason = f"leaves words out, and a span is one stretch: make a quote of each part, {words}"
        return Outcome(None, sought.found[0], reason)
    nth = 1 if wanted.nth is None and times == 1 and not sought.more else wanted.nth
    if nth is not None and 0 < nth <= times:
        pieces = sought.found[nth - 1]
        reason = changes(wanted.quote, text, pieces)
        status = GroundingStatus.REFORMATTED if reason else GroundingStatus.EXACT
        return Outcome(pieces[0], (), reason, status)
    if nth is not None:
        said = f'but "nth" is {nth}'
    else:
        said = 'say which one with "nth"' + ("" if wanted.within else ' or "within"')
    reason = f"stands {where.said} {sought.often}: {said}"
    found = sought.found
    if isinstance(found, Singles):  # the same ones for all quotes of the same words
        spans = _spans(tuple(found.starts), found.size)
    else:
        spans = tuple(piece for (piece,) in found)
    return Outcome(None, spans, reason, GroundingStatus.AMBIGUOUS)


@lru_cache(maxsize=16)
def _spans(starts: tuple[int, ...], size: int) -> tuple[tuple[int, int], ...]:
    return tuple((at, at + size) for at in starts)


@lru_cache(maxsize=64)
def _lines(text: str) -> Lines:
    return Lines(text)


def place(text: str, at: int) -> str:
    """``line:column`` of an offset, both from 1."""
    line, column = _lines(text).place(at)
    return f"{line}:{column}"
