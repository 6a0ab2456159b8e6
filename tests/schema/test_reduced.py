"""The schema by which a model answers: complete, and in the subset that model APIs accept."""

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from detente.dataset import Dataset
from detente.records import Span, model
from detente.schema import load_schema
from detente.schema.reduced import ARRAYS, slots

SCHEMA = load_schema("draft-reduced")
DEFS = SCHEMA["$defs"]

LEFT_OUT = {
    "Actor": "identifiers exists references",
    "Article": "url rights text segments references",
    "Claim": "assessments",
    "Event": "time place references",
    "Issue": "identifiers references",
    "Place": "identifiers",
    "Post": "references",
    "Reference": "accessed verified",
    "Span": "start end anchor",
}
"""What a model is not asked for, extensions and the annotator apart."""


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in plain values."""
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from objects(item)
    elif isinstance(value, list):
        for item in value:
            yield from objects(item)


def inlined(schema: Any, above: tuple[str, ...] = ()) -> Any:
    """A schema with its definitions in place of the references to them."""
    if isinstance(schema, list):
        return [inlined(item, above) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        assert name not in above, f"{name} contains itself"
        return inlined(DEFS[name], (*above, name))
    return {key: inlined(item, above) for key, item in schema.items() if key != "$defs"}


def depth(schema: Any) -> int:
    """How many objects are nested in a schema."""
    if isinstance(schema, list):
        return max(map(depth, schema), default=0)
    if not isinstance(schema, dict):
        return 0
    return max(map(depth, schema.values()), default=0) + (schema.get("type") == "object")


@pytest.mark.parametrize("name", DEFS)
def test_every_field_is_asked_for_or_listed(name: str) -> None:
    (cls,) = (found for found in model.classes(Dataset) if found.name == name)
    fields = {field.key for field in cls.fields}
    asked = {slot.key for slot in slots(cls.type)}
    if cls.type is Span:
        fields |= {"quote", "nth", "within"}

    assert fields - asked == {*LEFT_OUT.get(name, "").split(), "ext"} | (fields & {"annotator"})
    assert not asked - fields


@pytest.mark.parametrize(
    "asked",
    [
        *("Claim/direction", "Utterance/likelihood", "EventAccount/place", "Participant/post"),
        *("Actor/part_of", "Event/part_of", "Event/aggregate", "Utterance/pragmatic", "Link/cue"),
        *("Time/mod", "Span/within", "Phase/denied", "Factor/denied", "Phase/period"),
        *("Article/uncoded", "Claim/attitude", "Claim/effects", "Claim/influence", "Source/of"),
        *("Actor/unidentified", "EventAccount/condition", "EventAccount/devices", "Phase/themes"),
        *("Phase/drivers", "Claim/codes", "Quantity/bound", "Article/version", "Time/calendar"),
        *("Name/period", "Utterance/confidence"),
    ],
)
def test_what_the_guidelines_ask_for_is_in_the_schema(asked: str) -> None:
    name, key = asked.split("/")
    assert key in DEFS[name]["properties"]


def test_every_kind_of_record_has_a_list() -> None:
    expected = "actors issues articles mentions events claims links relations"
    assert list(SCHEMA["properties"]) == list(ARRAYS) == expected.split()


def test_a_value_added_to_a_vocabulary_is_in_the_schema() -> None:
    for name, key in (("Participant", "role"), ("Factor", "kind"), ("Link", "kind")):
        enum = next(slot.type for slot in slots_of(name) if slot.key == key)
        assert DEFS[name]["properties"][key]["enum"] == [member.value for member in enum]


def slots_of(name: str) -> Any:
    (cls,) = (found.type for found in model.classes(Dataset) if found.name == name)
    return slots(cls)


# --- what the APIs accept -------------------------------------------------------------------------


def test_the_schema_is_valid_and_uses_only_what_structured_outputs_have_in_common() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    allowed = {"type", "description", "properties", "required", "additionalProperties", "items"}
    allowed |= {"enum", "anyOf", "$ref", "$defs"}
    named = [id(s[key]) for s in objects(SCHEMA) for key in ("properties", "$defs") if key in s]

    for schema in objects(SCHEMA):
        if id(schema) in named:
            continue
        assert schema.keys() <= allowed
        if "$ref" in schema:
            assert schema.keys() == {"$ref"}
        elif "anyOf" in schema:
            assert schema.keys() == {"anyOf", "description"}
            assert schema["anyOf"][1:] == [{"type": "null"}]
        elif schema["type"] == "object":
            assert schema["additionalProperties"] is False
            assert schema["required"] == list(schema["properties"])
        elif schema["type"] == "array":
            assert "items" in schema
        else:
            assert schema["type"] in ("string", "boolean", "integer", "number", "null")


def test_with_all_references_inlined_the_schema_is_within_the_limits_of_the_apis() -> None:
    """Anthropic: 16 unions. OpenAI: 5,000 properties, 10 levels, 1,000 values of enums, 120,000
    characters of names and values, and 15,000 of the values of one enum with more than 250.
    """
    whole = inlined(SCHEMA)
    properties = [s["properties"] for s in objects(whole) if s.get("type") == "object"]
    enums = [s["enum"] for s in objects(whole) if isinstance(s.get("enum"), list)]

    assert sum("anyOf" in schema for schema in objects(whole)) <= 16
    assert sum(map(len, properties)) <= 5_000
    assert depth(whole) <= 10
    assert sum(map(len, enums)) <= 1_000
    assert max(map(len, enums)) <= 250
    names = [*(key for p in properties for key in p), *(value for e in enums for value in e)]
    assert sum(map(len, names)) <= 120_000


def test_evidence_comes_before_what_is_judged_by_it() -> None:
    for schema in DEFS.values():
        keys = list(schema["properties"])
        judged = [key for key, s in schema["properties"].items() if "enum" in s]
        words = {"words", "cue", "quoted", "spans", "evidence", "grounds", "utterances", "accounts"}
        for key in words.intersection(keys):
            assert all(keys.index(key) < keys.index(other) for other in judged), keys
