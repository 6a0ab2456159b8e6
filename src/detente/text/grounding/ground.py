"""Grounding a quote: where its words stand in a text, or why they do not stand there.

For words that somebody, or a language model, says to have taken from a text. What was copied
through a word processor, a browser or a PDF is found again; what says something else is not,
however close it is. Nothing is shortened until it fits, and no place is chosen among several.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, islice
from typing import Any, NamedTuple

from detente.text.grounding.ellipses import elliptic
from detente.text.grounding.equivalence import layout
from detente.text.grounding.strategies import (
    MOST,
    SHOWN,
    GroundingStatus,
    Piece,
    absence,
    cut_places,
    places,
    quoted,
    reformatted,
)
from detente.text.profiles import canonical
from detente.text.skeletons import mapped

__all__ = ["Context", "Grounding", "GroundingStatus", "ground"]

Context = str | tuple[str, str]
"""What is known of a quote's surroundings: a passage that holds it, or the words that stand
directly before and after it (empty for those not known)."""


class Grounding(NamedTuple):
    """Where a quote stands in a text."""

    status: GroundingStatus
    spans: tuple[Piece, ...] = ()
    """Code points of the canonical text, half-open, in the order of the text: one piece, or one
    for each part of a quote with ellipses. Empty if the quote is ambiguous or absent."""
    candidates: tuple[tuple[Piece, ...], ...] = ()
    """Of an ambiguous quote all places, each in pieces (the first 1,000, if there are more, and
    then ``reason`` says so). Of an absent one a few places of something like it: hints for whoever
    corrects the quote, and no matches."""
    reason: str = ""
    """In words: how the layout differs, how often the quote stands there, or why it does not."""

    @property
    def span(self) -> Piece | None:
        """The place of a quote that stands there in one piece. ``None`` for one in several
        pieces too: what lies between them was left out, and is not quoted.
        """
        return self.spans[0] if len(self.spans) == 1 else None


def ground(quote: str, text: str, *, context: Context | None = None) -> Grounding:
    """Find the words of a quote in a text.

    Three rungs, of which the first one that holds counts:

    1. The same code points. Occurrences inside of a longer word or number do not count: *he* is
       not in *the*, *they can* not in *they can't*, *legal* not in *non-legal*, 5 not in -5, $5
       or 5%.
    2. The same letters and digits in another layout: white space and line breaks, quotation
       marks, the kind of dashes, soft hyphens and hyphenation at the end of a line, ligatures, CRLF
       and NFD; case at the beginning of a sentence and in headlines. Any other difference stands
       in the way: punctuation, signs and separators of numbers, accents, words written together,
       and the case of a word that is another one with a capital (*May*, *US*, *Polish*).
    3. The parts around ellipses (…, ..., [...], (. . .)), in order, within one paragraph, each at
       most 500 code points after the one before. Numbers and names may be left out. Negation,
       modality, conditions and hedges may not, in English and to some extent in other languages.

    ``context`` is grounded in the same way; it says where the quote is looked for, and with that
    which one of several occurrences is meant. ``text`` should be canonical; if it is not, offsets
    are those of ``canonical(text)``, in which a byte order mark counts. A quote of blanks and
    punctuation is absent. The effort is bounded: in texts of many repetitions not all places may
    be looked at, and ``reason`` says so. Raises ``ValueError`` if one of the strings holds half
    of a surrogate pair.
    """
    text = canonical(text)
    wanted = canonical(quote)
    if not mapped(wanted)[0]:
        what = "has no letters or digits" if wanted.strip() else "is empty"
        return Grounding(GroundingStatus.ABSENT, reason=f"{what}, and stands nowhere")
    where, reason = surroundings(context, text)
    if where is None:
        return Grounding(GroundingStatus.ABSENT, reason=f"context: {reason}")
    sought = seek(wanted, text, where)
    if not sought.found:
        hints = tuple((piece,) for piece in sought.near)
        return Grounding(GroundingStatus.ABSENT, (), hints, sought.reason)
    if len(sought.found) == 1 and not sought.more:
        (spans,) = sought.found
        reason = changes(quote, text, spans)
        status = GroundingStatus.REFORMATTED if reason else GroundingStatus.EXACT
        return Grounding(status, spans, reason=reason)
    candidates = tuple(islice(sought.found, MOST))
    reason = f"stands {where.said} {sought.often}; a context would tell which one is meant"
    if len(sought.found) > MOST:
        reason += f"; the first {MOST:,} are given"
    return Grounding(GroundingStatus.AMBIGUOUS, (), candidates, reason)


# --- where a quote is looked for ----------------------------------------------------------------


class Where:
    """Where in a text a quote is looked for: anywhere, or where its context stands."""

    def __init__(
        self,
        text: str,
        said: str = "in the text",
        inside: Sequence[Piece] | None = None,
        neighbours: tuple[frozenset[int] | None, frozenset[int] | None] = (None, None),
    ) -> None:
        """``inside``: the stretches to look in, if not in the whole text; ``neighbours``: how
        many characters of the skeleton the text may have before the quote, and up to its end.
        """
        self.said = said
        """In words."""
        stretches = sorted([(0, len(text))] if inside is None else inside)
        self.start, self.end = stretches[0][0], max(end for _, end in stretches)
        """The hull of it all."""
        self._simple = len(stretches) == 1 and neighbours == (None, None)
        self._starts = [start for start, _ in stretches]
        self._ends = list(accumulate((end for _, end in stretches), max))
        self._origins = mapped(text)[1]
        self._before, self._after = neighbours

    def starts(self, quote: str, text: str) -> Sequence[int]:
        """Where a quote stands as it is."""
        found = places(quote, text, self.start, self.end)
        if self._simple:
            return found
        return [at for at in found if self.fits(at, at + len(quote))]

    def fits(self, start: int, end: int) -> bool:
        """Whether the letters of a stretch are where they should be."""
        first, last = bisect_left(self._origins, start), bisect_left(self._origins, end)
        if first < last:  # marks at the edges do not count
            start, end = self._origins[first], self._origins[last - 1] + 1
        number = bisect_right(self._starts, start)
        if not number or self._ends[number - 1] < end:
            return False
        return (self._before is None or first in self._before) and (
            self._after is None or last in self._after
        )


def surroundings(context: Context | None, text: str) -> tuple[Where | None, str]:
    """Where to look for a quote with a context; ``None`` and the reason if that is absent."""
    if context is None:
        return Where(text), ""
    if isinstance(context, str):
        passage = canonical(context)
        if not mapped(passage)[0]:
            return None, "is empty, and stands nowhere"
        sought = seek(passage, text, Where(text))
        if not sought.found:
            return None, sought.reason
        if sought.more:
            return None, f"stands in the text {sought.often}"
        inside = [(pieces[0][0], pieces[-1][1]) for pieces in sought.found]
        several = f", which stands in the text {sought.often}" if len(inside) > 1 else ""
        return Where(text, f"inside of the passage{several}", inside), ""
    before, after = map(canonical, context)
    ends, starts = _standing(before, text), _standing(after, text)
    for words, found in ((before, ends), (after, starts)):
        if found == ():
            return None, f"{quoted(words)} is not in the text"
    if ends is None and starts is None:
        return None, "is empty, and stands nowhere"
    origins = mapped(text)[1]
    neighbours = (
        None if ends is None else frozenset(bisect_left(origins, end) for _, end in ends),
        None if starts is None else frozenset(bisect_left(origins, start) for start, _ in starts),
    )
    return Where(text, "between these words", neighbours=neighbours), ""


def _standing(words: str, text: str) -> Sequence[Piece] | None:
    """All places of words, in whatever layout; ``None`` if there are no words to look for."""
    if not mapped(words)[0]:
        return None
    other = (piece for (piece,) in reformatted(words, text).found)
    return tuple({*other, *((at, at + len(words)) for at in places(words, text))})


# --- the rungs, one after another ---------------------------------------------------------------


class Sought(NamedTuple):
    """What a search found."""

    found: Sequence[tuple[Piece, ...]] = ()
    """All places, each in pieces."""
    more: bool = False
    """Whether there may be others."""
    near: tuple[Piece, ...] = ()
    """If there is none: where something like it stands."""
    reason: str = ""
    """If there is none: why."""

    @property
    def often(self) -> str:
        """How often, in words."""
        times = "once" if len(self.found) == 1 else f"{len(self.found)} times"
        return f"{times}, perhaps more often" if self.more else times


class Singles(Sequence[tuple[Piece, ...]]):
    """Places in one piece and of one length, made when they are asked for: there may be a lot."""

    def __init__(self, starts: Sequence[int], size: int) -> None:
        """``starts``: offsets; ``size``: code points."""
        self.starts = starts
        self.size = size

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, number: Any) -> Any:
        start = self.starts[number]
        return ((start, start + self.size),)


def seek(quote: str, text: str, where: Where) -> Sought:
    """All places of a canonical quote on the first rung that has one, or why none has."""
    starts = where.starts(quote, text)
    if starts:
        return Sought(Singles(starts, len(quote)))
    rungs = (reformatted(quote, text, where.start, where.end), elliptic(quote, text))
    for rung in rungs:
        found = [pieces for pieces in rung.found if where.fits(pieces[0][0], pieces[-1][1])]
        if found:
            return Sought(found, rung.more)
    lacks = f"is not {where.said}"
    for rung in (cut_places(quote, text, where.start, where.end), *reversed(rungs)):
        near = tuple(piece for piece in rung.near if where.fits(*piece))
        if rung.reason and (near or not rung.near):
            return Sought((), False, near, f"{lacks}; it {rung.reason}")
    elsewhere = Singles(places(quote, text), len(quote)) or reformatted(quote, text).found
    if elsewhere:
        near = tuple(piece for (piece,) in islice(elsewhere, SHOWN))
        return Sought((), False, near, f"{lacks}; it stands elsewhere in the text")
    hint, reason = absence(quote, text, where.start, where.end)
    return Sought((), False, () if hint is None else (hint,), f"{lacks}{reason}")


def changes(quote: str, text: str, spans: Sequence[Piece]) -> str:
    """How the words of a quote differ from those that stand there; empty if they do not."""
    if len(spans) > 1:
        return f"stands there in {len(spans)} parts"
    start, end = spans[0]
    there = text[start:end]
    return "" if there == quote else f"stands there with other {layout(quote, there)}"
