"""The input files of a corpus: which there are, what tells their states apart, what is in them."""

import bz2
import gzip
import hashlib
import io
import lzma
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from detente.corpus.engine import arrow
from detente.display import some
from detente.errors import InputError, reason_of
from detente.files import (
    COMPRESSED,
    HEAD,
    LARGEST,
    SUFFIXES,
    Document,
    PathLike,
    bounded,
    bundled_path,
    datasets_below,
    document_at,
    files_of,
    read_bytes,
)
from detente.workbook.paths import refuse_book

FOUND: Final = (*SUFFIXES, *(name + ending for name in SUFFIXES for ending in COMPRESSED))
"""How the names of the files end that a search of a folder finds."""


_GROWTH = 100
"""Compressed JSON Lines of more than 1 GiB hold at most so many times their size. A guess: annotations take a
tenth, a bomb a thousandth."""


class Unit(NamedTuple):
    """The files of one dataset, which are read together: mostly one."""

    name: str
    """The path of the file, or of the folder."""
    files: tuple[str, ...]
    """The paths of the files, as the user gave them."""


class Stamp(NamedTuple):
    """What tells whether a file is still the one that was read."""

    size: int | None
    """Its length in bytes; none if it could not be asked."""
    mtime_ns: int | None
    """When it was written, in nanoseconds."""
    sha256: str | None
    """The digest of its bytes; none if it could not be read."""


def units(source: PathLike | Iterable[PathLike]) -> list[Unit]:
    """The datasets at or below some paths, each once.

    Raises ``InputError`` for a path that does not exist or if there is none at all.
    """
    given = [source] if isinstance(source, str | os.PathLike) else list(source)
    paths = [
        bundled_path(p[1:]) if isinstance(p, str) and p.startswith("@") else Path(p) for p in given
    ]
    for path in paths:
        refuse_book(path)
    found = [_unit(path) for path in dict.fromkeys(datasets_below(paths, suffixes=FOUND))]
    if not found:
        named = ", ".join(some([*map(str, paths)]))
        raise InputError(
            named, f"no {' or '.join(f'*{s}' for s in SUFFIXES)} file, nor a compressed one"
        )
    return found


def _unit(path: Path) -> Unit:
    if not (path / HEAD).is_file():
        return Unit(str(path), (str(path),))
    try:
        return Unit(str(path), tuple(map(str, files_of(path))))
    except OSError as error:
        raise InputError(str(path), reason_of(error)) from error


def stamp(path: Path, data: bytes | None = None) -> Stamp:
    """The stamp of a file, without a digest if its bytes are not given."""
    digest = None if data is None else hashlib.sha256(data).hexdigest()
    try:
        state = path.stat()
    except (OSError, ValueError):
        return Stamp(None, None, digest)
    return Stamp(state.st_size, state.st_mtime_ns, digest)


def unchanged(path: Path, known: Stamp) -> bool:
    """Whether a file is still the one that was read: by size and time, else by its bytes."""
    now = stamp(path)
    if (now.size, now.mtime_ns) == (known.size, known.mtime_ns):
        return True
    if now.size != known.size or known.sha256 is None:
        return False
    try:
        return stamp(path, read_bytes(path, most=known.size or 0)).sha256 == known.sha256
    except InputError:
        return False


def read(name: str, path: Path) -> tuple[Document, Stamp]:
    """A file by the name that findings call it, decompressed; and its stamp.

    Raises ``InputError`` if it cannot be read or decompressed.
    """
    before = stamp(path)  # if it is written while it is read, the next run reads it again
    document = document_at(path)
    known = before._replace(sha256=hashlib.sha256(document.data).hexdigest())
    if path.suffix not in _OPEN or document.unread:
        return document._replace(name=name), known
    plain = _plain(path, document)
    return Document(name, plain or b"", unread=plain is None), known


def _plain(path: Path, document: Document) -> bytes | None:
    """What a compressed file holds; ``None`` if that is larger than a file may be. JSON Lines may be of any
    size, but not grow beyond belief.
    """
    most = max(LARGEST, _GROWTH * len(document.data)) if document.lines else LARGEST
    try:
        with _OPEN[path.suffix](io.BytesIO(document.data)) as stream:
            plain = bounded(stream, most)
    except (OSError, EOFError, ValueError, lzma.LZMAError) as error:
        raise InputError(str(path), f"cannot be decompressed: {error}") from error
    if plain is None and document.lines:
        raise InputError(str(path), f"it unpacks to more than {_GROWTH} times its size")
    return plain


def _zstandard(data: BinaryIO) -> Any:
    return arrow().CompressedInputStream(data, "zstd")


_OPEN: Mapping[str, Callable[[BinaryIO], Any]] = {
    ".gz": lambda data: gzip.GzipFile(fileobj=data),
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
    ".zst": _zstandard,
}
