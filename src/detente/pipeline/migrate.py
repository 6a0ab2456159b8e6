"""Identify, migrate, build: a document of an older format as one of ours.

What a document is, level 0 says, so that whatever is no sound JSON of a version that we know is
refused as it is on loading. Then the steps. What comes out is read like any file.
"""

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from detente import files as sources
from detente.codec.lines import encode_lines
from detente.dataset import Dataset
from detente.diagnostics import Report
from detente.errors import InputError, MigrationError, UnwritableError
from detente.files import Document, PathLike
from detente.json_types import Json
from detente.migration import registry
from detente.migration.steps import Step, Taken, take, way
from detente.pipeline.dump import dumps
from detente.records import ARRAYS, DRAFT_FORMAT, VERSION
from detente.validation.rules import level0_file
from detente.validation.validator import Input, Reading, _of_faults


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
    older = _Older(document, known)
    if older.faults:
        Report.of(
            list(_of_faults(older)), files=(document.name,) if document.name else ()
        ).raise_if_errors()
    plain, version = older.plain, str(older.plain["version"])
    made, taken = take(plain, way(version, known) or (), document.name)
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


class _Older(Input):
    """A document of any version that steps lead from, taken for what level 0 says."""

    def __init__(self, document: Document, steps: Sequence[Step]) -> None:  # no records are made
        self.document, self.allow_newer = document, False
        self.faults, self.rows = [], {}
        self.steps = steps
        self.plain: dict[str, Any] = {}
        _ = self._lines() if document.lines else self._whole()

    def _apply(self, checks: Iterable[Callable[..., Any]], raw: level0_file.Raw, row: int) -> bool:
        if checks is level0_file.VERSIONS:
            version = raw.document.get("version")
            if level0_file.parsed_version(version) and way(version, self.steps) is not None:
                return False
        return super()._apply(checks, raw, row)

    def _records(self, document: dict[str, Any]) -> Dataset:
        self.plain = document
        return Dataset()


def _built(made: dict[str, Any], old: Document) -> tuple[Dataset | None, bytes]:
    """What a document of ours holds, and its bytes. Raises ``InvalidError``."""
    plain = _encoded(made)
    if made.get("format") == DRAFT_FORMAT:
        return None, b"".join(_rows(made)) if old.lines else plain
    # Its places are those of a file that nobody has: the pointers say where.
    reading = Reading([Document(None, plain)])
    report = reading.report(placed=False)
    if not report.ok:
        named = tuple(
            replace(d, location=replace(d.location, file=old.name, line=None, column=None))
            for d in report
        )
        replace(report, diagnostics=named).raise_if_errors()
    dataset = reading.dataset
    return dataset, b"".join(encode_lines(dataset)) if old.lines else dumps(dataset)


def _rows(made: dict[str, Any]) -> Iterable[bytes]:
    """A draft as JSON Lines."""
    yield _encoded({k: v for k, v in made.items() if k not in ARRAYS}, compact=True)
    for name in ARRAYS:
        for record in made.get(name, ()):
            yield _encoded(record, compact=True)


__all__ = ["Migrated", "MigrationError", "Step", "migrate"]
