"""One introspection of the records, from which everything else is derived.

Schema, draft schema, loader, column checks, converter, field documentation and test strategies
ask this module what a field is. Nothing else reads the annotations of the records.
"""

import ast
import importlib
import inspect
import types
from collections.abc import Iterator
from enum import Enum
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import attrs

from detente.records import constraints as c
from detente.records.kinds import Kind

Base = Literal["str", "int", "number", "bool", "enum", "const", "record", "object"]

# JSON keys are the attribute names, with one exception.
_KEYS = {"schema_uri": "$schema"}
_CODE = get_args(c.Code)[1]


class Field(NamedTuple):
    """What one field of a record may hold."""

    name: str
    """The attribute."""
    key: str
    """The key in JSON."""
    base: Base
    """The kind of value, or of each item of a list."""
    type: Any
    """The enum, the record class, or the constant."""
    many: bool
    """Whether it is a list."""
    required: bool
    """Whether it must be there."""
    default: Any
    """The value when absent."""
    least: int
    """The smallest number of items."""
    most: int | None
    """The largest number of items."""
    text: c.Text | None
    """Pattern, length, own words; strings only."""
    refs: tuple[str, ...]
    """The kinds of record that it may name; empty if it is no reference."""
    key_of: Kind | None
    """The kind, if it is the record's own id."""
    minimum: int | None
    """The smallest integer."""
    edtf: bool
    """Whether it is a date in EDTF."""

    @property
    def pattern(self) -> str | None:
        """The pattern of a string, those of ids included."""
        if self.key_of:
            return c.id_pattern(self.key_of)
        return c.ANY_ID if self.refs else self.text.pattern if self.text else None

    @property
    def min_length(self) -> int | None:
        """The smallest length of a string in code points."""
        return self.text.min_length if self.text else None

    @property
    def max_length(self) -> int | None:
        """The largest length of a string in code points."""
        if self.key_of or self.refs:
            return c.ID_LENGTH
        return self.text.max_length if self.text else None

    @property
    def code(self) -> bool:
        """Whether it is a code of a scheme, ``scheme/value``: it names the scheme."""
        return self.text is _CODE

    @property
    def own_words(self) -> bool:
        """Whether the annotator writes it in own words."""
        return self.text is not None and self.text.own_words


class Class(NamedTuple):
    """A record class and its fields, in the order of the file."""

    type: type
    """The class."""
    fields: tuple[Field, ...]
    """The fields."""

    @property
    def name(self) -> str:
        """The name of the class."""
        return self.type.__name__


@cache
def describe(cls: Any) -> Class:
    """What the fields of a record class may hold."""
    return Class(cls, tuple(_field(a) for a in attrs.fields(cls)))


@cache
def classes(root: Any) -> tuple[Class, ...]:
    """A record class with all that it is made of, parts before wholes, ``root`` last."""
    found: dict[type, Class] = {}

    def visit(cls: type) -> None:
        description = describe(cls)
        for field in description.fields:
            if field.base == "record" and field.type not in found:
                visit(field.type)
        found[cls] = description

    visit(root)
    return tuple(found.values())


def fields_of(value: Any) -> tuple[Field, ...]:
    """What the fields of a record may hold."""
    cls: Any = type(value)
    return describe(cls).fields


def enums(root: Any) -> Iterator[type[Enum]]:
    """All value sets that a record class and its parts use, each once."""
    seen = dict.fromkeys(f.type for cls in classes(root) for f in cls.fields if f.base == "enum")
    return iter(seen)


def _field(attribute: "attrs.Attribute[Any]") -> Field:
    hint, markers = _unwrapped(attribute.type)
    many = get_origin(hint) is tuple
    if many:
        hint, inner = _unwrapped(get_args(hint)[0])
        markers += inner
    base, type_ = _base(hint)
    found = {type(marker): marker for marker in markers}
    items = found.get(c.Items, c.Items())
    key, ref, least = found.get(c.Key), found.get(c.Ref), found.get(c.Least)
    # Only the head of a file has strings as defaults: what a file must state of itself.
    required = attribute.default is attrs.NOTHING or type(attribute.default) is str
    return Field(
        name=attribute.name,
        key=_KEYS.get(attribute.name, attribute.name),
        base=base,
        type=type_,
        many=many,
        required=required,
        default=None if required else attribute.default,
        least=items.least,
        most=items.most,
        text=found.get(c.Text),
        refs=() if ref is None else ref.kinds,
        key_of=None if key is None else key.kind,
        minimum=None if least is None else least.value,
        edtf=c.Edtf in found,
    )


def _unwrapped(hint: Any) -> tuple[Any, list[Any]]:
    """The hint without ``Annotated`` and ``None``, and its markers."""
    markers: list[Any] = []
    while True:
        if get_origin(hint) is Annotated:
            hint, *found = get_args(hint)
            markers += found
        elif get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint):
            rest = [part for part in get_args(hint) if part is not type(None)]
            hint = rest[0] if len(rest) == 1 else Union[tuple(rest)]  # noqa: UP007
            if len(rest) > 1:
                return hint, markers
        else:
            return hint, markers


def _base(hint: Any) -> tuple[Base, Any]:
    origin = get_origin(hint)
    if origin is Literal:
        return "const", get_args(hint)[0]
    if origin in (Union, types.UnionType):
        return "number", None
    if origin is dict:
        return "object", None
    if attrs.has(hint):
        return "record", hint
    if issubclass(hint, Enum):
        return "enum", hint
    plain: dict[type, Base] = {str: "str", bool: "bool", int: "int"}
    return plain[hint], None


@cache
def documentation(cls: Any) -> tuple[str, dict[str, str]]:
    """The docstring of a record class, and the docstring under each of its fields.

    Read from the source, where every field is documented once.
    """
    fields: dict[str, str] = {}
    for base in reversed(cls.__mro__[:-1]):
        module = ast.parse(inspect.getsource(importlib.import_module(base.__module__)))
        body = next(
            node.body
            for node in module.body
            if isinstance(node, ast.ClassDef) and node.name == base.__name__
        )
        for statement, following in pairwise(body):
            if isinstance(statement, ast.AnnAssign):
                field: Any = statement.target
                text: Any = following  # a test holds that every field has one
                fields[field.id] = " ".join(inspect.cleandoc(text.value.value).split())
    return " ".join(inspect.cleandoc(cls.__doc__ or "").split()), fields


def meanings(enum: Any) -> dict[str, str]:
    """The docstring under each member of an enum, by the member's name; read from the source."""
    module = ast.parse(inspect.getsource(importlib.import_module(enum.__module__)))
    body = next(
        n.body for n in module.body if isinstance(n, ast.ClassDef) and n.name == enum.__name__
    )
    found: dict[str, str] = {}
    for statement, following in pairwise(body):
        if isinstance(statement, ast.Assign):
            member: Any = statement.targets[0]
            text: Any = following
            found[member.id] = " ".join(inspect.cleandoc(text.value.value).split())
    return found
