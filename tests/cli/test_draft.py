"""``detente draft``: of a text, of the records of a model, of a sealed file."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import detente
from detente.cli import main
from detente.schema import load_schema
from tests.command import run, run_json
from tests.paths import EXAMPLE
from tests.sample import DATA, TEXTS

ds = detente.loads(DATA)


def test_a_draft_goes_to_standard_output(capsysbinary, folder: Path) -> None:
    assert main(["draft", str(folder / "union.txt")]) == 0
    assert json.loads(capsysbinary.readouterr().out)["format"] == "detente-draft"


def test_only_an_unaltered_text_makes_a_draft_again(capsys, folder: Path) -> None:
    (folder / "union.txt").write_text("Other words.", "utf-8")

    assert main(["draft", str(folder / "sample.detente.json"), "--texts", str(folder)]) == 2
    assert "article:union" in capsys.readouterr().err


def test_a_dataset_that_names_its_schema_becomes_a_draft_that_does(tmp_path: Path) -> None:
    named = ds.evolve(schema_uri="urn:detente:schema:1.0:dataset")
    detente.dump(named, tmp_path / "sample.detente.json")
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    again = tmp_path / "again.draft.json"

    assert (
        main(
            [
                "draft",
                str(tmp_path / "sample.detente.json"),
                "--texts",
                str(tmp_path),
                "-o",
                str(again),
            ]
        )
        == 0
    )
    assert json.loads(again.read_text("utf-8"))["$schema"].endswith("draft")
    assert detente.seal(again, tmp_path).dataset == detente.seal(named, tmp_path).dataset


def test_a_sealed_file_gives_its_quotes_back(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "sample.detente.json").write_bytes(DATA)
    again = tmp_path / "again.draft.json"

    assert (
        main(
            [
                "draft",
                str(tmp_path / "sample.detente.json"),
                "--texts",
                str(tmp_path),
                "-o",
                str(again),
            ]
        )
        == 0
    )
    text = again.read_text("utf-8")
    assert '"start"' not in text
    assert '"quote": "Sweden should be content."' in text


def test_an_empty_text_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(" \n", "utf-8")

    assert main(["draft", str(tmp_path / "x.txt")]) == 2


@pytest.mark.parametrize(
    "records",
    [
        '{"claims": [], "claims": []}',
        '{"claims": [{"x": NaN}]}',
        '{"claims": [{"x": 1e999}]}',
        "[" * 100_000,
        '{"claims": ["\\ud800"]}',
        "",
    ],
)
def test_unsound_records_of_a_model_are_refused(folder: Path, records: str) -> None:
    (folder / "m.json").write_text(records, "utf-8")
    output = folder / "new.draft.json"

    status = main(
        [
            "draft",
            str(folder / "union.txt"),
            "--records",
            str(folder / "m.json"),
            "-o",
            str(output),
        ]
    )
    assert status == 2
    assert not output.exists()


def test_a_skeleton_says_what_is_to_be_done(capsys, tmp_path: Path) -> None:
    text = tmp_path / "My Text.txt"
    text.write_text("First words.\n\nSecond words.\n\nFirst words.\n", encoding="utf-8")
    draft = tmp_path / "my.draft.json"

    assert run(capsys, "draft", text, "-o", draft)[0] == 0
    made = json.loads(draft.read_text(encoding="utf-8"))

    assert made["articles"][0]["id"] == "article:my-text"
    assert [s["quote"] for s in made["articles"][0]["segments"]] == [
        "First words.",
        "Second words.",
        "First words.",
    ]
    assert [s.get("within") for s in made["articles"][0]["segments"]] == [
        "First words.\n\nSecond",
        None,
        "words.\n\nFirst words.",
    ]
    status, found = run_json(capsys, "validate", draft, "--texts", tmp_path)
    assert status == 1
    assert {d["code"] for d in found["diagnostics"]} == {"D566", "D307"}
    before = draft.read_bytes()
    assert run(capsys, "draft", text, "-o", draft)[0] == 2
    assert draft.read_bytes() == before


def test_a_sealed_file_becomes_a_draft_again(capsys, tmp_path: Path) -> None:
    sealed = EXAMPLE / "entente-cordiale.detente.json"
    draft, again = tmp_path / "x.draft.json", tmp_path / "x.detente.json"

    assert run(capsys, "draft", sealed, "--texts", EXAMPLE, "-o", draft)[0] == 0
    assert run(capsys, "seal", draft, "--texts", EXAMPLE, "-o", again)[0] == 0
    assert again.read_bytes() == sealed.read_bytes()
    assert run(capsys, "draft", sealed)[0] == 2


def test_records_of_a_model_go_into_a_skeleton(capsys, tmp_path: Path) -> None:
    text = tmp_path / "note.txt"
    text.write_text("Norway voted to leave.\n", encoding="utf-8")
    claim = {
        "id": "claim:left",
        "proposition": "Norway ended the union.",
        "kind": "factual",
        "tense": "past",
        "scope": None,
        "about": ["actor:norway"],
        "causes": [],
        "judged": None,
        "condition": None,
        "quantities": [],
        "themes": [],
        "utterances": [
            {
                "article": "article:note",
                "commitment": "CT+",
                "sources": [],
                "devices": [],
                "grounds": [],
                "evidence": [{"quote": "Norway voted to leave.", "nth": None}],
            }
        ],
    }
    records = {
        "actors": [
            {"id": "actor:norway", "kind": "state", "names": [{"text": "Norway", "kind": "common"}]}
        ],
        "events": [],
        "claims": [claim],
        "links": [],
        "relations": [],
    }
    reduced = load_schema("draft-reduced")
    assert list(Draft202012Validator(reduced).iter_errors(records)) == []
    (tmp_path / "model.json").write_text(json.dumps(records), encoding="utf-8")

    draft = tmp_path / "note.draft.json"
    assert run(capsys, "draft", text, "--records", tmp_path / "model.json", "-o", draft)[0] == 0
    _, found = run_json(capsys, "validate", draft, "--texts", tmp_path)
    assert {d["code"] for d in found["diagnostics"]} == {"D566"}


@pytest.mark.parametrize("content", ["[]", '{"opinions": []}', '{"claims": 5}', "{"])
def test_what_is_no_records_of_a_model_is_refused(capsys, tmp_path: Path, content: str) -> None:
    (tmp_path / "t.txt").write_text("Words.", encoding="utf-8")
    (tmp_path / "model.json").write_text(content, encoding="utf-8")

    arguments = ("draft", tmp_path / "t.txt", "--records", tmp_path / "model.json")
    assert run(capsys, *arguments)[0] == 2
