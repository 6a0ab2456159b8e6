"""The rules: each a documented function with a code. Codes are never used twice."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from detente.diagnostics import Part, Severity
from detente.validation.removed import REMOVED

LEVELS = {
    0: "file",
    1: "shape",
    2: "references",
    3: "spans",
    4: "text",
    5: "meaning",
    6: "release",
    9: "ourselves",
}

_F = TypeVar("_F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it checks, why, an example, what to write instead."""

    code: str
    name: str
    severity: Severity
    what: str
    why: str
    example: tuple[str, ...]
    instead: tuple[str, ...]
    check: Callable[..., Any]

    @property
    def level(self) -> int:
        """The level of validation that it belongs to."""
        return int(self.code[1])

    def to_dict(self) -> dict[str, Any]:
        """As ``detente rules --format json`` prints it."""
        return {
            "code": self.code,
            "name": self.name,
            "level": self.level,
            "severity": self.severity.value,
            "what": self.what,
            "why": self.why,
            "example": list(self.example),
            "instead": list(self.instead),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule found: in which record and where in it."""

    message: str
    record: Any = None
    """The record, one of the dataset's own objects; ``None`` for the whole."""
    path: tuple[Part, ...] = ()
    """From the record to the place."""
    related: tuple[tuple[str, Any, tuple[Part, ...]], ...] = ()
    """Other places: what they are, record, path."""
    params: tuple[tuple[str, Any], ...] = ()
    fix: tuple[dict[str, Any], ...] = ()
    """Operations of JSON Patch, their paths relative to the record."""
    safe: bool = False
    """Whether the fix loses nothing that anybody can have meant, so that it needs no decision."""
    help: str = ""
    """A suggestion: the closest id, the nearest legal value. Shown, never applied."""


RULES: dict[str, Rule] = {}


def rule(code: str, name: str, severity: Severity = Severity.ERROR) -> Callable[[_F], _F]:
    """Register a function as the check of a rule and take its documentation apart.

    The docstring holds: what it checks; ``Why:`` one paragraph; ``Example:`` and ``Use
    instead:`` each with indented edits of the sample, which the tests carry out.
    """

    def register(function: _F) -> _F:
        if code in RULES:
            msg = f"two rules {code}"
            raise ValueError(msg)
        if code in REMOVED:
            msg = f"{code} was another rule, which was removed"
            raise ValueError(msg)
        what, why, example, instead = _sections(inspect.getdoc(function) or "")
        RULES[code] = Rule(code, name, severity, what, why, example, instead, function)
        return function

    return register


def _sections(text: str) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    found: dict[str, list[str]] = {"what": []}
    current = "what"
    for line in text.splitlines():
        heading = line.partition(":")[0]
        if heading in ("Why", "Example", "Use instead"):
            current = heading
            found[current] = [line.partition(":")[2].strip()]
        else:
            found[current].append(line)
    return (
        " ".join(" ".join(found["what"]).split()),
        " ".join(" ".join(found.get("Why", [])).split()),
        tuple(line.strip() for line in found.get("Example", []) if line.strip()),
        tuple(line.strip() for line in found.get("Use instead", []) if line.strip()),
    )


def a(noun: str) -> str:
    """A noun with its article, for messages: ``an event``, ``a claim``."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
