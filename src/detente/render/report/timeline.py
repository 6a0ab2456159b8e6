"""The timeline: phases of relations by author and events over one axis, as a table that draws itself."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.display import capitalised, listing
from detente.edtf import Day, Edtf, sort_key
from detente.records import Phase, Relation, Time, times
from detente.records.values import value_of
from detente.render.comparison.names import theme_name
from detente.render.comparison.relation_phrases import character_phrase
from detente.render.report import dates, words
from detente.render.report.drawing import Axis, Drawing, Tick, moment, percent
from detente.render.report.resting import resting
from detente.render.report.subject import Ref, Side, Subject
from detente.statement.timeline import EventRow, timeline
from detente.vocab.enums import EventStatus


@dataclass(frozen=True, slots=True)
class Row:
    """One time that one author gives to something."""

    what: Ref
    """A phase in words, or the event; empty where it is that of the row before."""
    more: str
    """What else there is to say of it."""
    side: Side | None
    """Who says so; ``None`` for other sources."""
    when: str
    drawing: Drawing
    grounds: tuple[Ref, ...]
    """The cards that say so."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a title."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """When an article was published."""

    x: str
    side: Side


@dataclass(frozen=True, slots=True)
class Chart:
    """Groups over one axis."""

    title: str
    anchor: str
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole axis, and each decade of which something is dated."""

    whole: Chart | None
    """``None`` if nothing has a date."""
    decades: tuple[Chart, ...]
    undated: tuple[Ref, ...]
    """The events that no article dates."""


def timeline_of(subject: Subject) -> Timeline:
    """The timeline of a page."""
    events = _events(subject)
    phases = [*_phases(subject)]
    shared = {id_: rows for id_, rows in events.items() if len({r.article for r in rows}) > 1}
    shown = shared or events  # of one article, or of two without a common event, all
    values = [v for _r, _s, phase in phases if (v := value_of(phase.period)) is not None]
    values += [v for rows in shown.values() for r in rows if (v := value_of(r.time)) is not None]
    published = [v for s in subject.sides if (v := value_of(s.article.published)) is not None]
    axis = Axis.over(values, near=published)
    whole = None
    if axis is not None:
        title = "Events that both speak of" if shared else "Events"
        groups = (*_of_phases(subject, axis, phases), _of_events(subject, axis, title, shown))
        whole = _chart(subject, axis, "The whole time", "time-whole", groups)
    return Timeline(
        whole=whole,
        decades=tuple(_decades(subject, events, phases)),
        undated=tuple(
            subject.ref(id_)
            for id_, rows in events.items()
            if all(value_of(row.time) is None for row in rows)
        ),
    )


def _chart(subject: Subject, axis: Axis, title: str, anchor: str, groups: Iterable[Group]) -> Chart:
    return Chart(
        title=title,
        anchor=anchor,
        ticks=axis.ticks,
        marks=tuple(_published(subject, axis)),
        groups=tuple(group for group in groups if group.rows),
    )


def _published(subject: Subject, axis: Axis) -> Iterator[Mark]:
    for side in subject.sides:
        value = value_of(side.article.published)
        latest = None if value is None else value.latest
        if isinstance(latest, Day) and axis.first <= moment(latest) <= axis.last:
            yield Mark(percent(axis.at(moment(latest))), side)


# --- phases ------------------------------------------------------------------------------------------

_Held = tuple[Relation, Side, Phase]


def _phases(subject: Subject) -> Iterator[_Held]:
    """The phases that the articles give to the relations of the page, each article's in order of time."""
    for relation in subject.relations:
        for side in subject.sides:
            held = [p for a in relation.accounts if a.article == side.id for p in a.phases]
            for phase in sorted(held, key=lambda phase: sort_key(value_of(phase.period))):
                yield relation, side, phase


def _of_phases(subject: Subject, axis: Axis, phases: Sequence[_Held]) -> Iterator[Group]:
    for id_ in dict.fromkeys(relation.id for relation, _side, _phase in phases):
        rows = []
        for relation, side, phase in phases:
            if relation.id == id_:
                value = value_of(phase.period)
                rows.append(
                    Row(
                        what=Ref(_seen(subject, phase)),
                        more=_circumstances(subject, side, phase),
                        side=side,
                        when=_period(phase.period, side),
                        drawing=Drawing() if value is None else axis.throughout(value),
                        grounds=subject.cards_in(side, phase.grounds),
                    )
                )
        yield Group(f"The relation of {subject.label(id_)}", tuple(rows))


