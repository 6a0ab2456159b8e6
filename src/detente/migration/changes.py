"""The differences between two documents, found by comparing them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from detente.diagnostics import Path, pointer


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Applied in order, ``op`` with ``path`` and ``after`` turn the older document into the newer one
    (JSON Patch, RFC 6902); ``before`` is what is needed to reverse this.
    """

    op: str
    """``add``, ``remove`` or ``replace``."""

    path: str
    """The place, as a JSON Pointer."""

    before: Any = field(default=None, hash=False)
    """The value before; ``None`` if there was none."""

    after: Any = field(default=None, hash=False)
    """The value after; ``None`` if there is none."""

    def to_dict(self) -> dict[str, Any]:
        """As plain values; without the key of a value that does not exist."""
        values: dict[str, Any] = {"op": self.op, "path": self.path}
        if self.op != "add":
            values["before"] = self.before
        if self.op != "remove":
            values["after"] = self.after
        return values


def changes(before: Any, after: Any, path: Path = ()) -> Iterator[Change]:
    """The differences between two plain values, in an order in which they can be applied.

    The order of keys does not matter; ``1``, ``1.0`` and ``True`` are three values.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        for key, value in before.items():
            if key not in after:
                yield Change("remove", pointer((*path, key)), before=value)
            else:
                yield from changes(value, after[key], (*path, key))
        for key, value in after.items():
            if key not in before:
                yield Change("add", pointer((*path, key)), after=value)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _of_lists(before, after, path)
    elif type(before) is not type(after) or before != after:
        yield Change("replace", pointer(path), before=before, after=after)


def _of_lists(before: list[Any], after: list[Any], path: Path) -> Iterator[Change]:
    """The differences of two lists: the items between their common beginning and end, one by one."""
    start, end = 0, 0
    least = min(len(before), len(after))
    while start < least and _same(before[start], after[start]):
        start += 1
    while end < least - start and _same(before[-1 - end], after[-1 - end]):
        end += 1
    for number in range(start, least - end):
        yield from changes(before[number], after[number], (*path, number))
    for number in reversed(range(least - end, len(before) - end)):
        yield Change("remove", pointer((*path, number)), before=before[number])
    for number in range(least - end, len(after) - end):
        yield Change("add", pointer((*path, number)), after=after[number])


def _same(before: Any, after: Any) -> bool:
    return next(changes(before, after), None) is None
