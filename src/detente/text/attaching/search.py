"""Search a copy for the digests of anchors: first near where they are expected, then everywhere."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, repeat
from typing import NamedTuple

from detente.text.anchors import Anchor, Digests
from detente.text.marked_skeletons import Marked

_NEAR = 300
"""Characters of the marked skeleton: how far before and after the expected offset a span is searched
for first. It bounds the places tried for each span; two or three sentences may be put in or taken
out before the search gives up here. A guess."""

_LOST = 8
"""Spans: after so many in a row that are not near where they are expected, one is searched for
everywhere, to find where the text goes on; the number doubles each time. It bounds the searches of
the whole copy by the logarithm of the number of spans. A guess."""

_LONG = 240
"""Characters of the marked skeleton: longer spans are searched for only where lines begin and where
they are expected. It bounds the number of different lengths that are tried at each word, which is
most of the time. Longer spans are mostly whole paragraphs, which begin a line. A guess."""

_WORD = 8
"""Characters of the marked skeleton: two spans that follow each other and are shifted against each other
by no more have nothing new between them, where others would be searched for. Most words that are put
for others differ by less in length. A guess."""

PLACES = 32
"""Places: words that are at more than so many in the copy are looked for only beside other spans that are
found. It bounds the number of hits, and with it the time of everything that follows. A guess."""

_EFFORT, _EFFORT_ON_ALL, _EACH = 500, 2000, 64
"""Characters: so many times as many as the copy has are digested at most in a step of the search, and in
the step that looks everywhere; each digest counts for so many more. It bounds the time for spans that
hold each other and for lines that are all alike; beyond it ``complete`` is false. Spans of every length
up to ``_LONG`` need 1,300 everywhere; the two articles of the bundled dataset needed 270 at most, in 57
kinds of changed copies."""

_CHECKS = 60_000_000
"""Pairs of a word start and a length: the most that are tried when everything is searched. It bounds
the time; beyond it the lengths of the fewest spans are left out, and ``complete`` is false. With
``_LONG`` lengths it is reached from 250,000 words on; 100,000 words, up to 24 million pairs, take 2 to
4 seconds (``benchmarks/README.md``). The bound itself is a guess."""


class Hit(NamedTuple):
    """A range of the copy that has the digest of a span."""

    number: int
    """The index of the span among the anchors."""
    at: int
    """Offset in the marked skeleton of the copy."""
    shift: int
    """That offset minus the one in the annotated text."""


class Search:
    """The search for some spans in one copy. Offsets are those of its marked skeleton."""

    def __init__(self, anchors: Sequence[Anchor], copy: Marked, digests: Digests) -> None:
        """``anchors``: with digests, in the order of the text."""
        self._anchors = anchors
        self._copy = copy
        self._digests = digests
        self._is_start, self._is_end = copy.independent_starts, copy.independent_ends
        self._starts, self._ends = copy.start_offsets, copy.end_offsets
        self._loose = [digests.split(anchor.digest)[0] for anchor in anchors if anchor.digest]
        self._effort = _EFFORT * (len(copy) + _EACH)
        self.complete = True
        """Whether everything could be searched."""
        self.crowded: dict[int, int] = {}
        """The spans whose words are at very many places, and at how many at least."""

    def is_at(self, number: int, at: int) -> bool:
        """Whether a span's digest is that of the range at an offset, words begun there or not."""
        length = self._anchors[number].length
        if not 0 <= at <= len(self._copy) - length or not self._may_digest(length):
            return False
        return self._digests.loose(self._copy.window(at, length)) == self._loose[number]

    def _may_digest(self, length: int) -> bool:
        """Whether the effort is not used up; counts so many characters."""
        self._effort -= length + _EACH
        self.complete &= self._effort >= 0
        return self._effort >= 0

    def _is_words_at(self, number: int, at: int) -> bool:
        """The same, of a range that begins and ends where words do."""
        length = self._anchors[number].length
        return (
            0 <= at <= len(self._copy) - length
            and bool(self._is_start[at] and self._is_end[at + length])
            and self.is_at(number, at)
        )

    def _expected(self) -> set[Hit]:
        """The hits at beginnings of lines, and where the spans before make them expected."""
        every = range(len(self._anchors))
        # Most paragraphs begin where lines do: unchanged ones are found at once, in any order.
        hits = set(self._with_inner(self._everywhere(self._copy.line_starts, every)))
        self._allow(_EFFORT)
        hits.update(self._in_order(hits))
        return hits

    def _allow(self, effort: int) -> None:
        """Begin a step of the search, which may take so much effort for each character."""
        self._effort = effort * (len(self._copy) + _EACH)

    def hits(self) -> list[Hit]:
        """All ranges found, in no particular order; of ``crowded`` spans those beside others."""
        hits = self._expected()
        self._allow(_EFFORT_ON_ALL)
        covered = bytearray(len(self._copy) + 1)
        for start, end in self._settled(hits):
            covered[start:end] = b"\1" * (end - start)
        covered[-1] = 1
        free = [at for at in self._starts if not covered[at]]
        short = [n for n, a in enumerate(self._anchors) if a.length <= _LONG]
        hits.update(self._everywhere(free, short, [covered.find(1, at) for at in free]))
        self._allow(_EFFORT)
        hits = {hit for hit in hits if hit.number not in self.crowded}
        hits.update(self._beside(hits))
        hits.update(self._near_found(hits))
        return list(set(self._with_inner(hits)))

    def _settled(self, hits: Iterable[Hit]) -> Iterator[tuple[int, int]]:
        """The ranges of the copy that hits cover, and what is between the hits of two spans that follow
        each other and are shifted nearly alike: it is what was there, or a word of it was changed.
        """
        before: list[Hit] = []
        for number, group in groupby(sorted(hits), lambda hit: hit.number):
            here = list(group)
            if before and before[0].number != number - 1:
                before = []
            for hit in here:
                start = hit.at
                near = bisect_left(before, hit.shift - _WORD, key=lambda other: other.shift)
                if near < len(before) and before[near].shift <= hit.shift + _WORD:
                    start = min(start, before[near].at + self._anchors[number - 1].length)
                yield start, hit.at + self._anchors[number].length
            before = here

    def _beside(self, known: Iterable[Hit]) -> Iterator[Hit]:
        """The spans that are exactly where the next one, before or after, makes expect them."""
        shifts = {hit.number: hit.shift for hit in known}
        for numbers in (range(len(self._anchors)), range(len(self._anchors) - 1, -1, -1)):
            shift = 0
            for number in numbers:
                expected = self._anchors[number].start + shift
                if number in shifts:
                    shift = shifts[number]
                elif number not in self.crowded and self._is_words_at(number, expected):
                    yield Hit(number, expected, shift)

    def _near_found(self, known: Iterable[Hit]) -> Iterator[Hit]:
        """The places of ``crowded`` spans nearest to where the found ones beside them make expect
        them.
        """
        shifts = {hit.number: hit.shift for hit in known}
        found = sorted(shifts)
        for number in self.crowded:
            at = bisect_left(found, number)
            start = self._anchors[number].start
            beside = found[max(0, at - 1) : at + 1]
            places = (self._nearest(number, start + shifts[found_one]) for found_one in beside)
            yield from (Hit(number, at, at - start) for at in places if at is not None)

    def _with_inner(self, hits: Iterable[Hit]) -> Iterator[Hit]:
        """Hits, and those of the spans inside them."""
        by_shift: dict[int, set[int]] = defaultdict(set)
        for hit in hits:
            yield hit
            by_shift[hit.shift].add(hit.number)
        for shift, numbers in by_shift.items():
            last = -1
            end = 0
            for outer in sorted(numbers):
                # From the furthest on that was looked at: what is before it was in another one.
                end = max(end, self._anchors[outer].end)
                for number in range(max(outer, last) + 1, len(self._anchors)):
                    anchor = self._anchors[number]
                    if anchor.start >= end:
                        break
                    last = number
                    if (
                        anchor.end <= end
                        and number not in numbers
                        and self.is_at(number, anchor.start + shift)
                    ):
                        yield Hit(number, anchor.start + shift, shift)

    def _in_order(self, known: Iterable[Hit]) -> Iterator[Hit]:
        """Span by span, each where the one before makes expect it, or not far from there."""
        shifts = {hit.number: hit.shift for hit in known}
        shift, failed, patience = 0, 0, _LOST
        for number, anchor in enumerate(self._anchors):
            if number in shifts:
                shift, failed = shifts[number], 0
                continue
            at = self._nearest(number, anchor.start + shift)
            if at is None:
                failed += 1
                if failed < patience:
                    continue
                everywhere = self._everywhere(self._starts, [number])
                failed, patience = 0, patience * 2
                if len(everywhere) != 1:
                    continue
                at = everywhere[0].at
            failed, shift = 0, at - anchor.start
            yield Hit(number, at, shift)

    def _nearest(self, number: int, expected: int) -> int | None:
        """The offset of a span that is nearest to the expected one; ``None`` if it is not near."""
        if self._is_words_at(number, expected):
            return expected
        length = self._anchors[number].length
        first = bisect_left(self._starts, expected - _NEAR)
        last = bisect_left(self._starts, min(expected + _NEAR, len(self._copy) - length + 1))
        near = [at for at in self._starts[first:last] if self._is_end[at + length]]
        near.sort(key=lambda at: abs(at - expected))
        return next((at for at in near if self.is_at(number, at)), None)

    def _everywhere(
        self,
        starts: Sequence[int],
        numbers: Iterable[int],
        limits: Sequence[int] | None = None,
    ) -> list[Hit]:
        """The hits of some spans that begin at some offsets, and end before the limit of each."""
        wanted: dict[int, dict[bytes, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number in numbers:
            if number not in self.crowded:
                wanted[self._anchors[number].length][self._loose[number]].append(number)
        lengths = sorted(wanted, key=lambda n: sum(map(len, wanted[n].values())), reverse=True)
        most = _CHECKS // max(1, len(starts))
        if len(lengths) > most:
            self.complete = False
        lengths = sorted(lengths[:most])
        window, new_hasher = self._copy.window, self._digests.hasher.copy
        ascii_ = self._copy.ascii
        places: dict[int, dict[bytes, list[int]]] = defaultdict(lambda: defaultdict(list))
        effort, open_, crowded = self._effort, lengths, 0
        is_wanted = bytearray(max(lengths, default=0) + 1)
        for length in lengths:
            is_wanted[length] = 1
        for at, limit in zip(starts, limits or repeat(len(self._copy)), strict=False):
            if effort < 0:
                break
            if 2 * crowded > len(open_):
                open_, crowded = [n for n in open_ if wanted[n]], 0
            ends = self._ends_of(at, limit, open_, is_wanted)
            effort -= len(ends)
            hasher, done = new_hasher(), at  # not Digests.loose: most of the time goes here
            for end in ends:
                effort -= end - at + _EACH
                if effort < 0:
                    break
                # A digest does not end the hash: the next longer range goes on from this one.
                hasher.update(ascii_[done:end] if ascii_ else window(done, end - done))
                digest, done = hasher.digest(), end
                here = wanted[end - at].get(digest)
                if here:
                    found = places[end - at][digest]
                    found.append(at)
                    if len(found) > PLACES:
                        self.crowded |= dict.fromkeys(here, len(found))
                        del wanted[end - at][digest]
                        is_wanted[end - at] = bool(wanted[end - at])
                        crowded += 1
        self._effort = effort
        self.complete &= effort >= 0
        return [
            Hit(number, at, at - self._anchors[number].start)
            for length in lengths
            for digest, here in wanted[length].items()
            for at in places[length][digest]
            for number in here
        ]

    def _ends_of(
        self, at: int, limit: int, lengths: Sequence[int], is_wanted: bytearray
    ) -> list[int]:
        """Where words end before a limit with which a range from here has one of some lengths that is
        wanted still.
        """
        count = bisect_right(lengths, limit - at)
        if not count:
            return []
        first = bisect_left(self._ends, at + lengths[0])
        last = bisect_right(self._ends, at + lengths[count - 1])
        if last - first < count:
            return [end for end in self._ends[first:last] if is_wanted[end - at]]
        is_end = self._is_end
        return [at + n for n in lengths[:count] if is_end[at + n] and is_wanted[n]]
