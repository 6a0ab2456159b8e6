"""The datasets to unite, and their records as they stand after renaming and stamping."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from detente.diagnostics import Path
from detente.records import ARRAYS, Record, Records
from detente.records.renaming import renamed
from detente.uniting.conflicts import MergePlace


class Part:
    """One of the datasets to unite."""

    def __init__(self, number: int, name: str, dataset: Records) -> None:
        """``name``: what people call it."""
        self.number = number
        self.name = name
        self.dataset = dataset
        self.names: dict[str, str] = {}
        """The ids in the union of the records that get another one."""

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of its records, as given, without that of the header."""
        return frozenset(r.id for name in ARRAYS for r in getattr(self.dataset, name))

    def id(self, id_: str) -> str:
        """The id in the union of a record of this dataset."""
        return self.names.get(id_, id_)

    @cached_property
    def _taken(self) -> set[str]:
        return {self.id(id_) for id_ in self.ids}

    def has(self, id_: str) -> bool:
        """Whether one of its records has this id in the union."""
        return id_ in self._taken

    def rename_all(self, names: Mapping[str, str]) -> None:
        """Give records other ids, which are known to be free."""
        self.names |= names
        vars(self).pop("_taken", None)

    def rename(self, old: str, new: str) -> bool:
        """Give a record another id, unless another record of this dataset has it."""
        if new == self.id(old):
            return True
        if self.has(new):
            return False
        self._taken.discard(self.id(old))
        self._taken.add(new)
        self.names[old] = new
        return True

    def given(self, name: str) -> tuple[Record, ...]:
        """The records of an array."""
        records: tuple[Record, ...] = getattr(self.dataset, name)
        return records

    def place(self, path: Path) -> MergePlace:
        """A place in it that is in none of its records."""
        return MergePlace(self.number, self.name, "", path)

    def entries(self, name: str) -> list["Entry"]:
        """The records of an array, with the ids of the union."""
        return [Entry(self, given, renamed(given, self.names)) for given in self.given(name)]


class Entry(NamedTuple):
    """A record of one of the datasets."""

    part: Part
    """The dataset."""
    given: Any
    """The record as it was given."""
    record: Any
    """The record as it goes into the union; paths in both are the same."""

    def place(self, path: Path) -> MergePlace:
        """A place in the record as it was given."""
        return MergePlace(self.part.number, self.part.name, self.given.id, path)


def find(parts: Sequence[Part], id_: str) -> list[Part]:
    """The datasets that have a record with this id, as given."""
    return [part for part in parts if id_ in part.ids]


def slug_of(id_: str) -> str:
    """The part of an id behind its kind."""
    return id_.rpartition(":")[2]
