"""Which values of the vocabularies records use."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from detente.records.format import Record
from detente.records.model import Field, describe
from detente.records.walk import parts
from detente.vocab.catalogue import snake


def used_values(records: Iterable[Record]) -> frozenset[str]:
    """The vocabulary values that records use, each as ``vocabulary/value``."""
    used = set()
    for record in records:
        for part in parts(record):
            for field in _closed(part.cls):
                value = getattr(part.value, field.name)
                for member in value if field.many else filter(None, [value]):
                    used.add(_name(field.type, member))
    return frozenset(used)


@cache
def _name(vocabulary: type, member: Any) -> str:
    """Of members of two vocabularies that are written alike each has its own."""
    return f"{snake(vocabulary.__name__)}/{member.value}"


@cache
def _closed(cls: type) -> tuple[Field, ...]:
    """The fields of a class that take values of a vocabulary."""
    return tuple(field for field in describe(cls).fields if field.base == "enum")
