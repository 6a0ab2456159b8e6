"""What is written beside its place and then moved there, and what killed runs left of it.

A file or folder in the making is locked, and the lock ends with its process however that ends. So one
without a lock is nobody's any more, and the next run that writes into the same folder deletes it.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover  Windows has none; there leftovers stay
    fcntl = None  # type: ignore[assignment]

SUFFIX = ".detente.part"
"""How their names end; they begin with a full stop. No other program's files do both."""

_cleaned: set[Path] = set()
"""The folders that this process has looked at: once is enough, and a folder may have many files."""


@contextmanager
def making(target: Path, *, folder: bool = False) -> Iterator[Path]:
    """A new file or folder beside a target, to be filled and moved there; deleted if it is not.

    Raises ``OSError`` if it cannot be made.
    """
    _clean(target.parent)
    try:
        made, lock = _made(target, folder=folder)
    except OSError as error:  # which names a file that nobody knows
        raise OSError(error.errno, error.strerror, str(target)) from error
    try:
        yield made
    finally:
        if folder:
            shutil.rmtree(made, ignore_errors=True)
        else:
            made.unlink(missing_ok=True)
        if lock is not None:
            os.close(lock)


def _made(target: Path, *, folder: bool) -> tuple[Path, int | None]:
    """A new file or folder, and its lock. Before it has one, another run may take it for a leftover:
    then another one is made.
    """
    import tempfile  # slow to import, and needed to write alone

    prefix = f".{target.name}."
    while True:
        if folder:
            name = tempfile.mkdtemp(dir=target.parent, prefix=prefix, suffix=SUFFIX)
        else:
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=prefix, suffix=SUFFIX)
            os.close(handle)
        with suppress(BlockingIOError, FileNotFoundError):
            lock = _locked(name)
            if lock is None or _is_there(lock, name):
                return Path(name), lock
            os.close(lock)


def _locked(name: str) -> int | None:
    """A lock; ``None`` where the system has none. Raises ``BlockingIOError`` if somebody has it, and
    ``OSError`` if there is no such file.
    """
    if fcntl is None:  # pragma: no cover  Windows
        return None
    handle = os.open(name, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        if isinstance(error, BlockingIOError):
            raise
        return None
    return handle


def _is_there(lock: int, name: str) -> bool:
    """Whether what is locked still has its name."""
    try:
        return os.path.samestat(os.fstat(lock), os.stat(name))  # noqa: PTH116  as for the lock
    except OSError:
        return False


def _clean(folder: Path) -> None:
    """Delete what killed runs left in a folder. What cannot be deleted stays."""
    if folder in _cleaned:
        return
    _cleaned.add(folder)
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in [e for e in entries if e.name[0] == "." and e.name.endswith(SUFFIX)]:
            _delete(entry)


def _delete(entry: "os.DirEntry[str]") -> None:
    folder = entry.is_dir(follow_symlinks=False)
    if not folder and not entry.is_file(follow_symlinks=False):
        return
    with suppress(OSError):
        lock = _locked(entry.path)
        if lock is None:  # who knows whether somebody is writing it
            return
        try:
            if folder:
                shutil.rmtree(entry.path)
            else:
                os.unlink(entry.path)  # noqa: PTH108  as it was found
        finally:
            os.close(lock)
