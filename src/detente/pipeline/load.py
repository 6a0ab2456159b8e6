"""Loading: from a source to a dataset, or to the report of why it is refused."""

from collections.abc import Iterator
from os import PathLike as AnyPath
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from detente import files
from detente.codec import lines
from detente.codec.unchecked import unchecked_json
from detente.dataset import Dataset
from detente.diagnostics import InvalidError
from detente.display import capped
from detente.errors import InputError, RefusedError, reason_of
from detente.files import Document, PathLike, documents
from detente.records import Record
from detente.validation.documents import LoadedDocument
from detente.validation.parsing import Parsed
from detente.validation.validator import Validation
from detente.workbook.paths import is_book, refuse_sheet

Readable: TypeAlias = PathLike | bytes | bytearray | Dataset | Document | tuple[Document, ...]
"""What can be read: the path of a file or a folder, ``"@name"`` for bundled data, the bytes of a
file, a dataset made in Python, or documents that were read already.
"""


def open_source(source: Readable) -> list[Document]:
    """The documents of a source. Raises ``InputError``, and ``TypeError`` for anything else."""
    if isinstance(source, bytes | bytearray):
        return [Document(None, bytes(source))]
    if isinstance(source, Dataset):
        return [Document(None, unchecked_json(source))]
    if isinstance(source, Document):
        return [source]
    if isinstance(source, tuple) and source and all(type(d) is Document for d in source):
        return [*source]  # so that what is checked is what was read
    if isinstance(source, str) and "\n" in source:
        raise InputError(capped(source.split("\n")[0], 40), "a text, not a path; use detente.loads")
    if isinstance(source, str | AnyPath):
        if is_book(source):
            from detente.workbook.opening import book_document  # on use: few sources are books

            return [book_document(source)]
        refuse_sheet(source)
        return documents(source)
    msg = f"expected a path, bytes or a Dataset, got {type(source).__name__}"
    raise TypeError(msg)


def parsed_values(document: Document, parsed: Parsed) -> dict[str, Any]:
    """The plain values of a document. Raises ``InvalidError`` if it is not valid JSON of a known version."""
    if parsed.values is None or parsed.findings:
        refused = LoadedDocument(document, parsed=parsed._replace(values=None))
        raise InvalidError(Validation([refused]).report())
    return parsed.values


def load(source: Readable, *, allow_newer: bool = False) -> Dataset:
    """Read a source and return its dataset.

    ``source``: a path of a file or a folder, ``"@name"`` for bundled data, bytes, or a
    ``Dataset``. ``allow_newer``: accept a newer minor version of the format, and leave out the
    fields that this one does not have. Raises ``InputError`` if the source cannot be read at all,
    ``InvalidError`` if it is refused (levels 0 and 1); ``validate`` checks the other levels.
    """
    validation = Validation.of(open_source(source), allow_newer=allow_newer)
    if not validation.well_formed:
        for loaded in validation.documents:
            if loaded.draft is not None:
                loaded.refuse_draft()
        validation.report().raise_if_errors()
    return validation.dataset


def loads(data: bytes | str, *, allow_newer: bool = False) -> Dataset:
    """The dataset in JSON bytes or text. Raises ``InvalidError`` if it is refused."""
    return load(
        data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data,
        allow_newer=allow_newer,
    )


def stream(path: PathLike) -> Iterator[Dataset | Record]:
    """The records of a JSON Lines file one at a time; first the head, a ``Dataset`` without records.

    A few hundred lines at most are in memory at a time. Each line is checked as by ``load``; references between
    lines are not. Raises ``InputError`` if the file cannot be read, ``RefusedError`` (a
    ``ValueError``) with the number of the first line that is refused.
    """
    try:
        with Path(path).open("rb") as file:
            yield from lines.stream(_bounded(file))
    except OSError as error:
        raise InputError(str(path), reason_of(error)) from error


def _bounded(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, none of which is too long to be held in memory."""
    number = 1
    while line := file.readline(files.LARGEST + 1):
        if len(line) > files.LARGEST:
            msg = f"line {number}: longer than {files.LARGEST} bytes"
            raise RefusedError(msg)
        yield line
        number += 1
