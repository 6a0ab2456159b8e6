"""What a table holds."""

import re

Cell = str | int | float | bool | None
Row = dict[str, Cell]
Rows = list[Row]

FORMULA = re.compile(r"'*[=+@\t\r-]")
"""What a spreadsheet takes for a formula at the beginning of a cell of CSV (OWASP, CSV injection), and what
looks so already that an apostrophe goes before it."""
_DATE = re.compile(r"-[0-9YEX?~%./-]+")
"""A year before Christ: with nothing but digits and signs it is no program."""


def inert(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before a text that looks like one."""
    if isinstance(cell, str) and FORMULA.match(cell) and not _DATE.fullmatch(cell):
        return f"'{cell}"
    return cell