def _seen(subject: Subject, phase: Phase) -> str:
    """What a relation is like in a phase, and where it is heading."""
    seen = []
    if phase.character:
        patron = f" by {subject.label(phase.patron)}" if phase.patron else ""
        seen.append(f"{character_phrase(phase.character)}{patron}")
    seen += [f"not {character_phrase(denied)}" for denied in phase.denied]
    if phase.trend:
        seen.append(words.plain(phase.trend))
    return capitalised(", ".join(seen))


def _circumstances(subject: Subject, side: Side, phase: Phase) -> str:
    fields = listing(map(theme_name, phase.themes))
    drivers = listing(map(subject.label, phase.drivers))
    years = resting(subject, side, phase.grounds)
    told = [
        f"in the field {fields}" if fields else "",
        f"driven by {drivers}" if drivers else "",
        f"rests on events of {years}" if years else "",
        "" if value_of(phase.period) else _in_words(subject, phase),
    ]
    return "; ".join(filter(None, told))


def _in_words(subject: Subject, phase: Phase) -> str:
    """What says of a phase without a date when it was: the first claim that it rests on."""
    grounds = [id_ for id_ in phase.grounds if id_ in subject.records]
    return f"said as: {subject.label(grounds[0]).removesuffix('.')}" if grounds else ""


def _period(time: Time, side: Side) -> str:
    return times.in_words(time, side.article.published) or "time not given"


# --- events ------------------------------------------------------------------------------------------


def _events(subject: Subject) -> dict[str, list[EventRow]]:
    """What the articles say of each event of the page, in the order of time."""
    events: dict[str, list[EventRow]] = {}
    for row in timeline(subject.dataset, article=tuple(subject.by_id)):
        if row.id in subject.records:
            events.setdefault(row.id, []).append(row)
    return events


def _of_events(
    subject: Subject, axis: Axis, title: str, events: dict[str, list[EventRow]]
) -> Group:
    rows = [row for told in events.values() for row in _rows(subject, axis, told)]
    return Group(title, tuple(rows))


def _rows(subject: Subject, axis: Axis, told: Sequence[EventRow]) -> Iterator[Row]:
    """A row for each article that dates an event, and one for other sources; one if none does."""
    event = told[0].event
    what = subject.ref(event.id)
    for said in sorted(told, key=lambda row: [*subject.by_id].index(row.article)):
        side = subject.by_id[said.article]
        value, real = value_of(said.voice.time), said.status in dates.REAL
        yield Row(
            what=what,
            more=_stands(said),
            side=side,
            when=dates.of_account(said.voice, side.article) or "time not given",
            drawing=Drawing() if value is None else axis.within(value, real=real),
            grounds=subject.cards_in(side, [event.id]),
        )
        what = Ref("")
    value = value_of(event.time)
    if value is not None:
        yield Row(
            what=what,
            more="",
            side=None,
            when=times.in_words(event.time),
            drawing=axis.within(value, real=any(row.status in dates.REAL for row in told)),
            grounds=(),
        )


def _stands(said: EventRow) -> str:
    """The standing that an article gives to an event, and how firmly: *under way, denied*."""
    status = "" if said.status is EventStatus.OCCURRED else words.STATUSES[said.status]
    stance = words.MARKS.get(said.voice.commitment, "")
    return ", ".join(filter(None, (status, stance)))


# --- decades -----------------------------------------------------------------------------------------

_LONG = 20
"""A time of more years is on the whole axis alone: it would fill each decade."""


def _decades(
    subject: Subject, events: dict[str, list[EventRow]], phases: Sequence[_Held]
) -> Iterator[Chart]:
    """The events and phases of each decade, over an axis of its own."""
    in_decade: dict[int, dict[str, list[EventRow]]] = {}
    for id_, rows in events.items():
        for decade in sorted({d for row in rows for d in _decades_of(_time(row))}):
            in_decade.setdefault(decade, {})[id_] = rows
    for decade in sorted(in_decade):
        axis = Axis(decade, decade + 10)
        own = [held for held in phases if decade in _decades_of(value_of(held[2].period))]
        found = in_decade[decade]
        groups = (*_of_phases(subject, axis, own), _of_events(subject, axis, "Events", found))
        yield _chart(subject, axis, f"{decade} to {decade + 9}", f"time-{decade}", groups)


def _time(row: EventRow) -> Edtf | None:
    return value_of(row.voice.time) or value_of(row.event.time)


def _decades_of(value: Edtf | None) -> range:
    """The decades that a time can lie in, as far as it has two ends near each other."""
    if value is None:
        return range(0)
    days = [bound.year for bound in (value.earliest, value.latest) if isinstance(bound, Day)]
    if not days or days[-1] - days[0] > _LONG:
        return range(0)
    return range(days[0] // 10 * 10, days[-1] + 1, 10)
