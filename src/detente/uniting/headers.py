"""The record about the union itself: given, or equal in all datasets."""

from collections.abc import Sequence

import attrs

from detente.diagnostics import Path
from detente.records.header import Header
from detente.records.used import used_values
from detente.uniting.conflicts import MergeConflict, MergeConflictKind, MergePlace
from detente.uniting.pairs import differences
from detente.uniting.parts import Part


def header_of(
    parts: Sequence[Part], given: Header | None
) -> tuple[Header | None, tuple[str, ...], list[MergeConflict]]:
    """The header of the union, the values that it no longer lists as unused, and the conflicts.

    Without a given one the headers must be equal, except in what they list as unused. A value that they
    list is dropped if a dataset uses it that does not list it.
    """
    heads = [(part, part.dataset.dataset) for part in parts]
    own = [(part, header) for part, header in heads if header is not None]
    if given is None and not own:
        return None, (), []
    header = given or own[0][1]
    conflicts = [] if given else [*_differences(own)]
    listed = dict.fromkeys(header.unused)
    if given is None:
        listed |= dict.fromkeys(value for _, each in own for value in each.unused)
    used: set[str] = set()
    for part, each in heads if listed else ():
        records = (record for record in part.dataset if record is not each)
        used |= used_values(records).difference(each.unused if each else ())
    dropped = tuple(value for value in listed if value in used)
    kept = tuple(value for value in listed if value not in used)
    return attrs.evolve(header, unused=kept), dropped, conflicts


def _differences(own: Sequence[tuple[Part, Header]]) -> list[MergeConflict]:
    first, header = own[0]
    found = []
    for part, other in own[1:]:
        for each in differences(attrs.evolve(header, unused=()), attrs.evolve(other, unused=())):
            places = _place(first, header, each.left), _place(part, other, each.right)
            message = f"the headers differ in {each.left[0]}"
            found.append(
                MergeConflict(
                    MergeConflictKind.HEADER, header.id, each.left, each.values, places, message
                )
            )
    return found


def _place(part: Part, header: Header, path: Path) -> MergePlace:
    return MergePlace(part.number, part.name, header.id, path)
