"""The marked skeleton of a text: what anchors count in and digest.

The skeleton drops everything but letters and digits, and with it the difference between 1.5 and 15,
-5 and 5, $5 and €5. The marked skeleton keeps those few signs, so that no digest is blind to them.
It is specified in ``docs/anchors.md``.
"""

import re
import unicodedata
from array import array
from functools import cache, cached_property
from itertools import accumulate, compress

from detente.text.number_signs import NumberSigns, number_signs
from detente.text.occurrences import occurrence_count
from detente.text.recent import recent
from detente.text.skeletons import character_skeleton, origins
from detente.text.unicode14 import unassigned
from detente.text.words import PREFIXES, cuts_word

PROFILE = "detente-text-2"
"""The name of the rules of ``docs/anchors.md``."""

FIRST_PROFILE = "detente-text-1"
"""That of those before: they saw a sign only directly before a number, behind a blank or a bracket.
Files that have it are attached by them."""

_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d-]")
_SIGNS = re.compile(r"[^\w\s]|(?=[^\x00-\x7f])\w")
"""What may be a mark: punctuation and symbols, and letters and digits beyond ASCII."""

_MARKED = re.compile(r"[$%]|[^\x00-\x7f]")
"""What may be a mark for itself, whatever is around it."""

_WORD = re.compile(r"[^\W_]+(?:(?:['\u2019\u00ad]|(?<=\d)[^\w\s](?=\d))[^\W_]+)*")
"""A word with its apostrophes and soft hyphens, a number with its separators."""

_PREFIXED = re.compile(rf"\b(?:{PREFIXES})[\u2010\u2011-](?=\w)", re.IGNORECASE)
"""Before a word, what turns it into another one."""

_MIXED = re.compile(r"(?<=\d)[^\S\n]?(?=[\xbc-\xbe\u2150-\u215f\u2189])")
"""Between a whole number and a fraction."""

_CONTRACTED = re.compile(r"['\u2019]t\b", re.IGNORECASE)

_SHORT = 50
"""Code points whose signs are counted one by one; for more the whole text is counted, once. A guess."""

_ENDS = 64
"""Characters at each end of a range by which it is known again. A guess."""


@cache
def _letter(character: str) -> str:
    """What a letter or digit leaves in the marked skeleton, whatever is around it."""
    plain = character_skeleton(character)
    decomposition = unicodedata.decomposition(character)
    if plain and "2044" in decomposition.split():  # a fraction: one half is not twelve
        whole = unicodedata.normalize("NFKD", character)
        return "".join("/" if c == "\u2044" else character_skeleton(c) for c in whole)
    if plain and decomposition.startswith(("<super>", "<sub>")):
        return "^" + plain
    return plain


def _mark(text: str, at: int, *, first: bool) -> str:
    """The mark that a sign leaves, empty if it leaves none; by the rules of the ``first`` profile it
    depends on the neighbours too.
    """
    plain = unicodedata.normalize("NFKC", text[at])
    category = unicodedata.category(text[at])
    if category == "Sc" or plain in ("%", "\u2030"):
        return plain
    if not first or category == "Cf" or category[0] == "M":
        return ""
    before, after = text[at - 1 : at] if at else " ", text[at + 1 : at + 2] or " "
    dash = _DASHES.match(text[at]) is not None
    between = before.isdecimal() and after.isdecimal()
    leading = (before.isspace() or before in "([{") and (
        after.isdecimal() or unicodedata.category(after) == "Sc"
    )
    if between or (leading and (dash or plain in ("+", "\u00b1"))):
        return "-" if dash else plain
    return ""


