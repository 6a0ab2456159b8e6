"""``detente compare``: compare two articles: agreement, contradictions, changes, what only one says."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from detente.analysis.comparison.compare import compare as compare_articles
from detente.analysis.comparison.result import ComparisonVerdict
from detente.cli.shared import attached, columns, one_source, print_json, texts_option
from detente.errors import InputError
from detente.pipeline.load import load
from detente.render import comparison as rendered
from detente.render import pages


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "names",
        nargs="*",
        metavar="[SOURCE] [LEFT RIGHT]",
        help="a dataset (default: @dprk-russia), and two ids of articles if it has more than two",
    )
    texts_option(parser, "show the words")
    parser.add_argument("--relation", metavar="ID", help="only items about this relation")
    parser.add_argument("--theme", metavar="THEME", help="only items with this theme")
    parser.add_argument("--issue", metavar="ID", help="only items about this issue")
    parser.add_argument("--code", metavar="SCHEME/VALUE", help="only items with this code")
    parser.add_argument(
        "--only",
        choices=(*(verdict.value for verdict in ComparisonVerdict), "only"),
        help="only this verdict; only: what only one article says",
    )
    parser.add_argument(
        "--by",
        metavar="SCHEME",
        help="group by the values of one of the dataset's schemes, by theme or by issue "
        "(default: by relation)",
    )
    parser.add_argument(
        "--all", action="store_true", help="show everything, with ids and places in the texts"
    )
    parser.add_argument("--ids", action="store_true", help="show ids and places in the texts")
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text")


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    source, articles = _source_and_articles(options.names)
    dataset = load(one_source(source))
    comparison = compare_articles(dataset, *articles, by=options.by)
    attachment = attached(dataset, options)
    if attachment and all(
        attachment[a.id].text is None for a in (comparison.left, comparison.right)
    ):
        raise InputError(options.texts, f"no text of {comparison.left.id} or {comparison.right.id}")
    comparison = comparison.where(
        relation=options.relation,
        theme=options.theme,
        issue=options.issue,
        code=options.code,
        verdict=options.only,
    )
    if options.format == "json":
        print_json(rendered.as_dict(comparison, attachment))
    elif options.format == "markdown":
        print(rendered.as_markdown(comparison, attachment, every=options.all, ids=options.ids))
    else:
        width = columns(pages.WIDTH)
        print(
            rendered.as_text(
                comparison, attachment, every=options.all, ids=options.ids, width=width
            )
        )
    return 0


def _source_and_articles(names: list[str]) -> tuple[str, list[str]]:
    """The source, and two articles or none."""
    first = [names[0]] if names and not names[0].startswith("article:") else []
    articles = names[len(first) :]
    for name in articles:
        if name.startswith("@") or Path(name).exists():
            reason = "a comparison takes one dataset; detente merge makes one of several"
            raise InputError(name, reason)
    if len(articles) not in (0, 2):
        raise InputError(" ".join(articles), "expected the ids of two articles: LEFT RIGHT")
    return "".join(first) or "@dprk-russia", articles
