"""JSON Schemas (2020-12) from the records: of a file and of a draft.

A conservative subset: ``$defs``, ``$ref``, ``const``, ``enum``, ``required`` and closed objects; no
``if``, no ``oneOf`` over records, and nothing that editors of 2026 do not support. Rules check what JSON
Schema cannot express, such as a dangling reference, or a tense that does not fit the kind.

Three keywords are for editors, and mean nothing to validators: ``enumDescriptions`` and
``markdownDescription``, which they show, and ``patternErrorMessage``. Those built on the language service
of VS Code take the description of a definition for that of a property that refers to it, unless the property
has ``markdownDescription``.
"""

import json
import re
from typing import Any

from detente.dataset import Dataset
from detente.records import DRAFT_FORMAT, VERSION, Segment, Span, TextProfile, model
from detente.records import constraints as c
from detente.vocab.catalogue import of_enum

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

QUOTE: Schema = {
    "quote": {
        "type": "string",
        "minLength": 1,
        "description": "The words of the text, copied character by character. A source's `cue` and "
        "`quoted` and the `words` of a time are sought in the evidence of their record first.",
    },
    "nth": {
        "type": "integer",
        "minimum": 1,
        "description": "Which occurrence is meant, counted from 1 in the whole text (or in `within`), if "
        "there are several. It counts something else if the text is changed: prefer `within`.",
    },
    "within": {
        "type": "string",
        "minLength": 1,
        "description": "A longer quote that occurs once in the text and contains the quote once.",
    },
}


def dumps(schema: Schema) -> str:
    """A schema as it is written to a file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def dataset_schema() -> Schema:
    """The schema of a file."""
    return _document("dataset", "A détente dataset", {})


def draft_schema() -> Schema:
    """The schema of a draft: every span may have a quote instead of offsets, and fields that sealing adds
    may be missing.
    """
    schema = _document("draft", "A détente draft", {"format": DRAFT_FORMAT})
    defs = schema["$defs"]
    for name in (Span.__name__, Segment.__name__):
        defs[name]["properties"] = _quotable(defs[name]["properties"])
        defs[name]["required"] = [
            key for key in defs[name].get("required", []) if key not in ("start", "end")
        ]
        if not defs[name]["required"]:
            del defs[name]["required"]
        offsets, quote = {"required": ["start", "end"]}, {"required": ["quote"]}
        # In the absence of both, editors miss what the first one requires.
        defs[name]["anyOf"] = [quote, offsets]
    article = defs["Article"]
    article["required"].remove("text")
    # A profile is compared with the text, so if there is one, it must be complete.
    defs[TextProfile.__name__]["description"] += " In a draft it may be absent as a whole."
    return schema


def _quotable(properties: Schema) -> Schema:
    offsets = {"start", "end", "anchor"}
    head = {k: v for k, v in properties.items() if k not in offsets | {"ext"}}
    tail = {k: v for k, v in properties.items() if k in offsets | {"ext"}}
    return head | QUOTE | tail


def _document(name: str, title: str, constants: dict[str, str]) -> Schema:
    whole = _object(Dataset)
    for key, value in {**constants, "version": VERSION}.items():
        kept = {k: v for k, v in whole["properties"][key].items() if k in _SHOWN}
        whole["properties"][key] = {"const": value, **kept}
    return {
        "$schema": DIALECT,
        "$id": f"urn:detente:schema:{VERSION}:{name}",
        "title": title,
        **whole,
        "description": (
            "Who says what about whom, as of when, and in which words. "
            "Derived from the records of the library; do not edit."
        ),
        "$defs": {
            cls.name: _object(cls.type) for cls in model.classes(Dataset) if cls.type is not Dataset
        },
    }


def record_ref(cls: type) -> Schema:
    """A reference to the definition of a record class."""
    return {"$ref": f"#/$defs/{cls.__name__}"}


def _object(cls: type) -> Schema:
    description = model.describe(cls)
    text, docs = model.documentation(cls)
    properties = {f.key: _property(f, docs[f.name]) for f in description.fields}
    text = text.replace("``", "`")
    schema: Schema = {"type": "object", "description": text, "properties": properties}
    schema["required"] = [field.key for field in description.fields if field.required]
    schema["additionalProperties"] = False
    return schema


_SHOWN = ("description", "markdownDescription")
_MARKUP = re.compile("[`*]")


def _property(field: model.Field, text: str) -> Schema:
    text = text.replace("``", "`")
    shown: Schema = {"description": text}
    if _MARKUP.search(text) or (field.base == "record" and not field.many):
        shown["markdownDescription"] = text
    if field.many:
        schema: Schema = {"type": "array", **shown, "items": _item(field)}
        if field.least:
            schema["minItems"] = field.least
        if field.most is not None:
            schema["maxItems"] = field.most
        return schema
    item = _item(field)
    if field.base == "bool":
        item["default"] = False
    if field.pattern is not None:
        item["patternErrorMessage"] = f"This has another form. {text}"
    return {**shown, **item}


def _item(field: model.Field) -> Schema:
    match field.base:
        case "record":
            return record_ref(field.type)
        case "enum":
            values = [member.value for member in field.type]
            described = of_enum(field.type)
            definitions = [described[value].definition for value in values]
            return {"type": "string", "enum": values, "enumDescriptions": definitions}
        case "const":
            return {"const": field.type}
        case "bool":
            return {"type": "boolean"}
        case "int":
            return {"type": "integer", "minimum": field.minimum}
        case "number":
            return {"type": "number"}
        case "object":
            return {"type": "object", "propertyNames": {"pattern": c.EXT_KEY}}
        case _:
            limits = {
                "minLength": field.min_length,
                "maxLength": field.max_length,
                "pattern": field.pattern,
            }
            return {"type": "string"} | {k: v for k, v in limits.items() if v is not None}
