"""What the providers publish about the schemas that they accept, as data with date and source.

The figures are those that others quote from the pages of the providers; ``docs/models.md`` says who. A limit
is counted with all references inlined, since some clients send a schema so. What a provider does
not publish is not here: Google gives no figure, and Anthropic a grammar size without one ("The compiled
grammar is too large").
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from detente.json_types import Json
from detente.schema.build import Schema


class Flavour(StrEnum):
    """A form of the schema, for the structured output of some API."""

    OPENAI = "openai"
    """OpenAI, and servers that take its requests (vLLM, llama.cpp)."""
    ANTHROPIC = "anthropic"
    """Anthropic."""
    GEMINI = "gemini"
    """Google: without references and ``anyOf``, with the order of the keys."""
    JSON = "json"
    """JSON Schema as such, for decoders that run locally."""


class Size(NamedTuple):
    """How large a schema is, with all references inlined."""

    properties: int
    """Keys of objects."""
    optional: int
    """Keys that are not required."""
    unions: int
    """``anyOf``, and lists of types."""
    depth: int
    """Objects and lists, one in the other."""
    enum_values: int
    """Values of all enums."""
    longest_enum: int
    """Values of the longest enum."""
    characters: int
    """Characters of the names of all keys and of the values of all enums."""


class Limit(NamedTuple):
    """A limit that a provider publishes."""

    flavour: Flavour
    """For which flavour it holds."""
    of: str
    """The field of ``Size``."""
    most: int
    """The largest number that is accepted."""
    seen: str
    """The month in which others quoted it from there."""
    source: str
    """Where it is published."""


_OPENAI = "https://platform.openai.com/docs/guides/structured-outputs#supported-schemas"
_ANTHROPIC = (
    "https://platform.claude.com/docs/en/build-with-claude/structured-outputs#explicit-limits"
)
_KEYWORDS = """
type title description enum format minimum maximum items prefixItems minItems maxItems properties required
additionalProperties propertyOrdering
"""
GEMINI_KEYWORDS = frozenset(_KEYWORDS.split())
"""The keywords that https://ai.google.dev/gemini-api/docs/structured-output lists (26 February 2026)."""

LIMITS = (
    *(
        Limit(Flavour.OPENAI, of, most, "2026-02", _OPENAI)
        for of, most in (
            ("properties", 5_000),
            ("depth", 10),
            ("enum_values", 1_000),
            # Longer ones are allowed if all their values together have 15,000 characters at most.
            ("longest_enum", 250),
            ("characters", 120_000),
            ("optional", 0),
        )
    ),
    *(
        Limit(Flavour.ANTHROPIC, of, most, "2026-09", _ANTHROPIC)
        for of, most in (("unions", 16), ("optional", 24))
    ),
)
"""The limits that are published as figures."""


def inlined(schema: Any, definitions: Mapping[str, Any] | None = None) -> Any:
    """A schema with its definitions in place of the references to them; it must not contain itself."""
    if isinstance(schema, list):
        return [inlined(item, definitions) for item in schema]
    if not isinstance(schema, dict):
        return schema
    known = schema.get("$defs", {}) if definitions is None else definitions
    if "$ref" in schema:
        return inlined(known[schema["$ref"].removeprefix("#/$defs/")], known)
    return {key: inlined(item, known) for key, item in schema.items() if key != "$defs"}


def size(schema: Mapping[str, Json]) -> Size:
    """How large a schema is, with all references inlined."""
    whole = inlined(dict(schema))
    nodes = [*_nodes(whole)]
    objects = [node for node in nodes if "properties" in node]
    enums = [node["enum"] for node in nodes if "enum" in node]
    names = [key for node in objects for key in node["properties"]]
    return Size(
        properties=len(names),
        optional=len(names) - sum(len(node["required"]) for node in objects),
        unions=sum("anyOf" in node or isinstance(node.get("type"), list) for node in nodes),
        depth=_depth(whole),
        enum_values=sum(map(len, enums)),
        longest_enum=max(map(len, enums), default=0),
        characters=sum(map(len, names)) + sum(len(str(v)) for values in enums for v in values),
    )


def _below(node: Schema) -> list[Schema]:
    """The schemas right below one."""
    items = [node["items"]] if "items" in node else []
    return [*node.get("properties", {}).values(), *node.get("anyOf", ()), *items]


def _nodes(node: Schema) -> Iterator[Schema]:
    yield node
    for inner in _below(node):
        yield from _nodes(inner)


def _depth(node: Schema) -> int:
    own = "properties" in node or "items" in node
    return own + max(map(_depth, _below(node)), default=0)
