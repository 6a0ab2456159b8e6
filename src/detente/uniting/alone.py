"""What unites only if somebody says so, and did not: whoever reads a union sees what may be there twice."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from detente.records import ARRAYS
from detente.uniting.parts import Part
from detente.uniting.policy import STATEMENTS
from detente.uniting.union import Union


class Alone(NamedTuple):
    """An actor, issue or scheme that one dataset alone has, while another alone has one of that kind."""

    record: Any
    """The record as it goes into the union."""
    part: Part
    """The dataset."""


def alone(made: Union) -> Iterator[Alone]:
    """The actors, issues and schemes that stand in one dataset alone, kind by kind, if another dataset
    has such a one too: two ids may name one thing. Unidentified actors are never one, and not among them.
    """
    for name in ("schemes", "actors", "issues"):
        entries = [entry for part in made.parts for entry in part.entries(name)]
        parts_of: dict[str, set[int]] = defaultdict(set)
        for entry in entries:
            parts_of[entry.record.id].add(entry.part.number)
        kinds: dict[Any, list[Alone]] = defaultdict(list)
        for entry in entries:
            single = len(parts_of[entry.record.id]) == 1
            if single and not getattr(entry.record, "unidentified", None):
                kinds[getattr(entry.record, "kind", None)].append(Alone(entry.record, entry.part))
        for found in kinds.values():
            if len({each.part.number for each in found}) > 1:
                yield from found


def never_shared(made: Union) -> Iterator[type]:
    """The classes that unite only when told, several datasets have, and no two of them share."""
    shared = {type(record) for record, _ in made.united()}
    for name, cls in ARRAYS.items():
        in_parts = sum(bool(part.given(name)) for part in made.parts)
        if cls in STATEMENTS and cls not in shared and in_parts > 1:
            yield cls
