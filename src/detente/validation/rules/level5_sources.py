"""Level 5, sources and grounds: who an article reports, and the reasons that it gives."""

from collections.abc import Iterable, Iterator
from typing import Any

from detente.diagnostics import Path, Severity
from detente.records import Actor, Claim, Factor, Source
from detente.records.labels import preferred
from detente.validation.context import Context
from detente.validation.findings import Elsewhere, Finding
from detente.validation.registry import a, rule
from detente.vocab.enums import AttitudeKind, SourceKind, SourceMode

_IDENTIFIED = (SourceKind.NAMED, SourceKind.COLLECTIVE)
_WITH_SIDE = (SourceKind.ROLE_ONLY, SourceKind.GENERIC, SourceKind.DOCUMENT)


_DONE = {
    AttitudeKind.WANT: "wanted",
    AttitudeKind.FEAR: "feared",
    AttitudeKind.BELIEF: "believed",
    AttitudeKind.REGARD: "felt",
}


@rule("D521", "source-and-actor")
def source_and_actor(context: Context) -> Iterator[Finding]:
    """A source has an actor if and only if it is named or collective.

    Why: *Officials* and *many say* do not identify an actor.

    Example:
        claim:hope-of-peace/utterances/0/sources/0/kind = "named"

    Use instead:
        claim:hope-of-peace/utterances/0/sources/0/kind = "named"
        claim:hope-of-peace/utterances/0/sources/0/actor = "actor:michelsen"
    """
    for part in context.each(Source):
        identified = part.value.kind in _IDENTIFIED
        kind = part.value.kind.value
        if identified and part.value.actor is None:
            yield Finding(
                message=f"{a(kind)} source needs an actor", record=part.record, path=part.path
            )
        elif not identified and part.value.actor is not None:
            yield Finding(
                message=f"a source that is {kind} has no actor; if the actor is known, the "
                "kind is named or collective",
                record=part.record,
                path=(*part.path, "actor"),
            )


@rule("D522", "quoted-and-mode")
def quoted_and_mode(context: Context) -> Iterator[Finding]:
    """Direct and mixed speech give the quoted words; indirect speech has none.

    Why: Direct and mixed speech have quotation marks, indirect speech has not.

    Example:
        claim:hope-of-peace/utterances/0/sources/0/mode = "direct"

    Use instead:
        claim:hope-of-peace/utterances/0/sources/0/mode = "indirect"
    """
    for part in context.each(Source):
        mode = part.value.mode
        if mode is not SourceMode.INDIRECT and not part.value.quoted:
            message = f"{mode.value} speech needs the quoted words"
        elif mode is SourceMode.INDIRECT and part.value.quoted:
            message = "indirect speech has no quoted words; with them the mode is direct or mixed"
        else:
            continue
        yield Finding(message=message, record=part.record, path=part.path)


@rule("D524", "side-and-kind")
def side_and_kind(context: Context) -> Iterator[Finding]:
    """Only a source that is known by its role, generic or a document has a side (``of``).

    Why: The side stands in for the actor whom the text does not identify: India, of *Indian
    intelligence experts*. An actor of its own has its side in its own record.

    Example:
        claim:hope-of-peace/utterances/0/sources/0/kind = "named"
        claim:hope-of-peace/utterances/0/sources/0/actor = "actor:michelsen"
        claim:hope-of-peace/utterances/0/sources/0/of = "actor:norway"

    Use instead:
        claim:hope-of-peace/utterances/0/sources/0/of = "actor:norway"
    """
    for part in context.each(Source):
        kind = part.value.kind
        if part.value.of is not None and kind not in _WITH_SIDE:
            yield Finding(
                message=f"a source that is {kind.value} has no side (of)",
                record=part.record,
                path=(*part.path, "of"),
                help="name the actor's own record instead" if kind in _IDENTIFIED else "",
            )


@rule("D523", "ground-not-voiced")
def ground_not_voiced(context: Context) -> Iterator[Finding]:
    """The grounds of an utterance, a phase and a factor are voiced in the same article.

    Why: Grounds are the reasons that this article gives. A statement of another article is not one
    of them.

    Example:
        relation:norway-sweden/accounts/0/phases/0/grounds = ["claim:still-friends"]

    Use instead:
        relation:norway-sweden/accounts/0/phases/0/grounds = ["claim:never-allies"]
    """
    for record, path, grounds, article in _grounds(context):
        for number, id_ in enumerate(grounds):
            voicing = context.voiced.get(id_, {article})
            if id_ in context.by_id and article not in voicing:
                yield Finding(
                    message=f"{article} does not voice {id_}",
                    record=record,
                    path=(*path, "grounds", number),
                    related=(Elsewhere("the ground", context.by_id[id_], ()),),
                )


def _grounds(context: Context) -> Iterator[tuple[Any, Path, tuple[str, ...], str]]:
    """What has grounds in an article: its record, its path, the grounds, the article."""
    for claim in context.dataset.claims:
        for n, utterance in enumerate(claim.utterances):
            if utterance.grounds:
                yield claim, ("utterances", n), utterance.grounds, utterance.article
    for relation in context.dataset.relations:
        for k, account in enumerate(relation.accounts):
            for n, phase in enumerate(account.phases):
                yield relation, ("accounts", k, "phases", n), phase.grounds, account.article
            for n, factor in enumerate(account.factors):
                yield relation, ("accounts", k, "factors", n), factor.grounds, account.article


@rule("D525", "factor-of-another-mind", Severity.INFO)
def factor_of_another_mind(context: Context) -> Iterator[Finding]:
    """The holder of a factor has the attitude that is its only ground, or the attitude is that of an
    actor who is part of the holder or has a post in it.

    Why: If the only ground says what one party wants or fears, it is that party whom the factor
    moves. Often the holder, or the actor of the attitude, is a slip.

    Example:
        relation:norway-sweden/accounts/0/factors/0/grounds = ["claim:hope-of-peace"]
        claim:hope-of-peace/attitude = {"kind": "want", "actors": ["actor:norway"]}

    Use instead:
        relation:norway-sweden/accounts/0/factors/0/grounds = ["claim:hope-of-peace"]
        claim:hope-of-peace/attitude = {"kind": "want", "actors": ["actor:sweden"]}
    """
    for part in context.each(Factor):
        if part.value.holder is None or len(part.value.grounds) != 1:
            continue
        claim = context.find(part.value.grounds[0], Claim)
        attitude = None if claim is None else claim.attitude
        if attitude is None:
            continue
        if part.value.holder not in _with_wholes(context, attitude.actors):
            yield Finding(
                message=f"the only ground says what is {_DONE[attitude.kind]} by "
                f"{' and '.join(_called(context, id_) for id_ in attitude.actors)}, "
                f"not by {_called(context, part.value.holder)}",
                record=part.record,
                path=(*part.path, "holder"),
                related=(Elsewhere("the attitude", claim, ("attitude", "actors")),),
            )


def _called(context: Context, id_: str) -> str:
    """An actor by name, with the id behind it."""
    actor = context.find(id_, Actor)
    return id_ if actor is None else f"{preferred(actor.names)} ({id_})"


def _with_wholes(context: Context, actors: Iterable[str]) -> set[str]:
    """Actors, and all that they are part of or have a post in."""
    pending, seen = [*actors], set[str]()
    while pending:
        id_ = pending.pop()
        actor = None if id_ in seen else context.find(id_, Actor)
        seen.add(id_)
        if actor is not None:
            pending += [post.of for post in actor.posts]
            pending += [actor.part_of] if actor.part_of is not None else []
    return seen
