"""The strategies by which a quote is searched for: as it is, in another layout, in parts.

Each gives all ranges of the text that match, and says why there is none. Which differences are layout
is decided in ``equivalence``; parts around an ellipsis are in ``ellipses``. All offsets are code
points of a canonical text, half-open.

The limits here bound effort and output. They are guesses: no figures with other values were kept.
"""

import json
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from detente.text.grounding.characters import past_accents, searched_letters
from detente.text.grounding.edge_punctuation import match_end, match_start
from detente.text.grounding.equivalence import Passage, first_difference
from detente.text.grounding.word_boundaries import (
    broken_ends,
    inside_words,
    with_whole_words,
    word_around,
)
from detente.text.occurrences import occurrences
from detente.text.paragraphs import paragraphs
from detente.text.words import cuts_word

Range = tuple[int, int]
"""Code points of a text, half-open."""

SHOWN = 20
"""Ranges: how many are listed as hints for a quote that is absent, and how many candidates of an
ambiguous quote a draft's problem names. A longer list helps nobody; a guess."""

MOST = 1000
"""Candidates: how many are given of an ambiguous quote. It bounds the size of the answer; a guess, and
published in the documentation of ``ground``."""

GAP = 500
"""Code points: how much one ellipsis may stand for, about five lines of print. A guess, and published in
the documentation of ``ground``."""

_CHANGED = 80
"""Code points: how much of an absent quote may be other words in the text for the two to be set side by
side. About what a message can show; a guess."""

_SHORTEST = 4
"""Code points: a shorter part of an absent quote is no hint, since it occurs anywhere. A guess."""

PARTS = 32
"""Parts: how many a quote with ellipses may have. It bounds the effort; a guess."""

CROWD = 20_000
"""Ranges: how many of one part of a quote with ellipses are looked at. It bounds time and memory for
parts such as *a*; a guess."""

EFFORT = 2_000_000
"""Code points of quote and text that are compared before the search for another layout ends. Each range
that is compared counts for 200 more, each that is refused before for 10. It bounds the time: tried once by
hand on texts of one repeated word, a search that ended early took 0.15 to 0.3 s. A guess otherwise."""


class GroundingStatus(StrEnum):
    """What grounding says of a quote."""

    EXACT = "exact"
    """It occurs once, code point for code point."""
    REFORMATTED = "reformatted"
    """It occurs once, in another layout or with words left out at an ellipsis."""
    AMBIGUOUS = "ambiguous"
    """It occurs several times, and nothing says which one is meant."""
    ABSENT = "absent"
    """It does not occur."""


class Matches(NamedTuple):
    """What one strategy found, or all of them."""

    matches: Sequence[tuple[Range, ...]] = ()
    """All matches in the order of the text, each as one range or one for each part."""
    incomplete: bool = False
    """Whether there may be others, since the search ended early."""
    near: tuple[Range, ...] = ()
    """Ranges of something similar, which are no matches."""
    reason: str = ""
    """Why there is no match, in words."""

    @property
    def times(self) -> str:
        """How often the quote occurs, in words."""
        times = "once" if len(self.matches) == 1 else f"{len(self.matches)} times"
        return f"{times}, perhaps more often" if self.incomplete else times


# --- as it is -------------------------------------------------------------------------------------


# 256: quotes of a draft are often the same words in one text; a guess, as for the two below.
@lru_cache(maxsize=256)
def places(quote: str, text: str, start: int = 0, end: int | None = None) -> tuple[int, ...]:
    """The offsets that ``nth`` counts: those at which a quote occurs in a range of a text.

    Occurrences that cut a word or a number (*he* in *the*, *they can* in *they can't*, 5 in -5)
    do not count, except whole lines that end in a hyphen.
    """
    size, inside = len(quote), inside_words(text)
    return tuple(
        at
        for at in occurrences(quote, text, start, end)
        if not (inside[at] or inside[at + size]) or _is_whole_lines(text, at, at + size)
    )


def _is_whole_lines(text: str, start: int, end: int) -> bool:
    """Whether a range is one or more lines of a text, the last of which breaks a word."""
    following = text.find("\n", end)
    return (
        end in broken_ends(text)
        and not inside_words(text)[start]
        and not text[text.rfind("\n", 0, start) + 1 : start].strip()
        and not text[end:following].strip()
    )


def word_parts(quote: str, text: str, start: int = 0, end: int | None = None) -> Matches:
    """The first few occurrences of a quote, as near ones if they cut a word or a number."""
    size = len(quote)
    offsets = tuple(islice(occurrences(quote, text, start, end), SHOWN))
    words = (word_around(text, at) or word_around(text, at + size) for at in offsets)
    reason = next((_part_of(word) for word in words if word), "")
    return Matches(near=tuple((at, at + size) for at in offsets), reason=reason)


# --- in another layout --------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _paragraphs(text: str) -> tuple["array[int]", "array[int]"]:
    """The starts and the ends of the paragraphs of a text."""
    spans = paragraphs(text)
    return array("L", (start for start, _ in spans)), array("L", (end for _, end in spans))


def paragraph(text: str, at: int) -> Range:
    """The paragraph in which a word begins or ends."""
    starts, ends = _paragraphs(text)
    number = bisect_right(starts, at) - 1
    return starts[number], ends[number]


