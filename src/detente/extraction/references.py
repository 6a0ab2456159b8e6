"""The ids in the plain values of a record: its own, and those that it refers to."""

from collections.abc import Iterator, Mapping
from typing import Any

from detente.records.model import Field, describe
from detente.records.walk import parts


def rename(record: Any, cls: type, names: Mapping[str, str]) -> None:
    """Give a record and its references other ids, in place; a list of references keeps each once.

    ``names``: new ids by old ids.
    """
    for value, field in _id_fields(record, cls):
        held = value[field.key]
        if isinstance(held, str):
            value[field.key] = names.get(held, held)
        elif isinstance(held, list) and any(isinstance(id_, str) and id_ in names for id_ in held):
            renamed = [names.get(id_, id_) if isinstance(id_, str) else id_ for id_ in held]
            value[field.key] = [id_ for n, id_ in enumerate(renamed) if id_ not in renamed[:n]]


def _id_fields(record: Any, cls: type) -> Iterator[tuple[dict[str, Any], Field]]:
    """The fields of a record and its parts that hold ids: the object, and the field."""
    for part in parts(record, cls):
        for field in describe(part.cls).fields:
            if (field.refs or field.key_of) and field.key in part.value:
                yield part.value, field
