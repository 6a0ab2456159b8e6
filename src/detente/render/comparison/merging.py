"""Items of one heading that are one matter, since one side says the same in all of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from detente.analysis.comparison.result import ComparisonItem, ComparisonVerdict
from detente.render.comparison.items import ONLY, main_positions, on_relation, sides

_Key = tuple[object, ...]
_T = TypeVar("_T")


def matters(items: Iterable[ComparisonItem]) -> list[tuple[ComparisonItem, int]]:
    """Items of one heading, those of one matter merged into one; with each the number of items."""
    groups: list[list[ComparisonItem]] = []
    shared: dict[_Key, int] = {}
    for item in items:
        keys = [*_keys(item)]
        joined = next((shared[key] for key in keys if key in shared), None)
        if joined is None:
            shared |= dict.fromkeys(keys, len(groups))
            groups.append([item])
            continue
        for key in _keys(groups[joined][0]):  # what is not in all of them joins no more
            if key not in keys:
                shared.pop(key, None)
        groups[joined].append(item)
    return [(_merged(group), len(group)) for group in groups]


def _keys(item: ComparisonItem) -> Iterator[_Key]:
    """What another item has to share: the one record of one side, with verdict and rule. None where
    both sides are on one record, on phases or factors, or answer a question of their own.
    """
    both = sides(item)
    alone = item.verdict in ONLY or item.verdict is ComparisonVerdict.RIVAL or on_relation(item)
    records = [{position.record for position in main_positions(side)} for side in both]
    if alone or any(len(own) > 1 for own in records) or records[0] == records[-1]:
        return
    # What is close to each other has its confidence with its common ground.
    near = item.verdict is ComparisonVerdict.PARALLEL
    why = (item.rule, "" if near else item.modality, item.outcome)
    for side, own in enumerate(records):
        yield side, *own, item.verdict, *why


def _merged(items: Sequence[ComparisonItem]) -> ComparisonItem:
    if len(items) == 1:
        return items[0]
    definite = any(item.modality == "definite" for item in items)
    return replace(
        items[0],
        modality="definite" if definite else "possible",
        left=_once(item.left for item in items),
        right=_once(item.right for item in items),
        records=_once(item.records for item in items),
        also=_once(item.also for item in items),
        links=_once(item.links for item in items),
        weight=max(item.weight for item in items),
    )


def _once(parts: Iterable[tuple[_T, ...]]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(parts)))
