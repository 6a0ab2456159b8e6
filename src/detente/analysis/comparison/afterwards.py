"""What the later of two articles says of times after the earlier appeared: no omission of the earlier."""

from collections.abc import Iterator

from detente.analysis.comparison.positions import OTHER, ArticlePair, Side, part_at
from detente.analysis.comparison.result import Comparison, ComparisonItem, Position
from detente.edtf.overlap import before
from detente.records import Claim, Event, Factor, Phase, Relation
from detente.records.values import value_of


class Afterwards:
    """Which claims and events of the later article are of a time after the earlier one appeared."""

    def __init__(self, pair: ArticlePair) -> None:
        """Nothing where it is not certain which article is the earlier one."""
        self._pair = pair
        self._side: Side | None = None if pair.earlier is None else OTHER[pair.earlier]
        self._appeared = None if pair.earlier is None else pair.published(pair.earlier)
        self._known: dict[str, bool] = {}
        self._relations = {relation.id: relation for relation in pair.dataset.relations}

    @classmethod
    def of(cls, comparison: Comparison) -> "Afterwards":
        """Those of a comparison."""
        return cls(ArticlePair(comparison.dataset, comparison.left, comparison.right))

    def __contains__(self, id_: str) -> bool:
        """Whether a claim or event is certainly of a time after the earlier article appeared.

        By its own time; where it has none, if it is about, caused by, part of, or leads to what is.
        """
        if id_ not in self._known:
            self._known[id_] = False  # while it is looked for, so that circles end
            self._known[id_] = self._is_after(id_)
        return self._known[id_]

    def holds(self, item: ComparisonItem) -> bool:
        """Whether all that an item is of comes after: its claims and events, its phases and factors."""
        return all(self._of(position) for position in item.positions)

    def _of(self, position: Position) -> bool:
        relation = self._relations.get(position.record)
        if relation is None:
            return position.record in self
        return self._part_is_after(relation, position)

    def _part_is_after(self, relation: Relation, position: Position) -> bool:
        part: Phase | Factor = part_at(relation, position.paths[0])
        own = value_of(part.period)
        if own is not None:
            return before(self._appeared, own)
        return all(ground in self for ground in part.grounds)

    def _is_after(self, id_: str) -> bool:
        side = self._side
        if side is None or id_ not in self._pair.positions[side]:
            return False
        own, _reading = self._pair.time_of(id_, side)
        if own is not None:
            return before(self._appeared, own)
        return any(other in self for other in _bound(self._pair.records[id_]))


def _bound(record: Claim | Event) -> Iterator[str]:
    """Without what a claim or event cannot be: what it is about, part of, caused by or leads to."""
    if isinstance(record, Event):
        yield from (record.part_of,) if record.part_of else ()
        return
    yield from (*record.about, *record.causes, *record.effects)
    yield from (record.judged,) if record.judged else ()
