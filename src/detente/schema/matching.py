"""Whether a value certainly matches a schema: asked first, since ``jsonschema`` takes fifty times as long and is needed
only to say what is wrong.

The answer *no* means nothing: a keyword that is not known here, or a number that is written in another way,
is left to ``jsonschema``. So no second opinion arises of what is valid.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Matches = Callable[[Any], bool]
"""Whether a value certainly matches."""

_SILENT = frozenset({
    "$comment", "$defs", "$id", "$schema", "default", "description", "enumDescriptions", "examples",
    "markdownDescription", "patternErrorMessage", "properties", "title", "type",
})  # fmt: skip
"""Keywords that no value breaks, and those that are looked at with others: only closed objects are checked."""

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}


class Matcher:
    """The checks of the parts of one schema, each made when it is first wanted."""

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        """``definitions``: what ``$ref`` names. Neither these nor other parts may change afterwards."""
        self._definitions = definitions
        self._made: dict[
            int, tuple[Any, Matches]
        ] = {}  # by identity, with the part, so that it stays

    def of(self, schema: Mapping[str, Any]) -> Matches:
        """The check of a part."""
        if id(schema) not in self._made:
            checks = [*self._checks(schema)]
            self._made[id(schema)] = schema, lambda value: all(check(value) for check in checks)
        return self._made[id(schema)][1]

    def _checks(self, schema: Mapping[str, Any]) -> Iterator[Matches]:
        """The check of the type, on which the others rely, and one for each other keyword."""
        wanted = schema.get("type")
        if wanted is not None:
            types = _TYPES.get(str(wanted), ())
            yield lambda value: type(value) in types
        if "properties" in schema and schema.get("additionalProperties") is not False:
            yield lambda _value: False
        for keyword, said in schema.items():
            if keyword not in _SILENT:
                yield self._check(keyword, said, wanted, schema)

    def _check(self, keyword: str, said: Any, type_: Any, schema: Mapping[str, Any]) -> Matches:
        match keyword, type_:
            case "$ref", None:
                target = self._definitions[said.removeprefix("#/$defs/")]

                def matches(value: Any) -> bool:  # not made before: parts may hold each other
                    return self.of(target)(value)

                return matches
            case "anyOf", _:
                parts = [self.of(part) for part in said]
                return lambda value: any(part(value) for part in parts)
            case "const", _ if isinstance(said, str):
                return lambda value: bool(value == said)
            case "enum", "string":
                values = frozenset(said)
                return lambda value: value in values
            case "pattern", "string":
                search = re.compile(said).search
                return lambda value: search(value) is not None
            case ("minLength", "string") | ("minItems", "array"):
                return lambda value: len(value) >= said
            case ("maxLength", "string") | ("maxItems", "array"):
                return lambda value: len(value) <= said
            case "minimum", "integer" | "number":
                return lambda value: bool(value >= said)
            case "items", "array":
                item = self.of(said)
                return lambda value: all(map(item, value))
            case "propertyNames", "object":
                name = self.of({"type": "string", **said})
                return lambda value: all(map(name, value))
            case "required", _:
                return lambda value: type(value) is dict and all(key in value for key in said)
            case "additionalProperties", "object" if said is False:
                fields = {key: self.of(part) for key, part in schema["properties"].items()}
                return lambda value: all(k in fields and fields[k](v) for k, v in value.items())
        return lambda _value: False
