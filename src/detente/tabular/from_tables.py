"""Tables to a dataset. ``tables`` is the way there."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from detente.codec.converter import converter
from detente.dataset import Dataset
from detente.errors import StructureError
from detente.records import model
from detente.tabular.cells import Cell, Row, Rows
from detente.tabular.layout import DERIVED, FILE, Column, Table, layout


def from_tables(tables: Mapping[str, Iterable[Mapping[str, object]]]) -> Dataset:
    """The dataset in some tables, as ``tables`` gives them; the rows may come in any order.

    A cell that is ``None``, not a number (as pandas has it), or not there is absent; a table
    that is not there has no rows. What can be derived (``statements``, ``timeline``, ``records``)
    is not looked at.

    Args:
        tables: names of tables to rows, rows as mappings of columns to cells. Cells are strings,
            numbers, truth values or members of enums.

    Raises:
        StructureError: a table or column is unknown, a row has no owner, positions in a list have
            gaps, an id occurs twice, or the loader would refuse the records. A ``ValueError``.
    """
    known = {table.name: table for table in layout()}
    for name in tables:
        if name not in known:
            msg = f"no table {name}"
            raise StructureError(msg)
    rows = {
        name: [_sound(table, row) for row in tables.get(name, ())]
        for name, table in known.items()
        if name not in DERIVED
    }
    owned = {name: _by_owner(table, rows[name]) for name, table in known.items() if table.owner}
    document = _built(known[FILE], _only(FILE, rows[FILE]), owned) if rows[FILE] else {}
    for name, table in known.items():
        if name == FILE or name in DERIVED or table.owner is not None:
            continue
        _unique(name, [row.get("id") for row in rows[name]])
        field = table.path[0]
        if field.many:
            ordered = _ordered(name, rows[name])
            document[field.key] = [_built(table, row, owned) for row in ordered]
        elif rows[name]:
            document[field.key] = _built(table, _only(name, rows[name]), owned)
    for name, left in owned.items():
        if left:
            msg = f"{name}: no {known[name].owner} has the key {next(iter(left))}"
            raise StructureError(msg)
    dataset: Dataset = converter.structure(document, Dataset)
    return dataset


def _sound(table: Table, row: Mapping[str, object]) -> Row:
    """The cells of a row that hold something."""
    if not isinstance(row, Mapping):  # what a data frame gives when it is walked over
        msg = f"{table.name}: rows are dicts, as of frame.to_dict('records'), not {row!r:.40}"
        raise StructureError(msg)
    types = {column.name: column.type for column in table.columns}
    cells: Row = {}
    for name, cell in row.items():
        value = cell.value if isinstance(cell, Enum) else cell
        if name not in types:
            msg = f"{table.name}: no column {name}"
            raise StructureError(msg)
        if value is not None and not isinstance(value, str | int | float):
            msg = f"{table.name}: {name} is a {type(value).__name__}, which is no cell"
            raise StructureError(msg)
        if value is None or value != value:  # noqa: PLR0124  what is not a number
            continue
        # A whole number is written as such in a file; columns of numbers often know only one kind.
        whole = types[name] == "number" and isinstance(value, float) and value.is_integer()
        cells[name] = int(value) if whole else value
    return cells


_Object = dict[str, Any]
"""An object of JSON."""

_Owned = dict[str, dict[tuple[Cell, ...], Rows]]
"""The rows of each table by the keys of their owners; taken out as they are used."""


def _by_owner(table: Table, rows: Rows) -> dict[tuple[Cell, ...], Rows]:
    by_owner: dict[tuple[Cell, ...], Rows] = defaultdict(list)
    for row in rows:
        by_owner[tuple(row.get(name) for name in table.owner_key)].append(row)
    return by_owner


def _built(table: Table, row: Row, owned: _Owned) -> Any:
    """The record of a row as plain values, or the value if it is one of a list of values."""
    record: _Object = {}
    for column in table.columns:
        if column.path is None or column.name not in row:
            continue
        cell = row[column.name]
        if not column.path:
            return cell
        field = column.path[-1]
        value = _parsed(table, column, cell) if field.base == "object" else cell
        _container(record, column.path)[field.key] = value
    key = tuple(row.get(name) for name in table.key)
    for part in table.parts:
        rows, field = owned[part.name].pop(key, []), part.path[-1]
        if rows or (field.required and len(part.path) == 1):
            items = [_built(part, item, owned) for item in _ordered(part.name, rows)]
            _container(record, part.path)[field.key] = items
    return record


def _container(record: _Object, path: tuple[model.Field, ...]) -> _Object:
    """The record that has the field, made if it is not there."""
    for field in path[:-1]:
        record = record.setdefault(field.key, {})
    return record


def _parsed(table: Table, column: Column, cell: Cell) -> Any:
    try:
        return json.loads(cell, object_pairs_hook=_object)  # type: ignore[arg-type]
    except (TypeError, ValueError, RecursionError) as error:
        msg = f"{table.name}: {column.name} is no JSON, or has a key twice: {cell!r:.80}"
        raise StructureError(msg) from error


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError
    return members


def _ordered(name: str, rows: Rows) -> Rows:
    by_position = {row["n"]: row for row in rows if type(row.get("n")) is int}
    if by_position.keys() != set(range(len(rows))):
        msg = f"{name}: the positions n of a list are 0, 1, 2, …, each once"
        raise StructureError(msg)
    return [by_position[n] for n in range(len(rows))]


def _only(name: str, rows: Rows) -> Row:
    if len(rows) != 1:
        msg = f"{name}: one row, not {len(rows)}"
        raise StructureError(msg)
    return rows[0]


def _unique(name: str, ids: list[Cell]) -> None:
    for id_, number in Counter(ids).items():
        if number > 1:
            msg = f"{name}: {id_} twice"
            raise StructureError(msg)
