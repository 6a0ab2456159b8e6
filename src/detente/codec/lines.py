"""JSON Lines: the head in the first line, then one record a line.

The prefix of the id gives the array that a record belongs to. Files are read and written line by line, so
that they can be of any size.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import msgspec

from detente.codec import duplicate_keys
from detente.codec.columns import Columns
from detente.codec.decode import check_version, checked
from detente.codec.encode import struct_of, to_bytes
from detente.codec.mirror import mirror
from detente.collector import no_collection
from detente.dataset import Dataset
from detente.errors import RefusedError
from detente.records import ARRAYS, Header, Record
from detente.records.kinds import array_of, kind_of

_PREFIX = re.compile(rb'\s*\{\s*"id"\s*:\s*"([a-z]+):')


def kind_in(line: bytes) -> str | None:
    """The kind of record in a line, by the prefix of its id; ``None`` if it has none."""
    match = _PREFIX.match(line)
    if match is not None:
        kind = match.group(1).decode("ascii")
    else:
        try:
            kind = kind_of(_decoder(None).decode(line).id)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
    return kind if array_of(kind) in ARRAYS else None


def split(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines that are not empty, with their numbers from 1."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            yield number, line


def decode_head(line: bytes, *, allow_newer: bool = False) -> Dataset:
    """The first line: a dataset without records. Raises ``RefusedError``."""
    struct = _decode(line, Dataset, allow_newer=allow_newer)
    check_version(struct.version, allow_newer=allow_newer)
    if any(getattr(struct, name) for name in ARRAYS):
        msg = "the first line contains records"
        raise RefusedError(msg)
    header = struct.dataset and msgspec.convert(struct.dataset, Header, from_attributes=True)
    return Dataset(version=struct.version, schema_uri=struct.schema_uri, dataset=header)


def decode_line(line: bytes, *, allow_newer: bool = False) -> Record:
    """One record, without a check of its patterns. Raises ``RefusedError``."""
    kind = kind_in(line)
    if kind is None:
        msg = "no record with an id"
        raise RefusedError(msg)
    cls = ARRAYS[array_of(kind)]
    struct = _decode(line, cls, allow_newer=allow_newer)
    return msgspec.convert(struct, cls, from_attributes=True)


def decode_lines(data: bytes, *, allow_newer: bool = False) -> Columns:
    """The records of a file, gathered by class. Raises ``RefusedError``."""
    arrays: dict[str, list[Any]] = {name: [] for name in ARRAYS}
    head: Dataset | None = None
    with no_collection():
        for _number, line in split(data):
            if head is None:
                head = decode_head(line, allow_newer=allow_newer)
            else:
                record = decode_line(line, allow_newer=allow_newer)
                arrays[array_of(kind_of(record.id))].append(record)
        if head is None:
            msg = "the file is empty"
            raise RefusedError(msg)
        changes: dict[str, Any] = {name: tuple(rows) for name, rows in arrays.items()}
        return checked(head.evolve(**changes))


def encode_lines(dataset: Dataset) -> Iterator[bytes]:
    """The lines of a dataset, each with its line feed. Raises as ``dumps`` does."""
    struct = struct_of(dataset)
    head = Dataset(version=dataset.version, schema_uri=dataset.schema_uri, dataset=dataset.dataset)
    yield to_bytes(struct_of(head)) + b"\n"
    for name in ARRAYS:
        for record in getattr(struct, name):
            yield to_bytes(record) + b"\n"


def stream(lines: Iterable[bytes]) -> Iterator[Dataset | Record]:
    """The head and then the records of a file, one at a time. Raises ``RefusedError`` at the
    first line that is refused; the message begins with its number.
    """
    head: Dataset | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            if head is None:
                head = checked(decode_head(line)).dataset
                yield head
            else:
                record = decode_line(line)
                name = array_of(kind_of(record.id))
                checked(Dataset(**{name: (record,)}))  # type: ignore[arg-type]
                yield record
        except RefusedError as error:
            msg = f"line {number}: {error}"
            raise RefusedError(msg) from error
    if head is None:
        msg = "the file is empty"
        raise RefusedError(msg)


def _decode(line: bytes, cls: type, *, allow_newer: bool) -> Any:
    try:
        struct = _decoder(cls, closed=not allow_newer).decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RefusedError(str(error)) from error
    may_be_deep = b'"ext"' in line or allow_newer
    if may_be_deep and duplicate_keys.depth(line.decode("utf-8")) > duplicate_keys.DEPTH:
        raise RefusedError(duplicate_keys.DEEP)
    counted = not allow_newer and duplicate_keys.may_count(line)
    complete = counted and duplicate_keys.quotes(struct) == line.count(b'"')
    if not complete and not duplicate_keys.nothing_dropped(line):
        raise RefusedError(duplicate_keys.DROPPED)
    return struct


@cache
def _decoder(cls: type | None, *, closed: bool = True) -> "msgspec.json.Decoder[Any]":
    if cls is None:
        return msgspec.json.Decoder(msgspec.defstruct("Identified", [("id", str)]))
    return msgspec.json.Decoder(mirror(cls, closed=closed))
