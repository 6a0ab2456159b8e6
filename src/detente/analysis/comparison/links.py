"""Claims and events of the two articles that a link joins.

A link says what follows from holding its source: with ``specifies`` its target, with
``contradicts`` the denial of its target. What follows from what the one author holds is laid
beside what the other holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.analysis.comparison.positions import OTHER, ArticlePair, Side
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
from detente.vocab.enums import ClaimKind, Confidence, EventStatus, LinkKind, Tense

_ARGUES = frozenset((LinkKind.COUNTERS, LinkKind.UNDERCUTS))

PRECEDENCE = (
    ComparisonVerdict.CONTRADICT,
    ComparisonVerdict.CHANGED,
    ComparisonVerdict.AGREE,
    ComparisonVerdict.RIVAL,
    ComparisonVerdict.PARALLEL,
    ComparisonVerdict.LATER,
    ComparisonVerdict.DIFFERENT_SCOPE,
    ComparisonVerdict.REPORTED,
)
"""Of several verdicts on the same two records the first counts most."""


@dataclass(frozen=True, kw_only=True)
class Addition:
    """What one side says that belongs to the item of a claim or event that both speak of."""

    target: str
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
class _CrossLink:
    """A link whose source one side speaks of, and whose target the other."""

    pair: ArticlePair
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


def link_items(pair: ArticlePair) -> tuple[list[ComparisonItem], list[Addition]]:
    """One item for each two claims or events that links join across the articles, and what
    belongs to the items of shared ones.
    """
    items: dict[tuple[frozenset[str], ComparisonVerdict], ComparisonItem] = {}
    additions: list[Addition] = []
    shared = set(pair.shared)
    for link in pair.dataset.links:
        if link.kind is LinkKind.PRECEDES:  # by one article's word: it says nothing of the other
            continue
        judged: list[ComparisonItem] = []
        for cross in _across(pair, link):
            if _adds(link, shared):
                additions.append(_addition(cross))
            elif not {link.source, link.target} <= shared or link.kind is LinkKind.CONTRADICTS:
                judged.append(_judged(cross))
        if judged:
            best = min(judged, key=lambda item: PRECEDENCE.index(item.verdict))
            key = frozenset(best.records), best.verdict
            first = items.setdefault(key, best)
            surer = (first.modality, best.modality) == ("possible", "definite")
            links = tuple(dict.fromkeys((*first.links, link.id)))
            items[key] = replace(best if surer else first, links=links)
    return list(items.values()), additions


def opposite_orders(pair: ArticlePair) -> Iterator[ComparisonItem]:
    """One item for each two events that the two articles tell of in opposite orders."""
    orders: dict[Side, dict[tuple[str, str], Link]] = {side: {} for side in OTHER}
    for link in pair.dataset.links:
        for side in OTHER:
            if link.kind is LinkKind.PRECEDES and link.article == pair.article(side).id:
                orders[side].setdefault((link.source, link.target), link)
    shared = set(pair.shared)
    for (first, second), link in orders["left"].items():
        turned = orders["right"].get((second, first))
        if turned is not None and {first, second} <= shared:
            unsure = _unsure(link) or _unsure(turned)
            yield ComparisonItem(
                verdict=ComparisonVerdict.CONTRADICT,
                rule=ComparisonRule.OPPOSITE_ORDER,
                modality="possible" if unsure else "definite",
                left=tuple(pair.positions["left"][id_] for id_ in (first, second)),
                right=tuple(pair.positions["right"][id_] for id_ in (second, first)),
                records=(first, second),
                links=(link.id, turned.id),
            )


def _across(pair: ArticlePair, link: Link) -> Iterator[_CrossLink]:
    for side in pair.sides_in_order:
        other = OTHER[side]
        applies = link.article in (None, pair.article(side).id)
        if applies and link.source in pair.positions[side] and link.target in pair.positions[other]:
            yield _CrossLink(pair=pair, link=link, side=side)


def _adds(link: Link, shared: set[str]) -> bool:
    """Whether the source of a link belongs to the item of its shared target."""
    if link.target not in shared or link.source in shared:
        return False
    return link.kind is LinkKind.SPECIFIES or link.kind in _ARGUES


def _addition(cross: _CrossLink) -> Addition:
    own = cross.pair.positions[cross.side][cross.link.target]
    argues = cross.link.kind in _ARGUES
    return Addition(
        target=cross.link.target,
        side=cross.side,
        position=replace(cross.source, role="against" if argues else "more"),
        link=cross.link.id,
        disputes=argues and own.sign == "?" and cross.source.sign == cross.target.sign == "+",
        unsure=_unsure(cross.link),
    )


def _judged(cross: _CrossLink) -> ComparisonItem:
    kind = cross.link.kind
    foretold = _foretold(cross)
    if foretold is not None:
        return foretold
    if kind is LinkKind.UPDATES:
        return _updates(cross)
    if kind is LinkKind.CONTRADICTS:
        return _contradicts(cross)
    if kind is LinkKind.SPECIFIES:
        return _specifies(cross)
    if kind in (LinkKind.PARALLELS, LinkKind.RIVALS):
        return _side_by_side(cross)
    if cross.source.sign == cross.target.sign == "+":
        return cross.item(ComparisonVerdict.CONTRADICT, ComparisonRule.ARGUED_AGAINST)
    return _not_held(cross)


def _not_held(cross: _CrossLink, modality: Modality = "definite") -> ComparisonItem:
    """One of them does not commit itself; *possible* is here what follows from the other."""
    return cross.item(ComparisonVerdict.REPORTED, ComparisonRule.LINKED_NOT_HELD, modality)


def _foretold(cross: _CrossLink) -> ComparisonItem | None:
    """The later article on what the earlier one foretold, or reported as foretold."""
    pair, link = cross.pair, cross.link
    # A common weaker sentence, or another answer, says nothing of how it came out.
    if link.kind in (*_ARGUES, LinkKind.PARALLELS, LinkKind.RIVALS) or pair.earlier is None:
        return None
    if pair.earlier == cross.side:
        then, now, side_of_now = cross.source, cross.target, cross.other
    else:
        then, now, side_of_now = cross.target, cross.source, cross.side
    if not pair.is_ahead(then.record, pair.earlier) or pair.is_ahead(now.record, side_of_now):
        return None
    if now.sign == "?":
        return None
    outcome: Sign = "?"
    if link.kind is LinkKind.CONTRADICTS and now.sign == "+":
        outcome = "-"
    # What entails is held by who holds it, what is entailed denied by who denies it.
    if link.kind is LinkKind.SPECIFIES and now.sign == ("+" if now is cross.source else "-"):
        outcome = now.sign
    return cross.item(ComparisonVerdict.CHANGED, ComparisonRule.FORETOLD, outcome=outcome)


def _updates(cross: _CrossLink) -> ComparisonItem:
    later = _later(cross)
    if later == "impossible":
        return cross.item(ComparisonVerdict.DIFFERENT_SCOPE, ComparisonRule.WRONG_ORDER)
    if "?" in (cross.source.sign, cross.target.sign):
        return _not_held(cross)
    stated = {(position.sign, position.status) for position in (cross.source, cross.target)}
    verdict = ComparisonVerdict.LATER if len(stated) == 1 else ComparisonVerdict.CHANGED
    return cross.item(verdict, ComparisonRule.UPDATED, later)


def _later(cross: _CrossLink) -> Modality:
    """Whether the source of a link speaks of a later time: by its scope, else by publication."""
    pair = cross.pair
    one, reading = pair.time_of(cross.link.source, cross.side)
    other, other_reading = pair.time_of(cross.link.target, cross.other)
    published = before(pair.published(cross.other), pair.published(cross.side))
    if one is None or other is None:
        if before(pair.published(cross.side), pair.published(cross.other)):
            return "impossible"
        return "definite" if published else "possible"
    if before(other, one):
        return "definite"
    relation = one.relation(other, reading=reading, other_reading=other_reading)
    if before(one, other) or not relation.possible & {"after", "overlaps", "contains"}:
        return "impossible"
    return "definite" if published else "possible"


def _contradicts(cross: _CrossLink) -> ComparisonItem:
    one, reading = cross.pair.time_of(cross.link.source, cross.side)
    other, other_reading = cross.pair.time_of(cross.link.target, cross.other)
    overlaps = overlap(one, other, reading=reading, other_reading=other_reading)
    ends = cross.link.source, cross.link.target
    if overlaps == "possible" and any(_timeless(cross, id_) for id_ in ends):
        overlaps = "definite"
    signs = {cross.source.sign, cross.target.sign}
    if overlaps == "impossible":
        return cross.item(ComparisonVerdict.DIFFERENT_SCOPE, ComparisonRule.OTHER_TIMES)
    if "?" in signs or signs == {"-"}:
        return _not_held(cross, "possible" if _conditional(cross) else overlaps)
    if signs == {"+", "-"}:
        return cross.item(ComparisonVerdict.AGREE, ComparisonRule.BOTH_REJECT, overlaps)
    modality: Modality = "possible" if "±" in signs or _conditional(cross) else overlaps
    rule = ComparisonRule.REMEDIES_EXCLUDED if _remedies(cross) else ComparisonRule.EXCLUDED
    return cross.item(ComparisonVerdict.CONTRADICT, rule, modality)


def _side_by_side(cross: _CrossLink) -> ComparisonItem:
    """Two claims that can both be right: they entail a weaker sentence, or answer one question."""
    signs = {cross.source.sign, cross.target.sign}
    if not signs <= {"+", "±"}:  # from a denial neither follows
        return _not_held(cross)
    possible = "±" in signs or _conditional(cross)
    modality: Modality = "possible" if possible else "definite"
    if cross.link.kind is LinkKind.PARALLELS:
        return cross.item(ComparisonVerdict.PARALLEL, ComparisonRule.WEAKER_SENTENCE, modality)
    remedies = _remedies(cross)
    rule = ComparisonRule.RIVAL_REMEDIES if remedies else ComparisonRule.RIVAL_ANSWERS
    return cross.item(ComparisonVerdict.RIVAL, rule, modality)


def _remedies(cross: _CrossLink) -> bool:
    """Whether both say what ought to be done."""
    records = [cross.pair.records[id_] for id_ in (cross.link.source, cross.link.target)]
    return all(isinstance(r, Claim) and r.kind is ClaimKind.NORMATIVE for r in records)


def _conditional(cross: _CrossLink) -> bool:
    """Whether what one of them holds is made to depend on something else."""
    return cross.source.condition is not None or cross.target.condition is not None


def _timeless(cross: _CrossLink, id_: str) -> bool:
    record = cross.pair.records[id_]
    return isinstance(record, Claim) and record.tense is Tense.TIMELESS and record.scope is None


def _specifies(cross: _CrossLink) -> ComparisonItem:
    source, target = cross.source, cross.target
    possible = "±" in (source.sign, target.sign) or _conditional(cross)
    if target.sign != "+":
        possible = possible or _so_far(cross)
    modality: Modality = "possible" if possible else "definite"
    if "?" in (source.sign, target.sign) or (source.sign, target.sign) == ("-", "+"):
        return _not_held(cross, modality)
    if source.sign == target.sign:
        # To deny the general is to say more than to deny the particular.
        more = source if source.sign == "+" else target
        surplus = (more.article,)
        return cross.item(ComparisonVerdict.AGREE, ComparisonRule.ENTAILED, surplus=surplus)
    return cross.item(ComparisonVerdict.CONTRADICT, ComparisonRule.ENTAILED_DENIED, modality)


def _so_far(cross: _CrossLink) -> bool:
    """Whether the target is denied for a time only, or so far: later it may be otherwise."""
    target = cross.pair.records[cross.link.target]
    if isinstance(target, Claim):
        return target.scope is not None
    over = cross.target.status in (EventStatus.OCCURRED, EventStatus.CANCELLED)
    return not over or cross.pair.earlier != cross.side
