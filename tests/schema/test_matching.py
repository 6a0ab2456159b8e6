"""What certainly matches a schema is what jsonschema accepts."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from detente.dataset import Dataset
from detente.schema import load_schema
from detente.schema.matching import Matcher
from tests.validation.mutations import objects, small_files

SCHEMA = load_schema("dataset")
MATCHER = Matcher(SCHEMA["$defs"])
PARTS = [
    (cls.__name__, value)
    for plain in small_files()
    for _path, cls, value in objects(plain)
    if cls is not Dataset
]
ODD: tuple[Any, ...] = (None, True, 0, -1, 1.0, 1.5, "", "x", "x\n", [], ["x"], {}, {"x": 1}, [{}])


def test_all_parts_of_valid_files_match() -> None:
    matches = {name: MATCHER.of(SCHEMA["$defs"][name]) for name, _ in PARTS}

    assert [name for name, value in PARTS if not matches[name](value)] == []
    assert MATCHER.of(SCHEMA)({"format": "detente", "version": "1.0"})


@settings(max_examples=200)
@given(st.data())
def test_what_matches_is_valid(data: st.DataObject) -> None:
    name, value = data.draw(st.sampled_from(PARTS))
    key = data.draw(st.sampled_from([*value, "other"]))
    broken = {**value, key: data.draw(st.sampled_from(ODD))}
    schema = {"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]}

    if MATCHER.of(SCHEMA["$defs"][name])(broken):
        assert Draft202012Validator(schema).is_valid(broken)


@pytest.mark.parametrize(
    ("schema", "yes", "no"),
    [
        ({"type": "integer", "minimum": 1}, 1, 0),
        ({"type": "integer"}, 1, True),
        ({"type": "number"}, 1.5, "1.5"),
        ({"type": "string", "minLength": 1, "maxLength": 2}, "ab", "abc"),
        ({"type": "string", "pattern": "^a"}, "ab", "ba"),
        ({"type": "string", "enum": ["a", "b"]}, "b", "c"),
        ({"const": "a"}, "a", 1),
        ({"type": "array", "minItems": 1, "items": {"type": "boolean"}}, [True], [1]),
        ({"type": "array", "maxItems": 1}, [1], [1, 2]),
        ({"anyOf": [{"required": ["a"]}, {"type": "string"}]}, {"a": 1}, {"b": 1}),
        ({"type": "object", "propertyNames": {"pattern": "/"}}, {"a/b": 1}, {"a": 1}),
        ({"$ref": "#/$defs/a"}, "a", "b"),
        (
            {"type": "object", "properties": {"a": {"const": "b"}}, "additionalProperties": False},
            {"a": "b"},
            {"a": "b", "c": "d"},
        ),
    ],
)
def test_each_keyword_is_checked(schema: dict[str, Any], yes: Any, no: Any) -> None:
    matches = Matcher({"a": {"const": "a"}}).of({**schema, "description": "Says nothing."})

    assert (matches(yes), matches(no)) == (True, False)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "null"},
        {"type": ["string", "integer"]},
        {"enum": [1, 2]},
        {"const": 1},
        {"minimum": 0},
        {"type": "object", "properties": {}},
        {"type": "object", "properties": {}, "additionalProperties": {"type": "string"}},
        {"unevaluatedProperties": False},
    ],
)
def test_what_is_not_known_matches_nothing(schema: dict[str, Any]) -> None:
    matches = Matcher({}).of(schema)

    assert not any(map(matches, (*ODD, 1)))


def test_a_part_may_hold_itself() -> None:
    tree = {"type": "array", "items": {"$ref": "#/$defs/tree"}}
    matches = Matcher({"tree": tree}).of(tree)

    assert matches([[], [[]]])
    assert not matches([[], [1]])
