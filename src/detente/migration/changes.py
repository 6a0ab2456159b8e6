"""What is different between two documents: found by comparing them, not told by who changed them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from detente.diagnostics import Path, pointer


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Carried out in order, ``op`` with ``path`` and ``after`` make the older document the newer one
    (JSON Patch, RFC 6902); ``before`` is what is needed for the way back.
    """

    op: str
    """``add``, ``remove`` or ``replace``."""

    path: str
    """Where, as a JSON Pointer."""

    before: Any = field(default=None, hash=False)
    """What stood there; ``None`` if nothing did."""

    after: Any = field(default=None, hash=False)
    """What stands there now; ``None`` if nothing does."""

    def to_dict(self) -> dict[str, Any]:
        """As plain values: of a value that was not there the key is absent."""
        found: dict[str, Any] = {"op": self.op, "path": self.path}
        if self.op != "add":
            found["before"] = self.before
        if self.op != "remove":
            found["after"] = self.after
        return found


def changes(before: Any, after: Any, path: Path = ()) -> Iterator[Change]:
    """The differences between two plain values, in an order in which they can be carried out.

    The order of keys is none; ``1``, ``1.0`` and ``True`` are three values.
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
    """What lies between the items that both begin and end with, compared one by one."""
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
