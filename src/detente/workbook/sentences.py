"""The sentences of a paragraph: a help for people who code, on which no rule depends.

Evidence may be any words, so a wrong cut is mended by naming the words or two sentences (``12-13``).
"""

import re
from itertools import pairwise

MOST = 8_000
"""Code points of a sentence at most: of what has no full stop, such as a table. A cell holds 32,767."""

_END = re.compile(
    r"(?:[.!?\u2026\u061f\u06d4\u0964]+[\"'\u2019\u201d\u00bb)\]]*(?=\s)|[\u3002\uff01\uff1f]+[\u300d\u300f\u201d]*)\s*"
)
_WORDS = """
mr mrs ms dr prof st gen col lt sgt capt sen rep gov pres hon rev sr jr vs no vol pp art fig inc ltd co corp dept
est ca cf eg ie etc al bzw usw nr bd jan feb mar apr jun jul aug sep sept oct nov dec
"""
_SHORT = frozenset(_WORDS.split())
"""Abbreviations that mostly go on: titles, months, parts of books. A short list, of English mostly."""


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph: offsets in code points, half-open, with the blanks behind them."""
    ends = ((match.start(), match.end()) for match in _END.finditer(text))
    cuts = [0, *(end for at, end in ends if end < len(text) and not _goes_on(text, at, end))]
    long_ = [n for low, high in pairwise([*cuts, len(text)]) for n in range(low + MOST, high, MOST)]
    return list(pairwise(sorted({*cuts, *long_, len(text)})))


def _goes_on(text: str, at: int, following: int) -> bool:
    """Whether a full stop ends no sentence: an abbreviation, an initial, or a small letter behind it."""
    if text[at] != "." or text[at : at + 2] == "..":
        return text[following].islower()
    word = re.search(r"[^\s(\[\"'\u2018\u201c]*$", text[:at])
    assert word is not None
    last = word[0].casefold()
    initials = re.fullmatch(r"[^\W\d_](\.[^\W\d_])*", last) is not None
    return text[following].islower() or initials or last in _SHORT
