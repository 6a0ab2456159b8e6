"""Times as marks on an axis: what is certain is full, what is not known is hatched, open or a question.

All places are percentages of the width of the axis, so that a drawing fits every screen.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.edtf import OPEN, UNKNOWN, Bound, Day, Edtf, Limit
from detente.edtf.calendar import ordinal
from detente.edtf.intervals import Interval

_YEAR = 365.2425
_LEAST = 0.8
"""The least width of a mark, in percent, that is drawn as a bar; a shorter one is a dot."""

_SLIVER = 0.1
"""What is narrower, in percent, is not drawn."""

_STUB = 7.0
"""The width, in percent, of what stands for a beginning or end that nobody knows."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of the axis."""

    x: str
    width: str
    kind: str
    """*certain*, *hatched*: it may be less, *within*: at some time in it."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands at one place of the axis: *dot*, *hollow*, *earlier*, *later*, *unknown*."""

    x: str
    kind: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A time on an axis."""

    bars: tuple[Bar, ...] = ()
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the axis."""

    x: str
    text: str


class Axis:
    """An axis from one moment to another, in years."""

    def __init__(self, first: float, last: float) -> None:
        """From the beginning of the first to that of the last."""
        self.first, self.last = first, last

    @classmethod
    def over(cls, values: Iterable[Edtf], near: Iterable[Edtf] = ()) -> "Axis | None":
        """The axis that shows some times; ``None`` if no bound of them is a day.

        ``near``: times that it shows too, where that does not make it much longer.
        """
        moments = [*_moments(values)]
        if not moments:
            return None
        first, last = min(moments), max(moments)
        room = max((last - first) / 4, 2)
        beside = [m for m in _moments(near) if first - room <= m <= last + room]
        first, last = min(first, *beside, last), max(last, *beside, first)
        room = max((last - first) * 0.05, 0.5)
        return cls(first - room, last + room)

    def at(self, value: float) -> float:
        """Where a moment is, in percent; those outside are at the ends."""
        share = (value - self.first) / (self.last - self.first)
        return min(max(share, 0.0), 1.0) * 100

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The years that are written on it: some six."""
        span = self.last - self.first
        step = next((s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500) if span / s <= 7), 1000)
        year = int(self.first // step) * step
        found = []
        while year <= self.last:
            if self.first <= year and 2 <= self.at(year) <= 97:
                found.append(Tick(percent(self.at(year)), str(year)))
            year += step
        return tuple(found)

    # --- drawings -----------------------------------------------------------------------------------

    def throughout(self, value: Edtf) -> Drawing:
        """A time all of which is meant, as of a phase: certain from the latest beginning to the
        earliest end, hatched where it may begin or end.
        """
        start, end = self._start(value), self._end(value)
        signs = [Sign(percent(0), "earlier")] if start == (0.0, 0.0) else []
        signs += [Sign(percent(100), "later")] if end == (100.0, 100.0) else []
        if start is None:
            assert end is not None  # one end at least of an interval is a date
            left = max(end[0] - _STUB, 0.0)
            return Drawing(
                (_bar(left, end[1], "hatched"),), (Sign(percent(left), "unknown"), *signs)
            )
        if end is None:
            right = min(start[1] + _STUB, 100.0)
            return Drawing(
                (_bar(start[0], right, "hatched"),), (*signs, Sign(percent(right), "unknown"))
            )
        if start[1] >= end[0]:
            return Drawing((_bar(start[0], end[1], "hatched"),), tuple(signs))
        pieces = (
            (start[0], start[1], "hatched"),
            (start[1], end[0], "certain"),
            (end[0], end[1], "hatched"),
        )
        bars = tuple(_bar(*piece) for piece in pieces if piece[1] - piece[0] > _SLIVER)
        return Drawing(bars, tuple(signs))

    def _start(self, value: Edtf) -> tuple[float, float] | None:
        """Between which places a time begins; ``None`` if nobody knows, twice 0 if it is open
        or before the axis.
        """
        date = value.start if isinstance(value, Interval) else value
        if date is UNKNOWN:
            return None
        if isinstance(date, Limit):
            return 0.0, 0.0
        first, last = date.earliest, date.latest if isinstance(value, Interval) else date.earliest
        found = self._between(first, last, date)
        return (0.0, found[1]) if isinstance(value, Interval) and value.or_earlier else found

    def _end(self, value: Edtf) -> tuple[float, float] | None:
        """The same of its end, with 100."""
        date = value.end if isinstance(value, Interval) else value
        if date is UNKNOWN:
            return None
        if isinstance(date, Limit):
            return 100.0, 100.0
        first, last = date.earliest if isinstance(value, Interval) else date.latest, date.latest
        found = self._between(first, last, date, ends=True)
        return (found[0], 100.0) if isinstance(value, Interval) and value.or_later else found

    def _between(
        self, first: Bound, last: Bound, date: Edtf, *, ends: bool = False
    ) -> tuple[float, float]:
        """The places of two days; *about* a date is up to its own length before or behind it."""
        if not (isinstance(first, Day) and isinstance(last, Day)):
            return 0.0, 100.0
        about = 0.0
        if date.approximate and isinstance(date.earliest, Day) and isinstance(date.latest, Day):
            about = moment(date.latest, end=True) - moment(date.earliest)
        return self.at(moment(first, end=ends) - about), self.at(moment(last, end=ends) + about)

    def within(self, value: Edtf, *, real: bool) -> Drawing:
        """A time at some moment of which something is, as of an event; ``real``: it took place."""
        first, last = value.earliest, value.latest
        start = self.at(moment(first)) if isinstance(first, Day) else None
        end = self.at(moment(last, end=True)) if isinstance(last, Day) else None
        if start is not None and end is not None and end - start <= _LEAST:
            return Drawing((), (Sign(percent((start + end) / 2), "dot" if real else "hollow"),))
        signs = []
        if start is None:
            start = 0.0 if first is OPEN or end is None else max(end - _STUB, 0.0)
            signs.append(Sign(percent(start), "earlier" if first is OPEN else "unknown"))
        if end is None:
            end = 100.0 if last is OPEN else min(start + _STUB, 100.0)
            signs.append(Sign(percent(end), "later" if last is OPEN else "unknown"))
        return Drawing((_bar(start, end, "within"),), tuple(signs))


def _moments(values: Iterable[Edtf]) -> Iterator[float]:
    """The first and the last moment of each time, as far as there are any."""
    for value in values:
        if isinstance(value.earliest, Day):
            yield moment(value.earliest)
        if isinstance(value.latest, Day):
            yield moment(value.latest, end=True)


def _bar(start: float, end: float, kind: str) -> Bar:
    return Bar(percent(start), percent(max(end - start, 0.3)), kind)


def percent(value: float) -> str:
    """A share as SVG has it."""
    return f"{value:.2f}%"


def moment(bound: Bound, *, end: bool = False) -> float:
    """A day in years; ``end``: its end."""
    assert isinstance(bound, Day)
    days = ordinal(bound) - ordinal(Day(bound.year, 1, 1)) + end
    return bound.year + days / _YEAR
