"""One record for people: its fields, who refers to it, and with the texts its words."""

from collections.abc import Iterator
from typing import Any

from detente.codec.encode import to_plain
from detente.dataset import Dataset
from detente.records import ARRAYS, Record, Span, model
from detente.render.attachment import around, words
from detente.text.attaching.attachment import AttachedSpan, Attachment


def as_text(dataset: Dataset, record: Record, attachment: Attachment | None = None) -> str:
    """A record with what it says and what refers to it."""
    lines = [record.id, *_fields(record, "  ")]
    spans = attachment.find(record) if attachment is not None else ()
    if attachment is not None and spans:
        lines += ["", "in the words of the text:"]
        for span in spans:
            lines += words(attachment[span.article], span)
    referring = sorted(set(_referring(dataset, record.id)))
    if referring:
        lines += ["", "referred to by:", *(f"  {line}" for line in referring)]
    return "\n".join(lines)


def as_dict(record: Record, attachment: Attachment | None = None) -> dict[str, Any]:
    """A record as plain values; with texts its words too, each with those around it."""
    values: dict[str, Any] = to_plain(record)
    if attachment is None:
        return values
    spans = attachment.find(record)
    return {"record": values, "words": [_words_dict(attachment, span) for span in spans]}


def _words_dict(attachment: Attachment, span: AttachedSpan) -> dict[str, Any]:
    text = attachment[span.article].text
    before = after = None
    if text is not None and span.start is not None and span.end is not None:
        before, after = around(text, span.start, span.end)
    return {
        "path": "".join(f"/{part}" for part in span.within),
        "article": span.article,
        "verdict": span.verdict.value,
        "start": span.start,
        "end": span.end,
        "before": before,
        "words": span.text,
        "after": after,
        "reason": span.reason,
    }


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
