"""Two records that are one: their union, and where they differ. Nothing is chosen between them."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import attrs

from detente.diagnostics import Path
from detente.records.constraints import Text
from detente.records.model import fields_of
from detente.records.reprs import full
from detente.uniting.policy import POLICIES, Policy, place_of


class Difference(NamedTuple):
    """A field in which two records of one id differ."""

    left: Path
    """From the first record to the place."""
    right: Path
    """From the second record to the place."""
    values: tuple[Any, Any]
    """What they have there."""
    note: bool = False
    """Whether the two notes are together too long; otherwise the values differ."""
    voice: bool = False
    """Whether two statements of one article about the same words differ."""


def differences(left: Any, right: Any, path: Path = ()) -> Iterator[Difference]:
    """Where two values differ, as deep inside as both have the same shape."""
    if full(left) == full(right):
        return
    if attrs.has(type(left)) and type(left) is type(right):
        for field in fields_of(left):
            here = (*path, field.key)
            yield from differences(getattr(left, field.name), getattr(right, field.name), here)
    elif _are_records(left) and _are_records(right) and len(left) == len(right):
        for number, (one, other) in enumerate(zip(left, right, strict=True)):
            yield from differences(one, other, (*path, number))
    else:
        yield Difference(path, path, (left, right))


def _are_records(value: Any) -> bool:
    return isinstance(value, tuple) and all(attrs.has(type(item)) for item in value)


class Texts:
    """What voices hold and what they are about, each told once: a record that takes up one after the other
    would have all told again each time.
    """

    def __init__(self) -> None:
        """None is known."""
        self._known: dict[int, tuple[Any, str, Any]] = {}

    def full(self, voice: Any) -> str:
        """All that it holds."""
        return self._of(voice)[1]

    def place(self, voice: Any) -> Any:
        """What it is about: see ``place_of``."""
        return self._of(voice)[2]

    def _of(self, voice: Any) -> tuple[Any, str, Any]:
        if id(voice) not in self._known:  # it is kept, so that no other gets its number
            self._known[id(voice)] = voice, full(voice), place_of(voice)
        return self._known[id(voice)]


def united(left: Any, right: Any, texts: Texts | None = None) -> tuple[Any, list[Difference]]:
    """Two records of one class and id as one, with what keeps them apart.

    Where they differ the union has the value of the first. ``texts``: what is known of the voices.
    """
    policy = POLICIES.get(type(left))
    if policy is None:
        return left, [*differences(left, right)]
    changes: dict[str, Any] = {}
    found: list[Difference] = []
    both: Any
    for field in fields_of(left):
        name = field.name
        first, second = getattr(left, name), getattr(right, name)
        if name == "note":
            both, problems = _joined(first, second, field.text)
        elif name in policy.voices:
            both, problems = _side_by_side(name, first, second, texts or Texts())
        else:
            both, problems = _field(name, first, second, policy)
        if both is not first:
            changes[name] = both
        found += problems
    return attrs.evolve(left, **changes) if changes else left, found


def _field(name: str, first: Any, second: Any, policy: Policy) -> tuple[Any, list[Difference]]:
    if name in policy.open:
        if isinstance(first, tuple):
            known = {*map(full, first)}
            more = [item for item in second if full(item) not in known]
            return (*first, *more) if more else first, []
        if first is None or second is None:
            return second if first is None else first, []
    return first, [*differences(first, second, (name,))]


def _side_by_side(
    name: str, first: tuple[Any, ...], second: tuple[Any, ...], texts: Texts
) -> tuple[tuple[Any, ...], list[Difference]]:
    """The items of both; one that both have counts once, as often as one side has it."""
    left = Counter(map(texts.full, first))
    places = {texts.place(item): number for number, item in reversed([*enumerate(first)])}
    more, problems = [], []
    for number, item in enumerate(second):
        held, place = texts.full(item), texts.place(item)
        at = None if place is None else places.get(place)
        if left[held]:
            left[held] -= 1
        elif at is None or texts.full(first[at]) == held:
            more.append(item)
        else:
            for each in differences(first[at], item):
                paths = (name, at, *each.left), (name, number, *each.right)
                problems.append(Difference(*paths, each.values, voice=True))
    return (*first, *more) if more else first, problems


def _joined(
    first: str | None, second: str | None, text: Text | None
) -> tuple[str | None, list[Difference]]:
    """Both notes, each line once."""
    if not first or not second:
        return first or second, []
    known = first.split("\n")
    both = "\n".join([*known, *(line for line in second.split("\n") if line not in known)])
    most = text.max_length if text else None
    if most is not None and len(both) > most:
        return first, [Difference(("note",), ("note",), (first, second), note=True)]
    return both, []
