"""The words that an ellipsis may not leave out.

The lists of words are English, with the negations of some other languages. In a text of any other
language no word may be left out (``languages``).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from detente.text.grounding.characters import APOSTROPHES, CURRENCY, END, NARROW, STRAIGHT
from detente.text.grounding.languages import NEGATIONS, Readable

_LISTED = """
aint arent barely cannot cant couldnt didnt doesnt dont except excluding few former formerly hadnt hardly
hasnt havent instead isnt lack lacked lacking lacks little mustnt n neednt neither never no nobody non none nor
not nothing nowhere rarely rather reluctance reluctant reluctantly scarcely seldom shant shouldnt than unable
unlikely untrue unwilling unwillingly unwillingness wasnt werent without wont wouldnt wrong wrongly

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

_LIMITING = """
according almost approximately believed chiefly circa essentially estimate estimated estimates expected
extremely fairly frequently generally half highly largely least less mainly many merely most mostly much
nearly nominally normally occasionally often only ostensibly partially partly practically presumed
primarily quite relatively roughly rumored rumoured several solely some sometimes somewhat supposedly
typically usually very virtually
"""
"""What makes a statement weaker, narrower or stronger: degree, share, frequency, estimates."""

_PROTECTED = frozenset(_LISTED.split())
_PROTECTED_IN_QUOTES = _PROTECTED | frozenset(_LIMITING.split())
_LIMITING_PHRASES = re.compile(
    r"\b(?:anything but|far from|rul(?:e|es|ed|ing) out|short of|so-called|self-(?:declared|described|proclaimed|styled)|up to|(?:kind|sort) of|"
    rf"(?:about|around|over|under)(?= (?:[{CURRENCY}]?\d|(?:a|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety) )))\b",
    re.IGNORECASE,
)

_STEMS = re.compile(
    "(?:abandon(?:s|ed|ing|ment)?|abst(?:ain(?:s|ed|ing)?|entions?)|alleg(?:ed|es?|ing|edly|ations?)|"
    "appear(?:s|ed|ing)?|avoid(?:s|ed|ing)?|ban(?:s|ned|ning)?|block(?:s|ed|ing)?|"
    "cancel(?:s|led|ed|ling)?|ceas(?:es?|ed|ing)|claim(?:s|ed|ing)?|contradict(?:s|ed|ing)?|"
    "declin(?:es?|ed|ing)|den(?:y|ies|ied|ying|ials?)|"
    "disput(?:es?|ed|ing)|doubt(?:s|ed|ing)?|fail(?:s|ed|ing|ures?)?|"
    "false(?:ly)?|forb(?:ids?|ade|idden|idding)|halt(?:s|ed|ing)?|impossib(?:le|ly)|improbabl[ey]|"
    "oppos(?:es?|ed|ing)|prevent(?:s|ed|ing)?|prohibit(?:s|ed|ing|ions?)?|purport(?:s|ed|ing|edly)?|"
    "refrain(?:s|ed|ing)?|refus(?:es?|ed|ing|als?)|refut(?:es?|ed|ing)|reject(?:s|ed|ing|ions?)?|seem(?:s|ed|ing)?|"
    "stop(?:s|ped|ping)?|suppos(?:es?|ed|edly|ing))"
)
_WORDS = re.compile(f"[^\\W_]+(?:[{APOSTROPHES}][^\\W_]+)*")
_UNSPACED_NEGATION = re.compile(
    "[\u4e0d\u6ca1\u6c92\u672a\u65e0\u7121\u975e\u5426\u522b\u83ab\uc54a\ubabb\uc5c6]|"
    "\u306a(?:\u3044|\u304f|\u304b\u3063)|\u307e\u305b\u3093|\u0e44\u0e21\u0e48"
)
"""Negation in scripts where it is not a word between blanks: Chinese, Korean, Japanese, Thai."""

_UNSPACED_IN_QUOTES = re.compile(
    "[\u52ff\u62d2\u6bcb\u752d]|"
    "\uc548|\uc544[\ub2c8\ub2cc\ub2d0\ub2d8\ub2d9]|\ub9d0[\uace0\ub77c\uc544\uc790]|\ub9c8[\ub77c\uc138\uc2dc\uc2ed]|"
    "\ubaa8[\ub974\ub978\ub97c]|\ubab0[\ub77c\ub790]|"
    "[\u305a\u306c]|\u306a[\u3051\u3055\u3057]|\u306d\u3070|\u307e\u3044|"
    "\u0e21\u0e34|\u0e44\u0e23\u0e49|"
    "\u0e2b\u0e49\u0e32\u0e21|\u0e2d\u0e22\u0e48\u0e32|\u0e1b\u0e23\u0e32\u0e28\u0e08\u0e32\u0e01"
)
"""More of it. Some of these are also parts of other words; to refuse too much does no harm."""

_MONTH = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:in|of|since|by|until|last|next|early|mid|late))[\s-]\Z"
)


_LONGEST = 20
"""Code points: no protected word is longer, so that longer ones are not folded and compared. The
longest in the lists, *hypothetically*, has 14."""


class Protected(NamedTuple):
    """A word that an ellipsis may not leave out: code points, half-open."""

    start: int
    end: int
    known: bool = True
    """Whether it is one that is listed, and not only of a language of which none is."""


# 16: a guess, the texts in use at one time.
@lru_cache(maxsize=16)
def protected_words(
    text: str, language: str | None = None, *, locating: bool = False
) -> tuple[Protected, ...]:
    """The words of a text that an ellipsis may not leave out, in order.

    Negation, modality, conditions, hedges, hearsay, and what denies or prevents; all words of languages
    of which this is not known. Numbers and names may be left out; that is what an ellipsis is for.
    ``language``: that of the text (BCP 47); without it English is known by its common words, in each
    paragraph, and some other languages by their script. ``locating``: for a passage that only says where
    to look, and so may leave out more: only negation, modality, conditions and hearsay count.
    """
    readable = None if locating else Readable(text, language)
    listed, patterns = _PROTECTED, [_UNSPACED_NEGATION]
    if readable is not None:
        listed = _PROTECTED_IN_QUOTES.union(NEGATIONS.get(readable.language or "", "").split())
        patterns += [_UNSPACED_IN_QUOTES, _LIMITING_PHRASES]
    words = [Protected(*m.span()) for pattern in patterns for m in pattern.finditer(text)]
    for match in _WORDS.finditer(text):
        start, end = match.span()
        if _is_protected(text, start, end, listed):
            words.append(Protected(start, end))
        elif readable is not None and not readable.word(start, end):
            words.append(Protected(start, end, known=False))
    return tuple(sorted(words))


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


def _is_protected(text: str, start: int, end: int, listed: frozenset[str]) -> bool:
    if end - start > _LONGEST:
        return False
    word = text[start:end].casefold()
    stem, _, rest = word.translate(STRAIGHT).partition("'")
    if word == "may" and text[start] == "M":
        month = _MONTH.search(text[max(0, start - 8) : start]) or text[end + 1 : end + 2].isdigit()
        return not month
    return stem in listed or rest in ("t", "ll", "d") or _STEMS.fullmatch(stem) is not None
