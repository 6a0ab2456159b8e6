"""The tables of a corpus and their columns, derived from the records and from the flat rows.

Each row begins with its origin: ``file``, ``record`` (the id of the record) and ``path`` (a JSON
Pointer from the record to what the row is of). Unlike the tables of one dataset, lists are lists here:
one of values holds strings, one of records structs. The same for every corpus, so that parts that
were written apart, some of them without rows, are one table.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from detente.corpus.engine import arrow
from detente.diagnostics import Diagnostic, Severity
from detente.records import Span
from detente.records.model import describe
from detente.tabular import flat
from detente.tabular.layout import Column, Table, layout

if TYPE_CHECKING:  # it is an extra
    import pyarrow as pa  # type: ignore[import-untyped, unused-ignore]

STATEMENTS, EVENTS, SPANS, FINDINGS = "statements", "events", "spans", "findings"

SOURCES: Final[Mapping[str, str]] = {
    STATEMENTS: flat.STATEMENTS,
    EVENTS: flat.TIMELINE,
    "participants": "events_accounts_participants",
    "claims": "claims",
    "links": "links",
    "phases": "relations_accounts_phases",
    "factors": "relations_accounts_factors",
    "actors": "actors",
    "issues": "issues",
    "articles": "articles",
}
"""The tables with the tables of one dataset (``detente.tabular``) that their rows are those of."""

NAMES: Final = {table: name for name, table in SOURCES.items() if name not in (STATEMENTS, EVENTS)}
"""The tables of one dataset whose rows are taken, with the names of ours."""

TABLES: Final = (*SOURCES, SPANS, FINDINGS)
"""The names of all tables."""

LABELLED: Final = ("actors", "issues", "articles")
"""The tables whose rows say what their record is called."""

RELATIONS: Final = ("phases", "factors")
"""The tables whose rows name the parties of their relation."""

VOICED: Final = ("participants", *RELATIONS)
"""The tables whose rows name the article that says so."""


class Shape(NamedTuple):
    """What a column holds."""

    type: str
    """``string``, ``integer``, ``number`` or ``boolean``; ``struct`` for parts of a record."""
    many: bool = False
    """Whether it is a list of them."""
    fields: tuple[tuple[str, "Shape"], ...] = ()
    """The fields of a struct."""


class CorpusColumn(NamedTuple):
    """A column."""

    name: str
    """Its name."""
    shape: Shape
    """What it holds."""
    description: str
    """What it says, in Markdown."""


STRING: Final = Shape("string")
_STRINGS: Final = Shape("string", many=True)
_RANGES: Final = Shape(
    "struct", many=True, fields=(("start", Shape("integer")), ("end", Shape("integer")))
)

_ORIGIN: Final = (
    CorpusColumn("file", STRING, "The file that the row comes from."),
    CorpusColumn("record", STRING, "The id of the record that the row comes from."),
    CorpusColumn("path", STRING, "JSON Pointer from the record to what the row is of."),
)
_DAYS: Final = (
    CorpusColumn("from", STRING, "The first day that `as_of` can reach; empty if open or unknown."),
    CorpusColumn("to", STRING, "The last day that `as_of` can reach; empty if open or unknown."),
)
_LABEL: Final = CorpusColumn("label", STRING, "What the record is called, for people to read.")
_ARTICLE: Final = CorpusColumn("article", STRING, "The article that says so.")
_PARTIES: Final = CorpusColumn("parties", _STRINGS, "The two parties of the relation.")
_COVERS: Final = CorpusColumn(
    "covers", Shape("boolean"), "Whether it is evidence, or left uncoded on purpose."
)


@cache
def columns(name: str) -> tuple[CorpusColumn, ...]:
    """The columns of a table."""
    if name == FINDINGS:
        return (*_ORIGIN[:2], *_of_findings())
    if name == SPANS:
        return (*_ORIGIN, _ARTICLE, _COVERS, *_of_spans())
    table = table_of(name)
    if name in (STATEMENTS, EVENTS):
        return (*_ORIGIN, *_of_flat(table), *(_DAYS if name == STATEMENTS else ()))
    more = (
        *((_ARTICLE,) if name in VOICED else ()),
        *((_PARTIES,) if name in RELATIONS else ()),
        *((_LABEL,) if name in LABELLED else ()),
    )
    return (*_ORIGIN, *more, *_of_records(table))


@cache
def table_of(name: str) -> Table:
    """The table of one dataset that the rows of a table are those of."""
    return next(table for table in layout() if table.name == SOURCES[name])


@cache
def span_table() -> Table:
    """A table of one dataset whose rows are spans; all of them have the same columns."""
    return next(table for table in layout() if table.path and table.path[-1].type is Span)


@cache
def needed() -> frozenset[str]:
    """The names of the tables of one dataset whose rows are taken, with those of their owners."""
    owners = {table.name: table.owner for table in layout()}
    names = list(NAMES)
    for name in names:  # grows while it is walked
        owner = owners[name]
        names += [owner] if owner is not None else []
    return frozenset(names)


def _of_flat(table: Table) -> Iterator[CorpusColumn]:
    for column in table.columns:
        if column.name == "n":
            continue
        shape = STRING
        if column.name == "evidence":
            shape = _RANGES
        elif column.name.removesuffix(flat.LABEL) in flat.LISTS:
            shape = _STRINGS
        yield CorpusColumn(column.name, shape, column.description)


def _of_records(table: Table) -> Iterator[CorpusColumn]:
    for column in table.columns:
        yield CorpusColumn(column.name, Shape(column.type), column.description)
    for name, part in lists(table):
        yield CorpusColumn(name, list_shape(part), part.description)


def lists(table: Table) -> Iterator[tuple[str, Table]]:
    """The lists in a record that are columns of its table, with their names.

    Not those of spans and of what has a voice of its own, which are rows of other tables.
    """
    for part in table.parts:
        field = part.path[-1]
        if field.base == "record" and (field.type is Span or _voiced(field.type)):
            continue
        yield part.name.removeprefix(f"{table.name}_"), part


def _voiced(cls: Any) -> bool:
    return any(field.name == "article" for field in describe(cls).fields)


def list_shape(part: Table) -> Shape:
    """What a column holds for a list."""
    if part.path[-1].base != "record":
        return Shape(values(part)[0].type, many=True)
    fields = [(column.name, Shape(column.type)) for column in values(part)]
    fields += [(name, list_shape(inner)) for name, inner in lists(part)]
    return Shape("struct", many=True, fields=tuple(fields))


def values(part: Table) -> list[Column]:
    """The columns of a table that hold what the record says, not where it is."""
    return [column for column in part.columns if column.path is not None]


def _of_spans() -> Iterator[CorpusColumn]:
    for column in values(span_table()):
        yield CorpusColumn(column.name, Shape(column.type), column.description)


_NUMBERS: Final = {"line": "integer", "column": "integer", "safe": "boolean"}


def _of_findings() -> Iterator[CorpusColumn]:
    described = {
        "path": "JSON Pointer from the top of the file.",
        **{name: f"`{name}` of the finding, as JSON." for name in JSON_OF_FINDINGS},
    }
    for name in Diagnostic(code="", severity=Severity.ERROR, message="").to_dict():
        if name != "file":
            shape = Shape(_NUMBERS.get(name, "string"))
            yield CorpusColumn(name, shape, described.get(name, f"`{name}` of the finding."))


JSON_OF_FINDINGS: Final = ("related", "params", "fix")
"""What findings have that is no plain value, which their table holds as JSON."""


# --- Arrow ---------------------------------------------------------------------------------------


def schemas() -> "dict[str, pa.Schema]":
    """The tables of a corpus as ``pyarrow.Schema``, by name, with what each column says.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    return {name: schema(name) for name in TABLES}


@cache
def schema(name: str) -> Any:
    """One table as ``pyarrow.Schema``. Raises ``MissingExtraError``."""
    pa = arrow()
    return pa.schema(
        [
            pa.field(c.name, _type(c.shape), metadata={"description": c.description})
            for c in columns(name)
        ]
    )


def _type(shape: Shape) -> Any:
    pa = arrow()
    if shape.type == "struct":
        one = pa.struct([pa.field(name, _type(inner)) for name, inner in shape.fields])
    else:
        types = {
            "string": pa.string(),
            "integer": pa.int64(),
            "number": pa.float64(),
            "boolean": pa.bool_(),
        }
        one = types[shape.type]
    return pa.list_(one) if shape.many else one
