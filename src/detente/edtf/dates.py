"""Single dates: `Date`, `Season` and `Year`, and the components they are made of."""

from __future__ import annotations

from abc import abstractmethod

from .base import Value, new, put
from .calendar import Day, ordinal, period
from .groupings import grouping_period
from .masks import completions, count_at_most, years
from .relations import MOST_RUNS, Run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from typing import Final, NamedTuple

    from .names import ComponentName, Precision, Qualifier

    class _ComponentFields(NamedTuple):
        name: ComponentName
        text: str
        value: int | None
        qualifier: Qualifier
        mask: tuple[int, ...]
else:
    from collections import namedtuple

    _ComponentFields = namedtuple(
        "_ComponentFields", ("name", "text", "value", "qualifier", "mask")
    )

__all__ = [
    "MARKS",
    "Component",
    "Date",
    "Season",
    "SingleDate",
    "Year",
    "make_date",
    "make_season",
    "make_year",
]

#: The qualifiers by their bits: 1 uncertain, 2 approximate.
MARKS: Final[tuple[Qualifier, ...]] = ("", "?", "~", "%")
_BITS: Final = {"": 0, "?": 1, "~": 2, "%": 3}
_UNCERTAIN, _APPROXIMATE = 1, 2
_WIDE_YEAR: Final = 9999
_LEVEL_1_CODES: Final = 24


class Component(_ComponentFields):
    """One part of a date.

    A named tuple: `name` (year, season, month or day), `text` (its digits as written, with
    ``X`` where unspecified), `value` (the number, or `None` if digits are unspecified),
    `qualifier` (the one in force, however it was written: empty, ``?``, ``~`` or ``%``) and
    `mask` (indices into `text` of the unspecified digits).
    """

    __slots__ = ()

    @property
    def uncertain(self) -> bool:
        """Whether the component is marked ``?`` or ``%``."""
        return bool(_BITS[self.qualifier] & _UNCERTAIN)

    @property
    def approximate(self) -> bool:
        """Whether the component is marked ``~`` or ``%``."""
        return bool(_BITS[self.qualifier] & _APPROXIMATE)


class SingleDate(Value):
    """What `Date`, `Season` and `Year` share: components with qualifiers (ISO 8601-2, 8).

    Not a kind of its own; annotate with `AnyDate`, the union of the three.
    """

    # Two marks a component, left and right of it; empty if there are none at all.
    __slots__ = ("_marks",)
    _marks: tuple[str, ...]

    @property
    def earliest(self) -> Day:
        """The first day that the date can be or include."""
        return next(self._periods())[0]

    @property
    def latest(self) -> Day:
        """The last day that the date can be or include."""
        return next(self._periods(backwards=True))[1]

    def canonical(self) -> str:
        """Return it with its qualifiers in the preferred form."""
        parts = self._written()
        marks = self._qualifiers()
        first = marks[0]
        # A qualifier on the right covers everything up to there.
        shared = next((n for n, mark in enumerate(marks) if mark != first), len(marks))
        return "-".join(
            (mark if n >= shared else "") + part + (first if n == shared - 1 else "")
            for n, (part, mark) in enumerate(zip(parts, marks, strict=True))
        )

    @property
    def level(self) -> int:
        """The level that its digits or its qualifiers need, whichever is higher."""
        marked = 0
        if self._marks:
            # Only a qualifier at the very end, for all of it, is of level 1.
            marked = 2 if any(self._marks[:-1]) else 1
        return max(marked, self._digit_level())

    @property
    def components(self) -> tuple[Component, ...]:
        """The parts that are given, from the year down, each with its qualifier and mask."""
        return tuple(
            Component(
                name, text, value, mark, tuple(n for n, char in enumerate(text) if char == "X")
            )
            for (name, text, value), mark in zip(self._named(), self._qualifiers(), strict=True)
        )

    def _qualifiers(self) -> list[Qualifier]:
        """Return the qualifier in force for each component."""
        marks = self._marks
        if not marks:
            return [""] * len(self._written())
        found: list[Qualifier] = []
        grouped = 0
        for place in range(len(marks) - 1, 0, -2):
            grouped |= _BITS[marks[place]]
            found.append(MARKS[grouped | _BITS[marks[place - 1]]])
        found.reverse()
        return found

    def _written(self) -> tuple[str, ...]:
        return tuple(text for _, text, _ in self._named())

    def _runs(self) -> list[Run]:
        runs = self._alternatives()
        if runs is None:
            runs = [self._outline()]
        return runs

    def _dates(self) -> Iterator[SingleDate]:
        yield self

    @abstractmethod
    def _named(self) -> tuple[tuple[ComponentName, str, int | None], ...]:
        """Return name, digits and value of each component."""

    @abstractmethod
    def _digit_level(self) -> int:
        """Return the level that the digits need, without qualifiers."""

    @abstractmethod
    def _periods(self, *, backwards: bool = False) -> Iterator[tuple[Day, Day]]:
        """Yield first and last day of each possible value, in time order."""

    @abstractmethod
    def _count(self) -> int:
        """Return an upper limit for how many periods there are."""

    def _bounds(self) -> tuple[Day, Day]:
        return self.earliest, self.latest

    def _alternatives(self) -> list[Run] | None:
        """Return each possible value as a run, or `None` if there are too many to list."""
        if self._count() > MOST_RUNS:
            return None
        return [_whole(*days) for days in self._periods()]

    def _outline(self) -> Run:
        """Return the run that begins with one possible value and ends with one."""
        (low, first_end), (last_start, high) = (
            next(self._periods()),
            next(self._periods(backwards=True)),
        )
        return Run(ordinal(low), ordinal(last_start), ordinal(first_end), ordinal(high))


def _whole(first: Day, last: Day) -> Run:
    low, high = ordinal(first), ordinal(last)
    return Run(low, low, high, high)


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
