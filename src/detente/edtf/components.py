"""The parts of a date: `Component`, and the qualifiers that a part can have."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias, get_args

__all__ = ["QUALIFIERS", "Component", "ComponentName", "Qualifier", "combined"]

#: Which part of a date a component is.
ComponentName: TypeAlias = Literal["year", "season", "month", "day"]
#: Unqualified, uncertain, approximate, or both (ISO 8601-2, 8).
Qualifier: TypeAlias = Literal["", "?", "~", "%"]

#: The place of each is a number of two bits: 1 uncertain, 2 approximate.
QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)
_BITS: dict[str, int] = {mark: bits for bits, mark in enumerate(QUALIFIERS)}


def combined(one: str, other: str) -> Qualifier:
    """Return the qualifier that says what two of them say."""
    return QUALIFIERS[_BITS[one] | _BITS[other]]


class Component(NamedTuple):
    """One part of a date.

    A named tuple: `name` (year, season, month or day), `text` (its digits as written, with
    ``X`` where unspecified), `value` (the number, or `None` if digits are unspecified),
    `qualifier` (the one in force, however it was written: empty, ``?``, ``~`` or ``%``) and
    `mask` (indices into `text` of the unspecified digits).
    """

    name: ComponentName
    text: str
    value: int | None
    qualifier: Qualifier
    mask: tuple[int, ...]

    @property
    def uncertain(self) -> bool:
        """Whether the component is marked ``?`` or ``%``."""
        return self.qualifier in {"?", "%"}

    @property
    def approximate(self) -> bool:
        """Whether the component is marked ``~`` or ``%``."""
        return self.qualifier in {"~", "%"}
