"""Quotes and offsets of drafts, replaced by spans."""

import copy
import json
from typing import Any

import pytest

import detente
from detente.pipeline.sealing import match_texts, seal_values, span_values
from detente.text.quotes import Quote, find
from detente.validation.findings import Finding
from tests.sample import DRAFT, TEXTS, prose, validated
from tests.sealing import DRAFTED, codes, sealed_with

UNION = TEXTS["union.txt"]


AT = UNION.index("Karlstad")


TEXT = "Norway would not respond. Sweden would respond.\nNorway paid $11 billion, then $1 billion."


def _sealed(*evidence: dict[str, object]) -> tuple[list[dict[str, object]], list[Finding]]:
    article = {"id": "article:x", "segments": []}
    claim = {"utterances": [{"article": "article:x", "evidence": list(evidence)}]}
    sealed, findings, _ = seal_values(
        {"articles": [article], "claims": [claim]}, {"article:x": TEXT}
    )
    return sealed["claims"][0]["utterances"][0]["evidence"], findings


@pytest.mark.parametrize(
    ("quote", "code"),
    [
        ({"quote": "the", "within": "the vote there would have been war"}, None),
        (
            {
                "quote": "the",
                "within": "leave the union with Sweden; hardly anybody voted against it. Delegates met three times at Karlstad and settled terms. The two had never been allies, for all that Stockholm was long the",
            },
            "D412",
        ),
        ({"quote": "Sweden", "nth": 9}, "D412"),
        ({"quote": "Denmark"}, "D411"),
        ({"quote": "it", "nth": 2}, None),
    ],
)
def test_ambiguity_and_absence_are_told_apart_and_words_are_whole(quote, code) -> None:
    draft = json.loads(DRAFT)
    draft["claims"][4]["utterances"][0]["evidence"] = [quote]
    sealed = detente.seal(json.dumps(draft).encode(), TEXTS)
    codes = {d.code for d in sealed.report} & {"D411", "D412"}

    assert codes == ({code} if code else set())


@pytest.mark.parametrize(
    "span",
    [
        {"quote": "Karlstad", "start": AT},
        {"quote": "Karlstad", "end": AT + 8},
        {"quote": "Karlstad", "start": 0, "end": 8},
        {"quote": "Karlstad", "nth": 2, "start": AT, "end": AT + 8},
        {"quote": "Karlstad", "within": "Sweden should be content.", "start": AT, "end": AT + 8},
        {"quote": "Karlstad", "nth": 0, "start": AT, "end": AT + 8},
    ],
)
def test_offsets_that_are_not_the_quotes_are_d413(span: Any) -> None:
    assert "D413" in codes(sealed_with([span]))


def test_offsets_of_a_quote_may_be_given() -> None:
    for more in ({}, {"nth": 1}, {"within": "times at Karlstad and"}):
        span = {"quote": "Karlstad", "start": AT, "end": AT + 8, **more}
        assert codes(sealed_with([span])).isdisjoint({"D411", "D412", "D413"})
    texts = {"union.txt": UNION + "\nCafé", "later.txt": TEXTS["later.txt"]}
    at = len(UNION) + 1
    span = {"quote": "Cafe\u0301", "start": at, "end": at + 4}
    assert "D413" not in codes(sealed_with([span], texts))


@pytest.mark.parametrize("bad", ["5", 1.5, True, -1, [1], {}, None])
def test_offsets_of_a_wrong_type_are_errors(bad: Any) -> None:
    for span in ({"start": bad, "end": AT + 8}, {"start": bad}, {"start": AT, "end": bad}):
        report = sealed_with([{"quote": "Karlstad", **span}])
        assert not report.ok


def test_half_a_surrogate_pair_is_left_to_level_0() -> None:
    for span in ({"quote": "a\ud800"}, {"quote": "the", "within": "\udc00"}):
        found = codes(sealed_with([span]))
        assert any(code.startswith("D0") for code in found)
        assert found.isdisjoint({"D411", "D412", "D413"})
        seal_values({"claims": [{"article": "x", "evidence": [span]}]}, {"x": "a"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"articles": 5},
        {"articles": ["x", None, 5, [], {}]},
        {"articles": [{"id": "article:x", "segments": 5, "text": 5}]},
        {"articles": [{"id": "article:x", "segments": [5, None, []], "text": {"sha256": [1]}}]},
        {"articles": [{"id": ["article:x"], "text": {"sha256": {}}}]},
        {"claims": [{"utterances": [{"article": ["x"]}, {"article": {}}, 7]}]},
        {"claims": [{"utterances": [{"article": {}, "evidence": [{"quote": "a"}, 5]}]}]},
        {"claims": {"utterances": 5}, "events": [{"accounts": "x"}], "mentions": "x"},
    ],
)
def test_drafts_of_wrong_types_do_not_raise(wrong: Any) -> None:
    draft = copy.deepcopy(DRAFTED) | wrong
    for texts in (None, TEXTS):
        seal_values(draft, texts)
        assert not validated(draft, texts=texts).ok
    match_texts(draft, TEXTS)
    list(span_values(draft))


