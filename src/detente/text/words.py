"""Where words end, as far as it can be told without a dictionary."""

import unicodedata

_SPACED = ("Lu", "Ll", "Lt", "Nd")


def cuts_word(text: str, at: int) -> bool:
    """Whether an offset lies inside a word: between two letters or digits.

    Only letters with case and digits count. Scripts without them, such as Chinese, Thai and
    Hebrew, put no spaces or cannot be told apart from those that do.
    """
    return (
        0 < at < len(text)
        and unicodedata.category(text[at - 1]) in _SPACED
        and unicodedata.category(text[at]) in _SPACED
    )
