"""Who made a record, where its dataset said it only by having one annotator."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import attrs

from detente.diagnostics import Path
from detente.display import listing
from detente.errors import MergeOptionError
from detente.records import ARRAYS
from detente.records.model import describe
from detente.records.walk import parts as parts_of
from detente.suggest import close_ids
from detente.uniting.conflicts import MergeConflict, MergeConflictKind, MergePlace
from detente.uniting.options import require_number
from detente.uniting.parts import Part


class Stamps(NamedTuple):
    """Who made the records that name no annotator."""

    by: dict[int, str]
    """The annotator of those of a dataset, by its number."""
    unknown: tuple[str, ...]
    """The datasets without annotators: of their records nobody knows."""
    conflicts: tuple[MergeConflict, ...]
    """Datasets with several annotators, of whose records nobody says which made them."""


def stamps(parts: Sequence[Part], said: Mapping[int, str], *, one_dataset: bool) -> Stamps:
    """Who made the records of each dataset that name no annotator.

    They have to name one if other datasets add annotators: before, nobody else could have made them.

    Args:
        parts: the datasets.
        said: what the caller says of the records of a dataset, by its number.
        one_dataset: whether they are files of one dataset, whose records may name no annotator.
    """
    all_ = {part.id(a.id) for part in parts for a in part.dataset.annotators}
    for number, annotator in said.items():
        require_number(parts, number, f"annotator {number}={annotator}")
    by: dict[int, str] = {}
    unknown, conflicts = [], []
    for part in parts:
        own = {part.id(a.id) for a in part.dataset.annotators}
        if part.number in said:
            by[part.number] = _said(part, said[part.number], all_)
            continue
        unsigned = None if own == all_ else next(_unsigned(part), None)
        if unsigned is None:
            continue
        if len(own) == 1:
            (by[part.number],) = own
        elif not own:
            unknown.append(part.name)
        elif not one_dataset:
            conflicts.append(_several(part, *unsigned))
    return Stamps(by, tuple(unknown), tuple(conflicts))


def _said(part: Part, annotator: str, all_: set[str]) -> str:
    """The annotator that the caller names: one of the dataset, or of others if it has none."""
    own = {a.id: part.id(a.id) for a in part.dataset.annotators} or {id_: id_ for id_ in all_}
    if annotator not in own:
        near = " or ".join(close_ids(annotator, own) or sorted(own))
        hint = f"; do you mean {near}?" if near else ""
        option = f"annotator {part.name}={annotator}"
        raise MergeOptionError(option, f"{part.name} has no such annotator{hint}")
    return own[annotator]


def _unsigned(part: Part) -> Iterator[tuple[str, Path]]:
    """The records and the parts of records of a dataset that name no annotator."""
    for name in ARRAYS:
        for record in part.given(name):
            for each in parts_of(record):
                if _signs(each.cls) and each.value.annotator is None:
                    yield record.id, each.path


def _several(part: Part, id_: str, path: Path) -> MergeConflict:
    names = listing(a.id for a in part.dataset.annotators)
    message = f"{part.name} has records that do not say by which of {names} they are"
    here = (*path, "annotator")
    places = (MergePlace(part.number, part.name, id_, here),)
    return MergeConflict(MergeConflictKind.ANNOTATOR, part.id(id_), here, (None,), places, message)


@cache
def _signs(cls: type) -> bool:
    """Whether records of a class say who made them."""
    return any(f.name == "annotator" and f.refs == ("annotator",) for f in describe(cls).fields)


def stamped(value: Any, annotator: str) -> Any:
    """A record whose parts that name no annotator name this one; itself if there are none."""
    cls: Any = type(value)
    changes: dict[str, Any] = {}
    if _signs(cls) and value.annotator is None:
        changes["annotator"] = annotator
    for field in describe(cls).fields:
        if field.base != "record" or not _any_signs(field.type):
            continue
        held: tuple[Any, ...] = getattr(value, field.name)  # what is signed stands in lists
        items = tuple(stamped(item, annotator) for item in held)
        if any(new is not old for new, old in zip(items, held, strict=True)):
            changes[field.name] = items
    return attrs.evolve(value, **changes) if changes else value


@cache
def _any_signs(cls: type) -> bool:
    return _signs(cls) or any(
        _any_signs(field.type) for field in describe(cls).fields if field.base == "record"
    )
