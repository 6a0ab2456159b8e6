"""Dates: `Date`, `Season` and `Year`, which are `AnyDate`, and `DateTime`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, TypeAlias

from .calendar import Bound, Day, period
from .components import ComponentName
from .groupings import grouping_period
from .masks import completions, count_at_most, years
from .relations import Run
from .value import Precision, SingleDate, Value, new, put

__all__ = [
    "AnyDate",
    "Date",
    "DateTime",
    "Season",
    "Year",
    "make_date",
    "make_datetime",
    "make_season",
    "make_year",
    "spell_date",
    "spell_season",
    "spell_year",
]

_WIDE_YEAR: Final = 9999
_LEVEL_1_CODES: Final = 24


def _number(digits: str) -> int | None:
    return None if "X" in digits else int(digits)


class Date(SingleDate):
    """A year, a month or a day: ``1985``, ``1985-04``, ``-0043-03-15``, ``156X-12-2X``.

    ISO 8601-2, 4.3, 8 and 9; LoC EDTF "Date", "Negative calendar year", "Unspecified digit".
    """

    __slots__ = ("_day", "_month", "_year")
    _year: str
    _month: str
    _day: str

    @property
    def year(self) -> int | None:
        """The year, or `None` if digits are unspecified."""
        return _number(self._year)

    @property
    def month(self) -> int | None:
        """The month, or `None` if it is not given or has unspecified digits."""
        return _number(self._month) if self._month else None

    @property
    def day(self) -> int | None:
        """The day of the month, or `None` if it is not given or has unspecified digits."""
        return _number(self._day) if self._day else None

    @property
    def precision(self) -> Precision:
        """``year``, ``month`` or ``day``, unspecified digits or not."""
        if self._day:
            return "day"
        return "month" if self._month else "year"

    @classmethod
    def from_date(cls, date: date) -> Date:
        """Return a `datetime.date` as a value.

        Raises:
            TypeError: it is a `datetime.datetime`, whose time of day would be lost.
        """
        if hasattr(date, "hour"):
            message = "expected a date without a time of day"
            raise TypeError(message)
        text = f"{date.year:04}-{date.month:02}-{date.day:02}"
        return make_date(text, text[:4], text[5:7], text[8:], ())

    def to_date(self) -> date:
        """Return the day as a `datetime.date`; qualifiers are not carried over.

        Raises:
            ValueError: the value is not one day, or its year is not from 1 to 9999.
        """
        if not self._day or self._count() > 1:
            message = f"{self._text} is not one day"
            raise ValueError(message)
        return self.earliest.to_date()

    def values(self) -> Iterator[Date]:
        """Yield each date that the digits allow, in time order."""
        return map(self._completed, completions(self._year, self._month, self._day))

    def _completed(self, numbers: tuple[int, int, int]) -> Date:
        year, month, day = numbers
        return spell_date(year, month, day, self._marks)

    def _named(self) -> tuple[tuple[ComponentName, str, int | None], ...]:
        given: tuple[tuple[ComponentName, str], ...]
        given = (("year", self._year), ("month", self._month), ("day", self._day))
        return tuple((name, text, _number(text)) for name, text in given if text)

    def _digit_level(self) -> int:
        year, month, day = self._year, self._month, self._day
        if "X" in year:
            simple = not month and "X" not in year[:2] and year[2:] in _DECADE_OR_CENTURY
            return 1 if simple else 2
        if "X" in month:
            # Level 1 masks whole components, from the right.
            return 1 if month == "XX" and day in ("", "XX") else 2
        if "X" in day:
            return 1 if day == "XX" else 2
        return 1 if year[0] == "-" else 0

    def _periods(self, *, backwards: bool = False) -> Iterator[tuple[Day, Day]]:
        for numbers in completions(self._year, self._month, self._day, backwards=backwards):
            yield period(*numbers)

    def _count(self) -> int:
        return count_at_most(self._year, self._month, self._day)


_DECADE_OR_CENTURY: Final = frozenset(("XX", *(f"{n}X" for n in range(10))))


class Season(SingleDate):
    """A season, quarter, third or half of a year: ``2001-21``, ``201X-36~``.

    ISO 8601-2, 4.8; LoC EDTF "Seasons" (codes 21 to 24) and "Sub-year groupings" (25 to 41):
    21 to 24 spring to winter, 25 to 28 the same in the north and 29 to 32 in the south, 33 to
    36 quarters, 37 to 39 thirds, 40 and 41 halves.
    """

    __slots__ = ("_code", "_year")
    _year: str
    _code: int

    @property
    def year(self) -> int | None:
        """The year, or `None` if digits are unspecified."""
        return _number(self._year)

    @property
    def code(self) -> int:
        """The code, 21 to 41."""
        return self._code

    @property
    def precision(self) -> Precision:
        """Always ``season``, for all codes."""
        return "season"

    def values(self) -> Iterator[Season]:
        """Yield the season of each year that the digits allow, in time order."""
        return (spell_season(year, self._code, self._marks) for year in years(self._year))

    def _named(self) -> tuple[tuple[ComponentName, str, int | None], ...]:
        return (
            ("year", self._year, _number(self._year)),
            ("season", str(self._code), self._code),
        )

    def _digit_level(self) -> int:
        return 1 if self._code <= _LEVEL_1_CODES and "X" not in self._year else 2

    def _periods(self, *, backwards: bool = False) -> Iterator[tuple[Day, Day]]:
        for year in years(self._year, backwards=backwards):
            yield grouping_period(year, self._code)

    def _count(self) -> int:
        return count_at_most(self._year, "", "")


class Year(SingleDate):
    """A year beyond four digits or of limited significance: ``Y17E8``, ``1950S2``.

    ISO 8601-2, 4.4 and 4.7; LoC EDTF "Letter-prefixed calendar year", "Exponential year",
    "Significant digits".
    """

    __slots__ = ("_body", "_significant", "_value")
    _body: str
    _value: int
    _significant: int

    @property
    def year(self) -> int:
        """The year as written; with significant digits it is an estimate."""
        return self._value

    @property
    def significant_digits(self) -> int | None:
        """How many digits from the left are significant, or `None` if that is not said."""
        return self._significant or None

    @property
    def precision(self) -> Precision:
        """Always ``year``."""
        return "year"

    def values(self) -> Iterator[Date | Year]:
        """Yield each year with the same significant digits, in time order."""
        low, high = self._span()
        return (spell_year(year, self._marks) for year in range(low, high + 1))

    def _span(self) -> tuple[int, int]:
        """Return the first and the last year that share the significant digits."""
        if not self._significant:
            return self._value, self._value
        size = abs(self._value)
        step = 10 ** (len(str(size)) - self._significant)
        near = size // step * step
        far = near + step - 1
        return (near, far) if self._value >= 0 else (-far, -near)

    def _named(self) -> tuple[tuple[ComponentName, str, int | None], ...]:
        return (("year", self._body, self._value),)

    def _digit_level(self) -> int:
        return 2 if self._significant or "E" in self._body else 1

    def _periods(self, *, backwards: bool = False) -> Iterator[tuple[Day, Day]]:
        low, high = self._span()
        spread = range(high, low - 1, -1) if backwards else range(low, high + 1)
        for year in spread:
            yield period(year, 0, 0)

    def _count(self) -> int:
        low, high = self._span()
        return high - low + 1


#: A single date: what intervals and sets are made of.
AnyDate: TypeAlias = Date | Season | Year


class DateTime(Value):
    """A day with a time of day: ``1985-04-12T23:20:30+04:30``.

    ISO 8601-2, A.4.3; LoC EDTF "Date and Time". Bounds and comparison know days only: the
    day as written, wherever the time shift would put it.
    """

    __slots__ = ("_date", "_hour", "_minute", "_second", "_shift")
    _date: Date
    _hour: int
    _minute: int
    _second: int
    _shift: int | None

    @property
    def date(self) -> Date:
        """The day."""
        return self._date

    @property
    def hour(self) -> int:
        """The hour, 0 to 23."""
        return self._hour

    @property
    def minute(self) -> int:
        """The minute, 0 to 59."""
        return self._minute

    @property
    def second(self) -> int:
        """The second, 0 to 60; leap seconds are not looked up."""
        return self._second

    @property
    def shift(self) -> int | None:
        """Minutes that the time is ahead of UTC, or `None` for local time."""
        return self._shift

    @property
    def level(self) -> int:
        """The level of the day; a time adds nothing."""
        return self._date.level

    @property
    def precision(self) -> Precision:
        """Always ``second``."""
        return "second"

    def canonical(self) -> str:
        """Return the text; there is only one way to write a time."""
        return self._text

    def values(self) -> Iterator[DateTime]:
        """Yield the value itself."""
        return iter((self,))

    def _bounds(self) -> tuple[Bound, Bound]:
        return self._date.earliest, self._date.latest

    def _runs(self) -> list[Run] | None:
        return self._date._runs()

    def _dates(self) -> Iterator[SingleDate]:
        yield self._date


def make_date(text: str, year: str, month: str, day: str, marks: tuple[str, ...]) -> Date:
    """Assemble a date whose parts have been checked."""
    self = new(Date)
    put(self, "_text", text)
    put(self, "_year", year)
    put(self, "_month", month)
    put(self, "_day", day)
    put(self, "_marks", marks)
    return self


def make_season(text: str, year: str, code: int, marks: tuple[str, ...]) -> Season:
    """Assemble a season whose parts have been checked."""
    self = new(Season)
    put(self, "_text", text)
    put(self, "_year", year)
    put(self, "_code", code)
    put(self, "_marks", marks)
    return self


def make_year(text: str, body: str, value: int, significant: int, marks: tuple[str, ...]) -> Year:
    """Assemble a long or rounded year whose parts have been checked; 0 significant: not said."""
    self = new(Year)
    put(self, "_text", text)
    put(self, "_body", body)
    put(self, "_value", value)
    put(self, "_significant", significant)
    put(self, "_marks", marks)
    return self


def make_datetime(
    text: str, date: Date, *, hour: int, minute: int, second: int, shift: int | None
) -> DateTime:
    """Assemble a date and time whose parts have been checked."""
    self = new(DateTime)
    put(self, "_text", text)
    put(self, "_date", date)
    put(self, "_hour", hour)
    put(self, "_minute", minute)
    put(self, "_second", second)
    put(self, "_shift", shift)
    return self


def _marked(parts: Iterable[str], marks: tuple[str, ...]) -> str:
    if not marks:
        return "-".join(parts)
    pairs = zip(parts, marks[::2], marks[1::2], strict=True)
    return "-".join(left + part + right for part, left, right in pairs)


def _four(year: int) -> str:
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def spell_date(year: int, month: int = 0, day: int = 0, marks: tuple[str, ...] = ()) -> Date:
    """Write a date of a four-digit year; 0 for a month or day that is not given."""
    parts = _four(year), f"{month:02}" if month else "", f"{day:02}" if day else ""
    return make_date(_marked(filter(None, parts), marks), *parts, marks)


def spell_season(year: int, code: int, marks: tuple[str, ...] = ()) -> Season:
    """Write a season of a four-digit year."""
    text = _four(year)
    return make_season(_marked((text, str(code)), marks), text, code, marks)


def spell_year(year: int, marks: tuple[str, ...] = ()) -> Date | Year:
    """Write any year: with four digits where they suffice."""
    if -_WIDE_YEAR <= year <= _WIDE_YEAR:
        return spell_date(year, marks=marks)
    body = f"Y{year}"
    return make_year(_marked((body,), marks), body, year, 0, marks)
