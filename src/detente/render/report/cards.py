"""Cards: what one article says of one claim or event, with all who stand behind it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.display import listing
from detente.edtf import wording
from detente.records import Assessment, Claim, Condition, Event, EventAccount, Source, Span, times
from detente.render.comparison.phrases import quantity_in_words
from detente.render.report import words
from detente.render.report.filters import Filters
from detente.render.report.subject import Ref, Said, Side, Subject, Voice
from detente.render.report.texts import Texts
from detente.statement.row import Statement
from detente.vocab.enums import ClaimKind, ConditionKind, Direction, EventStatus, Role


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is known of a claim or event: what it is, and the records or words that say it."""

    name: str
    refs: tuple[Ref, ...]
    note: str = ""
    """What the annotator remarks on it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One statement: who holds it, and how firmly."""

    holder: str
    side: str
    """On whose side a holder is that has no name; empty otherwise."""
    stance: str
    shade: str
    """The class of its commitment."""
    tone: str
    """What the tone conveys, where it differs; else empty."""
    told: str
    """How it is reported; empty where the article says it itself."""
    tokens: str
    """By which choices of the filters it is found."""


@dataclass(frozen=True, slots=True)
class Told:
    """One place at which an article makes, reports or tells something."""

    lines: tuple[Line, ...]
    places: tuple[Ref, ...]
    facts: tuple[Fact, ...]
    words: tuple[str, ...]
    """The words of the text; empty without them."""


@dataclass(frozen=True, slots=True)
class Card:
    """What one article says of one claim or event."""

    anchor: str
    number: int
    record: str
    """The class of all that belongs to the record."""
    layer: str
    """Whether it is a claim or an event."""
    title: str
    kind: str
    when: str
    themes: tuple[str, ...]
    status: str
    """Of an event that did not simply happen: its standing; else empty."""
    others: tuple[Ref, ...]
    """The cards of the record in the other articles."""
    told: tuple[Told, ...]
    facts: tuple[Fact, ...]


def cards(subject: Subject, side: Side, filters: Filters, texts: Texts) -> Iterator[Card]:
    """The cards of an article, in the order of its text."""
    of_side = sorted(
        (number, id_) for (id_, article), number in subject.numbers.items() if article == side.id
    )
    rows: dict[int, list[Statement]] = {}
    for row in subject.rows:
        rows.setdefault(id(row.voice), []).append(row)
    for number, id_ in of_side:
        record = subject.records[id_]
        voices = subject.voices(record, side)
        yield Card(
            anchor=subject.anchor(id_, side),
            number=number,
            record=subject.classes[id_],
            layer="claim" if isinstance(record, Claim) else "event",
            title=subject.label(id_),
            kind=_kind(record),
            when=_when(record, voices, side),
            themes=tuple(map(words.theme, record.themes)),
            status=_status(voices),
            others=tuple(ref for ref in subject.cards_of([id_]) if ref.side != side.key),
            told=tuple(
                Told(
                    lines=tuple(_line(subject, row, filters) for row in rows[id(voice)]),
                    places=tuple(_places(texts, side, id_, voice)),
                    facts=tuple(_of_voice(subject, side, voice)),
                    words=texts.quoted(voice),
                )
                for voice in voices
            ),
            facts=tuple(_of_record(subject, side, record)),
        )


def _kind(record: Said) -> str:
    name = "claim" if isinstance(record, Claim) else "event"
    value = record.kind if isinstance(record, Claim) else record.type
    mode = f", {words.plain(record.mode)}" if isinstance(record, Event) and record.mode else ""
    return f"{words.kind(f'{name}/{value}')}{mode}"


def _when(record: Said, voices: Iterable[Voice], side: Side) -> str:
    if isinstance(record, Claim):
        foretold = record.kind is ClaimKind.PREDICTIVE
        return times.in_words(record.scope, None if foretold else side.article.published)
    own = [times.in_words(v.time) for v in voices if isinstance(v, EventAccount)]
    said = " or ".join(dict.fromkeys(filter(None, own)))
    elsewhere = times.in_words(record.time)
    if elsewhere and elsewhere != said:
        return f"{said}; by other sources {elsewhere}" if said else f"{elsewhere}, by other sources"
    return said


def _status(voices: Iterable[Voice]) -> str:
    statuses = {v.status for v in voices if isinstance(v, EventAccount)} - {EventStatus.OCCURRED}
    return listing(words.STATUSES[status] for status in EventStatus if status in statuses)


def _line(subject: Subject, row: Statement, filters: Filters) -> Line:
    source = row.voice.sources[len(row.via) - 1] if row.via else None
    tone = row.voice.pragmatic if source is None else source.pragmatic
    return Line(
        holder=subject.holder(row.holder),
        side=subject.label(row.side) if row.side else "",
        stance=words.stance(row),
        shade=words.shade(row.commitment),
        tone="" if tone is None else words.COMMITMENTS[tone],
        told="" if source is None else _told(subject, row, source),
        tokens=filters.tokens(row),
    )


