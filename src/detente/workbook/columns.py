"""One column: which part of a record it holds, and how a cell of it is written and read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from detente.diagnostics import Path
from detente.json_types import Json
from detente.records import Span, model
from detente.vocab.catalogue import snake
from detente.workbook.errors import CellError, unreadable
from detente.workbook.names import Names
from detente.workbook.notation import NOTATIONS
from detente.workbook.sheets import folded, plain

_LISTED = 220
"""Characters: values of a vocabulary that are longer together are left to the sheet *Codebook*. A guess at
what fits into a note."""

_YES, _NO = ("yes", "true", "x", "1", "y"), ("no", "false", "0", "n")


@dataclass(frozen=True)
class Column:
    """A column that holds one field of a record."""

    heading: str
    """What stands above it."""
    path: Path
    """To the field, from what a row holds."""
    cls: type
    """The class whose field it is."""
    group: str = ""
    """The group of columns that it is folded away with; empty for one that is open."""
    only: tuple[str, str] | None = None
    """Of a list the items that it holds: those with this value of a field, such as the doers."""
    example: str = ""
    """What a person may type, where neither a notation nor a vocabulary says it."""

    @cached_property
    def field(self) -> model.Field:
        """The field."""
        return next(f for f in model.describe(self.cls).fields if f.key == self.path[-1])

    @cached_property
    def many(self) -> bool:
        """Whether a cell holds several values."""
        return self.field.many

    @property
    def vocabulary(self) -> str | None:
        """The vocabulary whose values it takes."""
        return snake(self.field.type.__name__) if self.field.base == "enum" else None

    @property
    def values(self) -> str:
        """The values of its vocabulary."""
        return ", ".join(member.value for member in self.field.type)

    @property
    def spans(self) -> bool:
        """Whether it holds places in the text."""
        return self.field.type is Span

    @property
    def small(self) -> bool:
        """Whether its places are words that are sought in the evidence of the record first."""
        return self.path[-1] in ("cue", "quoted", "words") and self.path[:1] != ("cue",)

    @property
    def dates(self) -> bool:
        """Whether it holds dates, which spreadsheets like to change."""
        return self.field.edtf or (self.field.type is not None and _name(self.field) == "Time")

    @cached_property
    def help(self) -> str:
        """What to write there: the field's own documentation, and an example."""
        text = model.documentation(self.cls)[1][self.field.name].replace("``", "").replace("*", "")
        notation = NOTATIONS.get(_name(self.field))
        example = self.example if notation is None else notation.example
        if _name(self.field) in ("Name", "Participant"):
            text = f"Such as: {example}."
        elif example:
            text += f" Such as: {example}."
        if self.vocabulary is not None:
            short = len(self.values) < _LISTED
            text += f" Values: {self.values if short else 'see the sheet Codebook'}."
        if self.spans and self.small:
            text = f"{text} Words of the sentence."
        return text + (" Several with ; between them." if self.many and not self.spans else "")

    # --- writing ----------------------------------------------------------------------------------

    def write(self, value: Any, names: Names) -> str:
        """The cell of a value; empty where there is none."""
        if not self.many:
            return "" if value is None else self._written(value, names)
        items = value if isinstance(value, list) else []
        if self.only is not None:
            items = [item for item in items if item.get(self.only[0]) == self.only[1]]
        return "; ".join(self._written(item, names) for item in items)

    def _written(self, value: Any, names: Names) -> str:
        if self.field.base == "record":
            return NOTATIONS[_name(self.field)].write(value, names)
        if self.field.refs:
            return names.word(value, self.field.refs)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return str(value)

    # --- reading ----------------------------------------------------------------------------------

    def read(self, text: str, names: Names) -> Json:
        """The value in a cell that is not empty. Raises ``CellError``.

        A word that is no value of a vocabulary, and a date that is none, are kept: validation says
        what is wrong with them.
        """
        if not self.many:
            return self._read(text, names)
        return [value for item in self._items(text) for value in self._several(item, names)]

    def _items(self, text: str) -> Iterator[str]:
        for item in re.split(r"[;\n]", text):
            if item.strip():
                yield item.strip()

    def _several(self, item: str, names: Names) -> list[Json]:
        """The value of an item; several where commas divide them, as only names may have commas."""
        if self.field.base == "enum" or self.field.code:
            return [self._read(part.strip(), names) for part in item.split(",") if part.strip()]
        try:
            return [self._read(item, names)]
        except CellError:
            if not self.field.refs or "," not in item:
                raise
            return [self._read(part.strip(), names) for part in item.split(",") if part.strip()]

    def _read(self, text: str, names: Names) -> Json:
        field = self.field
        match field.base:
            case "record":
                value: dict[str, Json] = NOTATIONS[_name(field)].read(text, names)
                return value if self.only is None else {**value, self.only[0]: self.only[1]}
            case "enum":
                return member(field.type, text)
            case "bool":
                word = folded(text)
                if word not in (*_YES, *_NO):
                    msg = f"{text!r} is neither yes nor no"
                    raise unreadable(msg)
                return word in _YES
            case _:
                if field.refs:
                    return names.resolve(text, field.refs)
                return plain(text) if field.edtf else text


def _name(field: model.Field) -> str:
    return field.type.__name__ if field.base == "record" else ""


def member(enum: type[Enum], text: str) -> str:
    """The value of a vocabulary that a cell names, whatever its capitals; else the cell as it is."""
    found = [each.value for each in enum if _loose(each.value) == _loose(text)]
    return found[0] if len(found) == 1 else text


def _loose(word: str) -> str:
    return re.sub(r"[\s_]+|(?<=\w)-(?=\w)", "_", folded(word))


def expressible(field: model.Field) -> bool:
    """Whether a cell can hold a field: a plain value, or a record with a notation."""
    if field.base == "record":
        return field.type is Span or (
            field.type.__name__ in NOTATIONS
            and (field.many or field.type.__name__ in ("Time", "Place"))
        )
    return field.base in ("str", "enum", "bool")
