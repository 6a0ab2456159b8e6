"""Setting up VS Code for a folder. What the editor then shows is in ``tests/editors``."""

import json
import os
from pathlib import Path

import pytest

import detente
from detente.schema import schema_text
from detente.schema.addresses import other_address
from detente.schema.editor import FILES, PATTERNS, install
from tests.command import run
from tests.paths import ROOT

URLS = [f"./.vscode/{name}" for name in FILES.values()]


def settings_of(folder: Path) -> dict:
    return json.loads((folder / ".vscode" / "settings.json").read_text("utf-8-sig"))


def given(folder: Path, settings: str) -> Path:
    (folder / ".vscode").mkdir()
    path = folder / ".vscode" / "settings.json"
    path.write_bytes(settings.encode())
    return path


def test_a_folder_gets_the_schemas_and_settings_that_name_them(tmp_path: Path, capsys) -> None:
    status, out, _ = run(capsys, "schema", "--install", tmp_path)

    assert status == 0
    assert "VS Code is set up for *.detente.json, *.draft.json, *.detente-report.json" in out
    entries = settings_of(tmp_path)["json.schemas"]
    assert [entry["url"] for entry in entries] == URLS
    assert [entry["fileMatch"] for entry in entries] == [[p] for p in PATTERNS.values()]
    for schema, name in FILES.items():
        assert (tmp_path / ".vscode" / name).read_text("utf-8") == schema_text(schema)
    again = run(capsys, "schema", "--install", tmp_path)[1]
    assert "written" not in again


def test_the_folder_is_this_one_unless_another_is_named(
    tmp_path: Path, capsys, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run(capsys, "schema", "--install")[0] == 0
    assert (tmp_path / ".vscode" / "settings.json").exists()


def test_a_newer_schema_replaces_the_older_one(tmp_path: Path) -> None:
    install(tmp_path)
    (tmp_path / ".vscode" / FILES["draft"]).write_text("{}", "utf-8")

    assert install(tmp_path).written == (tmp_path / ".vscode" / FILES["draft"],)


@pytest.mark.parametrize(
    "old",
    [
        "{}",
        "{\n}\n",
        '{"a.b": 1.10}',
        '{\n\t"a": "\\"}",\n\t"b": [1, {"c": null}]\n}\n',
        '\ufeff{"a": true}',
        '{"json.schemas": []}',
        '{"json.schemas": [], "a": "x"}',
        '{"json.schemas": [{"fileMatch": ["*.x"], "url": "./x.json"}, "odd"], "a": 1e400}',
        '{\n    "a": {},\n    "json.schemas": [\n        {"url": "x", "schema": {}}\n    ]\n}',
        '{"editor.unicodeHighlight.ambiguousCharacters": true}',
        json.dumps(
            {"json.schemas": [{"fileMatch": ["*.draft.json", "*.entwurf.json"], "url": URLS[1]}]}
        ),
        json.dumps({"json.schemas": [{"url": url} for url in URLS], "z": 1}),
    ],
)
def test_what_the_settings_hold_stays_as_it_is_written(tmp_path: Path, old: str) -> None:
    path = given(tmp_path, old)
    before = json.loads(old.removeprefix("\ufeff"))
    install(tmp_path)
    new = path.read_text("utf-8")
    after = settings_of(tmp_path)

    schemas = before.pop("json.schemas", [])
    assert after["json.schemas"][: len(schemas)] == schemas
    urls = [
        entry["url"] for entry in after["json.schemas"] if "url" in entry and entry["url"] in URLS
    ]
    assert sorted(urls) == sorted(URLS)
    frames = before.setdefault("editor.unicodeHighlight.ambiguousCharacters", False)
    assert after.pop("editor.unicodeHighlight.ambiguousCharacters") is frames
    before.pop("editor.unicodeHighlight.ambiguousCharacters")
    assert {key: value for key, value in after.items() if key != "json.schemas"} == before
    rest = iter(new)
    assert all(character in rest for character in old.rstrip("\n"))  # nothing is removed or moved
    assert install(tmp_path).written == ()


@pytest.mark.parametrize(
    "old",
    [
        '{\n  // mine\n  "a": 1\n}',
        '{"a": 1,}',
        "[]",
        '{"json.schemas": {}}',
        '{"a": 1, "a": 2}',
        "[" * 100_000,
        "",
        "\udcff",
    ],
)
def test_settings_that_are_no_plain_json_are_left_alone(tmp_path: Path, capsys, old: str) -> None:
    path = given(tmp_path, "")
    path.write_bytes(old.encode("utf-8", "surrogateescape"))
    kept = path.read_bytes()
    status, out, _ = run(capsys, "schema", "--install", tmp_path)

    assert status == 2
    assert path.read_bytes() == kept
    lines = out[out.index('  "json.schemas"') :]
    assert [e["url"] for e in json.loads("{" + lines + "}")["json.schemas"]] == URLS
    # The schemas are there, so that it works once the lines are added.
    path.write_text("{ // mine\n" + lines + "}", "utf-8")
    assert run(capsys, "schema", "--install", tmp_path)[0] == 0


def test_another_schema_for_the_same_files_is_refused(tmp_path: Path, capsys) -> None:
    old = '{"json.schemas": [{"fileMatch": ["*.draft.json"], "url": "./other.json"}]}'
    path = given(tmp_path, old)
    status, _, err = run(capsys, "schema", "--install", tmp_path)

    assert status == 2
    assert "another schema for *.draft.json, ./other.json" in err
    assert path.read_text("utf-8") == old
    assert list(path.parent.iterdir()) == [path]


def test_no_folder_is_made_where_there_is_none(tmp_path: Path, capsys) -> None:
    assert run(capsys, "schema", "--install", tmp_path / "none")[0] == 2
    assert list(tmp_path.iterdir()) == []
    (tmp_path / ".vscode").write_text("a file", "utf-8")
    assert run(capsys, "schema", "--install", tmp_path)[0] == 2
    assert (tmp_path / ".vscode").read_text("utf-8") == "a file"


def test_files_that_name_a_schema_which_no_editor_can_open_are_told(tmp_path: Path, capsys) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "old.draft.json").write_text(
        '{"format": "detente-draft", "$schema": "urn:detente:schema:1.0:draft"}', "utf-8"
    )
    (tmp_path / "new.draft.json").write_text('{"$schema": "./x.json"}', "utf-8")
    (tmp_path / "a-folder.draft.json").mkdir()
    out = run(capsys, "schema", "--install", tmp_path)[1]

    assert (
        "old.draft.json names the schema urn:detente:schema:1.0:draft, which no editor can open"
        in out
    )
    assert "new.draft.json" not in out


