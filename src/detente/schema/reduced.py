"""The reduced draft schema, for the structured output of model APIs.

Their common subset (as documented in 2026 by OpenAI, Anthropic and Google, and by the open
decoders): closed objects in which every property is required, ``enum``, arrays and local references
without recursion, at most 16 ``anyOf``; no patterns, no lengths, no bounds. Validation of the draft
checks these.

So that there are few ``anyOf``, absent values are ``""``, 0, false and empty lists. An object that may be
absent is an ``anyOf`` with ``null``: an object of empty values is long, and a model fills it in.
"""

from functools import cache
from typing import Any, NamedTuple

from detente.records import ARRAYS as RECORD_ARRAYS
from detente.records import Article, Span, model
from detente.schema.build import QUOTE, Schema, record_ref

ARRAYS: dict[str, type] = {
    name: cls for name, cls in RECORD_ARRAYS.items() if name not in ("annotators", "schemes")
}
"""The lists of an answer, with the class of their records."""

_EVERYWHERE = "ext annotator identifiers references assessments accessed verified start end anchor"
_LEFT_OUT = {
    "Actor": "exists",
    "Article": "url rights text segments",
    "Event": "time place",  # those of its accounts are asked for
}
"""What a model is not asked for, as the guidelines leave it out of a pass or the text does not say it."""

_FIRST = "id article quote words cue quoted spans evidence grounds names label proposition"
_FIRST += " utterances accounts"
"""The keys that come first, in this order: a model gives the words of the text before it judges them."""


class Slot(NamedTuple):
    """A key of an object in an answer."""

    key: str
    """The key."""
    base: model.Base
    """The kind of value, or of each item of a list."""
    type: Any
    """The enum or the record class."""
    many: bool
    """Whether it is a list."""
    optional: bool
    """Whether the value may be absent."""
    description: str
    """What it holds."""


@cache
def slots(cls: Any) -> tuple[Slot, ...]:
    """The keys of a record in an answer, in their order."""
    _text, docs = model.documentation(cls)
    left_out = {*_EVERYWHERE.split(), *_LEFT_OUT.get(cls.__name__, "").split()}
    found = [
        Slot(f.key, f.base, f.type, f.many, _is_optional(cls, f), docs[f.name].replace("``", "`"))
        for f in model.describe(cls).fields
        if f.key not in left_out
    ]
    if cls is Span:
        found += [
            Slot(
                key,
                _QUOTE_BASES[schema["type"]],
                None,
                False,
                key != "quote",
                schema["description"],
            )
            for key, schema in QUOTE.items()
        ]
    order = {key: number for number, key in enumerate(_FIRST.split())}
    return tuple(sorted(found, key=lambda slot: order.get(slot.key, len(order))))


_QUOTE_BASES: dict[str, model.Base] = {"string": "str", "integer": "int"}


def _is_optional(cls: Any, field: model.Field) -> bool:
    # Of an article the skeleton has everything; an answer gives what the text shows.
    return not field.required or (cls is Article and field.key != "id")


_DESCRIPTION = (
    "Records for a détente draft, in the form that structured-output modes accept. Every key is "
    'required. Absent is "" for a string, 0 for nth, false, an empty list, and null for an object or a '
    "number that may be null. An article, with the id of the skeleton draft, gives only what its text "
    "shows; its profile and segments come from the skeleton. Ids are names by which the records of an "
    'answer refer to each other; where no record refers to one, "" lets `detente draft` propose an id. '
    "Patterns, lengths and bounds are checked by validation. `detente draft TEXT --records FILE` puts "
    "the records into a draft."
)


def reduced_schema() -> Schema:
    """The schema of the records that a model returns."""
    properties: Schema = {
        name: {"type": "array", "items": record_ref(cls)} for name, cls in ARRAYS.items()
    }
    return {
        "type": "object",
        "description": _DESCRIPTION,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": {cls.__name__: _object(cls) for cls in _classes()},
    }


def _classes() -> tuple[type, ...]:
    """The classes of an answer, parts before wholes."""
    found: dict[type, None] = {}

    def visit(cls: type) -> None:
        for slot in slots(cls):
            if slot.base == "record" and slot.type not in found:
                visit(slot.type)
        found[cls] = None

    for cls in ARRAYS.values():
        visit(cls)
    return tuple(found)


def _object(cls: Any) -> Schema:
    properties = {slot.key: _property(slot) for slot in slots(cls)}
    return {
        "type": "object",
        "description": model.documentation(cls)[0].replace("``", "`"),
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _property(slot: Slot) -> Schema:
    bare, described = _bare(slot), {"description": slot.description}
    if slot.many:
        return {"type": "array", "items": bare} | described
    if slot.optional and slot.base in ("record", "number"):
        return {"anyOf": [bare, {"type": "null"}]} | described
    # Some APIs allow no other keys beside a reference; its target has a description.
    return bare if slot.base == "record" else bare | described


def _bare(slot: Slot) -> Schema:
    match slot.base:
        case "record":
            return record_ref(slot.type)
        case "enum":
            absent = [""] if slot.optional and not slot.many else []
            return {"type": "string", "enum": [*absent, *(member.value for member in slot.type)]}
        case "bool":
            return {"type": "boolean"}
        case "int":
            return {"type": "integer"}
        case "number":
            return {"type": "number"}
        case _:
            return {"type": "string"}
