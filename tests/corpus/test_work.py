"""The parts of a run one by one, in this process, which the coverage of tests sees."""

import functools
import io
import json
import os
import signal
import sys
import types

import pytest

from detente import InputError, corpus
from detente.corpus import manifest as manifests
from detente.corpus import on_ray, processes, sources, worker
from detente.corpus import work as working
from detente.corpus.parts import without
from detente.corpus.reading import Reading
from detente.render import corpus as rendered
from detente.render.corpus_sarif import write_sarif
from tests.corpus.conftest import MAKE
from tests.corpus.contents import contents, rows_of, statuses
from tests.sample import DATA


@pytest.fixture
def job(small_files, tmp_path):
    """A job for the small files."""
    out = tmp_path / "out"
    (out / manifests.COMMITS).mkdir(parents=True)
    units = tuple(sources.units(small_files))
    return working.Job(out=str(out), part="0" * 16, units=units, here=str(tmp_path))


# --- what files hold ---------------------------------------------------------------------------------


def test_faults_have_what_they_should(tmp_path, inline) -> None:
    MAKE["write_corpus"](tmp_path / "in", 40, 20, deadly=0, distinct=2)
    report = corpus.flatten(tmp_path / "in", tmp_path / "out")

    assert statuses(tmp_path / "out") == {"clean": 20, "refused": 14, "flawed": 6}
    assert "D019" in report.rules  # a draft
    assert rendered.report(report, ["one"]).endswith(
        "… 13 more; manifest.jsonl has a line for each file"
    )
    assert rendered.report(report, ["x"] * 14).endswith("  x")


def test_a_bug_in_one_file_is_its_reason(small_files, tmp_path, inline, monkeypatch) -> None:
    class Buggy(Reading):
        def __init__(self, unit, *args, **options) -> None:
            if unit.name.endswith("3.detente.json"):
                raise MemoryError("too large")
            super().__init__(unit, *args, **options)

    monkeypatch.setattr(working, "Reading", Buggy)
    corpus.flatten(small_files, tmp_path / "out")
    (line,) = (x for x in corpus.read_manifest(tmp_path / "out") if x.status == "died")

    assert line.reason == "MemoryError: too large"
    assert rows_of(tmp_path / "out", "claims")


def test_rows_are_written_before_they_are_many(small_files, tmp_path, inline, monkeypatch) -> None:
    corpus.flatten(small_files, tmp_path / "at-once")
    monkeypatch.setattr("detente.corpus.parts._ROWS", 3)
    corpus.flatten(small_files, tmp_path / "out", workers=1)

    assert contents(tmp_path / "out") == contents(tmp_path / "at-once")


def test_a_part_of_which_nothing_is_left_is_not_written(small_files, tmp_path, inline) -> None:
    (small_files / "1.detente.json").write_bytes(b"{")
    corpus.flatten(small_files, tmp_path / "out", workers=1)
    commit = next(c for c in manifests.read_commits(tmp_path / "out") if c.tables.get("findings"))
    made = without(tmp_path / "out", commit, {str(small_files / "1.detente.json")}, "new")

    assert "findings" not in made.tables
    assert made.tables["claims"]


def test_a_file_that_vanishes_while_it_is_compared_has_changed(tmp_path, monkeypatch) -> None:
    path = tmp_path / "a.detente.json"
    path.write_bytes(DATA)
    known = sources.stamp(path, DATA)._replace(mtime_ns=0)
    assert sources.unchanged(path, known)

    def vanished(_):
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(type(path), "read_bytes", vanished)
    assert not sources.unchanged(path, known)


def test_the_log_of_findings_is_written_whole_or_not(small_files, tmp_path, inline) -> None:
    report = corpus.flatten(small_files, tmp_path / "out")
    write_sarif(report, tmp_path / "log.sarif")

    assert json.loads((tmp_path / "log.sarif").read_text("utf-8"))["runs"][0]["results"] == []


# --- workers -----------------------------------------------------------------------------------------


