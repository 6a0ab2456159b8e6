"""Reports in SARIF 2.1.0, the format that code hosts and editors read findings in.

Regions count lines and columns from 1 in Unicode code points, as ``columnKind`` says, and end behind the
last character. Only fixes that are safe are in it.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from detente.diagnostics import Diagnostic, Location, Report, Severity
from detente.files import Document
from detente.pipeline.fix import Editor, by_file
from detente.render.excerpt import of_key, record_path, source_files
from detente.render.uris import uri
from detente.validation.catalogue import all_rules
from detente.validation.registry import LEVELS, Rule
from detente.version import __version__

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
BEGINNING = f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"tool": {{"driver": {{"name": "detente"'
"""How a log begins that is written on one line."""

_ROOT = "SRCROOT"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(report: Report, documents: Mapping[str, Document]) -> dict[str, Any]:
    """A report as a SARIF log of one run; ``documents``: the files as they were read, by name."""
    rules = all_rules()
    run = {
        "tool": {
            "driver": {
                "name": "detente",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in rules.values()],
            }
        },
        "invocations": [
            {"executionSuccessful": not report.unreadable, "exitCode": report.exit_status}
        ],
        "originalUriBaseIds": {_ROOT: {"uri": Path.cwd().as_uri().rstrip("/") + "/"}},
        "artifacts": [
            {"location": _artifact(name), "roles": ["analysisTarget"]}
            for name in dict.fromkeys(report.files)
            if _is_file(name)
        ],
        "columnKind": "unicodeCodePoints",
        "results": results(report, documents),
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def results(report: Report, documents: Mapping[str, Document]) -> list[dict[str, Any]]:
    """The findings of a report as results of a SARIF log; ``documents`` as above."""
    numbers = {code: number for number, code in enumerate(all_rules())}
    writer = _Writer(report, documents)
    return [writer.result(diagnostic, numbers[diagnostic.code]) for diagnostic in report]


def _rule(rule: Rule) -> dict[str, Any]:
    wrong, right = "\n".join(rule.example), "\n".join(rule.instead)
    parts = [rule.what, f"Why: {rule.why}"]
    marked = [rule.what, f"**Why:** {rule.why}"]
    for name, edits in (("Wrong", wrong), ("Right", right)):
        if edits:
            parts.append(f"{name}:\n{edits}")
            marked.append(f"**{name}:**\n\n```text\n{edits}\n```")
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.name.replace("-", " ")},
        "fullDescription": {"text": rule.what},
        "help": {"text": "\n\n".join(parts), "markdown": "\n\n".join(marked)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [LEVELS[rule.level]], "level": rule.level},
    }


def _is_file(name: str | None) -> bool:
    return name is not None and not name.startswith("<")


def _artifact(name: str) -> dict[str, Any]:
    reference = uri(name)
    base = {} if reference.startswith("file:") else {"uriBaseId": _ROOT}
    return {"uri": reference, **base}


class _Writer:
    """Findings on their way to results."""

    def __init__(self, report: Report, documents: Mapping[str, Document]) -> None:
        """Take the files that findings point into."""
        self._files = source_files(report, documents)
        self._editors = {name: Editor(documents[name]) for name in self._files}
        self._offers = {
            id(found): edits
            for name, of_file in by_file(report).items()
            if name in self._editors
            for found, edits in self._editors[name].offers(of_file)
        }
        self._seen: Counter[str] = Counter()

    def result(self, diagnostic: Diagnostic, number: int) -> dict[str, Any]:
        """One finding."""
        result: dict[str, Any] = {
            "ruleId": diagnostic.code,
            "ruleIndex": number,
            "level": _LEVELS[diagnostic.severity],
            "message": {"text": diagnostic.sentence},
            "locations": [self._location(diagnostic.location, key=of_key(diagnostic))],
            "partialFingerprints": {"place/v1": self._fingerprint(diagnostic)},
            "properties": {"params": dict(diagnostic.params)},
        }
        if diagnostic.related:
            result["relatedLocations"] = [
                self._location(related.location) | {"id": n, "message": {"text": related.message}}
                for n, related in enumerate(diagnostic.related, 1)
            ]
        fix = self._fix(diagnostic)
        if fix is not None:
            result["fixes"] = [fix]
        return result

    def _location(self, at: Location, *, key: bool = False) -> dict[str, Any]:
        location: dict[str, Any] = {}
        if at.file is not None and _is_file(at.file):
            location["physicalLocation"] = {"artifactLocation": _artifact(at.file)}
            region = self._region(at, key=key)
            if region:
                location["physicalLocation"]["region"] = region
        if at.cell:
            location["logicalLocations"] = [{"fullyQualifiedName": at.cell, "kind": "cell"}]
        elif at.path:
            location["logicalLocations"] = [
                {"fullyQualifiedName": at.pointer, "name": str(at.path[-1]), "kind": "value"}
            ]
        return location

    def _region(self, at: Location, *, key: bool) -> dict[str, int]:
        source = self._files.get(at.file or "")
        mark = None if source is None else source.mark(at, key=key)
        if mark is None:
            return {}
        return {
            "startLine": mark.line,
            "startColumn": mark.start + 1,
            "endLine": mark.line,
            "endColumn": mark.end + 1,
        }

    def _fix(self, diagnostic: Diagnostic) -> dict[str, Any] | None:
        edits = self._offers.get(id(diagnostic), ())
        if not edits or not _is_file(diagnostic.file):
            return None
        editor = self._editors[str(diagnostic.file)]
        replacements = []
        for edit in edits:
            (line, column), (end, end_column) = map(editor.lines.place, (edit.start, edit.end))
            replacements.append(
                {
                    "deletedRegion": {
                        "startLine": line,
                        "startColumn": column,
                        "endLine": end,
                        "endColumn": end_column,
                    },
                    "insertedContent": {"text": edit.text},
                }
            )
        change = {
            "artifactLocation": _artifact(str(diagnostic.file)),
            "replacements": replacements,
        }
        operations = json.dumps([dict(o) for o in diagnostic.fix], ensure_ascii=False)
        return {"description": {"text": operations}, "artifactChanges": [change]}

    def _fingerprint(self, diagnostic: Diagnostic) -> str:
        """What stays the same while lines move and records are put between: the rule, the file, the
        record by its id, the path within it, and which of several such.
        """
        path = diagnostic.location.path or ()
        source = self._files.get(diagnostic.file or "")
        id_ = source.record(diagnostic.location) if source is not None else None
        place = [id_, *path[len(record_path(path)) :]] if id_ is not None else list(path)
        name = uri(diagnostic.file) if _is_file(diagnostic.file) else ""  # type: ignore[arg-type]
        key = json.dumps([diagnostic.code, name, place])
        self._seen[key] += 1
        return hashlib.sha256(f"{key} {self._seen[key]}".encode()).hexdigest()[:32]
