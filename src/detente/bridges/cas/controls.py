"""Control characters of a text that XML cannot have: a CAS has spaces for them, and says which they were.

Texts made of printed pages often have a form feed between two of them.
"""

import re

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SAID = re.compile("([0-9]{1,12}):([0-9a-f]{4})")


def without_controls(text: str) -> tuple[str, str]:
    """A text with spaces for them, and where they were."""
    said = " ".join(f"{m.start()}:{ord(m[0]):04x}" for m in _NOT_IN_XML.finditer(text))
    return _NOT_IN_XML.sub(" ", text), said


def with_controls(text: str, said: str) -> str:
    """A text with the control characters back. Raises ``ValueError`` unless spaces stand there."""
    signs = list(text)
    for one in said.split():
        match = _SAID.fullmatch(one)
        sign = chr(int(match[2], 16)) if match else ""
        at = int(match[1]) if match else 0
        if at >= len(signs) or signs[at] != " " or not _NOT_IN_XML.fullmatch(sign):
            msg = f"{one!r} is no control character of this text"
            raise ValueError(msg)
        signs[at] = sign
    return "".join(signs)


def has_controls(text: str) -> bool:
    """Whether a string has any."""
    return _NOT_IN_XML.search(text) is not None
