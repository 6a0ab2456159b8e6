"""What shows that a text is not the words that were published."""

from detente.text.markup import markup_in
from detente.text.twice_decoded import twice_decoded


def damage_of(text: str) -> str:
    """Signs that a text was decoded wrongly, or holds the source of a page, in words; empty if there are none."""
    return twice_decoded(text) or markup_in(text)
