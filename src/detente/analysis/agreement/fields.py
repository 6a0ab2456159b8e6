"""Which fields of records are labels and which are references, layer by layer."""

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Any, NamedTuple

from detente.diagnostics import Path
from detente.vocab.enums import Likelihood

ABSENT = "none"
"""The value of a field that is empty: leaving it out is a decision too."""

_GRADE = {"CT": "certain", "PR": "probable", "PS": "possible"}
_GRADES = ("possible", "probable", "certain")
_LIKELIHOODS = tuple(member.value for member in Likelihood)


class LabelField(NamedTuple):
    """A value that each unit has."""

    name: str
    field: str
    get: Callable[[Any], Any]
    """The value; ``None`` if the unit has none to compare."""
    metric: str = "nominal"
    order: tuple[str, ...] = ()
    listed: bool = True
    """Whether its disagreements are listed; not if another label lists them."""


class ReferenceField(NamedTuple):
    """What each unit refers to."""

    name: str
    field: str
    get: Callable[[Any], Iterable[tuple[str, str, Path]]]
    """Ids, what goes with each, and the path to it."""
    listed: bool = True
    """Whether its disagreements are listed; not if other references list them."""
    ids: bool = True
    """Whether it names records, which each side calls by other ids, or values."""


def plain(value: Any) -> Any:
    """A value as it is compared: of several a set, of none a word that says so."""
    if isinstance(value, tuple):
        return frozenset(map(plain, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ABSENT if value is None else value.value if isinstance(value, Enum) else value


def label(name: str, *, metric: str = "nominal") -> LabelField:
    """A field whose values are labels."""
    return LabelField(name, name, lambda held: plain(getattr(held, name)), metric)


def _grade(held: Any) -> str | None:
    """How certain, whatever the polarity; what is uncommitted has no place on the scale."""
    commitment = held.commitment.value
    return None if commitment[-1] == "u" else _GRADE[commitment[:2]]


_CERTAINTY = LabelField("certainty", "commitment", _grade, "ordinal", _GRADES, listed=False)
_REPORTED = LabelField("reported", "sources", lambda held: "yes" if held.sources else "no")


def _banded(held: Any) -> str | None:
    return None if held.likelihood is None else str(held.likelihood.value)


def _condition(claim: Any) -> str:
    return ABSENT if claim.condition is None else str(claim.condition.kind.value)


EVENT = (label("type"), label("mode"), label("aggregate"), label("themes", metric="jaccard"))
ACCOUNT = (
    label("status"),
    label("commitment"),
    _CERTAINTY,
    label("pragmatic"),
    _REPORTED,
)
CLAIM = (
    label("kind"),
    label("tense"),
    label("direction"),
    LabelField("condition", "condition", _condition),
    label("themes", metric="jaccard"),
)
UTTERANCE = (
    label("commitment"),
    _CERTAINTY,
    label("pragmatic"),
    LabelField("likelihood", "likelihood", _banded, "ordinal", _LIKELIHOODS),
    _REPORTED,
    label("devices", metric="jaccard"),
)
SOURCES = (LabelField("depth", "sources", lambda held: str(len(held.sources))),)
SOURCE = (label("kind"), label("mode"), label("act"), label("commitment"), _CERTAINTY)
PHASE = (label("character"), label("trend"))
FACTOR = (label("kind"), label("denied"))


def _ids(name: str, field: str | None = None) -> ReferenceField:
    field = field or name

    def get(held: Any) -> Iterator[tuple[str, str, Path]]:
        value = getattr(held, field)
        if isinstance(value, tuple):
            for number, id_ in enumerate(value):
                yield id_, "", (field, number)
        elif value is not None:
            yield value, "", (field,)

    return ReferenceField(name, field, get)


def _participants(account: Any) -> Iterator[tuple[str, str, Path]]:
    for number, participant in enumerate(account.participants):
        yield participant.actor, participant.role.value, ("participants", number)


def _actors(account: Any) -> Iterator[tuple[str, str, Path]]:
    for id_, _role, path in _participants(account):
        yield id_, "", path


def _denied(phase: Any) -> Iterator[tuple[str, str, Path]]:
    for number, character in enumerate(phase.denied):
        yield character.value, "", ("denied", number)


def _antecedents(claim: Any) -> Iterator[tuple[str, str, Path]]:
    if claim.condition is not None:
        for number, id_ in enumerate(claim.condition.antecedents):
            yield id_, claim.condition.kind.value, ("condition", "antecedents", number)


EVENT_REFERENCES = (_ids("concerns"), _ids("part of", "part_of"))
ACCOUNT_REFERENCES = (
    ReferenceField("participants", "participants", _participants),
    ReferenceField("actors", "participants", _actors, listed=False),
)
CLAIM_REFERENCES = (
    _ids("about"),
    _ids("causes"),
    _ids("judged"),
    ReferenceField("antecedents", "condition", _antecedents),
)
UTTERANCE_REFERENCES = (_ids("grounds"),)
SOURCE_REFERENCES = (_ids("actor"),)
PHASE_REFERENCES = (
    ReferenceField("denied", "denied", _denied, ids=False),
    _ids("patron"),
    _ids("grounds"),
)
FACTOR_REFERENCES = (_ids("holder"), _ids("object"), _ids("grounds"))
MENTION_REFERENCES = (_ids("actor"),)
LINK_REFERENCES = (_ids("on"),)
