"""Whether two passages with the same skeleton say the same, or differ in more than layout.

They have the same letters and digits in a row. They may still differ in whitespace, which is
layout, or as *can't* and *cant*, 1.5 and 15, *US* and *us* do, which is not.
``first_difference`` tells the two kinds apart. The lists of words are English.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from detente.display import listing
from detente.text.grounding.characters import (
    APOSTROPHES,
    BEGIN,
    CURRENCY,
    DASH,
    DASH_RUN,
    DASHES,
    HYPHENS,
    MINUS,
    TATWEEL,
    folded,
    greek_in_capitals,
    is_accent,
    is_dash,
    is_invisible,
    is_minus,
    is_quotation_mark,
    is_unspaced,
    letters_of,
    past_accents,
    same_letters,
    without_optional_marks,
)
from detente.text.grounding.word_boundaries import REACH, with_whole_words
from detente.text.words import PREFIXES

# --- the characters between two letters ---------------------------------------------------------

_SOFT_BREAK = re.compile("\u00ad[^\\S\n]*\n[^\\S\n]*")
_BROKEN = re.compile(f"[{HYPHENS}][^\\S\n]*\n[^\\S\n]*")
_SIGN = re.compile(f"(?<![{DASHES}])[{MINUS}](?=[{CURRENCY}]?\\Z)")
_PREFIX_BEFORE = re.compile(f"{BEGIN}(?<![{HYPHENS}])(?:{PREFIXES})\\Z", re.IGNORECASE)


@cache
def _kind(character: str) -> str:
    """One character for all of its kind: 1, A, a, or a Chinese one for scripts without spaces."""
    if character.isdigit():
        return "1"
    if character.isupper():
        return "A"
    return "\u4e2d" if is_unspaced(character) else "a"


# 4096: small keys, as many as there are kinds of gaps between letters in some texts; a guess.
@lru_cache(maxsize=4096)
def _forms(between: str, left: str, right: str) -> frozenset[str]:
    """The normal forms of the characters between two letters or digits; ``left`` and ``right`` are
    the kinds of those.

    Two passages agree if they have a form in common. Whitespace is one blank, quotation marks
    are dropped, dashes are alike if they have blanks on the same sides. A hyphen at the end of a
    line may belong to the word or not, and has two forms.
    """
    text = "".join(c for c in _SOFT_BREAK.sub("", between) if not (is_invisible(c) or is_accent(c)))
    if _BROKEN.fullmatch(text):
        two = "1" in (left, right) or (right == "A" and left != "A")  # Moscow-\nPyongyang
        return frozenset("-") if two else frozenset(("", "-"))
    if len(text) == 1 and text in APOSTROPHES:
        return frozenset("'")
    bare = "".join(c for c in text if not is_quotation_mark(c))
    if not bare:
        return frozenset(('"' if text else "",))
    bare = unicodedata.normalize("NFKD", bare)
    core = bare.strip()
    if not core:
        return frozenset(("" if "\u4e2d" in (left, right) else " ",))
    ahead, behind = bare[0].isspace(), bare[-1].isspace()
    if len(core) == 1 and is_dash(core):
        return _dash(core, left, right, ahead=ahead, behind=behind)
    minus = _SIGN.search(bare) if right == "1" else None
    if minus and minus.start():
        core = bare[: minus.start()].strip() + "\0" + bare[minus.start() + 1 :]
    core = DASH_RUN.sub("\u2014", core)
    gap = " " if left == right == "1" else ""
    return frozenset((gap * ahead + gap.join(core.split()) + gap * behind,))


def _dash(core: str, left: str, right: str, *, ahead: bool, behind: bool) -> frozenset[str]:
    if ahead:
        minus = right == "1" and is_minus(core) and not behind
        return frozenset("\u2212" if minus else "\u2014")
    hyphen = core in "-\u2010\u2011"
    if behind:  # pro- and anti-
        return frozenset(("- ", "\u2014") if hyphen else ("\u2014",))
    if hyphen or left == right == "1":
        return frozenset("-")
    return frozenset(("-", "\u2014"))


# --- two passages with the same skeleton --------------------------------------------------------


class Passage:
    """A part of a text, given by the characters that its skeleton comes from."""

    def __init__(self, text: str, origins: Sequence[int]) -> None:
        """``origins``: for each character of the skeleton the offset that it comes from."""
        self.text = text
        self.origins = origins

    @cached_property
    def letters(self) -> str:
        """The letters and digits, with case and accents."""
        return self.letters_in(0, len(self.origins))

    @cached_property
    def span(self) -> tuple[int, int]:
        """Code points from the first letter to behind the last one and its accents."""
        return self.origins[0], past_accents(self.text, self.origins[-1] + 1)

    def letters_in(self, first: int, last: int) -> str:
        """The letters and digits of a range of the skeleton, half-open."""
        end = past_accents(self.text, self.origins[last - 1] + 1)
        return letters_of(self.text[self.origins[first] : end])

    def whole_words(self, first: int, last: int) -> str:
        """The text of a range of the skeleton, with the rest of its first and last word."""
        return with_whole_words(self.text, self.origins[first], self.origins[last - 1] + 1)


class Difference(NamedTuple):
    """Words in which two passages with the same skeleton differ in meaning."""

    in_quote: str
    in_text: str


def first_difference(quote: Passage, match: Passage, *, lenient: bool) -> Difference | None:
    """The first words in which two passages with the same skeleton differ in more than layout.

    ``lenient``: whether optional marks, accents that Greek capitals lack and capitals at the beginning of a
    line are layout too.
    """
    same = same_letters if lenient else str.__eq__
    mine, theirs = quote.origins, match.origins
    words = [0]
    for n in range(1, len(mine)):
        between = quote.text[mine[n - 1] + 1 : mine[n]]
        other = match.text[theirs[n - 1] + 1 : theirs[n]]
        if between or other:
            left, right = _kind(quote.text[mine[n - 1]]), _kind(quote.text[mine[n]])
            common = _forms(between, left, right) & _forms(other, left, right)
            before = quote.text[max(0, mine[n - 1] - REACH) : mine[n - 1] + 1]
            stretched = not lenient and between.count(TATWEEL) != other.count(TATWEEL)
            prefixed = "-" in common and _changes_prefix(before, between, other)
            if not common or stretched or prefixed:
                return _difference(quote, match, n - 1, n + 1)
            if "" not in common:
                words.append(n)
    if quote.letters == match.letters:
        return None
    ranges = list(pairwise([*words, len(mine)]))
    for first, last in ranges:
        alike = same(*(folded(passage.letters_in(first, last)) for passage in (quote, match)))
        if not alike and not (lenient and _lacks_greek_accents(quote, match, first, last)):
            return _difference(quote, match, first, last)
    return _case_difference(quote, match, ranges, lenient=lenient)


def _lacks_greek_accents(quote: Passage, match: Passage, first: int, last: int) -> bool:
    """Whether a word, a range of the skeleton, is the same in Greek, where one side is all in capitals."""
    mine, theirs = (passage.letters_in(first, last) for passage in (quote, match))
    if _style(quote.text) == "upper" and greek_in_capitals(mine, theirs):
        return True
    in_capitals = _line_style(match) == "upper" or _opens_line_in_capitals(match, last)
    return in_capitals and greek_in_capitals(theirs, mine)


def _difference(quote: Passage, match: Passage, first: int, last: int) -> Difference:
    return Difference(quote.whole_words(first, last), match.whole_words(first, last))


def _changes_prefix(before: str, between: str, other: str) -> bool:
    """Whether a hyphen after *no-* or *non-* became a dash, or a dash such a hyphen."""
    dashes = {"".join(DASH.findall(gap)) for gap in (between, other)}
    narrow = dashes & {"-", "\u2010", "\u2011", "\u2013"}
    return (
        bool(narrow)
        and narrow != dashes
        and "" not in dashes
        and bool(_PREFIX_BEFORE.search(before))
    )


def layout_differences(quote: str, match: str) -> str:
    """In which kinds of layout two texts differ that have the same words, for a message."""
    kinds = {
        "whitespace": re.compile(r"\s+"),
        "quotation marks": re.compile(f"[{_QUOTATION_MARKS}{APOSTROPHES}\u301d-\u301f\uff02]"),
        "brackets": re.compile(r"[()\[\]{}]"),
        "dashes": DASH_RUN,
        "invisible characters": re.compile("[\u00ad\u034f\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]"),
    }
    names = [name for name, kind in kinds.items() if kind.findall(quote) != kind.findall(match)]
    mine, theirs = letters_of(quote), letters_of(match)
    if folded(mine) != folded(theirs) or quote.count(TATWEEL) != match.count(TATWEEL):
        names.append("optional marks")
    if without_optional_marks(mine) != without_optional_marks(theirs):
        names.append("case")
    elif not names:
        same = unicodedata.normalize("NFKC", quote) == unicodedata.normalize("NFKC", match)
        names.append("forms of characters" if same else "punctuation at the edges")
    return listing(names)


# --- case ---------------------------------------------------------------------------------------

_CAPITALISED = """
allied allies august axis baker bill brown bush carter chad chile china commons conservative
conservatives cook crown democrat democratic democrats east eden ford gore grant green greens grey
guinea heath hunt japan java jersey labor labour liberal liberals lords major march mark may north
peel pole poles polish republican republicans rice scot scots south swede swedes trump turkey union
unionist unionists wales west wolf
"""
_IN_CAPITALS = "aid aids cop eta ice ira it mad nam salt start un us who"

_NAMES = frozenset(_CAPITALISED.split())
"""Words that are something else with a capital."""

_ACRONYMS = frozenset(_IN_CAPITALS.split())
"""Words that are something else in capitals."""

_TOKEN = re.compile(f"[^\\W\\d_]+(?:[{APOSTROPHES}][^\\W\\d_]+)*")
_HEADLINE = 300
"""Code points: a longer line is not taken for a headline, in which case says nothing. A guess, well
above what newspapers print; nothing measured it."""

_QUOTATION_MARKS = "\"'`\u00ab\u00bb\u2018-\u201f\u2039\u203a"
_SENTENCE_START = re.compile(
    f"(?:\\A|\n|[.!?\u2026:][{_QUOTATION_MARKS})\\]]*\\s)[\\s{_QUOTATION_MARKS}(\\[{DASHES}]*\\Z|\\s[{_QUOTATION_MARKS}]+\\Z"
)


def _case_difference(
    quote: Passage, match: Passage, ranges: list[tuple[int, int]], *, lenient: bool
) -> Difference | None:
    """The first words that differ in case where case means something.

    It means nothing at the beginning of a sentence, nor where all words are in capitals, none has
    a capital, or all are as in a title. If ``lenient``, nor in the capitals with which a line of the text
    begins: a heading of one word, a dateline, the first words of an article. ``ranges``: the words, as
    ranges of the skeleton.
    """
    styles = {_style(quote.text), _line_style(match)}
    for number, (first, last) in enumerate(ranges):
        mine, theirs = (
            without_optional_marks(passage.letters_in(first, last)) for passage in (quote, match)
        )
        if mine == theirs:
            continue
        word, shapes = folded(mine), {_shape(mine), _shape(theirs)}
        opens = (
            mine[0].isupper() and _opens_sentence(quote, first) and (number or len(ranges) > 1)
        ) or (theirs[0].isupper() and _opens_sentence(match, first))
        free = (
            "upper" in styles
            or "lower" in styles
            or (lenient and _shape(theirs) == "upper" and _opens_line_in_capitals(match, last))
            or (shapes == {"lower", "title"} and ("title" in styles or opens))
        )
        if not free or word in _NAMES or (word in _ACRONYMS and "upper" in shapes):
            return _difference(quote, match, first, last)
    return None


def _shape(letters: str) -> str:
    if letters.islower():
        return "lower"
    if letters.isupper():
        return "upper" if len(letters) > 1 else "title"
    return "title" if letters[0].isupper() and letters[1:].islower() else "other"


# 256: quotes and lines, as many as a long article has; a guess.
@lru_cache(maxsize=256)
def _style(text: str) -> str:
    """``upper`` if all words are in capitals, ``lower`` if none has one, ``title`` if all long ones
    begin with one; else empty.
    """
    words = _TOKEN.findall(text)
    if len(words) >= 2 and text.isupper():
        return "upper"
    if len(words) >= 3 and text.islower():
        return "lower"
    long = [word for word in words if len(word) > 3]
    titled = len(words) >= 3 and len(long) >= 2 and all(word[0].isupper() for word in long)
    return "title" if titled else ""


def _line_style(match: Passage) -> str:
    """The style of the line of a passage. In a line too long for a headline the passage itself may
    be a title or in capitals, but words without a capital are nothing special.
    """
    start, end = match.span
    before, after = match.text[max(0, start - _HEADLINE) : start], match.text[end : end + _HEADLINE]
    before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    if len(before) + end - start + len(after) < _HEADLINE:
        return _style(before + match.text[start:end] + after)
    own = _style(match.text[start:end])
    return "" if own == "lower" else own


_OPENING = 100
"""Code points: so many of a line may be in capitals, as its first words or a dateline, for a word in it to be
layout. More than newspapers set so; a guess."""


def _opens_line_in_capitals(passage: Passage, last: int) -> bool:
    """Whether the line has no small letter before the end of a word, an offset of the skeleton."""
    end = passage.origins[last - 1] + 1
    opening = passage.text[max(0, end - _OPENING) : end]
    line = opening.rpartition("\n")[2]
    whole = len(line) < len(opening) or end <= _OPENING
    return whole and line.upper() == line


_MARKS_BEFORE = 12
"""Code points: so many before a word are looked at to see whether a sentence ends there. It leaves room
for a full stop, quotation marks, blanks and a bracket. A guess."""


def _opens_sentence(passage: Passage, first: int) -> bool:
    """Whether a sentence begins with the word at an offset of the skeleton."""
    at = passage.origins[first]
    before = passage.text[max(0, at - _MARKS_BEFORE) : at]
    # Without the x a cut text would seem to begin there.
    return _SENTENCE_START.search(before if at <= _MARKS_BEFORE else "x" + before) is not None
