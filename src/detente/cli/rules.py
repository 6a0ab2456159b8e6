"""``detente rules``: list the rules."""

from argparse import ArgumentParser, Namespace

from detente.cli.shared import format_option, print_either
from detente.render.overview import list_of_rules
from detente.validation.catalogue import all_rules


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    format_option(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    print_either(
        options,
        lambda: [rule.to_dict() for rule in all_rules().values()],
        lambda: list_of_rules(all_rules().values()),
    )
    return 0
