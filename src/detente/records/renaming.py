"""Renaming ids: of the records that have them, and in all references to them.

What an id or a reference is, the model of the records says. Works on records and, since drafts have none
yet, on their plain values. Extensions and remarks are never interpreted: an id in them stays.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

import attrs

from detente.records import constraints as c
from detente.records.kinds import KINDS, kind_of
from detente.records.model import Field, describe
from detente.records.relations import Relation

_T = TypeVar("_T")


def renamed(value: _T, names: Mapping[str, str], cls: type | None = None) -> _T:
    """A record, a dataset or a part of one with other ids; what names none of them is returned itself.

    All are renamed at once, so that two ids can change places. Codes follow the id of their scheme. The
    parties of a relation that stood in the order of their ids do so afterwards.

    Args:
        value: a record or a dataset; of a draft or a JSON document the plain values.
        names: the new id of each id to rename; ``refusals`` says whether it can be done.
        cls: the class of plain values.
    """
    made: _T = _renamed(value, names, cls or type(value)) if names else value
    return made


def refusals(names: Mapping[str, str], ids: Iterable[str]) -> Iterator[str]:
    """Why ids cannot be renamed so, each in one sentence; nothing if they can.

    Args:
        names: the new id of each id to rename.
        ids: all ids that there are. An id that is renamed itself becomes free.
    """
    known = frozenset(ids)
    taken = {id_: id_ for id_ in known.difference(names)}
    for old, new in names.items():
        if old not in known:
            yield f"{old} cannot be renamed: there is no record with this id"
        elif not _is_id(new):
            yield f"{old} cannot become {new!r}: that is not an id"
        elif kind_of(old) != kind_of(new):
            yield f"{old} cannot become {new}: an id keeps its kind, {kind_of(old)}"
        elif new in taken:
            owner = "" if taken[new] == new else f", as {taken[new]} does"
            yield f"{old} cannot become {new}{owner}: each id belongs to one record"
        else:
            taken[new] = old


def _is_id(text: str) -> bool:
    kind: Any = kind_of(text)
    known = kind in KINDS and len(text) <= c.ID_LENGTH
    return known and re.match(c.id_pattern(kind), text) is not None


def _renamed(value: Any, names: Mapping[str, str], cls: type) -> Any:
    plain = isinstance(value, dict)
    if not plain and not hasattr(value, "__attrs_attrs__"):
        return value  # a draft may hold anything until the schema has looked at it
    changes: dict[str, Any] = {}
    for field in _naming_fields(cls):
        name = field.key if plain else field.name
        held = value.get(name) if plain else getattr(value, name)
        if held is None:
            continue
        if isinstance(held, tuple | list):
            items = [_item(item, names, field) for item in held]
            if all(new is old for new, old in zip(items, held, strict=True)):
                continue
            if field.name == "parties" and issubclass(cls, Relation):
                items = _in_order(items, held)
            changes[name] = type(held)(items)
        else:
            new = _item(held, names, field)
            if new is not held:
                changes[name] = new
    if not changes:
        return value
    return value | changes if plain else attrs.evolve(value, **changes)


def _item(item: Any, names: Mapping[str, str], field: Field) -> Any:
    if field.base == "record":
        return _renamed(item, names, field.type)
    if not isinstance(item, str):
        return item
    if not field.code:
        return names.get(item, item)
    scheme, slash, value = item.partition("/")
    return f"{names[scheme]}{slash}{value}" if scheme in names else item


def _in_order(new: list[Any], old: Iterable[Any]) -> list[Any]:
    """Items in order if the old ones were: the order of ids carries no meaning but their own."""
    before = [*old]
    comparable = all(isinstance(item, str) for item in before)
    return sorted(new) if comparable and before == sorted(before) else new


@cache
def _naming_fields(cls: type) -> tuple[Field, ...]:
    """The fields of a class that hold ids, codes, or parts with such fields."""
    return tuple(
        field
        for field in describe(cls).fields
        if field.key_of
        or field.refs
        or field.code
        or (field.base == "record" and _naming_fields(field.type))
    )
