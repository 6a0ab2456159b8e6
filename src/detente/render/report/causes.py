"""The map of causes and effects: what leads to what, as a list in which each effect stands below its cause."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.records import Claim
from detente.render.report import words
from detente.render.report.motives import Saying, saying
from detente.render.report.subject import Ref, Subject
from detente.statement.row import Statement

_Edge = tuple[str, str, Claim]


@dataclass(frozen=True, slots=True)
class Effect:
    """What something leads to, and who says so."""

    influence: str
    said: tuple[Saying, ...]
    of: "Node"


@dataclass(frozen=True, slots=True)
class Node:
    """A cause or effect."""

    what: Ref
    effects: tuple[Effect, ...]
    again: bool = False
    """Whether its effects stand elsewhere on the map."""


def causes(subject: Subject) -> tuple[Node, ...]:
    """The chains of causes and effects, each from what has no cause itself; the longest first."""
    edges = [*_edges(subject)]
    rows: dict[str, list[Statement]] = {}
    for row in subject.rows:
        rows.setdefault(row.id, []).append(row)
    caused = {effect for _cause, effect, _claim in edges}
    starts = [cause for cause, _effect, _claim in edges if cause not in caused]
    starts += [cause for cause, _effect, _claim in edges]  # circles have no start
    told: set[str] = set()
    nodes = []
    for start in dict.fromkeys(starts):
        if start not in told:
            nodes.append(_node(subject, start, edges, rows, told))
    return tuple(sorted(nodes, key=lambda node: -size(node)))


def _edges(subject: Subject) -> Iterator[_Edge]:
    """From each cause to each effect; a claim that names no effect is it itself."""
    for record in subject.records.values():
        if isinstance(record, Claim):
            for cause in record.causes:
                for effect in record.effects or (record.id,):
                    yield cause, effect, record


def _node(
    subject: Subject,
    id_: str,
    edges: list[_Edge],
    rows: dict[str, list[Statement]],
    told: set[str],
) -> Node:
    own = [(effect, claim) for cause, effect, claim in edges if cause == id_]
    if id_ in told:
        return Node(subject.ref(id_), (), again=bool(own))
    told.add(id_)
    return Node(
        subject.ref(id_),
        tuple(
            Effect(
                words.INFLUENCES[claim.influence],
                tuple(saying(subject, row) for row in rows[claim.id]),
                _node(subject, effect, edges, rows, told),
            )
            for effect, claim in own
        ),
    )


def size(node: Node) -> int:
    """How many effects a node has, those of its effects included."""
    return sum(1 + size(effect.of) for effect in node.effects)
