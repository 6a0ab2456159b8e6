"""Files: reading files, folders and bundled data by name, and writing files atomically."""

import errno
import io
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from detente.errors import InputError, reason_of
from detente.leftovers import making

SUFFIX = ".detente.json"
LINES_SUFFIX = ".detente.jsonl"
SUFFIXES = (SUFFIX, LINES_SUFFIX)
HEAD = "dataset" + SUFFIX
COMPRESSED = (".gz", ".bz2", ".xz", ".zst")
"""The suffixes of compressed files, which ``detente.corpus`` reads."""
LARGEST = 1 << 30
"""In bytes: a larger file is not read, nor more of a pipe, except JSON Lines. A guess."""
_PIECE = 1 << 20
"""Bytes: how much of a pipe is read at a time. A guess."""
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
    unread: bool = False
    """Whether it was not read, since it is too large."""

    @property
    def too_large(self) -> bool:
        """Whether it is larger than a file may be (D010)."""
        return self.unread or (not self.lines and len(self.data) > LARGEST)

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


def read_bytes(path: Path, *, most: int = LARGEST, pipe: bool = False) -> bytes:
    """The bytes of a file; raises ``InputError`` with a readable reason.

    It is measured before it is read: ``most`` bytes are allowed. ``pipe``: whether it may be a pipe, as
    the shell makes one for ``<(command)``; one that lies in a folder may never end.
    """
    data = _read(path, most, pipe=pipe)
    if data is None:
        raise InputError(str(path), f"too large to be read: larger than {most:,} bytes")
    return data


def opened(path: Path) -> BinaryIO:
    """A file of a folder, open to be read piece by piece. Raises ``OSError``, ``InputError`` for a pipe and a
    device, which may never end.
    """
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise InputError(str(path), "not a regular file")
    return path.open("rb")


def from_shell(path: Path) -> bool:
    """Whether a name is that of an open file, as the shell gives one for ``<(command)``: no pipe that
    lies in a folder, into which nobody may ever write.
    """
    return str(path.absolute()).startswith(("/dev/fd/", "/dev/stdin", "/proc/"))


def document_at(path: Path) -> Document:
    """The document in a file; it is not read if it is too large. Raises ``InputError``."""
    _refuse_folder(path)
    name = without_compression(path.name)
    # A pipe with the name of a dataset may lie in a folder that is searched; others were named by somebody.
    data = _read(path, None if is_json_lines(name) else LARGEST, pipe=not name.endswith(SUFFIXES))
    return Document(str(path), data or b"", unread=data is None)


def _refuse_folder(path: Path) -> None:
    with suppress(OSError, ValueError, RuntimeError):  # reading it says what is wrong
        if path.is_dir():
            inside = [p.name for p in sorted(path.iterdir()) if p.name.endswith(SUFFIXES)][:3]
            there = f"; in it: {', '.join(inside)}" if inside else ""
            raise InputError(str(path), f"a directory without {HEAD}{there}")


def document_in(stream: BinaryIO, name: str) -> Document:
    """The document that comes in a stream; of one that is too large no more is read than that takes."""
    data = bounded(stream, LARGEST)
    return Document(name, data or b"", unread=data is None)


def bounded(stream: BinaryIO, most: int) -> bytes | None:
    """All that comes in a stream, ``None`` if it is more than so many bytes."""
    held = io.BytesIO()
    while piece := stream.read(_PIECE):
        held.write(piece)
        if held.tell() > most:
            return None
    return held.getvalue()


