"""Cards: what one article says of one claim or event, with all who stand behind it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.display import listing
from detente.edtf import Edtf, wording
from detente.records import (
    Assessment,
    Claim,
    Condition,
    Event,
    EventAccount,
    Participant,
    Span,
)
from detente.records.values import value_of
from detente.render.comparison.names import theme_name
from detente.render.comparison.phrases import quantity_in_words
from detente.render.report import words
from detente.render.report.against import Opposed, against, set_against
from detente.render.report.filters import Filters
from detente.render.report.resting import resting
from detente.render.report.sources import told as reported
from detente.render.report.subject import Ref, Said, Side, Subject, Voice, source_of
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
    office: str
    """The office that the holder had; empty otherwise."""
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
    stands: str
    """What the article does with it, before its title: *denies*; empty where it simply holds it."""
    shade: str
    """The class of its commitment."""
    kind: str
    when: str
    themes: tuple[str, ...]
    status: str
    """Of an event that is under way: so; empty where ``stands`` tells its standing."""
    others: tuple[Ref, ...]
    """The cards of the record in the other articles."""
    told: tuple[Told, ...]
    against: tuple[Opposed, ...]
    facts: tuple[Fact, ...]
    """What is seen at once."""
    more: tuple[Fact, ...]


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
        stands = subject.standing(id_, side)
        yield Card(
            anchor=subject.anchor(id_, side),
            number=number,
            record=subject.classes[id_],
            layer="claim" if isinstance(record, Claim) else "event",
            title=subject.label(id_),
            stands=subject.phrases.attitude(stands.position) if stands.mark else "",
            shade=stands.shade,
            kind=_kind(record),
            when=_when(subject, side, record),
            themes=tuple(map(theme_name, record.themes)),
            status="" if stands.mark else _status(voices),
            others=tuple(ref for ref in subject.cards_of([id_]) if ref.side != side.key),
            told=tuple(
                Told(
                    lines=tuple(_line(subject, row, filters) for row in rows[id(voice)]),
                    places=tuple(_places(texts, side, id_, voice)),
                    facts=tuple(_of_voice(subject, side, record, voice)),
                    words=texts.quoted(voice),
                )
                for voice in voices
            ),
            against=(*against(subject, side, id_), *set_against(subject, side, id_)),
            facts=tuple(_at_once(subject, side, record)),
            more=tuple(_of_record(subject, side, record)),
        )


def _kind(record: Said) -> str:
    name = "claim" if isinstance(record, Claim) else "event"
    value = record.kind if isinstance(record, Claim) else record.type
    mode = f", {words.plain(record.mode)}" if isinstance(record, Event) and record.mode else ""
    return f"{words.kind(f'{name}/{value}')}{mode}"


def _when(subject: Subject, side: Side, record: Said) -> str:
    """The time of a card: of a claim what it speaks of, which is not when its grounds were."""
    when = subject.when(record.id, side)
    if isinstance(record, Event):
        return when
    what = "time foretold" if record.kind is ClaimKind.PREDICTIVE else "time it speaks of"
    grounds = [g for v in subject.voices(record, side) for g in _grounds(v)]
    years = resting(subject, side, grounds)
    told = (f"{what}: {when}" if when else "", f"rests on events of {years}" if years else "")
    return "; ".join(filter(None, told))


def _grounds(voice: Voice) -> tuple[str, ...]:
    return () if isinstance(voice, EventAccount) else voice.grounds


def _status(voices: Iterable[Voice]) -> str:
    statuses = {v.status for v in voices if isinstance(v, EventAccount)} - {EventStatus.OCCURRED}
    return listing(words.STATUSES[status] for status in EventStatus if status in statuses)


def _line(subject: Subject, row: Statement, filters: Filters) -> Line:
    source = source_of(row)
    tone = row.voice.pragmatic if source is None else source.pragmatic
    return Line(
        holder=subject.holder(row.holder),
        office=subject.office(row),
        side=subject.label(row.side) if row.side else "",
        stance=words.stance(row),
        shade=words.shade(row.commitment),
        tone="" if tone is None else words.COMMITMENTS[tone],
        told=reported(subject, row),
        tokens=filters.tokens(row),
    )


def _places(texts: Texts, side: Side, id_: str, voice: Voice) -> Iterator[Ref]:
    """Where a voice is in the text, in words; with the texts the marks there."""
    spans: dict[str, Span] = {}
    for span in voice.evidence:
        spans.setdefault(side.places.name(span), span)
    yield from (Ref(name, texts.mark(id_, side, span), side.key) for name, span in spans.items())


# --- what goes with it ------------------------------------------------------------------------------


def _at_once(subject: Subject, side: Side, record: Said) -> Iterator[Fact]:
    """What has to be known of a claim or event in order not to mistake it."""
    figures = [*record.quantities] if isinstance(record, Claim) else []
    for voice in subject.voices(record, side):
        if isinstance(voice, EventAccount):
            figures += voice.quantities
            if voice.condition:
                yield _condition(subject, side, voice.condition)
    if figures:
        told = dict.fromkeys(map(quantity_in_words, figures))
        yield Fact("Numbers", tuple(map(Ref, told)))


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
    for link in subject.links_of(record.id):
        if link.kind in words.LINKS:
            outgoing, incoming = words.LINKS[link.kind]
            forth = link.source == record.id
            other, name = (link.target, outgoing) if forth else (link.source, incoming)
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


def _of_voice(subject: Subject, side: Side, record: Said, voice: Voice) -> Iterator[Fact]:
    if isinstance(voice, EventAccount):
        when = value_of(voice.time) or value_of(record.time if isinstance(record, Event) else None)
        when = when or _present(side, voice)
        for role, name in _ROLES.items():
            actors = [p for p in voice.participants if p.role is role]
            if actors:
                yield Fact(name, tuple(Ref(_participant(subject, p, when)) for p in actors))
        if voice.place:
            yield Fact("Place", (Ref(voice.place.label),))
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


def _present(side: Side, account: EventAccount) -> Edtf | None:
    """The time of writing for what was under way or lay ahead then; of what is past nobody knows."""
    past = account.status is EventStatus.OCCURRED
    return None if past else value_of(side.article.published)


def _participant(subject: Subject, taking: Participant, when: Edtf | None) -> str:
    """An actor with the office: that in which it takes part, else that which it held then."""
    name = subject.label(taking.actor)
    offices = subject.offices
    office = (
        offices.named(taking.actor, taking.post) if taking.post else offices.at(taking.actor, when)
    )
    return f"{name} ({office})" if office else name
