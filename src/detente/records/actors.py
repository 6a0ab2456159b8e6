"""Actors: states, governments, organisations, persons and groups that act or are spoken of."""

from typing import Annotated

import attrs

from detente.records.base import Extensible, Noted
from detente.records.constraints import ActorRef, Code, Date, Items, Key, Label, Language
from detente.records.type_checks import with_type_checks
from detente.records.values import Identifier, Reference
from detente.vocab.enums import ActorKind, NameKind


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Name(Extensible):
    """A name of an actor."""

    text: Label
    """The name."""

    kind: NameKind
    """What the name is used for."""

    language: Language | None = None
    """The language of the name (BCP 47)."""

    period: Date | None = None
    """When the actor was called so, in EDTF."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Post(Extensible):
    """An office that a person holds or held."""

    title: Label
    """The title of the office."""

    of: ActorRef
    """The state or organisation whose office it is."""

    to: ActorRef | None = None
    """The state or organisation that the holder is accredited to."""

    period: Date | None = None
    """When the person held it, in EDTF."""

    references: tuple[Reference, ...] = ()
    """Public sources for the office and its dates."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Actor(Noted):
    """Somebody or something that acts, or is spoken of as acting.

    A *government* only where the text sets a regime against its state.
    """

    id: Annotated[str, Key("actor")]
    """Identifier: ``actor:`` and a slug."""

    kind: ActorKind
    """What the actor is."""

    names: Annotated[tuple[Name, ...], Items(1)]
    """What the actor is called."""

    identifiers: tuple[Identifier, ...] = ()
    """The actor in public registers."""

    unidentified: bool = False
    """Whether nobody knows who it is: a doer of whom the text speaks as unknown (as in ACLED).
    Two of them are never taken for one."""

    exists: Date | None = None
    """When the actor existed, an EDTF interval."""

    predecessors: tuple[ActorRef, ...] = ()
    """The actors that this one succeeded."""

    part_of: ActorRef | None = None
    """The larger actor that this one belongs to."""

    posts: tuple[Post, ...] = ()
    """The offices of a person."""

    codes: tuple[Code, ...] = ()
    """Codes of the dataset's own schemes, each as ``scheme/value``."""

    references: tuple[Reference, ...] = ()
    """Public sources for what is said here."""
