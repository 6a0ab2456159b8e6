"""Agreement for people: the figures of each layer, and where the two annotations differ."""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import Any, NamedTuple

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
    number,
    tie_range,
)
from detente.display import count, some
from detente.inert import printable

_LISTED = 5
_NAME = 20
_LISTED_FIRST = 3
_FEWEST = 10
_LITTLE = 0.2
_MUCH = 0.8
_RARE = "one value is rare"


def agreement(result: Agreement, *, every: bool = False) -> str:
    """What was compared, the figures, and the disagreements: the first ones of each kind, or all."""
    parts = (_short(result), _head(result), _figures(result), [""])
    lines = chain(*parts, _disagreements(result, every=every))
    return "\n".join(map(printable, lines))


class _Ranked(NamedTuple):
    """The chief number of a figure."""

    figure: Figure
    kind: str
    value: float
    n: int
    """Of how many things it is."""

    def __str__(self) -> str:
        rare = f", {_RARE}" if _is_rare(self.figure) else ""
        return f"{self.figure.key} {self.kind} {number(self.value)} (n {self.n}{rare})"


def _short(result: Agreement) -> Iterator[str]:
    """The figures to look at first. Of few things a figure says little, so those are not ranked."""
    ranked = [_ranked(figure) for figure in result.figures if figure.article is None]
    many = [each for each in ranked if each is not None and each.n >= _FEWEST]
    many.sort(key=lambda each: (-each.value, -each.n))
    weakest = sorted(many[_LISTED_FIRST:], key=lambda each: (each.value, -each.n))
    for head, listed in (("strongest:", many), ("weakest:", weakest)):
        yield f"{head:<11}{', '.join(map(str, listed[:_LISTED_FIRST])) or '–'}"
    yield f"of the figures with n of at least {_FEWEST}; what each figure means: detente docs agreement"


def _ranked(figure: Figure) -> _Ranked | None:
    """``None`` for times, which have counts and no single number, and where it is not defined."""
    if isinstance(figure, CoverageFigure | LabelFigure):
        return None if figure.alpha is None else _Ranked(figure, "α", figure.alpha, figure.n)
    if not isinstance(figure, SpanFigure | ReferenceFigure):
        return None
    score = figure.exact if isinstance(figure, SpanFigure) else figure.score
    n = score.left + score.right - score.both
    return None if score.f1 is None else _Ranked(figure, "F1", score.f1, n)


def _head(result: Agreement) -> Iterator[str]:
    yield f"A  {result.left}"
    yield f"B  {result.right}"
    for article in result.articles:
        same = "" if article.left == article.right else f" (B: {article.right})"
        yield f"compared: {article.left}{same}"
        for window in result.windows:
            if window.article == article.left:
                yield f"  within {window.start}-{window.end}"
    for side, alone in (("A", result.only_left), ("B", result.only_right)):
        if alone:
            yield f"only in {side}, not compared: {', '.join(some(alone))}"
    yield f"intervals: 95 %, {result.samples} resamples, seed {result.seed}; – is not defined"
    if any(map(tie_range, result.figures)):
        yield f"ties: the range in {result.alignments} equally good ways to pair the records"


def _figures(result: Agreement) -> Iterator[str]:
    for layer, figures in groupby(result.figures, key=lambda figure: figure.layer):
        listed = list(figures)
        yield ""
        yield layer
        for name, same in groupby(listed, key=lambda figure: figure.name):
            together, *each = same
            if not _empty(together):
                yield f"  {name:<{_NAME}}{_figure(together)}{_each(each)}"


