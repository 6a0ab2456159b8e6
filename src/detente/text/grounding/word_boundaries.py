"""Where words and numbers end: a quote may not end inside one.

The lists of words are English.
"""

import re
from functools import lru_cache
from operator import and_, or_

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
    is_spaced,
)
from detente.text.recent import recent
from detente.text.words import PREFIXES

_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_FRACTIONS = "half|halves|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_HYPHEN = f"[{HYPHENS}\u2013](?:[^\\S\n]*\n[^\\S\n]*)?"
_SIGNS = f"{MINUS}+\u00b1~\u2248<>\u2264\u2265"
_NUMBER = (
    f"(?:(?<![\\w)\\]{DASHES}])[{_SIGNS}])?(?:{BEGIN}[a-z]{{1,3}}(?=[{CURRENCY}]))?"
    f"(?:[{CURRENCY}][ {NARROW}]?[{_SIGNS}]?)?(?:(?<![\\w)\\].!?])\\.)?\\d+"
    f"(?:(?:[.,:/'\u2019^\u00d7\u00b7\u066b\u066c{DASHES}]|[{NARROW}](?=\\d{{3}}(?!\\d)))\\d+)*"
    f"(?:[\u00b2\u00b3\u00b9\u2070-\u2079]|[ {NARROW}]?[\u00bc-\u00be\u2150-\u215f\u2189])?"
    f"(?:[ {NARROW}]?[%\u2030\u2031])?(?:[ {NARROW}]?[{CURRENCY}](?!\\d))?(?:\\+(?!\\d))?"
)
_UNITED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        f"{BEGIN}[^\\W_]+{END}[{APOSTROPHES}]t{END}",
        f"(?<=[^\\W_])[{APOSTROPHES}](?:s|re|ll|d|ve|m){END}",
        f"{BEGIN}(?<![{HYPHENS}])(?:{PREFIXES}){_HYPHEN}[^\\W_]+(?:{_HYPHEN}[^\\W_]+)*",
        f"{BEGIN}[^\\W_]+(?:{_HYPHEN}[^\\W_]+){{0,4}}?{_HYPHEN}(?:free|less){END}",
        f"{BEGIN}(?:{_TENS}){_HYPHEN}(?:{_UNITS}|{_ORDINALS}){END}",
        f"{BEGIN}(?:{_UNITS}){_HYPHEN}(?:{_FRACTIONS})s?{END}",
        f"{BEGIN}[^\\W\\d_](?:\\.[^\\W\\d_])+{END}",
        _NUMBER,
    )
)
"""What is one word or one number although not all of it is letters or digits."""

_BROKEN_WORD = re.compile(f"(?<=[^\\W\\d_])[{HYPHENS}\u00ad][^\\S\n]*\n[^\\S\n]*(?=[^\\W\\d_])")
_JOINERS = re.compile("[\u00ad\u200b-\u200d\u2060]+")

REACH = 48
"""Code points: how far around an offset its word is looked at, in messages and for a prefix before a
hyphen. Longer than any word a quote is likely to cut; a guess."""


# 16: as for the next one.
@lru_cache(maxsize=16)
def broken_ends(text: str) -> frozenset[int]:
    """The offsets behind a hyphen that breaks a word at the end of a line: where a quote of whole lines
    may end, since the hyphen shows that it does. None where the hyphen belongs to the word, as in
    *nuclear-free*. The rest of such a word begins no quote: *possible* may be that of *im-possible*.
    """
    united = _united(text)
    ends = (match.start() + 1 for match in _BROKEN_WORD.finditer(text))
    return frozenset(at for at in ends if not united[at])


# 16: one byte a code point for each text; a guess, the texts in use at one time.
@recent(16)
def inside_words(text: str) -> bytearray:
    """For each offset into a text, its end included, whether it is inside a word or number: 1 or 0.

    More than ``cuts_word``: one word are a contraction (*can't*, though not *Russia's*), what a
    hyphen joins to *non-*, *un-*, *ex-* or *-free*, a word broken at the end of a line or by a
    soft hyphen, and a letter with its accents. One number is what belongs to it: sign,
    separators, range, fraction, currency, percent sign.
    """
    spaced = list(map(is_spaced, text))
    inside = bytearray(map(or_, _united(text), map(and_, [False, *spaced], [*spaced, False])))
    for at, character in enumerate(text):
        before = text[at - 1] if at else " "
        if is_accent(character) and not before.isspace():
            inside[at] = 1
        if character.isnumeric() and before.isnumeric():  # 2½, and in other scripts
            inside[at] = 1
    for match in _JOINERS.finditer(text, 1):
        start, end = match.span()
        if end < len(text) and spaced[start - 1] and spaced[end]:
            _set_range(inside, start, end + 1)
    for match in _BROKEN_WORD.finditer(text):
        if not text[match.end()].isupper():  # Moscow-\nPyongyang is two
            _set_range(inside, match.start(), match.end() + 1)
    return inside


def _united(text: str) -> bytearray:
    """For each offset whether it is inside what is one word although not all of it is letters."""
    inside = bytearray(len(text) + 1)
    for pattern in _UNITED:
        for match in pattern.finditer(text):
            _set_range(inside, match.start() + 1, match.end())
    return inside


def _set_range(inside: bytearray, start: int, end: int) -> None:
    inside[start:end] = b"\1" * (end - start)


def word_around(text: str, at: int) -> str:
    """The word or number that an offset is inside; empty if it is between two."""
    inside = inside_words(text)
    if not inside[at]:
        return ""
    start = inside.rfind(0, 0, at)
    end = inside.find(0, at)
    return with_whole_words(text, max(start, at - REACH), min(end, at + REACH))


def with_whole_words(text: str, start: int, end: int) -> str:
    """A range of a text with the rest of its first and last word, if that is not too long."""
    left = text[max(0, start - REACH) : start]
    right = text[end : end + REACH]
    head = [] if left[-1:].isspace() else left.split()[-1:]
    tail = [] if right[:1].isspace() else right.split()[:1]
    return "".join((*head, text[start:end], *tail))
