"""Units paired article by article; with another tie order only where that may change something."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from detente.analysis.agreement.contenders import Place
from detente.analysis.agreement.groups import Units
from detente.analysis.agreement.likeness import Called, Likeness
from detente.analysis.agreement.sides import Unit
from detente.analysis.agreement.ties import Ties

Pair = tuple[Unit, Unit]


class Matched(NamedTuple):
    """What is paired of some units."""

    units: Units
    pairs: list[Pair]
    places: tuple[Place, ...]
    """The pairs, by places in the order of both sides; parts of one record that are alike in all have one
    place, since it makes no difference which of them is paired.
    """


class Layer:
    """The pairs of the units of a layer."""

    def __init__(
        self,
        near: Iterable[Units],
        likeness: Likeness | None,
        called: Called,
        ties: Ties,
        *,
        first: "Layer | None" = None,
        renamed: Collection[str] = (),
    ) -> None:
        """``near``: the units that may be paired with each other. ``called``: what the left calls a record of
        the right. ``first``: the layer by the first tie order, if this is another one; ``renamed``: the
        records on the right that were called otherwise then.
        """
        self._matched: dict[int, Matched] = {}
        """By ``id()`` of the units."""
        self._asked: dict[str, set[int]] = defaultdict(set)
        """Which units depend on what a record is called."""
        self._tied: set[int] = set()
        """The units of which the tie order decides something."""
        self._first = first
        self.pairs: list[Pair] = []
        self.places: tuple[tuple[Place, ...], ...] = ()
        again = first._touched(renamed) if first else set()
        for units in near:
            number = id(units)
            if first and number in first._matched and number not in again:
                self._matched[number] = first._matched[number]
            else:
                self._match(units, likeness, called, ties)
        if first and [*self._matched.values()] == [*first._matched.values()]:
            self.pairs, self.places = first.pairs, first.places
        else:
            every = self._matched.values()
            self.pairs = [pair for each in every for pair in each.pairs]
            self.places = tuple(each.places for each in every)

    def _match(self, units: Units, likeness: Likeness | None, called: Called, ties: Ties) -> None:
        number = id(units)

        def noted(id_: str) -> str:
            self._asked[id_].add(number)
            return called(id_)

        decided = units.decided(likeness, noted, ties)
        if decided.tied:
            self._tied.add(number)
        pairs = [(units.left[row], units.right[column]) for row, column in decided.pairs]
        places = sorted((units.places[0][row], units.places[1][col]) for row, col in decided.pairs)
        matched = Matched(units, pairs, tuple(places))
        before = self._first._matched.get(number) if self._first else None
        # What is the same is to be seen to be so at once.
        self._matched[number] = before if before and before.pairs == pairs else matched

    def _touched(self, renamed: Iterable[str]) -> set[int]:
        """The units that may be paired otherwise by another tie order, if these records are renamed."""
        return self._tied.union(*(self._asked.get(id_, ()) for id_ in renamed))

    def changes(self) -> tuple[list[Pair], list[Pair]]:
        """The pairs of the first tie order that are gone, and those that are new: all if this is the first."""
        now, before = self._matched, self._first._matched if self._first else {}
        gone, new = (
            [pair for n, each in here.items() if there.get(n) is not each for pair in each.pairs]
            for here, there in ((before, now), (now, before))
        )
        both = set(gone) & set(new)
        return [pair for pair in gone if pair not in both], [p for p in new if p not in both]
