"""What is there already is not written over, unless that is asked for."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import detente
from detente.cli import main
from detente.pipeline import outputs
from detente.pipeline.outputs import output, refuse_emptied
from tests.paths import EXAMPLE
from tests.sample import DATA

PRECIOUS = b"somebody's work"
SEALED = str(EXAMPLE / "entente-cordiale.detente.json")
TEXTS = str(EXAMPLE)
DRAFT = str(EXAMPLE / "entente-cordiale.draft.json")

WRITING = {
    "seal": ["seal", DRAFT, "--texts", TEXTS],
    "draft": ["draft", str(EXAMPLE / "entente-cordiale.txt")],
    "draft again": ["draft", SEALED, "--texts", TEXTS],
    "rebase": ["rebase", SEALED, "--texts", TEXTS],
    "merge": ["merge", SEALED, "@dprk-russia", "--header", SEALED],
    "migrate": ["migrate", SEALED],
    "export": ["export", SEALED, "--to", "graphml"],
    "statements": ["statements", SEALED],
    "report": ["report", SEALED],
    "text": ["text", str(EXAMPLE / "entente-cordiale.txt")],
}
FORCED = {"seal", "rebase", "merge", "migrate", "export", "statements", "report"}
NAMES = {"draft": "x.draft.json", "draft again": "x.draft.json", "export": "x.graphml"}


def target(tmp_path: Path, command: str) -> Path:
    suffix = (
        ".csv" if command == "statements" else ".html" if command == "report" else ".detente.json"
    )
    return tmp_path / NAMES.get(command, f"x{suffix}")


@pytest.mark.parametrize("command", WRITING)
def test_a_file_of_somebody_else_is_not_written_over(command: str, tmp_path: Path, capsys) -> None:
    path = target(tmp_path, command)
    path.write_bytes(PRECIOUS)

    assert main([*WRITING[command], "-o", str(path)]) == 2

    assert path.read_bytes() == PRECIOUS
    assert "it exists" in capsys.readouterr().err


@pytest.mark.parametrize("command", sorted(FORCED))
def test_it_is_with_force(command: str, tmp_path: Path) -> None:
    path = target(tmp_path, command)
    path.write_bytes(PRECIOUS)

    assert main([*WRITING[command], "-o", str(path), "--force"]) == 0
    assert path.read_bytes() != PRECIOUS


@pytest.mark.parametrize("command", ["seal", "rebase", "merge", "report"])
def test_a_new_state_of_the_same_dataset_is_written_over_the_old_one(
    command: str, tmp_path: Path
) -> None:
    path = target(tmp_path, command)

    assert main([*WRITING[command], "-o", str(path)]) == 0
    assert main([*WRITING[command], "-o", str(path)]) == 0


def test_another_dataset_is_not_and_neither_is_one_without_an_id(tmp_path: Path, capsys) -> None:
    path = tmp_path / "x.detente.json"
    headless = detente.load(SEALED).evolve(dataset=None)
    for data in (
        DATA,
        detente.dumps(headless),
        b"[]",
        b"[" * 5000,
        b"\xff",
        b'{"format": "detente"}',
    ):
        path.write_bytes(data)
        assert main([*WRITING["seal"], "-o", str(path)]) == 2
        assert path.read_bytes() == data
    draft = json.loads(Path(DRAFT).read_bytes())
    del draft["dataset"]
    (tmp_path / "d.draft.json").write_text(json.dumps(draft), "utf-8")
    path.write_bytes(Path(SEALED).read_bytes())
    assert main(["seal", str(tmp_path / "d.draft.json"), "--texts", TEXTS, "-o", str(path)]) == 2
    capsys.readouterr()
    lines = tmp_path / "x.detente.jsonl"
    detente.dump(detente.load(SEALED), lines)
    assert main([*WRITING["rebase"], "-o", str(lines)]) == 0
    assert main([*WRITING["seal"], "-o", str(tmp_path)]) == 2
    assert main(["seal", DRAFT, "--texts", TEXTS + "/entente-cordiale.txt", "-o", str(lines)]) == 0


def test_a_page_of_another_dataset_is_not(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    assert main([*WRITING["report"], "-o", str(path)]) == 0
    made = path.read_bytes()

    assert main(["report", "-o", str(path)]) == 2
    path.write_bytes(made + b"<!-- changed by hand -->")
    assert main([*WRITING["report"], "-o", str(path)]) == 0
    assert path.read_bytes() == made


def test_what_is_read_is_not_written_over_even_with_force(tmp_path: Path, capsys) -> None:
    path = tmp_path / "x.draft.json"
    path.write_bytes(Path(DRAFT).read_bytes())
    other = tmp_path / "other"
    other.hardlink_to(path)

    for name in (path, other):
        given = ["seal", str(path), "--texts", TEXTS, "--force", "-o", str(name)]
        assert main(given) == 2
        assert "it is an input" in capsys.readouterr().err
    assert path.read_bytes() == Path(DRAFT).read_bytes()


def run(arguments: list[str], **streams: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "detente", *arguments],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        **streams,
    )


def test_the_file_that_standard_input_is_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "x.draft.json"
    path.write_bytes(Path(DRAFT).read_bytes())

    with path.open("rb") as file:
        given = ["seal", "-", "--texts", TEXTS, "--force", "-o", str(path)]
        done = run(given, stdin=file, stdout=subprocess.DEVNULL)

    assert done.returncode == 2
    assert "standard input is this file" in done.stderr
    assert path.read_bytes() == Path(DRAFT).read_bytes()


def test_the_file_that_standard_output_is_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "out"

    with path.open("wb") as file:
        done = run([*WRITING["seal"], "--force", "--output=/dev/stdout"], stdout=file)

    assert done.returncode == 2
    assert "standard output is this file" in done.stderr


@pytest.mark.parametrize("command", ["seal", "fmt", "validate", "rebase"])
def test_a_redirect_of_a_file_onto_itself_is_told(command: str, tmp_path: Path) -> None:
    path = tmp_path / "x.draft.json"
    path.write_bytes(Path(DRAFT).read_bytes())
    more = ["--texts", TEXTS] if command in ("seal", "rebase") else []

    with path.open("wb") as file:
        done = run([command, str(path), *more], stdout=file)

    assert done.returncode == 2
    assert "the shell has emptied it" in done.stderr


def test_a_closed_standard_output_is_no_file(tmp_path: Path, monkeypatch) -> None:
    def closed(_: int) -> None:
        raise OSError(9, "Bad file descriptor")

    path = tmp_path / "x"
    path.write_bytes(PRECIOUS)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fstat", closed)
        refuse_emptied([str(path), "a\0b"])
        assert output(str(path), force=True) == path


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_a_name_that_is_none_is_refused(name: str, capsys) -> None:
    assert main([*WRITING["export"], "-o", name]) == 2
    assert "path" in capsys.readouterr().err or name


def test_the_log_of_a_corpus_is_written_over_and_nothing_else(tmp_path: Path) -> None:
    log = tmp_path / "x.sarif"
    given = ["corpus", "validate", SEALED, "-o", str(tmp_path / "out"), "--sarif", str(log)]

    assert main(given) == 0
    assert main(given) == 0
    log.write_bytes(PRECIOUS)
    assert main(given) == 2
    assert log.read_bytes() == PRECIOUS
    assert main([*given, "--force"]) == 0


def test_it_says_which_stream_a_file_is(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "x"
    path.write_bytes(PRECIOUS)
    for number, name in enumerate(("input", "output")):
        monkeypatch.setattr(outputs, "_is_stream", lambda _, asked, this=number: asked == this)
        with pytest.raises(detente.InputError, match=f"standard {name} is this file"):
            output(str(path), force=True)
    with pytest.raises(detente.InputError, match="the shell has emptied it"):
        refuse_emptied([str(path)])


def test_what_cannot_be_read_is_no_earlier_state(tmp_path: Path) -> None:
    assert not outputs.holding("")(tmp_path)


def test_a_folder_that_is_missing_is_told_by_the_name_that_was_given(
    tmp_path: Path, capsys
) -> None:
    target = tmp_path / "missing" / "x.detente.json"

    assert main(["draft", str(EXAMPLE / "entente-cordiale.txt"), "-o", str(target)]) == 2

    assert capsys.readouterr().err == f"detente: {target}: no such file or directory\n"
