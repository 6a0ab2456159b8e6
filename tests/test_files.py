"""Files and folders: what is read, what is refused, what is written whole or not at all."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import detente
from detente.cli import main
from detente.files import LARGEST, write_atomically
from tests.sample import DATA


def test_what_the_system_refuses_is_reported(monkeypatch, tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    path = folder / "x.detente.json"
    path.write_bytes(DATA)
    for method, error in (
        ("read_bytes", PermissionError(13, "Permission denied")),
        ("read_bytes", RuntimeError("Symlink loop")),
        ("is_dir", OSError(36, "File name too long")),
        ("iterdir", PermissionError(13, "Permission denied")),
        ("exists", OSError(36, "File name too long")),
    ):
        with monkeypatch.context() as patch:

            def broken(self: Path, *_: object, error: Exception = error, **__: object) -> object:
                raise error

            patch.setattr(Path, method, broken)
            expected = 0 if method == "exists" else 2  # it is tried all the same
            assert main(["validate", str(folder if method == "iterdir" else path)]) == expected
            assert main(["validate", str(path), "--texts", str(folder)]) in (0, 2)


def test_hidden_folders_are_left_alone_and_others_searched(tmp_path: Path, capsys) -> None:
    for name in (".hidden", "env", "open", "whole"):
        (tmp_path / name).mkdir()
    (tmp_path / ".hidden" / "x.detente.json").write_bytes(b"no")
    (tmp_path / "env" / "pyvenv.cfg").write_text("home = /usr/bin\n", "utf-8")
    (tmp_path / "env" / "x.detente.json").write_bytes(b"no")
    (tmp_path / "open" / "x.detente.json").write_bytes(DATA)
    (tmp_path / "whole" / "dataset.detente.json").write_bytes(DATA)

    assert main(["validate", str(tmp_path), "--format", "json"]) == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert [Path(f).parent.name for f in files] == ["open", "whole"]


def test_devices_and_odd_names_are_not_read(tmp_path: Path) -> None:
    assert detente.validate("/dev/null").exit_status == 2
    assert detente.validate(DATA, texts="/dev/zero").exit_status == 2
    assert detente.validate(DATA, texts="a\0b").exit_status == 2
    assert main(["draft", "/dev/zero"]) == 2
    assert main(["draft", str(tmp_path / "none.txt")]) == 2
    assert main(["draft", str(tmp_path)]) == 2
    assert main(["draft", "a\0b.txt"]) == 2
    shutil.rmtree(tmp_path)


def test_nothing_is_half_written(monkeypatch, tmp_path: Path) -> None:
    target = tmp_path / "x.detente.json"
    target.write_bytes(DATA)

    def broken(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", broken)
    with pytest.raises(OSError, match="No space"):
        detente.dump(detente.loads(DATA), target)

    assert target.read_bytes() == DATA
    assert [p.name for p in tmp_path.iterdir()] == ["x.detente.json"]


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real.detente.json", tmp_path / "link.detente.json"
    real.write_bytes(b"old")
    link.symlink_to(real)

    detente.dump(detente.loads(DATA), link)

    assert link.is_symlink()
    assert real.read_bytes() == DATA


def test_the_other_names_of_a_file_have_the_new_contents_too(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(b"old contents, which are longer")
    one.chmod(0o640)
    other.hardlink_to(one)

    write_atomically(one, b"new contents")

    assert one.samefile(other)
    assert other.read_bytes() == b"new contents"
    assert one.stat().st_mode & 0o777 == 0o640
    assert {path.name for path in tmp_path.iterdir()} == {"one", "other"}


def test_a_file_with_several_names_gets_its_contents_back_if_writing_fails(
    tmp_path: Path, monkeypatch
) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(b"old")
    other.hardlink_to(one)
    synced = []
    real = os.fsync

    def full(handle: int) -> None:
        synced.append(handle)
        if len(synced) == 2:  # the first is that of the copy beside it
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space"):
        write_atomically(one, b"new contents")

    assert one.read_bytes() == other.read_bytes() == b"old"


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root gives files away")
def test_the_owner_stays_who_it_was(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")
    path.chmod(0o4755)
    os.chown(path, 1234, 2345)
    path.chmod(0o4755)

    write_atomically(path, b"new")

    state = path.stat()
    assert (state.st_uid, state.st_gid, state.st_mode & 0o7777) == (1234, 2345, 0o4755)


def test_a_file_of_somebody_else_stays_theirs(tmp_path: Path, monkeypatch) -> None:
    """Who may write it, and may not give files away, writes it over in place."""
    path = tmp_path / "x"
    path.write_bytes(b"old")
    number = path.stat().st_ino
    real = Path.stat

    def others(self: Path, **options: bool) -> os.stat_result:
        state = real(self, **options)
        owned = [*state]
        if self != path:
            owned[4] += 1
        return os.stat_result(owned)

    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "stat", others)
    monkeypatch.setattr(os, "chown", refused)

    write_atomically(path, b"new contents")

    assert path.read_bytes() == b"new contents"
    assert real(path).st_ino == number


# --- how much is read -----------------------------------------------------------------------------


def test_a_file_is_measured_before_it_is_read(tmp_path: Path, monkeypatch, capsys) -> None:
    path = tmp_path / "x.detente.json"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)  # nothing but a hole
    opened = []
    real = Path.open
    monkeypatch.setattr(Path, "open", lambda p, *a, **k: opened.append(p) or real(p, *a, **k))

    assert [d.code for d in detente.validate(path)] == ["D010"]
    with pytest.raises(detente.InvalidError, match="larger than 1 GiB"):
        detente.load(path)
    for command in ("validate", "fmt", "migrate", "export"):
        more = ["--to", "graphml", "-o", str(tmp_path / "out.gexf")] if command == "export" else []
        assert main([command, str(path), *more]) == 1
        said = capsys.readouterr()
        assert "D010" in said.out + said.err
    assert main(["draft", "x.txt", "--records", str(path)]) == 2
    assert main(["validate", str(tmp_path), "--texts", str(path)]) == 2
    assert path not in opened


def test_json_lines_may_be_of_any_size(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "x.detente.jsonl"
    detente.dump(detente.loads(DATA), path)
    monkeypatch.setattr("detente.files.LARGEST", 10)

    assert detente.validate(path).ok


@pytest.mark.parametrize("name", ["-", "/dev/fd/{}"])
def test_of_a_stream_without_end_no_more_is_read_than_allowed(
    name: str, monkeypatch, capsys
) -> None:
    monkeypatch.setattr("detente.files.LARGEST", 1 << 22)
    if not Path("/dev/fd").exists():
        pytest.skip("this system has no names for open files")
    with subprocess.Popen(["yes"], stdout=subprocess.PIPE) as endless:
        assert endless.stdout is not None
        stream = SimpleNamespace(buffer=endless.stdout)
        monkeypatch.setattr(sys, "stdin", stream)
        assert main(["validate", name.format(endless.stdout.fileno())]) == 1
        endless.kill()

    assert "D010" in capsys.readouterr().out


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("detente.files.LARGEST", 1000)
    path = tmp_path / "x.detente.jsonl"
    path.write_bytes(b'{"format": "detente", "version": "1.0"}\n' + b" " * 2000)

    with pytest.raises(detente.RefusedError, match="line 2: longer than"):
        list(detente.stream(path))


@pytest.mark.parametrize("command", ["validate", "fmt", "migrate", "report"])
def test_a_pipe_in_a_folder_is_not_opened(tmp_path: Path, command: str, capsys) -> None:
    os.mkfifo(tmp_path / "x.detente.json")

    assert main([command, str(tmp_path)]) == 2

    said = capsys.readouterr()
    assert "not a regular file" in said.out + said.err


def test_what_is_no_file_is_not_opened(tmp_path: Path, capsys) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    (whole / "dataset.detente.json").write_bytes(DATA)
    os.mkfifo(whole / "more.detente.json")
    assert detente.validate(whole).exit_status == 2
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s.detente.json"))
        assert detente.validate(tmp_path / "s.detente.json").exit_status == 2
    for name in ("x.xlsx", "x.ann", "x.xmi", "x.zip"):
        os.mkfifo(tmp_path / name)
    assert main(["validate", str(tmp_path / "x.xlsx")]) == 2
    (tmp_path / "t.txt").write_text("Words.", "utf-8")
    given = ["--texts", str(tmp_path / "t.txt"), "-o", str(tmp_path / "o.draft.json")]
    for name, bridge in (("x.ann", "brat"), ("x.xmi", "cas"), ("x.zip", "cas")):
        assert main(["import", str(tmp_path / name), "--from", bridge, *given]) == 2
    assert main(["validate", str(whole), "--config", "/dev/zero"]) == 2
    assert "/dev/zero: not a regular file" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["fmt", "migrate", "validate", "recode", "stats", "report"])
def test_an_empty_path_is_not_the_working_directory(
    command: str, tmp_path: Path, monkeypatch, capsys
) -> None:
    """``detente fmt "$FOLDER"`` where nobody has set it."""
    monkeypatch.chdir(tmp_path)
    compact = detente.dumps(detente.loads(DATA), compact=True)
    Path("x.detente.json").write_bytes(compact)

    assert main([command, "", *(["claim/kind:a=b"] if command == "recode" else [])]) == 2

    said = capsys.readouterr()
    assert "empty path" in said.out + said.err
    assert Path("x.detente.json").read_bytes() == compact


def test_what_is_no_file_is_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="not a regular file"):
        write_atomically(tmp_path, b"new")

    assert not [*tmp_path.iterdir()]
