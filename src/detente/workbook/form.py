"""The sheet *Article*: what is known of the dataset, its annotators and its articles, one field a row."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from detente.records import Annotator, Article, Header, Scheme, model
from detente.records.values import Time
from detente.workbook.columns import Column, expressible
from detente.workbook.layout import ARTICLE, FORM_HEADINGS

FILE, DATASET = "file", "dataset"
"""What the column *about* says of rows that belong to no record with an id of its own."""

SCHEMA = "$schema"
"""The one thing that a file says of itself."""

ABOUT, FIELD, VALUE, HELP = FORM_HEADINGS

USUAL = {"usual annotator": "annotator", "usual confidence": "confidence"}
"""Rows of an article that say what its statements have where they say nothing."""

CLASSES: dict[str, Any] = {
    DATASET: Header,
    "annotator": Annotator,
    "scheme": Scheme,
    ARTICLE: Article,
}
"""The classes whose records stand on this sheet, by their kind."""

_EXAMPLES = {"license": "CC-BY-4.0", "language": "en", "url": "https://example.org/page"}
"""What a person may type in fields whose form a description alone does not show."""

_ELSEWHERE = {"id", "segments", "uncoded"}


@cache
def columns(name: str) -> tuple[Column, ...]:
    """The fields of a kind of record that have a row each, in the order of the records."""
    return tuple(_columns(CLASSES[name]))


def _columns(cls: Any) -> Iterator[Column]:
    for field in model.describe(cls).fields:
        if (
            field.key in _ELSEWHERE and not (cls is Header and field.key == "id")
        ) or not expressible(field):
            continue
        heading = field.key.replace("_", " ")
        yield Column(heading, (field.key,), cls, example=_EXAMPLES.get(field.key, ""))
        if field.base == "record" and field.type is Time:
            yield Column(f"{heading} words", (field.key, "words"), Time)
