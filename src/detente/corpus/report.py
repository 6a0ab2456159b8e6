"""What a run made, in numbers: never a list of thousands of names."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import attrs

from detente.corpus.layout import FINDINGS
from detente.corpus.manifest import Commit, FileStatus, Line, read_manifest
from detente.display import count
from detente.errors import InputError
from detente.json_types import Json


@attrs.frozen(kw_only=True)
class CorpusReport:
    """What became of the files of a corpus."""

    out: Path
    """The folder of the output."""
    files: Mapping[FileStatus, int] = attrs.field(hash=False)
    """The number of files by what became of them."""
    rows: Mapping[str, int] = attrs.field(hash=False)
    """The number of rows of each table that was written."""
    rules: Mapping[str, int] = attrs.field(hash=False)
    """The number of findings of each rule, most of them first."""
    errors: int
    """The number of findings that are errors; if ``strict``, warnings too."""
    read: int
    """The number of files that this run read; the others were done before."""
    unread: tuple[InputError, ...] = attrs.field(default=(), repr=False)
    """The files of the folder of texts that could not be read, and are left out; ``args``: path and reason."""

    @classmethod
    def of(
        cls, out: Path, tables: Iterable[str], commits: Iterable[Commit], *, strict: bool, read: int
    ) -> "CorpusReport":
        """The report of what is done."""
        files: Counter[FileStatus] = Counter(dict.fromkeys(FileStatus, 0))
        rows: Counter[str] = Counter(dict.fromkeys(tables, 0))
        rules: Counter[str] = Counter()
        errors = 0
        for commit in commits:
            rows.update(commit.tables)
            for line in commit.lines:
                files[line.status] += 1
                rules.update(line.rules)
                errors += line.errors + (line.warnings if strict else 0)
        ordered = sorted(rules.items(), key=lambda item: (-item[1], item[0]))
        return cls(out=out, files=files, rows=rows, rules=dict(ordered), errors=errors, read=read)

    @property
    def total(self) -> int:
        """The number of files."""
        return sum(self.files.values())

    @property
    def without_rows(self) -> int:
        """The number of files that are refused or died."""
        return self.files[FileStatus.REFUSED] + self.files[FileStatus.DIED]

    @property
    def ok(self) -> bool:
        """Whether every file has its rows and no finding is an error."""
        return not (self.errors or self.without_rows)

    @property
    def exit_status(self) -> int:
        """0 no errors, 1 errors."""
        return 0 if self.ok else 1

    def lines(self) -> Iterator[Line]:
        """The lines of the manifest: what became of each file."""
        return read_manifest(self.out)

    def to_dict(self) -> dict[str, Json]:
        """As ``--format json`` prints it."""
        return {
            "ok": self.ok,
            "files": {status.value: number for status, number in self.files.items()},
            "read": self.read,
            "rows": dict(self.rows),
            "rules": dict(self.rules),
            "errors": self.errors,
        }

    def __str__(self) -> str:
        """The number of files by what became of them, of rows, of findings."""
        by_status = ", ".join(f"{number} {status}" for status, number in self.files.items())
        rows = sum(number for table, number in self.rows.items() if table != FINDINGS)
        counts = [count(rows, "row")] if len(self.rows) > 1 else []
        counts.append(count(self.rows[FINDINGS], "finding"))
        return f"{count(self.total, 'file')}: {by_status}; {', '.join(counts)}"
