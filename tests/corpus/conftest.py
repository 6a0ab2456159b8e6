"""Corpora: made once, and read by many tests."""

import json
import runpy
from collections import deque
from pathlib import Path

import pytest

from detente.corpus import processes, running
from detente.corpus.work import Job, work
from tests.paths import ROOT
from tests.sample import DATA

MAKE = runpy.run_path(str(ROOT / "benchmarks" / "corpus_files.py"))


class Inline:
    """A runner that works in this process, where no process has to be tested."""

    def __init__(self, workers) -> None:
        self.workers = workers or 1
        self._done = deque()

    def __enter__(self):
        return self

    def __exit__(self, *_) -> None:
        pass

    def submit(self, job) -> None:
        self._done.append(job)

    def wait(self):
        job = self._done.popleft()
        work(Job.from_dict(json.loads(json.dumps(job.to_dict()))))
        return job, None


@pytest.fixture
def inline(monkeypatch) -> None:
    """Runs work in this process."""
    monkeypatch.setitem(running.RUNNERS, "processes", Inline)
    monkeypatch.setattr(running, "LEAST", 1)


@pytest.fixture
def deadly(monkeypatch) -> None:
    """Workers are those of ``tests.corpus.deadly``."""
    monkeypatch.setattr(processes, "WORKER", "tests.corpus.deadly")


@pytest.fixture(scope="session")
def clean_files(tmp_path_factory) -> Path:
    """Twelve files without a finding."""
    folder = tmp_path_factory.mktemp("clean")
    MAKE["write_corpus"](folder, 12, deadly=0)
    return folder


@pytest.fixture(scope="session")
def faulty_files(tmp_path_factory) -> Path:
    """Three hundred files, forty of them faulty in twenty ways and two deadly."""
    folder = tmp_path_factory.mktemp("faulty")
    MAKE["write_corpus"](folder, 300, 40, distinct=15)
    return folder


@pytest.fixture
def small_files(tmp_path) -> Path:
    """Eight small files: copies of the sample that the rules use."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.detente.json").write_bytes(DATA)
    return folder
