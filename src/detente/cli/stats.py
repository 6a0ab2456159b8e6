"""``detente stats``: count the records of a dataset."""

from argparse import ArgumentParser, Namespace

from detente.analysis.statistics import statistics
from detente.cli.shared import format_option, one_source, print_either
from detente.pipeline.load import load
from detente.render.overview import numbers


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("source", nargs="?", default="@dprk-russia", metavar="SOURCE")
    format_option(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    dataset = load(one_source(options.source))
    counts = statistics(dataset)
    print_either(options, lambda: counts, lambda: numbers(dataset, counts))
    return 0
