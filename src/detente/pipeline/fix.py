"""Fixing files: only with safe fixes, and only files that did not change since they were checked.

A fix is a JSON Patch (RFC 6902) of the document; it is applied to the text of the file, so that everything
else stays as it is written. A file is not written if it could not be loaded afterwards, or if a fix would
cause new errors.
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
from detente.tokens import masked_escapes
from detente.validation.raw import BOM

_BYTE_ORDER_MARK = "D002"
"""A rule whose fix is made here: no operation of JSON Patch removes what is before the document."""

_PASSES = 20
"""How often a document is fixed and checked again, since a fix can bring up another one. A guess.
"""


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


class _Json:
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


class Editor:
    """A document whose findings can be turned into edits of its text."""

    def __init__(self, document: Document) -> None:
        """Keep the text in which the positions of findings count: without a byte order mark."""
        self.document = document
        self.text = document.text
        self._by_start: dict[int, _Json] = {}

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(self.text)

    def edits(self, diagnostic: Diagnostic) -> tuple[Edit, ...]:
        """The edits that apply the fix of a finding; none if it has no safe one."""
        if not (diagnostic.safe and diagnostic.fix):
            return ()
        start, end, depth = 0, len(self.text), 0
        if self.document.lines and diagnostic.line is not None:
            start, end = self.lines.span(diagnostic.line)
            # Each line is a document of its own, but only the paths of level 0 count from it.
            if not diagnostic.code.startswith("D0") and _in_array(diagnostic):
                depth = 2
        if start not in self._by_start:
            self._by_start[start] = _Json(self.text[start:end])
        operations = [
            {k: _below(v, depth) if k in ("path", "from") else v for k, v in operation.items()}
            for operation in diagnostic.fix
        ]
        return tuple(
            Edit(edit.start + start, edit.end + start, edit.text)
            for edit in self._by_start[start].edits(operations)
        )

    def fixed(self, diagnostics: Iterable[Diagnostic]) -> tuple[bytes, list[Diagnostic]]:
        """The bytes after all fixes that do not overlap others, and the findings that were fixed."""
        taken: list[Edit] = []
        done: list[Diagnostic] = []
        mark = BOM if self.document.data.startswith(BOM) else b""
        for diagnostic in diagnostics:
            if diagnostic.code == _BYTE_ORDER_MARK:
                mark = b""
                done.append(diagnostic)
                continue
            edits = self.edits(diagnostic)
            if edits and set(edits) <= set(taken):  # several findings may have one fix
                done.append(diagnostic)
            elif edits and not any(_overlap(new, old) for new in edits for old in taken):
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
    """A pointer without its first ``depth`` keys."""
    return "/".join(["", *path.split("/")[1 + depth :]])


def _overlap(left: Edit, right: Edit) -> bool:
    return left.start < right.end and right.start < left.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixes:
    """The result of fixing some documents; nothing is written yet."""

    before: tuple[Document, ...]
    """The documents as they were read."""

    after: tuple[Document, ...]
    """The documents after the fixes; unchanged where that was refused."""

    fixed: tuple[Diagnostic, ...]
    """The findings that were fixed, with their positions at that time."""

    refused: tuple[tuple[str, str], ...]
    """Files that stay unchanged in spite of fixes, and why."""

    report: Report
    """The findings that remain."""

    @property
    def changed(self) -> tuple[tuple[Document, Document], ...]:
        """The documents that differ, before and after."""
        pairs = zip(self.before, self.after, strict=True)
        return tuple((old, new) for old, new in pairs if old.data != new.data)

    def diff(self) -> str:
        """The changes as a unified diff."""
        return "".join(line for old, new in self.changed for line in _diff(old, new))

    def write(self) -> tuple[tuple[str, str], ...]:
        """Replace the files that did not change since they were read; returns the others, and why.

        Each file is replaced in one step. Raises ``OSError`` if one cannot be written.
        """
        unwritten = []
        for old, new in self.changed:
            path = Path(str(old.name))
            try:
                now: bytes | None = read_bytes(path)
            except InputError:
                now = None
            if now != old.data:
                unwritten.append((str(old.name), "it changed meanwhile"))
            else:
                write_atomically(path, new.data)
        return tuple(unwritten)


def fix(
    documents: Iterable[Document],
    *,
    texts: Texts | None = None,
    strict: bool = False,
    chosen: Callable[[Diagnostic], bool] = lambda _: True,
) -> Fixes:
    """Apply the safe fixes to the documents of one dataset.

    ``texts`` and ``strict`` as for ``validate``; ``chosen`` says which findings to fix.
    Never raises on bad data.
    """
    before = tuple(documents)
    first = validate(before, texts=texts, strict=strict)
    now, report = before, first
    done: list[Diagnostic] = []
    for _ in range(_PASSES):
        after, fixed = _one_pass(now, [d for d in report if d.safe and chosen(d)])
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


def _one_pass(
    documents: tuple[Document, ...], diagnostics: list[Diagnostic]
) -> tuple[tuple[Document, ...], list[Diagnostic]]:
    after, fixed = [], []
    for document in documents:
        own = [d for d in diagnostics if d.file == document.name]
        data, done = Editor(document).fixed(own) if own else (document.data, [])
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
            first = broken[0]
            yield file, f"it still could not be read: {first.code} {first.message} ({first.place})"
        elif not any(d.code < "D2" for d in _errors(before, file)):
            more = Counter(d.code for d in _errors(after, file))
            more -= Counter(d.code for d in _errors(before, file))
            if more:
                yield file, f"it would have new errors: {', '.join(sorted(more))}"


def _errors(report: Report, file: str) -> list[Diagnostic]:
    return [d for d in report.errors if str(d.file) == file]


def _diff(old: Document, new: Document) -> Iterator[str]:
    for line in unified_diff(_lines(old), _lines(new), str(old.name), str(new.name)):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(document: Document) -> list[str]:
    """The lines with their line feeds; only a line feed ends a line."""
    *lines, last = document.data.decode("utf-8").split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])
