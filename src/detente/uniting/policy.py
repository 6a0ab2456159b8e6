"""Which fields of a record may be completed by another dataset, and which stand side by side.

Everything else is an assertion, an absent value too: *no condition* says that a claim holds without one.
It has to be equal.
"""

from typing import Any, NamedTuple

from detente.records import Actor, Claim, Event, Issue, Relation, RelationAccount
from detente.records.reprs import full


class Policy(NamedTuple):
    """How two records of a class unite."""

    open: tuple[str, ...] = ()
    """Fields where an absent value only means that nobody has filled it in; lists are united."""
    voices: tuple[str, ...] = ()
    """Lists whose items stand side by side: what each article says."""


POLICIES: dict[type, Policy] = {
    Actor: Policy(open=("names", "identifiers", "exists", "part_of", "posts", "references")),
    Issue: Policy(open=("names", "identifiers", "part_of", "references")),
    Event: Policy(open=("time", "place", "references"), voices=("accounts",)),
    Claim: Policy(voices=("utterances", "assessments")),
    Relation: Policy(voices=("accounts",)),
}
"""The classes whose records unite, with what is open in them. All others have to be identical."""

STATEMENTS = (Event, Claim)
"""Records that two datasets share only if somebody says so: their ids are often numbers."""

NUMBERED = ("mention", "event", "claim", "link", "relation")
"""The kinds of record whose ids a prefix changes. The others name what both datasets may know."""


def place_of(voice: Any) -> Any:
    """What a voice is about, so that two with the same one cannot stand side by side unless they are equal:
    of a relation an article, of an event or a claim the words and whose they are. ``None`` for an assessment.
    """
    if isinstance(voice, RelationAccount):
        return voice.article
    evidence = getattr(voice, "evidence", None)
    if evidence is None:
        return None
    return voice.article, tuple((span.start, span.end) for span in evidence), full(voice.sources)
