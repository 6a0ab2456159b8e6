"""Writing datasets to files, atomically, and saying where one holds what no file can hold."""

from collections.abc import Iterator
from pathlib import Path

from detente.codec import encode
from detente.codec.lines import encode_lines
from detente.codec.unchecked import unchecked_json
from detente.dataset import Dataset
from detente.diagnostics import Path as PathOfKeys
from detente.diagnostics import pointer
from detente.errors import UnwritableError
from detente.files import Document, PathLike, is_json_lines, write_atomically
from detente.records import ARRAYS
from detente.records.walk import parts
from detente.validation.validator import Validation

_NAMED = 3
"""Places: how many an error message names. A guess at what is read at the end of a traceback."""


def dump(dataset: Dataset, path: PathLike, *, compact: bool = False) -> None:
    """Write a dataset to a file, as JSON Lines if its name ends in ``.jsonl``.

    The file is replaced in one step: whatever happens, it has the old contents or the new.
    Raises as ``dumps`` does, and ``OSError`` if the file cannot be written.
    """
    target = Path(path)
    data = file_bytes(dataset, lines=is_json_lines(target.name), compact=compact)
    write_atomically(target, data)


def dumps(dataset: Dataset, *, compact: bool = False) -> bytes:
    """A dataset as canonical JSON in UTF-8; compact: on one line, for machines.

    Raises ``NewerVersionError`` for a dataset that was read with ``allow_newer``, and
    ``UnwritableError`` (a ``ValueError``) for strings, numbers and extensions that a file cannot
    have; it names the record, the path and the rule, as ``validate`` does.
    """
    return file_bytes(dataset, lines=False, compact=compact)


def file_bytes(dataset: Dataset, *, lines: bool, compact: bool = False) -> bytes:
    """A dataset as JSON Lines or as JSON. Raises as ``dumps`` does."""
    try:
        if lines:
            return b"".join(encode_lines(dataset))
        return encode.dumps(dataset, compact=compact)
    except UnwritableError as error:
        places = [*_places(dataset)]
        if not places:
            raise
        more = f"; and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
        raise UnwritableError("; ".join(places[:_NAMED]) + more) from error


def _places(dataset: Dataset) -> Iterator[str]:
    """What a file cannot have, each with its record, path and rule."""
    unjson = [*_extensions(dataset)]
    if unjson:  # then there is no JSON of which validation could say more
        yield from unjson
        return
    try:
        document = Document(None, unchecked_json(dataset))
    except UnwritableError:
        return
    for diagnostic in Validation.of([document]).report(placed=False).errors:
        path = diagnostic.location.path or ()
        yield f"{_named(dataset, path)}: {diagnostic.code} {diagnostic.message}"


def _extensions(dataset: Dataset) -> Iterator[str]:
    """The extensions that are no JSON."""
    header = () if dataset.dataset is None else ((("dataset",), dataset.dataset),)
    rows = (((name, n), r) for name in ARRAYS for n, r in enumerate(getattr(dataset, name)))
    for path, record in (*header, *rows):
        for part in parts(record, path=path):
            reason = encode.unwritable_extension([part.value.ext or {}])
            if reason is not None:
                yield f"{_named(dataset, (*part.path, 'ext'))}: D112 {reason}"


def _named(dataset: Dataset, path: PathOfKeys) -> str:
    """A place as the id of its record and the JSON Pointer."""
    name, number = (*path, "", "")[:2]
    if name == "dataset" and dataset.dataset is not None:
        return f"{dataset.dataset.id} at {pointer(path)}"
    if name in ARRAYS and isinstance(number, int):
        return f"{getattr(dataset, str(name))[number].id} at {pointer(path)}"
    return pointer(path)
