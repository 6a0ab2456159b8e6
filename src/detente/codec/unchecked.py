"""Records to plain Python values without any check, for datasets that may contain any value."""

import json
from enum import Enum
from typing import Any

from detente.codec.columns import Columns
from detente.codec.encode import unwritable_extension
from detente.dataset import Dataset
from detente.errors import UnwritableError
from detente.records import model


def _unchecked(record: Any) -> dict[str, Any]:
    """A record as dicts and lists, without absent and default values."""
    values: dict[str, Any] = {}
    for field in model.fields_of(record):
        value = getattr(record, field.name)
        if field.required or value != field.default:
            values[field.key] = [_item(item) for item in value] if field.many else _item(value)
    return values


def _item(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return _unchecked(value) if hasattr(value, "__attrs_attrs__") else value


def unchecked_json(dataset: Dataset) -> bytes:
    """The JSON of a dataset, valid or not.

    Raises ``UnwritableError`` if an extension or a number is not one that JSON has.
    """
    reason = unwritable_extension(Columns(dataset).extensions)
    if reason is not None:
        raise UnwritableError(reason)
    try:
        return json.dumps(_unchecked(dataset)).encode("utf-8")
    except (ValueError, TypeError, RecursionError) as error:
        raise UnwritableError(str(error)) from error
