"""Reading one dataset of a corpus: its findings and its rows."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from detente.corpus import layout
from detente.corpus.manifest import FileStatus, Line
from detente.corpus.rows import Row, rows
from detente.corpus.sources import Stamp, Unit, read
from detente.corpus.texts import TextIndex
from detente.diagnostics import Diagnostic, Report, Severity
from detente.errors import InputError
from detente.pipeline.validate import refused
from detente.validation.validator import Validation

Tables = dict[str, list[Row]]
"""Rows by the names of their tables."""


class Reading:
    """What came of one dataset: its rows by table, and the lines of its files."""

    def __init__(
        self,
        unit: Unit,
        paths: Sequence[Path],
        *,
        texts: TextIndex | None,
        strict: bool,
        flatten: bool,
    ) -> None:
        """Read, check and flatten it. Never raises on bad data, but may on a bug of ours."""
        self.unit = unit
        self.tables: Tables = defaultdict(list)
        self.reason: str | None = None
        self._stamps: dict[str, Stamp] = {}
        self._rows: Counter[str] = Counter()
        self._ids: dict[str, dict[tuple[Any, ...], str]] = {}
        self._refused: set[str] = set()
        self.report = self._read(paths, texts, strict=strict, flatten=flatten)
        for diagnostic in self.report:
            self.tables[layout.FINDINGS].append(self._finding(diagnostic))

    def _read(
        self, paths: Sequence[Path], texts: TextIndex | None, *, strict: bool, flatten: bool
    ) -> Report:
        """The report; rows are made if the dataset is whole."""
        documents = []
        for name, path in zip(self.unit.files, paths, strict=True):
            try:
                document, self._stamps[name] = read(name, path)
            except InputError as error:
                self._refused.add(name)
                return refused("D016", str(error.args[-1]), name=name)
            documents.append(document)
        validation = Validation.of(documents)
        for loaded in validation.documents:
            if loaded.draft is not None:
                loaded.refuse_draft()
        given = None if texts is None else texts.of(validation.dataset)
        self._refused |= {str(d.document.name) for d in validation.documents if d.refused}
        validation.apply(texts=given, strict=strict)
        report = validation.report(strict=strict)
        name_of = {id(r): str(d.document.name) for d in validation.documents for r in d.dataset}
        if report.diagnostics:
            self._ids = {
                str(d.document.name): {d.path_of(r) or (): r.id for r in d.dataset}
                for d in validation.documents
            }
        if flatten and not self._refused:
            for table, row in rows(validation.dataset, lambda record: name_of[id(record)]):
                self.tables[table].append(row)
                self._rows[row["file"]] += 1
        return report

    def _finding(self, diagnostic: Diagnostic) -> Row:
        row = {
            name: json.dumps(value, ensure_ascii=False)
            if name in layout.JSON_OF_FINDINGS
            else value
            for name, value in diagnostic.to_dict().items()
        }
        path, ids = diagnostic.location.path or (), self._ids.get(diagnostic.file or "", {})
        lengths = range(len(path), 0, -1)
        row["record"] = next((ids[path[:n]] for n in lengths if path[:n] in ids), None)
        return row

    def lines(self, part: str) -> tuple[Line, ...]:
        """The lines of its files. ``part``: where its rows are."""
        return tuple(self._line(name, part) for name in self.unit.files)

    def _line(self, name: str, part: str) -> Line:
        found = [d for d in self.report if d.file == name]
        severities = Counter(d.severity for d in found)
        status = FileStatus.FLAWED if found else FileStatus.CLEAN
        reason = self.reason
        if self._refused or reason is not None:
            status = FileStatus.REFUSED
        if self._refused and name not in self._refused:
            reason = "another file of its dataset is refused"
        return Line(
            file=name,
            dataset=self.unit.name,
            status=status,
            rows=self._rows[name],
            errors=severities[Severity.ERROR],
            warnings=severities[Severity.WARNING],
            infos=severities[Severity.INFO],
            rules=dict(sorted(Counter(d.code for d in found).items())),
            reason=reason,
            part=part,
            **self._stamp(name),
        )

    def _stamp(self, name: str) -> Mapping[str, Any]:
        known = self._stamps.get(name)
        return {} if known is None else known._asdict()

    def refuse_rows(self, reason: str) -> None:
        """Keep the findings alone: the rows hold a value that no column can."""
        self.tables = {layout.FINDINGS: self.tables[layout.FINDINGS]}
        self._rows.clear()
        self.reason = reason
