"""A dataset as relational tables, and back again without loss.

The tables are derived from the records: one for each array of the file, one for each list in a
record, in a record of that list, and so on. A row of a list names its owner and its position ``n``
in the list, counted from 0; so nothing depends on the order of the rows. A record that stands alone
in another (a time, a place) becomes columns of its owner with its name in front.

An id that may name several kinds of record points at the table ``records``, in which every id
stands: one column that joins with any of the tables, where one column a kind would be empty
mostly and would have to be united again in each query.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from typing import Any, Literal, NamedTuple

from detente.codec.encode import encode
from detente.dataset import Dataset
from detente.errors import AmbiguousIdError, StructureError
from detente.records import model
from detente.records.kinds import array_of, kind_of
from detente.statement import Statement

Type = Literal["string", "integer", "number", "boolean"]

Row = dict[str, Any]
Rows = list[Row]

RECORDS, STATEMENTS, FILE = "records", "statements", "file"
DERIVED = (RECORDS, STATEMENTS)
"""Tables for convenience: what they say follows from the others."""

_TYPES: dict[str, Type] = {"int": "integer", "number": "number", "bool": "boolean"}


class Column(NamedTuple):
    """One column of a table."""

    name: str
    """Its name."""
    type: Type
    """What a cell holds; dates, ids, values of vocabularies and JSON are strings."""
    description: str
    """What it says, in Markdown."""
    required: bool
    """Whether every row has it."""
    field: model.Field | None = None
    """The field of the record; none for positions and for what names the owner."""
    path: tuple[model.Field, ...] | None = None
    """The way to the field from the row's record, empty if the row is one value of a list."""
    target: str | None = None
    """The table whose ids it holds."""


class Table(NamedTuple):
    """One table."""

    name: str
    """Its name."""
    description: str
    """What a row is, in Markdown."""
    columns: tuple[Column, ...]
    """The columns, in their order."""
    key: tuple[str, ...]
    """The columns that tell the rows apart; empty for the one row of ``file``."""
    owner: str | None = None
    """The table whose records have the list that the rows stand in."""
    owner_key: tuple[str, ...] = ()
    """The columns that name the owner, in the order of its key."""
    path: tuple[model.Field, ...] = ()
    """The way to the list from the owner's record; of a table without owner, the array."""
    parts: tuple["Table", ...] = ()
    """The tables of the lists in its records."""


# --- the layout ------------------------------------------------------------------------------------


@cache
def layout() -> tuple[Table, ...]:
    """All tables, the same for every dataset, owners before what they own."""
    found = [_records(), _file(), *_arrays()]
    for table in found:  # grows while it is walked
        found += table.parts
    order = {array: n for n, array in enumerate(_fields(Dataset))}
    found[2:] = sorted(found[2:], key=lambda t: order[t.name.partition("_")[0]])
    return (*found, _statements())


def _fields(cls: Any) -> dict[str, model.Field]:
    return {field.name: field for field in model.describe(cls).fields}


def _records() -> Table:
    return Table(
        RECORDS,
        "Every record that has an id.",
        (
            Column("id", "string", "The id.", required=True),
            Column(
                "kind", "string", "What the id names: its part before the colon.", required=True
            ),
        ),
        ("id",),
    )


def _file() -> Table:
    described, docs = model.documentation(Dataset)
    fields = [f for f in model.describe(Dataset).fields if f.base != "record"]
    columns = tuple(_column(f, (f,), f.name, docs[f.name], required=f.required) for f in fields)
    return Table(FILE, _markdown(f"One row: the head of the file. {described}"), columns, ())


_FLAT = (
    "holder",
    "commitment",
    "id",
    "kind",
    "text",
    "about",
    "as_of",
    "article",
    "evidence",
    "via",
)
"""What ``Statement.to_dict`` gives."""


def _statements() -> Table:
    described, docs = model.documentation(Statement)
    several = " Separated by blanks."
    more = {"about": several, "via": several, "evidence": f" Each *start*-*end*.{several}"}
    targets = {"id": RECORDS, "article": "articles"}
    columns = [_position("the list of statements")]
    for name in _FLAT:
        text = docs.get(name) or " ".join((getattr(Statement, name).__doc__ or "").split())
        text = _markdown(text + more.get(name, ""))
        required = name not in ("about", "as_of", "via")
        columns.append(Column(name, "string", text, required, target=targets.get(name)))
    return Table(STATEMENTS, _markdown(described), tuple(columns), ("n",))


