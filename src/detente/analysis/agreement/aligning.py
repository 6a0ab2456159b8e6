"""Which record on the left is which on the right.

Ids say nothing across annotators; places, names and contents do. Each step is one to one. Where
several pairings are equally good, a tie order decides, which depends neither on ids nor on the order
of records, nor on which side is left.
"""

import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from itertools import product
from math import fsum, sqrt
from typing import Any, NamedTuple

from detente.analysis.agreement.measures import jaccard, matching, overlaps, some, uncontested
from detente.analysis.agreement.ordering import Order
from detente.analysis.agreement.points import Points
from detente.analysis.agreement.sides import Unit, View
from detente.analysis.agreement.times import compare_times
from detente.records.kinds import kind_of
from detente.text.word_runs import words_of
from detente.vocab.catalogue import SYMMETRIC

Pair = tuple[Unit, Unit]

_Parts = dict[tuple[str, int], list[Unit]]
"""Units by relation and article."""

_Places = dict[str, Points]
"""For each actor the code points of its mentions."""

SAME_VALUE = 0.05
SAME_REFERENCES = 0.1
SAME_WORDS = 0.1
"""What adds to the overlap of evidence, so that of several records on one sentence those are
paired that are most alike."""

_TIE = 1e-9
"""Far less than any difference that a place or a value makes."""

TIE_ORDERS = 10
"""How many orders of equally good pairs are tried, if there are such."""


class _ArticleUnits(NamedTuple):
    """The units of a kind in one article, in order, and those that share code points."""

    left: list[Unit]
    right: list[Unit]
    places: tuple[list[int], list[int]]
    """The place of each unit in the order of both sides."""
    shared: dict[tuple[int, int], float]
    """Jaccard's index of the code points of pairs that have any in common."""
    sure: frozenset[tuple[int, int]]
    """Those of them whose units share code points with no other."""


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
        self.overlap = {
            (near.left[row], near.right[column]): overlap
            for near in (*self.events, *self.claims)
            for (row, column), overlap in near.shared.items()
        }
        """Jaccard's index of the code points of accounts and of utterances."""
        self.phases = _by_relation(left.phases), _by_relation(right.phases)
        self.factors = _by_relation(left.factors), _by_relation(right.factors)
        self.links = self.sorted(left.links, right.links)

    def sorted(
        self, left: Iterable[Unit], right: Iterable[Unit]
    ) -> tuple[list[Unit], list[Unit], tuple[list[int], list[int]]]:
        """Units in order, with their places in the order of both sides."""
        sides, places = [], []
        given = list(left), list(right)
        for units, numbers in zip(given, self.order.units(*given), strict=True):
            by_place = sorted(range(len(units)), key=numbers.__getitem__)
            sides.append([units[n] for n in by_place])
            places.append([numbers[n] for n in by_place])
        return sides[0], sides[1], (places[0], places[1])

    def near(self, left: Sequence[Unit], right: Sequence[Unit]) -> list[_ArticleUnits]:
        """The units of each article, and those that share code points."""
        articles = []
        for article in range(len(self.left.number)):
            ones, others, places = self.sorted(
                *([unit for unit in side if unit.article == article] for side in (left, right))
            )
            lefts, rights = ([Points.under(u.spans) for u in side] for side in (ones, others))
            shared = {
                (row, column): lefts[row].jaccard(rights[column])
                for row, column in overlaps(_hulls(ones), _hulls(others))
                if lefts[row] & rights[column]
            }
            articles.append(_ArticleUnits(ones, others, places, shared, uncontested(shared)))
        return articles

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
    ones = [(place, id_) for id_, points in where.items() for place in points.places]
    others = [(place, number) for number, points in enumerate(there) for place in points.places]
    found: dict[str, set[int]] = defaultdict(set)
    for article in {place[0] for place, _id in ones}:
        left = [(place[1:], id_) for place, id_ in ones if place[0] == article]
        right = [(place[1:], number) for place, number in others if place[0] == article]
        pairs = overlaps([span for span, _id in left], [span for span, _number in right])
        for row, column in pairs:
            found[left[row][1]].add(right[column][1])
    return found


