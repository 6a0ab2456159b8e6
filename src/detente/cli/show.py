"""``detente show``: show a record, its words and the records that refer to it; or list what there is."""

import re
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import NamedTuple

from detente.cli.shared import (
    attached,
    format_option,
    one_source,
    print_either,
    texts_option,
)
from detente.dataset import Dataset
from detente.errors import InputError
from detente.pipeline.load import load
from detente.records import ARRAYS
from detente.records.kinds import KINDS, SLUG
from detente.render import record as rendered
from detente.suggest import close, close_ids


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "names",
        nargs="*",
        metavar="ID | KIND | SOURCE",
        help="an id, such as claim:russia-dprk-trade-grows-tenfold; or a kind of record, such as claims, to list "
        "them; and the dataset, before or after it",
    )
    parser.add_argument(
        "--in",
        dest="source",
        metavar="SOURCE",
        help="the dataset: file, folder, @NAME, or - for standard input (default: @dprk-russia)",
    )
    texts_option(parser, "show the words")
    format_option(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    asked = _asked(options)
    dataset = load(one_source(asked.source))
    if asked.id is None:
        names = ARRAYS if asked.array is None else (asked.array,)
        print_either(
            options,
            lambda: {name: [record.id for record in getattr(dataset, name)] for name in names},
            lambda: rendered.as_list(dataset, asked.array),
        )
        return 0
    _require(dataset, asked, options)
    record = dataset[asked.id]
    attachment = attached(dataset, options)
    print_either(
        options,
        lambda: rendered.as_dict(record, attachment),
        lambda: rendered.as_text(dataset, record, attachment),
    )
    return 0


class _Asked(NamedTuple):
    source: str
    id: str | None
    array: str | None


def _require(dataset: Dataset, asked: _Asked, options: Namespace) -> None:
    if asked.id not in dataset:
        near = close_ids(str(asked.id), [record.id for record in dataset])
        hint = f"; close: {', '.join(near)}" if near else ""
        given = options.source or len(options.names) > 1
        other = "" if given else "; --in FILE names another dataset"
        raise InputError(asked.id, f"not in {asked.source}{hint or other}")


def _asked(options: Namespace) -> _Asked:
    """The source, and an id or an array, in either order."""
    sources = [] if options.source is None else [options.source]
    wanted: list[str] = []
    for name in options.names:
        _refuse_unknown_kind(name)
        (wanted if _is_wanted(name) else sources).append(name)
    if (
        not wanted and len(sources) > 1
    ):  # beside a dataset the id of a scheme is one, without a colon
        wanted = [name for name in options.names if _is_slug(name)][:1]
        sources = [name for name in sources if name not in wanted]
    if len(wanted) > 1 or len(sources) > 1:
        raise InputError(" ".join(options.names), "expected an id or a kind, and one dataset")
    source = next(iter(sources), "@dprk-russia")
    if not wanted:
        return _Asked(source, None, None)
    array = _ARRAY_OF.get(wanted[0])
    return _Asked(source, wanted[0] if array is None else None, array)


_ARRAY_OF = {word: name for name in ARRAYS for word in (name, name.removesuffix("s"))}
"""An array by its name, in the plural or the singular."""


def _is_slug(name: str) -> bool:
    return re.fullmatch(SLUG, name) is not None and not Path(name).exists()


def _refuse_unknown_kind(name: str) -> None:
    """Raise ``InputError`` for what looks like an id, but of a kind that there is not."""
    kind, colon, _slug = name.partition(":")
    near = close(kind, KINDS) if colon and kind not in KINDS and not Path(name).exists() else []
    if near:
        raise InputError(name, f"no such kind of record; close: {', '.join(near)}")


def _is_wanted(name: str) -> bool:
    """Whether it is an id or a kind of record, rather than a dataset."""
    kind, colon, _slug = name.partition(":")
    return (bool(colon) and kind in KINDS) or (name in _ARRAY_OF and not Path(name).exists())
