"""Recoded places for people: the record by its words, and what changes in it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from detente.display import as_json, count, filled, printable
from detente.pipeline.recode import Place, Recoded
from detente.records.kinds import kind_of

_VALUE, _LISTED = 60, 20


def lines(made: Recoded, *, every: bool = False) -> Iterator[str]:
    """The places: of values all, of ids, which may have hundreds of references, the first ones."""
    ids = [place for place in made.places if place.is_id]
    for place in (place for place in made.places if not place.is_id):
        yield from _place(place)
    for renamed in (place for place in ids if place.path[-1] == "id"):
        same = [p for p in ids if p.old == renamed.old and p is not renamed]
        yield from _place(renamed)
        if every or len(same) <= _LISTED:
            for place in same:
                yield from _place(place)
        else:
            yield f"    {_references(same)}; --all lists them"


def _references(places: Iterable[Place]) -> str:
    kinds = Counter(kind_of(place.record) for place in places)
    listed = ", ".join(count(number, f"{kind}") for kind, number in kinds.items())
    return f"and {kinds.total()} references, in places of {listed}"


def _place(place: Place) -> Iterator[str]:
    field = ".".join(str(item) for item in place.path[2:] if not isinstance(item, int))
    old, new = (as_json(value, _VALUE) for value in (place.old, place.new))
    yield printable(f"{place.place}: {field or place.path[-1]}: {old} -> {new}")
    called = f"{place.words} ({place.record})" if place.words else place.record
    yield filled(printable(called), "    ")
