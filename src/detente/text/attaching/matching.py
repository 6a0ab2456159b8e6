"""Finding the spans of one article again in another copy of its text.

Nothing is guessed: a span is found where its digest is and the order of the text agrees, or not at all.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from detente.records import TextProfile
from detente.text.anchors import Anchor, Digests
from detente.text.attaching.chain import MARGIN, Block, Chain, blocks, chain
from detente.text.attaching.search import Hit, Search
from detente.text.attaching.verdicts import Outcome, SpanVerdict
from detente.text.marked_skeletons import marked
from detente.text.profiles import sha256
from detente.text.skeletons import skeleton

_ALONE = 36
"""So many characters, about seven words, may have moved alone. Shorter spans need company."""

_WHOLE = 18
"""So many, about four words, if they are a paragraph."""

_TINY = 8
"""Shorter spans, in characters, are names though they have four words: U.S.S.R. They hang by others."""

_LEFT = 1 / 3
"""With less than this of a span's size left between its neighbours, its words are gone."""

_DRIFT = 12
"""So many characters, and a quarter of the distance, edits may shift a span against the next."""

_ALIKE = 0.6
"""Passages that share so many of their words, in order, say nearly the same."""

_SIGHT = 1000
"""So far from something new, in characters, spans are compared with it."""

_FEW = 400
"""Among so many places one that has a digest of 24 bits by chance is not to be expected."""

_AROUND = 4
"""So many spans before one, and behind it, are its neighbours."""

Key = tuple[int, int]
"""Start and length in the annotated marked skeleton: what stands for a span here."""


class Wanted(NamedTuple):
    """A span to be found."""

    start: int
    """Code points of the annotated text, half-open."""
    end: int
    anchor: Anchor | None
    paragraph: int = 0
    """The number of the segment that it begins in."""
    whole: bool = False
    """Whether it is a segment itself."""


def match(spans: Sequence[Wanted], profile: TextProfile, copy: str) -> list[Outcome]:
    """What became of each span in a canonical copy of the text that has this profile."""
    if sha256(copy) == profile.sha256:
        return [_as_it_stands(span, len(copy)) for span in spans]
    return Matching(spans, profile, copy).outcomes()


def _as_it_stands(span: Wanted, length: int) -> Outcome:
    if 0 <= span.start < span.end <= length:
        reason = "the text is the one that was annotated"
        return Outcome(SpanVerdict.EXACT, span.start, span.end, reason)
    reason = f"{span.start} to {span.end} is no stretch of the text"
    return Outcome(SpanVerdict.ABSENT, None, None, reason)


class Stretch(NamedTuple):
    """A stretch of the annotated marked skeleton, with its shift in the copy."""

    start: int
    end: int
    shift: int


