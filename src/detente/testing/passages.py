"""Where in an article's text spans may lie, and which ranges evidence covers."""

from detente.testing.maker import Maker
from detente.testing.plain import integer
from detente.validation.rules import level3_spans


class Passages:
    """The segments of an article's text, and the ranges that evidence covers."""

    def __init__(self, m: Maker, id_: str) -> None:
        self.id = id_
        self.segments: list[tuple[int, int]] = []
        at = m.draw(integer(0, level3_spans.SLACK))
        for _ in range(m.draw(integer(1, 3))):
            end = at + m.draw(integer(1, 200))
            self.segments.append((at, end))
            at = end + m.draw(integer(0, level3_spans.SLACK))
        self.length = at
        self.covered: list[tuple[int, int]] = []

    def uncovered(self) -> list[tuple[int, int]]:
        """The ranges of segments that no evidence covers."""
        ranges = []
        for start, end in self.segments:
            at = start
            for first, last in sorted(self.covered):
                if first < end and last > start:
                    if first > at:
                        ranges.append((at, first))
                    at = max(at, last)
            if at < end:
                ranges.append((at, end))
        return ranges
