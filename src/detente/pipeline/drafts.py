"""Drafts in validation: what sealing one would give, checked as far as it can be."""

from collections.abc import Mapping

from detente.diagnostics import Severity
from detente.pipeline.sealing import seal_values
from detente.validation.documents import Input
from detente.validation.parsing import Parsed
from detente.validation.registry import RULES
from detente.validation.validator import Validation


def examine(
    draft: Input, texts: Mapping[str, str] | None, *, strict: bool = False
) -> tuple[Validation, bool]:
    """A draft as the dataset that it would become, with all findings, and whether every quote
    was found.

    Findings have the places of the draft. Without texts, or while quotes are missing, spans are
    not looked at.
    """
    sealed = seal_values(draft.draft, texts)
    made = Input(draft.document, parsed=Parsed(sealed.values))
    broken = {(f.path or ())[:2] for f in draft.findings if f.code >= "D1"}
    own = [f for f in made.findings if (f.path or ())[:2] not in broken]
    made.findings = [*draft.findings, *own, *sealed.findings]
    quoted = (*sealed.findings, *sealed.unassigned)
    hindered = any(RULES[f.code].severity is Severity.ERROR for f in quoted)
    unsound = any(f.code < "D1" for f in draft.findings)
    proven = texts is not None and not hindered and not unsound
    validation = Validation([made])
    if proven:
        validation.apply(texts=texts, strict=strict)
    else:
        validation.apply_without_spans()
    # Where a rule asks for the article, that its quotes have none need not be said again.
    asked = {(f.path or ())[:2] for f in made.findings if f.code in _ASKING}
    asked |= {made.path_of(f.record) or () for f in validation.findings if f.code in _ASKING}
    made.findings += (f for f in sealed.unassigned if (f.path or ())[:2] not in asked)
    return validation, proven


_ASKING = ("D101", "D542")
"""The rules that say that a field is missing, and that a link needs an article."""
