"""What the two articles say of a relation: phases and factors.

A phase says up to three kinds of thing: what the relation is like, what it is not like, where it is
heading. Each is compared with the same of the other article, wherever the periods can overlap.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import product

from detente.analysis.comparison.attributes import Aspect, Attribute, attributes_of, positions_of
from detente.analysis.comparison.opposites import Opposites
from detente.analysis.comparison.positions import ONLY, OTHER, ArticlePair, Side
from detente.analysis.comparison.result import ComparisonItem, ComparisonRule, ComparisonVerdict
from detente.edtf import Day, Edtf, Modality
from detente.edtf.overlap import before, open_days, overlap
from detente.records import Factor, Phase, Relation
from detente.vocab.enums import LinkKind, Trend

_Pairs = list[tuple[Attribute, Attribute]]
"""Attributes of the left article, each with one of the right."""

_Test = Callable[[Attribute, Attribute], bool]

_CERTAIN_ONLY = (ComparisonRule.OTHER_CHARACTER, ComparisonRule.OPPOSITE_TRENDS)
"""Rules that apply only where the periods certainly overlap."""


def relation_items(pair: ArticlePair) -> Iterator[ComparisonItem]:
    """The items of all relations that at least one of the two gives an account of."""
    opposites = Opposites(pair.dataset)
    for relation in pair.dataset.relations:
        yield from _RelationComparison(pair, relation, opposites).items()


class _RelationComparison:
    """One relation while its accounts are compared."""

    def __init__(self, pair: ArticlePair, relation: Relation, opposites: Opposites) -> None:
        self.pair = pair
        self.opposites = opposites
        self.relation = relation
        self.attributes = {side: attributes_of(relation, pair.article(side).id) for side in OTHER}
        self.matched: set[Attribute] = set()
        self.updated = {
            frozenset((link.source, link.target))
            for link in pair.dataset.links
            if link.kind is LinkKind.UPDATES
        }

    def items(self) -> Iterator[ComparisonItem]:
        """Agreements first: what is left when all is compared only one of them says."""
        yield from self._phases()
        yield from self._changed_phases()
        yield from self._phases_apart()
        yield from self._factors()
        yield from self._unmatched()

    def _with_aspect(self, side: Side, aspect: Aspect) -> list[Attribute]:
        return [attribute for attribute in self.attributes[side] if attribute.aspect == aspect]

    def _phase_attributes(self, side: Side) -> list[Attribute]:
        return [own for own in self.attributes[side] if isinstance(own.part, Phase)]

    def _item(
        self,
        verdict: ComparisonVerdict,
        rule: ComparisonRule,
        modality: Modality,
        left: Iterable[Attribute],
        right: Iterable[Attribute],
    ) -> ComparisonItem:
        positions = []
        for side, chosen in zip(OTHER, ({*left}, {*right}), strict=True):
            self.matched |= chosen
            in_order = [attribute for attribute in self.attributes[side] if attribute in chosen]
            positions.append(positions_of(in_order, self.relation, self.pair.article(side).id))
        return ComparisonItem(
            verdict=verdict,
            rule=rule,
            modality=modality,
            left=positions[0],
            right=positions[1],
            relation=self.relation.id,
            relations=(self.relation.id,),
        )

    # --- phases ------------------------------------------------------------------------------

    def _phases(self) -> Iterator[ComparisonItem]:
        comparisons: tuple[tuple[Aspect, Aspect, _Test, ComparisonRule], ...] = (
            ("character", "character", _same, ComparisonRule.SAME_CHARACTER),
            ("denied", "denied", _same, ComparisonRule.SAME_DENIAL),
            ("trend", "trend", _same, ComparisonRule.SAME_TREND),
            ("character", "denied", self._denies, ComparisonRule.CHARACTER_DENIED),
            ("denied", "character", self._denies, ComparisonRule.CHARACTER_DENIED),
            ("character", "character", self._other_character, ComparisonRule.OTHER_CHARACTER),
            ("trend", "trend", self._opposite_trends, ComparisonRule.OPPOSITE_TRENDS),
            ("character", "character", _other_patron, ComparisonRule.OTHER_PATRON),
        )
        for comparison in comparisons:
            yield from self._matches(*comparison)

    def _matches(
        self, aspect: Aspect, other_aspect: Aspect, test: _Test, rule: ComparisonRule
    ) -> Iterator[ComparisonItem]:
        """One item for each two values that pass a test in periods that overlap."""
        groups: dict[tuple[str, str], dict[Modality, _Pairs]] = {}
        left, right = self._with_aspect("left", aspect), self._with_aspect("right", other_aspect)
        for one, other in product(left, right):
            overlaps, fields = overlap(one.period, other.period), _same_fields(one, other)
            certain = overlaps == "definite" or rule not in _CERTAIN_ONLY
            apart = "impossible" in (overlaps, fields)
            if not apart and certain and test(one, other):
                if test is _same and self._told_later(one, other):
                    self.matched |= {one, other}  # the link between the grounds says it
                    continue
                pairs = groups.setdefault((one.value, other.value), defaultdict(list))
                pairs["possible" if fields == "possible" else overlaps].append((one, other))
        verdict = ComparisonVerdict.AGREE if test is _same else ComparisonVerdict.CONTRADICT
        for by_modality in groups.values():
            modality: Modality = "definite" if "definite" in by_modality else "possible"
            yield self._item(verdict, rule, modality, *zip(*by_modality[modality], strict=True))

    def _told_later(self, one: Attribute, other: Attribute) -> bool:
        """Whether all that supports one of two phases is what the other article tells of a later time."""
        grounds = one.part.grounds, other.part.grounds
        return any(
            all(any(frozenset((a, b)) in self.updated for b in theirs) for a in own)
            for own, theirs in (grounds, grounds[::-1])
        )

    def _denies(self, one: Attribute, other: Attribute) -> bool:
        """Whether one denies the character that the other sees, and does not see it as well."""
        if one.value != other.value:
            return False
        side: Side = "right" if one.aspect == "character" else "left"
        seen = self._periods_of_same(side, one if side == "right" else other)
        return open_days(one.period, other.period, seen)

    def _other_character(self, one: Attribute, other: Attribute) -> bool:
        return one.value != other.value and self._differ_at_a_time(one, other)

    def _opposite_trends(self, one: Attribute, other: Attribute) -> bool:
        opposite = {one.value, other.value} == {Trend.WARMING.value, Trend.COOLING.value}
        return opposite and self._differ_at_a_time(one, other)

    def _differ_at_a_time(self, one: Attribute, other: Attribute) -> bool:
        """Whether there is a time of which both speak and neither says what the other does."""
        as_well = [*self._periods_of_same("left", other), *self._periods_of_same("right", one)]
        return open_days(one.period, other.period, as_well)

    def _periods_of_same(self, side: Side, attribute: Attribute) -> list[Edtf | None]:
        """The periods of which a side says the same."""
        own = self._with_aspect(side, attribute.aspect)
        return [same.period for same in own if same.value == attribute.value]

    def _changed_phases(self) -> Iterator[ComparisonItem]:
        """Phases of the later article that began, or ended, after the earlier one appeared."""
        pair = self.pair
        if pair.earlier is None:
            return
        later = OTHER[pair.earlier]
        then, now = pair.published(pair.earlier), pair.published(later)
        phases: dict[str, list[Attribute]] = defaultdict(list)
        for attribute in self._phase_attributes(later):
            phases[attribute.path].append(attribute)
        for phase in phases.values():
            if before(then, phase[0].period):
                yield from self._new_phase(phase, pair.earlier, then)
            elif _ends_between(phase[0].period, then, now):
                both = _left_and_right(later, phase, [])
                changed = ComparisonVerdict.CHANGED
                yield self._item(changed, ComparisonRule.ENDED_PHASE, "definite", *both)

    def _new_phase(
        self, phase: list[Attribute], earlier: Side, then: Edtf | None
    ) -> Iterator[ComparisonItem]:
        """A new phase beside those that the earlier article saw when it appeared."""
        current = [
            attribute
            for attribute in self._phase_attributes(earlier)
            if overlap(attribute.period, then) != "impossible"
        ]
        both = [(new, old) for new, old in product(phase, current) if new.aspect == old.aspect]
        pairs = [
            (new, old)
            for new, old in both
            if new.aspect != "denied" and _same_fields(new, old) != "impossible"
        ]
        verdict, rule = ComparisonVerdict.CHANGED, ComparisonRule.NEW_PHASE
        chosen = [(new, old) for new, old in pairs if not _same(new, old)]
        if not chosen:
            verdict, rule = ComparisonVerdict.SIMILAR, ComparisonRule.PHASES_APART
            chosen = pairs
        if chosen:
            new, old = (list(side) for side in zip(*chosen, strict=True))
            yield self._item(verdict, rule, "definite", *_left_and_right(OTHER[earlier], new, old))

    def _phases_apart(self) -> Iterator[ComparisonItem]:
        """Two accounts whose phases lie in times that cannot overlap."""
        left, right = (self._phase_attributes(side) for side in OTHER)
        if not left or not right or self.matched.intersection(left + right):
            return
        if all(overlap(a.period, b.period) == "impossible" for a, b in product(left, right)):
            verdict = ComparisonVerdict.DIFFERENT_SCOPE
            # A character and a trend are no two descriptions of one thing.
            both = [
                (a, b)
                for a, b in product(left, right)
                if (a.aspect == "trend") is (b.aspect == "trend")
            ]
            if not both:
                return
            pairs = [(a, b) for a, b in both if a.aspect == b.aspect]
            if pairs and all(_same(a, b) for a, b in pairs):
                verdict, both = ComparisonVerdict.SIMILAR, pairs
            left, right = (list(side) for side in zip(*both, strict=True))
            yield self._item(verdict, ComparisonRule.PHASES_APART, "definite", left, right)

    # --- factors -----------------------------------------------------------------------------

    def _factors(self) -> Iterator[ComparisonItem]:
        both = [*product(self._with_aspect("left", "factor"), self._with_aspect("right", "factor"))]
        times: dict[tuple[Attribute, Attribute], Modality] = {
            pair: self._factors_overlap(*pair) for pair in both
        }
        pairs = [pair for pair in both if times[pair] != "impossible"]
        apart = {attribute for pair in pairs if self._opposite(*pair) for attribute in pair}
        for test, verdict, rule in (
            (_same_ground, ComparisonVerdict.AGREE, ComparisonRule.SAME_GROUND),
            (_denied_factor, ComparisonVerdict.CONTRADICT, ComparisonRule.FACTOR_DENIED),
            (_same_object, ComparisonVerdict.SIMILAR, ComparisonRule.SAME_OBJECT),
        ):
            for one, other in pairs:
                alike = verdict is not ComparisonVerdict.SIMILAR or not apart & {one, other}
                if not self.matched & {one, other} and test(one, other) and alike:
                    yield self._item(verdict, rule, times[one, other], [one], [other])
        groups: dict[tuple[object, ...], _Pairs] = {}
        for one, other in pairs:
            if not (self.matched | apart) & {one, other} and _same_kind(one, other):
                groups.setdefault(_kind(one), []).append((one, other))
        for group in groups.values():
            similar, rule = ComparisonVerdict.SIMILAR, ComparisonRule.SAME_KIND
            certain = any(times[pair] == "definite" for pair in group)
            modality: Modality = "definite" if certain else "possible"
            yield self._item(similar, rule, modality, *zip(*group, strict=True))

    def _opposite(self, left: Attribute, right: Attribute) -> bool:
        """Whether two factors of one kind are opposite: neither is then alike to anything."""
        one, other = left.part, right.part
        assert isinstance(one, Factor)
        assert isinstance(other, Factor)
        return _same_kind(left, right) and self.opposites(one, other)

    def _factors_overlap(self, left: Attribute, right: Attribute) -> Modality:
        """Whether two factors can be at work together; without a period, one is as the article
        finds it, and two such ones may be laid side by side.
        """
        if left.part.period is None and right.part.period is None:
            return "definite"
        periods = [
            self.pair.published(side) if attribute.part.period is None else attribute.period
            for side, attribute in zip(OTHER, (left, right), strict=True)
        ]
        return overlap(*periods)

    # --- the rest ----------------------------------------------------------------------------

    def _unmatched(self) -> Iterator[ComparisonItem]:
        for side in OTHER:
            parts: dict[str, list[Attribute]] = defaultdict(list)
            for attribute in self.attributes[side]:
                if attribute not in self.matched:
                    parts[attribute.path].append(attribute)
            for own in parts.values():
                both = _left_and_right(side, own, [])
                item = self._item(ONLY[side], ComparisonRule.NO_COUNTERPART, "definite", *both)
                yield replace(item, beyond=self._is_after(own[0], side))

    def _is_after(self, attribute: Attribute, side: Side) -> bool:
        """Whether a phase or factor is surely of a time after the other side was published: by its
        period, or where it has none, by all that it rests upon.
        """
        pair, other = self.pair, OTHER[side]
        if attribute.period is not None:
            return before(pair.published(other), attribute.period)
        grounds = attribute.part.grounds
        own = (id_ in pair.positions[side] for id_ in grounds)
        return all(own) and all(pair.is_after(id_, side, other) for id_ in grounds)


# --- tests of two attributes ---------------------------------------------------------------------


def _same_fields(one: Attribute, other: Attribute) -> Modality:
    """Whether two phases speak of the same policy fields. One that is confined to some may or may
    not be set against one of the whole relation.
    """
    if one.fields == other.fields:
        return "definite"
    apart = one.fields and other.fields and not one.fields & other.fields
    return "impossible" if apart else "possible"


def _same(one: Attribute, other: Attribute) -> bool:
    return (one.value, one.patron) == (other.value, other.patron)


def _other_patron(one: Attribute, other: Attribute) -> bool:
    return one.value == other.value and one.patron != other.patron


def _kind(attribute: Attribute) -> tuple[object, ...]:
    factor = attribute.part
    assert isinstance(factor, Factor)
    return factor.kind, factor.holder, factor.denied


def _same_kind(one: Attribute, other: Attribute) -> bool:
    return _kind(one) == _kind(other)


def _common_ground(one: Attribute, other: Attribute) -> bool:
    return bool({*one.part.grounds} & {*other.part.grounds})


def _same_ground(one: Attribute, other: Attribute) -> bool:
    return _same_kind(one, other) and _common_ground(one, other)


def _denied_factor(one: Attribute, other: Attribute) -> bool:
    """Whether one denies what the other sees: of one kind and holder, upon one ground."""
    (*kind, denied), (*other_kind, other_denied) = _kind(one), _kind(other)
    return kind == other_kind and denied != other_denied and _common_ground(one, other)


def _same_object(one: Attribute, other: Attribute) -> bool:
    objects = [{*a.part.object} for a in (one, other) if isinstance(a.part, Factor)]
    return _same_kind(one, other) and bool(objects[0] & objects[1])


def _ends_between(period: Edtf | None, then: Edtf | None, now: Edtf | None) -> bool:
    if period is None or then is None:
        return False
    last, first = period.latest, then.latest
    return isinstance(last, Day) and isinstance(first, Day) and last > first and before(period, now)


def _left_and_right(
    side: Side, own: list[Attribute], others: list[Attribute]
) -> tuple[list[Attribute], list[Attribute]]:
    """The attributes of a side and those of the other one, those of the left first."""
    return (own, others) if side == "left" else (others, own)
