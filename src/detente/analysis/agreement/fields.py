"""Which fields of records are labels and which are references, layer by layer."""

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Any, NamedTuple

from detente.diagnostics import Path
from detente.vocab.enums import Likelihood

ABSENT = "none"
"""The value of a field that is empty: leaving it out is a decision too."""

NO_CODE = "no code"
"""The same for codes, of which one may be called none."""

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
    optional: bool = False
    """Whether there is a figure only where one side at least uses the field."""


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
    optional: bool = False
    """Whether there is a figure only where one side at least uses the field."""


def plain(value: Any) -> Any:
    """A value as it is compared: of several a set, of none a word that says so."""
    if isinstance(value, tuple):
        return frozenset(map(plain, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ABSENT if value is None else value.value if isinstance(value, Enum) else value


def label(name: str, *, metric: str = "nominal", optional: bool = False) -> LabelField:
    """A field whose values are labels."""
    return LabelField(
        name, name, lambda held: plain(getattr(held, name)), metric, optional=optional
    )


def _grade(held: Any) -> str | None:
    """How certain, whatever the polarity; what is uncommitted has no place on the scale."""
    commitment = held.commitment.value
    return None if commitment[-1] == "u" else _GRADE[commitment[:2]]


_CERTAINTY = LabelField("certainty", "commitment", _grade, "ordinal", _GRADES, listed=False)
_REPORTED = LabelField("reported", "sources", lambda held: "yes" if held.sources else "no")


def _banded(held: Any) -> str | None:
    return None if held.likelihood is None else str(held.likelihood.value)


def _kind_of(name: str, *, optional: bool = False) -> LabelField:
    """The kind of a part, such as a condition."""

    def get(held: Any) -> str:
        part = getattr(held, name)
        return ABSENT if part is None else str(part.kind.value)

    return LabelField(name, name, get, optional=optional)


def _unidentified(actor: Any) -> str:
    return "yes" if actor.unidentified else ABSENT


# Figures that are published may be read by key: what is older than version 0.2 is always there, and
# what came with it only where it is used, so that a field which nobody uses changes nothing.
ACTOR = (label("kind"), LabelField("unidentified", "unidentified", _unidentified, optional=True))
ISSUE = (label("kind"),)
SEGMENT = (label("kind"), label("voice"), label("language", optional=True))


EVENT = (label("type"), label("mode"), label("aggregate"), label("themes", metric="jaccard"))
ACCOUNT = (
    label("status"),
    label("commitment"),
    _CERTAINTY,
    label("pragmatic"),
    _REPORTED,
    _kind_of("condition", optional=True),
    label("devices", metric="jaccard", optional=True),
)
CLAIM = (
    label("kind"),
    label("tense"),
    label("direction"),
    _kind_of("condition"),
    label("themes", metric="jaccard"),
    _kind_of("attitude", optional=True),
    label("influence", optional=True),
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
PHASE = (label("character"), label("trend"), label("themes", metric="jaccard", optional=True))
FACTOR = (label("kind"), label("denied"))


def _ids(
    name: str, field: str | None = None, *inside: str, optional: bool = False
) -> ReferenceField:
    """References in a field, or in that of a part."""
    path = (field or name, *inside)

    def get(held: Any) -> Iterator[tuple[str, str, Path]]:
        value = held
        for step in path:
            value = None if value is None else getattr(value, step)
        if isinstance(value, tuple):
            for number, id_ in enumerate(value):
                yield id_, "", (*path, number)
        elif value is not None:
            yield value, "", path

    return ReferenceField(name, path[0], get, optional=optional)


def _participants(account: Any) -> Iterator[tuple[str, str, Path]]:
    for number, participant in enumerate(account.participants):
        yield participant.actor, participant.role.value, ("participants", number)


def _actors(account: Any) -> Iterator[tuple[str, str, Path]]:
    for id_, _role, path in _participants(account):
        yield id_, "", path


def _denied(phase: Any) -> Iterator[tuple[str, str, Path]]:
    for number, character in enumerate(phase.denied):
        yield character.value, "", ("denied", number)


def _antecedents(held: Any) -> Iterator[tuple[str, str, Path]]:
    if held.condition is not None:
        for number, id_ in enumerate(held.condition.antecedents):
            yield id_, held.condition.kind.value, ("condition", "antecedents", number)


EVENT_REFERENCES = (_ids("concerns"), _ids("part of", "part_of"))
ACCOUNT_REFERENCES = (
    ReferenceField("participants", "participants", _participants),
    ReferenceField("actors", "participants", _actors, listed=False),
    ReferenceField("antecedents", "condition", _antecedents, optional=True),
)
CLAIM_REFERENCES = (
    _ids("about"),
    _ids("causes"),
    _ids("judged"),
    ReferenceField("antecedents", "condition", _antecedents),
    _ids("effects", optional=True),
    _ids("attitude of", "attitude", "actors", optional=True),
    _ids("attitude concerns", "attitude", "concerns", optional=True),
)
UTTERANCE_REFERENCES = (_ids("grounds"),)
SOURCE_REFERENCES = (_ids("actor"), _ids("of", optional=True))
PHASE_REFERENCES = (
    ReferenceField("denied", "denied", _denied, ids=False),
    _ids("patron"),
    _ids("grounds"),
    _ids("drivers", optional=True),
)
FACTOR_REFERENCES = (_ids("holder"), _ids("object"), _ids("grounds"))
ISSUE_REFERENCES = (_ids("part of", "part_of"),)
MENTION_REFERENCES = (_ids("actor"),)
LINK_REFERENCES = (_ids("on"),)
