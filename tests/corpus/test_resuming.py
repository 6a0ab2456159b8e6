"""A run that is repeated, interrupted or stopped: what is done stays, and the result is the same."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from detente import InputError, MissingExtraError, corpus
from detente.corpus import locking, on_ray, processes, running
from detente.corpus import manifest as manifests
from tests.corpus.contents import contents, rows_of, statuses
from tests.paths import ROOT
from tests.sample import DATA


def flatten(source, out, **options):
    return corpus.flatten(source, out, workers=options.pop("workers", 2), **options)


def parts(out: Path) -> set[Path]:
    return set(out.glob("*/*.parquet"))


def written_when(out: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in parts(out)}


# --- repeated --------------------------------------------------------------------------------------


def test_a_second_run_reads_nothing_and_writes_nothing(small_files, tmp_path, inline) -> None:
    out = tmp_path / "out"
    first = flatten(small_files, out)
    before = written_when(out)
    second = flatten(small_files, out)

    assert (first.read, second.read) == (8, 0)
    assert written_when(out) == before
    assert first.rows == second.rows
    assert second.total == 8


def test_a_file_that_is_only_touched_is_not_read_again(small_files, tmp_path, inline) -> None:
    flatten(small_files, tmp_path / "out")
    os.utime(small_files / "3.detente.json")

    assert flatten(small_files, tmp_path / "out").read == 0


def test_only_what_changed_is_done_and_the_result_is_that_of_one_run(
    small_files, tmp_path, inline
) -> None:
    out = tmp_path / "out"
    flatten(small_files, out, workers=1)  # chunks of two files
    (small_files / "1.detente.json").unlink()
    (small_files / "4.detente.json").write_bytes(DATA.replace(b"2005", b"2006"))
    (small_files / "5.detente.json").write_bytes(b"{")
    (small_files / "9.detente.json").write_bytes(DATA)
    report = flatten(small_files, out)
    flatten(small_files, tmp_path / "at-once")

    assert report.read == 3
    assert report.total == 8
    assert contents(out) == contents(tmp_path / "at-once")
    assert {line.part for line in corpus.read_manifest(out)} >= {p.stem for p in parts(out)} - {
        "empty"
    }


def test_a_file_that_can_be_read_no_more_is_refused(small_files, tmp_path, inline) -> None:
    out = tmp_path / "out"
    flatten(small_files, out)
    (small_files / "0.detente.json").unlink()
    (small_files / "0.detente.json").symlink_to("nowhere")
    report = flatten(small_files, out)

    assert report.read == 1
    (line,) = (x for x in corpus.read_manifest(out) if x.status == "refused")
    assert (line.size, line.sha256, dict(line.rules)) == (None, None, {"D016": 1})
    assert flatten(small_files, out).read == 0


def test_a_table_that_gets_its_first_row_has_no_empty_part_left(
    small_files, tmp_path, inline
) -> None:
    out = tmp_path / "out"
    for path in small_files.iterdir():
        path.unlink()
    (small_files / "0.detente.json").write_bytes(b"{")
    flatten(small_files, out)
    assert (out / "statements" / "empty.parquet").exists()
    assert rows_of(out, "statements") == []
    (small_files / "0.detente.json").write_bytes(DATA)
    flatten(small_files, out)

    assert not (out / "statements" / "empty.parquet").exists()
    assert rows_of(out, "statements")


# --- interrupted -----------------------------------------------------------------------------------


@pytest.fixture
def interrupted(small_files, tmp_path, inline) -> Path:
    """The output of a run that was interrupted after its second chunk."""

    def watch(progress) -> None:
        if progress.done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        flatten(small_files, tmp_path / "out", workers=1, watch=watch)
    return tmp_path / "out"


def test_an_interrupted_run_is_unfinished_and_says_so(interrupted, inline) -> None:
    with pytest.raises(InputError, match="not finished; run the command again"):
        list(corpus.read_manifest(interrupted))
    with pytest.raises(InputError, match="not finished"):
        corpus.identify(interrupted)


def test_an_interrupted_run_is_resumed_to_the_same_contents(
    interrupted, small_files, tmp_path, inline
) -> None:
    report = flatten(small_files, interrupted)
    flatten(small_files, tmp_path / "at-once")

    assert report.read == 4
    assert contents(interrupted) == contents(tmp_path / "at-once")
    assert not (interrupted / manifests.WORK).exists()


def test_parts_without_a_commit_and_replaced_ones_do_not_count(
    interrupted, small_files, tmp_path, inline
) -> None:
    """What a run leaves that is killed between two of its steps."""
    shutil.copy(next(interrupted.glob("claims/*")), interrupted / "claims" / f"{0:016}.parquet")
    (first, *_) = manifests.read_commits(interrupted)
    running.without(interrupted, first, {first.lines[0].file}, f"{1:016}")
    report = flatten(small_files, interrupted)
    flatten(small_files, tmp_path / "at-once")

    assert report.read == 5
    assert contents(interrupted) == contents(tmp_path / "at-once")


def test_a_command_that_is_killed_takes_its_workers_along_and_is_resumed(
    small_files, tmp_path, monkeypatch
) -> None:
    out = tmp_path / "out"
    code = (
        "import sys; from detente import corpus; from detente.corpus import processes; "
        "processes.WORKER = 'tests.corpus.deadly'; corpus.flatten(*sys.argv[1:], workers=1)"
    )
    path = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(small_files), str(out)],
        env={**os.environ, "DETENTE_TEST_SLOW": "yes", "PYTHONPATH": path},
    )
    deadline = time.monotonic() + 60
    while not (out / manifests.COMMITS / "lock").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    with pytest.raises(InputError, match="another run is writing it"):
        flatten(small_files, out)
    process.kill()
    process.wait()

    assert flatten(small_files, out).total == 8
    assert statuses(out) == {"clean": 8}


def test_an_interrupt_ends_the_workers(small_files, tmp_path, monkeypatch, deadly) -> None:
    monkeypatch.setenv("DETENTE_TEST_SLOW", "yes")
    monkeypatch.setattr(processes.Processes, "wait", lambda _: signal.raise_signal(signal.SIGINT))
    # A process that a shell has put into the background ignores it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        flatten(small_files, tmp_path / "out")
    assert time.monotonic() - started < 30
    signal.signal(signal.SIGINT, before)
    monkeypatch.undo()

    assert flatten(small_files, tmp_path / "out").total == 8


# --- what workers die of ---------------------------------------------------------------------------


def test_a_full_disk_stops_the_run_which_can_be_resumed(
    small_files, tmp_path, monkeypatch, deadly
) -> None:
    monkeypatch.setenv("DETENTE_TEST_FULL", "yes")
    with pytest.raises(InputError, match="cannot be written: no space left on device"):
        flatten(small_files, tmp_path / "out")
    monkeypatch.delenv("DETENTE_TEST_FULL")

    assert flatten(small_files, tmp_path / "out").total == 8
    assert statuses(tmp_path / "out") == {"clean": 8}


def test_a_full_disk_stops_the_writing_of_this_process_too(
    small_files, tmp_path, monkeypatch, inline
) -> None:
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(manifests, "write_manifest", full)
    with pytest.raises(InputError, match="cannot be written: no space left on device"):
        flatten(small_files, tmp_path / "out")


@pytest.mark.parametrize(
    ("variable", "reason"),
    [
        ("DETENTE_TEST_MEMORY", "out of memory"),
        ("DETENTE_TEST_STATUS", "ended with status 77"),
    ],
)
def test_what_every_worker_dies_of_is_said_of_every_file(
    variable, reason, small_files, monkeypatch, deadly
) -> None:
    monkeypatch.setenv(variable, "77")
    report = flatten(small_files, small_files.parent / "out")

    assert statuses(small_files.parent / "out") == {"died": 8}
    assert {line.reason for line in corpus.read_manifest(small_files.parent / "out")} == {reason}
    assert not report.ok


def test_a_bug_costs_its_file_alone(small_files, tmp_path, deadly) -> None:
    (small_files / "0.buggy.detente.json").write_bytes(DATA)
    flatten(small_files, tmp_path / "out")

    assert statuses(tmp_path / "out") == {"clean": 8, "died": 1}
    (line,) = (x for x in corpus.read_manifest(tmp_path / "out") if x.status == "died")
    assert line.reason == "ZeroDivisionError: a bug of ours"


def test_workers_that_cannot_start_are_no_fault_of_the_files(
    small_files, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr(processes, "WORKER", "tests.corpus.nothing_here")
    with pytest.raises(InputError, match=r"a worker failed: ModuleNotFoundError"):
        flatten(small_files, tmp_path / "out")


def test_ray_stops_at_a_full_disk_and_ends_what_runs(small_files, tmp_path, monkeypatch) -> None:
    ray = pytest.importorskip("ray", reason="the extra ray is not installed")
    from tests.corpus import deadly as hook

    monkeypatch.setattr(on_ray, "WORK", hook.deadly_work)
    path = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    monkeypatch.setenv("PYTHONPATH", path)
    monkeypatch.setenv("DETENTE_TEST_FULL", "yes")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    try:
        with pytest.raises(InputError, match="no space left on device"):
            corpus.flatten(small_files, tmp_path / "out", runner="ray")
        assert ray.is_initialized()  # it was there before
    finally:
        ray.shutdown()


# --- what is refused -------------------------------------------------------------------------------


def test_folders_of_others_are_not_written_into(small_files, tmp_path, inline) -> None:
    with pytest.raises(InputError, match="not empty, and no corpus"):
        flatten(small_files, small_files)


def test_other_settings_need_another_folder(small_files, tmp_path, inline) -> None:
    flatten(small_files, tmp_path / "out")
    with pytest.raises(InputError, match=r"made with other settings \(strict\)"):
        flatten(small_files, tmp_path / "out", strict=True)
    with pytest.raises(InputError, match=r"made with other settings \(tables\)"):
        corpus.validate(small_files, tmp_path / "out")


def test_other_files_need_another_folder(small_files, tmp_path, inline) -> None:
    flatten(small_files / "1.detente.json", tmp_path / "out")
    with pytest.raises(InputError, match="made from other files"):
        flatten(small_files / "2.detente.json", tmp_path / "out")
    assert statuses(tmp_path / "out") == {"clean": 1}


def test_there_must_be_input_and_a_worker(small_files, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=r"no \*\.detente\.json or "):
        flatten(tmp_path / "empty", tmp_path / "out")
    with pytest.raises(InputError, match="no such file"):
        flatten(tmp_path / "nowhere", tmp_path / "out")
    with pytest.raises(ValueError, match="at least one worker"):
        flatten(small_files, tmp_path / "out", workers=0)
    with pytest.raises(ValueError, match="runner is one of processes, ray"):
        flatten(small_files, tmp_path / "out", runner="threads")


def test_missing_extras_are_named(small_files, tmp_path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtraError, match=r"detente\[ray\]"):
        flatten(small_files, tmp_path / "out", runner="ray")
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingExtraError, match=r"detente\[corpus\]"):
        flatten(small_files, tmp_path / "out")


def test_no_corpus_is_none(tmp_path) -> None:
    with pytest.raises(InputError, match=r"no corpus \(there is no manifest\.jsonl\)"):
        list(corpus.read_manifest(tmp_path))
    (tmp_path / "manifest.jsonl").mkdir()
    with pytest.raises(InputError, match="is a directory"):
        list(corpus.read_manifest(tmp_path))


def test_where_files_cannot_be_locked_runs_go_on(
    small_files, tmp_path, monkeypatch, inline
) -> None:
    monkeypatch.setattr(locking, "fcntl", None)

    assert flatten(small_files, tmp_path / "out").total == 8


def test_the_manifest_can_be_read_by_others(small_files, tmp_path, inline) -> None:
    flatten(small_files, tmp_path / "out")
    lines = (tmp_path / "out" / "manifest.jsonl").read_text("utf-8").splitlines()

    assert [json.loads(line)["status"] for line in lines] == ["clean"] * 8
