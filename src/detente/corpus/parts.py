"""The parts of the output: Parquet files that are written aside and then moved to their place."""

import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from detente.corpus.engine import arrow, parquet
from detente.corpus.layout import schema
from detente.corpus.manifest import COMMITS, WORK, Commit, Line, is_part, write_commit
from detente.errors import InputError
from detente.files import opened

_ROWS: Final = 65_536
"""Rows that are kept in memory before they are written: a row group. Larger groups are read faster,
and all tables of a chunk together stay below 100 MB."""

_BATCHES: Final = 20
"""Batches of a table that are held before they are joined: each column of a small one takes far more memory
than its rows do. A guess."""

EMPTY: Final = "empty"
"""The name of the part of a table of which no file has a row."""


def path_of(out: Path, table: str, part: str) -> Path:
    """Where a part is."""
    return out / table / f"{part}.parquet"


class PartWriter:
    """The parts of one chunk, one for each table that has rows."""

    def __init__(self, out: Path, part: str) -> None:
        """Take a folder for what is not finished. Raises ``OSError``."""
        self.out = out
        self.part = part
        self._folder = out / WORK / part
        shutil.rmtree(self._folder, ignore_errors=True)  # of a run that was interrupted
        self._folder.mkdir(parents=True)
        self._writers: dict[str, Any] = {}
        self._held: dict[str, list[Any]] = defaultdict(list)
        self._waiting: dict[str, int] = defaultdict(int)
        self._rows: dict[str, int] = defaultdict(int)

    def add(self, batches: Mapping[str, Any]) -> None:
        """Add rows, as record batches by table. Raises ``OSError``."""
        for table, batch in batches.items():
            self._held[table].append(batch)
            self._waiting[table] += batch.num_rows
            self._rows[table] += batch.num_rows
            if self._waiting[table] >= _ROWS:
                self._flush(table)
            elif len(self._held[table]) >= _BATCHES:
                self._held[table] = self._joined(table).to_batches()

    def _flush(self, table: str) -> None:
        if table not in self._writers:
            self._writers[table] = parquet().ParquetWriter(
                self._folder / f"{table}.parquet", schema(table), compression="zstd"
            )
        self._writers[table].write_table(self._joined(table), row_group_size=_ROWS)
        self._waiting[table] = 0

    def _joined(self, table: str) -> Any:
        """The rows that are held, in one piece; they are held no longer."""
        held = self._held.pop(table)
        return arrow().Table.from_batches(held, schema=schema(table)).combine_chunks()

    def commit(self, lines: Iterable[Line], replaces: str | None = None) -> Commit:
        """Write what is left, move the parts to their places, and last say so. Raises ``OSError``."""
        for table in list(self._held):
            self._flush(table)
        for writer in self._writers.values():
            writer.close()
        for table in self._writers:
            target = path_of(self.out, table, self.part)
            target.parent.mkdir(exist_ok=True)
            (self._folder / f"{table}.parquet").replace(target)
        made = Commit(
            part=self.part, tables=dict(self._rows), replaces=replaces, lines=tuple(lines)
        )
        write_commit(self.out, made)
        shutil.rmtree(self._folder, ignore_errors=True)
        return made


def batches_of(tables: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Rows as record batches by table.

    Raises ``ValueError`` or ``OverflowError`` for a value that no column can hold as it is.
    """
    pa = arrow()
    return {
        table: pa.RecordBatch.from_pylist(rows, schema=schema(table))
        for table, rows in tables.items()
        if rows
    }


def batches_in(path: Path, table: str, names: Collection[str]) -> Iterator[Any]:
    """What a part holds in some columns of its table, piece by piece.

    Raises ``OSError``, ``InputError`` if it is no part of this table.
    """
    wanted = [field for field in schema(table) if field.name in names]
    try:
        with opened(path) as stream:
            file = parquet().ParquetFile(stream)
            held = {field.name: field.type for field in file.schema_arrow}
            if any(held.get(field.name) != field.type for field in wanted):
                raise InputError(str(path), _DAMAGED)
            yield from file.iter_batches(columns=[field.name for field in wanted])
    except arrow().ArrowException as error:
        raise InputError(str(path), _DAMAGED) from error


_DAMAGED: Final = (
    "it is damaged, or not made by detente corpus; make the corpus anew, in a new folder"
)


def without(out: Path, commit: Commit, files: Collection[str], part: str) -> Commit:
    """Write the parts of a commit again without the rows of some files, under another name.

    Raises ``OSError``.
    """
    pa = arrow()
    writer = PartWriter(out, part)
    left_out = pa.array(sorted(files), pa.string())
    for table in commit.tables:
        for batch in batches_in(path_of(out, table, commit.part), table, schema(table).names):
            is_in = pa.compute.is_in(batch.column("file"), left_out)
            kept = batch.filter(pa.compute.invert(is_in))
            if kept.num_rows:
                writer.add({table: kept.cast(schema(table))})
    lines = [attrs.evolve(line, part=part) for line in commit.lines if line.file not in files]
    return writer.commit(lines, replaces=commit.part)


def remove(out: Path, commit: Commit) -> None:
    """Remove a commit, and then its parts: without the commit they do not count."""
    (out / COMMITS / f"{commit.part}.jsonl").unlink(missing_ok=True)
    for table in commit.tables:
        path_of(out, table, commit.part).unlink(missing_ok=True)


def sweep(out: Path, tables: Iterable[str], commits: Collection[Commit]) -> None:
    """Remove what an interrupted run left: parts without a commit, and unfinished ones."""
    known = {commit.part for commit in commits} | {EMPTY}
    for table in tables:
        for path in (out / table).glob("*.parquet"):
            if path.stem not in known and is_part(path.stem):
                path.unlink()
    shutil.rmtree(out / WORK, ignore_errors=True)


def fill(out: Path, tables: Iterable[str], commits: Collection[Commit]) -> None:
    """Give each table without rows a part with its columns, and only such a table."""
    filled = {table for commit in commits for table in commit.tables}
    for table in tables:
        path = path_of(out, table, EMPTY)
        if table in filled:
            path.unlink(missing_ok=True)
        elif not path.exists():
            path.parent.mkdir(exist_ok=True)
            aside = out / WORK / f"{EMPTY}-{table}.parquet"
            aside.parent.mkdir(exist_ok=True)
            parquet().write_table(schema(table).empty_table(), aside)
            aside.replace(path)
