"""The command ``detente``: one module for each subcommand, with its ``arguments`` and its ``run``.

Exit status: 0 no errors, 1 errors, 2 could not run. Only the module of the given subcommand is imported,
so that no subcommand loads what only others need.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

from detente.cli.streams import inert_streams, settled, silence
from detente.errors import DetenteError, reason_of
from detente.inert import MESSAGE, printable
from detente.version import __version__

COMMANDS = {
    "demo": "check the bundled dataset and sum up how its two articles compare",
    "text": "write the text of a web page, a PDF or a plain file, as it is annotated",
    "draft": "make a skeleton draft from a text",
    "extract": "ask a language model for the records of texts, through a function of yours",
    "seal": "turn the quotes of a draft into spans",
    "validate": "check datasets and drafts",
    "attach": "find the spans of a dataset in your copies of its articles",
    "rebase": "carry a dataset over to texts that were changed",
    "fmt": "write datasets in canonical form",
    "recode": "change values, codes and ids wherever they stand",
    "migrate": "convert files of an older format version to the current one",
    "merge": "unite datasets that were made apart, without choosing between them",
    "stats": "count the records of a dataset",
    "statements": "list who says what, or what happened when; as text, CSV or JSON",
    "tables": "write a dataset as tables, for R, pandas, SQL, spreadsheets",
    "corpus": "tables and findings of thousands of files, as Parquet",
    "export": "write a dataset in the format of another tool",
    "import": "read what was marked in another tool, as a draft",
    "bridges": "list the formats of other tools, and what each of them loses",
    "agree": "compare two annotations of the same articles",
    "compare": "compare two articles: agreement, contradictions, changes, what only one says",
    "report": "make a page in HTML: two accounts side by side, with timeline, statements and evidence",
    "schema": "print a JSON Schema",
    "rules": "list the rules",
    "explain": "explain a rule, a kind of record, or a verdict of attach",
    "codebook": "define the values of a vocabulary, with examples",
    "docs": "list the pages of the documentation, or print one",
    "show": "show a record, its words and the records that refer to it",
}
"""The subcommands, each with its line in ``detente --help``."""

_EPILOG = """exit status: 0 no errors, 1 errors (--strict: or warnings), 2 could not run

first steps:
  detente demo                              what two annotated articles say
  detente draft MY.txt -o MY.xlsx           a workbook to annotate a text in
  detente validate MY.xlsx --texts MY.txt   what is wrong, by sheet and cell
  detente seal MY.xlsx --texts MY.txt -o MY.detente.json
                                            the finished file
  detente docs workbook                     the same, step by step
"""


class _Parser(argparse.ArgumentParser):
    """A parser whose errors show arguments without what a terminal would obey."""

    def error(self, message: str) -> NoReturn:
        super().error(printable(message, MESSAGE))


def parser(commands: Iterable[str] = tuple(COMMANDS)) -> argparse.ArgumentParser:
    """The parser. ``commands``: those to build with arguments; the others get only a name."""
    top = _Parser(
        prog="detente",
        description="Who says what about whom, as of when, and in which words.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"detente {__version__}")
    below = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, text in COMMANDS.items():
        command = below.add_parser(name, help=text, description=text)
        if name in commands:
            _module(name).arguments(command)
    return top


def _module(command: str) -> Any:
    """The module of a subcommand; ``import`` is a word of Python."""
    return import_module(f"detente.cli.{'import_' if command == 'import' else command}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        options = parser([name for name in COMMANDS if name in given]).parse_args(given)
    except SystemExit as stop:
        return settled(0 if stop.code in (None, 0) else 2)
    except KeyboardInterrupt:
        return settled(_fail("interrupted"))
    if sys.stdout is None or sys.stderr is None:
        return 2  # closed by the caller: a status of 0 would claim a clean result
    return settled(_run(options, given))


def _run(options: argparse.Namespace, given: Sequence[str]) -> int:
    with inert_streams() as streams:
        try:
            from detente.cli.progress import bar  # not for --version and --help
            from detente.pipeline.outputs import refuse_emptied

            refuse_emptied(given)
            run = _module(options.command).run
            with bar():
                status: int = run(options)
            sys.stdout.flush()
        except DetenteError as error:
            return _refused(error)
        except BrokenPipeError:  # the reader of our output closed the pipe
            if streams.err.failed:  # what went wrong could not be told
                return 2
            silence(sys.stdout)
            return 0
        except OSError as error:
            name = f"{error.filename}: " if error.filename else ""
            return _fail(f"{name}{reason_of(error)}")
        except KeyboardInterrupt:
            return _fail("interrupted")
        return status


def _refused(error: DetenteError) -> int:
    """Say why: of a source that was read and refused all findings. They go to standard error, since
    what a command makes may be redirected into a file.
    """
    from detente.cli.shared import print_findings  # on use: most commands are not refused
    from detente.diagnostics import InvalidError

    if not isinstance(error, InvalidError):
        return _fail(str(error))
    with suppress(OSError):
        print_findings(error.report, sys.stderr)
    return 1


def _fail(message: str) -> int:
    with suppress(OSError):  # a full disk for standard error too: the status says it
        print(f"detente: {printable(message, MESSAGE)}", file=sys.stderr)
    return 2
