"""The converter for dicts: cattrs in front, the engine of the file loader behind.

``converter.structure(value, Claim)`` accepts what the loader accepts and nothing else: no string
becomes a number, no dict a list. ``converter.unstructure(record)`` gives what a file holds.
"""

import copy
from typing import Any

import msgspec
from cattrs import Converter

from detente.codec.columns import Columns
from detente.codec.decode import check_version, converted
from detente.codec.duplicate_keys import DEPTH, deep, has_null
from detente.codec.encode import not_json, plain, struct_of, to_bytes, unwritable
from detente.codec.mirror import encoder, mirror
from detente.dataset import Dataset
from detente.errors import RefusedError, StructureError
from detente.records import model


def _structure(value: Any, cls: type) -> Any:
    if isinstance(value, cls):
        return value
    complaint = _complaint(value)
    if complaint is not None:
        raise StructureError(complaint)
    try:
        # A copy: the record must not change when its maker changes the dict.
        struct: Any = msgspec.convert(copy.deepcopy(value), mirror(cls))
        if cls is Dataset:
            check_version(struct.version, allow_newer=False)
            record: Any = converted(struct)
        else:
            record = msgspec.convert(struct, cls, from_attributes=True)
    except (msgspec.ValidationError, UnicodeEncodeError, RefusedError) as error:
        raise StructureError(str(error)) from error
    complaint = unwritable(Columns.of(record), ())
    if complaint is not None:
        raise StructureError(complaint)
    return record


def _complaint(value: Any) -> str | None:
    """What a JSON file could not hold, which the engine would pass over or convert."""
    if deep(value, DEPTH):
        return f"nested deeper than {DEPTH}"
    if has_null(value):
        return "null is never valid: leave the key out"
    try:
        encoder.encode(value)
    except UnicodeEncodeError:
        return "a string holds half a character"
    except (TypeError, ValueError, OverflowError):
        pass  # the next check says why
    return not_json(value, tuples=True)


def _unstructure(value: Any) -> Any:
    if isinstance(value, Dataset):
        return msgspec.json.decode(to_bytes(struct_of(value)))
    return plain(value)


def make_converter() -> Converter:
    """A cattrs converter that knows the records; register what you like on it."""
    made = Converter()
    for cls in model.classes(Dataset):
        made.register_structure_hook(cls.type, _structure)
        made.register_unstructure_hook(cls.type, _unstructure)
    # cattrs takes the members for plain strings: a hook of yours for ``str`` would let any through.
    for enum in model.enums(Dataset):
        made.register_structure_hook(enum, lambda value, kind: kind(value))
        made.register_unstructure_hook(enum, lambda member: member.value)
    return made


converter = make_converter()
"""The converter. Raises ``StructureError`` (a ``ValueError``)."""
