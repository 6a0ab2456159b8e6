"""Words in any script, and all runs of so many of them.

A word is a run of letters and digits with the marks on them, such as the vowel signs of Hindi. In a
script without spaces between words, each letter counts as a part of a word: so the count is the same
wherever it begins, and on every machine, which no dictionary of words would promise.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from detente.text.words import letters_per_word

_PLAIN = re.compile("[\0-\u02ff\u0370-\u0482\u048a-\u058f\u1e00-\u1fff\u2010-\u20cf\u2100-\u2bff]*")
"""Latin, Greek, Cyrillic and Armenian without separate marks, punctuation and symbols: here words are
found by an expression, which takes a sixth of the time."""

_PLAIN_WORD = re.compile(r"[^\W_]+")
_WHOLE = 6
"""The weight of a word. It can be divided by the numbers of letters in ``letters_per_word``."""

_JOINERS = "\u200c\u200d"


@cache
def _is_mark(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character)[0] == "M"


@cache
def _weight(character: str) -> int:
    """In sixths, how much of a word a word is that begins with this letter."""
    return _WHOLE // (letters_per_word(character) or 1)


def words_of(text: str) -> list[str]:
    """The words of a text in order, in scripts without spaces its letters."""
    if _PLAIN.fullmatch(text):
        return _PLAIN_WORD.findall(text)
    found: list[str] = []
    start = None
    for at, character in enumerate(text):
        if start is not None:
            if _is_mark(character):
                continue
            if _weight(text[start]) == _weight(character) == _WHOLE and character.isalnum():
                continue
            found.append(text[start:at])
        start = at if character.isalnum() else None
    return found if start is None else [*found, text[start:]]


def word_count(text: str) -> float:
    """How many words a text has; letters of scripts without spaces are parts of one."""
    return sum(_weight(word[0]) for word in words_of(text)) / _WHOLE


def runs(text: str, count: int) -> Iterator[tuple[str, ...]]:
    """For each word of a text the shortest run that begins with it and is as long as ``count`` words;
    none where the text ends before.
    """
    words = words_of(text)
    weights = [_weight(word[0]) for word in words]
    end = length = 0
    for start, weight in enumerate(weights):
        while length < count * _WHOLE:
            if end == len(words):
                return
            length += weights[end]
            end += 1
        yield tuple(words[start:end])
        length -= weight
