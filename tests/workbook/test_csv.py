"""A book as a folder of CSV files."""

import csv
import io
from pathlib import Path

import pytest

import detente
from detente.workbook import csv_folder
from tests.command import run
from tests.paths import EXAMPLE

NAME = "entente-cordiale"
SEALED = (EXAMPLE / f"{NAME}.detente.json").read_bytes()


@pytest.fixture
def folder(tmp_path: Path, capsys) -> Path:
    target = f"{tmp_path / 'book'}/"
    text = EXAMPLE / f"{NAME}.txt"
    assert (
        run(capsys, "draft", EXAMPLE / f"{NAME}.detente.json", "--texts", text, "-o", target)[0]
        == 0
    )
    return tmp_path / "book"


def sealed(folder: Path) -> bytes:
    dataset, report = detente.seal(folder, EXAMPLE / f"{NAME}.txt")
    assert dataset is not None, str(report)
    return detente.dumps(dataset)


def test_the_example_comes_back_byte_for_byte(folder: Path) -> None:
    assert sealed(folder) == SEALED


@pytest.mark.parametrize("divider", [";", "\t"])
def test_files_that_excel_saved_again_are_read(folder: Path, divider: str) -> None:
    for path in folder.glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=divider, lineterminator="\n").writerows(rows)

    assert sealed(folder) == SEALED


def test_findings_name_the_file_the_row_and_the_column(folder: Path, capsys) -> None:
    path = folder / "Claims.csv"
    path.write_text(
        path.read_text(encoding="utf-8-sig").replace("interpretive", "interpretative", 1),
        encoding="utf-8",
    )

    status, out, _ = run(capsys, "validate", folder, "--texts", EXAMPLE / f"{NAME}.txt")

    assert status == 1
    assert f"{folder}:Claims!G2" in out


def test_nothing_in_a_file_looks_like_a_formula(folder: Path) -> None:
    from detente.workbook.sheets import Book, Row, Sheet

    texts = ["=1+1", "+1", "-5 percent", "@x", "'=1", "''-x", "'quoted'", "plain"]
    book = Book(
        {
            "Issues": Sheet(
                "Issues",
                ["no", "name", "kind"],
                [Row({"no": "1", "name": t, "kind": "x"}) for t in texts],
            )
        }
    )

    data = csv_folder.to_files(book)["Issues.csv"]
    (folder / "Issues.csv").write_bytes(data)
    rows = csv_folder.from_folder(folder).sheets["Issues"].rows

    assert not any(line.split(b",")[1][:1] in b"=+-@" for line in data.split(b"\r\n")[1:-1])
    assert [row.cells["name"] for row in rows] == texts


@pytest.mark.parametrize(
    ("data", "why"),
    [("\u00e9".encode("latin-1"), "not in UTF-8"), (b'no,"' + b"x" * 200, "field larger than")],
)
def test_a_file_that_cannot_be_read_is_told(
    folder: Path, monkeypatch, data: bytes, why: str
) -> None:
    (folder / "Issues.csv").write_bytes(data)
    if b"x" in data:
        monkeypatch.setattr(csv_folder, "_LARGEST", 100)
        for path in folder.glob("*.csv"):
            if path.name != "Issues.csv":
                path.write_bytes(b"")

    report = detente.validate(folder)

    assert report.exit_status == 2
    assert why in str(report) or "too large" in str(report)


def test_a_file_that_is_too_large_is_refused(folder: Path, monkeypatch) -> None:
    monkeypatch.setattr(csv_folder, "_LARGEST", 10)

    assert "too large" in str(detente.validate(folder))


def test_a_folder_in_place_of_a_file_is_told(folder: Path) -> None:
    (folder / "Issues.csv").unlink()
    (folder / "Issues.csv").mkdir()

    assert detente.validate(folder).exit_status == 2


def test_other_files_are_not_read_and_told(folder: Path) -> None:
    (folder / "Scratch.csv").write_text("x", encoding="utf-8")
    (folder / "notes.txt").write_text("x", encoding="utf-8")

    (finding,) = detente.validate(folder)

    assert (finding.code, finding.location.cell) == ("D706", "Scratch")
