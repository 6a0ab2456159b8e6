"""Signs that a text was decoded wrongly before it was saved, such as *Ã¼* for *ü*."""

import re
from functools import cache
from itertools import islice

from detente.display import count

_CHARACTER = {byte: bytes((byte,)).decode("windows-1252", "ignore") for byte in range(0x80, 0x100)}
"""What windows-1252 has for a byte; empty for the five that it does not define."""

_BYTE = {chr(byte): byte for byte in range(0x80, 0x100)} | {
    character: byte for byte, character in _CHARACTER.items() if character
}
"""The byte of a character in windows-1252 or in latin-1, which has control characters where they differ."""


def _class(first: int, last: int) -> str:
    both = (chr(byte) + _CHARACTER[byte] for byte in range(first, last + 1))
    return f"[{re.escape(''.join(both))}]"


_FOLLOWING = _class(0x80, 0xBF)
_LONG = f"{_class(0xE0, 0xEF)}{_FOLLOWING}{{2}}|{_class(0xF0, 0xF4)}{_FOLLOWING}{{3}}"
_SEQUENCE = re.compile(f"{_LONG}|{_class(0xC2, 0xDF)}{_FOLLOWING}")
"""What windows-1252 or latin-1 makes of one character in UTF-8."""

_CONTROL = re.compile("[\x80-\x84\x86-\x9f]")
"""The control characters of latin-1, which no text has; U+0085 is a line end of some systems."""

_OTHERS = ("cp1251", "koi8-r", "cp1253", "cp1256", "cp1250", "cp874", "mac-roman", "cp437", "cp850")
"""The encodings of other systems in which UTF-8 is read by mistake. Not those in which common letters have the
bytes that go on a character in UTF-8, such as cp866: short words in them may be valid UTF-8.
"""

_RUN = re.compile(r"[^\x00-\x7f]+")
_RUNS = 100
"""Runs of characters beyond ASCII: how many are looked at for other encodings. A guess."""
_LEAST = 10
"""Characters: how many have to belong to valid UTF-8 in another encoding, and three quarters of all beyond
ASCII. A guess; none of 37,529 messages of programs in some 200 languages has so many."""


def twice_decoded(text: str) -> str:
    """What shows that a text was decoded wrongly, in words; empty if nothing does.

    Sequences of two characters may be meant (*IRMÃ»* ends in a quotation mark), so they count only
    if most of what is not ASCII belongs to such sequences; longer ones, and those with a control
    character, always count.
    """
    if "\0" in text:
        return f"has {count(text.count(chr(0)), 'null character')} (U+0000), as no text has"
    if text.isascii():
        return ""
    lost = text.count("\ufffd")
    if lost:
        return f"has {count(lost, 'replacement character')} (U+FFFD), where letters were lost"
    return _as_latin(text) or _as_others(text) or _controls(text)


def _as_latin(text: str) -> str:
    pairs = [(m.group(), good) for m in _SEQUENCE.finditer(text) if (good := _restored(m.group()))]
    covered = sum(len(bad) for bad, _ in pairs)
    others = sum(not character.isascii() for character in text) - covered
    sure = any(len(bad) > 2 or _CONTROL.search(bad) for bad, _ in pairs)
    return _said(*pairs[0], len(pairs)) if pairs and (covered > others or sure) else ""


def _restored(sequence: str) -> str:
    """The character that was meant; empty if the bytes are no valid UTF-8."""
    return bytes(_BYTE[character] for character in sequence).decode("utf-8", "ignore")


def _as_others(text: str) -> str:
    runs = [found.group() for found in islice(_RUN.finditer(text), _RUNS)]
    least = max(_LEAST, 0.75 * sum(map(len, runs)))
    for encoding in _OTHERS:
        bytes_ = _bytes_of(encoding)
        restored = [(run, good) for run in runs if (good := _decoded(run, bytes_))]
        if sum(len(run) for run, _ in restored) >= least:
            ((run, good), *_), number = restored, sum(len(good) for _, good in restored)
            return _said(run[: len(good[0].encode())], good[0], number)
    return ""


def _decoded(run: str, bytes_: dict[str, int]) -> str:
    """What was meant by some characters; empty if their bytes are no valid UTF-8."""
    if (
        bytes_.get(run[1:2], 0) >> 6 != 0b10
    ):  # no byte that goes on a character: most words end here
        return ""
    try:
        return bytes(bytes_[character] for character in run).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return ""


@cache
def _bytes_of(name: str) -> dict[str, int]:
    """The byte of each character beyond ASCII in an encoding; of those that it does not define the control
    character that programs keep.
    """
    bytes_ = range(0x80, 0x100)
    return {bytes((n,)).decode(name, "ignore") or chr(n): n for n in bytes_}


def _controls(text: str) -> str:
    found = _CONTROL.findall(text)
    if not found:
        return ""
    meant = _CHARACTER[ord(found[0])]
    instead = f', which is "{meant}" in windows-1252' if meant else ""
    return f"has {count(len(found), 'control character')} (the first is U+{ord(found[0]):04X}{instead})"


def _said(bad: str, good: str, number: int) -> str:
    return f'was decoded twice, perhaps: it has "{bad}" for "{good}", {number} such in all'
