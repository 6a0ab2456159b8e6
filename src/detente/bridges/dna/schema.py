"""The tables of a database of Discourse Network Analyzer, version 3."""

from collections.abc import Iterator
from typing import Final

SHORT: Final = 190
"""The longest short text, in code points."""

VERSION: Final = ("3.0.11", "2025-02-05")
"""The version of the program whose tables these are, and its date."""

_ID: Final = "ID INTEGER NOT NULL PRIMARY KEY"

_PERMISSIONS: Final = (
    *("AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments"),
    *("AddStatements", "EditStatements", "DeleteStatements"),
    *("EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations"),
    *("ViewOthersDocuments", "EditOthersDocuments"),
    *("ViewOthersStatements", "EditOthersStatements"),
)


def _short(name: str, default: str | None = None) -> str:
    by_default = "" if default is None else f" DEFAULT '{default}'"
    return f"{name} TEXT NOT NULL{by_default} CHECK (LENGTH({name}) <= {SHORT})"


def _number(name: str, least: int, most: int, default: int | None = None) -> str:
    by_default = "" if default is None else f" NOT NULL DEFAULT {default}"
    return f"{name} INTEGER{by_default} CHECK ({name} BETWEEN {least} AND {most})"


def _flag(name: str, default: int = 1) -> str:
    return _number(name, 0, 1, default)


def _colour(default: int | None = 0) -> tuple[str, ...]:
    return tuple(_number(name, 0, 255, default) for name in ("Red", "Green", "Blue"))


def _ref(name: str, table: str, *, required: bool = True) -> tuple[str, str]:
    """A column that names a row of a table, and its foreign key."""
    column = f"{name} INTEGER{' NOT NULL' if required else ''}"
    return column, f"FOREIGN KEY({name}) REFERENCES {table}(ID) ON DELETE CASCADE"


def _data(value: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of a table that holds the values of statements."""
    return (
        _ID,
        *_ref("StatementId", "STATEMENTS"),
        *_ref("VariableId", "VARIABLES"),
        *value,
        "UNIQUE (StatementId, VariableId)",
    )


_TABLES: Final[dict[str, tuple[str, ...]]] = {
    "SETTINGS": ("Property TEXT PRIMARY KEY", "Value TEXT NOT NULL"),
    "CODERS": (
        _ID,
        _short("Name"),
        *_colour(),
        _number("Refresh", 0, 9999, 0),
        _number("FontSize", 1, 99, 14),
        _short("Password"),
        "PopupWidth INTEGER DEFAULT 300 CHECK (PopupWidth BETWEEN 100 AND 9999)",
        _flag("ColorByCoder", 0),
        _flag("PopupDecoration", 0),
        _flag("PopupAutoComplete"),
        *(_flag(f"Permission{name}") for name in _PERMISSIONS),
    ),
    "DOCUMENTS": (
        _ID,
        _short("Title"),
        "Text TEXT NOT NULL",
        *_ref("Coder", "CODERS", required=False),
        _short("Author", ""),
        _short("Source", ""),
        _short("Section", ""),
        "Notes TEXT NOT NULL DEFAULT ''",
        _short("Type", ""),
        "Date INTEGER NOT NULL",
    ),
    "STATEMENTTYPES": (_ID, _short("Label"), *_colour()),
    "VARIABLES": (
        _ID,
        _short("Variable"),
        "DataType TEXT NOT NULL DEFAULT 'short text' "
        "CHECK (DataType IN ('boolean', 'integer', 'long text', 'short text'))",
        *_ref("StatementTypeId", "STATEMENTTYPES", required=False),
        "UNIQUE (Variable, StatementTypeId)",
    ),
    "VARIABLELINKS": (
        _ID,
        *_ref("SourceVariableId", "VARIABLES", required=False),
        *_ref("TargetVariableId", "VARIABLES", required=False),
        "CHECK (SourceVariableId != TargetVariableId)",
    ),
    "REGEXES": (f"Label TEXT PRIMARY KEY CHECK (LENGTH(Label) <= {SHORT})", *_colour()),
    "CODERRELATIONS": (
        _ID,
        *_ref("Coder", "CODERS", required=False),
        *_ref("OtherCoder", "CODERS", required=False),
        *(
            _flag(f"{verb}{things}")
            for things in ("Statements", "Documents")
            for verb in ("view", "edit")
        ),
        "CHECK (Coder != OtherCoder)",
    ),
    "STATEMENTS": (
        _ID,
        *_ref("StatementTypeId", "STATEMENTTYPES", required=False),
        *_ref("DocumentId", "DOCUMENTS", required=False),
        "Start INTEGER NOT NULL CHECK (Start >= 0)",
        "Stop INTEGER NOT NULL CHECK (Stop >= 0)",
        *_ref("Coder", "CODERS", required=False),
        "CHECK (Start < Stop)",
    ),
    "DATABOOLEAN": _data(("Value INTEGER NOT NULL DEFAULT 1",)),
    "DATAINTEGER": _data(("Value INTEGER NOT NULL DEFAULT 0",)),
    "ENTITIES": (
        _ID,
        *_ref("VariableId", "VARIABLES"),
        _short("Value", ""),
        *_colour(None),
        *_ref("ChildOf", "ENTITIES", required=False),
        "UNIQUE (VariableId, Value)",
    ),
    "DATASHORTTEXT": _data(_ref("Entity", "ENTITIES")),
    "DATALONGTEXT": _data(("Value TEXT DEFAULT ''",)),
    "ATTRIBUTEVARIABLES": (
        _ID,
        *_ref("VariableId", "VARIABLES"),
        _short("AttributeVariable"),
        "UNIQUE (VariableId, AttributeVariable)",
    ),
    "ATTRIBUTEVALUES": (
        _ID,
        *_ref("EntityId", "ENTITIES"),
        *_ref("AttributeVariableId", "ATTRIBUTEVARIABLES"),
        _short("AttributeValue", ""),
        "UNIQUE (EntityId, AttributeVariableId)",
    ),
}


def statements() -> Iterator[str]:
    """The SQL that makes the tables. Keys stand behind the columns, as SQLite wants them."""
    for name, parts in _TABLES.items():
        keys = [p for p in parts if p.startswith(("FOREIGN", "UNIQUE", "CHECK"))]
        columns = [p for p in parts if p not in keys]
        yield f"CREATE TABLE {name}({', '.join((*columns, *keys))})"