@lru_cache(maxsize=256)
def reformatted(quote: str, text: str, start: int = 0, end: int | None = None) -> Matches:
    """Where the letters of a quote occur in a range of a text, in another layout.

    The letters and digits have to be the same, and the characters between them may differ in
    whitespace, quotation marks, the kind of dashes, hyphenation at the end of a line, soft hyphens
    and ligatures. Case may differ at the beginning of a sentence and in a headline. Only if there is no
    such range, optional marks may be missing on one side, and case may differ in capitals at the
    beginning of a line.
    """
    letters, own_origins = searched_letters(quote)
    whole, origins = searched_letters(text)
    limits = bisect_left(origins, start), bisect_left(origins, len(text) if end is None else end)
    size, effort = len(letters), 0
    passage = Passage(quote, own_origins)
    matches: list[tuple[Range, ...]] = []
    lenient: list[tuple[Range, ...]] = []
    near: list[Range] = []
    difference = part = ""
    for at in occurrences(letters, whole, *limits):
        if effort > EFFORT:
            break
        candidate = origins[at], past_accents(text, origins[at + size - 1] + 1)
        halved = (at and origins[at - 1] == origins[at]) or (
            at + size < len(origins) and origins[at + size - 1] == origins[at + size]
        )
        if halved or cuts_word(text, candidate[0]) or cuts_word(text, candidate[1]):
            effort += 10
            if len(near) < SHOWN:
                near.append(candidate)
                part = part or _part_of(with_whole_words(text, *candidate))
            continue
        effort += 200 + len(quote) + candidate[1] - candidate[0]
        found = Passage(text, origins[at : at + size])
        span, reason = _match(passage, found, lenient=False)
        if not reason:
            matches.append((span,))
            continue
        span, reason = _match(passage, found, lenient=True)
        if not reason:
            lenient.append((span,))
        elif len(near) < SHOWN:
            near.append(span)
            difference = difference or reason
    return Matches(tuple(matches or lenient), effort > EFFORT, tuple(near), difference or part)


def _part_of(words: str) -> str:
    return f"occurs only as a part of {quoted(words)}"


def _match(quote: Passage, candidate: Passage, *, lenient: bool) -> tuple[Range, str]:
    """The range of a passage with the quote's skeleton, the punctuation at its edges included, and
    why it does not match, in words; empty if it does. ``lenient``: as for ``first_difference``.
    """
    text = candidate.text
    first, last = quote.span
    start, end = candidate.span
    difference = first_difference(quote, candidate, lenient=lenient)
    if difference is not None:
        wrong = f"occurs as {quoted(difference.in_text)}, not as {quoted(difference.in_quote)}"
        return (start, end), wrong
    start, wrong = match_start(quote.text[:first], text, start)
    if not wrong:
        end, wrong = match_end(quote.text[last:], text, end, paragraph(text, end)[1])
    if not wrong:
        word = word_around(text, start) or word_around(text, end)
        wrong = word and _part_of(word)
    return (start, end), wrong


# --- words for people -----------------------------------------------------------------------------


def quoted(words: str) -> str:
    """Words in quotation marks, on one line and not too long."""
    short = words if len(words) <= 48 else f"{words[:28]} \u2026 {words[-16:]}"
    return json.dumps(short, ensure_ascii=False)


def longest_part(quote: str, text: str, start: int, end: int) -> tuple[Range | None, str]:
    """The longest beginning or end of an absent quote that is in a range of a text, and what the
    text has after or before it, in words; ``None`` if it is too short to help.
    """
    head, tail = _longest_ends(quote, text, start, end)
    if max(head, tail) < max(_SHORTEST, len(quote) // 4):
        return None, ""
    at = text.find(quote[:head], start, end)
    changed = _changed_words(quote, text, head, at, end) if head >= _SHORTEST else ""
    if changed:
        return (at, at + head), f"; {changed}"
    if head >= tail:
        words = quoted(quote[:head][-24:])
        following = quoted(text[at + head : at + head + 24].split("\n", maxsplit=1)[0])
        said = f"ends in {words}, where the text goes on {following}"
        span = at, at + head
    else:
        at = text.find(quote[-tail:], start, end)
        words = quoted(quote[-tail:][:24])
        before = quoted(text[max(0, at - 24) : at].rpartition("\n")[2])
        said = f"begins with {words}, before which the text has {before}"
        span = at, at + tail
    return span, f"; the longest part that is {said}"


def _changed_words(quote: str, text: str, head: int, at: int, end: int) -> str:
    """Which words of an absent quote are others in the text, if those before them are at an offset
    of the text and those behind them follow soon; else empty.
    """
    while head and (cuts_word(quote, head) or cuts_word(text, at + head)):
        head -= 1
    rest, start = quote[head:], at + head
    area = text[start : min(end, start + len(rest) + _CHANGED)].split("\n", maxsplit=1)[0]
    for size in range(min(len(rest), _CHANGED)):
        found = area.find(rest[size:])
        edges = found, found + len(rest) - size
        if found < 0 or cuts_word(rest, size) or any(cuts_word(area, edge) for edge in edges):
            continue
        wrong, right, before = rest[:size].strip(), area[:found].strip(), quote[:head].strip()[-24:]
        after = f" after {quoted(before)}" if before else ""
        if not right:
            return f"you wrote {quoted(wrong)}{after}, which the text has not"
        missing = f"you wrote {quoted(wrong)}, the text has" if wrong else "the text also has"
        return f"{missing} {quoted(right)}{after}"
    return ""


def _longest_ends(quote: str, text: str, start: int, end: int) -> tuple[int, int]:
    """How many code points of a quote's beginning, and of its end, occur in a range of a text.

    By bisection: what is too long to be found is so at any greater length.
    """
    lengths = range(1, min(len(quote), end - start) + 1)

    def head(size: int) -> bool:
        return text.find(quote[:size], start, end) < 0

    def tail(size: int) -> bool:
        return text.find(quote[-size:], start, end) < 0

    return bisect_left(lengths, True, key=head), bisect_left(lengths, True, key=tail)
