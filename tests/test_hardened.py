"""Faults that an attack found, each with the test that failed first."""

import copy
import json
import os
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.codec.encode import to_plain
from detente.errors import InputError
from detente.validation.rules.level2_references import _cycles
from detente.text.readers import given_texts
from detente.text.profiles import canonical, profile
from detente.text.readers import read_text
from detente.pipeline.draft import unseal
from detente.text.quotes import Quote, find, occurrences
from detente.pipeline.sealing import match_texts, span_values, seal_values
from tests.rules.sample import DATA, TEXTS

SAMPLE = Path(detente.__file__).parent / "validation" / "rules" / "sample"
DRAFT = json.loads((SAMPLE / "sample.draft.json").read_text("utf-8"))
UNION = TEXTS["union.txt"]
AT = UNION.index("Karlstad")


def _report(evidence: list[Any], texts: Any = TEXTS) -> detente.Report:
    draft = copy.deepcopy(DRAFT)
    draft["claims"][4]["utterances"][0]["evidence"] = evidence
    return detente.seal(json.dumps(draft).encode(), texts).report


def _codes(report: detente.Report) -> set[str]:
    return {d.code for d in report}


def _valid(document: Any, **options: Any) -> detente.Report:
    return detente.validate(json.dumps(document).encode(), **options)


# --- quotes and offsets -------------------------------------------------------------------------


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
    assert "D413" in _codes(_report([span]))


def test_offsets_of_a_quote_may_be_given() -> None:
    for more in ({}, {"nth": 1}, {"within": "times at Karlstad and"}):
        span = {"quote": "Karlstad", "start": AT, "end": AT + 8, **more}
        assert _codes(_report([span])).isdisjoint({"D411", "D412", "D413"})
    texts = {"union.txt": UNION + "\nCafé", "later.txt": TEXTS["later.txt"]}
    at = len(UNION) + 1
    span = {"quote": "Cafe\u0301", "start": at, "end": at + 4}
    assert "D413" not in _codes(_report([span], texts))


@pytest.mark.parametrize("bad", ["5", 1.5, True, -1, [1], {}, None])
def test_offsets_of_a_wrong_type_are_the_schemas_matter(bad: Any) -> None:
    for span in ({"start": bad, "end": AT + 8}, {"start": bad}, {"start": AT, "end": bad}):
        report = _report([{"quote": "Karlstad", **span}])
        assert not report.ok


@pytest.mark.parametrize("nth", [0, -1, -99, 10**30])
def test_nth_counts_from_one(nth: int) -> None:
    assert find(Quote("Norway", nth=nth), UNION).ambiguous
    assert find(Quote("Denmark", nth=nth), UNION).span is None
    assert "D412" in _codes(_report([{"quote": "Norway", "nth": nth}]))


def test_half_a_surrogate_pair_is_left_to_level_0() -> None:
    for span in ({"quote": "a\ud800"}, {"quote": "the", "within": "\udc00"}):
        codes = _codes(_report([span]))
        assert any(code.startswith("D0") for code in codes)
        assert codes.isdisjoint({"D411", "D412", "D413"})
        seal_values({"claims": [{"article": "x", "evidence": [span]}]}, {"x": "a"})


def test_what_is_empty_stands_nowhere() -> None:
    assert list(occurrences("", "abc")) == []
    for wanted in (Quote(""), Quote("a", within="")):
        outcome = find(wanted, "abc")
        assert (outcome.span, outcome.ambiguous) == (None, False)
        assert "empty" in outcome.reason
    for span in ({"quote": ""}, {"quote": "the", "within": ""}):
        assert "D411" in _codes(_report([span]))


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("Delegates  met Three\ntimes", 'occurs as "three", not as "Three"'),
        ("delegates met-three times", 'occurs as "met three", not as "met-three"'),
        ("Delegates met three times at Oslo", 'goes on "Karlstad and settled'),
        ("Nobody met three times at Karlstad", 'before which the text has "'),
    ],
)
def test_it_is_said_how_an_absent_quote_differs(quote: str, said: str) -> None:
    assert said in find(Quote(quote), UNION).reason


def test_occurrences_that_overlap_are_all_found() -> None:
    for text, quote in (("aabaabaaabaabaa", "aabaa"), ("aaaaabaaa", "aaa"), ("ababab", "abab")):
        at = [n for n in range(len(text)) if text.startswith(quote, n)]
        assert list(occurrences(quote, text)) == at
        assert list(occurrences(quote, text, 1, len(text) - 1)) == [
            n for n in at if 1 <= n < len(text) - len(quote)
        ]


# --- drafts of wrong types ----------------------------------------------------------------------


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
    draft = copy.deepcopy(DRAFT) | wrong
    for texts in (None, TEXTS):
        seal_values(draft, texts)
        assert not _valid(draft, texts=texts).ok
    match_texts(draft, TEXTS)
    list(span_values(draft))


