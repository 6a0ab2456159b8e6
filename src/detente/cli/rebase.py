"""``detente rebase``: carry an annotated dataset over to texts that were changed."""

import shlex
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import attrs

from detente.cli.shared import (
    draft_bytes,
    encoding_option,
    force_option,
    format_option,
    one_source,
    print_findings,
    print_json,
    texts_of,
)
from detente.cli.streams import put
from detente.codec.encode import to_plain
from detente.diagnostics import Diagnostic, InvalidError, Related, Report
from detente.display import count, some
from detente.errors import InputError
from detente.files import LINES_SUFFIX, SUFFIX, is_json_lines, write_atomically
from detente.inert import printable
from detente.pipeline.dump import file_bytes
from detente.pipeline.load import open_source
from detente.pipeline.outputs import of_dataset, output
from detente.pipeline.rebase import Rebased
from detente.pipeline.rebase import rebase as rebased
from detente.records.labels import Labels
from detente.render import rebasing as rendered
from detente.render import text as as_text
from detente.vocab.enums import SegmentKind, VersionKind, Voice
from detente.workbook.paths import XLSX, is_book, names_book

_DRAFT = ".draft.json"
_Placed = TypeVar("_Placed", Diagnostic, Related)


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("source", metavar="FILE", help="a sealed dataset; with --old also a draft")
    parser.add_argument(
        "--texts", metavar="NEW", required=True, help="a folder with the new texts, or one text"
    )
    parser.add_argument(
        "--old", metavar="DIR", help="the annotated texts: lost spans are listed with their words"
    )
    encoding_option(parser)
    force_option(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="the file to write (default: standard output); if something is left to do, a draft is "
        f"written, for a name with {SUFFIX} beside it, with {_DRAFT}; NAME.xlsx is a workbook, NAME/ a "
        "folder of CSV",
    )
    parser.add_argument(
        "--version",
        choices=[kind.value for kind in VersionKind],
        help="state that the new text is this kind of version of the old one",
    )
    parser.add_argument(
        "--new",
        metavar="KIND/VOICE",
        help="what paragraphs are that were put in, such as body/author (default: left to do)",
    )
    parser.add_argument(
        "--of",
        metavar="ID",
        help="the article whose text NEW is (default: told by what is left of it)",
    )
    parser.add_argument("--all", action="store_true", help="list every lost span")
    format_option(
        parser, "json: the findings, and each lost span with its record, its words and its place"
    )


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    target = None if options.output is None else Path(options.output)
    inputs = [name for name in (options.source, options.texts, options.old) if name]
    book = options.output if options.output and names_book(options.output) else None
    stream = sys.stdout if target is not None else sys.stderr
    color = as_text.colored(stream)
    documents = tuple(open_source(one_source(options.source)))
    try:
        made = rebased(
            documents,
            texts_of(options) or "",
            old=None if options.old is None else texts_of(options, options.old),
            version=options.version,
            new=_kind_and_voice(options.new),
            of=options.of,
        )
    except InvalidError as error:
        _refused(error.report, options, stream)
        return 1
    # Before anything is listed: what cannot be written is told alone.
    usual = next((d.cells.usual for d in documents if d.cells is not None), None)
    if book is None:
        written = _write(made, target, inputs, options)
    else:
        written = _write_book(made, book, usual)
    made = attrs.evolve(made, report=_named(made.report, written))
    labels = Labels(made.annotated)
    if options.format == "json":
        name = None if written is None else str(written)
        print_json(rendered.as_json(made, labels, name), stream)
    else:
        print(rendered.as_text(made, labels, color=color, every=options.all), file=stream)
        if made.report.diagnostics:
            print_findings(made.report, stream)
        print(_outcome(made, written, options), file=stream)
    return 0 if made.dataset is not None else 1


def _named(report: Report, written: str | Path | None) -> Report:
    """Findings in what is carried over, in the file that will hold it: the paths are the same there."""
    name = "standard output" if written is None else str(written)

    def named(one: _Placed) -> _Placed:
        return replace(one, location=replace(one.location, file=one.location.file or name))

    listed = (replace(named(d), related=tuple(map(named, d.related))) for d in report)
    return replace(report, diagnostics=tuple(listed))


