"""``detente bridges``: list the formats of other tools."""

from argparse import ArgumentParser, Namespace

from detente.bridges.registry import BRIDGES
from detente.cli.shared import format_option, print_either
from detente.render import bridging


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    format_option(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    print_either(
        options, lambda: [b.to_dict() for b in BRIDGES.values()], lambda: bridging.table(BRIDGES)
    )
    return 0
