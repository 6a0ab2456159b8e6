"""``detente validate``: check datasets and drafts."""

import sys
from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from detente import files
from detente.cli import reports
from detente.cli.reports import report_options
from detente.cli.shared import encoding_option, one_source, texts_of
from detente.diagnostics import Report
from detente.errors import InputError
from detente.files import Document
from detente.inert import printable
from detente.pipeline.validate import validate
from detente.progress import tracked
from detente.render import text as as_text
from detente.validation.config import Config
from detente.workbook.paths import is_book, refuse_book


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "paths",
        nargs="*",
        default=["."],
        metavar="PATH",
        help="files, folders, @NAME for bundled data, or - for standard input (default: .)",
    )
    parser.add_argument("--texts", metavar="DIR", help="a folder with the texts, or one text")
    encoding_option(parser)
    parser.add_argument(
        "--strict",
        action=BooleanOptionalAction,
        help="add the rules of a release, and count warnings as errors",
    )
    fixing = parser.add_mutually_exclusive_group()
    fixing.add_argument("--fix", action="store_true", help="apply the fixes that lose nothing")
    fixing.add_argument(
        "--diff", action="store_true", help="show the changes of --fix, and write nothing"
    )
    parser.add_argument(
        "--whole",
        action="store_true",
        help="for a file that is part of a folder, check the whole folder",
    )
    report_options(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    validated: list[Report] = []
    documents: dict[str, Document] = {}
    status = 0
    paths = files.wholes(options.paths) if options.whole else options.paths
    skipped: list[Path] = []
    sources = [*_expanded(paths, options, skipped)]
    prints = options.fix or options.diff  # in the loop: a bar would be in the way
    with nullcontext(sources) if prints else tracked(sources, "datasets") as expanded:
        for path in expanded:
            config = reports.settings(path, options)
            source = reports.opened(path)
            if options.fix or options.diff:
                report, source, left = _fixed(path, source, config, options)
                status = max(status, left)
            else:
                report = _read(source, texts=texts_of(options, config.texts), strict=config.strict)
                report = _proven(source, report, config, options)
            validated.append(reports.chosen(report, config))
            if report.diagnostics:  # clean documents are not needed for the report
                documents |= reports.by_name(source)
    if not validated:
        named = ", ".join(options.paths)
        rest = f" except excluded ones: {skipped[0]}" if skipped else ""
        raise InputError(named, f"nothing to validate: no *{files.SUFFIX} file{rest}")
    joined = reports.joined(validated)
    if options.diff:
        rest = as_text.summary(joined, color=as_text.colored(sys.stderr))
        print(f"then: {rest}", file=sys.stderr)
        return max(status, joined.exit_status)
    return max(status, reports.show(joined, options, documents))


def _read(path: Any, **options: Any) -> Report:
    return validate(path, **options)


def _proven(source: Any, report: Report, config: Config, options: Namespace) -> Report:
    """The report with the fixes that were proven."""
    if not isinstance(source, tuple) or not any(diagnostic.safe for diagnostic in report):
        return report
    from detente.pipeline.fix import with_proven_fixes  # needed by findings with fixes alone

    texts = texts_of(options, config.texts)
    return with_proven_fixes(source, report, texts=texts, strict=config.strict)


def _fixed(path: Any, source: Any, config: Config, options: Namespace) -> tuple[Report, Any, int]:
    """Fix one dataset, or show how: the remaining findings, the documents afterwards, the exit status."""
    from detente.pipeline.fix import fix  # needed by --fix and --diff alone

    if isinstance(path, Document) or str(path).startswith("@"):
        name = "standard input" if isinstance(path, Document) else str(path)
        raise InputError(name, "it cannot be written; --fix and --diff need files")
    refuse_book(path)
    if not isinstance(source, tuple):
        return _read(source, texts=texts_of(options, config.texts), strict=config.strict), (), 0
    fixes = fix(
        source, texts=texts_of(options, config.texts), strict=config.strict, chosen=config.wants
    )
    stream = sys.stderr if options.diff or options.format != "text" else sys.stdout
    unwritten = () if options.diff else fixes.write()
    stale = {name for name, _ in unwritten}
    for diagnostic in fixes.fixed:
        if str(diagnostic.file) not in stale:
            done = "would fix" if options.diff else "fixed"
            place, code = diagnostic.place, diagnostic.code
            print(printable(f"{done} {place}: {code} {diagnostic.message}"), file=stream)
    for name, reason in (*fixes.refused, *unwritten):
        print(printable(f"not fixed: {name}: {reason}"), file=sys.stderr)
    if options.diff:
        print(fixes.diff(), end="")
    changes = options.diff and bool(fixes.changed)
    return fixes.report, fixes.after, 2 if unwritten else int(changes)


def _expanded(paths: Iterable[str], options: Namespace, skipped: list[Path]) -> Iterable[Any]:
    """The sources to validate; excluded paths are added to ``skipped``."""
    configs: dict[Path, Config] = {}

    def excluded(entry: Path) -> bool:
        folder = entry.parent
        if folder not in configs:
            configs[folder] = reports.settings(folder, options)
        if configs[folder].excludes(entry):
            skipped.append(entry)
            return True
        return False

    for path in paths:
        if path == "-" or path.startswith("@") or is_book(path):
            yield one_source(path)
        else:
            try:
                yield from files.datasets_below([path], excluded)
            except InputError:
                yield one_source(path)  # validation reports what cannot be read
