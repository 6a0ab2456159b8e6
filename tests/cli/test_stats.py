"""``detente stats``."""

import json
from pathlib import Path

import attrs

import detente
from detente.analysis.statistics import statistics
from detente.records import Time
from detente.vocab.enums import TimeBasis
from tests.command import run
from tests.sample import DATA

SAMPLE = detente.loads(DATA)


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


def test_years_are_in_order_of_time_before_what_is_no_year() -> None:
    event = SAMPLE.events[0]
    dates = ("1905", "-0043", "0998", "Y12000", "1905/1907", None)
    events = tuple(
        attrs.evolve(
            event,
            id=f"event:e{n}",
            time=None if date is None else Time(value=date, basis=TimeBasis.STATED),
        )
        for n, date in enumerate(dates)
    )
    undated = attrs.evolve(events[-1], accounts=(attrs.evolve(event.accounts[0], time=None),))

    years = statistics(SAMPLE.evolve(events=(*events[:-1], undated)))["years"]

    assert list(years) == ["-43", "998", "1905", "12000", "several years", "undated"]
