"""Level 5: schemes of one's own, and their codes."""

import json

import pytest

import detente
from detente.validation.context import coded_classes
from detente.vocab.enums import Codable
from tests.sample import DATA, Case, codes_after, validated


def found(code: str, *edits: str) -> list:
    return [d for d in detente.validate(Case(edits).data) if d.code == code]


def test_the_classes_with_codes_are_those_that_schemes_may_apply_to() -> None:
    assert {cls.__name__ for cls in coded_classes()} == set(Codable)


@pytest.mark.parametrize("name", ["role", "claim-kind", "event-type"])
def test_a_vocabulary_keeps_its_name_with_hyphens_too(name: str) -> None:
    edits = (f'framing/id = "{name}"', f'event:talks/codes = ["{name}/law"]')

    assert codes_after(*edits) == {"D581"}


@pytest.mark.parametrize(
    ("broader", "hint"),
    [
        ("theme/militar", "do you mean theme/military?"),
        ("themes/military", "do you mean theme?"),
        ("peac", "do you mean peace?"),
        ("theme/xyz", "detente codebook theme lists its values"),
        ("xyz", "the values of the scheme: law, peace"),
        ("framing/peace", "the values of the scheme: law, peace"),
    ],
)
def test_a_broader_value_that_is_none_has_a_hint(broader: str, hint: str) -> None:
    (finding,) = found("D583", f'framing/values/0/broader = "{broader}"')

    assert finding.help == hint


def test_a_longer_circle_of_values_is_found_once() -> None:
    edits = ('framing/values/0/broader = "peace"', 'framing/values/1/broader = "law"')

    (finding,) = found("D584", *edits)
    assert "law → peace → law" in finding.message


def test_a_code_of_no_scheme_has_a_hint() -> None:
    edit = 'claim:lesson/codes = ["%s/law"]'

    (near,) = found("D585", edit % "framin")
    assert near.help == "do you mean framing/law?"
    (far,) = found("D585", edit % "tone")
    assert far.help == "the schemes: framing"
    document = json.loads(DATA)
    del document["schemes"]
    (none,) = [d for d in validated(document) if d.code == "D585"]
    assert none.help == "it has none"


def test_a_value_far_from_all_has_the_list() -> None:
    (finding,) = found("D586", 'claim:lesson/codes = ["framing/xyz"]')

    assert finding.help == "its values: law, peace"


def test_codes_of_a_scheme_that_could_not_be_read_are_not_judged() -> None:
    codes = codes_after("framing/title is removed", 'actor:norway/codes = ["framing/x"]')

    assert codes == {"D101"}


def test_codes_of_two_schemes_or_two_records_are_not_several() -> None:
    tone = {
        "id": "tone",
        "title": "Tone",
        "applies_to": ["Claim", "Utterance"],
        "values": [{"value": "-1", "definition": "Bad."}],
    }
    edits = (
        f"dataset/schemes/+ = {json.dumps(tone)}",
        'claim:lesson/codes = ["framing/law", "tone/-1"]',
        'claim:lesson/utterances/0/codes = ["tone/-1"]',
        'claim:no-vote/codes = ["framing/peace"]',
    )

    assert codes_after(*edits) == set()


def test_three_codes_where_one_is_allowed_give_two_findings() -> None:
    edits = (
        'framing/values/+ = {"value": "honour", "definition": "As a matter of honour."}',
        'claim:lesson/codes = ["framing/law", "framing/peace", "framing/honour"]',
    )

    assert [d.path for d in found("D588", *edits)] == ["/claims/4/codes/1", "/claims/4/codes/2"]
