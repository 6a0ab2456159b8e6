"""Column checks: what the decoder does not check, for all records of a class at once.

The records of a dataset are gathered by class, in C as far as possible, and a plan made from
the model says which columns must match which pattern.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from detente.codec.mirror import ONCE
from detente.dataset import Dataset
from detente.records import constraints as c
from detente.records import model

_END = r"$(?!\n)"


class Columns:
    """The records of a dataset by class, every part of them included."""

    def __init__(self, dataset: Dataset, *, part: Any = None, source: bytes | None = None) -> None:
        """Gather them, wholes before their parts; only those of ``part``, if it is given.
        ``source``: the JSON that they were read from, if it is known.
        """
        self.dataset = dataset
        self._source = source
        whole = dataset if part is None else part
        self.by_class: dict[type, list[Any]] = {cls.type: [] for cls in model.classes(Dataset)}
        self.by_class[type(whole)] = [whole]
        for cls, children in _descent():
            owners = self.by_class[cls]
            if owners:
                for get, many, child in children:
                    values = map(get, owners)
                    parts = chain.from_iterable(values) if many else filter(None, values)
                    self.by_class[child].extend(parts)

    @classmethod
    def of(cls, record: Any) -> "Columns":
        """The columns of one record of any class."""
        return cls(record) if isinstance(record, Dataset) else cls(Dataset(), part=record)

    def values(self, column: "Column") -> list[Any]:
        """The values of one column, without absent ones."""
        owners = self.by_class[column.cls]
        if not owners:
            return []
        values = map(column.get, owners)
        if column.many:
            return list(chain.from_iterable(values))
        return list(values) if column.required else [v for v in values if v is not None]

    def may_have(self, text: str) -> bool:
        """Whether a key or a string may have some ASCII text in it: not if the JSON does not have it."""
        source = self._source
        if source is None or text.encode("ascii") in source:
            return True
        return b"\\" in source and b"\\u" in source  # the first is much faster to find

    @cached_property
    def extensions(self) -> list[dict[str, Any]]:
        """The extensions of all records and parts; usually there are none."""
        if not self.may_have('"ext"'):
            return []
        parts = (rows for cls, rows in self.by_class.items() if cls is not Dataset)
        return [ext for ext in map(_ext, chain.from_iterable(parts)) if ext is not None]

    @cached_property
    def references(self) -> "list[tuple[Column, list[str]]]":
        """The columns with ids of other records, each with its ids; without empty ones."""
        columns = ((column, self.values(column)) for column in reference_columns())
        return [(column, ids) for column, ids in columns if ids]


class Column(NamedTuple):
    """One field of one class."""

    cls: type
    field: model.Field
    get: Callable[[Any], Any]
    many: bool
    """Whether the field is a list."""
    required: bool
    """Whether every record has it."""


def _column(cls: model.Class, field: model.Field) -> Column:
    return Column(cls.type, field, attrgetter(field.name), field.many, field.required)


@cache
def _descent() -> tuple[tuple[type, tuple[tuple[Callable[[Any], Any], bool, type], ...]], ...]:
    """For each class, wholes first: how to reach the records that it is made of."""
    return tuple(
        (
            cls.type,
            tuple(
                (attrgetter(field.name), field.many, field.type)
                for field in cls.fields
                if field.base == "record"
            ),
        )
        for cls in reversed(model.classes(Dataset))
    )


@cache
def reference_columns() -> tuple[Column, ...]:
    """The columns with ids of other records."""
    return tuple(
        _column(cls, field) for cls in model.classes(Dataset) for field in cls.fields if field.refs
    )


@cache
def _pattern_plan() -> tuple[tuple[str, tuple[Column, ...]], ...]:
    """For each pattern the columns that must match it, except references and what msgspec has
    checked.
    """
    plan: dict[str, list[Column]] = {}
    for cls in model.classes(Dataset):
        for field in cls.fields if cls.type not in ONCE else ():
            if field.pattern and not field.refs:
                plan.setdefault(field.pattern, []).append(_column(cls, field))
    return tuple((pattern, tuple(columns)) for pattern, columns in plan.items())


@cache
def _mismatch(pattern: str) -> "re.Pattern[str]":
    """Finds a line feed that is not followed by a string of the pattern."""
    body = pattern.removeprefix("^").removesuffix(_END)
    return re.compile(f"\n(?!{body}$)", re.MULTILINE)


def all_match(pattern: str, values: Sequence[str]) -> bool:
    """Whether every value matches, in one search. No pattern of the format allows a line feed."""
    text = "\n".join(("", *values))
    return _mismatch(pattern).search(text) is None and text.count("\n") == len(values)


@cache
def number_columns() -> tuple[Column, ...]:
    """The columns that hold numbers of any kind, not offsets and counts."""
    return tuple(
        _column(cls, field)
        for cls in model.classes(Dataset)
        for field in cls.fields
        if field.base == "number"
    )


_ID = re.compile(c.ANY_ID)
_ext = attrgetter("ext")


def is_id(text: str) -> bool:
    """Whether a string has the form of an id."""
    return len(text) <= c.ID_LENGTH and _ID.match(text) is not None


def shape_is_valid(columns: Columns, ids: "Iterable[str]") -> bool:
    """Whether all strings match their patterns (level 1), and whole numbers are written as such
    (level 0); the decoder checks neither.

    ``ids`` are the ids that exist: a reference to one of them needs no matching.
    """
    for pattern, plan in _pattern_plan():
        values = list(chain.from_iterable(map(columns.values, plan)))
        if values and not all_match(pattern, values):
            return False
    named = set(chain.from_iterable(values for _, values in columns.references))
    if not all(map(is_id, named.difference(ids))):
        return False
    for column in number_columns():
        if any(isinstance(v, float) and v.is_integer() for v in columns.values(column)):
            return False
    return all(map(extension_keys_are_valid, columns.extensions))


def extension_keys_are_valid(ext: dict[str, Any]) -> bool:
    """Whether all keys of an extension are namespaced."""
    return all_match(c.EXT_KEY, list(ext))
