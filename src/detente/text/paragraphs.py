"""The paragraphs of a plain text."""

import re

_WRAPPED = 100
"""A text without a longer line, in code points, is taken for wrapped."""


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a text, without white space around them: code points, half-open.

    A line is a paragraph, unless the text is wrapped, that is, no line is longer than 100: then
    paragraphs end at empty lines.
    """
    wrapped = max(map(len, text.split("\n"))) <= _WRAPPED
    found = []
    for match in re.finditer(r"(?:[^\n]|\n(?![^\S\n]*(?:\n|$)))+" if wrapped else r"[^\n]+", text):
        piece = match.group()
        start = match.start() + len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        if end > start:
            found.append((start, end))
    return found
