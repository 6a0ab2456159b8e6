"""Records in the form of the reduced schema, and back.

What is absent there is decided by the field, never by the value alone: 0 is an amount, but no ``nth``;
an empty list of evidence is a mistake that validation reports, an empty list of themes is none.
"""

from collections.abc import Mapping
from typing import Any

from detente.json_types import Json
from detente.schema.reduced import ARRAYS, Slot, slots

# --- from a draft ---------------------------------------------------------------------------------


def to_reduced(draft: Mapping[str, Any]) -> dict[str, Json]:
    """The records of a draft as a model is to return them, such as an example in a prompt.

    ``draft``: the plain values of a draft, whose spans are quotes. What a model is not asked for is
    left out.
    """
    return {
        name: [_reduced_record(record, cls) for record in draft.get(name, ())]
        for name, cls in ARRAYS.items()
    }


def _reduced_record(record: Mapping[str, Any], cls: type) -> dict[str, Json]:
    return {slot.key: _reduced(record.get(slot.key), slot) for slot in slots(cls)}


def _reduced(value: Any, slot: Slot) -> Json:
    if value is None:
        return _absent(slot)
    if slot.base != "record":
        return value
    if slot.many:
        return [_reduced_record(item, slot.type) for item in value]
    return _reduced_record(value, slot.type)


def _absent(slot: Slot) -> Json:
    if slot.many:
        return []
    absent: dict[str, Json] = {"record": None, "number": None, "bool": False, "int": 0}
    return absent.get(slot.base, "")


# --- into a draft ---------------------------------------------------------------------------------


def from_reduced(value: Any, cls: type) -> Any:
    """A record of a model's answer as a draft has it: without what is absent.

    ``null`` and an object in which everything is absent are absent too. Keys that the schema does not
    have, and values of a wrong type, are kept: validation reports them.
    """
    if not isinstance(value, dict):
        return value
    known = {slot.key: slot for slot in slots(cls)}
    return {
        key: _read(item, known[key]) if key in known else item
        for key, item in value.items()
        if key not in known
        or not (_is_absent(item, known[key]) and _may_be_absent(item, known[key]))
    }


def _read(value: Any, slot: Slot) -> Any:
    if slot.base != "record":
        return value
    if slot.many and isinstance(value, list):
        return [from_reduced(item, slot.type) for item in value]
    return from_reduced(value, slot.type)


def _may_be_absent(value: Any, slot: Slot) -> bool:
    return slot.optional or value is None  # no value of the format is null


def _is_absent(value: Any, slot: Slot) -> bool:
    """Whether a value means in this place that there is none."""
    if value is None:
        return True
    if isinstance(value, dict) and slot.base == "record" and not slot.many:
        known = {inner.key: inner for inner in slots(slot.type)}
        return all(key in known and _is_absent(item, known[key]) for key, item in value.items())
    absent = _absent(slot)
    return type(value) is type(absent) and value == absent
