"""What ``validate`` and ``seal`` share: settings, and reports in the requested format."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from detente.cli.shared import columns
from detente.cli.streams import unfiltered
from detente.diagnostics import Report, Severity
from detente.errors import InputError
from detente.files import Document
from detente.inert import json_text
from detente.pipeline.load import open_source
from detente.render import text as as_text
from detente.validation import config as configuration
from detente.validation.config import Config


def report_options(command: ArgumentParser) -> None:
    """The options of a command that prints a report."""
    command.add_argument(
        "--format",
        choices=("text", "json", "sarif", "github"),
        default="text",
        help="json: detente schema --report; sarif: SARIF 2.1.0; github: workflow commands",
    )
    for name, text in (("select", "only these rules"), ("ignore", "not these rules")):
        command.add_argument(
            f"--{name}",
            action="append",
            default=[],
            metavar="CODES",
            help=f"{text}: codes or prefixes of codes, such as D2,D307",
        )
    lengths = command.add_mutually_exclusive_group()
    lengths.add_argument(
        "--all", action="store_true", help="with text: show more than 5 findings for a rule"
    )
    lengths.add_argument(
        "--concise", action="store_true", help="with text: one line for each finding"
    )
    lengths.add_argument("--statistics", action="store_true", help="count the findings by rule")
    where = command.add_mutually_exclusive_group()
    where.add_argument(
        "--config",
        metavar="FILE",
        help="a TOML file with [tool.detente] (default: the nearest pyproject.toml)",
    )
    where.add_argument("--isolated", action="store_true", help="ignore all configuration files")


def settings(source: Any, options: Namespace) -> Config:
    """The settings for a path or a document: the command line takes precedence over the configuration.

    Standard input has the configuration of the working directory, bundled data none. Raises
    ``InputError`` for an invalid configuration or code.
    """
    if options.config is not None:
        config = configuration.read(Path(options.config))
    elif options.isolated or str(source).startswith("@"):
        config = Config()
    else:
        config = configuration.find(Path() if isinstance(source, Document) else Path(source))
    given: dict[str, Any] = {
        name: configuration.known_codes(code for value in values for code in value.split(","))
        for name, values in (("select", options.select), ("ignore", options.ignore))
    }
    if options.texts is not None:
        given["texts"] = options.texts
    if getattr(options, "strict", None) is not None:
        given["strict"] = options.strict
    return replace(config, **{name: value for name, value in given.items() if value != ()})


def opened(source: Any) -> Any:
    """The documents of a source, read once; the source itself if it cannot be read, so that validation
    reports it.
    """
    try:
        return tuple(open_source(source))
    except InputError:
        return source


def chosen(report: Report, config: Config) -> Report:
    """The report with the selected findings, and those of what could not be read."""
    return replace(report, diagnostics=tuple(filter(config.shows, report)))


def joined(reports: list[Report]) -> Report:
    """Several reports as one."""
    if len(reports) == 1:
        return reports[0]
    strict = all(report.strict for report in reports)
    if not strict:  # warnings of the strict files become errors
        reports = [_warnings_as_errors(report) if report.strict else report for report in reports]
    return Report(
        diagnostics=tuple(d for report in reports for d in report),
        files=tuple(f for report in reports for f in report.files),
        texts=tuple(dict.fromkeys(t for report in reports for t in report.texts)),
        strict=strict,
        unreadable=any(report.unreadable for report in reports),
    )


def _warnings_as_errors(report: Report) -> Report:
    counting = (Severity.WARNING, Severity.ERROR)
    return replace(
        report,
        diagnostics=tuple(
            replace(d, severity=Severity.ERROR) if d.severity in counting else d for d in report
        ),
    )


def by_name(source: Any) -> dict[str, Document]:
    """The opened documents by name; empty if the source could not be read."""
    return {str(d.name): d for d in source} if isinstance(source, tuple) else {}


def show(
    report: Report,
    options: Namespace,
    documents: Mapping[str, Document],
    stream: Any = None,
) -> int:
    """Print a report in the requested format; returns the exit status."""
    stream = stream or sys.stdout
    color = as_text.colored(stream)
    if options.format == "json":
        counts = {"statistics": as_text.statistics(report)} if options.statistics else {}
        output = json_text(report.to_dict() | counts, indent=2)
    elif options.statistics and options.format != "text":
        raise InputError("--statistics", "needs --format text or json")
    elif options.format == "sarif":
        from detente.render.sarif import sarif

        output = json_text(sarif(report, documents), indent=2)
    elif options.format == "github":
        from detente.render.github import github

        output, stream = github(report), unfiltered(stream)  # its lines are to be obeyed
    elif options.statistics:
        output = as_text.counted(report, color=color)
    elif options.concise:
        output = as_text.concise(report, color=color)
    else:
        width = columns(as_text.WIDTH)
        output = as_text.full(report, documents, color=color, width=width, every=options.all)
    print(output, file=stream)
    return report.exit_status
