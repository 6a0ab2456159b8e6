"""Level 5: is an actor or an issue recorded twice?"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from typing import Any

from detente.diagnostics import Severity
from detente.edtf.overlap import overlap
from detente.edtf.parser import parse_or_none
from detente.records import Actor, Identifier, Issue
from detente.validation.context import Context
from detente.validation.findings import Elsewhere, Finding
from detente.validation.registry import rule
from detente.validation.rules.level5_time import succession

_Record = Actor | Issue

_COMPARED = 20
"""With how many records of one code or one name another one is compared. A guess: states in succession,
which may share both, are fewer; without a limit the time grows with the cube of the records.
"""


@rule("D567", "recorded-twice", Severity.WARNING)
def recorded_twice(context: Context) -> Iterator[Finding]:
    """An actor and an issue are recorded once: no two of one kind have a code in common that is valid
    for both at one time, or the same names.

    Why: What is said of the one is not found with what is said of the other. States in succession
    may share codes and names; two actors with different codes of one register are two; of two
    unidentified ones nobody knows.

    Example:
        actor:sweden/identifiers = [{"scheme": "iso3166-1", "value": "NOR", "verified": true}]

    Use instead:
        actor:sweden/identifiers = [{"scheme": "iso3166-1", "value": "SWE", "verified": true}]
    """
    actors = [actor for actor in context.dataset.actors if not actor.unidentified]
    kinds: Any = ((actors, _actors_joined), (context.dataset.issues, _parts_joined))
    for records, joined in kinds:
        earlier: dict[Hashable, list[_Record]] = {}
        for record in records:
            for first in _earlier(earlier, record):
                same = _in_common(first, record)
                if same and not joined(context, first, record):
                    yield Finding(
                        message=f"{first.id} has {same}",
                        record=record,
                        related=(Elsewhere("the other record", first),),
                    )
                    break


def _earlier(earlier: dict[Hashable, list[_Record]], record: _Record) -> list[_Record]:
    """The last records so far, of the kind of a record, with one of its codes or all of its names;
    the record is added to them.
    """
    keys: list[Hashable] = [(record.kind, i.scheme, i.value) for i in record.identifiers]
    found: dict[str, _Record] = {}
    for key in (*keys, (record.kind, _names(record))):
        others = earlier.setdefault(key, [])
        if others:
            found |= {other.id: other for other in others[-_COMPARED:]}
        others.append(record)
    return list(found.values())


def _names(record: _Record) -> frozenset[str]:
    return frozenset(name.text.casefold() for name in record.names)


def _in_common(first: _Record, second: _Record) -> str:
    """What two records have in common that makes them one, in words."""
    for one, _two in _of_one_time(first, second, lambda i: (i.scheme, i.value)):
        return f"the same code, {one.scheme.value} {one.value}"
    told_apart = any(_of_one_time(first, second, lambda i: i.scheme))
    return "" if told_apart or _names(first) != _names(second) else "the same names"


def _of_one_time(
    first: _Record, second: _Record, key: Callable[[Identifier], Hashable]
) -> Iterator[tuple[Identifier, Identifier]]:
    """The pairs of codes with the same key that can be valid at one time."""
    theirs: dict[Hashable, list[Identifier]] = defaultdict(list)
    for two in second.identifiers:
        theirs[key(two)].append(two)
    for one in first.identifiers:
        for two in theirs.get(key(one), ()):
            if overlap(parse_or_none(one.valid), parse_or_none(two.valid)) != "impossible":
                yield one, two


def _parts_joined(_context: Context, first: _Record, second: _Record) -> bool:
    """Whether one of two records is a part of the other, or they are parts of different ones."""
    if first.part_of != second.part_of and None not in (first.part_of, second.part_of):
        return True
    return first.id == second.part_of or second.id == first.part_of


def _actors_joined(context: Context, first: Actor, second: Actor) -> bool:
    """The same, or whether one of two actors is a successor of the other, or was there after it."""
    if _parts_joined(context, first, second):
        return True
    exists = parse_or_none(first.exists), parse_or_none(second.exists)
    return _follows(context, first, second) or overlap(*exists) == "impossible"


def _follows(context: Context, first: Actor, second: Actor) -> bool:
    """Whether one of two actors is a predecessor of the other, directly or through others."""
    return any(actor.id == first.id for actor in succession(context, second.id)) or any(
        actor.id == second.id for actor in succession(context, first.id)
    )
