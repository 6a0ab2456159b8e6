"""What is made of dates: `DateTime` and `Interval`."""

from __future__ import annotations

from .base import Value, new, put
from .calendar import OPEN, UNKNOWN, Limit
from .dates import SingleDate
from .errors import EnumerationError
from .relations import FOREVER, Run, pairs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final, Literal, NoReturn, TypeAlias

    from .calendar import Bound
    from .dates import Date, Season, Year
    from .names import Precision

    _End: TypeAlias = Date | Season | Year | Literal[Limit.OPEN, Limit.UNKNOWN]

__all__ = ["DateTime", "Interval", "coarsest", "make_datetime", "make_interval"]

_COARSENESS: Final[tuple[Precision, ...]] = ("year", "season", "month", "day", "second")


def coarsest(dates: Iterator[SingleDate]) -> Precision:
    """Return the coarsest of the precisions of some dates, of which there is at least one."""
    return _COARSENESS[min(_COARSENESS.index(date.precision) for date in dates)]


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


class Interval(Value):
    """From one date to another: ``2004-06/2006``, ``1985/..``, ``/1985-04``.

    ISO 8601-2, A.4.4 and 10; LoC EDTF "Time Interval", "Extended Interval". An end is a date,
    `OPEN` (``..``) or `UNKNOWN` (empty). At level 2 the start may be *on or before* a date,
    ``..2004-06-01/2004-06-20``, and the end *on or after* one, ``2004-06-01/2004-06-20..``
    (ISO 8601-2, 10.6): such a side is unbounded, the date notwithstanding.
    """

    __slots__ = ("_end", "_or_earlier", "_or_later", "_start")
    _start: _End
    _end: _End
    _or_earlier: bool
    _or_later: bool

    @property
    def start(self) -> Date | Season | Year | Literal[Limit.OPEN, Limit.UNKNOWN]:
        """Where it begins."""
        return self._start

    @property
    def end(self) -> Date | Season | Year | Literal[Limit.OPEN, Limit.UNKNOWN]:
        """Where it ends."""
        return self._end

    @property
    def or_earlier(self) -> bool:
        """Whether it begins on or before the start."""
        return self._or_earlier

    @property
    def or_later(self) -> bool:
        """Whether it ends on or after the end."""
        return self._or_later

    @property
    def level(self) -> int:
        """The highest level of what it is made of."""
        dates = list(self._dates())
        if self._or_earlier or self._or_later or any(date.unspecified for date in dates):
            return 2
        # Fewer than two dates: an end is open or unknown.
        return max(2 - len(dates), *(date.level for date in dates))

    @property
    def precision(self) -> Precision:
        """The precision of the coarser end."""
        return coarsest(self._dates())

    def canonical(self) -> str:
        """Return it with both ends in their preferred form."""
        start, end = (
            end.value if isinstance(end, Limit) else end.canonical()
            for end in (self._start, self._end)
        )
        before, after = ".." if self._or_earlier else "", ".." if self._or_later else ""
        return f"{before}{start}/{end}{after}"

    def values(self) -> NoReturn:
        """Refuse: an interval lasts, it has no members."""
        message = f"an interval has no members to list: {self._text}"
        raise EnumerationError(message)

    def _bounds(self) -> tuple[Bound, Bound]:
        start, end = self._start, self._end
        earliest = start if isinstance(start, Limit) else start.earliest
        latest = end if isinstance(end, Limit) else end.latest
        return (OPEN if self._or_earlier else earliest), (OPEN if self._or_later else latest)

    def _runs(self) -> list[Run] | None:
        starts, ends = _end_runs(self._start), _end_runs(self._end)
        if starts is None or ends is None:
            return None
        if self._or_earlier:
            starts = [start._replace(first_from=-FOREVER) for start in starts]
        if self._or_later:
            ends = [end._replace(last_to=FOREVER) for end in ends]
        return pairs(starts, ends)

    def _dates(self) -> Iterator[SingleDate]:
        for end in (self._start, self._end):
            if isinstance(end, SingleDate):
                yield end


def _end_runs(end: _End) -> list[Run] | None:
    if end is UNKNOWN:
        return None
    if end is OPEN:
        # Which side it is on makes no difference: only one side of it is used.
        return [Run(-FOREVER, -FOREVER, FOREVER, FOREVER)]
    return end._runs()


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


def make_interval(
    text: str, start: _End, end: _End, *, or_earlier: bool, or_later: bool
) -> Interval:
    """Assemble an interval whose ends have been checked, but for their order."""
    self = new(Interval)
    put(self, "_text", text)
    put(self, "_start", start)
    put(self, "_end", end)
    put(self, "_or_earlier", or_earlier)
    put(self, "_or_later", or_later)
    return self
