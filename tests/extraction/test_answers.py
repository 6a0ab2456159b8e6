"""Answers that cannot be read end clearly: a reason, no traceback, nothing taken."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import AnswerError, extraction
from detente.extraction import read
from tests.extraction.articles import ICE, RIGHT

GOOD = json.dumps(RIGHT["ice"])
MANY = {"mentions": [{"id": "", "spans": [{"quote": "x"}] * 9_999}, {"id": ""}]}


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("", "it is empty"),
        ("  \n", "it is empty"),
        ("I am sorry, but I cannot help with that.", "there is no JSON in it"),
        ("Es tut mir leid, das kann ich nicht.", "there is no JSON in it"),
        (f"Here are the records:\n{GOOD}", "other text before the JSON"),
        (f"{GOOD}\nI hope that this helps!", "other text behind the JSON"),
        (GOOD[: len(GOOD) // 2], "it is cut off"),
        (GOOD[:-1], "it is cut off"),
        ('{"claims": [{"id": "claim:x', "it is cut off"),
        ('{"claims": [}', "it is not JSON"),
        ("{'claims': []}", "it is not JSON"),
        (f"```json\n{GOOD}\n```\nor\n```json\n{GOOD}\n```", "other text before the JSON"),
        ("[]", "expected an object with the lists actors"),
        ("{}[", "other text behind"),
        ('"claims"', "expected an object with the lists actors"),
        ('{"claims": {}}', "claims: expected a list"),
        ('{"claims": null}', "claims: expected a list"),
        ('{"statements": []}', "unknown keys: 'statements'; the lists are actors"),
        ('{"claims": [], "claims": []}', "duplicate key"),
        ('{"claims": [NaN]}', "NaN is not a number in JSON"),
        ('{"claims": [1e999]}', "too large"),
        ('{"claims": ["\\ud800"]}', "surrogate"),
        ('{"claims": ["\ud800"]}', "UTF-8"),
        ('{"claims": ' + "[" * 100_000, "nested 100001 deep"),
        (b"\xff\xfe{\x00}\x00", "UTF-16"),
        (json.dumps(MANY), "10,001 records and quotes; 10,000 are the limit"),
        (json.dumps({"mentions": [{"quote": "x"}] * 1_000_000}), "2,000,000 records and quotes"),
        ({"claims": [{1, 2}]}, "no JSON values"),
        ({"claims": [float("nan")]}, "NaN is not a number in JSON"),
        ({"claims": ["\ud800"]}, "surrogate"),
    ],
)
def test_an_answer_that_cannot_be_read_says_why(answer: Any, why: str) -> None:
    with pytest.raises(AnswerError) as error:
        read(answer)
    assert why in str(error.value)
    assert len(str(error.value)) < 300

    with pytest.raises(AnswerError):
        extraction.draft(ICE, answer)


def test_values_in_a_circle_are_refused() -> None:
    circle: list[Any] = []
    circle.append(circle)
    with pytest.raises(AnswerError, match="no JSON values"):
        read({"claims": circle})


def test_lists_are_no_answer() -> None:
    with pytest.raises(TypeError, match="got list"):
        read([])  # type: ignore[arg-type]
    with pytest.raises(AnswerError, match="expected an object with the lists actors"):
        read(b"[{}]")


@pytest.mark.parametrize(
    "answer",
    [
        GOOD,
        GOOD.encode(),
        f"\n {GOOD} \n",
        f"```json\n{GOOD}\n```",
        f"Here are the records:\n\n```\n{GOOD}\n```\nI hope that this helps!",
        RIGHT["ice"],
    ],
)
def test_an_answer_is_read_as_it_is(answer: Any) -> None:
    assert read(answer) == RIGHT["ice"]


def test_lists_may_be_missing_and_values_null() -> None:
    assert read("{}") == {}
    assert read('{"claims": [{"scope": null}]}') == {"claims": [{"scope": None}]}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
_KEYS = [
    "id",
    "article",
    "spans",
    "evidence",
    "quote",
    "utterances",
    "accounts",
    "names",
    "parties",
]
_RECORD = st.dictionaries(
    st.sampled_from(_KEYS),
    _JSON | st.sampled_from(["claim:x", "actor:x", "article:ice"]),
    max_size=4,
)
_LISTS = ["actors", "articles", "claims", "events", "mentions", "relations"]
NONSENSE = st.dictionaries(
    st.sampled_from(_LISTS), st.lists(_JSON | _RECORD | st.lists(_RECORD, max_size=2), max_size=3)
)


@given(NONSENSE)
def test_records_that_are_nonsense_give_findings_or_a_reason(answer: dict[str, Any]) -> None:
    try:
        drafted = extraction.draft(ICE, answer)
    except AnswerError:
        return
    assert isinstance(extraction.feedback(drafted.draft, ICE), tuple)
    again = extraction.draft(ICE, answer, into=drafted.draft)
    assert isinstance(extraction.unite(again.draft, again.doubles).draft, dict)


_PATCH = st.fixed_dictionaries(
    {
        "record": st.sampled_from(["claim:x", "actor:x", "article:ice"]) | st.text(max_size=5),
        "field": st.lists(st.sampled_from([*_KEYS, "0", "1", "-"]), max_size=4).map("/".join),
        "value": st.sampled_from(["null", "[]", "{}", "claim:x", ""]) | _JSON,
    }
)


@given(NONSENSE, NONSENSE, st.lists(_PATCH | _JSON, max_size=3))
def test_nonsense_in_every_round_ends_the_loop(
    first: dict[str, Any], second: dict[str, Any], patches: list[Any]
) -> None:
    answers = [first, {**second, "corrections": patches}]
    result = extraction.run(lambda *_: answers.pop(0), ICE, rounds=2)
    assert result.outcome in extraction.Outcome
    assert str(result)
    for claim in () if result.dataset is None else result.dataset.claims:
        assert claim.utterances


@given(st.text() | st.binary())
def test_any_text_is_read_or_refused(answer: Any) -> None:
    try:
        found = read(answer)
    except AnswerError:
        return
    assert isinstance(found, dict)
