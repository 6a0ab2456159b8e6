"""The findings of many files in one SARIF log, written file after file: one is in memory at a time."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import Any

from detente.corpus.findings import diagnostics
from detente.corpus.report import CorpusReport
from detente.corpus.sources import read
from detente.diagnostics import Diagnostic, Report
from detente.errors import InputError
from detente.files import Document, write_atomically_in_pieces
from detente.inert import json_text
from detente.render.sarif import results, sarif

_END = "]}]}"


def write_sarif(report: CorpusReport, path: Path) -> None:
    """Write the log. What is no finding of a rule is a notification of the run. Raises ``OSError``."""
    lines = list(report.lines())
    log = sarif(Report(files=tuple(line.file for line in lines)), {})
    (run,) = log["runs"]
    run["invocations"] = [
        {
            "executionSuccessful": not any(line.reason for line in lines),
            "exitCode": report.exit_status,
            "toolExecutionNotifications": [
                {"level": "error", "message": {"text": f"{line.file}: {line.reason}"}}
                for line in lines
                if line.reason
            ],
        }
    ]
    head = json_text(log)
    assert head.endswith(f"[{_END}")
    write_atomically_in_pieces(path, _pieces(head.removesuffix(_END), report))


def _pieces(head: str, report: CorpusReport) -> Iterator[bytes]:
    yield head.encode()
    separator = ""
    for name, found in groupby(diagnostics(report.out), key=lambda d: str(d.file)):
        for result in _results(name, tuple(found)):
            yield f"{separator}{json_text(result)}".encode()
            separator = ",\n"
    yield _END.encode()


def _results(name: str, found: tuple[Diagnostic, ...]) -> list[dict[str, Any]]:
    documents: dict[str, Document] = {}
    with suppress(InputError):  # what cannot be read has a finding, and no place
        documents[name] = read(name, Path(name))[0]
    return results(Report(diagnostics=found, files=(name,)), documents)
