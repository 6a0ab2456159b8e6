"""What the two articles say of a relation: phases and factors.

A phase says up to three kinds of thing: what the tie is like, what it is not like, where it is
heading. Each is compared with the same of the other article, wherever the periods can overlap.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from detente.analysis.comparison.positions import OTHER, Pair, Side
from detente.analysis.comparison.result import (
    ComparisonItem,
    ComparisonRule,
    ComparisonVerdict,
    Position,
)
from detente.edtf import Day, Edtf, Modality
from detente.edtf.overlap import before, open_days, overlap
from detente.records import Factor, Phase, Relation
from detente.records.values import value_of
from detente.vocab.enums import Trend


@dataclass(frozen=True, eq=False)
class _Said:
    """One thing that a phase says, or a factor."""

    part: Phase | Factor
    path: str
    aspect: str
    """``character``, ``denied``, ``trend`` or ``factor``."""
    value: str
    patron: str | None = None

    @property
    def period(self) -> Edtf | None:
        return value_of(self.part.period)


_Met = list[tuple[_Said, _Said]]


def ties(pair: Pair) -> Iterator[ComparisonItem]:
    """The items of all relations that at least one of the two gives an account of."""
    for relation in pair.dataset.relations:
        found = _Tie(pair, relation)
        if found.said["left"] or found.said["right"]:
            yield from found.items()


class _Tie:
    """One relation while its accounts are compared."""

    def __init__(self, pair: Pair, relation: Relation) -> None:
        self.pair = pair
        self.relation = relation
        self.said = {side: self._said(side) for side in OTHER}
        self.used: set[_Said] = set()

    def items(self) -> Iterator[ComparisonItem]:
        """Agreements first: what is left when all is compared only one of them says."""
        for compare in (self._phases, self._since, self._apart, self._factors, self._rest):
            yield from compare()

    def _said(self, side: Side) -> list[_Said]:
        found: list[_Said] = []
        for k, account in enumerate(self.relation.accounts):
            if account.article == self.pair.article(side).id:
                for n, phase in enumerate(account.phases):
                    found += _things(phase, f"/accounts/{k}/phases/{n}")
                for n, factor in enumerate(account.factors):
                    path = f"/accounts/{k}/factors/{n}"
                    found.append(_Said(factor, path, "factor", factor.label))
        return found

    def _of(self, side: Side, aspect: str) -> list[_Said]:
        return [said for said in self.said[side] if said.aspect == aspect]

    def _item(
        self,
        verdict: ComparisonVerdict,
        rule: ComparisonRule,
        modality: Modality,
        left: Iterable[_Said],
        right: Iterable[_Said],
    ) -> ComparisonItem:
        chosen = {*left}, {*right}
        sides = {
            side: [said for said in self.said[side] if said in own]
            for side, own in zip(OTHER, chosen, strict=True)
        }
        self.used.update(*sides.values())
        return ComparisonItem(
            verdict=verdict,
            rule=rule,
            modality=modality,
            left=self._positions("left", sides["left"]),
            right=self._positions("right", sides["right"]),
            relation=self.relation.id,
            relations=(self.relation.id,),
        )

    def _positions(self, side: Side, said: Sequence[_Said]) -> tuple[Position, ...]:
        """One position for each phase or factor, with all that it says here."""
        parts: dict[str, list[_Said]] = defaultdict(list)
        for one in said:
            parts[one.path].append(one)
        article = self.pair.article(side).id
        return tuple(_position(article, self.relation, things) for things in parts.values())

    # --- phases ------------------------------------------------------------------------------

    def _phases(self) -> Iterator[ComparisonItem]:
        agree, contradict = ComparisonVerdict.AGREE, ComparisonVerdict.CONTRADICT
        for aspect, rule in (
            ("character", ComparisonRule.SAME_CHARACTER),
            ("denied", ComparisonRule.SAME_DENIAL),
            ("trend", ComparisonRule.SAME_TREND),
        ):
            yield from self._matched(aspect, aspect, _same, verdict=agree, rule=rule)
        denied = ComparisonRule.CHARACTER_DENIED
        for one, other in (("character", "denied"), ("denied", "character")):
            yield from self._matched(one, other, self._denies, verdict=contradict, rule=denied)
        for aspect, rule, test in (
            ("character", ComparisonRule.OTHER_CHARACTER, self._other_character),
            ("trend", ComparisonRule.OPPOSITE_TRENDS, self._opposite_trends),
        ):
            yield from self._matched(
                aspect, aspect, test, verdict=contradict, rule=rule, certain=True
            )
        rule = ComparisonRule.OTHER_PATRON
        aspect = "character"
        yield from self._matched(aspect, aspect, _other_patron, verdict=contradict, rule=rule)

    def _matched(
        self,
        aspect: str,
        other_aspect: str,
        test: Callable[[_Said, _Said], bool],
        *,
        verdict: ComparisonVerdict,
        rule: ComparisonRule,
        certain: bool = False,
    ) -> Iterator[ComparisonItem]:
        """One item for each two values that pass a test in periods that overlap."""
        least = ("definite",) if certain else ("definite", "possible")
        groups: dict[tuple[str, str], dict[Modality, _Met]] = {}
        for one, other in product(self._of("left", aspect), self._of("right", other_aspect)):
            meet = overlap(one.period, other.period)
            if meet in least and test(one, other):
                met = groups.setdefault((one.value, other.value), defaultdict(list))
                met[meet].append((one, other))
        for met in groups.values():
            modality: Modality = "definite" if "definite" in met else "possible"
            pairs = met[modality]
            left, right = (one for one, _ in pairs), (other for _, other in pairs)
            yield self._item(verdict, rule, modality, left, right)

    def _denies(self, one: _Said, other: _Said) -> bool:
        """Whether one denies the character that the other sees, and does not see it as well."""
        if one.value != other.value:
            return False
        as_well = (
            self._like("right", one) if one.aspect == "character" else self._like("left", other)
        )
        return open_days(one.period, other.period, as_well)

    def _other_character(self, one: _Said, other: _Said) -> bool:
        return one.value != other.value and self._apart_in_common(one, other)

    def _opposite_trends(self, one: _Said, other: _Said) -> bool:
        opposite = {one.value, other.value} == {Trend.WARMING.value, Trend.COOLING.value}
        return opposite and self._apart_in_common(one, other)

    def _apart_in_common(self, one: _Said, other: _Said) -> bool:
        """Whether there is a time of which both speak and neither says what the other does."""
        as_well = [*self._like("left", other), *self._like("right", one)]
        return open_days(one.period, other.period, as_well)

    def _like(self, side: Side, said: _Said) -> list[Edtf | None]:
        """The periods of which a side says the same."""
        return [own.period for own in self._of(side, said.aspect) if own.value == said.value]

    def _since(self) -> Iterator[ComparisonItem]:
        """Phases of the later article that began, or ended, after the earlier one appeared."""
        pair = self.pair
        if pair.earlier is None:
            return
        later = OTHER[pair.earlier]
        then, now = pair.published(pair.earlier), pair.published(later)
        for path in dict.fromkeys(s.path for s in self.said[later] if isinstance(s.part, Phase)):
            phase = [said for said in self.said[later] if said.path == path]
            if _begins_after(phase[0].period, then):
                yield from self._compared_with_then(phase, pair.earlier, then)
            elif _ends_between(phase[0].period, then, now):
                ended = self._sided(later, phase, [])
                changed = ComparisonVerdict.CHANGED
                yield self._item(changed, ComparisonRule.ENDED_PHASE, "definite", *ended)

    def _compared_with_then(
        self, phase: list[_Said], earlier: Side, then: Edtf | None
    ) -> Iterator[ComparisonItem]:
        """A new phase beside those that the earlier article saw when it appeared."""
        current = [
            said
            for said in self.said[earlier]
            if isinstance(said.part, Phase) and overlap(said.period, then) != "impossible"
        ]
        other = [(a, b) for a, b in product(phase, current) if a.aspect == b.aspect != "denied"]
        differ = [(a, b) for a, b in other if (a.value, a.patron) != (b.value, b.patron)]
        same = [(a, b) for a, b in other if (a.value, a.patron) == (b.value, b.patron)]
        now: Modality = "definite"
        if differ:
            sides = self._sided(OTHER[earlier], [a for a, _ in differ], [b for _, b in differ])
            yield self._item(ComparisonVerdict.CHANGED, ComparisonRule.NEW_PHASE, now, *sides)
        elif same:
            sides = self._sided(OTHER[earlier], [a for a, _ in same], [b for _, b in same])
            yield self._item(ComparisonVerdict.SIMILAR, ComparisonRule.PHASES_APART, now, *sides)

    def _sided(
        self, side: Side, own: list[_Said], others: list[_Said]
    ) -> tuple[list[_Said], list[_Said]]:
        return (own, others) if side == "left" else (others, own)

    def _apart(self) -> Iterator[ComparisonItem]:
        """Two accounts whose phases lie in times that cannot overlap."""
        left, right = (
            [said for said in self.said[side] if isinstance(said.part, Phase)] for side in OTHER
        )
        if not left or not right or self.used.intersection(left + right):
            return
        if all(overlap(a.period, b.period) == "impossible" for a, b in product(left, right)):
            apart, verdict = ComparisonRule.PHASES_APART, ComparisonVerdict.DIFFERENT_SCOPE
            pairs = [(a, b) for a, b in product(left, right) if a.aspect == b.aspect]
            if pairs and all(_same(a, b) for a, b in pairs):
                verdict = ComparisonVerdict.SIMILAR
                left, right = ([*dict.fromkeys(side)] for side in zip(*pairs, strict=True))
            yield self._item(verdict, apart, "definite", left, right)

    # --- factors -----------------------------------------------------------------------------

    def _factors(self) -> Iterator[ComparisonItem]:
        for test, verdict, rule in (
            (_same_ground, ComparisonVerdict.AGREE, ComparisonRule.SAME_GROUND),
            (_denied, ComparisonVerdict.CONTRADICT, ComparisonRule.FACTOR_DENIED),
            (_same_object, ComparisonVerdict.SIMILAR, ComparisonRule.SAME_OBJECT),
        ):
            for one, other in product(self._of("left", "factor"), self._of("right", "factor")):
                meet = self._meet(one, other)
                if not self.used & {one, other} and meet != "impossible" and test(one, other):
                    yield self._item(verdict, rule, meet, [one], [other])
        groups: dict[tuple[object, ...], _Met] = {}
        for one, other in product(self._of("left", "factor"), self._of("right", "factor")):
            can_meet = self._meet(one, other) != "impossible"
            if not self.used & {one, other} and can_meet and _same_kind(one, other):
                groups.setdefault(_kind(one), []).append((one, other))
        for pairs in groups.values():
            similar, kind = ComparisonVerdict.SIMILAR, ComparisonRule.SAME_KIND
            sure = any(self._meet(one, other) == "definite" for one, other in pairs)
            left, right = zip(*pairs, strict=True)
            yield self._item(similar, kind, "definite" if sure else "possible", left, right)

    def _meet(self, left: _Said, right: _Said) -> Modality:
        """Whether two factors can be at work together; without a period, one is as the article
        finds it, and two such ones may be laid side by side.
        """
        if left.part.period is None and right.part.period is None:
            return "definite"
        periods = [
            self.pair.published(side) if said.part.period is None else said.period
            for side, said in zip(OTHER, (left, right), strict=True)
        ]
        return overlap(*periods)

    # --- the rest ----------------------------------------------------------------------------

    def _rest(self) -> Iterator[ComparisonItem]:
        for side, verdict in zip(
            OTHER, (ComparisonVerdict.ONLY_LEFT, ComparisonVerdict.ONLY_RIGHT), strict=True
        ):
            left = [said for said in self.said[side] if said not in self.used]
            for path in dict.fromkeys(said.path for said in left):
                own = [said for said in left if said.path == path]
                sides = self._sided(side, own, [])
                yield self._item(verdict, ComparisonRule.NO_COUNTERPART, "definite", *sides)


def _things(phase: Phase, path: str) -> Iterator[_Said]:
    if phase.character is not None:
        yield _Said(phase, path, "character", phase.character.value, phase.patron)
    for denied in phase.denied:
        yield _Said(phase, path, "denied", denied.value)
    if phase.trend is not None:
        yield _Said(phase, path, "trend", phase.trend.value)


def _position(article: str, relation: Relation, things: Sequence[_Said]) -> Position:
    part = things[0].part
    denied = isinstance(part, Factor) and part.denied
    only_denials = all(said.aspect == "denied" for said in things)
    return Position(
        article=article,
        record=relation.id,
        paths=(things[0].path,),
        text=", ".join(
            f"not {said.value}" if said.aspect == "denied" else said.value for said in things
        ),
        sign="-" if denied or only_denials else "+",
        time=part.period,
        grounds=part.grounds,
    )


def _same(one: _Said, other: _Said) -> bool:
    return (one.value, one.patron) == (other.value, other.patron)


def _other_patron(one: _Said, other: _Said) -> bool:
    return one.value == other.value and one.patron != other.patron


def _begins_after(period: Edtf | None, then: Edtf | None) -> bool:
    return before(then, period)


def _ends_between(period: Edtf | None, then: Edtf | None, now: Edtf | None) -> bool:
    if period is None or then is None:
        return False
    last, first = period.latest, then.latest
    return isinstance(last, Day) and isinstance(first, Day) and last > first and before(period, now)


def _kind(said: _Said) -> tuple[object, ...]:
    factor = said.part
    assert isinstance(factor, Factor)
    return factor.kind, factor.holder, factor.denied


def _same_kind(one: _Said, other: _Said) -> bool:
    return _kind(one) == _kind(other)


def _same_ground(one: _Said, other: _Said) -> bool:
    return _same_kind(one, other) and bool({*one.part.grounds} & {*other.part.grounds})


def _denied(one: _Said, other: _Said) -> bool:
    """Whether one denies what the other sees: of one kind and holder, upon one ground."""
    first, second = _kind(one), _kind(other)
    return (
        first[:2] == second[:2]
        and first != second
        and bool({*one.part.grounds} & {*other.part.grounds})
    )


def _same_object(one: _Said, other: _Said) -> bool:
    objects = [{*said.part.object} for said in (one, other) if isinstance(said.part, Factor)]
    return _same_kind(one, other) and bool(objects[0] & objects[1])
