"""Opening a book: its sheets, and the draft that they stand for, as a document."""

import json
import os
import re
from pathlib import Path

from detente.diagnostics import Path as JsonPath
from detente.errors import InputError
from detente.files import Document, PathLike
from detente.records.kinds import kind_of
from detente.workbook import csv_folder, form, left, xlsx
from detente.workbook.columns import Column
from detente.workbook.layout import FORM, MORE, TEXTS, WORDS, headings, layouts
from detente.workbook.more import get
from detente.workbook.reading import NO_ACTOR, UNCODED_WORDS, Draft, read
from detente.workbook.rows import Usual
from detente.workbook.sheets import Book, Place, Problem


def open_book(path: PathLike) -> Book:
    """The sheets of a book. Raises ``InputError`` if it cannot be read, ``MissingExtraError``."""
    target = Path(path)
    if target.is_dir():
        book = csv_folder.from_folder(target)
    else:
        book = xlsx.from_bytes(xlsx.read_file(target), str(path))
    for name in headings():
        if name not in book.sheets:
            if name in (TEXTS, FORM):
                raise InputError(str(path), f"no workbook of a draft: it has no sheet {name}")
            message = f"the sheet {name} is missing; put it back, its headings are enough"
            book.problems.append(Problem("D704", Place(name), message))
    return book


class Cells:
    """The cells of a draft, for findings."""

    def __init__(self, draft: Draft) -> None:
        """Keep where its values stand."""
        self._draft = draft

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """Code, cell and message of what could not be read."""
        return [(p.code, str(p.place), p.message) for p in self._draft.problems]

    @property
    def usual(self) -> Usual:
        """For each article what its rows have if they say nothing."""
        return self._draft.usual

    def place(self, path: JsonPath, offset: int = 0) -> str | None:
        """The cell of a value, such as ``Claims!D7``; of a paragraph that of the sentence at an offset."""
        place = self._draft.sentence(path, offset) or self._draft.place(path)
        return None if place is None else str(place)

    def told(self, code: str, path: JsonPath, message: str) -> str:
        """What is found, in the words of the sheets: the heading of a column, what a cell takes."""
        place = self._draft.places.get(path)
        if code == "D101" and place is not None:
            heading = self._draft.headings.get((place.sheet, place.column), path[-1])
            return message.replace(f'"{path[-1]}"', f'"{heading}"', 1)
        if code == "D566":
            return self._left(path, message)
        if code == "D205":
            return re.sub(r"[a-z]+:[a-z0-9-]+", self._called, message)
        if code == "D503":
            return f"{message}; {self._counted(path)}"
        if code == "D521":
            return f"{message}; {NO_ACTOR}"
        return message

    def _called(self, id_: re.Match[str]) -> str:
        """What cells call a record, such as ``c7``."""
        return self._draft.names.word(id_[0], (kind_of(id_[0]),))

    def _left(self, path: JsonPath, message: str) -> str:
        """What to write in a cell that is left to do."""
        place, cells = self._draft.place(path), self._draft.left.get(path[:-1], ())
        if cells:
            return left.of_paragraph({str(at): self._heading(at) for at in cells})
        heading = "" if place is None else self._heading(place)
        column = self._column(path, place)
        if column is None and heading != MORE:
            return message
        what = left.what_to_write(column, str(get(self._draft.values, path)))
        return f"{heading or message}: {what}"

    def _heading(self, place: Place) -> str:
        return self._draft.headings.get((place.sheet, place.column), "")

    def _column(self, path: JsonPath, place: Place | None) -> Column | None:
        """The column of a value; on *Article*, where each row is a field, that of the field."""
        if place is not None and place.sheet == FORM:
            top, *inner = path
            kind = form.DATASET if top == form.DATASET else str(top).removesuffix("s")
            field = tuple(inner if kind == form.DATASET else inner[1:])
            return next((c for c in form.columns(kind) if c.path == field), None)
        heading = "" if place is None else self._heading(place)
        if path[2:3] == ("uncoded",):
            return UNCODED_WORDS if heading == WORDS else None
        layout = None if place is None else layouts().get(place.sheet)
        return None if layout is None else layout.column(heading)

    def _counted(self, path: JsonPath) -> str:
        """How a time is written that is counted from another."""
        date = get(self._draft.values, (*path, "value")) or "1912-11"
        ids = [str(article.get("id")) for article in self._draft.values.get("articles", ())]
        article = ids[0].partition(":")[2] if len(ids) == 1 else "ARTICLE"
        return f"counted from the article it is written {date} from {article}, from an event {date} from e7"


def book_document(path: PathLike) -> Document:
    """The draft that a book stands for as a document. Raises as ``open_book``."""
    draft = read(open_book(path))
    data = json.dumps(draft.values, ensure_ascii=False, indent=2).encode("utf-8", "surrogatepass")
    return Document(os.fspath(path), data, Cells(draft))
