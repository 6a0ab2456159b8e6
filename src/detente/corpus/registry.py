"""A registry of the user's own: which records are who, where no code says so."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final, NamedTuple

from detente.corpus.codes import Joined
from detente.errors import InputError
from detente.files import read_bytes

BY: Final = "registry"
_NEEDED: Final = ("identity", "record")
_KNOWN: Final = (*_NEEDED, "file", "note")


class Entry(NamedTuple):
    """A line of a registry."""

    number: int
    """The number of the line, from 1."""
    identity: str
    """Who it is."""
    record: str
    """The id of the record."""
    file: str
    """A pattern of the names of the files that it is for; empty for all."""


class Registry:
    """The lines, by the ids of records."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take the lines."""
        self._by_record: dict[str, list[Entry]] = defaultdict(list)
        self._unused: set[int] = set()
        for entry in entries:
            self._by_record[entry.record].append(entry)
            self._unused.add(entry.number)

    @classmethod
    def read(cls, path: Path) -> "Registry":
        """Read a CSV file. Raises ``InputError``."""
        data = read_bytes(path, pipe=True)
        try:
            text = io.StringIO(data.decode("utf-8-sig"), newline="")
            lines = csv.DictReader(text, strict=True)
            names = lines.fieldnames or []
            if not set(_NEEDED) <= set(names) <= set(_KNOWN):
                reason = f"its columns are identity, record and, if wanted, file; here: {', '.join(names)}"
                raise InputError(str(path), reason)
            return cls([_entry(path, lines.line_num, line) for line in lines])
        except (csv.Error, UnicodeDecodeError) as error:
            raise InputError(str(path), str(error)) from error

    def of(self, record: str, file: str, by_codes: Joined) -> Joined:
        """The identity of a record: by its codes, else by the lines for its file, else by those for all.

        An unidentified actor has none: nobody knows who it is.
        """
        if by_codes.identity is not None or by_codes.reason == "unidentified":
            return by_codes
        fitting = [
            e for e in self._by_record.get(record, ()) if not e.file or fnmatchcase(file, e.file)
        ]
        chosen = [entry for entry in fitting if entry.file] or fitting
        self._unused -= {entry.number for entry in chosen}
        identities = sorted({entry.identity for entry in chosen})
        if len(identities) > 1:
            return Joined(None, None, f"several in the registry: {', '.join(identities)}")
        return Joined(identities[0], BY, None) if identities else by_codes

    def unused(self) -> tuple[int, ...]:
        """The numbers of the lines that no record needed."""
        return tuple(sorted(self._unused))


def _entry(path: Path, number: int, line: dict[str, str | None]) -> Entry:
    identity, record = (line.get(name) or "" for name in _NEEDED)
    if not identity or not record.startswith(("actor:", "issue:")) or None in line:
        reason = f"line {number}: an identity, the id of an actor or an issue, and if wanted a file"
        raise InputError(str(path), reason)
    return Entry(number, identity, record, line.get("file") or "")
