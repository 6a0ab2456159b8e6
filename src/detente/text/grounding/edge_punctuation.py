"""The punctuation at both ends of a quote, which is often not that of the text."""

import re
import unicodedata

from detente.text.grounding.characters import (
    DASHES,
    is_dash,
    is_invisible,
    is_minus,
    is_quotation_mark,
)

_DASH_RUN = re.compile(f"[{DASHES}]{{2,}}")
_CLAUSE_MARKS = frozenset(".,;:")
"""Marks of the end of a clause, of which who quotes may write one for another."""

_OPTIONAL = frozenset("\u2026*_\u2022\u00b7")
"""Ellipses, emphasis of Markdown, bullets: the text need not have them."""

_QUESTION_MARKS = frozenset("?!\u037e\u061f\uff1f\uff01\u203d")


_SEARCHED = 200
"""Code points: how far after a quote that ends in a mark of the clause the text is looked at, to see
whether its sentence goes on there. It bounds the effort where only blanks and brackets follow. A guess."""

_QUOTED = 24
"""Code points of the text that a message quotes."""


def match_start(marks: str, text: str, at: int) -> tuple[int, str]:
    """Where a match begins if the marks at the quote's beginning are part of it.

    ``marks``: what the quote has before its first letter; ``at``: the offset of that letter in the
    text. Returns the offset and what is wrong, in words; empty if nothing is.
    """
    start, _, wrong = _match_marks(marks[::-1], text, at, -1)
    return start, wrong and f'begins with "{wrong}", which the text does not have there'


def match_end(marks: str, text: str, at: int, limit: int) -> tuple[int, str]:
    """Where a match ends if the marks at the quote's end are part of it.

    ``marks``: what the quote has after its last letter; ``at``: the offset behind that letter in
    the text; ``limit``: the end of the paragraph. Returns the offset and what is wrong, in words;
    empty if nothing is. Quotation marks, brackets and dashes may be missing, and one mark between
    clauses may be another one. But a full stop does not match where the sentence goes on, nor
    a question mark.
    """
    end, other, wrong = _match_marks(marks, text, at, 1)
    if wrong:
        return end, f'ends in "{wrong}", which the text does not have there'
    for character in text[end : min(limit, end + _SEARCHED)] if other else "":
        if character.isalnum() or character in _QUESTION_MARKS:
            rest = " ".join(text[end : min(limit, end + _QUOTED)].split())
            return end, f'ends in "{other}", where the text goes on "{rest}"'
        if not (character.isspace() or is_invisible(character) or _is_wrapping(character)):
            break
    return end, ""


def _match_marks(marks: str, text: str, at: int, step: int) -> tuple[int, str, str]:
    """The offset up to which the text has the same marks, going outwards; a mark of the clause
    that it does not have, and may lack; a mark that it lacks and has to have.
    """
    other, same, spaced = "", False, False
    number = step < 0 and text[at].isdigit()
    for mark in _DASH_RUN.sub("\u2014", marks.replace("...", "\u2026")):
        if is_invisible(mark):
            continue
        if mark.isspace():
            spaced, number = True, False
            continue
        tight = is_quotation_mark(mark) or is_dash(mark)
        here = _next_visible(text, at, step, blanks=spaced or not tight)
        size = _same_mark(mark, text, here, step, number=number)
        if size:
            at = here + size if step > 0 else here - size + 1
            same = same or mark in _CLAUSE_MARKS
        elif number and (mark in ".," or is_minus(mark)):
            return at, "", mark
        elif mark in _CLAUSE_MARKS:
            other = other or mark
        elif not (_is_wrapping(mark) or mark in _OPTIONAL or is_dash(mark)):
            return at, "", mark
        number = number and unicodedata.category(mark) == "Sc"
        spaced = False
    return at, "" if same else other, ""


def _next_visible(text: str, at: int, step: int, *, blanks: bool) -> int:
    """The offset of the next character that can be seen, on the same line."""
    at = at if step > 0 else at - 1
    while 0 <= at < len(text) and (
        is_invisible(text[at]) or (blanks and text[at].isspace() and text[at] != "\n")
    ):
        at += step
    return at


def _same_mark(mark: str, text: str, at: int, step: int, *, number: bool) -> int:
    """How many characters of the text, going outwards, are the same mark as one of the quote, 0 if
    it is another. Before a number a minus sign and a dash are different marks.
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


def _is_wrapping(character: str) -> bool:
    """Whether a character is a quotation mark or a bracket."""
    return is_quotation_mark(character) or unicodedata.category(character) in ("Ps", "Pe")
