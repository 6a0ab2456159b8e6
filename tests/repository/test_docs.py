"""The documentation, carried out.

Each page runs from its top to its end in a folder of its own, which holds the examples. Comments
before a block say what to do with it:

- ``<!-- file: NAME -->``: the reader saves it; ``<!-- into: NAME PATH -->``: puts it into the file there;
- ``<!-- exit: 1 -->``, ``<!-- says: D566, D307 -->``: how the last command of a console block ends,
  and what its output holds (else 0, and the lines under the command, ``...`` for any);
- a block of SQL is asked of ``db``, a connection that the page has made, and must find something;
- ``<!-- needs: pandas -->``: carried out where that is installed;
- ``<!-- not executed: REASON -->``.
"""

import contextlib
import doctest
import importlib.util
import io
import json
import re
import runpy
import shlex
import shutil
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

import detente
from detente.cli import main, parser
from detente.schema import load_schema
from tests.paths import PACKAGE, ROOT

GUIDELINES = sorted((ROOT / "docs" / "guidelines").glob("*.md"))
BRIDGES = sorted((ROOT / "docs" / "bridges").glob("*.md"))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *GUIDELINES, *BRIDGES]
OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
# Pages of which hardly a block goes without an extra.
NEEDS = {
    "agreement.md": "scipy",
    "merging.md": "scipy",
    "tables.md": "pyarrow",
    "corpus.md": "pyarrow",
    "croissant.md": "pyarrow",
}
MARKS = {"file", "into", "exit", "says", "needs", "not executed", "merge"}
# What nothing carries out: shown as it is, or written by the library and tested there.
SHOWN = {"", "text"}


class Block(NamedTuple):
    language: str
    code: str
    marks: dict[str, str]
    line: int


def blocks_of(text: str) -> list[Block]:
    """All fenced blocks of a page with the comments right before them."""
    found = []
    fence = r"^((?:[ ]*<!--(?:(?!-->).)*-->\n)*)^([ ]*)(`{3,})([^\n`]*)\n(.*?)^\2\3[ ]*$"
    for match in re.finditer(fence, text, re.MULTILINE | re.DOTALL):
        comments, indent, _, language, code = match.groups()
        marks = dict(re.findall(r"<!-- ([a-z ]+): (.*?) -->", comments))
        assert set(marks) <= MARKS, marks
        assert len(marks) == comments.count("<!--"), comments
        code = re.sub(f"^{indent}", "", code, flags=re.MULTILINE)
        found.append(Block(language, code, marks, text[: match.start(5)].count("\n")))
    return found


def make_files(folder: Path, number: int) -> None:
    """Made files of one article each, as ``benchmarks/make_files.py`` writes them."""
    runpy.run_path(str(ROOT / "benchmarks" / "make_files.py"))["write_files"](folder, number)


def blocks(page: Path, language: str) -> list[str]:
    return [b.code for b in blocks_of(page.read_text("utf-8")) if b.language == language]


def carry_out(text: str, name: str = "page") -> None:
    """Carry out the blocks of a page, in the current folder."""
    globs: dict[str, object] = {"__name__": "__main__"}
    for block in blocks_of(text):
        here = f"{name}:{block.line}"
        if "not executed" in block.marks:
            assert len(block.marks["not executed"].split()) > 1, f"{here}: why not?"
        elif "needs" in block.marks and importlib.util.find_spec(block.marks["needs"]) is None:
            continue
        elif "file" in block.marks:
            Path(block.marks["file"]).write_text(block.code, "utf-8")
        elif "into" in block.marks:
            put_in(*block.marks["into"].split(), json.loads(block.code))
        elif block.language == "console":
            type_in(block, here)
        elif block.language == "python" and ">>>" in block.code:
            test = doctest.DocTestParser().get_doctest(block.code, globs, here, name, block.line)
            failed, tried = doctest.DocTestRunner(optionflags=OPTIONS).run(test, clear_globs=False)
            assert tried, here
            assert not failed, here
            globs.update(test.globs)
        elif block.language == "python":
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(block.code, here, "exec"), globs)
        elif block.language == "sql":
            assert globs["db"].sql(block.code).fetchall(), f"{here}: no row"
        elif block.language == "json":
            json.loads(block.code)
        elif block.language == "toml":
            tomllib.loads(block.code)
        else:
            assert block.language in SHOWN or block.language.startswith("{"), (
                f"{here}: a {block.language} block is carried out by nothing; say why"
            )


