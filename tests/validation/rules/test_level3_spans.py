"""Level 3: spans and segments without the text."""

import json
import random
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
    [("end", "D304"), ("start", "D304"), ("both", None), ("overlap", "D309")],
)
def test_spans_between_and_across_paragraphs_are_found(which: str, code: str | None) -> None:
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

    found = {d.code for d in detente.validate(json.dumps(document).encode())}
    assert found & {"D304", "D309"} == ({code} if code else set())


SEGMENTS = {
    "a page break": ("body author", "body author", "0 1", True),
    "a caption": ("body author", "caption publisher", "body author", "0 2", True),
    "captions": ("body author", "caption author", "notice publisher", "body author", "0 3", True),
    "a paragraph": ("body author", "body author", "body author", "0 2", False),
    "somebody else's paragraph": ("body author", "body publisher", "body author", "0 2", False),
    "three paragraphs": ("body author", "body author", "body author", "0 1 2", False),
    "two voices": ("body author", "body publisher", "0 1", False),
    "a caption of its own": ("body author", "caption author", "0 1", False),
    "the caption too": ("body author", "caption author", "body author", "0 1 2", False),
    "a subheading and its text": ("subheading author", "body author", "0 1", False),
}


def in_segments(*said: str) -> tuple[dict, dict]:
    """The sample with one article of these segments of ten code points, and an empty utterance."""
    document = json.loads(DATA)
    article = document["articles"][1]
    article["segments"] = [
        dict(zip(("kind", "voice"), entry.split(), strict=True))
        | {"start": n * 10, "end": n * 10 + 9}
        for n, entry in enumerate(said)
    ]
    article["text"]["length"] = len(said) * 10
    utterance = {"article": article["id"], "commitment": "CT+", "evidence": []}
    document["claims"][0]["utterances"].append(utterance)
    return document, utterance


@pytest.mark.parametrize("name", SEGMENTS)
def test_a_sentence_may_run_on_behind_what_interrupts_the_body(name: str) -> None:
    *said, places, allowed = SEGMENTS[name]
    document, utterance = in_segments(*said)
    utterance["evidence"] = [{"start": int(n) * 10, "end": int(n) * 10 + 9} for n in places.split()]

    place = "/claims/0/utterances/2/evidence"
    spread = any(d.code == "D309" and d.path == place for d in validated(document))
    assert spread is not allowed


@pytest.mark.parametrize("seed", range(150))
def test_the_fast_check_of_one_place_agrees_with_the_rule(seed: int) -> None:
    from detente.codec.decode import decode
    from detente.validation.context import Context
    from detente.validation.rules.level3_spans import _each_in_one_segment, spread_utterance

    chance = random.Random(seed)
    kinds = ("body author", "body author", "body publisher", "caption author")
    document, utterance = in_segments(*chance.choices(kinds, k=4))
    ends = sorted(chance.sample(range(40), chance.choice([2, 4, 4, 6])))
    utterance["evidence"] = [{"start": a, "end": b} for a, b in batched(ends)]
    document["claims"] = [document["claims"][0] | {"utterances": [utterance]}]
    context = Context(decode(json.dumps(document).encode()).dataset)

    fast = _each_in_one_segment(context.dataset.articles, [u for _, _, u in context.utterances()])

    assert fast == (not list(spread_utterance(context)))


def batched(numbers: list[int]) -> list[tuple[int, int]]:
    return list(zip(numbers[::2], numbers[1::2], strict=True))


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


def gaps_of(evidence: str, *, given: bool) -> list[str]:
    case = Case((f"event:vote/accounts/0/evidence = {evidence}",))
    report = detente.validate(case.data, texts=TEXTS if given else None)
    return [d.message for d in report if d.code == "D307"]


def test_a_gap_is_quoted_where_the_text_is_at_hand() -> None:
    evidence = '[{"start": 24, "end": 82}, {"start": 99, "end": 116}]'
    place = "code points 82 to 99 of article:union"

    assert gaps_of(evidence, given=True) == [
        f'no evidence or uncoded span covers "; hardly anybody", {place}'
    ]
    assert gaps_of(evidence, given=False) == [f"no evidence or uncoded span covers {place}"]


def test_a_long_gap_is_quoted_in_short() -> None:
    (message,) = gaps_of('[{"start": 24, "end": 30}]', given=True)

    assert "…" in message
    assert len(message) < 160
