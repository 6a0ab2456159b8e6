"""Level 5, utterances and accounts: does what the articles vouch for hold together?"""

from collections.abc import Iterator
from typing import Any

from detente.diagnostics import Severity, pointer
from detente.records import (
    Claim,
    Event,
    EventAccount,
    Source,
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
    """An antecedent of a claim is left open (Uu) in the articles that make the claim; that of a
    counterfactual may be denied instead.

    Why: *If A, then B* does not say that A. If the text also asserts A, that is another
    utterance of A.

    Example:
        claim:no-vote/utterances/0/commitment = "CT+"

    Use instead:
        claim:no-vote/utterances/0/commitment = "Uu"
    """
    for claim in context.dataset.claims:
        if claim.condition is None:
            continue
        open_ = {Commitment.UU}
        if claim.condition.kind is ConditionKind.COUNTERFACTUAL:
            open_ |= set(NEGATIVE)
        articles = {utterance.article for utterance in claim.utterances}
        for number, id_ in enumerate(claim.condition.antecedents):
            voices = _voices(context.by_id.get(id_))
            commitments = [voice.commitment for voice in voices if voice.article in articles]
            if commitments and not open_.intersection(commitments):
                yield Finding(
                    message=f"{id_} is asserted ({commitments[0].value}) and nowhere left open",
                    record=claim,
                    path=("condition", "antecedents", number),
                    related=(Elsewhere("asserted here", context.by_id[id_], ()),),
                )


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
        for claim in context.dataset.claims
        if claim.condition is not None and claim.condition.kind is ConditionKind.COUNTERFACTUAL
        for id_ in claim.condition.antecedents
    }
    for claim in context.dataset.claims:
        if claim.id in denied:
            continue
        commitments = [u.commitment for u in claim.utterances]
        commitments += [s.commitment for u in claim.utterances for s in u.sources]
        if all(commitment in NEGATIVE for commitment in commitments):
            yield Finding(
                message="every voice denies it: negate the proposition and write CT+",
                record=claim,
                path=("utterances", 0, "commitment"),
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
    """A claim has one utterance for the same evidence, and an event one account.

    Why: A second one would count the same words twice.

    Example:
        claim:hope-of-peace/utterances/+ = {"article": "article:union", "commitment": "Uu", "evidence": [{"start": 326, "end": 367}]}

    Use instead:
        claim:hope-of-peace/utterances/0/commitment = "Uu"
    """
    for record in (*context.dataset.claims, *context.dataset.events):
        seen: dict[Any, int] = {}
        name = "utterances" if isinstance(record, Claim) else "accounts"
        for number, voice in enumerate(_voices(record)):
            key = (voice.article, tuple((s.start, s.end) for s in voice.evidence))
            if key in seen:
                yield Finding(
                    message="the same evidence is listed twice here",
                    record=record,
                    path=(name, number),
                    related=(Elsewhere("first here", record, (name, seen[key])),),
                )
            seen.setdefault(key, number)


def _voices(record: Any) -> tuple[Any, ...]:
    if isinstance(record, Claim):
        return record.utterances
    return record.accounts if isinstance(record, Event) else ()
