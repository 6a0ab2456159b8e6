"""Runs over many files: every file is accounted for, and both runners make the same."""

import json
import os
import sys
from collections import Counter
from pathlib import Path

import pytest

import detente
from detente import corpus
from detente.corpus import on_ray
from tests.corpus import deadly as hook
from tests.corpus.conftest import MAKE
from tests.corpus.contents import contents, rows_of, statuses
from tests.paths import ROOT


@pytest.fixture(scope="module")
def made(faulty_files, tmp_path_factory) -> Path:
    """The corpus of the faulty files, made by processes."""
    out = tmp_path_factory.mktemp("made") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("detente.corpus.processes.WORKER", "tests.corpus.deadly")
        corpus.flatten(faulty_files, out, workers=2)
    return out


def fault_of(line) -> str:
    return Path(line.file).name.split(".")[1]


def test_every_file_is_accounted_for_with_what_became_of_it(made, faulty_files) -> None:
    lines = list(corpus.read_manifest(made))
    expected = dict.fromkeys(MAKE["REFUSED"], "refused")
    expected |= dict.fromkeys(MAKE["FLAWED"], "flawed")
    expected |= {"deadly": "died", "detente": "clean"}

    assert [line.file for line in lines] == sorted(str(p) for p in faulty_files.glob("*/*"))
    assert all(line.status == expected[fault_of(line)] for line in lines)
    assert statuses(made) == {"clean": 258, "flawed": 12, "refused": 28, "died": 2}
    assert set(map(fault_of, lines)) == expected.keys()


def test_clean_files_have_rows_flawed_ones_both_refused_ones_findings(made) -> None:
    rows = Counter(
        row["file"]
        for table in corpus.TABLES
        if table != "findings"
        for row in rows_of(made, table)
    )
    findings = Counter(row["file"] for row in rows_of(made, "findings"))

    for line in corpus.read_manifest(made):
        assert line.rows == rows[line.file]
        assert line.errors + line.warnings + line.infos == findings[line.file]
        assert bool(line.rows) == (line.status in ("clean", "flawed"))
        if line.status == "refused":
            assert findings[line.file] or line.reason
        if line.status == "died":
            assert line.reason == "ended by SIGKILL"


def test_the_findings_are_those_of_validate(made) -> None:
    by_file = {}
    for row in rows_of(made, "findings"):
        by_file.setdefault(row["file"], []).append(row)
    line = next(line for line in corpus.read_manifest(made) if fault_of(line) == "dangling")
    (found,) = by_file[line.file]
    (expected,) = detente.validate(line.file)

    assert (found["code"], found["severity"], found["line"], found["column"]) == (
        *(expected.code, expected.severity.value),
        *(expected.line, expected.column),
    )
    assert found["path"] == expected.path
    assert found["record"] == detente.load(line.file).claims[3].id
    assert json.loads(found["params"]) == dict(expected.params)


def test_a_value_that_no_column_holds_is_a_reason(made) -> None:
    line = next(x for x in corpus.read_manifest(made) if fault_of(x) == "number-too-large")

    assert line.status == "refused"
    assert line.reason.startswith("a value fits no column: ")


def test_a_rerun_reads_only_what_had_died(made, faulty_files, deadly) -> None:
    before = contents(made)
    report = corpus.flatten(faulty_files, made, workers=2)

    assert report.read == 2
    assert contents(made) == before


def test_ray_makes_the_same_tables(made, faulty_files, tmp_path, monkeypatch) -> None:
    pytest.importorskip("ray", reason="the extra ray is not installed")
    monkeypatch.setattr(on_ray, "WORK", hook.deadly_work)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), *filter(None, sys.path)]))
    report = corpus.flatten(faulty_files, tmp_path / "out", runner="ray", workers=2)

    assert report.total == 300
    assert contents(tmp_path / "out") == contents(made)
    assert {x.reason for x in corpus.read_manifest(tmp_path / "out") if x.status == "died"} == {
        "the task ended: WorkerCrashedError"
    }
