"""What the articles deal with, counted: policy fields by article, actors by issue, who does what to whom."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from detente.records import Participant
from detente.render.comparison.names import theme_name
from detente.render.report.subject import Ref, Side, Subject
from detente.vocab.enums import Role, Theme


@dataclass(frozen=True, slots=True)
class Cell:
    """A number; its shade, 0 for none and 4 for the most; and the cards that are counted."""

    count: int
    shade: int
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its name."""

    name: str
    cells: tuple[Cell, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Numbers in rows and columns."""

    columns: tuple[str, ...]
    rows: tuple[Line, ...]


def themes(subject: Subject) -> Matrix:
    """In how many claims and events of each article a policy field is."""
    found = {
        theme: [_refs(subject, side, ids) for side in subject.sides]
        for theme in Theme
        if (ids := [r.id for r in subject.records.values() if theme in r.themes])
    }
    most = max((len(refs) for row in found.values() for refs in row), default=0)
    rows = [
        Line(
            theme_name(theme),
            tuple(Cell(len(r), _shade(len(r), most), r) for r in row),
            f"theme-{theme.value}",
        )
        for theme, row in found.items()
    ]
    rows.sort(key=lambda line: -sum(cell.count for cell in line.cells))
    return Matrix(tuple(side.name for side in subject.sides), tuple(rows))


def _refs(subject: Subject, side: Side, ids: Iterable[str]) -> tuple[Ref, ...]:
    """Some records by their labels, as far as they have a card of an article."""
    found = [id_ for id_ in ids if (id_, side.id) in subject.numbers]
    found.sort(key=lambda id_: subject.numbers[id_, side.id])
    return tuple(subject.ref(id_, side) for id_ in found)


def issues(subject: Subject) -> Matrix:
    """In how many claims and events an actor and an issue are named together; those with none left out."""
    names: dict[str, tuple[set[str], set[str]]] = {}
    actors = {record.id for record in subject.dataset.actors}
    for row in subject.rows:
        named, of = names.setdefault(row.id, (set(), set()))
        named |= {*subject.named_in(row), row.holder} & actors
        of |= {*row.issues}
    counted = Counter((a, i) for named, of in names.values() for a in named for i in of)
    columns = _by_weight(
        Counter({i: sum(n for (_a, k), n in counted.items() if k == i) for _, i in counted})
    )
    rows = _by_weight(
        Counter({a: sum(n for (k, _i), n in counted.items() if k == a) for a, _ in counted})
    )
    most = max(counted.values(), default=0)
    return Matrix(
        tuple(map(subject.label, columns)),
        tuple(
            Line(
                subject.label(actor),
                tuple(Cell(n := counted[actor, issue], _shade(n, most)) for issue in columns),
            )
            for actor in rows
        ),
    )


def _by_weight(counted: Counter[str]) -> list[str]:
    return [id_ for id_, _n in counted.most_common()]


def _shade(count: int, most: int) -> int:
    return ceil(4 * count / most) if count else 0


# --- who does what to whom --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Deed:
    """The events in which one actor does something to another."""

    agent: str
    recipient: str
    counts: tuple[int, ...]
    """By article."""
    refs: tuple[Ref, ...]


def deeds(subject: Subject) -> tuple[Deed, ...]:
    """Who does something to whom, in how many events of each article; the most often first."""
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for event in subject.dataset.events:
        if event.id in subject.records:
            for account in event.accounts:
                if account.article in subject.by_id:
                    for pair in _pairs(account.participants):
                        told = found.setdefault(pair, {}).setdefault(account.article, [])
                        told += [event.id] if event.id not in told else []
    made = [
        Deed(
            agent,
            recipient,
            tuple(len(by.get(side.id, ())) for side in subject.sides),
            tuple(
                subject.ref(id_, subject.by_id[article])
                for article, ids in by.items()
                for id_ in ids
            ),
        )
        for (agent, recipient), by in found.items()
    ]
    return tuple(sorted(made, key=lambda deed: -sum(deed.counts)))


def _pairs(participants: Sequence[Participant]) -> Iterator[tuple[str, str]]:
    agents = [p.actor for p in participants if p.role is Role.AGENT]
    others = [p.actor for p in participants if p.role in (Role.RECIPIENT, Role.ADVERSARY)]
    yield from ((agent, other) for agent in agents for other in others if agent != other)


@dataclass(frozen=True, slots=True)
class Silence:
    """What one article often speaks of, and another never."""

    speaks: str
    silent: str
    what: str
    count: int
    of: int


def silences(subject: Subject) -> Iterator[Silence]:
    """Whom and what one article often speaks of and the other never; of two articles alone."""
    comparison = subject.comparison
    for one in () if comparison is None else comparison.unmentioned:
        (silent,) = (side.name for side in subject.sides if side.id != one.article)
        speaks = subject.by_id[one.article].name
        yield Silence(speaks, silent, subject.label(one.record), one.count, one.of)
