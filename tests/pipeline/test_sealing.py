"""Quotes and offsets of drafts, replaced by spans."""

import copy
import json
from collections.abc import Iterator
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


def _sealed(
    *evidence: dict[str, object], text: str = TEXT, language: object = "en"
) -> tuple[list[dict[str, object]], list[Finding]]:
    article = {"id": "article:x", "segments": [], "language": language}
    claim = {"utterances": [{"article": "article:x", "evidence": list(evidence)}]}
    sealed, findings, *_ = seal_values(
        {"articles": [article], "claims": [claim]}, {"article:x": text}
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


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of each value in a document."""
    for key, held in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*path, key)
        if isinstance(held, dict | list):
            yield from _places(held, (*path, key))


def _in_wrong_shapes(value: Any) -> list[Any]:
    """What people write for a value by a slip."""
    one = [value[0]] if isinstance(value, list) and value else [[value]]
    return [*one, [], {}, None, 5, "x", {"x": value}]


def test_no_value_of_another_shape_makes_sealing_raise() -> None:
    draft = json.loads(DRAFT)
    kinds = {tuple(key for key in path if isinstance(key, str)): path for path in _places(draft)}
    assert len(kinds) > 100
    for *outer, last in kinds.values():
        made = copy.deepcopy(draft)
        holder = made
        for key in outer:
            holder = holder[key]
        for wrong in _in_wrong_shapes(holder[last]):
            holder[last] = wrong
            sealed, *_ = seal_values(made, {"article:union": UNION})
            assert set(sealed) == set(made)


def test_an_object_where_a_list_of_utterances_belongs_is_a_finding() -> None:
    draft = json.loads(DRAFT)
    claim = next(c for c in draft["claims"] for u in c["utterances"] if "sources" in u)
    claim["utterances"] = claim["utterances"][0]

    report = validated(draft, texts=TEXTS)

    assert "D103" in {found.code for found in report}


def test_the_lists_of_a_draft_may_be_tuples() -> None:
    def tuples(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: tuples(held) for key, held in value.items()}
        return tuple(map(tuples, value)) if isinstance(value, list) else value

    sealed, problems, *_ = seal_values(tuples(DRAFTED), TEXTS)
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


def test_in_a_language_whose_negations_are_unknown_no_parts_are_proposed() -> None:
    text, quote = "قالت موسكو إنها لن تسلم الصواريخ.", "قالت موسكو إنها ... تسلم الصواريخ."
    for language in ("ar", "ar-EG", None, 3):
        _, (finding,) = _sealed({"quote": quote}, text=text, language=language)
        assert finding.code == "D411"
        assert "make a quote of each part" not in finding.message
        assert 'leaves out "لن"' in finding.message
    # The language is that of the article: the same words may be left out in one and not in another.
    text, quote = "Bonn liefert heute Waffen.", "Bonn … Waffen"
    _, (german,) = _sealed({"quote": quote}, text=text, language="de")
    _, (unknown,) = _sealed({"quote": quote}, text=text, language="lb")
    assert "make a quote of each part" in german.message
    assert "make a quote of each part" not in unknown.message


def test_optional_marks_are_another_layout() -> None:
    (span,), (finding,) = _sealed({"quote": "שלום לכולם"}, text="שָׁלוֹם לכולם.", language="he")

    assert (span["start"], span["end"]) == (0, 13)
    assert finding.code == "D414"
    assert "other optional marks" in finding.message


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


# --- the evidence of the record ---------------------------------------------------------------

SAID = (
    "The king said no. The queen said yes, the papers said.\n"
    "In 1904 they met. The pope said little in 1904."
)


def _voiced(small: dict[str, Any], *evidence: Any, scope: Any = None) -> tuple[Any, list[Finding]]:
    """A claim of one utterance with a source whose ``cue`` is given."""
    spans = [{"quote": e} if isinstance(e, str) else e for e in evidence]
    utterance = {"article": "article:x", "sources": [{"cue": [small]}], "evidence": spans}
    claim = {"utterances": [utterance]} | ({} if scope is None else {"scope": {"words": [scope]}})
    document = {"articles": [{"id": "article:x", "segments": []}], "claims": [claim]}
    sealed, findings, *_ = seal_values(document, {"article:x": SAID})
    return sealed["claims"][0], findings


def _words(span: dict[str, Any]) -> tuple[int, str]:
    return span["start"], SAID[span["start"] : span["end"]]


def test_a_cue_is_sought_in_the_evidence_of_its_utterance_first() -> None:
    claim, findings = _voiced({"quote": "said"}, "The pope said little in 1904.")

    assert findings == []
    at = SAID.index("said little")
    assert _words(claim["utterances"][0]["sources"][0]["cue"][0]) == (at, "said")


def test_the_scope_of_a_claim_is_sought_in_the_evidence_of_all_its_utterances() -> None:
    claim, findings = _voiced(
        {"quote": "king"}, "The pope said little in 1904.", scope={"quote": "1904"}
    )

    assert findings == []
    assert _words(claim["scope"]["words"][0]) == (SAID.rindex("1904"), "1904")


def test_a_cue_that_repeats_in_the_evidence_is_ambiguous_among_these_places_alone() -> None:
    _, (finding,) = _voiced({"quote": "said"}, "The queen said yes, the papers said.")

    assert finding.code == "D412"
    assert 'in the evidence of its record 2 times: say which one with "within"' in finding.message
    listed = [c["start"] for c in dict(finding.params)["candidates"]]
    assert listed == [SAID.index("said yes"), SAID.index("said.\n")]


def test_a_cue_that_is_not_in_the_evidence_is_sought_in_the_whole_text() -> None:
    claim, findings = _voiced({"quote": "papers"}, "The pope said little in 1904.")
    assert findings == []
    assert _words(claim["utterances"][0]["sources"][0]["cue"][0])[1] == "papers"

    _, (finding,) = _voiced({"quote": "said"}, "In 1904 they met.")
    assert finding.code == "D412"
    assert "in the text 4 times" in finding.message


def test_nth_and_within_count_in_the_whole_text() -> None:
    for more in ({"nth": 2}, {"within": "The queen said"}):
        claim, findings = _voiced({"quote": "said", **more}, "The pope said little in 1904.")
        assert findings == []
        at = SAID.index("said yes")
        assert _words(claim["utterances"][0]["sources"][0]["cue"][0]) == (at, "said")


def test_evidence_with_offsets_is_evidence() -> None:
    start = SAID.index("The pope")
    claim, findings = _voiced({"quote": "said"}, {"start": start, "end": len(SAID)})

    assert findings == []
    assert _words(claim["utterances"][0]["sources"][0]["cue"][0])[0] > start


def test_while_the_evidence_is_not_found_nobody_asks_which_cue_is_meant() -> None:
    _, findings = _voiced({"quote": "said"}, "The duke said no.")
    assert [f.code for f in findings] == ["D411"]

    _, findings = _voiced({"quote": "shouted"}, "The duke said no.")
    assert [f.code for f in findings] == ["D411", "D411"]


def test_periods_of_a_relation_and_cues_of_links_are_sought_in_the_whole_text() -> None:
    span = {"quote": "1904"}
    document = {
        "articles": [{"id": "article:x", "segments": [], "published": {"words": [dict(span)]}}],
        "links": [{"article": "article:x", "cue": [dict(span)]}],
        "relations": [
            {"accounts": [{"article": "article:x", "phases": [{"period": {"words": [span]}}]}]}
        ],
    }
    _, findings, *_ = seal_values(document, {"article:x": SAID})

    assert [f.code for f in findings] == ["D412"] * 3


# --- another text than that of the profile ----------------------------------------------------


def _moved(**evidence: Any) -> list[Finding]:
    """The findings where the text of a drafted article has a new first sentence."""
    new = "The western army reported losses. " + (old := "The northern army reported losses.")
    article = detente.draft({"x": old})["articles"][0]
    article["segments"] = [{"quote": new}]
    claim = {"utterances": [{"article": article["id"], "evidence": [evidence]}]}
    return seal_values({"articles": [article], "claims": [claim]}, {"x": new})[1]


@pytest.mark.parametrize(
    "counted",
    [
        {"quote": "reported", "nth": 1},
        {"quote": "reported", "nth": 1, "within": "army reported"},
        {"quote": "reported", "start": 18, "end": 26},
        {"start": 18, "end": 26},
    ],
)
def test_what_is_counted_in_the_text_of_a_profile_is_refused_in_another(counted: Any) -> None:
    altered, finding = _moved(**counted)

    assert finding.code == "D417"
    assert finding.path == ("claims", 0, "utterances", 0, "evidence", 0)
    assert altered.code == "D402"
    assert "carry the draft over to this one with detente rebase --old" in altered.message


@pytest.mark.parametrize(
    "quote",
    [
        {"quote": "northern"},
        {"quote": "reported", "within": "The northern army reported"},
        {"quote": "reported", "within": "The northern army reported", "nth": 1},
    ],
)
def test_a_quote_that_counts_nothing_is_taken_from_another_text(quote: Any) -> None:
    (altered,) = _moved(**quote)

    assert altered.code == "D402"
    assert "carry the draft over to this one with detente rebase --old" in altered.message


def test_a_mention_in_pieces_is_refused_with_its_first_piece_only() -> None:
    draft = copy.deepcopy(DRAFTED)
    draft["mentions"][0]["spans"] = [{"quote": "Norway … the union"}]
    report = detente.seal(json.dumps(draft).encode(), TEXTS).report
    (finding,) = [d for d in report if d.code == "D411"]

    assert 'a mention cannot be in pieces: quote its head piece alone, "Norway"' in finding.message
    assert "union" not in finding.message.partition("leaves")[2]
    assert [c["words"] for c in finding.params["candidates"]] == ["Norway"]


def test_an_ambiguous_quote_shows_the_words_around_its_places() -> None:
    (found,) = [d for d in sealed_with([{"quote": "Sweden"}]) if d.code == "D412"]

    assert '1:12 "Norway and [Sweden] part In…"' in found.message
    assert '"…union with [Sweden]; hardly…"' in found.message
    assert '"…been war. [Sweden] should be…"' in found.message


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("Sweden should be satisfied.", 'you wrote "satisfied", the text has "content" after "Sweden should be"'),
        ("In August 1905 Denmark voted to leave", 'you wrote "Denmark", the text has "Norway" after "In August 1905"'),
        ("hardly voted against it", 'the text also has "anybody" after "hardly"'),
        ("hardly anybody really voted", 'you wrote "really" after "hardly anybody", which the text has not'),
        ("Delegates met three times at Karl and settled", 'you wrote "Karl", the text has "Karlstad" after'),
    ],
)  # fmt: skip
def test_an_absent_quote_is_set_beside_the_words_of_the_text(quote: str, said: str) -> None:
    (found,) = [d for d in sealed_with([{"quote": quote}]) if d.code == "D411"]

    assert said in found.message


def test_a_quote_that_is_left_to_do_is_told_without_the_text_too() -> None:
    draft = json.loads(DRAFT)
    draft["claims"][4]["utterances"][0]["evidence"] = [{"quote": "TODO: Karlstad"}]
    source = json.dumps(draft).encode()

    with_text = [
        d.severity.value for d in detente.validate(source, texts=TEXTS) if d.code == "D566"
    ]
    without = [d.severity.value for d in detente.validate(source) if d.code == "D566"]

    assert (with_text, without) == (["error"], ["warning"])
