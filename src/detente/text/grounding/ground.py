"""Grounding a quote: where its words are in a text, or why they are not there.

For words that somebody, or a language model, says to have taken from a text. What was copied
through a word processor, a browser or a PDF is found again; what says something else is not,
however similar it is. No quote is shortened until it fits, and none of several places is chosen.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, islice
from typing import Any, NamedTuple

from detente.text.grounding.characters import searched_letters
from detente.text.grounding.ellipses import elliptic
from detente.text.grounding.equivalence import layout_differences
from detente.text.grounding.strategies import (
    MOST,
    SHOWN,
    GroundingStatus,
    Matches,
    Range,
    longest_part,
    places,
    quoted,
    reformatted,
    word_parts,
)
from detente.text.profiles import canonical

Surroundings = str | tuple[str, str]
"""What is known of a quote's context: a passage that holds it, or the words directly before and
directly after it (empty for those not known)."""


class Grounding(NamedTuple):
    """Where a quote is in a text."""

    status: GroundingStatus
    spans: tuple[Range, ...] = ()
    """Code points of the canonical text, half-open, in the order of the text: one range, or one
    for each part of a quote with ellipses. Empty if the quote is ambiguous or absent."""
    candidates: tuple[tuple[Range, ...], ...] = ()
    """Of an ambiguous quote all matches, each as a tuple of ranges (the first 1,000, if there are
    more, and then ``reason`` says so). Of an absent one a few ranges of something similar: hints for
    correcting the quote, and no matches."""
    reason: str = ""
    """In words: how the layout differs, how often the quote occurs, or why it does not."""

    @property
    def span(self) -> Range | None:
        """The range of a quote that is in the text in one part. ``None`` for one in several parts
        too: what is between them was left out, and is not quoted.
        """
        return self.spans[0] if len(self.spans) == 1 else None


def ground(
    quote: str,
    text: str,
    *,
    context: Surroundings | None = None,
    language: str | None = None,
) -> Grounding:
    """Find the words of a quote in a text.

    Three strategies are tried, and the first one with a match counts:

    1. The same code points. Occurrences inside a longer word or number do not count: *he* is
       not in *the*, *they can* not in *they can't*, *legal* not in *non-legal*, 5 not in -5, $5
       or 5%.
    2. The same letters and digits in another layout: whitespace and line breaks, quotation
       marks, the kind of dashes, soft hyphens and hyphenation at the end of a line, ligatures, CRLF
       and NFD; case at the beginning of a sentence and in headlines. If there is no such range,
       also vowel points of Arabic and Hebrew, *tatweel*, *yo* and accents in Cyrillic words, if one
       side of a word lacks some of the other, accents that Greek lacks in a line or quote in capitals,
       and the capitals of the first words of a line. With any other difference there is no match:
       punctuation, signs and separators of numbers, other accents, words written together, and the
       case of a word that is another one with a capital (*May*, *US*, *Polish*).
    3. The parts around ellipses (…, ..., [...], (. . .)), in order, within one paragraph, each at
       most 500 code points after the one before. Numbers and names may be left out. In English
       negation, modality, conditions and hedges may not; in Chinese, Danish, Dutch, French, German,
       Italian, Japanese, Korean, Norwegian, Portuguese, Russian, Spanish, Swedish and Thai negation
       may not. Of any other language no words may be left out.

    ``language`` is that of the text (BCP 47), which decides what may be left out. Without it, English
    is recognised by its common words, and Chinese, Japanese, Korean and Thai by their letters; all else
    is another language.

    ``context`` is grounded in the same way; it says where the quote is looked for, and with that
    which one of several occurrences is meant. ``text`` should be canonical; if it is not, offsets
    are those of ``canonical(text)``, in which a byte order mark counts. A quote of blanks and
    punctuation is absent. The effort is bounded: in texts of many repetitions not all occurrences
    may be looked at, and ``reason`` says so. Raises ``ValueError`` if one of the strings holds half
    of a surrogate pair.
    """
    text = canonical(text)
    wanted = canonical(quote)
    if not searched_letters(wanted)[0]:
        what = "has no letters or digits" if wanted.strip() else "is empty"
        return Grounding(GroundingStatus.ABSENT, reason=f"{what}, and occurs nowhere")
    area, reason = search_area(context, text)
    if area is None:
        return Grounding(GroundingStatus.ABSENT, reason=f"context: {reason}")
    result = search(wanted, text, area, language)
    if not result.matches:
        hints = tuple((span,) for span in result.near)
        return Grounding(GroundingStatus.ABSENT, (), hints, result.reason)
    if len(result.matches) == 1 and not result.incomplete:
        (spans,) = result.matches
        reason = describe_layout(quote, text, spans)
        status = GroundingStatus.REFORMATTED if reason else GroundingStatus.EXACT
        return Grounding(status, spans, reason=reason)
    candidates = tuple(islice(result.matches, MOST))
    reason = f"occurs {area.description} {result.times}; a context would tell which one is meant"
    if len(result.matches) > MOST:
        reason += f"; the first {MOST:,} are given"
    return Grounding(GroundingStatus.AMBIGUOUS, (), candidates, reason)


# --- where a quote is looked for ----------------------------------------------------------------


class SearchArea:
    """The part of a text in which a quote is looked for: all of it, or what its context says."""

    def __init__(
        self,
        text: str,
        description: str = "in the text",
        inside: Sequence[Range] | None = None,
        neighbours: tuple[frozenset[int] | None, frozenset[int] | None] = (None, None),
    ) -> None:
        """``inside``: the ranges to look in, if not in the whole text; ``neighbours``: how
        many characters of the skeleton the text may have before the quote, and up to its end.
        """
        self.description = description
        """In words."""
        ranges = sorted([(0, len(text))] if inside is None else inside)
        self.start, self.end = ranges[0][0], max(end for _, end in ranges)
        """The smallest range that holds all of them."""
        self._is_single = len(ranges) == 1 and neighbours == (None, None)
        self._starts = [start for start, _ in ranges]
        self._ends = list(accumulate((end for _, end in ranges), max))
        self._origins = searched_letters(text)[1]
        self._before, self._after = neighbours

    def exact_starts(self, quote: str, text: str) -> Sequence[int]:
        """The offsets at which a quote occurs as it is."""
        offsets = places(quote, text, self.start, self.end)
        if self._is_single:
            return offsets
        return [at for at in offsets if self.allows(at, at + len(quote))]

    def allows(self, start: int, end: int) -> bool:
        """Whether the letters of a range are in the area."""
        first, last = bisect_left(self._origins, start), bisect_left(self._origins, end)
        if first < last:  # signs at the edges do not count
            start, end = self._origins[first], self._origins[last - 1] + 1
        number = bisect_right(self._starts, start)
        if not number or self._ends[number - 1] < end:
            return False
        return (self._before is None or first in self._before) and (
            self._after is None or last in self._after
        )


def search_area(context: Surroundings | None, text: str) -> tuple[SearchArea | None, str]:
    """Where to look for a quote with a context; ``None`` and the reason if the context is absent."""
    if context is None:
        return SearchArea(text), ""
    if isinstance(context, str):
        passage = canonical(context)
        if not searched_letters(passage)[0]:
            return None, "is empty, and occurs nowhere"
        result = search(passage, text, SearchArea(text), locating=True)
        if not result.matches:
            return None, result.reason
        if result.incomplete:
            return None, f"occurs in the text {result.times}"
        inside = [(spans[0][0], spans[-1][1]) for spans in result.matches]
        several = f", which occurs in the text {result.times}" if len(inside) > 1 else ""
        return SearchArea(text, f"inside the passage{several}", inside), ""
    before, after = map(canonical, context)
    ends, starts = _all_ranges(before, text), _all_ranges(after, text)
    for words, ranges in ((before, ends), (after, starts)):
        if ranges == ():
            return None, f"{quoted(words)} is not in the text"
    if ends is None and starts is None:
        return None, "is empty, and occurs nowhere"
    origins = searched_letters(text)[1]
    neighbours = (
        None if ends is None else frozenset(bisect_left(origins, end) for _, end in ends),
        None if starts is None else frozenset(bisect_left(origins, start) for start, _ in starts),
    )
    return SearchArea(text, "between these words", neighbours=neighbours), ""


def _all_ranges(words: str, text: str) -> Sequence[Range] | None:
    """All ranges of some words, in any layout; ``None`` if there are no words to look for."""
    if not searched_letters(words)[0]:
        return None
    other = (span for (span,) in reformatted(words, text).matches)
    return tuple({*other, *((at, at + len(words)) for at in places(words, text))})


# --- the strategies, one after another ----------------------------------------------------------


class FixedLengthMatches(Sequence[tuple[Range, ...]]):
    """Matches in one part and of one length, made when they are asked for: they may be many."""

    def __init__(self, starts: Sequence[int], size: int) -> None:
        """``starts``: offsets; ``size``: code points."""
        self.starts = starts
        self.size = size

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, number: Any) -> Any:
        start = self.starts[number]
        return ((start, start + self.size),)


def search(
    quote: str,
    text: str,
    area: SearchArea,
    language: str | None = None,
    *,
    locating: bool = False,
) -> Matches:
    """All matches of a canonical quote by the first strategy that has one, or why none has.

    ``language``: of the text; ``locating``: whether the quote only says where to look.
    """
    starts = area.exact_starts(quote, text)
    if starts:
        return Matches(FixedLengthMatches(starts, len(quote)))
    results = (
        reformatted(quote, text, area.start, area.end),
        elliptic(quote, text, language, locating=locating),
    )
    for result in results:
        matches = [spans for spans in result.matches if area.allows(spans[0][0], spans[-1][1])]
        if matches:
            return Matches(matches, result.incomplete)
    lacks = f"is not {area.description}"
    for result in (word_parts(quote, text, area.start, area.end), *reversed(results)):
        near = tuple(span for span in result.near if area.allows(*span))
        if result.reason and (near or not result.near):
            return Matches((), False, near, f"{lacks}; it {result.reason}")
    elsewhere = (
        FixedLengthMatches(places(quote, text), len(quote)) or reformatted(quote, text).matches
    )
    if elsewhere:
        near = tuple(span for (span,) in islice(elsewhere, SHOWN))
        return Matches((), False, near, f"{lacks}; it occurs elsewhere in the text")
    hint, reason = longest_part(quote, text, area.start, area.end)
    return Matches((), False, () if hint is None else (hint,), f"{lacks}{reason}")


def describe_layout(quote: str, text: str, spans: Sequence[Range]) -> str:
    """How the layout of a quote differs from that of its match, in words; empty if it does not."""
    if len(spans) > 1:
        return f"occurs in {len(spans)} parts"
    start, end = spans[0]
    match = text[start:end]
    return "" if match == quote else f"occurs with other {layout_differences(quote, match)}"
