"""The rules: each a documented function with a code. Codes are never used twice."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, NamedTuple, TypeVar

from detente.diagnostics import Severity
from detente.validation.findings import Finding
from detente.validation.removed import REMOVED

LEVELS = {
    0: "file",
    1: "shape",
    2: "references",
    3: "spans",
    4: "text",
    5: "meaning",
    6: "release",
    7: "workbook",
    9: "internal",
}

_F = TypeVar("_F", bound=Callable[..., Any])


class Stage(Enum):
    """When a rule is applied, and to what: the value says what its function takes."""

    BYTES = "the bytes of a file (``Raw``): are they a JSON document?"
    VALUES = "a JSON document (``Raw``), of JSON Lines each line: are its values valid?"
    HEAD = "a JSON document (``Raw``), of JSON Lines the first line: is it a détente document?"
    VERSION = "the same: which version is it?"
    SCHEMA = "errors of jsonschema (``Mismatch``) for one of the rule's keywords"
    REFERENCES = "the records and the ids that they name (``Context``)"
    SPANS = "the records and the offsets of their spans (``Context``)"
    ANCHORS = "the records and the anchors of their spans (``Context``)"
    COPIES = "the texts that were given, changed or not (``GivenTexts``)"
    TEXT = "the records and the texts that were annotated (``Context``)"
    MEANING = "the records and what they mean (``Context``)"
    ALWAYS = "the records and the given texts (``Context``), also without ``--strict``"
    RELEASE = "the records and the given texts (``Context``), with ``--strict``"
    CALLED = "called, or its finding made, by the code that meets the error"


_STAGES = {2: Stage.REFERENCES, 3: Stage.SPANS, 4: Stage.TEXT, 5: Stage.MEANING, 6: Stage.RELEASE}
"""The stage of a rule that names none, by its level."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it checks, why, an example, what to write instead."""

    code: str
    name: str
    severity: Severity
    stage: Stage
    keywords: tuple[str, ...]
    """The keywords of JSON Schema whose errors it explains."""
    check: Callable[..., Iterable[Finding] | None]
    """Its function; the docstring of it is its documentation, which is read when it is wanted."""

    @property
    def what(self) -> str:
        """What must hold."""
        return _documentation(self.check).what

    @property
    def why(self) -> str:
        """Why."""
        return _documentation(self.check).why

    @property
    def example(self) -> tuple[str, ...]:
        """Edits of the sample that break it."""
        return _documentation(self.check).example

    @property
    def instead(self) -> tuple[str, ...]:
        """Edits of the sample that keep it."""
        return _documentation(self.check).instead

    @property
    def level(self) -> int:
        """The level of validation that it belongs to: the first digit of its code."""
        return int(self.code[1])

    def findings(self, *subject: Any) -> Iterator[Finding]:
        """The findings of the rule in the subject that its stage names, with its code. The check makes
        each of them anew.
        """
        for finding in self.check(*subject) or ():
            object.__setattr__(finding, "code", self.code)  # a tenth of the time of a copy
            yield finding

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


RULES: dict[str, Rule] = {}


def rule(
    code: str,
    name: str,
    severity: Severity = Severity.ERROR,
    *,
    stage: Stage | None = None,
    keywords: tuple[str, ...] = (),
) -> Callable[[_F], _F]:
    """Register a function as the check of a rule, documented by its docstring.

    The first digit of the code is the level of the rule. ``stage``: if it is not the one of the level;
    ``keywords``: of JSON Schema, for a rule that explains errors of jsonschema.

    The docstring says what must hold; then ``Why:`` with one paragraph; ``Example:`` and ``Use
    instead:``, each with indented edits of the sample, which the tests apply.
    """

    def register(function: _F) -> _F:
        if code in RULES:
            first = RULES[code]
            msg = f"two rules {code}: {first.name} ({first.check.__module__}) and {name}"
            raise ValueError(msg)
        if code in REMOVED:
            msg = f"{code} was another rule, which was removed"
            raise ValueError(msg)
        stage_ = Stage.SCHEMA if keywords else stage or _STAGES[int(code[1])]
        RULES[code] = Rule(code, name, severity, stage_, keywords, function)
        return function

    return register


class _Documentation(NamedTuple):
    what: str
    why: str
    example: tuple[str, ...]
    instead: tuple[str, ...]


@cache
def _documentation(check: Callable[..., Any]) -> _Documentation:
    """What the docstring of a rule says."""
    sections: dict[str, list[str]] = {"what": []}
    current = "what"
    for line in (inspect.getdoc(check) or "").splitlines():
        heading = line.partition(":")[0]
        if heading in ("Why", "Example", "Use instead"):
            current = heading
            sections[current] = [line.partition(":")[2].strip()]
        else:
            sections[current].append(line)
    return _Documentation(
        " ".join(" ".join(sections["what"]).split()),
        " ".join(" ".join(sections.get("Why", [])).split()),
        tuple(line.strip() for line in sections.get("Example", []) if line.strip()),
        tuple(line.strip() for line in sections.get("Use instead", []) if line.strip()),
    )


def a(noun: str) -> str:
    """A noun with its article, for messages: ``an event``, ``a claim``."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
