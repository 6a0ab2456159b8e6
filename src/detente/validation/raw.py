"""A file before there are records: its bytes, and what could be made of them so far."""

import json
import math
import re
from functools import cached_property
from typing import Any

from detente.codec.duplicate_keys import DEPTH, depth
from detente.positions import Event, walk
from detente.tokens import STRING, covered

BOM = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8."""

DIGITS = 4300
"""The digits of a whole number that Python converts without being told to (CVE-2020-10735)."""

# Strings are passed over; null, NaN, Infinity, decimals and very long numbers are looked at.
_SCALAR = re.compile(
    rf"{STRING}?|(?P<scalar>null|-?(?:NaN|Infinity)|-?[0-9]+[.eE][0-9.eE+-]*|[0-9]{{1000}})|[0-9]+"
)

NOTHING = object()
"""What stands for a document that there is not."""


class Raw:
    """The bytes of a file, and what could be made of them so far."""

    def __init__(self, data: bytes, *, allow_newer: bool = False) -> None:
        """Keep the bytes."""
        self.data = data
        self.allow_newer = allow_newer

    @cached_property
    def text(self) -> str | None:
        """The text without a byte order mark, ``None`` if it is not UTF-8."""
        try:
            return self.data.removeprefix(BOM).decode("utf-8")
        except UnicodeDecodeError:
            return None

    @cached_property
    def depth(self) -> int:
        """How deeply brackets are nested."""
        return depth(self.text or "")

    @cached_property
    def parsed(self) -> tuple[Any, json.JSONDecodeError | None]:
        """The document, the last of equal keys kept, or why there is none."""
        if self.text is None or self.depth > DEPTH or not self.text.strip():
            return NOTHING, None
        try:
            return json.loads(self.text, object_pairs_hook=self._pairs, parse_int=_int), None
        except json.JSONDecodeError as error:
            return NOTHING, error

    def _pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        self.repeated = self.repeated or len(found) < len(pairs)
        return found

    @cached_property
    def suspicious(self) -> bool:
        """Whether a scalar outside of strings is worth a look at all of them."""
        found = (match["scalar"] for match in _SCALAR.finditer(covered(self.text or "")))
        return any(token is not None and not _harmless(token) for token in found)

    repeated = False
    """Whether some key stands twice; known once parsed."""

    @property
    def document(self) -> Any:
        """The document, ``NOTHING`` if the text is not JSON."""
        return self.parsed[0]

    @cached_property
    def events(self) -> list[Event]:
        """All keys and values with their places; only for a text that is JSON."""
        return list(walk(self.text or ""))


def _harmless(token: str) -> bool:
    """Whether a token is a decimal that stands for itself."""
    try:
        value = float(token)
    except ValueError:  # null
        return False
    return math.isfinite(value) and not value.is_integer()


def _int(token: str) -> int:
    """A whole number; of one that is too large D005 speaks."""
    return int(token) if len(token.lstrip("-")) <= DIGITS else 0


def is_finite(token: str) -> bool:
    """Whether a number can be held: as a float if it is written as one, else digit by digit."""
    if token.lstrip("-").isdigit():
        return len(token.lstrip("-")) <= DIGITS
    return math.isfinite(float(token))
