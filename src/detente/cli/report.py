"""``detente report``: a page in HTML with the accounts of two articles side by side."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from detente.analysis.agreement.agree import agree
from detente.analysis.agreement.figures import Agreement
from detente.cli.shared import one_source, refuse_input
from detente.dataset import Dataset
from detente.display import printable
from detente.errors import InputError
from detente.files import HEAD, datasets_below, write_atomically
from detente.pipeline.load import load
from detente.render.report.index import Made, file_of, index_page, title_of
from detente.render.report.making import relation_report, report, speaking_of
from detente.render.report.page import LARGE


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "source",
        nargs="?",
        default="@dprk-russia",
        metavar="SOURCE",
        help="a dataset, - for standard input, or a folder with several (default: @dprk-russia)",
    )
    parser.add_argument("--texts", metavar="DIR", help="a folder with the texts: show the words")
    parser.add_argument(
        "--no-words", action="store_true", help="leave the words out, so that the page may be published"
    )
    parser.add_argument("--left", metavar="ID", help="an article; with several datasets or articles")
    parser.add_argument("--right", metavar="ID", help="the article beside it")
    parser.add_argument("--relation", metavar="ID", help="only what bears on this relation")
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


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    datasets = _datasets(options.source)
    output = Path(options.output)
    inputs = [name for name in (options.source, options.texts) if name and name[0] not in "@-"]
    settings: dict[str, Any] = {
        "texts": options.texts,
        "words": not options.no_words,
        "agreement": _agreement(options.passes),
    }
    if output.is_dir() or not output.suffix:
        _folder(datasets, options, output, inputs, settings)
        return 0
    refuse_input(output, *inputs)
    dataset = _one(datasets, options)
    _write(output, report(dataset, options.left, options.right, relation=options.relation, **settings))
    return 0


def _datasets(source: str) -> list[Dataset]:
    """The dataset of a source; of a folder that is none itself all datasets below it."""
    folder = Path(source)
    if source[:1] in ("@", "-") or not folder.is_dir() or (folder / HEAD).is_file():
        return [load(one_source(source))]
    datasets = [load(path) for path in datasets_below([folder])]
    if not datasets:
        raise InputError(source, "no dataset in it")
    return datasets


def _one(datasets: list[Dataset], options: Namespace) -> Dataset:
    """The dataset with what was chosen. Raises ``InputError`` if there are several or none."""
    if len(datasets) == 1:
        return datasets[0]
    chosen = [id_ for id_ in (options.left, options.right, options.relation) if id_]
    if not chosen:
        reason = f"it has {len(datasets)} datasets; name --left and --right, or a folder for an index: -o FOLDER"
        raise InputError(options.source, reason)
    found = [dataset for dataset in datasets if all(id_ in dataset for id_ in chosen)]
    if len(found) != 1:
        what = " and ".join(chosen)
        where = "no dataset has all of it" if not found else f"{len(found)} datasets have it"
        raise InputError(what, f"{where}; detente merge makes one dataset of several")
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
    """The index, and the page that was chosen."""
    chosen = (options.left, options.right)
    made = []
    if any(chosen) or options.relation:
        dataset = _one(datasets, options)
        if any(chosen):
            articles = chosen
            page = report(
                dataset, *chosen, relation=options.relation, index="index.html", **settings
            )
        else:
            articles = tuple(a.id for a in speaking_of(dataset, options.relation))
            page = relation_report(dataset, options.relation, index="index.html", **settings)
        relation = None if any(chosen) else options.relation
        title = title_of(dataset, articles, relation)
        made.append((Made(file_of(articles, relation), title, articles, relation), page))
    pages = {one.file: page for one, page in made}
    pages["index.html"] = index_page(datasets, [one for one, _page in made])
    for name in pages:
        refuse_input(folder / name, *inputs)
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in pages.items():
        _write(folder / name, page)


def _write(path: Path, page: str) -> None:
    data = page.encode("utf-8")
    write_atomically(path, data)
    print(f"written: {printable(str(path))} ({len(data) / 1000:.0f} kB)")
    if len(data) > LARGE:
        print(
            f"detente: {printable(str(path))}: {len(data) / 1e6:.1f} MB, which is more than 1 MB: large for a "
            "page; --relation shows a part",
            file=sys.stderr,
        )
