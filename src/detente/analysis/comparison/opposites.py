"""Whether two factors of one kind are opposite: an unbending army is not like an unsteady cabinet."""

import re
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


class Opposites:
    """What the links and claims of a dataset say about which factors are opposite."""

    def __init__(self, dataset: Dataset) -> None:
        """Keep the pairs that links set against each other, and the judgements."""
        self._against = {
            frozenset((link.source, link.target)) for link in dataset.links if link.kind in _AGAINST
        }
        self._judgements = {
            claim.id: (claim.judged, claim.direction)
            for claim in dataset.claims
            if claim.judged is not None
        }

    def __call__(self, one: Factor, other: Factor) -> bool:
        """Whether two factors are opposite by their labels, or by what they rest upon: judgements
        of opposite direction on the same, or claims that a link sets against each other.
        """
        return _opposite_words(_words(one.label), _words(other.label)) or any(
            frozenset(pair) in self._against or self._opposite_directions(*pair)
            for pair in product(one.grounds, other.grounds)
        )

    def _opposite_directions(self, one: str, other: str) -> bool:
        judged, direction = self._judgements.get(one, (None, None))
        other_judged, other_direction = self._judgements.get(other, (None, None))
        opposite = {direction, other_direction} == {Direction.POSITIVE, Direction.NEGATIVE}
        return opposite and judged == other_judged


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
