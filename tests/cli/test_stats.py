"""``detente stats``."""

import json
from pathlib import Path

from tests.command import run


def test_records_values_and_coverage_are_counted(capsys, folder: Path) -> None:
    status, out, _ = run(capsys, "stats", folder / "sample.detente.json", "--format", "json")
    found = json.loads(out)

    assert status == 0
    assert found["records"]["claims"] == 7
    assert found["values"]["Claim.kind"]["factual"] == 2
    assert found["articles"]["article:union"]["coverage"] == 1.0
    assert "article:union" in run(capsys, "stats", folder / "sample.detente.json")[1]
