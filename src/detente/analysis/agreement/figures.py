"""The result of comparing two annotations: figures, and the places where they differ.

Pure data. Left and right are the two annotations, in the order in which they were given. Where a
figure is not defined, it is ``None`` and never 1.
"""

from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from detente.display import count, html, html_table
from detente.json_types import Json


@dataclass(frozen=True, slots=True)
class Score:
    """How many things of two collections are the same."""

    both: int
    """In both."""

    left: int
    """On the left in all."""

    right: int
    """On the right in all."""

    @property
    def precision(self) -> float | None:
        """The share of the right that the left has too."""
        return self.both / self.right if self.right else None

    @property
    def recall(self) -> float | None:
        """The share of the left that the right has too."""
        return self.both / self.left if self.left else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; ``None`` if both sides are empty."""
        total = self.left + self.right
        return 2 * self.both / total if total else None

    def to_dict(self) -> dict[str, Json]:
        """Counts and shares as plain values."""
        shares = {"f1": self.f1, "precision": self.precision, "recall": self.recall}
        return {**asdict(self), **shares}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing that was measured, in one article or in all."""

    layer: str
    """The layer: *spans*, *coverage*, *claims*, …"""

    name: str
    """What was compared in it: *kind*, *commitment*, …"""

    article: str | None
    """The article by its id on the left; ``None`` for all together."""

    ties: tuple[float, float] | None = None
    """Where records can be paired in several equally good ways: the least and the greatest ``value``
    in those that were tried. ``None`` where it is the same in all of them."""

    @property
    def value(self) -> float | None:
        """The number for which ``ties`` are given; ``None`` if it is not defined or does not depend
        on which record is which.
        """
        return None

    @property
    def key(self) -> str:
        """Layer and name: ``claims/kind``."""
        return f"{self.layer}/{self.name}"

    def to_dict(self) -> dict[str, Json]:
        """As plain values."""
        plain: dict[str, Any] = {"layer": self.layer, "name": self.name, "article": self.article}
        for name in self.__slots__:
            value = getattr(self, name)
            plain[name] = value.to_dict() if isinstance(value, Score) else value
        return {**plain, "ties": self.ties and list(self.ties)}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanFigure(Figure):
    """Whether the same spans of text were marked."""

    exact: Score
    """Spans with the same start and the same end."""

    overlapping: Score
    """Spans paired one to one that share a code point at least."""

    code_points: Score
    """Code points under any span."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageFigure(Figure):
    """Each code point as a unit: what it lies under on either side."""

    n: int
    """Code points."""

    agreed: float | None
    """The share of code points with one value on both sides."""

    alpha: float | None
    """Krippendorff's alpha, nominal."""

    left: float | None
    """The share of code points covered on the left; ``None`` where all of them have values."""

    right: float | None
    """The same on the right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFigure(Figure):
    """The values that both sides gave to the units that were paired."""

    metric: str
    """How far apart two values are: *nominal*, *ordinal*, or *jaccard* for sets."""

    n: int
    """Pairs of units."""

    agreed: float | None
    """The share of pairs with the same value."""

    jaccard: float | None
    """Sets only: the mean of Jaccard's index, over pairs of which a side at least has a value."""

    alpha: float | None
    """Krippendorff's alpha. ``None`` with fewer than two pairs, or one value alone."""

    low: float | None
    """The lower end of the interval (percentile bootstrap, 95 %)."""

    high: float | None
    """Its upper end."""

    undefined: int
    """Resamples that were left out, since one value alone was in them."""

    @property
    def value(self) -> float | None:
        """Alpha."""
        return self.alpha


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceFigure(Figure):
    """What the records that were paired refer to, or which whole records are the same."""

    score: Score
    """What is referred to."""

    @property
    def value(self) -> float | None:
        """F1."""
        return self.score.f1


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeFigure(Figure):
    """The times that both sides gave, as EDTF values."""

    n: int
    """Pairs of which both sides have a value."""

    same: int
    """The same value, letter by letter."""

    definite: int
    """Certainly the same days."""

    possible: int
    """They may be the same, or share days."""

    impossible: int
    """Certainly no day in common."""

    unreadable: int
    """One of the two is not EDTF."""

    @property
    def value(self) -> float | None:
        """The share of pairs that are certainly the same days."""
        return self.definite / self.n if self.n else None


class Side(NamedTuple):
    """What one annotation has at a place of disagreement."""

    id: str
    """The record."""
    value: Any
    """The value; ``None`` where it has none."""
    pointer: str
    """The place in the annotation where the value is or would be, as a JSON Pointer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A place where the two annotations differ. One side alone: the other has no such thing."""

    layer: str
    """The layer."""

    name: str
    """What differs: the name of a figure, or *record* for a thing that one side lacks."""

    article: str | None
    """The article by its id on the left; ``None`` if it concerns several."""

    start: int | None
    """Offset of the first code point concerned; ``None`` where it has no place in the text."""

    end: int | None
    """Offset behind the last one."""

    left: Side | None = field(hash=False)
    """The left; ``None`` if it lacks the thing."""

    right: Side | None = field(hash=False)
    """The right."""

    instead: tuple[Side, ...] = field(default=(), hash=False)
    """Of an event or claim that one side lacks: what that side has on most of its words, events
    and claims with their types and kinds."""

    def to_dict(self) -> dict[str, Json]:
        """As plain values."""
        sides = {
            name: None if side is None else side._asdict()
            for name, side in (("left", self.left), ("right", self.right))
        }
        names = ("layer", "name", "article", "start", "end")
        plain = {name: getattr(self, name) for name in names}
        return {**plain, **sides, "instead": [side._asdict() for side in self.instead]}


