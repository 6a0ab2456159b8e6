"""Which words of a copy may be another passage's than the one whose digest they have.

Where a word stands twice in a row and one of the two was deleted, the one that is left is in both
passages that had one: both are found, and nothing tells which of them lost its own. Such words belong
to neither. What else a passage has is where it was found, whichever it was.

Offsets are those of marked skeletons; ranges are half-open.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from detente.text.attaching.ranges import ShiftedRange
from detente.text.attaching.verdicts import SpanVerdict
from detente.text.marked_skeletons import Marked

Range = tuple[int, int]
"""Start and end."""

_ROUNDS = 8
"""So often a span that turns out to be contested makes others contested, as in a row of equal sentences.
It bounds the time. A guess."""

_VERBATIM = 2 / 3
"""Of the spans that are found: where so many are exact, the copy is no reformatted one, and a span that is
not exact was touched. A guess."""

_SENTENCE = 20
"""Characters: where so many are lost of which no span tells anything, they may have been the same sentence
as the one beside them. Fewer are mostly a word, which seldom stands twice in a row. A guess."""


class Found(NamedTuple):
    """A span whose digest was found."""

    place: ShiftedRange
    verdict: SpanVerdict
    repeated: bool
    """Whether the annotated text has its words several times."""


class Spans(NamedTuple):
    """The spans of an article, in the marked skeleton of its annotated text."""

    searched: Sequence[Range]
    """Those with a digest that is searched for, in order."""
    short: frozenset[Range]
    """The others, such as names."""


class Contested:
    """The contested words of the passages that are found in a copy."""

    def __init__(
        self, copy: Marked, spans: Spans, found: Sequence[Found], hits: Iterable[ShiftedRange]
    ) -> None:
        """``hits``: wherever a span's digest is, taken for its place or not."""
        self._copy, self._spans = copy, spans
        short, repeated = spans.short, [(p.start, p.end) for p, _, again in found if again]
        self._from, self._to = _lengths(short, 0), _lengths(short, 1)
        self._repeated_from, self._repeated_to = _lengths(repeated, 0), _lengths(repeated, 1)
        in_order = [one for one in found if one.verdict is not SpanVerdict.MOVED]
        exact = [one.place for one in in_order if one.verdict is SpanVerdict.EXACT]
        self._verbatim = len(exact) >= _VERBATIM * len(in_order)
        """Whether the copy is the annotated text but for some words."""
        self._exact_starts = {place.start for place in exact}
        self._exact_ends = {place.end for place in exact}
        last = max((end for _, end in spans.searched), default=0)
        self._row = (
            ShiftedRange(0, 0, 0),
            *_joined(one.place for one in in_order),
            ShiftedRange(last, last, len(copy) - last),
        )
        """The passages that are in the order of the annotated text, its beginning and its end."""
        self._passages = _joined(one.place for one in found)
        self._cuts: list[Range] = []
        self._contest_shared()
        self._contest_claimed(found, hits)
        # A passage that is nobody's tells nothing of those beside it.
        left = [one for one in self._row if one.start == one.end or any(self.certain(one))]
        self._contest(cut for one, two in pairwise(left) for cut in self._at_edges(one, two))

    def is_in(self, start: int, end: int) -> bool:
        """Whether a range of the annotated text has contested words."""
        return any(_reaching(self._cuts, start, end))

    def certain(self, one: ShiftedRange) -> Iterator[ShiftedRange]:
        """The parts of a passage that are not contested."""
        at = one.start
        for start, end in _reaching(self._cuts, one.start, one.end):
            if at < start:
                yield one._replace(start=at, end=start)
            at = end
        if at < one.end:
            yield one._replace(start=at)

    def _contest(self, cuts: Iterable[Range]) -> None:
        """Contest some ranges, and all beside them that repeats them."""
        self._cuts = _united([*self._cuts, *cuts])
        runs = [run for one in self._passages for run in self._runs(one)]
        self._cuts = _united([*self._cuts, *runs])

    def _contest_shared(self) -> None:
        """Contest the words that two passages have, or may have had."""
        twice = _overlaps((one.copy_start, one.copy_end) for one in self._passages)
        self._contest(
            (
                *_overlaps((one.start, one.end) for one in self._passages),
                *(cut for one in self._passages for cut in _shared(twice, one)),
                *(cut for one, two in pairwise(self._row) for cut in self._at_edges(one, two)),
            )
        )

    def _at_edges(self, one: ShiftedRange, two: ShiftedRange) -> Iterator[Range]:
        """The last words of a passage and the first ones of the next that may have been between them:
        own ones that were like these may have been taken out.
        """
        gap, lost = two.start - one.end, one.shift - two.shift
        if not lost or gap < max(lost, 1):
            return  # nothing was changed, or both have the words, which are contested anyhow
        tails, heads = self._lost_likes(one, two, lost)
        if self._is_unknown(one.end, two.start, lost):
            tails, heads = tails | {lost}, heads | {lost}
        if self._verbatim:
            # Where the signs beside what was changed are others, all that it can have been.
            tails |= set() if one.end in self._exact_ends else {*range(1, gap + 1)}
            heads |= set() if two.start in self._exact_starts else {*range(1, gap + 1)}
        begin_word, end_word = self._copy.boundaries
        whole_tails = (
            n for n in tails if n <= one.end - one.start and begin_word[one.copy_end - n]
        )
        whole_heads = (
            n for n in heads if n <= two.end - two.start and end_word[two.copy_start + n]
        )
        yield one.end - max(whole_tails, default=0), one.end
        yield two.start, two.start + max(whole_heads, default=0)

    def _lost_likes(
        self, one: ShiftedRange, two: ShiftedRange, lost: int
    ) -> tuple[set[int], set[int]]:
        """How long the words at the edges of two passages are that may be lost, if so many characters
        between them are: there is a name that would be at the edge if all on its side were untouched,
        two names of one length are side by side at it, or the words are those of a repeated span.
        """
        first, last = self._from, self._to
        tails = last[one.end + lost] | (first[one.end] & last[one.end])
        heads = first[two.start - lost] | (first[two.start] & last[two.start])
        tails |= self._repeated_to[one.end]
        heads |= self._repeated_from[two.start]
        return {n for n in tails if n <= lost}, {n for n in heads if n <= lost}

    def _is_unknown(self, start: int, end: int, lost: int) -> bool:
        """Whether no span tells anything of the words in a range, of which so many characters are lost,
        and it is to be feared that they were as those beside them are.
        """
        searched = self._spans.searched
        first, behind = bisect_left(searched, (start, 0)), bisect_left(searched, (end, 0))
        return (
            lost > 0
            and (lost >= _SENTENCE or not self._verbatim)
            and all(last > end for _, last in searched[first:behind])
        )

    def _runs(self, one: ShiftedRange) -> Iterator[Range]:
        """The contested words of a passage with those before and behind them that repeat them."""
        text, shift = self._copy.skeleton, one.shift
        begin_word, end_word = self._copy.boundaries
        for start, end in _reaching(self._cuts, one.start, one.end):
            first, behind = max(start, one.start), min(end, one.end)
            size = behind - first
            at = left = first
            while at > one.start and text[at - 1 + shift] == text[at - 1 + size + shift]:
                at -= 1
                left = at if begin_word[at + shift] else left
            at = right = behind
            while at < one.end and text[at + shift] == text[at - size + shift]:
                at += 1
                right = at if end_word[at + shift] else right
            yield left, right

    def _contest_claimed(self, found: Iterable[Found], hits: Iterable[ShiftedRange]) -> None:
        """Contest what a span that is not found for certain has of the passages beside it; and all of a
        contested span whose words are repeated, for it may be any of its likes.
        """
        known = {(one.place.start, one.place.end): one.repeated for one in found}
        starts = [one.start for one in self._row]
        claims: dict[Range, list[ShiftedRange]] = defaultdict(list)
        for hit in hits:
            claims[hit.start, hit.end].append(hit)
        for _ in range(_ROUNDS):
            doubtful = [span for span in claims if span not in known or self.is_in(*span)]
            cuts = [span for span in doubtful if known.get(span)]
            for claim in (claim for span in doubtful for claim in claims.pop(span)):
                cuts += self._claimed(claim, starts)
            if not cuts:
                break
            self._contest(cuts)

    def _claimed(self, claim: ShiftedRange, starts: Sequence[int]) -> Iterator[Range]:
        """What a span has of the passages beside it, if it would be there without what is lost, or put
        in, between these.
        """
        at = bisect_left(starts, claim.end)
        near = self._row[max(0, at - 2) : at + 1]
        shifts = [one.shift for one in near]
        if min(shifts) <= claim.shift <= max(shifts):
            for one in near:
                if one.shift != claim.shift:
                    yield from _shared([(claim.copy_start, claim.copy_end)], one)


