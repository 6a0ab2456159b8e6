"""Datasets that differ in one field, by which a test finds which fields reach another format."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import attrs

import detente
from detente.records import ARRAYS
from detente.records.model import Field, fields_of
from detente.records.walk import parts

TRIES = 4
"""How many places of a field are tried: not each has what is written of it."""


def reaching(view: Any, *datasets: detente.Dataset) -> tuple[set[str], set[str]]:
    """The fields, as ``Claim.kind``, in which a change is seen in what a reader of the other format gets,
    and all those that could be changed.
    """
    seen: set[str] = set()
    tried: set[str] = set()
    for dataset in datasets:
        before = view(dataset)
        for name, places in _places(dataset).items():
            for place in places:
                if name in seen:
                    break
                for after in _changed(dataset, *place):
                    tried.add(name)
                    if view(after) != before:
                        seen.add(name)
                        break
    return seen, tried


def _places(dataset: detente.Dataset) -> dict[str, list[tuple[Any, ...]]]:
    """Some places of each field: the array and the number of the record, the path in it, the field."""
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    heads = [] if dataset.dataset is None else [("dataset", None, dataset.dataset)]
    records = [(a, n, r) for a in ARRAYS for n, r in enumerate(getattr(dataset, a))]
    for array, number, record in (*heads, *records):
        for part in parts(record):
            for field in fields_of(part.value):
                found[f"{part.cls.__name__}.{field.name}"].append((array, number, part.path, field))
    return {name: _spread(places) for name, places in found.items()}


def _spread(places: list[Any]) -> list[Any]:
    """Some of many, from everywhere."""
    return places[:: max(1, len(places) // TRIES)][: 2 * TRIES]


def _changed(
    dataset: detente.Dataset, array: str, number: int | None, path: Any, field: Field
) -> Iterator[detente.Dataset]:
    held = getattr(dataset, array)
    record = held if number is None else held[number]
    part = record
    for step in path:
        part = part[step] if isinstance(step, int) else getattr(part, step)
    if field.key_of is not None:
        old = json.dumps(record.id).encode()
        yield detente.load(detente.dumps(dataset).replace(old, old[:-1] + b'-1"'))
        return
    for value in _values(dataset, getattr(part, field.name), field):
        new = _replaced(record, path, attrs.evolve(part, **{field.name: value}))
        whole = new if number is None else (*held[:number], new, *held[number + 1 :])
        yield attrs.evolve(dataset, **{array: whole})


def _replaced(record: Any, path: Any, value: Any) -> Any:
    if not path:
        return value
    step, *rest = path
    if isinstance(step, int):
        return (*record[:step], _replaced(record[step], rest, value), *record[step + 1 :])
    return attrs.evolve(record, **{step: _replaced(getattr(record, step), rest, value)})


def _values(dataset: detente.Dataset, value: Any, field: Field) -> Iterator[Any]:
    """Other values for a field that has one."""
    if value is None or (field.base == "record" and not field.many and field.required):
        return
    if field.many:
        if value:
            if len(value) > field.least:
                yield value[1:]
            elif len(value) != field.most:
                yield (*value, value[0])
            if field.base != "record":
                yield from ((other, *value[1:]) for other in _others(dataset, value[0], field))
    elif field.base == "record":
        yield None
    else:
        yield from _others(dataset, value, field)


def _others(dataset: detente.Dataset, value: Any, field: Field) -> Iterator[Any]:
    if field.base == "enum":
        yield from [member for member in field.type if member != value][:8]
    elif field.base == "bool":
        yield not value
    elif field.base in ("int", "number"):
        yield value + 1
    elif field.refs:
        kinds = [r.id for r in dataset if r.id.partition(":")[0] in field.refs and r.id != value]
        yield from kinds[:3]
    elif field.edtf:
        yield "1871-01-18"
    elif field.base == "str":
        for other in (f"Q{value}", f"{value}Q", f"{value}1", f"{value}-1", value[:-1], "de"):
            if other != value and re.search(field.pattern or "", other):
                yield other
    elif field.base == "object":
        yield {}
