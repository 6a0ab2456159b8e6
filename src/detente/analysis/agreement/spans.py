"""Spans and coverage: what is marked, whichever record is which."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise

from detente.analysis.agreement.collection import Collection
from detente.analysis.agreement.figures import CoverageFigure, Score, SpanFigure
from detente.analysis.agreement.matching import most_pairs
from detente.analysis.agreement.measures import (
    code_point_alpha,
    common_points,
    same,
    total,
)
from detente.analysis.agreement.points import Points, Range
from detente.analysis.agreement.sides import Unit, View, by_article

_RECORDS = ("segments", "uncoded", "mentions", "events", "claims")
_WORDS = ("source cues", "quoted words", "link cues", "time words")


def spans(into: Collection) -> None:
    """Compare the spans of each kind."""
    for name in (*_RECORDS, *_WORDS):
        sides = [
            getattr(view, name) if name in _RECORDS else view.words.get(name, [])
            for view in into.views
        ]
        scored = []
        here = (by_article(side, len(into.articles)) for side in sides)
        for number, both in enumerate(zip(*here, strict=True)):
            left, right = ([span for unit in units for span in unit.spans] for units in both)
            most = Score(most_pairs(left, right), len(left), len(right))
            scored.append(((number,), (same(left, right), most, common_points(left, right))))
        for article, scores in into.by_scope(scored):
            exact, overlapping, code_points = map(total, zip(*scores, strict=True))
            into.figures.append(
                SpanFigure(
                    layer="spans",
                    name=name,
                    article=article,
                    exact=exact,
                    overlapping=overlapping,
                    code_points=code_points,
                )
            )
        if name in _WORDS:
            # These spans belong to no pair of their own.
            pairs = into.alignment.by_overlap(*sides)
            into.spans_differ("spans", sides, pairs, name)


def coverage(into: Collection) -> None:
    """Compare what each code point lies under."""
    counted = _counted(into)
    for name, values in _COVERAGE.items():
        sides = [_valued(values(view), len(counted)) for view in into.views]
        tables = (
            ((article,), _table(sides[0][article], sides[1][article], points))
            for article, points in enumerate(counted)
        )
        for article, listed in into.by_scope(tables):
            table = sum(listed, Counter[_Values]())
            number = table.total()
            alpha, agreed = code_point_alpha(table)
            shares: list[float | None] = [None, None]
            if name not in ("segment kind", "voice") and number:
                under = [
                    sum(n for pair, n in table.items() if pair[side] is not None) for side in (0, 1)
                ]
                shares = [count / number for count in under]
            into.figures.append(
                CoverageFigure(
                    layer="coverage",
                    name=name,
                    article=article,
                    n=number,
                    agreed=agreed,
                    alpha=alpha,
                    left=shares[0],
                    right=shares[1],
                )
            )


def _counted(into: Collection) -> list[Points]:
    """Of each article the code points that count: those in a segment of either side, inside the
    windows. Whitespace between segments is left out in this way.
    """
    tiles = (unit for view in into.views for unit in view.tiles)
    counted = []
    for article, units in enumerate(by_article(tiles, len(into.articles))):
        points = Points.under(span for unit in units for span in unit.spans)
        windows = into.views[0].windows.get(article)
        counted.append(points if windows is None else points & Points.under(windows))
    return counted


_Values = tuple[str | None, str | None]
"""What a code point lies under on the left and on the right; ``None`` for nothing."""

_Valued = Iterable[tuple[Unit, str]]
"""Units with what lies under them."""

_COVERAGE: dict[str, Callable[[View], Iterable[tuple[Unit, str]]]] = {
    "under a claim": lambda view: ((unit, "") for unit in view.claims),
    "under an event": lambda view: ((unit, "") for unit in view.events),
    "in reported speech": lambda view: (
        (unit, "") for unit in (*view.events, *view.claims) if unit.part.sources
    ),
    "segment kind": lambda view: ((unit, unit.part.kind.value) for unit in view.tiles),
    "voice": lambda view: ((unit, unit.part.voice.value) for unit in view.tiles),
}


_Painted = list[tuple[Range, str]]
"""Spans with what lies under them."""


def _valued(units: _Valued, articles: int) -> list[_Painted]:
    """The spans of each article."""
    here: list[_Painted] = [[] for _ in range(articles)]
    for unit, value in units:
        here[unit.article] += ((span, value) for span in unit.spans)
    return here


def _table(one: _Painted, other: _Painted, counted: Points) -> Counter[_Values]:
    """How many code points lie under what on either side."""
    sides = one, other
    ends = {end for side in sides for span, _value in side for end in span}
    ends |= {end for _article, *span in counted.places for end in span}
    edges = sorted(ends)
    inside, left, right = (
        _painted(edges, side)
        for side in ([((start, end), "") for _article, start, end in counted.places], *sides)
    )
    table: Counter[_Values] = Counter()
    for number, (start, end) in enumerate(pairwise(edges)):
        if inside[number] is not None:
            table[left[number], right[number]] += end - start
    return table


def _painted(edges: list[int], spans: _Painted) -> list[str | None]:
    """What lies on each piece between two edges: of several spans the value of the last."""
    pieces: list[str | None] = [None] * len(edges)
    for (start, end), value in spans:
        first, last = bisect_left(edges, start), bisect_left(edges, end)
        pieces[first:last] = [value] * max(0, last - first)
    return pieces
