"""The drafts that a search of folders leaves alone: unfinished work is checked where somebody names it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from detente.display import count
from detente.errors import InputError
from detente.files import SUFFIX, datasets_below
from detente.workbook.paths import SHEETS, XLSX, is_book

_HEAD = 1000
"""Bytes of a JSON file in which a draft names its format. A guess: it is the first or second key."""

_LOCK = "~$"
"""How the name of the file begins that a spreadsheet program leaves beside one that is open."""


def unnamed(paths: Iterable[str], excluded: Callable[[Path], bool]) -> str:
    """What below some folders is neither named nor looked at; empty if nothing is."""
    paths = list(paths)
    named = {Path(path).absolute() for path in paths}
    folders = [path for path in paths if not is_book(path) and Path(path).is_dir()]
    below: set[Path] = set()
    with suppress(InputError):  # a folder that cannot be read: validation says so
        below.update(_below(folders, excluded))
    found = sorted(path for path in below if path.absolute() not in named)
    if not found:
        return ""
    books = sum(map(is_book, found))
    drafts = len(found) - books
    listed = [count(books, "workbook")] * bool(books) + [count(drafts, "draft")] * bool(drafts)
    return f"{' and '.join(listed)} not looked at, such as {found[0]}: name what is to be checked"


def _below(folders: Iterable[str], excluded: Callable[[Path], bool]) -> Iterator[Path]:
    for path in datasets_below(folders, excluded, (XLSX, ".json", *SHEETS)):
        if path.name in SHEETS:
            yield path.parent
        elif _is_workbook(path) or _is_draft(path):
            yield path


def _is_workbook(path: Path) -> bool:
    return path.suffix == XLSX and not path.name.startswith(_LOCK)


def _is_draft(path: Path) -> bool:
    if path.suffix != ".json" or path.name.endswith(SUFFIX):
        return False
    with suppress(OSError):
        if path.is_file():  # a pipe may never end
            with path.open("rb") as file:
                return b'"detente-draft"' in file.read(_HEAD)
    return False
