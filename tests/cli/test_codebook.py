"""``detente codebook``."""

import json

from detente.cli import main
from tests.command import run


def test_modes_and_scores_are_shown(capsys) -> None:
    assert main(["codebook", "event_type"]) == 0
    assert "visit (4)" in capsys.readouterr().out
    assert main(["codebook", "currency"]) == 0
    capsys.readouterr()


def test_vocabularies_and_values_are_shown(capsys) -> None:
    assert "claim_kind" in run(capsys, "codebook")[1]
    status, out, _ = run(capsys, "codebook", "commitment")
    assert status == 0
    assert "FactBank" in out
    status, out, _ = run(capsys, "codebook", "event_type/sanction", "--format", "json")
    assert json.loads(out)["values"][0]["status"] == "conflict"
    assert len(json.loads(run(capsys, "codebook", "--format", "json")[1])) == 42
    assert run(capsys, "codebook", "claim_knd")[0] == 2
    assert run(capsys, "codebook", "claim_kind/nothing")[0] == 2
    assert "exploding" not in run(capsys, "codebook", "claim_kind/causal")[1]
