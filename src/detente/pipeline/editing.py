"""Editing files as text: JSON Patch operations become edits, so that all else stays as it is written."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any, NamedTuple

from detente.diagnostics import pointer
from detente.errors import InputError
from detente.files import Document, read_bytes, write_atomically
from detente.inert import printable
from detente.positions import end_of, walk
from detente.tokens import masked_escapes


class Edit(NamedTuple):
    """A range of a text, in code points, half-open, and its replacement."""

    start: int
    end: int
    text: str


class _Value(NamedTuple):
    """Where a value is in a text."""

    begin: int
    """Offset of the key, or of the value where there is no key."""
    start: int
    end: int


class JsonText:
    """A JSON text with the offsets of its values by JSON Pointer."""

    def __init__(self, text: str) -> None:
        """Find all values."""
        self.text = text
        self.values: dict[str, _Value] = {}
        self.parts: dict[str, list[str]] = defaultdict(list)
        masked = masked_escapes(text)
        begin: int | None = None
        for token in walk(text):
            if token.key:
                begin = token.start
                continue
            path = pointer(token.path)
            end = end_of(masked, token.start, token.text)
            self.values[path] = _Value(token.start if begin is None else begin, token.start, end)
            begin = None
            if token.path:
                self.parts[pointer(token.path[:-1])].append(path)

    def edits(self, operations: list[dict[str, Any]]) -> tuple[Edit, ...]:
        """The edits that apply a fix; none if no rule makes such a fix, or its place does not
        exist.
        """
        kinds = {operation["op"] for operation in operations}
        named = {operation["path"] for operation in operations}
        if not named <= self.values.keys():
            return ()
        if kinds == {"move"}:
            return self._moved(operations)
        if kinds == {"replace"}:
            return tuple(self._replaced(o["path"], o["value"]) for o in operations)
        if kinds == {"remove"} and len(operations) == 1:
            return (self._removed(operations[0]["path"]),)
        return ()

    def _replaced(self, path: str, value: Any) -> Edit:
        """A new value, laid out like the old one: on one line if that was."""
        at = self.values[path]
        old = self.text[at.start : at.end]
        if "\n" not in old:
            tight = (",", ":") if ", " not in old and ": " not in old else None
            text = json.dumps(value, ensure_ascii=False, separators=tight)
            return Edit(at.start, at.end, text)
        line = self.text[self.text.rfind("\n", 0, at.start) + 1 : at.start]
        margin = line[: len(line) - len(line.lstrip())]
        end = "\r\n" if "\r\n" in old else "\n"
        text = json.dumps(value, ensure_ascii=False, indent=2)
        return Edit(at.start, at.end, text.replace("\n", end + margin))

    def _removed(self, path: str) -> Edit:
        """A value, with the comma before or after it."""
        parent = path.rpartition("/")[0]
        siblings = self.parts[parent]
        number, at = siblings.index(path), self.values[path]
        if number + 1 < len(siblings):
            return Edit(at.begin, self.values[siblings[number + 1]].begin, "")
        if number:
            return Edit(self.values[siblings[number - 1]].end, at.end, "")
        return Edit(self.values[parent].start + 1, self.values[parent].end - 1, "")

    def _moved(self, operations: list[dict[str, Any]]) -> tuple[Edit, ...]:
        """The items of one list, each as it is written, in another order."""
        (parent,) = {o[end].rpartition("/")[0] for o in operations for end in ("from", "path")}
        places = [self.values[path] for path in self.parts[parent]]
        texts = [self.text[at.start : at.end] for at in places]
        for operation in operations:
            start, end = (int(operation[key].rpartition("/")[2]) for key in ("from", "path"))
            texts.insert(end, texts.pop(start))
        return tuple(
            Edit(at.start, at.end, text)
            for at, text in zip(places, texts, strict=True)
            if self.text[at.start : at.end] != text
        )


def applied(text: str, edits: Iterable[Edit]) -> str:
    """A text after edits that do not overlap."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


class Rewriting(NamedTuple):
    """Documents before and after; nothing is written yet."""

    before: tuple[Document, ...]
    after: tuple[Document, ...]

    @property
    def changed(self) -> tuple[tuple[Document, Document], ...]:
        """The documents that differ, before and after."""
        pairs = zip(self.before, self.after, strict=True)
        return tuple((old, new) for old, new in pairs if old.data != new.data)

    def diff(self) -> str:
        """The changes as a unified diff."""
        return "".join(line for old, new in self.changed for line in _diff(old, new))

    def stale(self) -> tuple[tuple[str, str], ...]:
        """The files that are no longer what was read, and why they must not be written."""
        return tuple(
            (str(old.name), "it changed meanwhile")
            for old, _ in self.changed
            if _now(old) != old.data
        )

    def write(self) -> tuple[tuple[str, str], ...]:
        """Replace the files that did not change since they were read; returns the others, and why.

        Each file is replaced in one step. Raises ``OSError`` if one cannot be written.
        """
        unwritten = self.stale()
        names = {name for name, _ in unwritten}
        for old, new in self.changed:
            if str(old.name) not in names:
                write_atomically(Path(str(old.name)), new.data)
        return unwritten


def _now(document: Document) -> bytes | None:
    try:
        return read_bytes(Path(str(document.name)))
    except InputError:
        return None


def _diff(old: Document, new: Document) -> Iterator[str]:
    names = printable(str(old.name)), printable(str(new.name))
    for line in unified_diff(_lines(old), _lines(new), *names):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(document: Document) -> list[str]:
    """The lines with their line feeds; only a line feed ends a line."""
    *lines, last = document.data.decode("utf-8").split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])
