"""``detente report`` and ``detente demo --open``."""

import json
import re
import webbrowser
from pathlib import Path

import attrs
import pytest

import detente
from detente.cli import report as command
from tests.command import run, stdin
from tests.lethra import TEXTS, TIE, lethra
from tests.paths import EXAMPLE, ROOT
from tests.render.report.parsed import dead_links, parsed

VARN = ROOT / "examples" / "varn"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a dataset of two articles, and their texts."""
    path = tmp_path / "in"
    path.mkdir()
    (path / "lethra.detente.json").write_bytes(detente.dumps(lethra()))
    for name, text in TEXTS.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


def index_links(folder: Path) -> list[str]:
    page = parsed((folder / "index.html").read_text("utf-8"))
    assert dead_links(page) == []
    return [a.attributes["href"] for a in page.all("a") if not a.attributes["href"].startswith("#")]


def test_the_page_is_that_of_the_library(capsys, folder, tmp_path) -> None:
    out = tmp_path / "report.html"
    given = folder / "lethra.detente.json"
    status, said, err = run(capsys, "report", given, "--texts", folder, "-o", out)
    made = out.read_text("utf-8")
    assert (status, err) == (0, "")
    assert re.fullmatch(r"written: \S+report\.html \(\d+ kB\)\n", said)
    assert made == detente.report(lethra(), texts=folder)

    assert run(capsys, "report", given, "--texts", folder, "--no-words", "-o", out)[0] == 0
    assert out.read_text("utf-8") == detente.report(lethra(), texts=folder, words=False)
    assert run(capsys, "report", given, "--relation", TIE, "-o", out)[0] == 0
    assert out.read_text("utf-8") == detente.report(lethra(), relation=TIE)


def test_without_arguments_it_is_of_the_bundled_dataset(capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "report")[0] == 0
    assert Path("report.html").read_text("utf-8") == detente.report(
        detente.load_dataset("dprk-russia")
    )


def test_standard_input_and_two_passes(capsys, tmp_path, monkeypatch, folder) -> None:
    out = tmp_path / "report.html"
    stdin(monkeypatch, detente.dumps(lethra()))
    passes = (folder / "lethra.detente.json",) * 2
    assert run(capsys, "report", "-", "--passes", *passes, "-o", out)[0] == 0
    assert "Agreement of two annotators" in out.read_text("utf-8")


def many() -> detente.Dataset:
    """Three articles, two of which describe one relation."""
    document = json.loads(detente.dumps(lethra()))
    third = {**document["articles"][0], "id": "article:third"}
    document["articles"].append(third)
    return detente.converter.structure(document, detente.Dataset)


def test_of_many_articles_only_the_index_is_made_without_a_choice(capsys, tmp_path) -> None:
    given, out = tmp_path / "many.detente.json", tmp_path / "out"
    given.write_bytes(detente.dumps(many()))
    status, said, _err = run(capsys, "report", given, "-o", out)
    assert status == 0
    assert [path.name for path in out.iterdir()] == ["index.html"]
    assert said.count("written") == 1
    assert index_links(out) == []
    page = parsed((out / "index.html").read_text("utf-8"))
    assert {"article:third", TIE} <= {tag.text for tag in page.all("code")}


def test_of_two_articles_the_index_leads_to_their_page(capsys, tmp_path, folder) -> None:
    out = tmp_path / "out"
    assert run(capsys, "report", folder / "lethra.detente.json", "-o", out)[0] == 0
    assert {*index_links(out)} == {"doe--roe.html"}
    assert run(capsys, "report", EXAMPLE / "entente-cordiale.detente.json", "-o", out)[0] == 0
    assert {*index_links(out)} == {"entente-cordiale-2024.html"}


def test_the_index_leads_to_the_pages_that_were_chosen(capsys, tmp_path) -> None:
    given, out = tmp_path / "many.detente.json", tmp_path / "out"
    given.write_bytes(detente.dumps(many()))
    ids = [article.id for article in many().articles]
    pairs = (*("--left", ids[0], "--right", ids[1]), *("--left", ids[0], "--right", ids[2]))
    assert run(capsys, "report", given, *pairs, "--relation", TIE, "-o", out)[0] == 0
    files = {path.name for path in out.iterdir()}
    assert len(files) == 4
    assert {*index_links(out)} == files - {"index.html"}
    for name in files - {"index.html"}:
        page = parsed((out / name).read_text("utf-8"))
        assert dead_links(page) == []
        assert "index.html" in {a.attributes["href"] for a in page.all("a")}


def test_a_relation_of_one_and_of_three_articles_has_a_page(capsys, tmp_path) -> None:
    document = json.loads(detente.dumps(many()))
    (tie,) = (one for one in document["relations"] if one["id"] == TIE)
    ground = document["claims"][0]
    ground["utterances"].append({**ground["utterances"][0], "article": "article:third"})
    phase = {"period": {"basis": "unresolved"}, "trend": "warming", "grounds": [ground["id"]]}
    tie["accounts"].append({"article": "article:third", "phases": [phase]})
    given, out = tmp_path / "three.detente.json", tmp_path / "out"
    given.write_text(json.dumps(document), encoding="utf-8")
    assert run(capsys, "report", given, "--relation", TIE, "-o", out)[0] == 0
    page = parsed((out / "relation-aldoria-brevia.html").read_text("utf-8"))
    assert dead_links(page) == []
    assert len(page.all("section", cls="article")) == 3
    assert [tag.text for tag in page.id("short").all("h3")] != []

    tie["accounts"] = tie["accounts"][:1]
    given.write_text(json.dumps(document), encoding="utf-8")
    assert run(capsys, "report", given, "--relation", TIE, "-o", out)[0] == 0
    page = parsed((out / "relation-aldoria-brevia.html").read_text("utf-8"))
    assert len(page.all("section", cls="article")) == 1


def test_a_folder_of_several_datasets_has_one_index(capsys, tmp_path) -> None:
    out = tmp_path / "out"
    assert run(capsys, "report", VARN, "-o", out)[0] == 0
    page = parsed((out / "index.html").read_text("utf-8"))
    assert [tag.text for tag in page.all("h2")] == [
        "Pages",
        *("Tomas Brandt on wood and water", "Ines Holt on the Varn"),
    ]
    made = tmp_path / "one.html"
    tie = "relation:kelvany-osmere"
    assert run(capsys, "report", VARN, "--relation", tie, "-o", made)[0] == 0
    source = detente.load(VARN / "holt-2021.detente.json")
    assert made.read_text("utf-8") == detente.report(source, relation=tie)
    single = tmp_path / "single"
    single.mkdir()
    (single / "a.detente.json").write_bytes(detente.dumps(lethra()))
    assert run(capsys, "report", single, "-o", made)[0] == 2  # it is that of another dataset
    assert run(capsys, "report", single, "-o", made, "--force")[0] == 0
    assert made.read_text("utf-8") == detente.report(lethra())


def test_what_cannot_be_made_is_refused_with_the_reason_and_nothing_is_written(
    capsys, tmp_path, folder
) -> None:
    given, out, into = folder / "lethra.detente.json", tmp_path / "out.html", tmp_path / "out"
    ids = [article.id for article in lethra().articles]
    for arguments, reason in (
        ((given, "--left", ids[0], "-o", out), "name two articles"),
        ((given, "--left", ids[0], "-o", into), "each --left needs a --right"),
        ((given, "--left", "article:x", "--right", ids[0], "-o", into), "no such article"),
        ((given, "--relation", "relation:x", "-o", into), "no such relation"),
        ((given, "--relation", TIE, "--relation", TIE, "-o", out), "for several give a folder"),
        ((tmp_path / "none", "-o", out), "no such file or directory"),
        ((given, "--texts", tmp_path / "none", "-o", out), "no such file or directory"),
        ((given, "-o", tmp_path / "none" / "x.html"), "no such file or directory"),
        ((VARN, "-o", out), "it has 2 datasets"),
        ((VARN, "--relation", "relation:x", "-o", out), "no dataset has all of it"),
        (
            (VARN, "--left", "article:brandt-2023", "--right", "article:holt-2021", "-o", into),
            "detente merge",
        ),
    ):
        status, said, err = run(capsys, "report", *arguments)
        assert (status, said) == (2, ""), arguments
        assert reason in err
        assert not out.exists()
        assert not into.exists()
    document = json.loads(given.read_bytes())
    (tie,) = (one for one in document["relations"] if one["id"] == TIE)
    tie["accounts"] = [{**tie["accounts"][0], "article": "article:nowhere"}]
    untold = tmp_path / "untold.detente.json"
    untold.write_text(json.dumps(document), encoding="utf-8")
    status, _, err = run(capsys, "report", untold, "--relation", TIE, "-o", into)
    assert (status, into.exists()) == (2, False)
    assert f"{TIE}: no article of the dataset has an account of it" in err
    status, said, err = run(capsys, "report", EXAMPLE / "entente-cordiale.txt", "-o", out)
    assert (status, said, out.exists()) == (1, "", False)
    assert "not JSON" in err
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "no dataset in it" in run(capsys, "report", empty, "-o", out)[2]
    before = given.read_bytes()
    assert "not overwritten" in run(capsys, "report", given, "-o", given)[2]
    assert given.read_bytes() == before


def test_a_large_page_says_so(capsys, tmp_path, folder, monkeypatch) -> None:
    monkeypatch.setattr(command, "LARGE", 1000)
    out = tmp_path / "report.html"
    status, said, err = run(capsys, "report", folder / "lethra.detente.json", "-o", out)
    assert status == 0
    assert "written" in said
    assert "above 1 MB" in err


@pytest.mark.parametrize("browser", [True, False])
def test_the_demonstration_opens_the_page(capsys, monkeypatch, tmp_path, browser) -> None:
    asked: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda uri: asked.append(uri) or browser)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    status, said, _err = run(capsys, "demo", "--open")
    assert status == 0
    (uri,) = asked
    path = Path(uri.removeprefix("file://"))
    assert path.read_text("utf-8") == detente.report(detente.load_dataset("dprk-russia"))
    assert said.splitlines()[-1] == (
        f"the page: {path}" if browser else f"no browser was found; open {path}"
    )


def test_an_article_whose_title_has_lines_has_a_page_that_is_its_own(capsys, tmp_path) -> None:
    article = attrs.evolve(lethra().articles[0], title="two\nlines")
    path = tmp_path / "x.detente.json"
    path.write_bytes(detente.dumps(detente.Dataset(articles=(article,))))

    for _again in range(2):
        status, _said, err = run(capsys, "report", path, "-o", f"{tmp_path / 'out'}/")
        assert (status, err) == (0, "")
