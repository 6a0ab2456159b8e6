"""Steps of migration: finding and applying those from a version to the current one."""

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from detente.errors import MigrationError
from detente.migration.changes import Change, changes
from detente.records import VERSION

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """Converts a document from one version to the next."""

    source: str
    """The version that it converts from, ``MAJOR.MINOR``."""

    target: str
    """The version that it converts to."""

    apply: Callable[[JsonObject], JsonObject]
    """Takes a document or a draft (``format`` says which) as plain values, a copy that it may
    change, and returns it in the newer version. Need not change ``version``, and must not change
    extensions (``ext``). Raises a ``ValueError`` that says where and why if the document cannot be
    converted without loss."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken."""

    source: str
    """From this version."""

    target: str
    """To this one."""

    changes: tuple[Change, ...]
    """All changes."""

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "from": self.source,
            "to": self.target,
            "changes": [change.to_dict() for change in self.changes],
        }


def steps_from(
    version: str, steps: Iterable[Step], target: str = VERSION
) -> tuple[Step, ...] | None:
    """The steps from a version to the current one, in order; ``None`` if they do not lead there.

    Raises ``ValueError`` for two steps from one version, or one that does not lead to a newer version.
    """
    by_source: dict[str, Step] = {}
    for step in steps:
        if step.source in by_source or version_numbers(step.target) <= version_numbers(step.source):
            msg = f"the step from {step.source} to {step.target} is a duplicate, or does not lead to a newer version"
            raise ValueError(msg)
        by_source[step.source] = step
    path: list[Step] = []
    while version != target:
        if version not in by_source:
            return None
        path.append(by_source[version])
        version = path[-1].target
    return tuple(path)


def version_numbers(version: str) -> tuple[int, int]:
    """A version as numbers: 1.10 is newer than 1.9."""
    major, _, minor = version.partition(".")
    return int(major), int(minor)


def take(
    document: JsonObject, steps: Sequence[Step], name: str | None = None
) -> tuple[JsonObject, tuple[Taken, ...]]:
    """A document after some steps, and the changes of each. The given document is not changed.

    Raises ``MigrationError`` if a step refuses it or fails.
    """
    taken = []
    for step in steps:
        after = _taken(step, copy.deepcopy(document), name)
        taken.append(Taken(step.source, step.target, tuple(changes(document, after))))
        document = after
    return document, tuple(taken)


def _taken(step: Step, document: JsonObject, name: str | None) -> JsonObject:
    format_, schema = document["format"], document.get("$schema")
    try:
        after = step.apply(document)
        after["format"], after["version"] = format_, step.target
        ours = f"urn:detente:schema:{step.source}:"
        # Any other schema is the user's own.
        if isinstance(schema, str) and schema.startswith(ours):
            after["$schema"] = f"urn:detente:schema:{step.target}:{schema.removeprefix(ours)}"
    except Exception as error:
        # A step expects a document that is valid in its version; this one may not be.
        kind = "" if isinstance(error, ValueError) else f"{type(error).__name__}: "
        reason = f"not from {step.source} to {step.target}: {kind}{error}"
        raise MigrationError(name or "<data>", reason) from error
    return after
