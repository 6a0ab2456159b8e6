"""Tables for notebooks: plain HTML without scripts, styles of its own or anything from outside.

Every word that comes from a dataset or a file is escaped: own words are others' words here. Long
tables are cut, and say by how much.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from detente.analysis.agreement.figures import (
    Agreement,
    CoverageFigure,
    Figure,
    LabelFigure,
    ReferenceFigure,
    SpanFigure,
    TimeFigure,
)
from detente.analysis.comparing.result import Comparison, Position
from detente.analysis.statements import Statements
from detente.diagnostics import Report
from detente.records import ARRAYS, Dataset
from detente.render import text
from detente.render.agreed import ties

ROWS = 40
"""The rows that a table shows at most."""

_CELL = 300


def dataset(shown: Dataset) -> str:
    """A dataset: what it is, how much of each kind it holds, and its articles."""
    head = shown.dataset
    title = "unnamed dataset" if head is None else head.title
    about = "" if head is None else f"{head.id} · {head.version} · {head.status.value}"
    counts = [(name, len(getattr(shown, name))) for name in ARRAYS if getattr(shown, name)]
    articles = [
        (a.id, a.title or "", a.publisher, a.published.value or "", a.language)
        for a in shown.articles
    ]
    parts = [_head(title, about), _table(("records", "number"), counts)]
    if articles:
        parts.append(_table(("article", "title", "publisher", "published", "language"), articles))
    return _framed(parts)


def report(found: Report) -> str:
    """A report: what sums it up, and its findings."""
    parts = [_head(text.summary(found), "")]
    if found.diagnostics:
        rows = [(d.severity.value, d.code, d.sentence, d.place, d.path or "") for d in found]
        parts.append(_table(("severity", "code", "finding", "place", "path"), rows))
    return _framed(parts)


def statements(shown: Statements) -> str:
    """Statements: who says what about whom, as of when."""
    rows = [
        (
            row.holder,
            row.commitment.value,
            row.text,
            row.kind,
            ", ".join(row.about),
            row.as_of or "",
            row.id,
            row.article,
        )
        for row in shown[:ROWS]
    ]
    names = ("holder", "commitment", "says", "kind", "about", "as of", "id", "article")
    return _framed([_head(f"{len(shown)} statements", ""), _table(names, rows, len(shown))])


def comparison(shown: Comparison) -> str:
    """A comparison: in each matter what either article says."""
    counts = ", ".join(f"{n} {verdict.value}" for verdict, n in shown.counts.items() if n)
    rows = [
        (item.verdict.value, item.rule.value, _said(item.left), _said(item.right))
        for item in shown.items[:ROWS]
    ]
    names = ("verdict", "rule", shown.left.id, shown.right.id)
    title = f"{shown.left.id} and {shown.right.id}"
    return _framed([_head(title, counts or "empty"), _table(names, rows, len(shown))])


def _said(positions: Iterable[Position]) -> str:
    return "; ".join(
        f"{p.text} ({p.commitment.value if p.commitment else p.sign})" for p in positions
    )


def agreement(shown: Agreement) -> str:
    """An agreement: the figures of all articles together."""
    figures = [figure for figure in shown.figures if figure.article is None]
    rows = [(figure.layer, figure.name, *_measured(figure)) for figure in figures]
    names = ("layer", "what", "measure", "value", "n")
    title = f"{shown.left} and {shown.right}"
    about = f"{len(shown.disagreements)} disagreements"
    return _framed([_head(title, about), _table(names, rows)])


def _measured(figure: Figure) -> tuple[str, str, str]:
    """The chief measure of a figure, its value, and the number of units."""
    if isinstance(figure, SpanFigure):
        sides = f"{figure.exact.left}, {figure.exact.right}"
        return "F1, exact", _number(figure.exact.f1), sides
    if isinstance(figure, ReferenceFigure):
        value = _number(figure.score.f1) + ties(figure)
        return "F1", value, f"{figure.score.left}, {figure.score.right}"
    if isinstance(figure, LabelFigure):
        between = "" if figure.low is None else f" [{figure.low:.3f}, {_number(figure.high)}]"
        return f"α, {figure.metric}", _number(figure.alpha) + ties(figure) + between, str(figure.n)
    if isinstance(figure, CoverageFigure):
        return "α", _number(figure.alpha), str(figure.n)
    assert isinstance(figure, TimeFigure)
    return "same value", str(figure.same), str(figure.n)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


# --- pieces --------------------------------------------------------------------------------------


def _framed(parts: Iterable[str]) -> str:
    # Sums of money are no formulas, which is what MathJax takes a pair of dollar signs for.
    return f'<div class="tex2jax_ignore mathjax_ignore">{"".join(parts)}</div>'


def _head(title: str, about: str) -> str:
    behind = f" <small>{_safe(about)}</small>" if about else ""
    return f"<p><strong>{_safe(title)}</strong>{behind}</p>"


def _table(names: Sequence[str], rows: Sequence[Sequence[Any]], total: int | None = None) -> str:
    """A table of at most ``ROWS`` rows; ``total``: how many there are, where not all are given."""
    total = len(rows) if total is None else total
    shown = rows[:ROWS]
    head = "".join(f"<th>{_safe(name)}</th>" for name in names)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in shown)
    more = f"<p>… {total - len(shown)} more</p>" if total > len(shown) else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(value: Any) -> str:
    return f'<td style="text-align:left">{_safe(str(value))}</td>'


def _safe(words: str) -> str:
    """Words as HTML: no markup, and no sign that turns the line or that no page can hold."""
    short = words if len(words) <= _CELL else words[: _CELL - 1] + "…"
    visible = (c if c.isprintable() or c == "\n" else f"\\u{ord(c):04x}" for c in short)
    return escape("".join(visible))
