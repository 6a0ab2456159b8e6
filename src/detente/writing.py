"""Writing datasets to files: whole or not at all."""

import errno
import os
import tempfile
from pathlib import Path

from detente.codec.encode import encode
from detente.codec.lines import encode_lines
from detente.records import Dataset


def dumps(dataset: Dataset, *, compact: bool = False) -> bytes:
    """A dataset as canonical JSON in UTF-8; compact: on one line, for machines.

    Raises ``NewerVersionError`` for a dataset that was read with ``allow_newer``, and
    ``UnwritableError`` (a ``ValueError``) for what no file may hold.
    """
    return encode(dataset, compact=compact)


def dump(dataset: Dataset, path: str | os.PathLike[str], *, compact: bool = False) -> None:
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


def write_atomically(path: Path, data: bytes) -> None:
    """Replace the contents of a file in one step. A symbolic link stays one; permissions stay."""
    try:
        target = path.resolve() if path.is_symlink() else path
    except RuntimeError as error:  # Python 3.11 and 3.12 say so of a loop
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o7777)
        else:
            temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