@pytest.fixture
def standard_input(monkeypatch, job):
    """The job on standard input, and no end of the process at its end."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(job.to_dict()) + "\n"))
    monkeypatch.setattr(worker, "_follow", lambda: None)
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def test_a_worker_does_the_job_on_its_standard_input(standard_input, job) -> None:
    assert worker.main() == 0
    (commit,) = manifests.read_commits(working.Path(job.out))
    assert [line.status for line in commit.lines] == ["clean"] * 8


@pytest.mark.parametrize(
    ("error", "ends"),
    [
        (OSError(28, "No space left"), (worker.OUTPUT, "no space left\n")),
        (MemoryError(), (worker.MEMORY, "")),
    ],
)
def test_a_worker_says_why_it_ends(error, ends, standard_input, monkeypatch, capsys) -> None:
    def fail(_):
        raise error

    monkeypatch.setattr(worker, "work", fail)
    assert (worker.main(), capsys.readouterr().err) == ends


def test_a_worker_ends_with_the_process_that_started_it(monkeypatch) -> None:
    ended = []
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    worker._follow()
    assert ended == [worker.MEMORY]


def test_a_status_that_is_no_signal_is_said() -> None:
    assert processes._reason(-9) == "ended by SIGKILL"
    assert processes._reason(77) == "ended with status 77"


# --- Ray, without it ---------------------------------------------------------------------------------


class TaskError(Exception):
    """What a task of Ray raises for an exception in it."""


class FakeRay(types.ModuleType):
    """What the runner needs of Ray: tasks run when they are asked for."""

    def __init__(self, *, there: bool = False) -> None:
        super().__init__("ray")
        self.there, self.log = there, []
        self.exceptions = types.SimpleNamespace(RayError=KeyError, RayTaskError=TaskError)

    def is_initialized(self):
        return self.there

    def init(self, **_) -> None:
        self.log.append("init")

    def shutdown(self) -> None:
        self.log.append("shutdown")

    def cluster_resources(self):
        return {"CPU": 2.0}

    def remote(self, **_):
        return lambda function: types.SimpleNamespace(
            remote=lambda *arguments: functools.partial(function, *arguments)
        )

    def wait(self, tasks, **_):
        return tasks[:1], tasks[1:]

    def get(self, task):
        return task()

    def cancel(self, _, **__) -> None:
        self.log.append("cancel")


def test_ray_is_started_and_stopped_where_it_was_not_there(
    small_files, tmp_path, monkeypatch, inline
) -> None:
    ray = FakeRay()
    monkeypatch.setitem(sys.modules, "ray", ray)

    def killed_by_three(job) -> None:
        names = [unit.name[-len("3.detente.json")] for unit in job.units]
        if "3" in names:
            raise KeyError
        if "4" in names:
            raise MemoryError
        working.work(job)

    monkeypatch.setattr(on_ray, "WORK", killed_by_three)
    corpus.flatten(small_files, tmp_path / "out", runner="ray", workers=2)

    assert ray.log == ["init", "shutdown"]
    assert statuses(tmp_path / "out") == {"clean": 6, "died": 2}
    assert {x.reason for x in corpus.read_manifest(tmp_path / "out") if x.reason} == {
        "the task ended: KeyError",
        "out of memory",
    }


def test_ray_that_was_there_stays_and_what_runs_is_given_up(
    small_files, tmp_path, monkeypatch, inline
) -> None:
    ray = FakeRay(there=True)
    monkeypatch.setitem(sys.modules, "ray", ray)

    def full(_) -> None:
        raise OSError(28, "No space left on device")

    def broken(_) -> None:
        raise TaskError("no module")

    for work, said in (
        (full, "cannot be written: no space left on device"),
        (broken, "a worker failed: no module"),
    ):
        monkeypatch.setattr(on_ray, "WORK", work)
        with pytest.raises(InputError, match=said):
            corpus.flatten(small_files, tmp_path / "out", runner="ray")

    assert ray.log == ["cancel"] * 2
