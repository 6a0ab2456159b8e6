"""The rows of one dataset and its findings, for the tables of a corpus.

They are those of ``statements``, ``timeline`` and ``detente.tabular``; here they are only given
their origin, and lists instead of text and tables.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from detente.analysis.voices import placed_voices
from detente.corpus import layout
from detente.dataset import Dataset
from detente.diagnostics import Path, pointer
from detente.records import Claim, Event, Span
from detente.records.labels import Labels
from detente.records.walk import parts
from detente.statement.rows import iter_statements
from detente.statement.timeline import day_of
from detente.tabular import flat
from detente.tabular.layout import Table
from detente.tabular.to_tables import Placed, cell, places, value_at

Row = dict[str, Any]
"""A row: columns that are not there are empty."""

Files = Callable[[Any], str]
"""From a record to the name of the file that it is in."""


def rows(dataset: Dataset, file_of: Files) -> Iterator[tuple[str, Row]]:
    """All rows of a dataset, each with the name of its table."""
    labels = Labels(dataset)
    records: tuple[Claim | Event, ...] = (*dataset.claims, *dataset.events)
    voices = {id(voice): path for record in records for path, voice in placed_voices(record)}
    for said in iter_statements(dataset):
        days = {
            "from": day_of(said.as_of, "earliest"),
            "to": day_of(said.as_of, "latest"),
        }
        origin = _origin(file_of, said.content, voices[id(said.voice)])
        yield layout.STATEMENTS, {**origin, **_flat(said.to_dict(), labels), **days}
    for told in dataset.timeline():
        origin = _origin(file_of, told.event, voices[id(told.voice)])
        yield layout.EVENTS, {**origin, **_flat(told.to_dict(), labels)}
    for placed in places(dataset, layout.needed()):
        name = layout.NAMES.get(placed.table.name)
        if name is not None:
            yield name, _placed(name, placed, file_of, labels)
    for record in dataset:
        for part in parts(record):
            if part.cls is Span:
                yield (
                    layout.SPANS,
                    {
                        **_origin(file_of, record, part.path),
                        "article": part.article,
                        "covers": part.covers,
                        **_values(layout.span_table(), part.value),
                    },
                )


def _origin(file_of: Files, record: Any, path: Path) -> Row:
    return {"file": file_of(record), "record": record.id, "path": pointer(path)}


def _flat(values: Mapping[str, Any], labels: Labels) -> Row:
    row = flat.labelled(values, labels)
    row["evidence"] = [{"start": start, "end": end} for start, end in values["evidence"]]
    return row


def _placed(name: str, placed: Placed, file_of: Files, labels: Labels) -> Row:
    record, item = placed.values[0], placed.values[-1]
    row = {**_origin(file_of, record, placed.path), **placed.row, **_lists(placed.table, item)}
    if name in layout.VOICED:
        row["article"] = placed.values[-2].article
    if name in layout.RELATIONS:
        row["parties"] = record.parties
    if name in layout.LABELLED:
        row["label"] = labels[record.id]
    return row


def _lists(table: Table, record: Any) -> Row:
    """The lists of a record that are columns."""
    return {
        name: [_item(part, item) for item in value_at(record, part.path) or ()]
        for name, part in layout.lists(table)
    }


def _item(part: Table, item: Any) -> Any:
    if part.path[-1].base != "record":
        return cell(layout.values(part)[0], item)
    return {**_values(part, item), **_lists(part, item)}


def _values(table: Table, record: Any) -> Row:
    return {column.name: cell(column, record) for column in layout.values(table)}
