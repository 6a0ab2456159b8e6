"""Files and folders: what is read, what is refused, what is written whole or not at all."""

import json
import shutil
from pathlib import Path

import pytest

import detente
from detente.cli import main
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
