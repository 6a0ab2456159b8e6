"""The segments of an article in a changed copy, and what stands where a span is lost.

All of it follows from the spans and segments that were found. What does not follow is left open.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from detente.records import Article, Segment, Span
from detente.text.attaching.attachment import AttachedArticle, AttachedSpan
from detente.text.attaching.verdicts import SpanVerdict
from detente.text.grounding.strategies import Range
from detente.text.paragraphs import paragraphs


class SegmentFate(StrEnum):
    """What a segment of a changed copy is."""

    KEPT = "kept"
    """One of the annotated text, with the same words."""
    CHANGED = "changed"
    """One of the annotated text with some words changed: spans of it were found here."""
    REPLACED = "replaced"
    """A paragraph in the place of one that was not found. Whether it is that one is not known."""
    NEW = "new"
    """A paragraph that was put in."""

    @property
    def known(self) -> bool:
        """Whether its kind and voice are those of a segment of the annotated text."""
        return self in (SegmentFate.KEPT, SegmentFate.CHANGED)


class CopySegment(NamedTuple):
    """A segment of a changed copy."""

    start: int
    """Code points of the copy, half-open."""
    end: int
    fate: SegmentFate
    old: tuple[int, ...] = ()
    """The segments of the annotated text that it has words of, or the one in whose place it is."""


class _Place(NamedTuple):
    """A range of the annotated text, and where it is in the copy."""

    start: int
    end: int
    at: int
    behind: int
    moved: bool


class _Neighbours:
    """What is found, by what it comes before and after in the annotated text."""

    def __init__(self, places: Iterable[_Place]) -> None:
        found = [*places]
        by_end = sorted((one.end, one.behind) for one in found)
        by_start = sorted((one.start, one.at) for one in found)
        self._ends = [end for end, _ in by_end]
        self._behind = [*accumulate((behind for _, behind in by_end), max)]
        self._starts = [start for start, _ in by_start]
        self._at = [*accumulate((at for _, at in reversed(by_start)), min)][::-1]

    def before(self, start: int, default: int) -> int:
        """Where in the copy that ends which ends before an offset of the annotated text."""
        number = bisect_right(self._ends, start)
        return self._behind[number - 1] if number else default

    def after(self, end: int, default: int) -> int:
        """Where in the copy that begins which begins behind an offset of the annotated text."""
        number = bisect_left(self._starts, end)
        return self._at[number] if number < len(self._at) else default


class Layout:
    """An article in a changed copy of its text."""

    def __init__(self, article: Article, copy: AttachedArticle) -> None:
        """``copy``: of the article, with its text."""
        self._article = article
        self._spans = copy.spans
        self._text = copy.text or ""
        self._starts = [segment.start for segment in article.segments]
        self._matches = copy.segments
        found: Iterable[tuple[Span | Segment, SpanVerdict, int | None, int | None]] = (
            *((span.span, span.verdict, span.start, span.end) for span in copy.spans),
            *(
                (s, m[0], m.start, m.end)
                for s, m in zip(article.segments, copy.segments, strict=True)
            ),
        )
        self._places = [
            _Place(one.start, one.end, at, behind, verdict is SpanVerdict.MOVED)
            for one, verdict, at, behind in found
            if at is not None and behind is not None
        ]
        self._known: dict[tuple[int, int, bool], _Neighbours] = {}
        self.segments: list[CopySegment] = self._filled_in([*self._carried()])
        """All of them, in order; between them is only whitespace."""
        self._new_starts = [segment.start for segment in self.segments]
        named = {number for segment in self.segments for number in segment.old}
        self.gone = [n for n in range(len(article.segments)) if n not in named]
        """The segments of the annotated text that have no successor."""

    # --- segments ---------------------------------------------------------------------------------

    def _carried(self) -> Iterator[CopySegment]:
        """The segments that are found, and all other words by paragraphs."""
        found = self._found()
        whole = {n for one in found for n in one.old}
        grown = {one.old: one for one in found}
        for paragraph in paragraphs(self._text):
            beside = [one for one in found if one.start < paragraph[1] and paragraph[0] < one.end]
            for start, end in self._rest(paragraph, beside):
                from_spans = self._origin(start, end, whole)
                near = beside if len(beside) == 1 or not self._has_words(start, end) else ()
                if from_spans:
                    yield CopySegment(start, end, SegmentFate.CHANGED, from_spans)
                elif near:
                    # Words put before or behind a paragraph on its line are part of it; signs alone
                    # belong to what they follow.
                    before = [one for one in near if one.end <= start]
                    one = grown[(before[-1] if before else near[0]).old]
                    fate = SegmentFate.CHANGED if self._has_words(start, end) else one.fate
                    grown[one.old] = CopySegment(
                        min(start, one.start), max(end, one.end), fate, one.old
                    )
                else:
                    yield CopySegment(start, end, SegmentFate.NEW)
        yield from grown.values()

    def _found(self) -> list[CopySegment]:
        """The segments that are found whole, without those that would overlap."""
        found = sorted(
            CopySegment(match.start, match.end, SegmentFate.KEPT, (number,))
            for number, match in enumerate(self._matches)
            if match.start is not None and match.end is not None
        )
        ends = [0, *accumulate((one.end for one in found), max)]
        starts = [*(one.start for one in found[1:]), len(self._text)]
        return [
            one
            for one, before, after in zip(found, ends, starts, strict=False)
            if before <= one.start and one.end <= after
        ]

    def _rest(self, paragraph: Range, beside: Sequence[CopySegment]) -> Iterator[Range]:
        """What the found segments leave of a paragraph, without whitespace around it."""
        edges = [paragraph[0], *(e for one in beside for e in (one.start, one.end)), paragraph[1]]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            trimmed = self._trimmed(start, end)
            if trimmed is not None:
                yield trimmed

    def _origin(self, start: int, end: int, whole: set[int]) -> tuple[int, ...]:
        """The segments, not found whole, that the spans found in a range are from; none if these
        differ in kind, voice or anything else.
        """
        numbers = {
            self.segment_of(span.span.start)
            for span in self._spans
            if span.start is not None
            and span.end is not None
            and start <= span.start
            and span.end <= end
        }
        held = sorted(number for number in numbers if number >= 0)
        alike = {_attributes(self._article.segments[number]) for number in held}
        return tuple(held) if len(alike) == 1 and whole.isdisjoint(held) else ()

    def segment_of(self, at: int) -> int:
        """The number of the segment in which an offset of the annotated text is; -1 for none."""
        return bisect_right(self._starts, at) - 1

    def _filled_in(self, carried: list[CopySegment]) -> list[CopySegment]:
        """The segments in order, and for each run of new ones that is as long as the run of lost
        ones in its place which of these it may be.
        """
        rows = sorted(carried)
        named = {number for one in rows for number in one.old}
        start = 0
        while start < len(rows):
            if rows[start].old:
                start += 1
                continue
            end = next((n for n in range(start, len(rows)) if rows[n].old), len(rows))
            first = rows[start - 1].old[-1] + 1 if start else 0
            last = rows[end].old[0] if end < len(rows) else len(self._starts)
            lost = range(first, last)
            if len(lost) == end - start and named.isdisjoint(lost):
                for n, number in zip(range(start, end), lost, strict=True):
                    rows[n] = self._in_place_of(rows[n], number)
            start = end
        return rows

    def _in_place_of(self, one: CopySegment, number: int) -> CopySegment:
        """A segment in the place of a lost one. Of two without words, such as a row of asterisks,
        nothing can have been changed that matters.
        """
        token = self._article.segments[number].anchor or ""
        wordless = token.split(".")[1:2] == ["0"] and not self._has_words(one.start, one.end)
        fate = SegmentFate.CHANGED if wordless else SegmentFate.REPLACED
        return one._replace(fate=fate, old=(number,))

    def is_torn(self, span: AttachedSpan) -> bool:
        """Whether the words of a span that is found are in several segments, though they were in one:
        the last word of one paragraph and the first ones of the next can be a lost span's by chance.
        """
        if span.start is None or span.end is None:
            return False
        number = self.segment_of(span.span.start)
        one = number >= 0 and span.span.end <= self._article.segments[number].end
        at = bisect_right(self._new_starts, span.start) - 1
        return one and (at < 0 or span.end > self.segments[at].end)

    # --- what stands there now --------------------------------------------------------------------

    def now(self, start: int, end: int) -> Range | None:
        """The words between what is found before a lost range of the annotated text and after it, in
        code points of the copy; ``None`` if there are none. They are more than the range had where
        nothing near it is found.
        """
        number = self.segment_of(start)
        own = [one for one in self.segments if number in one.old]
        low, high = (own[0].start, own[-1].end) if own else (0, len(self._text))
        found = self._neighbours(low, high, moved=bool(own))
        left, right = found.before(start, low), found.after(end, high)
        if own and left >= right:  # in another order
            left, right = low, high
        trimmed = self._trimmed(left, right)
        return trimmed if trimmed is not None and self._has_words(*trimmed) else None

    def _neighbours(self, low: int, high: int, *, moved: bool) -> "_Neighbours":
        """What is found in a range of the copy; without ``moved`` only what is in order."""
        key = low, high, moved
        if key not in self._known:
            self._known[key] = _Neighbours(
                one
                for one in self._places
                if low <= one.at and one.behind <= high and (moved or not one.moved)
            )
        return self._known[key]

    def _has_words(self, start: int, end: int) -> bool:
        return any(map(str.isalnum, self._text[start:end]))

    def _trimmed(self, start: int, end: int) -> Range | None:
        """A range without the whitespace at its ends; ``None`` if there is nothing else."""
        words = self._text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        return (start, end) if start < end else None


def _attributes(segment: Segment) -> tuple[object, ...]:
    """All that a segment says of its words."""
    ext = repr(segment.ext)  # it may hold lists, which have no hash
    return segment.kind, segment.voice, segment.language, segment.codes, ext
