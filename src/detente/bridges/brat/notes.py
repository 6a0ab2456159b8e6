r"""Features of a mark in one line of brat's notes, which people can edit there.

``proposition: Trade fell | about: Japan | about: Trade``. A value with a bar, a backslash or a line
end has ``\|``, ``\\`` or ``\n`` for it.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from detente.bridges.features import of_layer

_PART = re.compile(r"(?:[^\\|]|\\.?)+", re.DOTALL)
_NAMED = re.compile(r"([a-z_]+)\s*:\s*(.*)", re.DOTALL)
_ESCAPED = re.compile(r"\\(u[0-9a-f]{4}|.)", re.DOTALL)
_TO_ESCAPE = re.compile(r"[\\|]|[^\S ]|^ | $")


class Said(NamedTuple):
    """A part of a note: a value of a feature, or words without a name before them."""

    feature: str | None
    value: str


def note_of(features: Iterable[tuple[str, str]]) -> str:
    """Features as a note, one part for each value."""
    return " | ".join(f"{name}: {_TO_ESCAPE.sub(_escape, value)}" for name, value in features)


def said_in(note: str, layer: str, known: Collection[str]) -> Iterator[Said]:
    """The parts of a note. A part that begins with the name of a feature, or with any name in small
    letters, is a value of it.
    """
    for part in _PART.findall(note):
        words = part.strip(" ")
        if named := _NAMED.fullmatch(words):
            name = of_layer(layer, named[1])
            if named[2]:
                yield Said(name if name in known else named[1], _ESCAPED.sub(_unescape, named[2]))
        elif words:
            yield Said(None, _ESCAPED.sub(_unescape, words))


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    if sign in "\\|":
        return "\\" + sign
    return r"\n" if sign == "\n" else f"\\u{ord(sign):04x}"


def _unescape(match: re.Match[str]) -> str:
    sign = match[1]
    if sign in "\\|":
        return sign
    if sign == "n":
        return "\n"
    if len(sign) > 1 and (made := chr(int(sign[1:], 16))).isspace():
        return made
    return match[0]
