"""``detente migrate``: convert files of an older format version to the current one."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path

from detente import files
from detente.cli.shared import (
    force_option,
    format_option,
    print_findings,
    print_json,
    standard_input,
)
from detente.cli.streams import put
from detente.diagnostics import InvalidError
from detente.errors import InputError, MigrationError
from detente.files import Document, write_atomically
from detente.inert import printable
from detente.pipeline.migrate import migrate as migrate_document
from detente.pipeline.outputs import output
from detente.render import migration as rendered
from detente.workbook.paths import refuse_book


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="FILE",
        help="datasets, drafts, folders, or - for standard input",
    )
    parser.add_argument(
        "-o", "--output", metavar="OUT", help="a new file to write, instead of replacing the input"
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if a file would change"
    )
    force_option(parser)
    parser.add_argument("--all", action="store_true", help="list every change")
    format_option(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    documents = [document for path in options.paths for document in _migrating(path)]
    if not documents:
        raise InputError(", ".join(options.paths), f"nothing to migrate: no *{files.SUFFIX} file")
    if options.output is not None and len(documents) > 1:
        raise InputError(options.output, "several files cannot become one; nothing was written")
    target = (
        None
        if options.output is None
        else output(options.output, inputs=options.paths, force=options.force)
    )
    results, refused = [], 0
    for document in documents:
        try:
            results.append(migrate_document(document))
        except InvalidError as error:
            refused += 1
            print_findings(error.report, sys.stderr)
        except MigrationError as error:
            refused += 1
            print(printable(str(error)), file=sys.stderr)
    piped = "-" in options.paths and target is None and not options.check
    stream = sys.stderr if piped else sys.stdout
    if options.format == "json":
        print_json([result.to_dict() for result in results], stream)
    else:
        for result in results:
            print(rendered.as_text(result, every=options.all), file=stream)
    if refused:  # a folder with files of two versions is not a dataset
        print(f"{refused} of {len(documents)} refused: nothing was written", file=sys.stderr)
        return 1
    if options.check:
        return int(any(result.steps for result in results))
    for result in results:
        if target is not None:
            write_atomically(target, result.data)
        elif result.name == "<stdin>":
            put(result.data)
        elif result.steps:
            write_atomically(Path(str(result.name)), result.data)
    return 0


def _migrating(path: str) -> Iterable[Document]:
    """The files that a path names; for a folder those that ``validate`` reads."""
    if path == "-":
        yield standard_input()
        return
    refuse_book(path)
    for name in files.datasets_below([path]):
        yield from files.documents(name)
