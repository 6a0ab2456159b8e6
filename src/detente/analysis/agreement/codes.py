"""Codes of schemes of one's own: a layer for each scheme, with a figure for each class that has codes.

Two annotations that use one codebook call it by one id, so schemes are not aligned. A scheme that one side
alone declares is not compared: nobody could have given its codes on the other.
"""

from collections.abc import Sequence
from typing import Any

from detente.analysis.agreement.collection import (
    Collection,
    Element,
    ElementPair,
    TextRange,
)
from detente.analysis.agreement.fields import NO_CODE, LabelField
from detente.analysis.agreement.records import actors, issues, whole_pairs
from detente.analysis.agreement.values import labels
from detente.records import Scheme
from detente.vocab.enums import Codable


def codes(into: Collection) -> None:
    """Compare the codes of the schemes that both sides declare."""
    left, right = ({s.id: s for s in view.once("schemes")} for view in into.views)
    shared = sorted(left.keys() & right.keys())
    pairs = {kind: _pairs(into, kind) for kind in Codable} if shared else {}
    for id_ in shared:
        for kind in Codable:
            field = _field(_NAMES[kind], left[id_], right[id_])
            labels(into, f"codes {id_}", pairs[kind], (field,))


_NAMES = {
    Codable.CLAIM: "claims",
    Codable.UTTERANCE: "utterances",
    Codable.EVENT: "events",
    Codable.EVENT_ACCOUNT: "accounts",
    Codable.LINK: "links",
    Codable.PHASE: "phases",
    Codable.FACTOR: "factors",
    Codable.ARTICLE: "articles",
    Codable.SEGMENT: "segments",
    Codable.ACTOR: "actors",
    Codable.ISSUE: "issues",
}


def _pairs(into: Collection, kind: Codable) -> Sequence[ElementPair]:
    """The records or parts of a class that were paired."""
    match kind:
        case Codable.CLAIM | Codable.EVENT:
            return whole_pairs(into, _NAMES[kind])
        case Codable.UTTERANCE | Codable.EVENT_ACCOUNT:
            layer = "claims" if kind is Codable.UTTERANCE else "events"
        case Codable.ACTOR:
            return actors(into)
        case Codable.ISSUE:
            return issues(into)
        case Codable.ARTICLE:
            return _articles(into)
        case _:
            layer = _NAMES[kind]
    return into.of_units(layer)


def _articles(into: Collection) -> list[ElementPair]:
    numbers = [*zip(*(view.number for view in into.views), strict=True)]

    def pair(number: int) -> ElementPair:
        left, right = (
            Element(id_, view.records[id_], view.paths[id_])
            for id_, view in zip(numbers[number], into.views, strict=True)
        )
        return ElementPair(left, right, TextRange(number), (number,))

    return into.pairs("articles", numbers, lambda: [pair(n) for n in range(len(numbers))])


def _field(name: str, left: Scheme, right: Scheme) -> LabelField:
    """What is compared of a scheme: sets if one record may have several codes; ranks if both sides say
    that the values are ordered, and how; else names.
    """
    prefix = f"{left.id}/"
    scales = [tuple(v.value for v in s.values) if s.ordered else () for s in (left, right)]
    order = scales[0] if scales[0] == scales[1] else ()

    def given(held: Any) -> frozenset[str]:
        return frozenset(
            code.removeprefix(prefix) for code in held.codes if code.startswith(prefix)
        )

    def one(held: Any) -> str | None:
        # One value; several only where a file is not valid.
        value = " ".join(sorted(given(held)))
        if order:
            return value if value in order else None
        return value or NO_CODE

    if left.several or right.several:
        return LabelField(name, "codes", given, "jaccard", optional=True)
    metric = "ordinal" if order else "nominal"
    return LabelField(name, "codes", one, metric, order, optional=True)
