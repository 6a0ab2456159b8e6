"""Writing datasets to files: whole or not at all."""

from pathlib import Path

from detente.codec.encode import encode
from detente.codec.lines import encode_lines
from detente.dataset import Dataset
from detente.files import PathLike, write_atomically


def dumps(dataset: Dataset, *, compact: bool = False) -> bytes:
    """A dataset as canonical JSON in UTF-8; compact: on one line, for machines.

    Raises ``NewerVersionError`` for a dataset that was read with ``allow_newer``, and
    ``UnwritableError`` (a ``ValueError``) for what no file may hold.
    """
    return encode(dataset, compact=compact)


def dump(dataset: Dataset, path: PathLike, *, compact: bool = False) -> None:
    """Write a dataset to a file, as JSON Lines if its name ends in ``.jsonl``.

    The file is replaced in one step: whatever happens, it holds the old contents or the new.
    Raises as ``dumps`` does, and ``OSError`` if the file cannot be written.
    """
    target = Path(path)
    if target.name.endswith((".jsonl", ".ndjson")):
        data = b"".join(encode_lines(dataset))
    else:
        data = dumps(dataset, compact=compact)
    write_atomically(target, data)
