"""Encodings and kinds of texts on the commands that take texts."""

import json
from pathlib import Path

import pytest

import detente
from detente.cli import COMMANDS, parser
from detente.text import TextFiles
from tests.command import Capture, run, run_json
from tests.pdfs import pdf
from tests.sample import TEXTS

GERMAN = "Die Außenminister sprachen von „großem Fortschritt“.\n"


@pytest.fixture
def old(sealed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sealed sample, one of whose folder's texts is in windows-1252."""
    monkeypatch.chdir(sealed)
    Path("texts").mkdir()
    for name, text in TEXTS.items():
        Path("texts", name).write_text(text, "utf-8")
    Path("texts", "alt.txt").write_bytes(GERMAN.encode("windows-1252"))
    return sealed


def test_every_command_that_takes_texts_takes_an_encoding() -> None:
    actions = parser()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    takes = {name: command.format_help() for name, command in actions.items()}
    takes["corpus"] = (
        actions["corpus"]._subparsers._group_actions[0].choices["flatten"].format_help()
    )
    with_texts = {name for name in COMMANDS if "--texts" in takes[name]} | {
        "text",
        "draft",
        "extract",
    }

    assert {name for name in COMMANDS if "--encoding" in takes[name]} == with_texts
    assert len(with_texts) > 10


@pytest.mark.parametrize(
    "command",
    [
        ("attach", "sample.detente.json"),
        ("show", "claim:union-wants-peace", "--in", "sample.detente.json"),
        ("statements", "sample.detente.json"),
        ("merge", "sample.detente.json", "other.detente.json", "-o", "x.detente.json"),
        ("draft", "sample.detente.json"),
        ("corpus", "validate", "sample.detente.json", "-o", "out"),
    ],
)
def test_one_bad_file_of_a_folder_is_named_and_the_others_are_used(
    capsys: Capture, old: Path, command: tuple[str, ...]
) -> None:
    document = json.loads(Path("sample.detente.json").read_text("utf-8"))
    if "show" in command:
        command = ("show", document["claims"][0]["id"], *command[2:])
    if "corpus" in command:
        pytest.importorskip("pyarrow")
    document["dataset"]["title"] = "Another title"
    document["claims"].pop()
    Path("other.detente.json").write_text(json.dumps(document), "utf-8")

    status, out, err = run(capsys, *command, "--texts", "texts")

    assert "left out: texts/alt.txt: not UTF-8 (byte 6), likely windows-1252" in err
    if command[0] != "merge":
        assert status == 0, out + err
    _, _, err = run(capsys, *command, "--texts", "texts", "--encoding", "windows-1252")
    assert "left out" not in err


def test_a_corpus_whose_texts_are_all_bad_is_refused(capsys: Capture, old: Path) -> None:
    pytest.importorskip("pyarrow")
    for name in TEXTS:
        Path("texts", name).unlink()

    command = ("corpus", "validate", "sample.detente.json", "-o", "out", "--texts", "texts")
    status, _, err = run(capsys, *command)

    assert (status, "texts/alt.txt: not UTF-8 (byte 6)" in err) == (2, True)


def test_what_is_left_out_is_told_in_python_too(old: Path) -> None:
    dataset = detente.load("sample.detente.json")

    (error,) = detente.attach(dataset, "texts").unread

    assert str(error).startswith("texts/alt.txt: not UTF-8 (byte 6)")
    assert detente.attach(dataset, TextFiles("texts", "windows-1252")).unread == ()


def test_validate_and_seal_name_it_in_the_report(capsys: Capture, old: Path) -> None:
    status, found = run_json(capsys, "validate", "sample.detente.json", "--texts", "texts")
    (finding,) = (d for d in found["diagnostics"] if d["code"] == "D020")
    assert (status, finding["severity"], finding["file"]) == (0, "warning", "texts/alt.txt")
    assert "--encoding windows-1252" in finding["message"]

    command = ("seal", "sample.detente.json", "--texts", "texts", "-o", "out.detente.json")
    status, out, _ = run(capsys, *command)
    assert status == 0
    assert "D020" in out
    status, out, _ = run(capsys, *command, "--encoding", "alt.txt=windows-1252")
    assert "D020" not in out


def test_many_bad_files_are_not_all_named(capsys: Capture, old: Path) -> None:
    for number in range(12):
        Path("texts", f"{number:02}.txt").write_bytes(b"%PDF-1.4")

    _, _, err = run(capsys, "attach", "sample.detente.json", "--texts", "texts")

    assert err.count("left out: texts/") == 10
    assert "left out: 3 more files" in err


def test_an_encoding_without_texts_or_of_no_text_is_refused(capsys: Capture, old: Path) -> None:
    status, _, err = run(
        capsys, "show", "claims", "--encoding", "utf-16", "--in", "sample.detente.json", "x"
    )
    assert status == 2
    status, _, err = run(capsys, "statements", "sample.detente.json", "--encoding", "utf-16")
    assert (status, "none are given: see --texts" in err) == (2, True)
    status, _, err = run(capsys, "draft", "texts/alt.txt", "--encoding", "b.txt=utf-16")
    assert (status, "--encoding b.txt=utf-16: no text of this name is given" in err) == (2, True)
    status, _, err = run(capsys, "draft", "texts/alt.txt", "--encoding", "rot13")
    assert (status, "no encoding of this name" in err) == (2, True)


def test_the_advised_command_converts(capsys: Capture, old: Path) -> None:
    status, _, err = run(capsys, "draft", "texts/alt.txt")
    assert status == 2
    advised = err.partition("convert it: detente ")[2].split()

    status, _, err = run(capsys, *advised)

    assert (status, err) == (0, "Text read from a file in windows-1252.\n")
    assert Path("texts/alt.utf-8.txt").read_text("utf-8") == GERMAN
    status, _, err = run(capsys, *advised)
    assert (status, "never overwritten" in err) == (2, True)
    status, out, err = run(capsys, "text", "texts/alt.utf-8.txt")
    assert (status, out, err) == (0, GERMAN, "")


def test_a_draft_notes_how_its_text_was_got(capsys: Capture, old: Path) -> None:
    command = ("draft", "texts/alt.txt", "--encoding", "alt.txt=windows-1252", "-o", "a.draft.json")
    assert run(capsys, *command) == (0, "", "")
    draft = json.loads(Path("a.draft.json").read_text("utf-8"))
    assert draft["articles"][0]["note"] == "Text read from a file in windows-1252."


def test_a_text_that_was_decoded_twice_is_told_of(capsys: Capture, old: Path) -> None:
    bad = GERMAN.encode("utf-8").decode("windows-1252", "replace")
    Path("twice.txt").write_text(bad.replace("\ufffd", ""), "utf-8")

    status, _, err = run(capsys, "draft", "twice.txt", "-o", "t.draft.json")
    assert (status, 'it has "ÃŸ" for "ß"' in err) == (0, True)
    status, found = run_json(capsys, "validate", "t.draft.json", "--texts", "twice.txt")
    (finding,) = (d for d in found["diagnostics"] if d["code"] == "D021")
    assert (finding["severity"], finding["file"]) == ("warning", "twice.txt")


def test_a_text_with_markup_in_it_is_told_of(capsys: Capture, old: Path) -> None:
    Path("marked.txt").write_text("The envoys met&nbsp;&mdash; and <b>left</b>.")

    for command in (("text", "marked.txt"), ("draft", "marked.txt", "-o", "m.draft.json")):
        status, _, err = run(capsys, *command)
        assert (status, 'has markup, as "</b>" and "&mdash;", 3 such in all' in err) == (0, True)
    status, found = run_json(capsys, "validate", "m.draft.json", "--texts", "marked.txt")
    (finding,) = (d for d in found["diagnostics"] if d["code"] == "D021")
    assert (finding["severity"], finding["file"]) == ("warning", "marked.txt")


def test_what_a_pdf_has_at_its_edges_is_told_of(capsys: Capture, old: Path) -> None:
    pytest.importorskip("pdfminer")
    Path("a.pdf").write_bytes(pdf(["The envoys met.", "", "", "", "12"]))

    status, out, err = run(capsys, "text", "a.pdf")

    assert (status, out) == (0, "The envoys met.\n")
    assert "a.pdf: 1 line at the edges of pages left out, such as: 12" in err
    assert run(capsys, "draft", "a.pdf", "-o", "a.draft.json")[0] == 0
