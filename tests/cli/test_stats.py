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
    assert found["comparison"]["left"] == "article:union"
    assert found["comparison"]["agree"] == 2
    assert "article:union" in run(capsys, "stats", folder / "sample.detente.json")[1]


def test_two_articles_are_compared_and_one_is_not(capsys, folder: Path) -> None:
    sample = folder / "sample.detente.json"
    text = " ".join(run(capsys, "stats", sample)[1].split())
    assert "The Sample Courier (1905) (left) and The Sample Courier (2005) (right) compared" in text
    assert "compared agree 2, later 1, " in text

    document = json.loads(sample.read_text("utf-8"))
    for name in ("mentions", "events", "claims", "links", "relations"):
        document.pop(name, None)
    sample.write_text(json.dumps(document), "utf-8")
    assert "compared nothing in either" in " ".join(run(capsys, "stats", sample)[1].split())
    del document["articles"][1]
    sample.write_text(json.dumps(document), "utf-8")
    status, out, _ = run(capsys, "stats", sample)
    assert status == 0
    assert "compared" not in out


def test_a_dataset_with_an_id_twice_is_counted_but_not_compared(capsys, folder: Path) -> None:
    sample = folder / "sample.detente.json"
    document = json.loads(sample.read_text("utf-8"))
    document["relations"] *= 2
    sample.write_text(json.dumps(document), "utf-8")
    status, out, _ = run(capsys, "stats", sample, "--format", "json")
    assert status == 0
    assert json.loads(out)["records"]["relations"] == 2
    assert "comparison" not in json.loads(out)
