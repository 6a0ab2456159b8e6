"""[tool.detente]: found from the validated file upward, after the command line, never half understood."""

import io
import json
import sys
from pathlib import Path

import pytest

from detente.cli import main
from detente.errors import InputError
from detente.validation.config import Config, find, read
from tests.paths import ROOT
from tests.sample import DATA, TEXTS, Case

FAULTY = Case(
    (
        'claim:lesson/about = ["actor:nobody"]',
        'actor:norway/exists = "1814"',
        'claim:still-friends/utterances/0/grounds = ["claim:still-friends"]',
    )
).data


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "data" / "old").mkdir(parents=True)
    (tmp_path / "data" / "x.detente.json").write_bytes(FAULTY)
    (tmp_path / "data" / "old" / "y.detente.json").write_bytes(FAULTY)
    return tmp_path


def configure(project: Path, *lines: str, name: str = "pyproject.toml") -> Path:
    path = project / name
    path.write_text(
        "\n".join(["[project]", 'name = "x"', "", "[tool.detente]", *lines, ""]), "utf-8"
    )
    return path


def codes(capsys, *arguments: object) -> tuple[int, list[str]]:
    status = main(["validate", *map(str, arguments), "--format", "json"])
    out, err = capsys.readouterr()
    if status == 2:
        return status, [err]
    return status, [d["code"] for d in json.loads(out)["diagnostics"]]


def test_it_is_found_upward(capsys, project: Path) -> None:
    assert codes(capsys, project / "data" / "x.detente.json") == (1, ["D505", "D201", "D205"])
    configure(project, 'ignore = ["D2"]')

    assert codes(capsys, project / "data" / "x.detente.json") == (0, ["D505"])
    assert codes(capsys, project) == (0, ["D505", "D505"])
    # The nearest file that has the table; one without it does not count.
    (project / "data" / "pyproject.toml").write_text("[tool.ruff]\n", "utf-8")
    assert find(project / "data" / "x.detente.json").file == project / "pyproject.toml"
    (project / "data" / "pyproject.toml").write_text("tool = 5\n", "utf-8")
    assert find(project / "data" / "x.detente.json").file == project / "pyproject.toml"
    configure(project / "data", 'select = ["d201"]')
    assert codes(capsys, project / "data" / "x.detente.json") == (1, ["D201"])


def test_each_file_has_its_own(capsys, project: Path) -> None:
    configure(project / "data" / "old", 'select = ["D505"]', 'ignore = ["D2"]')

    assert codes(capsys, project) == (1, ["D505", "D505", "D201", "D205"])


def test_the_command_line_goes_first(capsys, project: Path) -> None:
    configure(project, 'select = ["D505"]', 'ignore = ["D205"]', "strict = true")
    path = project / "data" / "x.detente.json"

    assert codes(capsys, path) == (1, ["D505"])
    assert codes(capsys, path, "--no-strict", "--ignore", "D2") == (0, ["D505"])
    assert codes(capsys, path, "--select", "D2") == (1, ["D201"])
    assert codes(capsys, path, "--select", "D2", "--ignore", "D201") == (1, ["D205"])
    assert codes(capsys, path, "--isolated")[1] == ["D505", "D201", "D205"]
    other = configure(project / "data" / "old", 'ignore = ["D5"]', name="other.toml")
    assert codes(capsys, path, "--config", other)[1] == ["D201", "D205"]
    assert main(["validate", str(path), "--config", str(other), "--isolated"]) == 2


def test_texts_are_found_from_the_file_that_names_them(capsys, project: Path, monkeypatch) -> None:
    (project / "texts").mkdir()
    for name, text in TEXTS.items():
        (project / "texts" / name).write_text(text, "utf-8")
    path = project / "data" / "x.detente.json"
    path.write_bytes(DATA)
    configure(project, 'texts = "texts"')
    monkeypatch.chdir(project / "data")

    assert main(["validate", "x.detente.json"]) == 0
    assert "text of article:union and article:later proven" in capsys.readouterr().out
    (project / "texts" / "union.txt").write_text("Something else.", "utf-8")
    assert main(["validate", "x.detente.json"]) == 1
    assert main(["validate", "x.detente.json", "--texts", str(project)]) == 2


def test_per_file_ignores(capsys, project: Path) -> None:
    path = project / "data" / "old" / "y.detente.json"
    for pattern, left in (
        ("data/old/*", ["D505"]),
        ("data/*", ["D505"]),
        ("y.*", ["D505"]),
        ("old/*", ["D505", "D201", "D205"]),
        ("x.*", ["D505", "D201", "D205"]),
    ):
        configure(project, f'per-file-ignores = {{ "{pattern}" = ["D2"] }}')
        assert codes(capsys, path)[1] == left, pattern
    configure(project, "", "[tool.detente.per-file-ignores]", '"y.*" = ["D2", "D5"]', '"*" = []')
    assert codes(capsys, path) == (0, [])
    config = find(path)
    assert config.ignored_in(None) == Config().ignored_in("x") == ()
    assert config.ignored_in("/elsewhere/y.json") == ("D2", "D5")


def test_standard_input_and_bundled_data(capsys, project: Path, monkeypatch) -> None:
    configure(project, 'ignore = ["D2", "D5"]')
    monkeypatch.chdir(project / "data")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FAULTY)))

    assert codes(capsys, "-") == (0, [])
    configure(project, "strict = 5")
    assert codes(capsys, "@dprk-russia")[0] == 0


