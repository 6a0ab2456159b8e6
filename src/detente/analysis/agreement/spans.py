"""Spans and coverage: what is marked, whichever record is which."""

from collections.abc import Callable, Iterable
from typing import Any

from detente.analysis.agreement.collection import Collection
from detente.analysis.agreement.figures import CoverageFigure, Score, SpanFigure
from detente.analysis.agreement.measures import (
    code_point_alpha,
    common_points,
    most_pairs,
    needed,
    points,
    same,
    total,
)
from detente.analysis.agreement.sides import Unit, View
from detente.vocab.enums import SegmentKind, Voice

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
        for number in range(len(into.articles)):
            left, right = (
                [span for unit in side if unit.article == number for span in unit.spans]
                for side in sides
            )
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
    np = needed("numpy")
    counted = [_counted(into, article) for article in range(len(into.articles))]
    for name, values in _COVERAGE.items():
        arrays = (
            ((article,), [_painted(np, values(view), article, offsets) for view in into.views])
            for article, offsets in enumerate(counted)
        )
        for article, sides in into.by_scope(arrays):
            left, right = (np.concatenate(side) for side in zip(*sides, strict=True))
            alpha, agreed = code_point_alpha(left, right)
            shares: list[float | None] = [None, None]
            if name not in ("segment kind", "voice") and len(left):
                shares = [float(side.mean()) for side in (left, right)]
            into.figures.append(
                CoverageFigure(
                    layer="coverage",
                    name=name,
                    article=article,
                    n=len(left),
                    agreed=agreed,
                    alpha=alpha,
                    left=shares[0],
                    right=shares[1],
                )
            )


def _counted(into: Collection, article: int) -> Any:
    """The offsets that count: those in a segment of either side, inside the windows. Whitespace
    between segments is left out in this way.
    """
    tiles = (unit for view in into.views for unit in view.tiles if unit.article == article)
    offsets = points(span for unit in tiles for span in unit.spans)
    windows = into.views[0].windows.get(article)
    if windows is not None:
        offsets &= points(windows)
    return needed("numpy").array(sorted(offsets), dtype=int)


_COVERAGE: dict[str, Callable[[View], Iterable[tuple[Unit, str]]]] = {
    "under a claim": lambda view: ((unit, "") for unit in view.claims),
    "under an event": lambda view: ((unit, "") for unit in view.events),
    "in reported speech": lambda view: (
        (unit, "") for unit in (*view.events, *view.claims) if unit.part.sources
    ),
    "segment kind": lambda view: ((unit, unit.part.kind.value) for unit in view.tiles),
    "voice": lambda view: ((unit, unit.part.voice.value) for unit in view.tiles),
}

_NUMBERS = {member.value: n for n, member in enumerate((*SegmentKind, *Voice), 1)}


def _painted(np: Any, units: Iterable[tuple[Unit, str]], article: int, offsets: Any) -> Any:
    """For each offset a number: 0 outside, else one for each value."""
    here = [(unit, value) for unit, value in units if unit.article == article]
    ends = [span[1] for unit, _value in here for span in unit.spans]
    numbers = np.zeros(max([*ends, *(offsets[-1:] + 1)], default=0), dtype=int)
    for unit, value in here:
        for start, end in unit.spans:
            numbers[start:end] = _NUMBERS.get(value, 1)
    return numbers[offsets]
