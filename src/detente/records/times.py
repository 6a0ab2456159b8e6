"""Times of records in words: the one place that prints a ``Time`` for people."""

from detente.edtf import wording
from detente.records.values import Time


def in_words(time: Time | None, published: Time | None = None) -> str:
    """A time in words, with the part of it that is meant; empty if it has no value.

    Args:
        time: the time.
        published: when the article appeared that gives it. A period that ends then is one *up to
            the time of writing*, of which the article does not say that it was over.
    """
    if time is None or time.value is None:
        return ""
    appeared = None if published is None else published.value
    return wording.in_words(time.value, time.mod, mod_end=time.mod_end, published=appeared)
