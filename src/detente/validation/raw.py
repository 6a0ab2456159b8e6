"""A file before there are records: its bytes, its text and its plain values."""

import json
import math
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import msgspec

from detente.codec.duplicate_keys import DEPTH, may_count, nesting, quotes
from detente.positions import Token, walk
from detente.tokens import outside_strings

BOM = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8."""

DIGITS = 4300
"""The most characters of a whole number, its sign included, that the decoder takes: as many digits as Python
converts by default (CVE-2020-10735).
"""

_STRUCTURE = str.maketrans(dict.fromkeys('[]{}:,"', " "))
"""Turns what is outside strings into scalars with blanks between them."""

_PLAIN = 1000
"""Characters: whole numbers that are shorter need no check."""

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
    def _outside(self) -> str:
        """The text without its strings."""
        return outside_strings(self.text or "")

    @cached_property
    def depth(self) -> int:
        """How deeply brackets are nested."""
        return nesting(self._outside)

    @cached_property
    def parsed(self) -> tuple[Any, json.JSONDecodeError | None]:
        """The document, with the last of duplicate keys, or why there is none."""
        if self.text is None or self.depth > DEPTH or not self.text.strip():
            return NOTHING, None
        values = self._read_at_once()
        if values is not NOTHING:
            return values, None
        try:
            return json.loads(self.text, object_pairs_hook=self._pairs, parse_int=_int), None
        except json.JSONDecodeError as error:
            return NOTHING, error

    def _read_at_once(self) -> Any:
        """The document, if the faster decoder reads it and counting shows that it dropped no key."""
        if not may_count(self.data):
            return NOTHING
        try:
            values = msgspec.json.decode(self.data.removeprefix(BOM))
        except (msgspec.DecodeError, RecursionError):
            return NOTHING
        return values if quotes(values) == self.data.count(b'"') else NOTHING

    def _pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        unique = dict(pairs)
        self.repeated = self.repeated or len(unique) < len(pairs)
        return unique

    @cached_property
    def odd(self) -> list[str]:
        """The scalars, as they are written, that may be wrong: where there are any, it depends on their place."""
        scalars = set(self._outside.translate(_STRUCTURE).split())
        return [token for token in scalars if not _harmless(token)]

    @cached_property
    def _values_outside_extensions(self) -> tuple[bool, bool]:
        """Whether there may be ``null``, and floats that are whole, outside extensions."""
        values = [*_outside_extensions(self.document)]
        if self.repeated:  # there are values that the document does not have
            return True, True
        floats = (value for value in values if type(value) is float)
        return None in values, any(map(float.is_integer, filter(math.isfinite, floats)))

    @property
    def null_outside_extensions(self) -> bool:
        """Whether there may be ``null`` outside extensions."""
        return "null" in self.odd and self._values_outside_extensions[0]

    @property
    def whole_float_outside_extensions(self) -> bool:
        """Whether there may be floats that are whole outside extensions."""
        return any(t[-1].isdigit() for t in self.odd) and self._values_outside_extensions[1]

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


def _outside_extensions(value: Any) -> Iterator[Any]:
    """The scalars in a value that are in no extension."""
    held = [value]
    while held:
        value = held.pop()
        if isinstance(value, dict):
            held += (
                item
                for key, item in value.items()
                if key != "ext" or not isinstance(item, dict | list)
            )
        elif isinstance(value, list):
            held += value
        else:
            yield value


def _harmless(token: str) -> bool:
    """Whether a scalar is a truth value, a whole number, or a finite decimal that is not one."""
    if token.isdecimal() and len(token) < _PLAIN:
        return True
    if token in ("true", "false"):
        return True
    try:
        value = float(token)
    except ValueError:  # null
        return False
    return math.isfinite(value) and not ({*".eE"}.intersection(token) and value.is_integer())


def _int(token: str) -> int:
    """A whole number; 0 for one that is too large, which D005 reports."""
    return int(token) if len(token) <= DIGITS else 0


def is_finite(token: str) -> bool:
    """Whether a number is not too large: as a float if it is written as one, else by its length."""
    if token.lstrip("-").isdigit():
        return len(token) <= DIGITS
    return math.isfinite(float(token))