class Marked:
    """A text's marked skeleton, with the way back to code points.

    Offsets into the skeleton and into the text are half-open. Made by ``marked``, which keeps the
    latest ones.
    """

    def __init__(self, text: str, profile: str = PROFILE) -> None:
        """``text``: canonical; ``profile``: the name of the rules for the marks."""
        self.text = text
        parts = list(map(character_skeleton, text))
        first = profile == FIRST_PROFILE
        self._signs = NumberSigns({}, {}, set()) if first else number_signs(text)
        self._alone: list[int] = []
        """The offsets of the marks that are no signs of a number."""
        for match in (_SIGNS if first else _MARKED).finditer(text):
            at = match.start()
            character = text[at]
            known = not unassigned(character)
            if character.isalnum():
                parts[at] = _letter(character) if known else parts[at]
                continue
            parts[at] = (known and _mark(text, at, first=first)) or parts[at]
            if parts[at]:
                self._alone.append(at)
        for at, mark in self._signs.marks.items():
            parts[at] = mark
        self.skeleton = "".join(parts)
        """Letters and digits, folded, and the marks."""
        self.origins = origins(parts)
        """For each character of the skeleton the offset in the text that it comes from."""
        self._counts: dict[tuple[int, str, str], tuple[int, int]] = {}
        """By the length and the ends of some characters where they were met first, and how often they
        occur. Not by all of them: ranges inside each other have a square of them together."""
        self._before = array("L", accumulate(map(len, parts), initial=0))
        self.ascii = self.skeleton.encode() if self.skeleton.isascii() else b""
        """The skeleton in ASCII, which is cut faster than text; empty if it has other characters."""

    def __len__(self) -> int:
        """The number of characters of the skeleton."""
        return len(self.skeleton)

    def window(self, start: int, length: int) -> bytes:
        """A range of the skeleton in UTF-8."""
        if self.ascii:
            return self.ascii[start : start + length]
        return self.skeleton[start : start + length].encode()

    def skeleton_range(self, start: int, end: int) -> tuple[int, int]:
        """The start and the length in the skeleton of a range of code points."""
        first = self._before[start]
        return first, self._before[end] - first

    def edge_signs(self, start: int, end: int) -> tuple[int, int]:
        """How many signs a range of code points has before its first character that is in the
        skeleton, and how many after its last one; blanks do not count.
        """
        first, length = self.skeleton_range(start, end)
        if not length:
            return self._sign_count(start, end), 0
        lead = self._sign_count(start, self.origins[first])
        return lead, self._sign_count(self.origins[first + length - 1] + 1, end)

    def _sign_count(self, start: int, end: int) -> int:
        """How many characters of a range of code points are no blanks."""
        if end - start <= _SHORT:
            return sum(not character.isspace() for character in self.text[start:end])
        return self._visible_before[end] - self._visible_before[start]

    @cached_property
    def _visible_before(self) -> "array[int]":
        """How many characters that are no blanks are before each offset of the text."""
        visible = (not character.isspace() for character in self.text)
        return array("L", accumulate(visible, initial=0))

    def text_range(self, start: int, length: int, lead: int, trail: int) -> tuple[int, int] | None:
        """The code points of a range of the skeleton, with the signs around it.

        ``lead`` and ``trail``: how many signs to take before and after it. If the text has fewer,
        all of them are taken; equal ones in a row count once, since one … is as good as three full
        stops. ``None`` if an edge cuts a character in two.
        """
        end = start + length
        inside = start > 0 and self.origins[start - 1] == self.origins[start]
        if inside or (end < len(self) and self.origins[end - 1] == self.origins[end]):
            return None
        left, right = self.origins[start], self.origins[end - 1] + 1
        lowest = self.origins[start - 1] + 1 if start else 0
        highest = self.origins[end] if end < len(self) else len(self.text)
        left = self._past_signs(left, lowest, lead, -1)
        return left, self._past_signs(right, highest, trail, 1)

    def _past_signs(self, at: int, limit: int, count: int, step: int) -> int:
        """The offset after taking so many signs, and the blanks between them."""
        edge, last, text = at, "", self.text
        while at != limit:
            character = text[at - 1 if step < 0 else at]
            if not character.isspace():
                if character != last:
                    if not count:
                        break
                    count -= 1
                last = character if character in ".-\u2013\u2014'`,_*" else ""
                edge = at + step
            elif not count:
                break
            at += step
        return edge

    @cached_property
    def boundaries(self) -> tuple[bytearray, bytearray]:
        """Where words begin, and where they end: one byte, 1 or 0, for each offset into the
        skeleton, its end included. A number is one word with its marks; a letter of a script
        without blanks is one.
        """
        starts, ends = bytearray(len(self) + 1), bytearray(len(self) + 1)
        before, text = self._before, self.text
        # A currency sign, the signs of a number, a percent sign belong to the word.
        first = {at + 1: at for at in self._alone} | self._signs.firsts
        last = {at: at + 1 for at in (*self._alone, *self._signs.tails)}
        for match in _WORD.finditer(text):
            start, end = match.span()
            starts[before[first.get(start, start)]] = 1
            ends[before[last.get(end, end)]] = 1
            word = match.group()
            if not word.isalpha() or not word.isascii():
                self._add_inner(start, word, starts, ends)
        return starts, ends

    @cached_property
    def independent_starts(self) -> bytearray:
        """Where words begin that can be read alone: ``boundaries[0]`` without what follows
        ``non-`` or another of ``words.PREFIXES``, and what goes on with a number: these change what the
        word says.
        """
        starts = bytearray(self.boundaries[0])
        for match in _PREFIXED.finditer(self.text):
            starts[self._before[match.end()]] = 0
        for _start, end in self._inside_numbers:
            starts[self._before[end]] = 0
        return starts

    @cached_property
    def independent_ends(self) -> bytearray:
        """Where words end that can be read alone: ``boundaries[1]`` without numbers that go on."""
        ends = bytearray(self.boundaries[1])
        for start, _end in self._inside_numbers:
            ends[self._before[start]] = 0
        return ends

    @cached_property
    def _inside_numbers(self) -> list[tuple[int, int]]:
        """Where a number goes on in other characters, for the specification with another word: *2½*, *2 ½*,
        *十五*. Offsets of the text, behind the one word and before the other.
        """
        mixed = [match.span() for match in _MIXED.finditer(self.text)]
        words = (match.span() for match in _WORD.finditer(self.text))
        for start, end in words:
            word = self.text[start:end]
            if not word.isascii() and any(map(str.isnumeric, word)):
                both = (
                    at for at in range(start + 1, end) if self.text[at - 1 : at + 1].isnumeric()
                )
                mixed += [(at, at) for at in both if not cuts_word(self.text, at)]
        return mixed

    @cached_property
    def start_offsets(self) -> list[int]:
        """Those of ``independent_starts``, in order."""
        return _offsets(self.independent_starts)

    @cached_property
    def end_offsets(self) -> list[int]:
        """Those of ``independent_ends``, in order."""
        return _offsets(self.independent_ends)

    @cached_property
    def line_starts(self) -> list[int]:
        """Those of ``independent_starts`` that are the first of their line, as offsets."""
        starts, at, offsets = self.independent_starts, 0, []
        for line in self.text.split("\n"):
            first = self._before[at]
            if first < self._before[at + len(line)] and starts[first]:
                offsets.append(first)
            at += len(line) + 1
        return offsets

    def _add_inner(self, start: int, word: str, starts: bytearray, ends: bytearray) -> None:
        """Add the boundaries inside a run of letters: before *'s*, and between letters of scripts
        without blanks.
        """
        before = self._before
        for at in range(1, len(word)):
            if word[at] in "'\u2019" and not _CONTRACTED.match(word, at):
                ends[before[start + at]] = 1
            elif word[at - 1].isalnum() and word[at].isalnum() and not cuts_word(word, at):
                starts[before[start + at]] = ends[before[start + at]] = 1

    def words(self, start: int, end: int) -> list[str]:
        """The words of a range of the skeleton, folded."""
        starts, words = self.boundaries[0], []
        at = start
        for following in range(start + 1, end + 1):
            if following == end or starts[following]:
                words.append(self.skeleton[at:following])
                at = following
        return words

    def word_count(self, start: int, end: int) -> int:
        """How many words a range of code points has, as the specification counts them: one, and
        one more for each that begins behind the first character.
        """
        first, length = self.skeleton_range(start, end)
        if not length:
            return 0
        return 1 + self._words_before[first + length] - self._words_before[first + 1]

    @cached_property
    def _words_before(self) -> "array[int]":
        """How many words begin before each offset into the skeleton."""
        return array("L", accumulate(self.boundaries[0], initial=0))

    def occurrence_count(self, start: int, length: int) -> int:
        """How often the characters of a range of the skeleton occur in it; overlapping ones count."""
        wanted = self.skeleton[start : start + length]
        key = length, wanted[:_ENDS], wanted[-_ENDS:]
        first, known = self._counts.get(key, (0, 0))
        if not known or not self.skeleton.startswith(wanted, first):
            first, known = self._counts[key] = start, occurrence_count(wanted, self.skeleton)
        return known


def _offsets(flags: bytearray) -> list[int]:
    """The offsets of what is marked."""
    return list(compress(range(len(flags)), flags))


# 16: a guess, the texts in use at one time.
@recent(16)
def marked(text: str, profile: str = PROFILE) -> Marked:
    """The marked skeleton of a canonical text; ``profile``: the name of the rules for the marks."""
    return Marked(text, profile)
