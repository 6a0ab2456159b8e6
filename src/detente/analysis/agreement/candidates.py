"""What can be paired, whatever the tie order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.analysis.agreement.groups import Units, any_with_any, by_place
from detente.analysis.agreement.matching import overlaps, some
from detente.analysis.agreement.ordering import Order
from detente.analysis.agreement.points import Points
from detente.analysis.agreement.sides import Unit, View, by_article

_Places = dict[str, Points]
"""For each actor the code points of its mentions."""

_Parts = Mapping[tuple[str, int], list[Unit]]
"""Units by relation and article."""


class Candidates:
    """What can be paired, whatever the tie order."""

    def __init__(self, left: View, right: View) -> None:
        """Put the records and units in order."""
        self.left, self.right = left, right
        self.order = Order(left, right)
        self.actors = self._alike("actors", left.places(), right.places())
        self.issues = self._alike("issues", {}, {})
        self.segments = self.near(left.segments, right.segments)
        self.uncoded = self.near(left.uncoded, right.uncoded)
        self.mentions = self.near(left.mentions, right.mentions)
        self.events = self.near(left.events, right.events)
        self.claims = self.near(left.claims, right.claims)
        self.links = self.sorted(left.links, right.links)
        self._parts = {
            name: (_by_relation(getattr(left, name)), _by_relation(getattr(right, name)))
            for name in ("phases", "factors")
        }
        self._related: dict[tuple[str, str, str, int], Units] = {}
        self._overlaps: dict[tuple[Unit, Unit], float] = {}

    def overlap(self, one: Unit, other: Unit) -> float:
        """Jaccard's index of the code points of two accounts or utterances."""
        if (one, other) not in self._overlaps:
            both = Points.under(one.spans), Points.under(other.spans)
            self._overlaps[one, other] = both[0].jaccard(both[1])
        return self._overlaps[one, other]

    def sorted(
        self, left: Iterable[Unit], right: Iterable[Unit]
    ) -> tuple[list[Unit], list[Unit], tuple[list[int], list[int]]]:
        """Units in order, with their places in the order of both sides."""
        sides, places = [], []
        given = list(left), list(right)
        for units, numbers in zip(given, self.order.units(*given), strict=True):
            in_order = sorted(range(len(units)), key=numbers.__getitem__)
            sides.append([units[n] for n in in_order])
            places.append([numbers[n] for n in in_order])
        return sides[0], sides[1], (places[0], places[1])

    def near(self, left: Iterable[Unit], right: Iterable[Unit]) -> list[Units]:
        """The units of each article, and those that share code points."""
        number = len(self.left.number)
        sides = zip(by_article(left, number), by_article(right, number), strict=True)
        return [by_place(*self.sorted(*both)) for both in sides]

    def related(self, name: str, relations: Mapping[str, str]) -> list[Units]:
        """The phases or factors of each relation in each article.

        ``relations``: ids on the right of those that are paired, to ids on the left.
        """
        ones, others = self._parts[name]
        # Not as the file has them: the order of pairs is to depend on the texts alone.
        rank = self.order.right
        found = []
        for right, article in sorted(others, key=lambda key: (key[1], rank[key[0]])):
            left = relations.get(right, "")
            if (left, article) in ones:
                key = name, left, right, article
                if key not in self._related:
                    units = self.sorted(ones[left, article], others[right, article])
                    self._related[key] = any_with_any(*units)
                found.append(self._related[key])
        return found

    def _alike(
        self, array: str, where: _Places, there: _Places
    ) -> list[tuple[tuple[Any, ...], str, str]]:
        records = len(self.left.once(array)) + len(self.right.once(array))
        return some(self._named(array, where, there), records)

    def _named(
        self, array: str, where: _Places, there: _Places
    ) -> Iterable[tuple[tuple[Any, ...], str, str]]:
        """Actors or issues that have an identifier, a name or a code point in common, and how much
        of them. ``where`` and ``there``: the code points of their mentions on both sides.
        """
        left, right = self.left, self.right
        others = [
            (record, _identifiers(record), right.named(record), there.get(record.id, Points()))
            for record in right.once(array)
        ]
        by_mark: dict[Any, list[int]] = defaultdict(list)
        for number, (_record, known, names, _places) in enumerate(others):
            for mark in {*known, *names}:
                by_mark[mark].append(number)
        near = _near(where, [places for _record, _known, _names, places in others])
        for one in left.once(array):
            known, names, places = _identifiers(one), left.named(one), where.get(one.id, Points())
            own = {n for mark in {*known, *names} for n in by_mark.get(mark, ())}
            for number in own | near[one.id]:
                other, *marks, their = others[number]
                both = len(known & marks[0]), len(names & marks[1])
                shared = places.jaccard(their) if places or their else 0.0
                rank = (*map(bool, both), one.kind == other.kind, *both, shared)
                yield rank, one.id, other.id


def _near(where: _Places, there: Sequence[Points]) -> dict[str, set[int]]:
    """For each actor on the left the numbers of those on the right that have a code point in common."""
    sides: tuple[dict[int, list[Any]], ...] = (defaultdict(list), defaultdict(list))
    for side, named in zip(sides, (where.items(), enumerate(there)), strict=True):
        for name, points in named:
            for article, *span in points.places:
                side[article].append((tuple(span), name))
    found: dict[str, set[int]] = defaultdict(set)
    for article in sides[0].keys() & sides[1].keys():
        left, right = (side[article] for side in sides)
        for row, column in overlaps(*([span for span, _name in side] for side in (left, right))):
            found[left[row][1]].add(right[column][1])
    return found


def _by_relation(units: Iterable[Unit]) -> _Parts:
    parts: dict[tuple[str, int], list[Unit]] = defaultdict(list)
    for unit in units:
        parts[unit.record.id, unit.article].append(unit)
    return parts


def _identifiers(record: Any) -> set[tuple[str, str]]:
    return {(i.scheme.value, i.value) for i in record.identifiers}
