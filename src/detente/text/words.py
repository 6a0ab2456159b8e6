"""Where words begin and end, as far as it can be told without a dictionary."""

import unicodedata
from functools import cache

PREFIXES = "anti|counter|de|dis|ex|mis|near|never|no|non|not|pseudo|quasi|un|vice|would"
"""Alternatives of a pattern: English prefixes that, joined by a hyphen, make another word.

*non-nuclear* is not *nuclear*, *would-be ally* is no *ally*. Grounding does not find a quote behind
such a prefix, and attaching does not look for a span there. Anchors do not depend on the list: the
marked skeleton and the count of words do not know it, so it may grow. Each user of the list has its
own idea of a hyphen: grounding also takes an en dash and a line break after the hyphen, attaching
only a hyphen directly before a letter.
"""

_CASED_OR_DIGIT = ("Lu", "Ll", "Lt", "Nd")


def _category(character: str) -> str:
    """The general category in Unicode 14.0, which later versions changed for one letter."""
    return "Ll" if character == "\u0295" else unicodedata.category(character)


def cuts_word(text: str, at: int) -> bool:
    """Whether an offset lies inside a word: between two letters or digits.

    Only letters with case and digits count. Scripts without them, such as Chinese, Thai and
    Hebrew, put no spaces or cannot be told apart from those that do.
    """
    return (
        0 < at < len(text)
        and _category(text[at - 1]) in _CASED_OR_DIGIT
        and _category(text[at]) in _CASED_OR_DIGIT
    )


_LETTERS = {
    "CJK": 2,
    "HIRAGANA": 2,
    "IDEOGRAPHIC": 2,
    "KATAKANA": 2,
    "KATAKANA-HIRAGANA": 2,
    "KHMER": 3,
    "LAO": 3,
    "MYANMAR": 3,
    "THAI": 3,
}
"""Scripts that put no space between words, by the first word of the names of their letters, and how
many letters a word has on average, rounded up: ICU's dictionaries cut the messages of Django 5.2 into
words of 1.6 (simplified Chinese), 1.7 (traditional), 2.0 (Japanese), 2.9 (Thai), 2.8 (Khmer) and 2.0
(Burmese, few messages) letters, marks not counted; Lao was not measured."""


@cache
def letters_per_word(character: str) -> int:
    """How many letters or digits a word has on average in the script of a character, if this script
    puts no space between words; else 0.
    """
    name = unicodedata.name(character, "").removeprefix("HALFWIDTH ")
    return _LETTERS.get(name.partition(" ")[0], 0) if character.isalnum() else 0


_SEPARATED = """
ADLAM ARABIC ARMENIAN BENGALI CANADIAN CHEROKEE COPTIC CYRILLIC DEVANAGARI ETHIOPIC GEORGIAN GREEK
GUJARATI GURMUKHI HANGUL HEBREW KANNADA LATIN MALAYALAM MONGOLIAN NKO ORIYA SINHALA SYRIAC TAMIL TELUGU
THAANA TIFINAGH
"""
_SPACED = frozenset(_SEPARATED.split())
"""Scripts that put a space or a mark between words, by the first word of the names of their letters. Not
Tibetan, whose marks stand between syllables, and none of which nothing is known here."""


def is_whole_word(run: str) -> bool:
    """Whether a run of letters and digits is certainly a word: a number, or in a script that separates words
    and not syllables.
    """
    plain = unicodedata.normalize("NFKD", run)
    return run.isnumeric() or any(
        unicodedata.name(letter, "").partition(" ")[0] in _SPACED for letter in plain
    )
