"""Agreement for people: the figures of each layer, and where the two annotations differ."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from detente.analysis.agreement.figures import (
    Agreement,
    CoverageFigure,
    Disagreement,
    Figure,
    LabelFigure,
    ReferenceFigure,
    Side,
    SpanFigure,
    TimeFigure,
)

_LISTED = 5
_NAME = 20


def agreement(shown: Agreement, *, every: bool = False) -> str:
    """What was compared, the figures, and the disagreements: the first ones of each kind, or all."""
    return "\n".join([*_head(shown), *_figures(shown), "", *_disagreements(shown, every=every)])


def _head(shown: Agreement) -> Iterator[str]:
    yield f"A  {shown.left}"
    yield f"B  {shown.right}"
    for article in shown.articles:
        same = "" if article.left == article.right else f" (B: {article.right})"
        yield f"compared: {article.left}{same}"
        for window in shown.windows:
            if window.article == article.left:
                yield f"  within {window.start}-{window.end}"
    for side, alone in (("A", shown.only_left), ("B", shown.only_right)):
        if alone:
            yield f"only in {side}, not compared: {', '.join(alone)}"
    yield f"intervals: 95 %, {shown.samples} resamples, seed {shown.seed}; – is not defined"


def _figures(shown: Agreement) -> Iterator[str]:
    for layer, figures in groupby(shown.figures, key=lambda figure: figure.layer):
        listed = list(figures)
        yield ""
        yield layer
        for name, same in groupby(listed, key=lambda figure: figure.name):
            together, *each = same
            if not _empty(together):
                yield f"  {name:<{_NAME}}{_figure(together)}{_each(each)}"


def _empty(figure: Figure) -> bool:
    """Whether neither side has anything of the kind."""
    if isinstance(figure, SpanFigure):
        return not (figure.exact.left or figure.exact.right)
    if isinstance(figure, ReferenceFigure):
        return not (figure.score.left or figure.score.right)
    return not getattr(figure, "n", 0)


def _figure(figure: Figure) -> str:
    if isinstance(figure, SpanFigure):
        return (
            f"F1 exact {_number(figure.exact.f1)}  overlapping {_number(figure.overlapping.f1)}"
            f"  code points {_number(figure.code_points.f1)}"
            f"  A {figure.exact.left}  B {figure.exact.right}"
        )
    if isinstance(figure, CoverageFigure):
        shares = (
            "" if figure.left is None else f"  A {_share(figure.left)}  B {_share(figure.right)}"
        )
        return f"α {_number(figure.alpha)}  agreed {_number(figure.agreed)}  n {figure.n}{shares}"
    if isinstance(figure, LabelFigure):
        return f"α {_number(figure.alpha)}{_more(figure)}"
    if isinstance(figure, ReferenceFigure):
        score = figure.score
        return f"F1 {_number(score.f1)}  both {score.both}  A {score.left}  B {score.right}"
    assert isinstance(figure, TimeFigure)
    unreadable = f"  not EDTF {figure.unreadable}" if figure.unreadable else ""
    return (
        f"same value {figure.same} of {figure.n}  the same {figure.definite}"
        f"  can be {figure.possible}  cannot be {figure.impossible}{unreadable}"
    )


def _more(figure: LabelFigure) -> str:
    interval = ""
    if figure.low is not None:
        interval = f" [{_number(figure.low)}, {_number(figure.high)}]"
    kind = "" if figure.metric == "nominal" else f"  ({figure.metric})"
    sets = f"  Jaccard {_number(figure.jaccard)}" if figure.metric == "jaccard" else ""
    return f"{interval}{sets}  agreed {_number(figure.agreed)}  n {figure.n}{kind}"


def _each(figures: Iterable[Figure]) -> str:
    """The chief number of each article."""
    found = [f"{_slug(figure.article)} {_chief(figure)}" for figure in figures]
    return f"  | {', '.join(found)}" if found else ""


def _chief(figure: Any) -> str:
    if isinstance(figure, SpanFigure):
        return _number(figure.exact.f1)
    if isinstance(figure, ReferenceFigure):
        return _number(figure.score.f1)
    if isinstance(figure, TimeFigure):
        return f"{figure.same} of {figure.n}"
    return f"{_number(figure.alpha)} (n {figure.n})"


def _slug(article: str | None) -> str:
    return (article or "").partition(":")[2]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


# --- disagreements -----------------------------------------------------------------------------


def _disagreements(shown: Agreement, *, every: bool) -> Iterator[str]:
    if not shown.disagreements:
        yield "no disagreement"
        return
    groups: dict[tuple[str, str], list[Disagreement]] = {}
    for each in shown.disagreements:
        groups.setdefault((each.layer, each.name), []).append(each)
    yield f"{len(shown.disagreements)} disagreements"
    hidden = False
    # By layer, in the order of the figures; within a layer, as the places come.
    layers = list(dict.fromkeys(figure.layer for figure in shown.figures))
    for (layer, name), found in sorted(groups.items(), key=lambda g: layers.index(g[0][0])):
        yield f"  {layer}: {name} ({len(found)})"
        listed = found if every else found[:_LISTED]
        yield from map(_disagreement, listed)
        if len(listed) < len(found):
            hidden = True
            yield f"    and {len(found) - len(listed)} more"
    if hidden:
        yield "--all lists all of them"


def _disagreement(each: Disagreement) -> str:
    where = _slug(each.article)
    if each.start is not None:
        where += f" {each.start}-{each.end}"
    where = f"{where}: " if where else ""
    instead = f"; there: {', '.join(map(_one, each.instead))}" if each.instead else ""
    return f"    {where}A {_side(each.left)}  B {_side(each.right)}{instead}"


def _side(side: Side | None) -> str:
    return "has none" if side is None else _one(side)


def _one(side: Side) -> str:
    return f"{side.id} {_value(side.value)}"


def _value(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, list):
        parts = ["-".join(map(str, v)) if isinstance(v, list) else str(v) for v in value]
        return ", ".join(parts) or "none"
    return str(value)
