"""Level 5, utterances and accounts: does what the articles vouch for hold together?"""

from collections.abc import Iterator
from typing import Any

from detente.diagnostics import Path, Severity, pointer
from detente.records import (
    Claim,
    Condition,
    Event,
    EventAccount,
    Source,
    Span,
    Utterance,
)
from detente.validation.context import Context
from detente.validation.findings import Elsewhere, Finding
from detente.validation.registry import rule
from detente.vocab.enums import (
    Commitment,
    ConditionKind,
)

NEGATIVE = (Commitment.CT_MINUS, Commitment.PR_MINUS, Commitment.PS_MINUS)


@rule("D515", "asserted-antecedent", Severity.WARNING)
def asserted_antecedent(context: Context) -> Iterator[Finding]:
    """An antecedent of a claim or an event is left open (Uu) in the articles that voice it; that of
    a counterfactual may be denied instead.

    Why: *If A, then B* does not say that A. If the text also asserts A, that is another
    utterance of A.

    Example:
        claim:no-vote/utterances/0/commitment = "CT+"

    Use instead:
        claim:no-vote/utterances/0/commitment = "Uu"
    """
    for record, path, condition, articles in _conditions(context):
        open_ = {Commitment.UU}
        if condition.kind is ConditionKind.COUNTERFACTUAL:
            open_ |= set(NEGATIVE)
        for number, id_ in enumerate(condition.antecedents):
            voices = _voices(context, id_)
            commitments = [voice.commitment for voice in voices if voice.article in articles]
            if commitments and not open_.intersection(commitments):
                yield Finding(
                    message=f"{id_} is asserted ({commitments[0].value}) and nowhere left open",
                    record=record,
                    path=(*path, "antecedents", number),
                    related=(Elsewhere("asserted here", context.by_id[id_], ()),),
                )


def _conditions(context: Context) -> Iterator[tuple[Any, Path, Condition, set[str]]]:
    """Each condition with its record, its path and the articles that make it: that of an event is
    one account's.
    """
    for event in context.dataset.events:
        for number, account in enumerate(event.accounts):
            if account.condition is not None:
                path = ("accounts", number, "condition")
                yield event, path, account.condition, {account.article}
    for claim in context.dataset.claims:
        if claim.condition is not None:
            yield claim, ("condition",), claim.condition, context.voiced[claim.id]


@rule("D516", "only-denied", Severity.WARNING)
def only_denied(context: Context) -> Iterator[Finding]:
    """At least one utterance or source asserts a claim or leaves it open; the antecedent of a
    counterfactual is an exception.

    Why: Negation belongs in the proposition. CT-, PR- and PS- deny what another utterance or
    source asserts.

    Example:
        claim:still-friends/utterances/0/commitment = "CT-"

    Use instead:
        claim:still-friends/utterances/0/commitment = "CT+"
    """
    denied = {
        id_
        for part in context.each(Condition)
        if part.value.kind is ConditionKind.COUNTERFACTUAL
        for id_ in part.value.antecedents
    }
    for claim in context.dataset.claims:
        if claim.id in denied:
            continue
        if all(_denies(utterance) for utterance in claim.utterances):
            yield Finding(
                message="every voice denies it: negate the proposition and write CT+",
                record=claim,
                path=("utterances", 0, "commitment"),
            )


def _denies(utterance: Utterance) -> bool:
    """Whether all voices of an utterance deny what it is about."""
    return utterance.commitment in NEGATIVE and all(
        source.commitment in NEGATIVE for source in utterance.sources
    )


@rule("D517", "pragmatic-says-nothing", Severity.WARNING)
def pragmatic_says_nothing(context: Context) -> Iterator[Finding]:
    """``pragmatic`` differs from ``commitment``.

    Why: ``pragmatic`` is for a commitment that the tone conveys and the words do not.

    Example:
        claim:never-allies/utterances/0/pragmatic = "CT+"

    Use instead:
        claim:never-allies/utterances/0/pragmatic = "PR+"
    """
    for cls in (Utterance, EventAccount, Source):
        for part in context.each(cls):
            if part.value.pragmatic is part.value.commitment:
                yield Finding(
                    message="pragmatic repeats the commitment; leave it out",
                    record=part.record,
                    path=(*part.path, "pragmatic"),
                    fix=({"op": "remove", "path": pointer((*part.path, "pragmatic"))},),
                    safe=True,
                )


@rule("D518", "same-place-twice", Severity.WARNING)
def same_place_twice(context: Context) -> Iterator[Finding]:
    """A claim has one utterance for the same evidence, and an event one account of the same sources.

    Why: A second one would count the same words twice. What only a source says of an event, such
    as who did it, is an account of its own.

    Example:
        claim:hope-of-peace/utterances/+ = {"article": "article:union", "commitment": "Uu", "evidence": [{"start": 326, "end": 367}]}

    Use instead:
        claim:hope-of-peace/utterances/0/commitment = "Uu"
    """
    for claim in context.dataset.claims:
        if len(claim.utterances) > 1:
            keys: list[Any] = [(u.article, _places(u.evidence)) for u in claim.utterances]
            yield from _repeated(claim, "utterances", keys)
    for event in context.dataset.events:
        if len(event.accounts) > 1:
            keys = [
                (
                    *(account.article, _places(account.evidence)),
                    *((s.kind, s.actor, s.of, _places(s.cue)) for s in account.sources),
                )
                for account in event.accounts
            ]
            yield from _repeated(event, "accounts", keys)


def _repeated(record: Any, name: str, keys: list[Any]) -> Iterator[Finding]:
    """A finding for each voice of a record that has the same key as an earlier one."""
    seen: dict[Any, int] = {}
    for number, key in enumerate(keys):
        first = seen.setdefault(key, number)
        if first != number:
            yield Finding(
                message="the same evidence is listed twice here",
                record=record,
                path=(name, number),
                related=(Elsewhere("first here", record, (name, first)),),
            )


def _places(spans: tuple[Span, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in spans)


def _voices(context: Context, id_: str) -> tuple[Any, ...]:
    """The utterances of a claim, the accounts of an event."""
    claim, event = context.find(id_, Claim), context.find(id_, Event)
    if claim is not None:
        return claim.utterances
    return () if event is None else event.accounts
