"""The numbers that an English text states, in digits and in words: *eight*, *two dozen*, *$1.5bn*.

It serves to notice that a number is none of those in its evidence. So it reads generously: what can be
read in two ways has both readings, and what counts nothing, as a date does, is left out.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import combinations
from math import isclose
from typing import NamedTuple

from detente.edtf.phrases import MONTHS, NUMBERS, UNITS

__all__ = ["NumberKind", "StatedNumber", "can_state", "stated_numbers"]


class NumberKind(StrEnum):
    """What a number counts, as far as the words next to it say so."""

    PLAIN = "plain"
    MONEY = "money"
    PERCENT = "percent"
    MEASURE = "measure"
    """A length of time, a distance, a weight."""
    VAGUE = "vague"
    """Words for a number that give no figure, or one that depends on another: *dozens*, *half*, *twice*."""


class StatedNumber(NamedTuple):
    """A number in a text."""

    words: str
    kind: NumberKind
    readings: tuple[float, ...] = ()
    """What it can mean: 1.500 is one and a half, or one thousand five hundred."""


_SCALES = {"hundred": 100, "dozen": 12, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_SCALES |= {"trillion": 10**12}
_SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_CARDINALS = {word: number for word, number in NUMBERS.items() if word not in _SCALES}
_CARDINALS |= {"thirteen": 13, "fourteen": 14, "sixteen": 16, "seventeen": 17, "eighteen": 18}
_CARDINALS |= {"nineteen": 19}
_LARGE = 1000

_SCALE = "|".join(_SCALES)
_CARDINAL = "|".join(word for word in _CARDINALS if word not in ("a", "an"))
_WORD = rf"(?:{_CARDINAL}|{_SCALE})\b"
_NUMBER = re.compile(
    r"(?<![\w.,:/'-])(?:"
    # digits, perhaps with a currency, a short or a written scale
    r"(?P<currency>(?:US|A|C|HK)?[$\u20ac\u00a3\u00a5\u20b9]\s?|(?-i:[A-Z]{3})\s)?"
    r"(?P<figure>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:[.,][0-9]+)?)"
    rf"(?:\s?(?P<short>{'|'.join(_SHORT)})\b|[\s-](?P<scale>{_SCALE})\b)?(?![\w:/]|[.,][0-9])"
    # words
    rf"|(?P<spelled>(?:an?\s+(?=(?:{_SCALE})\b))?{_WORD}"
    rf"(?:(?:[\s-]+|(?<=hundred)\s+and\s+|(?<=thousand)\s+and\s+){_WORD})*)"
    r"|(?P<vague>(?:half|third|quarter|score|ten|couple)s?\b|(?:hundred|dozen|thousand|[mbtr]+illion)s\b"
    r"|twice\b|(?:double|doubling|treble|triple|tripling)[sd]?\b|[a-z]+fold\b|[0-9]*[\u00bc-\u00be\u2150-\u215e])"
    r")",
    re.IGNORECASE,
)
_MONTH = "|".join(MONTHS)
_AFTER_MONTH = re.compile(rf"\b(?:{_MONTH})\s+$", re.IGNORECASE)
_BESIDE = re.compile(
    rf"(?P<month>\s+(?:of\s+)?(?:{_MONTH})\b)"
    r"|(?P<percent>\s*%|[\s-]+per[\s-]?cent)"
    rf"|[\s-]+(?P<measure>(?:{'|'.join(UNITS)}|hours?|minutes?|km|kilomet|miles?|met(?:er|re)s|ton)\w*)"
    r"|[\s-]+(?P<money>dollar|euro|pound|yen|yuan|won\b|rouble|ruble|rupee|franc|(?-i:[A-Z]{3})\b|\w+\s+francs?\b)",
    re.IGNORECASE,
)
_BEFORE = 20
"""Code points before a number in which a month may stand: the longest one, and some blanks."""
_YEAR = re.compile("[12][0-9]{3}")

_MANY = 60
"""Of so many different numbers, two give nearly every small one. A guess; few sentences have ten."""


def stated_numbers(text: str) -> Iterator[StatedNumber]:
    """The numbers that a text states, in its order; years and days of a month are none."""
    for match in _NUMBER.finditer(text):
        beside = _BESIDE.match(text, match.end())
        groups = {} if beside is None else beside.groupdict()
        if match["vague"]:
            yield StatedNumber(match[0], NumberKind.VAGUE)
        elif not _is_date(match, text, in_month=bool(groups.get("month"))):
            readings = (_spelled(match["spelled"]),) if match["spelled"] else tuple(_read(match))
            yield StatedNumber(match[0], _kind(match["currency"], groups), readings)


def _is_date(match: re.Match[str], text: str, *, in_month: bool) -> bool:
    """Whether a number in digits is a year or a day of a month."""
    if match["figure"] is None or match["currency"] or match["short"] or match["scale"]:
        return False
    year = _YEAR.fullmatch(match["figure"])
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    return bool(year or in_month or _AFTER_MONTH.search(before))


def _kind(currency: str | None, beside: dict[str, str | None]) -> NumberKind:
    if currency or beside.get("money"):
        return NumberKind.MONEY
    if beside.get("percent"):
        return NumberKind.PERCENT
    return NumberKind.MEASURE if beside.get("measure") else NumberKind.PLAIN


def _read(match: re.Match[str]) -> Iterator[float]:
    figure = match["figure"]
    scale = _SCALES.get((match["scale"] or "").lower(), 1)
    number = float(re.sub(",(?=[0-9]{3}(?:[,.]|$))", "", figure).replace(",", "."))
    yield number * scale * _SHORT.get((match["short"] or "").lower(), 1)
    if match["short"]:
        yield number * scale  # 5m may be five metres
    elif re.fullmatch(r"[0-9]{1,3}\.[0-9]{3}", figure):
        yield number * _LARGE * scale  # 1.500 in the manner of the Continent


def _spelled(words: str) -> float:
    """The value of a number in words: *two hundred and fifty thousand*."""
    total = current = 0
    for word in re.findall("[a-z]+", words.lower()):
        scale = _SCALES.get(word)
        if scale is None:
            current += _CARDINALS.get(word, 0)  # "and" is none
        elif scale < _LARGE:
            current = max(current, 1) * scale
        else:
            total, current = total + max(current, 1) * scale, 0
    return float(total + current)


def can_state(numbers: Iterable[StatedNumber], value: float) -> bool:
    """Whether a value is one of some numbers, or is easily made of them: the sum of all, the sum or
    the difference of two, a share of one. Very many numbers can state any.
    """
    stated = [number for number in numbers if number.readings]
    single = {reading for number in stated for reading in number.readings}
    if len(single) > _MANY:
        return True
    made = {sum(number.readings[0] for number in stated)}
    for one, other in combinations(sorted(single), 2):
        made |= {one + other, other - one, one * other, one * other / 100}
    return any(isclose(value, reading) for reading in single | made)
