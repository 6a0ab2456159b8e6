"""Fixing files: only with safe fixes, and only files that did not change since they were checked.

A fix is a JSON Patch (RFC 6902) of the document; it is applied to the text of the file, so that everything
else stays as it is written. Before it is offered it is applied in memory, and the document is checked again: the
finding must be gone, nothing else be changed, and no other finding have come. A file is not written if it
could not be loaded afterwards.
"""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from detente.diagnostics import Diagnostic, Report
from detente.files import Document
from detente.pipeline.editing import Edit, JsonText, Rewriting, applied, changed_as
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

_TRIES = 16
"""How often fewer fixes are tried, if all of them together are not proven. A guess: each takes a validation.
"""


class Editor:
    """A document whose findings can be turned into edits of its text."""

    def __init__(self, document: Document) -> None:
        """Keep the text in which the positions of findings count: without a byte order mark."""
        self.document = document
        self.text = document.text
        self._texts: dict[tuple[int, int], JsonText] = {}

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(self.text)

    def edits(self, diagnostic: Diagnostic) -> tuple[Edit, ...]:
        """The edits that apply the fix of a finding; none if it has no safe one."""
        if not (diagnostic.safe and diagnostic.fix):
            return ()
        place = self._place(diagnostic)
        if place not in self._texts:
            self._texts[place] = JsonText(self.text[slice(*place)])
        start = place[0]
        return tuple(
            Edit(edit.start + start, edit.end + start, edit.text)
            for edit in self._texts[place].edits(self._operations(diagnostic))
        )

    def _place(self, diagnostic: Diagnostic) -> tuple[int, int]:
        """The range of the JSON text that a finding is in: of JSON Lines each line is one."""
        if self.document.lines and diagnostic.line is not None:
            return self.lines.span(diagnostic.line)
        return 0, len(self.text)

    def _operations(self, diagnostic: Diagnostic) -> list[dict[str, Any]]:
        """The fix, with paths from the top of that JSON text."""
        depth = 0
        # Each line is a document of its own, but only the paths of level 0 count from it.
        if self.document.lines and not diagnostic.code.startswith("D0") and _in_array(diagnostic):
            depth = 2
        return [
            {k: _below(v, depth) if k in ("path", "from") else v for k, v in operation.items()}
            for operation in diagnostic.fix
        ]

    def offers(
        self, diagnostics: Iterable[Diagnostic]
    ) -> list[tuple[Diagnostic, tuple[Edit, ...]]]:
        """The fixes that do not overlap others, each with its edits: those after which the values of the
        text are what the fixes say, and nothing else has changed.
        """
        taken = _Taken()
        by_place: dict[tuple[int, int], list[tuple[Diagnostic, tuple[Edit, ...]]]] = {}
        for diagnostic in diagnostics:
            edits = self.edits(diagnostic)
            if edits and taken.take(edits):
                by_place.setdefault(self._place(diagnostic), []).append((diagnostic, edits))
        return [
            offer
            for place, offers in by_place.items()
            if self._holds(place, offers)
            for offer in offers
        ]

    def _holds(
        self, place: tuple[int, int], offers: list[tuple[Diagnostic, tuple[Edit, ...]]]
    ) -> bool:
        edits = [
            Edit(edit.start - place[0], edit.end - place[0], edit.text)
            for _, edits in offers
            for edit in edits
        ]
        before = self.text[slice(*place)]
        operations = chain.from_iterable(self._operations(found) for found, _ in offers)
        return changed_as(before, applied(before, edits), operations)

    def fixed(self, diagnostics: Iterable[Diagnostic]) -> tuple[bytes, list[Diagnostic]]:
        """The bytes after all fixes that are offered, and the findings that were fixed."""
        given = list(diagnostics)
        marked = [found for found in given if found.code == _BYTE_ORDER_MARK]
        offers = self.offers(given)
        edits = [edit for _, edits in offers for edit in edits]
        mark = BOM if self.document.data.startswith(BOM) and not marked else b""
        data = mark + applied(self.text, edits).encode("utf-8")
        return data, [*marked, *(found for found, _ in offers)]


class _Taken:
    """Edits that do not overlap."""

    def __init__(self) -> None:
        self._sorted: list[Edit] = []

    def take(self, edits: tuple[Edit, ...]) -> bool:
        """Add some, unless one of them overlaps another."""
        if any(map(self._overlaps, edits)):
            return False
        for edit in edits:
            insort(self._sorted, edit)
        return True

    def _overlaps(self, edit: Edit) -> bool:
        at = bisect_left(self._sorted, edit)
        near = self._sorted[max(at - 1, 0) : at + 1]
        return any(edit.start < other.end and other.start < edit.end for other in near)


def _in_array(diagnostic: Diagnostic) -> bool:
    path = diagnostic.location.path
    return path is not None and path[:1] in {(name,) for name in ARRAYS}


