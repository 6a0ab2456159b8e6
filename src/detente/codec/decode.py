"""Bytes to records, fast. Accepts a file if and only if its JSON is valid (level 0) and it
matches the schema (level 1); does not explain why a file is refused, which the pipeline does.
"""

from functools import cached_property
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


class Decoded:
    """What was read: the mirrors, whose form is right, and the records once they are wanted.

    Checks ask mirrors as they ask records, by the names of the fields. Records are made of them only where
    somebody wants them: making and freeing them takes longer than decoding.
    """

    def __init__(self, head: Any, source: bytes | None = None) -> None:
        """Check the form of a head. Raises ``RefusedError``. ``source``: the JSON of all of it."""
        self._head = head
        self.counts = {name: len(getattr(head, name)) for name in ARRAYS}
        """The number of records in each array."""
        columns = checked(of_mirrors(head), source)
        if source is not None and duplicate_keys.too_deep(columns.extensions, source):
            raise RefusedError(duplicate_keys.DEEP)
        self._columns: Columns | None = columns

    @property
    def columns(self) -> Columns | None:
        """The mirrors by class, until the records are made."""
        return self._columns

    @cached_property
    def dataset(self) -> Dataset:
        """The records. The mirrors are freed while they are made."""
        self._columns = None
        with no_collection():
            return converted(self._head)


def decode(data: bytes, *, allow_newer: bool = False, checking: bool = True) -> Decoded:
    """The content of one JSON file. Raises ``RefusedError``.

    ``checking`` false skips the search for duplicate keys, for measurements and for bytes that this
    library has written.
    """
    with no_collection():
        try:
            head = decoder(closed=not allow_newer).decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise RefusedError(str(error)) from error
        check_version(head.version, allow_newer=allow_newer)
        if checking:
            complete = not allow_newer and _shown_complete(head, data)
        else:
            complete = b"null" not in data
        if not complete and not duplicate_keys.nothing_dropped(data):
            raise RefusedError(duplicate_keys.DROPPED)
        return Decoded(head, data)


def _shown_complete(head: Any, data: bytes) -> bool:
    """Whether it can be shown cheaply that decoding dropped nothing."""
    if len(data) <= _SMALL:
        return duplicate_keys.shown_complete(head, data)
    if not duplicate_keys.may_count(data):
        return False
    arrays = [getattr(head, name) for name in ARRAYS]
    chunks = (rows[n : n + _CHUNK] for rows in arrays for n in range(0, len(rows), _CHUNK))
    empty = msgspec.structs.replace(head, **{name: [] for name in ARRAYS})
    quotes = sum(map(duplicate_keys.quotes, chunks)) + duplicate_keys.quotes(empty)
    quotes += sum(2 for rows in arrays if rows)  # the keys of the arrays themselves
    return quotes == data.count(b'"')


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


def of_mirrors(head: Any) -> Dataset:
    """A dataset whose records are mirrors, for checks. It shares its arrays with the head."""
    made = object.__new__(Dataset)
    for name in ("format", "version", "schema_uri", "dataset", *ARRAYS):
        object.__setattr__(made, name, getattr(head, name))
    return made


def converted(head: Any) -> Dataset:
    """A decoded head as a dataset: array by array, and what was converted is freed, to keep the peak of
    memory low. Empties the arrays of the head.
    """
    arrays: dict[str, tuple[Any, ...]] = {}
    for name in ARRAYS:
        rows: list[Any] = getattr(head, name)
        records: list[Any] = []
        rows.reverse()
        while rows:
            chunk = rows[: -_CHUNK - 1 : -1]
            del rows[-_CHUNK:]
            records += msgspec.convert(chunk, array_types()[name], from_attributes=True)
        arrays[name] = tuple(records)
    header = head.dataset and msgspec.convert(head.dataset, Header, from_attributes=True)
    # msgspec has made the records, so unlike the constructor it does not check each again.
    fields: dict[str, Any] = {"format": head.format, "version": head.version, "dataset": header}
    fields |= {"schema_uri": head.schema_uri, **arrays}
    return msgspec.convert(fields, Dataset)


def checked(dataset: Dataset, source: bytes | None = None) -> Columns:
    """The columns of a dataset if all strings match their patterns; else raises ``RefusedError``."""
    columns = Columns(dataset, source=source)
    if not shape_is_valid(columns, dataset._index):
        raise RefusedError(WRONG_FORM)
    return columns