class Matching:
    """The work on one article and one copy that is not the annotated text itself."""

    def __init__(self, spans: Sequence[Wanted], profile: TextProfile, copy: str) -> None:
        """``copy``: canonical."""
        self._spans = spans
        self._copy = marked(copy)
        self._digests = Digests(profile.salt)
        self._same = sha256(skeleton(copy)) == profile.skeleton_sha256
        self._known: dict[Key, set[Anchor]] = defaultdict(set)
        self._paragraph: dict[Key, int] = {}
        self._wholes: set[Key] = set()
        for span in spans:
            if _sought(span) and span.anchor is not None:
                key = (span.anchor.start, span.anchor.length)
                self._known[key].add(span.anchor)
                self._paragraph[key] = span.paragraph
                if span.whole:
                    self._wholes.add(key)
        # Spans of the same words are one: each is looked for once.
        first = (min(same) for same in self._known.values())
        self.anchors = sorted(first, key=lambda a: (a.start, -a.length))
        self.search = Search(self.anchors, self._copy, self._digests)
        self._shifts: dict[Key, int] = {}
        self._moved: set[Key] = set()
        self._doubts: dict[Key, int] = {}
        """At how many places a span could be."""

    def hits(self) -> int:
        """How many of the spans with a digest stand somewhere in the copy."""
        return len({hit.number for hit in self.search.hits()})

    def outcomes(self) -> list[Outcome]:
        """For each span what became of it."""
        whole = self._same and all(
            self.search.stands(n, anchor.start) for n, anchor in enumerate(self.anchors)
        )
        if whole:
            self._shifts = dict.fromkeys(map(_key, self.anchors), 0)
        else:
            self._settle()
        long = [self._digested(span) for span in self._spans]
        self._describe(long, whole=whole)
        return [
            self._other(span) if outcome is None else outcome
            for span, outcome in zip(self._spans, long, strict=True)
        ]

    # --- spans with a digest --------------------------------------------------------------------

    def _settle(self) -> None:
        """Choose among the places where digests were found."""
        hits = self.search.hits()
        found = blocks(hits, self.anchors)
        first = [found[n] for n in chain(found).numbers]
        kept = self._in_line(hits, first)
        if len(kept) < len(hits):
            stray = {_key(self.anchors[h.number]) for h in hits} - {
                _key(self.anchors[h.number]) for h in kept
            }
            self._doubts = dict.fromkeys(stray, 1)
            found = blocks(kept, self.anchors)
        best = chain(found)
        taken = set(best.numbers)
        chosen = self._no_accidents([found[n] for n in best.numbers])
        self._doubts |= self._twins(chosen) | self._doubted(found, best)
        for block in chosen:
            for hit in block.hits:
                key = _key(self.anchors[hit.number])
                if key not in self._doubts:
                    self._shifts[key] = hit.shift
        self._settle_moved([b for n, b in enumerate(found) if n not in taken], chosen)
        self._settle_doubled(found)
        self._settle_held()

    def _doubted(self, found: Sequence[Block], best: Chain) -> dict[Key, int]:
        """The spans of the chain that could as well stand elsewhere, or whose place could as
        well be that of another span, with the number of places.
        """
        near = [b for n, b in enumerate(found) if best.through[n] >= best.best - MARGIN]
        places: dict[int, set[int]] = defaultdict(set)
        claims: dict[Key, set[int]] = defaultdict(set)
        for block in near:
            for hit in block.hits:
                places[hit.number].add(hit.at)
                claims[hit.at, self.anchors[hit.number].length].add(hit.number)
        doubted = {number: len(at) for number, at in places.items() if len(at) > 1}
        for numbers in claims.values():
            if len(numbers) > 1:
                for number in numbers:
                    doubted.setdefault(number, 1)
        return {_key(self.anchors[number]): count for number, count in doubted.items()}

    def _in_line(self, hits: Sequence[Hit], chosen: Sequence[Block]) -> list[Hit]:
        """The places without those of words that the annotated text has several times, where
        they are not where their neighbours lead to expect them: there may stand another
        occurrence, and the one that was meant be gone.
        """
        sure = sorted(
            (anchor.start, anchor.end, hit.shift)
            for block in chosen
            for hit in block.hits
            if (anchor := self.anchors[hit.number]).times == 1
        )
        starts = [start for start, _end, _shift in sure]

        def expected(hit: Hit) -> bool:
            anchor = self.anchors[hit.number]
            at = bisect_left(starts, anchor.start)
            for start, end, shift in sure[max(0, at - _AROUND) : at + _AROUND]:
                apart = max(start - anchor.end, anchor.start - end, 0)
                if abs(shift - hit.shift) <= min(anchor.length - 1, _drift(apart)):
                    return True
            return False

        return [h for h in hits if self.anchors[h.number].times == 1 or expected(h)]

    def _no_accidents(self, chosen: Sequence[Block]) -> list[Block]:
        """The blocks without those that may be chance: a single loose digest, out of line with
        its neighbours, among so many places that one of them may have it.
        """
        kept = []
        for number, block in enumerate(chosen):
            beside = [*chosen[max(0, number - 1) : number], *chosen[number + 1 : number + 2]]
            start = chosen[number - 1].copy_end if number else 0
            end = chosen[number + 1].copy_start if number + 1 < len(chosen) else len(self._copy)
            if (
                len(block.hits) > 1
                or any(map(self._strictly, block.hits))
                or any(_lined_up(block, other) for other in beside)
                or sum(self._copy.boundaries[0][start:end]) <= _FEW
            ):
                kept.append(block)
        return kept

    def _twins(self, chosen: Sequence[Block]) -> dict[Key, int]:
        """The spans beside something new in the copy that says nearly the same as they do. It
        may be a sentence that was denied or quoted there, and who can tell it from the one that
        was annotated, when that was edited? Only the copy is compared with itself.
        """
        doubted: dict[Key, int] = {}
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
                *self._copy.words_of(start, min(end, start + _SIGHT)),
                *self._copy.words_of(max(start + _SIGHT, end - _SIGHT), end),
            ]
            for block in _beside(rows, number, start - reach, end + reach):
                for hit in block.hits:
                    anchor = self.anchors[hit.number]
                    near = start - reach < hit.at + anchor.length and hit.at < end + reach
                    if near and _key(anchor) not in self._wholes:
                        own = self._copy.words_of(hit.at, hit.at + anchor.length)
                        if _shared(own, new) >= max(3, _ALIKE * len(own)):
                            doubted[_key(anchor)] = 2
        return doubted

    def _strictly(self, hit: Hit) -> bool:
        """Whether the very characters at a place have the strict digest of a span too."""
        same = self._known[_key(self.anchors[hit.number])]
        return any(self._strict(anchor, self._place(anchor, hit.shift)) for anchor in same)

    def _place(self, anchor: Anchor, shift: int) -> tuple[int, int] | None:
        return self._copy.place(anchor.start + shift, anchor.length, anchor.lead, anchor.trail)

    def _strict(self, anchor: Anchor, place: tuple[int, int] | None) -> bool:
        words = self._copy.text[slice(*place)] if place else ""
        return self._digests.split(anchor.digest or "")[1] == self._digests.strict(words)

    def _settle_moved(self, rest: Sequence[Block], chosen: Sequence[Block]) -> None:
        """Accept what stands in another order, where it can be nothing else."""
        in_place = {self._paragraph[_key(self.anchors[h.number])] for b in chosen for h in b.hits}
        where: dict[int, set[int]] = defaultdict(set)
        for block in (*rest, *chosen):
            for hit in block.hits:
                where[hit.number].add(hit.at)
        used = Stretches(Stretch(b.copy_start, b.copy_end, 0) for b in chosen)
        for block in rest:
            sure = self._sure(block) and not used.touches(block.copy_start, block.copy_end)
            for hit in block.hits:
                key = _key(self.anchors[hit.number])
                if key in self._shifts or key in self._doubts:
                    continue
                places = len(where[hit.number])
                if sure and places == 1 and self._paragraph[key] not in in_place:
                    self._shifts[key] = hit.shift
                    self._moved.add(key)
                else:
                    self._doubts[key] = places

    def _settle_doubled(self, found: Sequence[Block]) -> None:
        """Settle paragraphs that stand twice in a row: the first is it, the second its double."""
        places: dict[int, set[int]] = defaultdict(set)
        for block in found:
            for hit in block.hits:
                places[hit.number].add(hit.at)
        for number, at in places.items():
            anchor = self.anchors[number]
            twice = len(at) == 2 and max(at) - min(at) == anchor.length
            if twice and anchor.times == 1 and _key(anchor) in self._wholes:
                self._shifts[_key(anchor)] = min(at) - anchor.start
                self._doubts.pop(_key(anchor), None)

    def _settle_held(self) -> None:
        """Settle what stands inside of longer spans that are settled: it is where these are."""
        for moved in (False, True):
            held = Stretches(
                Stretch(start, start + length, shift)
                for (start, length), shift in self._shifts.items()
                if ((start, length) in self._moved) is moved
            )
            for anchor in self.anchors:
                around = held.around(anchor.start, anchor.end)
                if around is not None and _key(anchor) not in self._shifts:
                    self._shifts[_key(anchor)] = around.shift
                    self._doubts.pop(_key(anchor), None)
                    if moved:
                        self._moved.add(_key(anchor))

    def _sure(self, block: Block) -> bool:
        """Whether so many words in a row are no accident, and stand once in the annotated text."""
        single = [hit for hit in block.hits if self.anchors[hit.number].times == 1]
        if len(single) != 1:
            return len(single) > 1
        anchor = self.anchors[single[0].number]
        least = _WHOLE if _key(anchor) in self._wholes else _ALONE
        return anchor.length >= least and self._strictly(single[0])

    def _digested(self, span: Wanted) -> Outcome | None:
        """The outcome of a span whose digest was found."""
        anchor = span.anchor
        if anchor is None or anchor.digest is None or _key(anchor) not in self._shifts:
            return None
        place = self._place(anchor, self._shifts[_key(anchor)])
        if place is None:
            return None
        strict = self._strict(anchor, place)
        same = "character by character" if strict else "with other case, blanks or punctuation"
        if _key(anchor) in self._moved:
            return Outcome(SpanVerdict.MOVED, *place, f"elsewhere in the text, {same}")
        verdict = SpanVerdict.EXACT if strict else SpanVerdict.REFORMATTED
        return Outcome(verdict, *place, f"the words are here, {same}")

    # --- all others -----------------------------------------------------------------------------

    def _describe(self, outcomes: Sequence[Outcome | None], *, whole: bool) -> None:
        """Put down what is settled, for the spans that hang by it."""
        found: dict[SpanVerdict, list[Stretch]] = defaultdict(list)
        self._exact: list[tuple[int, int, int]] = []
        for span, outcome in zip(self._spans, outcomes, strict=True):
            if outcome is not None and span.anchor is not None and outcome.start is not None:
                shift = self._shifts[_key(span.anchor)]
                stretch = Stretch(span.anchor.start, span.anchor.end, shift)
                found[outcome.verdict].append(stretch)
                if outcome.verdict is SpanVerdict.EXACT:
                    self._exact.append((span.start, span.end, outcome.start))
        if whole:  # the same words throughout: no span can be lost
            found[SpanVerdict.REFORMATTED].append(Stretch(0, len(self._copy), 0))
        exact = found[SpanVerdict.EXACT]
        self._covers = {
            SpanVerdict.EXACT: Stretches(exact),
            SpanVerdict.REFORMATTED: Stretches(exact + found[SpanVerdict.REFORMATTED]),
            SpanVerdict.MOVED: Stretches(found[SpanVerdict.MOVED]),
        }
        self._doubtful = Stretches(Stretch(s, s + n, 0) for s, n in self._doubts)
        self._whole = whole
        self._exact.sort()

    def _other(self, span: Wanted) -> Outcome:
        """The outcome of a span without a digest, or whose digest was not found."""
        anchor = span.anchor
        if anchor is None:
            return _lost(SpanVerdict.ABSENT, "the span has no anchor to find it by")
        if self._whole or anchor.digest is None or _key(anchor) not in self._known:
            hung = self._hung(span, anchor)
            if hung is not None:
                return hung
        places = self._doubts.get(_key(anchor))
        if places is not None:
            if places > 1:
                return _lost(SpanVerdict.AMBIGUOUS, f"the words stand at {places} places")
            return _lost(
                SpanVerdict.AMBIGUOUS, "the words stand at one place, which may be another's"
            )
        if self._doubtful.around(anchor.start, anchor.end) is not None:
            return _lost(SpanVerdict.AMBIGUOUS, "so is the longer span that it stands in")
        return self._gone(anchor)

    def _hung(self, span: Wanted, anchor: Anchor) -> Outcome | None:
        """The outcome of a short span, by its place in the longer ones that were found."""
        if not anchor.length:
            return self._counted(span)
        for verdict, cover in self._covers.items():
            held = cover.around(anchor.start, anchor.end)
            if held is not None:
                place = self._place(anchor, held.shift)
                if place is not None:
                    reason = f"found by its place in a longer span, which is {verdict.value} here"
                    return Outcome(verdict, *place, reason)
        return None

    def _counted(self, span: Wanted) -> Outcome | None:
        """The outcome of a span of punctuation alone: its place in a longer one can be counted
        where that one is unchanged.
        """
        for start, end, at in self._exact:
            if start <= span.start and span.end <= end:
                first = at + span.start - start
                reason = "found by its place in a longer span, which is exact here"
                return Outcome(SpanVerdict.EXACT, first, first + span.end - span.start, reason)
        return None

    def _gone(self, anchor: Anchor) -> Outcome:
        """The outcome of a span that is not found: were its words changed, or are they gone?"""
        cover = self._covers[SpanVerdict.REFORMATTED]
        moved = self._covers[SpanVerdict.MOVED]
        short = "" if anchor.digest else "; a span of so few words is found by those around it"
        short += "" if self.search.complete else "; the copy is too large to be searched whole"
        if not cover and not moved:
            return _lost(SpanVerdict.ABSENT, "none of the article's longer spans are here")
        if cover.touches(anchor.start, anchor.end) or moved.touches(anchor.start, anchor.end):
            return _lost(SpanVerdict.EDITED, f"some of its words were changed{short}")
        left, right = cover.neighbours(anchor.end)
        room = (right.start + right.shift if right else len(self._copy)) - (
            left.end + left.shift if left else 0
        )
        if anchor.digest and left and right:  # the rest of the gap is taken to be there still
            room -= right.start - left.end - anchor.length
        if room < (anchor.length * _LEFT if anchor.digest else 1):
            return _lost(SpanVerdict.ABSENT, "what stood before it and after it stands together")
        return _lost(SpanVerdict.EDITED, f"the passage it stood in was changed{short}")


