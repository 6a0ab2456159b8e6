"""``detente compare``."""

import json
from typing import Any

import pytest

import detente
from detente.cli import main
from tests.lethra import TEXTS as LETHRA_TEXTS
from tests.lethra import compared, lethra
from tests.sample import DATA, TEXTS


def run(capsys: Any, *arguments: str) -> tuple[int, str, str]:
    status = main(["compare", *arguments])
    return status, *capsys.readouterr()


@pytest.fixture
def sample(tmp_path: Any) -> str:
    path = tmp_path / "sample.detente.json"
    path.write_bytes(DATA)
    return str(path)


@pytest.fixture
def river(tmp_path: Any) -> str:
    path = tmp_path / "lethra.detente.json"
    path.write_bytes(detente.dumps(lethra()))
    return str(path)


def test_the_invented_dataset_is_valid(river, tmp_path) -> None:
    for name, text in LETHRA_TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    report = detente.validate(river, texts=str(tmp_path))
    assert [d for d in report if d.severity.value == "error"] == []


def test_all_ways_to_count_give_one_count(capsys) -> None:
    bundled = detente.load_dataset("dprk-russia")
    counts = {verdict.value: n for verdict, n in detente.compare(bundled).counts.items()}
    assert main(["stats", "--format", "json"]) == 0
    stats = json.loads(capsys.readouterr().out)
    assert main(["demo"]) == 0
    demo = " ".join(capsys.readouterr().out.split())
    status, out, _err = run(capsys, "--format", "json")
    text = " ".join(run(capsys)[1].split())

    assert status == 0
    assert json.loads(out)["counts"] == counts
    assert {name: stats["comparison"][name] for name in counts} == counts
    assert stats["comparison"]["left"] == "article:huffpost-2015"
    for verdict in ("agree", "contradict", "changed", "later"):
        found = run(capsys, "--only", verdict, "--format", "json")[1]
        assert len(json.loads(found)["items"]) == counts[verdict]
    for said in (
        f"Both agree on {counts['agree']} points",
        f"Close on {counts['parallel']} points",
        f"They contradict each other on {counts['contradict']} point",
        f"Rival answers to {counts['rival']} questions",
        f"What changed: {counts['changed']} points",
    ):
        assert said in demo
        assert said in text
    assert f"{counts['only_left']} points only in HuffPost (2015), for example: " in demo
    assert f"{counts['only_right']} points only in Fowdy (2019); the 3 weightiest" in text
    by_article = {id_: (a["claims"], a["events"]) for id_, a in stats["articles"].items()}
    with_ids = " ".join(run(capsys, "--ids")[1].split())
    for claims, events in by_article.values():
        assert f"{claims} claims, {events} events " in text
        assert f"{claims} claims, {events} events (article:" in with_ids


def test_demo_and_compare_say_nothing_in_odd_words(capsys) -> None:
    assert main(["demo"]) == 0
    demo = capsys.readouterr().out
    assert "unspecified" not in demo
    said = demo + run(capsys, "--all")[1]
    for odd in (
        "points of the tie",
        "has a later word",
        "Proven",
        "by unspecified",
        "of no theme",
        "Uu",
    ):
        assert odd not in said


def test_the_command_groups_and_filters_by_codes_and_issues(capsys, river) -> None:
    status, out, _err = run(capsys, river, "--by", "frame")
    assert status == 0
    heads = [line for line in out.splitlines() if line and line == line.upper() and line[0] != " "]
    assert heads[:3] == [
        "FRAME: SCARCITY",
        "FRAME: INTEREST",
        "MATTERS WITHOUT A CODE OF “FRAME”",
    ]
    plain = json.loads(run(capsys, river, "--issue", "issue:dam-records", "--format", "json")[1])
    assert [item["rule"] for item in plain["items"]] == ["remedies-excluded"]
    text = run(capsys, river, "--code", "frame/interest", "--only", "rival")[1]
    assert "Filters: code frame/interest; verdict rival; 1 item left." in text
    for by in ("issue", "theme"):
        assert run(capsys, river, "--by", by)[0] == 0
    for wrong, said in (
        (("--by", "frames"), "no scheme to group by; close: frame"),
        (("--issue", "issue:lethre"), "no such issue; close: issue:lethra"),
        (("--code", "frame/fear"), "no such code; "),
    ):
        status, out, err = run(capsys, river, *wrong)
        assert (status, out) == (2, "")
        assert said in err


def test_every_verdict_can_be_asked_for(capsys, river) -> None:
    for verdict, number in compared().counts.items():
        plain = json.loads(run(capsys, river, "--only", verdict.value, "--format", "json")[1])
        assert len(plain["items"]) == number


def test_the_command_compares_the_bundled_articles(capsys) -> None:
    status, out, err = run(capsys)
    assert (status, err) == (0, "")
    assert "\n\nBoth speak of " in out
    assert len(out.splitlines()) <= 160
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
        (["sample.detente.json"], "takes one dataset; detente merge makes one of several"),
        (["@dprk-russia"], "@dprk-russia: a comparison takes one dataset"),
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
