"""Which links may be made between the statements of a dataset."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import Any

from detente.records import Claim, Event
from detente.testing.maker import Given
from detente.vocab.enums import Influence, LinkKind


def links_between(
    statements: Sequence[Any], voiced: Mapping[str, Sequence[str]]
) -> dict[LinkKind, list[Given]]:
    """The values of possible links by kind; kinds of which none is possible are left out.

    ``voiced``: the ids of the statements that each article voices.
    """
    found: dict[LinkKind, list[Given]] = {kind: [] for kind in LinkKind}
    for (place, source), (other, target) in permutations(enumerate(statements), 2):
        for kind in LinkKind:
            found[kind] += _possible(kind, source, target, voiced, forward=place < other)
    return {kind: links for kind, links in found.items() if links}


def _possible(
    kind: LinkKind, source: Any, target: Any, voiced: Mapping[str, Sequence[str]], *, forward: bool
) -> Iterator[Given]:
    """``forward``: whether the target is the later record; what goes that way only has no circles."""
    link: Given = {"source": source.id, "target": target.id}
    arguing = [article for article, ids in voiced.items() if source.id in ids]
    both = [article for article in arguing if target.id in voiced[article]]
    dated = _is_dated(source) and _is_dated(target)
    classes = {type(source), type(target)}
    match kind:
        case LinkKind.COUNTERS:
            yield from (link | {"article": article} for article in arguing)
        case LinkKind.UNDERCUTS:
            yield from (
                {"source": source.id, "target": ground, "on": target.id, "article": u.article}
                for u in getattr(target, "utterances", ())
                for ground in u.grounds
                if u.article in arguing and ground != source.id
            )
        case LinkKind.SPECIFIES:
            yield link
        case LinkKind.CONTRADICTS if not dated:  # of different times both can be true
            yield link
        case LinkKind.UPDATES if both and not dated:  # it could be about the earlier time
            yield link
        case LinkKind.PARALLELS if classes == {Claim} and not both:
            yield link
        case LinkKind.RIVALS if classes == {Claim} and not any(map(_contributes, (source, target))):
            yield link
        case LinkKind.PRECEDES if classes == {Event} and forward and not dated:
            yield from (link | {"article": article} for article in both)


def _is_dated(statement: Any) -> bool:
    if isinstance(statement, Claim):
        return statement.scope is not None
    return statement.time is not None or any(a.time is not None for a in statement.accounts)


def _contributes(claim: Claim) -> bool:
    return claim.influence is Influence.CONTRIBUTES
