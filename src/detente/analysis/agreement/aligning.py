"""Which record on the left is which on the right.

Ids say nothing across annotators; places, names and contents do. Each step is one to one. Where
several pairings are equally good, a tie order decides, which depends neither on ids nor on the order
of records, nor on which side is left.
"""

from collections import defaultdict
from collections.abc import Iterable
from math import fsum
from typing import Any

from detente.analysis.agreement import likeness as alike
from detente.analysis.agreement.best_first import BestFirst, Merits, RecordPair
from detente.analysis.agreement.candidates import Candidates
from detente.analysis.agreement.contenders import Contenders
from detente.analysis.agreement.groups import Units
from detente.analysis.agreement.layers import Layer, Pair
from detente.analysis.agreement.likeness import Likeness
from detente.analysis.agreement.matching import some, uncontested
from detente.analysis.agreement.sides import Unit
from detente.analysis.agreement.ties import Ties
from detente.vocab.catalogue import SYMMETRIC

TIE_ORDERS = 10
"""How many orders of equally good pairs are tried, if there are such."""


class Alignment:
    """The pairs of records and units of two views."""

    def __init__(
        self, candidates: Candidates, tie_order: int = 0, *, first: "Alignment | None" = None
    ) -> None:
        """Pair them: actors, issues, relations, mentions, then events and what builds on them.

        ``tie_order``: among equally good pairs, 0 prefers those that come in the order of the text,
        1 those that do so the least; any other number draws. ``first``: the alignment by the order of
        the text, of which all is kept that another order does not change.
        """
        self.left, self.right = candidates.left, candidates.right
        self.candidates = candidates
        self._ties = Ties(tie_order, candidates.order.turned)
        self._first = first
        self._best: dict[str, BestFirst] = {}
        self._overlaps: dict[str, dict[RecordPair, list[float]]] = {}
        """Of two records how much each pair of their units overlaps; only of those where that changed, if
        this is not the first alignment.
        """
        self._parties: dict[str, frozenset[str]] = {}
        """Of relations on the right, as the left calls them."""
        self._layers: dict[str, Layer] = {}
        self._made: list[Any] = []
        """The pairs of each step, by places in the order of both sides."""
        self.names: dict[str, str] = {}
        """Ids on the right of what is paired, to ids on the left."""
        self.renamed: set[str] = set()
        """The records on the right that have other partners in the first alignment."""
        self.records: dict[str, list[RecordPair]] = {}
        # How good these are depends on nothing that is paired.
        self._choose("actors", {} if first else candidates.actors)
        self._choose("issues", {} if first else candidates.issues)
        self.segments = self._units("segments", candidates.segments)
        self.uncoded = self._units("uncoded", candidates.uncoded)
        self.mentions = self._units("mentions", candidates.mentions, alike.MENTIONS)
        self._choose("relations", self._relations())
        self.events = self._units("events", candidates.events, alike.EVENTS)
        self._choose("events", self._majority("events"))
        self.claims = self._units("claims", candidates.claims, alike.CLAIMS)
        self._choose("claims", self._majority("claims"))
        relations = {right: left for left, right in self.records["relations"]}
        self.phases, self.factors = (
            self._units(name, candidates.related(name, relations), likeness)
            for name, likeness in (("phases", alike.PHASES), ("factors", alike.FACTORS))
        )
        self.links = self._links()
        self.made = tuple(self._made)

    def others(self) -> "list[Alignment]":
        """Alignments that are equally good and not the same, alignments by other tie orders."""
        alignments: dict[Any, Alignment] = {self.made: self}
        for tie_order in range(1, TIE_ORDERS + 1):
            other = Alignment(self.candidates, tie_order, first=self)
            alignments.setdefault(other.made, other)
            if len(alignments) == 1:
                break  # The most unlike order changes nothing, so no others are tried.
        return list(alignments.values())[1:]

    # --- names -----------------------------------------------------------------------------

    def on_right(self, id_: str) -> str:
        """A reference on the right as the left calls it; what has no partner is like nothing."""
        return self.names.get(id_, f"right {id_}")

    def _choose(self, array: str, merits: Merits) -> None:
        """Pair records, the best pairs first. ``merits``: of the pairs that can be made; if this is not the first
        alignment, of those alone that have others now.
        """
        if self._first is None:
            self._best[array] = BestFirst(merits, self.candidates.order, self._ties)
            chosen = self._best[array].first
        else:
            chosen = self._first._best[array].again(merits, self._ties)
        self.records[array] = chosen.pairs
        self.names.update({right: left for left, right in chosen.pairs})
        self.renamed.update(right for _left, right in chosen.changed)
        self._made.append(chosen.places)

    # --- the steps --------------------------------------------------------------------------

    def _units(
        self, layer: str, near: Iterable[Units], likeness: Likeness | None = None
    ) -> list[Pair]:
        """Units paired by the overlap of their places and their likeness."""
        first = self._first._layers[layer] if self._first else None
        found = Layer(near, likeness, self.on_right, self._ties, first=first, renamed=self.renamed)
        self._layers[layer] = found
        self._made.append(found.places)
        return found.pairs

    def by_overlap(self, left: Iterable[Unit], right: Iterable[Unit]) -> list[Pair]:
        """Units paired by the overlap of their places alone."""
        return Layer(self.candidates.near(left, right), None, str, self._ties).pairs

    def _majority(self, layer: str) -> Merits:
        """How good the pairs of records are that units make: those of most units, then of the most words."""
        known = self._first._overlaps[layer] if self._first else {}
        gone, new = self._layers[layer].changes()
        changed: dict[RecordPair, list[float]] = {}
        for pairs, change in ((gone, list[float].remove), (new, list[float].append)):
            for one, other in pairs:
                ids = one.record.id, other.record.id
                if ids not in changed:
                    changed[ids] = list(known.get(ids, ()))
                change(changed[ids], self.candidates.overlap(one, other))
        self._overlaps[layer] = changed
        return {
            ids: (len(each), round(fsum(each), 9)) if each else None
            for ids, each in changed.items()
        }

    def _relations(self) -> Merits:
        """The pairs of relations that have the same parties: all are equally good."""
        lefts, first = self.candidates.relations, self._first
        merits: dict[RecordPair, Any] = {}
        for other in self.right.once("relations"):
            if first is None or not self.renamed.isdisjoint(other.parties):
                parties = frozenset(map(self.on_right, other.parties))
                self._parties[other.id] = parties
                before = first._parties[other.id] if first else None
                merits |= dict.fromkeys(((one, other.id) for one in lefts.get(before, ())), None)
                merits |= dict.fromkeys(((one, other.id) for one in lefts.get(parties, ())), ())
        return merits

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
        pairs = sorted(Contenders(sure, contested).decided(places, self._ties))
        self._made.append(tuple(sorted((places[0][row], places[1][col]) for row, col in pairs)))
        return [(ones[row], others[column]) for row, column in pairs]


def _ends(link: Unit) -> tuple[str, str]:
    return link.part.source, link.part.target
