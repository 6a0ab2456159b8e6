"""What many commands do: read a source, print plain values or a text."""

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
    """Plain values as JSON for people: indented, nothing escaped that need not be."""
    print(json.dumps(value, indent=2, ensure_ascii=False), file=stream or sys.stdout)


def print_either(options: Namespace, value: Callable[[], Any], text: Callable[[], str]) -> None:
    """As ``--format`` asks: plain values as JSON, or a text."""
    if options.format == "json":
        print_json(value())
    else:
        print(text())


def one_source(name: str) -> Any:
    """A source as the library takes it: ``-`` is what standard input holds."""
    return standard_input() if name == "-" else name


def standard_input() -> Document:
    """What standard input holds. Raises ``InputError`` if it is closed."""
    if sys.stdin is None:
        raise InputError("standard input", "it is closed")
    return Document("<stdin>", sys.stdin.buffer.read())
