"""Bad contents and bad paths: named, status 1 or 2, and left alone, by every command."""

import os
from pathlib import Path

import pytest

import detente
from detente.files import Document
from tests.command import run, run_json
from tests.sample import DATA, TEXTS, Case

HEAD = b'{"format": "detente", "version": "1.0"'


BAD = {
    "truncated": (DATA[:-200], 1, "D001"),
    "cut in a string": (DATA[:3000], 1, "D001"),
    "empty": (b"", 1, "D015"),
    "whitespace": (b" \n\n", 1, "D015"),
    "latin 1": (DATA.replace(b'"Sweden"', b'"Su\xe8de"'), 1, "D003"),
    "utf 16": (DATA.decode().encode("utf-16"), 1, "D003"),
    "a byte order mark": (b"\xef\xbb\xbf" + DATA, 1, "D002"),
    "keys twice": (HEAD + b', "claims": [], "claims": []}', 1, "D004"),
    "nan": (DATA.replace(b'"value": 3', b'"value": NaN'), 1, "D005"),
    "a huge number": (DATA.replace(b'"value": 3', b'"value": 1e999'), 1, "D005"),
    "more digits than fit": (DATA.replace(b'"value": 3', b'"value": ' + b"9" * 5000), 1, "D005"),
    "null": (HEAD + b', "dataset": null}', 1, "D008"),
    "deep": (HEAD + b', "x": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", 1, "D009"),
    "deep in an extension": (
        DATA.replace(
            b'"value": 3', b'"value": 3, "ext": {"a.b/c": ' + b"[" * 9999 + b"]" * 9999 + b"}"
        ),
        1,
        "D009",
    ),
    "a long string": (
        DATA.replace(b'"Sweden should', b'"' + b"x" * 50_000_000 + b'"', 0).replace(
            b'"proposition": "', b'"proposition": "' + b"x" * 50_000_000, 1
        ),
        1,
        "D110",
    ),
    "an unknown format": (b'{"format": "brat", "version": "1.0"}', 1, "D011"),
    "a list": (b"[]", 1, "D011"),
    "no version": (b'{"format": "detente"}', 1, "D012"),
    "a newer minor version": (DATA.replace(b'"1.0"', b'"1.1"', 1), 1, "D013"),
    "a newer major version": (DATA.replace(b'"1.0"', b'"2.0"', 1), 1, "D014"),
    "an older major version": (DATA.replace(b'"1.0"', b'"0.9"', 1), 1, "D014"),
    "a number for the version": (
        DATA.replace(b'"version": "1.0"', b'"version": 1.0', 1),
        1,
        "D012",
    ),
    "half a character": (DATA.replace(b'"Sweden"', b'"Sw\\ud800"'), 1, "D006"),
    "text behind the end": (DATA + b"{}", 1, "D001"),
    "only a zero byte": (b"\0", 1, "D001"),
    "claims that are no list": (HEAD + b', "claims": {}}', 1, "D103"),
    "a claim that is no object": (HEAD + b', "claims": [5]}', 1, "D103"),
    "an array too many": (HEAD + b', "opinions": []}', 1, "D102"),
}


def missing(tmp_path: Path) -> Path:
    return tmp_path / "missing.detente.json"


def empty_directory(tmp_path: Path) -> Path:
    return tmp_path


def loop(tmp_path: Path) -> Path:
    (tmp_path / "a.detente.json").symlink_to(tmp_path / "b.detente.json")
    (tmp_path / "b.detente.json").symlink_to(tmp_path / "a.detente.json")
    return tmp_path / "a.detente.json"


def directory_for_a_file(tmp_path: Path) -> Path:
    (tmp_path / "x.detente.json").mkdir()
    return tmp_path / "x.detente.json"


def forbidden(tmp_path: Path) -> Path:
    path = tmp_path / "x.detente.json"
    path.write_bytes(DATA)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    return path


def null_in_the_name(tmp_path: Path) -> str:
    return "x\0y"


@pytest.mark.parametrize("what", BAD)
def test_bad_contents_are_named_and_left_alone(capsys, tmp_path: Path, what: str) -> None:
    data, status, code = BAD[what]
    path = tmp_path / "bad.detente.json"
    path.write_bytes(data)

    found_status, found = run_json(capsys, "validate", path)

    assert found_status == status
    assert code in {d["code"] for d in found["diagnostics"]}
    assert "D900" not in {d["code"] for d in found["diagnostics"]}
    assert all(len(d["message"]) < 400 for d in found["diagnostics"])
    assert path.read_bytes() == data
    for command in ("fmt", "stats", "show"):
        arguments = ["actor:norway", "--in", path] if command == "show" else [path]
        assert run(capsys, command, *arguments)[0] in (1, 2)
    assert path.read_bytes() == data
    with pytest.raises(detente.InvalidError):
        detente.load(path)


@pytest.mark.parametrize(
    "make", [missing, empty_directory, loop, directory_for_a_file, forbidden, null_in_the_name]
)
def test_what_cannot_be_read_is_status_2(capsys, tmp_path: Path, make) -> None:
    path = make(tmp_path)

    status, out, err = run(capsys, "validate", path)

    assert status == 2
    assert out + err
    for command in ("fmt", "stats"):
        assert run(capsys, command, path)[0] == 2
    assert run(capsys, "seal", path, "--texts", tmp_path)[0] == 2


def test_a_loop_below_a_folder_is_named(capsys, tmp_path: Path) -> None:
    loop(tmp_path)

    status, found = run_json(capsys, "validate", tmp_path)

    assert status == 2
    assert {d["code"] for d in found["diagnostics"]} == {"D016"}


def test_one_unreadable_file_does_not_hide_the_others(capsys, folder: Path) -> None:
    (folder / "sample.detente.json").write_bytes(Case(('claim:lesson/kind = "x"',)).data)

    status, found = run_json(capsys, "validate", folder, folder / "none.detente.json")

    assert status == 2
    assert {d["code"] for d in found["diagnostics"]} == {"D104", "D016"}


@pytest.mark.parametrize("make", [missing, empty_directory])
def test_texts_that_are_not_there_are_status_2(
    capsys, folder: Path, tmp_path_factory, make
) -> None:
    texts = make(tmp_path_factory.mktemp("texts"))

    assert run(capsys, "validate", folder, "--texts", texts)[0] == 2


@pytest.mark.parametrize(
    "words",
    [
        ("stats", "DRAFT"),
        ("show", "claims", "--in", "DRAFT"),
        ("statements", "DRAFT", "--csv"),
        ("compare", "DRAFT"),
        ("report", "DRAFT", "-o", "made"),
        ("attach", "DRAFT", "--texts", "."),
        ("agree", "DRAFT", "@dprk-russia"),
        ("export", "DRAFT", "--to", "rdf", "-o", "made"),
        ("tables", "made", "DRAFT"),
        ("import", "marks", "--from", "brat", "--base", "DRAFT", "--texts", ".", "-o", "made"),
    ],
    ids=lambda words: words[0],
)
def test_every_command_prints_all_findings_of_what_it_refuses(
    words: tuple[str, ...], tmp_path: Path, capsys, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my draft.json").write_bytes(HEAD.replace(b'detente"', b'detente-draft"') + b"}")
    (tmp_path / "bad.detente.json").write_bytes(HEAD + b', "claims": {}, "opinions": []}')

    def given(name: str) -> list[str]:
        return [name if word == "DRAFT" else word for word in words]

    status, out, err = run(capsys, *given("bad.detente.json"))
    assert (status, out) == (1, "")
    assert {"D102", "D103"} <= set(err.split())
    status, out, err = run(capsys, *given("my draft.json"))
    assert (status, out) == (1, "")
    command = "detente seal 'my draft.json' --texts TEXTS -o 'my draft.detente.json'"
    assert f"error D019 this is a draft: seal it first, with: {command}" in err
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("my.xlsx", "seal my.xlsx --texts TEXTS -o my.detente.json"),
        ("my.draft.json", "seal my.draft.json --texts TEXTS -o my.detente.json"),
        ("my/", "seal my/ --texts TEXTS -o my.detente.json"),
        ("<stdin>", "seal DRAFT --texts TEXTS -o DRAFT.detente.json"),
        (None, "seal DRAFT --texts TEXTS -o DRAFT.detente.json"),
    ],
)
def test_a_draft_is_told_the_command_that_seals_it(name: str | None, command: str) -> None:
    data = HEAD.replace(b'detente"', b'detente-draft"') + b"}"
    with pytest.raises(detente.InvalidError, match=f"D019.*{command}$"):
        detente.load(Document(name, data))


