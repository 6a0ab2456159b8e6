"""The signs of numbers: what makes -5, <5, .5 and (5) other numbers than 5.

They are marks of the profile ``detente-text-2``, and specified in ``docs/anchors.md``. Each character
of a text has a class, and the signs of a number are looked for among the classes before it: back to
the last letter or digit, and over one line feed at most.
"""

import re
import unicodedata
from typing import NamedTuple

from detente.text.skeletons import character_skeleton
from detente.text.unicode14 import unassigned

_WAVES = "\u301c\u3030\u30a0"
"""Dashes by category that are none: they say *about*, or join names."""

_SIGNS = {"\u02dc": "~", "\u2795": "+"}
"""Signs that are no mathematical symbols by category, and their forms."""

_MINUS = "\u02d7\u2052\u2212\u2796"
"""Dashes that are no dashes by category."""

_POINTS = ".,\u00b7\u066b"
"""What separates the whole part of a number from the rest."""


def _plain(character: str) -> str:
    return unicodedata.normalize("NFKC", character)


def is_dash(character: str) -> bool:
    """Whether a character is a dash or a minus sign."""
    plain = _plain(character)
    return plain not in _WAVES and (plain in _MINUS or unicodedata.category(plain[:1]) == "Pd")


def sign_form(character: str) -> str:
    """What a sign leaves in the marked skeleton, if it leaves something."""
    return "-" if is_dash(character) else _SIGNS.get(character) or _plain(character)


def _class_of(character: str) -> str:
    """One character for the class: see ``_Classes``."""
    category, plain = unicodedata.category(character), _plain(character)
    if unassigned(character) or category[0] == "L":
        return "a"
    if category[0] == "N":
        return "d" if category == "Nd" else "n"
    if character.isspace():
        return "\n" if character == "\n" else " "
    if category == "Sc":
        return "$"
    if plain in ("%", "\u2030"):
        return "%"
    if character_skeleton(character):
        return "a"
    if category == "Cf" or category[0] == "M":
        return "i"
    if is_dash(character):
        return "-"
    if character in _SIGNS or plain in _WAVES or (category == "Sm" and plain != "|"):
        return "~"
    if plain in _POINTS:
        return "."
    return plain if plain in ("(", ")", "_") else ","


class _Classes(dict[int, str]):
    """Letter ``a``, digit ``d``, other number ``n``, blank, line feed, currency ``$``, ``%``,
    invisible ``i``, dash ``-``, other sign of a number ``~``, decimal point ``.``, ``(``, ``)``, ``_``;
    the rest ``,``. Characters that are symbols but leave letters in the skeleton are letters.
    """

    def __missing__(self, code: int) -> str:
        self[code] = found = _class_of(chr(code))
        return found


_CLASSES = _Classes()

_NUMBER = re.compile("(?<![dn])[dn]")
_BEHIND = re.compile("[dn]i*~")
_ENCLOSED = re.compile(r"[dn](?:[i.]?[dn])*[ i%$]*\)")
_GROUP = re.compile(r"d(?:i*d){2}(?!i*[dn])")

_MOST_LETTERS = 3
"""Letters before a currency sign, as in US$5: the most."""


class NumberSigns(NamedTuple):
    """The signs of the numbers of a text."""

    marks: dict[int, str]
    """What each of them leaves in the marked skeleton, by its offset."""
    firsts: dict[int, int]
    """The offset of the first sign before a word, by the offset of its first letter or digit: the word
    begins there."""
    tails: set[int]
    """The offsets of those behind numbers, which belong to the word before them."""


def number_signs(text: str) -> NumberSigns:
    """The signs of the numbers of a canonical text."""
    return _Finder(text).found


class _Finder:
    """The search for the signs of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._classes = text.translate(_CLASSES)
        self.found = NumberSigns({}, {}, {m.end() - 1 for m in _BEHIND.finditer(self._classes)})
        for at in self.found.tails:
            self.found.marks[at] = sign_form(text[at])
        for match in _NUMBER.finditer(self._classes):
            self._look_before(match.start())

    def _look_before(self, number: int) -> None:
        """Find the signs of the number whose first digit is at this offset."""
        classes = self._classes
        if classes[max(0, number - 2) : number] == "a ":
            return  # most numbers: a word, one blank
        start = self._gap_start(number)
        self._mark(start, number, number)
        if start and classes[start - 1] == classes[number] == "d":
            self._keep_apart(start, number)
        if classes[start : start + 1] == "$":
            letters = start
            while letters and classes[letters - 1] == "a" and start - letters <= _MOST_LETTERS:
                letters -= 1
            if 0 < start - letters <= _MOST_LETTERS:
                self._mark(self._gap_start(letters), letters, number)

    def _gap_start(self, end: int) -> int:
        """The offset behind the last letter or digit before an offset."""
        while end and self._classes[end - 1] not in "adn":
            end -= 1
        return end

    def _mark(self, start: int, end: int, number: int) -> None:
        """Mark the signs of a number in a gap before it, or before its currency."""
        classes, text, marks = self._classes, self._text, self.found.marks
        last = classes.rfind("\n", start, end)
        if last >= 0:  # over one line feed, not two
            start = max(start, classes.rfind("\n", start, last) + 1)
        opening = classes.rfind("(", start, end)
        point = end - 1
        while point > start and classes[point] == "i":
            point -= 1
        first, dashed = end, False
        for at in range(start, end):
            kind = classes[at]
            if (
                (kind == "-" and not dashed)
                or (kind == "~" and at not in self.found.tails)
                or (kind == "." and at == point and self._is_point(at, end))
                or (at == opening and _ENCLOSED.match(classes, number))
            ):
                marks[at] = sign_form(text[at])
                dashed = dashed or kind == "-"
            elif kind != "$":
                continue
            first = min(first, at)
        if first < end:
            self.found.firsts[end] = first

    def _is_point(self, at: int, end: int) -> bool:
        """Whether a point begins a number: it ends no word, number or row of points."""
        before = at
        while before and self._classes[before - 1] == "i":
            before -= 1
        return self._classes[end] == "d" and self._classes[
            max(0, before - 1) : before
        ] not in tuple("adn.")

    def _keep_apart(self, start: int, number: int) -> None:
        """Mark what is between two digits, unless they are of one number."""
        classes, marks = self._classes, self.found.marks
        seen = [at for at in range(start, number) if classes[at] != "i"]
        kinds = "".join(classes[at] for at in seen)
        if not seen or (kinds == " " and self._is_group(start, number)):
            return
        if len(seen) == 1 and kinds not in " \n_":
            marks[seen[0]] = sign_form(self._text[seen[0]])
        elif not marks.keys() & seen and not {"$", "%"} & {*kinds}:
            marks[next((at for at in seen if classes[at] in " \n"), seen[0])] = " "

    def _is_group(self, start: int, number: int) -> bool:
        """Whether a blank separates three digits from those before them, as in 10 000."""
        return self._classes[max(0, start - 4) : start] != "dddd" and bool(
            _GROUP.match(self._classes, number)
        )
