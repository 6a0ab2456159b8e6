"""``detente corpus``: tables and findings of many files, and who is the same in them."""

from argparse import ArgumentParser, Namespace
from itertools import islice
from pathlib import Path

from detente.cli.shared import (
    force_option,
    format_option,
    print_either,
    tell_unread,
    texts_of,
    texts_option,
)
from detente.corpus.identity import identify
from detente.corpus.manifest import FileStatus
from detente.corpus.report import CorpusReport
from detente.corpus.running import flatten, validate
from detente.errors import InputError
from detente.pipeline.outputs import holding, output
from detente.progress import tell
from detente.render import corpus as rendered

_FAULTS = 10
"""Files without rows that are named; the manifest has all of them."""


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    below = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    texts = {
        "flatten": "write the tables of many files as Parquet, with all findings",
        "validate": "check many files: findings as Parquet, by rule and by file",
        "identify": "say which actors and issues of different files are the same",
    }
    made = {
        name: below.add_parser(name, help=text, description=text) for name, text in texts.items()
    }
    for name in ("flatten", "validate"):
        _running(made[name])
    made["validate"].add_argument(
        "--sarif", metavar="FILE", help="also write the findings as SARIF 2.1.0"
    )
    force_option(made["validate"])
    made["identify"].add_argument("out", metavar="OUT", help="what detente corpus flatten wrote")
    made["identify"].add_argument(
        "--registry", metavar="FILE", help="a CSV file: identity, record, and file if only there"
    )
    format_option(made["identify"])


def _running(parser: ArgumentParser) -> None:
    parser.add_argument(
        "source",
        nargs="+",
        metavar="SOURCE",
        help="files, JSON Lines and compressed ones too, folders, @NAME for bundled data",
    )
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="OUT",
        help="a folder: a new one, or that of a run before, which is resumed",
    )
    texts_option(parser)
    parser.add_argument(
        "--strict",
        action="store_true",
        help="add the rules of a release, and count warnings as errors",
    )
    parser.add_argument(
        "--runner",
        choices=("processes", "ray"),
        default="processes",
        help="processes on this machine, or Ray on several (needs the extra detente[ray])",
    )
    parser.add_argument(
        "--workers", type=int, metavar="N", help="how many at a time (default: one a processor)"
    )
    format_option(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    if options.action == "identify":
        found = identify(options.out, registry=options.registry)
        print_either(options, found.to_dict, lambda: rendered.identities(found))
        return 0
    if options.workers is not None and options.workers < 1:
        raise InputError("--workers", "at least one is needed")
    log = _log(options)
    run_ = flatten if options.action == "flatten" else validate
    report = run_(
        options.source,
        options.output,
        texts=texts_of(options),
        strict=options.strict,
        runner=options.runner,
        workers=options.workers,
        watch=lambda at: tell(at.done, at.total, "files"),
    )
    tell_unread(report.unread)
    if log is not None:
        from detente.render.corpus_sarif import write_sarif  # for this option alone

        write_sarif(report, log)
    print_either(options, report.to_dict, lambda: rendered.report(report, _faults(report)))
    return report.exit_status


def _log(options: Namespace) -> Path | None:
    """The SARIF file to write, in place of no other than a log of détente."""
    if getattr(options, "sarif", None) is None:
        return None
    from detente.render.sarif import BEGINNING  # for this option alone

    return output(options.sarif, force=options.force, earlier=holding(BEGINNING))


def _faults(report: CorpusReport) -> list[str]:
    """The first files without rows, each with the reason."""
    without = (
        line for line in report.lines() if line.status in (FileStatus.REFUSED, FileStatus.DIED)
    )
    return [
        f"{line.file}: {line.status}: {line.reason or ', '.join(line.rules)}"
        for line in islice(without, _FAULTS)
    ]
