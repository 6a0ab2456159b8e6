"""A draft while a tool's marks are applied to it, and the log of what was done."""

from typing import Any, NamedTuple

from detente.bridges.features import Names
from detente.bridges.marks import Difference, Mark
from detente.json_types import Json
from detente.records import ARRAYS
from detente.records.kinds import array_of, kind_of

VOICES = {"claim": "utterances", "event": "accounts"}
"""The field for the voices of a record, by its kind."""


class Refused(Exception):  # noqa: N818  it says what became of a mark
    """A mark or link that has no home. ``args``: the reason."""


class End(NamedTuple):
    """What a link from or to a mark joins."""

    record: str
    """The id of the record of the mark."""
    voice: str | None
    """The key of the voice that it is evidence of; ``None`` for a mark of anything else, which has no
    links."""


class State:
    """The plain values of the draft, its records by id, and the differences so far."""

    def __init__(self, document: dict[str, Json], names: Names) -> None:
        self.document, self.names = document, names
        self.differences: list[Difference] = []
        self.records: dict[str, dict[str, Json]] = {
            record["id"]: record for name in ARRAYS for record in document.get(name, ())
        }
        self.ends: dict[str, End] = {}
        """The end of a link that each mark is, by its id in the tool."""
        self.homes: dict[str, str] = {}
        """The record of each new mark, by its id in the tool, if it is known."""

    def part(self, key: str) -> Any:
        """The part of the draft that a key names."""
        record, *way = key.split("/")
        value: Any = self.records[record]
        for name in way:
            value = value[int(name) if name.isdigit() else name]
        return value

    def put(self, record: dict[str, Json]) -> None:
        """Add a record."""
        array = array_of(kind_of(record["id"]))
        self.document.setdefault(array, []).append(record)
        self.records[record["id"]] = record

    def drop(self, record: dict[str, Json]) -> None:
        """Take a record away."""
        self.document[array_of(kind_of(record["id"]))].remove(record)
        del self.records[record["id"]]

    def names_of(self, id_: str) -> list[str]:
        """The ids of the other records that name this one."""
        return [
            other for other, record in self.records.items() if other != id_ and _names(record, id_)
        ]

    def log(self, mark: Mark, change: Any, **more: Any) -> None:
        """Note what became of a mark."""
        place = mark.places.get(more.get("feature", ""), mark.place)
        known = {"place": place, "key": mark.key or self.homes.get(mark.id)}
        self.note(change, mark.layer, mark.article, **known | more)

    def note(self, change: Any, what: str, article: str | None, **more: Any) -> None:
        """Note a difference."""
        self.differences.append(Difference(change=change, what=what, article=article, **more))


class Pieces(list[Json]):
    """The spans that stand in the place of one, until the list that holds them is flattened."""


def pieces(ranges: tuple[tuple[int, int], ...]) -> Pieces:
    """Ranges as the spans of a draft."""
    return Pieces({"start": start, "end": end} for start, end in ranges)


def put_or_leave_out(part: dict[str, Json], key: str, value: Json) -> None:
    """Set a field of a part; a value that is absent, or an empty list, leaves the field out."""
    if value is None or value == []:
        part.pop(key, None)
    else:
        part[key] = value


def _names(value: Any, id_: str) -> bool:
    """Whether a value has this id anywhere."""
    if isinstance(value, dict):
        return any(_names(held, id_) for held in value.values())
    if isinstance(value, list):
        return any(_names(held, id_) for held in value)
    return bool(value == id_)
