"""The words that an ellipsis may not leave out.

The lists of words are English, with the commonest negations of some other languages.
"""

import re
from functools import lru_cache

from detente.text.grounding.characters import APOSTROPHES, END, NARROW, STRAIGHT

_LISTED = """
aint barely cannot cant except excluding few former formerly hardly instead lack lacked lacking
lacks little n neither never no nobody non none nor not nothing nowhere rarely rather scarcely seldom
than unable unlikely untrue without

can could dare may might must need ought shall should will would

assuming if lest otherwise provided providing supposing unless until whether

apparent apparently arguably conceivably doubtful hypothetical hypothetically likely maybe perhaps
possible possibly potentially presumably probable probably reported reportedly seemingly

aucun aucune jamais ne ni pas sans kein keine keinem keinen keiner nicht nichts nie niemals ohne
jamás nada nadie ningún ninguna nunca sin não sem nessuno niente senza
geen niet nooit zonder inte ikke aldrig без не нет ни никогда
"""
"""Negation, explicit and implied; modality; conditions; hedges and hearsay; negation in other
languages."""

_PROTECTED = frozenset(_LISTED.split())

_STEMS = re.compile(
    "(?:alleg(?:ed|es?|ing|edly|ations?)|appear(?:s|ed|ing)?|avoid(?:s|ed|ing)?|"
    "cancel(?:s|led|ed|ling)?|ceas(?:es?|ed|ing)|claim(?:s|ed|ing)?|den(?:y|ies|ied|ying|ials?)|"
    "disput(?:es?|ed|ing)|doubt(?:s|ed|ing)?|fail(?:s|ed|ing|ures?)?|"
    "false(?:ly)?|halt(?:s|ed|ing)?|impossib(?:le|ly)|improbabl[ey]|"
    "oppos(?:es?|ed|ing)|prevent(?:s|ed|ing)?|purport(?:s|ed|ing|edly)?|"
    "refus(?:es?|ed|ing|als?)|reject(?:s|ed|ing|ions?)?|seem(?:s|ed|ing)?|"
    "stop(?:s|ped|ping)?|suppos(?:es?|ed|edly|ing))"
)
_WORDS = re.compile(f"[^\\W_]+(?:[{APOSTROPHES}][^\\W_]+)*")
_UNSPACED_NEGATION = re.compile(
    "[\u4e0d\u6ca1\u6c92\u672a\u65e0\u7121\u975e\u5426\u522b\u83ab\uc54a\ubabb\uc5c6]|"
    "\u306a(?:\u3044|\u304f|\u304b\u3063)|\u307e\u305b\u3093|\u0e44\u0e21\u0e48"
)
"""Negation in scripts where it is not a word between blanks: Chinese, Korean, Japanese, Thai."""

_MONTH = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:in|of|since|by|until|last|next|early|mid|late))[\s-]\Z"
)


_LONGEST = 20
"""Code points: no protected word is longer, so that longer ones are not folded and compared. The
longest in the lists, *hypothetically*, has 14."""


# 16: a guess, the texts in use at one time.
@lru_cache(maxsize=16)
def protected_words(text: str) -> tuple[tuple[int, int], ...]:
    """The words of a text that an ellipsis may not leave out: code points, half-open, in order.

    Negation, modality, conditions, hedges, hearsay, and what denies or prevents. Numbers and names
    may be left out; that is what an ellipsis is for.
    """
    spans = [m.span() for m in _WORDS.finditer(text) if _is_protected(text, *m.span())]
    spans += (m.span() for m in _UNSPACED_NEGATION.finditer(text))
    return tuple(sorted(spans))


_SCALE = re.compile(
    f"[ {NARROW}](?:hundred|thousand|million|milliard|billion|trillion|bn|percent|per cent){END}",
    re.IGNORECASE,
)


def number_scale(text: str, at: int) -> str:
    """The *billion*, *percent* or the like that follows a number which ends at an offset, with the
    space before it; empty if there is none. An ellipsis may not leave it out either.
    """
    match = _SCALE.match(text, at) if text[at - 1].isdigit() else None
    return match.group() if match else ""


def _is_protected(text: str, start: int, end: int) -> bool:
    if end - start > _LONGEST:
        return False
    word = text[start:end].casefold()
    stem, _, rest = word.translate(STRAIGHT).partition("'")
    if word == "may" and text[start] == "M":
        month = _MONTH.search(text[max(0, start - 8) : start]) or text[end + 1 : end + 2].isdigit()
        return not month
    return stem in _PROTECTED or rest in ("t", "ll", "d") or _STEMS.fullmatch(stem) is not None
