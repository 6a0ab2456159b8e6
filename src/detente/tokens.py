"""Where strings stand in a JSON text, sound or broken: brackets and commas within them count for nothing.

An expression that steps over escapes is a loop, which takes memory for each of them, and time for
all of them again at each quotation mark of a string that does not end. So what is escaped is
covered first; a string is then what stands between two quotation marks.
"""

import re

STRING = '"[^"]*"'
"""In an expression for a covered text, a string. With ``?`` behind it also one that does not end:
it takes the rest of the text, and no place is looked at twice.
"""

BRACKET = re.compile(rf"{STRING}?|[\[\]{{}}]")
"""Finds the brackets of a covered text, and all strings."""


def covered(text: str) -> str:
    """A text with its escaped quotation marks and backslashes replaced; all offsets stay."""
    return text.replace(r"\\", "__").replace(r"\"", "__")