def test_where_warnings_count_in_some_files_only(capsys, project: Path) -> None:
    warned = Case(('actor:norway/exists = "1814"',)).data
    (project / "data" / "x.detente.json").write_bytes(warned)
    (project / "data" / "old" / "y.detente.json").write_bytes(warned)
    configure(project / "data" / "old", "strict = true", 'select = ["D505", "D605"]')

    assert main(["validate", str(project), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(Path(d["file"]).name, d["severity"]) for d in found["diagnostics"]] == [
        ("y.detente.json", "error"),
        ("x.detente.json", "warning"),
    ]
    configure(project, "strict = true", 'select = ["D505", "D605"]')
    assert main(["validate", str(project), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {d["severity"] for d in found["diagnostics"]} == {"warning"}


def test_sealing_lists_as_configured(capsys, project: Path) -> None:
    (project / "x.txt").write_text("First words.\n\nSecond words.\n", "utf-8")
    draft = project / "x.draft.json"
    assert main(["draft", str(project / "x.txt"), "-o", str(draft)]) == 0
    configure(project, 'ignore = ["D566"]')

    arguments = ["seal", str(draft), "--texts", str(project / "x.txt"), "--format", "json"]
    assert main(arguments) == 1  # what prevents sealing is listed all the same
    assert {d["code"] for d in json.loads(capsys.readouterr().out)["diagnostics"]} == {
        *("D307", "D566")
    }


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        (('selekt = ["D2"]',), 5, "tool.detente.selekt: no such key; do you mean select?"),
        (("", "colour = 1"), 6, "tool.detente.colour: no such key; there are: select, ignore,"),
        (("strict = 1",), 5, "tool.detente.strict: expected true or false"),
        (('select = "D1"',), 5, "tool.detente.select: expected a list of codes"),
        (("ignore = [1]",), 5, "tool.detente.ignore: expected a list of codes"),
        (("", 'select = ["D1",', '"X9"]'), 6, "tool.detente.select: X9: no rule has a code"),
        (("texts = 5",), 5, "tool.detente.texts: expected a path"),
        (('texts = ""',), 5, "tool.detente.texts: expected a path"),
        (('per-file-ignores = ["D2"]',), 5, "tool.detente.per-file-ignores: expected a table"),
        (
            ("[tool.detente.per-file-ignores]", '"a.*" = ["D2"]', '"b.*" = "D1"'),
            7,
            "tool.detente.per-file-ignores.b.*: expected a list of codes",
        ),
        (("[tool.detente.rules]", "x = 1"), 5, "tool.detente.rules: no such key"),
        (('"sel\\u0065kt" = 1',), 4, "tool.detente.selekt: no such key"),
        (('exclude = "old"',), 5, "tool.detente.exclude: expected a list of patterns"),
        (("exclude = [1]",), 5, "tool.detente.exclude: expected a list of patterns"),
        (("select = [",), None, "not TOML: "),
    ],
)
def test_what_is_wrong_in_it_is_named_with_its_place(capsys, project, lines, line, said) -> None:
    path = configure(project, *lines)

    status, (err,) = codes(capsys, project / "data" / "x.detente.json")

    assert status == 2
    assert err.startswith(f"detente: {path}{f':{line}' if line else ''}: ")
    assert said in err


def test_tables_however_they_are_written(capsys, project: Path) -> None:
    path = project / "pyproject.toml"
    for text, line in (
        ("tool.detente.strict = 1\n", 1),
        ("[tool]\n\ndetente = {strict = 1}\n", 3),
        ("[tool]\ndetente = 5\n", 1),
    ):
        path.write_text(text, "utf-8")
        status, (err,) = codes(capsys, project / "data")
        assert status == 2
        assert err.startswith(f"detente: {path}:{line}: tool.detente")


def test_files_that_cannot_be_read(capsys, project: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read(project / "none.toml")
    (project / "a.toml").write_text("[tool]\n", "utf-8")
    with pytest.raises(InputError, match=r"it has no table \[tool.detente\]"):
        read(project / "a.toml")
    (project / "b.toml").write_bytes(b"# \xff")
    with pytest.raises(InputError, match="not UTF-8: byte 2"):
        read(project / "b.toml")
    with pytest.raises(InputError, match="is a directory"):
        read(project)
    configure(project, "strict = true")
    assert find(project / ("x" * 5000)).strict


def test_a_search_passes_over_what_is_excluded(capsys, project: Path, monkeypatch) -> None:
    file = project / "data" / "old" / "y.detente.json"
    both, one = ["D505", "D201", "D205"] * 2, ["D505", "D201", "D205"]
    for pattern, left in (
        ("data/old", one),
        ("data/old/", one),
        ("data/old/*", one),
        ("old", one),
        ("y.*", one),
        ("old/y.*", both),
        ("dat", both),
    ):
        configure(project, f'exclude = ["{pattern}"]')
        assert codes(capsys, project) == (1, left), pattern
        assert codes(capsys, file) == (1, one), pattern
        assert codes(capsys, project, "--isolated") == (1, both)
    configure(project, 'exclude = ["data/old"]')
    assert codes(capsys, project / "data" / "old") == (1, one)  # it is named
    monkeypatch.chdir(project / "data")
    assert codes(capsys) == (1, one)
    # Within what is excluded a table of its own changes nothing, and is not even read.
    configure(project / "data" / "old", "selekt = 1")
    assert codes(capsys, project) == (1, one)
    configure(project, 'exclude = ["data"]')
    (err,) = codes(capsys, project)[1]
    assert "nothing to validate: no *.detente.json file except excluded ones: " in err
    assert not Config(exclude=("*",)).excludes(file)  # of no file: nothing is relative to it


def test_this_project_is_clean(capsys, monkeypatch) -> None:
    root = ROOT
    if not (root / "pyproject.toml").exists():
        pytest.skip("the tests lie beside an installed wheel: there is no project")
    monkeypatch.chdir(root)

    assert codes(capsys, "examples", "src") == (0, [])
    assert find(root / "tests").per_file_ignores