def _read(path: Path, most: int | None, *, pipe: bool) -> bytes | None:
    """The bytes of a file, ``None`` if they are too many. ``most``: ``None`` if a file may have any
    number; what comes through a pipe may not.
    """
    try:
        state = path.stat()
        if stat.S_ISDIR(state.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if stat.S_ISFIFO(state.st_mode) and pipe:
            with path.open("rb") as stream:
                return bounded(stream, LARGEST if most is None else most)
        if not stat.S_ISREG(state.st_mode):
            raise InputError(str(path), "not a regular file")
        return None if most is not None and state.st_size > most else path.read_bytes()
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
    path = named_path(source)
    try:
        folder = path.is_dir() and (path / HEAD).is_file()
    except OSError as error:
        raise InputError(str(path), reason_of(error)) from error
    if not folder:
        return [document_at(path)]
    return [document_at(p) for p in files_of(path)]


def named_path(name: PathLike) -> Path:
    """The path of that name. Raises ``InputError`` for an empty one, which a variable may be that is not
    set, and which would be the working directory.
    """
    if name == "":
        raise InputError("''", "an empty path")
    return Path(name)


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
        path = named_path(name)
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
    """Replace the contents of a file in one step. A symbolic link stays one; owner, permissions and hard
    links stay.

    A file that several names share, or whose owner only another user could set, cannot be replaced without
    losing that: its contents are written over in place, after they were written beside it once.
    """
    write_atomically_in_pieces(path, (data,))


def write_atomically_in_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """The same for contents that are made piece by piece."""
    try:
        target = path.resolve() if path.is_symlink() else path
    except RuntimeError as error:  # Python 3.11 and 3.12 raise it for a loop
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    with making(target) as temporary:
        with temporary.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        if _may_replace(target, temporary):
            temporary.chmod(permissions(target, 0o666))
            temporary.replace(target)
        else:
            _write_in_place(target, temporary.read_bytes())


def _may_replace(target: Path, temporary: Path) -> bool:
    """Whether a file can take the place of another with the same owner; if so, it has that owner."""
    if not target.exists():
        return True
    old, new = target.stat(), temporary.stat()
    if old.st_nlink > 1:
        return False
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        try:
            os.chown(temporary, old.st_uid, old.st_gid)
        except OSError:
            return False
    return True


def _write_in_place(target: Path, data: bytes) -> None:
    """Write the contents of a file over; if that fails, it gets the old ones back."""
    with target.open("r+b") as file:
        old = file.read()
        try:
            _overwrite(file, data)
        except BaseException:
            _overwrite(file, old)
            raise


def _overwrite(file: BinaryIO, data: bytes) -> None:
    file.seek(0)
    file.write(data)
    file.truncate()
    file.flush()
    os.fsync(file.fileno())


def free_folder(folder: PathLike) -> Path:
    """Where a new folder is to be. Raises ``InputError`` if something is there, except an empty folder."""
    try:
        target = named_path(folder).resolve()
        if target.exists():
            if not target.is_dir():
                raise InputError(str(folder), "it is a file; give a new or empty folder")
            if any(target.iterdir()):
                reason = "it is not empty, and is not written over; give a new or empty folder"
                raise InputError(str(folder), reason)
            if target.samefile(Path.cwd()):
                raise InputError(str(folder), "the working directory; give a new folder")
    except OSError as error:
        raise InputError(str(folder), reason_of(error)) from error
    except (RuntimeError, ValueError) as error:  # a loop of links, a null character
        raise InputError(repr(str(folder)), str(error)) from error
    return target


@contextmanager
def new_folder(folder: PathLike) -> Iterator[Path]:
    """A folder that is filled beside its place and then moved there: all or nothing.

    Raises ``InputError`` if its place is not free, or if it cannot be made or filled.
    """
    target = free_folder(folder)
    done = "made"
    try:
        with making(target, folder=True) as temporary:
            done = "written"
            yield temporary
            temporary.chmod(permissions(target, 0o777))
            if target.exists():
                target.rmdir()  # not everywhere may a folder be put over an empty one
            temporary.rename(target)
    except OSError as error:
        raise InputError(str(folder), f"cannot be {done}: {reason_of(error)}") from error


def write_folder(folder: PathLike, files: Mapping[str, bytes]) -> None:
    """Write files into a new or empty folder, by their names: all or none. Raises ``InputError``."""
    with new_folder(folder) as temporary:
        for name, data in files.items():
            (temporary / name).write_bytes(data)


def permissions(target: Path, new: int) -> int:
    """The permissions of a file or folder that is replaced; of a new one, ``new`` without the umask."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return new & ~mask
