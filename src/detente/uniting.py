"""Uniting datasets: lists are united; scalars of the headers must be equal, or absent on one side."""

from collections.abc import Iterable
from typing import Any, TypeVar

import attrs

from detente.errors import MergeError
from detente.records import ARRAYS, Record, Records
from detente.records.header import Header
from detente.records.reprs import full

_Dataset = TypeVar("_Dataset", bound=Records)


def merge(first: _Dataset, *others: _Dataset) -> _Dataset:
    """Unite datasets without choosing between them.

    The same record in several counts once; two different records with one id, and different
    scalars in the headers, are refused.

    Args:
        first: a dataset, whose records come first.
        others: those to unite it with.

    Raises:
        MergeError: with every difference that prevents it.
    """
    merged, problems = first, list[str]()
    for other in others:
        merged = _pair(merged, other, problems)
    if problems:
        raise MergeError(*problems)
    return merged


def _pair(left: _Dataset, right: _Dataset, problems: list[str]) -> _Dataset:
    changes: dict[str, Any] = {
        "dataset": _header(left.dataset, right.dataset, problems),
        "schema_uri": left.schema_uri or right.schema_uri,
    }
    if left.schema_uri and right.schema_uri and left.schema_uri != right.schema_uri:
        problems.append(f"$schema {left.schema_uri} and {right.schema_uri}")
    if left.version != right.version:
        problems.append(f"format versions {left.version} and {right.version}")
    for name in ARRAYS:
        changes[name] = _united(getattr(left, name), getattr(right, name), problems)
    return attrs.evolve(left, **changes)  # type: ignore[misc]


def _united(
    left: Iterable[Record], right: Iterable[Record], problems: list[str]
) -> tuple[Record, ...]:
    united: dict[str, Record] = {}
    for record in (*left, *right):
        first = united.setdefault(record.id, record)
        # Not by equality, for which 1 and True would be the same value.
        if first is not record and full(first) != full(record):
            problems.append(f"two different records {record.id}")
    return tuple(united.values())


def _header(left: Header | None, right: Header | None, problems: list[str]) -> Header | None:
    if left is None or right is None:
        return left or right
    changes: dict[str, Any] = {}
    for field in attrs.fields(Header):
        first, second = getattr(left, field.name), getattr(right, field.name)
        if isinstance(first, tuple):
            changes[field.name] = tuple(dict.fromkeys((*first, *second)))
        elif first is None or second is None or full(first) == full(second):
            changes[field.name] = second if first is None else first
        else:
            problems.append(f"headers differ in {field.name}: {first!r} and {second!r}")
    return attrs.evolve(left, **changes)
