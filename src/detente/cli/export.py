"""``detente export``: write a dataset in the format of another tool."""

from argparse import ArgumentParser, Namespace

from detente.bridges.exporting import export, refuse_name
from detente.bridges.registry import bridge_named
from detente.cli.shared import force_option, given_to, one_source, texts_option
from detente.files import free_folder
from detente.pipeline.load import load
from detente.pipeline.outputs import output
from detente.render import bridging


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("source", metavar="DATASET", help="a dataset, or - for standard input")
    parser.add_argument(
        "--to", required=True, metavar="NAME", help="the format: see detente bridges"
    )
    texts_option(parser)
    parser.add_argument(
        "--quotes",
        action="store_true",
        help="write the words too, where the format can do without: not for publishing",
    )
    parser.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="the file or new folder to write"
    )
    force_option(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    bridge = bridge_named(options.to)  # fails before a long file is read
    if bridge.folder:
        free_folder(options.output)
    else:
        inputs = [options.source, *filter(None, [options.texts])]
        output(options.output, inputs=inputs, force=options.force)
    refuse_name(bridge, options.output)
    dataset = load(one_source(options.source))
    typed = export(
        dataset, bridge.name, options.output, texts=given_to(options), quotes=options.quotes
    )
    print(bridging.exported(typed, bridge, options.output))
    if options.quotes:
        print("it holds words of the texts: not for publishing")
    return 0
