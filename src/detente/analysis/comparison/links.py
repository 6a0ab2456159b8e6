"""Claims and events of the two articles that a link joins.

A link says what follows from holding its source: with ``specifies`` its target, with
``contradicts`` the denial of its target. What follows from what the one author holds is laid
beside what the other holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.analysis.comparison.positions import OTHER, Pair, Side
from detente.analysis.comparison.result import (
    ComparisonItem,
    ComparisonRule,
    ComparisonVerdict,
    Position,
    Sign,
)
from detente.edtf import Modality
from detente.edtf.overlap import before, overlap
from detente.records import Claim, Link
from detente.vocab.enums import Confidence, EventStatus, LinkKind, Tense

_ARGUES = frozenset((LinkKind.COUNTERS, LinkKind.UNDERCUTS))

# Of several verdicts on a pair the first counts most.
PRECEDENCE = (
    ComparisonVerdict.CONTRADICT,
    ComparisonVerdict.CHANGED,
    ComparisonVerdict.AGREE,
    ComparisonVerdict.DIFFERENT_SCOPE,
    ComparisonVerdict.REPORTED,
)


@dataclass(frozen=True, kw_only=True)
class Attached:
    """What belongs to the item of a claim or event that both speak of."""

    to: str
    """The id of the shared claim or event."""

    side: Side
    """Whose it is."""

    position: Position
    """What is said."""

    link: str
    """The link by which it belongs there."""

    disputes: bool = False
    """Whether the author argues so against what only the other holds."""

    unsure: bool = False
    """Whether the annotator was less than sure of the link."""


@dataclass(frozen=True, kw_only=True)
class _Ends:
    """A link whose source one side speaks of, and whose target the other."""

    pair: Pair
    link: Link
    side: Side
    """The side of the source."""

    @property
    def other(self) -> Side:
        return OTHER[self.side]

    @property
    def source(self) -> Position:
        return self.pair.positions[self.side][self.link.source]

    @property
    def target(self) -> Position:
        return self.pair.positions[self.other][self.link.target]

    def item(
        self,
        verdict: ComparisonVerdict,
        rule: ComparisonRule,
        modality: Modality = "definite",
        *,
        surplus: tuple[str, ...] = (),
        outcome: Sign = "?",
    ) -> ComparisonItem:
        sides = {self.side: (self.source,), self.other: (self.target,)}
        return ComparisonItem(
            verdict=verdict,
            rule=rule,
            modality="possible" if _unsure(self.link) else modality,
            left=sides["left"],
            right=sides["right"],
            records=(self.link.source, self.link.target),
            links=(self.link.id,),
            surplus=surplus,
            outcome=outcome,
        )


def _unsure(link: Link) -> bool:
    """Whether the annotator was less than sure of a link: what follows from it is possible."""
    return link.confidence in (Confidence.LOW, Confidence.MEDIUM)


def linked(pair: Pair) -> tuple[list[ComparisonItem], list[Attached]]:
    """One item for each two claims or events that links join across the articles, and what
    belongs to the items of shared ones.
    """
    items: dict[tuple[frozenset[str], ComparisonVerdict], ComparisonItem] = {}
    attached: list[Attached] = []
    both = set(pair.shared)
    for link in pair.dataset.links:
        found: list[ComparisonItem] = []
        for ends in _across(pair, link):
            if _belongs(link, both):
                attached.append(_attach(ends))
            elif not {link.source, link.target} <= both or link.kind is LinkKind.CONTRADICTS:
                found.append(_judged(ends))
        if found:
            best = min(found, key=lambda item: PRECEDENCE.index(item.verdict))
            key = frozenset(best.records), best.verdict
            first = items.setdefault(key, best)
            surer = (first.modality, best.modality) == ("possible", "definite")
            links = tuple(dict.fromkeys((*first.links, link.id)))
            items[key] = replace(best if surer else first, links=links)
    return list(items.values()), attached


def _across(pair: Pair, link: Link) -> Iterator[_Ends]:
    for side in pair.in_order:
        other = OTHER[side]
        own = link.article in (None, pair.article(side).id)
        if own and link.source in pair.positions[side] and link.target in pair.positions[other]:
            yield _Ends(pair=pair, link=link, side=side)


def _belongs(link: Link, both: set[str]) -> bool:
    """Whether the source of a link belongs to the item of its shared target."""
    if link.target not in both or link.source in both:
        return False
    return link.kind is LinkKind.SPECIFIES or link.kind in _ARGUES


def _attach(ends: _Ends) -> Attached:
    own = ends.pair.positions[ends.side][ends.link.target]
    argues = ends.link.kind in _ARGUES
    return Attached(
        to=ends.link.target,
        side=ends.side,
        position=replace(ends.source, role="against" if argues else "more"),
        link=ends.link.id,
        disputes=argues and own.sign == "?" and ends.source.sign == ends.target.sign == "+",
        unsure=_unsure(ends.link),
    )


def _judged(ends: _Ends) -> ComparisonItem:
    kind = ends.link.kind
    foretold = _foretold(ends)
    if foretold is not None:
        return foretold
    if kind is LinkKind.UPDATES:
        return _updates(ends)
    if kind is LinkKind.CONTRADICTS:
        return _contradicts(ends)
    if kind is LinkKind.SPECIFIES:
        return _specifies(ends)
    if ends.source.sign == ends.target.sign == "+":
        return ends.item(ComparisonVerdict.CONTRADICT, ComparisonRule.ARGUED_AGAINST)
    return _not_held(ends)


def _not_held(ends: _Ends, modality: Modality = "definite") -> ComparisonItem:
    """One of them does not commit itself; *possible* is here what follows from the other."""
    return ends.item(ComparisonVerdict.REPORTED, ComparisonRule.LINKED_NOT_HELD, modality)


def _foretold(ends: _Ends) -> ComparisonItem | None:
    """The later article on what the earlier one foretold, or reported as foretold."""
    pair, link = ends.pair, ends.link
    if link.kind in _ARGUES or pair.earlier is None:
        return None
    if pair.earlier == ends.side:
        then, now, of_now = ends.source, ends.target, ends.other
    else:
        then, now, of_now = ends.target, ends.source, ends.side
    if not pair.foretells(then.record, pair.earlier) or pair.foretells(now.record, of_now):
        return None
    if now.sign == "?":
        return None
    outcome: Sign = "?"
    if link.kind is LinkKind.CONTRADICTS and now.sign == "+":
        outcome = "-"
    # What entails is held by who holds it, what is entailed denied by who denies it.
    if link.kind is LinkKind.SPECIFIES and now.sign == ("+" if now is ends.source else "-"):
        outcome = now.sign
    return ends.item(ComparisonVerdict.CHANGED, ComparisonRule.FORETOLD, outcome=outcome)


def _updates(ends: _Ends) -> ComparisonItem:
    later = _later(ends)
    if later == "impossible":
        return ends.item(ComparisonVerdict.DIFFERENT_SCOPE, ComparisonRule.WRONG_ORDER)
    if "?" in (ends.source.sign, ends.target.sign):
        return _not_held(ends)
    return ends.item(ComparisonVerdict.CHANGED, ComparisonRule.UPDATED, later)


def _later(ends: _Ends) -> Modality:
    """Whether the source of a link speaks of a later time: by its scope, else by publication."""
    pair = ends.pair
    one, reading = pair.when(ends.link.source, ends.side)
    other, other_reading = pair.when(ends.link.target, ends.other)
    published = before(pair.published(ends.other), pair.published(ends.side))
    if one is None or other is None:
        if before(pair.published(ends.side), pair.published(ends.other)):
            return "impossible"
        return "definite" if published else "possible"
    if before(other, one):
        return "definite"
    relation = one.relation(other, reading=reading, other_reading=other_reading)
    if before(one, other) or not relation.possible & {"after", "overlaps", "contains"}:
        return "impossible"
    return "definite" if published else "possible"


def _contradicts(ends: _Ends) -> ComparisonItem:
    one, reading = ends.pair.when(ends.link.source, ends.side)
    other, other_reading = ends.pair.when(ends.link.target, ends.other)
    meet = overlap(one, other, reading=reading, other_reading=other_reading)
    if meet == "possible" and (
        _timeless(ends, ends.link.source) or _timeless(ends, ends.link.target)
    ):
        meet = "definite"
    signs = {ends.source.sign, ends.target.sign}
    if meet == "impossible":
        return ends.item(ComparisonVerdict.DIFFERENT_SCOPE, ComparisonRule.OTHER_TIMES)
    if "?" in signs or signs == {"-"}:
        return _not_held(ends, "possible" if _conditional(ends) else meet)
    if signs == {"+", "-"}:
        return ends.item(ComparisonVerdict.AGREE, ComparisonRule.BOTH_REJECT, meet)
    modality: Modality = "possible" if "±" in signs or _conditional(ends) else meet
    return ends.item(ComparisonVerdict.CONTRADICT, ComparisonRule.EXCLUDED, modality)


def _conditional(ends: _Ends) -> bool:
    """Whether what one of them holds is made to depend on something else."""
    records = [ends.pair.records[id_] for id_ in (ends.link.source, ends.link.target)]
    return any(isinstance(record, Claim) and record.condition is not None for record in records)


def _timeless(ends: _Ends, id_: str) -> bool:
    record = ends.pair.records[id_]
    return isinstance(record, Claim) and record.tense is Tense.TIMELESS and record.scope is None


def _specifies(ends: _Ends) -> ComparisonItem:
    source, target = ends.source, ends.target
    loose = "±" in (source.sign, target.sign) or _conditional(ends)
    if target.sign != "+":
        loose = loose or _so_far(ends)
    modality: Modality = "possible" if loose else "definite"
    if "?" in (source.sign, target.sign) or (source.sign, target.sign) == ("-", "+"):
        return _not_held(ends, modality)
    if source.sign == target.sign:
        # To deny the general is to say more than to deny the particular.
        more = source if source.sign == "+" else target
        surplus = (more.article,)
        return ends.item(ComparisonVerdict.AGREE, ComparisonRule.ENTAILED, surplus=surplus)
    return ends.item(ComparisonVerdict.CONTRADICT, ComparisonRule.ENTAILED_DENIED, modality)


def _so_far(ends: _Ends) -> bool:
    """Whether the target is denied for a time only, or so far: later it may be otherwise."""
    target = ends.pair.records[ends.link.target]
    if isinstance(target, Claim):
        return target.scope is not None
    over = ends.target.status in (EventStatus.OCCURRED, EventStatus.CANCELLED)
    return not over or ends.pair.earlier != ends.side
