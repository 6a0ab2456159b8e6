"""The timeline: what articles say of events, a flat row for each account, in order of time."""

from dataclasses import dataclass
from typing import Literal, Unpack

from detente.inert import printable
from detente.json_types import Json
from detente.records import Event, EventAccount, Records, Span, Time
from detente.statement.filters import Filters
from detente.statement.plain import plain
from detente.statement.row import RowKey, Statement, row_key
from detente.statement.rows import statements
from detente.vocab.enums import (
    Commitment,
    ConditionKind,
    EventMode,
    EventStatus,
    EventType,
    Role,
    Theme,
)

COLUMNS = {
    **{name: name for name in ("id", "condition_kind", "condition", "label", "date")},
    "from": "first_day",
    "to": "last_day",
    **{name: name for name in ("agent", "recipient", "adversary", "others")},
    **{name: name for name in ("type", "mode", "status", "holder", "side", "commitment")},
    **{name: name for name in ("place", "issues", "themes")},
    **{name: name for name in ("codes", "article", "article_commitment", "published")},
    **{name: name for name in ("evidence", "via")},
}
"""The columns of a timeline in flat tables, each with the attribute of the row that it holds."""

_OWN_COLUMNS = (Role.AGENT, Role.RECIPIENT, Role.ADVERSARY)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class EventRow:
    """What one account says of an event: one line of a timeline."""

    event: Event
    """The event."""

    voice: EventAccount
    """The account that the row is of."""

    time: Time | None
    """When: the event's own time as this article has it, never that of the publication."""

    published: str | None
    """When the article was published, in EDTF."""

    holder: str
    """Who says so: the id of the article where it says so in its own voice; else the last of the
    sources, whose report it is: the id of an actor, or the kind of a source."""

    side: str | None
    """Whose side a holder is on that is nobody in particular: the id of an actor."""

    commitment: Commitment
    """How firmly the holder vouches for it (FactBank). Where there is a condition: given that."""

    via: tuple[str, ...]
    """Who reports it, outermost first: the article, then the sources in between."""

    condition: str | None
    """What it is made to depend on: a clause with *if*, of the words for the antecedents."""

    condition_kind: ConditionKind | None
    """Whether the condition is left open or presented as untrue."""

    issues: tuple[str, ...]
    """The ids of the issues that the event concerns."""

    codes: tuple[str, ...]
    """The codes of the event and of the account, as ``scheme/value``."""

    @property
    def id(self) -> str:
        """The id of the event."""
        return self.event.id

    @property
    def label(self) -> str:
        """What happens, in the annotator's words."""
        return self.event.label

    @property
    def says(self) -> str:
        """What happens, with the condition: *if …: …*."""
        return self.label if self.condition is None else f"{self.condition}: {self.label}"

    @property
    def date(self) -> str | None:
        """When, in EDTF; never the date of the publication."""
        return None if self.time is None else self.time.value

    @property
    def when(self) -> str:
        """The date in words; empty if there is none."""
        from detente.records import times  # on use: dates in words are wanted by lists alone

        return times.in_words(self.time)

    @property
    def first_day(self) -> str | None:
        """The first day that the date can reach, ``YYYY-MM-DD``; ``None`` if open or unknown."""
        return day_of(self.date, "earliest")

    @property
    def last_day(self) -> str | None:
        """The last day that the date can reach, ``YYYY-MM-DD``; ``None`` if open or unknown."""
        return day_of(self.date, "latest")

    @property
    def agent(self) -> tuple[str, ...]:
        """Who does it: ids of actors."""
        return self._in_role(Role.AGENT)

    @property
    def recipient(self) -> tuple[str, ...]:
        """To whom it is done: ids of actors."""
        return self._in_role(Role.RECIPIENT)

    @property
    def adversary(self) -> tuple[str, ...]:
        """Against whom it is aimed: ids of actors."""
        return self._in_role(Role.ADVERSARY)

    @property
    def others(self) -> tuple[str, ...]:
        """Who else takes part: ids of actors."""
        return self._in_role(*(role for role in Role if role not in _OWN_COLUMNS))

    @property
    def type(self) -> EventType:
        """What is done (PLOVER 2.0)."""
        return self.event.type

    @property
    def mode(self) -> EventMode | None:
        """The finer kind."""
        return self.event.mode

    @property
    def status(self) -> EventStatus:
        """The standing that the article gives to the event."""
        return self.voice.status

    @property
    def article_commitment(self) -> Commitment:
        """How firmly the article's own voice vouches for it, which may only report it."""
        return self.voice.commitment

    @property
    def place(self) -> str | None:
        """What the place is called, according to the article, else of the event."""
        place = self.voice.place or self.event.place
        return None if place is None else place.label

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The policy fields of the event."""
        return self.event.themes

    @property
    def article(self) -> str:
        """Where: the article's id."""
        return self.voice.article

    @property
    def evidence(self) -> tuple[Span, ...]:
        """In which words: spans of the article."""
        return self.voice.evidence

    @property
    def sort_key(self) -> RowKey:
        """The key that a timeline is sorted by, which is that of ``Statement``."""
        return row_key(self.date, self.published, self.voice)

    def _in_role(self, *roles: Role) -> tuple[str, ...]:
        wanted = (p.actor for p in self.voice.participants if p.role in roles)
        return tuple(dict.fromkeys(wanted))

    def to_dict(self) -> dict[str, Json]:
        """The row as plain values, its first and last day as ``from`` and ``to``."""
        return {name: plain(getattr(self, attribute)) for name, attribute in COLUMNS.items()}

    def __str__(self) -> str:
        """The row in one line."""
        side = f" ({self.side})" if self.side else ""
        through = f" via {' via '.join(self.via)}" if self.via else ""
        when = self.date or "no date"
        return f"[{when}] {self.holder}{side}{through}: {self.commitment} {self.status} {self.says}"

    def __repr__(self) -> str:
        """The row in one line; not the whole event."""
        return f"<EventRow {printable(str(self))}>"