def test_a_file_names_the_schema_of_its_kind() -> None:
    for draft, dataset in (
        ("urn:detente:schema:1.0:draft", "urn:detente:schema:1.0:dataset"),
        ("./.vscode/detente-draft.schema.json", "./.vscode/detente.schema.json"),
        ("detente-draft.schema.json", "detente.schema.json"),
        ("../detente-draft-1.0.schema.json", "../detente-dataset-1.0.schema.json"),
    ):
        assert other_address(draft, "draft", "dataset") == dataset
        assert other_address(dataset, "dataset", "draft") == draft
        assert other_address(dataset, "draft", "dataset") == dataset
    for other in ("./my-detente-draft.schema.json", "x", "", None, 3):
        assert other_address(other, "draft", "dataset") is other


def test_a_sealed_draft_names_the_schema_of_datasets() -> None:
    example = ROOT / "examples" / "entente-cordiale"
    draft = json.loads((example / "entente-cordiale.draft.json").read_text("utf-8"))
    draft["$schema"] = "./.vscode/detente-draft.schema.json"
    sealed = detente.seal(json.dumps(draft).encode(), example).dataset

    assert sealed is not None
    assert sealed.schema_uri == "./.vscode/detente.schema.json"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_a_pipe_in_the_place_of_a_schema_is_not_read_and_nothing_is_written(tmp_path: Path) -> None:
    home = tmp_path / ".vscode"
    home.mkdir()
    pipe = home / "detente-report.schema.json"
    os.mkfifo(pipe)

    with pytest.raises(detente.InputError, match="not a regular file"):
        install(tmp_path)
    assert list(home.iterdir()) == [pipe]
