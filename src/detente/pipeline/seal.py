"""Sealing: a draft becomes a dataset, its quotes spans."""

import json
from dataclasses import replace
from typing import NamedTuple

from detente.codec.encode import plain
from detente.dataset import Dataset
from detente.diagnostics import Report
from detente.files import Document
from detente.pipeline import drafts
from detente.pipeline.load import Readable
from detente.pipeline.sealing import renew
from detente.pipeline.validate import opened
from detente.text.readers import Texts
from detente.validation.rules import level4_text
from detente.validation.validator import Reading


class Sealed(NamedTuple):
    """The outcome of sealing."""

    dataset: Dataset | None
    """The dataset, ``None`` if something stands in the way."""
    report: Report
    """What was found."""


def seal(source: Readable, texts: Texts | None) -> Sealed:
    """Make a dataset of a draft: quotes become spans.

    ``source`` and ``texts`` as for ``validate``. What is absent or ambiguous is in the report,
    with candidates; nothing is guessed. Never raises on bad data. A dataset that is sealed
    already gets its anchors renewed, where its texts are those that were annotated.
    """
    read_in = opened(source, texts)
    if isinstance(read_in, Report):
        return Sealed(None, read_in)
    documents, given = read_in
    reading = Reading(documents)
    proven = True
    if any(i.draft for i in reading.inputs):
        reading, proven = drafts.examine(reading, given)
        report = reading.report()
    else:
        reading.apply(texts=given)
        report = reading.report()
        if reading.shapely:
            reading = _renewed(reading.dataset, given or {})
            report = replace(
                report,
                diagnostics=tuple(
                    [d for d in report if d.code not in _OF_ANCHORS]
                    + [d for d in reading.report(placed=False) if d.code in _OF_ANCHORS]
                ),
            )
    good = proven and reading.shapely and report.ok
    return Sealed(reading.dataset if good else None, report)


_OF_ANCHORS = ("D312", "D313", "D416")
"""The rules about anchors, which sealing renews."""


def _renewed(dataset: Dataset, texts: dict[str, str]) -> Reading:
    """The dataset with new anchors, read again."""
    document = plain(dataset)
    renew(document, level4_text.Texts(dataset, texts).exact)
    reading = Reading([Document(None, json.dumps(document).encode("utf-8"))])
    reading.apply(texts=texts)
    return reading
