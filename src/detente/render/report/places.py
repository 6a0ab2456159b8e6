"""Where a span stands in its article, in words: *paragraph 5*."""

from bisect import bisect_right

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

    def name(self, span: Span) -> str:
        """What the part is called that a span begins in."""
        kind, number = self._names[max(bisect_right(self._starts, span.start) - 1, 0)]
        return f"paragraph {number}" if kind is SegmentKind.BODY else plain(kind.value)
