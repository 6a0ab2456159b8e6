"""Records to bytes, in one canonical form.

Keys are in the order of the fields, absent and default values are left out; indented by two spaces, UTF-8
without escapes, one line feed at the end. Reading and writing a canonical file gives the same bytes.
"""

import math
from collections.abc import Iterable
from itertools import chain
from typing import Any

import msgspec

from detente.codec.columns import Columns, number_columns, shape_is_valid
from detente.codec.decode import WRONG_FORM
from detente.codec.duplicate_keys import DEEP, DEPTH, deep, too_deep
from detente.codec.mirror import encoder, mirror
from detente.collector import no_collection
from detente.dataset import Dataset, require
from detente.errors import NewerVersionError, UnwritableError
from detente.records import VERSION

_LEAST, _MOST = -(10**4299), 10**4300
"""Whole numbers between the two have at most 4300 characters, the most that can be read."""


def dumps(dataset: Dataset, *, compact: bool = False) -> bytes:
    """A dataset as canonical JSON in UTF-8; compact: on one line, for machines.

    Raises ``NewerVersionError`` for a dataset that was read with ``allow_newer``, and
    ``UnwritableError`` (a ``ValueError``) for strings, numbers and extensions that a file cannot
    have.
    """
    require(dataset)
    if dataset.version != VERSION:
        msg = f"version {dataset.version}: fields that this library does not know would be lost"
        raise NewerVersionError(msg)
    with no_collection():
        columns = Columns(dataset)
        data = to_bytes(struct_of(dataset, columns))
        if too_deep(columns.extensions, data):
            raise UnwritableError(DEEP)
    return data if compact else msgspec.json.format(data, indent=2) + b"\n"


def to_bytes(struct: Any) -> bytes:
    """The bytes of a mirror. Raises ``UnwritableError`` for values that JSON does not have."""
    try:
        return encoder.encode(struct)
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise UnwritableError(str(error)) from error


def struct_of(dataset: Dataset, columns: Columns | None = None) -> Any:
    """The mirror of a dataset. Raises ``UnwritableError`` for values that a dataset in Python can have
    but a file cannot.
    """
    reason = unwritable(columns or Columns(dataset), dataset._index)
    if reason is not None:
        raise UnwritableError(reason)
    try:
        return msgspec.convert(dataset, mirror(Dataset), from_attributes=True)
    except msgspec.ValidationError as error:
        raise UnwritableError(str(error)) from error


def to_plain(value: Any) -> Any:
    """A record as plain Python values, without absent and default values."""
    cls: Any = type(value)
    struct = msgspec.convert(value, mirror(cls), from_attributes=True)
    return msgspec.json.decode(to_bytes(struct))  # lists, as a file has them


def unwritable(columns: Columns, ids: Iterable[str]) -> str | None:
    """Why some records cannot be written, ``None`` if they can."""
    if not shape_is_valid(columns, ids):
        return WRONG_FORM
    numbers = chain.from_iterable(map(columns.values, number_columns()))
    reasons = filter(None, map(not_json, numbers))
    return next(reasons, None) or unwritable_extension(columns.extensions)


def unwritable_extension(extensions: Iterable[dict[str, Any]]) -> str | None:
    """Why an extension is not JSON, ``None`` if all are."""
    if any(deep(ext, DEPTH) for ext in extensions):
        return "an extension is nested too deeply, or contains itself"
    return next(filter(None, map(not_json, extensions)), None)


def not_json(value: Any, *, tuples: bool = False) -> str | None:
    """Why a value is not JSON, ``None`` if it is; ``tuples``: accept tuples as lists."""
    if isinstance(value, float):
        return None if math.isfinite(value) else f"{value} is not a number in JSON"
    parts: Iterable[Any] = ()
    if isinstance(value, dict):
        if not all(type(key) is str for key in value):
            return "the keys of an object must be strings"
        parts = value.values()
    elif isinstance(value, list) or (tuples and isinstance(value, tuple)):
        parts = value
    elif type(value) is int and not _LEAST < value < _MOST:
        return "a number has too many digits"
    elif value is not None and type(value) not in (str, int, bool):
        return f"{type(value).__name__} is not a type of JSON"
    reasons = (not_json(part, tuples=tuples) for part in parts)
    return next(filter(None, reasons), None)
