"""Constrained decoders take the schema, and every answer in the order of its keys, token by token.

``xgrammar`` needs PyTorch, so it is in no extra: ``pip install xgrammar`` in an environment of its own.
"""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import given

from detente.extraction import Flavour, schema
from detente.schema.reduced_form import to_reduced
from tests.answers import drafts
from tests.extraction.articles import RIGHT
from tests.paths import ROOT
from tests.repository.test_docs import blocks_of

Accepts = Callable[..., bool]


def of_llguidance() -> Accepts:
    reason = "llguidance is not installed; it comes with the extra proof"
    llguidance = pytest.importorskip("llguidance", reason=reason)
    tokenizer = llguidance.LLTokenizer("byte")

    def accepts(answer: str, **form: Any) -> bool:
        grammar = llguidance.LLMatcher.grammar_from_json_schema(json.dumps(schema(**form)))
        decoder = llguidance.LLMatcher(tokenizer, grammar)
        assert not decoder.get_error()
        tokens = tokenizer.tokenize_str(answer)
        return decoder.try_consume_tokens(tokens) == len(tokens) and decoder.is_accepting()

    return accepts


def of_xgrammar() -> Accepts:
    xgrammar = pytest.importorskip(
        "xgrammar", reason="xgrammar, which needs PyTorch, is not installed"
    )
    tokens = [bytes([number]) for number in range(256)]
    info = xgrammar.TokenizerInfo(tokens, vocab_type=xgrammar.VocabType.RAW, stop_token_ids=[0])
    compiler = xgrammar.GrammarCompiler(info)

    @cache
    def compiled(**form: Any) -> Any:
        return compiler.compile_json_schema(json.dumps(schema(**form)))

    def accepts(answer: str, **form: Any) -> bool:
        decoder = xgrammar.GrammarMatcher(compiled(**form), terminate_without_stop_token=True)
        return all(map(decoder.accept_token, answer.encode())) and decoder.is_terminated()

    return accepts


@pytest.fixture(scope="module", params=[of_llguidance, of_xgrammar])
def accepts(request: pytest.FixtureRequest) -> Accepts:
    """Whether a decoder lets a model write an answer, one token after the other, and then end."""
    return request.param()


@pytest.mark.parametrize("flavour", list(Flavour))
@pytest.mark.parametrize("name", list(RIGHT))
def test_the_answers_of_the_examples_are_taken(
    name: str, flavour: Flavour, accepts: Accepts
) -> None:
    right = RIGHT[name]
    assert accepts(json.dumps(right), flavour=flavour)
    patch = {"record": "claim:x", "field": "kind", "value": "causal"}
    answer = json.dumps({"corrections": [patch], **right})
    assert accepts(answer, flavour=flavour, corrections=True)


@given(draft=drafts())
def test_any_records_are_taken(accepts: Accepts, draft: dict[str, Any]) -> None:
    # A model writes letters as they are, and controls as escapes; DEL (U+007F) is none for Python.
    text = json.dumps(to_reduced(draft), ensure_ascii=False).replace("\x7f", "\\u007f")
    assert accepts(text)


def test_the_answer_in_the_documentation_is_taken(accepts: Accepts) -> None:
    page = (ROOT / "docs" / "models.md").read_text("utf-8")
    (shown,) = (b.code for b in blocks_of(page) if b.marks.get("file") == "answer.json")
    assert accepts(json.dumps(json.loads(shown)))


def test_other_keys_another_order_and_unknown_values_are_not_taken(accepts: Accepts) -> None:
    right = json.dumps(RIGHT["ice"])
    for old, new in (('"kind"', '"knd"'), ('"causal"', '"casual"'), ('{"actors"', '{"actor"')):
        assert old in right
        assert not accepts(right.replace(old, new, 1))
    assert not accepts(json.dumps(dict(reversed(RIGHT["ice"].items()))))
