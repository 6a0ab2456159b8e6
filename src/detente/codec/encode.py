"""Records to bytes: one canonical form.

Keys in the order of the fields, what is absent or the default left out, two spaces of indent, UTF-8
unescaped, one line feed at the end. Writing what was read from a canonical file gives the same bytes.
"""

import math
from typing import Any

import msgspec

from detente.codec.columns import Columns, shape_holds
from detente.codec.decode import no_collection
from detente.codec.mirror import encoder, mirror
from detente.errors import NewerVersionError
from detente.records import FORMAT_VERSION, Dataset


class UnwritableError(ValueError):
    """A dataset made in Python holds what no file may hold."""


def encode(dataset: Dataset, *, compact: bool = False) -> bytes:
    """The canonical bytes of a dataset; compact: on one line.

    Raises ``NewerVersionError`` for a dataset of a newer format, ``UnwritableError`` for
    strings, numbers and extensions that no file may hold.
    """
    if dataset.version != f"{FORMAT_VERSION[0]}.{FORMAT_VERSION[1]}":
        msg = f"version {dataset.version}: what is newer than this library would be lost"
        raise NewerVersionError(msg)
    with no_collection():
        struct = struct_of(dataset)
        data = encoder.encode(struct)
    return data if compact else msgspec.json.format(data, indent=2) + b"\n"


def struct_of(dataset: Dataset) -> Any:
    """The mirror of a dataset, checked."""
    try:
        if not dataset.proven:
            _check(dataset)
        return msgspec.convert(dataset, mirror(Dataset), from_attributes=True)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        raise UnwritableError(str(error)) from error


def plain(value: Any) -> Any:
    """A record as plain Python values, what is absent or the default left out."""
    cls: Any = type(value)
    struct = msgspec.convert(value, mirror(cls), from_attributes=True)
    return msgspec.json.decode(encoder.encode(struct))  # lists, as a file has them


def _check(dataset: Dataset) -> None:
    """What a file cannot hold can still be put into a dataset in Python."""
    columns = Columns(dataset)
    if not shape_holds(columns, dataset._index):
        msg = "a string, a number or a key of an extension has a wrong form"
        raise UnwritableError(msg)
    for objects in columns.by_class.values():
        for value in objects:
            for name in ("value", "upper"):
                number = getattr(value, name, None)
                if isinstance(number, float) and not math.isfinite(number):
                    msg = f"{number} is not a number in JSON"
                    raise UnwritableError(msg)
            _check_json(getattr(value, "ext", None))


def _check_json(value: Any) -> None:
    if isinstance(value, float) and not math.isfinite(value):
        msg = f"{value} in an extension is not a number in JSON"
        raise UnwritableError(msg)
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            msg = "keys of objects in extensions are strings"
            raise UnwritableError(msg)
        for item in value.values():
            _check_json(item)
    elif isinstance(value, list):
        for item in value:
            _check_json(item)
    elif not (value is None or isinstance(value, str | int | float)):
        msg = f"an extension holds JSON, not {type(value).__name__}"
        raise UnwritableError(msg)
