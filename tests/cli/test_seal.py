"""``detente seal``: what is written, where, and what is refused."""

import json
from pathlib import Path

import pytest

import detente
from detente.cli import main
from tests.command import run, run_json
from tests.paths import EXAMPLE
from tests.sample import DATA, DRAFT, TEXTS
from tests.sealing import SEALED


def test_findings_go_to_standard_error_and_the_file_to_standard_output(
    capsysbinary, folder: Path
) -> None:
    draft = json.loads(DRAFT)
    draft["actors"][0]["exists"] = "1814"
    (folder / "sample.draft.json").write_text(json.dumps(draft), "utf-8")

    assert main(["seal", str(folder / "sample.draft.json"), "--texts", str(folder)]) == 0
    written = capsysbinary.readouterr()
    assert b"D505" in written.err
    assert detente.loads(written.out)


def test_what_was_read_is_not_overwritten(folder: Path) -> None:
    for output in (folder / "sample.draft.json", folder / "union.txt"):
        before = output.read_bytes()
        assert (
            main(
                [
                    "seal",
                    str(folder / "sample.draft.json"),
                    "--texts",
                    str(folder),
                    "-o",
                    str(output),
                ]
            )
            == 2
        )
        assert output.read_bytes() == before


def test_only_files_are_written(folder: Path) -> None:
    arguments = ["seal", str(folder / "sample.draft.json"), "--texts", str(folder), "-o"]
    (folder / "loop").symlink_to(folder / "loop")

    assert main([*arguments, str(folder)]) == 2
    assert main([*arguments, str(folder / "loop")]) == 2
    assert main([*arguments, str(folder / "none" / "x.detente.json")]) == 2
    assert main([*arguments, "/dev/null"]) == 2


def test_sealing_a_sealed_file_adds_and_renews_anchors(capsys, sealed: Path) -> None:
    (sealed / "bare.detente.json").write_bytes(DATA)
    torn = json.loads(SEALED)
    torn["claims"][4]["utterances"][0]["evidence"][0]["anchor"] = "nonsense"
    torn["claims"][5]["utterances"][0]["evidence"][0]["anchor"] = "1.2.0.0"
    (sealed / "torn.detente.json").write_text(json.dumps(torn), encoding="utf-8")

    for name in ("bare", "torn"):
        status, out, _ = run(capsys, "seal", sealed / f"{name}.detente.json", "--texts", sealed)
        assert status == 0
        assert detente.loads(out) == detente.loads(SEALED)


def test_the_example_is_drafted_sealed_and_proven(capsys, tmp_path: Path) -> None:
    sealed = tmp_path / "entente.detente.json"
    draft = EXAMPLE / "entente-cordiale.draft.json"

    assert run(capsys, "validate", draft)[0] == 0
    assert run(capsys, "validate", draft, "--texts", EXAMPLE)[0] == 0
    assert run(capsys, "seal", draft, "--texts", EXAMPLE, "-o", sealed)[0] == 0
    assert sealed.read_bytes() == (EXAMPLE / "entente-cordiale.detente.json").read_bytes()
    assert run(capsys, "validate", sealed, "--texts", EXAMPLE)[0] == 0
    assert run(capsys, "fmt", "--check", sealed)[0] == 0


def test_seal_to_standard_output_is_the_file_alone(capsysbinary) -> None:
    status = main(["seal", str(EXAMPLE / "entente-cordiale.draft.json"), "--texts", str(EXAMPLE)])

    assert status == 0
    expected = (EXAMPLE / "entente-cordiale.detente.json").read_bytes()
    assert capsysbinary.readouterr().out == expected


