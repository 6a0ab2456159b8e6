"""Times in words: EDTF as one would say it."""

from detente.edtf import (
    OPEN,
    AllOf,
    Date,
    DateTime,
    Day,
    Edtf,
    EdtfError,
    Interval,
    Limit,
    OneOf,
    Range,
    Season,
    Year,
    parse,
)
from detente.records import Time
from detente.vocab.enums import TimeMod

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


def time(shown: Time | None, published: Time | None = None) -> str:
    """A time in words, with the part of it that is meant; empty if it has no value.

    ``published``: when the article appeared that says it; a period that ends then is one *up to
    the time of writing*, of which the article does not say that it was over.
    """
    if shown is None or shown.value is None:
        return ""
    value = _parsed(shown.value)
    if value is None:
        return shown.value
    if isinstance(value, Interval):
        end = None if shown.mod_end else _end_at(value, published)
        if end is not None:
            return _so_far(value, shown.mod, end)
        return _interval(value, shown.mod, shown.mod_end)
    return words(value, shown.mod)


def _end_at(value: Interval, published: Time | None) -> Date | None:
    """The end of a period, if it is a day, month or year that holds the whole publication."""
    found = None if published is None or published.value is None else _parsed(published.value)
    end = value.end
    if found is None or not isinstance(end, Date) or value.or_later:
        return None
    if end.unspecified or end.approximate or end.uncertain:
        return None
    every = (end.earliest, found.earliest, found.latest, end.latest)
    days = [day for day in every if isinstance(day, Day)]
    return end if len(days) == 4 and days == sorted(days) else None


def _so_far(value: Interval, mod: TimeMod | None, end: Date) -> str:
    said = f"up to the time of writing ({words(end)})"
    if isinstance(value.start, Limit):
        return f"throughout, {said}" if value.start is OPEN else said
    earlier = " or earlier" if value.or_earlier else ""
    return f"from {words(value.start, mod)}{earlier} {said}"


def bracketed(said: str) -> str:
    """A text in parentheses; those that it has itself become square."""
    return f"({said.replace('(', '[').replace(')', ']')})"


def edtf(value: str) -> str:
    """A date in EDTF in words; as it is written, if it is none."""
    found = _parsed(value)
    return value if found is None else words(found)


def years(shown: Time) -> str:
    """The year of a time, or the first and the last that it can lie in; empty if unknown."""
    value = None if shown.value is None else _parsed(shown.value)
    if value is None:
        return ""
    bounds = (value.earliest, value.latest)
    return "/".join(dict.fromkeys(str(day.year) for day in bounds if isinstance(day, Day)))


def _parsed(value: str) -> Edtf | None:
    try:
        return parse(value)
    except EdtfError:  # D501 says so
        return None


def _part(said: str, mod: TimeMod | None) -> str:
    """The part of a single time: *early 1991*, *mid-1991*, *the early 2000s*."""
    if mod is None:
        return said
    bare = said.removeprefix("the ")
    article = said.removesuffix(bare)
    return f"{article}{mod.value}{'-' if mod is TimeMod.MID else ' '}{bare}"


def words(value: Edtf, mod: TimeMod | None = None) -> str:
    """A value in words; what has no words of its own stands as it is written.

    ``mod``: the part of it that is meant; of an interval that of its beginning.
    """
    if isinstance(value, Interval):
        return _interval(value, mod)
    if isinstance(value, OneOf | AllOf | DateTime):
        said = str(value) if isinstance(value, DateTime) else _set(value)
        return said if mod is None else f"{mod.value} in {said}"
    return _marked(value, _part(_single(value), mod))


def _marked(value: Date | Season | Year, said: str) -> str:
    about = "about " if value.approximate else ""
    return f"{'perhaps ' if value.uncertain else ''}{about}{said}"


def _single(value: Date | Season | Year) -> str:
    plain = str(value).strip("?~%")
    if isinstance(value, Season) and value.year is not None and value.code in _SEASONS:
        return f"{_SEASONS[value.code]} {value.year}"
    if isinstance(value, Date):
        if value.unspecified or not value.year or value.year < 0:
            return _stretch(plain)
        day = f"{value.day} " if value.day else ""
        month = f"{_MONTHS[value.month - 1]} " if value.month else ""
        return f"{day}{month}{value.year}"
    return plain


def _stretch(plain: str) -> str:
    """A decade or century, of which the last digits are left open."""
    known = plain.rstrip("X")
    if not known.isdigit() or (len(known), len(plain)) not in ((3, 4), (2, 4)):
        return plain
    if len(known) == 3:
        return f"the {known}0s"
    number = int(known) + 1
    teens = number in (11, 12, 13)
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"the {number}{ending} century"


def _interval(value: Interval, mod: TimeMod | None = None, end: TimeMod | None = None) -> str:
    first = "" if isinstance(value.start, Limit) else words(value.start, mod)
    last = "" if isinstance(value.end, Limit) else words(value.end, end)
    if value.or_earlier:
        first = f"{first} or earlier"
    if value.or_later:
        last = f"{last} or later"
    if first and last:
        return f"{first} to {last}"
    if last:
        return f"up to {last}" if value.start is OPEN else f"until {last}"
    return f"from {first} on" if value.end is OPEN else f"since {first}"


def _set(value: OneOf | AllOf) -> str:
    said = [_range(e) if isinstance(e, Range) else words(e) for e in value.elements]
    joined = " or " if isinstance(value, OneOf) else " and "
    return joined.join([", ".join(said[:-1]), said[-1]] if said[1:] else said)


def _range(value: Range) -> str:
    if isinstance(value.start, Limit):
        last = words(value.end) if not isinstance(value.end, Limit) else ""
        return f"{last} or earlier"
    first = words(value.start)
    if isinstance(value.end, Limit):
        return f"{first} or later"
    return f"between {first} and {words(value.end)}"
