"""Records that are the same under different ids: by an identifier, or as relations of the same parties."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from detente.diagnostics import Path
from detente.display import listing
from detente.records import Identifier
from detente.uniting.conflicts import MergeConflict, MergeConflictKind, MergePlace
from detente.uniting.parts import Part

_BY_IDENTIFIER = ("actors", "issues")


class _Shared(NamedTuple):
    """Two records of different datasets with one identifier but two ids."""

    first: MergePlace
    second: MergePlace
    ids: tuple[str, str]
    """Their ids in the union."""
    identifier: Identifier


def shared_identifiers(
    parts: Sequence[Part], *, unite: bool
) -> tuple[dict[tuple[str, str], Identifier], list[MergeConflict]]:
    """Records of different datasets with one identifier but two ids, as pairs of the id of the earlier and
    the id of the later one; and what cannot be united since then two records of one dataset would be one.

    What shares an identifier with a record is one with all that are one with it, so that the order of the
    datasets decides about nothing but which id stays.

    Args:
        parts: the datasets, earlier ones first.
        unite: whether those that are one get the first of their ids.
    """
    found: dict[tuple[str, str], Identifier] = {}
    conflicts = []
    for name in _BY_IDENTIFIER:
        given = [{part.id(r.id): r.id for r in part.given(name)} for part in parts]
        order = {id_: n for n, id_ in enumerate(dict.fromkeys(chain(*given)))}
        for pairs in _classes(_pairs(parts, name)):
            ids = sorted({id_ for pair in pairs for id_ in pair.ids}, key=order.__getitem__)
            if any(sum(map(part.has, ids)) > 1 for part in parts):
                conflicts += [_ambiguous(ids, pairs)] if unite else []
                continue
            for pair in pairs:
                found.setdefault(pair.ids, pair.identifier)
            if unite:
                for part, own in zip(parts, given, strict=True):
                    for id_ in own.keys() & ids:
                        part.rename(own[id_], ids[0])
    return found, conflicts


def _pairs(parts: Sequence[Part], name: str) -> Iterator[_Shared]:
    owners: dict[tuple[Any, ...], dict[str, MergePlace]] = {}
    for part in parts:
        identified = [
            (
                _key(record, identifier),
                MergePlace(part.number, part.name, record.id, path),
                identifier,
            )
            for record, path, identifier in _identified(part, name)
        ]
        for key, place, identifier in identified:
            for other, first in owners.get(key, {}).items():
                ids = other, part.id(place.id)
                if ids[0] != ids[1]:
                    yield _Shared(first, place, ids, identifier)
        for key, place, _ in identified:
            owners.setdefault(key, {}).setdefault(part.id(place.id), place)


def _classes(pairs: Iterable[_Shared]) -> Iterator[list[_Shared]]:
    """The pairs by what is one because of them, directly or through others."""
    class_of: dict[str, list[str]] = {}
    listed = [*pairs]
    for pair in listed:
        first, second = (class_of.setdefault(id_, [id_]) for id_ in pair.ids)
        if first is not second:
            first += second
            class_of |= dict.fromkeys(second, first)
    grouped: dict[int, list[_Shared]] = defaultdict(list)
    for pair in listed:
        grouped[id(class_of[pair.ids[0]])].append(pair)
    yield from grouped.values()


def _key(record: Any, identifier: Identifier) -> tuple[Any, ...]:
    """What two records share that are the same; with the time, since registers use codes again."""
    return record.kind, identifier.scheme, identifier.value, identifier.valid


def _identified(part: Part, name: str) -> Iterator[tuple[Any, Path, Identifier]]:
    for record in part.given(name):
        each: Any = record
        if not getattr(each, "unidentified", False):
            for number, identifier in enumerate(each.identifiers):
                yield each, ("identifiers", number), identifier


def _ambiguous(ids: Sequence[str], pairs: Sequence[_Shared]) -> MergeConflict:
    *others, last = ids
    ids = (last, *others)
    identifiers = dict.fromkeys(f"{p.identifier.scheme.value} {p.identifier.value}" for p in pairs)
    message = (
        f"{listing(ids)} share {listing(identifiers)}, but one of the datasets has two of them"
    )
    place_of: dict[str, MergePlace] = {}
    for pair in pairs:
        place_of = dict(zip(pair.ids, (pair.first, pair.second), strict=True)) | place_of
    places = tuple(place_of[id_] for id_ in ids)
    kind = MergeConflictKind.AMBIGUOUS
    return MergeConflict(kind, last, places[0].path, ids, places, message)


def unite_relations(parts: Sequence[Part]) -> None:
    """Give a relation the id of an earlier one that has the same parties."""
    ids: dict[frozenset[str], str] = {}
    for part in parts:
        for relation in part.dataset.relations:
            key = frozenset(map(part.id, relation.parties))
            first = ids.setdefault(key, part.id(relation.id))
            part.rename(relation.id, first)
