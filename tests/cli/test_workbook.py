"""``draft``, ``validate`` and ``seal`` with workbooks."""

import json
from pathlib import Path

import pytest

from detente.pipeline import books
from tests.command import run, run_json
from tests.paths import EXAMPLE

openpyxl = pytest.importorskip("openpyxl", reason="the extra workbook is not installed")

TEXT = EXAMPLE / "entente-cordiale.txt"
SEALED = EXAMPLE / "entente-cordiale.detente.json"


@pytest.fixture
def book(tmp_path: Path, capsys) -> Path:
    path = tmp_path / "again.xlsx"
    assert run(capsys, "draft", SEALED, "--texts", TEXT, "-o", path) == (0, "", "")
    return path


def test_a_text_becomes_a_workbook_whose_gaps_are_named_by_cell(tmp_path: Path, capsys) -> None:
    path = tmp_path / "my.xlsx"
    assert run(capsys, "draft", TEXT, "-o", path) == (0, "", "")

    status, out, _ = run(capsys, "validate", path, "--texts", TEXT, "--concise")

    assert status == 1
    assert f"{path}:Article!C3: error D566 title is still to be filled in: " in out
    assert f"{path}:Text!F6: warning D307 no evidence or uncoded span covers" in out
    assert openpyxl.load_workbook(path).sheetnames == [
        *(
            "Read me",
            "Text",
            "Article",
            "Actors",
            "Issues",
            "Claims",
            "Events",
            "Phases",
            "Factors",
        ),
        *("Links", "Mentions", "Codebook", "Lists"),
    ]


def test_a_sealed_file_comes_back_byte_for_byte(book: Path, tmp_path: Path, capsys) -> None:
    out = tmp_path / "out.detente.json"

    assert run(capsys, "validate", book, "--texts", TEXT)[0] == 0
    assert run(capsys, "seal", book, "--texts", TEXT, "-o", out)[0] == 0

    assert out.read_bytes() == SEALED.read_bytes()


def test_reports_for_programs_have_the_cell(book: Path, capsys) -> None:
    made = openpyxl.load_workbook(book)
    made["Claims"]["G2"].value = "interpretative"
    made.save(book)

    status, report = run_json(capsys, "validate", book, "--texts", TEXT)

    assert status == 1
    (finding,) = report["diagnostics"]
    assert (finding["cell"], finding["line"]) == ("Claims!G2", None)
    assert "do you mean" in run(capsys, "validate", book, "--texts", TEXT)[1]
    for format_ in ("sarif", "github"):
        assert "Claims!G2" in run(capsys, "validate", book, "--texts", TEXT, "--format", format_)[1]


def test_nothing_is_written_over(book: Path, capsys) -> None:
    before = book.read_bytes()

    status, _, err = run(capsys, "draft", TEXT, "-o", book)

    assert (status, book.read_bytes()) == (2, before)
    assert "never overwritten" in err


def test_a_folder_is_not_written_over_either(tmp_path: Path, capsys) -> None:
    target = tmp_path / "book"
    target.mkdir()
    assert run(capsys, "draft", TEXT, "-o", f"{target}/")[0] == 0

    assert run(capsys, "draft", TEXT, "-o", f"{target}/")[0] == 2
    assert run(capsys, "draft", TEXT, "-o", f"{tmp_path}/none/book/")[0] == 2


def test_the_workbook_itself_is_not_written_over_by_seal(book: Path, capsys) -> None:
    before = book.read_bytes()

    assert run(capsys, "seal", book, "--texts", TEXT, "-o", book)[0] == 2
    assert book.read_bytes() == before


@pytest.mark.parametrize("option", ["--records", "--schema"])
def test_options_for_json_do_not_go_with_a_workbook(tmp_path: Path, capsys, option: str) -> None:
    status, _, err = run(capsys, "draft", TEXT, option, "x.json", "-o", tmp_path / "my.xlsx")

    assert status == 2
    assert "takes no --records" in err


@pytest.mark.parametrize("name", ["my.xls", "my.XLSM", "my.ods", "my.csv"])
def test_other_kinds_of_workbooks_are_not_written(tmp_path: Path, capsys, name: str) -> None:
    status, _, err = run(capsys, "draft", TEXT, "-o", tmp_path / name)

    assert (status, list(tmp_path.iterdir())) == (2, [])
    assert "NAME.xlsx" in err


@pytest.mark.parametrize("name", ["out.xlsx", "out/"])
def test_a_sealed_dataset_is_not_named_like_a_workbook(
    book: Path, tmp_path: Path, capsys, name: str
) -> None:
    status, _, err = run(capsys, "seal", book, "--texts", TEXT, "-o", f"{tmp_path}/{name}")

    assert status == 2
    assert "no workbook" in err


def test_other_commands_say_that_it_is_a_draft(book: Path, capsys) -> None:
    status, out, err = run(capsys, "stats", book)

    assert status != 0
    assert "D019" in out + err


def test_what_would_not_come_back_is_not_written(tmp_path: Path, capsys, monkeypatch) -> None:
    def lossy(document, texts, **usual):
        made = write(document, texts, **usual)
        made.sheets["Links"].rows.clear()
        return made

    write = books.write
    monkeypatch.setattr(books, "write", lossy)
    path = tmp_path / "my.xlsx"

    status, _, err = run(capsys, "draft", SEALED, "--texts", TEXT, "-o", path)

    assert status == 2
    assert "would not give this dataset back" in err
    assert not path.exists()


def test_a_text_that_changed_is_told(book: Path, tmp_path: Path, capsys) -> None:
    changed = tmp_path / "changed.txt"
    changed.write_text(TEXT.read_text("utf-8").replace("For some weeks", "For weeks"), "utf-8")

    status, out, _ = run(capsys, "validate", book, "--texts", changed, "--format", "json")

    assert status == 1
    cells = {d["cell"] for d in json.loads(out)["diagnostics"] if d["code"] == "D411"}
    assert any(cell.startswith("Claims!") for cell in cells)


@pytest.mark.parametrize(
    "command",
    [
        ("recode", "BOOK", "claim.kind: factual -> interpretive"),
        ("fmt", "BOOK"),
        ("migrate", "BOOK"),
        ("corpus", "flatten", "BOOK", "-o", "OUT"),
        ("validate", "BOOK", "--fix"),
        ("validate", "BOOK", "--diff"),
    ],
    ids=" ".join,
)
def test_what_changes_files_in_place_says_of_a_workbook_that_it_is_one(
    command: tuple[str, ...], book: Path, tmp_path: Path, capsys
) -> None:
    before = book.read_bytes()
    names = {"BOOK": book, "OUT": tmp_path / "out"}

    status, _, err = run(capsys, *(names.get(word, word) for word in command))

    assert status == 2
    assert f"{book}: a workbook: change its cells, or seal it" in err
    assert book.read_bytes() == before
