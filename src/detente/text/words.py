"""Where words end, as far as it can be told without a dictionary."""

import unicodedata

_SPACED = ("Lu", "Ll", "Lt", "Nd")


def _category(character: str) -> str:
    """The general category in Unicode 14.0, which later versions changed for one letter."""
    return "Ll" if character == "\u0295" else unicodedata.category(character)


def cuts_word(text: str, at: int) -> bool:
    """Whether an offset lies inside a word: between two letters or digits.

    Only letters with case and digits count. Scripts without them, such as Chinese, Thai and
    Hebrew, put no spaces or cannot be told apart from those that do.
    """
    return (
        0 < at < len(text) and _category(text[at - 1]) in _SPACED and _category(text[at]) in _SPACED
    )
