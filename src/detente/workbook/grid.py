"""From the rows of a file to a sheet: its headings are found, and the cells below them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from detente.suggest import close
from detente.workbook import form
from detente.workbook.layout import (
    NUMBER,
    ORDER,
    PARAGRAPH,
    TEXT,
    TEXTS,
    VOICE_ORDER,
    WORDS,
    headings,
    layouts,
)
from detente.workbook.sheets import Book, Place, Problem, Row, Sheet, folded

_NEEDED = 3
"""So many known headings make a row the one of the headings."""

_FIRST = 10
"""Among so many rows it is looked for: somebody may have put a title above it."""

_NUMBERS = {NUMBER, PARAGRAPH, ORDER, VOICE_ORDER, WORDS, "nth", "uncoded group", "value"}
"""Headings of columns in which a whole number is what was typed."""


class Cell(NamedTuple):
    """A cell as the file has it."""

    text: str
    problem: str = ""
    """Why it is no text."""
    number: bool = False
    """Whether the spreadsheet keeps a number."""


def read_rows(book: Book, name: str, rows: Iterable[tuple[int, Sequence[Cell]]]) -> None:
    """Add a sheet to a book: rows with their numbers, from 1."""
    sheet = Sheet(name, [])
    heads = _Heads(name)
    for number, cells in rows:
        if sheet.columns:
            heads.row(sheet, number, cells)
        elif number <= _FIRST:
            sheet.columns = heads.columns(number, cells)
    sheet.headings = list(sheet.columns)
    missing = [
        heading
        for heading in headings()[name]
        if heading not in sheet.columns and heading != form.HELP
    ]
    if missing:
        message = f"the column {', '.join(missing)} is missing; put it back, a heading without cells is enough"
        if not sheet.columns:
            message = f"no row has the headings of the sheet {name}"
        heads.problems.append(Problem("D704", Place(name), message))
    book.sheets[name] = sheet
    book.problems += heads.problems
    for column, (number, title) in heads.unread.items():
        message = (
            f"the column {title!r} is not read" if title else "cells without a heading are not read"
        )
        near = close(folded(title), missing, 1) if title else []
        message += f"; is it the column {near[0]}?" if near else ""
        book.problems.append(Problem("D706", Place(name, number, column), message))


class _Heads:
    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.unread: dict[int, tuple[int, str]] = {}
        self.titles: dict[int, str] = {}
        self.row_of_heads = 0
        layout = layouts().get(name)
        columns = layout.columns if layout else ()
        self.dates = {c.heading for c in columns if c.dates}
        self.numbers = {c.heading for c in columns if c.spans} | _NUMBERS

    def columns(self, number: int, cells: Sequence[Cell]) -> dict[str, int]:
        """The columns of the headings, if this is their row."""
        known = {folded(heading): heading for heading in headings()[self.name]}
        found: dict[str, int] = {}
        twice = []
        for column, cell in enumerate(cells, 1):
            heading = known.get(folded(cell.text))
            if heading in found:
                message = f"a second column {heading}; the other one is column {found[heading]}"
                twice.append(Problem("D704", Place(self.name, number, column), message))
            elif heading is not None:
                found[heading] = column
        if len(found) < _NEEDED:
            return {}
        self.problems += twice
        self.row_of_heads = number
        self.titles = {column: cell.text.strip() for column, cell in enumerate(cells, 1)}
        return found

    def row(self, sheet: Sheet, number: int, cells: Sequence[Cell]) -> None:
        """Add a row."""
        held: dict[str, str] = {}
        read = {column: heading for heading, column in sheet.columns.items()}
        for column, cell in enumerate(cells, 1):
            if not cell.text.strip() and not cell.problem:
                continue
            heading = read.get(column)
            if heading is None:
                title = self.titles.get(column, "")
                self.unread.setdefault(column, (self.row_of_heads if title else number, title))
                continue
            problem = cell.problem
            if cell.number and not self._countable(heading, cell.text):
                what = (
                    "a year, or a date? F"
                    if heading in self.dates
                    else "what was typed may differ; f"
                )
                problem = f"the spreadsheet made a number of it ({cell.text}): {what}ormat the cell as text and write it again"
            if problem:
                self.problems.append(Problem("D701", Place(self.name, number, column), problem))
            else:
                held[heading] = self._cleaned(heading, cell.text)
        if held:
            sheet.rows.append(Row(held, number))

    def _countable(self, heading: str, text: str) -> bool:
        """Whether a number is meant, and is what was typed: 4.10 has become 4.1."""
        return text.isdecimal() and heading in self.numbers

    def _cleaned(self, heading: str, text: str) -> str:
        """Without the blanks around it; the words of the texts stay as they are."""
        text = text.replace("_x000D_", "").replace("\r\n", "\n")
        return text if self.name == TEXTS and heading == TEXT else text.strip()
