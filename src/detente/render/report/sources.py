"""Who is quoted, and how far the author goes along."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
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
    held = _Held(subject)
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
            builds=subject.refs(held.built_on(side, row.id), side),
            near=subject.cards_in(side, held.near(side, row)),
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


class _Held:
    """What the articles say themselves, found once for all that is quoted."""

    def __init__(self, subject: Subject) -> None:
        """Find it."""
        self._built: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._near: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self._rows = subject.rows
        for claim in subject.records.values():
            if isinstance(claim, Claim):
                for key in dict.fromkeys(_grounds_of(claim)):
                    self._built[key].append(claim.id)
        for number, row in enumerate(subject.rows):
            own = not row.via and not row.voice.sources
            if own and row.commitment is not Commitment.UU:
                for key in _places_of(subject.by_id[row.article], row):
                    self._near[key].append(number)

    def built_on(self, side: Side, id_: str) -> Sequence[str]:
        """The claims for which an article offers something as a ground, or names it as a cause."""
        return self._built.get((side.id, id_), ())

    def near(self, side: Side, row: Statement) -> list[str]:
        """The claims and events that an article holds itself in the paragraphs of a statement."""
        found = {number for key in _places_of(side, row) for number in self._near.get(key, ())}
        return [self._rows[number].id for number in sorted(found)]


def _grounds_of(claim: Claim) -> Iterator[tuple[str, str]]:
    for voice in claim.utterances:
        for id_ in (*claim.causes, *voice.grounds):
            yield voice.article, id_


def _places_of(side: Side, row: Statement) -> set[tuple[str, str]]:
    return {(side.id, side.places.name(span)) for span in row.evidence}


def _checked(row: Statement) -> Iterator[str]:
    """The verdicts on a claim, each with the state of knowledge."""
    for found in row.content.assessments if isinstance(row.content, Claim) else ():
        yield f"{words.plain(found.verdict)}, as of {wording.in_words(found.as_of)}"
