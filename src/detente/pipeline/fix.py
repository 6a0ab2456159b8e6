"""Fixing files: only with safe fixes, and only files that did not change since they were checked.

A fix is a JSON Patch (RFC 6902) of the document; it is applied to the text of the file, so that everything
else stays as it is written. A file is not written if it could not be loaded afterwards, or if a fix would
cause new errors.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from detente.diagnostics import Diagnostic, Report
from detente.files import Document
from detente.pipeline.editing import Edit, JsonText, Rewriting, applied
from detente.pipeline.validate import validate
from detente.positions import Lines
from detente.records import ARRAYS
from detente.text.readers import Texts
from detente.validation.raw import BOM

_BYTE_ORDER_MARK = "D002"
"""A rule whose fix is made here: no operation of JSON Patch removes what is before the document."""

_PASSES = 20
"""How often a document is fixed and checked again, since a fix can bring up another one. A guess.
"""


class Editor:
    """A document whose findings can be turned into edits of its text."""

    def __init__(self, document: Document) -> None:
        """Keep the text in which the positions of findings count: without a byte order mark."""
        self.document = document
        self.text = document.text
        self._by_start: dict[int, JsonText] = {}

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
            self._by_start[start] = JsonText(self.text[start:end])
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
        return mark + applied(self.text, taken).encode("utf-8"), done


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
        return Rewriting(self.before, self.after).changed

    def diff(self) -> str:
        """The changes as a unified diff."""
        return Rewriting(self.before, self.after).diff()

    def write(self) -> tuple[tuple[str, str], ...]:
        """Replace the files that did not change since they were read; returns the others, and why.

        Each file is replaced in one step. Raises ``OSError`` if one cannot be written.
        """
        return Rewriting(self.before, self.after).write()


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
