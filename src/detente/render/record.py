"""One record for people: its fields, who refers to it, and with the texts its words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from detente import model
from detente.positions import Lines
from detente.records import ARRAYS, Dataset, Span
from detente.rules.context import Context, Placed

_AROUND = 60


def record(dataset: Dataset, shown: Any, texts: Mapping[str, str] | None = None) -> str:
    """A record with what it says and what refers to it."""
    lines = [shown.id, *_fields(shown, "  ")]
    found = [p for p in Context(dataset).spans if p.record is shown and p.path[-2] != "segments"]
    if texts is not None and found:
        lines += ["", *_words(found, texts)]
    referring = sorted(set(_referring(dataset, shown.id)))
    if referring:
        lines += ["", "referred to by:", *(f"  {line}" for line in referring)]
    return "\n".join(lines)


def _fields(value: Any, indent: str) -> Iterator[str]:
    for field in model.fields_of(value):
        held = getattr(value, field.name)
        if field.name == "id" or (not field.required and held == field.default):
            continue
        items = held if field.many else [held]
        if field.base == "record":
            if field.type is Span:
                places = ", ".join(f"{s.start}–{s.end}" for s in items)
                yield f"{indent}{field.key}: {places}"
                continue
            for item in items:
                yield f"{indent}{field.key}:"
                yield from _fields(item, indent + "  ")
        else:
            text = ", ".join(str(getattr(item, "value", item)) for item in items)
            yield f"{indent}{field.key}: {text}"


def _words(found: Iterable[Placed], texts: Mapping[str, str]) -> Iterator[str]:
    yield "in the words of the text:"
    for placed in found:
        text = texts.get(placed.article or "")
        where = "/".join(map(str, placed.path))
        span = placed.span
        if text is None:
            yield f"  {where}: no text of {placed.article} at hand"
            continue
        line, column = Lines(text).place(span.start)
        before = text[max(0, span.start - _AROUND) : span.start].rpartition("\n")[2]
        after = text[span.end : span.end + _AROUND].partition("\n")[0]
        yield f"  {where} ({placed.article}, {line}:{column}):"
        yield f"    …{before}[{text[span.start : span.end]}]{after}…"


def _referring(dataset: Dataset, id_: str) -> Iterator[str]:
    for name in ARRAYS:
        for entry in getattr(dataset, name):
            for key in _keys(entry, id_):
                yield f"{entry.id} ({key})"


def _keys(value: Any, id_: str) -> Iterator[str]:
    for field in model.fields_of(value):
        held = getattr(value, field.name)
        items = held if field.many else [held]
        if field.refs and id_ in items:
            yield field.key
        elif field.base == "record":
            for item in items:
                if item is not None:
                    yield from (f"{field.key}/{key}" for key in _keys(item, id_))
