"""``detente rebase``: what is listed, what is written, and what is refused."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import detente
from detente.cli import main
from detente.render import rebasing
from detente.schema import load_schema
from tests.command import run, stdin
from tests.paths import ROOT

FOLDER = ROOT / "examples" / "varn"
DATASET, OLD = FOLDER / "brandt-2023.detente.json", FOLDER / "brandt-2023.txt"
TEXT = OLD.read_text("utf-8")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A text in which a sum was corrected, and words and a paragraph were put in."""
    text = TEXT.replace("lent it 300 million", "lent it 200 million")
    text = text.replace("on the Varn. Ministers", "on the Varn, as both say. Ministers")
    (tmp_path / "new.txt").write_text(f"{text}\nCorrection: the sum was wrong.\n", "utf-8")
    return tmp_path / "new.txt"


@pytest.fixture
def book(capsys, tmp_path: Path) -> Path:
    """The dataset as a workbook."""
    pytest.importorskip("openpyxl", reason="the extra workbook is not installed")
    path = tmp_path / "book.xlsx"
    run(capsys, "draft", DATASET, "--texts", OLD, "-o", path)
    return path


@pytest.fixture
def layout(tmp_path: Path) -> Path:
    """A text with another layout."""
    (tmp_path / "layout.txt").write_text(TEXT.replace(" ", "  "), "utf-8")
    return tmp_path / "layout.txt"


def test_what_is_left_is_listed_and_a_draft_is_written(capsys, new: Path, tmp_path: Path) -> None:
    target, draft = tmp_path / "out.detente.json", tmp_path / "out.draft.json"

    status, out, err = run(capsys, "rebase", DATASET, "--texts", new, "--old", OLD, "-o", target)

    assert status == 1
    assert err == ""
    assert "50 of 54 spans moved" in out
    assert 'was "… year the Lowland Bank lent it 300 million dollars."' in out
    assert 'now "… year the Lowland Bank lent it 200 million dollars." (at 6:97)' in out
    assert "The Lowland Bank grants Kelvany a loan." in out
    assert "1 paragraph put in:" in out
    assert f"detente seal {draft} --texts {new} -o {target}" in out
    assert all(len(line) <= 80 for line in out.split("\n") if str(tmp_path) not in line)
    assert not target.exists()
    assert "TODO: " in draft.read_text("utf-8")
    draft.write_text(draft.read_text("utf-8").replace("TODO: ", ""), "utf-8")
    assert run(capsys, "seal", draft, "--texts", new, "-o", target)[0] == 0


def test_a_draft_is_not_overwritten(capsys, new: Path, tmp_path: Path) -> None:
    (tmp_path / "out.draft.json").write_text("mine", "utf-8")

    status, _, err = run(
        capsys, "rebase", DATASET, "--texts", new, "-o", tmp_path / "out.detente.jsonl"
    )

    assert status == 2
    assert "never overwritten" in err
    assert (tmp_path / "out.draft.json").read_text("utf-8") == "mine"


