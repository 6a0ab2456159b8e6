"""Files: reading files, folders and bundled data by name, and writing files atomically."""

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Protocol

from detente.errors import InputError, reason_of

SUFFIX = ".detente.json"
LINES_SUFFIX = ".detente.jsonl"
SUFFIXES = (SUFFIX, LINES_SUFFIX)
HEAD = "dataset" + SUFFIX
COMPRESSED = (".gz", ".bz2", ".xz", ".zst")
"""The suffixes of compressed files, which ``detente.corpus`` reads."""
_PASSES = "passes"

_DATA = Path(__file__).parent / "data"

PathLike = str | os.PathLike[str]


class CellPlaces(Protocol):
    """Where the values of a document stand that was made of sheets."""

    @property
    def problems(self) -> list[tuple[str, str, str]]: ...  # noqa: D102
    @property
    def usual(self) -> Mapping[str, Mapping[str, str]]: ...  # noqa: D102
    def place(self, path: tuple[str | int, ...], offset: int = 0) -> str | None: ...  # noqa: D102
    def told(self, code: str, path: tuple[str | int, ...], message: str) -> str: ...  # noqa: D102


class Document(NamedTuple):
    """The bytes of one file and what it is called in diagnostics."""

    name: str | None
    data: bytes
    cells: CellPlaces | None = None
    """Of a workbook, whose data were made of its sheets: where they stand, and what could not be read."""

    @property
    def lines(self) -> bool:
        """Whether it is JSON Lines."""
        return self.name is not None and is_json_lines(self.name)

    @property
    def text(self) -> str:
        """The text in which positions are counted: without a byte order mark, and even if it is not UTF-8."""
        return self.data.decode("utf-8", "replace").removeprefix("\ufeff")


def is_json_lines(name: str) -> bool:
    """Whether a file is JSON Lines, by its name."""
    return without_compression(name).endswith((".jsonl", ".ndjson"))


def without_compression(name: str) -> str:
    """The name of a file without the suffix that says how it is compressed."""
    suffix = next((suffix for suffix in COMPRESSED if name.endswith(suffix)), "")
    return name.removesuffix(suffix)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; raises ``InputError`` with a readable reason."""
    try:
        if path.is_dir():
            inside = [p.name for p in sorted(path.iterdir()) if p.name.endswith(SUFFIXES)][:3]
            there = f"; in it: {', '.join(inside)}" if inside else ""
            raise InputError(str(path), f"a directory without {HEAD}{there}")
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
    folder = _DATA / name / _PASSES
    if not folder.is_dir():
        return ()
    files = (f.name for f in folder.iterdir() if f.name.endswith(SUFFIX))
    return tuple(sorted(f"{name}/{file.removesuffix(SUFFIX)}" for file in files))


def bundled_path(name: str) -> Path:
    """The file of a bundled dataset, or of one of its passes. Raises ``InputError`` for an unknown name."""
    dataset, _, single = name.partition("/")
    if dataset not in bundled():
        reason = f"no bundled dataset has this name; there are: {', '.join(bundled())}"
        raise InputError("@" + name, reason)
    if single == "" and name == dataset:
        return _DATA / dataset / (dataset + SUFFIX)
    if name not in bundled_passes(dataset):
        reason = f"no pass has this name; there are: {', '.join(bundled_passes(dataset))}"
        raise InputError("@" + name, reason)
    return _DATA / dataset / _PASSES / (single + SUFFIX)


def documents(source: PathLike) -> list[Document]:
    """The files of one dataset: the file itself, or the head of a folder and the parts beside it;
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
    return [Document(str(p), read_bytes(p)) for p in files_of(path)]


def files_of(folder: Path) -> list[Path]:
    """The files of a dataset in a folder, its head first."""
    parts = sorted(p for p in folder.iterdir() if p.name.endswith(SUFFIXES) and p.name != HEAD)
    return [folder / HEAD, *parts]


def datasets_below(
    paths: Iterable[PathLike],
    excluded: Callable[[Path], bool] = lambda _: False,
    suffixes: tuple[str, ...] = SUFFIXES,
) -> Iterator[Path]:
    """The datasets at or below some paths: a file, or a folder with a head; other folders are searched.
    Raises ``InputError`` for a path that does not exist.

    ``excluded`` says which files and folders a search skips; the paths themselves are never skipped.
    ``suffixes``: how the names of the files end that a search finds.
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
            yield from _search(path, excluded, suffixes)
        else:
            yield path


def wholes(paths: Iterable[str]) -> list[str]:
    """The paths, each once; for a file that is part of a dataset in a folder, the folder."""
    named = (
        str(Path(path).parent)
        if path.endswith(SUFFIXES) and (Path(path).parent / HEAD).is_file()
        else path
        for path in paths
    )
    return list(dict.fromkeys(named))


def _search(
    folder: Path, excluded: Callable[[Path], bool], suffixes: tuple[str, ...]
) -> Iterator[Path]:
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
            # A virtual environment contains installed packages, with our bundled data, not the user's files.
            if not excluded(entry) and not (entry / "pyvenv.cfg").is_file():
                yield from _search(entry, excluded, suffixes)
        elif entry.name.endswith(suffixes) and not excluded(entry):
            yield entry


def write_atomically(path: Path, data: bytes) -> None:
    """Replace the contents of a file in one step. A symbolic link stays one; permissions stay."""
    write_atomically_in_pieces(path, (data,))


def write_atomically_in_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """The same for contents that are made piece by piece."""
    try:
        target = path.resolve() if path.is_symlink() else path
    except RuntimeError as error:  # Python 3.11 and 3.12 raise it for a loop
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    import tempfile  # slow to import, and needed to write alone

    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(permissions(target, 0o666))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def new_folder(folder: PathLike) -> Iterator[Path]:
    """A folder that is filled beside its place and then moved there: all or nothing.

    What stands in its place must be absent or an empty folder. Raises ``InputError`` if it cannot be
    made or filled.
    """
    import tempfile  # slow to import, and needed to write alone

    target = Path(folder).resolve()
    try:
        temporary = Path(
            tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
        )
    except OSError as error:
        raise InputError(str(folder), f"cannot be made: {reason_of(error)}") from error
    try:
        yield temporary
        temporary.chmod(permissions(target, 0o777))
        if target.exists():
            target.rmdir()  # not everywhere may a folder be put over an empty one
        temporary.rename(target)
    except OSError as error:
        shutil.rmtree(temporary, ignore_errors=True)
        raise InputError(str(folder), f"cannot be written: {reason_of(error)}") from error
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def permissions(target: Path, new: int) -> int:
    """The permissions of a file or folder that is replaced; of a new one, ``new`` without the umask."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return new & ~mask
