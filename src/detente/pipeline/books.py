"""Workbooks of texts, and of datasets: what the book gives back is compared before it is written."""

import copy
import json
from collections.abc import Mapping
from typing import Any

from detente.diagnostics import pointer
from detente.errors import InputError, UnwritableError, reason_of
from detente.files import write_atomically, write_folder
from detente.pipeline.draft import draft, slug
from detente.pipeline.outputs import output
from detente.pipeline.sealing import seal_values, span_values
from detente.records import Segment
from detente.records.walk import Part
from detente.text.quotes import MARK, TODO
from detente.workbook import csv_folder, xlsx
from detente.workbook.passages import grounded, left_to_do
from detente.workbook.reading import read
from detente.workbook.rows import Usual
from detente.workbook.sheets import Book
from detente.workbook.writing import write


def book_of_texts(texts: Mapping[str, str], *, notes: Mapping[str, str] | None = None) -> Book:
    """The workbook of a skeleton draft of some texts, for people to fill in.

    ``texts``: name (mostly a file name) to canonical text; ``notes``: as for ``draft``, which says
    what it raises.
    """
    by_article = {f"article:{slug(name)}": text for name, text in texts.items()}
    skeleton = draft(texts, notes=notes)
    return book_of(seal_values(skeleton, by_article).values, by_article)


def book_of(
    document: Mapping[str, Any], texts: Mapping[str, str], *, usual: Usual | None = None
) -> Book:
    """The workbook of a dataset.

    ``document``: its plain values; ``texts``: the annotated texts by article; ``usual``: what the
    workbook that it was made of said to be usual. Raises ``AmbiguousIdError`` if two records have one
    id, ``UnwritableError`` if the book would not give the dataset back: nothing is lost silently.
    """
    return _compared(write(document, texts, usual=usual), document, texts)


def book_of_draft(
    document: Mapping[str, Any], texts: Mapping[str, str], *, usual: Usual | None = None
) -> Book:
    """The workbook of a draft whose quotes are in the texts, or begin with ``TODO``.

    A place that is to be given says so in its cell, a paragraph to be looked at in its kind and voice.
    Words of which evidence that is to be given will say where they are stay a quote. Else as
    ``book_of``.
    """
    sealed = seal_values(document, texts)
    for part, place in zip(span_values(document), span_values(sealed.values), strict=True):
        if part.path in sealed.unfound or left_to_do(part.value):
            for key in ("start", "end", "anchor"):  # a placeholder
                place.value.pop(key, None)
            place.value.update(_unfound(part, texts))
    return _compared(write(sealed.values, texts, usual=usual), document, texts)


def _unfound(part: Part, texts: Mapping[str, str]) -> dict[str, Any]:
    """How a place that nobody knows is written: by its quote, and by the place that is proposed."""
    quote = {key: part.value[key] for key in ("quote", "within", "nth") if key in part.value}
    left, paragraph = left_to_do(part.value), part.cls is Segment
    if not left and not paragraph:
        return quote
    proposed = quote | {"quote": quote["quote"].removeprefix(MARK)}
    stands = grounded(proposed, texts.get(part.article or "", ""))
    if paragraph and "start" not in stands:
        msg = f"{pointer(part.path)}: nobody can say where this paragraph is"
        raise UnwritableError(msg)
    # The words of a paragraph are in the cells of its sentences.
    words = TODO if paragraph else quote["quote"]
    return {key: stands[key] for key in ("start", "end") if key in stands} | {"quote": words}


def _compared(book: Book, document: Mapping[str, Any], texts: Mapping[str, str]) -> Book:
    draft_ = read(book)
    again = seal_values(_without_proposals(draft_.values), texts).values
    wanted = seal_values(_without_proposals(document), texts).values
    if draft_.problems or _comparable(again) != _comparable(wanted):
        told = "; ".join(f"{p.place}: {p.message}" for p in draft_.problems[:3])
        msg = f"a workbook would not give this dataset back{': ' if told else ''}{told}"
        raise UnwritableError(msg)
    return book


def _without_proposals(document: Any) -> Any:
    """A draft without the words that may be meant where a quote is still to be given."""
    document = copy.deepcopy(document)
    for part in span_values(document):
        if left_to_do(part.value):
            for key in ("nth", "within"):
                part.value.pop(key, None)
            part.value["quote"] = TODO
    return document


def _comparable(values: Any) -> str:
    """Plain values without lists of the file that are empty, and with keys in one order."""
    kept = {k: v for k, v in values.items() if v != [] and k != "format"}
    return json.dumps(kept, sort_keys=True)


def write_book(book: Book, target: str) -> None:
    """Write a workbook file, or a folder of CSV files if the name ends in a slash: whole or not at all.
    What is there is not written over. Raises ``InputError``.
    """
    if target.endswith(("/", "\\")):
        write_folder(target, csv_folder.to_files(book))
        return
    path = output(target, never="draft")
    try:
        write_atomically(path, xlsx.to_bytes(book))
    except OSError as error:
        raise InputError(target, f"cannot be written: {reason_of(error)}") from error
