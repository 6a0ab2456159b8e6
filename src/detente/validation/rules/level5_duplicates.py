"""Level 5: is an actor or an issue recorded twice?"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice, product
from typing import Any, TypeVar

from detente.diagnostics import Severity
from detente.edtf.overlap import overlap
from detente.edtf.parser import parse_or_none
from detente.records import Actor, Issue
from detente.validation.context import Context
from detente.validation.findings import Elsewhere, Finding
from detente.validation.registry import rule
from detente.validation.rules.level5_time import succession

_Record = Actor | Issue

_COMPARED = 20
"""With how many records of one code or one name another one is compared. A guess: states in succession,
which may share both, are fewer; without a limit the time grows with the cube of the records.
"""

_LINE = 50
"""Actors: so many of a line of predecessors are looked at. A guess: no state has had as many."""


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
    kinds: Any = ((actors, _Lines(context).joined), (context.dataset.issues, _parts_joined))
    for records, joined in kinds:
        earlier: dict[Hashable, list[_Traits]] = {}
        for second in map(_Traits, records):
            for first in _earlier(earlier, second):
                same = _in_common(first, second)
                if same and not joined(first.record, second.record):
                    yield Finding(
                        message=f"{first.record.id} has {same}",
                        record=second.record,
                        related=(Elsewhere("the other record", first.record),),
                    )
                    break


class _Traits:
    """What tells a record from others: found out once, since it is compared with many."""

    def __init__(self, record: _Record) -> None:
        self.record = record
        self.names = frozenset(name.text.casefold() for name in record.names)
        self.codes: dict[tuple[str, str], dict[str | None, None]] = defaultdict(dict)
        """When its codes are valid; of those of a scheme alike, in ``schemes``."""
        self.schemes: dict[str, dict[str | None, None]] = defaultdict(dict)
        for code in record.identifiers:
            self.codes[code.scheme, code.value][code.valid] = None
            self.schemes[code.scheme][code.valid] = None


def _earlier(earlier: dict[Hashable, list[_Traits]], traits: _Traits) -> list[_Traits]:
    """The last records so far, of the kind of a record, with one of its codes or all of its names;
    the record is added to them.
    """
    kind = traits.record.kind
    found: dict[str, _Traits] = {}
    for key in (*((kind, *code) for code in traits.codes), (kind, traits.names)):
        others = earlier.setdefault(key, [])
        found |= {other.record.id: other for other in others[-_COMPARED:]}
        others.append(traits)
    return list(found.values())


def _in_common(first: _Traits, second: _Traits) -> str:
    """What two records have in common that makes them one, in words."""
    for scheme, value in _of_one_time(first.codes, second.codes):
        return f"the same code, {scheme} {value}"
    told_apart = any(True for _scheme in _of_one_time(first.schemes, second.schemes))
    return "" if told_apart or first.names != second.names else "the same names"


_Key = TypeVar("_Key", bound=Hashable)


def _of_one_time(
    first: Mapping[_Key, Iterable[str | None]], second: Mapping[_Key, Iterable[str | None]]
) -> Iterator[_Key]:
    """What two records have that can be valid for both at one time."""
    for key, times in first.items():
        if not all(_apart(one, two) for one, two in product(times, second.get(key, ()))):
            yield key


# 4096, as in the parser: the same few periods are compared again and again; a guess.
@lru_cache(maxsize=4096)
def _apart(one: str | None, two: str | None) -> bool:
    """Whether two periods certainly have no day in common."""
    return overlap(parse_or_none(one), parse_or_none(two)) == "impossible"


def _parts_joined(first: _Record, second: _Record) -> bool:
    """Whether one of two records is a part of the other, or they are parts of different ones."""
    if first.part_of != second.part_of and None not in (first.part_of, second.part_of):
        return True
    return first.id == second.part_of or second.id == first.part_of


class _Lines:
    """The lines of predecessors of actors, each followed once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known: dict[str, frozenset[str]] = {}

    def joined(self, first: Actor, second: Actor) -> bool:
        """Whether one of two actors is a part or a successor of the other, or was there after it."""
        return (
            _parts_joined(first, second)
            or _apart(first.exists, second.exists)
            or first.id in self._before(second)
            or second.id in self._before(first)
        )

    def _before(self, actor: Actor) -> frozenset[str]:
        """The predecessors of an actor, direct and through others."""
        if actor.id not in self._known:
            line = islice(succession(self._context, actor.id), _LINE)
            self._known[actor.id] = frozenset(other.id for other in line)
        return self._known[actor.id]
