"""Validation of a source, by all levels that apply to it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.collector import no_collection
from detente.dataset import Dataset
from detente.diagnostics import Diagnostic, Location, Report
from detente.errors import InputError, MissingExtraError, UnwritableError
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
    except MissingExtraError as error:
        name = getattr(texts, "path", texts)
        return refused("D016", str(error), name=str(name))
    except UnwritableError as error:
        return refused("D112", str(error))


def with_texts(report: Report, texts: Mapping[str, str] | None) -> Report:
    """A report with what is found of the given texts themselves, before their words are compared."""
    found = () if texts is None else tuple(_of_texts(texts))
    if not found:
        return report
    return replace(report, diagnostics=(*found, *report))


def _of_texts(texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    from detente.text.damage import damage_of
    from detente.text.readers import GivenFiles  # slow to import, and needed with texts alone

    unread = texts.unread if isinstance(texts, GivenFiles) else ()
    subjects = [("D020", str(error.args[0]), str(error.args[1])) for error in unread]
    subjects += [
        ("D021", name, found) for name, text in texts.items() if (found := damage_of(text))
    ]
    for code, name, said in subjects:
        rule = rule_of(code)
        for finding in rule.findings(said):
            yield Diagnostic(
                code=code,
                severity=rule.severity,
                message=finding.message,
                location=Location(file=name),
            )


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
    with no_collection():
        validation, report = _validated(source, texts, strict=strict, allow_newer=allow_newer)
        if validation is None or not validation.well_formed:
            return None, report
        return validation.dataset, report


def _validated(
    source: Readable, texts: "Texts | None", *, strict: bool, allow_newer: bool = False
) -> tuple[Validation | None, Report]:
    """The validation of a source and its report; ``None`` for a draft and for what cannot be opened."""
    inputs = open_with_texts(source, texts)
    if isinstance(inputs, Report):
        return None, inputs
    documents, given = inputs
    validation = Validation.of(documents, allow_newer=allow_newer)
    draft = next((d for d in validation.documents if d.draft), None)
    if draft is not None:
        from detente.pipeline import drafts  # slow to import, and needed for drafts alone

        report = drafts.examine(draft, given, strict=strict)[0].report(strict=strict)
        return None, with_texts(report, given)
    validation.apply(texts=given, strict=strict)
    report = validation.report(strict=strict, placed=not isinstance(source, Dataset))
    return validation, with_texts(report, given)


def validate(source: Readable, *, texts: "Texts | None" = None, strict: bool = False) -> Report:
    """Check a source against the schema, for consistency and, if texts are given, against the texts.

    ``source``: a path of a file or a folder, bytes, a ``Dataset``, or ``"@name"`` for bundled
    data. ``texts``: a folder, a file, a mapping of names to texts, or several texts; each is
    matched to its article by content. ``strict``: apply the rules of a release too, and count warnings
    as errors. Drafts are checked as drafts. Never raises on bad data.
    """
    with no_collection():  # until the records are gone
        return _validated(source, texts, strict=strict)[1]
