"""A dataset to tables. ``from_tables`` is the way back."""

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from detente.codec.encode import dumps
from detente.collector import no_collection
from detente.dataset import Dataset, require_unambiguous
from detente.diagnostics import Path
from detente.records import model
from detente.records.kinds import kind_of
from detente.records.labels import Labels
from detente.statement.rows import iter_statements
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
    rows: dict[str, Rows] = {table.name: [] for table in layout()}
    with no_collection():
        for name, row in iter_tables(dataset):
            rows[name].append(row)
    return rows


def iter_tables(dataset: Dataset) -> Iterator[tuple[str, Row]]:
    """The rows of ``tables`` one at a time, each with the name of its table.

    A record's rows come before those of its lists, otherwise tables are mixed. Only the timeline,
    which is sorted, is in memory as a whole.

    Args:
        dataset: the dataset.

    Raises:
        AmbiguousIdError, NewerVersionError, UnwritableError: as ``tables``, before the first row.
    """
    dumps(dataset, compact=True)
    require_unambiguous(dataset)
    return _rows(dataset)


def _rows(dataset: Dataset) -> Iterator[tuple[str, Row]]:
    for record in dataset:
        yield RECORDS, {"id": record.id, "kind": kind_of(record.id)}
    for placed in places(dataset):
        yield placed.table.name, placed.row
    labels = Labels(dataset)
    for n, said in enumerate(iter_statements(dataset)):
        yield STATEMENTS, {"n": n, **flat.cells(flat.labelled(said.to_dict(), labels))}
    for n, told in enumerate(dataset.timeline()):
        yield TIMELINE, {"n": n, **flat.cells(flat.labelled(told.to_dict(), labels))}


class Placed(NamedTuple):
    """A row, and where in the dataset it comes from."""

    table: Table
    """The table that it is a row of."""
    row: Row
    """The row."""
    values: tuple[Any, ...]
    """The record with an id, the parts of it on the way, and last what the row is of."""
    path: Path
    """From the record to what the row is of."""


def places(dataset: Dataset, wanted: Collection[str] | None = None) -> Iterator[Placed]:
    """The rows of the tables that are not derived from others, owners before what they own.

    ``wanted``: the names of tables, with those of their owners; ``None`` for all.
    """
    for table in layout():
        if table.name in DERIVED or table.owner is not None or _left_out(table, wanted):
            continue
        if table.name == FILE:
            yield from _placed(table, (dataset,), (), {}, wanted)
            continue
        field = table.path[0]
        held = getattr(dataset, field.name)
        for n, record in enumerate(held if field.many else filter(None, [held])):
            yield from _placed(table, (record,), (), {"n": n} if field.many else {}, wanted)


def _left_out(table: Table, wanted: Collection[str] | None) -> bool:
    return wanted is not None and table.name not in wanted


def _placed(
    table: Table,
    values: tuple[Any, ...],
    path: Path,
    keys: Row,
    wanted: Collection[str] | None,
) -> Iterator[Placed]:
    """The row of a record and the rows of its lists."""
    record = values[-1]
    row = {
        column.name: keys[column.name] if column.path is None else cell(column, record)
        for column in table.columns
    }
    yield Placed(table, row, values, path)
    key = [row[name] for name in table.key]
    for part in table.parts:
        if _left_out(part, wanted):
            continue
        owner = dict(zip(part.owner_key, key, strict=True))
        names = tuple(field.name for field in part.path)
        for n, item in enumerate(value_at(record, part.path) or ()):
            here = (*path, *names, n)
            yield from _placed(part, (*values, item), here, {**owner, "n": n}, wanted)


def value_at(record: Any, path: Iterable[model.Field]) -> Any:
    """What a record has at a path of fields; ``None`` where something on the way is absent."""
    for field in path:
        if record is None:
            return None
        record = getattr(record, field.name)
    return record


def cell(column: Column, record: Any) -> Any:
    """What a record has in a column."""
    value = value_at(record, column.path or ())
    base = column.field and column.field.base
    if value is None:
        return None
    if base == "enum":
        return value.value
    if base == "object":
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    return value
