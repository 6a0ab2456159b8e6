"""Migration: a document of an older version of the format becomes one of the current version.

Level 0 checks the document first, so that a file that is not valid JSON of a known version is refused as on
loading. Then the steps are taken, and the result is read like any file.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from detente import files as sources
from detente.dataset import Dataset
from detente.errors import InputError, UnwritableError
from detente.files import Document, PathLike
from detente.json_types import Json
from detente.migration import registry
from detente.migration.steps import Step, Taken, steps_from, take
from detente.pipeline.dump import file_bytes
from detente.pipeline.load import parsed_values
from detente.records import ARRAYS, DRAFT_FORMAT, VERSION
from detente.validation.parsing import parse
from detente.validation.rules.level0_file import parsed_version
from detente.validation.validator import Validation


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated:
    """A document in the current version of the format, and the steps that led there."""

    name: str | None
    """The name of the document; ``None`` for data from memory."""

    version: str
    """The version that it had."""

    steps: tuple[Taken, ...]
    """The steps that were taken, each with all its changes; none if the version is current."""

    document: dict[str, Json] = field(hash=False)
    """The document as plain values, in the current version."""

    dataset: Dataset | None
    """The dataset that was built; ``None`` for a draft, and if no step was taken."""

    data: bytes
    """The bytes of the file: canonical if a step was taken, else unchanged."""

    @property
    def draft(self) -> bool:
        """Whether it is a draft."""
        return self.document.get("format") == DRAFT_FORMAT

    def to_dict(self) -> dict[str, Json]:
        """The steps and their changes, as plain values."""
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
    """Convert a document of an older version of the format to the current one. Nothing is written.

    ``source``: the path of one file, JSON or JSON Lines, a dataset or a draft; bytes of JSON; or the
    document as plain values. ``steps``: instead of the steps in this package, to try one out.

    Raises ``InputError`` if the source cannot be read, ``InvalidError`` if no step leads from its
    version (D012, D013, D014, …) or if the result is not valid (levels 0 and 1), and
    ``MigrationError`` if a step refuses it. A draft may still have errors: it is migrated, and
    ``detente.validate`` reports them.
    """
    known = registry.STEPS if steps is None else tuple(steps)
    document = _opened(source)
    parsed = parse(
        document,
        other_versions=lambda version: (
            parsed_version(version) is not None and steps_from(version, known) is not None
        ),
    )
    values = parsed_values(document, parsed)
    version = str(values["version"])
    made, taken = take(values, steps_from(version, known) or (), document.name)
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
        documents = sources.documents(source)
        if len(documents) > 1:
            raise InputError(str(source), "a folder: give its files one by one")
        return documents[0]
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
    """The dataset in a migrated document, and its bytes. Raises ``InvalidError``."""
    data = _encoded(made)
    if made.get("format") == DRAFT_FORMAT:
        return None, b"".join(_rows(made)) if old.lines else data
    # Without lines and columns: there is no such file. The JSON Pointers give the places.
    validation = Validation.of([Document(None, data)])
    report = validation.report(placed=False)
    if not report.ok:
        named = tuple(
            replace(d, location=replace(d.location, file=old.name, line=None, column=None))
            for d in report
        )
        replace(report, diagnostics=named).raise_if_errors()
    dataset = validation.dataset
    return dataset, file_bytes(dataset, lines=old.lines)


def _rows(made: dict[str, Any]) -> Iterable[bytes]:
    """A draft as JSON Lines."""
    yield _encoded({k: v for k, v in made.items() if k not in ARRAYS}, compact=True)
    for name in ARRAYS:
        for record in made.get(name, ()):
            yield _encoded(record, compact=True)
