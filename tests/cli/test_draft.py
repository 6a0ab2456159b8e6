"""``detente draft``: of a text, of the records of a model, of a sealed file."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import detente
from detente.cli import main
from detente.schema import load_schema
from detente.schema.reduced_form import to_reduced
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


RECORDS = {
    "actors": [
        {"id": "actor:norway", "kind": "state", "names": [{"text": "Norway", "kind": "common"}]}
    ],
    "mentions": [
        {
            "id": "",
            "article": "article:note",
            "actor": "actor:norway",
            "form": "name",
            "spans": [{"quote": "Norway"}],
        }
    ],
    "claims": [
        {
            "id": "claim:left",
            "proposition": "Norway ended the union.",
            "kind": "factual",
            "tense": "past",
            "about": ["actor:norway"],
            "utterances": [
                {
                    "article": "article:note",
                    "commitment": "CT+",
                    "evidence": [{"quote": "Norway voted to leave."}],
                }
            ],
        }
    ],
    "articles": [
        {
            "id": "article:note",
            "genre": "news",
            "uncoded": [{"reason": "unclear", "spans": [{"quote": "Many came."}]}],
        }
    ],
}


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """A folder with a text and the answer of a model."""
    (tmp_path / "note.txt").write_text("Norway voted to leave.\nMany came.\n", encoding="utf-8")
    (tmp_path / "model.json").write_text(json.dumps(to_reduced(RECORDS)), encoding="utf-8")
    return tmp_path


def test_records_of_a_model_go_into_a_skeleton(capsys, note: Path) -> None:
    answer = json.loads((note / "model.json").read_text("utf-8"))
    assert list(Draft202012Validator(load_schema("draft-reduced")).iter_errors(answer)) == []
    draft = note / "note.draft.json"

    arguments = ("draft", note / "note.txt", "--records", note / "model.json", "-o", draft)
    assert run(capsys, *arguments)[0] == 0

    _, found = run_json(capsys, "validate", draft, "--texts", note)
    assert {d["code"] for d in found["diagnostics"]} == {"D566"}
    made = json.loads(draft.read_text("utf-8"))
    assert made["claims"] == RECORDS["claims"]
    assert made["mentions"][0]["id"] == "mention:norway"


def test_an_article_of_an_answer_replaces_only_what_it_states(capsys, note: Path) -> None:
    arguments = ("draft", note / "note.txt", "--records", note / "model.json")
    (article,) = json.loads(run(capsys, *arguments)[1])["articles"]

    assert article["genre"] == "news"
    assert article["publisher"].startswith("TODO")
    assert len(article["segments"]) == 1
    keys = list(article)
    assert keys.index("segments") < keys.index("uncoded")


def test_an_answer_about_another_article_is_refused(capsys, note: Path) -> None:
    answer = to_reduced({"articles": [{"id": "article:other"}]})
    (note / "model.json").write_text(json.dumps(answer), encoding="utf-8")

    arguments = ("draft", note / "note.txt", "--records", note / "model.json")
    status, _, err = run(capsys, *arguments)
    assert status == 2
    assert "there is no article article:other; articles: article:note" in err
    (note / "model.json").write_text('{"articles": [5]}', encoding="utf-8")
    assert run(capsys, *arguments)[0] == 2


def test_records_go_into_a_sealed_file_that_becomes_a_draft_again(capsys, tmp_path: Path) -> None:
    link = {"id": "", "kind": "rivals", "source": "claim:a", "target": "claim:b"}
    (tmp_path / "model.json").write_text(json.dumps(to_reduced({"links": [link]})), "utf-8")
    sealed = EXAMPLE / "entente-cordiale.detente.json"

    arguments = ("draft", sealed, "--texts", EXAMPLE, "--records", tmp_path / "model.json")
    status, out, _ = run(capsys, *arguments)

    assert status == 0
    made = json.loads(out)
    assert made["links"][-1] == link | {"id": "link:a-b"}
    assert "issues" not in made


def test_a_draft_names_a_schema_only_if_it_is_told_to(capsys, note: Path) -> None:
    assert "$schema" not in json.loads(run(capsys, "draft", note / "note.txt")[1])

    out = run(capsys, "draft", note / "note.txt", "--schema", "./draft.schema.json")[1]
    assert list(json.loads(out))[:3] == ["format", "version", "$schema"]
    assert json.loads(out)["$schema"] == "./draft.schema.json"


def test_a_skeleton_asks_for_title_and_address(capsys, note: Path) -> None:
    draft = note / "note.draft.json"
    assert run(capsys, "draft", note / "note.txt", "-o", draft)[0] == 0

    _, found = run_json(capsys, "validate", draft, "--texts", note)
    asked = {d["path"] for d in found["diagnostics"] if d["code"] == "D566"}
    assert {"/articles/0/title", "/articles/0/url"} <= asked


@pytest.mark.parametrize("content", ["[]", '{"opinions": []}', '{"claims": 5}', "{"])
def test_what_is_no_records_of_a_model_is_refused(capsys, tmp_path: Path, content: str) -> None:
    (tmp_path / "t.txt").write_text("Words.", encoding="utf-8")
    (tmp_path / "model.json").write_text(content, encoding="utf-8")

    arguments = ("draft", tmp_path / "t.txt", "--records", tmp_path / "model.json")
    assert run(capsys, *arguments)[0] == 2


@pytest.mark.parametrize("output", [None, "out.draft.json", "out.xlsx"])
@pytest.mark.parametrize(
    ("content", "what"),
    [
        ('{"format": "detente-draft"}', "this is a draft, not a text: seal it"),
        ('{"format": "detente"}\n{"id": "actor:a"}', "this is a dataset, not a text: "),
        ('{\n"format": "detente"}', "this is a dataset, not a text: "),
        ("[1, 2]", "this is JSON, not a text"),
    ],
)
def test_what_is_json_is_no_text(
    capsys, tmp_path: Path, output: str | None, content: str, what: str
) -> None:
    (tmp_path / "x.draft.json").write_text(content, "utf-8")
    target = () if output is None else ("-o", tmp_path / output)

    status, out, err = run(capsys, "draft", tmp_path / "x.draft.json", *target)

    assert (status, out) == (2, "")
    assert what in err
    assert [file.name for file in tmp_path.iterdir()] == ["x.draft.json"]


def test_a_workbook_is_no_text(capsys, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04")
    status, out, err = run(capsys, "draft", tmp_path / "x.xlsx")
    assert (status, out) == (2, "")
    assert "this is a workbook, not a text: seal it" in err


@pytest.mark.parametrize("text", ["{sic} they said.", "[1]\nThey said so."])
def test_a_text_that_begins_with_a_brace_is_a_text(capsys, tmp_path: Path, text: str) -> None:
    (tmp_path / "x.txt").write_text(text, "utf-8")

    assert run(capsys, "draft", tmp_path / "x.txt")[0] == 0
