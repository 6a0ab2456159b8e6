"""Kinds of characters: dashes, quotation marks, accents, optional marks, scripts without spaces, letters."""

import re
import unicodedata
from array import array
from collections.abc import Iterator
from functools import cache

from detente.text.recent import recent
from detente.text.skeletons import character_skeleton, skeleton_with_origins
from detente.text.unicode14 import unassigned
from detente.text.words import cuts_word, letters_per_word

HYPHENS = "\\-\u2010\u2011"
MINUS = HYPHENS + "\u2012\u2013\u2212\ufe63\uff0d"
"""What may stand for a minus sign."""

DASHES = MINUS + "\u2014\u2015\u2e3a\u2e3b\ufe58"
APOSTROPHES = "'\u2019\u2018\u201b\u02bc`\u00b4\u2032\uff07"
CURRENCY = "$\u00a2-\u00a5\u058f\u060b\u09f2\u09f3\u0e3f\u17db\u20a0-\u20c0\ufe69\uff04\uffe0\uffe1\uffe5\uffe6"
NARROW = "\u00a0\u2009\u202f"
"""Spaces that separate the groups of digits in a number."""

DASH = re.compile(f"[{DASHES}]")
DASH_RUN = re.compile(f"[{DASHES}]+")
_MINUS = re.compile(f"[{MINUS}]")
STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_QUOTES = frozenset(
    "\"'`\u201a\u201e\u2e42\u00b4\u2032\u2033\u301d\u301e\u301f\u300c\u300d\u300e\u300f\uff02\uff07"
)
TATWEEL = "\u0640"
"""Stretches an Arabic word, and says nothing."""

_OPTIONAL = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]"
    "|[\u064b-\u0652\u0656-\u0658\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]"
    "|(?<=\u0435)\u0308|(?<=[\u0430\u0435\u0438\u043e\u0443\u044b\u044d\u044e\u044f])\u0301",
    re.IGNORECASE,
)
"""Marks that editions add or leave out, in NFD: points and accents of Hebrew; vowel signs, *shadda* and signs
for recitation of Arabic, but not *hamza* and *madda*, which make another letter; the dots of Cyrillic *yo* and
the accent that shows where a Cyrillic word is stressed."""

_INVISIBLE = {TATWEEL, "\u034f"} | {chr(n) for n in range(0xFE00, 0xFE10)}
BEGIN, END = "(?<![^\\W_])", "(?![^\\W_])"
"""Patterns for the beginning and the end of a run of letters and digits."""

_NOT_PLAIN = ("<super>", "<sub>", "<fraction>", "<circle>", "<square>")
"""Compatibility forms with a meaning of their own: x² is not x2, and ½ is not 12."""


@cache
def is_quotation_mark(character: str) -> bool:
    """Whether a character is a quotation mark or an apostrophe."""
    return character in _QUOTES or unicodedata.category(character) in ("Pi", "Pf")


@cache
def is_invisible(character: str) -> bool:
    """Whether a character has no width, or only stretches a word: a soft hyphen, a joiner, a zero-width
    space, a tatweel.
    """
    return unicodedata.category(character) == "Cf" or character in _INVISIBLE


def is_minus(character: str) -> bool:
    """Whether a character may be a minus sign."""
    return _MINUS.match(character) is not None


def is_dash(character: str) -> bool:
    """Whether a character is a hyphen, a dash or a minus sign."""
    return DASH.match(character) is not None


@cache
def is_accent(character: str) -> bool:
    """Whether a character belongs to the letter before it."""
    return unicodedata.category(character)[0] == "M" and character not in _INVISIBLE


@cache
def is_unspaced(character: str) -> bool:
    """Whether a character is of a script that puts no space between words."""
    return letters_per_word(character) > 0


@cache
def is_spaced(character: str) -> bool:
    """Whether a character makes one word with another one of its kind: a cased letter or digit."""
    return cuts_word(2 * character, 1)


