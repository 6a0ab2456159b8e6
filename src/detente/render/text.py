"""Reports as text for people: in full with the lines in question, or one line a finding."""

import json
import os
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, TextIO

from detente.diagnostics import Diagnostic, Location, Report, Severity, by_severity
from detente.display import listing
from detente.files import Document
from detente.inert import printable
from detente.render.excerpt import SourceFile, excerpt, of_key, source_files
from detente.validation.catalogue import rule_of

_READING = {"D0", "D1", "D7"}
"""The levels whose errors keep something from being read."""

CAP = 5
"""So many findings of one rule are shown in full."""

WIDTH = 100
"""How wide a line is where no terminal says so."""

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


def colored(stream: TextIO) -> bool:
    """Whether to use colours: on a terminal, unless ``NO_COLOR`` is set (no-color.org)."""
    return not os.environ.get("NO_COLOR") and stream.isatty()


def paint(text: str, code: str, *, color: bool) -> str:
    """A text in a colour, or as it is."""
    return f"\033[{code}m{text}\033[0m" if color else text


def concise(report: Report, *, color: bool = False) -> str:
    """The findings, one after the other, and a line that sums up."""
    return "\n".join([*_findings(report, color=color), summary(report, color=color)])


def _findings(report: Report, *, color: bool) -> Iterator[str]:
    for diagnostic in report:
        yield _one(diagnostic, color=color)
        for related in diagnostic.related:
            yield printable(f"    {related.location}: {related.message}")


def _one(diagnostic: Diagnostic, *, color: bool) -> str:
    severity = paint(diagnostic.severity.value, _COLORS[diagnostic.severity], color=color)
    code = paint(diagnostic.code, "1", color=color)
    at = f" ({diagnostic.path})" if diagnostic.path and not diagnostic.location.cell else ""
    place, sentence = printable(diagnostic.place), printable(f"{diagnostic.sentence}{at}")
    return f"{place}: {severity} {code} {sentence}"


# --- in full ------------------------------------------------------------------------------------


def full(
    report: Report,
    documents: Mapping[str, Document],
    *,
    color: bool = False,
    width: int = WIDTH,
    every: bool = False,
) -> str:
    """The findings, file by file in the order of lines, each with its line; then a summary.

    ``documents``: the files as they were read, by name; ``every``: all findings, and not only the
    first few of each rule.
    """
    writer = _BlockWriter(source_files(report, documents), color=color, width=width)
    counts: Counter[str] = Counter()
    blocks: list[str] = []
    files = {d.file for d in report}
    for file, group in groupby(report, key=lambda d: d.file):
        listed = list(group)
        kept = []
        for diagnostic in listed:
            counts[diagnostic.code] += 1
            if every or counts[diagnostic.code] <= CAP:
                kept.append("\n".join(writer.block(diagnostic)))
        if len(files) > 1 and kept:
            head = f"{printable(file or '<data>')}: {by_severity(listed)}"
            blocks.append(paint(head, "1;4", color=color))
        blocks += kept
    rest = [f"… and {n - CAP} more {code}" for code, n in counts.items() if n > CAP and not every]
    if rest:
        blocks.append("\n".join([*rest[:-1], f"{rest[-1]}; --all shows them"]))
    blocks.append("\n".join([*_hints(report), summary(report, color=color)]))
    return "\n\n".join(blocks)


def _hints(report: Report) -> Iterator[str]:
    if report.diagnostics:
        yield "more about a rule, with an example: detente explain CODE"
    unread = sorted({d.code[:2] for d in report.errors} & _READING)
    if unread:
        fixed = f"{listing(unread)} {'is' if len(unread) == 1 else 'are'} fixed"
        yield f"what could not be read was not looked at: more may appear once {fixed}"
    fixable = sum(d.safe for d in report)
    if fixable:
        broken = any(d.code < "D2" and not d.safe for d in report.errors)
        first = ", once those of D0 and D1 are fixed" if broken else ""
        yield f"--fix corrects {fixable} of them{first}; --diff shows how"


