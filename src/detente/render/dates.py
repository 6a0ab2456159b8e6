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


def time(shown: Time | None) -> str:
    """A time in words, with the part of it that is meant; empty if it has no value."""
    if shown is None or shown.value is None:
        return ""
    value = _parsed(shown.value)
    if value is None:
        return shown.value
    if isinstance(value, Interval):
        return _interval(value, shown.mod, shown.mod_end)
    return _part(words(value), shown.mod)


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
    return said if mod is None else f"{mod.value} {said}"


def words(value: Edtf) -> str:
    """A value in words; what has no words of its own stands as it is written."""
    if isinstance(value, Interval):
        return _interval(value)
    if isinstance(value, OneOf | AllOf):
        return _set(value)
    if isinstance(value, DateTime):
        return str(value)
    return _marked(value, _single(value))


def _marked(value: Date | Season | Year, said: str) -> str:
    about = "about " if value.approximate else ""
    return f"{'perhaps ' if value.uncertain else ''}{about}{said}"


def _single(value: Date | Season | Year) -> str:
    plain = str(value).strip("?~%")
    if isinstance(value, Season) and value.year is not None and value.code in _SEASONS:
        return f"{_SEASONS[value.code]} {value.year}"
    if isinstance(value, Date):
        if value.unspecified or not value.year or value.year < 0:
            return f"the {plain[:3]}0s" if plain[:3].isdigit() and plain[3:] == "X" else plain
        day = f"{value.day} " if value.day else ""
        month = f"{_MONTHS[value.month - 1]} " if value.month else ""
        return f"{day}{month}{value.year}"
    return plain


def _interval(value: Interval, mod: TimeMod | None = None, end: TimeMod | None = None) -> str:
    first = "" if isinstance(value.start, Limit) else _part(words(value.start), mod)
    last = "" if isinstance(value.end, Limit) else _part(words(value.end), end)
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
