"""``detente recode``: the places first, then all changes or none."""

import json
from pathlib import Path

import pytest

from detente.pipeline.editing import Rewriting
from detente.render import recoding
from tests.command import Capture, run
from tests.sample import DATA, TEXTS, Case


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "x.detente.json"
    path.write_bytes(DATA)
    return path


def test_lists_the_places_and_writes(capsys: Capture, file: Path) -> None:
    status, out, _ = run(capsys, "recode", file, "claim.tense: past -> present")
    assert status == 0
    assert f"{file}:" in out
    assert "(claim:never-allies)" in out
    assert 'tense: "past" -> "present"' in out
    assert b'"tense": "past"' not in file.read_bytes()


def test_diff_writes_nothing(capsys: Capture, file: Path) -> None:
    status, out, err = run(capsys, "recode", file, "claim.tense: past -> present", "--diff")
    assert status == 0
    assert '+      "tense": "present"' in out
    assert "--diff writes nothing" in err
    assert file.read_bytes() == DATA


def test_changes_come_from_a_file(capsys: Capture, file: Path, tmp_path: Path) -> None:
    listed = tmp_path / "changes.txt"
    listed.write_text("# new names\nid: actor:norway -> actor:noreg\n\n", encoding="utf-8")
    assert run(capsys, "recode", file, "--changes", listed)[0] == 0
    assert b"actor:norway" not in file.read_bytes()
    listed.write_bytes(b"\xff\xfe")
    status, _, err = run(capsys, "recode", file, "--changes", listed)
    assert status == 2
    assert "not UTF-8" in err


def test_many_references_are_counted_and_listed_with_all(
    capsys: Capture, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = "id: actor:norway -> actor:noreg"
    number = DATA.count(b'"actor:norway"')
    _, _, every = run(capsys, "recode", file, change, "--diff", "--all")
    assert every.count('"actor:norway" -> "actor:noreg"') == number
    monkeypatch.setattr(recoding, "_LISTED", 3)
    _, _, short = run(capsys, "recode", file, change, "--diff")
    assert short.count('"actor:norway" -> "actor:noreg"') == 1
    assert f"and {number - 1} references" in short


def test_json(capsys: Capture, file: Path) -> None:
    _, out, _ = run(capsys, "recode", file, "claim.tense: past -> present", "--format", "json")
    places = json.loads(out[: out.rindex("]") + 1])
    assert {place["new"] for place in places} == {"present"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("claim.tense: past -> future", "it would cause D511"),
        ("utterance.devices: irony -> metaphor", "nowhere: utterance.devices"),
    ],
)
def test_nothing_is_written_if_something_is_wrong(
    capsys: Capture, file: Path, change: str, said: str
) -> None:
    status, _, err = run(capsys, "recode", file, change, "claim.tense: present -> past")
    assert status == 1
    assert said in err
    assert "nothing was written" in err
    assert file.read_bytes() == DATA


def test_one_broken_file_stops_all(capsys: Capture, file: Path, tmp_path: Path) -> None:
    (tmp_path / "y.detente.json").write_bytes(b"{")
    status, _, err = run(capsys, "recode", tmp_path, "claim.tense: past -> present")
    assert status == 1
    assert "D001" in err
    assert file.read_bytes() == DATA


def test_what_cannot_be_read_or_be_a_change(capsys: Capture, file: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for arguments in ([empty, "claim.tense: past -> present"], [file, "nonsense"], [file]):
        status, _, err = run(capsys, "recode", *arguments)
        assert status == 2
        assert err.startswith("detente: ")


def test_the_result_is_checked_against_the_texts(capsys: Capture, file: Path) -> None:
    for name, text in TEXTS.items():
        (file.parent / name).write_text(text, encoding="utf-8")
    status, _, _ = run(
        capsys, "recode", file, "claim.tense: past -> present", "--texts", file.parent
    )
    assert status == 0


def test_a_file_that_changes_meanwhile_stops_it(
    capsys: Capture, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Rewriting, "stale", lambda _: (("x", "it changed meanwhile"),))
    status, _, err = run(capsys, "recode", file, "claim.tense: past -> present")
    assert status == 2
    assert "changed meanwhile" in err


def test_references_to_what_is_not_there_are_listed(capsys: Capture, file: Path) -> None:
    file.write_bytes(Case(('claim:lesson/about = ["actor:gone"]',)).data)
    status, out, _ = run(capsys, "recode", file, "id: actor:gone -> actor:norway")
    assert status == 0
    assert 'about: "actor:gone" -> "actor:norway"' in out


def test_codes_are_listed_with_the_scheme_that_they_follow(capsys: Capture, file: Path) -> None:
    status, out, _ = run(capsys, "recode", file, "id: framing -> frames-of-ours")
    assert status == 0
    assert 'id: "framing" -> "frames-of-ours"' in out
    assert 'codes: "framing/law" -> "frames-of-ours/law"' in out


def test_what_is_refused_says_nothing_that_a_terminal_obeys(capsys: Capture, file: Path) -> None:
    change = "claim.proposition: \x1b[31mred -> \u202eblue"
    status, _, nowhere = run(capsys, "recode", file, change)
    assert status == 1
    status, _, err = run(capsys, "recode", file, "claim.tense: past -> \x1b[31mred")
    assert status == 2
    for told in (nowhere, err):
        assert r"\x1b[31mred" in told
        assert not set(told) & {"\x1b", "\u202e"}
