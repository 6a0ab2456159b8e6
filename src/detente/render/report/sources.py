"""Who is quoted, and how far the author goes along."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.render.report import words
from detente.render.report.subject import Ref, Side, Subject
from detente.vocab.enums import Commitment


@dataclass(frozen=True, slots=True)
class Quoted:
    """One statement that an article reports from somebody."""

    side: Side
    holder: str
    stance: str
    shade: str
    what: Ref
    author: str
    """What the author makes of it."""
    author_shade: str


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


def quoted(subject: Subject) -> Iterator[Quoted]:
    """The statements of others that the articles report, by article and holder."""
    order = [side.id for side in subject.sides]
    reported = [row for row in subject.rows if row.via]
    for row in sorted(reported, key=lambda r: (order.index(r.article), subject.holder(r.holder))):
        side = subject.by_id[row.article]
        of = f" on the side of {subject.label(row.side)}" if row.side else ""
        yield Quoted(
            side=side,
            holder=f"{subject.holder(row.holder)}{of}",
            stance=words.stance(row),
            shade=words.shade(row.commitment),
            what=subject.ref(row.id, side),
            author=_ALONG[row.voice.commitment],
            author_shade=words.shade(row.voice.commitment),
        )
