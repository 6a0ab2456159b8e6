"""The tables of a dataset as a folder: CSV, a description of it, Parquet if wanted.

The CSV is that of RFC 4180, in UTF-8 without byte order mark: lines end in CR LF, a cell is quoted
where it must be, quotes in it are doubled. Truth values are ``true`` and ``false``, what is absent is
an empty cell; no value of a dataset is an empty string. Cells are never altered, not even those that
begin with a sign that a spreadsheet takes for the beginning of a formula.
"""

import csv
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from detente.dataset import Dataset
from detente.errors import InputError, StructureError, reason_of
from detente.files import free_folder, new_folder, opened
from detente.tabular import parquet as as_parquet
from detente.tabular.cells import Cell, Row, Rows
from detente.tabular.frictionless import FILE_NAME, descriptor
from detente.tabular.layout import Column, Table, layout
from detente.tabular.to_tables import tables

PathLike = str | os.PathLike[str]


def write_tables(
    dataset: Dataset, folder: PathLike, *, parquet: bool = False, empty: bool = False
) -> dict[str, Rows]:
    """Write the tables of a dataset into a new or empty folder, and return those written.

    ``NAME.csv`` for each table and ``datapackage.json``, which describes them. All or nothing: the
    folder is made beside its place and then moved there.

    A table without rows is left out, and ``read_tables`` takes a missing one to be empty; only if
    a table that is written refers to it, it is there, so that each foreign key has a table.

    Args:
        dataset: the dataset.
        folder: where the folder is to be.
        parquet: whether to write ``NAME.parquet`` for each table too.
        empty: whether to write all tables, also those without rows.

    Raises:
        InputError: the folder cannot be made or is not empty.
        MissingExtraError: pyarrow is needed and not installed.
        DetenteError: what ``tables`` raises.
    """
    target = free_folder(folder)
    if parquet:
        as_parquet.engine()
    rows = tables(dataset)
    if not empty:
        rows = _needed(rows)
    written = [table for table in layout() if table.name in rows]
    with new_folder(target) as temporary:
        for table in written:
            _write_csv(temporary / f"{table.name}.csv", table, rows[table.name])
            if parquet:
                as_parquet.write(table, rows[table.name], temporary / f"{table.name}.parquet")
        described = json.dumps(descriptor(dataset, written), indent=2, ensure_ascii=False)
        (temporary / FILE_NAME).write_bytes(f"{described}\n".encode())
    return rows


def _needed(rows: Mapping[str, Rows]) -> dict[str, Rows]:
    """The tables that have rows, and those that these refer to."""
    by_name = {table.name: table for table in layout()}
    names = [name for name, held in rows.items() if held]
    for name in names:  # grows while it is walked
        table = by_name[name]
        targets = {table.owner, *(column.target for column in table.columns)}
        names += sorted(target for target in targets - {None, *names} if target is not None)
    return {name: held for name, held in rows.items() if name in names}


# --- CSV -------------------------------------------------------------------------------------------


def _write_csv(path: Path, table: Table, rows: Rows) -> None:
    with path.open("x", encoding="utf-8", newline="") as file:
        write_csv(file, [column.name for column in table.columns], rows)


def write_csv(
    file: TextIO, names: Sequence[str], rows: Iterable[Mapping[str, Cell]], end: str = "\r\n"
) -> None:
    """Write rows as CSV, with the names of the columns first."""
    writer = csv.writer(file, lineterminator=end)
    writer.writerow(names)
    writer.writerows([_written(row[name]) for name in names] for row in rows)


def _written(cell: Cell) -> Cell:
    return str(cell).lower() if isinstance(cell, bool) else cell


def read_tables(folder: PathLike) -> dict[str, Rows]:
    """The tables in a folder of CSV, as ``write_tables`` writes it, for ``detente.from_tables``.

    Columns are found by their names; tables that are not there are left out. Raises ``InputError``
    if a file cannot be read, ``StructureError`` for what is no such table.
    """
    rows = {}
    with _any_length():
        for table in layout():
            path = Path(folder) / f"{table.name}.csv"
            try:
                if path.exists():
                    rows[table.name] = list(_read_csv(path, table))
            except OSError as error:
                raise InputError(str(path), reason_of(error)) from error
            except (csv.Error, UnicodeDecodeError) as error:
                raise InputError(str(path), str(error)) from error
    if not rows:
        raise InputError(str(folder), "no tables in it")
    return rows


@contextmanager
def _any_length() -> Iterator[None]:
    """Read cells of any length; the limit of the csv module is one for the whole program."""
    before = csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _read_csv(path: Path, table: Table) -> Iterator[Row]:
    columns = {column.name: column for column in table.columns}
    # A spreadsheet may have put a byte order mark in front.
    with TextIOWrapper(opened(path), encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file, strict=True)
        names = next(lines, [])
        for name in names:
            if name not in columns or names.count(name) > 1:
                msg = f"{path.name}: column {name!r} is unknown or there twice"
                raise StructureError(msg)
        for line in lines:
            if len(line) != len(names):
                msg = f"{path.name}: line {lines.line_num}: {len(line)} cells of {len(names)}"
                raise StructureError(msg)
            cells = zip(names, line, strict=True)
            yield {
                name: _read(columns[name], cell, f"{path.name}: line {lines.line_num}")
                for name, cell in cells
            }


_WHOLE = re.compile(r"-?[0-9]+")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def _read(column: Column, cell: str, where: str) -> Cell:
    if cell == "":
        return None
    if column.type == "string":
        return cell
    try:
        if column.type == "boolean":
            return {"true": True, "false": False}[cell]
        if _WHOLE.fullmatch(cell):
            return int(cell)
        if column.type == "number" and _NUMBER.fullmatch(cell):
            return float(cell)
    except (KeyError, ValueError):  # neither true nor false; too many digits
        pass
    msg = f"{where}: {column.name} is no {column.type}: {cell!r:.40}"
    raise StructureError(msg)
