"""Encodings: UTF-8, or one that the user or the file states. Another is recognised and named, but
never used unasked.
"""

import contextlib
import re
import shlex
from pathlib import Path
from typing import NamedTuple

from detente.errors import InputError
from detente.text.twice_decoded import twice_decoded

_SAMPLE = 200_000
"""Bytes: how much of a file is looked at to recognise its encoding. A guess; chardet's own
default is the same."""

_CONTROLS = re.compile("[\x00\x80-\x84\x86-\x9f]")
"""Characters that no text has: a null character, and what windows-1252 read as latin-1 gives."""

_ESCAPES = re.compile(rb"\x1b[$(]")
"""What ISO 2022 switches character sets by."""

_UNLIKE_ASCII = re.compile(r"[^\W\d_]*[^\x00-\x7f\s]+[^\W\d_]*")

_SHOWN = 24
"""Code points of a word that a message shows."""


class Stated(NamedTuple):
    """What the user states of the encoding of a file."""

    name: str | None = None
    own: bool = False
    """Whether it is stated of this very file; else it is that of all files that are not UTF-8."""


def known(name: str) -> str:
    """The name of an encoding, in small letters. Raises ``InputError`` if Python has none of this name."""
    try:
        with contextlib.suppress(UnicodeDecodeError):  # one byte is no UTF-16
            b"a".decode(name)
    except (LookupError, ValueError) as error:
        reason = "no encoding of this name; for example windows-1252, utf-16, gb18030"
        raise InputError(repr(name), reason) from error
    return name.lower()


def decode(path: Path, data: bytes, stated: Stated, declared: str | None = None) -> tuple[str, str]:
    """The text of a file, and the name of its encoding.

    What is stated of this very file holds. Otherwise valid UTF-8 is UTF-8; other files are in the
    encoding that they declare (``declared``, of a web page), else in the stated one. Raises
    ``InputError`` if that does not fit, or if nothing is stated; it says which encoding is likely.
    """
    if stated.own and stated.name is not None:
        return _decoded(path, data, stated.name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        name = declared or stated.name
        if name is None:
            raise InputError(str(path), _advice(path, data, f"byte {error.start}")) from error
        return _decoded(path, data, name)
    if b"\0" in data or _ESCAPES.search(data):
        if stated.name is not None:
            return _decoded(path, data, stated.name)
        raise InputError(str(path), _advice(path, data, "no text, though its bytes are valid"))
    if declared not in (None, "utf-8") and not text.isascii():
        reason = (
            f"declares {declared}, but is valid UTF-8: say which with "
            f"--encoding {shlex.quote(path.name)}=utf-8 or ={declared}"
        )
        raise InputError(str(path), reason)
    return text, "utf-8"


def _decoded(path: Path, data: bytes, name: str) -> tuple[str, str]:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise InputError(str(path), _advice(path, data, f"byte {error.start}", name)) from error
    wrong = _CONTROLS.search(text)
    if wrong is not None:
        why = f"it would hold the control character U+{ord(wrong.group()):04X}"
        raise InputError(str(path), _advice(path, data, why, name))
    return text, name


def _advice(path: Path, data: bytes, why: str, name: str = "UTF-8") -> str:
    """Why an encoding does not fit, which is likely, and what to do."""
    likely, word = likely_encoding(data)
    if likely is None or likely == name:
        at = data.find(b"\0")
        bare = f", or take out its null characters (the first is byte {at})" if at >= 0 else ""
        return f"not {name} ({why}); give its encoding with --encoding NAME{bare}"
    shown = f', which gives "{word}"' if word else ""
    file = shlex.quote(str(path))
    target = shlex.quote(str(path.with_name(f"{path.stem}.utf-8.txt")))
    convert = (
        f", or convert it: detente text {file} --encoding {likely} -o {target}"
        if path.suffix.lower() == ".txt"
        else ""
    )
    return f"not {name} ({why}), likely {likely}{shown}: if so, add --encoding {likely}{convert}"


def likely_encoding(data: bytes) -> tuple[str | None, str]:
    """The encoding that a file is likely in, and a word of it in that encoding that is not ASCII."""
    import chardet

    guess = chardet.detect(data[:_SAMPLE])["encoding"]
    if guess is None:
        return None, ""
    try:
        text = data.decode(guess)
    except (LookupError, UnicodeDecodeError):
        return None, ""
    if twice_decoded(text):  # a few bytes of UTF-8 are broken, or it would be refused too
        return None, ""
    word = _UNLIKE_ASCII.search(text.removeprefix("\ufeff"))
    return guess.lower(), word.group()[:_SHOWN] if word else ""
