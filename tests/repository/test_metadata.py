"""What is said of the package where it is published: versions, dates, names, and a page without dead links."""

import re
import runpy
import tomllib
from pathlib import Path

import pytest

import detente
from tests.paths import ROOT

PROJECT = ROOT / "pyproject.toml"
DATES = ROOT / ".ci" / "dates.py"
WORKFLOWS = ROOT / ".github" / "workflows"
beside_the_sources = pytest.mark.skipif(
    not PROJECT.exists(), reason="the tests lie beside an installed wheel: there is no project"
)
in_the_repository = pytest.mark.skipif(
    not WORKFLOWS.exists(), reason="the sources are not those of the repository"
)


def project() -> dict:
    return tomllib.loads(PROJECT.read_text("utf-8"))["project"]


# --- the page ------------------------------------------------------------------------------------------


@beside_the_sources
def test_the_readme_has_no_link_that_leads_nowhere_elsewhere() -> None:
    """PyPI shows it without the files beside it, and the repository has no address yet: what is built leaves
    the one picture out.
    """
    page = (ROOT / "README.md").read_text("utf-8")
    targets = re.findall(
        r"\]\(([^)]+)\)|(?:href|src)=\"([^\"]+)\"|^\[[^\]]+\]: (\S+)", page, re.MULTILINE
    )
    elsewhere = [t for found in targets for t in found if t and not t.startswith("https://")]
    assert elsewhere == ["docs/pictures/report.png"]
    assert (ROOT / elsewhere[0]).is_file()
    hook = tomllib.loads(PROJECT.read_text("utf-8"))["tool"]["hatch"]["metadata"]["hooks"]
    (change,) = hook["fancy-pypi-readme"]["substitutions"]
    assert elsewhere[0] not in re.sub(change["pattern"], change["replacement"], page)


def test_pages_that_the_readme_names_are_there() -> None:
    named = set(re.findall(r"detente docs ([a-z/-]+)", (ROOT / "README.md").read_text("utf-8")))
    assert len(named) > 5
    for name in named:
        page = ROOT / "docs" / name
        assert page.with_suffix(".md").exists() or (page / "README.md").exists(), name


# --- metadata ------------------------------------------------------------------------------------------


@beside_the_sources
def test_the_citation_says_what_the_project_says() -> None:
    cited = (ROOT / "CITATION.cff").read_text("utf-8")
    listed = {
        name: re.findall(r"^  - (.+)$", block, re.MULTILINE)
        for name, block in re.findall(r"^(\w+):\n((?:  - .+\n)+)", cited, re.MULTILINE)
    }
    assert " AND ".join(listed["license"]) == project()["license"]
    assert listed["authors"] == [f"name: {author['name']}" for author in project()["authors"]]
    assert set(listed["keywords"]) <= set(project()["keywords"])
    assert f"\nversion: {detente.__version__}\n" in cited


@beside_the_sources
def test_the_classifiers_name_each_python_from_the_lowest_on() -> None:
    minors = [
        int(found[1])
        for classifier in project()["classifiers"]
        if (found := re.fullmatch(r"Programming Language :: Python :: 3\.(\d+)", classifier))
    ]
    assert project()["requires-python"] == f">=3.{minors[0]}"
    assert minors == list(range(minors[0], minors[-1] + 1))


@beside_the_sources
def test_the_classifiers_do_not_promise_more_than_the_version() -> None:
    stable = any("5 - Production/Stable" in classifier for classifier in project()["classifiers"])
    assert stable == (not detente.__version__.startswith("0."))


@beside_the_sources
def test_no_address_is_invented() -> None:
    assert "urls" not in project(), "with an address: README links, CITATION.cff, SECURITY.md"


# --- dates ---------------------------------------------------------------------------------------------


@pytest.fixture
def sources(tmp_path: Path):
    """Files that agree on 0.3.0, and a function that puts something else into one of them."""
    files = {
        "src/detente/version.py": '__version__ = "0.3.0"\n',
        "CHANGELOG.md": "# Changelog\n\n## 0.3.0 (2027-02-01)\n\n## 0.2.0 (2027-01-01)\n",
        "CITATION.cff": "version: 0.3.0\ndate-released: 2027-02-01\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")

    def put(name: str, old: str, new: str) -> Path:
        assert old in files[name]
        (tmp_path / name).write_text(files[name].replace(old, new), "utf-8")
        return tmp_path

    return put


@in_the_repository
def test_versions_and_dates_agree(sources) -> None:
    faults = runpy.run_path(str(DATES))["faults"]
    assert faults(ROOT) == []
    assert faults(sources("CHANGELOG.md", "0.3.0", "0.3.0"), "v0.3.0") == []


@in_the_repository
@pytest.mark.parametrize(
    ("name", "old", "new", "tag", "fault"),
    [
        ("CHANGELOG.md", "## 0.3.0", "## 0.4.0", None, "CHANGELOG.md begins with 0.4.0"),
        ("CITATION.cff", "0.3.0", "0.2.0", None, "CITATION.cff is of 0.2.0"),
        ("CITATION.cff", "02-01", "02-02", None, "released on 2027-02-02; CHANGELOG.md: on"),
        ("CITATION.cff", "date-released: 2027-02-01\n", "", None, "released on None"),
        ("CHANGELOG.md", "2027-02-01", "unreleased", None, "CHANGELOG.md: unreleased"),
        ("CHANGELOG.md", "2027-02-01", "unreleased", "v0.3.0", "0.3.0 is unreleased"),
        ("CHANGELOG.md", " (2027-02-01)", "", None, "has no date"),
        ("CHANGELOG.md", "0.3.0", "0.3.0", "v0.3.1", "the tag is v0.3.1, the version 0.3.0"),
    ],
)
def test_what_does_not_agree_is_told(sources, *, name, old, new, tag, fault) -> None:
    found = runpy.run_path(str(DATES))["faults"](sources(name, old, new), tag)
    assert fault in "\n".join(found)


# --- workflows -----------------------------------------------------------------------------------------


@in_the_repository
def test_workflows_are_those_of_github() -> None:
    pytest.importorskip("check_jsonschema")
    from check_jsonschema import main

    files = sorted(map(str, WORKFLOWS.iterdir()))
    with pytest.raises(SystemExit) as stop:
        main(["--builtin-schema", "vendor.github-workflows", *files])
    assert not stop.value.code


@in_the_repository
@pytest.mark.parametrize("name", ["ci.yml", "publish.yml"])
def test_a_workflow_tests_by_the_script_and_with_every_python_that_is_promised(name: str) -> None:
    text = (WORKFLOWS / name).read_text("utf-8")
    promised = re.findall(r"Python :: (3\.\d+)", "\n".join(project()["classifiers"]))

    assert re.search(r"^ +- run: \.ci/run( --keep dist)?$", text, re.MULTILINE)
    assert sorted(re.findall(r"^ +(3\.\d+)$", text, re.MULTILINE)) == sorted(promised)
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o100


@in_the_repository
def test_publishing_is_off_until_a_maintainer_switches_it_on() -> None:
    test, publish = (WORKFLOWS / "publish.yml").read_text("utf-8").split("\n  publish:\n")

    assert "    if: vars.PUBLISH_TO_PYPI == 'true'\n" in test
    assert "    needs: test\n" in publish
    assert "id-token: write" in publish
    assert "id-token" not in test
    assert "PUBLISH_TO_PYPI" in (ROOT / "docs" / "releasing.md").read_text("utf-8")
