"""The bar of long work."""

import contextlib
import io
from pathlib import Path

import pytest

from detente.cli import main, progress
from tests.sample import DATA


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True

    @property
    def screen(self) -> str:
        """The last line as it is seen."""
        return self.getvalue().rpartition("\r")[2].replace("\033[K", "")


@pytest.fixture
def clock(monkeypatch):
    """The seconds that have passed; the test moves them."""
    now = [100.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def terminal(monkeypatch) -> Terminal:
    """A terminal, outside CI."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return Terminal()


def run(terminal: Terminal, *arguments: str) -> int:
    """The exit status of the command where standard error is the terminal."""
    with contextlib.redirect_stderr(terminal):
        return main(arguments)


def test_a_bar_shows_how_much_is_done(clock, terminal) -> None:
    bar = progress.Bar(terminal)
    clock[0] += 1
    bar(500, 2000, "files")

    assert terminal.screen == "[#####...............] 500 of 2,000 files"


def test_a_bar_is_as_long_with_nothing_done_as_with_nearly_all(clock, terminal) -> None:
    bar = progress.Bar(terminal)
    for done, full in ((0, 0), (999, 19)):
        clock[0] += 1
        bar(done, 1000, "files")
        assert terminal.screen.startswith(f"[{'#' * full}{'.' * (20 - full)}] ")


def test_short_work_shows_none(clock, terminal) -> None:
    bar = progress.Bar(terminal)
    clock[0] += 0.4
    bar(1, 2, "files")
    bar(2, 2, "files")
    bar.erase()

    assert terminal.getvalue() == ""


def test_a_bar_is_drawn_ten_times_a_second_at_most(clock, terminal) -> None:
    bar = progress.Bar(terminal)
    clock[0] += 1
    for done in range(50):
        bar(done, 100, "files")
        clock[0] += 0.01

    assert terminal.getvalue().count("[") - terminal.getvalue().count("\033[") == 5


def test_when_all_is_done_the_line_is_empty(clock, terminal) -> None:
    bar = progress.Bar(terminal)
    clock[0] += 1
    bar(1, 2, "files")
    assert terminal.screen
    bar(2, 2, "files")

    assert terminal.screen == ""


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("TERM", "dumb")])
def test_in_ci_and_on_a_terminal_that_cannot_erase_there_is_none(
    name, value, terminal, monkeypatch
) -> None:
    assert progress.wanted(terminal)
    monkeypatch.setenv(name, value)
    assert not progress.wanted(terminal)


def test_where_standard_error_is_no_terminal_there_is_none(monkeypatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert not progress.wanted(io.StringIO())


@pytest.fixture
def many(tmp_path: Path, monkeypatch) -> Path:
    """Three files, one of them faulty; bars appear at once."""
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    monkeypatch.setattr(progress, "_PAUSE", 0)
    for number in range(2):
        (tmp_path / f"{number}.detente.json").write_bytes(DATA)
    (tmp_path / "9.detente.json").write_bytes(b"{")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_validating_a_folder_shows_a_bar_that_is_gone_before_the_report(many, terminal) -> None:
    with contextlib.redirect_stdout(terminal):
        assert run(terminal, "validate", ".", "--concise", "--isolated") == 1
    shown = terminal.getvalue()

    assert "\r[......" in shown
    assert "2 of 3 datasets" in shown
    report = shown.rpartition("\r\033[K")[2]
    assert report.startswith("9.detente.json")


def test_what_fixing_says_is_not_mixed_with_a_bar(many, terminal) -> None:
    assert run(terminal, "validate", ".", "--diff", "--isolated") == 1
    assert "datasets" not in terminal.getvalue().partition("then:")[0]


def test_an_error_stands_on_an_empty_line(many, terminal, monkeypatch) -> None:
    from detente.cli import validate as command

    def stop(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "_read", stop)
    assert run(terminal, "validate", ".", "--isolated") == 2

    assert terminal.getvalue().endswith("0 of 3 datasets\033[K\r\033[Kdetente: interrupted\n")


def test_piped_there_is_nothing(many, capsys) -> None:
    assert main(["validate", ".", "--isolated"]) == 1
    assert capsys.readouterr().err == ""


def test_a_run_over_a_corpus_has_the_same_bar(many, terminal, capsys) -> None:
    pytest.importorskip("pyarrow", reason="the extra corpus is not installed")
    for number in range(10, 60):  # more than one chunk
        (many / f"{number}.detente.json").write_bytes(b"{")
    assert run(terminal, "corpus", "validate", ".", "-o", "out", "--workers", "1") == 1

    assert "of 53 files" in terminal.getvalue()
    assert terminal.screen == ""
