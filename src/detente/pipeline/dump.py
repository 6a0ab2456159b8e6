"""Writing datasets to files, atomically."""

from pathlib import Path

from detente.codec.encode import dumps
from detente.codec.lines import encode_lines
from detente.dataset import Dataset
from detente.files import PathLike, is_json_lines, write_atomically


def dump(dataset: Dataset, path: PathLike, *, compact: bool = False) -> None:
    """Write a dataset to a file, as JSON Lines if its name ends in ``.jsonl``.

    The file is replaced in one step: whatever happens, it has the old contents or the new.
    Raises as ``dumps`` does, and ``OSError`` if the file cannot be written.
    """
    target = Path(path)
    data = file_bytes(dataset, lines=is_json_lines(target.name), compact=compact)
    write_atomically(target, data)


def file_bytes(dataset: Dataset, *, lines: bool, compact: bool = False) -> bytes:
    """A dataset as JSON Lines or as JSON. Raises as ``dumps`` does."""
    return b"".join(encode_lines(dataset)) if lines else dumps(dataset, compact=compact)
