"""``detente text``: write the text of a file as détente reads it."""

import sys
from argparse import ArgumentParser, Namespace

from detente.cli.shared import encoding_option, readings, tell_reading
from detente.cli.streams import put
from detente.files import write_atomically
from detente.pipeline.outputs import output


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("path", metavar="FILE", help="plain text, a web page or a PDF")
    encoding_option(parser)
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="the file to write (default: standard output)"
    )


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    reading = readings(options, [options.path])[options.path]
    data = reading.text.encode("utf-8")
    if options.output is None:
        put(data)
    else:
        write_atomically(output(options.output, inputs=[options.path], never="text"), data)
    tell_reading(options.path, reading)
    if reading.note:
        print(reading.note, file=sys.stderr)
    return 0