def _arrays() -> Iterator[Table]:
    _, docs = model.documentation(Dataset)
    for field in model.describe(Dataset).fields:
        if field.base != "record":
            continue
        described, _ = model.documentation(field.type)
        values, lists = _spread(field.type)
        (kind,) = (f.key_of for f in model.describe(field.type).fields if f.key_of)
        name = array_of(kind)
        positions = [_position(f"the array `{name}` of the file")] if field.many else []
        owner = Column(kind, "string", f"The {kind}.", required=True, target=name)
        yield Table(
            name,
            _markdown(f"{docs[field.name]} {described}"),
            (values[0]._replace(target=RECORDS), *positions, *values[1:]),
            ("id",),
            path=(field,),
            parts=tuple(_list(name, (owner,), *found) for found in lists),
        )


_Found = tuple[str, tuple[model.Field, ...], str]
"""A list in a record: its name, the way to it, what it says."""


def _list(owner: str, keys: tuple[Column, ...], name: str, path: Any, text: str) -> Table:
    """The table of a list."""
    field: model.Field = path[-1]
    whole, one = f"{owner}_{name}", _singular(name)
    values: list[Column]
    lists: list[_Found]
    if field.base == "record":
        described, _ = model.documentation(field.type)
        text = f"{text} {described}"
        values, lists = _spread(field.type)
    else:
        values, lists = [_column(field, (), _singular(field.name), text, required=True)], []
    ordinal = Column(one, "integer", f"Position of the {one}, from 0.", required=True)
    return Table(
        whole,
        _markdown(text),
        # Only the owner's own key need point at it; what that names is the owner's affair.
        (*(key._replace(target=None) for key in keys), _position("the list"), *values),
        (*(key.name for key in keys), "n"),
        owner,
        tuple(key.name for key in keys),
        path,
        tuple(_list(whole, (*keys, ordinal), *found) for found in lists),
    )


def _spread(
    cls: Any, path: tuple[model.Field, ...] = (), before: str = "", text: str = ""
) -> tuple[list[Column], list[_Found]]:
    """The columns and the lists of a record, those of single records in it included."""
    _, docs = model.documentation(cls)
    columns: list[Column] = []
    lists: list[_Found] = []
    for field in model.describe(cls).fields:
        way = (*path, field)
        name = before + field.name
        said = f"{text} {docs[field.name]}".strip()
        if field.many:
            lists.append((name, way, said))
        elif field.base == "record":
            more, within = _spread(field.type, way, f"{name}_", said)
            columns += more
            lists += within
        else:
            # A truth value is always written, where there is a record to have it.
            required = all(f.required for f in path) and (field.required or field.base == "bool")
            columns.append(_column(field, way, name, said, required=required))
    return columns, lists


def _column(
    field: model.Field, path: tuple[model.Field, ...], name: str, text: str, *, required: bool
) -> Column:
    several = RECORDS if field.refs else None
    target = array_of(field.refs[0]) if len(field.refs) == 1 else several
    type_ = _TYPES.get(field.base, "string")
    return Column(name, type_, _markdown(text), required, field, path, target)


def _position(where: str) -> Column:
    return Column("n", "integer", f"Position in {where}, from 0.", required=True)


def _singular(name: str) -> str:
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name.removesuffix("s")


def _markdown(text: str) -> str:
    return text.replace("``", "`")


# --- records to rows -------------------------------------------------------------------------------


def tables(dataset: Dataset) -> dict[str, Rows]:
    """A dataset as tables: names of tables to rows, rows as dicts of columns.

    All tables of ``layout()`` are there, in its order, some of them without rows, and every row
    has every column. Cells are strings, whole numbers, other numbers, truth values, or ``None``
    where there is nothing; extensions are JSON. ``from_tables`` is the inverse.

    Raises ``AmbiguousIdError`` if two records have one id, ``NewerVersionError`` and
    ``UnwritableError`` for a dataset that could not be written to a file either.
    """
    encode(dataset, compact=True)
    if dataset._doubly_defined:
        raise AmbiguousIdError(min(dataset._doubly_defined))
    found: dict[str, Rows] = {table.name: [] for table in layout()}
    kinds = [(record.id, kind_of(record.id)) for record in dataset]
    found[RECORDS] = [{"id": id_, "kind": kind} for id_, kind in kinds]
    for table in layout():
        if table.name == FILE:
            _add(found, table, dataset, {})
        elif table.name not in DERIVED and table.owner is None:
            held = getattr(dataset, table.path[0].name)
            many = table.path[0].many
            for n, record in enumerate(held if many else filter(None, [held])):
                _add(found, table, record, {"n": n} if many else {})
    found[STATEMENTS] = [
        {"n": n, **_flat(row)} for n, row in enumerate(dataset.statements().to_dicts())
    ]
    return found


def _add(found: dict[str, Rows], table: Table, record: Any, keys: Row) -> None:
    """Add the row of a record and the rows of its lists."""
    row = {
        column.name: keys[column.name] if column.path is None else _cell(column, record)
        for column in table.columns
    }
    found[table.name].append(row)
    values = [row[name] for name in table.key]
    for part in table.parts:
        owner = dict(zip(part.owner_key, values, strict=True))
        for n, item in enumerate(_reach(record, part.path) or ()):
            _add(found, part, item, {**owner, "n": n})


