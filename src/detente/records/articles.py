"""Articles: what is known of a text, its segments, and where it mentions actors."""

from typing import Annotated, Literal

import attrs

from detente.records.base import Coded, Extensible, Noted
from detente.records.constraints import (
    ActorRef,
    Anchor,
    ArticleRef,
    ClaimRef,
    Code,
    Date,
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
from detente.vocab.enums import Genre, MentionForm, SegmentKind, UncodedReason, VersionKind, Voice


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Author(Extensible):
    """An author that the article names."""

    name: Label
    """The name as the article gives it."""

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
    """Hexadecimal digits, different for each text, that key the anchors of this article."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Segment(Extensible):
    """A paragraph or other part of the text, in one voice. Segments cover the whole text without
    overlapping; only whitespace may lie between them.
    """

    kind: SegmentKind
    """Which part of the article it is."""

    voice: Voice
    """Who speaks."""

    language: Language | None = None
    """The language of the segment, where it is not the article's (BCP 47)."""

    codes: tuple[Code, ...] = ()
    """Codes of the dataset's own schemes, each as ``scheme/value``."""

    start: Offset
    """Offset of the first code point."""

    end: Offset
    """Offset behind the last code point (half-open)."""

    anchor: Anchor | None = None
    """An opaque token by which the segment is found again in another copy of the text."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Uncoded(Extensible):
    """Passages that deliberately have no record."""

    reason: UncodedReason
    """Why they have none."""

    spans: Annotated[tuple[Span, ...], Items(1)]
    """Where they are."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class ArticleVersion(Extensible):
    """That a text is a version of another, so that the two are not taken for two voices.

    Either ``of`` or ``reference`` says of which text.
    """

    kind: VersionKind
    """How this text relates to the other."""

    of: ArticleRef | None = None
    """The other text, where the dataset has it."""

    reference: Reference | None = None
    """The other text, where the dataset does not have it."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Article(Noted):
    """A text whose claims, events and relations are annotated."""

    id: Annotated[str, Key("article")]
    """Identifier: ``article:`` and a slug."""

    title: Label | None = None
    """The title, where the text has one."""

    authors: tuple[Author, ...]
    """The authors that the text names; empty where it names none."""

    publisher: Label
    """Who published the text."""

    published: Time
    """When it was published, and how that is known."""

    language: Language
    """The language of the text (BCP 47)."""

    genre: Genre
    """The genre of the text."""

    url: Url | None = None
    """Where the text can be read."""

    rights: OwnWords
    """Who holds the rights in the text."""

    text: TextProfile
    """The fingerprint of the text."""

    segments: Annotated[tuple[Segment, ...], Items(1)]
    """The parts of the text, in order."""

    uncoded: tuple[Uncoded, ...] = ()
    """Passages that deliberately have no record, and why."""

    version: ArticleVersion | None = None
    """The text that this one is a version of."""

    withdrawn: Date | None = None
    """When the publisher withdrew the text, in EDTF; then with references."""

    theses: Annotated[tuple[ClaimRef, ...], Items(0, 3)] = ()
    """The claims that the whole text is written to make, as its title, opening and end show, the
    foremost first (the *major claims* of Stab and Gurevych 2014)."""

    codes: tuple[Code, ...] = ()
    """Codes of the dataset's own schemes, each as ``scheme/value``."""

    references: tuple[Reference, ...] = ()
    """Public sources for what the text does not state of itself, such as its date."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Mention(Coded):
    """The places where an article mentions an actor in one form."""

    id: Annotated[str, Key("mention")]
    """Identifier: ``mention:`` and a slug."""

    article: ArticleRef
    """The article."""

    actor: ActorRef
    """Who is mentioned."""

    form: MentionForm
    """The form of the mention."""

    spans: Annotated[tuple[Span, ...], Items(1)]
    """The occurrences, each one span."""
