"""Carrying the segments of an article over to a changed text, and saying what stands there now.

All of it follows from the spans and segments that attaching found. What does not follow is left to the
annotator.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from detente.records import Article, Segment
from detente.text.attaching.attachment import AttachedArticle, AttachedSpan
from detente.text.attaching.verdicts import SpanVerdict
from detente.text.grounding.strategies import Range
from detente.text.paragraphs import paragraphs


class SegmentFate(StrEnum):
    """What a segment of the changed text is."""

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


class RebasedSegment(NamedTuple):
    """A segment of the changed text."""

    start: int
    """Code points of the changed text, half-open."""
    end: int
    fate: SegmentFate
    old: tuple[int, ...] = ()
    """The segments of the annotated text that it has words of, or the one in whose place it is."""


class Layout:
    """The segments of an article in a changed text."""

    def __init__(self, article: Article, copy: AttachedArticle) -> None:
        """``copy``: of the article, with its text."""
        self._article = article
        self._spans = copy.spans
        self._text = copy.text or ""
        self._starts = [segment.start for segment in article.segments]
        self._matches = copy.segments
        self.segments: list[RebasedSegment] = self._filled_in([*self._carried()])
        """All of them, in order; between them is only whitespace."""
        named = {number for segment in self.segments for number in segment.old}
        self.gone = [n for n in range(len(article.segments)) if n not in named]
        """The segments of the annotated text that have no successor."""

    # --- segments ---------------------------------------------------------------------------------

    def _carried(self) -> Iterator[RebasedSegment]:
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
                    yield RebasedSegment(start, end, SegmentFate.CHANGED, from_spans)
                elif near:
                    # Words put before or behind a paragraph on its line are part of it; signs alone
                    # belong to what they follow.
                    before = [one for one in near if one.end <= start]
                    one = grown[(before[-1] if before else near[0]).old]
                    fate = SegmentFate.CHANGED if self._has_words(start, end) else one.fate
                    grown[one.old] = RebasedSegment(
                        min(start, one.start), max(end, one.end), fate, one.old
                    )
                else:
                    yield RebasedSegment(start, end, SegmentFate.NEW)
        yield from grown.values()

    def _found(self) -> list[RebasedSegment]:
        """The segments that are found whole, without those that would overlap."""
        found = sorted(
            RebasedSegment(match.start, match.end, SegmentFate.KEPT, (number,))
            for number, match in enumerate(self._matches)
            if match.start is not None and match.end is not None
        )
        return [
            one
            for number, one in enumerate(found)
            if all(other.end <= one.start for other in found[:number])
            and all(one.end <= other.start for other in found[number + 1 :])
        ]

    def _rest(self, paragraph: Range, beside: Sequence[RebasedSegment]) -> Iterator[Range]:
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

    def _filled_in(self, carried: list[RebasedSegment]) -> list[RebasedSegment]:
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

    def _in_place_of(self, one: RebasedSegment, number: int) -> RebasedSegment:
        """A segment in the place of a lost one. Of two without words, such as a row of asterisks,
        nothing can have been changed that matters.
        """
        token = self._article.segments[number].anchor or ""
        wordless = token.split(".")[1:2] == ["0"] and not self._has_words(one.start, one.end)
        fate = SegmentFate.CHANGED if wordless else SegmentFate.REPLACED
        return one._replace(fate=fate, old=(number,))

    # --- what stands there now --------------------------------------------------------------------

    def now(self, lost: AttachedSpan) -> Range | None:
        """The words between what is found before a lost span and after it; ``None`` if there are
        none. They are wider than the span where nothing near it is found.
        """
        number = self.segment_of(lost.span.start)
        own = [one for one in self.segments if number in one.old]
        low, high = (own[0].start, own[-1].end) if own else (0, len(self._text))
        left, right = low, high
        for start, end, at, behind in self._places(low, high, moved=bool(own)):
            if end <= lost.span.start:
                left = max(left, behind)
            elif start >= lost.span.end:
                right = min(right, at)
        if own and left >= right:  # in another order
            left, right = low, high
        trimmed = self._trimmed(left, right)
        return trimmed if trimmed is not None and self._has_words(*trimmed) else None

    def _places(self, low: int, high: int, *, moved: bool) -> Iterator[tuple[int, int, int, int]]:
        """What is found in a range of the changed text: its offsets in both texts."""
        found: Iterable[tuple[int, int, SpanVerdict, int | None, int | None]] = (
            *((s.span.start, s.span.end, s.verdict, s.start, s.end) for s in self._spans),
            *(
                (segment.start, segment.end, match.verdict, match.start, match.end)
                for segment, match in zip(self._article.segments, self._matches, strict=True)
            ),
        )
        for start, end, verdict, at, behind in found:
            if at is None or behind is None or (verdict is SpanVerdict.MOVED and not moved):
                continue
            if low <= at and behind <= high:
                yield start, end, at, behind

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
