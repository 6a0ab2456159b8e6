"""Records that are the same under different ids: by an identifier, or as relations of the same parties."""

from collections.abc import Iterator, Sequence
from typing import Any

from detente.diagnostics import Path
from detente.display import listing
from detente.records import Identifier
from detente.uniting.conflicts import MergeConflict, MergeConflictKind, MergePlace
from detente.uniting.parts import Part

_BY_IDENTIFIER = ("actors", "issues")


def shared_identifiers(
    parts: Sequence[Part], *, unite: bool
) -> tuple[dict[tuple[str, str], Identifier], list[MergeConflict]]:
    """Records of different datasets with one identifier but two ids, as pairs of the id of the earlier and
    the id of the later one; and what cannot be united since it shares one with several.

    Args:
        parts: the datasets, earlier ones first.
        unite: whether the later ones get the ids of the earlier ones.
    """
    found: dict[tuple[str, str], Identifier] = {}
    conflicts = []
    for name in _BY_IDENTIFIER:
        earlier: set[str] = set()
        owners: dict[tuple[Any, ...], dict[str, MergePlace]] = {}
        for part in parts:
            identified = [*_identified(part, name)]
            for record, path, identifier in identified:
                id_ = part.id(record.id)
                others = owners.get(_key(record, identifier), {})
                if id_ in earlier or not others:
                    continue
                first = next(iter(others))
                place = MergePlace(part.number, part.name, record.id, path)
                if len(others) == 1 and not part.has(first):
                    found.setdefault((first, id_), identifier)
                    if unite:
                        part.rename(record.id, first)
                elif unite:
                    conflicts.append(_ambiguous(id_, place, others, identifier))
            for record, path, identifier in identified:
                place = MergePlace(part.number, part.name, record.id, path)
                known = owners.setdefault(_key(record, identifier), {})
                known.setdefault(part.id(record.id), place)
            earlier |= {part.id(record.id) for record in part.given(name)}
    return found, conflicts


def _key(record: Any, identifier: Identifier) -> tuple[Any, ...]:
    """What two records share that are the same; with the time, since registers use codes again."""
    return record.kind, identifier.scheme, identifier.value, identifier.valid


def _identified(part: Part, name: str) -> Iterator[tuple[Any, Path, Identifier]]:
    for record in part.given(name):
        each: Any = record
        if not getattr(each, "unidentified", False):
            for number, identifier in enumerate(each.identifiers):
                yield each, ("identifiers", number), identifier


def _ambiguous(
    id_: str, place: MergePlace, others: dict[str, MergePlace], identifier: Identifier
) -> MergeConflict:
    ids = (id_, *others)
    message = (
        f"{listing(ids)} share {identifier.scheme.value} {identifier.value}, but one of the datasets "
        "has two of them"
    )
    places = (place, *others.values())
    return MergeConflict(MergeConflictKind.AMBIGUOUS, id_, place.path, ids, places, message)


def unite_relations(parts: Sequence[Part]) -> None:
    """Give a relation the id of an earlier one that has the same parties."""
    ids: dict[frozenset[str], str] = {}
    for part in parts:
        for relation in part.dataset.relations:
            key = frozenset(map(part.id, relation.parties))
            first = ids.setdefault(key, part.id(relation.id))
            part.rename(relation.id, first)