def _refused(report: Report, options: Namespace, stream: Any) -> None:
    """Say why nothing is done: of a draft that it has no text, and what else is wrong."""
    if options.format == "json":
        print_json(rendered.refused(report), stream)
        return
    errors = report.errors
    if options.old is None and any(d.code == "D019" for d in errors):
        what = "a workbook" if is_book(options.source) else "a draft"
        told = f"it is {what}: give the text that it was made of with --old DIR, or seal it first"
        print(printable(f"{options.source}: {told}"), file=stream)
        errors = tuple(d for d in errors if d.code != "D019")
    if errors:
        print_findings(replace(report, diagnostics=errors), stream)
    print(f"nothing was written{': mend the errors first' if errors else ''}", file=stream)


def _kind_and_voice(text: str | None) -> tuple[str, str] | None:
    if text is None:
        return None
    kind, slash, voice = text.partition("/")
    kinds, voices = [*map(str, SegmentKind)], [*map(str, Voice)]
    if not slash or kind not in kinds or voice not in voices:
        reason = (
            f"--new takes KIND/VOICE: one of {', '.join(kinds)}, and one of {', '.join(voices)}"
        )
        raise InputError(text, reason)
    return kind, voice


def _write(
    made: Rebased, target: Path | None, inputs: list[str], options: Namespace
) -> Path | None:
    """Write the dataset or the draft; returns the name of its file."""
    if made.dataset is not None:
        data = file_bytes(made.dataset, lines=target is not None and is_json_lines(target.name))
    else:
        data = draft_bytes(made.draft)
    target = _target(made, target)
    if target is None:
        put(data)
    elif made.dataset is None:
        write_atomically(output(str(target), inputs=inputs, never="draft"), data)
    else:
        earlier = of_dataset(made.dataset)
        free = output(str(target), inputs=inputs, force=options.force, earlier=earlier)
        write_atomically(free, data)
    return target


def _target(made: Rebased, target: Path | None) -> Path | None:
    """The name of the file to write, which depends on whether that is a dataset or a draft."""
    return target if target is None or made.dataset is not None else _draft_name(target)


def _write_book(made: Rebased, name: str, usual: Mapping[str, Mapping[str, str]] | None) -> Path:
    """Write the dataset or the draft as a workbook; returns its name."""
    from detente.pipeline.books import book_of, book_of_draft, write_book

    texts = {article.id: article.text for article in made.articles if article.text is not None}
    if made.dataset is not None:
        write_book(book_of(to_plain(made.dataset), texts, usual=usual), name)
    else:
        write_book(book_of_draft(made.draft or {}, texts, usual=usual), name)
    return Path(name)


def _draft_name(target: Path) -> Path:
    """The name of a draft instead of a sealed file."""
    for suffix in (SUFFIX, LINES_SUFFIX):
        if target.name.endswith(suffix):
            return target.with_name(target.name.removesuffix(suffix) + _DRAFT)
    return target


def _typed(name: Any) -> str:
    """The name of a file as one types it in a shell."""
    return shlex.quote(printable(str(name)))


def _outcome(made: Rebased, written: Path | None, options: Namespace) -> str:
    """What was written, and what to do next."""
    name = "standard output" if written is None else printable(str(written))
    if made.dataset is not None:
        changed = any(article.changed for article in made.articles)
        what = "complete" if names_book(options.output or "") else "sealed"
        return f"{what}: {name}" if changed else f"the texts are the annotated ones: {name}"
    if made.report.errors:
        return f"a draft was written: {name}; mend the errors, then seal it with the new texts"
    lost = count(len(made.lost), "lost span")
    book = names_book(options.output or "")
    stem = str(written).removesuffix(_DRAFT).removesuffix(XLSX)
    out = f"{stem}{SUFFIX}" if written else f"OUT{SUFFIX}"
    given = f"{_typed(written or 'DRAFT')} --texts {_typed(options.texts)}"
    check = f"  detente validate {given}\n" if book else ""
    old = (
        "With --old DIR, the annotated text, its lost words are shown too.\n"
        if made.lost and not options.old
        else ""
    )
    without = [article.id for article in made.articles if article.file is None]
    missing = (
        f"The text of {', '.join(some(without))} is needed too: put all texts into one folder for --texts.\n"
        if without
        else ""
    )
    return (
        f"{lost}; a {'workbook' if book else 'draft'} was written: {name}\n{old}{missing}"
        f"Give the words where it says TODO, then:\n{check}  detente seal {given} -o {_typed(out)}"
    )
