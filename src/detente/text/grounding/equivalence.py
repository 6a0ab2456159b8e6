"""What a quote may not be matched across: the differences of meaning that a skeleton hides.

Two stretches with one skeleton have the same letters and digits in a row. That leaves white space,
which belongs to layout, and *can't* against *cant*, 1.5 against 15, *US* against *us*, which do
not. ``compare`` tells the two kinds apart. The lists of words are English.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from detente.text.grounding.characters import (
    APOSTROPHES,
    BEGIN,
    CURRENCY,
    DASH,
    DASH_RUN,
    DASHES,
    HYPHENS,
    MINUS,
    folded,
    is_accent,
    is_dash,
    is_invisible,
    is_minus,
    is_quotation_mark,
    letters_of,
    past_accents,
    unspaced,
)
from detente.text.grounding.word_boundaries import PREFIXES, REACH, around

# --- what stands between two letters ------------------------------------------------------------

_SOFT_BREAK = re.compile("\u00ad[^\\S\n]*\n[^\\S\n]*")
_BROKEN = re.compile(f"[{HYPHENS}][^\\S\n]*\n[^\\S\n]*")
_SIGN = re.compile(f"(?<![{DASHES}])[{MINUS}](?=[{CURRENCY}]?\\Z)")
_FLIPPED = re.compile(f"{BEGIN}(?<![{HYPHENS}])(?:{PREFIXES})\\Z", re.IGNORECASE)


@cache
def _kind(character: str) -> str:
    """A character that stands for all of its kind."""
    if character.isdigit():
        return "1"
    if character.isupper():
        return "A"
    return "\u4e2d" if unspaced(character) else "a"


@lru_cache(maxsize=4096)
def _forms(between: str, left: str, right: str) -> frozenset[str]:
    """What may be written for that which stands between two letters or digits of some kinds.

    Two stretches agree if they have a form in common. White space is one blank, quotation marks
    go, dashes are alike if they are set alike. A hyphen at the end of a line may be one that the
    word has, or not.
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


# --- two stretches with one skeleton ------------------------------------------------------------


class Stretch:
    """A text, and which of its characters make a skeleton."""

    def __init__(self, text: str, origins: Sequence[int]) -> None:
        """``origins``: for each character of the skeleton the offset that it comes from."""
        self.text = text
        self.origins = origins

    @cached_property
    def letters(self) -> str:
        """The letters and digits, with case and accents."""
        return letters_of(self.part(0, len(self.origins)))

    @cached_property
    def span(self) -> tuple[int, int]:
        """From the first letter to the end of the last one, with its accents."""
        return self.origins[0], past_accents(self.text, self.origins[-1] + 1)

    def part(self, first: int, last: int) -> str:
        """From one character of the skeleton to before another one."""
        end = past_accents(self.text, self.origins[last - 1] + 1)
        return self.text[self.origins[first] : end]

    def around(self, first: int, last: int) -> str:
        """A part with the rest of its first and last word."""
        return around(self.text, self.origins[first], self.origins[last - 1] + 1)


class Difference(NamedTuple):
    """Where two stretches with one skeleton part in meaning."""

    wanted: str
    """The words of the quote."""
    found: str
    """The words that stand there."""


def compare(quote: Stretch, there: Stretch) -> Difference | None:
    """The first words in which two stretches with one skeleton differ in more than layout."""
    wanted, found = quote.origins, there.origins
    words = [0]
    for n in range(1, len(wanted)):
        between = quote.text[wanted[n - 1] + 1 : wanted[n]]
        other = there.text[found[n - 1] + 1 : found[n]]
        if between or other:
            left, right = _kind(quote.text[wanted[n - 1]]), _kind(quote.text[wanted[n]])
            common = _forms(between, left, right) & _forms(other, left, right)
            before = quote.text[max(0, wanted[n - 1] - REACH) : wanted[n - 1] + 1]
            if not common or ("-" in common and _flips(before, between, other)):
                return _difference(quote, there, n - 1, n + 1)
            if "" not in common:
                words.append(n)
    if quote.letters == there.letters:
        return None
    pairs = list(pairwise([*words, len(wanted)]))
    for first, last in pairs:
        mine, theirs = letters_of(quote.part(first, last)), letters_of(there.part(first, last))
        if folded(mine) != folded(theirs):
            return _difference(quote, there, first, last)
    return _cases(quote, there, pairs)


