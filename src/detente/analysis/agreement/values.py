"""What paired records and parts say: labels, references and times, and how far they agree."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from math import fsum
from typing import Any

from detente.analysis.agreement.aligning import Pair
from detente.analysis.agreement.collection import Collection, ElementPair
from detente.analysis.agreement.fields import ABSENT, NO_CODE, LabelField, ReferenceField
from detente.analysis.agreement.figures import LabelFigure, ReferenceFigure, Score, TimeFigure
from detente.analysis.agreement.measures import estimate, jaccard, same, total
from detente.analysis.agreement.sides import Unit
from detente.analysis.agreement.times import compare_times
from detente.diagnostics import Path

ByArticle = Iterable[tuple[Iterable[int], Hashable]]
"""Things, each with the numbers of the articles that it counts for."""


def labels(
    into: Collection, layer: str, pairs: Sequence[ElementPair], fields: Iterable[LabelField]
) -> None:
    """Compare the values of paired elements in some fields."""
    for field in fields:
        values = [(field.get(pair.left.value), field.get(pair.right.value)) for pair in pairs]
        if field.optional and _UNUSED.issuperset(value for both in values for value in both):
            continue
        if field.listed:
            _differences(into, layer, field.name, pairs, values, path=(field.field,))
        _label_figures(
            into, layer, field.name, pairs, values, metric=field.metric, order=field.order
        )


_UNUSED = frozenset({ABSENT, NO_CODE, None, frozenset[str]()})
"""The values of a field that holds its default."""


def _differences(
    into: Collection,
    layer: str,
    name: str,
    pairs: Sequence[ElementPair],
    values: Sequence[tuple[Any, Any]],
    *,
    path: Path,
) -> None:
    for pair, (left, right) in zip(pairs, values, strict=True) if into.listing else ():
        if left != right:
            into.differ(layer, name, pair, (left, right), (path, path))


def _label_figures(
    into: Collection,
    layer: str,
    name: str,
    pairs: Sequence[ElementPair],
    values: Sequence[tuple[Any, Any]],
    *,
    metric: str = "nominal",
    order: Sequence[str] = (),
) -> None:
    """Alpha of the values of pairs; pairs in which one side has none do not count."""
    counted = (
        (pair.articles, both) for pair, both in zip(pairs, values, strict=True) if None not in both
    )
    for article, given in into.by_scope(counted):
        estimated = estimate(
            given, metric, order, samples=into.samples, seed=into.seed, name=f"{layer}/{name}"
        )
        sets = [both for both in given if any(both)] if metric == "jaccard" else []
        into.figures.append(
            LabelFigure(
                layer=layer,
                name=name,
                article=article,
                metric=metric,
                n=len(given),
                agreed=_mean(left == right for left, right in given),
                jaccard=_mean(jaccard(left, right) for left, right in sets),
                **estimated._asdict(),
            )
        )


def _mean(values: Iterable[float]) -> float | None:
    listed = list(values)
    return fsum(listed) / len(listed) if listed else None


# --- references --------------------------------------------------------------------------------


def references(
    into: Collection, layer: str, pairs: Sequence[ElementPair], fields: Iterable[ReferenceField]
) -> None:
    """Compare what paired elements refer to."""
    for field in fields:
        names = str, into.alignment.on_right if field.ids else str
        scored: list[tuple[Iterable[int], Score]] = []
        for pair in pairs:
            left, right = (
                {
                    (name(id_), qualifier): (id_, path)
                    for id_, qualifier, path in field.get(element.value)
                    if view.has(id_)
                }
                for element, view, name in zip(pair[:2], into.views, names, strict=True)
            )
            both = left.keys() & right.keys()
            scored.append((pair.articles, Score(len(both), len(left), len(right))))
            if len(both) == len(left) == len(right) or not (field.listed and into.listing):
                continue
            for key, (id_, path) in (left | right).items():
                value = f"{id_} ({key[1]})" if key[1] else id_
                if key not in right:
                    into.differ(layer, field.name, pair, (value, None), (path, ()))
                elif key not in left:
                    into.differ(layer, field.name, pair, (None, value), ((), path))
        if field.optional and not any(score.left or score.right for _articles, score in scored):
            continue
        _scores(into, layer, field.name, scored)


def _scores(
    into: Collection, layer: str, name: str, scored: Iterable[tuple[Iterable[int], Score]]
) -> None:
    for article, scores in into.by_scope(scored):
        score = total(scores)
        into.figures.append(ReferenceFigure(layer=layer, name=name, article=article, score=score))


def paired(
    into: Collection, layer: str, name: str, sides: Iterable[Iterable[Unit]], pairs: Iterable[Pair]
) -> None:
    """Count the units that have a partner."""
    left, right = sides
    scored = [
        *(({one.article} & {other.article}, Score(1, 0, 0)) for one, other in pairs),
        *(({unit.article}, Score(0, 1, 0)) for unit in left),
        *(({unit.article}, Score(0, 0, 1)) for unit in right),
    ]
    _scores(into, layer, name, scored)


def same_things(into: Collection, layer: str, name: str, left: ByArticle, right: ByArticle) -> None:
    """Count the things that both sides have."""
    scopes = zip(into.by_scope(left), into.by_scope(right), strict=True)
    for (article, ones), (_article, others) in scopes:
        score = same(ones, others)
        into.figures.append(ReferenceFigure(layer=layer, name=name, article=article, score=score))


def same_record(into: Collection, layer: str, pairs: Sequence[Pair]) -> None:
    """Count which units are put in one record: pairs of paired units, as for coreference."""
    records = (((one.article,), (id(one.record), id(other.record))) for one, other in pairs)
    for article, listed in into.by_scope(records):
        both, left, right = (
            # Of n units in one record, two can be taken in so many ways.
            sum(n * (n - 1) // 2 for n in Counter(held).values())
            for held in (listed, [one for one, _ in listed], [other for _, other in listed])
        )
        into.figures.append(
            ReferenceFigure(
                layer=layer,
                name=f"same {layer[:-1]}",
                article=article,
                score=Score(both, left, right),
            )
        )


# --- times -------------------------------------------------------------------------------------


def times(
    into: Collection,
    layer: str,
    field: str,
    pairs: Sequence[ElementPair],
    values: Sequence[tuple[Any, Any]] | None = None,
) -> None:
    """Compare the times of paired elements: those in a field, if no others are given."""
    if values is None:
        values = [(getattr(p.left.value, field), getattr(p.right.value, field)) for p in pairs]
    given = [("yes" if left else "no", "yes" if right else "no") for left, right in values]
    bases = [(left and left.basis.value, right and right.basis.value) for left, right in values]
    # A phase always has a period.
    if layer != "phases":
        _label_figures(into, layer, f"{field} given", pairs, given)
    _label_figures(into, layer, f"{field} basis", pairs, bases)
    compared = [
        (pair.articles, compare_times(*both)) for pair, both in zip(pairs, values, strict=True)
    ]
    for article, results in into.by_scope(compared):
        count = Counter(results)
        into.figures.append(
            TimeFigure(
                layer=layer,
                name=field,
                article=article,
                n=count.total() - count["absent"],
                same=count["same"],
                # The same string is certainly the same time.
                definite=count["same"] + count["definite"],
                possible=count["possible"],
                impossible=count["impossible"],
                unreadable=count["unreadable"],
            )
        )
    written = [(_written(left), _written(right)) for left, right in values]
    _differences(into, layer, field, pairs, written, path=(field,))
    # Where one side has no time, that is listed once.
    known = [both if None not in both else (None, None) for both in bases]
    _differences(into, layer, f"{field} basis", pairs, known, path=(field, "basis"))


def _written(time: Any) -> Any:
    return time and (time.value or time.basis.value)
