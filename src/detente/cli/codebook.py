"""``detente codebook``: define the values of a vocabulary, with examples."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable

from detente.cli.shared import format_option, print_either, print_json
from detente.errors import InputError
from detente.render import codebook as book
from detente.suggest import close, hint
from detente.vocab.catalogue import names, vocabularies, vocabulary


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("name", nargs="?", metavar="VOCABULARY[/VALUE]")
    parser.add_argument(
        "--crosswalk", action="store_true", help="show the values in other systems, such as CAMEO"
    )
    format_option(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    if options.name is None and not options.crosswalk:
        listed = list(vocabularies())
        print_either(
            options,
            lambda: [book.as_dict(v) for v in listed],
            lambda: book.list_as_text(listed),
        )
        return 0
    if options.name is None:
        mapped = [v for v in vocabularies() if v.systems]
        print_either(
            options,
            lambda: [book.crosswalk_as_dict(v) for v in mapped],
            lambda: "\n\n".join(map(book.crosswalk_as_text, mapped)),
        )
        return 0
    name, _, value = options.name.partition("/")
    if name not in names():
        raise InputError(options.name, f"no such vocabulary; {_instead(name, names())}")
    chosen = vocabulary(name)
    if value and value not in chosen:
        values = ", ".join(entry.value for entry in chosen.values)
        raise InputError(options.name, f"no such value; there are: {values}")
    if options.crosswalk and not chosen.systems:
        mapped_names = ", ".join(v.name for v in vocabularies() if v.systems)
        raise InputError(name, f"has no crosswalk; there is one for: {mapped_names}")
    if options.format == "json":
        as_dict = book.crosswalk_as_dict if options.crosswalk else book.as_dict
        print_json(as_dict(chosen, value or None))
    else:
        as_text = book.crosswalk_as_text if options.crosswalk else book.as_text
        print(as_text(chosen, value or None))
    return 0


def _instead(name: str, known: Iterable[str]) -> str:
    """Suggestions for the name of a vocabulary that does not exist."""
    known = list(known)
    holders = [
        f"{v.name}/{entry.value}"
        for v in vocabularies()
        for entry in v.values
        if entry.value.lower() == name.lower()
    ]
    if holders:
        of = " and ".join(holder.partition("/")[0] for holder in holders)
        commands = ", ".join(f"detente codebook {holder}" for holder in holders)
        return f"it is a value of {of}: {commands}"
    return hint(close(name, known), known)
