"""Seasons and sub-year groupings: codes 21 to 41 in the month slot (ISO 8601-2, 4.8).

The standard leaves the months of a season to custom. Here spring begins in March, southern
seasons are half a year away, and winter (southern: summer) reaches into the next year.
"""

from __future__ import annotations

from .calendar import Day, days_in_month

__all__ = ["family", "grouping_period", "is_grouping", "next_grouping"]

# code: (first month, number of months)
_GROUPINGS = {
    21: (3, 3),
    22: (6, 3),
    23: (9, 3),
    24: (12, 3),
    25: (3, 3),
    26: (6, 3),
    27: (9, 3),
    28: (12, 3),
    29: (9, 3),
    30: (12, 3),
    31: (3, 3),
    32: (6, 3),
    33: (1, 3),
    34: (4, 3),
    35: (7, 3),
    36: (10, 3),
    37: (1, 4),
    38: (5, 4),
    39: (9, 4),
    40: (1, 6),
    41: (7, 6),
}

# Codes that divide a year between them, in time order.
_FAMILIES = (
    (21, 22, 23, 24),
    (25, 26, 27, 28),
    (31, 32, 29, 30),
    (33, 34, 35, 36),
    (37, 38, 39),
    (40, 41),
)
_MONTHS = 12


def is_grouping(code: int) -> bool:
    """Say whether a number in the month slot is a season or grouping."""
    return code in _GROUPINGS


def grouping_period(year: int, code: int) -> tuple[Day, Day]:
    """Return the first and the last day of a season or grouping."""
    first, count = _GROUPINGS[code]
    carry, last = divmod(first + count - 2, _MONTHS)
    end = year + carry
    return Day(year, first, 1), Day(end, last + 1, days_in_month(end, last + 1))


def family(code: int) -> tuple[int, ...]:
    """Return the codes of the same division of the year, in time order."""
    return next(codes for codes in _FAMILIES if code in codes)


def next_grouping(year: int, code: int) -> tuple[int, int]:
    """Return year and code of the grouping of the same family that follows in time."""
    codes = family(code)
    place = codes.index(code) + 1
    return (year, codes[place]) if place < len(codes) else (year + 1, codes[0])
