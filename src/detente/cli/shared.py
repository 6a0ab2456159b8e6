"""What many subcommands share: read a source, print JSON or text."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.display import count
from detente.errors import InputError
from detente.files import Document, document_in, read_bytes, write_atomically
from detente.inert import json_text, printable
from detente.pipeline.outputs import output

if TYPE_CHECKING:  # readers of texts are slow to import, and few commands need them
    from detente.dataset import Dataset
    from detente.diagnostics import Report
    from detente.text.attaching.attachment import Attachment
    from detente.text.readers import Reading, TextFiles


def format_option(command: ArgumentParser, told: str | None = None) -> None:
    """``--format text`` or ``json``; ``told``: what the help says of it."""
    command.add_argument("--format", choices=("text", "json"), default="text", help=told)


def print_json(value: Any, stream: Any = None) -> None:
    """Print plain values as JSON for people: indented, with as few escapes as possible."""
    print(json_text(value, indent=2), file=stream or sys.stdout)


def print_either(options: Namespace, value: Callable[[], Any], text: Callable[[], str]) -> None:
    """Print JSON or text, as ``--format`` requests."""
    if options.format == "json":
        print_json(value())
    else:
        print(text())


_WIDEST = 1000
"""Columns: what a terminal says that it has may be anything, and lines are filled up to it. A guess."""


def columns(usual: int) -> int:
    """How wide the terminal is; ``usual`` if nobody knows."""
    from shutil import get_terminal_size  # slow to import, and few commands need it

    return min(get_terminal_size((usual, 0)).columns, _WIDEST)


def print_findings(report: "Report", stream: Any = None) -> int:
    """Print the findings of a report, one after the other; returns its exit status."""
    from detente.render.text import colored, concise  # needed where there are findings alone

    stream = stream or sys.stdout
    print(concise(report, color=colored(stream)), file=stream)
    return report.exit_status


def one_source(name: str) -> Any:
    """A source for the library; ``-`` is standard input."""
    return standard_input() if name == "-" else given_path(name)


def given_path(name: str) -> str | Path:
    """A path for the library, which takes a string of several lines for a text; here it is a name."""
    return Path(name) if "\n" in name else name


def force_option(parser: ArgumentParser) -> None:
    """``--force``, for files that exist."""
    parser.add_argument(
        "--force", action="store_true", help="overwrite the file, whatever is in it"
    )


def draft_bytes(document: Any) -> bytes:
    """A draft as JSON for people."""
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def write_draft(name: str, document: Any) -> Path:
    """Write a draft. Raises ``InputError`` if the file exists: somebody may have worked in it."""
    path = output(name, never="draft")
    write_atomically(path, draft_bytes(document))
    return path


def json_file(name: str) -> Any:
    """The plain values of a JSON file, which must pass the same checks as a dataset, except that of
    ``null``. Raises ``InputError``.
    """
    from detente.validation.parsing import json_problems  # slow to import, and few commands need it
    from detente.validation.raw import Raw

    raw = Raw(read_bytes(Path(name), pipe=True))
    for finding in json_problems(raw):
        raise InputError(name, finding.message)
    return raw.document


def standard_input() -> Document:
    """The contents of standard input. Raises ``InputError`` if it is closed."""
    if sys.stdin is None:
        raise InputError("standard input", "it is closed")
    return document_in(sys.stdin.buffer, "<stdin>")


def schema_option(parser: ArgumentParser) -> None:
    """``--schema``, by which a file names its schema."""
    parser.add_argument(
        "--schema", metavar="ADDRESS", help="name this schema in the file, for editors ($schema)"
    )


_TOLD = 10
"""Files of a folder that are left out and named: more would hide the result. A guess."""


def encoding_option(parser: ArgumentParser) -> None:
    """``--encoding``, that of texts that are not in UTF-8."""
    parser.add_argument(
        "--encoding",
        action="append",
        default=[],
        metavar="[FILE=]NAME",
        help="the encoding of the texts that are not in UTF-8, or of the text FILE; may be repeated",
    )


def texts_option(parser: ArgumentParser, purpose: str = "", *, required: bool = False) -> None:
    """``--texts``, and the encoding of what it names. ``purpose``: what the texts are for."""
    what = "a folder with the texts, or one text" + (f": {purpose}" if purpose else "")
    parser.add_argument("--texts", metavar="DIR", required=required, help=what)
    encoding_option(parser)


def texts_of(options: Namespace, path: Any = None) -> "TextFiles | None":
    """What ``--texts`` and ``--encoding`` name; ``path``: instead of ``--texts``. Raises ``InputError``."""
    path = options.texts if path is None else path
    if path is None or path == "":
        if options.encoding:
            raise InputError("--encoding", "it is that of texts, and none are given: see --texts")
        return None
    from detente.text.readers import TextFiles

    default, single = _encodings(options)
    return TextFiles(given_path(str(path)), default, encodings=single)


def given_to(options: Namespace) -> dict[str, str] | None:
    """The texts that ``--texts`` names, if it does; files that cannot be read are told of."""
    files = texts_of(options)
    if files is None:
        return None
    from detente.text.readers import GivenFiles, given_texts

    given = given_texts(files)
    tell_unread(given.unread if isinstance(given, GivenFiles) else ())
    return given


def attached(dataset: "Dataset", options: Namespace) -> "Attachment | None":
    """The spans of a dataset in the texts that ``--texts`` names, if it does; files that cannot be read
    are told of.
    """
    texts = texts_of(options)
    if texts is None:
        return None
    from detente.text.attaching.attachment import attach

    attachment = attach(dataset, texts)
    tell_unread(attachment.unread)
    return attachment


def readings(options: Namespace, paths: Sequence[str]) -> "dict[str, Reading]":
    """The texts of single files, by path, in the encodings that ``--encoding`` states."""
    default, single = _encodings(options)
    for name in single:
        if name not in {Path(path).name for path in paths}:
            option = f"--encoding {name}={single[name]}"
            raise InputError(option, "no text of this name is given")
    from detente.text.readers import TextFiles, reading_of

    return {
        path: reading_of(TextFiles(given_path(path), default, encodings=single)) for path in paths
    }


def _encodings(options: Namespace) -> tuple[str | None, dict[str, str]]:
    """The encoding of all texts that are not in UTF-8, and those of single files by name."""
    default, single = None, {}
    for given in options.encoding:
        file, equals, name = given.rpartition("=")
        if equals:
            single[Path(file).name] = name
        else:
            default = name
    return default, single


def tell_unread(unread: Iterable[InputError]) -> None:
    """Say on standard error which files of a folder are left out, and why."""
    errors = list(unread)
    for error in errors[:_TOLD]:
        print(f"detente: left out: {printable(str(error))}", file=sys.stderr)
    if len(errors) > _TOLD:
        print(f"detente: left out: {count(len(errors) - _TOLD, 'more file')}", file=sys.stderr)


def tell_reading(path: str, reading: "Reading") -> None:
    """Say on standard error what of a PDF is not part of its text, and what shows that a text is damaged."""
    from detente.text.damage import damage_of  # needed with texts alone

    if reading.left_out:
        shown = ", ".join(dict.fromkeys(reading.left_out[:_TOLD]))
        number = count(len(reading.left_out), "line")
        message = f"detente: {path}: {number} at the edges of pages left out, such as: {shown}"
        print(printable(message), file=sys.stderr)
    found = damage_of(reading.text)
    if found:
        print(printable(f"detente: {path}: {found}: get the text again"), file=sys.stderr)
