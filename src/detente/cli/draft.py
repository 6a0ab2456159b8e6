"""``detente draft``: make a skeleton draft from a plain text, as a workbook if it is named so."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Any

from detente import files
from detente.cli.shared import (
    draft_bytes,
    encoding_option,
    given_to,
    json_file,
    one_source,
    readings,
    schema_option,
    tell_reading,
    write_draft,
)
from detente.cli.streams import put
from detente.codec.encode import to_plain
from detente.errors import InputError
from detente.pipeline.draft import draft as skeleton_of
from detente.pipeline.draft import unseal, with_records, with_schema
from detente.pipeline.load import load
from detente.records import DRAFT_FORMAT
from detente.validation.rules.level4_text import GivenTexts
from detente.version import FORMAT
from detente.workbook.paths import is_book, names_book


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("paths", nargs="+", metavar="TEXT", help="a text file, or a sealed dataset")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="the file to write (default: standard output); NAME.xlsx is a workbook, NAME/ a folder of CSV",
    )
    parser.add_argument(
        "--records", metavar="FILE", help="add the records that a model returned (JSON)"
    )
    parser.add_argument(
        "--texts", metavar="DIR", help="the texts, to turn a sealed dataset into a draft again"
    )
    encoding_option(parser)
    schema_option(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    if options.output and names_book(options.output):
        return _book(options)
    if _sealed(options):
        made = unseal(*_reopened(options))
    else:
        texts, notes = _texts(options)
        made = skeleton_of(texts, notes=notes)
    if options.records:
        made = with_records(made, json_file(options.records))
    if options.schema:
        made = with_schema(made, options.schema)
    if options.output:
        write_draft(options.output, made)
    else:
        put(draft_bytes(made))
    return 0


def _sealed(options: Namespace) -> bool:
    """Whether the sources are datasets, and not texts."""
    return all(path.startswith("@") or path.endswith(files.SUFFIX) for path in options.paths)


def _book(options: Namespace) -> int:
    """Write a workbook; returns the exit status."""
    from detente.pipeline.books import book_of, book_of_texts, write_book

    if options.records or options.schema:
        reason = (
            "a workbook takes no --records and no --schema; seal them first, and give the dataset"
        )
        raise InputError(options.output, reason)
    if _sealed(options):
        book = book_of(*_reopened(options))
    else:
        texts, notes = _texts(options)
        book = book_of_texts(texts, notes=notes)
    write_book(book, options.output)
    return 0


def _texts(options: Namespace) -> tuple[dict[str, str], dict[str, str]]:
    """The texts by path, and what is to be noted of those that an extractor took from a file."""
    for path in filter(is_book, options.paths):
        raise InputError(path, _to_seal("workbook"))
    read = readings(options, options.paths)
    for path, reading in read.items():
        _refuse_json(path, reading.text)
        tell_reading(path, reading)
    notes = {path: note for path, reading in read.items() if (note := reading.note)}
    return {path: reading.text for path, reading in read.items()}, notes


def _refuse_json(path: str, text: str) -> None:
    """Raise ``InputError`` for what is no text but a draft, a dataset or other JSON."""
    if not text.lstrip().startswith(("{", "[")):
        return
    document = _json(text)
    if document is None:
        document = _json(text.lstrip().partition("\n")[0])  # the head of JSON Lines
        if not isinstance(document, dict):  # a text may begin with a line such as [1]
            return
    format_ = document.get("format") if isinstance(document, dict) else None
    if format_ == DRAFT_FORMAT:
        reason = _to_seal("draft")
    elif format_ == FORMAT:
        reason = f"this is a dataset, not a text: name it NAME{files.SUFFIX}, and give --texts"
    else:
        reason = "this is JSON, not a text"
    raise InputError(path, reason)


def _to_seal(what: str) -> str:
    return f"this is a {what}, not a text: seal it; a sealed file becomes a workbook with --texts"


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _reopened(options: Namespace) -> tuple[Any, Mapping[str, str]]:
    if len(options.paths) > 1 or not options.texts:
        raise InputError(options.paths[0], "to make a draft again, give one dataset and --texts")
    dataset = load(one_source(options.paths[0]))
    texts = GivenTexts(dataset, given_to(options) or {})
    missing = [a.id for a in dataset.articles if a.id not in texts.exact]
    if missing:
        raise InputError(options.texts, f"the annotated text is missing: {', '.join(missing)}")
    return to_plain(dataset), texts.exact