class _BlockWriter:
    """Writes findings as blocks of lines."""

    def __init__(self, files: Mapping[str, SourceFile], *, color: bool, width: int) -> None:
        """Keep the files, and what has been said already."""
        self.files = files
        self.color = color
        self.width = width
        self.explained: set[str] = set()

    def block(self, diagnostic: Diagnostic) -> Iterator[str]:
        """What is wrong, where, what else matters, what to do, and why."""
        severity = diagnostic.severity
        color = _COLORS[severity]
        rule = rule_of(diagnostic.code)
        head = paint(f"{severity.value} {rule.code} {rule.name}", f"1;{color}", color=self.color)
        yield f"{head}: {printable(diagnostic.message)}"
        places = [diagnostic.location, *(related.location for related in diagnostic.related)]
        gutter = max(len(str((at.line or 0) + 2)) for at in places)
        yield from self._place(diagnostic.location, "-->", gutter, color, key=of_key(diagnostic))
        for related in diagnostic.related:
            yield from self._place(
                related.location, f"::: {printable(related.message)}:", gutter, "34"
            )
        notes = {
            "help": diagnostic.help,
            "fix": _fix(diagnostic) if diagnostic.safe else "",
            "why": "" if rule.code in self.explained else rule.why.replace("``", "`"),
        }
        self.explained.add(rule.code)
        for name, text in notes.items():
            if text:
                yield from self._note(name, text, gutter)

    def _place(
        self, at: Location, arrow: str, gutter: int, color: str, *, key: bool = False
    ) -> Iterator[str]:
        source = self.files.get(at.file or "")
        record = source.record(at) if source is not None else None
        within = f" in {printable(record)}" if record else ""
        pointer = f" ({at.pointer})" if at.pointer and not at.cell else ""
        blue = paint(arrow, "34", color=self.color)
        yield f" {'':{gutter}}{blue} {printable(str(at))}{within}{printable(pointer)}"
        mark = source.mark(at, key=key) if source is not None else None
        if source is not None and mark is not None:
            for line in excerpt(source, mark, gutter, self.width):
                number, bar, rest = line.partition("|")
                if not number.strip():  # the carets
                    rest = paint(rest, f"1;{color}", color=self.color)
                yield paint(number + bar, "34", color=self.color) + rest

    def _note(self, name: str, text: str, gutter: int) -> Iterator[str]:
        margin = " " * (gutter + 2)
        wrapped = textwrap.wrap(
            f"{name}: {printable(text)}",
            max(40, self.width),
            initial_indent=margin + "= ",
            subsequent_indent=margin + " " * (len(name) + 4),
            break_long_words=False,
            break_on_hyphens=False,
        )
        label = paint(f"{name}:", "1", color=self.color)
        yield wrapped[0].replace(f"{name}:", label, 1)
        yield from wrapped[1:]


def _fix(diagnostic: Diagnostic) -> str:
    """What ``--fix`` does here."""
    if not diagnostic.fix:
        return "--fix removes it"
    operation = diagnostic.fix[0]
    if operation["op"] == "replace":
        return f"--fix writes {json.dumps(operation['value'], ensure_ascii=False)}"
    return "--fix removes it" if operation["op"] == "remove" else "--fix sorts them"


# --- counts and sums ------------------------------------------------------------------------------


def statistics(report: Report) -> list[dict[str, Any]]:
    """The rules that were broken and how often, the most often broken first."""
    counts = Counter(d.code for d in report)
    fixable = Counter(d.code for d in report if d.safe)
    severities = {d.code: d.severity for d in report}
    return [
        {
            "code": code,
            "name": rule_of(code).name,
            "severity": severities[code].value,
            "count": count,
            "fixable": fixable[code],
        }
        for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def counted(report: Report, *, color: bool = False) -> str:
    """The same as text, and a line that sums up."""
    rows = statistics(report)
    width = max((len(str(row["count"])) for row in rows), default=0)
    names = max((len(row["name"]) for row in rows), default=0)
    lines = []
    for row in rows:
        severity = paint(row["severity"], _COLORS[Severity(row["severity"])], color=color)
        fixable = f" ({row['fixable']} with --fix)" if row["fixable"] else ""
        lines.append(
            f"{row['count']:>{width}}  {row['code']} {row['name']:<{names}}  {severity}{fixable}"
        )
    return "\n".join([*lines, summary(report, color=color)])


def summary(report: Report, *, color: bool = False) -> str:
    """One line: what was checked and how many findings there are."""
    verdict = report.verdict
    painted = paint(verdict, "32" if report.ok and not report.unreadable else "31", color=color)
    return painted + report.headline.removeprefix(verdict)
