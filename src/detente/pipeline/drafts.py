"""Drafts on their way through the pipeline: what sealing one would give, checked as far as it can be."""

import json
from collections.abc import Mapping
from typing import Any

from detente.diagnostics import Problem
from detente.files import Document
from detente.pipeline.sealing import seal_document
from detente.validation.catalogue import all_rules
from detente.validation.registry import Finding
from detente.validation.rules import level4_text
from detente.validation.validator import Reading


def examine(
    reading: Reading, texts: Mapping[str, str] | None, *, strict: bool = False
) -> tuple[Reading, bool]:
    """A draft as the dataset that it would become, with all findings, and whether every quote
    was found.

    Findings have the places of the draft. Without texts, or while quotes are missing, spans are
    not looked at.
    """
    draft = next(i for i in reading.inputs if i.draft is not None)
    sealed, problems = seal_document(draft.draft, texts)
    after = Reading([Document(None, json.dumps(sealed).encode("utf-8"))])
    result = after.inputs[0]
    broken = {path[:2] for _rule, _finding, path in draft.findings}
    result.findings = draft.findings + [
        entry for entry in result.findings if entry[2][:2] not in broken
    ]
    result.faults = draft.faults
    result.document = draft.document
    result.findings += (
        _found(problem) for problem in problems if problem.hindering and not problem.homeless
    )
    result.remarks = [_found(problem) for problem in problems if not problem.hindering]
    hindered = any(problem.hindering for problem in problems)
    proven = texts is not None and not hindered and not draft.faults
    if proven:
        after.apply(texts=texts, strict=strict)
    else:
        after.apply_without_spans()
    # Where a rule asks for the article, that its quotes have none need not be said again.
    asked = {path[:2] for rule, _finding, path in result.findings if rule.code in _ARTICLE_ASKED}
    asked |= {
        result.path_of(finding.record) or ()
        for rule, finding in after.found
        if rule.code in _ARTICLE_ASKED
    }
    result.findings += (_found(p) for p in problems if p.homeless and p.path[:2] not in asked)
    return after, proven


_ARTICLE_ASKED = ("D101", "D542")
"""The rules that say that a field is missing, and that a link needs an article."""


def _found(problem: Problem) -> Any:
    rule = all_rules()[problem.code]
    if rule.check in level4_text.QUOTES:
        (finding,) = rule.check(problem)
    else:  # about a text, not about a quote
        finding = Finding(message=problem.message, params=problem.params)
    return rule, finding, problem.path
