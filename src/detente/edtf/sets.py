"""Sets of dates: `AllOf`, `OneOf`, and the `Range` that can be an element of either."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Literal, Self, TypeAlias

from .calendar import OPEN, Bound, Day, Limit, days_in_month
from .dates import AnyDate, Date, Season, Year, spell_date, spell_season, spell_year
from .errors import EdtfError, EnumerationError
from .groupings import next_grouping
from .relations import FOREVER, MOST_RUNS, Run, merge, pairs
from .value import Frozen, Precision, SingleDate, Value, coarsest, new, put

__all__ = ["AllOf", "OneOf", "Range", "make_range", "make_set"]

_MONTHS = 12
_Element: TypeAlias = "AnyDate | Range"


class Range(Frozen):
    """Consecutive dates within a set: ``1670..1672``, ``..1984`` or ``1760-12..``.

    ISO 8601-2, 6.3. Not an expression of its own, so it is not part of the union `Edtf`.
    """

    __slots__ = ("_end", "_start")
    _start: AnyDate | Literal[Limit.OPEN]
    _end: AnyDate | Literal[Limit.OPEN]

    def __new__(cls, text: str) -> Self:
        """Parse a range as it is written within a set.

        Raises:
            EdtfError: the text is not one range; its position counts from a ``[`` before it.
        """
        within = f"[{text}]"
        elements = OneOf(within).elements
        if len(elements) == 1 and isinstance(elements[0], cls):
            return elements[0]
        raise EdtfError(within, 1, "one range")

    @property
    def start(self) -> Date | Season | Year | Literal[Limit.OPEN]:
        """The first of them, or `OPEN`."""
        return self._start

    @property
    def end(self) -> Date | Season | Year | Literal[Limit.OPEN]:
        """The last of them, or `OPEN`."""
        return self._end

    @property
    def earliest(self) -> Bound:
        """The first day of the first, or `OPEN`."""
        return OPEN if self._start is OPEN else self._start.earliest

    @property
    def latest(self) -> Bound:
        """The last day of the last, or `OPEN`."""
        return OPEN if self._end is OPEN else self._end.latest

    def canonical(self) -> str:
        """Return the preferred form."""
        return "..".join("" if end is OPEN else end.canonical() for end in (self._start, self._end))

    def values(self) -> Iterator[Date | Season | Year]:
        """List the members in time order.

        Raises:
            EnumerationError: at the call, if an end is open.
        """
        start, end = self._start, self._end
        if start is OPEN or end is OPEN:
            message = f"a range with an open end has no members to list: {self._text}"
            raise EnumerationError(message)
        return _steps(start, end)

    def _dates(self) -> Iterator[SingleDate]:
        for end in (self._start, self._end):
            if end is not OPEN:
                yield end

    def _outline(self) -> Run:
        """Return the run that begins with one of the members and ends with one."""
        start = None if self._start is OPEN else self._start._outline()
        end = None if self._end is OPEN else self._end._outline()
        return Run(
            start.first_from if start else -FOREVER,
            end.first_to if end else FOREVER,
            start.last_from if start else -FOREVER,
            end.last_to if end else FOREVER,
        )

    def _alternatives(self) -> list[Run] | None:
        """Return each member as a run, or `None` if there are too many to list."""
        if self._start is OPEN or self._end is OPEN:
            return [self._outline()]
        few = list(islice(_steps(self._start, self._end), MOST_RUNS + 1))
        return [date._outline() for date in few] if len(few) <= MOST_RUNS else None

    def _whole(self) -> Run:
        """Return the run of all members together."""
        start = None if self._start is OPEN else self._start._outline()
        end = None if self._end is OPEN else self._end._outline()
        return Run(
            start.first_from if start else -FOREVER,
            start.first_to if start else -FOREVER,
            end.last_from if end else FOREVER,
            end.last_to if end else FOREVER,
        )


def _steps(start: AnyDate, end: AnyDate) -> Iterator[AnyDate]:
    """Yield plain dates of one precision from start to end, both included."""
    if isinstance(start, Season) and isinstance(end, Season):
        return _season_steps(start, end)
    if start.precision == "year":
        return _year_steps(start, end)
    return _calendar_steps(start.earliest, end.earliest, months=start.precision == "month")


def _year_steps(start: AnyDate, end: AnyDate) -> Iterator[Date | Year]:
    return (spell_year(n) for n in range(start.earliest.year, end.earliest.year + 1))


def _season_steps(start: Season, end: Season) -> Iterator[Season]:
    year, code = int(start._year), start.code
    last = int(end._year), end.code
    while True:
        yield spell_season(year, code)
        if (year, code) == last:
            return
        year, code = next_grouping(year, code)


def _calendar_steps(start: Day, end: Day, *, months: bool) -> Iterator[Date]:
    year, month, day = start
    while (year, month, day) <= end:
        yield spell_date(year, month, 0 if months else day)
        if not months and day < days_in_month(year, month):
            day += 1
            continue
        day = 1
        year, month = (year, month + 1) if month < _MONTHS else (year + 1, 1)


class _Set(Value):
    """What the two kinds of sets share."""

    __slots__ = ("_elements",)
    _elements: tuple[_Element, ...]

    @property
    def elements(self) -> tuple[Date | Season | Year | Range, ...]:
        """The elements in written order."""
        return self._elements

    @property
    def level(self) -> int:
        """Always 2."""
        return 2

    @property
    def precision(self) -> Precision:
        """The precision of the coarsest element."""
        return coarsest(self._dates())

    def canonical(self) -> str:
        """Return it with each element in its preferred form."""
        inner = ",".join(element.canonical() for element in self._elements)
        return f"{self._text[0]}{inner}{self._text[-1]}"

    def values(self) -> Iterator[AnyDate]:
        """Yield the members of each element in turn."""
        # Each refuses at once what cannot be listed, and makes nothing before it is asked.
        return chain.from_iterable([element.values() for element in self._elements])

    def _bounds(self) -> tuple[Bound, Bound]:
        lows = [element.earliest for element in self._elements]
        highs = [element.latest for element in self._elements]
        return _furthest(lows, min), _furthest(highs, max)

    def _dates(self) -> Iterator[SingleDate]:
        return chain.from_iterable(element._dates() for element in self._elements)


def _furthest(bounds: list[Bound], choose: Callable[[Iterable[Day]], Day]) -> Bound:
    days = [bound for bound in bounds if isinstance(bound, Day)]
    return OPEN if len(days) < len(bounds) else choose(days)


class AllOf(_Set):
    """All of the members: ``{1667,1668,1670..1672}`` (ISO 8601-2, 6.1; LoC EDTF "Sets")."""

    __slots__ = ()

    def _runs(self) -> list[Run]:
        runs = sorted(
            element._whole() if isinstance(element, Range) else element._outline()
            for element in self._elements
        )
        # Join what follows without a gap; what is not exactly known cannot be joined.
        parts = runs[:1]
        for run in runs[1:]:
            before = parts[-1]
            if _exact(before) and _exact(run) and run.first_from <= before.last_to + 1:
                last = max(before.last_to, run.last_to)
                parts[-1] = Run(before.first_from, before.first_from, last, last)
            else:
                parts.append(run)
        return pairs(parts, parts)


def _exact(run: Run) -> bool:
    return run.first_from == run.first_to and run.last_from == run.last_to


class OneOf(_Set):
    """One of the members, not known which: ``[1667,1668,1670..1672]``, ``[..1984]``.

    ISO 8601-2, 6.2; LoC EDTF "Sets". Where one day within limits is meant, this is how to
    say it; an interval says that something lasted.
    """

    __slots__ = ()

    def _runs(self) -> list[Run]:
        runs: list[Run] = []
        listing = True
        for element in self._elements:
            few = element._alternatives() if listing else None
            # Once there are too many to keep apart, limits will do.
            listing = few is not None and len(runs) <= MOST_RUNS
            runs += [element._outline()] if few is None else few
        return runs if len(runs) <= MOST_RUNS else merge(runs)


def make_range(
    text: str,
    start: AnyDate | Literal[Limit.OPEN],
    end: AnyDate | Literal[Limit.OPEN],
) -> Range:
    """Assemble a range whose ends have been checked; not more than one of them is open."""
    self = new(Range)
    put(self, "_text", text)
    put(self, "_start", start)
    put(self, "_end", end)
    return self


def make_set(kind: type[AllOf | OneOf], text: str, elements: tuple[_Element, ...]) -> AllOf | OneOf:
    """Assemble a set whose elements have been checked."""
    self = new(kind)
    put(self, "_text", text)
    put(self, "_elements", elements)
    return self
