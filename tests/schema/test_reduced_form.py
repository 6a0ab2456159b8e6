"""Records in the reduced form and back."""

from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from detente.records import Article, Claim, Event, Quantity, Span, Time, Utterance
from detente.schema import load_schema
from detente.schema.reduced import ARRAYS, slots
from detente.schema.reduced_form import from_reduced, to_reduced
from tests.answers import drafts
from tests.sample import DRAFT


@given(drafts())
def test_records_in_the_reduced_form_and_back_are_the_same(draft: dict[str, list[Any]]) -> None:
    answer = to_reduced(draft)

    assert list(Draft202012Validator(load_schema("draft-reduced")).iter_errors(answer)) == []
    for name, cls in ARRAYS.items():
        back = [from_reduced(record, cls) for record in answer[name]]
        wanted = draft.get(name, [])
        if cls is Article:  # an empty list of authors says nothing that the skeleton does not
            wanted = [{k: v for k, v in row.items() if (k, v) != ("authors", [])} for row in wanted]
        assert back == wanted


def test_every_key_of_the_reduced_form_is_there_and_left_out_again() -> None:
    answer = to_reduced({"claims": [{"id": "claim:x"}]})
    (claim,) = answer["claims"]

    assert list(claim) == [slot.key for slot in slots(Claim)]
    assert (claim["scope"], claim["direction"], claim["causes"]) == (None, "", [])
    assert from_reduced({k: v for k, v in claim.items() if k == "id"}, Claim) == {"id": "claim:x"}


def test_a_zero_is_an_amount_but_no_count_of_occurrences() -> None:
    quantity = {"value": 0, "upper": 0, "per": "", "bound": "", "approximate": False, "of": "ships"}

    assert from_reduced(quantity, Quantity) == {"value": 0, "upper": 0, "of": "ships"}
    assert from_reduced({"quote": "a", "nth": 0, "within": ""}, Span) == {"quote": "a"}


def test_what_is_required_stays_so_that_validation_reports_it() -> None:
    assert from_reduced({"article": "", "evidence": [], "grounds": []}, Utterance) == {
        "article": "",
        "evidence": [],
    }


def test_an_object_of_absent_values_is_absent() -> None:
    nothing = {"words": [], "value": "", "basis": "", "against": None}

    assert from_reduced({"scope": nothing, "attitude": {}}, Claim) == {}
    assert from_reduced({"scope": nothing | {"basis": "unresolved"}}, Claim) == {
        "scope": {"basis": "unresolved"}
    }
    assert from_reduced({"scope": {"other": ""}}, Claim) == {"scope": {"other": ""}}
    assert from_reduced(nothing, Time) == {"basis": ""}


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ({"label": 5, "accounts": "x", "new": ""}, {"label": 5, "accounts": "x", "new": ""}),
        ({"id": None, "mode": None}, {}),
        ({"aggregate": 0, "themes": ""}, {"aggregate": 0, "themes": ""}),
        ({"accounts": [7, {"time": 3}]}, {"accounts": [7, {"time": 3}]}),
        ("no record", "no record"),
    ],
)
def test_what_is_wrong_is_kept_for_validation(value: Any, kept: Any) -> None:
    assert from_reduced(value, Event) == kept


def test_the_sample_draft_can_be_an_example_in_a_prompt() -> None:
    import json

    answer = to_reduced(json.loads(DRAFT))
    errors = list(Draft202012Validator(load_schema("draft-reduced")).iter_errors(answer))
    assert errors == []
