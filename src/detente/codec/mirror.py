"""Mirror structs, which msgspec decodes into: one ``Struct`` for each record class.

msgspec decodes straight into attrs classes too, but then ignores unknown keys. Decoding into a
closed mirror and converting costs as much and refuses them.
"""

from functools import cache
from typing import Annotated, Any, Literal

import msgspec

from detente.dataset import Dataset
from detente.records import ARRAYS, Annotator, Article, Header, TextProfile, model

ONCE = (Header, Annotator, Article, TextProfile)
"""Classes with few records in a file: msgspec checks their patterns, which takes longer for each string
than column checks do, but has no cost for each pattern."""


@cache
def mirror(cls: Any, *, closed: bool = True) -> type[msgspec.Struct]:
    """The mirror of a record class; an open one accepts the keys of a newer format."""
    once = cls in ONCE
    fields = [_field(f, closed=closed, once=once) for f in model.describe(cls).fields]
    return msgspec.defstruct(
        cls.__name__,
        fields,
        frozen=True,
        gc=False,
        kw_only=True,
        omit_defaults=True,
        forbid_unknown_fields=closed,
        rename={"schema_uri": "$schema"},
    )


@cache
def decoder(*, closed: bool = True) -> "msgspec.json.Decoder[Any]":
    """The decoder of a whole file."""
    return msgspec.json.Decoder(mirror(Dataset, closed=closed))


encoder = msgspec.json.Encoder()


@cache
def array_types() -> dict[str, Any]:
    """For each array of the file the type of its list of records."""
    return {name: list[cls] for name, cls in ARRAYS.items()}  # type: ignore[valid-type]


def _field(field: model.Field, *, closed: bool, once: bool) -> tuple[Any, ...]:
    hint = _hint(field, closed=closed, once=once)
    if field.required:
        return (field.name, hint)
    if _is_array(field):
        return (field.name, hint, msgspec.field(default_factory=list))
    if field.default is None:
        hint |= None
    return (field.name, hint, field.default)


def _hint(field: model.Field, *, closed: bool, once: bool) -> Any:
    item: Any = _item(field, closed=closed, once=once)
    if not field.many:
        return item
    if _is_array(field):  # lists, so that records can be freed as they convert
        return list[item]
    if field.least or field.most is not None:
        return Annotated[
            tuple[item, ...],
            msgspec.Meta(min_length=field.least or None, max_length=field.most),
        ]
    return tuple[item, ...]


def _is_array(field: model.Field) -> bool:
    """Whether it is an array of the file; a part may have a list of the same name, such as
    ``actors`` of an attitude.
    """
    return field.base == "record" and ARRAYS.get(field.name) is field.type


def _item(field: model.Field, *, closed: bool, once: bool) -> Any:
    match field.base:
        case "record":
            return mirror(field.type, closed=closed)
        case "enum":
            return field.type
        case "const":
            return Literal[field.type]
        case "number":
            return int | float
        case "object":
            return dict[str, Any]
        case "bool":
            return bool
        case "int":
            return Annotated[int, msgspec.Meta(ge=field.minimum)]
        case _:
            return Annotated[
                str,
                msgspec.Meta(
                    min_length=field.min_length,
                    max_length=field.max_length,
                    pattern=field.pattern if once else None,
                ),
            ]
