r"""Other people's words in what we print and write: they are shown, and never obeyed.

A name, a key, a title or a setting may hold signs that a program takes for orders: a terminal obeys control
characters, marks of direction turn what stands behind them, a line break makes a second line that looks
like ours, a CI system obeys a line that begins with ``::`` and what stands behind ``##[``. Whatever is
printed or written for people passes through the function of its target:

==================  ===================================================================
``printable``       one line for people: everything without a sign of its own as an escape, long texts cut
``cells``           the same sign by sign, for what is aligned below it
``terminal``        a whole output of several lines: the last filter before a stream
``markdown``        one line of Markdown, without markup
``html``            a text in a page, without markup
``visible``         a text for the files of other programs: tabs, line feeds and joiners stay
``json_text``       JSON for programs: whole, since the escapes are those of JSON
==================  ===================================================================

Escapes are those of Python and JSON (``\x1b``, ``\u202e``). Needs only the standard library.
"""

import json
import re
import unicodedata
from functools import lru_cache
from typing import Any

MOST = 4000
"""The code points of one line for people: more than a terminal shows, and less than what a log of CI cuts.
A guess."""

MESSAGE = 1000
"""The code points of a message that says why nothing was done."""

_END = 1000
"""How many of them are the end of a longer text, where a sentence says what is wrong."""

_ROOM = 40
"""Code points for what is said between."""

_TAB = "    "

_UNSEEN = ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")
"""General categories of Unicode: what has no sign of its own."""

_JOINERS = frozenset("\n\u200c\u200d\u200e\u200f\u00ad\u061c")
"""Joiners, soft hyphens and single marks of direction, which words of several scripts need. They cannot
turn what stands behind them, as overrides and embeddings can."""

_ACTIVE = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f"  # controls
    "\u2028\u2029"  # separators that some programs take for line ends
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates of direction
    "\ud800-\udfff"  # halves of characters, as in names of files that are not UTF-8
    "\ufdd0-\ufdef\ufeff\ufffe\uffff]"  # byte order marks, and what no XML may hold
)
_COLOR = r"(\x1b\[[0-9;]*m)"
_ACTIVE_OR_COLOR = re.compile(f"{_COLOR}|{_ACTIVE.pattern}")

# GitHub looks for the first at the beginning of a line, behind blanks; for the second in the whole line, as
# Azure Pipelines and TeamCity do. A third colon makes it no order: so begin our own lines.
_ORDER = re.compile(r"^([^\S\n]*):(?=:(?!:))", re.MULTILINE)
_OLD_ORDER = re.compile(r"#(?=#(?:vso|teamcity)?\[)", re.IGNORECASE)

_MARKDOWN = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|~&"})


# --- for people -----------------------------------------------------------------------------------


def cells(text: str) -> list[str]:
    """How each character is shown: tabs as blanks, what cannot be seen as its escape."""
    return list(map(_cell, text))


@lru_cache(maxsize=2**14)
def _cell(character: str) -> str:
    return _TAB if character == "\t" else _seen(character)


def _seen(character: str) -> str:
    if unicodedata.category(character) in _UNSEEN:
        return character.encode("unicode_escape").decode("ascii")
    return character


def printable(text: str, most: int = MOST) -> str:
    """A text in one line, without what a terminal or a CI system would obey.

    Args:
        text: the text.
        most: the code points that are shown of it; of a longer one the beginning and the end.
    """
    if len(text) > most:
        end = min(_END, most // 4)
        first = max(0, most - end - _ROOM)
        left = len(text) - first - end
        text = f"{text[:first]} … {left:,} code points more … {text[-end:]}"
    if not text.isprintable():
        text = "".join(cells(text))
    return _OLD_ORDER.sub(r"\\x23", text) if "##" in text else text


def terminal(text: str, *, colors: bool = False, begins: bool = True) -> str:
    """An output of several lines, in which nothing is obeyed but its line feeds and tabs.

    It is the last filter: whoever puts words of others into a line makes them ``printable`` first, since
    here a line feed of theirs cannot be told from one of ours.

    Args:
        text: the output.
        colors: whether our own colours stay.
        begins: whether it begins a line.
    """
    active = _ACTIVE_OR_COLOR if colors else _ACTIVE
    text = active.sub(_escape, text)
    if "::" in text:
        first = 0 if begins else text.find("\n") + 1 or len(text)
        text = text[:first] + _ORDER.sub(r"\1\\x3a", text[first:])
    return _OLD_ORDER.sub(r"\\x23", text) if "##" in text else text


def _escape(found: re.Match[str]) -> str:
    if found.re is _ACTIVE_OR_COLOR and found[1]:
        return found[1]
    return found[0].encode("unicode_escape").decode("ascii")


def markdown(text: str) -> str:
    """A text in one line of Markdown, in which nothing is markup."""
    return visible(" ".join(text.split())).translate(_MARKDOWN)


def html(text: str) -> str:
    """A text as HTML: no markup, and no sign that turns the line or that no page can hold."""
    from html import escape  # slow to import, and pages alone need it

    return escape(on_page(text))


def on_page(text: str) -> str:
    """The same before its markup is escaped, which templates do: line feeds and joiners stay."""
    if text.isprintable():
        return text
    return "".join(c if c in _JOINERS else " " if c == "\t" else _seen(c) for c in text)


# --- for programs ---------------------------------------------------------------------------------


def visible(text: str) -> str:
    r"""A text with its controls and overrides of direction as escapes: ``\u202e``. Tabs and line
    feeds stay. In strings of JSON and Turtle the escapes mean the characters.
    """
    return _ACTIVE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def json_text(value: Any, indent: int | None = None) -> str:
    """Plain values as JSON, whole, with few escapes: what acts is escaped as JSON does it.

    Args:
        value: the values.
        indent: the blanks of a level; ``None`` for one line.
    """
    text = visible(json.dumps(value, indent=indent, ensure_ascii=False))
    return _OLD_ORDER.sub(r"\\u0023", text) if "##" in text else text
