"""A book as a folder of CSV files, one a sheet, for those who have no spreadsheet."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from detente.errors import InputError
from detente.files import read_bytes
from detente.workbook.grid import Cell, read_rows
from detente.workbook.layout import README, UNREAD, headings
from detente.workbook.left import with_left
from detente.workbook.paths import CSV
from detente.workbook.sheets import Book, Place, Problem

_LARGEST = 40_000_000
"""Bytes of one file; as for a workbook."""

_RISKY = re.compile(r"'*[=+@\t\r-]")
"""What a spreadsheet takes for a formula at the beginning of a cell of CSV (OWASP, CSV injection): an
apostrophe goes before it, and before what looks so already."""


def to_files(book: Book) -> dict[str, bytes]:
    """The files of a book by name, in UTF-8 with a byte order mark, as Excel needs it."""
    files = {}
    columns = {name: sheet.headings for name, sheet in book.sheets.items()}
    sheets = book.sheets | ({README: with_left(book, columns)} if README in book.sheets else {})
    for sheet in sheets.values():
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, lineterminator="\r\n")
        writer.writerow(sheet.headings)
        writer.writerows(
            [_safe(row.cells.get(h, "")) for h in sheet.headings] for row in sheet.rows
        )
        files[f"{sheet.name}{CSV}"] = buffer.getvalue().encode("utf-8-sig")
    return files


def _safe(text: str) -> str:
    return f"'{text}" if _RISKY.match(text) else text


def from_folder(folder: Path) -> Book:
    """The sheets in a folder. Raises ``InputError`` for a file that cannot be read."""
    book = Book()
    for path in sorted(folder.iterdir()):
        if path.suffix != CSV or path.stem in UNREAD:
            continue
        if path.stem not in headings():
            book.problems.append(
                Problem("D706", Place(path.stem), f"the file {path.name} is not read")
            )
            continue
        try:
            text = read_bytes(path, most=_LARGEST).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            reason = "not in UTF-8; save it as 'CSV UTF-8'"
            raise InputError(str(path), reason) from error
        try:
            read_rows(book, path.stem, _rows(text))
        except csv.Error as error:
            raise InputError(str(path), str(error)) from error
    return book


def _rows(text: str) -> Iterator[tuple[int, list[Cell]]]:
    before = csv.field_size_limit(_LARGEST)
    try:
        first = text.split("\n", 1)[0]
        # Where the comma divides the digits of numbers, Excel writes semicolons; some write tabs.
        divider = max(",;\t", key=first.count)
        for number, row in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=divider), 1
        ):
            yield number, [Cell(_typed(cell)) for cell in row]
    finally:
        csv.field_size_limit(before)


def _typed(text: str) -> str:
    return text[1:] if text[:1] == "'" and _RISKY.match(text) else text
