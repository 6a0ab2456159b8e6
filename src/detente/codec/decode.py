"""Bytes to records, fast. Accepts a file if and only if its JSON is valid (level 0) and it
matches the schema (level 1); does not explain why a file is refused, which the pipeline does.
"""

from typing import Any

import msgspec

from detente.codec import duplicate_keys
from detente.codec.columns import Columns, shape_is_valid
from detente.codec.mirror import array_types, decoder, mirror
from detente.collector import no_collection
from detente.dataset import Dataset
from detente.errors import RefusedError
from detente.records import ARRAYS, FORMAT_VERSION, VERSION, Header

_CHUNK = 512
"""How many records are converted at a time before their structs are freed. A guess."""

_SMALL = 1 << 22
"""In bytes: a file up to this size is encoded again as a whole, a larger one by chunks, so that the peak of
memory does not rise much. A guess.
"""

WRONG_FORM = "a string, a number or a key of an extension has a wrong form"


def decode(data: bytes, *, allow_newer: bool = False, checking: bool = True) -> Columns:
    """The records of one JSON file, gathered by class; ``.dataset`` is the dataset.

    Raises ``RefusedError``. ``checking`` false skips the search for duplicate keys, for
    measurements and for bytes that this library has written.
    """
    with no_collection():
        try:
            head = decoder(closed=not allow_newer).decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise RefusedError(str(error)) from error
        check_version(head.version, allow_newer=allow_newer)
        dropped: bool | None = None
        if not checking:
            dropped = b"null" in data
        elif len(data) <= _SMALL and not allow_newer:
            dropped = not duplicate_keys.shown_complete(head, data)
        # The quotation marks of a large file are counted in chunks, while it is converted.
        counting = dropped is None and not allow_newer and duplicate_keys.may_count(data)
        dataset, quotes = _convert(head, counting=counting)
        if dropped is None:
            dropped = not counting or quotes != data.count(b'"')
        if dropped and not duplicate_keys.nothing_dropped(data):
            raise RefusedError(duplicate_keys.DROPPED)
        columns = checked(dataset, extended=b'"ext"' in data or b"\\" in data)
        if duplicate_keys.too_deep(columns.extensions, data):
            raise RefusedError(duplicate_keys.DEEP)
        return columns


def decode_record(value: Any, cls: type, *, closed: bool = True) -> Any:
    """One record from plain Python values, without a check of its patterns. Raises ``RefusedError``."""
    try:
        struct = msgspec.convert(value, mirror(cls, closed=closed))
        record: Any = msgspec.convert(struct, cls, from_attributes=True)
    except (msgspec.ValidationError, UnicodeEncodeError, RecursionError) as error:
        raise RefusedError(str(error)) from error
    return record


def check_version(version: str, *, allow_newer: bool) -> None:
    """Raise ``RefusedError`` for another version, except a newer one if that is allowed."""
    if version == VERSION:
        return
    major, dot, minor = version.partition(".")
    newer = dot and major.isdecimal() and minor.isdecimal() and version.isascii()
    if not (allow_newer and newer and int(major) == FORMAT_VERSION[0]):
        msg = f"version {version}"
        raise RefusedError(msg)


def converted(head: Any) -> Dataset:
    """A decoded head as a dataset. Empties the arrays of the head."""
    return _convert(head, counting=False)[0]


def _convert(head: Any, *, counting: bool) -> tuple[Dataset, int]:
    """Convert array by array and free what was converted, to keep the peak of memory low."""
    arrays: dict[str, tuple[Any, ...]] = {}
    quotes = 0
    for name in ARRAYS:
        rows: list[Any] = getattr(head, name)
        if counting and rows:
            quotes += 2  # the key of the array itself
        records: list[Any] = []
        rows.reverse()
        while rows:
            chunk = rows[: -_CHUNK - 1 : -1]
            del rows[-_CHUNK:]
            if counting:
                quotes += duplicate_keys.quotes(chunk)
            records += msgspec.convert(chunk, array_types()[name], from_attributes=True)
        arrays[name] = tuple(records)
    if counting:
        # The arrays are empty now, so this counts the head only.
        quotes += duplicate_keys.quotes(head)
    header = head.dataset and msgspec.convert(head.dataset, Header, from_attributes=True)
    # msgspec has made the records, so unlike the constructor it does not check each again.
    fields: dict[str, Any] = {"format": head.format, "version": head.version, "dataset": header}
    fields |= {"schema_uri": head.schema_uri, **arrays}
    return msgspec.convert(fields, Dataset), quotes


def checked(dataset: Dataset, *, extended: bool = True) -> Columns:
    """The columns of a dataset if all strings match their patterns; else raises ``RefusedError``."""
    columns = Columns(dataset, extended=extended)
    if not shape_is_valid(columns, dataset._index):
        raise RefusedError(WRONG_FORM)
    return columns
