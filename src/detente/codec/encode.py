"""Records to bytes: one canonical form.

Keys in the order of the fields, what is absent or the default left out, two spaces of indent, UTF-8
unescaped, one line feed at the end. Writing what was read from a canonical file gives the same bytes.
"""

import math
from collections.abc import Iterable
from itertools import chain
from typing import Any

import msgspec

from detente.codec.columns import Columns, number_columns, shape_holds
from detente.codec.decode import WRONG_FORM, no_collection
from detente.codec.duplicate_keys import DEEP, DEPTH, deep, too_deep
from detente.codec.mirror import encoder, mirror
from detente.dataset import Dataset
from detente.errors import NewerVersionError, UnwritableError
from detente.records import VERSION

_BITS = 14_284  # 4300 digits, what Python reads without being told to


def encode(dataset: Dataset, *, compact: bool = False) -> bytes:
    """The canonical bytes of a dataset; compact: on one line.

    Raises ``NewerVersionError`` for a dataset of a newer format, ``UnwritableError`` for
    strings, numbers and extensions that no file may hold.
    """
    if dataset.version != VERSION:
        msg = f"version {dataset.version}: what is newer than this library would be lost"
        raise NewerVersionError(msg)
    with no_collection():
        columns = Columns(dataset)
        data = to_bytes(struct_of(dataset, columns))
        if too_deep(columns.extensions, data):
            raise UnwritableError(DEEP)
    return data if compact else msgspec.json.format(data, indent=2) + b"\n"


def to_bytes(struct: Any) -> bytes:
    """The bytes of a mirror. Raises ``UnwritableError`` for what JSON cannot hold."""
    try:
        return encoder.encode(struct)
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise UnwritableError(str(error)) from error


def struct_of(dataset: Dataset, columns: Columns | None = None) -> Any:
    """The mirror of a dataset. What a file cannot hold can still be put into a dataset in Python:
    raises ``UnwritableError`` for that.
    """
    complaint = unwritable(columns or Columns(dataset), dataset._index)
    if complaint is not None:
        raise UnwritableError(complaint)
    try:
        return msgspec.convert(dataset, mirror(Dataset), from_attributes=True)
    except msgspec.ValidationError as error:
        raise UnwritableError(str(error)) from error


def plain(value: Any) -> Any:
    """A record as plain Python values, what is absent or the default left out."""
    cls: Any = type(value)
    struct = msgspec.convert(value, mirror(cls), from_attributes=True)
    return msgspec.json.decode(to_bytes(struct))  # lists, as a file has them


def unwritable(columns: Columns, ids: Iterable[str]) -> str | None:
    """What no file may hold in some records, ``None`` if there is nothing."""
    if not shape_holds(columns, ids):
        return WRONG_FORM
    numbers = chain.from_iterable(map(columns.values, number_columns()))
    return next(filter(None, map(not_json, numbers)), None) or odd_extension(columns.extensions)


def odd_extension(extensions: Iterable[dict[str, Any]]) -> str | None:
    """Why an extension is no JSON, ``None`` if all are."""
    if any(deep(ext, DEPTH) for ext in extensions):
        return "an extension is nested too deeply, or holds itself"
    return next(filter(None, map(not_json, extensions)), None)


def not_json(value: Any, *, tuples: bool = False) -> str | None:
    """Why a value is no JSON, ``None`` if it is; with ``tuples`` they pass for lists."""
    if isinstance(value, float):
        return None if math.isfinite(value) else f"{value} is not a number in JSON"
    parts: Iterable[Any] = ()
    if isinstance(value, dict):
        if not all(type(key) is str for key in value):
            return "keys of objects are strings"
        parts = value.values()
    elif isinstance(value, list) or (tuples and isinstance(value, tuple)):
        parts = value
    elif type(value) is int and value.bit_length() > _BITS:
        return "a number has more digits than can be held"
    elif value is not None and type(value) not in (str, int, bool):
        return f"{type(value).__name__} is no type of JSON"
    complaints = (not_json(part, tuples=tuples) for part in parts)
    return next(filter(None, complaints), None)