def figures(result: Agreement) -> Iterator[tuple[str, str, str]]:
    """The figures of all articles together, each with its layer and its name."""
    for figure in result.figures:
        if figure.article is None and not _empty(figure):
            yield figure.layer, figure.name, " ".join(_figure(figure).split())


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
            f"F1 exact {number(figure.exact.f1)}  overlapping {number(figure.overlapping.f1)}"
            f"  code points {number(figure.code_points.f1)}"
            f"  A {figure.exact.left}  B {figure.exact.right}"
        )
    if isinstance(figure, CoverageFigure):
        shares = (
            "" if figure.left is None else f"  A {_share(figure.left)}  B {_share(figure.right)}"
        )
        agreed = f"agreed {number(figure.agreed)}  n {figure.n}{shares}"
        return f"α {number(figure.alpha)}  {agreed}{_rare(figure)}"
    if isinstance(figure, LabelFigure):
        return f"α {number(figure.alpha)}{tie_range(figure)}{_more(figure)}"
    if isinstance(figure, ReferenceFigure):
        score = figure.score
        return f"F1 {number(score.f1)}{tie_range(figure)}  both {score.both}  A {score.left}  B {score.right}"
    assert isinstance(figure, TimeFigure)
    unreadable = f"  not EDTF {figure.unreadable}" if figure.unreadable else ""
    return (
        f"same value {figure.same} of {figure.n}  the same {figure.definite}"
        f"{tie_range(figure, 'share, ')}"
        f"  can be {figure.possible}  cannot be {figure.impossible}{unreadable}"
    )


def _more(figure: LabelFigure) -> str:
    interval = ""
    if figure.low is not None:
        interval = f" [{number(figure.low)}, {number(figure.high)}]"
    kind = "" if figure.metric == "nominal" else f"  ({figure.metric})"
    sets = f"  Jaccard {number(figure.jaccard)}" if figure.metric == "jaccard" else ""
    return f"{interval}{sets}  agreed {number(figure.agreed)}  n {figure.n}{kind}{_rare(figure)}"


def _rare(figure: CoverageFigure | LabelFigure) -> str:
    return f"  ({_RARE})" if _is_rare(figure) else ""


def _is_rare(figure: Figure) -> bool:
    """Whether alpha is low though nearly all agree: by chance nearly all would too."""
    if not isinstance(figure, CoverageFigure | LabelFigure):
        return False
    alpha, agreed = figure.alpha, figure.agreed
    return alpha is not None and alpha < _LITTLE and agreed is not None and agreed >= _MUCH


def _each(figures: Iterable[Figure]) -> str:
    """The chief number of each article."""
    values = [f"{_slug(figure.article)} {_chief(figure)}" for figure in figures]
    return f"  | {', '.join(values)}" if values else ""


def _chief(figure: Any) -> str:
    if isinstance(figure, SpanFigure):
        return number(figure.exact.f1)
    if isinstance(figure, ReferenceFigure):
        return number(figure.score.f1)
    if isinstance(figure, TimeFigure):
        return f"{figure.same} of {figure.n}"
    return f"{number(figure.alpha)} (n {figure.n})"


def _slug(article: str | None) -> str:
    return (article or "").partition(":")[2]


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


# --- disagreements -----------------------------------------------------------------------------


def _disagreements(result: Agreement, *, every: bool) -> Iterator[str]:
    if not result.disagreements:
        yield "no disagreement"
        return
    groups: dict[tuple[str, str], list[Disagreement]] = {}
    for each in result.disagreements:
        groups.setdefault((each.layer, each.name), []).append(each)
    differing, records = _records(result)
    found = count(len(result.disagreements), "disagreement")
    yield f"{found}, in {differing} of {count(records, 'record')} compared"
    hidden = False
    # By layer, in the order of the figures; within a layer, as the places come.
    layers = list(dict.fromkeys(figure.layer for figure in result.figures))
    for (layer, name), disagreements in sorted(groups.items(), key=lambda g: layers.index(g[0][0])):
        yield f"  {layer}: {name} ({len(disagreements)})"
        listed = disagreements if every else disagreements[:_LISTED]
        yield from map(_disagreement, listed)
        if len(listed) < len(disagreements):
            hidden = True
            yield f"    and {len(disagreements) - len(listed)} more"
    if hidden:
        yield "--all lists all of them"


def _records(result: Agreement) -> tuple[int, int]:
    """How many records differ, of how many; two that were paired are one, articles included."""
    pairs = [pair for pairs_of_kind in result.aligned.values() for pair in pairs_of_kind]
    pairs += [(article.left, article.right) for article in result.articles]
    lefts = {left: (left, right) for left, right in pairs}
    rights = {right: (left, right) for left, right in pairs}
    differing = {
        held.get(side.id, (side.id, number))
        for each in result.disagreements
        for number, (side, held) in enumerate(((each.left, lefts), (each.right, rights)))
        if side is not None
    }
    return len(differing), len(differing | set(pairs))


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
