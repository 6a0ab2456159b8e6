"""Which record on the left is which on the right.

Ids say nothing across annotators; places, names and contents do. Each step is one to one. Where
several pairings are equally good, a tie order decides, which depends neither on ids nor on the order
of records, nor on which side is left.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import fsum
from typing import Any

from detente.analysis.agreement import likeness as alike
from detente.analysis.agreement.candidates import Candidates
from detente.analysis.agreement.contenders import Contenders, Place, Places
from detente.analysis.agreement.groups import Units
from detente.analysis.agreement.likeness import Likeness
from detente.analysis.agreement.matching import some, uncontested
from detente.analysis.agreement.sides import Unit
from detente.analysis.agreement.ties import Ties
from detente.vocab.catalogue import SYMMETRIC

Pair = tuple[Unit, Unit]

TIE_ORDERS = 10
"""How many orders of equally good pairs are tried, if there are such."""


class Alignment:
    """The pairs of records and units of two views."""

    def __init__(self, candidates: Candidates, tie_order: int = 0) -> None:
        """Pair them: actors, issues, relations, mentions, then events and what builds on them.

        ``tie_order``: among equally good pairs, 0 prefers those that come in the order of the text,
        1 those that do so the least; any other number draws.
        """
        self.left, self.right = candidates.left, candidates.right
        self.candidates = candidates
        self._ties = Ties(tie_order, candidates.order.turned)
        self._made: list[tuple[tuple[int, int], ...]] = []
        """The pairs of each step, by places in the order of both sides; parts of one record that are
        alike in all have one place, since it makes no difference which of them is paired.
        """
        self.names: dict[str, str] = {}
        """Ids on the right of what is paired, to ids on the left."""
        self.records: dict[str, list[tuple[str, str]]] = {}
        self._note("actors", self._greedy(candidates.actors))
        self._note("issues", self._greedy(candidates.issues))
        self.segments = self._units(candidates.segments)
        self.uncoded = self._units(candidates.uncoded)
        self.mentions = self._units(candidates.mentions, alike.MENTIONS)
        self._note("relations", self._relations())
        self.events = self._units(candidates.events, alike.EVENTS)
        self._note("events", self._majority(self.events))
        self.claims = self._units(candidates.claims, alike.CLAIMS)
        self._note("claims", self._majority(self.claims))
        relations = {right: left for left, right in self.records["relations"]}
        self.phases = self._units(candidates.related("phases", relations), alike.PHASES)
        self.factors = self._units(candidates.related("factors", relations), alike.FACTORS)
        self.links = self._links()
        self.made = tuple(self._made)

    def others(self) -> "list[Alignment]":
        """Alignments that are equally good and not the same, alignments by other tie orders."""
        alignments: dict[Any, Alignment] = {self.made: self}
        for tie_order in range(1, TIE_ORDERS + 1):
            other = Alignment(self.candidates, tie_order)
            alignments.setdefault(other.made, other)
            if len(alignments) == 1:
                break  # The most unlike order changes nothing, so no others are tried.
        return list(alignments.values())[1:]

    # --- names -----------------------------------------------------------------------------

    def on_right(self, id_: str) -> str:
        """A reference on the right as the left calls it; what has no partner is like nothing."""
        return self.names.get(id_, f"right {id_}")

    def _note(self, array: str, pairs: list[tuple[str, str]]) -> None:
        self.records[array] = pairs
        self.names.update({right: left for left, right in pairs})

    def _greedy(self, candidates: Iterable[tuple[Any, str, str]]) -> list[tuple[str, str]]:
        """Pairs one to one, the best first."""
        left, right = self.candidates.order.left, self.candidates.order.right
        taken: tuple[set[str], set[str]] = (set(), set())
        pairs = []
        ranked = []
        for rank, one, other in candidates:
            places = left[one], right[other]
            ranked.append((rank, self._ties.of(*places), self._ties.sideless(*places), one, other))
        for *_rank, one, other in sorted(ranked, reverse=True):
            if one not in taken[0] and other not in taken[1]:
                taken[0].add(one)
                taken[1].add(other)
                pairs.append((one, other))
        # In an order that is the same for all tie orders.
        pairs.sort(key=lambda pair: (left[pair[0]], right[pair[1]]))
        self._made.append(tuple((left[one], right[other]) for one, other in pairs))
        return pairs

    # --- the steps --------------------------------------------------------------------------

    def _units(self, near: Iterable[Units], likeness: Likeness | None = None) -> list[Pair]:
        """Units paired by the overlap of their places and their likeness."""
        made: list[Pair] = []
        for units in near:
            pairs = units.pairs(likeness, self.on_right, self._ties)
            made += self._noted(units.left, units.right, units.places, pairs)
        return made

    def by_overlap(self, left: Iterable[Unit], right: Iterable[Unit]) -> list[Pair]:
        """Units paired by the overlap of their places alone."""
        return self._units(self.candidates.near(left, right))

    def _majority(self, pairs: Sequence[Pair]) -> list[tuple[str, str]]:
        """The pairs of records that most of their units make."""
        shared: dict[tuple[str, str], list[float]] = defaultdict(list)
        for one, other in pairs:
            shared[one.record.id, other.record.id].append(self.candidates.overlap(one, other))
        return self._greedy(
            ((len(each), round(fsum(each), 9)), *key) for key, each in shared.items()
        )

    def _relations(self) -> list[tuple[str, str]]:
        by_parties: dict[frozenset[str], list[str]] = defaultdict(list)
        for other in self.right.once("relations"):
            by_parties[frozenset(map(self.on_right, other.parties))].append(other.id)
        return self._greedy(
            ((), one.id, other)
            for one in self.left.once("relations")
            for other in by_parties[frozenset(one.parties)]
        )

    def _links(self) -> list[Pair]:
        ones, others, places = self.candidates.links
        by_ends: dict[frozenset[str], list[int]] = defaultdict(list)
        for column, other in enumerate(others):
            by_ends[frozenset(map(self.on_right, _ends(other)))].append(column)
        weights = {}
        ends = ((row, c) for row, one in enumerate(ones) for c in by_ends[frozenset(_ends(one))])
        for row, column in some(ends, len(ones) + len(others)):
            one, other = ones[row], others[column]
            mutual = not SYMMETRIC.isdisjoint((one.part.kind, other.part.kind))
            if mutual or _ends(one)[0] == self.on_right(_ends(other)[0]):
                weights[row, column] = 1 + 0.5 * (one.part.kind == other.part.kind)
        sure = uncontested(weights)
        contested = {pair: weight for pair, weight in weights.items() if pair not in sure}
        pairs = Contenders(sure, contested).decided(places, self._ties)
        return self._noted(ones, others, places, sorted(pairs))

    def _noted(
        self, left: Sequence[Unit], right: Sequence[Unit], places: Places, pairs: Sequence[Place]
    ) -> list[Pair]:
        """The units of pairs, which are noted as made."""
        self._made.append(tuple(sorted((places[0][row], places[1][col]) for row, col in pairs)))
        return [(left[row], right[column]) for row, column in pairs]


def _ends(link: Unit) -> tuple[str, str]:
    return link.part.source, link.part.target
