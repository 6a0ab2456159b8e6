"""Comparison in time that says what is certain and what is only possible.

A value describes one unbroken run of days, of which we may know only limits. `Run` holds such
limits; two of them are compared without listing days, whatever their size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple, NoReturn, TypeAlias, get_args

from .calendar import OPEN, UNKNOWN, Bound, ordinal

__all__ = [
    "FOREVER",
    "MOST_RUNS",
    "Modality",
    "RelationName",
    "Relations",
    "Run",
    "between",
    "can_meet",
    "day_number",
    "hull",
    "merge",
    "pairs",
]

#: The six exclusive relations.
RelationName: TypeAlias = Literal["before", "after", "overlaps", "contains", "within", "equal"]
#: How firmly a relation holds.
Modality: TypeAlias = Literal["impossible", "possible", "definite"]

#: The day number of "no end": beyond the day numbers of every year that can be written.
FOREVER: Final = 10**1010
#: Alternatives that are kept apart before they are merged into one `Run`: enough for the days
#: of a year, of which there are 12 times 31 at a first count.
MOST_RUNS: Final = 400
#: Pairs of runs that are compared one by one; of more the runs are merged first. It bounds the
#: time; a guess.
_MOST_PAIRS: Final = 10_000

_NAMES: Final[tuple[RelationName, ...]] = get_args(RelationName)
_BEFORE, _AFTER, _OVERLAPS, _CONTAINS, _WITHIN, _EQUAL = (1 << n for n in range(6))
_ALL = 0b111111
_APART = _BEFORE | _AFTER
_CONVERSE: Final[dict[RelationName, RelationName]] = {
    "before": "after",
    "after": "before",
    "contains": "within",
    "within": "contains",
}


class Run(NamedTuple):
    """Limits of a run of days, as day numbers: first day and last day, each from to.

    It describes every run that begins and ends within them, with first <= last.
    """

    first_from: int
    first_to: int
    last_from: int
    last_to: int


class Relations:
    """What is possible and what is certain between two values.

    The six names exclude each other, and one of them holds of any two runs of days:

    ========  ==========================================================
    before    the first ends before the second begins
    after     the first begins after the second ends
    overlaps  they share days, and each has days that the other has not
    contains  the first has all days of the second and more
    within    the second has all days of the first and more
    equal     they have the same days
    ========  ==========================================================

    So a single possible one is definite.
    """

    __slots__ = ("_possible",)
    _possible: frozenset[RelationName]

    def __init__(self, possible: Iterable[RelationName]) -> None:
        """Hold what is possible.

        Raises:
            ValueError: nothing is possible, or a name is not one of the six.
        """
        names = frozenset(possible)
        if not names or not names.issubset(_NAMES):
            message = f"expected at least one of {', '.join(_NAMES)}"
            raise ValueError(message)
        object.__setattr__(self, "_possible", names)

    @property
    def possible(self) -> frozenset[RelationName]:
        """Names of the relations that can hold; never empty."""
        return self._possible

    @property
    def definite(self) -> RelationName | None:
        """The relation that must hold, or `None` if several can."""
        if len(self._possible) > 1:
            return None
        (name,) = self._possible
        return name

    def modality(self, name: RelationName) -> Modality:
        """Say how firmly one relation holds."""
        if name not in self._possible:
            return "impossible"
        return "definite" if len(self._possible) == 1 else "possible"

    def converse(self) -> Relations:
        """Return the same comparison seen from the other operand."""
        return Relations(_CONVERSE.get(name, name) for name in self._possible)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Relations):
            return NotImplemented
        return self._possible == other._possible

    def __hash__(self) -> int:
        return hash(self._possible)

    def __repr__(self) -> str:
        return f"Relations({[name for name in _NAMES if name in self._possible]!r})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        message = f"cannot change {name!r}: a {type(self).__name__} is frozen"
        raise AttributeError(message)

    def __delattr__(self, name: str) -> NoReturn:
        message = f"cannot delete {name!r}: a {type(self).__name__} is frozen"
        raise AttributeError(message)

    def __reduce__(self) -> tuple[type[Relations], tuple[tuple[RelationName, ...]]]:
        return Relations, (tuple(self._possible),)


def day_number(bound: Bound, *, latest: bool) -> int | None:
    """Return the day number of a bound, or `None` if it is unknown."""
    if bound is OPEN:
        return FOREVER if latest else -FOREVER
    if bound is UNKNOWN:
        return None
    return ordinal(bound)


def hull(earliest: Bound, latest: Bound) -> list[Run] | None:
    """Return the run that is somewhere between two bounds, or `None` if one is unknown."""
    low, high = day_number(earliest, latest=False), day_number(latest, latest=True)
    if low is None or high is None:
        return None
    return [Run(low, high, low, high)]


def merge(runs: Sequence[Run]) -> list[Run]:
    """Return one run that allows all that the given ones allow, and perhaps more."""
    first_from, first_to, last_from, last_to = zip(*runs, strict=True)
    return [Run(min(first_from), max(first_to), min(last_from), max(last_to))]


def pairs(starts: list[Run], ends: list[Run]) -> list[Run]:
    """Return the runs from one of `starts` to one of `ends` that does not come before it."""
    if len(starts) * len(ends) > MOST_RUNS:
        starts, ends = merge(starts), merge(ends)
    return [
        Run(
            start.first_from,
            min(start.first_to, end.last_to),
            max(end.last_from, start.first_from),
            end.last_to,
        )
        for start in starts
        for end in ends
        if start.first_from <= end.last_to
    ]


def between(ones: Sequence[Run] | None, others: Sequence[Run] | None) -> Relations:
    """Compare alternatives with alternatives; `None`, the unknown, allows everything."""
    if ones is None or others is None:
        return Relations(_NAMES)
    if len(ones) * len(others) > _MOST_PAIRS:
        ones = merge(ones)
    bits = 0
    for one in ones:
        for other in others:
            bits |= _compare(one, other)
            if bits == _ALL:
                return Relations(_NAMES)
    return Relations(name for place, name in enumerate(_NAMES) if bits >> place & 1)


def can_meet(ones: Sequence[Run] | None, others: Sequence[Run] | None) -> bool:
    """Say whether `between` gives anything but *before* and *after*, without giving it."""
    if ones is None or others is None:
        return True
    if len(ones) * len(others) > _MOST_PAIRS:
        ones = merge(ones)
    return any(_compare(one, other) & ~_APART for one in ones for other in others)


def _compare(one: Run, other: Run) -> int:
    """Return the bits of the relations that some choice of two runs satisfies."""
    a1, b1, c1, d1 = one
    a2, b2, c2, d2 = other
    bits = 0
    if c1 < b2:
        bits |= _BEFORE
    if c2 < b1:
        bits |= _AFTER
    first, last = max(a1, a2), min(d1, d2)
    # Days in common need a first day up to the last one.
    if first > last:
        return bits
    if first <= min(b1, b2) and max(c1, c2) <= last:
        bits |= _EQUAL
    if _contains(one, other, first, last):
        bits |= _CONTAINS
    if _contains(other, one, first, last):
        bits |= _WITHIN
    if _overhangs(one, other) or _overhangs(other, one):
        bits |= _OVERLAPS
    return bits


def _contains(outer: Run, inner: Run, first: int, last: int) -> bool:
    """Say whether the widest choice of `outer` can have all days of some `inner` and more."""
    start, _, _, end = outer
    _, inner_first_to, inner_last_from, _ = inner
    if first > inner_first_to or inner_last_from > last:
        return False
    return (
        # All of them leave a day free …
        first > start
        or last < end
        # … or there is one that begins later, or one that ends earlier.
        or min(inner_first_to, end) > start
        or max(inner_last_from, start) < end
    )


def _overhangs(left: Run, right: Run) -> bool:
    """Say whether some `left` begins before, and ends within, some longer lasting `right`."""
    # Best are the earliest begin of `left` and the latest end of `right`; what is left to
    # choose is where `right` begins and where `left` ends.
    begin = max(right.first_from, left.first_from + 1)
    end = min(left.last_to, right.last_to - 1)
    return begin <= right.first_to and left.last_from <= end and begin <= end
