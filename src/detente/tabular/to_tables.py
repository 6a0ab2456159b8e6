"""A dataset to tables. ``from_tables`` is the way back."""

import json
from collections.abc import Iterable
from typing import Any

from detente.codec.encode import dumps
from detente.dataset import Dataset
from detente.errors import AmbiguousIdError
from detente.records import model
from detente.records.kinds import kind_of
from detente.records.labels import Labels
from detente.tabular import flat
from detente.tabular.cells import Row, Rows
from detente.tabular.flat import STATEMENTS, TIMELINE
from detente.tabular.layout import DERIVED, FILE, RECORDS, Column, Table, layout


def tables(dataset: Dataset) -> dict[str, Rows]:
    """A dataset as tables: names of tables to rows, rows as dicts of columns.

    All tables are there, some of them without rows, and every row has every column; the
    documentation lists them. Cells are strings, whole numbers, other numbers, truth values, or
    ``None`` where there is nothing; extensions are JSON. ``from_tables`` is the inverse.

    Args:
        dataset: the dataset.

    Raises:
        AmbiguousIdError: two records have one id.
        NewerVersionError: the dataset is of a newer version of the format.
        UnwritableError: a value could not be written to a file either.
    """
    dumps(dataset, compact=True)
    if dataset._doubly_defined:
        raise AmbiguousIdError(min(dataset._doubly_defined))
    rows: dict[str, Rows] = {table.name: [] for table in layout()}
    rows[RECORDS] = [{"id": record.id, "kind": kind_of(record.id)} for record in dataset]
    for table in layout():
        if table.name == FILE:
            _add(rows, table, dataset, {})
        elif table.name not in DERIVED and table.owner is None:
            field = table.path[0]
            held = getattr(dataset, field.name)
            for n, record in enumerate(held if field.many else filter(None, [held])):
                _add(rows, table, record, {"n": n} if field.many else {})
    labels = Labels(dataset)
    statements = [row.to_dict() for row in dataset.statements()]
    timeline = [row.to_dict() for row in dataset.timeline()]
    for name, held in ((STATEMENTS, statements), (TIMELINE, timeline)):
        for n, row in enumerate(held):
            rows[name].append({"n": n, **flat.cells(flat.labelled(row, labels))})
    return rows


def _add(rows: dict[str, Rows], table: Table, record: Any, keys: Row) -> None:
    """Add the row of a record and the rows of its lists."""
    row = {
        column.name: keys[column.name] if column.path is None else _cell(column, record)
        for column in table.columns
    }
    rows[table.name].append(row)
    key = [row[name] for name in table.key]
    for part in table.parts:
        owner = dict(zip(part.owner_key, key, strict=True))
        for n, item in enumerate(_value_at(record, part.path) or ()):
            _add(rows, part, item, {**owner, "n": n})


def _value_at(record: Any, path: Iterable[model.Field]) -> Any:
    for field in path:
        if record is None:
            return None
        record = getattr(record, field.name)
    return record


def _cell(column: Column, record: Any) -> Any:
    value = _value_at(record, column.path or ())
    base = column.field and column.field.base
    if value is None:
        return None
    if base == "enum":
        return value.value
    if base == "object":
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    return value
