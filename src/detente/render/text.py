"""Reports as text for people."""

import os
from collections.abc import Iterator
from typing import TextIO

from detente.diagnostics import Diagnostic, Report, Severity

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


def colored(stream: TextIO) -> bool:
    """Whether to use colours: on a terminal, unless ``NO_COLOR`` is set (no-color.org)."""
    return not os.environ.get("NO_COLOR") and stream.isatty()


def paint(text: str, code: str, *, color: bool) -> str:
    """A text in a colour, or as it is."""
    return f"\033[{code}m{text}\033[0m" if color else text


def report(found: Report, *, color: bool = False) -> str:
    """The findings, one after the other, and a line that sums up."""
    return "\n".join([*_findings(found, color=color), summary(found, color=color)])


def _findings(found: Report, *, color: bool) -> Iterator[str]:
    for diagnostic in found:
        yield _one(diagnostic, color=color)
        for related in diagnostic.related:
            yield f"    {related.location}: {related.message}"


def _one(diagnostic: Diagnostic, *, color: bool) -> str:
    severity = paint(diagnostic.severity.value, _COLORS[diagnostic.severity], color=color)
    code = paint(diagnostic.code, "1", color=color)
    at = f" ({diagnostic.path})" if diagnostic.path else ""
    return f"{diagnostic.place}: {severity} {code} {diagnostic.message}{at}"


def summary(found: Report, *, color: bool = False) -> str:
    """One line: what was looked at and what was found."""
    counts = found.summary
    parts = [_count(counts[s.value], s.value) for s in Severity if counts[s.value]]
    files = _count(counts["files"], "file") if counts["files"] else ""
    if found.unreadable:
        verdict = paint("could not run", "31", color=color)
    elif found.ok:
        verdict = paint("clean" if not parts else "no errors", "32", color=color)
    else:
        verdict = paint("not valid", "31", color=color)
    proven = f", text of {' and '.join(found.texts)} proven" if found.texts else ""
    listed = f": {', '.join(parts)}" if parts else ""
    return f"{verdict}{listed}{f' in {files}' if files else ''}{proven}"


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 or name == 'info' else 's'}"
