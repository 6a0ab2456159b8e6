"""Mending files: only what is marked safe, only where the file is what was looked at.

A fix is JSON Patch (RFC 6902) of the document; it is carried out on the text of the file, so that all
else stays as it is written. Nothing is written of a file that would not load afterwards, or in which a
fix would bring new errors.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from detente.diagnostics import Diagnostic, Report, pointer
from detente.errors import InputError
from detente.files import Document, read_bytes, write_atomically
from detente.pipeline.validate import validate
from detente.positions import Lines, end_of, walk
from detente.records import ARRAYS
from detente.text.readers import Texts
from detente.tokens import covered

_MARK = b"\xef\xbb\xbf"
_MARKED = "D002"  # no operation on a document takes away what stands before it

_PASSES = 20


class Edit(NamedTuple):
    """A stretch of a text, in code points, half-open, and what is to stand there instead."""

    start: int
    end: int
    text: str


class _Value(NamedTuple):
    """Where a value stands."""

    begin: int
    """Offset of the key, or of the value where there is no key."""
    start: int
    end: int


class _Piece:
    """A JSON text with the places of its values by JSON Pointer."""

    def __init__(self, text: str) -> None:
        """Walk through it once."""
        self.text = text
        self.values: dict[str, _Value] = {}
        self.parts: dict[str, list[str]] = defaultdict(list)
        plain = covered(text)
        begin: int | None = None
        for event in walk(text):
            if event.key:
                begin = event.start
                continue
            path = pointer(event.path)
            end = end_of(plain, event.start, event.token)
            at = event.start if begin is None else begin
            self.values[path] = _Value(at, event.start, end)
            begin = None
            if event.path:
                self.parts[pointer(event.path[:-1])].append(path)

    def edits(self, operations: list[dict[str, Any]]) -> tuple[Edit, ...]:
        """The edits that carry out a fix; none if it is not of a kind that rules make, or its
        place is not there.
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
        """A value as it would be written here: on one line if it was."""
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
        """A part with the comma that it would leave behind."""
        parent = path.rpartition("/")[0]
        siblings = self.parts[parent]
        number, at = siblings.index(path), self.values[path]
        if number + 1 < len(siblings):
            return Edit(at.begin, self.values[siblings[number + 1]].begin, "")
        if number:
            return Edit(self.values[siblings[number - 1]].end, at.end, "")
        return Edit(self.values[parent].start + 1, self.values[parent].end - 1, "")

    def _moved(self, operations: list[dict[str, Any]]) -> tuple[Edit, ...]:
        """Items of one list, each as it is written, in another order."""
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


