"""Uniting datasets: header scalars equal or absent on one side, lists united, else refused."""

from collections.abc import Iterable
from typing import Any, TypeVar

import attrs

from detente.errors import MergeError
from detente.records import ARRAYS, Records
from detente.records.header import Header
from detente.records.reprs import full

_D = TypeVar("_D", bound=Records)


def merge(first: _D, *others: _D) -> _D:
    """Unite datasets without choosing between them.

    The same record on both sides counts once; two different records with one id, and
    different scalars in the headers, are refused. Raises ``MergeError`` with everything that
    stands in the way.
    """
    merged, problems = first, list[str]()
    for other in others:
        merged = _pair(merged, other, problems)
    if problems:
        raise MergeError(*problems)
    return merged


def _pair(left: _D, right: _D, problems: list[str]) -> _D:
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


def _united(left: Iterable[Any], right: Iterable[Any], problems: list[str]) -> tuple[Any, ...]:
    known: dict[str, Any] = {}
    united = []
    for record in (*left, *right):
        if record.id not in known:
            known[record.id] = record
            united.append(record)
        elif full(known[record.id]) != full(record):  # as equality would, but 1 is not True
            problems.append(f"two different records {record.id}")
    return tuple(united)


def _header(left: Header | None, right: Header | None, problems: list[str]) -> Header | None:
    if left is None or right is None:
        return left or right
    changes: dict[str, Any] = {}
    for field in attrs.fields(Header):
        ours, theirs = getattr(left, field.name), getattr(right, field.name)
        if isinstance(ours, tuple):
            changes[field.name] = tuple(dict.fromkeys((*ours, *theirs)))
        elif ours is None or theirs is None or full(ours) == full(theirs):
            changes[field.name] = theirs if ours is None else ours
        else:
            problems.append(f"headers differ in {field.name}: {ours!r} and {theirs!r}")
    return attrs.evolve(left, **changes)
