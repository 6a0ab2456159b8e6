"""``detente compare``."""

import json
from typing import Any

import pytest

from detente.cli import main
from tests.sample import DATA, TEXTS


def run(capsys: Any, *arguments: str) -> tuple[int, str, str]:
    status = main(["compare", *arguments])
    return status, *capsys.readouterr()


@pytest.fixture
def sample(tmp_path: Any) -> str:
    path = tmp_path / "sample.detente.json"
    path.write_bytes(DATA)
    return str(path)


def test_the_command_compares_the_bundled_articles(capsys) -> None:
    status, out, err = run(capsys)
    assert (status, err) == (0, "")
    assert "\n\nBoth speak of " in out
    assert run(capsys, "@dprk-russia") == (0, out, "")
    status, swapped, _err = run(capsys, "article:fowdy-2019", "article:huffpost-2015")
    assert status == 0
    assert swapped.startswith("Fowdy (2019) and HuffPost (2015)")


def test_the_command_takes_filters_and_formats(capsys, sample, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    status, out, _err = run(capsys, sample, "--relation", "relation:norway-sweden")
    assert status == 0
    assert "OTHER MATTERS" not in out
    assert max(map(len, out.splitlines())) <= 60
    assert run(capsys, sample, "--only", "only", "--theme", "military", "--all")[1].count("•") == 1
    plain = json.loads(run(capsys, sample, "--format", "json")[1])
    assert plain["names"] == {
        "article:union": "The Sample Courier (1905)",
        "article:later": "The Sample Courier (2005)",
    }
    assert run(capsys, sample, "--format", "markdown")[1].startswith("# The Sample")
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    status, out, _err = run(capsys, sample, "--texts", str(tmp_path))
    assert status == 0
    assert "never allies in" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["article:union"], "expected the ids of two articles: LEFT RIGHT"),
        (["article:onion", "article:later"], "close: article:union"),
        (["article:later", "article:later"], "itself"),
        (["--theme", "peace"], "no such theme; there are: "),
        (["--theme", "militray"], "no such theme; close: military"),
        (["--relation", "relation:sweden-norway"], "close: relation:norway-sweden"),
        (["--relation", "relation:norway-swedne"], "close: relation:norway-sweden"),
        (["--relation", "relation:norway"], "no such relation; there are: relation:norway-sweden"),
        (["--texts", "elsewhere"], "no text of article:union or article:later"),
        (["--texts", "nowhere"], "nowhere: no such file or directory"),
    ],
)
def test_the_command_says_what_is_wrong(
    capsys, sample, tmp_path, monkeypatch, *, arguments, said
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "other.txt").write_text("Another text.", encoding="utf-8")
    status, out, err = run(capsys, sample, *arguments)

    assert (status, out) == (2, "")
    assert said in err
    assert run(capsys, "missing.detente.json")[0] == 2
    assert run(capsys, sample, "--only", "agrees")[0] == 2
