"""The vocabularies as data: every value with its definition and the source of that.

A vocabulary is a JSON file in ``data/``, named like its enum in snake case.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from detente.vocab import enums

_FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Counterexample:
    """What looks like a case of a value and is none."""

    text: str
    instead: str | None
    """The value of the same vocabulary to take; ``None`` where none of it is taken."""
    why: str


@dataclass(frozen=True, slots=True)
class Value:
    """One value: what it means, who says so, how to decide for it, cases for and against."""

    value: str
    definition: str
    source: str
    decide: str | None
    examples: tuple[str, ...]
    """Two or more; invented, or from general history."""
    counterexamples: tuple[Counterexample, ...]
    """One or more."""
    maps: Mapping[str, Any] = field(hash=False)
    """The value in other systems, by system or property of one: a code, a number, a list of
    codes, ``None`` where the system has none; of an event mode, one of these by event type."""
    more: Mapping[str, Any] = field(hash=False)
    """What only this vocabulary says: the modes of an event type, the name of a currency, …"""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A set of values."""

    name: str
    title: str
    description: str
    source: str
    values: tuple[Value, ...]

    def __getitem__(self, value: str) -> Value:
        """The entry of a value; raises ``KeyError``."""
        for entry in self.values:
            if entry.value == value:
                return entry
        raise KeyError(value)

    def __contains__(self, value: object) -> bool:
        """Whether the value is in the set."""
        return any(entry.value == value for entry in self.values)

    @property
    def systems(self) -> tuple[str, ...]:
        """What ``maps`` of the values speaks of: the columns of the crosswalk."""
        return tuple(dict.fromkeys(name for entry in self.values for name in entry.maps))


_COMMON = ("value", "definition", "source", "decide", "examples", "counterexamples", "maps")


def snake(name: str) -> str:
    """``ClaimKind`` as ``claim_kind``."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def with_values(values: Sequence[Any]) -> str | None:
    """The name of the vocabulary that has these values and no others."""
    found = (
        snake(name)
        for name, enum in vars(enums).items()
        if isinstance(enum, type) and issubclass(enum, Enum) and [*enum] == [*values]
    )
    return next(found, None)


def names() -> tuple[str, ...]:
    """The names of all vocabularies."""
    return tuple(sorted(f.name.removesuffix(".json") for f in _FOLDER.iterdir()))


@cache
def vocabulary(name: str) -> Vocabulary:
    """A vocabulary by name; raises ``KeyError`` if there is none."""
    if name not in names():
        raise KeyError(name)
    data = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    values = tuple(
        Value(
            value=entry["value"],
            definition=entry["definition"],
            source=entry["source"],
            decide=entry.get("decide"),
            examples=tuple(entry["examples"]),
            counterexamples=tuple(
                Counterexample(case["text"], case.get("instead"), case["why"])
                for case in entry["counterexamples"]
            ),
            maps=_of_mode(entry["value"]) if name == "event_mode" else entry.get("maps", {}),
            more={k: v for k, v in entry.items() if k not in _COMMON},
        )
        for entry in data["values"]
    )
    return Vocabulary(data["name"], data["title"], data["description"], data["source"], values)


def _of_mode(mode: str) -> Mapping[str, Any]:
    """Scores and CAMEO codes of a mode, by event type: they stand with the types, once."""
    by_type = {
        entry.value: listed
        for entry in vocabulary("event_type").values
        for listed in entry.more["modes"]
        if listed["value"] == mode
    }
    return {
        "score": {type_: listed["score"] for type_, listed in by_type.items()},
        "cameo": {type_: listed["cameo"] for type_, listed in by_type.items()},
    }


def vocabularies() -> Iterator[Vocabulary]:
    """All vocabularies, by name."""
    return map(vocabulary, names())


def of_enum(enum: type[Enum]) -> Vocabulary:
    """The vocabulary of one of the package's enums."""
    return vocabulary(snake(enum.__name__))


@cache
def modes() -> Mapping[enums.EventType, frozenset[enums.EventMode]]:
    """The PLOVER modes of each event type."""
    return {
        enums.EventType(entry.value): frozenset(
            enums.EventMode(mode["value"]) for mode in entry.more.get("modes", ())
        )
        for entry in vocabulary("event_type").values
    }


@cache
def needs_recipient() -> frozenset[enums.EventType]:
    """The PLOVER types that need a recipient."""
    return frozenset(
        enums.EventType(entry.value)
        for entry in vocabulary("event_type").values
        if entry.more.get("requires_recipient")
    )


SYMMETRIC = frozenset({enums.LinkKind.CONTRADICTS, enums.LinkKind.PARALLELS, enums.LinkKind.RIVALS})
"""The kinds of link in which it makes no difference which end is the source."""


@cache
def units() -> frozenset[str]:
    """All units: those of the vocabulary and the currencies."""
    return frozenset(
        entry.value for name in ("unit", "currency") for entry in vocabulary(name).values
    )
