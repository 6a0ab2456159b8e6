"""Where in a copy the digests of anchors are found: first near where they are due, then everywhere."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import NamedTuple

from detente.text.anchors import Anchor, Digests
from detente.text.marked_skeletons import Marked

_NEAR = 300
"""How far from where it is due a span is looked for at first, in characters."""

_LOST = 8
"""After so many spans in a row that are not where they are due, one is looked for everywhere."""

_LONG = 240
"""Longer spans, in characters, are looked for where lines begin and where they are due alone."""

_CHECKS = 60_000_000
"""How many places are tried at most when everything is searched, which bounds the time."""


class Hit(NamedTuple):
    """A place in the copy whose words have the digest of a span."""

    number: int
    """Of the span."""
    at: int
    """Offset in the marked skeleton of the copy."""
    shift: int
    """How far that is from the offset in the annotated text."""


class Search:
    """The search for some spans in one copy."""

    def __init__(self, anchors: Sequence[Anchor], copy: Marked, digests: Digests) -> None:
        """``anchors``: with digests, in the order of the text."""
        self._anchors = anchors
        self._copy = copy
        self._digests = digests
        self._starts, self._ends = copy.openings, copy.boundaries[1]
        self._openings = [at for at, flag in enumerate(self._starts) if flag]
        self._loose = [digests.split(anchor.digest)[0] for anchor in anchors if anchor.digest]
        self.complete = True
        """Whether everything could be searched."""

    def stands(self, number: int, at: int) -> bool:
        """Whether the words at an offset have the digest of a span, wherever words begin."""
        length = self._anchors[number].length
        if not 0 <= at <= len(self._copy) - length:
            return False
        return self._digests.loose(self._copy.window(at, length)) == self._loose[number]

    def _bounded(self, at: int, length: int) -> bool:
        return 0 <= at <= len(self._copy) - length and bool(
            self._starts[at] and self._ends[at + length]
        )

    def hits(self) -> list[Hit]:
        """All places found, in no particular order."""
        every = range(len(self._anchors))
        # Mostly paragraphs begin where lines do: what is whole is found at once, wherever it is.
        found = set(self._with_inner(self._everywhere(self._copy.lines, every)))
        found.update(self._along(found))
        claimed = bytearray(len(self._copy) + 1)
        for hit in found:
            length = self._anchors[hit.number].length
            claimed[hit.at : hit.at + length] = b"\1" * length
        claimed[-1] = 1
        free = [at for at in self._openings if not claimed[at]]
        short = [n for n, a in enumerate(self._anchors) if a.length <= _LONG]
        found.update(self._everywhere(free, short, [claimed.find(1, at) for at in free]))
        found.update(self._beside(found))
        return list(set(self._with_inner(found)))

    def _beside(self, known: Iterable[Hit]) -> Iterator[Hit]:
        """The spans that are where the next one, before or behind, leads to expect them."""
        shifts = {hit.number: hit.shift for hit in known}
        for numbers in (range(len(self._anchors)), range(len(self._anchors) - 1, -1, -1)):
            shift = 0
            for number in numbers:
                anchor = self._anchors[number]
                if number in shifts:
                    shift = shifts[number]
                elif self._bounded(anchor.start + shift, anchor.length) and self.stands(
                    number, anchor.start + shift
                ):
                    yield Hit(number, anchor.start + shift, shift)

    def _with_inner(self, hits: Iterable[Hit]) -> Iterator[Hit]:
        """Places, and those of the spans inside of them."""
        for hit in hits:
            yield hit
            end = self._anchors[hit.number].end
            for number in range(hit.number + 1, len(self._anchors)):
                anchor = self._anchors[number]
                if anchor.start >= end:
                    break
                if anchor.end <= end and self.stands(number, anchor.start + hit.shift):
                    yield Hit(number, anchor.start + hit.shift, hit.shift)

    def _along(self, known: Iterable[Hit]) -> Iterator[Hit]:
        """Span by span, each where the one before leads to expect it, or not far from there."""
        shifts = {hit.number: hit.shift for hit in known}
        shift, failed, patience = 0, 0, _LOST
        for number, anchor in enumerate(self._anchors):
            if number in shifts:
                shift, failed = shifts[number], 0
                continue
            at = self._due(number, anchor.start + shift)
            if at is None:
                failed += 1
                if failed < patience:
                    continue
                everywhere = self._everywhere(self._openings, [number])
                failed, patience = 0, patience * 2
                if len(everywhere) != 1:
                    continue
                at = everywhere[0].at
            failed, shift = 0, at - anchor.start
            yield Hit(number, at, shift)

    def _due(self, number: int, due: int) -> int | None:
        """The place nearest to where a span is due."""
        length = self._anchors[number].length
        if self._bounded(due, length) and self.stands(number, due):
            return due
        first = bisect_left(self._openings, due - _NEAR)
        last = bisect_left(self._openings, due + _NEAR)
        for at in sorted(self._openings[first:last], key=lambda at: abs(at - due)):
            if self._bounded(at, length) and self.stands(number, at):
                return at
        return None

    def _everywhere(
        self,
        openings: Sequence[int],
        numbers: Iterable[int],
        limits: Sequence[int] | None = None,
    ) -> list[Hit]:
        """The places of some spans that begin at some openings, and end before its limit each."""
        wanted: dict[int, dict[bytes, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number in numbers:
            wanted[self._anchors[number].length][self._loose[number]].append(number)
        lengths = sorted(wanted, key=lambda n: sum(map(len, wanted[n].values())), reverse=True)
        most = _CHECKS // max(1, len(openings))
        if len(lengths) > most:
            self.complete = False
        lengths = sorted(lengths[:most])
        window, fresh, found = self._copy.window, self._digests.hasher.copy, list[Hit]()
        ends = self._ends
        for at, limit in zip(openings, limits or repeat(len(self._copy)), strict=False):
            fitting = lengths[: bisect_right(lengths, limit - at)]
            for length in [n for n in fitting if ends[at + n]]:
                hasher = fresh()  # not Digests.loose: most of the time goes here
                hasher.update(window(at, length))
                here = wanted[length].get(hasher.digest())
                if here:
                    found += [Hit(n, at, at - self._anchors[n].start) for n in here]
        return found
