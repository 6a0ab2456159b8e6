"""Finding the quotes of a draft: by the strategies of ``grounding``, one range or none."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from detente.positions import Lines
from detente.text.grounding.ground import (
    FixedLengthMatches,
    SearchArea,
    describe_layout,
    search,
    search_area,
)
from detente.text.grounding.strategies import (
    SHOWN,
    GroundingStatus,
    Range,
    places,
    quoted,
)
from detente.text.occurrences import occurrences
from detente.text.profiles import canonical

__all__ = [
    "MARK",
    "SHOWN",
    "TODO",
    "Quote",
    "QuoteMatch",
    "find",
    "line_and_column",
    "occurrences",
    "places",
]

TODO = "TODO"
"""The beginning of a value that the annotator has to replace. Validation reports each one (D566,
and D105 where a date or an id is expected)."""

MARK = f"{TODO}: "
"""What stands before words that are proposed: what is left without it is a quote."""


class Quote(NamedTuple):
    """What a draft has in place of a span."""

    quote: str
    nth: int | None = None
    """Which occurrence is meant, counted from 1 in the whole text, or in ``within``."""
    within: str | None = None
    """A longer quote that occurs once in the text and contains the quote once."""


class QuoteMatch(NamedTuple):
    """The range of a quote, or those that it could be."""

    span: tuple[int, int] | None
    """Code points, half-open; ``None`` if the quote is absent or ambiguous."""
    candidates: tuple[tuple[int, int], ...] = ()
    """All ranges, if there are several; a few ranges of similar words, if there is none."""
    reason: str = ""
    """What is wrong, in words; of a quote in another layout, what differs."""
    status: GroundingStatus = GroundingStatus.ABSENT
    """Exact or reformatted if there is a span."""

    in_parts: bool = False
    """Whether the quote leaves words out that the text has; the candidates are its parts."""

    @property
    def ambiguous(self) -> bool:
        """Whether the quote occurs, and nothing says which occurrence is meant."""
        return self.status is GroundingStatus.AMBIGUOUS


def find(
    wanted: Quote, text: str, evidence: Sequence[Range] = (), language: str | None = None
) -> QuoteMatch:
    """Find a quote in a canonical text, as ``ground`` does.

    A quote that occurs several times is ambiguous unless ``nth`` (which counts the matches of the
    first strategy that has any) or ``within`` says which one is meant. A quote that has neither is
    sought in ``evidence`` first, some ranges of the text, and only if it is not there in the whole
    text. A quote with words left out is absent, since one span cannot leave out words: each part has
    to be a quote of its own. Unlike for ``ground``, punctuation alone may be a quote, as a paragraph
    of it may be a segment. ``language``: as for ``ground``. Raises ``ValueError`` if a quote holds half of
    a surrogate pair.
    """
    quote = canonical(wanted.quote)
    if not quote:
        return QuoteMatch(None, (), "is empty, and occurs nowhere")
    if evidence and wanted.nth is None and wanted.within is None:
        area = SearchArea(text, "in the evidence of its record", evidence)
        found = _found(
            wanted, quote, text, area, advice='say which one with "within"', language=language
        )
        if found.span is not None:
            return found
        whole = find(wanted, text, language=language)
        # What occurs once in the text as it is, and often in the evidence in another layout, is meant.
        return found if found.ambiguous and whole.span is None else whole
    searched, reason = search_area(wanted.within, text)
    if searched is None:
        return QuoteMatch(None, (), f'"within": {reason}')
    advice = 'say which one with "nth"' + ("" if wanted.within else ' or "within"')
    return _found(wanted, quote, text, searched, advice=advice, language=language)


def _found(
    wanted: Quote, quote: str, text: str, area: SearchArea, *, advice: str, language: str | None
) -> QuoteMatch:
    """The range of a canonical quote in an area; ``advice``: what to do if it has several."""
    result = search(quote, text, area, language)
    matches = result.matches
    if not matches:
        return QuoteMatch(None, result.near, result.reason)
    if len(matches[0]) > 1:
        words = " and ".join(quoted(text[start:end]) for start, end in matches[0][:8])
        reason = f"leaves words out, which a span cannot: make a quote of each part, {words}"
        return QuoteMatch(None, matches[0], reason, in_parts=True)
    nth = 1 if wanted.nth is None and len(matches) == 1 and not result.incomplete else wanted.nth
    if nth is not None and 0 < nth <= len(matches):
        spans = matches[nth - 1]
        reason = describe_layout(wanted.quote, text, spans)
        status = GroundingStatus.REFORMATTED if reason else GroundingStatus.EXACT
        return QuoteMatch(spans[0], (), reason, status)
    if nth is not None:
        advice = f'but "nth" is {nth}'
    reason = f"occurs {area.description} {result.times}: {advice}"
    if isinstance(matches, FixedLengthMatches):
        candidates = _ranges(tuple(matches.starts), matches.size)
    else:
        candidates = tuple(span for (span,) in matches)
    return QuoteMatch(None, candidates, reason, GroundingStatus.AMBIGUOUS)


# 16: all quotes of the same words share one tuple, which may be long; a guess.
@lru_cache(maxsize=16)
def _ranges(starts: tuple[int, ...], size: int) -> tuple[tuple[int, int], ...]:
    return tuple((at, at + size) for at in starts)


# 64: eight bytes a line of each text; a guess, the texts in use at one time.
@lru_cache(maxsize=64)
def _lines(text: str) -> Lines:
    return Lines(text)


def line_and_column(text: str, at: int) -> str:
    """``line:column`` of an offset, both from 1."""
    line, column = _lines(text).place(at)
    return f"{line}:{column}"
