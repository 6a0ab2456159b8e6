"""Strings and brackets in a JSON text, valid or not: brackets and commas within strings do not count.

A regular expression that skips escapes is a loop, which needs memory for each escape, and time for all of
them again at each quotation mark of an unterminated string. So escapes are masked first; then a string is
the text between two quotation marks.
"""

import re

STRING = '"[^"]*"'
"""A string, in a regular expression for a text with masked escapes. With ``?`` after it, an unterminated
string too, which takes the rest of the text, so that no part is searched twice.
"""

BRACKET = re.compile(rf"{STRING}?|[\[\]{{}}]")
"""Finds the brackets of a text with masked escapes, and all strings."""


def masked_escapes(text: str) -> str:
    """A text with its escaped quotation marks and backslashes replaced; offsets do not change."""
    if "\\" not in text:
        return text
    return text.replace(r"\\", "__").replace(r"\"", "__")


def outside_strings(text: str) -> str:
    """A text with one quotation mark for each string; for an unterminated one, which takes the rest, none."""
    return '"'.join(masked_escapes(text).split('"')[::2])
