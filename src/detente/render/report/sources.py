"""Who is quoted, and how far the author goes along."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.display import listing
from detente.edtf import wording
from detente.records import Claim, times
from detente.render.report import words
from detente.render.report.against import Opposed, against
from detente.render.report.subject import Ref, Side, Subject, source_of
from detente.statement.row import Statement
from detente.vocab.enums import Commitment


@dataclass(frozen=True, slots=True)
class Quoted:
    """One statement that an article reports from somebody."""

    side: Side
    holder: str
    office: str
    """The office that the one quoted had then, with its period; empty where none is known."""
    told: str
    """How and when it was said."""
    stance: str
    shade: str
    what: Ref
    author: str
    """How far the author goes along."""
    author_shade: str
    against: tuple[Opposed, ...]
    """What the author, and after that the other articles, have against it."""
    builds: tuple[Ref, ...]
    """What the author makes of it: the claims that it is a ground or a cause of."""
    near: tuple[Ref, ...]
    """What else the author says itself in the same part of the text."""
    checked: tuple[str, ...]
    """What the public record says of it."""


_ALONG = {
    Commitment.CT_PLUS: "goes along: takes it for certain",
    Commitment.PR_PLUS: "goes along: takes it for probable",
    Commitment.PS_PLUS: "goes along in part: takes it for possible",
    Commitment.CT_MINUS: "denies it",
    Commitment.PR_MINUS: "doubts it: thinks it improbable",
    Commitment.PS_MINUS: "doubts it: thinks it possibly not so",
    Commitment.CT_U: "knows whether it is so, and does not say",
    Commitment.UU: "takes no side: only reports it",
}


_APART = "does not go along: only reports it"
"""What an author does who only reports something, and has something against it."""


def quoted(subject: Subject) -> Iterator[Quoted]:
    """The statements of others that the articles report, by article and holder."""
    order = [side.id for side in subject.sides]
    reported = [row for row in subject.rows if row.via]
    for row in sorted(reported, key=lambda r: (order.index(r.article), subject.holder(r.holder))):
        side = subject.by_id[row.article]
        opposed = tuple(one for one in against(subject, side, row.id) if one.held)
        apart = row.voice.commitment is Commitment.UU and any(o.side is side for o in opposed)
        of = f" on the side of {subject.label(row.side)}" if row.side else ""
        yield Quoted(
            side=side,
            holder=f"{subject.holder(row.holder)}{of}",
            office=subject.offices.dated(row.holder, subject.said_at(row)),
            told=told(subject, row),
            stance=words.stance(row),
            shade=words.shade(row.commitment),
            what=subject.ref(row.id, side),
            author=_APART if apart else _ALONG[row.voice.commitment],
            author_shade=words.shade(row.voice.commitment),
            against=opposed,
            builds=subject.refs(_built_on(subject, side, row.id), side),
            near=subject.cards_in(side, _near(subject, side, row)),
            checked=tuple(_checked(row)),
        )


def told(subject: Subject, row: Statement) -> str:
    """How and when the holder of a row said so; empty for an article itself."""
    source = source_of(row)
    if source is None:
        return ""
    through = listing(subject.holder(name) for name in row.via)
    when = times.in_words(source.time)
    how = f"{words.ACTS[source.act]}; {words.MODES[source.mode]} by {through}"
    return f"{how}, {when}" if when else how


def _built_on(subject: Subject, side: Side, id_: str) -> Iterator[str]:
    """The claims for which an article offers something as a ground, or names it as a cause."""
    for claim in subject.records.values():
        if isinstance(claim, Claim):
            own = [one for one in claim.utterances if one.article == side.id]
            if own and (id_ in claim.causes or any(id_ in one.grounds for one in own)):
                yield claim.id


def _near(subject: Subject, side: Side, row: Statement) -> Iterator[str]:
    """The claims and events that an article holds itself in the paragraphs of a statement."""
    places = {side.places.name(span) for span in row.evidence}
    for other in subject.rows:
        own = other.article == side.id and not other.via and not other.voice.sources
        held = own and other.commitment is not Commitment.UU
        if held and places.intersection(map(side.places.name, other.evidence)):
            yield other.id


def _checked(row: Statement) -> Iterator[str]:
    """The verdicts on a claim, each with the state of knowledge."""
    for found in row.content.assessments if isinstance(row.content, Claim) else ():
        yield f"{words.plain(found.verdict)}, as of {wording.in_words(found.as_of)}"
