"""Who is who: the actors of a page, with the offices of persons, and where each article speaks of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.records import Actor
from detente.render.report import words
from detente.render.report.subject import Ref, Side, Subject
from detente.vocab.enums import ActorKind

LISTED = 12
"""Of an actor of more statements in an article only the number is given."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one article speaks of an actor."""

    count: int
    """In how many claims and events."""
    mentioned: bool
    """Whether it is at least mentioned."""
    refs: tuple[Ref, ...]
    """Their cards; none where they are too many."""


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of a page."""

    name: str
    kind: str
    offices: tuple[str, ...]
    """Each with its period; of a part of something what it is a part of."""
    places: tuple[Place, ...]
    """By article."""


def actors(subject: Subject) -> tuple[Known, ...]:
    """The actors that the articles of a page speak of or mention, persons first, each kind by name."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in subject.rows:
        for id_ in {*subject.named_in(row), row.holder, row.side or ""}:
            found.setdefault(id_, {}).setdefault(row.article, []).append(row.id)
    # A page about a relation has what bears on it; a mention bears on nothing.
    for mention in subject.dataset.mentions if subject.relation is None else ():
        if mention.article in subject.by_id:
            found.setdefault(mention.actor, {}).setdefault(mention.article, [])
    return tuple(
        _known(subject, actor, found[actor.id])
        for actor in sorted(subject.dataset.actors, key=lambda one: _order(subject, one))
        if actor.id in found
    )


def _order(subject: Subject, actor: Actor) -> tuple[bool, str]:
    return actor.kind is not ActorKind.PERSON, subject.label(actor.id).casefold()


def _known(subject: Subject, actor: Actor, told: dict[str, list[str]]) -> Known:
    return Known(
        name=subject.label(actor.id),
        kind=words.plain(actor.kind),
        offices=(*subject.offices.of(actor.id), *_whole(subject, actor)),
        places=tuple(_place(subject, side, told.get(side.id)) for side in subject.sides),
    )


def _whole(subject: Subject, actor: Actor) -> Iterator[str]:
    if actor.part_of:
        yield f"part of {subject.phrases.names.name(actor.part_of)}"


def _place(subject: Subject, side: Side, ids: list[str] | None) -> Place:
    cards = subject.cards_in(side, ids or ())
    return Place(len(cards), ids is not None, cards if len(cards) <= LISTED else ())
