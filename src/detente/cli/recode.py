"""``detente recode``: change values, codes and ids wherever they stand."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from detente import files
from detente.cli.shared import (
    encoding_option,
    format_option,
    print_findings,
    print_json,
    texts_of,
)
from detente.diagnostics import InvalidError
from detente.display import count
from detente.errors import InputError, RecodeError
from detente.inert import printable
from detente.pipeline.recode import Recoded
from detente.pipeline.recode import recode as recoded
from detente.render import recoding as rendered


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("path", metavar="PATH", help="a dataset, a draft, or a folder of them")
    parser.add_argument(
        "changes",
        nargs="*",
        metavar="CHANGE",
        help="'claim.kind: interpretive -> evaluative', 'code: frames/war -> frames/conflict', "
        "'id: event:e01 -> event:talks-fail' (with all references)",
    )
    parser.add_argument(
        "--changes",
        dest="file",
        metavar="FILE",
        help="a file with one change on each line; # begins a remark",
    )
    parser.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help="only where the part, or the record that it is in, has this value",
    )
    parser.add_argument("--texts", metavar="DIR", help="texts, to check the result against")
    encoding_option(parser)
    parser.add_argument(
        "--diff", action="store_true", help="show the places and the changes, and write nothing"
    )
    parser.add_argument("--all", action="store_true", help="list every reference to a changed id")
    format_option(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    wanted = [*options.changes, *_lines(options.file)]
    datasets = list(files.datasets_below(files.wholes([options.path])))
    if not datasets:
        raise InputError(options.path, f"nothing to recode: no *{files.SUFFIX} file")
    texts = texts_of(options)
    made: list[Recoded] = []
    for dataset in datasets:
        try:
            made.append(recoded(str(dataset), *wanted, where=options.where, texts=texts))
        except InvalidError as error:
            print_findings(error.report, sys.stderr)
    skipped = len(datasets) - len(made)
    places = [place for one in made for place in one.places]
    stream = sys.stderr if options.diff else sys.stdout
    if options.format == "json":
        print_json([place._asdict() for place in places], stream)
    else:
        for one in made:
            for line in rendered.lines(one, every=options.all):
                print(line, file=stream)
    nowhere = _nowhere(made)
    for change in nowhere:
        print(printable(f"nowhere: {change}"), file=sys.stderr)
    refused = [error for one in made for error in one.refused]
    for new in refused:
        reason = f"it would cause {new.code}: {new.message} ({new.place})"
        print(printable(reason), file=sys.stderr)
    if options.diff:
        for one in made:
            print(one.diff(), end="")
    number = count(len(places), "place")
    if refused or skipped or nowhere:
        print(f"{number}; nothing was written", file=sys.stderr)
        return 1
    if options.diff:
        print(f"{number}; --diff writes nothing", file=sys.stderr)
        return 0
    _write(made)
    print(f"{number} changed", file=stream)
    return 0


def _lines(name: str | None) -> list[str]:
    if name is None:
        return []
    try:
        return files.read_bytes(Path(name), pipe=True).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(name, "not UTF-8") from error


def _nowhere(made: list[Recoded]) -> list[str]:
    """The changes that no dataset has a place for."""
    sets: list[Any] = [set(one.unmatched) for one in made]
    common = set.intersection(*sets) if sets else set()
    return [change for change in (made[0].unmatched if made else ()) if change in common]


def _write(made: list[Recoded]) -> None:
    """All of them, or none: a file that changed meanwhile stops it before the first is written."""
    for one in made:
        for name, reason in one.documents.stale():
            raise RecodeError(name, reason)
    for one in made:
        one.write()
