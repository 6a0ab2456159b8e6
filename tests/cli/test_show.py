"""``detente show``: a record in its words."""

import json
from pathlib import Path

from detente.cli import main
from tests.command import run
from tests.sealing import DOUBLED, OTHER


def test_a_record_that_nothing_refers_to_lists_no_references(capsys, folder: Path) -> None:
    assert main(["show", "link:same-matter", "--in", str(folder / "sample.detente.json")]) == 0
    assert "referred to" not in capsys.readouterr().out


def test_show_has_the_words_of_a_copy_that_is_set_differently(capsys, sealed: Path) -> None:
    path = sealed / "sample.detente.json"
    for name, text in DOUBLED.items():
        (sealed / name).write_text(text, encoding="utf-8")

    out = run(capsys, "show", "claim:lesson", "--in", path, "--texts", sealed)[1]
    assert "[Sweden  should  be  content.]" in out
    assert "reformatted" in out


def test_show_says_what_is_lost_and_prints_json(capsys, sealed: Path) -> None:
    path = sealed / "sample.detente.json"
    (sealed / "union.txt").write_text(OTHER, encoding="utf-8")
    (sealed / "later.txt").unlink()

    out = run(capsys, "show", "event:talks", "--in", path, "--texts", sealed)[1]
    assert "edited: some of its words were changed" in out or "edited: the passage" in out
    out = run(capsys, "show", "claim:never-allies", "--in", path, "--texts", sealed)[1]
    assert "no text of article:later at hand" in out
    options = ["--in", path, "--texts", sealed, "--format", "json"]
    made = json.loads(run(capsys, "show", "claim:lesson", *options)[1])
    assert made["record"]["id"] == "claim:lesson"
    (words,) = made["words"]
    assert words["words"] == "Sweden should be content."
    assert words["before"].endswith("war. ")
    assert words["after"].startswith(" Many")
    assert words["verdict"] == "exact"
    made = json.loads(run(capsys, "show", "event:talks", *options)[1])
    assert made["words"][0]["words"] is made["words"][0]["before"] is None


def test_a_record_is_shown_with_its_words_and_references(capsys, folder: Path) -> None:
    path = folder / "sample.detente.json"
    status, out, _ = run(capsys, "show", "claim:hope-of-peace", "--in", path, "--texts", folder)

    assert status == 0
    assert "[Many say that it will now keep the peace.]" in out
    assert "link:peace-doubted (on)" in out
    assert "[" not in run(capsys, "show", "claim:hope-of-peace", "--in", path)[1]
    status, out, _ = run(capsys, "show", "event:talks", "--in", path, "--format", "json")
    assert json.loads(out)["mode"] == "multilateral"
    status, _, err = run(capsys, "show", "claim:hope-of-piece", "--in", path)
    assert status == 2
    assert "claim:hope-of-peace" in err
    shown = run(capsys, "show", "event:talks", "--in", path)
    assert run(capsys, "show", path, "event:talks") == shown
    assert run(capsys, "show", "--format", "text", path, "event:talks") == shown
    assert "not in @dprk-russia; --in FILE" in run(capsys, "show", "event:no-such-thing")[2]
    assert "expected [SOURCE] ID" in run(capsys, "show", path, "event:talks", "event:vote")[2]
    status, _, err = run(capsys, "show", path, "event:talks", "--in", "@dprk-russia")
    assert (status, "given by --in already: @dprk-russia" in err) == (2, True)
    (folder / "later.txt").unlink()
    out = run(capsys, "show", "claim:never-allies", "--in", path, "--texts", folder)[1]
    assert "no text of article:later" in out
