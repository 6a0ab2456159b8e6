"""Datasets that hold very many of one thing: items of a list, records, links of a chain, of a circle."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import detente
from detente.dataset import Dataset
from detente.records import ARRAYS, DRAFT_FORMAT, model
from detente.records.kinds import array_of
from tests.validation.mutations import keys_in, objects, small_files

Plain = dict[str, Any]


def large(number: int) -> Iterator[tuple[Dataset, Plain]]:
    """Datasets that the schema accepts, with drafts of the same records."""
    for document in (*_lists(number), *_records(number), *_chains(number)):
        dataset = detente.loads(json.dumps(document))
        yield dataset, {**document, "format": DRAFT_FORMAT}


def _with(cls: type, key: str) -> tuple[Plain, Plain]:
    """A small file that holds a field, copied, and the object in it that does."""
    plain = copy.deepcopy(next(plain for plain in small_files() if (cls, key) in keys_in(plain)))
    return plain, next(v for _path, kind, v in objects(plain) if kind is cls and v.get(key))


def _other(item: Any, number: int) -> Any:
    """An item like another: codes and ids differ, spans move on."""
    if not isinstance(item, dict):
        return item
    made = dict(item)
    if "id" in made:
        made["id"] = f"{item['id']}-{number}"
    if "start" in made:
        made |= {"start": item["start"] + number, "end": item["end"] + number}
    if "value" in made and isinstance(made["value"], str) and "definition" in made:
        made["value"] = f"{item['value']}{number}"
    return made


def _lists(number: int) -> Iterator[Plain]:
    """Every list of every class, long."""
    for description in model.classes(Dataset):
        for field in description.fields:
            if field.many and field.most is None and description.type is not Dataset:
                plain, holder = _with(description.type, field.key)
                items = holder[field.key]
                holder[field.key] = [_other(items[n % len(items)], n) for n in range(number)]
                yield plain


def _records(number: int) -> Iterator[Plain]:
    """Every kind of record, many."""
    for name in ARRAYS:
        plain, _ = _with(Dataset, name)
        first = plain[name][0]
        plain[name] += [_other(first, n) for n in range(number)]
        yield plain


def _chains(number: int) -> Iterator[Plain]:
    """Records that each refer to the next by a field that can, and the last to the first or to none."""
    for name, cls in ARRAYS.items():
        for description in model.classes(cls):
            for field in description.fields:
                if not any(array_of(kind) == name for kind in field.refs):
                    continue
                for closed in (False, True):
                    yield from _chain(number, name, description.type, field, closed=closed)


def _chain(
    number: int, name: str, cls: type, field: model.Field, *, closed: bool
) -> Iterator[Plain]:
    plain, _ = _with(cls, field.key)
    top = ARRAYS[name]
    for record in plain.get(name, ()):
        holders = [v for _p, kind, v in objects(record, top) if kind is cls and v.get(field.key)]
        if not holders:
            continue
        ids = [f"{record['id'].partition(':')[0]}:c{n}" for n in range(number)]
        made = []
        for n, id_ in enumerate(ids):
            link: Plain = copy.deepcopy(record) | {"id": id_}
            (holder, *_) = (
                v for _p, kind, v in objects(link, top) if kind is cls and v.get(field.key)
            )
            following = ids[(n + 1) % number]
            holder[field.key] = [following] if field.many else following
            if n == number - 1 and not closed and not field.required and not field.least:
                del holder[field.key]
            made.append(link)
        plain[name] += made
        yield plain
        return
