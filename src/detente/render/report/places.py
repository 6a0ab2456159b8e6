"""Where a span stands in its article, in words: *paragraph 5*."""

from bisect import bisect_right
from collections.abc import Iterable

from detente.display import listing
from detente.records import Article, Span
from detente.render.report.words import plain
from detente.vocab.enums import SegmentKind


class Places:
    """The parts of an article by what readers call them."""

    def __init__(self, article: Article) -> None:
        """Number the paragraphs: the segments of the body."""
        self._starts = [segment.start for segment in article.segments]
        self._names: list[tuple[SegmentKind, int]] = []
        self.paragraphs = 0
        for segment in article.segments:
            self.paragraphs += segment.kind is SegmentKind.BODY
            self._names.append((segment.kind, self.paragraphs))

    def of(self, span: Span) -> tuple[SegmentKind, int]:
        """The kind of the part that a span begins in, and the paragraphs up to there."""
        return self._names[max(bisect_right(self._starts, span.start) - 1, 0)]

    def name(self, span: Span) -> str:
        """What the part is called that a span begins in."""
        kind, number = self.of(span)
        return f"paragraph {number}" if kind is SegmentKind.BODY else plain(kind.value)

    def names(self, spans: Iterable[Span]) -> str:
        """What the parts are called that some spans begin in: *title, paragraphs 3 and 5*."""
        found = dict.fromkeys(map(self.of, spans))
        numbers = [str(number) for kind, number in found if kind is SegmentKind.BODY]
        others = dict.fromkeys(
            plain(kind.value) for kind, _number in found if kind is not SegmentKind.BODY
        )
        named = f"paragraph{'s' if len(numbers) > 1 else ''} {listing(numbers)}" if numbers else ""
        return ", ".join(filter(None, (*others, named)))
