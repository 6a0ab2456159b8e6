"""Sealing: a draft becomes a dataset, and its quotes become spans."""

from dataclasses import replace
from typing import NamedTuple

from detente.codec.encode import to_plain
from detente.collector import no_collection
from detente.dataset import Dataset
from detente.diagnostics import Report
from detente.files import Document
from detente.pipeline import drafts
from detente.pipeline.load import Readable
from detente.pipeline.sealing import renew
from detente.pipeline.validate import open_with_texts, with_texts
from detente.text.readers import Texts
from detente.validation.documents import LoadedDocument
from detente.validation.findings import Finding
from detente.validation.parsing import Parsed
from detente.validation.rules.level4_text import GivenTexts
from detente.validation.validator import Validation


class Sealed(NamedTuple):
    """The outcome of sealing."""

    dataset: Dataset | None
    """The dataset; ``None`` if there are errors, or quotes without a span."""
    report: Report
    """The findings."""


def seal(source: Readable, texts: Texts | None) -> Sealed:
    """Make a dataset of a draft: quotes become spans.

    ``source`` and ``texts`` as for ``validate``. Absent and ambiguous quotes are in the report,
    with candidates; nothing is guessed. Never raises on bad data. A dataset that is already sealed
    gets new anchors in the articles whose annotated text is given; another text is refused (D420),
    to which ``rebase`` carries the dataset over.
    """
    with no_collection():
        return _sealed(source, texts)


def _sealed(source: Readable, texts: Texts | None) -> Sealed:
    inputs = open_with_texts(source, texts)
    if isinstance(inputs, Report):
        return Sealed(None, inputs)
    documents, given = inputs
    validation = Validation.of(documents)
    draft = next((d for d in validation.documents if d.draft), None)
    if draft is not None:
        validation, proven = drafts.examine(draft, given)
        report = validation.report()
    else:
        proven = True
        validation.apply(texts=given)
        validation.findings = [*map(_refusing_another_text, validation.findings)]
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
    return Sealed(validation.dataset if good else None, with_texts(report, given))


_OF_ANCHORS = ("D312", "D313", "D416")
"""The rules about anchors, which sealing makes anew."""


def _refusing_another_text(finding: Finding) -> Finding:
    """A finding; that a text differs is an error here, even if all spans are found in it."""
    if finding.code != "D403":
        return finding
    params = dict(finding.params)
    if "profile" in params:  # it is, but the profile says something else of it
        return replace(finding, code="D420")
    message = (
        f"{params['text']} is not the text that was annotated; sealing moves nothing, detente "
        "rebase carries the dataset over to it"
    )
    return replace(finding, code="D420", message=message)


def _renewed(dataset: Dataset, texts: dict[str, str]) -> Validation:
    """The dataset with new anchors, read and checked again."""
    values = to_plain(dataset)
    renew(values, GivenTexts(dataset, texts).exact)
    validation = Validation([LoadedDocument(Document(None, b""), parsed=Parsed(values))])
    validation.apply(texts=texts)
    return validation
