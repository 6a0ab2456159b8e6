"""JSON Lines: the head in the first line, then one record a line.

The prefix of the id gives the array that a record belongs to. Files are read and written some lines at a
time, so that they can be of any size: what is checked by columns is cheap for many records together.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import islice
from typing import Any, TypeVar

import msgspec

from detente.codec import duplicate_keys
from detente.codec.decode import Decoded, check_version
from detente.codec.encode import struct_of, to_bytes
from detente.codec.mirror import mirror
from detente.collector import no_collection
from detente.dataset import Dataset
from detente.errors import RefusedError
from detente.records import ARRAYS, FORMAT, VERSION, Record
from detente.records.kinds import array_of, kind_of

_Made = TypeVar("_Made")

_MOST = 1024
"""How many lines are decoded together: with more the time for each hardly falls. Measured."""

_EMPTY = "the file is empty"
_NO_RECORD = "no record with an id"

_PREFIX = re.compile(rb'\s*\{\s*"id"\s*:\s*"([a-z]+):')
_START = b'{"id":"'  # as this library writes it
_ARRAYS = {name.removesuffix("s").encode("ascii"): name for name in ARRAYS}


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


def _array_in(line: bytes) -> str:
    """The array that the record of a line belongs to. Raises ``RefusedError``."""
    if line.startswith(_START):
        array = _ARRAYS.get(line[len(_START) : line.find(b":", len(_START))])
        if array is not None:
            return array
    kind = kind_in(line)
    if kind is None:
        raise RefusedError(_NO_RECORD)
    return array_of(kind)


def split(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines that are not empty, with their numbers from 1."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            yield number, line


def _head(line: bytes, *, allow_newer: bool = False) -> Any:
    """The mirror of the first line: a dataset without records. Raises ``RefusedError``."""
    struct = _decode(line, Dataset, allow_newer=allow_newer)
    check_version(struct.version, allow_newer=allow_newer)
    if any(getattr(struct, name) for name in ARRAYS):
        msg = "the first line contains records"
        raise RefusedError(msg)
    return struct


def decode_lines(data: bytes, *, allow_newer: bool = False) -> Decoded:
    """The content of a file. Raises ``RefusedError``."""
    lines = (line for _number, line in split(data))
    with no_collection():
        first = next(lines, None)
        if first is None:
            raise RefusedError(_EMPTY)
        head = _head(first, allow_newer=allow_newer)
        while some := list(islice(lines, _MOST)):
            for name, struct in _decode_some(some, allow_newer=allow_newer):
                getattr(head, name).append(struct)
        return Decoded(head, data)


def _decode_some(lines: list[bytes], *, allow_newer: bool = False) -> list[tuple[str, Any]]:
    """The mirrors of some records, each with the array that it belongs to; ``Decoded`` looks how deep
    they are nested. Raises ``RefusedError``.
    """
    names = [*map(_array_in, lines)]
    source = b"".join(lines)
    if allow_newer or not duplicate_keys.may_count(source):
        return [
            (name, _decode(line, ARRAYS[name], allow_newer=allow_newer))
            for name, line in zip(names, lines, strict=True)
        ]
    decoders = {name: _decoder(ARRAYS[name]).decode for name in set(names)}
    try:
        structs = [decoders[name](line) for name, line in zip(names, lines, strict=True)]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RefusedError(str(error)) from error
    # Quotation marks that were dropped in a line cannot be made up for by another, since none is
    # added: as many in all means as many in each.
    if duplicate_keys.quotes(structs) != source.count(b'"') and not all(
        map(duplicate_keys.nothing_dropped, lines)
    ):
        raise RefusedError(duplicate_keys.DROPPED)
    return [*zip(names, structs, strict=True)]


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

    Lines are read ahead, at first one and then more, up to ``_MOST``.
    """
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    first = next(numbered, None)
    if first is None:
        raise RefusedError(_EMPTY)
    yield _numbered(first[0], lambda: Decoded(_head(first[1])).dataset)
    size = 1
    while rows := list(islice(numbered, size)):
        size = min(2 * size, _MOST)
        try:
            with no_collection():
                records = _checked_some([line for _number, line in rows])
        except RefusedError:  # by which line? Those before it are good.
            for number, line in rows:  # pragma: no branch  one of them is refused alone too
                yield _numbered(number, partial(_checked_one, line))
        else:
            yield from records


def _checked_some(lines: list[bytes]) -> list[Record]:
    found = _decode_some(lines)
    head = mirror(Dataset)(format=FORMAT, version=VERSION)
    for name, struct in found:
        getattr(head, name).append(struct)
    dataset = Decoded(head, b"\n".join(lines)).dataset
    records = {name: iter(getattr(dataset, name)) for name in ARRAYS}
    return [next(records[name]) for name, _struct in found]


def _checked_one(line: bytes) -> Record:
    (record,) = _checked_some([line])
    return record


def _numbered(number: int, make: Callable[[], _Made]) -> _Made:
    """What is made of a line; a refusal begins with the number of the line."""
    try:
        return make()
    except RefusedError as error:
        msg = f"line {number}: {error}"
        raise RefusedError(msg) from error


def _decode(line: bytes, cls: type, *, allow_newer: bool) -> Any:
    """The mirror of a line. Raises ``RefusedError``."""
    try:
        struct = _decoder(cls, closed=not allow_newer).decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RefusedError(str(error)) from error
    if b'"ext"' in line or allow_newer:
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError as error:  # in a key that the decoder skips
            raise RefusedError(str(error)) from error
        if duplicate_keys.depth(text) > duplicate_keys.DEPTH:
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
