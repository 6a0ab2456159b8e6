"""Validation of drafts: the dataset that sealing would give is checked, as far as possible."""

from collections.abc import Mapping

from detente.diagnostics import Severity
from detente.pipeline.sealing import seal_values
from detente.validation.catalogue import rule_of
from detente.validation.documents import LoadedDocument
from detente.validation.parsing import Parsed
from detente.validation.validator import Validation


def examine(
    draft: LoadedDocument, texts: Mapping[str, str] | None, *, strict: bool = False
) -> tuple[Validation, bool]:
    """The validation of the dataset that a draft would become, and whether every quote was found.

    Findings have positions in the draft. Without texts, or if quotes are not found, spans are not
    checked.
    """
    sealed = seal_values(draft.draft, texts)
    level0 = [f for f in draft.findings if f.code < "D1"]  # explains why records are refused
    level1 = [f for f in draft.findings if f.code >= "D1"]
    broken = {(f.path or ())[:2] for f in level1}
    made = LoadedDocument(draft.document, parsed=Parsed(sealed.values, level0), broken=broken)
    own = [f for f in made.findings[len(level0) :] if (f.path or ())[:2] not in broken]
    made.findings = [*level0, *level1, *own, *sealed.findings]
    quoted = (*sealed.findings, *sealed.unassigned)
    unsealed = any(rule_of(f.code).severity is Severity.ERROR for f in quoted)
    proven = texts is not None and not unsealed and not level0
    validation = Validation([made])
    if proven:
        validation.apply(texts=texts, strict=strict)
    else:
        validation.apply_without_spans()
    # If a rule reports that the article is missing, its quotes are not reported as well.
    reported = {(f.path or ())[:2] for f in made.findings if f.code in _MISSING_ARTICLE}
    reported |= {
        made.path_of(f.record) or () for f in validation.findings if f.code in _MISSING_ARTICLE
    }
    made.findings += (f for f in sealed.unassigned if (f.path or ())[:2] not in reported)
    return validation, proven


_MISSING_ARTICLE = ("D101", "D542")
"""The rules that report a missing field, and a link without an article."""
