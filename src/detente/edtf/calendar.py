"""The proleptic Gregorian calendar for every year, as ISO 8601-1 has it: year 0 exists."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Literal, NamedTuple, TypeAlias

__all__ = [
    "DAYS",
    "OPEN",
    "UNKNOWN",
    "Bound",
    "Day",
    "Limit",
    "days_in_month",
    "is_leap",
    "ordinal",
    "period",
]

#: Days in each month of a common year; index 0 is unused.
DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BEFORE = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_FEBRUARY = 2
_LAST_DATE_YEAR = 9999


class Day(NamedTuple):
    """One calendar day of any year, comparable in time order.

    A named tuple ``(year, month, day)``: year in astronomical counting (0 is 1 BC), month 1
    to 12, day 1 to 31.
    """

    year: int
    month: int
    day: int

    def to_date(self) -> date:
        """Return the same day as a `datetime.date`.

        Raises:
            ValueError: the year is not from 1 to 9999.
        """
        if not 1 <= self.year <= _LAST_DATE_YEAR:
            message = "datetime.date reaches from year 1 to 9999 only"
            raise ValueError(message)
        return date(self.year, self.month, self.day)

    def isoformat(self) -> str:
        """Return the day as ``YYYY-MM-DD``.

        A year beyond four digits has its sign, as ISO 8601 writes it (``+12345-01-01``), and a
        year before 0 too.
        """
        sign = "-" if self.year < 0 else "+" if self.year > _LAST_DATE_YEAR else ""
        return f"{sign}{abs(self.year):04}-{self.month:02}-{self.day:02}"


class Limit(Enum):
    """The value of a bound or an end that is not a day (ISO 8601-2, 10.2)."""

    OPEN = ".."
    UNKNOWN = ""

    def __repr__(self) -> str:
        return self.name


#: Unbounded on this side: written ``..``.
OPEN: Literal[Limit.OPEN] = Limit.OPEN
#: There is an end, but nobody says which: written as nothing.
UNKNOWN: Literal[Limit.UNKNOWN] = Limit.UNKNOWN

#: The first or the last day of a value.
Bound: TypeAlias = Day | Limit


def is_leap(year: int) -> bool:
    """Say whether a year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month, 1 to 12."""
    return 29 if month == _FEBRUARY and is_leap(year) else DAYS[month]


def ordinal(day: Day) -> int:
    """Number the days: 0001-01-01 is 1, as in `datetime.date.toordinal`, without its limits."""
    year, month, in_month = day
    past = year - 1
    leap = month > _FEBRUARY and is_leap(year)
    return past * 365 + past // 4 - past // 100 + past // 400 + _BEFORE[month] + leap + in_month


def period(year: int, month: int, day: int) -> tuple[Day, Day]:
    """Return the first and last day of a year, month or day; 0 for what is not given."""
    if day:
        only = Day(year, month, day)
        return only, only
    if month:
        return Day(year, month, 1), Day(year, month, days_in_month(year, month))
    return Day(year, 1, 1), Day(year, 12, 31)
