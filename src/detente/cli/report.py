"""``detente report``: a page in HTML with the accounts of two articles side by side."""

import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from detente.analysis.agreement.agree import agree
from detente.analysis.agreement.figures import Agreement
from detente.cli.shared import force_option, given_to, one_source, texts_option
from detente.dataset import Dataset
from detente.errors import InputError
from detente.files import HEAD, datasets_below, named_path, write_atomically
from detente.inert import printable
from detente.pipeline.load import load
from detente.pipeline.outputs import holding, output
from detente.render.report.index import Made, file_of, index_page, title_of
from detente.render.report.making import relation_report, report, speaking_of
from detente.render.report.page import LARGE

# A title may go over several lines.
_OF_DATASET = re.compile('<p class="from">.*?</p>', re.DOTALL)
_TITLE = re.compile("<title>.*?</title>", re.DOTALL)
"""What a page says of the dataset that it is made of; an index says it in its title."""


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "source",
        nargs="?",
        default="@dprk-russia",
        metavar="SOURCE",
        help="a dataset, - for standard input, or a folder with several (default: @dprk-russia)",
    )
    texts_option(parser, "show the words")
    parser.add_argument(
        "--no-words",
        action="store_true",
        help="leave the words out, so that the page may be published",
    )
    for name, text in (
        ("left", "an article, where there are more than two"),
        ("right", "the article beside it"),
        (
            "relation",
            "only what bears on this relation; in a folder a page of all that describe it",
        ),
    ):
        parser.add_argument(
            f"--{name}",
            action="append",
            default=[],
            metavar="ID",
            help=f"{text}; in a folder repeatable",
        )
    parser.add_argument(
        "--passes",
        nargs=2,
        metavar=("A", "B"),
        help="two annotations of the same articles: show how far they agree",
    )
    parser.add_argument(
        "-o",
        "--output",
        default="report.html",
        metavar="OUT",
        help="the file to write (report.html); a folder, or a name without a suffix, for an index of all "
        "articles and relations with the page of what is chosen",
    )
    force_option(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    datasets = _datasets(options.source)
    target = named_path(options.output)
    inputs = [name for name in (options.source, options.texts) if name and name[0] not in "@-"]
    settings: dict[str, Any] = {
        "texts": given_to(options),
        "words": not options.no_words,
        "agreement": _agreement(options.passes),
    }
    if target.is_dir() or not target.suffix:
        _folder(datasets, options, target, inputs, settings)
        return 0
    chosen = (options.left, options.right, options.relation)
    if any(len(given) > 1 for given in chosen):
        raise InputError(
            str(target), "one page has one pair and one relation; for several give a folder"
        )
    left, right, relation = (next(iter(given), None) for given in chosen)
    dataset = _one(datasets, options.source, filter(None, (left, right, relation)))
    page = report(dataset, left, right, relation=relation, **settings)
    _write(_free(target, page, inputs, options), page)
    return 0


def _datasets(source: str) -> list[Dataset]:
    """The dataset of a source; of a folder that is none itself all datasets below it."""
    folder = named_path(source)
    if source[:1] in ("@", "-") or not folder.is_dir() or (folder / HEAD).is_file():
        return [load(one_source(source))]
    datasets = [load(path) for path in datasets_below([folder])]
    if not datasets:
        raise InputError(source, "no dataset in it")
    return datasets


def _one(datasets: list[Dataset], source: str, chosen: Iterable[str]) -> Dataset:
    """The dataset that has all that was chosen. Raises ``InputError`` if there are several or none."""
    if len(datasets) == 1:
        return datasets[0]
    ids = [*chosen]
    if not ids:
        reason = f"it has {len(datasets)} datasets; name --left and --right, or a folder for an index: -o FOLDER"
        raise InputError(source, reason)
    found = [dataset for dataset in datasets if all(id_ in dataset for id_ in ids)]
    if len(found) != 1:
        where = "no dataset has all of it" if not found else f"{len(found)} datasets have it"
        raise InputError(" and ".join(ids), f"{where}; detente merge makes one dataset of several")
    return found[0]


def _agreement(passes: list[str] | None) -> Agreement | None:
    return None if passes is None else agree(*map(one_source, passes))


def _folder(
    datasets: list[Dataset],
    options: Namespace,
    folder: Path,
    inputs: list[str],
    settings: dict[str, Any],
) -> None:
    """The index, and the pages that were chosen; of no more than two articles that of both."""
    if len(options.left) != len(options.right):
        raise InputError(str(folder), "each --left needs a --right")
    settings["index"] = "index.html"
    made = []
    pages = {}
    for pair in zip(options.left, options.right, strict=True):
        dataset = _one(datasets, options.source, pair)
        made.append(Made(file_of(pair), title_of(dataset, pair), pair))
        pages[made[-1].file] = report(dataset, *pair, **settings)
    few = len(datasets) == 1 and 0 < len(datasets[0].articles) <= 2
    if few and not (options.left or options.relation):
        every = tuple(article.id for article in datasets[0].articles)
        made.append(Made(file_of(every), title_of(datasets[0], every), every))
        pages[made[-1].file] = report(datasets[0], **settings)
    for relation in options.relation:
        dataset = _one(datasets, options.source, (relation,))
        page = relation_report(dataset, relation, **settings)
        articles = tuple(article.id for article in speaking_of(dataset, relation))
        title = title_of(dataset, articles, relation)
        made.append(Made(file_of(articles, relation), title, articles, relation))
        pages[made[-1].file] = page
    pages["index.html"] = index_page(datasets, made)
    for name, page in pages.items():
        _free(folder / name, page, inputs, options)
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in pages.items():
        _write(folder / name, page)


def _free(path: Path, page: str, inputs: list[str], options: Namespace) -> Path:
    """The path, if nothing else is there than another page of the same dataset."""
    head = page[: page.find("Content-Security-Policy")]
    mark = (*_OF_DATASET.findall(page), *_TITLE.findall(page))[0]
    earlier = holding(head, mark)
    return output(str(path), inputs=inputs, force=options.force, earlier=earlier)


def _write(path: Path, page: str) -> None:
    data = page.encode("utf-8")
    write_atomically(path, data)
    print(f"written: {printable(str(path))} ({len(data) / 1000:.0f} kB)")
    if len(data) > LARGE:
        print(
            f"detente: {printable(str(path))}: a page of {len(data) / 1e6:.1f} MB; above 1 MB they are slow to open",
            file=sys.stderr,
        )
