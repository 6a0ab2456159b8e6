"""Unspecified digits: which numbers a pattern such as ``156X`` or ``0X`` matches.

ISO 8601-2, 9. Everything is found digit by digit; nothing is listed that is not asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from .calendar import days_in_month, is_leap

__all__ = ["can_be_leap", "completions", "count_at_most", "options", "years"]

_TEN = range(10)


def _pool(char: str, *, backwards: bool = False) -> range | tuple[int, ...]:
    if char != "X":
        return (int(char),)
    return _TEN[::-1] if backwards else _TEN


def options(pattern: str, highest: int) -> list[int]:
    """Return the numbers from 1 to `highest` that a pattern of two characters fits, ascending."""
    if "X" not in pattern:
        return [n] if 1 <= (n := int(pattern)) <= highest else []
    tens, units = _pool(pattern[0]), _pool(pattern[1])
    return [n for ten in tens for unit in units if 1 <= (n := ten * 10 + unit) <= highest]


def years(pattern: str, *, backwards: bool = False) -> Iterator[int]:
    """Yield the years that fit, ascending, or descending if `backwards`."""
    if "X" not in pattern:
        yield int(pattern)
        return
    for a, b, c, d in product(*(_pool(char, backwards=backwards) for char in pattern)):
        yield a * 1000 + b * 100 + c * 10 + d


def can_be_leap(pattern: str) -> bool:
    """Say whether some year that fits the pattern is a leap year."""
    if "X" not in pattern:
        return is_leap(int(pattern))
    in_century = {c * 10 + d for c in _pool(pattern[2]) for d in _pool(pattern[3])}
    if any(year % 4 == 0 for year in in_century - {0}):
        return True
    # What is left is at most the year 00, which takes a century divisible by four.
    return 0 in in_century and any(
        (a * 10 + b) % 4 == 0 for a in _pool(pattern[0]) for b in _pool(pattern[1])
    )


def completions(
    year: str, month: str, day: str, *, backwards: bool = False
) -> Iterator[tuple[int, int, int]]:
    """Yield what a masked date can be, as (year, month, day) with 0 for what is not given.

    Ascending, or descending if `backwards`. An empty month or day is not given; months are
    calendar months only.
    """
    months = options(month, 12) if month else [0]
    days = options(day, 31) if day else [0]
    if backwards:
        months.reverse()
        days.reverse()
    for y in years(year, backwards=backwards):
        for m in months:
            last = days_in_month(y, m) if m else 0
            for d in days:
                if d <= last:
                    yield y, m, d


def count_at_most(year: str, month: str, day: str) -> int:
    """Return an upper limit for the number of completions, without making them."""
    count: int = 10 ** year.count("X")
    if month:
        count *= len(options(month, 12))
    if day:
        count *= len(options(day, 31))
    return count
