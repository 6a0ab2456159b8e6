"""``detente show``: show a record, its words and the records that refer to it."""

from argparse import ArgumentParser, Namespace

from detente.cli.shared import format_option, one_source, print_either
from detente.errors import InputError
from detente.pipeline.load import load
from detente.render import record as rendered
from detente.suggest import close_ids
from detente.text.attaching.attachment import attach as attach_texts


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "names",
        nargs="+",
        metavar="[SOURCE] ID",
        help="an id, such as claim:trade-tenfold-by-2020; the dataset may be given before it",
    )
    parser.add_argument(
        "--in",
        dest="source",
        metavar="SOURCE",
        help="the dataset: file, folder, @NAME, or - for standard input (default: @dprk-russia)",
    )
    parser.add_argument("--texts", metavar="DIR", help="a folder with the texts: show the words")
    format_option(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    source, id_ = _source_and_id(options)
    dataset = load(one_source(source))
    if id_ not in dataset:
        near = close_ids(id_, [record.id for record in dataset])
        hint = f"; close: {', '.join(near)}" if near else ""
        other = "" if options.source else "; --in FILE names another dataset"
        raise InputError(id_, f"not in {source}{hint or other}")
    record = dataset[id_]
    attachment = attach_texts(dataset, options.texts) if options.texts else None
    print_either(
        options,
        lambda: rendered.as_dict(record, attachment),
        lambda: rendered.as_text(dataset, record, attachment),
    )
    return 0


def _source_and_id(options: Namespace) -> tuple[str, str]:
    """The source, given before the id or by ``--in``, and the id."""
    *first, id_ = options.names
    if len(first) > 1:
        raise InputError(" ".join(options.names), "expected [SOURCE] ID")
    if first and options.source is not None:
        raise InputError(first[0], f"the dataset is given by --in already: {options.source}")
    return next(iter(first), options.source) or "@dprk-russia", id_
