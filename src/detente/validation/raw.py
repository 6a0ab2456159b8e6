"""A file before there are records: its bytes, its text and its plain values."""

import json
import math
import re
from functools import cached_property
from typing import Any

from detente.codec.duplicate_keys import DEPTH, depth
from detente.positions import Token, walk
from detente.tokens import STRING, masked_escapes

BOM = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8."""

DIGITS = 4300
"""The most characters of a whole number, its sign included, that the decoder takes: as many digits as Python
converts by default (CVE-2020-10735).
"""

# Skips strings; finds null, NaN, Infinity, decimals and very long numbers.
_SCALAR = re.compile(
    rf"{STRING}?|(?P<scalar>null|-?(?:NaN|Infinity)|-?[0-9]+[.eE][0-9.eE+-]*|[0-9]{{1000}})|[0-9]+"
)

NOTHING = object()
"""Stands for a missing document, since ``None`` is a document too."""


class Raw:
    """The bytes of a file, and what can be read from them."""

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
        """The document, with the last of duplicate keys, or why there is none."""
        if self.text is None or self.depth > DEPTH or not self.text.strip():
            return NOTHING, None
        try:
            return json.loads(self.text, object_pairs_hook=self._pairs, parse_int=_int), None
        except json.JSONDecodeError as error:
            return NOTHING, error

    def _pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        unique = dict(pairs)
        self.repeated = self.repeated or len(unique) < len(pairs)
        return unique

    @cached_property
    def suspicious(self) -> bool:
        """Whether there is a scalar for which all scalars must be checked."""
        scalars = (match["scalar"] for match in _SCALAR.finditer(masked_escapes(self.text or "")))
        return any(token is not None and not _harmless(token) for token in scalars)

    repeated = False
    """Whether there is a duplicate key; known once ``parsed`` was called."""

    @property
    def document(self) -> Any:
        """The document, ``NOTHING`` if the text is not JSON."""
        return self.parsed[0]

    @cached_property
    def tokens(self) -> list[Token]:
        """All keys and values with their offsets; only for a text that is JSON."""
        return list(walk(self.text or ""))


def _harmless(token: str) -> bool:
    """Whether a token is a finite decimal that is not a whole number."""
    try:
        value = float(token)
    except ValueError:  # null
        return False
    return math.isfinite(value) and not value.is_integer()


def _int(token: str) -> int:
    """A whole number; 0 for one that is too large, which D005 reports."""
    return int(token) if len(token) <= DIGITS else 0


def is_finite(token: str) -> bool:
    """Whether a number is not too large: as a float if it is written as one, else by its length."""
    if token.lstrip("-").isdigit():
        return len(token) <= DIGITS
    return math.isfinite(float(token))
