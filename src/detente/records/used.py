"""Which values of the vocabularies records use."""

from collections.abc import Iterable
from functools import cache

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
                    used.add(f"{snake(type(member).__name__)}/{member.value}")
    return frozenset(used)


@cache
def _closed(cls: type) -> tuple[Field, ...]:
    """The fields of a class that take values of a vocabulary."""
    return tuple(field for field in describe(cls).fields if field.base == "enum")
