"""A constrained decoder takes the schema, and every answer in the order of its keys, token by token."""

import json
from typing import Any

import pytest
from hypothesis import given

from detente.extraction import Flavour, schema
from detente.schema.reduced_form import to_reduced
from tests.answers import drafts
from tests.extraction.articles import RIGHT
from tests.paths import ROOT
from tests.repository.test_docs import blocks_of

llguidance = pytest.importorskip(
    "llguidance", reason="llguidance is not installed; it comes with the extra proof"
)
TOKENS = llguidance.LLTokenizer("byte")


def accepted(answer: str, **form: Any) -> bool:
    """Whether a decoder lets a model write an answer, one token after the other, and then end."""
    matcher = llguidance.LLMatcher
    grammar = matcher.grammar_from_json_schema(json.dumps(schema(**form)))
    decoder = matcher(TOKENS, grammar)
    assert not decoder.get_error()
    tokens = TOKENS.tokenize_str(answer)
    return decoder.try_consume_tokens(tokens) == len(tokens) and decoder.is_accepting()


@pytest.mark.parametrize("flavour", list(Flavour))
@pytest.mark.parametrize("name", list(RIGHT))
def test_the_answers_of_the_examples_are_taken(name: str, flavour: Flavour) -> None:
    right = RIGHT[name]
    assert accepted(json.dumps(right), flavour=flavour)
    patch = {"record": "claim:x", "field": "kind", "value": "causal"}
    assert accepted(
        json.dumps({"corrections": [patch], **right}), flavour=flavour, corrections=True
    )


@given(drafts())
def test_any_records_are_taken(draft: dict[str, Any]) -> None:
    # A model writes letters as they are, and controls as escapes; DEL (U+007F) is none for Python.
    text = json.dumps(to_reduced(draft), ensure_ascii=False).replace("\x7f", "\\u007f")
    assert accepted(text)


def test_the_answer_in_the_documentation_is_taken() -> None:
    page = (ROOT / "docs" / "models.md").read_text("utf-8")
    (shown,) = (b.code for b in blocks_of(page) if b.marks.get("file") == "answer.json")
    assert accepted(json.dumps(json.loads(shown)))


def test_other_keys_another_order_and_unknown_values_are_not_taken() -> None:
    right = json.dumps(RIGHT["ice"])
    for old, new in (('"kind"', '"knd"'), ('"causal"', '"casual"'), ('{"actors"', '{"actor"')):
        assert old in right
        assert not accepted(right.replace(old, new, 1))
    assert not accepted(json.dumps(dict(reversed(RIGHT["ice"].items()))))
