"""``detente demo``: check the bundled dataset and sum up how its two articles compare."""

import sys
from argparse import ArgumentParser, Namespace

from detente.cli.shared import encoding_option, texts_of
from detente.pipeline.validate import read
from detente.render import text as as_text
from detente.render.overview import demo


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "--texts", metavar="DIR", help="a folder with the articles, if you have them"
    )
    encoding_option(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    dataset, report = read("@dprk-russia", texts=texts_of(options))
    if dataset is None or not report.ok:
        print(as_text.concise(report, color=as_text.colored(sys.stdout)))
        return report.exit_status or 1
    print(demo(dataset, report))
    return 0
