"""Which paths are books, by their names: asked at every start, so it needs nothing else."""

import os
from pathlib import Path

from detente.errors import InputError
from detente.files import PathLike

XLSX, CSV = ".xlsx", ".csv"

OTHERS = (".xlsm", ".xltm", ".xlsb", ".xls", ".ods")
"""Suffixes of other workbooks, some of which may run programs; they are refused."""

SHEETS = (f"Text{CSV}", f"Article{CSV}")
"""The files by which a folder of CSV files is known as a book: any of them, so that the other is missed."""


def is_book(path: PathLike) -> bool:
    """Whether a path is a book by its name: a workbook file, or a folder with the sheet *Text* or
    *Article* as CSV.
    """
    if os.fspath(path).casefold().endswith((XLSX, *OTHERS)):
        return not Path(path).is_dir()
    try:
        return any((Path(path) / name).is_file() for name in SHEETS)
    except (OSError, ValueError):
        return False


def refuse_sheet(path: PathLike) -> None:
    """Raises ``InputError`` for one sheet of a book that is a folder."""
    if os.fspath(path).casefold().endswith(CSV) and is_book(Path(path).parent):
        raise InputError(
            str(path), f"one sheet of a workbook: give its folder, {Path(path).parent}/"
        )


def refuse_book(path: PathLike) -> None:
    """Raises ``InputError`` for a book where something is to change files in place: its cells are its user's."""
    if is_book(path):
        raise InputError(
            str(path), "a workbook: change its cells, or seal it and change what is sealed"
        )


def names_book(target: str) -> bool:
    """Whether a name to write to is that of a book: it ends in ``.xlsx``, or as a folder in a slash.

    Raises ``InputError`` for the suffix of another kind of workbook.
    """
    if target.casefold().endswith((*OTHERS, CSV)):
        reason = "a workbook is written as NAME.xlsx, or as a folder of CSV files, NAME/"
        raise InputError(target, reason)
    return target.casefold().endswith(XLSX) or target.endswith(("/", "\\"))