@cache
def _letter(character: str) -> str:
    """What a character adds to the letters of a text: more than to its skeleton, since case,
    accents and forms with a meaning of their own are kept.
    """
    if is_accent(character):
        return character
    if not character_skeleton(character) or character == TATWEEL:
        return ""
    plain = unicodedata.normalize("NFKD", character)
    kind = unicodedata.decomposition(character).partition(" ")[0]
    if kind in _NOT_PLAIN or unassigned(character):
        return character
    return plain if all(c.isalnum() or is_accent(c) for c in plain) else character


def letters_of(text: str) -> str:
    """The letters and digits of a text, with case, accents and forms with a meaning of their own."""
    return unicodedata.normalize("NFD", "".join(map(_letter, text)))


def folded(letters: str) -> str:
    """Letters without regard to case."""
    return unicodedata.normalize("NFD", letters.casefold())


def without_optional_marks(letters: str) -> str:
    """Letters in NFD without the marks that may be left out."""
    return _OPTIONAL.sub("", letters)


def same_letters(one: str, two: str) -> bool:
    """Whether the letters of a word, in NFD, are the same, where one may lack optional marks of the other.

    Where each has a mark that the other lacks, they are two words: *за́мок*, a castle, and *замо́к*, a lock.
    """
    if one == two:
        return True
    if without_optional_marks(one) != without_optional_marks(two):
        return False
    marks = [*zip(_optional_marks(one), _optional_marks(two), strict=True)]
    return all(mine <= theirs for mine, theirs in marks) or all(
        mine >= theirs for mine, theirs in marks
    )


_GREEK_ACCENTS = "\u0300\u0301\u0313\u0314\u0342"
_GREEK_ACCENT = re.compile(f"[{_GREEK_ACCENTS}]")
_GREEK_WORD = re.compile(f"(?:[\u03b1-\u03c9][{_GREEK_ACCENTS}\u0308]*){{2,}}")
_HIATUS = re.compile(
    "(?<=[\u03b1\u03b5\u03b7\u03bf\u03c5]\u0301)([\u03b9\u03c5])(?![\u0301\u0308])"
)


def greek_in_capitals(capitals: str, word: str) -> bool:
    """Whether letters in NFD are a Greek word in capitals, which have no accents but the two dots, and those
    also where an accent showed that two vowels are apart. Not a word of one letter, since *ή*, or, keeps
    its accent in capitals.
    """
    return capitals.isupper() and folded(capitals) in _greek_capitals(folded(word))


def _greek_capitals(word: str) -> Iterator[str]:
    """How a Greek word, folded, is written in capitals, folded again."""
    if _GREEK_WORD.fullmatch(word):
        yield _GREEK_ACCENT.sub("", word)
        yield _GREEK_ACCENT.sub("", _HIATUS.sub("\\1\u0308", word))


def _optional_marks(letters: str) -> list[set[str]]:
    """For each character of ``without_optional_marks`` the marks that follow it, and first those before it."""
    marks: list[set[str]] = [set()]
    at = 0
    for match in _OPTIONAL.finditer(letters):
        marks += (set[str]() for _ in range(match.start() - at))
        marks[-1].add(match.group())
        at = match.end()
    return [*marks, *(set[str]() for _ in range(len(letters) - at))]


# 64: as for ``skeleton_with_origins``.
@recent(64)
def searched_letters(text: str) -> tuple[str, "array[int]"]:
    """The skeleton of a text without *tatweel*, and for each character the offset that it comes from."""
    letters, origins = skeleton_with_origins(text)
    if TATWEEL not in letters:
        return letters, origins
    kept = [number for number, letter in enumerate(letters) if letter != TATWEEL]
    return letters.replace(TATWEEL, ""), array("L", (origins[number] for number in kept))


def past_accents(text: str, at: int) -> int:
    """The first offset from ``at`` on that is neither an accent nor a *tatweel*."""
    while at < len(text) and (is_accent(text[at]) or text[at] == TATWEEL):
        at += 1
    return at
