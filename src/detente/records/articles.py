"""Articles: what is known of a text, its make-up, and where its words name whom."""

from typing import Annotated, Literal

import attrs

from detente.records.base import Coded, Extensible, Noted
from detente.records.constraints import (
    ActorRef,
    Anchor,
    ArticleRef,
    Items,
    Key,
    Label,
    Language,
    Offset,
    OwnWords,
    ProfileName,
    Salt,
    Sha256,
    Url,
)
from detente.records.type_checks import with_type_checks
from detente.records.values import Reference, Span, Time
from detente.vocab.enums import Genre, MentionForm, SegmentKind, UncodedReason, Voice


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Author(Extensible):
    """Somebody whom the article states as its author."""

    name: Label
    """The name as stated."""

    actor: ActorRef | None = None
    """The author as an actor, where the texts speak of them."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class TextProfile(Extensible):
    """The fingerprint of the canonical text that all offsets refer to.

    Canonical text: Unicode NFC, line feeds only, no byte order mark.
    """

    profile: ProfileName
    """Name and version of the rules that made this profile."""

    unit: Literal["codepoint"]
    """What offsets count."""

    length: Offset
    """Length of the canonical text in code points."""

    sha256: Sha256
    """SHA-256 of the canonical text in UTF-8."""

    skeleton_length: Offset
    """Length of the skeleton (letters and digits alone, case folded) in code points."""

    skeleton_sha256: Sha256
    """SHA-256 of the skeleton in UTF-8."""

    salt: Salt
    """Hexadecimal digits, others for each text, that key the anchors of this article."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Segment(Extensible):
    """A paragraph or other part of the text, in one voice. Segments tile the text but for
    white space.
    """

    kind: SegmentKind
    """The place in the make-up of the article."""

    voice: Voice
    """Who speaks."""

    start: Offset
    """Offset of the first code point."""

    end: Offset
    """Offset behind the last code point (half-open)."""

    anchor: Anchor | None = None
    """An opaque token by which the segment is found again in another copy of the text."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Uncoded(Extensible):
    """Stretches of the text that carry no record, on purpose."""

    reason: UncodedReason
    """Why."""

    spans: Annotated[tuple[Span, ...], Items(1)]
    """Where."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Article(Noted):
    """A text that others' claims, events and relations are taken from."""

    id: Annotated[str, Key("article")]
    """Identifier: ``article:`` and a slug that carries no meaning."""

    title: Label | None = None
    """The title, where the text states one."""

    authors: tuple[Author, ...]
    """Whom the text states as its authors; empty where it states nobody."""

    publisher: Label
    """Who published the text."""

    published: Time
    """When it was published, and how that is known."""

    language: Language
    """The language of the text (BCP 47)."""

    genre: Genre
    """The genre."""

    url: Url | None = None
    """Where the text can be read."""

    rights: OwnWords
    """Who holds the rights in the text."""

    text: TextProfile
    """The fingerprint of the text."""

    segments: Annotated[tuple[Segment, ...], Items(1)]
    """The make-up of the text, in order."""

    uncoded: tuple[Uncoded, ...] = ()
    """What carries no record, on purpose, and why."""

    references: tuple[Reference, ...] = ()
    """Public sources for what the text does not state of itself, such as its date."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Mention(Coded):
    """The places where an article mentions an actor in one form."""

    id: Annotated[str, Key("mention")]
    """Identifier: ``mention:`` and a slug that carries no meaning."""

    article: ArticleRef
    """The article."""

    actor: ActorRef
    """Who is mentioned."""

    form: MentionForm
    """In which form."""

    spans: Annotated[tuple[Span, ...], Items(1)]
    """The occurrences, each one span."""
