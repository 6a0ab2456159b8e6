r"""The guard against what a JSON decoder passes over: keys twice, ``null`` for absent.

Every decoder keeps one of two equal keys and says nothing. Re-encoding what was decoded shows
the loss cheaply: a key that was dropped, and a key whose value was ``null`` or the default, had
quotation marks that the encoded form lacks. Equal counts prove that nothing was dropped, as long
as no escape ``\\u`` hides a quotation mark; otherwise the file is looked through slowly.
"""

import json
from collections.abc import Iterable
from typing import Any

from detente.codec.mirror import encoder
from detente.tokens import BRACKET, covered

DROPPED = "a key stands twice, or a value is null"
DEEP = "brackets are nested too deeply"
DEPTH = 64
"""How deeply brackets may be nested."""


def quotes(part: Any) -> int:
    """The number of quotation marks that a decoded part has in JSON."""
    return encoder.encode(part).count(b'"')


def says_the_same(head: Any, data: bytes) -> bool:
    """Whether what was decoded can be shown to be all of a file: it is just what we write on
    one line, or has as many quotation marks.
    """
    encoded = encoder.encode(head)
    if encoded == data:
        return True
    return may_count(data) and encoded.count(b'"') == data.count(b'"')


def may_count(data: bytes) -> bool:
    """Whether counting quotation marks proves anything for this file."""
    return b"\\" not in data or b"\\u" not in data


def nothing_dropped(data: bytes) -> bool:
    """Look through a file for keys twice and ``null`` outside of extensions. Slow."""
    clean = True

    def check(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal clean
        found = dict(pairs)
        clean = clean and len(found) == len(pairs)
        return found

    try:
        document = json.loads(data, object_pairs_hook=check)
    except (ValueError, RecursionError):  # in what an open mirror passes over
        return False
    return clean and not (b"null" in data and has_null(document))


def depth(text: str) -> int:
    """How deeply the brackets of a text are nested, counted without recursion."""
    deepest = now = 0
    for match in BRACKET.finditer(covered(text)):
        token = match.group()
        if token in "[{":
            now += 1
            deepest = max(deepest, now)
        elif token in "]}":
            now -= 1
    return deepest


def too_deep(extensions: Iterable[Any], data: bytes) -> bool:
    """Whether a file is nested too deeply. Records alone cannot be: only extensions can."""
    if not any(deep(ext, DEPTH // 2) for ext in extensions):
        return False
    return depth(data.decode("utf-8")) > DEPTH


def deep(value: Any, limit: int) -> bool:
    """Whether plain values are nested deeper than a limit."""
    if limit < 0:
        return True
    if isinstance(value, dict):
        return any(deep(item, limit - 1) for item in value.values())
    if isinstance(value, list | tuple):
        return any(deep(item, limit - 1) for item in value)
    return False


def has_null(value: Any) -> bool:
    """Whether ``null`` stands anywhere but in an extension."""
    if isinstance(value, dict):
        return any(item is None or (key != "ext" and has_null(item)) for key, item in value.items())
    if isinstance(value, list | tuple):
        return any(map(has_null, value))
    return value is None
