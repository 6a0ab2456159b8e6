"""``detente agree``."""

import json
import sys
from pathlib import Path

import pytest

from tests.analysis.agreement.editing import WHOLE, noisy
from tests.command import run
from tests.sample import DATA


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "one.detente.json", tmp_path / "other.detente.json"
    for path, document in zip(paths, (WHOLE, noisy(WHOLE, 1)), strict=True):
        path.write_text(json.dumps(document), encoding="utf-8")
    return paths


def test_the_command_says_what_it_found(capsys, files) -> None:
    status, out, _ = run(capsys, "agree", *files, "--samples", 100)

    assert status == 0
    assert f"A  {files[0]}" in out
    assert "intervals: 95 %, 100 resamples, seed 0" in out
    assert "--all lists all of them" in out
    every = run(capsys, "agree", *files, "--samples", 100, "--all")[1]
    assert len(every) > len(out)
    assert "--all" not in every
    assert " more" not in every
    claims = [line for line in out.splitlines() if line.startswith("  kind ")]
    assert "[" in claims[-2] or "[" in claims[-1]


def test_the_command_writes_json(capsys, files) -> None:
    status, out, _ = run(capsys, "agree", "@dprk-russia", files[1], "--format", "json", "--seed", 3)
    found = json.loads(out)

    assert status == 0
    assert found["seed"] == 3
    assert found["samples"] == 1000
    assert found["left"] == "@dprk-russia"
    figures = {(f["layer"], f["name"], f["article"]): f for f in found["figures"]}
    kind = figures["claims", "kind", None]
    assert kind["low"] < kind["alpha"] < kind["high"]
    assert figures["spans", "claims", None]["exact"]["f1"] < 1
    assert found["disagreements"]


def test_the_command_takes_windows(capsys, files) -> None:
    article = WHOLE["articles"][0]["id"]
    options = ["agree", *files, "--samples", 0, "--within"]
    status, out, _ = run(capsys, *options, f"{article}:100-900", "--within", f"{article}:950-1500")

    assert status == 0
    assert "within 100-900" in out
    assert "within 950-1500" in out
    short = run(capsys, *options, f"{article.partition(':')[2]}:100-900")[1]
    assert "within 100-900" in short
    for wrong in (
        article,
        f"{article}:9",
        f"{article}:a-b",
        "5-9",
        f"{article}:1-{'9' * 5000}",
        f"{article}:1-²",
    ):
        status, _, err = run(capsys, *options, wrong)
        assert status == 2
        assert "expected ARTICLE:START-END" in err


def test_the_command_says_why_it_cannot(capsys, files, monkeypatch) -> None:
    import io

    broken = files[0].with_name("broken.detente.json")
    broken.write_text('{"format": "detente"', encoding="utf-8")

    assert run(capsys, "agree", files[0], broken)[0] == 1
    assert run(capsys, "agree", files[0], "nothing.detente.json")[0] == 2
    status, _, err = run(capsys, "agree", "@dprk-russia", files[0].parent / "broken.detente.json")
    assert status == 1
    assert "broken.detente.json" in err
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DATA)))
    status, _, err = run(capsys, "agree", files[0], "-")
    assert status == 2
    assert "no article has the same text" in err
    assert "<stdin>" in err
