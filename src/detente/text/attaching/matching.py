"""Find the spans of one article in another copy of its text.

A span is found where its digest is and the order of the text agrees, or not at all. The steps are
listed in ``docs/anchors.md`` (Attaching a copy). Lengths are in characters of the marked skeleton.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, islice, pairwise, takewhile
from typing import NamedTuple

from detente.records import TextProfile
from detente.text.anchors import Anchor, Digests
from detente.text.attaching.chain import MARGIN, Block, Chain, blocks, chain
from detente.text.attaching.contested import Contested, Found, Spans
from detente.text.attaching.ranges import ShiftedRange, ShiftedRanges
from detente.text.attaching.search import PLACES, Hit, Search
from detente.text.attaching.verdicts import SpanMatch, SpanVerdict
from detente.text.marked_skeletons import marked
from detente.text.profiles import sha256
from detente.text.skeletons import skeleton

_ALONE = 36
"""Characters, about seven words: the least length of a span that may be ``moved`` with no other span
beside it; shorter ones may be an accident or a common phrase. Published in ``docs/anchors.md``
(Attaching a copy, 5). A guess."""

_ALONE_SEGMENT = 18
"""The same for a whole segment, about four words: it cannot be a phrase inside a sentence. A guess."""

_TINY = 8
"""Characters: shorter spans are not searched for although they have a digest: names such as U.S.S.R. have
four words. They are located by the spans around them. Published in ``docs/anchors.md`` (6). Chosen
for such initials; other values were not measured."""

_LEFT = 1 / 3
"""Share of a span's length: with less room than this between what is found before and after it, its
words are gone (``absent``) and not changed (``edited``). A guess."""

_DRIFT = 12
"""Characters: edits may shift a span against another one by so many, and a quarter of the distance
between both. A larger change of shift means that something was put in, taken out or moved. A guess."""

_ALIKE = 0.6
"""Share of the words of a passage: another one that has so many of them, in order, says nearly the same
(a denial, a quotation), and the place is ambiguous. A guess, checked with the decoys of
``benchmarks/perturb.py``."""

_SIGHT = 1000
"""Characters: so far into something new in the copy, from either end, its words are compared with the
spans beside it. It bounds the time. A guess."""

_FEW = 400
"""Places where words begin: among so many, one that has a given digest of 24 bits by chance is not to be
expected (400 in 2**24, or 1 in 42,000 for each span). The arithmetic is exact, the limit a guess."""

_AROUND = 4
"""Spans: so many before one, and after it, are taken for its neighbours. A guess."""

Key = tuple[int, int]
"""Start and length in the annotated marked skeleton: spans of the same words are searched for once."""


class SpanQuery(NamedTuple):
    """A span to be found."""

    start: int
    """Code points of the annotated text, half-open."""
    end: int
    anchor: Anchor | None
    paragraph: int = 0
    """The number of the segment that it begins in."""
    is_segment: bool = False
    """Whether it is a segment itself."""


def match(spans: Sequence[SpanQuery], profile: TextProfile, copy: str) -> list[SpanMatch]:
    """A verdict for each span, in a canonical copy of the text that has this profile."""
    if sha256(copy) == profile.sha256:
        return [_unchanged(span, len(copy)) for span in spans]
    return Matching(spans, profile, copy).matches()


def _unchanged(span: SpanQuery, length: int) -> SpanMatch:
    if 0 <= span.start < span.end <= length:
        reason = "the text is the one that was annotated"
        return SpanMatch(SpanVerdict.EXACT, span.start, span.end, reason)
    reason = f"{span.start} to {span.end} is no range of the text"
    return SpanMatch(SpanVerdict.ABSENT, None, None, reason)


class Matching:
    """The work on one article and one copy that is not the annotated text itself."""

    def __init__(self, spans: Sequence[SpanQuery], profile: TextProfile, copy: str) -> None:
        """``copy``: canonical."""
        self._spans = spans
        self._copy = marked(copy, profile.profile)
        self._digests = Digests(profile.salt)
        self._same_skeleton = sha256(skeleton(copy)) == profile.skeleton_sha256
        self._anchors_of: dict[Key, set[Anchor]] = defaultdict(set)
        self._paragraph: dict[Key, int] = {}
        self._segments: set[Key] = set()
        for span in spans:
            if is_searched(span) and span.anchor is not None:
                key = _key(span.anchor)
                self._anchors_of[key].add(span.anchor)
                self._paragraph[key] = span.paragraph
                if span.is_segment:
                    self._segments.add(key)
        first = (min(same) for same in self._anchors_of.values())
        self.anchors = sorted(first, key=lambda a: (a.start, -a.length))
        self.search = Search(self.anchors, self._copy, self._digests)
        self._hits: list[Hit] = []
        self._shifts: dict[Key, int] = {}
        """The shift of each span that is found."""
        self._moved: set[Key] = set()
        """Those of them that are in another order."""
        self._doubts: dict[Key, int] = {}
        """At how many places a span could be that has none."""

    def matches(self) -> list[SpanMatch]:
        """A verdict for each span."""
        unchanged = self._same_skeleton and all(
            self.search.is_at(n, anchor.start) for n, anchor in enumerate(self.anchors)
        )
        if unchanged:
            self._shifts = dict.fromkeys(map(_key, self.anchors), 0)
        else:
            self._choose()
        digested = [self._by_digest(span) for span in self._spans]
        self._collect_ranges(digested, None if unchanged else self._contested(digested))
        return [
            self._by_neighbours(span) if result is None or self._is_doubtful(span) else result
            for span, result in zip(self._spans, digested, strict=True)
        ]

    # --- spans with a digest --------------------------------------------------------------------

    def _choose(self) -> None:
        """Choose among the places where digests were found."""
        hits = self._hits = self.search.hits()
        candidates = blocks(hits, self.anchors)
        best = chain(candidates)
        kept = self._near_neighbours(hits, [candidates[n] for n in best.numbers])
        kept_numbers = {hit.number for hit in kept}
        self._doubts = {
            _key(self.anchors[number]): count
            for number, count in self.search.crowded.items()
            if number not in kept_numbers
        }
        if len(kept) < len(hits):
            dropped = {hit.number for hit in hits} - kept_numbers - self.search.crowded.keys()
            self._doubts |= dict.fromkeys((_key(self.anchors[number]) for number in dropped), 1)
            candidates = blocks(kept, self.anchors)
            best = chain(candidates)
        in_chain = set(best.numbers)
        chosen = self._without_accidents([candidates[n] for n in best.numbers])
        self._doubts |= self._beside_likeness(chosen) | self._ambiguous(candidates, best)
        for block in chosen:
            for hit in block.hits:
                key = _key(self.anchors[hit.number])
                if key not in self._doubts:
                    self._shifts[key] = hit.shift
        rest = [b for n, b in enumerate(candidates) if n not in in_chain]
        self._choose_moved(rest, chosen)
        self._choose_doubled(candidates)
        self._choose_inner()

    def _ambiguous(self, candidates: Sequence[Block], best: Chain) -> dict[Key, int]:
        """The spans of the chain that could as well be elsewhere, or whose place could as well be
        that of another span, with the number of places.
        """
        near = [b for n, b in enumerate(candidates) if best.through[n] >= best.best - MARGIN]
        counts = {number: len(at) for number, at in _offsets(near).items() if len(at) > 1}
        claims: dict[Key, set[int]] = defaultdict(set)
        for hit in (hit for block in near for hit in block.hits):
            claims[hit.at, self.anchors[hit.number].length].add(hit.number)
        for numbers in claims.values():
            if len(numbers) > 1:
                for number in numbers:
                    counts.setdefault(number, 1)
        return {_key(self.anchors[number]): count for number, count in counts.items()}

    def _near_neighbours(self, hits: Sequence[Hit], chosen: Sequence[Block]) -> list[Hit]:
        """The hits without those of words that the annotated text has several times, where they
        are not where their neighbours make expect them: this may be another occurrence, and the
        one that was meant be gone.
        """
        sure = sorted(
            (anchor.start, anchor.end, hit.shift)
            for block in chosen
            for hit in block.hits
            if (anchor := self.anchors[hit.number]).times == 1
            and hit.number not in self.search.crowded
        )
        starts = [start for start, _end, _shift in sure]

        def is_expected(hit: Hit) -> bool:
            anchor = self.anchors[hit.number]
            at = bisect_left(starts, anchor.start)
            for start, end, shift in sure[max(0, at - _AROUND) : at + _AROUND]:
                apart = max(start - anchor.end, anchor.start - end, 0)
                if abs(shift - hit.shift) <= min(anchor.length - 1, _drift(apart)):
                    return True
            return False

        repeated = self.search.crowded
        return [
            hit
            for hit in hits
            if (self.anchors[hit.number].times == 1 and hit.number not in repeated)
            or is_expected(hit)
        ]

    def _without_accidents(self, chosen: Sequence[Block]) -> list[Block]:
        """The blocks without those that may be chance: a single loose digest, with another shift
        than its neighbours, among so many places that one of them may have it.
        """
        kept = []
        for number, block in enumerate(chosen):
            beside = [*chosen[max(0, number - 1) : number], *chosen[number + 1 : number + 2]]
            start = chosen[number - 1].copy_end if number else 0
            end = chosen[number + 1].copy_start if number + 1 < len(chosen) else len(self._copy)
            if (
                len(block.hits) > 1
                or any(map(self._is_strict, block.hits))
                or any(_in_line(block, other) for other in beside)
                or sum(self._copy.boundaries[0][start:end]) <= _FEW
            ):
                kept.append(block)
        return kept

    def _beside_likeness(self, chosen: Sequence[Block]) -> dict[Key, int]:
        """The spans beside something new in the copy that says nearly the same as they do.

        It may be a sentence that was denied or quoted there, and when the annotated one was edited
        too, nothing tells the two apart. Only the copy is compared with itself.
        """
        doubts: dict[Key, int] = {}
        last = max((anchor.end for anchor in self.anchors), default=0)
        final = Block(last, last, len(self._copy) - last, (), 0)
        rows: list[Block] = [Block(0, 0, 0, (), 0), *chosen, final]
        for number, (one, two) in enumerate(pairwise(rows)):
            if two.shift - one.shift <= _drift(max(0, two.start - one.end)):
                continue
            # What both sides claim of the annotated text belongs to neither.
            both = max(0, one.end - two.start)
            start, end = one.copy_end - both, two.copy_start + both
            reach = min(2 * (end - start), _SIGHT)
            new = [
                *self._copy.words(start, min(end, start + _SIGHT)),
                *self._copy.words(max(start + _SIGHT, end - _SIGHT), end),
            ]
            for block in _near_blocks(rows, number, start - reach, end + reach):
                for hit in block.hits:
                    anchor = self.anchors[hit.number]
                    near = start - reach < hit.at + anchor.length and hit.at < end + reach
                    if near and _key(anchor) not in self._segments:
                        own = self._copy.words(hit.at, hit.at + anchor.length)
                        if _shared_words(own, new) >= max(3, _ALIKE * len(own)):
                            doubts[_key(anchor)] = 2
        return doubts

    def _is_strict(self, hit: Hit) -> bool:
        """Whether the characters at a hit have the strict digest of one of its spans too."""
        same = self._anchors_of[_key(self.anchors[hit.number])]
        return any(
            self._has_strict_digest(anchor, self._text_range(anchor, hit.shift)) for anchor in same
        )

    def _text_range(self, anchor: Anchor, shift: int) -> tuple[int, int] | None:
        return self._copy.text_range(anchor.start + shift, anchor.length, anchor.lead, anchor.trail)

    def _has_strict_digest(self, anchor: Anchor, place: tuple[int, int] | None) -> bool:
        words = self._copy.text[slice(*place)] if place else ""
        return self._digests.split(anchor.digest or "")[1] == self._digests.strict(words)

    def _choose_moved(self, rest: Sequence[Block], chosen: Sequence[Block]) -> None:
        """Accept what is in another order, where it can be nothing else."""
        in_place = {self._paragraph[_key(self.anchors[h.number])] for b in chosen for h in b.hits}
        offsets = _offsets((*rest, *chosen))
        used = ShiftedRanges(ShiftedRange(b.copy_start, b.copy_end, 0) for b in chosen)
        for block in rest:
            sure = self._is_sure(block) and not used.overlaps(block.copy_start, block.copy_end)
            for hit in block.hits:
                key = _key(self.anchors[hit.number])
                if key in self._shifts or key in self._doubts:
                    continue
                places = len(offsets[hit.number])
                if sure and places == 1 and self._paragraph[key] not in in_place:
                    self._shifts[key] = hit.shift
                    self._moved.add(key)
                else:
                    self._doubts[key] = places

    def _choose_doubled(self, candidates: Sequence[Block]) -> None:
        """Of a paragraph that comes twice in a row take the first: the second is its double."""
        for number, at in _offsets(candidates).items():
            anchor = self.anchors[number]
            twice = len(at) == 2 and max(at) - min(at) == anchor.length
            if twice and anchor.times == 1 and _key(anchor) in self._segments:
                self._shifts[_key(anchor)] = min(at) - anchor.start
                self._doubts.pop(_key(anchor), None)

    def _choose_inner(self) -> None:
        """Put what is inside longer spans that are found where these are."""
        for moved in (False, True):
            outer = ShiftedRanges(
                ShiftedRange(start, start + length, shift)
                for (start, length), shift in self._shifts.items()
                if ((start, length) in self._moved) is moved
            )
            for anchor in self.anchors:
                around = outer.around(anchor.start, anchor.end)
                if around is not None and _key(anchor) not in self._shifts:
                    self._shifts[_key(anchor)] = around.shift
                    self._doubts.pop(_key(anchor), None)
                    if moved:
                        self._moved.add(_key(anchor))

    def _is_sure(self, block: Block) -> bool:
        """Whether so many words in a row are no accident, and occur once in the annotated text."""
        single = [hit for hit in block.hits if self.anchors[hit.number].times == 1]
        if len(single) != 1:
            return len(single) > 1
        anchor = self.anchors[single[0].number]
        least = _ALONE_SEGMENT if _key(anchor) in self._segments else _ALONE
        return anchor.length >= least and self._is_strict(single[0])

    def _by_digest(self, span: SpanQuery) -> SpanMatch | None:
        """The match of a span whose digest was found; else ``None``."""
        anchor = span.anchor
        if anchor is None or anchor.digest is None or _key(anchor) not in self._shifts:
            return None
        place = self._text_range(anchor, self._shifts[_key(anchor)])
        if place is None:
            return None
        strict = self._has_strict_digest(anchor, place)
        same = "character by character" if strict else "with other case, blanks or punctuation"
        if _key(anchor) in self._moved:
            return SpanMatch(SpanVerdict.MOVED, *place, f"elsewhere in the text, {same}")
        verdict = SpanVerdict.EXACT if strict else SpanVerdict.REFORMATTED
        return SpanMatch(verdict, *place, f"the words are here, {same}")

    def _contested(self, matches: Sequence[SpanMatch | None]) -> Contested:
        """What of the spans whose digests were found may be another passage's."""
        short: set[tuple[int, int]] = set()
        found: set[Found] = set()
        for span, result in zip(self._spans, matches, strict=True):
            anchor = span.anchor
            if anchor is None:
                continue
            if _key(anchor) not in self._anchors_of:
                short.add((anchor.start, anchor.end))
            elif result is not None:
                place = ShiftedRange(anchor.start, anchor.end, self._shifts[_key(anchor)])
                found.add(Found(place, result.verdict, anchor.times > 1))
        anchors = self.anchors
        searched = sorted((anchor.start, anchor.end) for anchor in anchors)
        hits = (
            ShiftedRange(anchors[hit.number].start, anchors[hit.number].end, hit.shift)
            for hit in self._hits
        )
        return Contested(self._copy, Spans(searched, frozenset(short)), sorted(found), hits)

    def _is_doubtful(self, span: SpanQuery) -> bool:
        """Whether something speaks against the place where a span was found."""
        return span.anchor is not None and _key(span.anchor) in self._doubts

    # --- all others -----------------------------------------------------------------------------

    def _collect_ranges(
        self, matches: Sequence[SpanMatch | None], contested: Contested | None
    ) -> None:
        """Collect the ranges that are found, by which the other spans are located.

        ``contested``: what is no part of them, so that the spans that have something of it have no
        place; ``None`` if all words are the same.
        """
        ranges: dict[SpanVerdict, list[ShiftedRange]] = defaultdict(list)
        self._exact: list[tuple[int, int, int]] = []
        for span, result in zip(self._spans, matches, strict=True):
            if result is not None and span.anchor is not None and result.start is not None:
                shift = self._shifts[_key(span.anchor)]
                found = ShiftedRange(span.anchor.start, span.anchor.end, shift)
                parts = [found] if contested is None else [*contested.certain(found)]
                ranges[result.verdict] += parts
                if parts != [found]:
                    self._doubts[_key(span.anchor)] = 1
                elif result.verdict is SpanVerdict.EXACT:
                    self._exact.append((span.start, span.end, result.start))
        if contested is None:  # the same words throughout: no span can be lost
            ranges[SpanVerdict.REFORMATTED].append(ShiftedRange(0, len(self._copy), 0))
        exact = ranges[SpanVerdict.EXACT]
        self._ranges = {
            SpanVerdict.EXACT: ShiftedRanges(exact),
            SpanVerdict.REFORMATTED: ShiftedRanges(exact + ranges[SpanVerdict.REFORMATTED]),
            SpanVerdict.MOVED: ShiftedRanges(ranges[SpanVerdict.MOVED]),
        }
        self._doubtful = ShiftedRanges(ShiftedRange(s, s + n, 0) for s, n in self._doubts)
        self._unchanged = contested is None
        self._exact.sort()
        ends = ((end, start, at) for start, end, at in self._exact)
        self._furthest = list(accumulate(ends, max))

    def _by_neighbours(self, span: SpanQuery) -> SpanMatch:
        """The match of a span without a digest, or whose digest was not found."""
        anchor = span.anchor
        if anchor is None:
            return _lost(SpanVerdict.ABSENT, "the span has no anchor to find it by")
        if self._unchanged or anchor.digest is None or _key(anchor) not in self._anchors_of:
            inside = self._inside_longer(span, anchor)
            if inside is not None:
                return inside
        places = self._doubts.get(_key(anchor))
        if places is not None:
            if places > 1:
                many = " or more" if places > PLACES else ""
                return _lost(SpanVerdict.AMBIGUOUS, f"the words are at {places} places{many}")
            return _lost(
                SpanVerdict.AMBIGUOUS, "the words are at one place, which may be another's"
            )
        if self._doubtful.around(anchor.start, anchor.end) is not None:
            return _lost(SpanVerdict.AMBIGUOUS, "so is the longer span that it is part of")
        return self._edited_or_absent(anchor)

    def _inside_longer(self, span: SpanQuery, anchor: Anchor) -> SpanMatch | None:
        """The match of a short span, by its place in a longer one that was found."""
        if not anchor.length:
            return self._inside_exact(span)
        for verdict, ranges in self._ranges.items():
            outer = ranges.around(anchor.start, anchor.end)
            if outer is not None:
                place = self._text_range(anchor, outer.shift)
                if place is not None:
                    reason = f"found by its place in a longer span, which is {verdict.value} here"
                    return SpanMatch(verdict, *place, reason)
        return None

    def _inside_exact(self, span: SpanQuery) -> SpanMatch | None:
        """The match of a span of punctuation alone: by its place in a longer one that is exact."""
        number = bisect_left(self._exact, (span.start + 1, 0, 0)) - 1
        if number < 0 or self._furthest[number][0] < span.end:
            return None
        _end, start, at = self._furthest[number]
        first = at + span.start - start
        reason = "found by its place in a longer span, which is exact here"
        return SpanMatch(SpanVerdict.EXACT, first, first + span.end - span.start, reason)

    def _edited_or_absent(self, anchor: Anchor) -> SpanMatch:
        """The match of a span that is not found: were its words changed, or are they gone?"""
        in_order = self._ranges[SpanVerdict.REFORMATTED]
        moved = self._ranges[SpanVerdict.MOVED]
        whole = "" if self.search.complete else "; the copy is too large to be searched whole"
        if not in_order and not moved:
            return _lost(SpanVerdict.ABSENT, f"none of the article's longer spans are here{whole}")
        note = "" if anchor.digest else "; a span of so few words is found by those around it"
        note += whole
        if in_order.overlaps(anchor.start, anchor.end) or moved.overlaps(anchor.start, anchor.end):
            return _lost(SpanVerdict.EDITED, f"some of its words were changed{note}")
        left, right = in_order.neighbours(anchor.end)
        room = (right.start + right.shift if right else len(self._copy)) - (
            left.end + left.shift if left else 0
        )
        if anchor.digest and left and right:  # the rest of the gap is taken to be there still
            room -= right.start - left.end - anchor.length
        if room < (anchor.length * _LEFT if anchor.digest else 1):
            return _lost(SpanVerdict.ABSENT, "what was before it and after it is side by side here")
        return _lost(SpanVerdict.EDITED, f"the passage it was in was changed{note}")


