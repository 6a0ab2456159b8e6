"""Matter by matter, side by side: what each article says of one issue, and of one kind of deed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from detente.display import capitalised, listing
from detente.records import Claim, Event, EventAccount
from detente.records.values import value_of
from detente.render.comparison.phrases import quantity_in_words
from detente.render.report.subject import Ref, Said, Side, Subject
from detente.vocab.enums import EventType, Role


@dataclass(frozen=True, slots=True)
class Point:
    """What an article says in one matter."""

    what: Ref
    holders: str
    """From whom it is reported; empty where the article says it itself."""
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """What the articles say in one matter."""

    name: str
    cells: tuple[tuple[Point, ...], ...]
    """By article."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The matters of one kind of which at least two articles speak."""

    title: str
    matters: tuple[Matter, ...]
    of: int
    """How many there are with those of which one alone speaks."""
    alone: tuple[tuple[Side, tuple[str, ...]], ...]
    """The names of these, by article; none where they are too many."""


_NAMED = 12
"""The matters at most that are named as those of one article alone."""


def side_by_side(subject: Subject) -> tuple[SideBySide, ...]:
    """The issues, and the kinds of deeds of one actor to another, that at least two articles speak of."""
    if len(subject.sides) == 1:
        return ()
    issues = _of_both(subject, "Issues", _issues(subject))
    deeds = _of_both(subject, "What actors do to each other", _deeds(subject))
    return tuple(part for part in (issues, deeds) if part.matters)


def _of_both(subject: Subject, title: str, found: Mapping[str, Iterable[str]]) -> SideBySide:
    matters, alone = [], dict[str, list[str]]()
    for name, ids in found.items():
        cells = tuple(_cell(subject, side, ids) for side in subject.sides)
        speaking = [side for side, cell in zip(subject.sides, cells, strict=True) if cell]
        if len(speaking) > 1:
            matters.append(Matter(name, cells))
        else:
            alone.setdefault(speaking[0].id, []).append(name)
    few = all(len(names) <= _NAMED for names in alone.values())
    return SideBySide(
        title=title,
        matters=tuple(matters),
        of=len(found),
        alone=tuple((s, tuple(alone[s.id])) for s in subject.sides if few and s.id in alone),
    )


def _cell(subject: Subject, side: Side, ids: Iterable[str]) -> tuple[Point, ...]:
    own = [id_ for id_ in ids if (id_, side.id) in subject.numbers]
    own.sort(key=lambda id_: subject.numbers[id_, side.id])
    return tuple(_point(subject, side, id_) for id_ in own)


def _point(subject: Subject, side: Side, id_: str) -> Point:
    record = subject.records[id_]
    rows = [row for row in subject.rows_of(id_, side) if row.via]
    return Point(
        what=subject.ref(id_, side),
        holders=listing(dict.fromkeys(map(subject.titled, rows))),
        figures=tuple(dict.fromkeys(_figures(subject, side, record))),
    )


def _figures(subject: Subject, side: Side, record: Said) -> Iterator[str]:
    parts = [record] if isinstance(record, Claim) else []
    for part in (*parts, *subject.voices(record, side)):
        if isinstance(part, Claim | EventAccount):
            yield from map(quantity_in_words, part.quantities)


# --- issues -----------------------------------------------------------------------------------------


def _issues(subject: Subject) -> dict[str, dict[str, None]]:
    """The claims and events that name an issue, or a claim or event that does, by its name."""
    direct: dict[str, set[str]] = {}
    for row in subject.rows:
        direct.setdefault(row.id, set()).update(row.issues)
    found: dict[str, dict[str, None]] = {}
    for row in subject.rows:
        near = (direct.get(id_, set()) for id_ in row.about)
        for issue in sorted(direct[row.id].union(*near)):
            found.setdefault(capitalised(subject.label(issue)), {})[row.id] = None
    return dict(sorted(found.items()))


# --- deeds ------------------------------------------------------------------------------------------

_DEEDS = {
    EventType.AGREE: "offers, promises and accords",
    EventType.CONSULT: "meetings, visits and talks",
    EventType.SUPPORT: "support",
    EventType.CONCEDE: "concessions",
    EventType.COOPERATE: "cooperation",
    EventType.AID: "aid",
    EventType.RETREAT: "relief and withdrawal",
    EventType.REQUEST: "requests",
    EventType.ACCUSE: "accusations and criticism",
    EventType.REJECT: "refusals",
    EventType.THREATEN: "threats",
    EventType.PROTEST: "protests",
    EventType.SANCTION: "sanctions and fewer relations",
    EventType.MOBILIZE: "movements of forces",
    EventType.COERCE: "coercion",
    EventType.ASSAULT: "force",
}
"""What the kinds of deeds are called; what is of no listed type has nothing in common."""

_AT = (Role.RECIPIENT, Role.ADVERSARY, Role.BENEFICIARY)


@dataclass(frozen=True, slots=True)
class _Deed:
    """A kind of deed of one actor to another, or of both together."""

    kind: EventType
    one: str
    other: str
    together: bool


def _deeds(subject: Subject) -> dict[str, dict[str, None]]:
    """The events of one kind between two actors, persons and parts counted with their states; with
    them the events that concern these, and the claims about them.
    """
    found: dict[_Deed, dict[str, None]] = {}
    for event in subject.records.values():
        if isinstance(event, Event) and event.type in _DEEDS:
            for account in event.accounts:
                for deed in _done(subject, event, account):
                    found.setdefault(deed, {})[event.id] = None
    bearing = _bearing(subject)
    named = {
        _name(subject, deed): dict.fromkeys(
            (*events, *(id_ for event in events for id_ in bearing.get(event, ())))
        )
        for deed, events in found.items()
    }
    return dict(sorted(named.items()))


def _name(subject: Subject, deed: _Deed) -> str:
    one, other = (subject.phrases.names.name(id_) for id_ in (deed.one, deed.other))
    between = "and" if deed.together else "towards"
    return f"{capitalised(one)} {between} {other}: {_DEEDS[deed.kind]}"


def _bearing(subject: Subject) -> dict[str, list[str]]:
    """The claims about each event and the events that concern it."""
    bearing: dict[str, list[str]] = {}
    for record in subject.records.values():
        if isinstance(record, Claim):
            judged = [record.judged] if record.judged else []
            named: Sequence[str] = (*record.about, *judged)
        else:
            named = record.concerns
        for id_ in named:
            bearing.setdefault(id_, []).append(record.id)
    return bearing


def _done(subject: Subject, event: Event, account: EventAccount) -> Iterator[_Deed]:
    """What is done to whom; a meeting has two sides and no direction."""
    if account.article not in subject.by_id:
        return
    when = value_of(account.time) or value_of(event.time)
    state = subject.offices.state
    agents = [state(p.actor, when) for p in account.participants if p.role is Role.AGENT]
    others = [state(p.actor, when) for p in account.participants if p.role in _AT]
    together = event.type is EventType.CONSULT or not others
    for one, other in product(agents, others or agents):
        if one != other:
            first, second = sorted((one, other)) if together else (one, other)
            yield _Deed(event.type, first, second, together)
