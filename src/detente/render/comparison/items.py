"""What a page asks of an item: its sides, its grounds, the heading it stands under."""

from collections.abc import Iterable, Sequence
from typing import Final

from detente.analysis.comparison.result import (
    Comparison,
    ComparisonItem,
    ComparisonRule,
    ComparisonVerdict,
    Position,
)

ONLY = (ComparisonVerdict.ONLY_LEFT, ComparisonVerdict.ONLY_RIGHT)

IN_TIME = (ComparisonVerdict.CHANGED, ComparisonVerdict.LATER, ComparisonVerdict.REVISED)
"""The verdicts that are told in the order of publication."""

REMEDIES: Final = "remedies"
"""The heading of what is called for, where not both can be done or each is the rival of the other."""

LABELLED = (
    *(ComparisonRule.SAME_CHARACTER, ComparisonRule.SAME_DENIAL, ComparisonRule.SAME_TREND),
    *(ComparisonRule.OTHER_CHARACTER, ComparisonRule.CHARACTER_DENIED),
    ComparisonRule.OPPOSITE_TRENDS,
)
"""The rules that compare labels of the annotators, which may not be words of the authors."""


def heading(item: ComparisonItem) -> ComparisonVerdict | str:
    """Under which heading an item stands: its verdict, or ``REMEDIES``."""
    return REMEDIES if item.on_remedies else item.verdict


def on_relation(item: ComparisonItem) -> bool:
    """Whether an item is on phases or factors of a relation, not on claims or events."""
    return item.positions[0].record == item.relation


def main_positions(positions: Iterable[Position]) -> list[Position]:
    """The positions that are compared, without what is said in more detail or against them."""
    return [position for position in positions if position.role == "main"]


def sides(item: ComparisonItem) -> list[Sequence[Position]]:
    """The positions of the left article and those of the right one, where there are any."""
    return [side for side in (item.left, item.right) if side]


def grounds_of(positions: Iterable[Position]) -> tuple[str, ...]:
    """The ids of what some positions are supported by, each once."""
    return tuple(dict.fromkeys(ground for position in positions for ground in position.grounds))


def repeated_contradictions(comparison: Comparison) -> dict[int, ComparisonItem]:
    """Contradictions between the very claims that a contradiction on the relation rests upon.

    By ``id`` of the item; with each the item on the relation.
    """
    return _behind(comparison.contradictions, comparison.contradictions)


def close_behind_agreements(comparison: Comparison) -> dict[int, ComparisonItem]:
    """What is close to each other between claims that an agreement on the relation rests upon.

    By ``id`` of the item; with each the item on the relation.
    """
    return _behind(comparison.parallels, comparison.agreements)


def _behind(
    items: Iterable[ComparisonItem], others: Iterable[ComparisonItem]
) -> dict[int, ComparisonItem]:
    found: dict[int, ComparisonItem] = {}
    on_phases = [item for item in others if on_relation(item)]
    for item in items:
        named = [{p.record for p in main_positions(side)} for side in (item.left, item.right)]
        for other in on_phases:
            grounds = grounds_of(other.left), grounds_of(other.right)
            same = all(own and own <= {*g} for own, g in zip(named, grounds, strict=True))
            if same and item.relation == other.relation:
                found[id(item)] = other
                break
    return found
