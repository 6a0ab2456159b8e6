"""``detente fmt``."""

import json
from pathlib import Path

import detente
from tests.command import run
from tests.sample import DATA


def test_fmt_rewrites_and_then_leaves_alone(capsys, folder: Path) -> None:
    path = folder / "sample.detente.json"
    path.write_text(json.dumps(json.loads(DATA), indent=7), encoding="utf-8")
    path.chmod(0o640)

    assert run(capsys, "fmt", "--check", path)[0] == 1
    assert run(capsys, "fmt", path)[0] == 0
    assert path.read_bytes() == DATA
    assert path.stat().st_mode & 0o777 == 0o640
    assert run(capsys, "fmt", "--check", folder)[0] == 0


def test_fmt_writes_json_lines_as_lines(capsys, tmp_path: Path) -> None:
    path = tmp_path / "sample.detente.jsonl"
    detente.dump(detente.loads(DATA), path)
    before = path.read_bytes()

    assert run(capsys, "fmt", path)[0] == 0
    assert path.read_bytes() == before
    path.write_bytes(before.replace(b'"id":', b'"id" : '))
    assert run(capsys, "fmt", "--check", path)[0] == 1
    assert run(capsys, "fmt", path)[0] == 0
    assert path.read_bytes() == before
