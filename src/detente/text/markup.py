"""Signs that a text holds the source of a web page, such as *<p>* or *&nbsp;*, and not its words alone."""

import html
import re
from collections.abc import Iterator
from html.entities import name2codepoint

_NAME = r"[A-Za-z][\w:.-]{0,40}"
_ATTRIBUTE = r"""\s{1,20}[\w:.-]{1,60}=(?:"[^"<>]{0,2000}"|'[^'<>]{0,2000}'|[^\s"'<>=]{1,2000})"""
_TAG = re.compile(
    rf"<(?P<name>{_NAME})(?P<said>(?:{_ATTRIBUTE}){{0,40}})\s{{0,20}}/?>|</(?P<closed>{_NAME})\s{{0,20}}>"
)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|(?P<name>[A-Za-z]{2,8}[0-9]{0,2}));")

_WORDS = {"and", "cap", "cup", "image", "int", "not", "or", "part", "real", "sub", "sum", "sup"}
_REFERENCES = name2codepoint.keys() - _WORDS | {"apos"}
"""The names of characters in HTML 4, without those that are words too."""

_ELEMENT = re.compile(
    "a|abbr|article|aside|b|blockquote|body|br|caption|center|cite|code|div|em|figcaption|figure|font|"
    "footer|form|h[1-6]|head|header|hr|html|i|iframe|img|li|link|main|meta|nav|noscript|ol|p|picture|pre|"
    "script|section|small|source|span|strong|style|su[bp]|table|tbody|t[dhr]|thead|title|u|ul|video",
    re.IGNORECASE,
)
"""The elements of HTML that pages of news have."""
_BREAKS = frozenset(("p", "br", "hr", "li", "div", "td", "tr"))
"""Those that stand without an end, too."""
_LEAST = 3
"""How many of these, or of pairs of tags that HTML does not have, are no accident: one may be spoken of. A
guess."""
_SHOWN = 60
"""Code points of a tag that a message shows."""


def is_element(name: str) -> bool:
    """Whether a tag of this name is one of HTML."""
    return _ELEMENT.fullmatch(name) is not None


def markup_in(text: str) -> str:
    """What of a text is markup, in words; empty if nothing is.

    Tags count if they are closed or have attributes, and breaks such as ``<br>`` if there are several. A
    single ``<p>`` is a word that the text speaks of, ``< 5`` and ``AT&T;`` are prose.
    """
    if "<" not in text and "&" not in text:
        return ""
    found = [*_tags(text), *_references(text)]
    if not found:
        return ""
    shown = '" and "'.join(dict.fromkeys((found[0], found[-1])))
    number = f", {len(found)} such in all" if len(found) > 1 else ""
    return (
        f'has markup, as "{shown}"{number} (a web page is read without, if its file is named .html)'
    )


def _tags(text: str) -> Iterator[str]:
    opened: set[str] = set()
    breaks: list[str] = []
    others: list[str] = []
    for found in _TAG.finditer(text):
        name = (found["name"] or found["closed"]).lower()
        shown = found.group()[:_SHOWN]
        if found["said"]:
            yield shown
        if found["closed"] is None:
            opened.add(name)
            if name in _BREAKS and not found["said"]:
                breaks.append(shown)
        elif name in opened:
            if is_element(name):
                yield shown
            else:
                others.append(shown)
    for several in (breaks, others):
        if len(several) >= _LEAST:
            yield from several


def _references(text: str) -> Iterator[str]:
    for found in _REFERENCE.finditer(text):
        if (found["name"] is None or found["name"] in _REFERENCES) and html.unescape(
            found.group()
        ) != found.group():
            yield found.group()
