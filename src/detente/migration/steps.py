"""Steps, the way from a version to ours, and taking it."""

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from detente.errors import MigrationError
from detente.migration.changes import Change, changes
from detente.records import VERSION

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """What makes a document of one version one of the next."""

    source: str
    """The version that it takes, ``MAJOR.MINOR``."""

    target: str
    """The version that it gives."""

    apply: Callable[[Document], Document]
    """Takes a document or a draft (``format`` says which) as plain values, a copy that it may
    change, and returns it as it stands in the newer version. Need not touch ``version``. What
    it cannot carry over without a loss it refuses with a ``ValueError`` that says where and why;
    extensions (``ext``) it leaves alone."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken."""

    source: str
    """From this version."""

    target: str
    """To this one."""

    changes: tuple[Change, ...]
    """All that is different, nothing left out."""

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "from": self.source,
            "to": self.target,
            "changes": [change.to_dict() for change in self.changes],
        }


def way(version: str, steps: Iterable[Step], target: str = VERSION) -> tuple[Step, ...] | None:
    """The steps from a version to ours, in order; ``None`` if there is no way.

    Raises ``ValueError`` for steps that no registry may hold: two from one version, or one
    that leads to no newer version.
    """
    by_source: dict[str, Step] = {}
    for step in steps:
        if step.source in by_source or numbers(step.target) <= numbers(step.source):
            msg = f"the step from {step.source} to {step.target} is there twice, or leads back"
            raise ValueError(msg)
        by_source[step.source] = step
    found: list[Step] = []
    while version != target:
        if version not in by_source:
            return None
        found.append(by_source[version])
        version = found[-1].target
    return tuple(found)


def numbers(version: str) -> tuple[int, int]:
    """A version as numbers: 1.10 is newer than 1.9."""
    major, _, minor = version.partition(".")
    return int(major), int(minor)


def take(
    document: Document, steps: Sequence[Step], name: str | None = None
) -> tuple[Document, tuple[Taken, ...]]:
    """A document after some steps, and what each changed. The document given stays as it is.

    Raises ``MigrationError`` if a step refuses it or does not understand it.
    """
    taken = []
    for step in steps:
        after = _taken(step, copy.deepcopy(document), name)
        taken.append(Taken(step.source, step.target, tuple(changes(document, after))))
        document = after
    return document, tuple(taken)


def _taken(step: Step, document: Document, name: str | None) -> Document:
    format_, schema = document["format"], document.get("$schema")
    try:
        after = step.apply(document)
        after["format"], after["version"] = format_, step.target
        ours = f"urn:detente:schema:{step.source}:"
        if isinstance(schema, str) and schema.startswith(ours):  # any other is the user's
            after["$schema"] = f"urn:detente:schema:{step.target}:{schema.removeprefix(ours)}"
    except Exception as error:
        # A step is written for documents that its version allows; this one may be none.
        kind = "" if isinstance(error, ValueError) else f"{type(error).__name__}: "
        reason = f"not from {step.source} to {step.target}: {kind}{error}"
        raise MigrationError(name or "<data>", reason) from error
    return after
