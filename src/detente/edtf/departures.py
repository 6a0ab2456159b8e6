"""Whether a value departs from the words that it was read from: *in October* beside 2017-03.

Only what is certain is said, and only of phrases in which every word is known: *on Friday*, *by 2020*,
*from May to July*. With one other word (*the May government*, *the march on Rome*, *fifty years after
1945*) the name of a month or a number may mean something else, and the phrase is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import inf
from typing import Final, NamedTuple

from .calendar import Day, days_in_month, ordinal
from .dates import Season
from .parser import Edtf
from .phrases import MONTHS, SEASONS, WEEKDAYS
from .relative import Resolution, resolve

__all__ = ["departure"]

# Words that leave the value at what is named: the end of May, last Friday, in the year 2014.
_AT: Final = re.compile(
    "a|and|at|beginning|coming|day|during|early|earlier|end|in|last|late|later|mid|middle|month|"
    "next|of|on|or|past|previous|same|start|that|the|this|within|year|[,.()]"
)
_AFTER: Final = frozenset(("after", "from", "since"))
_BEFORE: Final = frozenset(("before", "by", "till", "until"))
_RANGE: Final = frozenset(("-", "/", "\u2013", "\u2014", "between", "through", "to"))
_WEEKDAYS: Final = list(WEEKDAYS)
_SHORT: Final = {name[:3]: month for name, month in MONTHS.items()} | {"sept": 9}
_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+(?:s|st|nd|rd|th)?(?![^\W_])|[^\w\s]|\w")
_YEARS: Final = re.compile("([12][0-9]{3})(s?)")
_DAY: Final = re.compile("(0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?")
_WEEK: Final = 7
_YEAR: Final = 366
# In days: a shorter run lacks a day of every month, and a month has at least so many.
_MONTH: Final = 28


class _Named(NamedTuple):
    """What a phrase names."""

    years: list[tuple[int, int]]
    """First and last: those of a decade are ten."""
    months: list[str]
    days: list[int]
    weekdays: list[str]
    seasons: list[str]
    relations: set[str]
    """The words by which the value lies before, after or between what is named."""


def departure(words: str, value: Edtf, *, against: Edtf | None = None) -> str | None:
    """Say where a value departs from its words for certain, or return `None`.

    Args:
        words: the words of the time, in English; those of several places with commas between.
        value: what they were read as. One that is uncertain or approximate is not checked, since
            whoever wrote it doubts it.
        against: the date that the words are counted from, if they are counted.
    """
    if value.uncertain or value.approximate:
        return None
    meant = resolve(words, against=value if against is None else against)
    if meant is not None and _counts(meant, words, against):
        if value.can_overlap(meant.value):
            return None
        counted = "" if meant.anchor is None else f", counted from {meant.anchor}"
        return f"they mean {meant.value}{counted}, not {value}"
    named = _named(words)
    return None if named is None else _contradiction(named, value)


def _counts(meant: Resolution, words: str, against: Edtf | None) -> bool:
    """Whether a resolution can be held against a value. Seasons depend on the hemisphere, people
    disagree about which March is the last one, and distances are often rounded.
    """
    if meant.value.uncertain or meant.value.approximate or _named_seasons(words):
        return False
    if meant.anchor is None:
        return True
    return against is not None and (meant.offset is None or meant.offset.unit != "named month")


def _named_seasons(words: str) -> list[str]:
    return [word for word in words.lower().split() if word in SEASONS]


def _named(words: str) -> _Named | None:
    """What a phrase names; `None` if it has a word that is not known."""
    named = _Named([], [], [], [], [], set())
    before = ""
    for token in _TOKEN.findall(words):
        word = token.lower()
        known = bool(_AT.fullmatch(word))
        # Without a capital, march, may and august are ordinary words; so are some short forms.
        if token != word and (word in MONTHS or word in _SHORT):
            named.months.append(token)
        elif years := _YEARS.fullmatch(word):
            first = int(years[1])
            named.years.append((first, first + 9 if years[2] else first))
        elif day := _DAY.fullmatch(word):
            named.days.append(int(day[1]))
        elif word in WEEKDAYS:
            named.weekdays.append(token)
        elif word in SEASONS:
            named.seasons.append(word)
        elif word == "-" and before in ("early", "mid", "late"):
            known = True
        elif word in _AFTER | _BEFORE | _RANGE:
            named.relations.add(word)
        elif not known or (word == "on" and _month(before)):  # "March on"
            return None
        before = word
    one_month = len(set(map(_month, named.months))) == 1
    return None if named.days and not one_month else named


def _month(word: str) -> int:
    """The number of a month, 0 if it is none."""
    return MONTHS.get(word.lower()) or _SHORT.get(word.lower(), 0)


def _contradiction(named: _Named, value: Edtf) -> str | None:
    if _other_year(named, value):
        years = [str(first) if first == last else f"{first}s" for first, last in named.years]
        return f"they say {_listed(years)}, not {value}"
    first, last = value.earliest, value.latest
    if named.relations or not (isinstance(first, Day) and isinstance(last, Day)):
        return None
    length = ordinal(last) - ordinal(first) + 1
    months = set(map(_month, named.months))
    if months and length < _YEAR and not months & _months(first, last):
        return f"{value} is not in {_listed(named.months)}"
    if named.days and length < _MONTH and not set(named.days) & _days(first, last):
        return f"{value} is not day {_listed(map(str, named.days))} of a month"
    # Of a wrong weekday beside a date the words say both: whoever wrote them was mistaken.
    if named.weekdays and not named.days and length < _WEEK:
        found = [_WEEKDAYS[(ordinal(first) - 1 + n) % _WEEK] for n in range(length)]
        if not {name.lower() for name in named.weekdays}.intersection(found):
            return f"{value} is a {_listed(name.capitalize() for name in found)}"
    code = value.code if isinstance(value, Season) else None
    others = set(SEASONS.values()) - {SEASONS[name] for name in named.seasons}
    return (
        f"{value} is not a {_listed(named.seasons)}" if named.seasons and code in others else None
    )


def _other_year(named: _Named, value: Edtf) -> bool:
    """Whether the years of a value are certainly not as the words have them."""
    if not named.years:
        return False
    # The winter of 2014 ends in 2015, and so does the summer in the south.
    spare = 1 if named.seasons else 0
    first = value.earliest.year - spare if isinstance(value.earliest, Day) else -inf
    last = value.latest.year + spare if isinstance(value.latest, Day) else inf
    if not named.relations:
        return all(last < low or high < first for low, high in named.years)
    after, before = bool(named.relations & _AFTER), bool(named.relations & _BEFORE)
    if named.relations & _RANGE or (after and before):
        after = before = len(set(named.years)) > 1  # of "May to July 2014" only one end has a year
    too_early = last < min(low for low, _ in named.years)
    too_late = first > max(high for _, high in named.years)
    return (after and too_early) or (before and too_late)


def _months(first: Day, last: Day) -> set[int]:
    """The months that a run of less than a year has days of."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return {(first.month - 1 + n) % 12 + 1 for n in range(count)}


def _days(first: Day, last: Day) -> set[int]:
    """The days of the month that a run of less than a month has."""
    if first.month == last.month:
        return set(range(first.day, last.day + 1))
    return {*range(first.day, days_in_month(first.year, first.month) + 1), *range(1, last.day + 1)}


def _listed(words: Iterable[str]) -> str:
    return " or ".join(dict.fromkeys(words))