def test_the_lists_of_a_draft_may_be_tuples() -> None:
    def tuples(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: tuples(held) for key, held in value.items()}
        return tuple(map(tuples, value)) if isinstance(value, list) else value

    sealed, problems, _ = seal_values(tuples(DRAFT), TEXTS)
    assert problems == []
    assert json.loads(json.dumps(sealed)) == seal_values(DRAFT, TEXTS)[0]


# --- texts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["\ufeff\ufeffa", "\r\r\n\n", "e\u0301\ufeff", "\ufeffe\u0301"])
def test_canonical_is_idempotent(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


@pytest.mark.parametrize("text", ["First.\n\n\ufeffSecond.\n", "\ufeff\ufeffFirst.\n\nSecond.\n"])
def test_byte_order_marks_do_not_break_the_chain(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.txt").write_text(text, "utf-8")
    texts = given_texts(tmp_path)
    made = detente.draft(texts)
    _, problems, _ = seal_values(made, texts)

    assert problems == []
    assert read_text(tmp_path / "x.txt") == text.removeprefix("\ufeff")


@pytest.mark.parametrize("text", ["a\n\nba\n\na", "he\n\nthe he\n\nhe, he"])
def test_a_drafted_quote_leads_back_to_its_paragraph(text: str) -> None:
    sealed, problems, _ = seal_values(detente.draft({"x": text}), {"x": text})

    assert problems == []
    words = [text[s["start"] : s["end"]] for s in sealed["articles"][0]["segments"]]
    assert words == text.split("\n\n")
    starts = [s["start"] for s in sealed["articles"][0]["segments"]]
    assert starts == sorted(set(starts))


@pytest.mark.parametrize(
    ("start", "end"), [(5, 5), (6, 5), (0, 9999), (-3, 2), ("0", 2), (0, None)]
)
def test_a_span_without_words_is_not_unsealed(start: Any, end: Any) -> None:
    document = json.loads(DATA)
    document["articles"][0]["segments"][0] |= {"start": start, "end": end}
    before = copy.deepcopy(document)

    with pytest.raises(InputError):
        unseal(document, {"article:union": UNION})
    assert document == before


def test_half_a_word_keeps_its_offsets() -> None:
    text = "the he"
    segments = [{"kind": "body", "voice": "author", "start": 1, "end": 3}]
    document = {"articles": [{"id": "article:x", "segments": segments}]}

    made = unseal(copy.deepcopy(document), {"article:x": text})
    assert made["articles"] == document["articles"]


def test_drafts_of_no_text_and_of_texts_with_one_id_are_refused() -> None:
    with pytest.raises(InputError, match="none"):
        detente.draft({})
    with pytest.raises(InputError, match=r"B\.txt.*a/b\.txt|a/b\.txt.*B\.txt"):
        detente.draft({"a/b.txt": "One.", "B.txt": "Two."})
    with pytest.raises(InputError):
        detente.draft({"a": "\ud800"})


@pytest.mark.parametrize(
    "texts",
    [
        {"a": "\ud800"},
        {"a": 5},
        {5: "a"},
        {"a": None},
        ["\ud800"],
        [b"a"],
        b"abc",
        "",
        "x" * 5000,
        "a\0b",
    ],
)
def test_texts_that_are_none_are_input_errors(texts: Any) -> None:
    with pytest.raises(InputError):
        given_texts(texts)
    assert not detente.validate(DATA, texts=texts).ok


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    os.mkfifo(tmp_path / "b.txt")

    with pytest.raises(InputError, match=r"b\.txt"):
        given_texts(tmp_path)


def test_an_unreadable_folder_is_an_input_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(InputError, match="ermission"):
        given_texts(tmp_path)


def test_the_edited_text_of_a_draft_with_a_profile_is_named() -> None:
    draft = copy.deepcopy(DRAFT)
    for article, name in zip(draft["articles"], ("union.txt", "later.txt"), strict=True):
        article["text"] = to_plain(profile(TEXTS[name]))
    edited = {"union.txt": "All of it is new.\n\nEvery word.", "later.txt": TEXTS["later.txt"]}
    report = detente.seal(json.dumps(draft).encode(), edited).report

    assert "D401" not in _codes(report)
    (found,) = [d for d in report if d.code == "D402"]
    assert "delete the profile" in found.message


# --- time: sizes that take minutes where work is done anew for each ------------------------------


def test_many_dangling_references() -> None:
    document = json.loads(DATA)
    extra = {"kind": "state", "names": [{"text": "x", "kind": "common"}]}
    document["actors"] += [{"id": f"actor:some-{n}", **extra} for n in range(1000)]
    document["claims"][0]["about"] = [f"actor:nobody-{n}" for n in range(2000)]
    found = [d for d in _valid(document) if d.code == "D201"]

    assert len(found) == 2000
    document["claims"][0]["about"] = ["actor:norwey"]
    (found,) = [d for d in _valid(document) if d.code == "D201"]
    assert "actor:norway" in found.help


def test_long_chains_and_circles() -> None:
    chain = {f"a{n}": (f"a{n + 1}",) for n in range(50_000)}
    assert list(_cycles(chain)) == []
    (circle,) = _cycles(chain | {"a50000": ("a7",)})
    assert (circle[0], len(circle)) == ("a7", 49_994)


def test_the_message_of_a_long_circle_is_short() -> None:
    document = json.loads(DATA)
    extra = {"kind": "state", "names": [{"text": "x", "kind": "common"}]}
    document["actors"] += [
        {"id": f"actor:p{n}", "part_of": f"actor:p{(n + 1) % 500}", **extra} for n in range(500)
    ]
    (found,) = [d for d in _valid(document) if d.code == "D205"]
    assert len(found.message) < 250
    assert "500 in all" in found.message


def test_many_identical_paragraphs() -> None:
    text = "Same words.\n\n" * 20_000
    made = detente.draft({"x": text})
    sealed, problems, _ = seal_values(made, {"x": text})

    assert problems == []
    starts = [s["start"] for s in sealed["articles"][0]["segments"]]
    assert starts == list(range(0, 13 * 20_000, 13))


def test_a_quote_at_many_places() -> None:
    texts = TEXTS | {"union.txt": UNION + "\n" + "zap " * 20_000}
    (found,) = [d for d in _report([{"quote": "zap"}], texts) if d.code == "D412"]

    assert "20000" in found.message
    assert len(found.message) < 300
    assert len(found.params["candidates"]) == 20


def _prose(size: int) -> str:
    return " ".join(f"word{n * 7919 % 10007}" for n in range(size // 9))[:size]


def test_long_and_many_absent_quotes() -> None:
    text = _prose(130_000)
    texts = TEXTS | {"union.txt": UNION + "\n" + text}
    quotes = [
        _prose(1_000_000)[::-1],
        text[50_000:55_000] + "§x" + text[55_000:60_000],
        *(text[n : n + 60] + "§x" + text[n + 60 : n + 90] for n in range(0, 100_000, 1000)),
        "a" * 100_000 + "b",
    ]
    found = [d for d in _report([{"quote": q} for q in quotes], texts) if d.code == "D411"]

    assert len(found) == len(quotes)
    assert "goes on" in found[1].message


def test_many_altered_texts() -> None:
    document = json.loads(DATA)
    texts = dict(TEXTS)
    for number in range(30):
        text = f"{number} {_prose(40_000)}\n" + "line\n" * number
        length = len(text) - 1
        article = {**document["articles"][0], "id": f"article:n{number}"}
        article.pop("uncoded", None)
        article["text"] = to_plain(profile(text))
        article["segments"] = [{"kind": "body", "voice": "author", "start": 0, "end": length}]
        document["articles"].append(article)
        texts[f"{number}"] = text.replace(" ", "  ")
    report = _valid(document, texts=texts)

    assert len([d for d in report if d.code == "D403"]) == 30


def test_many_faults_of_a_file() -> None:
    document = json.loads(DATA)
    document["claims"][0]["about"] = [None] * 4000
    places = {(d.location.line, d.location.column) for d in _valid(document) if d.code == "D008"}
    assert len(places) == 4000

    keys = "".join(f',"k{n}":1,"k{n}":2' for n in range(5000))
    report = detente.validate(DATA.rstrip()[:-1] + keys.encode() + b"}")
    doubles = [d for d in report if d.code == "D004"]
    assert len(doubles) >= 5000


def test_many_bad_patterns() -> None:
    document = json.loads(DATA)
    extra = {"kind": "state", "names": [{"text": "x", "kind": "common"}]}
    document["actors"] += [{"id": f"actor:BAD {n}", **extra} for n in range(2000)]

    assert len([d for d in _valid(document) if d.code == "D105"]) == 2000


def test_many_spans_and_segments() -> None:
    document = json.loads(DATA)
    size = 4000
    article = document["articles"][0]
    article["text"]["length"] = size * 10
    article["segments"] = [
        {
            "kind": "body",
            "voice": ("author", "publisher")[n % 2],
            "start": n * 10,
            "end": n * 10 + 9,
        }
        for n in range(size)
    ]
    spans = [{"start": n * 10, "end": n * 10 + 15} for n in range(size)]
    article["uncoded"] = [{"reason": "structural", "spans": spans}]
    report = _valid(document)
    mixed = [d for d in report if d.code == "D303" and "uncoded" in d.location.path]

    assert len(mixed) == size - 1
    assert {"D304", "D308"} <= _codes(report)


def test_a_span_through_all_segments_has_a_short_message() -> None:
    document = json.loads(DATA)
    article = document["articles"][0]
    article["segments"] = [
        {"kind": "body", "voice": ("author", "publisher")[n % 2], "start": n * 4, "end": n * 4 + 4}
        for n in range(80)
    ]
    article["uncoded"] = [{"reason": "structural", "spans": [{"start": 0, "end": 320}]}]

    messages = [d.message for d in _valid(document) if d.code == "D303"]
    assert messages
    assert max(map(len, messages)) < 150
