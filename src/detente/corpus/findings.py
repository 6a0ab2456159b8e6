"""Findings read back from their table."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.corpus.engine import parquet
from detente.corpus.layout import FINDINGS
from detente.diagnostics import Diagnostic, Location, Related, Severity, keys_of
from detente.diagnostics import Path as Pointer


def diagnostics(out: Path) -> Iterator[Diagnostic]:
    """The findings of a corpus, those of a file together."""
    for path in sorted((out / FINDINGS).glob("*.parquet")):
        for batch in parquet().ParquetFile(path).iter_batches(batch_size=1024):
            yield from map(_diagnostic, batch.to_pylist())


def _diagnostic(row: dict[str, Any]) -> Diagnostic:
    return Diagnostic(
        code=row["code"],
        severity=Severity(row["severity"]),
        message=row["message"],
        location=_location(row),
        related=tuple(
            Related(message=other["message"], location=_location(other))
            for other in json.loads(row["related"])
        ),
        params=json.loads(row["params"]),
        fix=tuple(json.loads(row["fix"]) or ()),
        safe=row["safe"],
        help=row["help"] or "",
    )


def _location(values: dict[str, Any]) -> Location:
    return Location(
        file=values["file"],
        path=_path(values["path"]),
        line=values["line"],
        column=values["column"],
    )


def _path(pointer: str | None) -> Pointer | None:
    """The path of a JSON Pointer; what looks like a number is one, as keys of records do not."""
    if pointer is None:
        return None
    return tuple(int(key) if key.isdecimal() else key for key in keys_of(pointer))
