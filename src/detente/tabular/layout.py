"""The layout of a dataset as relational tables: which there are, and their columns.

The tables are derived from the records: one for each array of the file, one for each list in a
record, in a record of that list, and so on. A row of a list names its owner and its position ``n``
in the list, counted from 0; so nothing depends on the order of the rows. A record that stands alone
in another (a time, a place) becomes columns of its owner with its name in front.

An id that may name several kinds of record points at the table ``records``, in which every id
stands: one column that joins with any of the tables, where one column a kind would be empty
mostly and would have to be united again in each query.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from detente.dataset import Dataset
from detente.records import model
from detente.records.kinds import array_of
from detente.statement.row import Statement
from detente.statement.timeline import EventRow
from detente.tabular import flat
from detente.tabular.flat import STATEMENTS, TIMELINE

Type = Literal["string", "integer", "number", "boolean"]

RECORDS, FILE = "records", "file"
DERIVED = (STATEMENTS, TIMELINE, RECORDS)
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
    """The path to the field from the row's record, empty if the row is one value of a list."""
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
    """The path to the list from the owner's record; of a table without owner, the array."""
    parts: tuple["Table", ...] = ()
    """The tables of the lists in its records."""


@cache
def layout() -> tuple[Table, ...]:
    """All tables, the same for every dataset: the flat ones first, then owners before what they own."""
    order = {field.name: n for n, field in enumerate(model.describe(Dataset).fields)}
    arrays = list(_arrays())
    for table in arrays:  # grows while it is walked
        arrays += table.parts
    arrays.sort(key=lambda table: order[table.name.partition("_")[0]])
    return (_statements(), _timeline(), _records(), _file(), *arrays)


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
    text, docs = model.documentation(Dataset)
    fields = [f for f in model.describe(Dataset).fields if f.base != "record"]
    columns = tuple(_column(f, (f,), f.name, docs[f.name], required=f.required) for f in fields)
    return Table(FILE, _markdown(f"One row: the head of the file. {text}"), columns, ())


def _statements() -> Table:
    return _flat(
        STATEMENTS,
        Statement,
        required=("holder", "commitment", "text", "id", "kind", "article", "evidence"),
        targets={"side": "actors", "id": RECORDS, "judged": RECORDS, "article": "articles"},
    )


def _timeline() -> Table:
    return _flat(
        TIMELINE,
        EventRow,
        required=(
            *("id", "label", "type", "status", "holder", "commitment"),
            *("article", "article_commitment", "evidence"),
        ),
        targets={"id": "events", "side": "actors", "article": "articles"},
    )


def _flat(name: str, cls: type, *, required: Collection[str], targets: Mapping[str, str]) -> Table:
    """A table of rows of a class, lists and all."""
    description, docs = model.documentation(cls)
    attributes = flat.ATTRIBUTES[name]
    columns = [_position(f"the list of {name}")]
    for column in flat.columns(attributes):
        of = column.removesuffix(flat.LABEL)
        text = docs.get(attributes[of]) or getattr(cls, attributes[of]).__doc__ or ""
        text = " ".join(text.split())
        if of != column:
            text = f"What `{of}` is called, for people to read."
        if of in flat.LISTS:
            separated = "blanks" if of == column else "semicolons"
            text += (
                f"{' Each *start*-*end*.' if of == 'evidence' else ''} Separated by {separated}."
            )
        columns.append(
            Column(column, "string", _markdown(text), of in required, target=targets.get(column))
        )
    return Table(name, _markdown(description), tuple(columns), ("n",))


def _arrays() -> Iterator[Table]:
    _, docs = model.documentation(Dataset)
    for field in model.describe(Dataset).fields:
        if field.base != "record":
            continue
        description, _ = model.documentation(field.type)
        values, lists = _flattened(field.type)
        (kind,) = (f.key_of for f in model.describe(field.type).fields if f.key_of)
        name = array_of(kind)
        positions = [_position(f"the array `{name}` of the file")] if field.many else []
        owner = Column(kind, "string", f"The {kind}.", required=True, target=name)
        yield Table(
            name,
            _markdown(f"{docs[field.name]} {description}"),
            (values[0]._replace(target=RECORDS), *positions, *values[1:]),
            ("id",),
            path=(field,),
            parts=tuple(_list(name, (owner,), *part) for part in lists),
        )


_ListField = tuple[str, tuple[model.Field, ...], str]
"""A list in a record: its name, the path to it, what it says."""


def _list(
    owner: str, keys: tuple[Column, ...], name: str, path: tuple[model.Field, ...], text: str
) -> Table:
    """The table of a list."""
    field = path[-1]
    whole, one = f"{owner}_{name}", _singular(name)
    values: list[Column]
    lists: list[_ListField]
    if field.base == "record":
        description, _ = model.documentation(field.type)
        text = f"{text} {description}"
        values, lists = _flattened(field.type)
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
        tuple(_list(whole, (*keys, ordinal), *part) for part in lists),
    )


def _flattened(
    cls: type, path: tuple[model.Field, ...] = (), prefix: str = "", text: str = ""
) -> tuple[list[Column], list[_ListField]]:
    """The columns and the lists of a record, those of single records in it included."""
    _, docs = model.documentation(cls)
    columns: list[Column] = []
    lists: list[_ListField] = []
    for field in model.describe(cls).fields:
        path_here = (*path, field)
        name = prefix + field.name
        description = f"{text} {docs[field.name]}".strip()
        if field.many:
            lists.append((name, path_here, description))
        elif field.base == "record":
            more_columns, more_lists = _flattened(field.type, path_here, f"{name}_", description)
            columns += more_columns
            lists += more_lists
        else:
            # A truth value is always written, where there is a record to have it.
            required = all(f.required for f in path) and (field.required or field.base == "bool")
            columns.append(_column(field, path_here, name, description, required=required))
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
