"""What each of the two articles says of each claim and event: its position, and its sign."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal

from detente.analysis.comparison.result import ComparisonVerdict, Position, Sign
from detente.analysis.voices import spoken_of, voices_of
from detente.dataset import Dataset
from detente.edtf import Edtf, Reading
from detente.edtf.overlap import before
from detente.records import Article, Claim, Event, EventAccount, Utterance
from detente.records.values import value_of
from detente.vocab.enums import ClaimKind, Commitment, EventStatus

Side = Literal["left", "right"]

OTHER: Final[dict[Side, Side]] = {"left": "right", "right": "left"}
ONLY: Final[dict[Side, ComparisonVerdict]] = {
    "left": ComparisonVerdict.ONLY_LEFT,
    "right": ComparisonVerdict.ONLY_RIGHT,
}
REAL: Final = frozenset((EventStatus.OCCURRED, EventStatus.ONGOING))
AHEAD: Final = frozenset((EventStatus.PLANNED, EventStatus.HYPOTHETICAL))

_SIGNS: Final[dict[Commitment, Sign]] = {
    Commitment.CT_PLUS: "+",
    Commitment.PR_PLUS: "+",
    Commitment.PS_PLUS: "+",
    Commitment.CT_MINUS: "-",
    Commitment.PR_MINUS: "-",
    Commitment.PS_MINUS: "-",
}
_OPPOSITE: Final[dict[Sign, Sign]] = {"+": "-", "-": "+"}
# The strongest first.
_STRENGTH: Final = {
    commitment: rank
    for rank, commitment in enumerate(
        (
            *(Commitment.CT_PLUS, Commitment.CT_MINUS),
            *(Commitment.PR_PLUS, Commitment.PR_MINUS),
            *(Commitment.PS_PLUS, Commitment.PS_MINUS),
            *(Commitment.CT_U, Commitment.UU),
        )
    )
}


@dataclass(frozen=True, eq=False)
class ArticlePair:
    """Two articles of a dataset, and what they say of its claims and events."""

    dataset: Dataset
    left: Article
    right: Article

    @cached_property
    def earlier(self) -> Side | None:
        """The side that was published before the other, if that is certain."""
        left, right = (value_of(article.published) for article in (self.left, self.right))
        if before(left, right):
            return "left"
        return "right" if before(right, left) else None

    def article(self, side: Side) -> Article:
        """The article of a side."""
        return self.left if side == "left" else self.right

    def published(self, side: Side) -> Edtf | None:
        """When the article of a side was published."""
        return value_of(self.article(side).published)

    @cached_property
    def records(self) -> dict[str, Claim | Event]:
        """The claims and events that at least one of the two speaks of, by id: claims first."""
        spoken = spoken_of(self.dataset)
        ids = {id_ for side in OTHER for kind in spoken[self.article(side).id] for id_ in kind}
        records: dict[str, Claim | Event] = {}
        every: list[Claim | Event] = [*self.dataset.claims, *self.dataset.events]
        for record in every:
            if record.id in ids:
                records.setdefault(record.id, record)
        return records

    @cached_property
    def positions(self) -> dict[Side, dict[str, Position]]:
        """What each side says of each claim and event that it speaks of."""
        return {
            side: {
                id_: position
                for id_, record in self.records.items()
                if (position := position_of(record, self.article(side).id)) is not None
            }
            for side in OTHER
        }

    @cached_property
    def sides_in_order(self) -> list[Side]:
        """Both sides, in the order of the dataset: what has no left and right goes by it."""
        place = {article.id: n for n, article in enumerate(self.dataset.articles)}
        return sorted(OTHER, key=lambda side: place[self.article(side).id])

    def sides_of(self, id_: str) -> list[Side]:
        """The sides that speak of a claim or event."""
        return [side for side in OTHER if id_ in self.positions[side]]

    @cached_property
    def shared(self) -> list[str]:
        """The claims and events that both speak of, in order."""
        return [id_ for id_ in self.records if len(self.sides_of(id_)) == len(OTHER)]

    def time_of(self, id_: str, side: Side) -> tuple[Edtf | None, Reading]:
        """The time of a claim or event as a side has it, and how it is to be read."""
        record = self.records[id_]
        if isinstance(record, Event):
            account = self.positions[side][id_].time
            return value_of(account) or value_of(record.time), "sometime"
        reading: Reading = "sometime" if record.kind is ClaimKind.PREDICTIVE else "throughout"
        return value_of(record.scope), reading

    def is_after(self, id_: str, side: Side, other: Side) -> bool:
        """Whether what a side says of a claim or event is surely of a time after the other side was
        published: by its own time, or by that of an event that the claim is about, judges, or
        counts as a cause or an effect.
        """
        published = self.published(other)
        record = self.records[id_]
        if before(published, self.time_of(id_, side)[0]):
            return True
        if isinstance(record, Event):
            return False
        near = (*record.about, record.judged, *record.causes, *record.effects)
        events = (self.records.get(str(other_id)) for other_id in near)
        return any(
            isinstance(event, Event)
            and event.id in self.positions[side]
            and before(published, self.time_of(event.id, side)[0])
            for event in events
        )

    def is_ahead(self, id_: str, side: Side) -> bool:
        """Whether a side speaks of a claim or event as something to come."""
        record = self.records[id_]
        if isinstance(record, Claim):
            return record.kind is ClaimKind.PREDICTIVE
        return self.positions[side][id_].status in AHEAD


def position_of(record: Claim | Event, article: str) -> Position | None:
    """What an article says of a claim or event; ``None`` if nothing."""
    own = [(n, voice) for n, voice in enumerate(voices_of(record)) if voice.article == article]
    if not own:
        return None
    lead = min((voice for _n, voice in own), key=lambda voice: _STRENGTH[voice.commitment])
    name = "utterances" if isinstance(record, Claim) else "accounts"
    account = lead if isinstance(lead, EventAccount) else None
    return Position(
        article=article,
        record=record.id,
        paths=tuple(f"/{name}/{n}" for n, _voice in own),
        text=record.proposition if isinstance(record, Claim) else record.label,
        sign=_sign_of(voice for _n, voice in own),
        commitment=lead.commitment,
        pragmatic=lead.pragmatic,
        status=account.status if account else None,
        time=record.scope if isinstance(record, Claim) else account.time if account else None,
        condition=(
            record.condition
            if isinstance(record, Claim)
            else account.condition
            if account
            else None
        ),
        sources=tuple(dict.fromkeys(voice.sources for _n, voice in own if voice.sources)),
        grounds=tuple(dict.fromkeys(_grounds(own))),
        evidence=tuple(dict.fromkeys(span for _n, voice in own for span in voice.evidence)),
    )


def _sign_of(voices: Iterable[Utterance | EventAccount]) -> Sign:
    signs = {_sign_of_voice(voice) for voice in voices}
    if signs >= {"+", "-"}:
        return "±"
    return "+" if "+" in signs else "-" if "-" in signs else "?"


def _grounds(own: Sequence[tuple[int, Utterance | EventAccount]]) -> Iterator[str]:
    for _n, voice in own:
        if isinstance(voice, Utterance):
            yield from voice.grounds


def _sign_of_voice(voice: Utterance | EventAccount) -> Sign:
    """Whether a voice holds that it is so; to call an event off is to deny that it happens."""
    sign = _SIGNS.get(voice.commitment, "?")
    cancelled = isinstance(voice, EventAccount) and voice.status is EventStatus.CANCELLED
    return _OPPOSITE.get(sign, sign) if cancelled else sign


def part_at(record: Any, pointer: str) -> Any:
    """The part of a record that a JSON Pointer leads to."""
    for name in pointer.split("/")[1:]:
        record = record[int(name)] if name.isdigit() else getattr(record, name)
    return record
