"""Corrections of records in a draft: a patch by record and field, which touches nothing else.

A correction may touch the part that a remark is about: one account or utterance, or all of a record but its
accounts and utterances. That is the smallest part in which a mistake can be mended: whether the mode of
a source or its quoted words are wrong, the rule cannot say.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from detente.display import as_json
from detente.errors import AnswerError
from detente.extraction.answers import Answer, plain_values, read
from detente.extraction.remarks import Remark, value_at
from detente.extraction.schemas import CORRECTIONS
from detente.json_types import Json
from detente.records.plain import copied, objects
from detente.schema.reduced import ARRAYS, Slot, slots
from detente.schema.reduced_form import from_reduced

_VOICES = ("accounts", "utterances")
_DELETED = object()
_NEW = "-"
"""In place of the number of an item: a new one at the end (as in JSON Patch, RFC 6902)."""


class Change(NamedTuple):
    """A value that was corrected."""

    record: str
    """The id of the record."""
    field: str
    """The path in the record, empty for the record as a whole."""
    old: Json
    """What stood there; ``None`` if there was nothing."""
    new: Json
    """What stands there now; ``None`` if it was deleted."""

    def __str__(self) -> str:
        """In one line."""
        where = f"{self.record}, {self.field}" if self.field else self.record
        return f"{where}: {_shown(self.old)} becomes {_shown(self.new)}"


_WIDTH = 80  # characters of a value in a log


def _shown(value: Json) -> str:
    return "nothing" if value is None else as_json(value, _WIDTH)


class Applied(NamedTuple):
    """A draft after corrections."""

    draft: dict[str, Json]
    """The draft, as plain values."""
    changes: tuple[Change, ...]
    """What was changed."""
    refused: tuple[str, ...]
    """The corrections that were not applied, and why."""


def apply(
    draft: Mapping[str, Json],
    corrections: Answer | Iterable[Mapping[str, Json]],
    *,
    remarks: Iterable[Remark] | None = None,
) -> Applied:
    """Correct values of records; nothing else is changed.

    Paths count in the draft as it is given, whatever other corrections there are. A correction is refused if
    the draft has no such record, or the record no such field that a model is asked for; if it changes an
    id, or nothing at all; if another one is for the same place; and with ``remarks`` if none of these is about that part
    of that record.

    Args:
        draft: the plain values of a draft.
        corrections: objects with *record*, *field* and *value*, or an answer that has them. The value of a
            field that holds a string is a string, taken as it is; of any other field it is JSON, or a
            string of JSON.
            ``None`` and ``"null"`` delete, whatever the field.
        remarks: what was sent back.

    Raises:
        AnswerError: the answer cannot be read.
    """
    given = _listed(corrections)
    made = copied(dict(draft))
    patch = _Patch(made, None if remarks is None else tuple(remarks))
    for correction in given:
        patch.add(correction)
    patch.apply()
    return Applied(made, tuple(patch.changes), tuple(patch.refused))


def _listed(corrections: Any) -> list[Any]:
    if isinstance(corrections, str | bytes | Mapping):
        listed: list[Any] = read(corrections).get(CORRECTIONS, [])
        return listed
    return [*corrections]


class _RefusalError(Exception):
    """Why a correction is not applied."""


class _Step(NamedTuple):
    """A correction that can be applied."""

    record: dict[str, Any]
    rows: list[Any]
    path: tuple[str | int, ...]
    value: Any


class _Patch:
    def __init__(self, draft: dict[str, Any], remarks: tuple[Remark, ...] | None) -> None:
        self.draft = draft
        self.remarks = remarks
        self.steps: list[_Step] = []
        self.changes: list[Change] = []
        self.refused: list[str] = []

    def add(self, correction: Any) -> None:
        """Look at a correction; nothing is changed yet."""
        try:
            self.steps.append(self._step(correction))
        except _RefusalError as refusal:
            self.refused.append(f"{_name(correction)}: {refusal}")

    def _step(self, correction: Any) -> _Step:
        if not isinstance(correction, Mapping):
            raise _RefusalError("expected an object with record, field and value")
        record, field = correction.get("record"), correction.get("field")
        if not isinstance(record, str) or not isinstance(field, str) or "value" not in correction:
            raise _RefusalError("expected a record, a field and a value")
        rows, found, cls = self._find(record)
        path = _parsed(field, found)
        step = _Step(found, rows, path, _value(found, cls, path, correction["value"]))
        _refuse_no_change(step)
        if self.remarks is not None and not any(_is_about(r, record, path) for r in self.remarks):
            raise _RefusalError("no remark is about this part of it")
        for other in self.steps:
            if other.record is found and _overlap(other.path, path):
                raise _RefusalError("another correction is for the same place")
        return step

    def _find(self, id_: str) -> tuple[list[Any], dict[str, Any], type]:
        for name, cls in ARRAYS.items():
            rows = self.draft.get(name)
            found = [row for row in objects(rows) if row.get("id") == id_]
            if len(found) > 1:
                raise _RefusalError("several records have this id")
            if found:
                return rows or [], found[0], cls
        raise _RefusalError("there is no such record")

    def apply(self) -> None:
        """Apply all: first what replaces, then what is new, then what is deleted, the last items first."""
        deletions = [step for step in self.steps if step.value is _DELETED]
        others = [step for step in self.steps if step.value is not _DELETED]
        others.sort(key=lambda step: _NEW in step.path)
        deletions.sort(key=lambda step: [(type(k) is int, k) for k in step.path], reverse=True)
        for step in (*others, *deletions):
            self.changes.append(_applied(step))


def _name(correction: Any) -> str:
    given = correction if isinstance(correction, Mapping) else {}
    named = [str(given[key])[:80] for key in ("record", "field") if given.get(key)]
    return ", ".join(named) or "a correction"


def _parsed(field: str, record: Mapping[str, Any]) -> tuple[str | int, ...]:
    """A path with numbers where the record has lists."""
    path: list[str | int] = []
    value: Any = record
    for key in field.strip("/").split("/") if field.strip("/") else ():
        if isinstance(value, list):
            number = len(value) if key == _NEW else int(key) if key.isdecimal() else -1
            if not 0 <= number < len(value) + (key == _NEW):
                msg = f"there is no item {key}; it has {len(value)}"
                raise _RefusalError(msg)
            path.append(key if key == _NEW else number)
            value = None if key == _NEW else value[number]
        else:
            path.append(key)
            value = value.get(key) if isinstance(value, dict) else None
    return tuple(path)


def _value(record: Mapping[str, Any], cls: type, path: tuple[str | int, ...], given: Any) -> Any:
    """The new value as a draft has it, ``_DELETED`` for none."""
    given = None if isinstance(given, str) and given.strip() == "null" else given
    if not path:
        if given is not None:
            raise _RefusalError("a record as a whole can only be deleted, by null")
        return _DELETED
    slot, item = _slot(cls, path)
    if slot.key == "id":
        raise _RefusalError("ids are not changed, since other records refer to them")
    text = slot.base in ("str", "enum") and (item or not slot.many)
    value = _checked(_dumped(given)) if text else _json(given)
    if text and value is not None and not isinstance(value, str):
        raise _RefusalError("the value of this field is a string")
    if value is None or (not item and not slot.many and slot.optional and _is_absent(value)):
        if path[-1] == _NEW:
            raise _RefusalError("there is no value to add")
        return _DELETED
    if slot.base == "record":
        many = slot.many and not item
        rows = (
            [from_reduced(row, slot.type) for row in value]
            if many and type(value) is list
            else None
        )
        value = from_reduced(value, slot.type) if rows is None else rows
    if _holder(record, path) is None:
        raise _RefusalError("there is nothing to hold this value")
    return value


def _refuse_no_change(step: _Step) -> None:
    """Refuse a correction after which the record would be the same."""
    if step.value is _DELETED and step.path:
        holder = _holder(step.record, step.path)
        if not (isinstance(holder, list) or (holder and step.path[-1] in holder)):
            raise _RefusalError("there is nothing to delete")
    elif step.path:
        old = value_at(step.record, step.path)
        if json.dumps(old, sort_keys=True) == json.dumps(step.value, sort_keys=True):
            msg = f"it is {_shown(old)} already"
            raise _RefusalError(msg)


def _is_absent(value: Any) -> bool:
    """Whether a value means that there is none: as in an answer, for a field that may be absent."""
    return value in ("", [], {}) or value is False


def _json(value: Any) -> Any:
    """A value that is JSON, or was; checked as an answer is."""
    return _checked(value if isinstance(value, str) else _dumped(value))


def _dumped(value: Any) -> str:
    try:
        return json.dumps(value)
    except (TypeError, ValueError, RecursionError) as error:
        msg = f"no JSON value: {error}"
        raise _RefusalError(msg) from error


def _checked(text: str) -> Any:
    try:
        return plain_values(text.encode("utf-8", "surrogatepass"))
    except AnswerError as error:
        msg = f"the value is not JSON: {error}"
        raise _RefusalError(msg) from error


def _slot(cls: Any, path: tuple[str | int, ...]) -> tuple[Slot, bool]:
    """The field that a path leads to, and whether to an item of its list."""
    slot: Slot | None = None
    item = False
    for key in path:
        if slot is not None and slot.many and not item:
            if type(key) is not int and key != _NEW:
                msg = f"{slot.key} has no item {key}"
                raise _RefusalError(msg)
            item = True
            continue
        known = {s.key: s for s in slots(cls)} if slot is None or slot.base == "record" else {}
        if key not in known:
            msg = f"a model is not asked for a field {key!r} there"
            raise _RefusalError(msg)
        slot, item = known[str(key)], False
        cls = slot.type
    assert slot is not None
    return slot, item


def _holder(record: Any, path: tuple[str | int, ...]) -> Any:
    """The object or list that holds the last key of a path; ``None`` if there is none."""
    value = record
    for number, key in enumerate(path[:-1]):
        if isinstance(value, list):
            value = value[key] if type(key) is int else None
        elif isinstance(value, dict) and path[number + 1] == _NEW and key not in value:
            return ()  # a list that is not there yet
        else:
            value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict | list) else None


def _applied(step: _Step) -> Change:
    """Change the draft by a step."""
    id_, field = str(step.record["id"]), "/".join(map(str, step.path))
    if not step.path:
        old: Json = dict(step.record)
        step.rows[:] = [row for row in step.rows if row is not step.record]
        return Change(id_, field, old, None)
    *above, key = step.path
    last: Any = key
    holder: Any = step.record
    for key in above:
        holder = holder.setdefault(key, []) if isinstance(holder, dict) else holder[key]
    if step.value is _DELETED:
        return Change(id_, field, holder.pop(last), None)
    if last == _NEW:
        holder.append(step.value)
        return Change(id_, field, None, step.value)
    old = holder.get(last) if isinstance(holder, dict) else holder[last]
    holder[last] = step.value
    return Change(id_, field, old, step.value)


def _is_about(remark: Remark, record: str, path: tuple[str | int, ...]) -> bool:
    """Whether a remark is about the part of a record that a path leads into."""
    if record in remark.related:
        return True
    if record != remark.record:
        return False
    part = tuple(remark.field.split("/"))[:2] if remark.field else ()
    if record.startswith("article:"):  # its head is not the model's
        return path[:1] == ("uncoded",)
    if not path or not part:
        return True
    if part[0] in _VOICES:
        return tuple(map(str, path[: len(part)])) == part
    return path[0] not in _VOICES


def _overlap(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether one path leads to or through the place of the other; new items do not exclude each other."""
    shared = min(len(one), len(other))
    new = one == other and one[-1:] == (_NEW,)
    return one[:shared] == other[:shared] and not new
