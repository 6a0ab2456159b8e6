"""Quotes with ellipses: their parts in order, with no protected word left out between them."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise

from detente.text.grounding.characters import searched_letters
from detente.text.grounding.protected_words import (
    Protected,
    number_scale,
    protected_words,
)
from detente.text.grounding.strategies import (
    CROWD,
    GAP,
    MOST,
    PARTS,
    Matches,
    Range,
    paragraph,
    places,
    quoted,
    reformatted,
    word_parts,
)
from detente.text.grounding.word_boundaries import with_whole_words

_ELLIPSIS = re.compile(
    "[\\[({<]?\\s{0,3}"
    "(?:\u2026|\u22ef|\\.(?:[ \u00a0\u2009\u202f]?\\.){2,})[\u2026\u22ef. ]*"
    "\\s{0,3}[\\])}>]?"
)
"""Words left out: … or three full stops, in brackets or not."""

_CLAUSE = " \n\t\u00a0.,;:"


def parts(quote: str) -> tuple[str, ...]:
    """The parts of a quote between its ellipses, without the punctuation that is put beside those;
    what has no letters or digits is no part. A quote without an ellipsis has none.
    """
    pieces = _ELLIPSIS.split(quote)
    if len(pieces) == 1:
        return ()
    pieces[1:] = [piece.lstrip(_CLAUSE) for piece in pieces[1:]]
    pieces[:-1] = [piece.rstrip(_CLAUSE) for piece in pieces[:-1]]
    return tuple(piece.strip() for piece in pieces if searched_letters(piece)[0])


# 256: as for the strategies it uses.
@lru_cache(maxsize=256)
def elliptic(
    quote: str, text: str, language: str | None = None, *, locating: bool = False
) -> Matches:
    """Where the parts of a quote around its ellipses follow each other.

    All within one paragraph, at most ``GAP`` apart, and no word between them that
    ``protected_words`` lists; ``language``, ``locating``: as there. At most ``MOST`` matches are given.
    """
    wanted = parts(quote)
    guard = protected_words(text, language, locating=locating) if wanted else ()
    if not wanted:
        return Matches()
    if len(wanted) > PARTS:
        return Matches(reason=f"has more than {PARTS} parts, which is too many to look for")
    by_part: list[Sequence[Range]] = []
    incomplete = False
    for part in wanted:
        spans: Sequence[Range] = [(at, at + len(part)) for at in places(part, text)]
        if not spans:
            other = reformatted(part, text)
            spans = [span for (span,) in other.matches]
            incomplete = incomplete or other.incomplete
            if not spans:
                why = other.reason or word_parts(part, text).reason
                reason = f"has a part that is not there, {quoted(part)}" + (why and f": {why}")
                return Matches(incomplete=incomplete, near=other.near, reason=reason)
        by_part.append(spans)
    near, crowded = _near_rarest(by_part, text)
    chains = tuple(islice(_chains(near, text, guard), MOST + 1))
    if not chains:  # a part may be here in another layout, and elsewhere as it is
        others = [reformatted(part, text) for part in wanted]
        wider = [
            sorted({*spans, *(span for (span,) in other.matches)})
            for spans, other in zip(by_part, others, strict=True)
        ]
        near, crowded = _near_rarest(wider, text)
        incomplete = incomplete or any(other.incomplete for other in others)
        chains = tuple(islice(_chains(near, text, guard), MOST + 1))
    incomplete = incomplete or crowded
    if chains:
        return Matches(chains[:MOST], incomplete or len(chains) > MOST)
    reason = _why_none(near, text, guard, language, incomplete=incomplete)
    return Matches(incomplete=incomplete, reason=reason)


def _near_rarest(by_part: Sequence[Sequence[Range]], text: str) -> tuple[list[list[Range]], bool]:
    """The ranges of each part in the paragraphs that have the rarest part, and whether they are too
    many to be looked at.
    """
    rarest = min(by_part, key=len)
    around = sorted({paragraph(text, start) for start, _ in rarest[:CROWD]})
    crowded = len(rarest) > CROWD
    near = []
    for spans in by_part:
        starts = array("L", (start for start, _ in spans))
        here: list[Range] = []
        for first, last in around:
            numbers = range(bisect_left(starts, first), bisect_left(starts, last))
            here += (spans[n] for n in numbers[:CROWD] if spans[n][1] <= last)
        crowded = crowded or len(here) >= CROWD
        near.append(here[:CROWD])
    return near, crowded


def _chains(
    by_part: Sequence[Sequence[Range]],
    text: str,
    guard: Sequence[Protected] | None,
    *,
    gap: int = GAP,
) -> Iterator[tuple[Range, ...]]:
    """All sequences of one range of each part, in order.

    ``guard``: the words that may not be between them; ``None``: any may, also a ``number_scale``;
    ``gap``: how many code points may be.
    """
    protected = guard is not None
    protected_starts = array("L", (word.start for word in guard or ()))
    viable: list[Sequence[Range]] = [by_part[-1]]
    # For each viable range of a part, which ones of the next part may follow: indices, half-open.
    followers: list[list[tuple[int, int]]] = []
    for spans in reversed(by_part[:-1]):
        starts = array("L", (start for start, _ in viable[0]))
        kept, indices = [], []
        for span in spans:
            end = span[1]
            limit = min(end + gap, paragraph(text, span[0])[1])
            if protected and (number := bisect_left(protected_starts, end)) < len(protected_starts):
                limit = min(limit, protected_starts[number])
            if protected and number_scale(text, end):
                limit = end
            reach = bisect_left(starts, end), bisect_right(starts, limit)
            if reach[0] < reach[1]:
                kept.append(span)
                indices.append(reach)
        viable.insert(0, kept)
        followers.insert(0, indices)

    def follow(depth: int, number: int) -> Iterator[tuple[Range, ...]]:
        here = viable[depth][number]
        if depth == len(followers):
            yield (here,)
            return
        for following in range(*followers[depth][number]):
            for rest in follow(depth + 1, following):
                yield here, *rest

    for number in range(len(viable[0])):
        yield from follow(0, number)


def _why_none(
    by_part: Sequence[Sequence[Range]],
    text: str,
    guard: Sequence[Protected],
    language: str | None,
    *,
    incomplete: bool,
) -> str:
    """Why parts that are all in the text make no match, in words."""
    chain = next(_chains(by_part, text, None), None)
    if chain is not None:
        gaps = [(end, start) for (_, end), (start, _) in pairwise(chain)]
        scales = [
            Protected(end, end + len(scale))
            for end, _ in gaps
            if (scale := number_scale(text, end))
        ]
        word = next(
            word for end, start in gaps for word in (*scales, *guard) if end <= word.start < start
        )
        if word.known:
            left_out = quoted(text[word.start : word.end].strip())
            return f"leaves out {left_out}, which may not be left out"
        left_out = quoted(with_whole_words(text, word.start, word.end))
        return (
            f"leaves out {left_out}, and which words of its language may not be left out is not known "
            "here: quote what is between, too"
            + (", or name the language" if language is None else "")
        )
    if next(_chains(by_part, text, guard, gap=len(text)), None) is not None:
        return f"leaves out more than {GAP} code points at once"
    if incomplete:
        return f"has a part that is at more than {CROWD} places, which is too many to look at"
    return "has parts that are not in this order in one paragraph"