def _lengths(ranges: Iterable[Range], edge: int) -> dict[int, set[int]]:
    """The lengths of some ranges by their starts (0) or ends (1)."""
    lengths: dict[int, set[int]] = defaultdict(set)
    for one in ranges:
        lengths[one[edge]].add(one[1] - one[0])
    return lengths


def _joined(ranges: Iterable[ShiftedRange]) -> list[ShiftedRange]:
    """Ranges, joined where they touch and have the same shift, in the order of the annotated text."""
    by_shift: dict[int, list[Range]] = defaultdict(list)
    for one in ranges:
        by_shift[one.shift].append((one.start, one.end))
    return sorted(
        ShiftedRange(start, end, shift)
        for shift, same in by_shift.items()
        for start, end in _united(same)
    )


def _united(ranges: Iterable[Range]) -> list[Range]:
    """Ranges that are not empty, joined where they touch, in order."""
    united: list[Range] = []
    for start, end in sorted(ranges):
        if united and start <= united[-1][1]:
            united[-1] = united[-1][0], max(end, united[-1][1])
        elif start < end:
            united.append((start, end))
    return united


def _overlaps(ranges: Iterable[Range]) -> list[Range]:
    """What is in more than one of some ranges."""
    found, furthest = [], 0
    for start, end in sorted(ranges):
        found.append((start, max(start, min(end, furthest))))
        furthest = max(furthest, end)
    return _united(found)


def _shared(twice: Sequence[Range], one: ShiftedRange) -> Iterator[Range]:
    """What a passage has of some ranges of the copy, as ranges of the annotated text."""
    for start, end in _reaching(twice, one.copy_start, one.copy_end):
        yield max(start - one.shift, one.start), min(end - one.shift, one.end)


def _reaching(ranges: Sequence[Range], start: int, end: int) -> Iterator[Range]:
    """Those of some separate ranges in order that share a character with another one."""
    at = max(0, bisect_right(ranges, (start, start)) - 1)
    for first, behind in ranges[at : bisect_left(ranges, (end, end))]:
        if behind > start:
            yield first, behind
