"""The tables as Parquet, for programs that read columns. Needs ``pip install 'detente[tables]'``."""

from importlib import import_module
from pathlib import Path
from typing import Any

from detente.errors import MissingExtraError, UnwritableError
from detente.tabular.cells import Rows
from detente.tabular.layout import Column, Table


def engine() -> tuple[Any, Any]:
    """What writes Parquet: pyarrow and its module; raises ``MissingExtraError``."""
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtraError("pyarrow", "tables") from error


def write(table: Table, rows: Rows, path: Path) -> None:
    """Write one table with types kept: strings, 64-bit whole numbers, truth values, 64-bit numbers.

    Raises ``UnwritableError`` for a number that does not fit: what Parquet holds is what the
    dataset says, or nothing.
    """
    pa, parquet = engine()
    types = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
    }
    fields, columns = [], []
    for column in table.columns:
        values = [_fitting(table, column, row[column.name]) for row in rows]
        columns.append(pa.array(values, type=types[column.type]))
        fields.append(
            pa.field(
                column.name,
                types[column.type],
                nullable=not column.required,
                metadata={"description": column.description},
            )
        )
    schema = pa.schema(fields, metadata={"description": table.description})
    # A table without rows has no group of rows: some programs fail on one that is empty.
    with parquet.ParquetWriter(path, schema) as writer:
        if rows:
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


_LONG = 2**63


def _fitting(table: Table, column: Column, value: Any) -> Any:
    if value is None or column.type in ("string", "boolean"):
        return value
    if column.type == "integer" and -_LONG <= value < _LONG:
        return value
    if column.type == "number" and _exact(value):
        return float(value)
    msg = (
        f"{table.name}: {column.name} {value!r:.40} fits no 64-bit number of Parquet; CSV holds it"
    )
    raise UnwritableError(msg)


def _exact(value: float) -> bool:
    try:
        return float(value) == value
    except OverflowError:
        return False
