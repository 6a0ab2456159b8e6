"""One record for people: what it says, who refers to it, and with the texts its words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from detente.codec.encode import to_plain
from detente.dataset import Dataset
from detente.diagnostics import pointer
from detente.display import filled
from detente.inert import printable
from detente.records import ARRAYS, Record, Span, Time, model, times
from detente.records.labels import Labels
from detente.render.attachment import around, words
from detente.text.attaching.attachment import AttachedSpan, Attachment

_FIRST = 5
"""The records of a kind that the list of all kinds shows."""

_OUTER = 2
"""The indent of the fields of the record itself."""

_OWN_LABEL = ("proposition", "label", "title", "description")
"""Fields that stand above the others, as what the record is called."""


def as_text(dataset: Dataset, record: Record, attachment: Attachment | None = None) -> str:
    """A record with what it says and what refers to it; each record by its label, then its id."""
    labels = Labels(dataset)
    lines = [
        filled(printable(labels[record.id])),
        record.id,
        *_fields(record, " " * _OUTER, labels),
    ]
    spans = attachment.find(record) if attachment is not None else ()
    if attachment is not None and spans:
        lines += ["", "in the words of the text:"]
        for span in spans:
            lines += words(attachment[span.article], span)
    referring: dict[str, set[str]] = defaultdict(set)
    for id_, key in _referring(dataset, record.id):
        referring[id_].add(key)
    if referring:
        lines += ["", "referred to by:"]
        for id_, keys in sorted(referring.items()):
            lines.append(_item(labels.with_id(id_), "  "))
            lines.append(f"    as {', '.join(sorted(keys))}")
    return "\n".join(lines)


def as_list(dataset: Dataset, array: str | None = None) -> str:
    """The records of a dataset, or of one of its arrays: labels and ids."""
    labels = Labels(dataset)
    lines: list[str] = []
    for name in ARRAYS if array is None else (array,):
        records = getattr(dataset, name)
        if not records and array is None:
            continue
        lines.append(f"{name} ({len(records)})")
        shown = records if array is not None else records[:_FIRST]
        lines += (_item(labels.with_id(record.id), "  ") for record in shown)
        if len(shown) < len(records):
            lines.append(f"  … {len(records) - len(shown)} more: detente show {name}")
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
        "path": pointer(span.within),
        "article": span.article,
        "verdict": span.verdict.value,
        "start": span.start,
        "end": span.end,
        "before": before,
        "words": span.text,
        "after": after,
        "reason": span.reason,
    }


def _fields(value: Any, indent: str, labels: Labels) -> Iterator[str]:
    for field in model.fields_of(value):
        held = getattr(value, field.name)
        if field.name == "id" or (not field.required and held == field.default):
            continue
        if len(indent) == _OUTER and field.name in _OWN_LABEL:
            continue
        items = held if field.many else (held,)
        if field.type is Span:
            places = ", ".join(f"{s.start}–{s.end}" for s in items)
            yield f"{indent}{field.key}: {places}"
        elif field.type is Time:
            yield from _time(held, field.key, indent, labels)
        elif field.base == "record":
            for item in items:
                yield f"{indent}{field.key}:"
                yield from _fields(item, indent + "  ", labels)
        elif field.refs:
            yield from _references(items, field.key, indent, labels)
        else:
            text = ", ".join(str(getattr(item, "value", item)) for item in items)
            yield _item(f"{field.key}: {text}", indent)


def _time(time: Time, key: str, indent: str, labels: Labels) -> Iterator[str]:
    """A time in one line of words and notation, with what else is set of it below."""
    in_words = times.in_words(time)
    value = "" if time.value is None else time.value
    both = f"{in_words} ({value})" if in_words not in ("", value) else value
    yield _item(f"{key}: {', '.join(filter(None, (both, time.basis.value)))}", indent)
    shown = ("value", "basis", "mod", "mod_end")
    rest = [f for f in model.fields_of(time) if f.name not in shown]
    for field in rest:
        held = getattr(time, field.name)
        if held != field.default:
            if field.refs:
                yield from _references((held,), field.key, indent + "  ", labels)
            elif field.type is Span:
                places = ", ".join(f"{s.start}–{s.end}" for s in held)
                yield f"{indent}  {field.key}: {places}"
            else:
                yield _item(f"{field.key}: {getattr(held, 'value', held)}", indent + "  ")


def _references(ids: Iterable[str], key: str, indent: str, labels: Labels) -> Iterator[str]:
    """One record behind the key, several below it."""
    # An annotator is called by a description of how it worked, which each record would repeat.
    named = [id_ if key == "annotator" else labels.with_id(id_) for id_ in ids]
    if len(named) == 1:
        yield _item(f"{key}: {named[0]}", indent)
    else:
        yield f"{indent}{key}:"
        yield from (_item(name, indent + "  ") for name in named)


def _item(text: str, indent: str) -> str:
    return filled(printable(text), indent, indent + "    ")


def _referring(dataset: Dataset, id_: str) -> Iterator[tuple[str, str]]:
    for name in ARRAYS:
        for entry in getattr(dataset, name):
            for key in _keys(entry, id_):
                yield entry.id, key


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
