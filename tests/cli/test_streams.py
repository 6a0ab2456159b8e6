"""Streams that are full, closed or a terminal; interruptions before there is a command."""

import contextlib
import io
import os
import runpy
import subprocess
import sys
import types
from pathlib import Path

import pytest

import detente
from detente.cli import main
from detente.cli.streams import InertStream, put, unfiltered
from tests.command import run
from tests.sample import DATA


class Full(io.StringIO):
    """A stream to a full disk, or to a reader who is gone."""

    def __init__(self, error: OSError, *, late: bool = False) -> None:
        super().__init__()
        self.error = error
        self.late = late

    def write(self, text: str) -> int:
        if not self.late:
            raise self.error
        return len(text)

    def flush(self) -> None:
        raise self.error


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


NO_SPACE = OSError(28, "No space left on device")
CASES = (
    (Full(NO_SPACE), None, ("rules",)),
    (Full(NO_SPACE, late=True), None, ("rules",)),
    (None, Full(NO_SPACE), ("stats", "nothing")),
    (None, Full(NO_SPACE), ("stats", "--nothing")),
    (Full(NO_SPACE), Full(NO_SPACE), ("rules",)),
    (None, Full(BrokenPipeError(32, "Broken pipe")), ("migrate", "{}")),
)


@pytest.mark.parametrize(("out", "err", "words"), CASES)
def test_what_cannot_be_written_is_status_2(out, err, words, tmp_path: Path) -> None:
    path = tmp_path / "x.detente.json"
    path.write_bytes(DATA.replace(b'"1.0"', b'"0.1"', 1))
    with (
        contextlib.redirect_stdout(out or io.StringIO()),
        contextlib.redirect_stderr(err or io.StringIO()),
    ):
        assert main([word.format(path) for word in words]) == 2


def test_a_closed_pipe_behind_standard_output_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        command = [sys.executable, "-m", "detente", "rules"]
        assert subprocess.run(command, stdout=closed, check=False).returncode == 0


def test_what_a_usage_prints_needs_no_stream(monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert main(["--version"]) == 0


def test_bytes_reach_standard_output_through_one_function() -> None:
    modules = Path(detente.__file__).parent.rglob("*.py")
    direct = [path.name for path in modules if "stdout.buffer" in path.read_text("utf-8")]
    assert direct == ["streams.py"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_the_process_says_so_too() -> None:
    command = [sys.executable, "-m", "detente", "stats", "nothing"]
    with Path("/dev/full").open("w") as full:
        assert subprocess.run(command, stderr=full, check=False).returncode == 2


def test_an_interruption_before_there_is_a_command_is_no_traceback(capsys, monkeypatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("detente.cli.parser", interrupted)
    assert run(capsys, "rules") == (2, "", "detente: interrupted\n")
    unfinished = types.ModuleType("detente.cli")
    unfinished.__getattr__ = interrupted  # type: ignore[method-assign]
    monkeypatch.setitem(sys.modules, "detente.cli", unfinished)
    assert runpy.run_module("detente.__main__", run_name="detente.__main__")["run"]() == 2
    assert capsys.readouterr().err == "detente: interrupted\n"


def test_a_terminal_gets_our_colours_and_nobody_elses_orders() -> None:
    inner = Terminal()
    stream = InertStream(inner)

    stream.write("a \x1b[31mred\x1b[0m \x1b]0;x\x07")
    stream.write("")
    stream.write("::b\n")
    stream.write("::c\n")

    assert inner.getvalue() == "a \x1b[31mred\x1b[0m \\x1b]0;x\\x07::b\n\\x3a:c\n"
    assert unfiltered(stream) is inner
    assert unfiltered(inner) is inner


def test_the_bytes_of_a_file_are_whole_in_a_pipe_and_inert_on_a_terminal() -> None:
    data = '{"a": "\x7f\u202e"}\n'.encode()
    pipe = io.TextIOWrapper(io.BytesIO())
    with contextlib.redirect_stdout(pipe):
        put(data)
    assert pipe.buffer.getvalue() == data
    with contextlib.redirect_stdout(Terminal()) as shown:
        put(data)
    assert shown.getvalue() == '{"a": "\\u007f\\u202e"}\n'
