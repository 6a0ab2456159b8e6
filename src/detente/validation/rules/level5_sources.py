"""Level 5, sources and grounds: who an article reports, and the reasons that it gives."""

from collections.abc import Iterator
from itertools import chain

from detente.records import (
    Factor,
    Phase,
    Source,
    Utterance,
)
from detente.validation.context import Context
from detente.validation.findings import Elsewhere, Finding
from detente.validation.registry import a, rule
from detente.vocab.enums import (
    SourceKind,
    SourceMode,
)

_IDENTIFIED = (SourceKind.NAMED, SourceKind.COLLECTIVE)


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
    for part in chain.from_iterable(map(context.each, (Utterance, Phase, Factor))):
        for number, id_ in enumerate(part.value.grounds):
            voicing = context.voiced.get(id_, {part.article})
            if id_ in context.by_id and part.article not in voicing:
                yield Finding(
                    message=f"{part.article} does not voice {id_}",
                    record=part.record,
                    path=(*part.path, "grounds", number),
                    related=(Elsewhere("the ground", context.by_id[id_], ()),),
                )
