"""One run at a time in a folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detente.errors import InputError

try:
    import fcntl
except ImportError:  # pragma: no cover  Windows has none; there two runs at once are not noticed
    fcntl = None  # type: ignore[assignment]


@contextmanager
def locked(path: Path, out: Path) -> Iterator[None]:
    """Hold a lock that ends with the process, however it ends.

    Raises ``InputError`` if another run has it, or it is no file: to open a pipe may never end.
    """
    if path.exists() and not path.is_file():
        raise InputError(str(path), "not a regular file")
    with path.open("a") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise InputError(str(out), "another run is writing it") from error
        yield
