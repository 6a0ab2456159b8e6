"""The rungs on which a quote is sought: as it is, in another layout, in parts around an ellipsis.

Each rung gives all places there are and says why there is none. What is not bridged is the guard's
matter. All offsets are code points of a canonical text, half-open.
"""

import json
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from detente.text.grounding.characters import past_accents
from detente.text.grounding.edge_punctuation import lead, trail
from detente.text.grounding.equivalence import Stretch, compare
from detente.text.grounding.word_boundaries import around, cut, cuts
from detente.text.skeletons import mapped
from detente.text.words import cuts_word

Piece = tuple[int, int]
"""A stretch of a text: code points, half-open."""

SHOWN = 20
"""How many places are listed of a quote that could stand at many."""

MOST = 1000
"""How many candidates of an ambiguous quote are given."""

GAP = 500
"""How much one ellipsis may stand for, in code points."""

PARTS = 32
"""How many parts a quote with ellipses may have."""

CROWD = 20_000
"""How many places of one part are looked at."""

EFFORT = 2_000_000
"""How many letters of places with the right skeleton are compared before the search ends; each
place that is compared counts for 200 more, each that is not for 10."""


class GroundingStatus(StrEnum):
    """What grounding says of a quote."""

    EXACT = "exact"
    """Stands there once, code point for code point."""
    REFORMATTED = "reformatted"
    """Stands there once, in another layout or with words left out at an ellipsis."""
    AMBIGUOUS = "ambiguous"
    """Stands there several times; which one is meant is not said."""
    ABSENT = "absent"
    """Does not stand there."""


class Places(NamedTuple):
    """Where a quote stands, on one rung."""

    found: tuple[tuple[Piece, ...], ...] = ()
    """All places in the order of the text, each in pieces."""
    more: bool = False
    """Whether there may be others, the search having ended early."""
    near: tuple[Piece, ...] = ()
    """Where something like it stands. These are no places of the quote."""
    reason: str = ""
    """Why it is not those, in words."""


# --- as it is -------------------------------------------------------------------------------------


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

    Occurrences that cut a word or a number (*he* in *the*, *they can* in *they can't*, 5 in -5)
    do not count.
    """
    size, inside = len(quote), cuts(text)
    return tuple(
        at for at in occurrences(quote, text, start, end) if not (inside[at] or inside[at + size])
    )


def cut_places(quote: str, text: str, start: int = 0, end: int | None = None) -> Places:
    """The first few occurrences of a quote that cut a word or a number."""
    size = len(quote)
    found = tuple(islice(occurrences(quote, text, start, end), SHOWN))
    words = (cut(text, at) or cut(text, at + size) for at in found)
    reason = next((_part_of(word) for word in words if word), "")
    return Places(near=tuple((at, at + size) for at in found), reason=reason)


# --- in another layout --------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _paragraphs(text: str) -> tuple["array[int]", "array[int]"]:
    from detente.text.paragraphs import paragraphs  # which needs this module

    found = paragraphs(text)
    return array("L", (start for start, _ in found)), array("L", (end for _, end in found))


def paragraph(text: str, at: int) -> Piece:
    """The paragraph in which a word begins or ends."""
    starts, ends = _paragraphs(text)
    number = bisect_right(starts, at) - 1
    return starts[number], ends[number]


@lru_cache(maxsize=256)
def reformatted(quote: str, text: str, start: int = 0, end: int | None = None) -> Places:
    """Where the letters of a quote stand in a stretch of a text, in another layout.

    The letters and digits have to be the same, and what stands between them may differ in white
    space, quotation marks, the kind of dashes, hyphenation at the end of a line, soft hyphens and
    ligatures. Case may differ at the beginning of a sentence and in a headline.
    """
    wanted, own = mapped(quote)
    whole, origins = mapped(text)
    limits = bisect_left(origins, start), bisect_left(origins, len(text) if end is None else end)
    size, effort = len(wanted), 0
    mine = Stretch(quote, own)
    found: list[tuple[Piece, ...]] = []
    near: list[Piece] = []
    reasons = ["", ""]
    for at in occurrences(wanted, whole, *limits):
        if effort > EFFORT:
            break
        stretch = origins[at], past_accents(text, origins[at + size - 1] + 1)
        halved = (at and origins[at - 1] == origins[at]) or (
            at + size < len(origins) and origins[at + size - 1] == origins[at + size]
        )
        if halved or cuts_word(text, stretch[0]) or cuts_word(text, stretch[1]):
            effort += 10
            if len(near) < SHOWN:
                near.append(stretch)
                reasons[1] = reasons[1] or _part_of(around(text, *stretch))
            continue
        effort += 200 + len(quote) + stretch[1] - stretch[0]
        place = _agree(mine, Stretch(text, origins[at : at + size]))
        if not place.reason:
            found.append(place.found[0])
        elif len(near) < SHOWN:
            near += place.near
            reasons[0] = reasons[0] or place.reason
    return Places(tuple(found), effort > EFFORT, tuple(near), reasons[0] or reasons[1])


def _part_of(words: str) -> str:
    return f"stands there only as a part of {quoted(words)}"


def _agree(quote: Stretch, there: Stretch) -> Places:
    """A place with the right skeleton, the marks at its edges included, or what is wrong with it."""
    text = there.text
    first, last = quote.span
    start, end = there.span
    difference = compare(quote, there)
    if difference is not None:
        wanted, found = map(quoted, difference)
        wrong = f"stands there as {found}, not as {wanted}"
        return Places(near=((start, end),), reason=wrong)
    start, wrong = lead(quote.text[:first], text, start)
    if not wrong:
        end, wrong = trail(quote.text[last:], text, end, paragraph(text, end)[1])
    if not wrong:
        word = cut(text, start) or cut(text, end)
        wrong = word and _part_of(word)
    piece = start, end
    return Places(near=(piece,), reason=wrong) if wrong else Places(((piece,),))


# --- words for people -----------------------------------------------------------------------------


def quoted(words: str) -> str:
    """Words in quotation marks, on one line and not too long."""
    short = words if len(words) <= 48 else f"{words[:28]} \u2026 {words[-16:]}"
    return json.dumps(short, ensure_ascii=False)


def absence(quote: str, text: str, start: int, end: int) -> tuple[Piece | None, str]:
    """The longest part that is there of a quote that is not, and what differs after or before it."""
    head, tail = _longest_ends(quote, text, start, end)
    if max(head, tail) < max(4, len(quote) // 4):
        return None, ""
    if head >= tail:
        at = text.find(quote[:head], start, end)
        words = quoted(quote[:head][-24:])
        there = quoted(text[at + head : at + head + 24].split("\n", maxsplit=1)[0])
        said = f"ends in {words}, and there goes on {there}"
        piece = (at, at + head)
    else:
        at = text.find(quote[-tail:], start, end)
        words = quoted(quote[-tail:][:24])
        there = quoted(text[max(0, at - 24) : at].rpartition("\n")[2])
        said = f"begins with {words}, and before it stands {there}"
        piece = (at, at + tail)
    return piece, f"; the longest part that is {said}"


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
