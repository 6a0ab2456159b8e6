"""The command as a whole: streams, signals, usage."""

import io
import runpy
import sys
from pathlib import Path

import pytest

import detente
from detente.cli import main
from tests.command import run


def test_the_package_runs_as_a_module(monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "argv", ["detente", "--version"])
    monkeypatch.delitem(sys.modules, "detente.__main__", raising=False)
    with pytest.raises(SystemExit) as stop:
        runpy.run_module("detente", run_name="__main__")
    assert not stop.value.code


def test_a_stream_that_cannot_be_configured_is_written_to(monkeypatch) -> None:
    class Plain:
        def write(self, text: str) -> int:
            return len(text)

        def flush(self) -> None: ...

        def isatty(self) -> bool:
            return False

    monkeypatch.setattr(sys, "stdout", Plain())
    assert main(["rules"]) == 0


def test_closed_streams_are_status_2(monkeypatch, folder: Path) -> None:
    path = str(folder / "sample.detente.json")
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["validate", "-"]) == 2
    assert main(["stats", "-"]) == 2
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["validate", path]) == 2


def test_a_terminal_of_ascii_gets_escapes(monkeypatch) -> None:
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", narrow)

    assert main(["demo"]) == 0
    narrow.flush()
    assert b"\\u2022" in narrow.buffer.getvalue()


def test_unknown_bundled_data_and_bad_usage(capsys) -> None:
    assert run(capsys, "validate", "@nothing")[0] == 2
    assert run(capsys, "validate", "--no-such-option")[0] == 2
    assert run(capsys)[0] == 2
    assert run(capsys, "--version") == (0, f"detente {detente.__version__}\n", "")


def test_a_closed_pipe_is_no_error(monkeypatch) -> None:
    def closed(_options: object) -> int:
        raise BrokenPipeError

    monkeypatch.setattr("detente.cli.rules.run", closed)
    monkeypatch.setattr("os.dup2", lambda *_: None)

    assert main(["rules"]) == 0


def test_interruption_and_a_full_disk_are_no_tracebacks(capsys, monkeypatch) -> None:
    def interrupted(_options: object) -> int:
        raise KeyboardInterrupt

    def full(_options: object) -> int:
        raise OSError(28, "No space left on device", "/x")

    monkeypatch.setattr("detente.cli.rules.run", interrupted)
    assert run(capsys, "rules")[0] == 2
    monkeypatch.setattr("detente.cli.rules.run", full)
    assert run(capsys, "rules")[2] == "detente: /x: no space left on device\n"
