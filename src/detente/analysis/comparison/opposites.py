"""Whether two factors of one kind are opposite: an unbending army is not like an unsteady cabinet."""

import re
from collections.abc import Iterable, Iterator
from itertools import product

from detente.dataset import Dataset
from detente.records import Factor
from detente.vocab.enums import Direction, LinkKind

_AGAINST = (LinkKind.CONTRADICTS, LinkKind.RIVALS, LinkKind.COUNTERS)

# Each line has two sides; labels with a word of the one and a word of the other are opposite. The
# list is short and in English: it keeps the worst pairs apart, it cannot find all of them.
_OPPOSED: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        (
            "firm rigid unbending unyielding steady stable constant reliable resolute",
            "unsteady unstable wavering fickle fickleness shaky volatile unreliable erratic "
            "flexible yielding instability",
        ),
        ("strong strength powerful might", "weak weakness powerless feeble frail"),
        ("rich wealth wealthy prosperity", "poor poverty penury bankrupt"),
        ("growing rising increasing growth rise", "shrinking falling declining decline fall"),
        ("trust confidence", "distrust mistrust suspicion"),
        ("friendly friendship goodwill", "hostile hostility enmity unfriendly"),
        ("abundance surplus plenty", "scarcity shortage lack want dearth"),
        ("open openness", "closed closedness secrecy"),
        ("able ability capable", "unable inability incapable"),
        ("united unity unanimous", "divided disunity split discord"),
    )
)
_NEGATIONS = frozenset(("no", "not", "never", "without", "lack", "want", "absence", "loss"))
_PREFIXES = ("un", "in", "im", "dis", "non")
_SHORTEST = 5
"""Shorter words become another word with a prefix, not an opposite: *port*, *import*."""


def opposite(dataset: Dataset, one: Factor, other: Factor) -> bool:
    """Whether two factors are opposite by their labels, or by what they rest upon: judgements of
    opposite direction on the same, or claims that a link sets against each other.
    """
    return (
        _opposite_words(_words(one.label), _words(other.label))
        or _joined_against(dataset, one.grounds, other.grounds)
        or _opposite_directions(dataset, one.grounds, other.grounds)
    )


def _words(label: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", label.casefold()))


def _opposite_words(one: frozenset[str], other: frozenset[str]) -> bool:
    if any(
        (one & left and other & right) or (one & right and other & left) for left, right in _OPPOSED
    ):
        return True
    # The same words, but for a negation or its prefix: "able to pay" and "unable to pay".
    only, only_other = one - other, other - one
    if not only or not only_other:
        added = only | only_other
        return bool(added) and added <= _NEGATIONS | {"of"} and bool(added & _NEGATIONS)
    return any(
        len(shorter) >= _SHORTEST and longer == prefix + shorter
        for words in product(only, only_other)
        for prefix in _PREFIXES
        for shorter, longer in (words, words[::-1])
    )


def _joined_against(dataset: Dataset, one: Iterable[str], other: Iterable[str]) -> bool:
    pairs = {frozenset(ends) for ends in product(one, other)}
    return any(
        link.kind in _AGAINST and frozenset((link.source, link.target)) in pairs
        for link in dataset.links
    )


def _opposite_directions(dataset: Dataset, one: Iterable[str], other: Iterable[str]) -> bool:
    return any(
        judged == other_judged and {sign, other_sign} == {Direction.POSITIVE, Direction.NEGATIVE}
        for (judged, sign), (other_judged, other_sign) in product(
            _judgements(dataset, one), _judgements(dataset, other)
        )
    )


def _judgements(dataset: Dataset, ids: Iterable[str]) -> Iterator[tuple[str, Direction]]:
    wanted = set(ids)
    for claim in dataset.claims:
        if claim.id in wanted and claim.judged is not None and claim.direction is not None:
            yield claim.judged, claim.direction
