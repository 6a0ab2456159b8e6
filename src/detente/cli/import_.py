"""``detente import``: what was marked in another tool, as a draft."""

from argparse import ArgumentParser, Namespace

from detente.bridges.importing import import_marks
from detente.bridges.registry import bridge_named
from detente.cli.shared import (
    given_to,
    one_source,
    print_json,
    texts_option,
    write_draft,
)
from detente.pipeline.load import load
from detente.render import bridging


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("path", metavar="FILE", help="the file or folder of the tool")
    parser.add_argument(
        "--from",
        dest="from_",
        required=True,
        metavar="NAME",
        help="its format: see detente bridges",
    )
    parser.add_argument(
        "--base",
        metavar="DATASET",
        help="the dataset that was exported; without it a new draft is made",
    )
    texts_option(parser, required=True)
    parser.add_argument("-o", "--output", required=True, metavar="DRAFT", help="the draft to write")
    parser.add_argument(
        "--annotator", metavar="NAME", help="whose marks to take, of a file with those of several"
    )
    parser.add_argument(
        "--report", choices=("text", "json"), default="text", help="how to list the differences"
    )


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    bridge_named(options.from_, reads=True)  # fails before a long file is read
    base = None if options.base is None else load(one_source(options.base))
    made = import_marks(
        options.path,
        options.from_,
        texts=given_to(options) or {},
        base=base,
        annotator=options.annotator,
    )
    write_draft(options.output, made.draft)
    if options.report == "json":
        print_json(made.to_dict())
    else:
        print(bridging.imported(made, base, options.output))
    return 1 if made.refused else 0