class Stretches:
    """Stretches, joined where they touch and have the same shift."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        """``stretches``: in any order."""
        joined: list[Stretch] = []
        for stretch in sorted(stretches):
            last = joined[-1] if joined else None
            if last is not None and last.shift == stretch.shift and stretch.start <= last.end:
                joined[-1] = last._replace(end=max(last.end, stretch.end))
            else:
                joined.append(stretch)
        self._joined = joined
        self._starts = [stretch.start for stretch in joined]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._joined)

    def around(self, start: int, end: int) -> Stretch | None:
        """The stretch that holds another one whole."""
        at = bisect_right(self._starts, start) - 1
        return self._joined[at] if at >= 0 and self._joined[at].end >= end else None

    def touches(self, start: int, end: int) -> bool:
        """Whether one shares a character with this stretch."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._joined[at].end > start

    def neighbours(self, end: int) -> tuple[Stretch | None, Stretch | None]:
        """The last one that begins before an offset and the first one behind it."""
        at = bisect_left(self._starts, end)
        before = self._joined[at - 1] if at else None
        return before, self._joined[at] if at < len(self._joined) else None


def _drift(apart: int) -> int:
    """How far edits may shift a span against another one that is so far away."""
    return _DRIFT + apart // 4


def _shared(one: list[str], other: list[str]) -> int:
    """How many words of a passage some passage of about that length has too, in order."""
    size, best, counted = len(one), 0, Counter(one)
    for at in range(0, len(other), size):
        near = other[at : at + 2 * size]
        if (counted & Counter(near)).total() > best:
            matcher = SequenceMatcher(None, one, near, autojunk=False)
            best = max(best, sum(block.size for block in matcher.get_matching_blocks()))
    return best


def _beside(rows: Sequence[Block], number: int, start: int, end: int) -> Iterator[Block]:
    """The blocks up to this one and behind it that reach into a stretch of the copy."""
    yield from takewhile(
        lambda block: block.copy_end > start, (rows[n] for n in range(number, -1, -1))
    )
    yield from takewhile(lambda block: block.copy_start < end, islice(rows, number + 1, None))


def _lined_up(block: Block, other: Block) -> bool:
    apart = max(other.start - block.end, block.start - other.end, 0)
    return abs(block.shift - other.shift) <= _drift(apart)


def _sought(span: Wanted) -> bool:
    """Whether a span is looked for by its digest."""
    anchor = span.anchor
    if anchor is None or anchor.digest is None:
        return False
    return span.whole or anchor.length >= _TINY


def _key(anchor: Anchor) -> Key:
    return anchor.start, anchor.length


def _lost(verdict: SpanVerdict, reason: str) -> Outcome:
    return Outcome(verdict, None, None, reason)
