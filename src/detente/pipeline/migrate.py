"""Identify, migrate, build: a document of an older format as one of ours.

What a document is, level 0 says, so that whatever is no sound JSON of a version that we know is
refused as it is on loading. Then the steps. What comes out is read like any file.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from detente import files as sources
from detente.codec.lines import encode_lines
from detente.dataset import Dataset
from detente.diagnostics import InvalidError
from detente.errors import InputError, MigrationError, UnwritableError
from detente.files import Document, PathLike
from detente.json_types import Json
from detente.migration import registry
from detente.migration.steps import Step, Taken, take, way
from detente.pipeline.dump import dumps
from detente.records import ARRAYS, DRAFT_FORMAT, VERSION
from detente.validation.documents import Input
from detente.validation.parsing import parse
from detente.validation.rules.level0_file import parsed_version
from detente.validation.validator import Validation


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated:
    """A document in our version of the format, and how it came there."""

    name: str | None
    """What the document is called; ``None`` for data from memory."""

    version: str
    """The version that it had."""

    steps: tuple[Taken, ...]
    """The steps that were taken, with all that each changed; none if it was ours already."""

    document: dict[str, Json]
    """The document as plain values, in our version."""

    dataset: Dataset | None
    """The dataset that was built; ``None`` for a draft, and if there was nothing to do."""

    data: bytes
    """The bytes of the file: canonical if something was changed, else as they were."""

    @property
    def draft(self) -> bool:
        """Whether it is a draft."""
        return self.document.get("format") == DRAFT_FORMAT

    def to_dict(self) -> dict[str, Json]:
        """What was changed, as plain values."""
        return {
            "file": self.name,
            "from": self.version,
            "to": VERSION,
            "draft": self.draft,
            "steps": [step.to_dict() for step in self.steps],
        }


def migrate(
    source: PathLike | bytes | bytearray | Document | Mapping[str, Json],
    *,
    steps: Iterable[Step] | None = None,
) -> Migrated:
    """A document of an older version of the format as one of ours. Nothing is written.

    ``source``: the path of one file, JSON or JSON Lines, a dataset or a draft; bytes of JSON; or the
    document as plain values. ``steps``: other steps than those that are shipped, for trying
    one out.

    Raises ``InputError`` if the source cannot be read, ``InvalidError`` if it is no document of
    a version that steps lead from (D012, D013, D014, …) or if what came out is no valid
    dataset (levels 0 and 1), ``MigrationError`` if a step refuses it. A draft is work on its way
    and may have faults still: it is migrated, and ``detente.validate`` says what is wrong.
    """
    known = registry.STEPS if steps is None else tuple(steps)
    document = _opened(source)
    parsed = parse(
        document,
        other_versions=lambda version: (
            parsed_version(version) is not None and way(version, known) is not None
        ),
    )
    if parsed.values is None or parsed.findings:
        unread = Input(document, parsed=parsed._replace(values=None))
        raise InvalidError(Validation([unread]).report())
    version = str(parsed.values["version"])
    made, taken = take(parsed.values, way(version, known) or (), document.name)
    dataset, data = _built(made, document) if taken else (None, document.data)
    return Migrated(
        name=document.name,
        version=version,
        steps=taken,
        document=made,
        dataset=dataset,
        data=data,
    )


def _opened(source: PathLike | bytes | bytearray | Document | Mapping[str, Json]) -> Document:
    if isinstance(source, Document):
        return source
    if isinstance(source, bytes | bytearray):
        return Document(None, bytes(source))
    if isinstance(source, Mapping):
        return Document(None, _encoded(source))
    if isinstance(source, str | os.PathLike):
        found = sources.documents(source)
        if len(found) > 1:
            raise InputError(str(source), "a folder: give its files one by one")
        return found[0]
    msg = f"expected a path, bytes or plain values, got {type(source).__name__}"
    raise TypeError(msg)


def _encoded(value: Any, *, compact: bool = False) -> bytes:
    options: dict[str, Any] = {"separators": (",", ":")} if compact else {"indent": 2}
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, **options)
        return (text + "\n").encode("utf-8")
    except (ValueError, TypeError, RecursionError) as error:
        raise UnwritableError(str(error)) from error


def _built(made: dict[str, Any], old: Document) -> tuple[Dataset | None, bytes]:
    """What a document of ours holds, and its bytes. Raises ``InvalidError``."""
    plain = _encoded(made)
    if made.get("format") == DRAFT_FORMAT:
        return None, b"".join(_rows(made)) if old.lines else plain
    # Its places are those of a file that nobody has: the pointers say where.
    validation = Validation.of([Document(None, plain)])
    report = validation.report(placed=False)
    if not report.ok:
        named = tuple(
            replace(d, location=replace(d.location, file=old.name, line=None, column=None))
            for d in report
        )
        replace(report, diagnostics=named).raise_if_errors()
    dataset = validation.dataset
    return dataset, b"".join(encode_lines(dataset)) if old.lines else dumps(dataset)


def _rows(made: dict[str, Any]) -> Iterable[bytes]:
    """A draft as JSON Lines."""
    yield _encoded({k: v for k, v in made.items() if k not in ARRAYS}, compact=True)
    for name in ARRAYS:
        for record in made.get(name, ()):
            yield _encoded(record, compact=True)


__all__ = ["Migrated", "MigrationError", "Step", "migrate"]
