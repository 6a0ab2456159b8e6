"""The schema of an answer, in the form that an API accepts."""

import copy
from typing import Any

from detente.extraction.limits import Flavour, inlined
from detente.schema import load_schema
from detente.schema.build import Schema

CORRECTIONS = "corrections"
"""The key of an answer that holds corrections."""

_TEXT = {"type": "string"}
_CORRECTION: Schema = {
    "type": "object",
    "description": "One changed value of a record that exists already.",
    "properties": {
        "record": _TEXT | {"description": "The id of the record."},
        "field": _TEXT
        | {
            "description": 'The path of the value in the record, such as "utterances/0/commitment"; '
            '"-" in place of a number adds an item to a list; "" is the record as a whole.'
        },
        "value": _TEXT
        | {
            "description": "The new value: of a field that holds a string the string itself, of any "
            'other field JSON. "null" deletes, whatever the field: the value, the item, the record.'
        },
    },
    "required": ["record", "field", "value"],
    "additionalProperties": False,
}


def schema(*, flavour: Flavour | str = Flavour.OPENAI, corrections: bool = False) -> Schema:
    """The schema of an answer, in the form that an API accepts.

    ``flavour``: *openai*, *anthropic*, *gemini* or *json*; the limits of each are in ``LIMITS``. Each
    accepts the same answers. ``corrections``: also ask for corrections of records that exist already;
    ``apply`` applies them. Raises ``ValueError`` for an unknown flavour.
    """
    form = Flavour(flavour)
    made: Schema = copy.deepcopy(load_schema("draft-reduced"))
    if corrections:
        listed = {"type": "array", "items": copy.deepcopy(_CORRECTION)}
        made["properties"] = {CORRECTIONS: listed} | made["properties"]
        made["required"] = [CORRECTIONS, *made["required"]]
    return _for_gemini(inlined(made)) if form is Flavour.GEMINI else made


def _for_gemini(node: Any) -> Any:
    """A schema by the keywords that Google lists: a list of types for ``anyOf``, and the order of keys."""
    if isinstance(node, list):
        return [_for_gemini(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "anyOf" in node:  # a record or a number, or null
        bare, null = node["anyOf"]
        described = {key: value for key, value in node.items() if key != "anyOf"}
        return _for_gemini(bare | {"type": [bare["type"], null["type"]]} | described)
    made = {key: _for_gemini(value) for key, value in node.items() if key != "properties"}
    if "properties" in node:
        made["properties"] = {key: _for_gemini(v) for key, v in node["properties"].items()}
        made["propertyOrdering"] = list(node["properties"])
    return made
