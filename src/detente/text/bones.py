"""The skeleton of a text: letters and digits alone, folded, in compatibility form.

What copying and typesetting change (white space, quotation marks, dashes, ligatures, case, soft
hyphens) leaves the skeleton as it is. The Unicode version is pinned to 14.0, the one of the oldest
Python that is supported: characters assigned later stand for themselves, so that a newer Python
gives the same digest.
"""

import unicodedata
from functools import cache

from detente.text.unicode14 import unassigned


@cache
def bone(character: str) -> str:
    """What one character leaves in the skeleton."""
    if unassigned(character):
        return character
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(c for c in folded if c.isalnum())


def skeleton(text: str) -> str:
    """The skeleton of a text."""
    return "".join(map(bone, text))
