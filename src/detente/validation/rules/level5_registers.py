"""Level 5, mentions, identifiers and annotators, and what is left to do."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from typing import Any

from detente.dataset import Dataset
from detente.diagnostics import Severity
from detente.records import (
    Annotator,
    Header,
    Identifier,
    model,
)
from detente.validation.context import Context, values_getter
from detente.validation.findings import Elsewhere, Finding
from detente.validation.registry import rule
from detente.vocab.enums import (
    AnnotatorKind,
    DatasetStatus,
    IdentifierScheme,
)


@rule("D561", "mention-split", Severity.WARNING)
def mention_split(context: Context) -> Iterator[Finding]:
    """The mentions of an actor in an article, in one form, are one record.

    Why: So that they are found together.

    Example:
        dataset/mentions/+ = {"id": "mention:norway-again", "article": "article:union", "actor": "actor:norway", "form": "name", "spans": [{"start": 0, "end": 6}]}

    Use instead:
        mention:norway-name/spans = [{"start": 0, "end": 6}, {"start": 39, "end": 45}]
    """
    seen: dict[Any, Any] = {}
    for mention in context.dataset.mentions:
        first = seen.setdefault((mention.article, mention.actor, mention.form), mention)
        if first is not mention:
            yield Finding(
                message=f"{first.id} has the same article, actor and form",
                record=mention,
                related=(Elsewhere("the other mention", first, ()),),
            )


FORMS = {
    IdentifierScheme.ISO3166_1: re.compile("[A-Z]{3}|[A-Z]{2}|[0-9]{3}"),
    IdentifierScheme.ISO3166_3: re.compile("[A-Z]{4}|[A-Z]{3}|[A-Z]{2}|[0-9]{3}"),
    IdentifierScheme.COW: re.compile("[0-9]{1,3}"),
    IdentifierScheme.GW: re.compile("[0-9]{1,3}"),
    IdentifierScheme.WIKIDATA: re.compile("Q[1-9][0-9]*"),
}


@rule("D564", "identifier-form")
def identifier_form(context: Context) -> Iterator[Finding]:
    """An identifier has the form that its scheme gives it.

    Why: COW and Gleditsch-Ward codes are numbers, Wikidata items begin with Q. A code of another
    scheme would identify another state or none.

    Example:
        actor:norway/identifiers/0/value = "NORWAY"

    Use instead:
        actor:norway/identifiers/0/value = "NOR"
    """
    for part in context.each(Identifier):
        identifier: Identifier = part.value
        if not FORMS[identifier.scheme].fullmatch(identifier.value):
            yield Finding(
                message=f"{identifier.value!r} does not have the form of {identifier.scheme.value}",
                record=part.record,
                path=(*part.path, "value"),
            )


@rule("D566", "left-to-do")
def left_to_do(context: Context) -> Iterator[Finding]:
    """No field still says ``TODO``.

    Why: ``detente draft`` and ``detente rebase`` write ``TODO`` where only the annotator knows the
    value. A title or an address that the article does not have is deleted.

    Example:
        article:union/rights = "TODO: who holds the rights in the text"

    Use instead:
        article:union/rights = "CC BY 4.0"
    """
    for cls, keys, get in _texts() if context.may_have("TODO") else ():
        # In one search; a text of several lines may look like one with a TODO.
        text = "\n".join(("", *filter(None, chain.from_iterable(map(get, context.values(cls))))))
        if "\nTODO" not in text and "\nhttps://TODO" not in text:
            continue
        for part in context.each(cls):
            for number, value in enumerate(get(part.value)):
                if value is not None and value.startswith(("TODO", "https://TODO")):
                    yield Finding(
                        message=f"{keys[number]} is still to be filled in",
                        record=part.record,
                        path=(*part.path, keys[number]),
                    )


@cache
def _texts() -> list[tuple[type, list[str], Callable[[Any], tuple[str | None, ...]]]]:
    """For each class the fields with one text: their keys, and how to get their values."""
    found: list[Any] = []
    for cls in model.classes(Dataset):
        fields = [f for f in cls.fields if f.base == "str" and not f.many and f.text]
        if fields:
            get = values_getter([field.name for field in fields])
            found.append((cls.type, [field.key for field in fields], get))
    return found


@rule("D565", "adjudication")
def adjudication(context: Context) -> Iterator[Finding]:
    """An annotator adjudicates passes if and only if its kind is *adjudication*, and an adjudicated
    dataset has such an annotator.

    Why: So that it is known who decided between which passes.

    Example:
        annotator:sample/kind = "adjudication"

    Use instead:
        annotator:sample/kind = "software"
    """
    for part in context.each(Annotator):
        adjudicates = part.value.kind is AnnotatorKind.ADJUDICATION
        if adjudicates != bool(part.value.adjudicates):
            yield Finding(
                message="an annotator of kind adjudication needs the passes that it adjudicates"
                if adjudicates
                else f"an annotator of kind {part.value.kind.value} adjudicates nothing",
                record=part.record,
                path=("kind",),
            )
    for part in context.each(Header):
        if part.value.status is DatasetStatus.ADJUDICATED and not any(
            annotator.kind is AnnotatorKind.ADJUDICATION for annotator in context.dataset.annotators
        ):
            yield Finding(
                message="an adjudicated dataset needs an annotator of kind adjudication",
                record=part.record,
                path=("status",),
            )