def test_a_failed_seal_writes_nothing_and_lists_every_quote(capsys, tmp_path: Path) -> None:
    draft = json.loads((EXAMPLE / "entente-cordiale.draft.json").read_text(encoding="utf-8"))
    draft["claims"][0]["utterances"][0]["evidence"] = [{"quote": "words that are not there"}]
    draft["claims"][1]["utterances"][0]["evidence"] = [{"quote": "the"}]
    path, target = tmp_path / "x.draft.json", tmp_path / "x.detente.json"
    path.write_text(json.dumps(draft, indent=2), encoding="utf-8")
    target.write_bytes(b"what was there before")

    status, _out, _err = run(capsys, "seal", path, "--texts", EXAMPLE, "-o", target)
    _, found = run_json(capsys, "seal", path, "--texts", EXAMPLE)

    assert status == 1
    assert target.read_bytes() == b"what was there before"
    assert list(tmp_path.glob(".*")) == []
    codes = {d["code"]: d for d in found["diagnostics"]}
    assert set(codes) == {"D411", "D412"}
    assert codes["D411"]["path"] == "/claims/0/utterances/0/evidence/0"
    candidates = codes["D412"]["params"]["candidates"]
    assert len(candidates) > 5
    assert {c["words"] for c in candidates} == {"the"}


@pytest.mark.parametrize(
    ("edit", "codes"),
    [
        ({"kind": "undercuts"}, {"D542"}),
        ({"kind": "updates"}, {"D542"}),  # the annotator's: it has no cue
    ],
)
def test_a_quote_without_an_article_is_not_found_fault_with_twice(
    capsys, tmp_path: Path, edit: dict, codes: set
) -> None:
    draft = json.loads(DRAFT)
    link = next(link for link in draft["links"] if link["kind"] == "undercuts")
    del link["article"]
    link |= {"cue": [{"quote": "Many say"}], **edit}
    if edit["kind"] == "updates":
        del link["on"]
    path = tmp_path / "x.draft.json"
    path.write_text(json.dumps(draft), encoding="utf-8")
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    status, found = run_json(capsys, "seal", path, "--texts", tmp_path)

    assert status == 1
    (said,) = [d for d in found["diagnostics"] if d["code"] == "D542"]
    assert ("the field article is missing" in said["message"]) == (edit["kind"] == "undercuts")
    assert {d["code"] for d in found["diagnostics"] if d["severity"] == "error"} == codes


def test_a_quote_without_an_article_is_named_where_nothing_else_is(capsys, tmp_path: Path) -> None:
    draft = json.loads(DRAFT)
    claim = draft["claims"][0]
    other = next(a["id"] for a in draft["articles"] if a["id"] != claim["utterances"][0]["article"])
    claim["utterances"].append({**claim["utterances"][0], "article": other, "evidence": []})
    claim["scope"] = {"value": "1905", "basis": "stated", "words": [{"quote": "1905"}]}
    path = tmp_path / "x.draft.json"
    path.write_text(json.dumps(draft), encoding="utf-8")
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    _, found = run_json(capsys, "seal", path, "--texts", tmp_path)

    assert [d["message"] for d in found["diagnostics"] if d["code"] == "D411"] == [
        '"1905": which article is meant?'
    ]


def test_selecting_does_not_make_a_bad_draft_seal(capsys, tmp_path: Path) -> None:
    path = tmp_path / "x.draft.json"
    draft = json.loads((EXAMPLE / "entente-cordiale.draft.json").read_text(encoding="utf-8"))
    draft["claims"][0]["utterances"][0]["evidence"] = [{"quote": "not there"}]
    path.write_text(json.dumps(draft), encoding="utf-8")

    given = ("seal", path, "--texts", EXAMPLE, "--ignore", "D411")
    status, out, err = run(capsys, *given, "--concise")

    assert status == 1
    assert "D411" in err
    assert "error D411" in out
    assert "clean" not in out
    assert [d["code"] for d in run_json(capsys, *given)[1]["diagnostics"]] == ["D411"]


def test_a_sealed_file_names_the_schema_that_it_is_told(capsys) -> None:
    arguments = ("seal", EXAMPLE / "entente-cordiale.draft.json", "--texts", EXAMPLE)

    assert "$schema" not in json.loads(run(capsys, *arguments)[1])
    out = run(capsys, *arguments, "--schema", "./detente.schema.json")[1]
    assert json.loads(out)["$schema"] == "./detente.schema.json"
