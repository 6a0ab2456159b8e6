"""Words in programs made with Java's Swing (Discourse Network Analyzer, Gephi), which show a label that begins
with ``<html>`` as a page.
"""

import re

from detente.inert import visible

_PAGE = re.compile("<(?=html>)", re.IGNORECASE)


def plain(text: str) -> str:
    """A text that such a program shows as it is, on a line of its own; see ``visible``."""
    line = visible(" ".join(text.split()))
    return "\\u003c" + line[1:] if _PAGE.match(line) else line
