"""``detente agree``: compare two annotations of the same articles."""

from argparse import ArgumentParser, Namespace

from detente.analysis.agreement.agree import agree as agree_on
from detente.cli.shared import format_option, one_source, print_either
from detente.errors import InputError
from detente.render.agreement import agreement as as_text

_DIGITS = 18
"""The digits of an offset at most: more than any text has characters."""


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "left", metavar="A", help="a dataset: file, folder, @NAME, or - for standard input"
    )
    parser.add_argument("right", metavar="B", help="the other dataset")
    parser.add_argument(
        "--within",
        action="append",
        default=[],
        metavar="ARTICLE:START-END",
        help="compare only this range (code points); may be repeated",
    )
    parser.add_argument(
        "--samples", type=int, default=1000, metavar="N", help="number of resamples (1000)"
    )
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="seed of the resampling (0)"
    )
    parser.add_argument("--all", action="store_true", help="list every disagreement")
    format_option(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    agreement = agree_on(
        one_source(options.left),
        one_source(options.right),
        within=[_window(text) for text in options.within],
        samples=options.samples,
        seed=options.seed,
    )
    print_either(options, agreement.to_dict, lambda: as_text(agreement, every=options.all))
    return 0


def _window(text: str) -> tuple[str, int, int]:
    """An article and a range in it, written ``ARTICLE:START-END``."""
    article, _, window = text.rpartition(":")
    start, _, end = window.partition("-")
    numbers = (start, end)
    if not article or not all(n.isdecimal() and len(n) <= _DIGITS for n in numbers):
        raise InputError(text, "expected ARTICLE:START-END, such as article:mine:120-480")
    return article if ":" in article else f"article:{article}", int(start), int(end)
