"""Relative expressions, "last fall" or "two years later", read against a date.

The phrases that are known are data, in `phrases`. A phrase whose meaning does not follow from that
table and the date it is read against is not guessed: it is left unresolved.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Final, NamedTuple

from .calendar import Day, ordinal, period
from .components import QUALIFIERS, combined
from .dates import Date, DateTime, Season, spell_date, spell_season
from .groupings import grouping_period
from .intervals import Interval
from .parser import Edtf
from .phrases import (
    MONTHS,
    NUMBERS,
    PATTERNS,
    PLACEHOLDERS,
    SEASONS,
    UNITS,
    Action,
    Mod,
    Offset,
    Pattern,
    Unit,
)
from .sets import OneOf

__all__ = ["Resolution", "resolve"]

#: Characters: no phrase of the table is as long, and a longer one is not matched. A guess.
_LONGEST: Final = 100
_WIDEST_YEAR: Final = 9999
_YEARS: Final[dict[Unit, int]] = {"year": 1, "decade": 10, "century": 100}
_DAYS: Final[dict[Unit, int]] = {"day": 1, "week": 7}


class Resolution(NamedTuple):
    """What a phrase means.

    A named tuple: `value`; `mod`, which part of it is meant (early, mid or late, for which EDTF
    has no form); `anchor`, the date it was read against, or `None` if the phrase does not
    depend on one; and `offset`, how far from the anchor it lies, where the phrase counts.
    """

    value: Edtf
    mod: Mod | None = None
    anchor: Edtf | None = None
    offset: Offset | None = None


def resolve(phrase: str, *, against: Edtf) -> Resolution | None:
    """Read a relative expression, in English.

    Capitals, whitespace at the ends and its amount between words make no difference.

    Args:
        phrase: the words, and nothing around them.
        against: the date they were said on (deictic: the day of publication), or the one
            spoken of before (anaphoric).

    Returns:
        The meaning, or `None` if it stays unresolved: the phrase is not in the table, or the
        anchor has unspecified digits, is an interval or a set of all members, or is too coarse
        for it, or the result lies beyond the years of four digits. Against one of several
        days (``[2015-01-01..2015-05-09]``) it means what it means on each of them, else
        nothing. A qualifier of the anchor goes with
        the value; ``~`` is added where a distance is stated more coarsely than the anchor.
    """
    words = " ".join(phrase.lower().split())
    if len(words) > _LONGEST:
        return None
    if isinstance(against, OneOf):
        return _whichever(words, against)
    return _resolve(words, against, below=3)


def _whichever(words: str, against: OneOf) -> Resolution | None:
    """The meaning of a phrase said on one of several days: the one it has on the first and on
    the last of them. Phrases move forward with their anchor, so it is that in between.
    """
    ends = against.earliest, against.latest
    if against.uncertain or against.approximate:
        return None
    if not all(isinstance(end, Day) and 0 <= end.year <= _WIDEST_YEAR for end in ends):
        return None
    first, last = (_resolve(words, spell_date(*end), below=3) for end in ends)  # type: ignore[misc]
    if first is None or last is None or first.value != last.value or first.mod != last.mod:
        return None
    anchor = None if first.anchor is None else against
    return Resolution(first.value, first.mod, anchor, first.offset)


# A phrase about another phrase: only of a lower rank, so "in in 2014" is nothing.
_RANK: Final[dict[Action, int]] = {"mod": 1, "until": 2, "since": 2, "within": 2}


def _resolve(words: str, against: Edtf, *, below: int) -> Resolution | None:
    for expression, pattern in _table():
        if _RANK.get(pattern.action, 0) >= below:
            continue
        match = expression.fullmatch(words)
        if match is not None:
            groups = {name: text for name, text in match.groupdict().items() if text}
            return _ACTIONS[pattern.action](groups, pattern, against)
    return None


_compiled: list[tuple[re.Pattern[str], Pattern]] = []


def _table() -> list[tuple[re.Pattern[str], Pattern]]:
    """Compile the patterns, once."""
    if not _compiled:
        for pattern in PATTERNS:
            words = pattern.words
            for name, expression in PLACEHOLDERS.items():
                words = words.replace(name, expression)
            _compiled.append((re.compile(words), pattern))
    return _compiled


class _Anchor(NamedTuple):
    """The parts of the reference date; 0 for those that it does not have."""

    date: Date | Season
    year: int
    month: int
    day: int
    code: int
    mark: str
    first: Day
    last: Day


def _anchor(against: Edtf) -> _Anchor | None:
    """Return the parts of the reference date, or `None` if it is not one plain date."""
    stated = against.date if isinstance(against, DateTime) else against
    if not isinstance(stated, (Date, Season)) or stated.unspecified:
        return None
    first, last = stated.earliest, stated.latest
    mark = QUALIFIERS[stated.uncertain + 2 * stated.approximate]
    # Without unspecified digits every part that is given has a number.
    numbers = {part.name: part.value or 0 for part in stated.components}
    return _Anchor(
        stated,
        numbers["year"],
        numbers.get("month", 0),
        numbers.get("day", 0),
        numbers.get("season", 0),
        mark,
        first,
        last,
    )


def _write(
    year: int, month: int = 0, day: int = 0, code: int = 0, mark: str = ""
) -> Date | Season | None:
    """Write a date, or return `None` if the year has more than four digits."""
    if abs(year) > _WIDEST_YEAR:
        return None
    if code:
        return Season(f"{spell_season(year, code)}{mark}")
    return Date(f"{spell_date(year, month, day)}{mark}")


def _resolution(
    value: Date | Season | Interval | None,
    against: Edtf | None = None,
    offset: Offset | None = None,
) -> Resolution | None:
    return None if value is None else Resolution(value, None, against, offset)


def _month_on(anchor: _Anchor, months: int, mark: str) -> Date | Season | None:
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    return _write(year, month + 1, mark=mark)


def _day_on(anchor: _Anchor, days: int, mark: str) -> Date | Season | None:
    at = ordinal(anchor.first) + days
    if not 1 <= at <= date.max.toordinal():
        return None
    on = date.fromordinal(at)
    return _write(on.year, on.month, on.day, mark=mark)


def _shifted(anchor: _Anchor, number: int, unit: Unit) -> Date | Season | None:
    """Go so many units from the anchor, no finer than the words can mean."""
    mark, rough = anchor.mark, combined(anchor.mark, "~")
    if unit in _YEARS:
        year = anchor.year + number * _YEARS[unit]
        if unit != "year":
            # A round number of years: the month of the anchor says nothing.
            return _write(year, mark=rough)
        finer = anchor.month or anchor.code
        return _write(year, anchor.month, code=anchor.code, mark=rough if finer else mark)
    if unit == "month":
        return _month_on(anchor, number, rough if anchor.day else mark) if anchor.month else None
    if not anchor.day:
        return None
    return _day_on(anchor, number * _DAYS[unit], mark if unit == "day" else rough)


def _calendar(groups: dict[str, str], pattern: Pattern, against: Edtf) -> Resolution | None:
    anchor = _anchor(against)
    if anchor is None:
        return None
    unit = UNITS[groups.get("unit", "day")]
    value: Date | Season | None = None
    if unit == "year":
        value = _write(anchor.year + pattern.amount, mark=anchor.mark)
    elif unit == "month" and anchor.month:
        value = _month_on(anchor, pattern.amount, anchor.mark)
    elif unit == "day" and anchor.day:
        value = _day_on(anchor, pattern.amount, anchor.mark)
    return _resolution(value, against, Offset(pattern.amount, unit))


def _occurrence(groups: dict[str, str], pattern: Pattern, against: Edtf) -> Resolution | None:
    anchor = _anchor(against)
    if anchor is None:
        return None
    name, back = groups["named"], pattern.amount < 0
    code, month = SEASONS.get(name, 0), MONTHS.get(name, 0)

    def clear(year: int) -> bool:
        first, last = grouping_period(year, code) if code else period(year, month, 0)
        return last < anchor.first if back else first > anchor.last

    start = anchor.first.year if back else anchor.last.year - 1
    year = next(filter(clear, count(start, pattern.amount)))
    value = _write(year, month, code=code, mark=anchor.mark)
    offset = Offset(pattern.amount, "season" if code else "named month")
    return _resolution(value, against, offset)


def _number(groups: dict[str, str]) -> int:
    words = groups.get("number", "one")
    return NUMBERS[words] if words in NUMBERS else int(words)


def _shift(groups: dict[str, str], pattern: Pattern, against: Edtf) -> Resolution | None:
    anchor = _anchor(against)
    if anchor is None:
        return None
    offset = Offset(pattern.amount * _number(groups), UNITS[groups["unit"]])
    value = _shifted(anchor, *offset)
    return _resolution(value, against, offset)


def _span(groups: dict[str, str], pattern: Pattern, against: Edtf) -> Resolution | None:
    anchor, distant = _anchor(against), _shift(groups, pattern, against)
    if anchor is None or distant is None:
        return None
    ends = (distant.value, anchor.date) if pattern.amount < 0 else (anchor.date, distant.value)
    return distant._replace(value=Interval(f"{ends[0]}/{ends[1]}"))


def _rest(groups: dict[str, str], pattern: Pattern, against: Edtf) -> Resolution | None:
    anchor, unit = _anchor(against), UNITS[groups["unit"]]
    # A range has no place for a qualifier, and a day no part that could be named.
    if anchor is None or anchor.mark or unit == "day" or (unit == "month" and not anchor.month):
        return None
    whole = _write(anchor.year, anchor.month if unit == "month" else 0)
    if whole is None or whole.precision == anchor.date.precision:
        return _resolution(whole, against)
    first, last = whole.earliest, whole.latest
    first, last = (first, min(anchor.last, last)) if pattern.amount < 0 else (anchor.first, last)
    by_month = anchor.date.precision == "month"
    ends = [spell_date(day.year, day.month, 0 if by_month else day.day) for day in (first, last)]
    return Resolution(OneOf(f"[{ends[0]}..{ends[1]}]"), None, against)


def _ahead(_: dict[str, str], __: Pattern, against: Edtf) -> Resolution | None:
    anchor = _anchor(against)
    return _resolution(Interval(f"{anchor.date}/..") if anchor else None, against)


def _absolute(groups: dict[str, str], _: Pattern, __: Edtf) -> Resolution | None:
    if "decade" in groups:
        return Resolution(Date(f"{groups['decade']}X"))
    name = groups.get("named", "")
    value = _write(int(groups["year"]), MONTHS.get(name, 0), code=SEASONS.get(name, 0))
    return _resolution(value)


def _inner(groups: dict[str, str], pattern: Pattern, against: Edtf) -> Resolution | None:
    """Resolve the rest of the phrase, if that is a single date."""
    inner = _resolve(groups["rest"], against, below=_RANK[pattern.action])
    return inner if inner and isinstance(inner.value, (Date, Season)) else None


def _mod(groups: dict[str, str], pattern: Pattern, against: Edtf) -> Resolution | None:
    inner = _inner(groups, pattern, against)
    return inner and inner._replace(mod=pattern.mod)


def _until(groups: dict[str, str], pattern: Pattern, against: Edtf) -> Resolution | None:
    inner = _inner(groups, pattern, against)
    return inner and inner._replace(value=Interval(f"../{inner.value}"))


def _since(groups: dict[str, str], pattern: Pattern, against: Edtf) -> Resolution | None:
    inner = _inner(groups, pattern, against)
    return inner and inner._replace(value=Interval(f"{inner.value}/.."))


_ACTIONS: Final[dict[Action, Callable[[dict[str, str], Pattern, Edtf], Resolution | None]]] = {
    "calendar": _calendar,
    "occurrence": _occurrence,
    "shift": _shift,
    "span": _span,
    "rest": _rest,
    "ahead": _ahead,
    "absolute": _absolute,
    "mod": _mod,
    "until": _until,
    "since": _since,
    "within": _inner,
}
