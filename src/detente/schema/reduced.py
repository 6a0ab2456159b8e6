"""The reduced draft schema, for the structured output of model APIs.

Their common subset (as documented in 2026 by OpenAI, Anthropic and Google, and by the open
decoders): closed objects in which every property is required, ``anyOf`` with ``null`` for optional
properties, at most 16 of those, ``enum``, arrays and local references; no patterns, no lengths, no
bounds. Validation of the draft checks these.
"""

from typing import Any

from detente.schema.build import Schema, draft_schema

# The fields that a model is asked for. Articles, profile and segments come from the skeleton draft.
KEPT: dict[str, str] = {
    "Actor": "id kind names",
    "Name": "text kind",
    "Event": "id type mode label themes concerns accounts",
    "EventAccount": "article status commitment sources time participants quantities evidence",
    "Participant": "actor role",
    "Claim": "id proposition kind tense scope about causes judged condition quantities themes "
    "utterances",
    "Condition": "kind antecedents",
    "Utterance": "article commitment sources devices grounds evidence",
    "Source": "kind actor mode act commitment cue quoted",
    "Link": "id kind source target on article",
    "Relation": "id parties accounts",
    "RelationAccount": "article phases factors",
    "Phase": "period character denied patron trend grounds",
    "Factor": "kind label holder object grounds",
    "Span": "quote nth",
    "Time": "value basis against words",
    "Quantity": "value unit approximate of",
}
ARRAYS = ("actors", "events", "claims", "links", "relations")

_DESCRIPTION = (
    "Records for a détente draft, in the form that structured-output modes accept. Every key is "
    "required: null and an empty list mean absent. Does not have: articles, "
    "segments and mentions, which come from the skeleton draft; patterns, lengths and bounds, "
    "which validation checks; and fields that a person adds, such as posts, places, references "
    "and notes. `detente draft TEXT --records FILE` puts the records into a draft."
)


def reduced_schema() -> Schema:
    """The schema of the records that a model returns."""
    draft = draft_schema()
    defs = draft["$defs"]
    properties = {name: _property(draft["properties"][name], optional=False) for name in ARRAYS}
    return {
        "type": "object",
        "description": _DESCRIPTION,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": {name: _object(defs[name], keys.split()) for name, keys in KEPT.items()},
    }


def _object(schema: Schema, keys: list[str]) -> Schema:
    required = [*schema.get("required", ()), "quote"]
    return {
        "type": "object",
        "description": schema["description"],
        "properties": {
            key: _property(schema["properties"][key], optional=key not in required) for key in keys
        },
        "required": keys,
        "additionalProperties": False,
    }


def _property(schema: Schema, *, optional: bool) -> Schema:
    described = {"description": schema["description"]} if "description" in schema else {}
    bare = _bare(schema)
    if not optional or bare.get("type") in ("array", "boolean"):
        # Some APIs allow no other keys beside a reference; its target has a description.
        return bare if "$ref" in bare else bare | described
    return {"anyOf": [bare, {"type": "null"}]} | described


def _bare(schema: Schema) -> Schema:
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}
    if "items" in schema:
        return {"type": "array", "items": _bare(schema["items"])}
    return {key: schema[key] for key in ("type", "enum") if key in schema}


def drop_nulls(value: Any) -> Any:
    """The values that a model returned, without ``null``, ``false`` and empty lists, which mean absent."""
    if isinstance(value, dict):
        kept = {key: drop_nulls(item) for key, item in value.items() if item is not None}
        return {k: item for k, item in kept.items() if item is not False and item != []}
    if isinstance(value, list):
        return [drop_nulls(item) for item in value]
    return value
