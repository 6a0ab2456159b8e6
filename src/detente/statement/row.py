"""One statement: one holder's commitment to one claim or event at one place in one article."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from detente.json_types import Json
from detente.records import (
    Attitude,
    Claim,
    Condition,
    Event,
    EventAccount,
    Span,
    Time,
    Utterance,
)
from detente.records.kinds import kind_of
from detente.statement.plain import plain
from detente.vocab.enums import (
    AttitudeKind,
    Commitment,
    ConditionKind,
    Direction,
    EventMode,
    EventStatus,
    Theme,
)

if TYPE_CHECKING:
    from detente.edtf.sorting import SortKey

Dated = Literal["own", "publication"]
"""Whose date a row has: that of the claim or event, or only that of the article."""

COLUMNS = (
    *("holder", "side", "commitment", "condition_kind", "condition", "text", "id", "kind"),
    *("status", "mode", "about", "as_of", "dated", "judged", "direction", "attitude_kind"),
    *("attitude_actors", "issues", "themes", "codes", "article", "evidence", "via"),
)
"""The columns of a statement in flat tables: names of its attributes."""

RowKey = tuple["SortKey", "SortKey", str, int]
"""What the sort keys of rows are. Compared with each other only."""


def row_key(time: str | None, published: str | None, voice: Utterance | EventAccount) -> RowKey:
    """By the own time, then by publication, then in the order of the words.

    What is not EDTF (D501) sorts as no time.
    """
    from detente.edtf.parser import parse_or_none  # on use: the records load without it
    from detente.edtf.sorting import sort_key

    own, appeared = (sort_key(parse_or_none(text)) for text in (time, published))
    start = min((span.start for span in voice.evidence), default=0)
    return own, appeared, voice.article, start


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One holder's commitment to one claim or event, at one place in one article."""

    holder: str
    """Who holds it: the id of an actor; for an article's own voice the id of the article; for
    sources that are nobody in particular their kind, such as ``generic``."""

    side: str | None = None
    """Whose side a holder is on that is nobody in particular: the id of an actor."""

    commitment: Commitment
    """How firmly (FactBank). Where there is a condition: given the condition."""

    condition: str | None = None
    """What it is made to depend on: a clause with *if*, of the words for the antecedents."""

    content: Claim | Event
    """What is held."""

    voice: Utterance | EventAccount
    """The utterance or account that the row is of."""

    about: tuple[str, ...]
    """About whom: ids of actors, events, relations, issues, claims; of an event its participants."""

    time: Time | None
    """The claim's scope, or the event's time as this article has it."""

    published: str | None
    """When the article was published, in EDTF."""

    via: tuple[str, ...] = ()
    """Who reports it, outermost first: the article, then the sources in between."""

    @property
    def id(self) -> str:
        """The id of the claim or event."""
        return self.content.id

    @property
    def article(self) -> str:
        """Where: the article's id."""
        return self.voice.article

    @property
    def evidence(self) -> tuple[Span, ...]:
        """In which words: spans of the article."""
        return self.voice.evidence

    @property
    def text(self) -> str:
        """The proposition of the claim or the label of the event, in the annotator's words.

        It is held on a condition where there is one: ``says`` is both.
        """
        return self.content.proposition if isinstance(self.content, Claim) else self.content.label

    @property
    def says(self) -> str:
        """What is held, with its condition: *if …: …*."""
        return self.text if self.condition is None else f"{self.condition}: {self.text}"

    @property
    def kind(self) -> str:
        """``claim`` or ``event``, with its kind or type: ``claim/causal``, ``event/aid``."""
        if isinstance(self.content, Claim):
            return f"claim/{self.content.kind}"
        return f"event/{self.content.type}"

    @property
    def status(self) -> EventStatus | None:
        """The standing that the article gives to an event; of a claim ``None``."""
        return self.voice.status if isinstance(self.voice, EventAccount) else None

    @property
    def mode(self) -> EventMode | None:
        """The finer kind of an event; of a claim ``None``."""
        return self.content.mode if isinstance(self.content, Event) else None

    @property
    def date(self) -> str | None:
        """The own date of the claim or event, in EDTF; ``None`` where it has none."""
        return None if self.time is None else self.time.value

    @property
    def as_of(self) -> str | None:
        """As of when, in EDTF: the time of the claim or event; where it has none, the time
        at which the article says so, its publication. ``dated`` tells which.
        """
        return self.date or self.published

    @property
    def dated(self) -> Dated | None:
        """Whose date ``as_of`` is: ``own``, that of the claim or event, or only that of the
        ``publication``; ``None`` where there is neither.
        """
        if self.date is not None:
            return "own"
        return None if self.published is None else "publication"

    @property
    def when(self) -> str:
        """``as_of`` in words, marked where it is only the date of the publication."""
        from detente.edtf import wording  # dates in words are wanted by notebooks and lists alone
        from detente.records import times

        return times.in_words(self.time) or _marked(self, wording.in_words(self.published or ""))

    @property
    def condition_kind(self) -> ConditionKind | None:
        """Whether the condition is left open or presented as untrue."""
        held = self._condition
        return None if held is None else held.kind

    @property
    def judged(self) -> str | None:
        """The id of what a claim judges, or of the actor that it calls on."""
        return self.content.judged if isinstance(self.content, Claim) else None

    @property
    def direction(self) -> Direction | None:
        """The sign of a judgement."""
        return self.content.direction if isinstance(self.content, Claim) else None

    @property
    def attitude(self) -> Attitude | None:
        """What actors want, fear, believe or feel according to the claim."""
        return self.content.attitude if isinstance(self.content, Claim) else None

    @property
    def attitude_kind(self) -> AttitudeKind | None:
        """Which attitude the claim tells of."""
        return None if self.attitude is None else self.attitude.kind

    @property
    def attitude_actors(self) -> tuple[str, ...]:
        """The ids of the actors whose attitude the claim tells of; not who holds the statement."""
        return () if self.attitude is None else self.attitude.actors

    @property
    def named(self) -> tuple[str, ...]:
        """The ids of all that the claim or event names, each once: what it is about, judges and
        concerns, its causes and effects, whose attitude it tells of.
        """
        content, attitude = self.content, self.attitude
        named = [*self.about]
        if isinstance(content, Claim):
            named += [*filter(None, [content.judged]), *content.causes, *content.effects]
        else:
            named += content.concerns
        if attitude is not None:
            named += (*attitude.actors, *attitude.concerns)
        return tuple(dict.fromkeys(named))

    @property
    def issues(self) -> tuple[str, ...]:
        """The ids of the issues that the claim or event names, in whichever place."""
        return tuple(id_ for id_ in self.named if kind_of(id_) == "issue")

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The policy fields of the claim or event."""
        return self.content.themes

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, as ``scheme/value``, of the claim or event and of the utterance or account."""
        return tuple(dict.fromkeys((*self.content.codes, *self.voice.codes)))

    @property
    def sort_key(self) -> RowKey:
        """A key for sorting rows: by the own time (``detente.edtf.sort_key``), then by publication,
        then in the order of the words. Rows without a time of their own come last.
        """
        return row_key(self.date, self.published, self.voice)

    @property
    def _condition(self) -> Condition | None:
        bearer = self.content if isinstance(self.content, Claim) else self.voice
        return None if isinstance(bearer, Utterance) else bearer.condition

    def to_dict(self) -> dict[str, Json]:
        """The row as plain values; ids stay ids."""
        return {name: plain(getattr(self, name)) for name in COLUMNS}

    def __str__(self) -> str:
        """The row in one line."""
        when = f" [{_marked(self, self.as_of)}]" if self.as_of else ""
        side = f" ({self.side})" if self.side else ""
        through = f" via {' via '.join(self.via)}" if self.via else ""
        return f"{self.holder}{side}{through}: {self.commitment} {self.says}{when}"


def _marked(row: Statement, date: str) -> str:
    """The date of a row, marked where it is only that of the publication."""
    return f"published {date}" if row.dated == "publication" else date
