"""What many subcommands share: read a source, print JSON or text."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from detente.errors import InputError
from detente.files import SUFFIXES, Document


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


def refuse_input(output: Path, *inputs: str) -> None:
    """Raise ``InputError`` if a file to be written is one that is read: an input, or a dataset or
    text in a folder that is one.
    """
    from detente.text.readers import text_files  # needed by commands that write alone

    read: list[Path] = []
    for path in map(Path, inputs):
        folder = path.is_dir()
        read += [f for f in path.iterdir() if f.name.endswith(SUFFIXES)] if folder else [path]
        read += text_files(path) if folder else []
    if output.exists() and any(path.exists() and path.samefile(output) for path in read):
        raise InputError(str(output), "it is an input, and is not overwritten")


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
