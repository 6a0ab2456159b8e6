"""``detente rules``: list the rules."""

from argparse import ArgumentParser, Namespace

from detente.cli.shared import format_option, print_either
from detente.render.handbook import handbook, list_of_rules


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    format_option(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    rules = handbook()["rules"]
    print_either(options, lambda: rules, lambda: list_of_rules(rules))
    return 0
