"""The marks at the two ends of a quote, which seldom are those of the text."""

import re
import unicodedata

from detente.text.grounding.characters import (
    DASHES,
    is_dash,
    is_invisible,
    is_minus,
    is_quotation_mark,
)

_RUN = re.compile(f"[{DASHES}]{{2,}}")
_SOFT = frozenset(".,;:")
"""What a quoter may put at the end of a clause in place of what stands there."""

_LOOSE = frozenset("\u2026*_\u2022\u00b7")
_ASKS = frozenset("?!\u037e\u061f\uff1f\uff01\u203d")


def lead(marks: str, text: str, at: int) -> tuple[int, str]:
    """Where a match begins if the marks at a quote's beginning are counted in.

    ``marks``: what the quote has before its first letter; ``at``: where that stands in the text.
    Gives the beginning and what is wrong, if anything.
    """
    start, _, wrong = _edge(marks[::-1], text, at, -1)
    return start, wrong and f'begins with "{wrong}", which does not stand there'


def trail(marks: str, text: str, at: int, limit: int) -> tuple[int, str]:
    """Where a match ends if the marks at a quote's end are counted in.

    ``marks``: what the quote has after its last letter; ``at``: where that ends in the text;
    ``limit``: where the paragraph does. Gives the end and what is wrong, if anything: quotation
    marks, brackets and dashes may be missing, and one mark between clauses may stand for another.
    But a full stop may not stand where the sentence goes on, nor for a question mark.
    """
    end, soft, wrong = _edge(marks, text, at, 1)
    if wrong:
        return end, f'ends in "{wrong}", which does not stand there'
    for character in text[end : min(limit, end + 200)] if soft else "":
        if character.isalnum() or character in _ASKS:
            goes_on = " ".join(text[end : min(limit, end + 24)].split())
            return end, f'ends in "{soft}", and there goes on "{goes_on}"'
        if not (character.isspace() or is_invisible(character) or _wraps(character)):
            break
    return end, ""


def _edge(marks: str, text: str, at: int, step: int) -> tuple[int, str, str]:
    """How far the text has the same marks, going outwards; a mark between clauses that is not
    there; a mark that would have to be there.
    """
    soft, same, spaced = "", False, False
    number = step < 0 and text[at].isdigit()
    for mark in _RUN.sub("\u2014", marks.replace("...", "\u2026")):
        if is_invisible(mark):
            continue
        if mark.isspace():
            spaced, number = True, False
            continue
        tight = is_quotation_mark(mark) or is_dash(mark)
        here = _next(text, at, step, blanks=spaced or not tight)
        size = _alike(mark, text, here, step, number=number)
        if size:
            at = here + size if step > 0 else here - size + 1
            same = same or mark in _SOFT
        elif number and (mark in ".," or is_minus(mark)):
            return at, "", mark
        elif mark in _SOFT:
            soft = soft or mark
        elif not (_wraps(mark) or mark in _LOOSE or is_dash(mark)):
            return at, "", mark
        number = number and unicodedata.category(mark) == "Sc"
        spaced = False
    return at, "" if same else soft, ""


def _next(text: str, at: int, step: int, *, blanks: bool) -> int:
    """The next character that can be seen, on the same line."""
    at = at if step > 0 else at - 1
    while 0 <= at < len(text) and (
        is_invisible(text[at]) or (blanks and text[at].isspace() and text[at] != "\n")
    ):
        at += step
    return at


def _alike(mark: str, text: str, at: int, step: int, *, number: bool) -> int:
    """How many characters of the text, going outwards, are the same mark; before a number a minus
    sign is no dash.
    """
    other = text[at] if 0 <= at < len(text) else ""
    if not other:
        return 0
    if mark == "\u2026":
        dots = text[at : at + 3] if step > 0 else text[max(0, at - 2) : at + 1]
        return 1 if other == mark else 3 * (dots == "...")
    if is_quotation_mark(mark):
        return int(is_quotation_mark(other))
    if is_dash(mark):
        size = 0
        while 0 <= at + size * step < len(text) and is_dash(text[at + size * step]):
            size += 1
        minus = size == 1 and is_minus(other)
        return 0 if number and is_minus(mark) is not minus else size
    one, two = (unicodedata.normalize("NFKC", character) for character in (mark, other))
    return int(one[:1] == two[:1] and other != "\u2026")


def _wraps(character: str) -> bool:
    return is_quotation_mark(character) or unicodedata.category(character) in ("Ps", "Pe")
