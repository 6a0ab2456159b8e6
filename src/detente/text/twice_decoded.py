"""Signs that a text was decoded wrongly before it was saved, such as *Ã¼* for *ü*."""

import re

from detente.display import count

_UNDEFINED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
"""Bytes that windows-1252 does not define, which programs keep as control characters."""

_CHARACTER = {
    byte: chr(byte) if byte in _UNDEFINED else bytes((byte,)).decode("windows-1252")
    for byte in range(0x80, 0x100)
}
_BYTE = {character: byte for byte, character in _CHARACTER.items()}


def _class(first: int, last: int) -> str:
    return "[" + "".join(re.escape(_CHARACTER[byte]) for byte in range(first, last + 1)) + "]"


_FOLLOWING = _class(0x80, 0xBF)
_LONG = f"{_class(0xE0, 0xEF)}{_FOLLOWING}{{2}}|{_class(0xF0, 0xF4)}{_FOLLOWING}{{3}}"
_SEQUENCE = re.compile(f"{_LONG}|{_class(0xC2, 0xDF)}{_FOLLOWING}")
"""What windows-1252 makes of one character in UTF-8."""


def twice_decoded(text: str) -> str:
    """What shows that a text was decoded wrongly, in words; empty if nothing does.

    Sequences of two characters may be meant (*IRMÃ»* ends in a quotation mark), so they count only
    if most of what is not ASCII belongs to such sequences; longer ones always count.
    """
    if text.isascii():
        return ""
    lost = text.count("\ufffd")
    if lost:
        return f"has {count(lost, 'replacement character')} (U+FFFD), where letters were lost"
    pairs = [(m.group(), good) for m in _SEQUENCE.finditer(text) if (good := _restored(m.group()))]
    covered = sum(len(bad) for bad, _ in pairs)
    others = sum(not character.isascii() for character in text) - covered
    if pairs and (covered > others or any(len(bad) > 2 for bad, _ in pairs)):
        bad, good = pairs[0]
        return f'was decoded twice, perhaps: it has "{bad}" for "{good}", {len(pairs)} such in all'
    return ""


def _restored(sequence: str) -> str:
    """The character that was meant; empty if the bytes are no valid UTF-8."""
    return bytes(_BYTE[character] for character in sequence).decode("utf-8", "ignore")
