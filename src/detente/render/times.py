"""The times of records in words."""

from detente.edtf import wording
from detente.records import Time


def time(when: Time | None, published: Time | None = None) -> str:
    """A time in words, with the part of it that is meant; empty if it has no value.

    ``published``: when the article appeared that says it; a period that ends then is one *up to
    the time of writing*, of which the article does not say that it was over.
    """
    if when is None or when.value is None:
        return ""
    mod, mod_end = (None if part is None else part.value for part in (when.mod, when.mod_end))
    appeared = None if published is None else published.value
    return wording.in_words(when.value, mod, mod_end=mod_end, published=appeared)


def bracketed(words: str) -> str:
    """A text in parentheses; those that it has itself become square."""
    return f"({words.replace('(', '[').replace(')', ']')})"


def years(when: Time) -> str:
    """The year of a time, or the first and the last that it can lie in; empty if unknown."""
    return wording.years(when.value)
