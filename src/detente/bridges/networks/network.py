"""A dataset as a network: actors, issues and those who speak, joined by events and by claims.

An edge is what one account or one holder says; several may join the same two. What an edge says are the
columns of the timeline and of the statements.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from detente.bridges.holders import Holder, Holders
from detente.bridges.swing import plain
from detente.bridges.typed_spans import TypedTexts
from detente.dataset import Dataset
from detente.display import sentence
from detente.records import Actor, EventAccount, Issue
from detente.records.kinds import kind_of
from detente.records.labels import Labels
from detente.statement.rows import iter_statements
from detente.statement.timeline import day_of
from detente.tabular import flat
from detente.tabular.cells import Cell
from detente.vocab.enums import Role

Values = dict[str, Cell]

_COLUMNS: Final = {
    "id": "record",
    "text": "label",
    "date": "as_of",
    "type": "kind",
}
"""The columns that are called otherwise on edges: ``id`` is that of the edge, and what is the same of events and
claims has one name."""


class Node(NamedTuple):
    """An actor, an issue, an article that speaks for itself, or a source without a name."""

    id: str
    label: str
    values: Values


class Edge(NamedTuple):
    """What an account says that one actor does to another, or that a holder says of an issue."""

    id: str
    source: str
    target: str
    first: str | None
    """The first day that its date can reach, ``YYYY-MM-DD``; ``None`` if open or unknown."""
    last: str | None
    """The last one."""
    values: Values


class Network(NamedTuple):
    """A network."""

    description: str
    """What it is a network of."""
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network(typed: TypedTexts) -> Network:
    """The network of a dataset."""
    dataset = typed.dataset
    holders, labels = Holders(dataset, typed.names), Labels(dataset)
    records: tuple[Actor | Issue, ...] = (*dataset.actors, *dataset.issues)
    nodes = {record.id: _node(record, typed) for record in records}
    edges = list(_of_events(dataset, holders, labels))
    for holder, edge in _of_claims(dataset, holders, labels):
        nodes.setdefault(edge.source, _holder(holder, edge.source))
        edges.append(edge)
    made = f"Made by detente of the dataset with SHA-256 {typed.digest}."
    header = dataset.dataset
    return Network(
        description=made if header is None else f"{sentence(plain(header.title))} {made}",
        nodes=tuple(nodes.values()),
        edges=tuple(edges),
    )


def _node(record: Actor | Issue, typed: TypedTexts) -> Node:
    values: Values = {"record": kind_of(record.id), "kind": record.kind.value}
    if record.part_of is not None:
        values["part_of"] = record.part_of
    return Node(record.id, plain(typed.names[record.id]), values)


def _holder(holder: Holder, id_: str) -> Node:
    return Node(id_, plain(holder.label), {"record": holder.record, "kind": holder.kind})


def _of_events(dataset: Dataset, holders: Holders, labels: Labels) -> Iterator[Edge]:
    """From each agent of an account to each other participant, and between agents, who act alike, one."""
    for row in dataset.timeline():
        said = _values(flat.cells(flat.labelled(row.to_dict(), labels)))
        for n, (agent, other, role) in enumerate(_pairs(row.voice)):
            yield Edge(
                id=_token(holders.voice(row), n),
                source=agent,
                target=other,
                first=row.first_day,
                last=row.last_day,
                values={"relation": "event", "role": role.value, **said},
            )


def _pairs(account: EventAccount) -> Iterator[tuple[str, str, Role]]:
    """Who does it with or to whom, and the role of the other; each pair in one role once."""
    agents = _in_role(account, Role.AGENT)
    for n, agent in enumerate(agents):
        yield from ((agent, other, Role.AGENT) for other in agents[n + 1 :])
        for role in Role:
            if role is not Role.AGENT:
                yield from ((agent, other, role) for other in _in_role(account, role))


def _in_role(account: EventAccount, role: Role) -> list[str]:
    return list(dict.fromkeys(p.actor for p in account.participants if p.role is role))


def _of_claims(dataset: Dataset, holders: Holders, labels: Labels) -> Iterator[tuple[Holder, Edge]]:
    """From each holder of a claim to each issue that it names."""
    for row in iter_statements(dataset, kind="claim"):
        if not row.issues:
            continue
        holder = holders[row]
        said = _values(flat.cells(flat.labelled(row.to_dict(), labels)))
        for n, issue in enumerate(row.issues):
            edge = Edge(
                id=_token(holders.voice(row), len(row.via), n),
                source=_token(holder.id),
                target=issue,
                first=day_of(row.as_of, "earliest"),
                last=day_of(row.as_of, "latest"),
                values={"relation": "claim", **said},
            )
            yield holder, edge


def _token(key: str, *numbers: int) -> str:
    """A key as an id of an edge or node, which in GraphML may have no slash."""
    return ".".join((key.replace("/", "."), *map(str, numbers)))


def _values(cells: Mapping[str, Any]) -> Values:
    """The cells of a row that hold something, and how much the edge weighs: every edge the same."""
    held = {
        _COLUMNS.get(name, name): plain(value) if isinstance(value, str) else value
        for name, value in cells.items()
        if value is not None
    }
    return {**held, "weight": 1.0}


def attributes(values: Iterable[Values]) -> dict[str, str]:
    """The attributes that some nodes or edges have, in the order in which they come, with their types in XML."""
    types: dict[str, str] = {}
    for held in values:
        for name, value in held.items():
            types.setdefault(name, "double" if isinstance(value, float) else "string")
    return types
