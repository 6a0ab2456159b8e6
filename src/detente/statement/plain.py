"""Values of rows as plain ones, for JSON and data frames."""

from enum import Enum
from typing import Any

from detente.json_types import Json
from detente.records import Span


def plain(value: Any) -> Json:
    """A value of a row: of a vocabulary as its string, a span as two offsets, several as a list."""
    if value is None or type(value) is str:
        return value
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Span):
        return [value.start, value.end]
    # Not ``.value``, which is looked up by a function in Python.
    result: Json = value._value_ if isinstance(value, Enum) else value
    return result
