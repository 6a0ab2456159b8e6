"""Validation of a source, by all levels that apply to it."""

from typing import TYPE_CHECKING

from detente.collector import no_collection
from detente.dataset import Dataset
from detente.diagnostics import Diagnostic, Location, Report
from detente.errors import InputError, UnwritableError
from detente.files import Document
from detente.pipeline.load import Readable, open_source
from detente.validation.catalogue import rule_of
from detente.validation.validator import Validation

if TYPE_CHECKING:
    from detente.text.readers import Texts


def refused(code: str, reason: str, name: str | None = None) -> Report:
    """The report of a source that could not be read, by the code of a rule about such sources."""
    rule = rule_of(code)
    diagnostics = [
        Diagnostic(
            code=code,
            severity=rule.severity,
            message=finding.message,
            location=Location(file=name),
        )
        for finding in rule.findings(reason)
    ]
    return Report.of(diagnostics, unreadable=name is not None)


def open_with_texts(
    source: Readable, texts: "Texts | None"
) -> tuple[list[Document], dict[str, str] | None] | Report:
    """The documents and the texts, or the report of a source that could not be read."""
    given = None
    try:
        if texts is not None:
            from detente.text.readers import given_texts  # needed with texts alone

            given = given_texts(texts)
        return open_source(source), given
    except InputError as error:
        return refused("D016", str(error.args[-1]), name=str(error.args[0]))
    except UnwritableError as error:
        return refused("D112", str(error))


def read(
    source: Readable,
    *,
    texts: "Texts | None" = None,
    strict: bool = False,
    allow_newer: bool = False,
) -> tuple[Dataset | None, Report]:
    """Read a source and apply all rules: the dataset, ``None`` if a part of it could not be read,
    and the report. Never raises on bad data.
    """
    inputs = open_with_texts(source, texts)
    if isinstance(inputs, Report):
        return None, inputs
    documents, given = inputs
    with no_collection():
        return _validated(source, documents, given, strict=strict, allow_newer=allow_newer)


def _validated(
    source: Readable,
    documents: list[Document],
    given: dict[str, str] | None,
    *,
    strict: bool,
    allow_newer: bool,
) -> tuple[Dataset | None, Report]:
    validation = Validation.of(documents, allow_newer=allow_newer)
    draft = next((d for d in validation.documents if d.draft), None)
    if draft is not None:
        from detente.pipeline import drafts  # slow to import, and needed for drafts alone

        return None, drafts.examine(draft, given, strict=strict)[0].report(strict=strict)
    validation.apply(texts=given, strict=strict)
    dataset = validation.dataset if validation.well_formed else None
    return dataset, validation.report(strict=strict, placed=not isinstance(source, Dataset))


def validate(source: Readable, *, texts: "Texts | None" = None, strict: bool = False) -> Report:
    """Check a source against the schema, for consistency and, if texts are given, against the texts.

    ``source``: a path of a file or a folder, bytes, a ``Dataset``, or ``"@name"`` for bundled
    data. ``texts``: a folder, a file, a mapping of names to texts, or several texts; each is
    matched to its article by content. ``strict``: apply the rules of a release too, and count warnings
    as errors. Drafts are checked as drafts. Never raises on bad data.
    """
    with no_collection():  # until the records are gone
        return read(source, texts=texts, strict=strict)[1]
