"""What is left to do in a book: the cells that say ``TODO``, and what to write in them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from detente.display import capped
from detente.records import Uncoded
from detente.text.quotes import TODO
from detente.workbook import form
from detente.workbook.columns import Column
from detente.workbook.guide import CARRIED_OVER, LEFT
from detente.workbook.layout import CODEBOOK, FORM, MORE, README, SEGMENT_COLUMNS, SENTENCE, TEXT
from detente.workbook.passages import BAR
from detente.workbook.sheets import Book, Place, Row, Sheet

BEGINNINGS = (TODO, f"https://{TODO}")
"""How a cell, or a place in it, begins that is still to be filled in."""

_NUMBERS = re.compile("[0-9]+(-[0-9]+)?")
_WIDTH = 100
"""Characters: how much of a cell is shown. A guess: one line of the sheet *Read me*."""


def is_left(cell: str) -> bool:
    """Whether a cell says that its value, or one of several places, is still to be given."""
    # Words of several lines stand on the sheet Article as JSON.
    return any(part.removeprefix('"').startswith(BEGINNINGS) for part in cell.split(BAR))


def unmarked(cell: str) -> str:
    """What stands in a cell behind ``TODO``, or the cell."""
    return cell.removeprefix('"').removeprefix(TODO).lstrip(": ") if is_left(cell) else cell


def left_in(row: Row) -> Iterator[tuple[str, str]]:
    """Heading and text of the cells of a row that are left to do; of *more* the lines."""
    for heading, cell in row.cells.items():
        if heading == MORE:
            lines = cell.split("\n")
            yield from ((MORE, line) for line in lines if _is_left_line(line))
        elif heading not in (TEXT, SENTENCE) and is_left(cell):
            yield heading, cell


def _is_left_line(line: str) -> bool:
    """The same of a line of *more*, whose value may be a whole object. What others define is theirs."""
    path, _, value = line.partition(" = ")
    if path.rpartition("/")[2] == "ext":
        return False
    return is_left(value) or (value[:1] in ("{", "[") and f'"{TODO}' in value)


def what_to_write(column: Column | None, cell: str) -> str:
    """What a person does with a cell that is left to do; ``column``: ``None`` for a line of *more*."""
    known = cell.removeprefix(TODO).strip() if cell.startswith(TODO) else ""
    proposed = "" if known.startswith("(") else known.lstrip(": ")
    if column is not None and not column.spans:
        return proposed or column.help
    if proposed:
        what = f"sentence {proposed}" if _NUMBERS.fullmatch(proposed) else f'"{proposed}"'
        before = cell[: cell.rindex(proposed)]
        return (
            f'{what} is proposed: if it says what the row says, delete "{before}" and leave the rest; '
            "else correct the row, or write other words"
        )
    known = capped(known, _WIDTH)
    number = " with the number of their sentence, such as 8: gave way," if column else ""
    return (
        f"nothing is proposed {known}".rstrip()
        + f"; write the words that say it now{number} or delete {_whole(column)} if nothing says it any more"
    )


def _whole(column: Column | None) -> str:
    """What is deleted where no words say any more what a cell says: what has no other words."""
    if column is None:
        return "the line"
    if column.cls is Uncoded:
        return "this cell and the reason"
    return "the row" if column.path[-1] in ("evidence", "spans") else "what this cell says"


def of_paragraph(headings: Mapping[str, str]) -> str:
    """What a person does with a paragraph that is left to do; ``headings``: those of its cells that say so."""
    choices = (
        f"the {heading} in {cell} ({SEGMENT_COLUMNS[heading].values})"
        for cell, heading in headings.items()
    )
    return f"the paragraph is to be looked at: choose {' and '.join(choices)}, without {TODO}"


def with_left(book: Book, columns: Mapping[str, Sequence[str]]) -> Sheet:
    """The sheet *Read me* with a list of the cells of a book that are left to do.

    ``columns``: the headings of each sheet as they stand in the file.
    """
    readme = book.sheets[README]
    lines = [
        f"{Place(name, number, columns[name].index(heading) + 1)} {_of(row, heading)}: {said}"
        for name, sheet in book.sheets.items()
        if name not in (README, CODEBOOK)
        for number, row in enumerate(sheet.rows, 2)
        for heading, cell in left_in(row)
        for said in (capped(cell, _WIDTH),)
    ]
    if not lines:
        return readme
    carried_over = CARRIED_OVER if any(not line.startswith(FORM) for line in lines) else ()
    rows = [Row({README: line} if line else {}) for line in ("", LEFT, *lines, "", *carried_over)]
    return Sheet(README, readme.headings, [*readme.rows, *rows])


def _of(row: Row, heading: str) -> str:
    """What a cell is: its heading, or on the sheet *Article* the field."""
    return row.cells[form.FIELD] if heading == form.VALUE else heading
