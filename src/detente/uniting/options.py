"""What the caller says of the ids: which are to be others, and which mean the same record."""

import re
from collections.abc import Iterator, Mapping, Sequence

from detente.display import listing
from detente.errors import MergeOptionError
from detente.records.kinds import SLUG, kind_of
from detente.records.renaming import refusals
from detente.suggest import close_ids
from detente.uniting.parts import Part, find, slug_of
from detente.uniting.policy import NUMBERED

Id = str | tuple[int, str]
"""An id, or an id with the number of the dataset that it is meant in."""

Told = dict[tuple[int, str], tuple[int, str]]
"""Records that are others: dataset and id, with dataset and id of the one whose head stands."""


def apply_names(
    parts: Sequence[Part], rename: Mapping[Id, str], prefix: Mapping[int, str], told: Told
) -> frozenset[tuple[int, str]]:
    """Set the names of all datasets; the records that were named one by one, as dataset and id, which no
    prefix changes. Raises ``MergeOptionError`` for names that cannot be given.
    """
    names: dict[int, dict[str, str]] = {part.number: {} for part in parts}
    for key, new in rename.items():
        part, old = _owner(parts, key, f"rename {_shown(parts, key)}={new}")
        names[part.number][old] = new
    named = frozenset((number, old) for number, given in names.items() for old in given)
    for number, text in prefix.items():
        require_number(parts, number, f"prefix {number}={text}")
        option = f"prefix {parts[number].name}={text}"
        if not re.fullmatch(SLUG, text):
            raise MergeOptionError(option, "a prefix has small letters, digits and hyphens only")
        said = {id_ for part_number, id_ in told if part_number == number}
        said |= names[number].keys()
        names[number] |= {
            id_: f"{kind_of(id_)}:{text}-{slug_of(id_)}"
            for id_ in parts[number].ids - said
            if kind_of(id_) in NUMBERED
        }
    for part in parts:
        given = names[part.number]
        for reason in refusals(given, part.ids):
            option = f"rename in {part.name}"
            raise MergeOptionError(option, reason)
        part.rename_all(given)
    return named


def same_records(parts: Sequence[Part], same: Mapping[Id, str]) -> Told:
    """Which records are said to be one. Raises ``MergeOptionError`` where that cannot be known."""
    told: Told = {}
    for key, new in same.items():
        option = f"same {_shown(parts, key)}={new}"
        old = key if isinstance(key, str) else key[1]
        for id_ in (old, new):
            if kind_of(id_) not in ("event", "claim"):
                reason = f"{id_} is no event or claim; rename unites other records"
                raise MergeOptionError(option, reason)
        if kind_of(old) != kind_of(new):
            raise MergeOptionError(option, "an event is never a claim")
        for part, owner in _pairs(parts, key, old, new, option):
            told[part.number, old] = (owner.number, new)
    for start in told:
        if _last(told, start) is None:
            reason = f"{start[1]} leads back to itself"
            raise MergeOptionError("same", reason)
    return told


def _pairs(
    parts: Sequence[Part], key: Id, old: str, new: str, option: str
) -> Iterator[tuple[Part, Part]]:
    """The datasets with the old record, each with the one whose record stands."""
    if key == new:  # one id in all of them
        owner, *others = find(parts, old) or [_owner(parts, key, option)[0]]
        if not others:
            raise MergeOptionError(option, f"only {owner.name} has {old}")
        for part in others:
            yield part, owner
        return
    part, _ = _owner(parts, key, option)
    owners = [each for each in find(parts, new) if each is not part]
    if not owners:
        if new in part.ids:
            reason = f"{new} is in {part.name} alone, as {old} is; one dataset is not changed"
            raise MergeOptionError(option, reason)
        raise _unknown(parts, new, option)
    yield part, owners[0]


def _last(told: Told, start: tuple[int, str]) -> tuple[int, str] | None:
    """The record whose head stands in the end; ``None`` in a circle."""
    seen = set()
    while start in told:
        if start in seen:
            return None
        seen.add(start)
        start = told[start]
    return start


def heads(told: Told) -> Told:
    """For each record that is another one, the record whose head stands in the end."""
    return {start: _last(told, start) or start for start in told}


def require_number(parts: Sequence[Part], number: int, option: str) -> None:
    """Raise ``MergeOptionError`` for the number of no dataset."""
    if not 0 <= number < len(parts):
        raise MergeOptionError(option, f"the datasets have the numbers 0 to {len(parts) - 1}")


def _owner(parts: Sequence[Part], key: Id, option: str) -> tuple[Part, str]:
    """The one dataset that has an id."""
    if not isinstance(key, str):
        number, id_ = key
        require_number(parts, number, option)
        if id_ not in parts[number].ids:
            raise _unknown(parts[number : number + 1], id_, option)
        return parts[number], id_
    owners = find(parts, key)
    if not owners:
        raise _unknown(parts, key, option)
    if len(owners) > 1:
        names = listing(part.name for part in owners)
        raise MergeOptionError(
            option, f"{names} have {key}; put the one that is meant before the id"
        )
    return owners[0], key


def _unknown(parts: Sequence[Part], id_: str, option: str) -> MergeOptionError:
    near = close_ids(id_, {known for part in parts for known in part.ids})
    hint = f"; do you mean {' or '.join(near)}?" if near else ""
    return MergeOptionError(option, f"{id_} is not in {listing(p.name for p in parts)}{hint}")


def _shown(parts: Sequence[Part], key: Id) -> str:
    """An id as a message names it, with what its dataset is called."""
    if isinstance(key, str):
        return key
    number, id_ = key
    return f"{parts[number].name if 0 <= number < len(parts) else number}:{id_}"
