"""The schema in each form: within what the providers publish, and one schema all the same."""

import copy
import json
import re
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from detente.extraction import LIMITS, Flavour, schema, size
from detente.extraction.limits import GEMINI_KEYWORDS, inlined
from detente.schema import load_schema
from detente.schema.reduced_form import to_reduced
from tests.answers import drafts
from tests.extraction.articles import RIGHT
from tests.paths import ROOT

FORMS = [(flavour, corrections) for flavour in Flavour for corrections in (False, True)]


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: f"{limit.flavour}-{limit.of}")
@pytest.mark.parametrize("corrections", [False, True])
def test_the_schema_is_within_each_published_limit(limit: Any, corrections: bool) -> None:
    found = size(schema(flavour=limit.flavour, corrections=corrections))

    assert getattr(found, limit.of) <= limit.most


def test_each_limit_has_a_month_and_a_source_and_stands_in_the_documentation() -> None:
    page = (ROOT / "docs" / "models.md").read_text("utf-8")
    for limit in LIMITS:
        assert limit.source.startswith("https://")
        assert f"{limit.most:,}" in page
        assert limit.seen in page
        assert limit.source in page
    rows = re.findall(r"^\| [^|]+" + r"\| ([\d,]+|–) " * 4 + r"\|$", page, re.MULTILINE)
    published = {(limit.of, limit.flavour): f"{limit.most:,}" for limit in LIMITS}
    columns = zip(size(schema())._asdict().items(), size(schema(corrections=True)), strict=True)
    assert rows == [
        (
            f"{records:,}",
            f"{corrected:,}",
            published.get((of, Flavour.OPENAI), "–"),
            published.get((of, Flavour.ANTHROPIC), "–"),
        )
        for (of, records), corrected in columns
    ]


def test_a_schema_is_measured_with_its_references_inlined() -> None:
    person = {
        "type": "object",
        "properties": {"name": {"type": "string"}, "kind": {"type": "string", "enum": ["x", "yz"]}},
        "required": ["name"],
    }
    made = {
        "type": "object",
        "properties": {
            "all": {"type": "array", "items": {"$ref": "#/$defs/P"}},
            "one": {"anyOf": [{"$ref": "#/$defs/P"}, {"type": "null"}]},
            "number": {"type": ["number", "null"]},
        },
        "required": ["all", "one", "number"],
        "$defs": {"P": person},
    }
    assert size(made)._asdict() == {
        "properties": 7,
        "optional": 2,
        "unions": 2,
        "depth": 3,
        "enum_values": 4,
        "longest_enum": 2,
        "characters": 12 + 2 * (8 + 3),
    }


def test_a_schema_without_values_can_be_measured() -> None:
    assert size({"type": "string"}) == (0, 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_a_schema_and_takes_the_same_answers(form: Any) -> None:
    flavour, corrections = form
    made = schema(flavour=flavour, corrections=corrections)
    Draft202012Validator.check_schema(made)
    validator = Draft202012Validator(made)
    for answer in RIGHT.values():
        whole = {"corrections": [], **answer} if corrections else answer
        assert list(validator.iter_errors(whole)) == []
        wrong = copy.deepcopy(whole)
        wrong["claims"][0]["kind"] = "opinion"
        assert not validator.is_valid(wrong)


@given(drafts())
def test_any_records_in_the_reduced_form_fit_the_form_for_google(draft: dict[str, Any]) -> None:
    answer = to_reduced(draft)
    assert list(Draft202012Validator(schema(flavour="gemini")).iter_errors(answer)) == []


def test_the_form_for_google_has_only_the_keywords_that_it_lists() -> None:
    made = schema(flavour="gemini")

    def look(node: Any) -> None:
        assert node.keys() <= GEMINI_KEYWORDS
        if "properties" in node:
            assert node["propertyOrdering"] == list(node["properties"]) == node["required"]
        for inner in [*node.get("properties", {}).values(), *filter(None, [node.get("items")])]:
            look(inner)

    look(made)
    plain = inlined(load_schema("draft-reduced"))
    assert list(made["properties"]) == list(plain["properties"])


def test_the_other_forms_are_the_schema_of_the_format() -> None:
    for flavour in ("openai", "anthropic", "json"):
        assert schema(flavour=flavour) == load_schema("draft-reduced")
    assert schema() is not load_schema("draft-reduced")
    assert next(iter(schema(corrections=True)["properties"])) == "corrections"
    assert json.dumps(load_schema("draft-reduced")) == json.dumps(schema())


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="mistral"):
        schema(flavour="mistral")