class Editor:
    """A document whose findings can be turned into edits of its text."""

    def __init__(self, document: Document) -> None:
        """Take the text as the places of findings count it: without a byte order mark."""
        self.document = document
        self.text = document.text
        self._pieces: dict[int, _Piece] = {}

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(self.text)

    def edits(self, diagnostic: Diagnostic) -> tuple[Edit, ...]:
        """The edits that carry out the finding's fix; none if it has no safe one."""
        if not (diagnostic.safe and diagnostic.fix):
            return ()
        start, end, depth = 0, len(self.text), 0
        if self.document.lines and diagnostic.line is not None:
            start, end = self.lines.span(diagnostic.line)
            # Each line is a document of its own; only level 0 speaks of it as such.
            if not diagnostic.code.startswith("D0") and _in_array(diagnostic):
                depth = 2
        if start not in self._pieces:
            self._pieces[start] = _Piece(self.text[start:end])
        operations = [
            {k: _below(v, depth) if k in ("path", "from") else v for k, v in operation.items()}
            for operation in diagnostic.fix
        ]
        return tuple(
            Edit(edit.start + start, edit.end + start, edit.text)
            for edit in self._pieces[start].edits(operations)
        )

    def mended(self, diagnostics: Iterable[Diagnostic]) -> tuple[bytes, list[Diagnostic]]:
        """The bytes after as many fixes as do not touch each other, and which these are."""
        taken: list[Edit] = []
        done: list[Diagnostic] = []
        mark = _MARK if self.document.data.startswith(_MARK) else b""
        for diagnostic in diagnostics:
            if diagnostic.code == _MARKED:
                mark = b""
                done.append(diagnostic)
                continue
            edits = self.edits(diagnostic)
            if edits and set(edits) <= set(taken):  # several findings may have one fix
                done.append(diagnostic)
            elif edits and not any(_touch(one, other) for one in edits for other in taken):
                taken += edits
                done.append(diagnostic)
        text = self.text
        for edit in sorted(taken, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return mark + text.encode("utf-8"), done


def _in_array(diagnostic: Diagnostic) -> bool:
    path = diagnostic.location.path
    return path is not None and path[:1] in {(name,) for name in ARRAYS}


def _below(path: str, depth: int) -> str:
    """A pointer from so many steps further down."""
    return "/".join(["", *path.split("/")[1 + depth :]])


def _touch(one: Edit, other: Edit) -> bool:
    return one.start < other.end and other.start < one.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixes:
    """What mending some documents comes to; nothing is written yet."""

    before: tuple[Document, ...]
    """The documents as they were read."""

    after: tuple[Document, ...]
    """The same, mended; as they were where that was refused."""

    fixed: tuple[Diagnostic, ...]
    """The findings that are mended, with the places that they had when they were."""

    refused: tuple[tuple[str, str], ...]
    """Files with findings to mend that stay as they are, and why."""

    report: Report
    """What is left."""

    @property
    def changed(self) -> tuple[tuple[Document, Document], ...]:
        """The documents that differ, before and after."""
        pairs = zip(self.before, self.after, strict=True)
        return tuple((old, new) for old, new in pairs if old.data != new.data)

    def diff(self) -> str:
        """The changes as a unified diff."""
        return "".join(line for old, new in self.changed for line in _diff(old, new))

    def write(self) -> tuple[tuple[str, str], ...]:
        """Replace the files that are still what was read; returns the others, and why.

        Each file is replaced in one step. Raises ``OSError`` if one cannot be written.
        """
        left = []
        for old, new in self.changed:
            path = Path(str(old.name))
            try:
                now: bytes | None = read_bytes(path)
            except InputError:
                now = None
            if now != old.data:
                left.append((str(old.name), "it changed meanwhile"))
            else:
                write_atomically(path, new.data)
        return tuple(left)


def fix(
    documents: Iterable[Document],
    *,
    texts: Texts | None = None,
    strict: bool = False,
    chosen: Callable[[Diagnostic], bool] = lambda _: True,
) -> Fixes:
    """Mend documents of one dataset as far as that is safe.

    ``texts`` and ``strict`` as for ``validate``; ``chosen`` says of a finding whether it is to be
    mended. Never raises on bad data.
    """
    before = tuple(documents)
    first = validate(before, texts=texts, strict=strict)
    now, report = before, first
    done: list[Diagnostic] = []
    for _ in range(_PASSES):
        after, fixed = _once(now, [d for d in report if d.safe and chosen(d)])
        if not fixed:
            break
        now, done = after, [*done, *fixed]
        report = validate(now, texts=texts, strict=strict)
    refused = dict(_refusals({d.file for d in done}, first, report))
    if refused:
        now = tuple(
            old if str(old.name) in refused else new for old, new in zip(before, now, strict=True)
        )
        report = validate(now, texts=texts, strict=strict)
    return Fixes(
        before=before,
        after=now,
        fixed=tuple(d for d in done if str(d.file) not in refused),
        refused=tuple(refused.items()),
        report=report,
    )


def _once(
    documents: tuple[Document, ...], diagnostics: list[Diagnostic]
) -> tuple[tuple[Document, ...], list[Diagnostic]]:
    after, fixed = [], []
    for document in documents:
        own = [d for d in diagnostics if d.file == document.name]
        data, done = Editor(document).mended(own) if own else (document.data, [])
        after.append(document._replace(data=data))
        fixed += done
    return tuple(after), fixed


def _refusals(
    files: Iterable[str | None], before: Report, after: Report
) -> Iterator[tuple[str, str]]:
    """The files that must not be written, and why."""
    for file in sorted(map(str, files)):
        broken = [d for d in _errors(after, file) if d.code < "D2"]
        if broken:
            one = broken[0]
            yield file, f"it could not be read even so: {one.code} {one.message} ({one.place})"
        elif not any(d.code < "D2" for d in _errors(before, file)):
            held = Counter(d.code for d in _errors(before, file))
            more = Counter(d.code for d in _errors(after, file)) - held
            if more:
                yield file, f"it would have new errors: {', '.join(sorted(more))}"


def _errors(report: Report, file: str) -> list[Diagnostic]:
    return [d for d in report.errors if str(d.file) == file]


def _diff(old: Document, new: Document) -> Iterator[str]:
    one, other = _lines(old), _lines(new)
    for line in unified_diff(one, other, str(old.name), str(new.name)):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(document: Document) -> list[str]:
    """The lines with their line feeds; no other character ends one."""
    *lines, last = document.data.decode("utf-8").split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])
