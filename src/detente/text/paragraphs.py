"""The paragraphs of a plain text."""

import re

_WRAPPED = 100
"""Code points: a text without a longer line is taken for wrapped. A guess: mail and Project
Gutenberg wrap at 65 to 80, and hardly an article has no paragraph above 100. Nothing measured it."""


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a text, without the whitespace around them: code points, half-open.

    A line is a paragraph, unless the text is wrapped, that is, no line has more than 100 code
    points: then paragraphs end at empty lines.
    """
    wrapped = max(map(len, text.split("\n"))) <= _WRAPPED
    spans = []
    for match in re.finditer(r"(?:[^\n]|\n(?![^\S\n]*(?:\n|$)))+" if wrapped else r"[^\n]+", text):
        paragraph = match.group()
        start = match.start() + len(paragraph) - len(paragraph.lstrip())
        end = start + len(paragraph.strip())
        if end > start:
            spans.append((start, end))
    return spans
