"""What many subcommands share: read a source, print JSON or text."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

from detente.errors import InputError
from detente.files import Document


def format_option(command: ArgumentParser) -> None:
    """``--format text`` or ``json``."""
    command.add_argument("--format", choices=("text", "json"), default="text")


def print_json(value: Any, stream: Any = None) -> None:
    """Print plain values as JSON for people: indented, with as few escapes as possible."""
    print(json.dumps(value, indent=2, ensure_ascii=False), file=stream or sys.stdout)


def print_either(options: Namespace, value: Callable[[], Any], text: Callable[[], str]) -> None:
    """Print JSON or text, as ``--format`` requests."""
    if options.format == "json":
        print_json(value())
    else:
        print(text())


def one_source(name: str) -> Any:
    """A source for the library; ``-`` is standard input."""
    return standard_input() if name == "-" else name


def standard_input() -> Document:
    """The contents of standard input. Raises ``InputError`` if it is closed."""
    if sys.stdin is None:
        raise InputError("standard input", "it is closed")
    return Document("<stdin>", sys.stdin.buffer.read())


def schema_option(parser: ArgumentParser) -> None:
    """``--schema``, by which a file names its schema."""
    parser.add_argument(
        "--schema", metavar="ADDRESS", help="name this schema in the file, for editors ($schema)"
    )
