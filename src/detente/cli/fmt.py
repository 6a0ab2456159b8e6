"""``detente fmt``: write datasets in canonical form."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from detente import files
from detente.cli.shared import print_findings
from detente.diagnostics import InvalidError
from detente.errors import InputError
from detente.files import write_atomically
from detente.inert import printable
from detente.pipeline.dump import file_bytes
from detente.pipeline.load import load
from detente.workbook.paths import refuse_book


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files or folders")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if a file would change"
    )


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    status, count = 0, 0
    for path in options.paths:
        refuse_book(path)
    for path in files.datasets_below(options.paths):
        for document in files.documents(path):
            count += 1
            try:
                dataset = load(document)
            except InvalidError as error:
                print_findings(error.report)
                status = 1
                continue
            data = file_bytes(dataset, lines=document.lines)
            if data == document.data:
                continue
            if options.check:
                print(printable(f"{document.name}: not in canonical form"))
                status = 1
            else:
                write_atomically(Path(str(document.name)), data)
                print(printable(f"{document.name}: rewritten"))
    if not count:
        raise InputError(", ".join(options.paths), f"nothing to format: no *{files.SUFFIX} file")
    return status
