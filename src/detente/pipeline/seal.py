"""Sealing: a draft becomes a dataset, its quotes spans."""

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
from detente.validation.documents import Input
from detente.validation.parsing import Parsed
from detente.validation.rules import level4_text
from detente.validation.validator import Validation


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
    validation = Validation.of(documents)
    draft = next((i for i in validation.inputs if i.draft), None)
    if draft is not None:
        validation, proven = drafts.examine(draft, given)
        report = validation.report()
    else:
        proven = True
        validation.apply(texts=given)
        report = validation.report()
        if validation.well_formed:
            validation = _renewed(validation.dataset, given or {})
            report = replace(
                report,
                diagnostics=tuple(
                    [d for d in report if d.code not in _OF_ANCHORS]
                    + [d for d in validation.report(placed=False) if d.code in _OF_ANCHORS]
                ),
            )
    good = proven and validation.well_formed and report.ok
    return Sealed(validation.dataset if good else None, report)


_OF_ANCHORS = ("D312", "D313", "D416")
"""The rules about anchors, which sealing renews."""


def _renewed(dataset: Dataset, texts: dict[str, str]) -> Validation:
    """The dataset with new anchors, read and checked again."""
    values = plain(dataset)
    renew(values, level4_text.Texts(dataset, texts).exact)
    validation = Validation([Input(Document(None, b""), parsed=Parsed(values))])
    validation.apply(texts=texts)
    return validation
