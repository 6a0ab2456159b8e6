"""Workbooks of texts, and of datasets: what the book gives back is compared before it is written."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from detente.errors import UnwritableError
from detente.pipeline.draft import draft, slug
from detente.pipeline.sealing import seal_values
from detente.workbook.reading import read
from detente.workbook.sheets import Book
from detente.workbook.storing import store
from detente.workbook.writing import write


def book_of_texts(texts: Mapping[str, str], *, notes: Mapping[str, str] | None = None) -> Book:
    """The workbook of a skeleton draft of some texts, for people to fill in.

    ``texts``: name (mostly a file name) to canonical text; ``notes``: as for ``draft``, which says
    what it raises.
    """
    by_article = {f"article:{slug(name)}": text for name, text in texts.items()}
    skeleton = draft(texts, notes=notes)
    return book_of(seal_values(skeleton, by_article).values, by_article)


def book_of(document: Mapping[str, Any], texts: Mapping[str, str]) -> Book:
    """The workbook of a dataset.

    ``document``: its plain values; ``texts``: the annotated texts by article. Raises
    ``UnwritableError`` if the book would not give the dataset back: nothing is lost silently.
    """
    book = write(document, texts)
    draft_ = read(book)
    again = seal_values(draft_.values, texts).values
    wanted = seal_values(document, texts).values
    if draft_.problems or _comparable(again) != _comparable(wanted):
        told = "; ".join(f"{p.place}: {p.message}" for p in draft_.problems[:3])
        msg = f"a workbook would not give this dataset back{': ' if told else ''}{told}"
        raise UnwritableError(msg)
    return book


def _comparable(values: Any) -> str:
    """Plain values without lists of the file that are empty, and with keys in one order."""
    kept = {k: v for k, v in values.items() if v != [] and k != "format"}
    return json.dumps(kept, sort_keys=True)


def write_book(book: Book, target: str) -> None:
    """Write a workbook file, or a folder of CSV files if the name ends in a slash."""
    store(book, Path(target), folder=target.endswith(("/", "\\")))
