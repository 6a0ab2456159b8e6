"""Editing files as text: JSON Patch operations become edits, so that all else stays as it is written."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from detente.collector import no_collection
from detente.diagnostics import Path as Place
from detente.diagnostics import keys_of, pointer
from detente.errors import InputError
from detente.files import Document, document_at, write_atomically
from detente.inert import printable
from detente.pipeline.line_diff import unified
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
    number: int
    """Which of the parts of its parent it is, from 0."""


class JsonText:
    """A JSON text with the offsets of its values by JSON Pointer."""

    def __init__(self, text: str, only: Iterable[Place] | None = None) -> None:
        """Find all values. ``only``: the paths of those that will be replaced; others are skipped, and
        none can be removed or moved.
        """
        self.text = text
        self.values: dict[str, _Value] = {}
        self.parts: dict[str, list[str]] = defaultdict(list)
        self.repeating: set[str] = set()
        """The objects with a duplicate key: a path into them names two values, and nothing is edited there."""
        masked = masked_escapes(text)
        begin: int | None = None
        above: dict[Place, str] = {}
        """The pointers to the values that hold others, by path: each is made once."""
        needed = None if only is None else {p[:n] for p in only for n in range(len(p) + 1)}
        for token in walk(text, needed):
            if token.key:
                begin = token.start
                continue
            parent = above.get(token.path[:-1], "")
            path = parent + pointer(token.path[-1:])
            if token.text in ("[", "{"):
                above[token.path] = path
            end = end_of(masked, token.start, token.text)
            siblings = self.parts[parent]
            if path in self.values:
                self.repeating.add(parent)
            at = token.start if begin is None else begin
            self.values[path] = _Value(at, token.start, end, len(siblings))
            begin = None
            if token.path:
                siblings.append(path)

    def edits(self, operations: list[dict[str, Any]]) -> tuple[Edit, ...]:
        """The edits that apply a fix; none if no rule makes such a fix, or its place does not
        exist.
        """
        kinds = {operation["op"] for operation in operations}
        named = {o[key] for o in operations for key in ("path", "from") if key in o}
        if not named <= self.values.keys() or any(map(self._is_doubtful, named)):
            return ()
        if kinds == {"move"}:
            return self._moved(operations)
        if kinds == {"replace"}:
            return tuple(self._replaced(o["path"], o["value"]) for o in operations)
        if kinds == {"remove"} and len(operations) == 1:
            return (self._removed(operations[0]["path"]),)
        return ()

    def _is_doubtful(self, path: str) -> bool:
        """Whether a path leads through an object with a duplicate key."""
        above = path
        while self.repeating and above:
            above = above.rpartition("/")[0]
            if above in self.repeating:
                return True
        return False

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
        at = self.values[path]
        number = at.number
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
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits):
        pieces += (text[at : edit.start], edit.text)
        at = edit.end
    return "".join([*pieces, text[at:]])


def changed_as(before: str, after: str, operations: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a JSON text has become what operations of JSON Patch make of its values, and nothing else.

    Numbers count as they are written. ``operations``: those of several fixes that do not overlap, with
    the paths that hold before any of them.
    """
    wanted = _exact(before)
    by_kind: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for operation in operations:
        by_kind[operation["op"]].append(operation)
    for operation in by_kind["replace"]:
        holder, key = _holder(wanted, operation["path"])
        holder[key] = _exact(json.dumps(operation["value"]))
    # The last items of a list first, since an item that is taken out changes the paths of those behind it.
    for operation in sorted(by_kind["remove"], key=lambda o: _order(o["path"]), reverse=True):
        holder, key = _holder(wanted, operation["path"])
        del holder[key]
    for operation in by_kind["move"]:
        holder, key = _holder(wanted, operation["from"])
        item = holder.pop(key)
        holder, key = _holder(wanted, operation["path"])
        holder.insert(key, item)
    return bool(_exact(after) == wanted)


def _exact(text: str) -> Any:
    """The values of a JSON text, each number as a tuple of what is written."""

    def written(number: str) -> tuple[str]:
        return (number,)

    return json.loads(text, parse_int=written, parse_float=written, parse_constant=written)


def _holder(values: Any, path: str) -> tuple[Any, Any]:
    """The object or the list that a value is in, and its key or number there."""
    *above, last = keys_of(path)
    for key in above:
        values = values[int(key) if isinstance(values, list) else key]
    return values, int(last) if isinstance(values, list) else last


def _order(path: str) -> list[tuple[int, str]]:
    """Paths in the order of the items of lists."""
    return [(int(part), part) if part.isdecimal() else (0, part) for part in path.split("/")]


class Rewriting(NamedTuple):
    """Documents before and after; nothing is written yet."""

    before: tuple[Document, ...]
    after: tuple[Document, ...]

    @property
    def changed(self) -> tuple[tuple[Document, Document], ...]:
        """The documents that differ, before and after."""
        pairs = zip(self.before, self.after, strict=True)
        return tuple((old, new) for old, new in pairs if old.data != new.data)

    @no_collection()
    def diff(self) -> str:
        """The changes as a unified diff."""
        return "".join(
            line
            for old, new in self.changed
            for line in unified(_lines(old), _lines(new), *_names(old, new))
        )

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
        return document_at(Path(str(document.name))).data
    except InputError:
        return None


def _names(*documents: Document) -> Iterator[str]:
    return (printable(str(document.name)) for document in documents)


def _lines(document: Document) -> list[str]:
    """The lines with their line feeds; only a line feed ends a line."""
    *lines, last = document.data.decode("utf-8").split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])
