"""What stands against a claim or event: in the article that has it, and in the others."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.records import Link
from detente.render.report.subject import Ref, Side, Subject
from detente.vocab.enums import Confidence, Direction, LinkKind

_VERBS = {
    LinkKind.COUNTERS: "sets against it",
    LinkKind.UNDERCUTS: "weakens the argument with",
    LinkKind.CONTRADICTS: "contradicts it",
    LinkKind.RIVALS: "has a rival answer",
}
"""What is done to a claim or event by what is linked to it."""

_TURNED = {
    LinkKind.COUNTERS: "sets this against",
    LinkKind.UNDERCUTS: "weakens with this the argument",
}
"""What is done with a claim or event that is linked to another."""

_NOT_HELD = "has against it, without holding it"
"""What an article does that only reports it, or leaves it open."""

_BOTH_WAYS = (LinkKind.CONTRADICTS, LinkKind.RIVALS)
"""The links of which each end stands against the other."""


@dataclass(frozen=True, slots=True)
class Opposed:
    """Something that an article has against a claim or event."""

    side: Side
    """The article."""
    verb: str
    what: Ref
    held: bool
    """Whether the article holds it itself."""
    note: str = ""
    """What the annotator remarks on it."""


def against(subject: Subject, side: Side, id_: str) -> tuple[Opposed, ...]:
    """What the articles of a page have against what one of them says or reports; its own first."""
    found = dict.fromkeys(_against(subject, side, id_))
    return tuple(sorted(found, key=lambda one: one.side is not side))


def _against(subject: Subject, side: Side, id_: str) -> Iterator[Opposed]:
    for link in subject.links_of(id_):
        if link.kind in _VERBS:
            other = _opposing(link, id_)
            yield from _each(subject, side, other, _VERBS[link.kind], _note(link))
    for claim in subject.judging.get(id_, ()):
        if claim.direction is Direction.NEGATIVE:
            yield from _each(subject, side, claim.id, "judges it unfavourably")


def set_against(subject: Subject, side: Side, id_: str) -> Iterator[Opposed]:
    """What an article sets a claim or event against itself."""
    for link in subject.links_of(id_):
        if link.source == id_ and link.kind in _TURNED:
            what = subject.ref(link.target, side)
            yield Opposed(side, _TURNED[link.kind], what, True, _note(link))


def _note(link: Link) -> str:
    """What the annotators remark on a link, and that they were not sure of it."""
    unsure = link.confidence in (Confidence.LOW, Confidence.MEDIUM)
    reading = f"by the annotators’ reading, {link.confidence} confidence" if unsure else ""
    return ": ".join(filter(None, (reading, link.note)))


def _opposing(link: Link, id_: str) -> str:
    """The other end of a link, where it stands against this one; else empty."""
    if link.target == id_:
        return link.source
    return link.target if link.kind in _BOTH_WAYS else ""


def _each(subject: Subject, side: Side, id_: str, verb: str, note: str = "") -> Iterator[Opposed]:
    """What each article does with what stands against it."""
    for at in subject.sides:
        if (id_, at.id) in subject.numbers:
            held = subject.standing(id_, at).position.sign == "+"
            told = verb if held else _NOT_HELD
            yield Opposed(at, told, subject.ref_at(id_, at, side), held, note)
