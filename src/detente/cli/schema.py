"""``detente schema``: print a JSON Schema."""

from argparse import ArgumentParser, Namespace

from detente.errors import InputError
from detente.schema import schema_text


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--draft", action="store_true", help="the schema of a draft, for editors")
    which.add_argument(
        "--report", action="store_true", help="the schema of the output of validate --format json"
    )
    parser.add_argument(
        "--reduced",
        action="store_true",
        help="with --draft: the schema for structured output of models",
    )


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    if options.reduced and not options.draft:
        raise InputError("--reduced", "needs --draft")
    name = "report" if options.report else "draft" if options.draft else "dataset"
    print(schema_text("draft-reduced" if options.reduced else name), end="")
    return 0