def test_the_dataset_before_the_folder_is_told_for_tables(
    tmp_path: Path, capsys, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("@dprk-russia", "x.detente.json"):
        status, out, err = run(capsys, "tables", name, "out")
        assert (status, out, [*tmp_path.iterdir()]) == (2, "", [])
        assert "the folder to write comes first: detente tables OUT DATASET" in err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize(
    "command",
    [
        ("statements", "{file}"),
        ("show", "{file}"),
        ("merge", "{file}", "{other}"),
        ("agree", "{file}", "{other}"),
        ("validate", "{file}"),
        ("validate", "{other}", "--texts", "{text}"),
        ("attach", "{file}", "--texts", "{text}"),
        ("draft", "{file}", "--texts", "{folder}"),
        ("draft", "{text}"),
        ("text", "{text}"),
    ],
)
def test_a_name_with_a_line_end_is_one_of_a_file(capsys, tmp_path: Path, command) -> None:
    names = {
        "file": "a\nb.detente.json",
        "other": "other.detente.json",
        "text": "a\nb.txt",
        "folder": "",
    }
    paths = {key: tmp_path / name for key, name in names.items()}
    given = [part.format(**paths) for part in command]

    missing = run(capsys, *given)
    assert missing[0] == 2
    assert "no such file or directory" in missing[1] + missing[2]
    paths["file"].write_bytes(DATA)
    paths["other"].write_bytes(DATA.replace(b"dataset:sample", b"dataset:other"))
    for name, text in TEXTS.items():
        (tmp_path / name.replace("union", "a\nb")).write_text(text, "utf-8")
    status, _, err = run(capsys, *given)
    assert (status in (0, 1), "no such file" in err) == (True, False), err


@pytest.mark.parametrize("command", ["compare", "statements", "validate"])
def test_a_terminal_that_says_it_is_endless_is_not_filled(
    capsys, monkeypatch, command: str
) -> None:
    monkeypatch.setenv("COLUMNS", "9" * 11)

    _status, out, _err = run(capsys, command, "@dprk-russia")

    assert max(map(len, out.splitlines())) <= 1000
