r"""Detects what a JSON decoder ignores: duplicate keys, and ``null`` for absent values.

Every decoder silently keeps one of two duplicate keys. Encoding the decoded values again shows the loss
cheaply: a dropped key, and a key whose value was ``null`` or the default, had quotation marks that the
encoded form lacks. Equal counts prove that nothing was dropped, as long as no escape ``\\u`` hides a
quotation mark; otherwise the whole file is searched, which is slow.
"""

import json
import re
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from detente.codec.mirror import encoder
from detente.tokens import outside_strings

DROPPED = "there is a duplicate key, or a value is null"
DEEP = "brackets are nested too deeply"
DEPTH = 64
"""How deeply brackets may be nested: more than five times as deep as records are, and far below the recursion
limit of Python (1000). A guess within these bounds.
"""

_NO_BRACKET = re.compile(r"[^\[\]{}]+")
_STEP = {"[": 1, "{": 1, "]": -1, "}": -1}


def quotes(part: Any) -> int:
    """The number of quotation marks in the JSON of a decoded part."""
    return encoder.encode(part).count(b'"')


def shown_complete(head: Any, data: bytes) -> bool:
    """Whether it can be shown cheaply that decoding dropped nothing: encoding gives the same bytes,
    or as many quotation marks.
    """
    encoded = encoder.encode(head)
    if encoded == data:
        return True
    return may_count(data) and encoded.count(b'"') == data.count(b'"')


def may_count(data: bytes) -> bool:
    """Whether counting quotation marks proves anything for this file."""
    return b"\\" not in data or b"\\u" not in data


def nothing_dropped(data: bytes) -> bool:
    """Whether a file has no duplicate keys and no ``null`` outside extensions. Slow."""
    unique = True

    def check(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal unique
        values = dict(pairs)
        unique = unique and len(values) == len(pairs)
        return values

    try:
        document = json.loads(data, object_pairs_hook=check)
    except (ValueError, RecursionError):  # in values that an open mirror ignores
        return False
    return unique and not (b"null" in data and has_null(document))


def depth(text: str) -> int:
    """How deeply the brackets of a text are nested, counted without recursion."""
    return nesting(outside_strings(text))


def nesting(outside: str) -> int:
    """The same for what is left of a text without its strings."""
    brackets = _NO_BRACKET.sub("", outside)
    return max(accumulate(map(_STEP.__getitem__, brackets), initial=0))


def too_deep(extensions: Iterable[Any], data: bytes) -> bool:
    """Whether a file is nested too deeply, which only extensions can be."""
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
    """Whether there is a ``null`` outside extensions."""
    if isinstance(value, dict):
        return any(item is None or (key != "ext" and has_null(item)) for key, item in value.items())
    if isinstance(value, list | tuple):
        return any(map(has_null, value))
    return value is None
