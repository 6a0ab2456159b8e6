"""Relations: two parties, and what each article says about their relation over time."""

from typing import Annotated

import attrs

from detente.records.base import Coded, Extensible, Noted
from detente.records.constraints import (
    ActorRef,
    ArticleRef,
    Code,
    Items,
    Key,
    ObjectRef,
    OwnWords,
    StatementRef,
)
from detente.records.type_checks import with_type_checks
from detente.records.values import Time
from detente.vocab.enums import Character, FactorKind, Theme, Trend


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Phase(Extensible):
    """A period throughout which a relation has one character."""

    period: Time
    """When: throughout the value."""

    character: Character | None = None
    """What the relation is like; left out rather than inferred."""

    denied: tuple[Character, ...] = ()
    """What the article says that it is not."""

    patron: ActorRef | None = None
    """The party that sustains the other. Present if and only if the character is
    *patronage*."""

    trend: Trend | None = None
    """Where the relation is heading."""

    themes: tuple[Theme, ...] = ()
    """The policy fields in which the relation is so (PLOVER's contexts)."""

    drivers: tuple[ActorRef, ...] = ()
    """Who makes the trend."""

    codes: tuple[Code, ...] = ()
    """Codes of the dataset's own schemes, each as ``scheme/value``."""

    grounds: Annotated[tuple[StatementRef, ...], Items(1)]
    """Claims or events, voiced in this article, that say so."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Factor(Extensible):
    """What moves or limits a party in the relation."""

    kind: FactorKind
    """The kind of motive or limit."""

    label: OwnWords
    """What it is, in own words."""

    holder: ActorRef | None = None
    """The party it moves or limits; absent is both."""

    object: tuple[ObjectRef, ...] = ()
    """Third actors, or issues, that it is directed at."""

    denied: bool = False
    """Whether the article says that it is not at work."""

    period: Time | None = None
    """When it is at work: throughout the value."""

    codes: tuple[Code, ...] = ()
    """Codes of the dataset's own schemes, each as ``scheme/value``."""

    grounds: Annotated[tuple[StatementRef, ...], Items(1)]
    """Claims or events, voiced in this article, that say so."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class RelationAccount(Coded):
    """What one article says of a relation: phases, factors, or both."""

    article: ArticleRef
    """The article."""

    phases: tuple[Phase, ...] = ()
    """How the relation developed."""

    factors: tuple[Factor, ...] = ()
    """What moves or limits the parties."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Relation(Noted):
    """The relation between two actors; one record for each line of succession, under today's states."""

    id: Annotated[str, Key("relation")]
    """Identifier: ``relation:`` and a slug."""

    parties: Annotated[tuple[ActorRef, ...], Items(2, 2)]
    """The two parties, in the order of their ids."""

    accounts: Annotated[tuple[RelationAccount, ...], Items(1)]
    """What each article says of it."""
