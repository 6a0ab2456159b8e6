"""``detente seal``: turn the quotes of a draft into spans."""

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace

from detente.cli import reports
from detente.cli.reports import report_options
from detente.cli.shared import force_option, one_source, schema_option, texts_of, texts_option
from detente.cli.streams import put
from detente.diagnostics import Severity
from detente.errors import InputError
from detente.files import write_atomically
from detente.pipeline.dump import dumps
from detente.pipeline.outputs import of_dataset, output
from detente.pipeline.seal import seal
from detente.workbook.paths import names_book


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("draft", metavar="DRAFT", help="the draft, or - for standard input")
    texts_option(parser, required=True)
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="the file to write (default: standard output)"
    )
    force_option(parser)
    schema_option(parser)
    report_options(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    if options.output and names_book(options.output):
        raise InputError(
            options.output, "a sealed dataset is no workbook; name it NAME.detente.json"
        )
    source = one_source(options.draft)
    config = reports.settings(source, options)
    source = reports.opened(source)
    documents = reports.by_name(source)
    sealed = seal(source, texts_of(options))
    report = reports.chosen(sealed.report, config)
    if sealed.dataset is None:
        # Errors that were not selected still prevent sealing.
        hidden = {d.code for d in sealed.report.errors} - {d.code for d in report}
        if hidden:
            told = ", ".join(sorted(hidden))
            print(
                f"detente: not sealed: errors prevent it, selected or not: {told}", file=sys.stderr
            )
        report = replace(
            sealed.report,
            diagnostics=tuple(
                d for d in sealed.report if config.wants(d) or d.severity is Severity.ERROR
            ),
        )
        stream = sys.stderr if options.output else sys.stdout
        status = reports.show(report, options, documents, stream)
        return status or sealed.report.exit_status or 1
    schema = options.schema or sealed.dataset.schema_uri
    data = dumps(sealed.dataset.evolve(schema_uri=schema))
    if options.output:
        target = output(
            options.output,
            inputs=(options.draft, options.texts),
            force=options.force,
            earlier=of_dataset(sealed.dataset),
        )
        write_atomically(target, data)
        reports.show(report, options, documents)
    else:
        put(data)
        if report.diagnostics:
            reports.show(report, options, documents, sys.stderr)
    return 0