class Alignment:
    """The pairs of records and units of two views."""

    def __init__(self, candidates: Candidates, tie_order: int = 0) -> None:
        """Pair them: actors, issues, relations, mentions, then events and what builds on them.

        ``tie_order``: among equally good pairs, 0 prefers those that come in the order of the text,
        1 those that do so the least; any other number draws.
        """
        self.left, self.right = candidates.left, candidates.right
        self.candidates = candidates
        self._tie_order = tie_order
        self._made: list[tuple[tuple[int, int], ...]] = []
        """The pairs of each step, by places in the order of both sides; parts of one record that are
        alike in all have one place, since it makes no difference which of them is paired.
        """
        self._names: dict[str, str] = {}
        """Ids on the right of what is paired, to ids on the left."""
        self.records: dict[str, list[tuple[str, str]]] = {}
        self._note("actors", self._greedy(candidates.actors))
        self._note("issues", self._greedy(candidates.issues))
        self.segments = self._units(candidates.segments)
        self.uncoded = self._units(candidates.uncoded)
        self.mentions = self._units(candidates.mentions, self._mention)
        self._note("relations", self._relations())
        self.events = self._units(candidates.events, self._event)
        self._note("events", self._majority(self.events))
        self.claims = self._units(candidates.claims, self._claim)
        self._note("claims", self._majority(self.claims))
        self.phases = self._parts(*candidates.phases, self._phase)
        self.factors = self._parts(*candidates.factors, self._factor)
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
        return self._names.get(id_, f"right {id_}")

    def _note(self, array: str, pairs: list[tuple[str, str]]) -> None:
        self.records[array] = pairs
        self._names.update({right: left for left, right in pairs})

    # --- ties ------------------------------------------------------------------------------

    def _tie(self, one: int, other: int) -> float:
        """What decides between pairs that are equally good, from their places in the order of both
        sides; the same if the sides are exchanged.
        """
        if self._tie_order > 1:
            drawn = "{} {} {}".format(self._tie_order, *self._sideless(one, other))
            return zlib.crc32(drawn.encode()) / 2**32
        # First with first. Roots, since whole numbers would often have the same sums.
        apart = (sqrt(one + 1) - sqrt(other + 1)) ** 2
        return apart if self._tie_order else -apart

    def _sideless(self, one: int, other: int) -> tuple[int, int]:
        """Two numbers of left and right in an order that is the same if the sides are exchanged;
        applied to its result, it gives left and right again.
        """
        return (other, one) if self.candidates.order.turned else (one, other)

    def _matched(
        self,
        left: Sequence[Unit],
        right: Sequence[Unit],
        places: tuple[Sequence[int], Sequence[int]],
        weights: dict[tuple[int, int], float],
        sure: Collection[tuple[int, int]] | None = None,
    ) -> list[Pair]:
        """The pairs of the largest total weight, and of those that the tie order prefers. ``sure``:
        the pairs that are made in any case, if they are known.
        """
        sure = uncontested(weights) if sure is None else sure
        decided = {
            self._sideless(row, column): weight
            + _TIE * self._tie(places[0][row], places[1][column])
            for (row, column), weight in weights.items()
            if (row, column) not in sure
        }
        # Where totals are equal to the last digit, the solver's choice depends on rows and columns.
        pairs = sorted([*(self._sideless(*pair) for pair in matching(decided)), *sure])
        self._made.append(tuple(sorted((places[0][row], places[1][col]) for row, col in pairs)))
        return [(left[row], right[column]) for row, column in pairs]

    def _greedy(self, candidates: Iterable[tuple[Any, str, str]]) -> list[tuple[str, str]]:
        """Pairs one to one, the best first."""
        left, right = self.candidates.order.left, self.candidates.order.right
        taken: tuple[set[str], set[str]] = (set(), set())
        pairs = []
        ranked = []
        for rank, one, other in candidates:
            places = left[one], right[other]
            ranked.append((rank, self._tie(*places), self._sideless(*places), one, other))
        for *_rank, one, other in sorted(ranked, reverse=True):
            if one not in taken[0] and other not in taken[1]:
                taken[0].add(one)
                taken[1].add(other)
                pairs.append((one, other))
        self._made.append(tuple(sorted((left[one], right[other]) for one, other in pairs)))
        return pairs

    # --- the steps --------------------------------------------------------------------------

    def _units(
        self, near: Iterable[_ArticleUnits], likeness: Callable[[Unit, Unit], float] | None = None
    ) -> list[Pair]:
        """Units of one article each, paired by the overlap of their places and their likeness."""
        pairs: list[Pair] = []
        for ones, others, places, shared, sure in near:
            weights = shared
            if likeness is not None:
                weights = {
                    (row, column): overlap + likeness(ones[row], others[column])
                    for (row, column), overlap in shared.items()
                    if (row, column) not in sure
                }
            pairs += self._matched(ones, others, places, weights, sure)
        return pairs

    def by_overlap(self, left: Sequence[Unit], right: Sequence[Unit]) -> list[Pair]:
        """Units paired by the overlap of their places alone."""
        return self._units(self.candidates.near(left, right))

    def _mention(self, one: Unit, other: Unit) -> float:
        actor = bool(one.part.actor == self.on_right(other.part.actor))
        return SAME_REFERENCES * actor + SAME_VALUE * bool(one.part.form == other.part.form)

    def _event(self, one: Unit, other: Unit) -> float:
        left_actors = {p.actor for p in one.part.participants}
        right_actors = {self.on_right(p.actor) for p in other.part.participants}
        return (
            SAME_VALUE * bool(one.record.type == other.record.type)
            + SAME_REFERENCES * jaccard(left_actors, right_actors)
            + SAME_WORDS * jaccard(_words(one.record.label), _words(other.record.label))
        )

    def _claim(self, one: Unit, other: Unit) -> float:
        about, right_about = _about(one.record), map(self.on_right, _about(other.record))
        words = jaccard(_words(one.record.proposition), _words(other.record.proposition))
        return (
            SAME_VALUE * bool(one.record.kind == other.record.kind)
            + SAME_REFERENCES * jaccard(about, right_about)
            + SAME_WORDS * words
        )

    def _majority(self, pairs: Sequence[Pair]) -> list[tuple[str, str]]:
        """The pairs of records that most of their units make."""
        shared: dict[tuple[str, str], list[float]] = defaultdict(list)
        for one, other in pairs:
            shared[one.record.id, other.record.id].append(self.candidates.overlap[one, other])
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

    # --- parts of relations, and links -----------------------------------------------------

    def _parts(
        self, ones: _Parts, others: _Parts, likeness: Callable[[Any, Any], float]
    ) -> list[Pair]:
        """Phases or factors of one relation in one article, paired by their likeness."""
        pairs: list[Pair] = []
        # Not as the file has them: the order of pairs is to depend on the texts alone.
        rank = self.candidates.order.right
        for relation, article in sorted(others, key=lambda key: (key[1], rank[key[0]])):
            here = ones.get((self.on_right(relation), article), [])
            lefts, rights, places = self.candidates.sorted(here, others[relation, article])
            compared = some(
                product(range(len(lefts)), range(len(rights))), len(lefts) + len(rights)
            )
            weights = {
                (row, column): alike
                for row, column in compared
                if (alike := likeness(lefts[row].part, rights[column].part))
            }
            pairs += self._matched(lefts, rights, places, weights)
        return pairs

    def _phase(self, one: Any, other: Any) -> float:
        character = one.character is not None and one.character == other.character
        period = _PERIOD[compare_times(one.period, other.period)]
        return character + period + jaccard(one.grounds, map(self.on_right, other.grounds))

    def _factor(self, one: Any, other: Any) -> float:
        grounds = jaccard(one.grounds, map(self.on_right, other.grounds))
        if one.kind != other.kind and not grounds:
            return 0.0
        kind = bool(one.kind == other.kind)
        holder = (one.holder or "") == (self.on_right(other.holder) if other.holder else "")
        words = jaccard(_words(one.label), _words(other.label))
        return kind + grounds + 0.25 * bool(holder) + 0.25 * words

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
        return self._matched(ones, others, places, weights)


def _about(claim: Any) -> list[str]:
    """What a claim is about, apart from claims: which of those is which is not known yet."""
    return [id_ for id_ in claim.about if kind_of(id_) != "claim"]


def _ends(link: Unit) -> tuple[str, str]:
    return link.part.source, link.part.target


def _by_relation(units: Iterable[Unit]) -> _Parts:
    parts: _Parts = defaultdict(list)
    for unit in units:
        parts[unit.record.id, unit.article].append(unit)
    return parts


_PERIOD = {"same": 0.5, "definite": 0.5, "possible": 0.25}
_PERIOD |= dict.fromkeys(("impossible", "unreadable", "absent"), 0.0)


def _identifiers(record: Any) -> set[tuple[str, str]]:
    return {(i.scheme.value, i.value) for i in record.identifiers}


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(words_of(text.casefold()))


def _hulls(units: Iterable[Unit]) -> list[tuple[int, int]]:
    return [(unit.start, unit.end) for unit in units]
