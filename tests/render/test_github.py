"""Findings as workflow commands."""

from pathlib import Path

from detente.cli import main
from detente.diagnostics import Diagnostic, Location, Related, Report, Severity
from detente.render.github import github
from tests.sample import Case


def test_workflow_commands(capsys, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("a, b:c%.detente.json")
    path.write_bytes(
        Case(('claim:lesson/about/0 = "actor:norwey"', 'actor:norway/exists = "1814"')).data
    )

    assert main(["validate", str(path), "--format", "github"]) == 1

    first, second, last = capsys.readouterr().out.splitlines()
    file = "file=a%2C b%3Ac%25.detente.json"
    assert first.startswith(f"::warning {file},line=")
    assert second.startswith(f"::error {file},line=")
    assert second.endswith(
        ",title=D201 dangling-reference::there is no record actor:norwey; do you mean actor:norway?"
        "%0Aat /claims/4/about/0"
    )
    assert last == "not valid: 1 error, 1 warning in 1 file"


def test_workflow_commands_cannot_be_broken_out_of() -> None:
    found = Report.of(
        [
            Diagnostic(
                code="D605",
                severity=Severity.INFO,
                message="100%\r\n::error::x",
                related=(Related(message="here", location=Location(file="b", line=1)),),
            )
        ]
    )

    line, _summary = github(found).splitlines()

    assert line == "::notice title=D605 not-verified::100%25\\r\\n::error::x%0Ab:1: here"
