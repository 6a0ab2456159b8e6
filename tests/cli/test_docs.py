"""``detente docs``."""

import pytest

from detente.cli import docs
from tests.command import run
from tests.paths import PACKAGE, ROOT

DOCS = ROOT / "docs"


def test_every_page_is_listed_with_its_title(capsys) -> None:
    status, out, _ = run(capsys, "docs")
    lines = out.splitlines()

    assert status == 0
    assert lines[0].split(maxsplit=1) == [
        "tutorial",
        "Tutorial: from a paragraph to a validated file",
    ]
    assert any(line.startswith("guidelines/events ") for line in lines)
    pages = list(DOCS.glob("**/*.md"))
    assert len(lines) == len(pages) - 1 + 2  # without index.md, with a last line that says more


@pytest.mark.parametrize("name", ["agreement", "agreement.md", "docs/agreement.md"])
def test_a_page_is_printed_however_a_message_names_it(name, capsys) -> None:
    page = (DOCS / "agreement.md").read_text("utf-8")
    assert run(capsys, "docs", name) == (0, page, "")


@pytest.mark.parametrize("name", ["guidelines", "docs/guidelines/README.md", "guidelines/README"])
def test_a_folder_of_pages_begins_with_its_first(name, capsys) -> None:
    page = (DOCS / "guidelines" / "README.md").read_text("utf-8")
    assert run(capsys, "docs", name) == (0, page, "")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("agrement", "close: agreement"),
        ("zzz", "detente docs lists them"),
        ("../README", "no such"),
    ],
)
def test_a_page_that_is_not_there_is_refused(name, hint, capsys) -> None:
    status, out, err = run(capsys, "docs", name)
    assert (status, out) == (2, "")
    assert hint in err


def test_pages_that_are_not_installed_are_missed_by_name(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(docs.resources, "files", lambda _: tmp_path / "lib" / "detente")
    status, _, err = run(capsys, "docs")
    assert status == 2
    assert "docs: the pages are not installed" in err


def test_the_pages_in_the_package_come_before_those_beside_it(
    tmp_path, monkeypatch, capsys
) -> None:
    package = tmp_path / "src" / "detente"
    for folder, title in ((package / "docs", "Within"), (tmp_path / "docs", "Beside")):
        folder.mkdir(parents=True)
        (folder / "index.md").write_text("```{toctree}\n:hidden:\n\nwhy\n```\n", "utf-8")
        (folder / "why.md").write_text(f"# {title}\n", "utf-8")
    monkeypatch.setattr(docs.resources, "files", lambda _: package)

    assert run(capsys, "docs", "why")[1] == "# Within\n"


def test_an_installed_package_has_the_pages_of_the_repository() -> None:
    if not (PACKAGE / "docs").is_dir():
        pytest.skip("a clone has them beside its sources; .ci/run installs the wheel")
    for page in [*DOCS.glob("*.md"), *(DOCS / "guidelines").glob("*.md")]:
        installed = PACKAGE / "docs" / page.relative_to(DOCS)
        assert installed.read_bytes() == page.read_bytes()
