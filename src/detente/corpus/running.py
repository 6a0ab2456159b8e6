"""A run over many files: what is done stays, what is missing or changed is done, the manifest is last."""

import contextlib
import hashlib
import json
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, Protocol, Self

from attrs import evolve

from detente.corpus import manifest
from detente.corpus.engine import parquet
from detente.corpus.identity import forget
from detente.corpus.layout import FINDINGS, TABLES, columns
from detente.corpus.locking import locked
from detente.corpus.manifest import (
    Commit,
    FileStatus,
    Line,
    read_commits,
    settings_of,
    write_commit,
)
from detente.corpus.on_ray import OnRay
from detente.corpus.parts import fill, remove, sweep, without
from detente.corpus.processes import Processes
from detente.corpus.report import CorpusReport
from detente.corpus.sources import Unit, stamp, unchanged, units
from detente.corpus.texts import TextIndex
from detente.corpus.work import TEXTS, Job, died
from detente.errors import InputError, reason_of
from detente.files import PathLike, write_atomically
from detente.text.readers import TextFiles
from detente.version import __version__

RunnerName = Literal["processes", "ray"]
"""``processes``, on this machine; ``ray``, on several."""

CHUNK: Final = 200
"""Files of a chunk at most. Starting a process takes 0.4 s and a file 0.03 s: with 200 files the start
is 6 % of the time. Larger ones would be read faster by a query, but more is lost with a killed one."""

LEAST: Final = 20
"""Files of a chunk at least, where there are enough: fewer are read in less time than a process takes
to start."""

_SHARES: Final = 4
"""Chunks for each worker at least, where there are enough files, so that all end at about one time."""


class Runner(Protocol):
    """What works on chunks, several at a time."""

    workers: int

    def __enter__(self) -> Self: ...
    def __exit__(self, *error: object) -> None: ...
    def submit(self, job: Job) -> None:
        """Begin with a chunk."""

    def wait(self) -> tuple[Job, str | None]:
        """The next chunk that has ended, and why if it is not done."""
        ...


RUNNERS: dict[str, Callable[[int | None], Runner]] = {"processes": Processes, "ray": OnRay}
"""The runners by name."""


class Progress(NamedTuple):
    """How far a run is."""

    done: int
    """Files that are done, those of earlier runs included."""
    total: int
    """All files."""


Watcher = Callable[[Progress], None]
"""What is told how far a run is, after each chunk."""


def flatten(
    source: PathLike | Iterable[PathLike],
    out: PathLike,
    *,
    texts: PathLike | TextFiles | None = None,
    strict: bool = False,
    runner: RunnerName = "processes",
    workers: int | None = None,
    watch: Watcher | None = None,
) -> CorpusReport:
    """Make tables of any number of files, as Parquet, with all findings.

    ``OUT/TABLE/*.parquet`` for each name in ``TABLES``, and ``OUT/manifest.jsonl`` with a line for
    each input file. If ``out`` is there from a run before, interrupted or not, what it holds is kept,
    and only files that are new, were changed or had died are read; rows of files that are gone are
    removed. The result is the same as of one run.

    Args:
        source: files, folders (which are searched) and names of bundled data. Files may be JSON
            Lines, and compressed (``.gz``, ``.bz2``, ``.xz``, ``.zst``).
        out: a folder; new, empty, or made from the same source with the same settings.
        texts: a folder with the texts of the articles, to check them too. No words of theirs are
            written.
        strict: whether the rules of a release apply too, and warnings count as errors.
        runner: ``"processes"`` on this machine, or ``"ray"`` on several.
        workers: how many processes; else one for each processor.
        watch: told after each chunk how far the run is.

    Raises:
        InputError: there is no input, ``out`` holds something else or cannot be written, or another
            run is writing it. What is done is kept, and the same call goes on.
        MissingExtraError: pyarrow or Ray is needed and not installed.
    """
    return _Run(source, out, TABLES, texts, strict=strict).run(runner, workers, watch)


def validate(
    source: PathLike | Iterable[PathLike],
    out: PathLike,
    *,
    texts: PathLike | TextFiles | None = None,
    strict: bool = False,
    runner: RunnerName = "processes",
    workers: int | None = None,
    watch: Watcher | None = None,
) -> CorpusReport:
    """Check any number of files: the findings as Parquet, and a line for each file.

    As ``flatten``, with the table ``findings`` alone.

    Args:
        source: files, folders and names of bundled data, as of ``flatten``.
        out: a folder, as of ``flatten``.
        texts: a folder with the texts of the articles, to check them too.
        strict: whether the rules of a release apply too, and warnings count as errors.
        runner: ``"processes"`` on this machine, or ``"ray"`` on several.
        workers: how many processes; else one for each processor.
        watch: told after each chunk how far the run is.

    Raises:
        InputError, MissingExtraError: as ``flatten``.
    """
    return _Run(source, out, (FINDINGS,), texts, strict=strict).run(runner, workers, watch)


