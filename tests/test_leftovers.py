"""What killed runs leave behind is deleted by the next one, and nothing else is."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from detente import leftovers
from detente.files import new_folder, write_atomically

fcntl = pytest.importorskip("fcntl", reason="Windows has no such locks")

_WRITES = """
import sys, time
from detente.files import new_folder, write_atomically_in_pieces
def pieces():
    yield b"half"
    print("begun", flush=True)
    time.sleep(60)
if sys.argv[2] == "file":
    from pathlib import Path
    write_atomically_in_pieces(Path(sys.argv[1]), pieces())
else:
    with new_folder(sys.argv[1]) as folder:
        (folder / "part").write_text("half")
        list(pieces())
"""


@pytest.fixture(autouse=True)
def _new_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test is as a process of its own, which looks at each folder."""
    monkeypatch.setattr(leftovers, "_cleaned", set())


def writer(target: Path, kind: str) -> subprocess.Popen[str]:
    """A process that is half done with writing a file or folder."""
    command = [sys.executable, "-c", _WRITES, str(target), kind]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_a_killed_run_left_is_deleted_by_the_next(tmp_path: Path, kind: str) -> None:
    process = writer(tmp_path / "out", kind)
    (left,) = names(tmp_path)
    assert left.startswith(".out.")
    assert left.endswith(".detente.part")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert names(tmp_path) == {left}

    write_atomically(tmp_path / "other", b"whole")

    assert names(tmp_path) == {"other"}


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_a_living_run_is_writing_stays(tmp_path: Path, kind: str) -> None:
    process = writer(tmp_path / "out", kind)
    (being_written,) = names(tmp_path)
    try:
        write_atomically(tmp_path / "other", b"whole")
        assert names(tmp_path) == {being_written, "other"}
    finally:
        process.kill()
        process.communicate()


def test_what_looks_alike_and_is_no_file_or_folder_of_ours_stays(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".x.pipe.detente.part")
    (tmp_path / ".x.link.detente.part").symlink_to(tmp_path / "precious")
    (tmp_path / "precious").write_bytes(b"kept")
    (tmp_path / "x.detente.part").write_bytes(b"kept")
    (tmp_path / ".x.part").write_bytes(b"kept")
    before = names(tmp_path)

    write_atomically(tmp_path / "other", b"whole")

    assert names(tmp_path) == before | {"other"}


def test_a_file_that_is_taken_for_a_leftover_too_early_is_made_again(
    tmp_path: Path, monkeypatch
) -> None:
    real, taken = leftovers._locked, []

    def too_late(name: str) -> int | None:
        if len(taken) == 0:
            taken.append(name)
            Path(name).unlink()  # before it is locked
        elif len(taken) == 1:
            taken.append(name)
            lock = real(name)
            Path(name).unlink()  # while it is locked
            return lock
        elif len(taken) == 2:
            taken.append(name)
            raise BlockingIOError  # somebody has locked it, to delete it
        return real(name)

    monkeypatch.setattr(leftovers, "_locked", too_late)

    write_atomically(tmp_path / "out", b"whole")

    assert len(taken) == 3
    assert (tmp_path / "out").read_bytes() == b"whole"


def test_where_nothing_can_be_locked_leftovers_stay(tmp_path: Path, monkeypatch) -> None:
    def no_locks(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    left = tmp_path / ".out.abcdefgh.detente.part"
    left.write_bytes(b"half")

    write_atomically(tmp_path / "out", b"whole")
    with new_folder(tmp_path / "folder"):
        pass

    assert names(tmp_path) == {"out", "folder", left.name}
