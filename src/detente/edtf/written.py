"""Dates as people write them, in EDTF: *August 2, 2019* is 2019-08-02, 02.08.2019 one of two days.

Readings are shown to whoever wrote the date and never applied.
"""

from __future__ import annotations

import re
from typing import Final

from .parser import parse, parse_or_none
from .phrases import MONTHS
from .relative import resolve

__all__ = ["readings"]

_MONTH: Final = "|".join(f"{name}|{name[:3]}\\.?" for name in MONTHS)
_NAMED: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<month>{_MONTH})\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        rf"(?P<day>\d\d?)(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<month>{_MONTH}),?\s+(?P<year>\d{{4}})",
        rf"(?P<month>{_MONTH}),?\s+(?P<year>\d{{4}})",
    )
)
_NUMERIC: Final = re.compile(r"(\d\d?)([./-])(\d\d?)\2(\d{4})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})([./-])(\d\d?)\2(\d\d?)")


def readings(text: str) -> list[str]:
    """The dates in EDTF that a written date can be, day before month first; none if it is no date
    that is written out.
    """
    written = " ".join(text.split())
    found: list[str] = []
    if match := _NUMERIC.fullmatch(written):
        one, _, two, year = match.groups()
        found = [_date(year, two, one), _date(year, one, two)]
    elif match := _YEAR_FIRST.fullmatch(written):
        year, _, month, day = match.groups()
        found = [_date(year, month, day)]
    elif match := next(filter(None, (form.fullmatch(written) for form in _NAMED)), None):
        month = [name[:3] for name in MONTHS].index(match["month"][:3].lower()) + 1
        found = [_date(match["year"], str(month), match.groupdict().get("day"))]
    else:
        meant = resolve(written, against=parse("2000"))
        if meant is not None and meant.anchor is None and meant.mod is None:
            found = [str(meant.value)]
    return [date for date in dict.fromkeys(found) if parse_or_none(date) is not None]


def _date(year: str, month: str, day: str | None) -> str:
    return f"{year}-{month:0>2}" + (f"-{day:0>2}" if day else "")
