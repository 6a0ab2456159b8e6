"""Search a copy for the digests of anchors: first near where they are expected, then everywhere."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
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
        self._is_start, self._is_end = copy.independent_starts, copy.boundaries[1]
        self._starts = [at for at, flag in enumerate(self._is_start) if flag]
        self._loose = [digests.split(anchor.digest)[0] for anchor in anchors if anchor.digest]
        self.complete = True
        """Whether everything could be searched."""

    def is_at(self, number: int, at: int) -> bool:
        """Whether a span's digest is that of the range at an offset, words begun there or not."""
        length = self._anchors[number].length
        if not 0 <= at <= len(self._copy) - length:
            return False
        return self._digests.loose(self._copy.window(at, length)) == self._loose[number]

    def _is_words_at(self, number: int, at: int) -> bool:
        """The same, of a range that begins and ends where words do."""
        length = self._anchors[number].length
        return (
            0 <= at <= len(self._copy) - length
            and bool(self._is_start[at] and self._is_end[at + length])
            and self.is_at(number, at)
        )

    def hits(self) -> list[Hit]:
        """All ranges found, in no particular order."""
        every = range(len(self._anchors))
        # Most paragraphs begin where lines do: unchanged ones are found at once, in any order.
        hits = set(self._with_inner(self._everywhere(self._copy.line_starts, every)))
        hits.update(self._in_order(hits))
        covered = bytearray(len(self._copy) + 1)
        for hit in hits:
            length = self._anchors[hit.number].length
            covered[hit.at : hit.at + length] = b"\1" * length
        covered[-1] = 1
        free = [at for at in self._starts if not covered[at]]
        short = [n for n, a in enumerate(self._anchors) if a.length <= _LONG]
        hits.update(self._everywhere(free, short, [covered.find(1, at) for at in free]))
        hits.update(self._beside(hits))
        return list(set(self._with_inner(hits)))

    def _beside(self, known: Iterable[Hit]) -> Iterator[Hit]:
        """The spans that are exactly where the next one, before or after, makes expect them."""
        shifts = {hit.number: hit.shift for hit in known}
        for numbers in (range(len(self._anchors)), range(len(self._anchors) - 1, -1, -1)):
            shift = 0
            for number in numbers:
                expected = self._anchors[number].start + shift
                if number in shifts:
                    shift = shifts[number]
                elif self._is_words_at(number, expected):
                    yield Hit(number, expected, shift)

    def _with_inner(self, hits: Iterable[Hit]) -> Iterator[Hit]:
        """Hits, and those of the spans inside them."""
        for hit in hits:
            yield hit
            end = self._anchors[hit.number].end
            for number in range(hit.number + 1, len(self._anchors)):
                anchor = self._anchors[number]
                if anchor.start >= end:
                    break
                if anchor.end <= end and self.is_at(number, anchor.start + hit.shift):
                    yield Hit(number, anchor.start + hit.shift, hit.shift)

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
        first = bisect_left(self._starts, expected - _NEAR)
        last = bisect_left(self._starts, expected + _NEAR)
        near = sorted(self._starts[first:last], key=lambda at: abs(at - expected))
        return next((at for at in near if self._is_words_at(number, at)), None)

    def _everywhere(
        self,
        starts: Sequence[int],
        numbers: Iterable[int],
        limits: Sequence[int] | None = None,
    ) -> list[Hit]:
        """The hits of some spans that begin at some offsets, and end before the limit of each."""
        wanted: dict[int, dict[bytes, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number in numbers:
            wanted[self._anchors[number].length][self._loose[number]].append(number)
        lengths = sorted(wanted, key=lambda n: sum(map(len, wanted[n].values())), reverse=True)
        most = _CHECKS // max(1, len(starts))
        if len(lengths) > most:
            self.complete = False
        lengths = sorted(lengths[:most])
        window, new_hasher, hits = self._copy.window, self._digests.hasher.copy, list[Hit]()
        is_end = self._is_end
        for at, limit in zip(starts, limits or repeat(len(self._copy)), strict=False):
            fitting = lengths[: bisect_right(lengths, limit - at)]
            for length in [n for n in fitting if is_end[at + n]]:
                hasher = new_hasher()  # not Digests.loose: most of the time goes here
                hasher.update(window(at, length))
                here = wanted[length].get(hasher.digest())
                if here:
                    hits += [Hit(n, at, at - self._anchors[n].start) for n in here]
        return hits
