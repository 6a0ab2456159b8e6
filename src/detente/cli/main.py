"""Arguments, exit statuses, and the way to the functions that do the work.

Exit status: 0 no errors, 1 errors, 2 could not run. Each function imports what it needs, so that
``detente --version`` stays fast.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from typing import Any

from detente import __version__

_EPILOG = """exit status: 0 no errors, 1 errors (with --strict, warnings too), 2 could not run

the way in:
  detente demo                              what is in the bundled dataset, proven
  detente draft TEXT.txt -o MY.draft.json   a skeleton to annotate, with quotes
  detente validate MY.draft.json --texts .  what is wrong with it so far
  detente seal MY.draft.json --texts . -o MY.detente.json
"""


def parser() -> argparse.ArgumentParser:  # noqa: PLR0915  one statement an option
    """The parser of all commands."""
    top = argparse.ArgumentParser(
        prog="detente",
        description="Who says what about whom, as of when, and in which words.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"detente {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(name: str, text: str, **more: Any) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text, **more)

    demo = command("demo", "show what is in the bundled dataset, proven")
    demo.add_argument("--texts", metavar="DIR", help="folder with the articles, if you have them")

    draft = command("draft", "make a skeleton draft from plain text")
    draft.add_argument("paths", nargs="+", metavar="TEXT", help="a text file, or a sealed dataset")
    draft.add_argument("-o", "--output", metavar="FILE", help="where to write it (standard output)")
    draft.add_argument(
        "--records", metavar="FILE", help="put in the records that a model returned (JSON)"
    )
    draft.add_argument("--texts", metavar="DIR", help="turn a sealed dataset into a draft again")

    seal = command("seal", "turn the quotes of a draft into spans")
    seal.add_argument("draft", metavar="DRAFT", help="the draft, - for standard input")
    seal.add_argument("--texts", metavar="DIR", required=True, help="folder with the texts, or one")
    seal.add_argument("-o", "--output", metavar="FILE", help="where to write it (standard output)")
    _report_options(seal)

    validate = command("validate", "check datasets and drafts")
    validate.add_argument(
        "paths",
        nargs="*",
        default=["."],
        metavar="PATH",
        help="files, folders, @NAME for bundled data, - for standard input (default: .)",
    )
    validate.add_argument("--texts", metavar="DIR", help="folder with the texts, or one text")
    validate.add_argument(
        "--strict",
        action=argparse.BooleanOptionalAction,
        help="rules of a release; warnings count",
    )
    mending = validate.add_mutually_exclusive_group()
    mending.add_argument(
        "--fix", action="store_true", help="mend the files where nothing can be lost by it"
    )
    mending.add_argument(
        "--diff", action="store_true", help="show what --fix would change, write nothing"
    )
    validate.add_argument(
        "--whole", action="store_true", help="of a file that is part of a folder, the whole folder"
    )
    _report_options(validate)

    attach = command("attach", "find the spans of a dataset in your copies of its articles")
    attach.add_argument("source", nargs="?", default="@dprk-russia", metavar="DATASET")
    attach.add_argument(
        "--texts", metavar="DIR", required=True, help="folder with the texts, or one"
    )
    attach.add_argument("--all", action="store_true", help="list every span that is lost")
    _format_option(attach)

    fmt = command("fmt", "write datasets in canonical form")
    fmt.add_argument("paths", nargs="+", metavar="PATH", help="files or folders")
    fmt.add_argument("--check", action="store_true", help="write nothing; 1 if a file would change")

    migrate = command("migrate", "bring files of an older format to the one of this version")
    migrate.add_argument(
        "paths", nargs="+", metavar="FILE", help="datasets, drafts, folders; - for standard input"
    )
    migrate.add_argument(
        "-o", "--output", metavar="OUT", help="a new file for it, instead of the one that was read"
    )
    migrate.add_argument(
        "--check", action="store_true", help="write nothing; 1 if a file would change"
    )
    migrate.add_argument("--all", action="store_true", help="list every change")
    _format_option(migrate)

    stats = command("stats", "count what is in a dataset")
    stats.add_argument("source", nargs="?", default="@dprk-russia", metavar="SOURCE")
    _format_option(stats)

    tables = command("tables", "write a dataset as tables, for R, pandas, SQL, spreadsheets")
    tables.add_argument("output", metavar="OUT", help="a folder that is new or empty")
    tables.add_argument("source", nargs="?", default="@dprk-russia", metavar="SOURCE")
    tables.add_argument(
        "--parquet", action="store_true", help="Parquet beside CSV (extra detente[tables])"
    )

    agree = command("agree", "compare two annotations of the same articles")
    agree.add_argument("left", metavar="A", help="a dataset: file, folder, @NAME, - for input")
    agree.add_argument("right", metavar="B", help="another one")
    agree.add_argument(
        "--within",
        action="append",
        default=[],
        metavar="ARTICLE:START-END",
        help="compare only what lies there (code points); can be given again",
    )
    agree.add_argument("--samples", type=int, default=1000, metavar="N", help="resamples (1000)")
    agree.add_argument("--seed", type=int, default=0, metavar="N", help="of the resampling (0)")
    agree.add_argument("--all", action="store_true", help="list every disagreement")
    _format_option(agree)

    compare = command("compare", "what two articles share, dispute, see changed, say alone")
    compare.add_argument(
        "names",
        nargs="*",
        metavar="[SOURCE] [LEFT RIGHT]",
        help="a dataset (default: @dprk-russia), and the ids of two of its articles, if it has more",
    )
    compare.add_argument("--texts", metavar="DIR", help="folder with the texts: shows the words")
    compare.add_argument("--relation", metavar="ID", help="only what bears on this relation")
    compare.add_argument("--theme", metavar="THEME", help="only this policy field")
    compare.add_argument(
        "--only",
        choices=(
            *("agree", "contradict", "changed", "different_scope", "reported", "similar"),
            *("only", "only_left", "only_right"),
        ),
        help="only what has this verdict; only: what one of them says alone",
    )
    compare.add_argument("--all", action="store_true", help="list all that only one of them says")
    compare.add_argument("--format", choices=("text", "json", "markdown"), default="text")

    schema = command("schema", "print a JSON Schema")
    which = schema.add_mutually_exclusive_group()
    which.add_argument("--draft", action="store_true", help="of a draft, for editors")
    which.add_argument("--report", action="store_true", help="of validate --format json")
    schema.add_argument(
        "--reduced", action="store_true", help="with --draft: for structured output of models"
    )

    rules = command("rules", "list the rules")
    _format_option(rules)

    explain = command("explain", "explain a rule, a kind of record, a verdict of attaching")
    explain.add_argument("code", metavar="CODE|WORD", help="such as D201, claim, relation, edited")
    _format_option(explain)

    codebook = command("codebook", "define the values of a vocabulary, with examples")
    codebook.add_argument("name", nargs="?", metavar="VOCABULARY[/VALUE]")
    codebook.add_argument(
        "--crosswalk", action="store_true", help="the values in other systems, such as CAMEO"
    )
    _format_option(codebook)

    show = command("show", "show a record, its words and what refers to it")
    show.add_argument(
        "names",
        nargs="+",
        metavar="[SOURCE] ID",
        help="its id, such as claim:trade-tenfold-by-2020; a dataset may stand before it",
    )
    show.add_argument(
        "--in",
        dest="source",
        metavar="SOURCE",
        help="the dataset: file, folder, @NAME, - for input (default: @dprk-russia)",
    )
    show.add_argument("--texts", metavar="DIR", help="folder with the texts: shows the words")
    _format_option(show)
    return top


def _format_option(command: argparse.ArgumentParser) -> None:
    command.add_argument("--format", choices=("text", "json"), default="text")


def _report_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--format",
        choices=("text", "json", "sarif", "github"),
        default="text",
        help="json: detente schema --report; sarif: SARIF 2.1.0; github: workflow commands",
    )
    for name, text in (("select", "only these rules"), ("ignore", "not these rules")):
        command.add_argument(
            f"--{name}",
            action="append",
            default=[],
            metavar="CODES",
            help=f"{text}: codes or beginnings of codes, such as D2,D307",
        )
    lengths = command.add_mutually_exclusive_group()
    lengths.add_argument("--all", action="store_true", help="in text, more than 5 findings a rule")
    lengths.add_argument("--concise", action="store_true", help="in text, one line a finding")
    lengths.add_argument("--statistics", action="store_true", help="count the findings by rule")
    where = command.add_mutually_exclusive_group()
    where.add_argument(
        "--config", metavar="FILE", help="a TOML file with [tool.detente] (nearest pyproject.toml)"
    )
    where.add_argument("--isolated", action="store_true", help="without any configuration")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    try:
        options = parser().parse_args(arguments)
    except SystemExit as stop:
        return 0 if stop.code in (None, 0) else 2
    for stream in (sys.stdout, sys.stderr):
        if stream is None:  # closed by the caller: what cannot be said must not look clean
            return 2
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    from detente.cli import commands
    from detente.errors import DetenteError

    try:
        status: int = getattr(commands, options.command)(options)
        sys.stdout.flush()
    except DetenteError as error:
        return _fail(str(error))
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        return _fail(f"{name}{(error.strerror or type(error).__name__).lower()}")
    except KeyboardInterrupt:
        return _fail("interrupted")
    return status


def _fail(message: str) -> int:
    print(f"detente: {message}", file=sys.stderr)
    return 2
