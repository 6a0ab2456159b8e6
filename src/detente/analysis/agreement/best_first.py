"""Records paired one to one, the best pairs first.

With another tie order little changes: what hangs together is paired as before if no two pairs of it are equally
good, and none of it is better or worse than it was.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from detente.analysis.agreement.contenders import Place
from detente.analysis.agreement.matching import components, uncontested
from detente.analysis.agreement.ordering import Order
from detente.analysis.agreement.ties import Ties

RecordPair = tuple[str, str]
"""Ids on the left and on the right."""

Merits = Mapping[RecordPair, Any]
"""How good pairs are; ``None`` for what is no pair."""


class Chosen(NamedTuple):
    """The pairs of records that are made, in an order that is the same for all tie orders."""

    pairs: list[RecordPair]
    places: tuple[Place, ...]
    """The pairs, by places in the order of both sides."""
    changed: frozenset[RecordPair] = frozenset()
    """The pairs that the first tie order makes and this one does not, or the other way round."""


class BestFirst:
    """Pairs of records that can be made, and those that are made of them."""

    def __init__(self, merits: Merits, order: Order, ties: Ties) -> None:
        """``ties``: the first order, that of the text."""
        self._merits, self._order = merits, order
        self._made = self._best(merits, ties)
        pairs = sorted(self._made, key=self._place)
        self.first = Chosen(pairs, tuple(map(self._place, pairs)))

    def again(self, changes: Merits, ties: Ties) -> Chosen:
        """What another order makes. ``changes``: the pairs that are better or worse now."""
        groups = [*self._tied, *(group for pair in changes for group in self._near(pair))]
        # Each once: what hangs together may be much, and much of it another now.
        once = {id(group): group for group in groups}.values()
        open_ = {pair for group in once for pair in group}
        merits = {pair: self._merits[pair] for pair in open_} | dict(changes)
        now = self._best({pair: each for pair, each in merits.items() if each is not None}, ties)
        changed = now ^ (open_ & self._made)
        pairs, places = list(self.first.pairs), list(self.first.places)
        for pair in changed:
            place = self._place(pair)
            at = bisect_left(places, place)
            if pair in now:
                pairs.insert(at, pair)
                places.insert(at, place)
            else:
                del pairs[at], places[at]
        return Chosen(pairs, tuple(places), frozenset(changed)) if changed else self.first

    def _place(self, pair: RecordPair) -> Place:
        return self._order.left[pair[0]], self._order.right[pair[1]]

    def _best(self, merits: Merits, ties: Ties) -> set[RecordPair]:
        ranked = []
        for pair, merit in merits.items():
            places = self._place(pair)
            ranked.append((merit, ties.of(*places), ties.sideless(*places), pair))
        taken: tuple[set[str], set[str]] = (set(), set())
        made = set()
        for *_rank, (one, other) in sorted(ranked, reverse=True):
            if one not in taken[0] and other not in taken[1]:
                taken[0].add(one)
                taken[1].add(other)
                made.add((one, other))
        return made

    # --- what hangs together ----------------------------------------------------------------

    @cached_property
    def _groups(self) -> list[list[RecordPair]]:
        """The pairs that have no record in common with those of another group."""
        alone = uncontested(self._merits)
        contested = components(pair for pair in self._merits if pair not in alone)
        return [*([pair] for pair in alone), *contested]

    @cached_property
    def _tied(self) -> list[list[RecordPair]]:
        """The groups in which pairs that exclude each other are equally good."""
        return [
            group
            for group in self._groups
            if any(
                len({(pair[side], self._merits[pair]) for pair in group}) < len(group)
                for side in (0, 1)
            )
        ]

    @cached_property
    def _group_of(self) -> tuple[dict[str, list[RecordPair]], dict[str, list[RecordPair]]]:
        """The group of each record on either side."""
        left, right = (
            {pair[side]: group for group in self._groups for pair in group} for side in (0, 1)
        )
        return left, right

    def _near(self, pair: RecordPair) -> Iterable[list[RecordPair]]:
        """The groups of the records of a pair."""
        return (of[id_] for of, id_ in zip(self._group_of, pair, strict=True) if id_ in of)
