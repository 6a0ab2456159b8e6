"""Values in English words, as one would say them."""

from __future__ import annotations

from .calendar import OPEN, Day, Limit
from .dates import AnyDate, Date, DateTime, Season
from .intervals import Interval
from .parser import Edtf, parse_or_none
from .phrases import MONTHS, SEASONS
from .sets import AllOf, OneOf, Range

__all__ = ["in_words", "years"]

_MONTHS = [name.capitalize() for name in MONTHS]
# Reversed, so that of two names of a season the first one stays: autumn, not fall.
_SEASONS = {code: name for name, code in reversed(SEASONS.items())}


def in_words(
    text: str,
    mod: str | None = None,
    *,
    mod_end: str | None = None,
    published: str | None = None,
) -> str:
    """Return an expression in words; text without words, or not EDTF, is returned as it is.

    Args:
        text: the expression.
        mod: the part of it that is meant (early, mid or late); of an interval, of its start.
        mod_end: the part of the end of an interval that is meant.
        published: the date of the article that says it, in EDTF. An interval that ends then is
            one *up to the time of writing*, of which the article does not say that it was over. A
            year, month or day that holds it is *when written*: what is said of it is a present.
    """
    value = parse_or_none(text)
    if value is None:
        return text
    if isinstance(value, Interval):
        writing = None if mod_end else _end_at(value, parse_or_none(published))
        return _interval(value, mod, mod_end) if writing is None else _so_far(value, mod, writing)
    whole = mod is None and mod_end is None
    if whole and isinstance(value, Date) and _holds(value, parse_or_none(published)):
        return f"{_words(value)}, when written"
    return _words(value, mod)


def years(text: str | None) -> str:
    """Return the year, or the first and the last that it can lie in; empty if unknown."""
    value = parse_or_none(text)
    bounds = () if value is None else (value.earliest, value.latest)
    return "/".join(dict.fromkeys(str(day.year) for day in bounds if isinstance(day, Day)))


def _end_at(value: Interval, published: Edtf | None) -> Date | None:
    """Return the end of an interval, if it is a day, month or year that holds the publication."""
    end = value.end
    if isinstance(end, Date) and not value.or_later and _holds(end, published):
        return end
    return None


def _holds(date: Date, published: Edtf | None) -> bool:
    """Say whether a day, month or year holds the publication, as far as both are known."""
    if published is None or date.unspecified or date.approximate or date.uncertain:
        return False
    bounds = (date.earliest, published.earliest, published.latest, date.latest)
    days = [day for day in bounds if isinstance(day, Day)]
    return len(days) == len(bounds) and days == sorted(days)


def _so_far(value: Interval, mod: str | None, end: Date) -> str:
    until_now = f"up to the time of writing ({_words(end)})"
    if isinstance(value.start, Limit):
        return f"throughout, {until_now}" if value.start is OPEN else until_now
    earlier = " or earlier" if value.or_earlier else ""
    return f"from {_words(value.start, mod)}{earlier} {until_now}"


def _interval(value: Interval, mod: str | None, mod_end: str | None) -> str:
    first = "" if isinstance(value.start, Limit) else _words(value.start, mod)
    last = "" if isinstance(value.end, Limit) else _words(value.end, mod_end)
    if value.or_earlier:
        first = f"{first} or earlier"
    if value.or_later:
        last = f"{last} or later"
    if first and last:
        return f"{first} to {last}"
    if last:
        return f"up to {last}" if value.start is OPEN else f"until {last}"
    return f"from {first} on" if value.end is OPEN else f"since {first}"


def _words(value: AnyDate | DateTime | AllOf | OneOf, mod: str | None = None) -> str:
    if isinstance(value, OneOf | AllOf | DateTime):
        whole = str(value) if isinstance(value, DateTime) else _set(value)
        return whole if mod is None else f"{mod} in {whole}"
    perhaps = "perhaps " if value.uncertain else ""
    about = "about " if value.approximate else ""
    return f"{perhaps}{about}{_part(_single(value), mod)}"


def _part(whole: str, mod: str | None) -> str:
    """Return the part of a single date: *early 1991*, *mid-1991*, *the early 2000s*."""
    if mod is None:
        return whole
    bare = whole.removeprefix("the ")
    article = whole.removesuffix(bare)
    return f"{article}{mod}{'-' if mod == 'mid' else ' '}{bare}"


def _single(value: AnyDate) -> str:
    """Return a single date in words, without its qualifiers."""
    plain = str(value).strip("?~%")
    if isinstance(value, Season) and value.year is not None and value.code in _SEASONS:
        return f"{_SEASONS[value.code]} {value.year}"
    if isinstance(value, Date):
        if value.unspecified or not value.year or value.year < 0:
            return _decade_or_century(plain)
        day = f"{value.day} " if value.day else ""
        month = f"{_MONTHS[value.month - 1]} " if value.month else ""
        return f"{day}{month}{value.year}"
    return plain


def _decade_or_century(plain: str) -> str:
    """Return a year whose last digits are unspecified in words; anything else as it is."""
    known = plain.rstrip("X")
    if not known.isdigit() or (len(known), len(plain)) not in ((3, 4), (2, 4)):
        return plain
    if len(known) == 3:
        return f"the {known}0s"
    number = int(known) + 1
    teens = number in (11, 12, 13)
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"the {number}{ending} century"


def _set(value: OneOf | AllOf) -> str:
    elements = [_range(e) if isinstance(e, Range) else _words(e) for e in value.elements]
    joined = " or " if isinstance(value, OneOf) else " and "
    return joined.join([", ".join(elements[:-1]), elements[-1]] if elements[1:] else elements)


def _range(value: Range) -> str:
    start, end = ("" if isinstance(e, Limit) else _words(e) for e in (value.start, value.end))
    if start and end:
        return f"between {start} and {end}"
    return f"{start} or later" if start else f"{end} or earlier"
