"""From one date to another: `Interval`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NoReturn, TypeAlias

from .calendar import OPEN, UNKNOWN, Bound, Limit
from .dates import AnyDate, Date, Season, Year
from .errors import EnumerationError
from .relations import FOREVER, Run, pairs
from .value import Precision, SingleDate, Value, coarsest, new, put

__all__ = ["End", "Interval", "make_interval"]

#: Where an interval begins or ends.
End: TypeAlias = AnyDate | Limit


class Interval(Value):
    """From one date to another: ``2004-06/2006``, ``1985/..``, ``/1985-04``.

    ISO 8601-2, A.4.4 and 10; LoC EDTF "Time Interval", "Extended Interval". An end is a date,
    `OPEN` (``..``) or `UNKNOWN` (empty). At level 2 the start may be *on or before* a date,
    ``..2004-06-01/2004-06-20``, and the end *on or after* one, ``2004-06-01/2004-06-20..``
    (ISO 8601-2, 10.6): such a side is unbounded, the date notwithstanding.
    """

    __slots__ = ("_end", "_or_earlier", "_or_later", "_start")
    _start: End
    _end: End
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
        """Raise `EnumerationError`: an interval is one period and has no members."""
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


def _end_runs(end: End) -> list[Run] | None:
    if end is UNKNOWN:
        return None
    if end is OPEN:
        # Which side it is on makes no difference: only one side of it is used.
        return [Run(-FOREVER, -FOREVER, FOREVER, FOREVER)]
    return end._runs()


def make_interval(text: str, start: End, end: End, *, or_earlier: bool, or_later: bool) -> Interval:
    """Assemble an interval whose ends have been checked, but for their order."""
    self = new(Interval)
    put(self, "_text", text)
    put(self, "_start", start)
    put(self, "_end", end)
    put(self, "_or_earlier", or_earlier)
    put(self, "_or_later", or_later)
    return self