def _difference(quote: Stretch, there: Stretch, first: int, last: int) -> Difference:
    return Difference(quote.around(first, last), there.around(first, last))


def _flips(before: str, between: str, other: str) -> bool:
    """Whether a hyphen became a dash where it bound a word to *no-* or *non-*."""
    dashes = {"".join(DASH.findall(stretch)) for stretch in (between, other)}
    narrow = dashes & {"-", "\u2010", "\u2011", "\u2013"}
    return bool(narrow) and narrow != dashes and "" not in dashes and bool(_FLIPPED.search(before))


def layout(quote: str, there: str) -> str:
    """In what two stretches differ that agree, in words."""
    kinds = {
        "white space": re.compile(r"\s+"),
        "quotation marks": re.compile(f"[{_MARKS}{APOSTROPHES}\u301d-\u301f\uff02]"),
        "brackets": re.compile(r"[()\[\]{}]"),
        "dashes": DASH_RUN,
        "invisible characters": re.compile("[\u00ad\u034f\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]"),
    }
    other = [name for name, kind in kinds.items() if kind.findall(quote) != kind.findall(there)]
    mine, theirs = letters_of(quote), letters_of(there)
    if mine != theirs:
        other.append("case")
    elif not other:
        same = unicodedata.normalize("NFKC", quote) == unicodedata.normalize("NFKC", there)
        other.append("forms of characters" if same else "punctuation at the edges")
    return " and ".join(", ".join(other).rsplit(", ", 1))


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
"""No headline is longer, in code points."""

_MARKS = "\"'`\u00ab\u00bb\u2018-\u201f\u2039\u203a"
_BEGINS = re.compile(
    f"(?:\\A|\n|[.!?\u2026:][{_MARKS})\\]]*\\s)[\\s{_MARKS}(\\[{DASHES}]*\\Z|\\s[{_MARKS}]+\\Z"
)


def _cases(quote: Stretch, there: Stretch, pairs: list[tuple[int, int]]) -> Difference | None:
    """The first words that differ in case, where case says something: it does not at the
    beginning of a sentence, nor where all words are in capitals, none has one, or all are as in
    a title.
    """
    styles = {_style(quote.text), _line_style(there)}
    for number, (first, last) in enumerate(pairs):
        wanted, found = letters_of(quote.part(first, last)), letters_of(there.part(first, last))
        if wanted == found:
            continue
        word, shapes = folded(wanted), {_shape(wanted), _shape(found)}
        opens = (wanted[0].isupper() and _opens(quote, first) and (number or len(pairs) > 1)) or (
            found[0].isupper() and _opens(there, first)
        )
        free = (
            "upper" in styles
            or "lower" in styles
            or (shapes == {"lower", "title"} and ("title" in styles or opens))
        )
        if not free or word in _NAMES or (word in _ACRONYMS and "upper" in shapes):
            return _difference(quote, there, first, last)
    return None


def _shape(letters: str) -> str:
    if letters.islower():
        return "lower"
    if letters.isupper():
        return "upper" if len(letters) > 1 else "title"
    return "title" if letters[0].isupper() and letters[1:].islower() else "other"


@lru_cache(maxsize=256)
def _style(text: str) -> str:
    """Whether words are all in capitals, none has one, or they are set as a title."""
    words = _TOKEN.findall(text)
    if len(words) >= 2 and text.isupper():
        return "upper"
    if len(words) >= 3 and text.islower():
        return "lower"
    long = [word for word in words if len(word) > 3]
    titled = len(words) >= 3 and len(long) >= 2 and all(word[0].isupper() for word in long)
    return "title" if titled else ""


def _line_style(there: Stretch) -> str:
    """The style of the line that a stretch stands in. In one too long for a headline the stretch
    itself may be a title or in capitals, but words without a capital are nothing special.
    """
    start, end = there.span
    before, after = there.text[max(0, start - _HEADLINE) : start], there.text[end : end + _HEADLINE]
    before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    if len(before) + end - start + len(after) < _HEADLINE:
        return _style(before + there.text[start:end] + after)
    own = _style(there.text[start:end])
    return "" if own == "lower" else own


def _opens(stretch: Stretch, first: int) -> bool:
    """Whether a sentence begins with a word."""
    at = stretch.origins[first]
    before = stretch.text[max(0, at - 12) : at]
    return _BEGINS.search(before if at <= 12 else "x" + before) is not None
