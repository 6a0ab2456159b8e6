"""``detente extract``: a function of the user's, found by its name."""

import json
import sys
from pathlib import Path

import pytest

import detente
from tests.command import Capture, run
from tests.extraction.articles import FOLDER, HEAD, TEXTS

MODULE = """
import json
from pathlib import Path

right = lambda messages, schema: Path("ice.answer.json").read_text("utf-8")
declines = lambda messages, schema: None
nothing = lambda messages, schema: "Sorry."
empty = lambda messages, schema: "{}"
number = lambda messages, schema: 3
wrong = lambda messages, schema: right(messages, schema).replace('"causal"', '"casual"')
CONSTANT = 3


def once(messages, schema):
    if "article:ferry" in messages[1]["content"]:
        raise ConnectionError("no route")
    return right(messages, schema)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    for name in ("ice.answer.json", "ferry.answer.json", "simulated.py"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    (tmp_path / "mine.py").write_text(MODULE, "utf-8")
    (tmp_path / "broken.py").write_text("1 / 0\n", "utf-8")
    (tmp_path / "head.draft.json").write_text(json.dumps(HEAD), "utf-8")
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    for name in ("mine", "broken", "simulated"):
        sys.modules.pop(name, None)


def test_a_draft_is_written_that_seals(folder: Path, capsys: Capture) -> None:
    words = "extract ice.txt ferry.txt --with simulated:call --into head.draft.json --rounds 4"
    status, out, err = run(capsys, *words.split(), "-o", "made.draft.json")

    assert (status, err) == (0, "")
    assert out.endswith("sealed\n")
    assert detente.seal(folder / "made.draft.json", folder).report.ok
    assert str(folder) not in sys.path


def test_without_a_file_the_draft_is_printed_and_the_log_apart(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    from detente.cli import main

    assert main(["extract", "ice.txt", "--with", "mine:right", "--guidelines", "full"]) == 0
    out, err = capsysbinary.readouterr()
    assert len(json.loads(out)["claims"]) == 14
    assert err.startswith(b"article:ice, paragraphs 1 to 6: answer")


def test_findings_that_are_left_are_errors(folder: Path, capsys: Capture) -> None:
    status, out, _ = run(capsys, "extract", "ice.txt", "--with", "mine:wrong", "-o", "x.draft.json")
    assert status == 1
    assert "left: " in out
    assert (folder / "x.draft.json").exists()


def test_a_text_of_which_nothing_is_covered_is_an_error(folder: Path, capsys: Capture) -> None:
    words = "extract ice.txt ferry.txt --with mine:empty --into head.draft.json -o x.draft.json"
    status, out, _ = run(capsys, *words.split())
    assert status == 1
    assert out.splitlines()[-1].startswith("empty; ")


def test_what_is_to_be_filled_in_is_the_users_and_no_error(folder: Path, capsys: Capture) -> None:
    status, out, _ = run(capsys, "extract", "ice.txt", "--with", "mine:right", "-o", "x.draft.json")
    assert status == 0
    assert out.endswith("open; 6 TODOs, which are yours to fill in\n")


@pytest.mark.parametrize(
    ("function", "why"),
    [
        ("mine:declines", "the model declined to answer"),
        ("mine:nothing", "there is no JSON in it"),
        ("mine:number", "it returned int; expected the text of the answer"),
        ("json:dumps", "it raised TypeError"),
        ("mine:CONSTANT", "mine has no function CONSTANT"),
        ("mine:no", "mine has no function no"),
        ("nosuchmodule:call", "ModuleNotFoundError"),
        ("broken:call", "ZeroDivisionError"),
        ("mine", "expected MODULE:FUNCTION"),
        (":call", "expected MODULE:FUNCTION"),
        ("mine:", "expected MODULE:FUNCTION"),
    ],
)
def test_what_does_not_answer_could_not_run_and_writes_nothing(
    function: str, why: str, folder: Path, capsys: Capture
) -> None:
    status, out, err = run(capsys, "extract", "ice.txt", "--with", function, "-o", "x.draft.json")

    assert status == 2
    assert why in out + err
    assert "TODO" not in out
    assert out == "" or function in ("mine:declines", "mine:nothing")
    assert not (folder / "x.draft.json").exists()


def test_what_was_answered_before_an_error_is_kept(folder: Path, capsys: Capture) -> None:
    words = "extract ice.txt ferry.txt --with mine:once -o x.draft.json"
    status, _, err = run(capsys, *words.split())

    assert status == 2
    assert "mine:once: it raised ConnectionError: no route" in err
    assert len(json.loads((folder / "x.draft.json").read_text("utf-8"))["claims"]) == 14


def test_nobody_is_asked_if_the_draft_could_not_be_written(folder: Path, capsys: Capture) -> None:
    for target, why in (
        ("head.draft.json", "it is an input"),
        ("ice.txt", "it is an input"),
        ("mine.py", "a draft is never overwritten"),
        ("no/x.draft.json", "no such folder"),
    ):
        words = ["ice.txt", "--with", "mine:right", "--into", "head.draft.json", "-o", target]
        status, out, err = run(capsys, "extract", *words)
        assert (status, out) == (2, "")
        assert why in err


def test_parts_are_united_when_told(folder: Path, capsys: Capture) -> None:
    words = ["extract", "ice.txt", "--with", "mine:right", "--characters", "700", "--rounds", "1"]
    _, out, _ = run(capsys, *words, "-o", "a.draft.json")
    assert "may be one (same evidence)" in out
    _, out, _ = run(capsys, *words, "--unite", "-o", "b.draft.json")
    assert "may be one" not in out
    made = json.loads((folder / "b.draft.json").read_text("utf-8"))
    assert len(made["claims"]) == 14


def test_a_draft_that_is_none_and_numbers_that_are_too_small_are_refused(
    folder: Path, capsys: Capture
) -> None:
    words = ["extract", "ice.txt", "--with", "mine:right"]
    for more, why in (
        (["--into", "ice.answer.json"], "into: not a draft"),
        (["--into", "no.json"], "no such file"),
        (["--rounds", "0"], "rounds: expected 1 or more"),
        (["--characters", "0"], "characters: expected 1 or more"),
    ):
        status, _, err = run(capsys, *words, *more)
        assert status == 2
        assert why in err
