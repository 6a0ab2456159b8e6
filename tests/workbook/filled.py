"""A workbook of a short text, filled in as people do, and what is found in it by cell."""

from __future__ import annotations

import functools
import io
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.pipeline.books import book_of_texts
from detente.workbook import xlsx

openpyxl = pytest.importorskip("openpyxl", reason="the extra workbook is not installed")

TEXT = (
    "The letters of 1912\n\n"
    "In November 1912 Edward Grey and Paul Cambon exchanged letters. Cambon held that they bound London to "
    "France. Grey denied it. The two powers were partners by then, perhaps allies in all but name.\n\n"
    "They did so again and again, and again in vain.\n"
)
TEXTS = {"letters.txt": TEXT}
TITLE, LETTERS, HELD, DENIED, PARTNERS, AGAIN = range(2, 8)
"""The rows of the sentences on the sheets Text, Claims and Events."""


@functools.cache
def _skeleton() -> bytes:
    return xlsx.to_bytes(book_of_texts(TEXTS))


class Filled:
    """A workbook, complete and clean until a test changes it."""

    def __init__(self) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(_skeleton()))
        for about, field, value in (
            ("dataset", "title", "Letters of 1912"),
            ("dataset", "license", "CC-BY-4.0"),
            ("dataset", "language", "en"),
            ("annotator", "description", "A reader who fills in cells."),
            ("article", "title", "The letters of 1912"),
            ("article", "publisher", "This test"),
            ("article", "url", None),
            ("article", "language", "en"),
            ("article", "rights", "CC0"),
        ):
            self.form(about, field, value)
        for row, name, kind in (
            (2, "United Kingdom", "state"),
            (3, "France", "state"),
            (4, "Edward Grey", "person"),
            (5, "Paul Cambon", "person"),
        ):
            self.put("Actors", row, name=name, kind=kind)
        self.put("Actors", 2, metonyms="London")
        self.put("Text", TITLE, kind="title", voice="publisher")
        self.put("Text", TITLE, **{"nothing to code because": "structural"})
        self.put("Text", AGAIN, **{"nothing to code because": "unclear"})
        self.put(
            "Events",
            LETTERS,
            label="Two statesmen settle in writing to confer.",
            type="agree",
            doers="Edward Grey; Paul Cambon",
            when="1912-11",
            **{"time words": "November 1912"},
        )
        self.put(
            "Claims",
            HELD,
            proposition="The letters oblige Britain to stand by France.",
            kind="interpretive",
            tense="past",
            about="United Kingdom; France",
            speaker="Paul Cambon",
            act="belief",
            **{"reporting words": "held"},
        )
        self.put(
            "Claims", DENIED, speaker="Edward Grey", **{"same as": "c3", "speaker sure": "CT-"}
        )
        self.put(  # a plain claim: four typed cells
            "Claims",
            PARTNERS,
            proposition="Britain and France work together as partners.",
            kind="interpretive",
            tense="past",
            about="United Kingdom; France",
        )

    # --- filling in -------------------------------------------------------------------------------

    def column(self, sheet: str, heading: str) -> int:
        """The number of a column."""
        return next(cell.column for cell in self.book[sheet][1] if cell.value == heading)

    def cell(self, sheet: str, row: int, heading: str) -> Any:
        """A cell."""
        return self.book[sheet].cell(row, self.column(sheet, heading))

    def put(self, sheet: str, row: int, **cells: Any) -> None:
        """Write some cells of a row."""
        for heading, value in cells.items():
            self.cell(sheet, row, heading).value = value

    def form(self, about: str, field: str, value: Any) -> str:
        """Write a cell of the sheet Article; its place."""
        for row in self.book["Article"].iter_rows(min_row=2):
            if row[0].value.startswith(about) and row[1].value == field:
                row[2].value = value
                return f"Article!{row[2].coordinate}"
        raise AssertionError(field)

    def place(self, sheet: str, row: int, heading: str) -> str:
        """How findings name a cell."""
        return f"{sheet}!{self.cell(sheet, row, heading).coordinate}"

    # --- what comes of it -------------------------------------------------------------------------

    def save(self, folder: Path) -> Path:
        """The file."""
        path = folder / "my.xlsx"
        self.book.save(path)
        return path

    def report(self, folder: Path, texts: Any = TEXTS) -> detente.Report:
        """What validating it finds."""
        return detente.validate(self.save(folder), texts=texts)

    def found(self, folder: Path, texts: Any = TEXTS) -> list[tuple[str, str | None]]:
        """Code and cell of each finding."""
        return [(d.code, d.location.cell) for d in self.report(folder, texts)]

    def sealed(self, folder: Path) -> detente.Dataset:
        """The dataset."""
        dataset, report = detente.seal(self.save(folder), TEXTS)
        assert dataset is not None, str(report)
        return dataset
