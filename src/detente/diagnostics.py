"""The results of validation: locations, diagnostics and the report that collects them.

Only data: a diagnostic says what is wrong and where; ``detente.render`` prints it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from detente.display import count, html, html_table, some
from detente.errors import DetenteError
from detente.inert import printable, terminal
from detente.json_types import Json


class Severity(StrEnum):
    """How serious a finding is. Not part of the code of a rule, so that it can change."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


PathItem = str | int
Path = tuple[PathItem, ...]


def pointer(path: Path) -> str:
    """A path as a JSON Pointer (RFC 6901)."""
    return "".join("/" + str(p).replace("~", "~0").replace("/", "~1") for p in path)


def keys_of(text: str) -> list[str]:
    """The keys of a JSON Pointer as strings, the numbers of items too."""
    return [key.replace("~1", "/").replace("~0", "~") for key in text.split("/")[1:]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in a file."""

    file: str | None = None
    """The name of the file; ``None`` for data from memory."""

    path: Path | None = None
    """Keys and indexes from the top of the document; ``None`` if there is no document."""

    line: int | None = None
    """The line, counted from 1."""

    column: int | None = None
    """The column in code points, counted from 1."""

    cell: str | None = None
    """Of a workbook the sheet and the cell, such as ``Claims!D7``."""

    def __deepcopy__(self, _memo: object) -> Self:
        """The same: nothing of it can change."""
        return self

    @property
    def pointer(self) -> str | None:
        """The path as a JSON Pointer (RFC 6901)."""
        return None if self.path is None else pointer(self.path)

    def __str__(self) -> str:
        """``file:line:column``, as far as known; of a workbook ``file:sheet!cell``."""
        parts = [self.file or "<data>", self.line, self.column, self.cell]
        return ":".join(str(part) for part in parts if part is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another place that is related to a finding."""

    message: str
    location: Location

    def to_dict(self) -> dict[str, Json]:
        """As ``--format json`` prints it."""
        at = self.location
        return {
            "message": self.message,
            "path": at.pointer,
            "file": at.file,
            "line": at.line,
            "column": at.column,
            "cell": at.cell,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding."""

    code: str
    """The rule's code; never used again for another rule."""

    severity: Severity
    """How serious it is."""

    message: str
    """What is wrong, in one sentence. It may change in any version."""

    location: Location = field(default_factory=Location)
    """The place."""

    related: tuple[Related, ...] = ()
    """Related places."""

    params: Mapping[str, Json] = field(default_factory=dict, hash=False)
    """The values in the message, for programs."""

    fix: tuple[Mapping[str, Json], ...] = field(default=(), hash=False)
    """A fix as operations of JSON Patch (RFC 6902); empty if there is none."""

    safe: bool = False
    """Whether the fix cannot lose information, so that ``--fix`` applies it. For a byte order mark,
    which no operation on the document can remove, ``fix`` is empty.
    """

    help: str = ""
    """A suggestion, such as the most similar id or value. Never applied."""

    @property
    def file(self) -> str | None:
        """The file."""
        return self.location.file

    @property
    def path(self) -> str | None:
        """The JSON Pointer."""
        return self.location.pointer

    @property
    def line(self) -> int | None:
        """The line, from 1."""
        return self.location.line

    @property
    def column(self) -> int | None:
        """The column in code points, from 1."""
        return self.location.column

    @property
    def place(self) -> str:
        """``file:line:column``."""
        return str(self.location)

    @property
    def sentence(self) -> str:
        """The message, with the suggestion."""
        return f"{self.message}; {self.help}" if self.help else self.message

    def to_dict(self) -> dict[str, Json]:
        """As ``--format json`` prints it."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "path": self.path,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "cell": self.location.cell,
            "related": [related.to_dict() for related in self.related],
            "params": dict(self.params),
            "fix": [dict(operation) for operation in self.fix] or None,
            "safe": self.safe,
            "help": self.help or None,
        }


def _order(diagnostic: Diagnostic) -> tuple[Any, ...]:
    at = diagnostic.location
    line = (at.line or 0, at.column or 0)
    return (at.file or "", *line, _cell_order(at.cell), diagnostic.code, diagnostic.message)


def _cell_order(cell: str | None) -> tuple[Any, ...]:
    """By sheet and row, then by column: ``A10`` behind ``B2``, ``AA2`` behind ``Z2``."""
    sheet, _, at = (cell or "").partition("!")
    letters = at.rstrip("0123456789")
    return sheet, int(at[len(letters) :] or 0), len(letters), letters


def by_severity(diagnostics: Iterable[Diagnostic]) -> str:
    """How many findings of each severity: *2 errors, 1 warning*."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    return ", ".join(
        f"{counts[s]} info" if s is Severity.INFO else count(counts[s], s.value)
        for s in Severity
        if counts[s]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All findings of one validation, in the order of files and lines."""

    diagnostics: tuple[Diagnostic, ...] = ()
    """The findings."""

    files: tuple[str, ...] = ()
    """The files that were checked."""

    checked: Mapping[str, int] = field(default_factory=dict, hash=False)
    """The number of records of each kind that were checked."""

    texts: tuple[str, ...] = ()
    """The articles whose annotated text was given."""

    strict: bool = False
    """Whether warnings count as errors."""

    unreadable: bool = False
    """Whether a source could not be read at all."""

    @classmethod
    def of(
        cls,
        diagnostics: Iterable[Diagnostic],
        *,
        files: tuple[str, ...] = (),
        checked: Mapping[str, int] | None = None,
        texts: tuple[str, ...] = (),
        strict: bool = False,
        unreadable: bool = False,
    ) -> "Report":
        """A report with its findings in order, without duplicates."""
        return cls(
            diagnostics=tuple(sorted(dict.fromkeys(diagnostics), key=_order)),
            files=files,
            checked=checked or {},
            texts=texts,
            strict=strict,
            unreadable=unreadable,
        )

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that are errors; if ``strict``, warnings too."""
        worst = (Severity.ERROR, Severity.WARNING) if self.strict else (Severity.ERROR,)
        return tuple(d for d in self.diagnostics if d.severity in worst)

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not self.errors

    @property
    def exit_status(self) -> int:
        """0 no errors, 1 errors, 2 could not run."""
        return 2 if self.unreadable else 0 if self.ok else 1

    @property
    def summary(self) -> dict[str, int]:
        """How many findings of each severity, and how many files."""
        counts = Counter(d.severity for d in self.diagnostics)
        return {severity.value: counts[severity] for severity in Severity} | {
            "files": len(self.files)
        }

    @property
    def verdict(self) -> str:
        """*clean*, *no errors*, *not valid*, or *could not run*."""
        if self.unreadable:
            return "could not run"
        if not self.ok:
            return "not valid"
        return "no errors" if self.diagnostics else "clean"

    @property
    def headline(self) -> str:
        """One line: the verdict, the numbers of findings and of files, and the texts."""
        files = f" in {count(len(self.files), 'file')}" if self.files else ""
        # A text cannot prove records that were not read, or whose spans are not valid.
        broken = any(d.severity is Severity.ERROR and d.code < "D5" for d in self)
        state = "at hand" if broken else "proven"
        texts = f", text of {' and '.join(some(self.texts))} {state}" if self.texts else ""
        listed = f": {by_severity(self)}" if self.diagnostics else ""
        return f"{self.verdict}{listed}{files}{texts}"

    def __iter__(self) -> Iterator[Diagnostic]:
        """The findings."""
        return iter(self.diagnostics)

    def __len__(self) -> int:
        """The number of findings."""
        return len(self.diagnostics)

    def __str__(self) -> str:
        """One line for each finding."""
        lines = (printable(f"{d.place}: {d.code} {d.sentence}") for d in self.diagnostics)
        return terminal("\n".join(lines))

    def _repr_html_(self) -> str:
        """What a notebook shows: the findings as a table."""
        names = ("severity", "code", "finding", "place", "path")
        rows = [(d.severity.value, d.code, d.sentence, d.place, d.path or "") for d in self]
        return html(self.headline, "", *([html_table(names, rows, len(rows))] if rows else ()))

    def raise_if_errors(self) -> None:
        """Raise ``detente.InvalidError`` if there are errors."""
        if not self.ok:
            raise InvalidError(self)

    def to_dict(self) -> dict[str, Json]:
        """As ``--format json`` prints it; ``detente schema --report`` is its schema."""
        return {
            "ok": self.ok and not self.unreadable,
            "files": list(self.files),
            "diagnostics": [d.to_dict() for d in self.diagnostics],
            "summary": self.summary,
        }


class InvalidError(DetenteError):
    """A source was read and refused. ``report`` lists the errors."""

    def __init__(self, report: Report) -> None:
        """Keep the report."""
        super().__init__(report)
        self.report = report

    def __str__(self) -> str:
        """The number of findings and the first of them."""
        errors = self.report.errors
        if not errors:
            return "no errors"
        first = errors[0]
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        return printable(f"{first.place}: {first.code} {first.sentence}{more}")
