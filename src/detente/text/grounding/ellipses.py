"""Quotes with words left out: their parts in order, and nothing of weight between them."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise

from detente.text.grounding.protected_words import barriers, scaled
from detente.text.grounding.strategies import (
    CROWD,
    GAP,
    MOST,
    PARTS,
    Piece,
    Places,
    cut_places,
    paragraph,
    places,
    quoted,
    reformatted,
)
from detente.text.skeletons import skeleton

_ELLIPSIS = re.compile(
    "[\\[({<]?\\s{0,3}"
    "(?:\u2026|\u22ef|\\.(?:[ \u00a0\u2009\u202f]?\\.){2,})[\u2026\u22ef. ]*"
    "\\s{0,3}[\\])}>]?"
)
"""Words left out: … or three full stops, in brackets or not."""

_CLAUSE = " \n\t\u00a0.,;:"


def parts(quote: str) -> tuple[str, ...]:
    """The parts of a quote between its ellipses, without what a quoter puts before those; what
    has no letters or digits is no part. A quote without an ellipsis has none.
    """
    pieces = _ELLIPSIS.split(quote)
    if len(pieces) == 1:
        return ()
    last = len(pieces) - 1
    trimmed = (
        piece.strip(_CLAUSE)
        if 0 < n < last
        else piece.rstrip(_CLAUSE)
        if n < last
        else piece.lstrip(_CLAUSE)
        for n, piece in enumerate(pieces)
    )
    return tuple(piece.strip() for piece in trimmed if skeleton(piece))


@lru_cache(maxsize=256)
def elliptic(quote: str, text: str) -> Places:
    """Where the parts of a quote around its ellipses stand one after another.

    All within one paragraph, at most ``GAP`` apart, and no word between them that ``barriers``
    lists. At most ``MOST`` places are given.
    """
    wanted = parts(quote)
    if not wanted:
        return Places()
    if len(wanted) > PARTS:
        return Places(reason=f"has more than {PARTS} parts, which is too many to look for")
    lists: list[Sequence[Piece]] = []
    more = False
    for part in wanted:
        found: Sequence[Piece] = [(at, at + len(part)) for at in places(part, text)]
        if not found:
            other = reformatted(part, text)
            found = [piece for (piece,) in other.found]
            more = more or other.more
            if not found:
                why = other.reason or cut_places(part, text).reason
                said = f"has a part that is not there, {quoted(part)}" + (why and f": {why}")
                return Places(more=more, near=other.near, reason=said)
        lists.append(found)
    near, crowded = _neighbourhood(lists, text)
    chains = tuple(islice(_chains(near, text), MOST + 1))
    if not chains:  # a part may stand here in another layout, and elsewhere as it is
        others = [reformatted(part, text) for part in wanted]
        wider = [
            sorted({*found, *(piece for (piece,) in other.found)})
            for found, other in zip(lists, others, strict=True)
        ]
        near, crowded = _neighbourhood(wider, text)
        more = more or any(other.more for other in others)
        chains = tuple(islice(_chains(near, text), MOST + 1))
    more = more or crowded
    if chains:
        return Places(chains[:MOST], more or len(chains) > MOST)
    return Places(more=more, reason=_parted(near, text, more=more))


def _neighbourhood(lists: Sequence[Sequence[Piece]], text: str) -> tuple[list[list[Piece]], bool]:
    """The places of parts in the paragraphs in which the rarest part stands, and whether they are
    too many to be looked at.
    """
    rarest = min(lists, key=len)
    around = sorted({paragraph(text, start) for start, _ in rarest[:CROWD]})
    crowded = len(rarest) > CROWD
    near = []
    for found in lists:
        starts = array("L", (start for start, _ in found))
        here: list[Piece] = []
        for first, last in around:
            ranked = range(bisect_left(starts, first), bisect_left(starts, last))
            here += (found[n] for n in ranked[:CROWD] if found[n][1] <= last)
        crowded = crowded or len(here) >= CROWD
        near.append(here[:CROWD])
    return near, crowded


def _chains(
    lists: Sequence[Sequence[Piece]], text: str, *, barred: bool = True, gap: int = GAP
) -> Iterator[tuple[Piece, ...]]:
    """All ways to take one place of each part, in order."""
    walls = array("L", (start for start, _ in barriers(text)))
    viable: list[Sequence[Piece]] = [lists[-1]]
    ways: list[list[tuple[int, int]]] = []
    for found in reversed(lists[:-1]):
        starts = array("L", (start for start, _ in viable[0]))
        kept, ranges = [], []
        for piece in found:
            end = piece[1]
            limit = min(end + gap, paragraph(text, piece[0])[1])
            if barred and (wall := bisect_left(walls, end)) < len(walls):
                limit = min(limit, walls[wall])
            if barred and scaled(text, end):
                limit = end
            reach = bisect_left(starts, end), bisect_right(starts, limit)
            if reach[0] < reach[1]:
                kept.append(piece)
                ranges.append(reach)
        viable.insert(0, kept)
        ways.insert(0, ranges)

    def follow(depth: int, number: int) -> Iterator[tuple[Piece, ...]]:
        here = viable[depth][number]
        if depth == len(ways):
            yield (here,)
            return
        for following in range(*ways[depth][number]):
            for rest in follow(depth + 1, following):
                yield here, *rest

    for number in range(len(viable[0])):
        yield from follow(0, number)


def _parted(lists: Sequence[Sequence[Piece]], text: str, *, more: bool) -> str:
    """Why parts that are there make no quote."""
    chain = next(_chains(lists, text, barred=False), None)
    if chain is not None:
        gaps = [(end, start) for (_, end), (start, _) in pairwise(chain)]
        scales = [(end, end + len(scaled(text, end))) for end, _ in gaps if scaled(text, end)]
        word = next(
            text[first:last]
            for end, start in gaps
            for first, last in (*scales, *barriers(text))
            if end <= first < start
        )
        return f"leaves out {quoted(word.strip())}, which may not be left out"
    if next(_chains(lists, text, gap=len(text)), None) is not None:
        return f"leaves out more than {GAP} code points at once"
    if more:
        return f"has a part that stands at more than {CROWD} places, which is too many to look at"
    return "has parts that do not stand in this order in one paragraph"
