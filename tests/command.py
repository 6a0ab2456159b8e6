"""The command and the interpreter, as tests run them."""

import contextlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from detente.cli import main
from detente.schema import load_schema

Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *arguments: str | Path) -> tuple[int, str, str]:
    """Exit status, output and errors of the command."""
    status = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return status, out, err


def run_json(capsys: Capture, *arguments: str | Path) -> tuple[int, dict]:
    """Exit status and report of the command; the report is one by its schema."""
    status, out, _err = run(capsys, *arguments, "--format", "json")
    found = json.loads(out)
    assert list(Draft202012Validator(load_schema("report")).iter_errors(found)) == []
    assert found["ok"] == (status == 0)
    return status, found


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Put data on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def fresh(code: str) -> str:
    """What code prints in an interpreter of its own."""
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout


def captured(*arguments: str) -> tuple[int, str, str]:
    """The same with streams of bytes, as a process has them, for tests that draw their examples."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2)]
    with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
        status = main(arguments)
    out, err = (stream.buffer.getvalue().decode("utf-8") for stream in streams)
    assert "Traceback" not in out + err
    return status, out, err
