"""The converter for dicts: the interface of cattrs, with the decoder of the file loader.

``converter.structure(value, Claim)`` accepts only what the loader accepts: no string becomes a
number, and no dict a list. ``converter.unstructure(record)`` gives the plain values of a file.
"""

import copy
from typing import Any

import msgspec
from cattrs import Converter

from detente.codec.columns import Columns
from detente.codec.decode import check_version, converted
from detente.codec.duplicate_keys import DEPTH, deep, has_null
from detente.codec.encode import not_json, struct_of, to_bytes, to_plain, unwritable
from detente.codec.mirror import encoder, mirror
from detente.dataset import Dataset
from detente.errors import RefusedError, StructureError
from detente.records import model


def _structure(value: Any, cls: type) -> Any:
    if isinstance(value, cls):
        return value
    reason = _not_in_file(value)
    if reason is not None:
        raise StructureError(reason)
    try:
        # A copy: the record must not change if the caller changes the dict later.
        struct: Any = msgspec.convert(copy.deepcopy(value), mirror(cls))
        if cls is Dataset:
            check_version(struct.version, allow_newer=False)
            record: Any = converted(struct)
        else:
            record = msgspec.convert(struct, cls, from_attributes=True)
    except (msgspec.ValidationError, UnicodeEncodeError, RefusedError) as error:
        raise StructureError(str(error)) from error
    reason = unwritable(Columns.of(record), ())
    if reason is not None:
        raise StructureError(reason)
    return record


def _not_in_file(value: Any) -> str | None:
    """Why a value cannot be that of a JSON file, where msgspec would ignore or convert it."""
    if deep(value, DEPTH):
        return f"nested deeper than {DEPTH}"
    if has_null(value):
        return "null is never valid: leave the key out"
    try:
        encoder.encode(value)
    except UnicodeEncodeError:
        return "a string contains half of a surrogate pair"
    except (TypeError, ValueError, OverflowError):
        pass  # the next check says why
    return not_json(value, tuples=True)


def _unstructure(value: Any) -> Any:
    if isinstance(value, Dataset):
        return msgspec.json.decode(to_bytes(struct_of(value)))
    return to_plain(value)


def make_converter() -> Converter:
    """A new cattrs converter for the records, on which you can register hooks of your own."""
    made = Converter()
    for cls in model.classes(Dataset):
        made.register_structure_hook(cls.type, _structure)
        made.register_unstructure_hook(cls.type, _unstructure)
    # cattrs treats the members as plain strings: a hook for ``str`` would accept any string.
    for enum in model.enums(Dataset):
        made.register_structure_hook(enum, lambda value, kind: kind(value))
        made.register_unstructure_hook(enum, lambda member: member.value)
    return made


converter = make_converter()
"""The converter. Raises ``StructureError`` (a ``ValueError``)."""
