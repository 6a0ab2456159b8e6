"""The description of the tables that other programs read: Frictionless Data Package, version 1.

Fields, types, keys, vocabularies and what each column says come from the records. The profile is
``tabular-data-package`` (https://specs.frictionlessdata.io/tabular-data-package/).
"""

import re
from collections.abc import Iterable
from typing import Any

from detente.dataset import Dataset
from detente.records.kinds import KINDS, SLUG
from detente.tabular.layout import RECORDS, Column, Table, layout

FILE_NAME = "datapackage.json"

DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
    "caseSensitiveHeader": True,
}
"""The CSV of RFC 4180."""


def descriptor(dataset: Dataset, written: Iterable[Table] | None = None) -> dict[str, Any]:
    """The ``datapackage.json`` of a dataset's tables as CSV, as plain values.

    ``written``: the tables that are there, and those that they refer to; ``None`` for all.
    """
    return {
        "profile": "tabular-data-package",
        **_head(dataset),
        "resources": [_resource(table) for table in (layout() if written is None else written)],
    }


def _head(dataset: Dataset) -> dict[str, Any]:
    header = dataset.dataset
    if header is None:  # a part of a folder
        return {"name": "part"}
    head: dict[str, Any] = {
        "name": header.id.partition(":")[2],
        "title": header.title,
        "version": header.version,
        "licenses": _licences(header.license),
    }
    if header.note:
        head["description"] = header.note
    if header.creators:
        head["contributors"] = [{"title": name, "role": "author"} for name in header.creators]
    return head


def _licences(expression: str) -> list[dict[str, str]]:
    """Each licence of an SPDX expression; how they combine is in the title."""
    words = re.findall(r"[A-Za-z0-9.+-]+", expression)
    names = [word.rstrip("+") for word in words if word not in ("AND", "OR", "WITH")]
    return [{"name": name, "title": expression} for name in dict.fromkeys(names) if name]


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(table, column) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    keys = _foreign_keys(table)
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": DIALECT,
        "schema": schema,
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    is_json = column.field is not None and column.field.base == "object"
    described: dict[str, Any] = {
        "name": column.name,
        "type": "object" if is_json else column.type,
        "description": column.description,
    }
    constraints = _constraints(table, column)
    if constraints:
        described["constraints"] = constraints
    return described


def _constraints(table: Table, column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    field = column.field
    if field is None:
        if column.type == "integer":
            constraints["minimum"] = 0
        if (table.name, column.name) == (RECORDS, "kind"):
            constraints["enum"] = list(KINDS)
        return constraints
    if field.base == "enum":
        constraints["enum"] = [member.value for member in field.type]
    elif field.base == "const":
        constraints["enum"] = [field.type]
    elif field.base == "int":
        constraints["minimum"] = field.minimum
    elif field.base == "str":
        kinds = "|".join(field.refs)
        pattern = f"({kinds}):{SLUG}" if kinds else _bare(field.pattern)
        limits = {"pattern": pattern, "minLength": field.min_length, "maxLength": field.max_length}
        constraints |= {name: value for name, value in limits.items() if value is not None}
    return constraints


def _bare(pattern: str | None) -> str | None:
    """A pattern as XML Schema has them: of the whole, without signs that say so."""
    return pattern and pattern.removeprefix("^").removesuffix(r"$(?!\n)")


def _foreign_keys(table: Table) -> list[dict[str, Any]]:
    keys = []
    if table.owner is not None:
        owner = next(t for t in layout() if t.name == table.owner)
        keys.append((list(table.owner_key), table.owner, list(owner.key)))
    for column in table.columns:
        if column.target is not None:
            # The specification has a table refer to itself by an empty name.
            target = "" if column.target == table.name else column.target
            keys.append(([column.name], target, ["id"]))
    return [
        {"fields": fields, "reference": {"resource": target, "fields": target_fields}}
        for fields, target, target_fields in keys
    ]
