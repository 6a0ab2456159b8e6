"""Level 5, claims: do the fields of a claim fit its kind?"""

from collections.abc import Iterator

from detente.diagnostics import Severity
from detente.records import Claim
from detente.records.kinds import kind_of
from detente.validation.context import Context
from detente.validation.findings import Elsewhere, Finding
from detente.validation.registry import a, rule
from detente.vocab.enums import AttitudeKind, ClaimKind, Tense

_OF_MINDS = (ClaimKind.INTERPRETIVE, ClaimKind.PREDICTIVE)


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
    """An evaluative claim says who or what is judged, a normative claim which actor is called on;
    no other claim does.

    Why: A judgement is about somebody, or about an event, a relation, an issue, or a claim as an
    argument. A demand addresses somebody who can act on it.

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
            yield Finding(
                message=f"only an actor can be called on, not {a(kind_of(str(claim.judged)))}",
                record=claim,
                path=("judged",),
                help="what is judged good or bad belongs to an evaluative claim",
            )


@rule("D513", "direction-of-nothing")
def direction_of_nothing(context: Context) -> Iterator[Finding]:
    """Only a claim that judges somebody, or says how somebody regards another, has a direction.

    Why: The direction is the sign of the judgement or of the regard.

    Example:
        claim:hope-of-peace/direction = "positive"

    Use instead:
        claim:lesson/direction = "positive"
    """
    for claim in context.dataset.claims:
        if claim.direction is not None and claim.judged is None and not _regards(claim):
            yield Finding(
                message="there is a direction, but nobody is judged, and there is no attitude of "
                "the kind regard",
                record=claim,
                path=("direction",),
            )


def _regards(claim: Claim) -> bool:
    return claim.attitude is not None and claim.attitude.kind is AttitudeKind.REGARD


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


@rule("D519", "attitude-and-kind")
def attitude_and_kind(context: Context) -> Iterator[Finding]:
    """Only interpretive and predictive claims have an attitude.

    Why: What somebody wants, fears, believes or feels is not observed but interpreted, or
    predicted. If somebody only says so, the source of an utterance records it.

    Example:
        claim:union-ended/attitude = {"kind": "want", "actors": ["actor:norway"]}

    Use instead:
        claim:still-friends/attitude = {"kind": "belief", "actors": ["actor:norway", "actor:sweden"]}
    """
    for claim in context.dataset.claims:
        if claim.attitude is not None and claim.kind not in _OF_MINDS:
            yield Finding(
                message=f"{a(claim.kind.value)} claim cannot have an attitude",
                record=claim,
                path=("attitude",),
                help="an attitude belongs to an interpretive or a predictive claim",
            )


@rule("D527", "effects-and-kind")
def effects_and_kind(context: Context) -> Iterator[Finding]:
    """Only causal claims name effects.

    Why: A causal claim says that one thing leads to another. A prediction is the effect itself:
    its causes say what leads to it.

    Example:
        claim:hope-of-peace/effects = ["event:talks"]

    Use instead:
        claim:hope-of-peace/causes = ["event:talks"]
    """
    for claim in context.dataset.claims:
        if claim.effects and claim.kind is not ClaimKind.CAUSAL:
            predictive = claim.kind is ClaimKind.PREDICTIVE
            yield Finding(
                message=f"{a(claim.kind.value)} claim cannot have effects",
                record=claim,
                path=("effects",),
                help="the prediction itself is the effect" if predictive else "",
            )


@rule("D528", "influence-of-nothing")
def influence_of_nothing(context: Context) -> Iterator[Finding]:
    """Only a claim with causes or effects has an influence.

    Why: The influence says what the causes do to the effects.

    Example:
        claim:war-avoided/influence = "prevents"

    Use instead:
        claim:war-avoided/influence = "prevents"
        claim:war-avoided/causes = ["event:vote"]
    """
    for claim in context.dataset.claims:
        if claim.influence is not None and not (claim.causes or claim.effects):
            yield Finding(
                message="there is an influence, but there are neither causes nor effects",
                record=claim,
                path=("influence",),
            )


@rule("D529", "cause-and-effect-at-once", Severity.WARNING)
def cause_and_effect_at_once(context: Context) -> Iterator[Finding]:
    """No record is both a cause and an effect in one claim.

    Why: Nothing causes itself. What comes back later is another event or a later claim.

    Example:
        claim:war-avoided/causes = ["event:vote"]
        claim:war-avoided/effects = ["event:vote"]

    Use instead:
        claim:war-avoided/causes = ["event:vote"]
        claim:war-avoided/effects = ["event:talks"]
    """
    for claim in context.dataset.claims:
        for number, id_ in enumerate(claim.effects):
            if id_ in claim.causes:
                yield Finding(
                    message=f"{id_} is both a cause and an effect",
                    record=claim,
                    path=("effects", number),
                    related=(Elsewhere("the cause", claim, ("causes", claim.causes.index(id_))),),
                )


@rule("D568", "no-direction", Severity.INFO)
def no_direction(context: Context) -> Iterator[Finding]:
    """An evaluative claim, and one that says how somebody regards another, has a direction.

    Why: The direction says whether the judgement or the regard is favourable. It is left out only
    where its sign is unclear; a note that says so ends this finding.

    Example:
        claim:still-friends/attitude = {"kind": "regard", "actors": ["actor:norway", "actor:sweden"]}

    Use instead:
        claim:still-friends/attitude = {"kind": "regard", "actors": ["actor:norway", "actor:sweden"]}
        claim:still-friends/direction = "positive"
    """
    for claim in context.dataset.claims:
        regards = _regards(claim)
        judges = claim.kind is ClaimKind.EVALUATIVE and claim.judged is not None
        if claim.direction is None and claim.note is None and (judges or regards):
            yield Finding(
                message=f"{'a regard' if regards else 'an evaluative claim'} without a direction: "
                "is it positive, negative or mixed?",
                record=claim,
                path=("attitude", "kind") if regards else ("judged",),
                help="leave it out only if the sign is unclear, and say so in the note",
            )
