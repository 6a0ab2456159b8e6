"""No setting makes ``validate`` accept what ``load`` refuses; a setting that cannot be read is said to be so."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente.errors import DetenteError
from tests.command import captured, run
from tests.profiles import runs
from tests.sample import DATA, Case
from tests.validation.rules import faulty

CODES = ("D", "D0", "D1", "D10", "D2", "D5", "D7", "D9", "D001", "D102", "D307", "D566")


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """One faulty file for each rule."""
    folder = tmp_path_factory.mktemp("faulty")
    faulty.make(folder)
    return sorted(path for path in folder.iterdir() if ".draft." not in path.name)


def refused(path: Path) -> bool:
    try:
        detente.load(path)
    except DetenteError:
        return True
    return False


def codes() -> st.SearchStrategy[list[str]]:
    return st.lists(
        st.sampled_from((*CODES, *sorted({*map(faulty.code_of, faulty.EXPECTED)}))), max_size=4
    )


@st.composite
def settings(draw: Any) -> tuple[str, list[str]]:
    """A configuration, and options of the command line."""
    lines = ["[tool.detente]", f"strict = {draw(st.sampled_from(('true', 'false')))}"]
    options = []
    for name in ("select", "ignore"):
        if draw(st.booleans()):
            lines.append(f"{name} = {json.dumps(draw(codes()))}")
        if draw(st.booleans()):
            options += [f"--{name}", ",".join(draw(codes()))]
    lines.append(
        f"exclude = {json.dumps(draw(st.lists(st.sampled_from(('*', 'D*')), max_size=1)))}"
    )
    lines.append("[tool.detente.per-file-ignores]")
    lines += [
        f"{json.dumps(p)} = {json.dumps(draw(codes()))}"
        for p in ("*", "D1*")
        if draw(st.booleans())
    ]
    more = st.sampled_from(
        ("--strict", "--no-strict", "--concise", "--statistics", "--whole", "--diff")
    )
    return "\n".join(lines), options + draw(st.lists(more, max_size=1))


@runs(4)
@given(st.data(), settings())
def test_nothing_that_load_refuses_is_accepted(
    faults: list[Path], data: st.DataObject, given_: tuple[str, list[str]]
) -> None:
    configuration, options = given_
    path = data.draw(st.sampled_from(faults))
    (path.parent / "pyproject.toml").write_text(configuration, "utf-8")

    status, out, err = captured("validate", str(path), *options)

    if refused(path):
        assert status in (1, 2)
        assert "clean" not in out + err
        assert "error" in out + err


@pytest.mark.parametrize("word", ["D", "D0,D1", "D9,D102,D104"])
def test_errors_of_reading_are_shown_though_they_are_ignored(
    capsys, tmp_path: Path, word: str
) -> None:
    path = tmp_path / "x.detente.json"
    path.write_bytes(Case(('claim:lesson/kind = "x"', 'event:vote/typ = "x"')).data)

    for options in (("--ignore", word), ("--select", "D104,D5"), ("--select", "D012")):
        status, out, _err = run(capsys, "validate", path, "--concise", *options)
        assert status == 1
        assert "D102" in out
        assert "D104" in out


def test_what_is_ignored_is_not_fixed(capsys, tmp_path: Path) -> None:
    path = tmp_path / "x.detente.json"
    path.write_bytes(Case(("'\"value\": 3' becomes '\"value\": 3.0'",)).data)
    before = path.read_bytes()

    assert run(capsys, "validate", path, "--fix", "--ignore", "D007")[0] == 1
    assert path.read_bytes() == before
    assert run(capsys, "validate", path, "--fix", "--select", "D5")[0] == 1
    assert path.read_bytes() == before
    assert run(capsys, "validate", path, "--fix", "--select", "D007")[0] == 0


def test_an_unreadable_cell_of_a_workbook_is_shown_though_it_is_ignored() -> None:
    from detente.diagnostics import Diagnostic, Severity
    from detente.validation.config import Config

    config = Config(ignore=("D",))
    for code, severity, shown in (
        ("D701", Severity.ERROR, True),
        ("D706", Severity.INFO, False),
        ("D900", Severity.ERROR, True),
        ("D020", Severity.WARNING, False),
        ("D201", Severity.ERROR, False),
    ):
        assert config.shows(Diagnostic(code=code, severity=severity, message="")) is shown


# --- settings that cannot be read -----------------------------------------------------------------

BAD = {
    "nested": (b"a = " + b"[" * 900 + b"]" * 900, "nested too deep"),
    "nested tables": (b"a = " + b"{a = " * 900 + b"1" + b"}" * 900, "nested too deep"),
    "a long number": (b"a = " + b"9" * 5001, "4300 digits"),
    "not UTF-8": (b'a = "\xff"', "not UTF-8"),
    "no TOML": (b"\x1b[31m = 1", "not TOML"),
    "a null character": (b"a = \0", "not TOML"),
    "a table that is none": (b"[tool]\ndetente = 5", "expected a table"),
    "a list": (b"[[tool.detente]]\nselect = []", "expected a table"),
    "too large": (b"#" * ((16 << 20) + 1), "large"),
    "a number for a list": (b"[tool.detente]\nselect = 5", "expected a list"),
    "a key of escapes": (b'[tool.detente]\n"\\u001b[31m\\n::error::x" = 5', "no such key"),
    "codes of escapes": (b'[tool.detente]\nignore = ["\\u001b[31m\\n::error::x"]', "no rule has"),
    "a path with a null": (b'[tool.detente]\ntexts = "\\u0000"', ""),
}


@pytest.mark.parametrize("what", BAD)
@pytest.mark.parametrize("named", [True, False])
def test_settings_that_cannot_be_read_are_status_2(
    capsys, tmp_path: Path, what: str, named: bool
) -> None:
    data, reason = BAD[what]
    (tmp_path / "x.detente.json").write_bytes(DATA)
    (tmp_path / "pyproject.toml").write_bytes(data)
    options = ("--config", tmp_path / "pyproject.toml") if named else ()

    status, out, err = run(capsys, "validate", tmp_path / "x.detente.json", *options)

    assert status == 2
    assert reason in out + err
    assert "\x1b" not in out + err
    assert "\n::" not in out + err


@pytest.mark.parametrize("name", ["folder", "/dev/zero", "/dev/null", "none", "\0", "loop", "pipe"])
def test_what_is_no_file_is_no_configuration(capsys, tmp_path: Path, name: str) -> None:
    (tmp_path / "x.detente.json").write_bytes(DATA)
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe")  # nobody writes into it

    status, out, err = run(
        capsys, "validate", tmp_path / "x.detente.json", "--config", tmp_path / name
    )

    assert (status, out) == (2, "")
    assert err.startswith("detente: ")


def test_a_pipe_of_the_shell_is_read_and_one_that_lies_in_a_folder_is_passed_over(
    capsys, tmp_path: Path
) -> None:
    path = tmp_path / "x.detente.json"
    path.write_bytes(DATA)
    os.mkfifo(tmp_path / "pyproject.toml")
    assert run(capsys, "validate", path)[0] == 0

    reading, writing = os.pipe()  # as the shell makes one for <(command)
    os.write(writing, b"[tool.detente]\nselect = []\nstrict = 5")
    os.close(writing)
    assert (
        f"/dev/fd/{reading}:3: tool.detente.strict: expected true or false"
        in run(capsys, "validate", path, "--config", f"/dev/fd/{reading}")[2]
    )
    os.close(reading)