def _told(subject: Subject, row: Statement, source: Source) -> str:
    through = listing(subject.holder(name) for name in row.via)
    when = times.in_words(source.time)
    told = f"{words.ACTS[source.act]}; {words.MODES[source.mode]} by {through}"
    return f"{told}, {when}" if when else told


def _places(texts: Texts, side: Side, id_: str, voice: Voice) -> Iterator[Ref]:
    """Where a voice is in the text, in words; with the texts the marks there."""
    spans: dict[str, Span] = {}
    for span in voice.evidence:
        spans.setdefault(side.places.name(span), span)
    yield from (Ref(name, texts.mark(id_, side, span), side.key) for name, span in spans.items())


# --- what goes with it ------------------------------------------------------------------------------


def _of_record(subject: Subject, side: Side, record: Said) -> Iterator[Fact]:
    if isinstance(record, Claim):
        yield from _of_claim(subject, side, record)
    else:
        if record.concerns:
            yield Fact("Concerns", subject.refs(record.concerns, side))
        if record.part_of:
            yield Fact("Part of", (subject.ref(record.part_of, side),))
        if record.place:
            yield Fact("Place, by other sources", (Ref(record.place.label),))
    for link in subject.dataset.links:
        outgoing, incoming = words.LINKS[link.kind]
        for own, other, name in (
            (link.source, link.target, outgoing),
            (link.target, link.source, incoming),
        ):
            if own == record.id:
                yield Fact(name, (subject.ref(other, side),), link.note or "")
    if record.note:
        yield Fact("Note of the annotator", (Ref(record.note),))


def _of_claim(subject: Subject, side: Side, claim: Claim) -> Iterator[Fact]:
    yield Fact("About", subject.refs(claim.about, side))
    if claim.condition:
        yield _condition(subject, side, claim.condition)
    if claim.causes:
        yield Fact("Cause", subject.refs(claim.causes, side))
    if claim.effects:
        yield Fact(f"It {words.INFLUENCES[claim.influence]}", subject.refs(claim.effects, side))
    if claim.judged:
        yield Fact(_judgement(claim), (subject.ref(claim.judged, side),))
    if claim.attitude:
        who = listing(map(subject.label, claim.attitude.actors))
        name = f"{words.plain(claim.attitude.kind).capitalize()} of {who}"
        yield Fact(name, subject.refs(claim.attitude.concerns, side) or (Ref("as the claim says"),))
    if claim.quantities:
        yield Fact("Numbers", tuple(Ref(quantity_in_words(q)) for q in claim.quantities))
    yield from map(_assessment, claim.assessments)


def _condition(subject: Subject, side: Side, condition: Condition) -> Fact:
    untrue = condition.kind is ConditionKind.COUNTERFACTUAL
    name = "If, which is not so" if untrue else "If"
    return Fact(name, subject.refs(condition.antecedents, side))


def _judgement(claim: Claim) -> str:
    if claim.kind is ClaimKind.NORMATIVE:
        return "Calls on"
    return {
        Direction.POSITIVE: "Judges favourably",
        Direction.NEGATIVE: "Judges unfavourably",
        Direction.MIXED: "Judges both ways",
        None: "Judges",
    }[claim.direction]


def _assessment(found: Assessment) -> Fact:
    verdict = f"{words.plain(found.verdict)}, as of {wording.in_words(found.as_of)}"
    references = tuple(Ref(r.title, r.url) for r in found.references)
    return Fact("Public record", (Ref(verdict), *references), found.note or "")


_ROLES = {
    Role.AGENT: "Done by",
    Role.RECIPIENT: "Done to",
    Role.BENEFICIARY: "For the benefit of",
    Role.INTERMEDIARY: "With the help of",
    Role.SUBJECT: "About",
    Role.ADVERSARY: "Against",
}


def _of_voice(subject: Subject, side: Side, voice: Voice) -> Iterator[Fact]:
    if isinstance(voice, EventAccount):
        for role, name in _ROLES.items():
            actors = [p for p in voice.participants if p.role is role]
            if actors:
                yield Fact(name, tuple(Ref(_participant(subject, p.actor, p.post)) for p in actors))
        if voice.place:
            yield Fact("Place", (Ref(voice.place.label),))
        if voice.quantities:
            yield Fact("Numbers", tuple(Ref(quantity_in_words(q)) for q in voice.quantities))
        if voice.condition:
            yield _condition(subject, side, voice.condition)
    else:
        if voice.grounds:
            yield Fact("Because", subject.refs(voice.grounds, side))
        if voice.likelihood:
            yield Fact("Likelihood, by the text", (Ref(words.plain(voice.likelihood)),))
    if voice.devices:
        yield Fact("Way of saying it", tuple(Ref(words.plain(d)) for d in voice.devices))
    if voice.confidence:
        yield Fact("The annotator is sure of this coding", (Ref(_SURE[voice.confidence.value]),))
    if voice.note:
        yield Fact("Note of the annotator", (Ref(voice.note),))


_SURE = {"low": "hardly", "medium": "fairly", "high": "very"}


def _participant(subject: Subject, actor: str, post: str | None) -> str:
    name = subject.label(actor)
    return f"{name} ({post})" if post else name
