"""What a comparison finds: verdicts, positions, items, and the comparison that holds them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal, TypeVar

from detente.dataset import Dataset
from detente.display import html, html_table
from detente.edtf import Modality
from detente.errors import InputError
from detente.json_types import Json
from detente.records import Article, Condition, Source, Span, Time
from detente.suggest import close, close_ids, hint
from detente.vocab.enums import Commitment, EventStatus, Theme

Sign = Literal["+", "-", "±", "?"]
"""Whether an article holds something: it does, it denies it, both in different places, or it
does not commit itself."""

Role = Literal["main", "more", "against"]
"""What a position does in an item: it is what is compared, it says it in more detail, or it is
what the same author sets against it."""


class ComparisonVerdict(StrEnum):
    """How two articles stand to each other in one matter."""

    AGREE = "agree"
    PARALLEL = "parallel"
    CONTRADICT = "contradict"
    RIVAL = "rival"
    CHANGED = "changed"
    LATER = "later"
    UNCHANGED = "unchanged"
    REVISED = "revised"
    DIFFERENT_SCOPE = "different_scope"
    REPORTED = "reported"
    SIMILAR = "similar"
    ONLY_LEFT = "only_left"
    ONLY_RIGHT = "only_right"


class ComparisonRule(StrEnum):
    """By which rule a verdict was reached. ``docs/comparing.md`` says each in full."""

    SHARED_CLAIM = "shared-claim"
    SHARED_EVENT = "shared-event"
    ENTAILED = "entailed"
    BOTH_REJECT = "both-reject"
    SAME_CHARACTER = "same-character"
    SAME_DENIAL = "same-denial"
    SAME_TREND = "same-trend"
    SAME_GROUND = "same-ground"
    SAME_OBJECT = "same-object"
    SAME_KIND = "same-kind"
    WEAKER_SENTENCE = "weaker-sentence"
    OPPOSITE_SIGNS = "opposite-signs"
    EVENT_DIFFERS = "event-differs"
    EXCLUDED = "excluded"
    OPPOSITE_ORDER = "opposite-order"
    REMEDIES_EXCLUDED = "remedies-excluded"
    ENTAILED_DENIED = "entailed-denied"
    ARGUED_AGAINST = "argued-against"
    CHARACTER_DENIED = "character-denied"
    OTHER_CHARACTER = "other-character"
    OTHER_PATRON = "other-patron"
    OPPOSITE_TRENDS = "opposite-trends"
    FACTOR_DENIED = "factor-denied"
    RIVAL_ANSWERS = "rival-answers"
    RIVAL_REMEDIES = "rival-remedies"
    UPDATED = "updated"
    FORETOLD = "foretold"
    CAME_ABOUT = "came-about"
    NEW_PHASE = "new-phase"
    ENDED_PHASE = "ended-phase"
    OTHER_TIMES = "other-times"
    WRONG_ORDER = "wrong-order"
    PHASES_APART = "phases-apart"
    SHARED_NOT_HELD = "shared-not-held"
    LINKED_NOT_HELD = "linked-not-held"
    NO_COUNTERPART = "no-counterpart"


_OPPOSED_REMEDIES = (ComparisonRule.REMEDIES_EXCLUDED, ComparisonRule.RIVAL_REMEDIES)
"""The rules of two normative claims that cannot both be followed, or are rivals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What one article says in one matter."""

    article: str
    """The id of the article."""

    record: str
    """The id of the claim or event; of a phase or factor that of the relation."""

    paths: tuple[str, ...]
    """JSON Pointers into the record: the utterances or accounts, the phase, the factor."""

    text: str
    """What is said, in the annotator's words; of a phase its character and trend."""

    sign: Sign
    """Whether the article holds it."""

    commitment: Commitment | None = None
    """How firmly: the strongest commitment of that sign. None for phases and factors."""

    pragmatic: Commitment | None = None
    """What the tone conveys, where it differs."""

    status: EventStatus | None = None
    """Of an event the standing that the article gives to it."""

    time: Time | None = None
    """The claim's scope, the event's time by this article, the period of a phase or factor."""

    condition: Condition | None = None
    """What the claim, or this account of the event, is made to depend on."""

    sources: tuple[tuple[Source, ...], ...] = ()
    """Whom it is reported from: one chain for each place that reports somebody."""

    grounds: tuple[str, ...] = ()
    """The claims and events that the article offers in support."""

    evidence: tuple[Span, ...] = ()
    """Where; none for phases and factors, whose grounds have it."""

    role: Role = "main"
    """What it does in the item."""

    def to_dict(self) -> dict[str, Json]:
        """As plain values."""
        return {
            "article": self.article,
            "record": self.record,
            "paths": list(self.paths),
            "text": self.text,
            "sign": self.sign,
            "commitment": self.commitment and self.commitment.value,
            "pragmatic": self.pragmatic and self.pragmatic.value,
            "status": self.status and self.status.value,
            "time": self.time.value if self.time else None,
            "condition": self.condition
            and {
                "kind": self.condition.kind.value,
                "antecedents": list(self.condition.antecedents),
            },
            "sources": [
                [{"holder": s.actor or s.kind.value, "commitment": s.commitment.value} for s in c]
                for c in self.sources
            ],
            "grounds": list(self.grounds),
            "evidence": [[span.start, span.end] for span in self.evidence],
            "role": self.role,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonItem:
    """One matter in which two articles are compared."""

    verdict: ComparisonVerdict
    """How they stand to each other."""

    rule: ComparisonRule
    """Why."""

    modality: Modality = "definite"
    """Whether the verdict is certain, or *possible* as far as the times are known."""

    left: tuple[Position, ...] = ()
    """What the left article says."""

    right: tuple[Position, ...] = ()
    """What the right article says."""

    records: tuple[str, ...] = ()
    """The claims and events that are counted in this item and in no other."""

    also: tuple[str, ...] = ()
    """The claims and events that it speaks of too, and that are counted in another."""

    links: tuple[str, ...] = ()
    """The links that the verdict rests upon."""

    differs: tuple[str, ...] = ()
    """The fields of an event in which the accounts differ."""

    surplus: tuple[str, ...] = ()
    """The articles that say more than the other."""

    outcome: Sign = "?"
    """Of something foretold what the later article says of it; else ``?``."""

    beyond: bool = False
    """Of what only one says: whether it is surely of a time after the other was published."""

    relation: str | None = None
    """The relation that it is grouped under."""

    theme: Theme | None = None
    """The policy field that it is grouped under."""

    issue: str | None = None
    """The issue that it is grouped under."""

    relations: tuple[str, ...] = ()
    """All relations that it bears on."""

    themes: tuple[Theme, ...] = ()
    """All policy fields of its records."""

    issues: tuple[str, ...] = ()
    """All issues of its records, the closest first."""

    codes: tuple[str, ...] = ()
    """All codes of its records, of what the two say of them, and of its links; those that all of
    its records have first."""

    weight: int = 0
    """How central it is: how many records its own ones rest upon, or are a support, cause, effect
    or condition of, in the articles that say so."""

    @property
    def on_remedies(self) -> bool:
        """Whether it sets what the one calls for against what the other calls for."""
        between_voices = self.verdict in (ComparisonVerdict.CONTRADICT, ComparisonVerdict.RIVAL)
        return between_voices and self.rule in _OPPOSED_REMEDIES

    @property
    def positions(self) -> tuple[Position, ...]:
        """What both say."""
        return self.left + self.right

    def to_dict(self) -> dict[str, Json]:
        """As plain values."""
        return {
            "verdict": self.verdict.value,
            "rule": self.rule.value,
            "modality": self.modality,
            "relation": self.relation,
            "theme": self.theme and self.theme.value,
            "relations": list(self.relations),
            "themes": [theme.value for theme in self.themes],
            "issue": self.issue,
            "issues": list(self.issues),
            "codes": list(self.codes),
            "records": list(self.records),
            "also": list(self.also),
            "links": list(self.links),
            "differs": list(self.differs),
            "surplus": list(self.surplus),
            "outcome": self.outcome,
            "beyond": self.beyond,
            "weight": self.weight,
            "left": [position.to_dict() for position in self.left],
            "right": [position.to_dict() for position in self.right],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmentioned:
    """An actor or issue that is central to one article, and of which the other never speaks."""

    record: str
    """The id of the actor or issue."""

    article: str
    """The id of the article that speaks of it."""

    count: int
    """In how many of its claims and events."""

    of: int
    """How many claims and events that article has."""

    def to_dict(self) -> dict[str, Json]:
        """As plain values."""
        return {"record": self.record, "article": self.article, "count": self.count, "of": self.of}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thesis:
    """A claim that an article holds itself, and why it may be what the article is written for."""

    position: Position
    """What the article says."""

    weight: int
    """How central it is: how many records it is joined to in its article as ground, cause, effect
    or condition; the phases and factors of relations that rest on it included."""

    relations: tuple[str, ...] = ()
    """The relations that it bears on, the closest first."""

    marked: bool = False
    """Whether annotators mark it as a thesis (``Article.theses``)."""

    def to_dict(self) -> dict[str, Json]:
        """As plain values."""
        return {
            "article": self.position.article,
            "record": self.position.record,
            "text": self.position.text,
            "weight": self.weight,
            "marked": self.marked,
        }


_THESES = 2
"""The claims at most that are the main thesis of an article."""


def _listed(positions: Iterable[Position]) -> str:
    return "; ".join(
        f"{p.text} ({p.commitment.value if p.commitment else p.sign})" for p in positions
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two articles of a dataset side by side."""

    dataset: Dataset = field(repr=False)
    """The dataset that both are in."""

    left: Article = field(repr=False)
    """The one article; by default the one that was published first."""

    right: Article = field(repr=False)
    """The other."""

    earlier: Article | None = field(repr=False)
    """The one that was published before the other, if that is certain."""

    items: tuple[ComparisonItem, ...] = field(repr=False)
    """All matters: by relation, verdict and theme, in the order of the dataset; what only one
    of them says, most central first."""

    one_text: bool = False
    """Whether they are versions of one text, which are not two voices: then nothing is agreement
    or contradiction, but *unchanged* or *revised*."""

    by: str | None = None
    """What the items are grouped by: a scheme, ``theme``, ``issue``; ``None`` for the relation."""

    unmentioned: tuple[Unmentioned, ...] = ()
    """Actors and issues central to one of the two, of which the other never speaks."""

    held: tuple[Thesis, ...] = field(default=(), repr=False)
    """The claims that the two articles hold themselves and on which something rests, the most
    central first."""

    filters: tuple[str, ...] = ()
    """What ``where`` was asked for: relation, theme, issue, code, verdict."""

    def __iter__(self) -> Iterator[ComparisonItem]:
        """The items, in order."""
        return iter(self.items)

    def __len__(self) -> int:
        """The number of items."""
        return len(self.items)

    def __repr__(self) -> str:
        """Both ids and the number of items with each verdict."""
        return f"<Comparison {self.left.id}, {self.right.id}: {self._counted}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the first items as a table."""
        names = ("verdict", "rule", self.left.id, self.right.id)
        rows = (
            (item.verdict.value, item.rule.value, _listed(item.left), _listed(item.right))
            for item in self.items
        )
        title = f"{self.left.id} and {self.right.id}"
        return html(title, self._counted, html_table(names, rows, len(self)))

    @property
    def _counted(self) -> str:
        return ", ".join(f"{n} {verdict}" for verdict, n in self.counts.items() if n) or "empty"

    @property
    def counts(self) -> dict[ComparisonVerdict, int]:
        """How many items have each verdict: the count that all commands and pages give."""
        counts = Counter(item.verdict for item in self.items)
        return {verdict: counts[verdict] for verdict in ComparisonVerdict}

    @property
    def agreements(self) -> tuple[ComparisonItem, ...]:
        """What both hold or both deny."""
        return self._of(ComparisonVerdict.AGREE)

    @property
    def contradictions(self) -> tuple[ComparisonItem, ...]:
        """Where not both can be right."""
        return self._of(ComparisonVerdict.CONTRADICT)

    @property
    def parallels(self) -> tuple[ComparisonItem, ...]:
        """Where both entail one weaker sentence, and neither entails what the other says."""
        return self._of(ComparisonVerdict.PARALLEL)

    @property
    def rivals(self) -> tuple[ComparisonItem, ...]:
        """Where each gives the main answer to one question, and both could be right."""
        return self._of(ComparisonVerdict.RIVAL)

    @property
    def opposed_remedies(self) -> tuple[ComparisonItem, ...]:
        """Where what each calls for cannot both be done, or is the rival of the other."""
        return tuple(item for item in self.items if item.on_remedies)

    @property
    def changes(self) -> tuple[ComparisonItem, ...]:
        """What changed between the two, or came of what the earlier one foretold."""
        return self._of(ComparisonVerdict.CHANGED)

    def only(self, article: str | Article) -> tuple[ComparisonItem, ...]:
        """What only this one of the two articles says, most central first in each relation.

        Raises ``InputError`` if it is neither of them.
        """
        id_ = article if isinstance(article, str) else article.id
        if id_ == self.left.id:
            return self._of(ComparisonVerdict.ONLY_LEFT)
        if id_ == self.right.id:
            return self._of(ComparisonVerdict.ONLY_RIGHT)
        raise InputError(id_, f"compared are {self.left.id} and {self.right.id}")

    @property
    def main_relation(self) -> str | None:
        """The relation asked for; where none is, the one that most items of both are about."""
        both = Counter(i.relation for i in self.items if i.left and i.right and i.relation)
        return max(both, key=lambda id_: both[id_], default=None)

    def theses(self, article: str | Article) -> tuple[Thesis, ...]:
        """What one of the two articles is written to say: the claims that annotators mark as its
        theses (``marked``), the foremost first. Where they mark none, the one or two claims of its
        own on which most rests; about the main relation, where there are any.

        Of the latter the second has at least half the weight of the first. Empty if nothing rests
        on any claim.
        """
        id_ = article if isinstance(article, str) else article.id
        own = [thesis for thesis in self.held if thesis.position.article == id_]
        if marked := tuple(thesis for thesis in own if thesis.marked):
            return marked
        own = [thesis for thesis in own if self.main_relation in thesis.relations] or own
        return tuple(t for t in own[:_THESES] if 2 * t.weight >= own[0].weight)

    @property
    def groups(self) -> dict[str | None, tuple[ComparisonItem, ...]]:
        """The items by what they are grouped under; under ``None`` those that have nothing of it."""
        groups: dict[str | None, list[ComparisonItem]] = {}
        for item in self.items:
            groups.setdefault(group_of(item, self.by), []).append(item)
        return {name: tuple(items) for name, items in groups.items()}

    def where(
        self,
        *,
        relation: str | None = None,
        theme: Theme | str | None = None,
        issue: str | None = None,
        code: str | None = None,
        verdict: ComparisonVerdict | str | None = None,
    ) -> "Comparison":
        """The items that pass all filters, grouped under what was asked for.

        ``relation``: the id of one that they bear on; ``theme``: one of their policy fields;
        ``issue``: the id of one of their issues; ``code``: one of their codes, as
        ``scheme/value``; ``verdict``: ``"only"`` stands for both sides. Raises ``InputError`` for
        a relation, issue or code that the dataset does not have, and for a value that is no theme
        or verdict.
        """
        items: Iterator[ComparisonItem] = iter(self.items)
        held = self.held
        filters = list(self.filters)
        if relation is not None:
            known = [r.id for r in self.dataset.relations]
            if relation not in known:
                near = _near_relations(relation, known)
                raise InputError(relation, f"no such relation; {hint(near, known)}")
            items = (replace(i, relation=relation) for i in items if relation in i.relations)
            held = tuple(thesis for thesis in held if relation in thesis.relations)
            filters.append(f"relation {relation}")
        if theme is not None:
            wanted = _member(Theme, theme, "theme")
            items = (replace(i, theme=wanted) for i in items if wanted in i.themes)
            filters.append(f"theme {wanted}")
        if issue is not None:
            _expect(issue, [i.id for i in self.dataset.issues], "issue")
            items = (replace(i, issue=issue) for i in items if issue in i.issues)
            filters.append(f"issue {issue}")
        if code is not None:
            values = (f"{s.id}/{v.value}" for s in self.dataset.schemes for v in s.values)
            _expect(code, [*values], "code")
            items = (i for i in items if code in i.codes)
            filters.append(f"code {code}")
        if verdict is not None:
            both = (ComparisonVerdict.ONLY_LEFT, ComparisonVerdict.ONLY_RIGHT)
            one = () if verdict == "only" else (_member(ComparisonVerdict, verdict, "verdict"),)
            items = (i for i in items if i.verdict in (one or both))
            filters.append(f"verdict {verdict}")
        return replace(self, items=tuple(items), held=held, filters=tuple(filters))

    def to_dict(self) -> dict[str, Json]:
        """As plain values."""
        return {
            "left": self.left.id,
            "right": self.right.id,
            "earlier": None if self.earlier is None else self.earlier.id,
            "one_text": self.one_text,
            "by": self.by,
            "counts": {verdict.value: n for verdict, n in self.counts.items()},
            "theses": [t.to_dict() for a in (self.left, self.right) for t in self.theses(a)],
            "unmentioned": [unmentioned.to_dict() for unmentioned in self.unmentioned],
            "items": [item.to_dict() for item in self.items],
        }

    def _of(self, verdict: ComparisonVerdict) -> tuple[ComparisonItem, ...]:
        return tuple(item for item in self.items if item.verdict is verdict)


def group_of(item: ComparisonItem, by: str | None) -> str | None:
    """What an item is grouped under; ``by``: what a comparison is grouped by."""
    if by is None:
        return item.relation
    if by == "theme":
        return None if item.theme is None else item.theme.value
    if by == "issue":
        return item.issue
    return next((code for code in item.codes if code.partition("/")[0] == by), None)


def _expect(value: str, known: list[str], name: str) -> None:
    """Raises ``InputError`` with what is close if a value is none of those that there are."""
    if value not in known:
        raise InputError(value, f"no such {name}; {hint(close(value, known), known or ['none'])}")


_Member = TypeVar("_Member", bound=StrEnum)


def _member(kind: type[_Member], value: _Member | str, name: str) -> _Member:
    """The member of an enum with this value. Raises ``InputError`` with those that are close."""
    known = {member.value: member for member in kind}
    if value not in known:
        raise InputError(str(value), f"no such {name}; {hint(close(value, known), known)}")
    return known[value]


def _near_relations(id_: str, known: list[str]) -> list[str]:
    """Relations with a name like that one; the same with the parties turned round first."""
    parts = sorted(id_.partition(":")[2].split("-"))
    turned = [name for name in known if sorted(name.partition(":")[2].split("-")) == parts]
    return [*dict.fromkeys((*turned, *close_ids(id_, known)))]
