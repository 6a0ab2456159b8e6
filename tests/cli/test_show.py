"""``detente show``: a record in its words."""

import json
from pathlib import Path

from detente.cli import main
from tests.command import run
from tests.sample import Case
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
    assert "(link:peace-doubted)\n    as on\n" in out
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
    assert run(capsys, "show", "event:talks", path) == shown
    assert "one dataset" in run(capsys, "show", path, "event:talks", "event:vote")[2]
    status, _, err = run(capsys, "show", path, "event:talks", "--in", "@dprk-russia")
    assert (status, "one dataset" in err) == (2, True)
    (folder / "later.txt").unlink()
    out = run(capsys, "show", "claim:never-allies", "--in", path, "--texts", folder)[1]
    assert "no text of article:later" in out


def test_labels_come_before_ids_and_lines_fit_a_terminal(capsys, folder: Path) -> None:
    path = folder / "sample.detente.json"
    out = run(capsys, "show", "link:peace-doubted", path)[1]
    assert out.startswith(
        "“if, contrary to fact, Norway does not vote on the union: Norway and Sweden go"
    )
    assert "Norway and Sweden stay at peace." in out
    out = run(capsys, "show", "relation:norway-sweden")[1] + run(capsys, "show", "@dprk-russia")[1]
    assert max(map(len, out.split("\n"))) <= 80
    out = run(capsys, "show", "claim:hope-of-peace", path)[1]
    assert out.startswith("Norway and Sweden stay at peace.\nclaim:hope-of-peace\n")
    assert "Sweden (actor:sweden)" in out


def test_times_are_shown_in_words_and_in_notation(capsys) -> None:
    out = run(capsys, "show", "relation:russia-usa")[1]
    assert "period: from the early 2000s on (200X/..), inferred" in out
    out = run(capsys, "show", "relation:dprk-russia")[1]
    assert "period: unresolved\n        words: " in out


def test_without_an_id_it_lists_what_there_is(capsys, folder: Path) -> None:
    path = folder / "sample.detente.json"
    status, out, _ = run(capsys, "show", path)
    assert status == 0
    assert "actors (4)\n  Norway (actor:norway)\n" in out
    assert "issues (1)\n  terms of separation (issue:separation)\n" in out
    assert "more: detente show claims" in run(capsys, "show")[1]
    for word in ("claims", "claim"):
        listed = run(capsys, "show", path, word)[1]
        assert listed.startswith("claims (")
        assert "more" not in listed
    without = json.loads(path.read_text("utf-8"))
    del without["issues"], without["events"][1]["concerns"]
    path.write_text(json.dumps(without), "utf-8")
    assert "issues" not in run(capsys, "show", path)[1]
    assert run(capsys, "show", "issues", path)[1] == "issues (0)\n"
    ids = json.loads(run(capsys, "show", path, "--format", "json")[1])
    assert ids["actors"][0] == "actor:norway"
    assert json.loads(run(capsys, "show", "links", path, "--format", "json")[1]).keys() == {"links"}


def test_a_scheme_is_shown_by_its_id_beside_a_dataset(capsys, folder: Path) -> None:
    path = folder / "sample.detente.json"
    for given in (("framing", path), (path, "framing"), ("framing", "--in", path)):
        status, out, _ = run(capsys, "show", *given)
        assert (status, out.split("\n")[1]) == (0, "framing")
    status, _, err = run(capsys, "show", "freming", path)
    assert status == 2
    assert "close: framing" in err


def test_what_a_time_is_counted_from_and_its_calendar_are_shown(capsys, tmp_path: Path) -> None:
    scope = '{"value": "1905-10", "basis": "resolved", "against": "article:union", "calendar": "julian"}'
    path = tmp_path / "x.detente.json"
    path.write_bytes(Case((f"claim:union-ended/scope = {scope}",)).data)

    out = run(capsys, "show", "claim:union-ended", path)[1]
    assert "  scope: October 1905 (1905-10), resolved\n" in out
    assert "    calendar: julian\n" in out
    assert "    against: The Sample Courier (1905) (article:union)\n" in out


def test_an_id_of_a_kind_that_there_is_not_is_no_file(capsys) -> None:
    status, out, err = run(capsys, "show", "clam:lesson")
    assert (status, out) == (2, "")
    assert "clam:lesson: no such kind of record; close: claim" in err
