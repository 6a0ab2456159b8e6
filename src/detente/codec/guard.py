r"""The guard against what a JSON decoder passes over: keys twice, ``null`` for absent.

Every decoder keeps one of two equal keys and says nothing. Re-encoding what was decoded shows
the loss cheaply: a key that was dropped, and a key whose value was ``null`` or the default, had
quotation marks that the encoded form lacks. Equal counts prove that nothing was dropped, as long
as no escape ``\\u`` hides a quotation mark; otherwise the file is looked through slowly.
"""

import json
from typing import Any

from detente.codec.mirror import encoder

DROPPED = "a key stands twice, or a value is null"


def quotes(part: Any) -> int:
    """The number of quotation marks that a decoded part has in JSON."""
    return encoder.encode(part).count(b'"')


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

    document = json.loads(data, object_pairs_hook=check)
    return clean and not (b"null" in data and has_null(document))


def has_null(value: Any) -> bool:
    """Whether ``null`` stands anywhere but in an extension."""
    if isinstance(value, dict):
        return any(has_null(item) for key, item in value.items() if key != "ext")
    if isinstance(value, list):
        return any(map(has_null, value))
    return value is None