def timeline(dataset: Records, **filters: Unpack[Filters]) -> tuple[EventRow, ...]:
    """What the articles of a dataset say of events, in order of time: a row for each account.

    Several articles that tell of an event give it several rows, and so does an article that gives
    a second version of it. Events without a date of their own come last, in the order of
    publication; the order is that of ``detente.edtf.sort_key``.

    Args:
        dataset: the dataset.
        filters: those of ``statements``; an account is there if one of its statements passes.
            ``since`` and ``until`` ask undated events for the date of publication; with
            ``dated="own"`` there are none.

    Raises:
        TypeError, UnknownIdError, ValueError: as ``statements``.
    """
    accounts: dict[int, Statement] = {}
    for row in statements(dataset, **filters):
        if isinstance(row.voice, EventAccount):
            accounts.setdefault(id(row.voice), row)
    return tuple(sorted(map(_row, accounts.values()), key=lambda row: row.sort_key))


def _row(said: Statement) -> EventRow:
    """The row of the account that a statement is of."""
    event, account = said.content, said.voice
    assert isinstance(event, Event)
    assert isinstance(account, EventAccount)
    names = [account.article, *(source.actor or source.kind.value for source in account.sources)]
    last = account.sources[-1] if account.sources else None
    return EventRow(
        event=event,
        voice=account,
        time=said.time,
        published=said.published,
        holder=names[-1],
        side=None if last is None else last.of,
        commitment=account.commitment if last is None else last.commitment,
        via=tuple(names[:-1]),
        condition=said.condition,
        condition_kind=said.condition_kind,
        issues=said.issues,
        codes=said.codes,
    )


def day_of(date: str | None, bound: Literal["earliest", "latest"]) -> str | None:
    """The first or the last day that a date can reach, ``YYYY-MM-DD``; ``None`` if open, unknown
    or no EDTF (D501).
    """
    from detente.edtf import Day  # on use: the records load without it
    from detente.edtf.parser import parse_or_none

    day = getattr(parse_or_none(date), bound, None)
    return day.isoformat() if isinstance(day, Day) else None