def put_in(name: str, path: str, value: object) -> None:
    """What a reader does in an editor: put this there."""
    document = json.loads(Path(name).read_text("utf-8"))
    at, *rest = (int(part) if part.isdecimal() else part for part in reversed(path.split("/")))
    holder = document
    for part in reversed(rest):
        holder = holder[part]
    if isinstance(value, dict) and isinstance(holder[at], dict):
        holder[at] |= value
    else:
        holder[at] = value
    Path(name).write_text(json.dumps(document, indent=2, ensure_ascii=False), "utf-8")


def unfolded(code: str) -> str:
    """Commands on one line each, as a shell reads those that go on after a backslash."""
    folded = r"^\$ (?:.*\\\n)+.*$"
    return re.sub(folded, lambda m: re.sub(r" *\\\n *", " ", m[0]), code, flags=re.MULTILINE)


def type_in(block: Block, here: str) -> None:
    """Type in the commands of a console block, and look at what they say."""
    code = unfolded(block.code)
    steps = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", code, re.MULTILINE)
    assert steps, f"{here}: no command; write $ before it"
    for number, (command, expected) in enumerate(steps, 1):
        last = number == len(steps)
        status, output = run(command)
        wanted = int(block.marks.get("exit", 0)) if last else 0
        assert status == wanted, f"{here}: {command}: {status}\n{output}"
        if expected.strip():
            same = doctest.OutputChecker().check_output(expected, output, OPTIONS)
            assert same, f"{here}: {command}\n{output}"
        for word in block.marks.get("says", "").split(", ") if last else ():
            assert word in output, f"{here}: {command}: no {word}\n{output}"


def run(command: str) -> tuple[int, str]:
    """A detente command, as a shell would run it; status and output."""
    words = shlex.split(command, comments=True)
    target = words[words.index(">") + 1] if ">" in words else None
    words = words[: words.index(">")] if ">" in words else words
    assert words[0] == "detente", f"{command}: say why it is not executed"
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n", write_through=True)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        status = main(words[1:])
    output = out.buffer.getvalue().decode("utf-8")
    if target:
        Path(target).write_text(output, "utf-8")
    return status, output


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_pages_do_what_they_say(page: Path, folder: Path) -> None:
    text = page.read_text("utf-8")
    if page.name in NEEDS:
        pytest.importorskip(NEEDS[page.name])
    if page.name == "corpus.md":  # the files that it speaks of are made ones
        make_files(folder / "files", 30)
    carry_out(text, page.name)

    outside = re.sub(r"^([ ]*)(`{3,}).*?^\1\2[ ]*$", "", text, flags=re.MULTILINE | re.DOTALL)
    assert ">>>" not in outside
    assert "```" not in outside
    assert not re.search(r"^(    |\t)\$? ?(detente|pip|python) ", outside, re.MULTILINE), (
        "use a fence"
    )


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("```python\n>>> 1 + 1\n3\n\n```\n", "page:"),
        ("```python\nraise SystemExit('page:')\n```\n", "page:"),
        ("```console\n$ detente --nonsense\n```\n", "page:"),
        ("```console\n$ rm -r .\n```\n", "say why"),
        ("```console\n$ detente \\\n    --nonsense\n```\n", "detente --nonsense"),
        ("```console\ndetente rules\n```\n", "no command"),
        ("```console\n$ detente --version\n0.0.0\n```\n", "page:"),
        ("<!-- exit: 1 -->\n```console\n$ detente --version\n```\n", "page:"),
        ("<!-- says: nonsense -->\n```console\n$ detente --version\n```\n", "no nonsense"),
        ("```bash\ndetente rules\n```\n", "carried out by nothing"),
        ("```json\n{\n```\n", "Expecting"),
        ("<!-- not executed: no -->\n```bash\ndetente rules\n```\n", "why not"),
        ("<!-- nonsense: no -->\n```bash\ndetente rules\n```\n", "nonsense"),
    ],
)
def test_pages_that_do_not_are_noticed(page: str, why: str, folder: Path) -> None:
    with pytest.raises((AssertionError, SystemExit, ValueError), match=why):
        carry_out(page)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_parse(page: Path) -> None:
    for block in [*blocks(page, ""), *blocks(page, "console")]:
        for line in unfolded(block).splitlines():
            command = line.removeprefix("$ ").strip()
            if command.startswith("detente ") and "|" not in command:
                words = shlex.split(re.split(r"\s[<>]\s", command)[0], comments=True)
                assert parser().parse_args(words[1:])


def test_the_claim_in_drafts_md_fits_the_draft_schema() -> None:
    from jsonschema import Draft202012Validator

    (shown,) = (json.loads(block) for block in blocks(ROOT / "docs" / "drafts.md", "json"))
    schema = load_schema("draft")
    document = {"format": "detente-draft", "version": "1.0", **shown}

    assert list(Draft202012Validator(schema).iter_errors(document)) == []


