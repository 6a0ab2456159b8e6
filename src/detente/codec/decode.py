"""Bytes to records, fast. Accepts a file if and only if its JSON is sound (level 0) and it
matches the schema (level 1); refuses without explaining, which is the pipeline's part.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from detente.codec import duplicate_keys as guard
from detente.codec.columns import Columns, shape_holds
from detente.codec.mirror import array_types, decoder, mirror
from detente.dataset import Dataset
from detente.errors import RefusedError
from detente.records import ARRAYS, FORMAT_VERSION, VERSION, Header

_CHUNK = 512
_SMALL = 1 << 22  # what may be written a second time without raising the peak of memory much
WRONG_FORM = "a string, a number or a key of an extension has a wrong form"


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the collector from walking records that are being made and hold no cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def decode(data: bytes, *, allow_newer: bool = False, guarded: bool = True) -> Columns:
    """The records of one JSON file, gathered by class; ``.dataset`` is the dataset.

    Raises ``RefusedError``. ``guarded`` false leaves out the search for keys twice, for
    measurements and for bytes that we wrote ourselves.
    """
    with no_collection():
        try:
            head = decoder(closed=not allow_newer).decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise RefusedError(str(error)) from error
        check_version(head.version, allow_newer=allow_newer)
        dropped: bool | None = None
        if not guarded:
            dropped = b"null" in data
        elif len(data) <= _SMALL and not allow_newer:
            dropped = not guard.says_the_same(head, data)
        # A large file is counted piece by piece, while it is converted.
        counting = dropped is None and not allow_newer and guard.may_count(data)
        dataset, quotes = _convert(head, counting=counting)
        if dropped is None:
            dropped = not counting or quotes != data.count(b'"')
        if dropped and not guard.nothing_dropped(data):
            raise RefusedError(guard.DROPPED)
        columns = checked(dataset, extended=b'"ext"' in data or b"\\" in data)
        if guard.too_deep(columns.extensions, data):
            raise RefusedError(guard.DEEP)
        return columns


def decode_record(value: Any, cls: type, *, closed: bool = True) -> Any:
    """One record from plain Python values (or raise ``RefusedError``), nothing else checked
    than its shape.
    """
    try:
        struct = msgspec.convert(value, mirror(cls, closed=closed))
        record: Any = msgspec.convert(struct, cls, from_attributes=True)
    except (msgspec.ValidationError, UnicodeEncodeError, RecursionError) as error:
        raise RefusedError(str(error)) from error
    return record


def check_version(version: str, *, allow_newer: bool) -> None:
    """Raise ``RefusedError`` if the version is not ours, or newer where that is not allowed."""
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
                quotes += guard.quotes(chunk)
            records += msgspec.convert(chunk, array_types()[name], from_attributes=True)
        arrays[name] = tuple(records)
    if counting:
        # The arrays are empty by now: what is left is the head.
        quotes += guard.quotes(head)
    header = head.dataset and msgspec.convert(head.dataset, Header, from_attributes=True)
    # The engine made the records: unlike the constructor it need not look at each again.
    fields: dict[str, Any] = {"format": head.format, "version": head.version, "dataset": header}
    fields |= {"schema_uri": head.schema_uri, **arrays}
    return msgspec.convert(fields, Dataset), quotes


def checked(dataset: Dataset, *, extended: bool = True) -> Columns:
    """The columns of a dataset whose patterns hold; raises ``RefusedError`` otherwise."""
    columns = Columns(dataset, extended=extended)
    if not shape_holds(columns, dataset._index):
        raise RefusedError(WRONG_FORM)
    return columns
