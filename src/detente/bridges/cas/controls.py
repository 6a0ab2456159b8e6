"""Control characters, which XML cannot have.

A text made of printed pages often has form feeds between them: a CAS has spaces for them, and says which they
were. In values of features, which no offset counts in, they are escaped.
"""

import re

_CONTROLS = r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
_NOT_IN_XML = re.compile(_CONTROLS)
_TO_ESCAPE = re.compile(rf"{_CONTROLS}|\\(?=u[0-9a-f]{{4}})")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
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


def escaped(value: str) -> str:
    r"""A value with ``\u000b`` for them; where it has such words itself, their backslash is escaped."""
    return _TO_ESCAPE.sub(lambda m: f"\\u{ord(m[0]):04x}", value)


def unescaped(value: str) -> str:
    """The value that was escaped so."""
    return _ESCAPED.sub(_unescape, value)


def _unescape(match: re.Match[str]) -> str:
    sign = chr(int(match[1], 16))
    return sign if sign == "\\" or _NOT_IN_XML.fullmatch(sign) else match[0]
