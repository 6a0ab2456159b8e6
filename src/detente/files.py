"""Files: names to bytes, of files, folders and bundled data, and bytes to files, whole or not at all."""

import errno
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from detente.errors import InputError, reason_of

SUFFIX = ".detente.json"
LINES_SUFFIX = ".detente.jsonl"
HEAD = "dataset" + SUFFIX
_PASSES = "passes"

_DATA = resources.files("detente").joinpath("data")

PathLike = str | os.PathLike[str]


class Document(NamedTuple):
    """The bytes of one file and what it is called in diagnostics."""

    name: str | None
    data: bytes

    @property
    def lines(self) -> bool:
        """Whether it is JSON Lines."""
        return self.name is not None and self.name.endswith((".jsonl", ".ndjson"))

    @property
    def text(self) -> str:
        """The text in which places are counted: without a byte order mark, whatever it holds."""
        return self.data.decode("utf-8", "replace").removeprefix("\ufeff")


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; raises ``InputError`` with the reason in the user's words."""
    try:
        if path.is_dir():
            raise InputError(str(path), f"a directory without {HEAD}")
        if not stat.S_ISREG(path.stat().st_mode) and not stat.S_ISFIFO(path.stat().st_mode):
            raise InputError(str(path), "not a regular file")
        return path.read_bytes()
    except FileNotFoundError as error:
        hint = f"; bundled data is @{path}" if str(path) in bundled() else ""
        reason = f"no such file or directory{hint}"
        raise InputError(str(path), reason) from error
    except OSError as error:
        raise InputError(str(path), reason_of(error)) from error
    except ValueError as error:  # a null character in the name
        raise InputError(repr(str(path)), str(error)) from error
    except RuntimeError as error:
        raise InputError(str(path), "a loop of symbolic links") from error


def bundled() -> tuple[str, ...]:
    """The names of the bundled datasets."""
    return tuple(sorted(f.name for f in _DATA.iterdir() if f.is_dir() and f.name[0] != "_"))


def bundled_passes(name: str) -> tuple[str, ...]:
    """The names of the passes that a bundled dataset was adjudicated from: ``NAME/PASS``."""
    folder = _DATA.joinpath(name, _PASSES)
    if not folder.is_dir():
        return ()
    files = (f.name for f in folder.iterdir() if f.name.endswith(SUFFIX))
    return tuple(sorted(f"{name}/{file.removesuffix(SUFFIX)}" for file in files))


def bundled_path(name: str) -> Path:
    """The file of a bundled dataset, or of one of its passes. Raises ``InputError`` for an unknown name."""
    dataset, _, single = name.partition("/")
    if dataset not in bundled():
        reason = f"no bundled dataset of that name; there are: {', '.join(bundled())}"
        raise InputError("@" + name, reason)
    if single == "" and name == dataset:
        return Path(str(_DATA.joinpath(dataset, dataset + SUFFIX)))
    if name not in bundled_passes(dataset):
        reason = f"no pass of that name; there are: {', '.join(bundled_passes(dataset))}"
        raise InputError("@" + name, reason)
    return Path(str(_DATA.joinpath(dataset, _PASSES, single + SUFFIX)))


def documents(source: PathLike) -> list[Document]:
    """The files of one dataset: the file itself, or a folder's head and the parts beside it;
    ``@name`` is bundled data.
    """
    if isinstance(source, str) and source.startswith("@"):
        source = bundled_path(source[1:])
    path = Path(source)
    try:
        folder = path.is_dir() and (path / HEAD).is_file()
    except OSError as error:
        raise InputError(str(path), reason_of(error)) from error
    if not folder:
        return [Document(str(path), read_bytes(path))]
    parts = sorted(
        p for p in path.iterdir() if p.name.endswith((SUFFIX, LINES_SUFFIX)) and p.name != HEAD
    )
    return [Document(str(p), read_bytes(p)) for p in (path / HEAD, *parts)]


def _nothing(_path: Path) -> bool:
    return False


def datasets_below(
    paths: Iterable[PathLike], excluded: Callable[[Path], bool] = _nothing
) -> Iterator[Path]:
    """The datasets that some paths name: a file is one, a folder with a head is one, any other
    folder is searched. Raises ``InputError`` for a path that does not exist.

    ``excluded`` says which files and folders a search passes over. What is named is not asked for.
    """
    for name in paths:
        path = Path(name)
        try:
            exists = path.exists() or path.is_symlink()
            folder = path.is_dir()
        except (OSError, ValueError) as error:
            raise InputError(repr(str(path)), str(error)) from error
        if not exists:
            raise InputError(str(path), "no such file or directory")
        if folder:
            yield from _search(path, excluded)
        else:
            yield path


def wholes(paths: Iterable[str]) -> list[str]:
    """The paths, each once; instead of a part of a folder the folder, which alone is a dataset."""
    found = (
        str(Path(path).parent)
        if path.endswith((SUFFIX, LINES_SUFFIX)) and (Path(path).parent / HEAD).is_file()
        else path
        for path in paths
    )
    return list(dict.fromkeys(found))


def _search(folder: Path, excluded: Callable[[Path], bool]) -> Iterator[Path]:
    if (folder / HEAD).is_file():
        yield folder
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(str(folder), reason_of(error)) from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            # A virtual environment holds what was installed, our own data too, and no work.
            if not excluded(entry) and not (entry / "pyvenv.cfg").is_file():
                yield from _search(entry, excluded)
        elif entry.name.endswith((SUFFIX, LINES_SUFFIX)) and not excluded(entry):
            yield entry


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