def test_if_nothing_is_left_the_sealed_file_is_written(
    capsys, layout: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.detente.json"

    status, out, _ = run(
        capsys, "rebase", DATASET, "--texts", layout, "--version", "reprint", "-o", target
    )

    assert status == 0
    assert "54 of 54 spans moved" in out
    assert f"sealed: {target}" in out
    version = detente.load(target).articles[0].version
    assert version is not None
    assert version.kind == "reprint"
    assert run(capsys, "validate", target, "--texts", layout)[0] == 0


def test_to_standard_output_goes_the_file_alone(capsys, layout: Path, new: Path) -> None:
    status, out, err = run(capsys, "rebase", DATASET, "--texts", layout)
    assert status == 0
    assert detente.loads(out)
    assert "sealed: standard output" in err

    status, out, err = run(capsys, "rebase", DATASET, "--texts", new)
    assert status == 1
    assert json.loads(out)["format"] == "detente-draft"
    assert "detente seal DRAFT --texts" in err


def test_the_annotated_text_gives_the_same_file(capsysbinary) -> None:
    assert main(["rebase", str(DATASET), "--texts", str(OLD)]) == 0
    written = capsysbinary.readouterr()
    assert written.out == DATASET.read_bytes()
    assert b"is the annotated text" in written.err


def test_json_lines_are_written_by_the_name(capsys, layout: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.detente.jsonl"

    assert run(capsys, "rebase", DATASET, "--texts", layout, "-o", target)[0] == 0
    assert len(target.read_text("utf-8").splitlines()) > 40


def as_json(capsys, *arguments: str | Path) -> tuple[int, dict[str, Any]]:
    """Exit status and outcome for programs, which has the keys of a report too."""
    status, out, err = run(capsys, "rebase", *arguments, "--format", "json")
    assert err == ""
    found: dict[str, Any] = json.loads(out)
    report = {key: found[key] for key in ("ok", "files", "diagnostics", "summary")}
    assert list(Draft202012Validator(load_schema("report")).iter_errors(report)) == []
    assert found["ok"] == found["sealed"] == (status == 0)
    return status, found


def test_as_json_each_lost_span_is_told_with_its_words(capsys, new: Path, tmp_path: Path) -> None:
    target = tmp_path / "o.detente.json"

    status, found = as_json(capsys, DATASET, "--texts", new, "--old", OLD, "-o", target)

    assert status == 1
    assert found["written"] == str(tmp_path / "o.draft.json")
    assert found["diagnostics"] == []
    (article,) = found["articles"]
    assert (article["id"], article["moved"]) == ("article:brandt-2023", 50)
    text = new.read_text("utf-8")
    assert all(text[slice(*one["now"].values())] == one["words"] for one in article["lost"])
    last = article["lost"][-1]
    assert last | {"now": None, "reason": ""} == {
        "path": "/events/2/accounts/0/evidence/0",
        "record": "event:bank-lends-to-kelvany",
        "label": "The Lowland Bank grants Kelvany a loan.",
        "verdict": "edited",
        "reason": "",
        "was": "and last year the Lowland Bank lent it 300 million dollars.",
        "words": "and last year the Lowland Bank lent it 200 million dollars.",
        "now": None,
    }


def test_as_json_without_the_old_text_its_words_are_null(capsys, new: Path, tmp_path: Path) -> None:
    _, found = as_json(capsys, DATASET, "--texts", new, "-o", tmp_path / "o.json")

    assert {lost["was"] for lost in found["articles"][0]["lost"]} == {None}


def test_as_json_the_findings_are_told(capsys, layout: Path, tmp_path: Path) -> None:
    values = json.loads(DATASET.read_bytes())
    values["claims"][0]["about"] = ["actor:nobody"]
    (tmp_path / "bad.detente.json").write_text(json.dumps(values), "utf-8")

    status, found = as_json(
        capsys, tmp_path / "bad.detente.json", "--texts", layout, "-o", tmp_path / "o.json"
    )

    assert status == 1
    assert [(d["code"], d["path"]) for d in found["diagnostics"]] == [("D201", "/claims/0/about/0")]
    assert found["summary"]["error"] == 1


def test_as_json_of_a_sealed_file_too(capsys, layout: Path, tmp_path: Path) -> None:
    target = tmp_path / "o.detente.json"

    status, found = as_json(capsys, DATASET, "--texts", layout, "-o", target)

    assert (status, found["written"]) == (0, str(target))
    assert found["articles"][0]["lost"] == []


def test_as_json_of_a_source_that_is_refused_too(capsys, new: Path, tmp_path: Path) -> None:
    draft = FOLDER / "brandt-2023.draft.json"

    status, found = as_json(capsys, draft, "--texts", new, "-o", tmp_path / "o.json")

    assert status == 1
    assert "D019" in {d["code"] for d in found["diagnostics"]}
    assert (found["articles"], found["written"]) == ([], None)


def test_as_json_nothing_is_told_if_it_cannot_be_written(capsys, new: Path, tmp_path: Path) -> None:
    (tmp_path / "o.json").write_text("mine", "utf-8")

    arguments = ("rebase", DATASET, "--texts", new, "-o", tmp_path / "o.json", "--format", "json")
    status, out, err = run(capsys, *arguments)

    assert (status, out) == (2, "")
    assert "never overwritten" in err


def test_standard_input_is_rebased(capsys, monkeypatch, layout: Path) -> None:
    stdin(monkeypatch, DATASET.read_bytes())

    assert run(capsys, "rebase", "-", "--texts", layout)[0] == 0


def test_kind_and_voice_of_new_paragraphs_are_values_of_the_format(capsys, new: Path) -> None:
    for given in ("note/author", "body", "body/editor"):
        status, _, err = run(capsys, "rebase", DATASET, "--texts", new, "--new", given)
        assert status == 2
        assert "--new takes KIND/VOICE" in err
    out = run(capsys, "rebase", DATASET, "--texts", new, "--new", "editor_note/publisher")[1]
    assert "TODO: Correction" not in out


def test_what_is_read_is_not_overwritten(capsys, new: Path) -> None:
    before = new.read_bytes()

    assert run(capsys, "rebase", DATASET, "--texts", new, "-o", new)[0] == 2
    assert new.read_bytes() == before


def test_a_dataset_that_is_refused_is_told(capsys, new: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.detente.json").write_text('{"format": "detente"}', "utf-8")

    status, out, _ = run(
        capsys, "rebase", tmp_path / "bad.detente.json", "--texts", new, "-o", tmp_path / "o.xlsx"
    )

    assert status == 1
    assert "nothing was written" in out
    assert "--old" not in out


def test_a_draft_without_its_text_is_refused(capsys, new: Path, tmp_path: Path) -> None:
    draft = FOLDER / "brandt-2023.draft.json"
    target = tmp_path / "o.detente.json"

    status, out, _ = run(capsys, "rebase", draft, "--texts", new, "-o", target)

    assert status == 1
    assert out == (
        f"{draft}: it is a draft: give the text that it was made of with --old DIR, or seal it first\n"
        "nothing was written\n"
    )
    assert not target.exists()


def test_of_a_workbook_that_is_half_done_the_errors_alone_are_told(
    capsys, book: Path, new: Path, tmp_path: Path
) -> None:
    """That passages have no record yet does not stand in the way."""
    changed(book, "Events", "label", lambda _: "TODO")
    changed(book, "Text", "nothing to code because", lambda _: None)

    status, out, _ = run(
        capsys, "rebase", book, "--texts", new, "--old", OLD, "-o", tmp_path / "o.xlsx"
    )

    assert status == 1
    assert "D566" in out
    assert "warning" not in out
    assert out.endswith("nothing was written: mend the errors first\n")


def test_of_a_workbook_without_its_text_that_is_said_first(
    capsys, book: Path, new: Path, tmp_path: Path
) -> None:
    changed(book, "Claims", "kind", lambda _: "=1+1")

    status, out, _ = run(capsys, "rebase", book, "--texts", new, "-o", tmp_path / "o.xlsx")

    first, second, *_ = out.split("\n")
    assert status == 1
    assert first.startswith(f"{book}: it is a workbook: give the text")
    assert "D701" in second
    assert "D019" not in out


def test_errors_of_the_dataset_are_listed_and_a_draft_is_written(
    capsys, layout: Path, tmp_path: Path
) -> None:
    values = json.loads(DATASET.read_bytes())
    values["claims"][0]["about"] = ["actor:nobody"]
    (tmp_path / "bad.detente.json").write_text(json.dumps(values), "utf-8")

    status, out, _ = run(
        capsys,
        "rebase",
        tmp_path / "bad.detente.json",
        "--texts",
        layout,
        "-o",
        tmp_path / "o.json",
    )

    assert status == 1
    assert f"{tmp_path / 'o.json'}: error D201" in out
    assert "<data>" not in out
    assert "mend the errors" in out
    assert json.loads((tmp_path / "o.json").read_text("utf-8"))["format"] == "detente-draft"


def test_findings_are_in_what_goes_to_standard_output(capsys, layout: Path, tmp_path: Path) -> None:
    values = json.loads(DATASET.read_bytes())
    values["claims"].append(values["claims"][0])
    (tmp_path / "bad.detente.json").write_text(json.dumps(values), "utf-8")

    err = run(capsys, "rebase", tmp_path / "bad.detente.json", "--texts", layout)[2]

    assert "standard output: error D203" in err
    assert "    standard output: " in err
    assert "<data>" not in err


def test_words_that_are_not_lost_are_not_offered(capsys, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(f"{TEXT}\nCorrection: the sum was wrong.\n", "utf-8")
    arguments = ("rebase", DATASET, "--texts", tmp_path / "new.txt", "-o", tmp_path / "o.json")

    status, out, _ = run(capsys, *arguments)

    assert (status, "0 lost spans; a draft was written" in out) == (1, True)
    assert "lost words" not in out


def test_long_lists_end_with_how_many_more(capsys, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(rebasing, "_LISTED", 2)
    text = TEXT.replace("lowers", "lower").replace("the", "thee")
    notes = "\n".join(f"\nNote {number}: somebody said so.\n" for number in range(4))
    (tmp_path / "new.txt").write_text(f"{text}{notes}", "utf-8")

    arguments = ("rebase", DATASET, "--texts", tmp_path / "new.txt", "-o")
    short = run(capsys, *arguments, tmp_path / "1.json")[1]
    every = run(capsys, *arguments, tmp_path / "2.json", "--all")[1]

    assert "    and 2 more; --all lists them" in short
    passages = re.search(r"  and (\d+) more passages; --all lists them", short)
    assert passages is not None
    assert "--all" not in every
    assert len(every) > len(short)
    monkeypatch.setattr(rebasing, "_LISTED", int(passages[1]) + 1)
    longer = run(capsys, *arguments, tmp_path / "3.json")[1]
    assert "  and 1 more passage; --all lists them" in longer


def test_what_was_taken_out_is_listed(capsys, tmp_path: Path) -> None:
    text = TEXT.replace("By Tomas Brandt, Inland Affairs, 20 September 2023\n", "")
    text = text.replace("It needs the river, and it knows that. ", "")
    (tmp_path / "new.txt").write_text(text, "utf-8")

    out = run(
        capsys, "rebase", DATASET, "--texts", tmp_path / "new.txt", "-o", tmp_path / "o.json"
    )[1]

    assert "  1 paragraph of the annotated text not found" in out
    assert "  now nothing in its place" in out


def test_an_article_without_a_new_text_is_named(capsys, sealed: Path, tmp_path: Path) -> None:
    text = (sealed / "union.txt").read_text("utf-8").replace(" ", "  ")
    (tmp_path / "one.txt").write_text(text.replace("Norway and Sweden part\n", ""), "utf-8")

    out = run(
        capsys, "rebase", sealed / "sample.detente.json", "--texts", tmp_path / "one.txt",
        "-o", tmp_path / "o.json",
    )[1]  # fmt: skip

    assert "no text given, left as it is" in out


@pytest.mark.parametrize("name", ["out.xlsx", "out-book/"])
def test_what_is_left_is_written_as_a_workbook_by_the_name(
    capsys, new: Path, tmp_path: Path, name: str
) -> None:
    pytest.importorskip("openpyxl", reason="the extra workbook is not installed")
    book, sealed = f"{tmp_path}/{name}", tmp_path / "out.detente.json"

    status, out, err = run(capsys, "rebase", DATASET, "--texts", new, "--old", OLD, "-o", book)

    assert (status, err) == (1, "")
    assert "4 lost spans; a workbook was written: " in out
    assert "--old DIR" not in out
    found = run(capsys, "validate", book, "--texts", new, "--concise")[1]
    left = [line for line in found.split("\n") if "D566" in line]
    assert {line.partition("!")[0].rpartition(":")[2] for line in left} == {
        "Text", "Events", "Mentions",
    }  # fmt: skip
    assert {line.partition(" ")[2][:11] for line in found.split("\n") if " error " in line} == {
        "error D566 "
    }
    assert "choose the kind in Text!" in found
    assert "the voice in Text!" in found
    assert run(capsys, "seal", book, "--texts", new, "-o", sealed)[0] == 1
    assert not sealed.exists()


def test_a_rebased_workbook_is_filled_in_and_sealed(capsys, new: Path, tmp_path: Path) -> None:
    path, other = tmp_path / "out.xlsx", tmp_path / "other.draft.json"
    run(capsys, "rebase", DATASET, "--texts", new, "--old", OLD, "-o", path)
    run(capsys, "rebase", DATASET, "--texts", new, "--old", OLD, "-o", other)
    book = opened(path)
    for sheet in book:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if "TODO: " in str(cell.value) and sheet.title not in ("Read me", "Codebook"):
                    cell.value = cell.value.replace("TODO: ", "")
    book.save(path)
    other.write_text(other.read_text("utf-8").replace("TODO: ", ""), "utf-8")

    sealed = [
        run(capsys, "seal", file, "--texts", new, "--ignore", "D307") for file in (path, other)
    ]

    assert sealed[0][:2] == sealed[1][:2]
    assert sealed[0][0] == 0


def opened(path: Path) -> Any:
    """A workbook, if they can be read."""
    openpyxl = pytest.importorskip("openpyxl", reason="the extra workbook is not installed")
    return openpyxl.load_workbook(path)


def changed(path: Path, sheet: str, heading: str, change: Callable[[Any], Any]) -> None:
    """Change the cells of a column that hold something."""
    book = opened(path)
    column = next(cell.column for cell in book[sheet][1] if cell.value == heading)
    for (cell,) in book[sheet].iter_rows(min_row=2, min_col=column, max_col=column):
        if cell.value is not None:
            cell.value = change(cell.value)
    book.save(path)


def column(path: Path, sheet: str, heading: str) -> list[Any]:
    """The cells below a heading."""
    cells = opened(path)[sheet]
    number = next(cell.column for cell in cells[1] if cell.value == heading)
    return [cells.cell(row, number).value for row in range(2, cells.max_row + 1)]


def usual(path: Path) -> dict[str, Any]:
    """What is usual by the sheet *Article*."""
    fields = zip(column(path, "Article", "field"), column(path, "Article", "value"), strict=True)
    return {field: value for field, value in fields if field.startswith("usual")}


def test_what_rows_have_is_not_usual_for_rows_that_are_added(
    capsys, new: Path, tmp_path: Path
) -> None:
    values = json.loads(DATASET.read_bytes())
    for claim in values["claims"]:
        claim["utterances"][0] |= {"confidence": "low", "annotator": "annotator:jonas"}
    (tmp_path / "low.detente.json").write_text(json.dumps(values), "utf-8")
    path = tmp_path / "o.xlsx"

    run(capsys, "rebase", tmp_path / "low.detente.json", "--texts", new, "-o", path)

    assert usual(path)["usual confidence"] is None
    assert usual(path)["usual annotator"] == "jonas"
    assert "low" in column(path, "Claims", "confidence")


def test_what_the_old_workbook_says_is_usual_stays(
    capsys, book: Path, new: Path, tmp_path: Path
) -> None:
    made = opened(book)
    for row in made["Article"].iter_rows(min_row=2):
        if row[1].value == "usual confidence":
            row[2].value = "medium"
        elif row[1].value == "usual annotator":
            row[2].value = None
    made.save(book)
    path = tmp_path / "o.xlsx"

    run(capsys, "rebase", book, "--texts", new, "--old", OLD, "-o", path)

    assert usual(path) == {"usual annotator": None, "usual confidence": "medium"}


def test_columns_of_ones_own_are_not_carried_over_and_told(
    capsys, book: Path, new: Path, tmp_path: Path
) -> None:
    made = opened(book)
    number = made["Claims"].max_column + 1
    made["Claims"].cell(1, number).value = "my remark"
    made["Claims"].cell(3, number).value = "look again"
    made.save(book)

    status, out, _ = run(
        capsys, "rebase", book, "--texts", new, "--old", OLD, "-o", tmp_path / "o.xlsx"
    )

    assert status == 1
    assert "D706" in out
    assert "'my remark' is not read" in out


def test_cells_that_are_left_are_listed(capsys, new: Path, tmp_path: Path) -> None:
    path = tmp_path / "o.xlsx"
    run(capsys, "rebase", DATASET, "--texts", new, "--old", OLD, "-o", path)
    found = run(capsys, "validate", path, "--texts", new, "--select", "D566", "--concise")[1]
    told = {line.split(":")[1].split()[0] for line in found.split("\n") if "D566" in line}
    book = opened(path)

    listed = {
        line.split()[0] for line in column(path, "Read me", "Read me") if line and "!" in line
    }

    # Kind and voice of a paragraph are one finding, at its kind.
    assert told < listed
    for cell in listed:
        sheet, _, at = cell.partition("!")
        assert "TODO" in book[sheet][at].value


def test_if_nothing_is_left_the_workbook_is_complete(capsys, layout: Path, tmp_path: Path) -> None:
    pytest.importorskip("openpyxl", reason="the extra workbook is not installed")
    path = tmp_path / "out.xlsx"

    status, out, _ = run(capsys, "rebase", DATASET, "--texts", layout, "-o", path)

    assert status == 0
    assert f"complete: {path}" in out
    assert run(capsys, "validate", path, "--texts", layout)[0] == 0


def test_other_kinds_of_workbook_are_refused_before_anything_is_done(
    capsys, new: Path, tmp_path: Path
) -> None:
    status, out, err = run(capsys, "rebase", DATASET, "--texts", new, "-o", tmp_path / "out.ods")

    assert (status, out) == (2, "")
    assert "NAME.xlsx" in err


def test_without_the_old_text_it_is_asked_for(capsys, new: Path, tmp_path: Path) -> None:
    out = run(capsys, "rebase", DATASET, "--texts", new, "-o", tmp_path / "out.detente.json")[1]

    assert "--old DIR" in out


def test_a_workbook_has_the_articles_without_a_new_text_too(
    capsys, sealed: Path, tmp_path: Path
) -> None:
    pytest.importorskip("openpyxl", reason="the extra workbook is not installed")
    text = (sealed / "union.txt").read_text("utf-8").replace("Norway and Sweden part\n", "")
    (tmp_path / "one.txt").write_text(text, "utf-8")
    path = tmp_path / "o.xlsx"

    status, out, _ = run(
        capsys,
        "rebase",
        sealed / "sample.detente.json",
        "--texts",
        tmp_path / "one.txt",
        "-o",
        path,
    )

    assert (status, path.exists()) == (1, True), out
    assert "The text of article:later is needed too: put all texts into one folder" in out
    found = run(capsys, "validate", path, "--texts", tmp_path / "one.txt", "--concise")[1]
    assert "D566" in found


def test_errors_of_the_dataset_are_in_the_workbook_too(
    capsys, layout: Path, tmp_path: Path
) -> None:
    pytest.importorskip("openpyxl", reason="the extra workbook is not installed")
    values = json.loads(DATASET.read_bytes())
    values["claims"][0]["about"] = ["actor:nobody"]
    (tmp_path / "bad.detente.json").write_text(json.dumps(values), "utf-8")
    path = tmp_path / "o.xlsx"

    status, out, _ = run(
        capsys, "rebase", tmp_path / "bad.detente.json", "--texts", layout, "-o", path
    )

    assert status == 1
    assert "mend the errors" in out
    assert "D201" in run(capsys, "validate", path, "--texts", layout, "--concise")[1]


def test_a_text_of_which_nothing_is_left_is_that_of_the_article_that_is_named(
    capsys, tmp_path: Path
) -> None:
    (tmp_path / "new.txt").write_text("Nothing of the old words is left in this one.\n", "utf-8")
    asked = ["rebase", DATASET, "--texts", tmp_path / "new.txt", "-o", tmp_path / "o.detente.json"]

    status, _, err = run(capsys, *asked)
    named, out, _ = run(capsys, *asked, "--of", "article:brandt-2023")

    assert (status, named) == (2, 1)
    assert "--of ID" in err
    assert "0 of 54 spans moved" in out
