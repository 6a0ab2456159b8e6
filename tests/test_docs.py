"""The documentation, carried out."""

import doctest
import json
import re
import runpy
import shlex
import sys
from pathlib import Path

import pytest

from detente.cli import main
from detente.cli.main import parser
from detente.schema import load_schema

ROOT = Path(__file__).parent.parent
GUIDELINES = sorted((ROOT / "docs" / "guidelines").glob("*.md"))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *GUIDELINES]


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.M | re.S)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_python_examples_give_what_they_say(page: Path, monkeypatch) -> None:
    monkeypatch.chdir(ROOT)
    options = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    failed, tried = doctest.testfile(str(page), module_relative=False, optionflags=options)

    assert failed == 0
    assert tried or ">>>" not in page.read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_parse(page: Path) -> None:
    for block in [*blocks(page, ""), *blocks(page, "console")]:
        for line in block.splitlines():
            command = line.removeprefix("$ ").split("  #")[0].strip()
            if command.startswith("detente ") and "|" not in command:
                words = shlex.split(command.split("<")[0])
                assert parser().parse_args(words[1:])


def test_the_claim_in_the_readme_fits_the_draft_schema() -> None:
    from jsonschema import Draft202012Validator

    (shown,) = (json.loads(block) for block in blocks(ROOT / "README.md", "json"))
    schema = load_schema("draft")
    document = {"format": "detente-draft", "version": "1.0", **shown}

    assert list(Draft202012Validator(schema).iter_errors(document)) == []


def test_the_tutorial_ends_in_a_proven_file(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "annotating.md").read_text("utf-8")
    (text,) = re.findall(r"<!-- file: letters.txt -->\n```text\n(.*?)```", page, re.S)
    Path("letters.txt").write_text(text, "utf-8")
    records = re.findall(r"<!-- merge: (\w+) -->\n```json\n(.*?)```", page, re.S)
    commands = [
        line.removeprefix("$ ").strip()
        for block in blocks(ROOT / "docs" / "annotating.md", "console")
        for line in block.splitlines()
    ]
    statuses = []
    for number, command in enumerate(commands):
        if number == 2:  # the records are in by now, and what said TODO is filled in
            draft = json.loads(Path("letters.draft.json").read_text("utf-8"))
            for name, rows in records:
                draft[name] = json.loads(rows)
            filled = json.dumps(draft, ensure_ascii=False).replace("TODO", "Filled in")
            Path("letters.draft.json").write_text(filled, "utf-8")
        statuses.append(main(shlex.split(command)[1:]))

    assert statuses == [0, 1, 0, 0, 0]
    out = capsys.readouterr().out
    assert "D566" in out
    assert "D307" in out
    assert {name for name, _ in records} == {
        "actors",
        "mentions",
        "events",
        "claims",
        "links",
        "relations",
    }
    assert "Cambon held" not in Path("letters.detente.json").read_text("utf-8")

    for wrong, code in (('"quote": "Grey", "nth": 2', "D412"), ('"quote": "held"', "D411")):
        old = '"quote": "Grey"' if code == "D412" else '"quote": "upheld"'
        Path("wrong.draft.json").write_text(filled.replace(wrong, old), "utf-8")
        assert main(["seal", "wrong.draft.json", "--texts", "letters.txt"]) == 1
        assert code in capsys.readouterr().out


def test_the_worked_example_of_the_guidelines_is_proven(
    tmp_path: Path, monkeypatch, capsys
) -> None:
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "guidelines" / "worked.md").read_text("utf-8")
    files = dict(re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", page, re.S))
    assert set(files) == {"worked.txt", "worked.draft.json"}
    for name, content in files.items():
        Path(name).write_text(content, "utf-8")

    sealing = ["seal", "worked.draft.json", "--texts", "worked.txt", "-o", "worked.detente.json"]
    assert main(sealing) == 0
    # All rules of a release, copied words included; that few values are used is no fault here.
    strict = ["worked.detente.json", "--texts", "worked.txt", "--strict", "--ignore", "D603"]
    capsys.readouterr()
    assert main(["validate", *strict]) == 0
    out = capsys.readouterr().out
    assert out.startswith("clean ")
    assert "text of article:worked proven" in out


def test_guidelines_lead_to_headings_that_exist() -> None:
    for page in GUIDELINES:
        for name, heading in re.findall(r"\]\((\w*\.md)#([^)]+)\)", page.read_text("utf-8")):
            headings = re.findall(r"^#+ (.+)$", (page.parent / name).read_text("utf-8"), re.M)
            slugs = [re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in headings]
            assert heading in slugs, (page.name, name, heading)


def test_reference_pages_are_those_of_the_library(monkeypatch) -> None:
    monkeypatch.setattr(sys, "argv", ["reference.py", "--check"])
    with pytest.raises(SystemExit) as stop:
        runpy.run_path(str(ROOT / "docs" / "reference.py"), run_name="__main__")

    assert not stop.value.code, "python docs/reference.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target
