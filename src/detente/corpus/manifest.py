"""The manifest: one line for each input file, and what each part of the output holds.

While a run is under way, each chunk of files leaves a *commit* in the folder ``_manifest``, written
after its parts: what is there is done. ``manifest.jsonl`` unites them and is written last, so that it
is there only if the corpus is whole.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import attrs

from detente.corpus.sources import Stamp
from detente.errors import InputError, reason_of
from detente.files import PathLike, write_atomically
from detente.inert import json_text

COMMITS, WORK, MANIFEST, SETTINGS = "_manifest", "_work", "manifest.jsonl", "settings.json"


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
        """As it was written."""
        values = json.loads(text)
        return cls(**values | {"status": FileStatus(values["status"])})


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
    """All commits, in the order of their names. Raises ``OSError``."""
    return [_read_commit(path) for path in sorted((out / COMMITS).glob("*.jsonl"))]


def _read_commit(path: Path) -> Commit:
    with path.open("rb") as file:
        head = json.loads(next(file))
        return Commit(**head, lines=tuple(map(Line.from_json, file)))


def write_manifest(out: Path, commits: Iterable[Commit]) -> None:
    """Write the manifest, last of all. Raises ``OSError``."""
    lines = sorted((line for c in commits for line in c.lines), key=lambda line: line.file)
    data = "".join(f"{line.to_json()}\n" for line in lines)
    write_atomically(out / MANIFEST, data.encode())


def read_manifest(out: PathLike) -> Iterator[Line]:
    """The lines of a finished corpus, in the order of the names of the files.

    Raises ``InputError`` if it is none, or not finished.
    """
    try:
        with (Path(out) / MANIFEST).open("rb") as file:
            yield from map(Line.from_json, file)
    except FileNotFoundError as error:
        unfinished = (Path(out) / COMMITS).is_dir()
        reason = "not finished; run the command again" if unfinished else "no corpus"
        raise InputError(str(out), f"{reason} (there is no {MANIFEST})") from error
    except OSError as error:
        raise InputError(str(out), reason_of(error)) from error


def settings_of(out: Path) -> dict[str, Any] | None:
    """The settings that a corpus was made with; ``None`` if there are none yet. Raises ``OSError``."""
    try:
        held: dict[str, Any] = json.loads((out / COMMITS / SETTINGS).read_bytes())
    except FileNotFoundError:
        return None
    return held