def _offsets(candidates: Iterable[Block]) -> dict[int, set[int]]:
    """The offsets in the copy of each span of some blocks, by its index."""
    offsets: dict[int, set[int]] = defaultdict(set)
    for hit in (hit for block in candidates for hit in block.hits):
        offsets[hit.number].add(hit.at)
    return offsets


def _drift(apart: int) -> int:
    """How far edits may shift a span against another one that is so far away."""
    return _DRIFT + apart // 4


def _shared_words(one: list[str], other: list[str]) -> int:
    """How many words of a passage some part of another one, of about its length, has in order."""
    size, best, counts = len(one), 0, Counter(one)
    for at in range(0, len(other), size):
        near = other[at : at + 2 * size]
        if (counts & Counter(near)).total() > best:
            matcher = SequenceMatcher(None, one, near, autojunk=False)
            best = max(best, sum(block.size for block in matcher.get_matching_blocks()))
    return best


def _near_blocks(rows: Sequence[Block], number: int, start: int, end: int) -> Iterator[Block]:
    """The blocks up to a number, and those after it, that reach into a range of the copy."""
    yield from takewhile(
        lambda block: block.copy_end > start, (rows[n] for n in range(number, -1, -1))
    )
    yield from takewhile(lambda block: block.copy_start < end, islice(rows, number + 1, None))


def _in_line(block: Block, other: Block) -> bool:
    """Whether two blocks have nearly the same shift."""
    apart = max(other.start - block.end, block.start - other.end, 0)
    return abs(block.shift - other.shift) <= _drift(apart)


def is_searched(span: SpanQuery) -> bool:
    """Whether a span is searched for by its digest."""
    anchor = span.anchor
    if anchor is None or anchor.digest is None:
        return False
    return span.is_segment or anchor.length >= _TINY


def _key(anchor: Anchor) -> Key:
    return anchor.start, anchor.length


def _lost(verdict: SpanVerdict, reason: str) -> SpanMatch:
    return SpanMatch(verdict, None, None, reason)
