"""Freezing the schemas of a version: tried in a copy, never here."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from detente.records import VERSION
from detente.schema import NAMES, file_name, released
from detente.schema.__main__ import main
from tests.paths import PACKAGE

FILES = {file_name(name) for name in NAMES}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKAGE / "schema" / "data", tmp_path / "data"))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_format_is_a_draft() -> None:
    assert released() == {}


def test_a_release_records_digests_and_copies(data: Path, tmp_path: Path, capsys) -> None:
    before = contents(data)
    assert main(["--release", VERSION, str(tmp_path / "schemas")], data) == 0

    listed = json.loads((data / "released.json").read_text("utf-8"))
    assert listed.keys() == FILES
    for name, digest in listed.items():
        assert hashlib.sha256((data / name).read_bytes()).hexdigest() == digest
    assert contents(data) == before | {"released.json": (data / "released.json").read_bytes()}
    assert contents(tmp_path / "schemas") == {name: before[name] for name in FILES}
    assert capsys.readouterr().out.count("released:") == len(FILES)
    assert released() == {}

    assert main(["--release", VERSION], data) == 1
    assert "released already" in capsys.readouterr().out
    assert main([], data) == 0
    assert main(["--check"], data) == 0


def test_what_is_frozen_is_what_was_looked_at(data: Path, capsys) -> None:
    assert main(["--release", "0.9"], data) == 1
    stale = data / file_name("draft")
    stale.write_bytes(stale.read_bytes() + b"\n")
    before = contents(data)
    assert main(["--release", VERSION], data) == 1
    assert "stale:" in capsys.readouterr().out
    assert contents(data) == before
    with pytest.raises(SystemExit):
        main(["--release", VERSION, "--check"], data)


def test_earlier_releases_stay_listed(data: Path) -> None:
    (data / "released.json").write_text('{"detente-dataset-0.9.schema.json": "00"}', "utf-8")

    assert main(["--release", VERSION], data) == 0
    listed = json.loads((data / "released.json").read_text("utf-8"))
    assert listed.keys() == FILES | {"detente-dataset-0.9.schema.json"}


def test_a_frozen_file_is_never_written_again(data: Path, tmp_path: Path, capsys) -> None:
    assert main(["--release", VERSION], data) == 0
    frozen = data / file_name("dataset")
    frozen.write_bytes(frozen.read_bytes().replace(b"Who acts", b"Who once acted"))
    before = contents(data)
    for arguments in ([], ["--check"]):
        capsys.readouterr()
        assert main(arguments, data) == 1
        assert f"never changed again: {frozen}" in capsys.readouterr().out
        assert contents(data) == before


def test_what_is_not_frozen_is_written(data: Path, tmp_path: Path, capsys) -> None:
    (data / file_name("report")).unlink()
    assert main(["--check"], data) == 1
    assert main([str(tmp_path / "new")], data) == 0
    assert contents(tmp_path / "new").keys() == FILES
    assert capsys.readouterr().out.count("written:") == 1 + len(FILES)
    assert main(["--check", str(tmp_path / "new")], data) == 0


def test_a_changed_record_after_the_release_is_refused(tmp_path: Path) -> None:
    """The whole of it in a copy of the package: release, change a record, write the schemas."""
    copy = shutil.copytree(
        PACKAGE, tmp_path / "detente", ignore=shutil.ignore_patterns("__pycache__")
    )
    env = os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "detente.schema", *arguments]
        return subprocess.run(
            command, check=False, capture_output=True, text=True, env=env, cwd=tmp_path
        )

    assert run("--release", VERSION).returncode == 0
    assert run("--check").returncode == 0
    records = copy / "records" / "values.py"
    said = '"""Offset of the first code point."""'
    assert said in records.read_text("utf-8")
    records.write_text(records.read_text("utf-8").replace(said, '"""Where it starts."""'), "utf-8")
    done = run()
    assert done.returncode == 1
    assert "never changed again" in done.stdout
    listed = json.loads((copy / "schema" / "data" / "released.json").read_text("utf-8"))
    for name, digest in listed.items():
        file = copy / "schema" / "data" / name
        assert hashlib.sha256(file.read_bytes()).hexdigest() == digest
