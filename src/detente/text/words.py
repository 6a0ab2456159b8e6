"""Where words begin and end, as far as it can be told without a dictionary."""

import unicodedata

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
