"""``detente schema``: print a JSON Schema, or set up an editor with them."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from detente.errors import InputError
from detente.inert import printable
from detente.schema import schema_text


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--draft", action="store_true", help="the schema of a draft, for editors")
    which.add_argument(
        "--report", action="store_true", help="the schema of the output of validate --format json"
    )
    which.add_argument(
        "--install",
        nargs="?",
        const=".",
        metavar="FOLDER",
        help="set up VS Code for a folder of annotations (default: this one): write the schemas and "
        "their lines of settings.json into .vscode; what that file holds is kept",
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
    if options.install is not None:
        return _install(Path(options.install))
    name = "report" if options.report else "draft" if options.draft else "dataset"
    print(schema_text("draft-reduced" if options.reduced else name), end="")
    return 0


def _install(folder: Path) -> int:
    from detente.schema.editor import FOLDER, PATTERNS, install  # not to print a schema

    installed = install(folder)
    for path in installed.written:
        print(f"written: {printable(str(path))}")
    for path, address in installed.unopenable:
        name = printable(str(path))
        print(f"{name} names the schema {printable(address)}, which no editor can open;")
        print('  delete its line "$schema"')
    if installed.by_hand:
        settings = printable(str(folder / FOLDER / "settings.json"))
        print(f"{settings} is no plain JSON, perhaps because of comments, and was left alone.")
        print(f"Add these lines to it by hand:\n{installed.by_hand}")
        return 2
    names = ", ".join(PATTERNS.values())
    print(f"VS Code is set up for {names}: open the folder {printable(str(folder))} in it")
    return 0
