"""Recoded places for people: the record by its words, and what changes in it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from detente.display import as_json, count, filled
from detente.inert import printable
from detente.pipeline.recode import Place, Recoded
from detente.records.kinds import kind_of

_VALUE, _LISTED = 60, 20


def lines(made: Recoded, *, every: bool = False) -> Iterator[str]:
    """The places: of values all, of ids, which may have hundreds of references, the first ones."""
    by_id: dict[str, list[Place]] = defaultdict(list)
    for place in made.places:
        if place.is_id:
            by_id[place.old.partition("/")[0]].append(place)  # a code follows the id of its scheme
        else:
            yield from _place(place)
    for places in by_id.values():
        defined = [place for place in places if place.path[-1] == "id"]
        references = [place for place in places if place.path[-1] != "id"]
        listed = references if every or len(references) <= _LISTED else []
        for place in (*defined, *listed):
            yield from _place(place)
        if len(listed) < len(references):
            yield f"    {_references(references)}; --all lists them"


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
