"""``detente statements``: list who says what, or what happened when; filtered; as text, CSV or JSON."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from detente.cli.shared import (
    attached,
    columns,
    force_option,
    one_source,
    texts_option,
)
from detente.dataset import Dataset
from detente.display import WIDTH, count
from detente.errors import InputError, LostSpanError
from detente.files import write_atomically
from detente.inert import json_text
from detente.pipeline.load import load
from detente.pipeline.outputs import output
from detente.records.labels import Labels
from detente.render import statements as rendered
from detente.tabular import flat
from detente.text.attaching.attachment import Attachment
from detente.vocab.enums import AttitudeKind, SourceKind

_FILTERS = {
    "about": ("ID", "about this actor, event, relation, issue or claim"),
    "relation": ("ID", "about this relation, or about both of its parties"),
    "party": ("ID", "about a relation of this actor, or about both parties of one"),
    "actor": ("ID", "that name this actor: holder, about, judged, attitude, party of a relation"),
    "holder": ("WHO", "held by this actor, article, or kind of source, such as generic"),
    "article": ("ID", "in this article"),
    "kind": ("KIND", "of this kind: claim, event, causal, event/aid"),
    "commitment": ("VALUE", "with this commitment, such as CT+"),
    "judged": ("ID", "that judge this, or call on this actor"),
    "attitude": ("WHO", "that tell of an attitude of this actor, or of this kind: want, fear"),
    "issue": ("ID", "that name this issue"),
    "theme": ("THEME", "with this theme"),
    "code": ("CODE", "with this code, scheme/value, or with any code of a scheme"),
    "since": ("DATE", "that can lie on or after the first day of this date (EDTF)"),
    "until": ("DATE", "that can lie on or before the last day of this date (EDTF)"),
    "dated": ("WHOSE", "whose date is their own (own), or only the article's (publication)"),
}
_ONCE = ("since", "until")
_OF_RECORDS = [name for name, (what, _) in _FILTERS.items() if what in ("ID", "WHO")]
"""The filters that name records, by id or by what a record is called."""
_KINDS = frozenset((*SourceKind, *AttitudeKind))
"""What some of them take besides."""


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("source", nargs="?", default="@dprk-russia", metavar="SOURCE")
    parser.add_argument(
        "--events",
        action="store_true",
        help="a row for each account of an event, in order of time, instead of statements",
    )
    for name, (metavar, text) in _FILTERS.items():
        again = "" if name in _ONCE else "; repeat it for any of several"
        parser.add_argument(
            f"--{name}",
            action="store" if name in _ONCE else "append",
            metavar=metavar,
            help=f"only rows {text}{again}",
        )
    parser.add_argument(
        "--ids", action="store_true", help="with text: the id of each claim or event"
    )
    parser.add_argument(
        "--by-time", action="store_true", help="statements in order of time, as events are"
    )
    texts_option(parser, "add the words")
    forms = parser.add_mutually_exclusive_group()
    for form in ("csv", "json"):
        forms.add_argument(
            f"--{form}",
            dest="form",
            action="store_const",
            const=form,
            help=f"write {form.upper()}, with ids and labels",
        )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="the file to write; one that ends in .csv or .json is written as such",
    )
    force_option(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    dataset = load(one_source(options.source))
    rows = _rows(dataset, options)
    attachment = attached(dataset, options)
    if attachment and all(article.text is None for article in attachment.articles):
        raise InputError(options.texts, "no text of any of the articles")
    words = None if attachment is None else _Words(attachment)
    _write(_formed(dataset, rows, words, options), options)
    if words is not None and words.lost:
        print(
            f"detente: {words.lost} of {count(len(rows), 'row')} {'has' if words.lost == 1 else 'have'} "
            "words that are not in the texts; detente attach says why",
            file=sys.stderr,
        )
    return 0


def _rows(dataset: Dataset, options: Namespace) -> Any:
    filters: dict[str, Any] = {name: getattr(options, name) for name in _FILTERS}
    labels = Labels(dataset)
    for name in _OF_RECORDS:
        if filters[name] is not None:
            filters[name] = [_id_of(word, dataset, labels) for word in filters[name]]
    try:
        if options.events:
            return dataset.timeline(**filters)
        found = dataset.statements(**filters)
    except ValueError as error:  # a filter of another value; no traceback for it
        raise InputError("filter", str(error)) from error
    return found.sorted() if options.by_time else found


def _id_of(word: str, dataset: Dataset, labels: Labels) -> str:
    """The id of the only record that is called so; else the word, which may be an id or a kind of source."""
    found = [] if word in dataset or word in _KINDS else labels.named(word)
    if len(found) > 1:
        raise InputError(word, f"several records are called so; name one: {', '.join(found)}")
    return found[0] if found else word


class _Words:
    """The words of rows; counts the rows whose words are lost."""

    def __init__(self, attachment: Attachment) -> None:
        self._attachment = attachment
        self.lost = 0

    def __call__(self, row: rendered.Said) -> str | None:
        try:
            return self._attachment.quote(row.voice)
        except LostSpanError:
            self.lost += 1
            return None


def _formed(dataset: Dataset, rows: Any, words: _Words | None, options: Namespace) -> str:
    """The rows in the form that is asked for."""
    labels = Labels(dataset)
    form = _form(options)
    if form is None:
        width = columns(WIDTH) if options.output is None else 0
        return rendered.as_text(rows, labels, words, ids=options.ids, width=width) + "\n"
    dicts = rendered.as_dicts(rows, labels, words)
    if form == "json":
        return json_text(dicts, indent=2) + "\n"
    names = flat.columns(flat.ATTRIBUTES[flat.TIMELINE if options.events else flat.STATEMENTS])
    return rendered.as_csv(
        dicts,
        [*names, *([] if words is None else ["words"])],
        # The console translates the ends of lines itself.
        "\n" if options.output is None else "\r\n",
    )


def _form(options: Namespace) -> str | None:
    suffix = Path(options.output).suffix.removeprefix(".") if options.output else ""
    named: str | None = options.form
    return named or (suffix if suffix in ("csv", "json") else None)


def _write(text: str, options: Namespace) -> None:
    if options.output is None:
        print(text, end="")
        return
    inputs = [options.source, *filter(None, [options.texts])]
    write_atomically(output(options.output, inputs=inputs, force=options.force), text.encode())
