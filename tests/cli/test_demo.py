"""``detente demo``."""

from pathlib import Path

from detente.cli import main
from tests.command import run
from tests.sample import DATA, TEXTS


def test_a_broken_installation_is_no_clean_demo(capsys, monkeypatch, tmp_path: Path) -> None:
    other = tmp_path / "dprk-russia"
    other.mkdir()
    (other / "dprk-russia.detente.json").write_bytes(DATA[:-20])
    monkeypatch.setattr("detente.files._DATA", tmp_path)

    assert main(["demo"]) == 1
    assert "D001" in capsys.readouterr().out


def test_another_dataset_has_its_own_figures(capsys, monkeypatch, tmp_path: Path) -> None:
    other = tmp_path / "dprk-russia"
    other.mkdir()
    data = DATA.replace(b"relation:norway-sweden", b"relation:dprk-russia")
    data = data.replace(b'"kind": "updates"', b'"kind": "specifies"').replace(
        b'"1814/.."', b'"1814"'
    )
    (other / "dprk-russia.detente.json").write_bytes(data)
    monkeypatch.setattr("detente.files._DATA", tmp_path)

    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert main(["demo", "--texts", str(tmp_path)]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "The records fit the schema and the words of 2 texts." in out
    assert "they agree on 2 points and contradict each other on 0" in out
    assert "1 warning" in out


def test_demo_shows_a_screenful(capsys) -> None:
    status, out, _ = run(capsys, "demo")

    assert status == 0
    assert len(out.splitlines()) <= 30
    assert all(len(line) <= 90 for line in out.splitlines())
    assert "Three things worth knowing" in out