class _Run:
    """One run."""

    def __init__(
        self,
        source: PathLike | Iterable[PathLike],
        out: PathLike,
        tables: tuple[str, ...],
        texts: PathLike | TextFiles | None,
        *,
        strict: bool,
    ) -> None:
        parquet()  # before a long list of files is made
        self.units = units(source)
        self.given = Path(out)
        self.out = self.given.absolute()
        self.tables = tables
        self.strict = strict
        self.index = None if texts is None else TextIndex.of_folder(texts)
        self.here = str(Path.cwd())

    def run(self, runner: RunnerName, workers: int | None, watch: Watcher | None) -> CorpusReport:
        """Do what is missing."""
        if runner not in RUNNERS:
            msg = f"runner is one of {', '.join(RUNNERS)}; got {runner!r}"
            raise ValueError(msg)
        if workers is not None and workers < 1:
            msg = f"at least one worker is needed; got {workers}"
            raise ValueError(msg)
        engine = RUNNERS[runner](workers)
        with self._output_errors():
            self._prepare()
            with locked(self.out / manifest.COMMITS / "lock", self.out):
                made = self._resume(engine, watch or (lambda _: None))
        return made if self.index is None else evolve(made, unread=self.index.unread)

    @contextlib.contextmanager
    def _output_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise InputError(str(self.out), f"cannot be written: {reason_of(error)}") from error

    def _prepare(self) -> None:
        """Take the folder, if it is free or ours with the same settings."""
        settings = {
            "detente": __version__,
            "tables": {name: _digest(columns(name)) for name in self.tables},
            "strict": self.strict,
            "texts": None if self.index is None else _digest(sorted(self.index.entries)),
        }
        found = settings_of(self.out)
        if found is None:
            if self.out.exists() and any(self.out.iterdir()):
                raise InputError(str(self.out), "not empty, and no corpus; name a new folder")
            (self.out / manifest.COMMITS).mkdir(parents=True)
            written = json.dumps(settings, indent=2)
            write_atomically(self.out / manifest.COMMITS / manifest.SETTINGS, written.encode())
        elif found != settings:
            names = [name for name in settings if found.get(name) != settings[name]]
            reason = f"made with other settings ({', '.join(names)}); name a new folder"
            raise InputError(str(self.out), reason)

    def _resume(self, runner: Runner, watch: Watcher) -> CorpusReport:
        commits = self._consistent()
        kept = self._kept(commits)
        stale = {line.file for c in commits for line in c.lines if line.dataset not in kept}
        pending = [unit for unit in self.units if unit.name not in kept]
        if commits and not kept and not stale & {file for u in pending for file in u.files}:
            raise InputError(str(self.out), "made from other files; name a new folder")
        if pending or stale:
            (self.out / manifest.MANIFEST).unlink(missing_ok=True)
            forget(self.out)
        for commit in commits:
            self._leave_out(commit, stale)
        if pending:
            self._work(runner, pending, watch)
        done = read_commits(self.out)
        fill(self.out, self.tables, done)
        sweep(self.out, self.tables, done)
        if not (self.out / manifest.MANIFEST).exists():
            manifest.write_manifest(self.out, done)
        read = sum(len(unit.files) for unit in pending)
        return CorpusReport.of(self.given, self.tables, done, strict=self.strict, read=read)

    def _consistent(self) -> list[Commit]:
        """The commits that count, after removing what an interrupted run left."""
        commits = read_commits(self.out)
        replaced = {commit.replaces for commit in commits}
        for commit in commits:
            if commit.part in replaced:  # it was made anew, and not removed any more
                remove(self.out, commit)
        commits = [commit for commit in commits if commit.part not in replaced]
        sweep(self.out, self.tables, commits)
        return commits

    def _kept(self, commits: list[Commit]) -> set[str]:
        """The names of the datasets that are done and as they were."""
        known: dict[str, list[Line]] = defaultdict(list)
        for commit in commits:
            for line in commit.lines:
                known[line.dataset].append(line)
        return {unit.name for unit in self.units if self._is_kept(unit, known[unit.name])}

    def _is_kept(self, unit: Unit, lines: list[Line]) -> bool:
        return sorted(unit.files) == sorted(line.file for line in lines) and all(
            line.status is not FileStatus.DIED and unchanged(Path(self.here, line.file), line.stamp)
            for line in lines
        )

    def _leave_out(self, commit: Commit, stale: set[str]) -> None:
        """Remove the rows of files from the parts of a commit."""
        files = {line.file for line in commit.lines} & stale
        if files:
            if len(files) < len(commit.lines):
                names = [line.file for line in commit.lines if line.file not in files]
                without(self.out, commit, files, _digest([commit.part, *names]))
            remove(self.out, commit)

    # --- chunks --------------------------------------------------------------------------------

    def _work(self, runner: Runner, pending: list[Unit], watch: Watcher) -> None:
        """Work on all chunks. One whose process dies is halved, until the file is found."""
        total = sum(len(unit.files) for unit in self.units)
        done = total - sum(len(unit.files) for unit in pending)
        if self.index is not None:
            path = self.out / manifest.WORK / TEXTS
            path.parent.mkdir(exist_ok=True)
            write_atomically(path, self.index.to_json().encode())
        size = max(LEAST, min(CHUNK, len(pending) // (runner.workers * _SHARES)))
        waiting = deque(self._job(pending[n : n + size]) for n in range(0, len(pending), size))
        running = 0
        with runner:
            while waiting or running:
                while waiting and running < runner.workers:
                    runner.submit(waiting.popleft())
                    running += 1
                job, reason = runner.wait()
                running -= 1
                if reason is not None and len(job.units) > 1:
                    half = len(job.units) // 2
                    waiting.extendleft(map(self._job, (job.units[half:], job.units[:half])))
                    continue
                if reason is not None:
                    lines = tuple(x for unit in job.units for x in died(job, unit, reason))
                    write_commit(self.out, Commit(part=job.part, tables={}, lines=lines))
                done += sum(len(unit.files) for unit in job.units)
                watch(Progress(done, total))

    def _job(self, units: Sequence[Unit]) -> Job:
        files = [file for unit in units for file in unit.files]
        stamps = [stamp(Path(self.here, file)) for file in files]
        return Job(
            out=str(self.out),
            part=_digest([files, stamps]),
            units=tuple(units),
            here=self.here,
            texts=self.index is not None,
            strict=self.strict,
            flatten=len(self.tables) > 1,
        )


def _digest(value: Any) -> str:
    """A short name for some values, the same for the same ones."""
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:16]
