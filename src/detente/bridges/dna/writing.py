"""Writing a dataset as a database of Discourse Network Analyzer."""

import base64
import hashlib
import sqlite3
from collections import defaultdict
from contextlib import closing
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any, Final

from detente.bridges.dna import schema
from detente.bridges.dna.documents import Document, documents
from detente.bridges.dna.types import (
    BOOLEAN,
    COLUMNS,
    SHORT_TEXT,
    TYPES,
    Held,
    StatementType,
    statements,
)
from detente.bridges.swing import plain
from detente.bridges.typed_spans import TypedTexts
from detente.display import capped
from detente.errors import InputError
from detente.files import write_atomically
from detente.records.labels import Labels
from detente.tabular import flat

PASSWORD: Final = "detente"
"""The password of every coder: the program lets nobody in without one."""

_ADMIN: Final = 1


def write(typed: TypedTexts, out: Path) -> None:
    """Write a dataset as a database. Raises ``InputError`` if an article has no date at all or is missing, if a database
    cannot tell two labels apart, or if it cannot be written.
    """
    with closing(_Database()) as database:
        database.fill(typed)
        try:
            write_atomically(out, database.data())
        except sqlite3.OperationalError as error:  # no room for the file of its own
            raise InputError(str(out), f"cannot be written: {error}") from error


