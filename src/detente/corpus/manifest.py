"""The manifest: one line for each input file, and what each part of the output holds.

While a run is under way, each chunk of files leaves a *commit* in the folder ``_manifest``, written
after its parts: what is there is done. ``manifest.jsonl`` unites them and is written last, so that it
is there only if the corpus is whole.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import attrs
import msgspec

from detente.corpus.layout import TABLES
from detente.corpus.sources import Stamp
from detente.errors import InputError, reason_of
from detente.files import LARGEST, PathLike, opened, read_bytes, write_atomically
from detente.inert import json_text

COMMITS, WORK, MANIFEST, SETTINGS = "_manifest", "_work", "manifest.jsonl", "settings.json"

_PART = re.compile("[0-9a-f]{16}")
"""How parts are named. No other file in the folder is one of ours, and no name is a path."""


_Made = TypeVar("_Made")


def is_part(name: str) -> bool:
    """Whether a part may have this name."""
    return _PART.fullmatch(name) is not None


class FileStatus(StrEnum):
    """What became of an input file."""

    CLEAN = "clean"
    """Rows, and no finding."""

    FLAWED = "flawed"
    """Rows, and findings."""

    REFUSED = "refused"
    """Findings that say why it has no rows (levels 0 and 1)."""

    DIED = "died"
    """Nothing but a reason: the process that read it ended, or a bug stopped it."""


@attrs.frozen(kw_only=True)
class Line:
    """What became of one input file."""

    file: str
    """The file."""
    dataset: str
    """The file or folder that it was read with."""
    status: FileStatus
    """What became of it."""
    rows: int = 0
    """The number of its rows in all tables, findings left out."""
    errors: int = 0
    """The number of findings that are errors."""
    warnings: int = 0
    """The number of those that are warnings."""
    infos: int = 0
    """The number of the others."""
    rules: Mapping[str, int] = attrs.field(factory=dict, hash=False)
    """The number of findings of each rule."""
    reason: str | None = None
    """Why there are no rows, where no finding says so."""
    size: int | None = None
    """The length of the file in bytes."""
    mtime_ns: int | None = None
    """When it was written, in nanoseconds."""
    sha256: str | None = None
    """The digest of its bytes."""
    part: str = ""
    """The parts that hold its rows: ``TABLE/PART.parquet``."""

    @property
    def stamp(self) -> Stamp:
        """The state of the file that was read."""
        return Stamp(self.size, self.mtime_ns, self.sha256)

    def to_json(self) -> str:
        """As it is written."""
        return json_text(attrs.asdict(self))

    @classmethod
    def from_json(cls, text: str | bytes) -> "Line":
        """As it was written. Raises ``ValueError`` if it was not written so."""
        return _decoded(text, cls)


@attrs.frozen(kw_only=True)
class Commit:
    """The files of one chunk that is done."""

    part: str
    """The name of its parts."""
    tables: Mapping[str, int]
    """The number of rows of each table that has any."""
    replaces: str | None = None
    """The part that it was made from by leaving out files."""
    lines: tuple[Line, ...] = ()
    """The files."""


def write_commit(out: Path, commit: Commit) -> None:
    """Write a commit. After that its parts count. Raises ``OSError``."""
    head = {"part": commit.part, "tables": dict(commit.tables), "replaces": commit.replaces}
    written = [json.dumps(head), *(line.to_json() for line in commit.lines)]
    path = out / COMMITS / f"{commit.part}.jsonl"
    write_atomically(path, "".join(f"{line}\n" for line in written).encode())


def read_commits(out: Path) -> list[Commit]:
    """All commits, in the order of their names. Raises ``OSError``, ``InputError`` for one that is damaged."""
    return [_read_commit(path) for path in sorted((out / COMMITS).glob("*.jsonl"))]


def _read_commit(path: Path) -> Commit:
    try:
        with opened(path) as file:
            commit = _decoded(file.readline(LARGEST), Commit)
            lines = tuple(map(Line.from_json, _lines(file)))
    except ValueError as error:
        raise _damaged(path) from error
    names = [name for name in (commit.part, commit.replaces) if name is not None]
    # What is read here says which files are removed: none but parts of this folder.
    if commit.part != path.stem or not all(map(is_part, names)) or commit.tables.keys() - {*TABLES}:
        raise _damaged(path)
    return attrs.evolve(commit, lines=lines)


def _decoded(line: bytes | str, type_: type[_Made]) -> _Made:
    try:
        return msgspec.json.decode(line, type=type_)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise ValueError(str(error)) from error


def _lines(file: BinaryIO) -> Iterator[bytes]:
    while line := file.readline(LARGEST):
        yield line


def _damaged(path: Path) -> InputError:
    return InputError(str(path), "it is damaged; delete it, and run the command again")


def write_manifest(out: Path, commits: Iterable[Commit]) -> None:
    """Write the manifest, last of all. Raises ``OSError``."""
    lines = sorted((line for c in commits for line in c.lines), key=lambda line: line.file)
    data = "".join(f"{line.to_json()}\n" for line in lines)
    write_atomically(out / MANIFEST, data.encode())


def read_manifest(out: PathLike) -> Iterator[Line]:
    """The lines of a finished corpus, in the order of the names of the files.

    Raises ``InputError`` if it is none, not finished, or damaged.
    """
    path = Path(out) / MANIFEST
    try:
        with opened(path) as file:
            yield from map(Line.from_json, _lines(file))
    except ValueError as error:
        raise _damaged(path) from error
    except FileNotFoundError as error:
        unfinished = (Path(out) / COMMITS).is_dir()
        reason = "not finished; run the command again" if unfinished else "no corpus"
        raise InputError(str(out), f"{reason} (there is no {MANIFEST})") from error
    except OSError as error:
        raise InputError(str(out), reason_of(error)) from error


def settings_of(out: Path) -> dict[str, Any] | None:
    """The settings that a corpus was made with; ``None`` if there are none yet.

    Raises ``OSError``, ``InputError`` if they are damaged.
    """
    path = out / COMMITS / SETTINGS
    if not path.exists():
        return None
    try:
        return _decoded(read_bytes(path), dict[str, Any])
    except ValueError as error:
        raise InputError(str(path), "it is damaged; name a new folder") from error
