"""From text to values: one pass over the characters, no backtracking, no recursion.

The grammar is Annex A of ISO 8601-2:2019 with the decisions listed in the documentation.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NoReturn, TypeAlias

from .calendar import DAYS, OPEN, UNKNOWN, Limit
from .dates import (
    AnyDate,
    Date,
    DateTime,
    Season,
    Year,
    make_date,
    make_datetime,
    make_season,
    make_year,
)
from .errors import EdtfError
from .groupings import family, is_grouping
from .intervals import End, Interval, make_interval
from .masks import can_be_leap, options
from .sets import AllOf, OneOf, Range, make_range, make_set
from .value import Value

__all__ = ["MAX_YEAR_DIGITS", "Edtf", "parse", "parse_or_none"]

#: Every kind of EDTF value.
Edtf: TypeAlias = Date | Season | Year | DateTime | Interval | AllOf | OneOf

#: Years of more digits are refused: an exponent of nine digits would fill the memory.
MAX_YEAR_DIGITS: Final = 1000

_DIGITS: Final = frozenset("0123456789")
_MASKED: Final = frozenset("0123456789X")
_MARKS: Final = frozenset("?~%")
_MONTH_LENGTHS: Final = {f"{n:02}": DAYS[n] for n in range(1, 13)}
_FEBRUARY: Final = 2
_SMALLEST_LONG_YEAR: Final = 5
_MAX_SHIFT: Final = 14 * 60

_KINDS: Final[dict[str, type[AllOf | OneOf]]] = {"{": AllOf, "[": OneOf}

_A_YEAR = "a year of four digits"
_A_MONTH = "a month from 01 to 12, or a season or grouping from 21 to 41"
_A_SHORTER_YEAR = f"a year of at most {MAX_YEAR_DIGITS} digits"


def parse(text: str) -> Edtf:
    """Read an EDTF expression of level 0, 1 or 2.

    Time and memory grow linearly with the length of the text; the members of an
    expression are not listed.

    Args:
        text: the expression and nothing else, no whitespace around it.

    Returns:
        One of the classes of the union `Edtf`.

    Raises:
        EdtfError: the text is not EDTF; says what was expected, and where. So is a year of
            more than 1000 digits, the one limit of this package that the standard has not.
        TypeError: the argument is not a string.
    """
    if type(text) is not str:
        text = _plain(text)
    # Whole dates are nearly everything that is ever parsed, and are recognised at once.
    size = len(text)
    if size == 10:
        if text[4] == text[7] == "-":
            year, month, day = text[:4], text[5:7], text[8:]
            digits = year + day
            last = _MONTH_LENGTHS.get(month, 0)
            if digits.isdigit() and digits.isascii() and 0 < int(day) <= last:
                return make_date(text, year, month, day, ())
    elif size == 4:
        if text.isdigit() and text.isascii():
            return make_date(text, text, "", "", ())
    elif size == 7 and text[4] == "-":
        year, month = text[:4], text[5:]
        if month in _MONTH_LENGTHS and year.isdigit() and year.isascii():
            return make_date(text, year, month, "", ())
    return _expression(text)


Value._parse = parse


# 4096: the different dates of a large dataset, a kilobyte or less each; a guess.
@lru_cache(maxsize=4096)
def parse_or_none(text: str | None) -> Edtf | None:
    """Read an expression; `None` if it is `None`, or the text is not EDTF."""
    try:
        return None if text is None else parse(text)
    except EdtfError:
        return None


def _plain(text: object) -> str:
    """Return the characters of a subclass of str, whatever that overrides."""
    if isinstance(text, str):
        return str.__str__(text)
    message = f"expected a string, not {type(text).__name__}"
    raise TypeError(message)


def _expression(text: str) -> Edtf:
    kind = _KINDS.get(text[:1])
    if kind is not None:
        return _set(text, kind)
    slash = text.find("/")
    if slash >= 0:
        return _interval(text, slash)
    value, end = _date(text, 0)
    if end == len(text):
        return value
    if text[end] == "T" and isinstance(value, Date) and _takes_time(value):
        return _datetime(text, end, value)
    raise EdtfError(text, end, _continuation(value))


def _continuation(value: AnyDate) -> str:
    """Say what could have followed a date that has been read as far as possible."""
    choices = [] if str(value)[-1:] in _MARKS else ["a qualifier (? ~ %)"]
    if isinstance(value, Date) and value.precision != "day":
        choices.insert(0, "'-'")
    return " or ".join([*choices, "the end"])


# --- single dates ------------------------------------------------------------------------


def _date(text: str, start: int) -> tuple[AnyDate, int]:
    """Read a single date; return it and the index after it."""
    pos = start
    left = text[pos : pos + 1]
    if left in _MARKS:
        pos += 1
    else:
        left = ""
    if text[pos : pos + 1] == "Y":
        return _long_year(text, start, pos, left)
    year, pos = _year(text, pos)
    following = text[pos : pos + 1]
    if following == "S":
        if "X" in year:
            raise EdtfError(text, pos, "no significant digits after unspecified ones")
        return _rounded(text, start, pos, left, int(year))
    if following in _MASKED:
        raise EdtfError(text, pos, "'-' or the end (years beyond four digits begin with Y)")
    mark, pos = _mark(text, pos)
    marks = (left, mark)
    if text[pos : pos + 1] != "-":
        return make_date(text[start:pos], year, "", "", marks if left or mark else ()), pos
    return _month(text, start, pos + 1, year, marks)


def _year(text: str, pos: int) -> tuple[str, int]:
    """Read a sign and four digits, masked or not."""
    negative = text[pos : pos + 1] == "-"
    first = pos + negative
    digits = text[first : first + 4]
    allowed = _DIGITS if negative else _MASKED
    if len(digits) < 4 or not allowed.issuperset(digits):
        _refuse(text, first, allowed, _A_YEAR)
    if negative and digits == "0000":
        raise EdtfError(text, pos, "a year other than -0000 (the year zero is written 0000)")
    return text[pos : first + 4], first + 4


def _month(
    text: str, start: int, pos: int, year: str, marks: tuple[str, ...]
) -> tuple[AnyDate, int]:
    """Read what follows the hyphen after the year."""
    left, at = _mark(text, pos)
    month = text[at : at + 2]
    if len(month) < 2 or not _MASKED.issuperset(month):
        _refuse(text, at, _MASKED, _A_MONTH)
    masked = "X" in month
    code = 0 if masked else int(month)
    grouping = is_grouping(code)
    months = [] if grouping else options(month, 12)
    if not grouping and not months:
        raise EdtfError(text, at, "a month from 01 to 12" if masked else _A_MONTH)
    mark, pos = _mark(text, at + 2)
    marks += (left, mark)
    following = text[pos : pos + 1]
    if following != "-":
        given = marks if any(marks) else ()
        part = text[start:pos]
        if grouping:
            return make_season(part, year, code, given), pos
        return make_date(part, year, month, "", given), pos
    if grouping:
        raise EdtfError(text, pos, "the end (a season or grouping has no day)")
    return _day(text, start, pos + 1, above=(year, month), months=months, marks=marks)


def _day(
    text: str,
    start: int,
    pos: int,
    *,
    above: tuple[str, str],
    months: list[int],
    marks: tuple[str, ...],
) -> tuple[Date, int]:
    """Read what follows the hyphen after the month."""
    left, at = _mark(text, pos)
    day = text[at : at + 2]
    if len(day) < 2 or not _MASKED.issuperset(day):
        _refuse(text, at, _MASKED, "a day of two digits")
    year, month = above
    days = options(day, 31)
    last = max(map(DAYS.__getitem__, months))
    if months == [_FEBRUARY] and can_be_leap(year):
        last += 1
    # A smaller day exists wherever a greater one does.
    if not days or days[0] > last:
        raise EdtfError(text, at, f"a day from 01 to {last} (in {year}-{month})")
    mark, pos = _mark(text, at + 2)
    marks += (left, mark)
    given = marks if any(marks) else ()
    return make_date(text[start:pos], year, month, day, given), pos


def _mark(text: str, pos: int) -> tuple[str, int]:
    """Read a qualifier, if there is one."""
    char = text[pos : pos + 1]
    return (char, pos + 1) if char in _MARKS else ("", pos)


def _refuse(text: str, pos: int, allowed: frozenset[str], expected: str) -> NoReturn:
    """Point at the first character, from `pos` on, that is not allowed."""
    # The width is known to be wrong, or a character is: the loop ends within it.
    while text[pos : pos + 1] in allowed:
        pos += 1
    raise EdtfError(text, pos, expected)


# --- years with a letter -----------------------------------------------------------------


def _long_year(text: str, start: int, pos: int, left: str) -> tuple[Year, int]:
    """Read a year that begins with Y, at `pos`."""
    first = pos + 1
    if text[first : first + 1] == "-":
        first += 1
    digits, pos = _natural(text, first, MAX_YEAR_DIGITS, _A_SHORTER_YEAR)
    exponent = 0
    if text[pos : pos + 1] == "E":
        at = pos + 1
        power, pos = _natural(text, at, len(str(MAX_YEAR_DIGITS)), _A_SHORTER_YEAR)
        exponent = int(power)
        if len(digits) + exponent > MAX_YEAR_DIGITS:
            raise EdtfError(text, at, _A_SHORTER_YEAR)
    if len(digits) + exponent < _SMALLEST_LONG_YEAR:
        raise EdtfError(text, first, "a year beyond 9999 or -9999 (nearer ones have no Y)")
    value = int(digits) * 10**exponent
    if text[first - 1] == "-":
        value = -value
    return _rounded(text, start, pos, left, value)


def _rounded(text: str, start: int, pos: int, left: str, value: int) -> tuple[Year, int]:
    """Read significant digits, if any, and the qualifier that ends the year."""
    significant = 0
    if text[pos : pos + 1] == "S":
        most = len(str(abs(value)))
        at = pos + 1
        expected = f"a number of significant digits from 1 to {most}"
        number, pos = _natural(text, at, len(str(most)), expected)
        significant = int(number)
        if significant > most:
            raise EdtfError(text, at, expected)
    body = text[start + len(left) : pos]
    mark, pos = _mark(text, pos)
    marks = (left, mark) if left or mark else ()
    return make_year(text[start:pos], body, value, significant, marks), pos


def _natural(text: str, pos: int, most: int, expected: str) -> tuple[str, int]:
    """Read a number from 1 on, without leading zeros, of so many digits at most.

    `expected` says what to put in place of a longer one.
    """
    end = pos
    while text[end : end + 1] in _DIGITS:
        end += 1
        if end - pos > most:
            raise EdtfError(text, pos, expected)
    if end == pos or text[pos] == "0":
        raise EdtfError(text, pos, "a digit from 1 to 9")
    return text[pos:end], end


# --- times, intervals, sets --------------------------------------------------------------


def _takes_time(value: Date) -> bool:
    """Say whether a time of day may follow: the date is complete and nothing else."""
    return value.precision == "day" and not value._marks and "X" not in value._text


def _datetime(text: str, pos: int, date: Date) -> DateTime:
    """Read a time of day, from its T on, to the end of the text."""
    hour = _two(text, pos + 1, 23, "hour")
    minute = _two(text, _skip(text, pos + 3, ":"), 59, "minute")
    second = _two(text, _skip(text, pos + 6, ":"), 60, "second")
    pos += 9
    sign = text[pos : pos + 1]
    shift = None
    if sign == "Z":
        shift = 0
        pos += 1
    elif sign in ("+", "-"):
        shift, pos = _shift(text, pos, -1 if sign == "-" else 1)
    if pos != len(text):
        raise EdtfError(text, pos, "Z, a time shift or the end" if shift is None else "the end")
    return make_datetime(text, date, hour=hour, minute=minute, second=second, shift=shift)


def _shift(text: str, pos: int, sign: int) -> tuple[int, int]:
    """Read a time shift from its sign on; return minutes and the index after it."""
    minutes = _two(text, pos + 1, 14, "hour of a time shift") * 60
    end = pos + 3
    if text[end : end + 1] == ":":
        minutes += _two(text, end + 1, 59, "minute")
        end += 3
    if minutes > _MAX_SHIFT or (sign < 0 and not minutes):
        raise EdtfError(text, pos, "a time shift from -14:00 to +14:00, zero being positive")
    return sign * minutes, end


def _two(text: str, pos: int, highest: int, what: str) -> int:
    """Read two digits."""
    digits = text[pos : pos + 2]
    if len(digits) == 2 and _DIGITS.issuperset(digits) and int(digits) <= highest:
        return int(digits)
    bad = pos
    while text[bad : bad + 1] in _DIGITS and bad < pos + 2:
        bad += 1
    # Two digits that are too many are refused from the first of them on.
    at = pos if bad == pos + 2 else bad
    raise EdtfError(text, at, f"two digits for the {what}, 00 to {highest}")


def _skip(text: str, pos: int, char: str) -> int:
    """Skip a character. Raise ``EdtfError`` if it is not the next one."""
    if text[pos : pos + 1] != char:
        raise EdtfError(text, pos, repr(char))
    return pos + 1


def _interval(text: str, slash: int) -> Interval:
    """Read an interval whose solidus has been found."""
    start: End = UNKNOWN
    end: End = UNKNOWN
    or_earlier = or_later = False
    if slash == 2 and text[:2] == "..":
        start = OPEN
    elif slash:
        or_earlier = text[:2] == ".."
        start, pos = _date(text, 2 if or_earlier else 0)
        if pos != slash:
            raise EdtfError(text, pos, f"{_continuation(start)} of the first date, then '/'")
    after = slash + 1
    if text[after:] == "..":
        end = OPEN
    elif after < len(text):
        end, pos = _date(text, after)
        or_later = text[pos : pos + 2] == ".."
        if or_later:
            pos += 2
        if pos != len(text):
            raise EdtfError(text, pos, "the end" if or_later else _continuation(end))
    if isinstance(start, Limit) and isinstance(end, Limit):
        raise EdtfError(text, after, "a date (one end at least has to be one)")
    value = make_interval(text, start, end, or_earlier=or_earlier, or_later=or_later)
    first, last = value._bounds()
    if not (isinstance(first, Limit) or isinstance(last, Limit)) and last < first:
        raise EdtfError(text, after, "an end that is not before the start")
    return value


def _set(text: str, kind: type[AllOf | OneOf]) -> AllOf | OneOf:
    """Read a set; its opening bracket has been seen."""
    closing = "}" if kind is AllOf else "]"
    elements: list[AnyDate | Range] = []
    pos = 1
    while True:
        element, pos = _element(text, pos)
        elements.append(element)
        char = text[pos : pos + 1]
        pos += 1
        if char == closing:
            break
        if char != ",":
            raise EdtfError(text, pos - 1, f"',' or {closing!r}")
    if pos != len(text):
        raise EdtfError(text, pos, f"the end after {closing!r}")
    return make_set(kind, text, tuple(elements))


def _element(text: str, start: int) -> tuple[AnyDate | Range, int]:
    """Read an element of a set: a date or a range."""
    if text[start : start + 2] == "..":
        last, pos = _date(text, start + 2)
        return make_range(text[start:pos], OPEN, last), pos
    first, pos = _date(text, start)
    if text[pos : pos + 2] != "..":
        return first, pos
    pos += 2
    if text[pos : pos + 1] in (",", "}", "]"):
        return make_range(text[start:pos], first, OPEN), pos
    at = pos
    last, pos = _date(text, at)
    _check_range(text, start, first)
    _check_range(text, at, last)
    if _unit(first) != _unit(last):
        raise EdtfError(text, at, "a date of the same precision as the first of the range")
    if last.earliest < first.earliest:
        raise EdtfError(text, at, "a date that is not before the first of the range")
    return make_range(text[start:pos], first, last), pos


def _check_range(text: str, pos: int, date: AnyDate) -> None:
    """Refuse ends of a range between which nobody could count."""
    rounded = isinstance(date, Year) and date.significant_digits
    if rounded or date._marks or "X" in date._text:
        raise EdtfError(text, pos, "a date without qualifiers, X or S at either end of a range")


def _unit(date: AnyDate) -> object:
    """Return what two dates must share to count from one to the other."""
    return family(date.code) if isinstance(date, Season) else date.precision
