"""``detente statements``: who says what, and what happened when, as text, CSV and JSON."""

import csv
import io
import json
from pathlib import Path

import pytest

import detente
from detente.cli.statements import _FILTERS
from detente.statement.filters import Filters
from detente.statement.row import COLUMNS
from detente.statement.timeline import COLUMNS as EVENT_COLUMNS
from detente.tabular import flat
from tests.command import run, stdin
from tests.sample import DATA, Case, edited
from tests.sealing import DOUBLED, OTHER

ds = detente.loads(DATA)
SOURCE = {
    "kind": "role_only",
    "of": "actor:norway",
    "mode": "indirect",
    "act": "communication",
    "commitment": "PR+",
}


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_filter_of_the_library_is_an_option() -> None:
    assert list(_FILTERS) == list(Filters.__annotations__)


def test_the_table_has_labels_and_fits_eighty_columns(capsys, folder: Path) -> None:
    path = folder / "sample.detente.json"
    status, out, err = run(capsys, "statements", path)

    assert (status, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 80
    assert "actor:" not in out
    assert "article:" not in out
    shown = " ".join(out.split())
    assert "August 1905 The Sample Courier CT+ Norway decides by vote to end its" in shown
    assert "published 1905 The Sample Courier CT+ if, contrary to fact, Norway does not" in shown
    assert f"{len(ds.statements())} statements." in out
    assert run(capsys, "statements", path, "--by-time")[1].split("\n")[1].startswith("August 1905")


def test_a_reported_statement_names_who_reports_it_and_a_side(
    capsys, tmp_path: Path, monkeypatch
) -> None:
    document = edited('event:talks/accounts/0/status = "planned"')
    document["events"][1]["accounts"][0]["sources"] = [SOURCE]
    stdin(monkeypatch, json.dumps(document).encode())
    monkeypatch.setenv("COLUMNS", "200")
    out = run(capsys, "statements", "-", "--holder", "role_only")[1]

    shown = " ".join(out.split())
    assert "somebody named by PR+ Both sides" in shown
    assert "office alone (Norway), in The Sample Courier (1905)" in shown
    assert "Both sides negotiate the end of the union. [planned]" in out
    assert "1 statement." in out


def test_events_are_a_timeline(capsys, folder: Path) -> None:
    status, out, _ = run(capsys, "statements", folder / "sample.detente.json", "--events")

    assert status == 0
    vote, talks = (line for line in out.splitlines() if "CT+" in line)
    assert vote.startswith("August 1905")
    assert talks.startswith("no date")
    assert "2 accounts." in out


def test_filters_are_options(capsys, folder: Path) -> None:
    path = folder / "sample.detente.json"

    def found(*options: str) -> set[str]:
        status, out, _ = run(capsys, "statements", path, *options, "--csv")
        assert status == 0
        return {row["id"] for row in rows_of(out)}

    assert found("--judged", "actor:sweden") == {"claim:lesson"}
    assert found("--kind", "causal", "--kind", "normative") == {
        *("claim:war-avoided", "claim:lesson")
    }
    assert found("--since", "1905-08", "--until", "1905-08") == {"event:vote"}
    assert found("--events", "--theme", "diplomatic") == {"event:talks"}
    assert found("--code", "framing") == {"event:talks"}
    assert found("--attitude", "fear") == set()
    assert run(capsys, "statements", path, "--attitude", "fear")[1] == "none found\n"


def test_csv_and_json_have_ids_and_labels(capsys, folder: Path) -> None:
    path = folder / "sample.detente.json"
    rows = rows_of(run(capsys, "statements", path, "--csv")[1])
    plain = json.loads(run(capsys, "statements", path, "--json")[1])

    assert list(rows[0]) == list(plain[0]) == flat.columns(COLUMNS)
    talks = rows[-1]
    assert talks["about"] == "actor:norway actor:sweden"
    assert talks["about_label"] == "Norway; Sweden"
    assert talks["holder_label"] == "The Sample Courier (1905)"
    assert talks["issues_label"] == "terms of separation"
    assert talks["dated"] == "publication"
    assert talks["evidence"] == "117-173"
    assert plain[-1]["about_label"] == ["Norway", "Sweden"]
    assert plain[-1]["mode"] == "multilateral"
    (generic,) = (row for row in rows if row["holder"] == "generic")
    assert generic["holder_label"] == "people in general"
    assert generic["via"] == "article:union"
    events = rows_of(run(capsys, "statements", path, "--events", "--csv")[1])
    assert list(events[0]) == flat.columns(EVENT_COLUMNS)
    assert (events[0]["from"], events[0]["to"]) == ("1905-08-01", "1905-08-31")
    assert (events[1]["date"], events[1]["agent_label"]) == ("", "Norway; Sweden")


def test_the_words_stand_where_texts_are_given(capsys, sealed: Path) -> None:
    path = sealed / "sample.detente.json"
    options = [path, "--texts", sealed, "--judged", "actor:sweden"]

    assert "“Sweden should be content.”" in run(capsys, "statements", *options)[1]
    (row,) = rows_of(run(capsys, "statements", *options, "--csv")[1])
    assert row["words"] == "Sweden should be content."
    (row,) = json.loads(run(capsys, "statements", *options, "--json")[1])
    assert row["words"] == "Sweden should be content."
    made = run(capsys, "statements", path, "--texts", sealed, "--events", "--csv")[1]
    assert all(row["words"] for row in rows_of(made))


def test_a_table_has_words_in_one_line_and_shows_what_a_terminal_would_obey(
    capsys, sealed: Path
) -> None:
    for name, text in DOUBLED.items():
        (sealed / name).write_text(text.replace("  ", " \n"), encoding="utf-8")
    document = json.loads((sealed / "sample.detente.json").read_bytes())
    document["claims"][4]["proposition"] = "Sweden \x1b[31mought to accept."
    path = sealed / "odd.detente.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    out = run(capsys, "statements", path, "--texts", sealed, "--judged", "actor:sweden")[1]

    assert "“Sweden should be content.”" in out
    assert "\x1b" not in out
    assert r"Sweden \x1b[31mought to accept." in out


def test_words_that_are_not_in_the_texts_are_empty_and_counted(capsys, sealed: Path) -> None:
    path = sealed / "sample.detente.json"
    (sealed / "union.txt").write_text(OTHER, encoding="utf-8")
    (sealed / "later.txt").unlink()
    options = [path, "--texts", sealed, "--article", "article:later"]
    status, out, err = run(capsys, "statements", *options, "--csv")

    assert status == 0
    assert {row["words"] for row in rows_of(out)} == {""}
    assert "3 of 3 rows have words that are not in the texts" in err
    assert "“" not in run(capsys, "statements", *options)[1]


@pytest.mark.parametrize(
    ("name", "option"), [("o.csv", []), ("o.txt", ["--csv"]), ("o", ["--csv"])]
)
def test_a_file_is_written_as_tables_are(capsys, folder: Path, name: str, option: list) -> None:
    path, out = folder / "sample.detente.json", folder / name
    assert run(capsys, "statements", path, *option, "-o", out) == (0, "", "")
    data = out.read_bytes()

    assert data.count(b"\r\n") == data.count(b"\n") == 1 + len(ds.statements())
    assert len(rows_of(data.decode())) == len(ds.statements())


def test_other_files_are_text_or_json(capsys, folder: Path) -> None:
    path = folder / "sample.detente.json"
    assert run(capsys, "statements", path, "-o", folder / "o.json")[0] == 0
    assert len(json.loads((folder / "o.json").read_bytes())) == len(ds.statements())
    assert run(capsys, "statements", path, "-o", folder / "o.md")[0] == 0
    assert (folder / "o.md").read_text("utf-8").startswith("WHEN")


def test_what_looks_like_a_formula_stays_as_it_is(capsys, monkeypatch) -> None:
    odd = '=1+1,"x"'
    document = edited()
    document["claims"][0]["proposition"] = odd
    stdin(monkeypatch, json.dumps(document).encode())
    rows = rows_of(run(capsys, "statements", "-", "--csv")[1])

    assert rows[0]["text"] == odd


# --- mistakes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--theme", "militry"], "no theme 'militry'; close: military"),
        (["--code", "framing/lau"], "close: framing/law"),
        (["--actor", "actor:norwey"], "no record actor:norwey; close: actor:norway"),
        (["--actor", "article:union"], "article:union is no Actor"),
        (["--since", "last year"], "expected"),
        (["--since", "1906", "--until", "1905"], "no day is since '1906' and until '1905'"),
        (["--events", "--kind", "causual"], "close: "),
        (["--about", "5"], "no record 5"),
    ],
)
def test_a_wrong_filter_says_what_is_near(capsys, folder: Path, options: list, said: str) -> None:
    status, out, err = run(capsys, "statements", folder / "sample.detente.json", *options)

    assert (status, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_draft_and_a_faulty_file_are_reported(capsys, folder: Path) -> None:
    draft = folder / "sample.draft.json"
    status, out, err = run(capsys, "statements", draft)
    assert (status, out) == (1, "")
    assert "seal it first" in err
    assert "no such file" in run(capsys, "statements", folder / "none.detente.json")[2]


def test_texts_of_something_else_are_refused(capsys, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "news.txt").write_text("Nothing of the kind.\n", encoding="utf-8")
    path = folder / "sample.detente.json"
    status, out, err = run(capsys, "statements", path, "--texts", other)

    assert (status, out) == (2, "")
    assert "no text of any of the articles" in err
    assert run(capsys, "statements", path, "--texts", tmp_path / "none")[0] == 2


def test_inputs_are_not_overwritten(capsys, folder: Path) -> None:
    path = folder / "sample.detente.json"
    before = {file: file.read_bytes() for file in folder.iterdir()}
    for given, output in ((path, path), (folder, path), (path, folder / "union.txt")):
        status, _, err = run(capsys, "statements", given, "--texts", folder, "-o", output)
        assert status in (1, 2), given
        if given == path:
            assert "it is an input, and is not overwritten" in err
    assert {file: file.read_bytes() for file in folder.iterdir()} == before


def test_ids_are_shown_on_request(capsys) -> None:
    assert "claim:" not in run(capsys, "statements", "--kind", "normative")[1]
    assert "claim:" in run(capsys, "statements", "--kind", "normative", "--ids")[1]
    assert "event:" in run(capsys, "statements", "--events", "--ids")[1]


def test_an_actor_may_be_given_by_name(capsys, tmp_path: Path) -> None:
    path = tmp_path / "x.detente.json"
    path.write_bytes(DATA)
    named = run(capsys, "statements", path, "--about", "norway")
    assert named == run(capsys, "statements", path, "--about", "actor:norway")
    assert named[0] == 0

    path.write_bytes(Case(('actor:sweden/names/0/text = "Norway"',)).data)
    status, _out, err = run(capsys, "statements", path, "--about", "Norway")
    assert status == 2
    assert "several records are called so; name one: actor:norway, actor:sweden" in err


def test_a_statement_that_an_article_makes_twice_is_one_row(
    capsys, folder: Path, tmp_path: Path
) -> None:
    document = json.loads(DATA)
    document["claims"][0]["utterances"] *= 2
    path = tmp_path / "x.detente.json"
    path.write_text(json.dumps(document), "utf-8")

    once = run(capsys, "statements", folder / "sample.detente.json")[1].split()
    again = run(capsys, "statements", path)[1].split()

    number = len(document["claims"][0]["utterances"]) // 2
    assert " ".join(again).count("(in 2 places)") == number
    assert len(again) == len(once) + 3 * number


def test_what_a_record_is_called_comes_before_its_other_names(capsys) -> None:
    named = run(capsys, "statements", "--about", "russia")
    assert named == run(capsys, "statements", "--about", "actor:russia")
    by_another = run(capsys, "statements", "--about", "DPRK")
    assert by_another[0] == 0
