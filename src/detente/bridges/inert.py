"""Other people's words in other people's programs: what turns the line or no file can hold becomes visible."""

import re

_ACTIVE = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f"  # controls
    "\u2028\u2029"  # separators that some programs take for line ends
    "\u202a-\u202e\u2066-\u2069"  # overrides and isolates of direction
    "\ufeff\ufffe\uffff]"  # byte order marks, and what no XML may hold
)


def visible(text: str) -> str:
    r"""A text with its controls and overrides of direction as escapes: ``\u202e``. Tabs and line
    feeds stay. In strings of JSON and Turtle the escapes mean the characters.
    """
    return _ACTIVE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