def _below(path: str, depth: int) -> str:
    """A pointer without its first ``depth`` keys."""
    return "/".join(["", *path.split("/")[1 + depth :]])


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

    def check(now: tuple[Document, ...]) -> Report:
        return validate(now, texts=texts, strict=strict)

    now, report = before, check(before)
    done: list[Diagnostic] = []
    for _ in range(_PASSES):
        made = _one_pass(now, report, [d for d in report if d.safe and chosen(d)], check)
        now, report = made.documents, made.report
        done += made.fixed
        if not made.whole:
            report = _without_fixes(report)
        if not made.whole or not made.fixed:
            break
    refused = dict(_refusals({d.file for d in done}, report))
    if refused:
        now = tuple(
            old if str(old.name) in refused else new for old, new in zip(before, now, strict=True)
        )
        report = check(now)
    return Fixes(
        before=before,
        after=now,
        fixed=tuple(d for d in done if str(d.file) not in refused),
        refused=tuple(refused.items()),
        report=report,
    )


def with_proven_fixes(
    documents: Iterable[Document],
    report: Report,
    *,
    texts: Texts | None = None,
    strict: bool = False,
) -> Report:
    """A report in which only those findings have a safe fix whose fixes were proven.

    They were applied together, in memory, and the documents were validated again: the findings are gone
    and no others have come. ``texts`` and ``strict`` as for ``validate``, whose report it is.
    """
    safe = [d for d in report if d.safe]
    if not safe:
        return report
    made = _one_pass(
        tuple(documents), report, safe, lambda now: validate(now, texts=texts, strict=strict)
    )
    return _without_fixes(report, set(map(id, made.fixed)))


def _without_fixes(report: Report, proven: AbstractSet[int] = frozenset()) -> Report:
    """A report whose findings have no safe fixes, except some, by their ``id()``."""
    diagnostics = (
        replace(d, fix=(), safe=False) if d.safe and id(d) not in proven else d for d in report
    )
    return replace(report, diagnostics=tuple(diagnostics))


class _Pass(NamedTuple):
    """What became of documents, with the fixes that are proven."""

    documents: tuple[Document, ...]
    fixed: list[Diagnostic]
    report: Report
    whole: bool
    """Whether all that could be applied together were proven."""


def _one_pass(
    now: tuple[Document, ...],
    report: Report,
    wanted: list[Diagnostic],
    check: Callable[[tuple[Document, ...]], Report],
) -> _Pass:
    """Apply fixes and check the documents again; if that does not prove them, look for those that it does."""
    after, fixed = _applied(now, wanted)
    if not fixed:
        return _Pass(now, [], report, whole=not wanted)
    checked = check(after)
    if _proves(report, checked, fixed):
        return _Pass(after, fixed, checked, whole=True)
    good: list[Diagnostic] = []
    parts = _halves(fixed)
    for _ in range(_TRIES):
        if not parts:
            break
        part = parts.pop()
        after, fixed = _applied(now, part)
        if _proves(report, check(after), fixed):
            good += fixed
        else:
            parts += _halves(part)
    after, fixed = _applied(now, good)
    checked = check(after)
    if _proves(report, checked, fixed):
        return _Pass(after, fixed, checked, whole=False)
    return _Pass(now, [], report, whole=False)


def _halves(listed: list[Diagnostic]) -> list[list[Diagnostic]]:
    middle = len(listed) // 2
    return [listed[:middle], listed[middle:]] if middle else []


def _proves(before: Report, after: Report, fixed: list[Diagnostic]) -> bool:
    """Whether findings are gone and no others have come; where something could not be read, what is found
    in it now is not new.
    """
    expected = Counter((d.file, d.code) for d in before)
    expected.subtract((d.file, d.code) for d in fixed)
    unread = any(d.code < "D2" for d in before.errors)
    found = Counter((d.file, d.code) for d in after)
    return all(
        number <= expected[place] or (unread and place[1] > "D2") for place, number in found.items()
    )


def by_file(diagnostics: Iterable[Diagnostic]) -> dict[str | None, list[Diagnostic]]:
    """Findings by the file that they are in."""
    found: dict[str | None, list[Diagnostic]] = defaultdict(list)
    for diagnostic in diagnostics:
        found[diagnostic.file].append(diagnostic)
    return found


def _applied(
    documents: tuple[Document, ...], diagnostics: list[Diagnostic]
) -> tuple[tuple[Document, ...], list[Diagnostic]]:
    own_of = by_file(diagnostics)
    after, fixed = [], []
    for document in documents:
        own = own_of.get(document.name)
        data, done = Editor(document).fixed(own) if own else (document.data, [])
        after.append(document._replace(data=data))
        fixed += done
    return tuple(after), fixed


def _refusals(files: Iterable[str | None], after: Report) -> Iterator[tuple[str, str]]:
    """The files that must not be written, and why."""
    for file in sorted(map(str, files)):
        broken = [d for d in _errors(after, file) if d.code < "D2"]
        if broken:
            first = broken[0]
            yield file, f"it still could not be read: {first.code} {first.message} ({first.place})"


def _errors(report: Report, file: str) -> list[Diagnostic]:
    return [d for d in report.errors if str(d.file) == file]
