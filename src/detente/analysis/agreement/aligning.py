"""Which record on the left is which on the right.

Ids say nothing across annotators; places, names and contents do. Each step is one to one, and ties are
broken by contents, so that neither ids nor the order of records matter.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from detente.analysis.agreement.measures import jaccard, matching, overlaps, points
from detente.analysis.agreement.sides import SEVERAL, Unit, View, hashed
from detente.diagnostics import Path
from detente.edtf.parser import parse_or_none
from detente.records import Time

Pair = tuple[Unit, Unit]

SAME_VALUE = 0.05
SAME_REFERENCES = 0.1
SAME_WORDS = 0.1
"""What adds to the overlap of evidence, so that of several records on one sentence those are
paired that are most alike."""

_EQUAL = 1e-4
_NOISE = 1e-7


class Alignment:
    """The pairs of records and units of two views."""

    def __init__(self, left: View, right: View) -> None:
        """Pair them: actors, relations, mentions, then events and what builds on them."""
        self.left, self.right = left, right
        self._names: dict[str, str] = {}
        """Ids on the right of what is paired, to ids on the left."""
        self.records: dict[str, list[tuple[str, str]]] = {}
        self._note("actors", self._actors())
        self.segments = self.plain(left.segments, right.segments)
        self.uncoded = self.plain(left.uncoded, right.uncoded)
        self.mentions = self._units(left.mentions, right.mentions, self._mention)
        self._note("relations", self._relations())
        self.events = self._units(left.events, right.events, self._event)
        self._note("events", self._majority(self.events))
        self.claims = self._units(left.claims, right.claims, self._claim)
        self._note("claims", self._majority(self.claims))
        self.phases = self._parts("phases", self._phase)
        self.factors = self._parts("factors", self._factor)
        self.links = self._links()

    # --- names -----------------------------------------------------------------------------

    def on_right(self, id_: str) -> str:
        """A reference on the right as the left calls it; what has no partner is like nothing."""
        return self._names.get(id_, f"right {id_}")

    def _note(self, array: str, pairs: list[tuple[str, str]]) -> None:
        self.records[array] = pairs
        self._names.update({right: left for left, right in pairs})

    # --- ties ------------------------------------------------------------------------------

    def _tie(self, one: Unit, other: Unit) -> float:
        """A little for what is the same in all but ids, less for order where all else is equal;
        the same if the sides are exchanged.
        """
        return _tie(self.left.digest(one), self.right.digest(other))

    # --- the steps --------------------------------------------------------------------------

    def _actors(self) -> list[tuple[str, str]]:
        left, right = self.left, self.right
        where, there = left.places(), right.places()
        candidates = []
        for one in _once(left, "actors"):
            for other in _once(right, "actors"):
                codes = _codes(one) & _codes(other)
                names = left.named(one) & right.named(other)
                mine, theirs = where.get(one.id, set()), there.get(other.id, set())
                shared = jaccard(mine, theirs) if mine or theirs else 0.0
                if not (codes or names or shared):
                    continue
                rank = (
                    bool(codes),
                    bool(names),
                    one.kind == other.kind,
                    len(codes),
                    len(names),
                    shared,
                    _tie(left.digests[one.id], right.digests[other.id]),
                )
                candidates.append((rank, one.id, other.id))
        return _greedy(candidates)

    def _units(
        self,
        left: Sequence[Unit],
        right: Sequence[Unit],
        likeness: Callable[[Unit, Unit], float],
    ) -> list[Pair]:
        """Units of one article each, paired by the overlap of their places and their likeness."""
        found: list[Pair] = []
        for article in range(len(self.left.number)):
            ones = [unit for unit in left if unit.article == article]
            others = [unit for unit in right if unit.article == article]
            lefts, rights = ([points(u.spans) for u in side] for side in (ones, others))
            weights = {}
            for row, column in overlaps(_hulls(ones), _hulls(others)):
                shared = jaccard(lefts[row], rights[column])
                if shared:
                    one, other = ones[row], others[column]
                    weights[row, column] = shared + likeness(one, other) + self._tie(one, other)
            pairs = matching(weights, len(ones), len(others))
            found += [(ones[row], others[column]) for row, column in pairs]
        return found

    def plain(self, left: Sequence[Unit], right: Sequence[Unit]) -> list[Pair]:
        """Units paired by the overlap of their places alone."""
        return self._units(left, right, _nothing)

    def _mention(self, one: Unit, other: Unit) -> float:
        actor = bool(one.part.actor == self.on_right(other.part.actor))
        return SAME_REFERENCES * actor + SAME_VALUE * bool(one.part.form == other.part.form)

    def _event(self, one: Unit, other: Unit) -> float:
        mine = {p.actor for p in one.part.participants}
        theirs = {self.on_right(p.actor) for p in other.part.participants}
        return (
            SAME_VALUE * bool(one.record.type == other.record.type)
            + SAME_REFERENCES * jaccard(mine, theirs)
            + SAME_WORDS * jaccard(_words(one.record.label), _words(other.record.label))
        )

    def _claim(self, one: Unit, other: Unit) -> float:
        theirs = map(self.on_right, other.record.about)
        said = jaccard(_words(one.record.proposition), _words(other.record.proposition))
        return (
            SAME_VALUE * bool(one.record.kind == other.record.kind)
            + SAME_REFERENCES * jaccard(one.record.about, theirs)
            + SAME_WORDS * said
        )

    def _majority(self, pairs: Sequence[Pair]) -> list[tuple[str, str]]:
        """The pairs of records that most of their units make."""
        counts: Counter[tuple[str, str]] = Counter()
        shared: dict[tuple[str, str], float] = defaultdict(float)
        for one, other in pairs:
            key = (one.record.id, other.record.id)
            counts[key] += 1
            shared[key] += jaccard(points(one.spans), points(other.spans))
        digests = self.left.digests, self.right.digests
        return _greedy(
            ((count, round(shared[key], 9), _tie(digests[0][key[0]], digests[1][key[1]])), *key)
            for key, count in counts.items()
        )

    def _relations(self) -> list[tuple[str, str]]:
        candidates = []
        for one in _once(self.left, "relations"):
            for other in _once(self.right, "relations"):
                if set(one.parties) == set(map(self.on_right, other.parties)):
                    tie = _tie(self.left.digests[one.id], self.right.digests[other.id])
                    candidates.append((tie, one.id, other.id))
        return _greedy(candidates)

    # --- parts of relations, and links -----------------------------------------------------

    def _parts(self, name: str, likeness: Callable[[Any, Any], float]) -> list[Pair]:
        """Phases or factors of one relation in one article, paired by their likeness."""
        ones, others = (_parts_of(view, name) for view in (self.left, self.right))
        found: list[Pair] = []
        for (relation, article), rights in others.items():
            lefts = ones.get((self.on_right(relation), article), [])
            weights = {}
            for row, one in enumerate(lefts):
                for column, other in enumerate(rights):
                    alike = likeness(one.part, other.part)
                    if alike:
                        weights[row, column] = alike + self._tie(one, other)
            pairs = matching(weights, len(lefts), len(rights))
            found += [(lefts[row], rights[column]) for row, column in pairs]
        return sorted(found, key=_by_place)

    def _phase(self, one: Any, other: Any) -> float:
        character = one.character is not None and one.character == other.character
        period = _PERIOD[compare(one.period, other.period)]
        return character + period + jaccard(one.grounds, map(self.on_right, other.grounds))

    def _factor(self, one: Any, other: Any) -> float:
        grounds = jaccard(one.grounds, map(self.on_right, other.grounds))
        if one.kind != other.kind and not grounds:
            return 0.0
        kind = bool(one.kind == other.kind)
        holder = (one.holder or "") == (self.on_right(other.holder) if other.holder else "")
        said = jaccard(_words(one.label), _words(other.label))
        return kind + grounds + 0.25 * bool(holder) + 0.25 * said

    def _links(self) -> list[Pair]:
        ones, others = (links_of(view) for view in (self.left, self.right))
        weights = {}
        for row, one in enumerate(ones):
            ends = (one.part.source, one.part.target)
            for column, other in enumerate(others):
                theirs = (self.on_right(other.part.source), self.on_right(other.part.target))
                mutual = "contradicts" in (one.part.kind.value, other.part.kind.value)
                if ends == theirs or (mutual and ends == theirs[::-1]):
                    same = one.part.kind == other.part.kind
                    weights[row, column] = 1 + 0.5 * same + self._tie(one, other)
        pairs = matching(weights, len(ones), len(others))
        return [(ones[row], others[column]) for row, column in pairs]


def links_of(view: View) -> list[Unit]:
    """The links both ends of which are there."""
    found = []
    for number, link in enumerate(view.dataset.links):
        both = [view.voiced.get(link.source), view.voiced.get(link.target)]
        if not (both[0] and both[1]):
            continue
        if link.article is not None and link.article not in view.number:
            continue
        common = both[0] & both[1]
        article = min(common) if len(common) == 1 else SEVERAL
        if link.article is not None:
            article = view.number[link.article]
        cue = view.inside(article, link.cue)
        found.append(
            Unit(record=link, part=link, path=("links", number), article=article, spans=cue)
        )
    return found


def _parts_of(view: View, name: str) -> dict[tuple[str, int], list[Unit]]:
    """Phases or factors by relation and article, those alone that something there supports."""
    found: dict[tuple[str, int], list[Unit]] = defaultdict(list)
    for number, relation in enumerate(view.dataset.relations):
        for place, account in enumerate(relation.accounts):
            article = view.number.get(account.article)
            if article is None:
                continue
            for at, part in enumerate(getattr(account, name)):
                if any(map(view.has, part.grounds)):
                    unit = Unit(
                        record=relation,
                        part=part,
                        path=("relations", number, "accounts", place, name, at),
                        article=article,
                        spans=(),
                    )
                    found[relation.id, article].append(unit)
    return found


def parts_of(view: View, name: str) -> list[Unit]:
    """Phases or factors that something there supports."""
    return [unit for units in _parts_of(view, name).values() for unit in units]


_PERIOD = {"same": 0.5, "definite": 0.5, "possible": 0.25}
_PERIOD |= dict.fromkeys(("impossible", "unreadable", "absent"), 0.0)


def compare(one: Time | None, other: Time | None) -> str:
    """How two times stand to each other: *same* letter by letter, the *definite* same days,
    *possible* if they may be the same or share days, *impossible*, *unreadable* if one is not
    EDTF, *absent* if one has no value.
    """
    mine, theirs = (None if time is None else time.value for time in (one, other))
    if mine is None or theirs is None:
        return "absent"
    if mine == theirs:
        return "same"
    first, second = parse_or_none(mine), parse_or_none(theirs)
    if first is None or second is None:
        return "unreadable"
    whole = first.relation(second, reading="throughout", other_reading="throughout")
    if whole.definite == "equal":
        return "definite"
    return "possible" if first.can_overlap(second) else "impossible"


def _nothing(_one: Unit, _other: Unit) -> float:
    return 0.0


def _by_place(pair: Pair) -> tuple[int, Path]:
    return pair[0].article, pair[0].path


def _once(view: View, array: str) -> list[Any]:
    return [r for r in getattr(view.dataset, array) if view.records[r.id] is r]


def _codes(actor: Any) -> set[tuple[str, str]]:
    return {(i.scheme.value, i.value) for i in actor.identifiers}


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _hulls(units: Iterable[Unit]) -> list[tuple[int, int]]:
    return [(unit.start, unit.end) for unit in units]


def _tie(one: str, other: str) -> float:
    mixed = int(hashed(sorted((one, other)))[:8], 16) / 2**32
    return _EQUAL * (one == other) + _NOISE * mixed


def _greedy(candidates: Iterable[tuple[Any, str, str]]) -> list[tuple[str, str]]:
    """Pairs one to one, the best first."""
    taken: tuple[set[str], set[str]] = (set(), set())
    found = []
    for _rank, one, other in sorted(candidates, key=lambda c: c[0], reverse=True):
        if one not in taken[0] and other not in taken[1]:
            taken[0].add(one)
            taken[1].add(other)
            found.append((one, other))
    return found