class _Database:
    """The tables in memory, while they are filled."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("PRAGMA foreign_keys = ON")
        for statement in schema.statements():
            self._connection.execute(statement)
        self._variables: dict[tuple[StatementType, str], int] = {}
        self._attributes: dict[int, dict[str, int]] = defaultdict(dict)
        self._entities: dict[tuple[int, str, str], int] = {}

    def data(self) -> bytes:
        """The file. By a file of its own, since not every SQLite can give its bytes."""
        import tempfile  # slow to import

        self._connection.commit()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "dna"
            with closing(sqlite3.connect(path)) as file:
                self._connection.backup(file)
            return path.read_bytes()

    def close(self) -> None:
        self._connection.close()

    def fill(self, typed: TypedTexts) -> None:
        self._settings(typed)
        coders = self._coders(typed)
        types = {type_: self._type(type_) for type_ in TYPES}
        held = list(statements(typed))
        written = documents(typed, held)
        ids = {article: self._document(document) for article, document in written.items()}
        labels = Labels(typed.dataset)
        for one in held:
            start, stop = written[one.row.article].places[one.voice]
            statement = self._insert(
                "STATEMENTS",
                StatementTypeId=types[one.type],
                DocumentId=ids[one.row.article],
                Start=start,
                Stop=stop,
                Coder=coders.get(one.row.voice.annotator or "", _ADMIN),
            )
            self._values(statement, one, labels)

    def _insert(self, table: str, **values: Any) -> int:
        """Add a row; returns its number. The names are our own, the values never part of the SQL."""
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
        return self._connection.execute(sql, tuple(values.values())).lastrowid or 0

    def _settings(self, typed: TypedTexts) -> None:
        version, date = schema.VERSION
        header = typed.dataset.dataset
        settings = {"version": version, "date": date, "detente-sha256": typed.digest}
        if header is not None:
            settings |= {"detente-dataset": header.id, "detente-version": header.version}
        for name, value in settings.items():
            self._insert("SETTINGS", Property=name, Value=value)

    def _coders(self, typed: TypedTexts) -> dict[str, int]:
        """The administrator, whom the program must have, and the annotators; each sees what the others do."""
        password = _password()
        self._insert("CODERS", ID=_ADMIN, Name="Admin", Red=255, Green=255, Password=password)
        ids = {
            annotator.id: self._insert(
                "CODERS", Name=capped(plain(annotator.description), schema.SHORT), Password=password
            )
            for annotator in typed.dataset.annotators
        }
        for coder, other in permutations((_ADMIN, *ids.values()), 2):
            self._insert("CODERRELATIONS", Coder=coder, OtherCoder=other)
        return ids

    def _type(self, type_: StatementType) -> int:
        red, green, blue = type_.colour
        number = self._insert("STATEMENTTYPES", Label=type_.label, Red=red, Green=green, Blue=blue)
        for name, data_type in type_.variables.items():
            variable = self._insert(
                "VARIABLES", Variable=name, DataType=data_type, StatementTypeId=number
            )
            self._variables[type_, name] = variable
            for attribute in ("Type", "ID") if name in type_.described else ():
                self._attributes[variable][attribute] = self._insert(
                    "ATTRIBUTEVARIABLES", VariableId=variable, AttributeVariable=attribute
                )
            if data_type == SHORT_TEXT:  # the program has an empty value for each
                self._entity(variable, "", "")
        return number

    def _document(self, document: Document) -> int:
        return self._insert(
            "DOCUMENTS",
            Title=document.title,
            Text=document.text,
            Coder=_ADMIN,
            Author=document.author,
            Source=document.source,
            Notes=document.notes,
            Type=document.type,
            Date=document.date,
        )

    def _values(self, statement: int, one: Held, labels: Labels) -> None:
        """A value for every variable: the program takes a missing one for a value of its own."""
        cells = flat.cells(flat.labelled(one.row.to_dict(), labels))
        holder = one.holder
        speaker = "" if holder.record == "source" else "person" if holder.speaks else "organization"
        texts = {
            **dict.fromkeys(("person", "organization"), ("", "", "")),
            "holder": (holder.id, holder.label, holder.kind),
            one.type.held: (one.id, one.label, one.kind),
            **{name: (str(cells[name] or ""),) * 2 + ("",) for name in COLUMNS},
        }
        if speaker:
            texts[speaker] = texts["holder"]
        details = "\n".join(
            f"{name}: {plain(str(value))}" for name, value in cells.items() if value is not None
        )
        for name, data_type in one.type.variables.items():
            variable = self._variables[one.type, name]
            value: dict[str, Any]
            if data_type == SHORT_TEXT:
                table, value = "DATASHORTTEXT", {"Entity": self._entity(variable, *texts[name])}
            elif data_type == BOOLEAN:
                table, value = "DATABOOLEAN", {"Value": one.row.commitment.endswith("+")}
            else:
                table, value = "DATALONGTEXT", {"Value": details}
            self._insert(table, StatementId=statement, VariableId=variable, **value)

    def _entity(self, variable: int, id_: str, label: str, kind: str = "") -> int:
        """The number of a value of a variable, made when it is first used."""
        # The label too: an event has another one where an account of it has a condition.
        key = variable, id_, label
        if key in self._entities:
            return self._entities[key]
        try:
            entity = self._insert(
                "ENTITIES", VariableId=variable, Value=_short(id_, label), Red=0, Green=0, Blue=0
            )
        except sqlite3.IntegrityError as error:
            raise InputError(
                id_, "in the other format its label would be that of another record"
            ) from error
        self._entities[key] = entity
        for name, attribute in self._attributes[variable].items():
            value = capped(id_ if name == "ID" else kind, schema.SHORT)
            self._insert(
                "ATTRIBUTEVALUES",
                EntityId=entity,
                AttributeVariableId=attribute,
                AttributeValue=value,
            )
        return entity


def _short(id_: str, label: str) -> str:
    """A label as a value: a source without a name has its id behind it, and so has what is too long."""
    shown = plain(label)
    if "/" not in id_.partition(":")[2] and len(shown) <= schema.SHORT:
        return shown
    behind = f" ({id_})"
    return capped(shown, schema.SHORT - len(behind)) + behind


@cache
def _password() -> str:
    """The password as the program keeps it: SHA-256 of salt and password, repeated 100,000 times.

    It is public, so the salt need not be secret or different.
    """
    salt = bytes(16)
    digest = salt + PASSWORD.encode()
    for _ in range(100_000):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()
