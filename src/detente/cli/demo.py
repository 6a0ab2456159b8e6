"""``detente demo``: check the bundled dataset and sum up how its two articles compare."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from detente.cli.shared import encoding_option, print_findings, texts_of
from detente.dataset import Dataset
from detente.files import write_atomically
from detente.pipeline.validate import read
from detente.render.overview import demo
from detente.text.readers import Texts


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "--texts", metavar="DIR", help="a folder with the articles, if you have them"
    )
    parser.add_argument(
        "--open",
        action="store_true",
        help="make the page of both articles and open it in a browser",
    )
    encoding_option(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    dataset, report = read("@dprk-russia", texts=texts_of(options))
    if dataset is None or not report.ok:
        return print_findings(report) or 1
    print(demo(dataset, report))
    if options.open:
        _open(dataset, texts_of(options))
    return 0


def _open(dataset: Dataset, texts: Texts | None) -> None:
    """Make the page of both articles, and show it; where there is no browser, say where it is."""
    import webbrowser
    from tempfile import mkdtemp

    from detente.render.report.making import report as page

    path = Path(mkdtemp(prefix="detente-")) / "report.html"
    write_atomically(path, page(dataset, texts=texts).encode("utf-8"))
    opened = webbrowser.open(path.as_uri())
    print(f"the page: {path}" if opened else f"no browser was found; open {path}")
