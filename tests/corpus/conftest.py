"""Corpora: made once, and read by many tests."""

import runpy
from pathlib import Path

import pytest

from detente.corpus import processes
from tests.paths import ROOT

pytest.importorskip("pyarrow", reason="the extra corpus is not installed")

MAKE = runpy.run_path(str(ROOT / "benchmarks" / "corpus_files.py"))


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
