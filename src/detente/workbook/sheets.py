"""Sheets as rows of plain text, whatever the file: what is written, and what was read."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from detente.text.grounding.characters import APOSTROPHES, DASHES

LONGEST = 32_767
"""Characters that a cell of a spreadsheet holds at most (Excel's specification)."""


class Place(NamedTuple):
    """A cell, or a whole sheet."""

    sheet: str
    row: int | None = None
    """The row, from 1."""
    column: int | None = None
    """The column, from 1."""

    def __str__(self) -> str:
        """As people write it: ``Claims!D7``."""
        if self.row is None and self.column is None:
            return self.sheet
        letters = "" if self.column is None else letters_of(self.column)
        return f"{self.sheet}!{letters}{self.row or ''}"


def letters_of(column: int) -> str:
    """The letters of a column, from 1: ``A``, …, ``Z``, ``AA``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class Problem(NamedTuple):
    """What is wrong in a cell, a row or a sheet, by the code of its rule."""

    code: str
    place: Place
    message: str


@dataclass(slots=True)
class Row:
    """One row of a sheet: its cells by the heading of their column, blanks left out."""

    cells: dict[str, str]
    number: int = 0
    """The row in the sheet, from 1."""


@dataclass(slots=True)
class Sheet:
    """One sheet."""

    name: str
    headings: list[str]
    rows: list[Row] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    """The number of each heading's column, from 1; of a sheet that was read."""

    def place(self, row: int, heading: str) -> Place:
        """The cell in a row under a heading."""
        return Place(self.name, row, self.columns.get(heading))


@dataclass(slots=True)
class Book:
    """The sheets of a book, by name."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    """What was found while the file was read: cells that hold no text, sheets that are missing."""


_BLANKS = re.compile(r"\s+")
_SAME = str.maketrans(
    dict.fromkeys(f"{APOSTROPHES}\u201a", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
    | dict.fromkeys(DASHES.replace("\\", ""), "-")
)


def plain(text: str) -> str:
    """A cell with the quotation marks and dashes that a spreadsheet made typographic as typed."""
    return text.translate(_SAME).replace("\u2026", "...")


def folded(text: str) -> str:
    """A cell for comparing it: without regard to case, blanks and typographic signs."""
    return _BLANKS.sub(" ", plain(text)).strip().casefold()


_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff\u2028\u2029]|_x[0-9A-Fa-f]{4}_"
)


def storable(text: str) -> bool:
    """Whether a cell gives a text back as it is: no sign that a spreadsheet drops or changes."""
    return len(text) <= LONGEST and text == text.strip() and _ODD.search(text) is None


def shown_as(text: str) -> str:
    """A text with blanks for what no cell can hold."""
    return _ODD.sub(lambda match: " " * len(match[0]), text)
