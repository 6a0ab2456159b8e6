"""What to recode: changes such as ``claim.kind: interpretive -> evaluative``, read and checked."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from detente.dataset import Dataset
from detente.errors import RecodeError
from detente.records import model
from detente.records.kinds import kind_of
from detente.suggest import close, hint
from detente.vocab.catalogue import snake

CODE, ID = "code", "id"
"""What a change can name instead of a field: a code of a scheme, an id with all its references."""

FORM = "FIELD: OLD -> NEW"
_EXAMPLE = "claim.kind: interpretive -> evaluative"


class Change(NamedTuple):
    """One change of a value wherever it stands."""

    field: str
    """As it was written: ``claim.kind``, ``code``, ``id``."""
    cls: type | None
    """The record class; ``None`` for codes and ids, which stand in many."""
    key: str
    """The key in the file."""
    old: Any
    new: Any

    def __str__(self) -> str:
        """The change as it is written."""
        return f"{self.field}: {_written(self.old)} -> {_written(self.new)}"


class Condition(NamedTuple):
    """What a place must have: a field of the changed part, or of the record that it is in."""

    field: str
    value: Any


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def changes(lines: Iterable[str]) -> tuple[Change, ...]:
    """The changes in some lines; empty lines and those that begin with ``#`` say nothing.

    Raises ``RecodeError`` for a line of another form, an unknown field or value, and two changes of
    the same value.
    """
    found: dict[tuple[Any, ...], Change] = {}
    for line in lines:
        text = line.strip()
        if text and not text.startswith("#"):
            made = _change(text)
            first = found.setdefault((made.cls, made.key, repr(made.old)), made)
            if first.new != made.new:
                raise RecodeError(text, f"there is also: {first}")
    if not found:
        raise RecodeError("", f"no change is given; a change is {FORM}, such as {_EXAMPLE}")
    return tuple(found.values())


def _change(text: str) -> Change:
    name, colon, rest = text.partition(":")
    old, arrow, new = (part.strip() for part in rest.partition("->"))
    name = name.strip()
    if not (colon and arrow and old and new and name) or "->" in new:
        raise RecodeError(text, f"a change is {FORM}, such as {_EXAMPLE}")
    if old == new:
        raise RecodeError(text, "both values are the same")
    if name == ID:
        return _checked_ids(text, old, new)
    if name in (CODE, "codes"):
        for code in (old, new):
            if code.count("/") != 1:
                raise RecodeError(text, f"a code is scheme/value, not {code!r}")
        return Change(CODE, None, "codes", old, new)
    cls, field = _field(text, name)
    return Change(name, cls, field.key, _value(text, field, old), _value(text, field, new))


def _checked_ids(text: str, old: str, new: str) -> Change:
    if kind_of(old) != kind_of(new):
        raise RecodeError(text, "an id keeps its kind, the part before the colon")
    return Change(ID, None, "id", old, new)


@cache
def _classes() -> dict[str, model.Class]:
    return {snake(cls.name): cls for cls in model.classes(Dataset) if cls.type is not Dataset}


def _field(text: str, name: str) -> tuple[type, model.Field]:
    record, dot, key = name.partition(".")
    known = _classes()
    described = known.get(record) or known.get(snake(record))
    if not dot or described is None:
        near = close(record, known)
        wanted = f"{ID}, {CODE}, or the class of a record and its field, such as claim.kind"
        raise RecodeError(text, f"{name!r} is no field: {wanted}; {hint(near, known)}")
    fields = {field.key: field for field in described.fields}
    field = fields.get(key)
    if field is None:
        near = close(key, fields)
        raise RecodeError(text, f"{described.name} has no field {key!r}; {hint(near, fields)}")
    if field.base in ("record", "object", "const"):
        reason = f"{name} holds no single value"
        if field.base == "record":
            inner = snake(field.type.__name__)
            reason += f"; its parts are fields of {inner}, such as {inner}.{_first_value(field)}"
        raise RecodeError(text, reason)
    if field.key_of:
        raise RecodeError(text, f"an id is changed with all its references: {ID}: OLD -> NEW")
    return described.type, field


def _first_value(field: model.Field) -> str:
    return next(
        f.key for f in model.describe(field.type).fields if f.base not in ("record", "object")
    )


def _value(text: str, field: model.Field, given: str) -> Any:
    """A value of a field; only that it is of the field's type is checked, the rest by the rules."""
    if field.base == "enum":
        known = [member.value for member in field.type]
        if given not in known:
            near = hint(close(given, known), known)
            raise RecodeError(text, f"{given!r} is no value of {field.key}; {near}")
    if field.base in ("bool", "int", "number"):
        types: dict[str, tuple[type, ...]] = {
            "bool": (bool,),
            "int": (int,),
            "number": (int, float),
        }
        try:
            value = json.loads(given)
        except ValueError:
            value = None
        if type(value) not in types[field.base]:
            what = {"bool": "true or false"}.get(field.base, "a number")
            raise RecodeError(text, f"{field.key} is {what}, not {given!r}")
        return value
    return given


def conditions(texts: Iterable[str], wanted: Iterable[Change]) -> tuple[Condition, ...]:
    """Conditions such as ``kind=causal``, which all must hold.

    The field is one of the changed part or of the record that it is in. Raises ``RecodeError``.
    """
    return tuple(_condition(text, tuple(wanted)) for text in texts)


def _condition(text: str, wanted: tuple[Change, ...]) -> Condition:
    name, equals, value = (part.strip() for part in text.partition("="))
    if not (name and equals and value):
        raise RecodeError(text, "a condition is FIELD=VALUE, such as kind=causal")
    if any(change.key == "id" and change.cls is None for change in wanted):
        raise RecodeError(text, "an id is changed wherever it stands; it has no conditions")
    known = {f.key: f for cls in _classes().values() for f in cls.fields if f.base != "record"}
    if name not in known:
        field = name.rpartition(".")[2]  # as a change has it: claim.kind
        near = [field] if field in known else close(name, known)
        told = hint(near, ()) if near else "detente docs format lists them"
        raise RecodeError(text, f"no record has a field {name!r}; {told}")
    if known[name].base in ("bool", "int", "number"):
        return Condition(name, _value(text, known[name], value))
    return Condition(name, value)