class SharedArticle(NamedTuple):
    """An article that both annotations have, found by the digest of its text."""

    left: str
    """Its id on the left."""
    right: str
    """Its id on the right."""
    sha256: str
    """The digest."""


class Window(NamedTuple):
    """A range of an article that the comparison is restricted to."""

    article: str
    """The article by its id; where it is given, that of either side will do."""
    start: int
    """Offset of the first code point."""
    end: int
    """Offset behind the last one."""


def _measured(figure: Figure) -> tuple[str, str, str]:
    """The chief measure of a figure, its value, and the number of units."""
    if isinstance(figure, SpanFigure):
        sides = f"{figure.exact.left}, {figure.exact.right}"
        return "F1, exact", number(figure.exact.f1), sides
    if isinstance(figure, ReferenceFigure):
        value = number(figure.score.f1) + tie_range(figure)
        return "F1", value, f"{figure.score.left}, {figure.score.right}"
    if isinstance(figure, LabelFigure):
        between = "" if figure.low is None else f" [{figure.low:.3f}, {number(figure.high)}]"
        return (
            f"α, {figure.metric}",
            number(figure.alpha) + tie_range(figure) + between,
            str(figure.n),
        )
    if isinstance(figure, CoverageFigure):
        return "α", number(figure.alpha), str(figure.n)
    assert isinstance(figure, TimeFigure)
    return "same value", str(figure.same), str(figure.n)


def number(value: float | None) -> str:
    """A figure with three digits, a dash where it is not defined."""
    return "–" if value is None else f"{value:.3f}"


def tie_range(figure: Figure, what: str = "") -> str:
    """How far a figure depends on which of several equally good pairs are made; empty if it does not."""
    low, high = map(number, figure.ties or (0, 0))
    return "" if low == high else f" ({what}ties: {low} to {high})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two annotations of the same articles, compared.

    ``agreement["claims/kind"]`` is a figure for all articles together, and
    ``agreement["claims/kind", "article:…"]`` that for one.
    """

    left: str
    """What the left is called."""

    right: str
    """What the right is called."""

    articles: tuple[SharedArticle, ...]
    """The articles compared, in the order of publication."""

    only_left: tuple[str, ...]
    """Articles that the right does not have, by their ids."""

    only_right: tuple[str, ...]
    """Articles that the left does not have."""

    windows: tuple[Window, ...]
    """What the comparison is restricted to; empty for all."""

    seed: int
    """The seed of the resampling."""

    samples: int
    """Resamples for each interval."""

    aligned: dict[str, tuple[tuple[str, str], ...]] = field(hash=False)
    """Records that were paired, by array: ids on the left and on the right."""

    alignments: int = 1
    """Equally good ways to pair the records that were found; the first one is shown, the others give
    the ``ties`` of figures."""

    figures: tuple[Figure, ...]
    """All figures; where there are several articles, each thing together and then for each."""

    disagreements: tuple[Disagreement, ...]
    """Where they differ, in the order of articles and places."""

    def __getitem__(self, key: str | tuple[str, str | None]) -> Figure:
        """A figure by its key, or by its key and an article's id on the left.

        Raises ``KeyError`` if there is none.
        """
        name, article = (key, None) if isinstance(key, str) else key
        for figure in self.figures:
            if figure.key == name and figure.article == article:
                return figure
        raise KeyError(key)

    def _repr_html_(self) -> str:
        """What a notebook shows: the figures as a table."""
        figures = [figure for figure in self.figures if figure.article is None]
        rows = [(figure.layer, figure.name, *_measured(figure)) for figure in figures]
        names = ("layer", "what", "measure", "value", "n")
        about = count(len(self.disagreements), "disagreement")
        return html(f"{self.left} and {self.right}", about, html_table(names, rows, len(rows)))

    def to_dict(self) -> dict[str, Json]:
        """All of it as plain values, for JSON."""
        return {
            "left": self.left,
            "right": self.right,
            "articles": [article._asdict() for article in self.articles],
            "only_left": list(self.only_left),
            "only_right": list(self.only_right),
            "within": [window._asdict() for window in self.windows],
            "seed": self.seed,
            "samples": self.samples,
            "aligned": {
                name: [list(pair) for pair in pairs] for name, pairs in self.aligned.items()
            },
            "alignments": self.alignments,
            "figures": [figure.to_dict() for figure in self.figures],
            "disagreements": [each.to_dict() for each in self.disagreements],
        }
