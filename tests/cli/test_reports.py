"""Findings as the command shows them: concise, counted, as wide as the terminal."""

import io
import json
import sys
from pathlib import Path

from detente.cli import main
from tests.paths import EXAMPLE
from tests.render.findings import MANY, carets
from tests.sample import DATA, Case


def test_concise_is_one_line_a_finding(capsys, tmp_path: Path) -> None:
    path = tmp_path / "x.detente.json"
    path.write_bytes(Case((MANY,)).data)

    assert main(["validate", str(path), "--concise"]) == 1

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 43
    assert all(line.startswith(f"{path}:") for line in lines[:-1])
    path.write_bytes(Case(('claim:lesson/kind = "normativ"',)).data)
    main(["validate", str(path), "--concise"])
    expected = 'error D104 "normativ" is not in the list; do you mean "normative"? (/claims/4/kind)'
    assert expected in capsys.readouterr().out


def test_statistics(capsys, tmp_path: Path) -> None:
    path = tmp_path / "x.detente.json"
    path.write_bytes(
        Case((MANY, 'relation:norway-sweden/parties = ["actor:sweden", "actor:norway"]')).data
    )

    assert main(["validate", str(path), "--statistics"]) == 1
    assert capsys.readouterr().out == (
        "42  D201 dangling-reference  error\n"
        " 1  D551 parties             error (1 with --fix)\n"
        "not valid: 43 errors in 1 file\n"
    )
    assert main(["validate", str(path), "--statistics", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["statistics"] == [
        {
            "code": "D201",
            "name": "dangling-reference",
            "severity": "error",
            "count": 42,
            "fixable": 0,
        },
        {"code": "D551", "name": "parties", "severity": "error", "count": 1, "fixable": 1},
    ]
    assert main(["validate", str(path), "--statistics", "--format", "sarif"]) == 2
    assert main(["validate", str(path), "--statistics", "--concise"]) == 2
    path.write_bytes(DATA)
    capsys.readouterr()
    assert main(["validate", str(path), "--statistics"]) == 0
    assert capsys.readouterr().out == "clean in 1 file\n"


def test_the_width_is_the_terminals(capsys, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "x.detente.json"
    path.write_bytes(json.dumps(Case((MANY,)).document).encode())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "50")

    main(["validate", path.name])

    lines = [line for line in capsys.readouterr().out.splitlines() if " | " in line]
    assert lines
    assert all(len(line) <= 50 for line in lines)


def test_sealing_shows_the_draft(capsys, tmp_path: Path) -> None:
    draft = json.loads((EXAMPLE / "entente-cordiale.draft.json").read_text("utf-8"))
    draft["claims"][0]["utterances"][0]["evidence"] = [{"quote": "not there at all"}]
    path = tmp_path / "x.draft.json"
    path.write_text(json.dumps(draft, indent=2), "utf-8")

    assert main(["seal", str(path), "--texts", str(EXAMPLE)]) == 1

    out = capsys.readouterr().out
    assert "error D411 quote-absent" in out
    assert '"quote": "not there at all"' in out
    assert main(["seal", str(path), "--texts", str(EXAMPLE), "--concise"]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_standard_input_is_shown_too(capsys, monkeypatch) -> None:
    data = Case(('claim:lesson/kind = "normativ"',)).data
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    assert main(["validate", "-"]) == 1
    assert carets(capsys.readouterr().out) == [('"normativ"', "^" * 10)]
