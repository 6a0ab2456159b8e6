"""A document as plain values, checked by level 0: JSON, or all lines of JSON Lines as one document."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from types import MappingProxyType
from typing import Any, NamedTuple

from detente.codec.lines import kind_in, split
from detente.diagnostics import Path
from detente.files import SUFFIX, Document
from detente.positions import locate
from detente.records import ARRAYS, DRAFT_FORMAT, FORMAT
from detente.records.kinds import array_of
from detente.validation.catalogue import rule_of, rules_at
from detente.validation.findings import Elsewhere, Finding
from detente.validation.raw import NOTHING, Raw
from detente.validation.registry import Stage


class Parsed(NamedTuple):
    """The plain values of a document, and what level 0 finds in it."""

    values: dict[str, Any] | None
    """The document; ``None`` if it is not one of a known version."""
    findings: Sequence[Finding] = ()
    """The findings of level 0, with offsets in the text of the whole document."""
    rows: Mapping[Path, int] = MappingProxyType({})
    """For JSON Lines the line of each record, from 0."""


_ONE_DATASET = (
    f"one file is one dataset; write each of these lines to a file of its own, NAME{SUFFIX}"
)


def _no_other(_version: Any) -> bool:
    return False


def parse(
    document: Document,
    *,
    allow_newer: bool = False,
    other_versions: Callable[[Any], bool] = _no_other,
) -> Parsed:
    """Read a document of the current version, or of one that ``other_versions`` accepts."""
    if document.too_large:
        return Parsed(None, tuple(rule_of("D010").findings()))
    parser = _Parser(document, allow_newer=allow_newer, other_versions=other_versions)
    values = parser.lines() if document.lines else parser.head(Raw(document.data), 0)
    return Parsed(values, parser.findings, parser.rows)


def json_problems(raw: Raw) -> Iterator[Finding]:
    """What level 0 finds in JSON that is no dataset, such as the answer of a model, in which a value
    may be ``null``.
    """
    for rule in (*rules_at(Stage.BYTES), *rules_at(Stage.VALUES)):
        if rule.code != "D008":
            yield from rule.findings(raw)


class _Parser:
    def __init__(
        self, document: Document, *, allow_newer: bool, other_versions: Callable[[Any], bool]
    ) -> None:
        self.document = document
        self.allow_newer = allow_newer
        self.other_versions = other_versions
        self.findings: list[Finding] = []
        self.rows: dict[Path, int] = {}

    def head(self, raw: Raw, start: int) -> dict[str, Any] | None:
        """A document, or the first line of JSON Lines; ``start``: its offset in the text."""
        values = self._values(raw, start)
        if values is NOTHING:
            return None
        self._ask(Stage.HEAD, raw, start)
        if not isinstance(values, dict) or values.get("format") not in (FORMAT, DRAFT_FORMAT):
            return None
        if not self.other_versions(values.get("version")):
            raw.allow_newer = self.allow_newer
            if self._ask(Stage.VERSION, raw, start):
                return None
        return values

    def lines(self) -> dict[str, Any] | None:
        """The values of the first line, followed by the arrays with the records of the other lines."""
        rows = split(self.document.data)
        number, line = next(rows, (1, self.document.data))
        starts = list(
            accumulate((len(row) + 1 for row in self.document.text.split("\n")), initial=0)
        )
        raw = Raw(line)
        values = self.head(raw, starts[number - 1])
        if values is None:
            return None
        if any(name in values for name in ARRAYS):
            reason = "the first line must not contain records"
            self._loose_line(raw, starts[number - 1], reason, _ONE_DATASET)
        arrays: dict[str, list[Any]] = {name: [] for name in ARRAYS}
        for number, line in rows:
            raw = Raw(line)
            record = self._values(raw, starts[number - 1])
            if record is NOTHING or record is None:  # D008 reports a line that is null
                continue
            kind = kind_in(line)
            if kind is None or not isinstance(record, dict):
                reason = "the line is not a record: its id does not begin with a kind"
                dataset = isinstance(record, dict) and record.get("format") == FORMAT
                self._loose_line(
                    raw, starts[number - 1], reason, *([_ONE_DATASET] if dataset else ())
                )
                continue
            array = arrays[array_of(kind)]
            self.rows[array_of(kind), len(array)] = number - 1
            array.append(record)
        head = {key: value for key, value in values.items() if key not in ARRAYS}
        return head | {name: records for name, records in arrays.items() if records}

    def _values(self, raw: Raw, start: int) -> Any:
        self._ask(Stage.BYTES, raw, start)
        if raw.document is not NOTHING:
            self._ask(Stage.VALUES, raw, start)
        return raw.document

    def _ask(self, stage: Stage, raw: Raw, start: int) -> bool:
        findings = [f for rule in rules_at(stage) for f in rule.findings(raw)]
        self.findings += (_located(finding, raw, start) for finding in findings)
        return bool(findings)

    def _loose_line(self, raw: Raw, start: int, *said: str) -> None:
        self.findings += (_located(f, raw, start) for f in rule_of("D018").findings(*said))


def _located(finding: Finding, raw: Raw, start: int) -> Finding:
    """A finding in a line of a document, with offsets in the whole document."""
    offset = finding.offset
    if offset is None and finding.path is not None:
        offset = locate(raw.text or "", [finding.path])[finding.path]
    return replace(
        finding,
        offset=None if offset is None else start + offset,
        related=tuple(_shifted(finding.related, start)),
    )


def _shifted(related: tuple[Elsewhere, ...], start: int) -> Iterator[Elsewhere]:
    for other in related:
        yield other._replace(offset=start + (other.offset or 0))