def _reach(record: Any, path: Iterable[model.Field]) -> Any:
    for field in path:
        if record is None:
            return None
        record = getattr(record, field.name)
    return record


def _cell(column: Column, record: Any) -> Any:
    value = _reach(record, column.path or ())
    base = column.field and column.field.base
    if value is None:
        return None
    if base == "enum":
        return value.value
    if base == "object":
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    return value


def _flat(row: Row) -> Row:
    """A statement without lists."""
    return {
        **row,
        "about": " ".join(row["about"]) or None,
        "evidence": " ".join(f"{start}-{end}" for start, end in row["evidence"]),
        "via": " ".join(row["via"]) or None,
    }


# --- rows to records -------------------------------------------------------------------------------


def from_tables(tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> Dataset:
    """The dataset in some tables, as ``tables`` gives them; the rows may come in any order.

    A cell that is ``None``, not a number (as pandas has it), or not there is absent; a table
    that is not there has no rows. What can be derived, ``records`` and ``statements``, is not
    looked at. Raises ``StructureError`` (a ``ValueError``) for unknown tables and columns, rows
    without owner, gaps in positions, ids that occur twice, and what the loader would refuse.
    """
    from detente.codec.converter import converter

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
    for name, found in rows.items():
        table = known[name]
        if name == FILE or table.owner is not None:
            continue
        _unique(name, [row.get("id") for row in found])
        field = table.path[0]
        if field.many:
            document[field.key] = [_built(table, row, owned) for row in _ordered(name, found)]
        elif found:
            document[field.key] = _built(table, _only(name, found), owned)
    for name, left in owned.items():
        if left:
            msg = f"{name}: no {known[name].owner} has the key {next(iter(left))}"
            raise StructureError(msg)
    dataset: Dataset = converter.structure(document, Dataset)
    return dataset


def _sound(table: Table, row: Mapping[str, Any]) -> Row:
    """The cells of a row that hold something."""
    if not isinstance(row, Mapping):  # what a data frame gives when it is walked over
        msg = f"{table.name}: rows are dicts, as of frame.to_dict('records'), not {row!r:.40}"
        raise StructureError(msg)
    types = {column.name: column.type for column in table.columns}
    found: Row = {}
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
        found[name] = int(value) if whole else value
    return found


_Owned = dict[str, dict[tuple[Any, ...], Rows]]


def _by_owner(table: Table, rows: Rows) -> dict[tuple[Any, ...], Rows]:
    found: dict[tuple[Any, ...], Rows] = defaultdict(list)
    for row in rows:
        found[tuple(row.get(name) for name in table.owner_key)].append(row)
    return found


def _built(table: Table, row: Row, owned: _Owned) -> Any:
    """The record of a row as plain values, or the value if it is one of a list of values."""
    record: Row = {}
    for column in table.columns:
        if column.path is None or column.name not in row:
            continue
        value = row[column.name]
        if not column.path:
            return value
        if column.path[-1].base == "object":
            value = _parsed(table, column, value)
        _container(record, column.path)[column.path[-1].key] = value
    key = tuple(row.get(name) for name in table.key)
    for part in table.parts:
        found = owned[part.name].pop(key, [])
        if found or (part.path[-1].required and len(part.path) == 1):
            ordered = _ordered(part.name, found)
            _container(record, part.path)[part.path[-1].key] = [
                _built(part, item, owned) for item in ordered
            ]
    return record


def _container(record: Row, path: tuple[model.Field, ...]) -> Row:
    """The record that has the field, made if it is not there."""
    for field in path[:-1]:
        record = record.setdefault(field.key, {})
    return record


def _parsed(table: Table, column: Column, value: Any) -> Any:
    try:
        return json.loads(value, object_pairs_hook=_object)
    except (TypeError, ValueError, RecursionError) as error:
        msg = f"{table.name}: {column.name} is no JSON, or has a key twice: {value!r:.80}"
        raise StructureError(msg) from error


def _object(pairs: list[tuple[str, Any]]) -> Row:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _ordered(name: str, rows: Rows) -> Rows:
    found = {row["n"]: row for row in rows if type(row.get("n")) is int}
    if sorted(found) != list(range(len(rows))):
        msg = f"{name}: the positions n of a list are 0, 1, 2, …, each once"
        raise StructureError(msg)
    return [found[n] for n in range(len(rows))]


def _only(name: str, rows: Rows) -> Row:
    if len(rows) != 1:
        msg = f"{name}: one row, not {len(rows)}"
        raise StructureError(msg)
    return rows[0]


def _unique(name: str, ids: list[Any]) -> None:
    seen: set[Any] = set()
    for id_ in ids:
        if id_ in seen:
            msg = f"{name}: {id_} twice"
            raise StructureError(msg)
        seen.add(id_)
