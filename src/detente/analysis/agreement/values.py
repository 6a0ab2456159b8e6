"""What paired records and parts say: labels, references and times, and how far they agree."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import chain, repeat
from math import fsum
from typing import Any

from detente.analysis.agreement.aligning import Pair
from detente.analysis.agreement.collection import Collection, ElementPair
from detente.analysis.agreement.fields import ABSENT, NO_CODE, LabelField, ReferenceField
from detente.analysis.agreement.figures import LabelFigure, ReferenceFigure, Score, TimeFigure
from detente.analysis.agreement.measures import estimate, jaccard, same, total
from detente.analysis.agreement.sides import Unit
from detente.analysis.agreement.tallies import tally
from detente.analysis.agreement.times import compare_times
from detente.diagnostics import Path

_Both = tuple[Any, Any]
"""What the left has, and what the right."""

ByArticle = Iterable[tuple[Iterable[int], Hashable]]
"""Things, each with the numbers of the articles that it counts for."""


def labels(
    into: Collection, layer: str, pairs: Sequence[ElementPair], fields: Iterable[LabelField]
) -> None:
    """Compare the values of paired elements in some fields."""
    for field in fields:

        def both(number: int, field: LabelField = field) -> _Both:
            left, right = pairs[number][:2]
            return field.get(left.value), field.get(right.value)

        get: Callable[[int], _Both] = both
        if into.base is None:
            values = [both(number) for number in range(len(pairs))]
            if field.optional and _UNUSED.issuperset(value for each in values for value in each):
                continue
            if field.listed:
                _differences(into, layer, field.name, pairs, values, path=(field.field,))
            get = values.__getitem__
        _label_figures(into, layer, field.name, pairs, get, metric=field.metric, order=field.order)


_UNUSED = frozenset({ABSENT, NO_CODE, None, frozenset[str]()})
"""The values of a field that holds its default."""


def _differences(
    into: Collection,
    layer: str,
    name: str,
    pairs: Sequence[ElementPair],
    values: Sequence[_Both],
    *,
    path: Path,
) -> None:
    for pair, (left, right) in zip(pairs, values, strict=True):
        if left != right:
            into.differ(layer, name, pair, (left, right), (path, path))


def _label_figures(
    into: Collection,
    layer: str,
    name: str,
    pairs: Sequence[ElementPair],
    both: Callable[[int], _Both],
    *,
    metric: str = "nominal",
    order: Sequence[str] = (),
) -> None:
    """Alpha of the values of pairs, got by number; pairs in which one side has none do not count."""

    def outcome(number: int) -> _Both | None:
        values = both(number)
        return None if None in values else values

    def figure(article: str | None, given: Counter[_Both]) -> LabelFigure:
        estimated = estimate(
            given, metric, order, samples=into.samples, seed=into.seed, name=f"{layer}/{name}"
        )
        n = given.total()
        same = sum(times for (left, right), times in given.items() if left == right)
        return LabelFigure(
            layer=layer,
            name=name,
            article=article,
            metric=metric,
            n=n,
            agreed=same / n if n else None,
            jaccard=_mean_jaccard(given) if metric == "jaccard" else None,
            **estimated._asdict(),
        )

    tally(into, (layer, name), pairs, outcome, figure)


def _mean_jaccard(given: Mapping[_Both, int]) -> float | None:
    """The mean of Jaccard's index, of pairs of sets one of which at least is not empty."""
    sets = {both: times for both, times in given.items() if any(both)}
    indices = chain.from_iterable(repeat(jaccard(*both), times) for both, times in sets.items())
    return fsum(indices) / sum(sets.values()) if sets else None


# --- references --------------------------------------------------------------------------------


def references(
    into: Collection, layer: str, pairs: Sequence[ElementPair], fields: Iterable[ReferenceField]
) -> None:
    """Compare what paired elements refer to."""
    for field in fields:

        def outcome(number: int, field: ReferenceField = field) -> tuple[int, int, int]:
            return _compared_references(into, layer, field, pairs[number])

        def refers(pair: ElementPair, field: ReferenceField = field) -> Iterable[str]:
            return (id_ for id_, _qualifier, _path in field.get(pair.right.value))

        def figure(
            article: str | None,
            scores: Counter[tuple[int, int, int]],
            field: ReferenceField = field,
        ) -> ReferenceFigure:
            score = total(Score(*(n * part for part in each)) for each, n in scores.items())
            return ReferenceFigure(layer=layer, name=field.name, article=article, score=score)

        tally(
            into,
            (layer, field.name),
            pairs,
            outcome,
            figure,
            refers=refers if field.ids else None,
            unused=_NOTHING if field.optional else None,
        )


_NOTHING = 0, 0, 0
"""Of a field that neither side uses."""


def _compared_references(
    into: Collection, layer: str, field: ReferenceField, pair: ElementPair
) -> tuple[int, int, int]:
    """How many references of a pair are the same, how many the left has, and how many the right; those that
    are not the same are listed.
    """
    names = str, into.alignment.on_right if field.ids else str
    left, right = (
        {
            (name(id_), qualifier): (id_, path)
            for id_, qualifier, path in field.get(element.value)
            if view.has(id_)
        }
        for element, view, name in zip(pair[:2], into.views, names, strict=True)
    )
    both = left.keys() & right.keys()
    if not len(both) == len(left) == len(right) and field.listed:
        for key, (id_, path) in (left | right).items():
            value = f"{id_} ({key[1]})" if key[1] else id_
            if key not in right:
                into.differ(layer, field.name, pair, (value, None), (path, ()))
            elif key not in left:
                into.differ(layer, field.name, pair, (None, value), ((), path))
    return len(both), len(left), len(right)


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
    if into.as_before(f"{layer}/{name}", pairs):
        return
    left, right = sides
    scored = [
        *(({one.article} & {other.article}, Score(1, 0, 0)) for one, other in pairs),
        *(({unit.article}, Score(0, 1, 0)) for unit in left),
        *(({unit.article}, Score(0, 0, 1)) for unit in right),
    ]
    _scores(into, layer, name, scored)


def same_things(into: Collection, layer: str, name: str, left: ByArticle, right: ByArticle) -> None:
    """Count the things that both sides have."""
    if into.base is not None and not into.renamed:
        return
    scopes = zip(into.by_scope(left), into.by_scope(right), strict=True)
    for (article, ones), (_article, others) in scopes:
        score = same(ones, others)
        into.figures.append(ReferenceFigure(layer=layer, name=name, article=article, score=score))


def same_record(into: Collection, layer: str, pairs: Sequence[Pair]) -> None:
    """Count which units are put in one record: pairs of paired units, as for coreference."""
    if into.as_before(f"{layer}/same", pairs):
        return
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
        _label_figures(into, layer, f"{field} given", pairs, given.__getitem__)
    _label_figures(into, layer, f"{field} basis", pairs, bases.__getitem__)

    def figure(article: str | None, count: Counter[str]) -> TimeFigure:
        return TimeFigure(
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

    tally(into, (layer, field), pairs, lambda number: compare_times(*values[number]), figure)
    if into.base is None:
        written = [(_written(left), _written(right)) for left, right in values]
        _differences(into, layer, field, pairs, written, path=(field,))
        # Where one side has no time, that is listed once.
        known = [both if None not in both else (None, None) for both in bases]
        _differences(into, layer, f"{field} basis", pairs, known, path=(field, "basis"))


def _written(time: Any) -> Any:
    return time and (time.value or time.basis.value)
