"""Level 5, claims: do the fields of a claim fit its kind?"""

from collections.abc import Iterator

from detente.validation.context import Context
from detente.validation.findings import Finding
from detente.validation.registry import a, rule
from detente.vocab.enums import (
    ClaimKind,
    Tense,
)


@rule("D511", "tense-and-kind")
def tense_and_kind(context: Context) -> Iterator[Finding]:
    """A claim is predictive if and only if its tense is *future*.

    Why: A prediction is about a time after its publication, and no other claim is.

    Example:
        claim:hope-of-peace/tense = "present"

    Use instead:
        claim:hope-of-peace/tense = "future"
    """
    for claim in context.dataset.claims:
        predictive = claim.kind is ClaimKind.PREDICTIVE
        if predictive != (claim.tense is Tense.FUTURE):
            yield Finding(
                message=f"{a(claim.kind.value)} claim cannot be about the {claim.tense.value}"
                if not predictive
                else f"a predictive claim is about the future, not {claim.tense.value}",
                record=claim,
                path=("tense",),
                help='either the kind is "predictive", or the tense is past, present or timeless'
                if not predictive
                else 'either the tense is "future", or the kind is another one',
            )


@rule("D512", "judged")
def judged(context: Context) -> Iterator[Finding]:
    """An evaluative claim says who is judged, a normative claim who is called on; no other
    claim does.

    Why: A judgement is about somebody, and a demand addresses somebody.

    Example:
        claim:lesson/judged is removed

    Use instead:
        claim:lesson/judged = "actor:sweden"
    """
    for claim in context.dataset.claims:
        judging = claim.kind in (ClaimKind.EVALUATIVE, ClaimKind.NORMATIVE)
        if judging and claim.judged is None:
            who = "is judged" if claim.kind is ClaimKind.EVALUATIVE else "is called on"
            yield Finding(
                message=f"the field judged is missing: who {who}?", record=claim, path=("kind",)
            )
        elif not judging and claim.judged is not None:
            yield Finding(
                message=f"{a(claim.kind.value)} claim has nobody who is judged",
                record=claim,
                path=("judged",),
            )
        elif claim.kind is ClaimKind.NORMATIVE and not str(claim.judged).startswith("actor:"):
            yield Finding(message="only an actor can be called on", record=claim, path=("judged",))


@rule("D513", "direction-of-nothing")
def direction_of_nothing(context: Context) -> Iterator[Finding]:
    """Only a claim that judges somebody has a direction.

    Why: The direction is the sign of the judgement.

    Example:
        claim:hope-of-peace/direction = "positive"

    Use instead:
        claim:lesson/direction = "positive"
    """
    for claim in context.dataset.claims:
        if claim.direction is not None and claim.judged is None:
            yield Finding(
                message="there is a direction, but nobody is judged",
                record=claim,
                path=("direction",),
            )


@rule("D514", "causes-and-kind")
def causes_and_kind(context: Context) -> Iterator[Finding]:
    """Only causal and predictive claims name causes.

    Why: A sequence of events is not a cause; if the text says *because*, the claim is causal.

    Example:
        claim:never-allies/causes = ["event:vote"]

    Use instead:
        claim:hope-of-peace/causes = ["event:vote"]
    """
    for claim in context.dataset.claims:
        if claim.causes and claim.kind not in (ClaimKind.CAUSAL, ClaimKind.PREDICTIVE):
            yield Finding(
                message=f"{a(claim.kind.value)} claim cannot have causes",
                record=claim,
                path=("causes",),
            )
