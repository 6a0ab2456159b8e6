"""``detente attach``: find the spans of a dataset in your copies of its articles."""

import sys
from argparse import ArgumentParser, Namespace

from detente.cli.shared import attached, format_option, one_source, print_json, texts_option
from detente.pipeline.load import load
from detente.render import attachment as rendered
from detente.render import text


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("source", nargs="?", default="@dprk-russia", metavar="DATASET")
    texts_option(parser, required=True)
    parser.add_argument("--all", action="store_true", help="list every lost span")
    format_option(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    attachment = attached(load(one_source(options.source)), options)
    assert attachment is not None  # the option is required
    if options.format == "json":
        print_json(attachment.to_dict())
    else:
        color = text.colored(sys.stdout)
        print(rendered.as_text(attachment, color=color, every=options.all))
    return 1 if attachment.lost or any(a.file is None for a in attachment.articles) else 0
