"""Writing a book: a workbook file, or a folder of CSV files."""

from pathlib import Path

from detente.errors import InputError, reason_of
from detente.files import new_folder, write_atomically
from detente.workbook import csv_folder, xlsx
from detente.workbook.sheets import Book


def store(book: Book, target: Path, *, folder: bool) -> None:
    """Write a book, whole or not at all; what is there is not written over. Raises ``InputError``."""
    if target.exists() and not (folder and target.is_dir() and not any(target.iterdir())):
        raise InputError(
            str(target), "it exists, and a draft is never overwritten; give another -o"
        )
    if folder:
        with new_folder(target) as temporary:
            for name, data in csv_folder.to_files(book).items():
                (temporary / name).write_bytes(data)
        return
    try:
        write_atomically(target, xlsx.to_bytes(book))
    except OSError as error:
        raise InputError(str(target), f"cannot be written: {reason_of(error)}") from error
