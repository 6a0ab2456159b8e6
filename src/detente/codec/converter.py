"""The converter for dicts: cattrs in front, the engine of the file loader behind.

``converter.structure(value, Claim)`` accepts what the loader accepts and nothing else: no string
becomes a number, no dict a list. ``converter.unstructure(record)`` gives what a file holds.
"""

from typing import Any

import msgspec
from cattrs import Converter

from detente import model
from detente.codec.columns import Columns, shape_holds
from detente.codec.decode import converted
from detente.codec.encode import plain, struct_of
from detente.codec.guard import has_null
from detente.codec.mirror import encoder, mirror
from detente.records import Dataset


class StructureError(ValueError):
    """A value does not have the shape of the record that it was to become."""


def _structure(value: Any, cls: type) -> Any:
    if isinstance(value, cls):
        return value
    try:
        struct = msgspec.convert(value, mirror(cls))
        record = (
            converted(struct)
            if cls is Dataset
            else msgspec.convert(struct, cls, from_attributes=True)
        )
    except (msgspec.ValidationError, RecursionError) as error:
        raise StructureError(str(error)) from error
    if has_null(value):
        msg = "null is never valid: leave the key out"
        raise StructureError(msg)
    columns = Columns.of(record)
    if not shape_holds(columns, ()):
        msg = f"a string, a number or a key of an extension in this {cls.__name__} has a wrong form"
        raise StructureError(msg)
    return record


def _unstructure(value: Any) -> Any:
    if isinstance(value, Dataset):
        return msgspec.json.decode(encoder.encode(struct_of(value)))
    return plain(value)


def make_converter() -> Converter:
    """A cattrs converter that knows the records; register what you like on it."""
    made = Converter()
    for cls in model.classes():
        made.register_structure_hook(cls.type, _structure)
        made.register_unstructure_hook(cls.type, _unstructure)
    return made


converter = make_converter()
"""The converter. Raises ``StructureError`` (a ``ValueError``)."""
