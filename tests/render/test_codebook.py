"""Vocabularies and values as they are shown."""

import json
import re

import pytest

from detente.cli import main
from detente.render import codebook
from detente.vocab import catalogue
from tests.codebook import MAPPED, VALUES, flat


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    status = main(["codebook", *arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


@pytest.mark.parametrize(("name", "value"), [*VALUES[::17], ("event_mode", "withdraw")])
def test_a_value_is_shown_in_full(capsys, name: str, value: str) -> None:
    entry = catalogue.vocabulary(name)[value]
    status, out, _ = run(capsys, f"{name}/{value}")

    assert status == 0
    shown = flat(out)
    for text in (entry.definition, *entry.examples):
        assert flat(text) in shown
    for case in entry.counterexamples:
        assert flat(f"{case.text} ({f'{case.instead}: ' if case.instead else ''}") in shown
    assert all(f"{system}: " in shown for system in entry.maps)
    assert max(map(len, out.splitlines())) <= 100

    (as_json,) = json.loads(run(capsys, f"{name}/{value}", "--format", "json")[1])["values"]
    assert as_json["examples"] == list(entry.examples)
    assert [case["why"] for case in as_json["counterexamples"]] == [
        case.why for case in entry.counterexamples
    ]
    assert as_json["maps"] == dict(entry.maps)


def test_a_vocabulary_is_shown_with_an_example_each(capsys) -> None:
    status, out, _ = run(capsys, "role")

    assert status == 0
    shown = flat(out)
    for entry in catalogue.vocabulary("role").values:
        assert flat(entry.definition) in shown
        assert flat(entry.examples[0]) in shown
        assert flat(entry.examples[1]) not in shown
    assert "codebook role/VALUE" in shown
    assert "codebook role --crosswalk" in shown
    assert "--crosswalk" not in run(capsys, "genre")[1]
    assert "per: yes" in run(capsys, "unit")[1]
    types = run(capsys, "event_type")[1]
    assert "modes: visit (4), third-party (1)" in types
    assert "conflict: " not in types
    assert re.search(r"^genre +6  Genres", run(capsys)[1], re.MULTILINE)


def test_crosswalks_are_tables(capsys) -> None:
    status, out, _ = run(capsys, "event_type", "--crosswalk")
    assert status == 0
    assert re.search(r"^value +plover +quad +score +cameo$", out, re.MULTILINE)
    assert re.search(r"^consult +CONSULT +1 +2\.5 +04$", out, re.MULTILINE)
    assert re.search(r"^none +- +- +- +-$", out, re.MULTILINE)
    assert "sources differ on agree, " in out
    told = json.loads(run(capsys, "event_type", "--crosswalk", "--format", "json")[1])["conflicts"]
    assert "163" in told["sanction"]
    assert "consult" not in told

    one = run(capsys, "event_mode/restrict", "--crosswalk")[1]
    assert "threaten -3; coerce -7" in one
    assert "1312" in one
    assert "curfew" not in one

    as_json = json.loads(run(capsys, "likelihood", "--crosswalk", "--format", "json")[1])
    assert as_json["systems"] == ["icd203", "percent_from", "percent_to"]
    assert as_json["values"]["likely"]["percent_to"] == 80

    every = run(capsys, "--crosswalk")[1]
    assert all(f"({name})" in every for name in MAPPED)
    listed = json.loads(run(capsys, "--crosswalk", "--format", "json")[1])
    assert {found["name"] for found in listed} >= set(MAPPED)

    status, _, err = run(capsys, "genre", "--crosswalk")
    assert status == 2
    assert "event_type" in err


def test_counterexamples_without_a_value_to_take() -> None:
    case = catalogue.Counterexample("A rumour.", None, "no event.")
    assert codebook.counterexample(case, "`") == "A rumour. (no event)"
    case = catalogue.Counterexample("A rumour.", "none", "no act")
    assert codebook.counterexample(case, "`") == "A rumour. (`none`: no act)"


def test_what_there_is_not() -> None:
    with pytest.raises(KeyError):
        catalogue.vocabulary("moods")
    with pytest.raises(KeyError):
        catalogue.vocabulary("genre")["poem"]


def test_values_have_no_heading_of_a_vocabulary() -> None:
    # the page links to vocabularies by their headings
    assert not {value for _, value in VALUES} & set(catalogue.names())
