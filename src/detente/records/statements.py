"""Claims, with the utterances that make them; events, with the accounts of them; links between them."""

from typing import Annotated

import attrs

from detente.records.base import Coded, Extensible, Noted
from detente.records.constraints import (
    AboutRef,
    ActorRef,
    AnnotatorRef,
    ArticleRef,
    CauseRef,
    ClaimRef,
    Code,
    ConcernRef,
    Date,
    EventRef,
    Items,
    JudgedRef,
    Key,
    Label,
    OwnWords,
    StatementRef,
)
from detente.records.type_checks import with_type_checks
from detente.records.values import Place, Quantity, Reference, Span, Time
from detente.vocab.enums import (
    AttitudeKind,
    ClaimKind,
    Commitment,
    ConditionKind,
    Device,
    Direction,
    EventMode,
    EventStatus,
    EventType,
    Influence,
    Likelihood,
    LinkKind,
    Role,
    SourceAct,
    SourceKind,
    SourceMode,
    Tense,
    Theme,
    Verdict,
)


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Source(Extensible):
    """Somebody or something whose speech or document the text reports.

    Sources stand outermost first; the segment's own voice is not listed (FactBank's nested
    sources without the text author).
    """

    kind: SourceKind
    """How the source is identified."""

    actor: ActorRef | None = None
    """The source. Present if and only if the kind is *named* or *collective*."""

    of: ActorRef | None = None
    """Whose side the source is on, where its kind is *role_only*, *generic* or *document*: India,
    of *Indian intelligence experts*."""

    mode: SourceMode
    """How the content is rendered."""

    act: SourceAct
    """The kind of act that gives the content."""

    commitment: Commitment
    """The source's own commitment to the content (FactBank)."""

    pragmatic: Commitment | None = None
    """The commitment that tone and context alone convey, where it differs."""

    time: Time | None = None
    """When the source said so."""

    cue: tuple[Span, ...] = ()
    """The reporting words."""

    quoted: tuple[Span, ...] = ()
    """The words in quotation marks; required where the mode is *direct* or *mixed*."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Participant(Extensible):
    """An actor's part in an event."""

    actor: ActorRef
    """Who: the most specific actor that the text names."""

    role: Role
    """The role of the actor in the event."""

    post: Label | None = None
    """The office in which the actor takes part: the title of one of the actor's posts."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Condition(Extensible):
    """What a claim or an event is made to depend on."""

    kind: ConditionKind
    """Whether the antecedent is left open or presented as untrue."""

    antecedents: Annotated[tuple[StatementRef, ...], Items(1)]
    """The claims or events that it depends on."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class EventAccount(Coded):
    """What one article says of an event."""

    article: ArticleRef
    """The article."""

    status: EventStatus
    """The standing that this article gives to the event."""

    commitment: Commitment
    """How firmly the segment's voice vouches for it (FactBank). *Denied* is CT-,
    *unknown* is Uu, *predicted* is hypothetical with PR+."""

    pragmatic: Commitment | None = None
    """The commitment that tone and context alone convey, where it differs."""

    sources: tuple[Source, ...] = ()
    """Whose report this is, outermost first; empty where the segment's own voice says it."""

    time: Time | None = None
    """When, according to this article: at some time within the value."""

    place: Place | None = None
    """Where, according to this article."""

    participants: tuple[Participant, ...] = ()
    """Who took which part, according to this article."""

    quantities: tuple[Quantity, ...] = ()
    """Numbers that this article gives."""

    condition: Condition | None = None
    """What the event is made to depend on."""

    devices: tuple[Device, ...] = ()
    """The rhetorical devices that this article uses to say so."""

    codes: tuple[Code, ...] = ()
    """Codes of the dataset's own schemes, each as ``scheme/value``."""

    evidence: Annotated[tuple[Span, ...], Items(1)]
    """Where this article says so."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Event(Noted):
    """A single event, or a continuing practice, that somebody carries out."""

    id: Annotated[str, Key("event")]
    """Identifier: ``event:`` and a slug."""

    type: EventType
    """What is done (PLOVER 2.0)."""

    mode: EventMode | None = None
    """The finer kind: one of those that PLOVER has for this type."""

    label: OwnWords
    """What happens, in own words."""

    themes: tuple[Theme, ...] = ()
    """The policy fields it belongs to (PLOVER's contexts)."""

    aggregate: bool = False
    """Whether it stands for several acts of the same kind."""

    concerns: tuple[ConcernRef, ...] = ()
    """What a verbal act is about, an event or a claim; the issue that any act names as its object."""

    part_of: EventRef | None = None
    """The larger event that this one is part of."""

    time: Time | None = None
    """When, only where accounts differ or an outside source is better; then with references."""

    place: Place | None = None
    """Where, only where accounts differ or an outside source is better; then with references."""

    codes: tuple[Code, ...] = ()
    """Codes of the dataset's own schemes, each as ``scheme/value``."""

    references: tuple[Reference, ...] = ()
    """Public sources for time and place."""

    accounts: Annotated[tuple[EventAccount, ...], Items(1)]
    """What each article says of it."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Attitude(Extensible):
    """What actors have in mind according to a claim: what they want, fear, believe or feel.

    Part of the proposition, never the holder of a statement: whoever only says something is a
    source and has none. Kinds by direction of fit (Searle, *Intentionality*, 1983).
    """

    kind: AttitudeKind
    """Which attitude it is."""

    actors: Annotated[tuple[ActorRef, ...], Items(1)]
    """Who has it."""

    concerns: tuple[ConcernRef, ...] = ()
    """What it is about: events, claims or issues that have records of their own."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Assessment(Noted):
    """What the public record says of a claim."""

    verdict: Verdict
    """Whether the claim holds."""

    as_of: Date
    """The state of knowledge, in EDTF."""

    references: Annotated[tuple[Reference, ...], Items(1)]
    """Public sources."""

    annotator: AnnotatorRef | None = None
    """Who assessed it."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Utterance(Coded):
    """One place where an article makes a claim or reports it."""

    article: ArticleRef
    """The article."""

    commitment: Commitment
    """How firmly the segment's voice vouches for the proposition (FactBank)."""

    pragmatic: Commitment | None = None
    """The commitment that tone and context alone convey, where it differs."""

    likelihood: Likelihood | None = None
    """The band of probability (ICD 203), only where the text states one."""

    sources: tuple[Source, ...] = ()
    """Whose claim is reported, outermost first; empty where the segment's own voice makes it."""

    devices: tuple[Device, ...] = ()
    """The rhetorical devices that it uses."""

    grounds: tuple[StatementRef, ...] = ()
    """Claims or events that this article offers in its support."""

    codes: tuple[Code, ...] = ()
    """Codes of the dataset's own schemes, each as ``scheme/value``."""

    evidence: Annotated[tuple[Span, ...], Items(1)]
    """Where: one place, in one segment or in two of the body between which no other of the body is (a
    page break, a caption). A repetition is a second utterance."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Claim(Noted):
    """A proposition that articles put forward or report, in the annotator's words.

    The split between a claim and its utterances follows Open Claims (Boland et al., 2022).
    """

    id: Annotated[str, Key("claim")]
    """Identifier: ``claim:`` and a slug."""

    proposition: OwnWords
    """What is claimed, in own words and able to stand alone."""

    kind: ClaimKind
    """What kind of evidence would settle it."""

    tense: Tense
    """The time it speaks of: *future* if and only if the claim is predictive."""

    scope: Time | None = None
    """The time throughout which it is to hold; of a prediction, the time within which. Its
    words lie in the one article that utters the claim; with several articles it has none."""

    about: Annotated[tuple[AboutRef, ...], Items(1)]
    """What it is about: actors, events, relations, issues; a claim where an argument as such is
    spoken of."""

    attitude: Attitude | None = None
    """What somebody wants, fears, believes or feels, where the proposition says so of them;
    interpretive and predictive claims only."""

    causes: tuple[CauseRef, ...] = ()
    """The causes of what it says; causal and predictive claims only."""

    effects: tuple[CauseRef, ...] = ()
    """What the causes lead to; causal claims only. Of a prediction the claim itself is the effect."""

    influence: Influence | None = None
    """What the causes do to the effect."""

    judged: JudgedRef | None = None
    """Of an evaluative claim what is judged: an actor, a relation, an event, an issue, or a claim as
    an argument. Of a normative claim the actor called on."""

    direction: Direction | None = None
    """The sign of the judgement."""

    condition: Condition | None = None
    """What the claim is made to depend on."""

    quantities: tuple[Quantity, ...] = ()
    """Numbers that belong to the proposition."""

    themes: Annotated[tuple[Theme, ...], Items(0, 3)] = ()
    """The policy fields it belongs to, three at most (PLOVER's contexts)."""

    codes: tuple[Code, ...] = ()
    """Codes of the dataset's own schemes, each as ``scheme/value``."""

    utterances: Annotated[tuple[Utterance, ...], Items(1)]
    """Where articles make it or report it."""

    assessments: tuple[Assessment, ...] = ()
    """What the public record says of it."""


@attrs.frozen(kw_only=True, weakref_slot=False, field_transformer=with_type_checks, repr=False)
class Link(Coded):
    """How one claim or event bears on another.

    Support is an utterance's ``grounds``; a restatement is a second utterance.
    """

    id: Annotated[str, Key("link")]
    """Identifier: ``link:`` and a slug."""

    kind: LinkKind
    """How the source bears on the target."""

    source: StatementRef
    """The claim or event that bears on the other."""

    target: StatementRef
    """The claim or event that it bears on."""

    on: ClaimRef | None = None
    """The step that is undercut: the claim that the article offers the target in support of."""

    article: ArticleRef | None = None
    """The article that makes the link; absent where the annotator makes it."""

    cue: tuple[Span, ...] = ()
    """The words in the article that make the link."""

    codes: tuple[Code, ...] = ()
    """Codes of the dataset's own schemes, each as ``scheme/value``."""