def test_the_lists_of_a_draft_may_be_tuples() -> None:
    def tuples(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: tuples(held) for key, held in value.items()}
        return tuple(map(tuples, value)) if isinstance(value, list) else value

    sealed, problems, _ = seal_values(tuples(DRAFTED), TEXTS)
    assert problems == []
    assert json.loads(json.dumps(sealed)) == seal_values(DRAFTED, TEXTS)[0]


def test_a_quote_at_many_places_has_a_short_message_and_few_candidates() -> None:
    texts = TEXTS | {"union.txt": UNION + "\n" + "zap " * 20_000}
    (found,) = [d for d in sealed_with([{"quote": "zap"}], texts) if d.code == "D412"]

    assert "20000" in found.message
    assert len(found.message) < 300
    assert len(found.params["candidates"]) == 20


def test_long_and_many_absent_quotes_are_all_reported() -> None:
    text = prose(130_000)
    texts = TEXTS | {"union.txt": UNION + "\n" + text}
    quotes = [
        prose(1_000_000)[::-1],
        text[50_000:55_000] + "§x" + text[55_000:60_000],
        *(text[n : n + 60] + "§x" + text[n + 60 : n + 90] for n in range(0, 100_000, 1000)),
        "a" * 100_000 + "b",
    ]
    found = [d for d in sealed_with([{"quote": q} for q in quotes], texts) if d.code == "D411"]

    assert len(found) == len(quotes)
    assert "goes on" in found[1].message


def test_a_quote_in_another_layout_is_sealed_and_named() -> None:
    (span,), (finding,) = _sealed({"quote": "Sweden would\u00a0respond"})

    assert (span["start"], span["end"]) == (26, 46)
    assert finding.code == "D414"
    assert "other whitespace" in finding.message
    assert "(at 1:27 of the text)" in finding.message
    assert finding.path == ("claims", 0, "utterances", 0, "evidence", 0)
    assert dict(finding.params)["found"]["words"] == "Sweden would respond"


def test_offsets_beside_a_quote_in_another_layout() -> None:
    _, findings = _sealed(
        {"quote": "Sweden  would", "start": 26, "end": 38},
        {"quote": "Sweden  would", "start": 25, "end": 38},
        {"quote": "would  not", "start": 7, "end": 16},
        {"quote": "Norway", "start": 0, "end": 6},
    )

    assert [p.code for p in findings] == ["D414", "D413", "D414"]


def test_an_ellipsis_in_a_draft_is_refused_with_its_parts() -> None:
    _, (finding,) = _sealed({"quote": "Norway paid … then $1 billion"})

    assert finding.code == "D411"
    assert "make a quote of each part" in finding.message
    assert [c["words"] for c in dict(finding.params)["candidates"]] == [
        "Norway paid",
        "then $1 billion",
    ]


def test_a_paragraph_of_punctuation_may_be_a_segment() -> None:
    assert find(Quote("* * *"), "One.\n\n* * *\n\nTwo.").span == (6, 11)
    assert find(Quote("!", within="One!"), "One! Two! One!").candidates == ((3, 4), (13, 14))


def test_an_article_finds_its_text_by_content() -> None:
    article = {"id": "article:x", "segments": [{"quote": "one two"}, {"quote": "three"}]}
    document = {"articles": [article, {"id": 5}, 7]}

    assert match_texts(document, {"a": "one two three", "b": "one two"}) == {"article:x": "a"}
    assert match_texts(document, {"a": "three", "b": "one two"}) == {}
    assert match_texts(document, {"a": "nothing"}) == {}
    assert match_texts(document, {}) == {}
    assert match_texts(document, {"article:x": "nothing"}) == {"article:x": "article:x"}
