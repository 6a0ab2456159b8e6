"""Where words and numbers end: a quote may not stop in the middle of one.

The lists of words are English.
"""

import re
from functools import lru_cache
from operator import and_

from detente.text.grounding.characters import (
    APOSTROPHES,
    BEGIN,
    CURRENCY,
    DASHES,
    END,
    HYPHENS,
    MINUS,
    NARROW,
    is_accent,
    spaced,
)

PREFIXES = "anti|counter|de|dis|ex|mis|near|never|no|non|not|pseudo|quasi|un|vice|would"
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_PARTS = "half|halves|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_HYPHEN = f"[{HYPHENS}\u2013](?:[^\\S\n]*\n[^\\S\n]*)?"
_SIGNS = f"{MINUS}+\u00b1~\u2248<>\u2264\u2265"
_NUMBER = (
    f"(?:(?<![\\w)\\]{DASHES}])[{_SIGNS}])?(?:{BEGIN}[a-z]{{1,3}}(?=[{CURRENCY}]))?"
    f"(?:[{CURRENCY}][ {NARROW}]?[{_SIGNS}]?)?(?:(?<![\\w)\\].!?])\\.)?\\d+"
    f"(?:(?:[.,:/'\u2019^\u00d7\u00b7\u066b\u066c{DASHES}]|[{NARROW}](?=\\d{{3}}(?!\\d)))\\d+)*"
    "[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2079\u2150-\u215f]?"
    f"(?:[ {NARROW}]?[%\u2030\u2031])?(?:[ {NARROW}]?[{CURRENCY}](?!\\d))?(?:\\+(?!\\d))?"
)
_WHOLE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        f"{BEGIN}[^\\W_]+{END}[{APOSTROPHES}]t{END}",
        f"(?<=[^\\W_])[{APOSTROPHES}](?:s|re|ll|d|ve|m){END}",
        f"{BEGIN}(?<![{HYPHENS}])(?:{PREFIXES}){_HYPHEN}[^\\W_]+(?:{_HYPHEN}[^\\W_]+)*",
        f"{BEGIN}[^\\W_]+(?:{_HYPHEN}[^\\W_]+){{0,4}}?{_HYPHEN}(?:free|less){END}",
        f"{BEGIN}(?:{_TENS}){_HYPHEN}(?:{_UNITS}|{_ORDINALS}){END}",
        f"{BEGIN}(?:{_UNITS}){_HYPHEN}(?:{_PARTS})s?{END}",
        f"{BEGIN}[^\\W\\d_](?:\\.[^\\W\\d_])+{END}",
        _NUMBER,
    )
)
"""What is one word or one number although not all of it is letters or digits."""

_BROKEN_WORD = re.compile(f"(?<=[^\\W\\d_])[{HYPHENS}\u00ad][^\\S\n]*\n[^\\S\n]*(?=[^\\W\\d_])")
_JOINED = re.compile("[\u00ad\u200b-\u200d\u2060]+")
REACH = 48
"""How much of the words around an offset is shown, in code points."""


@lru_cache(maxsize=16)
def cuts(text: str) -> bytearray:
    """For each offset into a text, the last one included, whether it lies inside of a word or
    number: 1 or 0.

    Beyond ``cuts_word``: one word are a contraction (*can't*, though not *Russia's*), what a
    hyphen binds to *non-*, *un-*, *ex-* or *-free*, a word broken at the end of a line or by a
    soft hyphen, and a letter with its accents. One number is what belongs to it: sign,
    separators, range, currency, percent sign.
    """
    inside = list(map(spaced, text))
    found = bytearray(map(and_, [False, *inside], [*inside, False]))

    def mark(start: int, end: int) -> None:
        found[start:end] = b"\1" * (end - start)

    for at, character in enumerate(text):
        if at and is_accent(character) and not text[at - 1].isspace():
            found[at] = 1
    for match in _JOINED.finditer(text, 1):
        start, end = match.span()
        if end < len(text) and inside[start - 1] and inside[end]:
            mark(start, end + 1)
    for match in _BROKEN_WORD.finditer(text):
        if not text[match.end()].isupper():  # Moscow-\nPyongyang is two
            mark(match.start(), match.end() + 1)
    for pattern in _WHOLE:
        for match in pattern.finditer(text):
            mark(match.start() + 1, match.end())
    return found


def cut(text: str, at: int) -> str:
    """The word or number that an offset lies inside of; empty if it lies between two."""
    found = cuts(text)
    if not found[at]:
        return ""
    start = found.rfind(0, 0, at)
    end = found.find(0, at)
    return around(text, max(start, at - REACH), min(end, at + REACH))


def around(text: str, start: int, end: int) -> str:
    """A stretch with the rest of its first and last word, if that is not too long."""
    left = text[max(0, start - REACH) : start]
    right = text[end : end + REACH]
    head = [] if left[-1:].isspace() else left.split()[-1:]
    tail = [] if right[:1].isspace() else right.split()[:1]
    return "".join((*head, text[start:end], *tail))
