"""Records to plain Python values without any check, for datasets that may hold anything."""

import json
from enum import Enum
from typing import Any

from detente.codec.columns import Columns
from detente.codec.encode import odd_extension
from detente.dataset import Dataset
from detente.errors import UnwritableError
from detente.records import model


def to_plain(value: Any) -> Any:
    """A record as dicts and lists, what is absent or the default left out."""
    out: dict[str, Any] = {}
    for field in model.fields_of(value):
        held = getattr(value, field.name)
        if not field.required and held == field.default:
            continue
        out[field.key] = [_item(item) for item in held] if field.many else _item(held)
    return out


def _item(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return to_plain(value) if hasattr(value, "__attrs_attrs__") else value


def to_json(dataset: Dataset) -> bytes:
    """The JSON of a dataset, sound or not.

    Raises ``UnwritableError`` if an extension or a number is nothing that JSON could say.
    """
    complaint = odd_extension(Columns(dataset).extensions)
    if complaint is not None:
        raise UnwritableError(complaint)
    try:
        return json.dumps(to_plain(dataset)).encode("utf-8")
    except (ValueError, TypeError, RecursionError) as error:
        raise UnwritableError(str(error)) from error