def test_the_tutorial_ends_in_a_proven_file(folder: Path) -> None:
    carry_out((ROOT / "docs" / "tutorial.md").read_text("utf-8"), "tutorial.md")
    draft = json.loads(Path("letters.draft.json").read_text("utf-8"))
    sealed = Path("letters.detente.json").read_text("utf-8")

    assert all(draft[name] for name in draft if name not in ("format", "version", "issues"))
    assert "Cambon held" in json.dumps(draft)
    assert "Cambon held" not in sealed
    for old, wrong, code in (
        ('"quote": "Grey", "within": "Grey denied it."', '"quote": "Grey"', "D412"),
        ('"quote": "held"', '"quote": "upheld"', "D411"),
    ):
        faulty = json.dumps(draft).replace(old, wrong)
        assert faulty != json.dumps(draft)
        Path("wrong.draft.json").write_text(faulty, "utf-8")
        status, output = run("detente seal wrong.draft.json --texts letters.txt")
        assert status == 1
        assert code in output


def test_the_articles_of_the_second_tutorial_are_those_of_the_example(folder: Path) -> None:
    """The page shows what it annotates, and makes the files that are shipped."""
    text = (ROOT / "docs" / "tutorial-two.md").read_text("utf-8")
    carry_out(text, "tutorial-two.md")
    shown = [block.code for block in blocks_of(text) if block.language == "text"]
    names = ["holt-2021", "brandt-2023"]

    assert shown == [Path(f"examples/varn/{n}.txt").read_text("utf-8") for n in names]
    for name in names:
        status, output = run(f"detente seal examples/varn/{name}.draft.json --texts examples/varn")
        assert (status, output) == (
            0,
            Path(f"examples/varn/{name}.detente.json").read_text("utf-8"),
        )
    assert detente.validate("varn.detente.json", texts="examples/varn", strict=True).ok


def test_the_worked_example_of_the_guidelines_is_proven(
    tmp_path: Path, monkeypatch, capsys
) -> None:
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "guidelines" / "worked.md").read_text("utf-8")
    files = dict(re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", page, re.DOTALL))
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
            headings = re.findall(
                r"^#+ (.+)$", (page.parent / name).read_text("utf-8"), re.MULTILINE
            )
            slugs = [re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in headings]
            assert heading in slugs, (page.name, name, heading)


@pytest.mark.parametrize("script", ["reference.py", "pictures.py", "reports.py"])
def test_generated_pages_and_pictures_are_those_of_the_library(script: str, monkeypatch) -> None:
    monkeypatch.setattr(sys, "argv", [script, "--check"])
    with pytest.raises(SystemExit) as stop:
        runpy.run_path(str(ROOT / "docs" / script), run_name="__main__")

    assert not stop.value.code, f"python docs/{script}"


def test_pictures_speak_to_those_who_cannot_see_them() -> None:
    pictures = sorted((ROOT / "docs" / "pictures").iterdir())
    shown = {
        name
        for page in PAGES
        for text, name in re.findall(
            r"!\[([^\]]*)\]\((?:\S*/)?pictures/([^)]+)\)", page.read_text("utf-8")
        )
        if text
    }
    assert {picture.name for picture in pictures} == shown
    for picture in pictures:
        if picture.suffix == ".png":
            assert picture.stat().st_size < 300_000
            continue
        root = ET.fromstring(picture.read_text("utf-8"))
        title, told = (root.findtext(f"{{*}}{name}") for name in ("title", "desc"))
        assert root.get("role") == "img"
        assert title
        assert told
        assert len(told.split()) > 10
        assert "prefers-color-scheme:dark" in picture.read_text("utf-8")


def test_every_page_is_in_the_table_of_contents_once() -> None:
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    trees = [b.code for b in blocks_of(index) if b.language == "{toctree}"]
    listed = [line for tree in trees for line in tree.splitlines() if line and line[0] != ":"]
    pages = [
        str(page.relative_to(ROOT / "docs").with_suffix("")).replace("\\", "/")
        for page in PAGES
        if page.name != "index.md" and page.parent != ROOT
    ]

    assert sorted(listed) == sorted(pages)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if "://" not in target:
            there = page.parent / target
            if target.startswith("src/detente/"):  # where the library is installed elsewhere
                there = PACKAGE / target.removeprefix("src/detente/")
            assert there.exists(), target


def test_each_rule_of_comparing_has_its_words_on_the_page() -> None:
    page = (ROOT / "docs" / "comparing.md").read_text("utf-8")

    for rule in detente.ComparisonRule:
        assert f"`{rule.value}`" in page
    for verdict in detente.ComparisonVerdict:
        assert f"`{verdict.value}`" in page
