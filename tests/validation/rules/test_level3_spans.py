"""Level 3: spans and segments without the text."""

import json
from itertools import pairwise

import pytest

import detente
from detente.text.profiles import profile
from tests.paths import EXAMPLE
from tests.sample import DATA, TEXTS, Case, validated
from tests.sealing import codes


def paragraphs() -> tuple[dict, list[dict]]:
    """The example, and two neighbouring segments by the author in it."""
    document = json.loads((EXAMPLE / "entente-cordiale.detente.json").read_bytes())
    segments = document["articles"][0]["segments"]
    two = next([a, b] for a, b in pairwise(segments) if a["voice"] == b["voice"] == "author")
    return document, two


def test_a_gap_of_punctuation_is_none_with_the_text() -> None:
    edits = (
        'event:vote/accounts/0/evidence = [{"start": 24, "end": 81}, {"start": 86, "end": 116}]',
    )
    text = TEXTS["union.txt"][:81] + "-..-;" + TEXTS["union.txt"][86:]
    case = Case(edits)
    case.document["articles"][0]["text"] = detente.converter.unstructure(profile(text))
    given = {"a": text, "b": TEXTS["later.txt"]}

    assert "D307" in {d.code for d in detente.validate(case.data)}
    assert "D307" not in {d.code for d in detente.validate(case.data, texts=given)}


def test_a_span_that_begins_and_ends_between_segments_is_d304() -> None:
    case = Case(('mention:norway-name/spans/0 = {"start": 0, "end": 23}',))

    assert "D304" in {d.code for d in detente.validate(case.data)}


@pytest.mark.parametrize(
    ("which", "code"),
    [("end", "D304"), ("start", "D304"), ("both", "D309"), ("overlap", "D309")],
)
def test_spans_between_and_across_paragraphs_are_found(which: str, code: str) -> None:
    document, (one, two) = paragraphs()
    if which in ("end", "start"):
        start, end = (
            (one["start"], one["end"] + 1) if which == "end" else (two["start"] - 1, two["end"])
        )
        document["mentions"][0]["spans"] = [{"start": start, "end": end}]
    else:
        first = {"start": one["end"] - 3, "end": one["end"]}
        second = {"start": two["start"], "end": two["start"] + 3}
        if which == "overlap":
            second = {"start": one["end"] - 2, "end": one["end"]}
        voice = {"article": document["articles"][0]["id"], "commitment": "CT+"}
        document["claims"][0]["utterances"].append(voice | {"evidence": [first, second]})

    assert code in {d.code for d in detente.validate(json.dumps(document).encode())}


def test_touching_stretches_are_those_that_share_a_code_point() -> None:
    import random

    from detente.validation.rules.level3_spans import _Ranges

    chance = random.Random(1)
    for _ in range(300):
        spans = [
            detente.Span(start=chance.randrange(12), end=chance.randrange(12)) for _ in range(6)
        ]
        found = _Ranges((span, number) for number, span in enumerate(spans))
        start, end = sorted(chance.sample(range(13), 2))
        wanted = {n for n, s in enumerate(spans) if s.start < end and start < s.end}
        assert set(found.overlapping(start, end)) == wanted


def test_thousands_of_spans_and_segments_are_compared() -> None:
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
    report = validated(document)
    mixed = [d for d in report if d.code == "D303" and "uncoded" in d.location.path]

    assert len(mixed) == size - 1
    assert {"D304", "D308"} <= codes(report)


def test_a_span_through_all_segments_has_a_short_message() -> None:
    document = json.loads(DATA)
    article = document["articles"][0]
    article["segments"] = [
        {"kind": "body", "voice": ("author", "publisher")[n % 2], "start": n * 4, "end": n * 4 + 4}
        for n in range(80)
    ]
    article["uncoded"] = [{"reason": "structural", "spans": [{"start": 0, "end": 320}]}]

    messages = [d.message for d in validated(document) if d.code == "D303"]
    assert messages
    assert max(map(len, messages)) < 150
