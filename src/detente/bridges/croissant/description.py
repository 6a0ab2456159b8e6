"""The description of the tables for machines: ``croissant.json``.

Without ``references`` from one record set to another: what reads Croissant joins such sets, and fails.
Which column names which table is said in words.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from detente.bridges.typed_spans import TypedTexts
from detente.display import sentence
from detente.inert import visible
from detente.statement.timeline import day_of
from detente.tabular.frictionless import descriptor
from detente.tabular.layout import Column, Table, layout

CONFORMS: Final = "http://mlcommons.org/croissant/1.0"

_TERMS: Final = (
    *("citeAs", "column", "equivalentProperty", "extract", "field", "fileObject", "fileProperty"),
    *("fileSet", "format", "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField"),
    *("path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate"),
    *("separator", "source", "subField", "transform"),
)
"""The names of Croissant in its JSON-LD."""

_CONTEXT: Final[dict[str, Any]] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{name: f"cr:{name}" for name in _TERMS},
}

_TYPES: Final = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
}


def description(typed: TypedTexts, digests: Mapping[str, str]) -> dict[str, Any]:
    """The description as plain values; ``digests``: the files and their SHA-256."""
    files = {PurePosixPath(file).stem: file for file in digests}
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS,
        **_head(typed),
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": file,
                "name": file,
                "contentUrl": file,
                "encodingFormat": "application/x-parquet",
                "sha256": digest,
            }
            for file, digest in digests.items()
        ],
        "recordSet": [_record_set(table, files[table.name]) for table in layout()],
    }


def _head(typed: TypedTexts) -> dict[str, Any]:
    head = descriptor(typed.dataset, ())
    about = head.get("description")
    made = f"Made by detente of the dataset with SHA-256 {typed.digest}."
    described: dict[str, Any] = {
        "name": head["name"],
        "description": " ".join(
            sentence(visible(text)) for text in (head.get("title"), about, made) if text
        ),
    }
    header = typed.dataset.dataset
    if header is None:  # a part of a folder
        return described
    described |= {
        "license": [f"https://spdx.org/licenses/{one['name']}" for one in head["licenses"]],
        "version": header.version,
        "inLanguage": header.language,
        "creator": [{"@type": "sc:Person", "name": visible(name)} for name in header.creators],
    }
    first, last = day_of(header.issued, "earliest"), day_of(header.issued, "latest")
    if first is not None and first == last:
        described["datePublished"] = first
    return {name: value for name, value in described.items() if value}


def _record_set(table: Table, file: str) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        **({"key": [{"@id": _field(table, name)} for name in table.key]} if table.key else {}),
        "field": [_described(table, column, file) for column in table.columns],
    }


def _described(table: Table, column: Column, file: str) -> dict[str, Any]:
    names = "" if column.target is None else f" An id of the table `{column.target}`."
    return {
        "@type": "cr:Field",
        "@id": _field(table, column.name),
        "name": column.name,
        "description": f"{column.description}{names}",
        "dataType": _TYPES[column.type],
        "source": {"fileObject": {"@id": file}, "extract": {"column": column.name}},
    }


def _field(table: Table, column: str) -> str:
    return f"{table.name}/{column}"
