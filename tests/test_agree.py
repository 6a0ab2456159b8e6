"""Agreement: known values, what must not matter, and what each change must change."""

import copy
import dataclasses
import json
import random
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import detente
from detente import Dataset, InputError, MissingExtraError, testing
from detente.analysis.agreement import measures
from detente.analysis.agreement.times import compare_times
from detente.analysis.agreement.figures import (
    Agreement,
    CoverageFigure,
    LabelFigure,
    ReferenceFigure,
    Score,
    SpanFigure,
    TimeFigure,
)
from detente.cli import main
from detente.pipeline.bundled import bundled_path
from detente.records import ARRAYS, Time
from detente.render.agreement import agreement as shown
from detente.vocab.enums import TimeBasis
from tests.rules.sample import DATA


SAMPLE: Any = json.loads(DATA)
WHOLE: Any = json.loads(bundled_path("dprk-russia").read_bytes())
Edit = Callable[[Any], None]


def load(document: Any) -> Dataset:
    return detente.loads(json.dumps(document).encode())


def edited(document: Any, *edits: Edit) -> Any:
    document = copy.deepcopy(document)
    for edit in edits:
        edit(document)
    return document


def compared(left: Any, right: Any, **options: Any) -> Agreement:
    return detente.agree(load(left), load(right), **{"samples": 0, **options})


def after(*edits: Edit, of: Any = SAMPLE, **options: Any) -> Agreement:
    """A document against itself after some edits."""
    return compared(of, edited(of, *edits), **options)


def by_id(document: Any, id_: str) -> Any:
    return next(r for name in ARRAYS for r in document.get(name, ()) if r["id"] == id_)


def put(id_: str, *path: Any, to: Any) -> Edit:
    def edit(document: Any) -> None:
        holder = by_id(document, id_)
        for part in path[:-1]:
            holder = holder[part]
        if to is None:
            del holder[path[-1]]
        else:
            holder[path[-1]] = to

    return edit


def without(*ids: str) -> Edit:
    def edit(document: Any) -> None:
        for name in ARRAYS:
            document[name] = [r for r in document.get(name, ()) if r["id"] not in ids]

    return edit


def perfect(figure: Any) -> bool:
    """Whether a figure says that nothing differs; an undefined one says so by other means."""
    if isinstance(figure, SpanFigure):
        return {s.f1 for s in (figure.exact, figure.overlapping, figure.code_points)} <= {1.0, None}
    if isinstance(figure, ReferenceFigure):
        return figure.score.f1 in {1.0, None}
    if isinstance(figure, TimeFigure):
        return figure.same == figure.definite == figure.n
    assert isinstance(figure, LabelFigure | CoverageFigure)
    jaccard = getattr(figure, "jaccard", None)
    return figure.agreed in {1.0, None} and figure.alpha in {1.0, None} and jaccard in {1.0, None}


def changed(found: Agreement) -> set[str]:
    """The figures, all articles together, that say that something differs."""
    return {f.key for f in found.figures if f.article is None and not perfect(f)}


def renamed(document: Any, seed: int) -> Any:
    """The same annotation with other ids, and its records in another order."""
    dice = random.Random(seed)
    ids = [record["id"] for name in ARRAYS for record in document.get(name, ())]
    numbers = dice.sample(range(len(ids)), len(ids))
    names = {id_: f"{id_.partition(':')[0]}:n{n}" for id_, n in zip(ids, numbers, strict=True)}

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: walk(each) for key, each in value.items()}
        if isinstance(value, list):
            return [walk(each) for each in value]
        return names.get(value, value) if isinstance(value, str) else value

    document = walk(document)
    for name in ARRAYS:
        dice.shuffle(document.get(name, []))
    for relation in document["relations"]:
        relation["parties"].sort()
    return document


def in_short(found: Agreement) -> Any:
    """All figures without the ids of articles, and the places of disagreement."""
    digests = {article.left: article.sha256 for article in found.articles}
    figures = sorted(
        (
            {**figure.to_dict(), "article": digests.get(figure.article or "")}
            for figure in found.figures
        ),
        key=lambda figure: (figure["layer"], figure["name"], figure["article"] or ""),
    )
    places = sorted(
        (
            d.layer,
            d.name,
            digests.get(d.article or "", ""),
            str((d.start, d.end)),
            str(d.left is None),
        )
        for d in found.disagreements
    )
    return figures, places


def noisy(document: Any, seed: int) -> Any:
    """Another annotator, made up: labels, spans and records differ here and there."""
    dice = random.Random(seed)
    document = copy.deepcopy(document)
    claims, events = document["claims"], document["events"]
    for claim in dice.sample(claims, len(claims) // 4):
        claim["kind"] = dice.choice(["factual", "causal", "interpretive", "evaluative"])
    for claim in dice.sample(claims, len(claims) // 4):
        for utterance in claim["utterances"]:
            utterance["commitment"] = dice.choice(["CT+", "PR+", "PS+", "Uu"])
            for span in utterance["evidence"]:
                span["start"] += dice.randint(0, 5)
    for event in dice.sample(events, len(events) // 4):
        event["type"], event["themes"] = "aid", ["economic"]
        event.pop("mode", None)
    for mention in dice.sample(document["mentions"], len(document["mentions"]) // 4):
        mention["form"] = "nominal"
    gone = {r["id"] for r in (*dice.sample(claims, 1), *dice.sample(events, 1))}
    without(*gone)(document)
    return document


# --- measures ----------------------------------------------------------------------------------

# Four observers and twelve units, with values missing: Krippendorff, "Computing Krippendorff's
# Alpha-Reliability" (2011), section C; .743 nominal and .815 ordinal are given there.
_ = None
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]


def test_alpha_of_krippendorffs_example() -> None:
    units = list(zip(*OBSERVERS, strict=True))

    assert measures.alpha(units) == pytest.approx(0.743, abs=5e-4)
    ordinal = measures.alpha(units, "ordinal", [1, 2, 3, 4, 5])
    assert ordinal == pytest.approx(0.815, abs=5e-4)


def test_alpha_of_two_observers_by_hand() -> None:
    # As in section A of the same: coincidences 10, 4, 4 and 2 of two values, alpha .095.
    units = [(0, 0)] * 5 + [(0, 1)] * 3 + [(1, 0)] + [(1, 1)]

    assert measures.alpha(units) == pytest.approx(1 - (8 / 20) / (2 * 14 * 6 / (20 * 19)))
    assert measures.alpha(units) == pytest.approx(0.095, abs=5e-4)


def test_alpha_of_sets_lies_between_that_of_equal_and_that_of_different_ones() -> None:
    a, b, ab = frozenset("a"), frozenset("b"), frozenset("ab")
    same, near, far = ([(a, a), (b, b), (a, x)] for x in (a, ab, b))
    values = [measures.alpha(units, "jaccard") for units in (same, near, far)]

    assert values[0] == 1.0
    assert values[0] > values[1] > values[2]
    # By hand: observed 2 * 1/2; n a=3, b=2, ab=1; expected 2 * (3*2*1 + 3*1*.5 + 2*1*.5) / 5.
    assert values[1] == pytest.approx(1 - 1 / (17 / 5))


@pytest.mark.parametrize("units", [[], [("a", "b")], [("a", "a")] * 3, [("a", None), ("b", None)]])
def test_alpha_that_is_not_defined_is_none(units: list) -> None:
    assert measures.alpha(units) is None
    assert measures.estimate(units, samples=10, seed=0) == (None, None, None, 0)


VALUES = ("low", "middle", "high", "top")


@given(st.lists(st.tuples(st.sampled_from(VALUES), st.sampled_from(VALUES)), min_size=2))
@pytest.mark.parametrize("metric", ["nominal", "ordinal", "jaccard"])
def test_what_is_resampled_is_alpha(metric: str, pairs: list) -> None:
    order = VALUES if metric == "ordinal" else ()
    if metric == "jaccard":
        pairs = [tuple(frozenset(value) for value in pair) for pair in pairs]
    point = measures.alpha(pairs, metric, order)
    if point is None:
        return
    values = measures._values(pairs, order)
    kinds = [tuple(sorted(map(values.index, pair))) for pair in pairs]
    (found,) = measures._resampled(np.ones((1, len(kinds)), dtype=int), kinds, values, metric)

    assert found == pytest.approx(point)


def test_the_interval_contains_alpha_and_can_be_repeated() -> None:
    pairs = [("a", "a")] * 30 + [("b", "b")] * 20 + [("a", "b")] * 9 + [("b", "a")] * 3
    found = measures.estimate(pairs, samples=2000, seed=1)
    again = measures.estimate(list(reversed(pairs)), samples=2000, seed=1)
    swapped = measures.estimate([pair[::-1] for pair in pairs], samples=2000, seed=1)
    other = measures.estimate(pairs, samples=2000, seed=2)

    assert found.alpha is not None and found.low is not None and found.high is not None
    assert found.low < found.alpha < found.high
    assert 0.3 < found.high - found.low < 0.5
    assert found == again
    assert found == pytest.approx(swapped)
    assert found != other
    assert other.low == pytest.approx(found.low, abs=0.05)


def test_resamples_without_alpha_are_counted() -> None:
    found = measures.estimate([("a", "a")] * 9 + [("b", "b")], samples=1000, seed=0)

    assert (found.alpha, found.low, found.high) == (1.0, 1.0, 1.0)
    assert 250 < found.undefined < 450  # (9/10)^10 + (1/10)^10 is about .35


def test_an_interval_that_no_resample_gives_is_none() -> None:
    units = [("a", "a"), ("b", "b")]
    found = {measures.estimate(units, samples=1, seed=seed) for seed in range(20)}

    assert found == {(1.0, 1.0, 1.0, 0), (1.0, None, None, 1)}


spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda s: (s[0], sum(s))), max_size=8
)


@given(spans, spans)
def test_scores_of_spans_hold_together(left: list, right: list) -> None:
    exact = measures.same(left, right)
    most = Score(measures.most_pairs(left, right), len(left), len(right))
    points = measures.common_points(left, right)

    assert exact.both <= most.both <= min(len(left), len(right))
    assert (most.both > 0) == (points.both > 0)
    back = measures.same(right, left)
    assert (exact.precision, exact.recall, exact.f1) == (back.recall, back.precision, back.f1)
    assert most.both == measures.most_pairs(right, left)
    assert measures.same(left, left).f1 == (1.0 if left else None)


def test_overlapping_spans_are_paired_one_to_one_and_as_many_as_can_be() -> None:
    # The long one could take either; taking the first leaves the other to the short one.
    assert measures.most_pairs([(0, 10), (8, 20)], [(0, 30), (2, 4)]) == 2
    assert measures.most_pairs([(0, 10), (12, 20)], [(0, 30)]) == 1
    assert measures.most_pairs([(0, 10)], [(10, 20)]) == 0


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("2014-05", "2014-05", "same"),
        ("2014-05-01/2014-05-31", "2014-05", "definite"),
        ("2014", "2014-05", "possible"),
        ("2014", "2015", "impossible"),
        ("2014", "soon", "unreadable"),
        ("2014", None, "absent"),
    ],
)
def test_times_are_compared_in_three_values(one: str, other: str | None, said: str) -> None:
    first, second = (
        None if value is None else Time(value=value, basis=TimeBasis.STATED)
        for value in (one, other)
    )

    assert compare_times(first, second) == compare_times(second, first) == said


# --- what must not matter -----------------------------------------------------------------------


@pytest.mark.parametrize("document", [SAMPLE, WHOLE], ids=["sample", "bundled"])
def test_a_dataset_agrees_with_itself_whatever_its_ids_and_order(document: Any) -> None:
    found = compared(document, renamed(document, 3))

    assert changed(found) == set()
    assert all(map(perfect, found.figures))
    assert found.disagreements == ()
    assert found.only_left == found.only_right == ()
    assert {len(pairs) for name, pairs in found.aligned.items() if name == "claims"} == {
        len(document["claims"])
    }


@settings(max_examples=60, derandomize=True, suppress_health_check=list(HealthCheck))
@given(testing.datasets(), st.integers(0, 10**6))
def test_any_dataset_agrees_with_itself(dataset: Dataset, seed: int) -> None:
    digests = {article.text.sha256 for article in dataset.articles}
    assume(dataset.articles and len(digests) == len(dataset.articles))
    document = {name: [] for name in ARRAYS} | json.loads(detente.dumps(dataset))
    found = detente.agree(dataset, load(renamed(document, seed)), samples=0)

    assert all(map(perfect, found.figures))
    assert "no disagreement" in shown(found)


def test_what_is_always_the_same_has_no_alpha() -> None:
    found = compared(SAMPLE, SAMPLE)["claims/pragmatic"]

    assert found.agreed == 1.0
    assert found.n == 9
    assert found.alpha is None
    assert "α –  agreed 1.000  n 9" in shown(compared(SAMPLE, SAMPLE))


@settings(max_examples=15)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_ids_order_and_sides_do_not_matter(seed: int, other: int) -> None:
    left, right = SAMPLE, noisy(SAMPLE, seed)
    found = compared(left, right, samples=50)

    assert in_short(found) == in_short(
        compared(renamed(left, other), renamed(right, seed), samples=50)
    )


def test_ids_order_and_sides_do_not_matter_on_two_articles() -> None:
    left, right = noisy(WHOLE, 1), noisy(WHOLE, 2)
    found = compared(left, right)

    assert len(found.disagreements) > 100
    assert in_short(found) == in_short(compared(renamed(left, 5), renamed(right, 6)))


@pytest.mark.parametrize("document", [SAMPLE, WHOLE], ids=["sample", "bundled"])
def test_swapping_the_sides_swaps_precision_and_recall_and_no_more(document: Any) -> None:
    left, right = noisy(document, 3), noisy(document, 4)
    one, other = compared(left, right, samples=50), compared(right, left, samples=50)

    assert changed(one) == changed(other) != set()
    for figure in one.figures:
        there = other[figure.key, figure.article]
        for name in ("exact", "overlapping", "code_points", "score"):
            if hasattr(figure, name):
                mine, theirs = getattr(figure, name), getattr(there, name)
                assert mine.precision == theirs.recall
                assert mine.recall == theirs.precision
                assert mine.f1 == theirs.f1
        for name in ("alpha", "low", "high", "agreed", "jaccard", "n"):
            mine, theirs = (getattr(each, name, None) for each in (figure, there))
            assert mine == pytest.approx(theirs)
    assert len(one.disagreements) == len(other.disagreements)


def test_a_comparison_can_be_repeated() -> None:
    right = noisy(WHOLE, 1)

    assert compared(WHOLE, right, samples=200) == compared(WHOLE, right, samples=200)
    one, other = (compared(WHOLE, right, samples=200, seed=s)["claims/kind"] for s in (0, 1))
    assert one.alpha == other.alpha
    assert one.low != other.low
    assert one.low < one.alpha < one.high


# --- what each change changes -------------------------------------------------------------------


def test_dropped_events_lower_recall_by_as_much() -> None:
    used = json.dumps([WHOLE[name] for name in ("claims", "links", "relations")])
    used += json.dumps([[e.get("part_of"), e.get("concerns")] for e in WHOLE["events"]])
    free = [e for e in WHOLE["events"] if f'"{e["id"]}"' not in used and len(e["accounts"]) == 1]
    gone = random.Random(1).sample([e["id"] for e in free], 3)
    found = after(without(*gone), of=WHOLE)
    accounts = found["events/accounts"].score

    assert (accounts.left - accounts.right, accounts.precision) == (3, 1.0)
    assert accounts.recall == (accounts.left - 3) / accounts.left
    assert changed(found) <= {
        "events/accounts",
        "spans/events",
        "spans/time words",
        "spans/source cues",
        "spans/quoted words",
        "coverage/under an event",
        "coverage/in reported speech",
    }
    assert {"events/accounts", "spans/events"} <= changed(found)
    alone = [d for d in found.disagreements if (d.layer, d.name) == ("events", "record")]
    assert {d.left.id for d in alone if d.left} == set(gone)
    assert all(d.right is None for d in alone)


@pytest.mark.parametrize("seed", range(3))
def test_a_changed_label_changes_its_figure_alone(seed: int) -> None:
    claim = random.Random(seed).choice([c for c in WHOLE["claims"] if c["kind"] == "interpretive"])
    found = after(put(claim["id"], "kind", to="evaluative"), of=WHOLE)
    figure = found["claims/kind"]

    assert changed(found) == {"claims/kind"}
    number = len(WHOLE["claims"])
    assert figure.agreed == (number - 1) / number
    # Alpha by its formula: 2 of all values differ.
    counts: dict[str, int] = {}
    for other in WHOLE["claims"]:
        counts[other["kind"]] = counts.get(other["kind"], 0) + 2
    counts["interpretive"] -= 1
    counts["evaluative"] += 1
    expected = 1 - sum(n * (n - 1) for n in counts.values()) / (2 * number * (2 * number - 1))
    assert figure.alpha == pytest.approx(1 - (1 / number) / expected)
    (one,) = found.disagreements
    assert one.left == (claim["id"], "interpretive", one.right.pointer if one.right else "")
    assert one.right is not None and one.right.value == "evaluative"
    place = WHOLE["claims"].index(claim)
    assert one.left is not None and one.left.pointer == f"/claims/{place}/kind"


def test_a_shifted_span_changes_the_places_alone() -> None:
    found = after(put("claim:lesson", "utterances", 0, "evidence", 0, "start", to=305))
    figure = found["spans/claims"]

    assert changed(found) == {"spans/claims", "coverage/under a claim"}
    assert figure.exact == Score(8, 9, 9)
    assert figure.overlapping.f1 == 1.0
    points = figure.code_points
    assert (points.left - points.right, points.precision) == (5, 1.0)
    (one,) = found.disagreements
    assert (one.layer, one.name, one.article, one.start) == (
        "claims",
        "place",
        "article:union",
        300,
    )
    assert one.right is not None and one.right.value == [[305, 325]]
    only = found["spans/claims", "article:later"]
    assert only.exact.f1 == 1.0


TIME = {"value": "1905-08-13", "basis": "resolved", "against": "article:union"}
PHASE = ("accounts", 0, "phases", 0)
FACTOR = ("accounts", 0, "factors", 0)
VOTE = ("event:vote", "accounts", 0)
HOPE = ("claim:hope-of-peace", "utterances", 0)


@pytest.mark.parametrize(
    ("edit", "figures"),
    [
        (put("event:vote", "type", to="consult"), {"events/type"}),
        (put("event:talks", "mode", to=None), {"events/mode"}),
        (put("event:talks", "aggregate", to=True), {"events/aggregate"}),
        (put("event:vote", "themes", to=["legal"]), {"events/themes"}),
        (put(*VOTE, "status", to="planned"), {"events/status"}),
        (put(*VOTE, "commitment", to="PR+"), {"events/commitment", "events/certainty"}),
        (put(*VOTE, "commitment", to="Uu"), {"events/commitment"}),
        (put(*VOTE, "pragmatic", to="PR+"), {"events/pragmatic"}),
        (put(*VOTE, "participants", 0, "role", to="recipient"), {"events/participants"}),
        (
            put(*VOTE, "participants", 0, "actor", to="actor:sweden"),
            {"events/participants", "events/actors"},
        ),
        (put(*VOTE, "time", to=None), {"events/time given", "spans/time words"}),
        (put(*VOTE, "time", "value", to="1905-08-13"), {"events/time"}),
        (put(*VOTE, "time", "value", to="1906"), {"events/time"}),
        (put(*VOTE, "time", "basis", to="inferred"), {"events/time basis"}),
        (put("event:vote", "concerns", to=["claim:lesson"]), {"events/concerns"}),
        (put("event:vote", "part_of", to="event:talks"), {"events/part of"}),
        (put("claim:lesson", "kind", to="factual"), {"claims/kind"}),
        (put("claim:lesson", "tense", to="past"), {"claims/tense"}),
        (put("claim:lesson", "direction", to="negative"), {"claims/direction"}),
        (
            put("claim:war-avoided", "condition", "kind", to="conditional"),
            {"claims/condition", "claims/antecedents"},
        ),
        (
            put("claim:war-avoided", "condition", to=None),
            {"claims/condition", "claims/antecedents"},
        ),
        (put("claim:lesson", "scope", to=TIME), {"claims/scope given"}),
        (put("claim:union-ended", "scope", "value", to="1905"), {"claims/scope"}),
        (put("claim:hope-of-peace", "themes", to=["military"]), {"claims/themes"}),
        (put("claim:lesson", "about", to=["actor:norway"]), {"claims/about"}),
        (put("claim:lesson", "judged", to="actor:norway"), {"claims/judged"}),
        (put("claim:war-avoided", "causes", to=["event:vote"]), {"claims/causes"}),
        (put(*HOPE, "grounds", to=["event:talks"]), {"claims/grounds"}),
        (put(*HOPE, "commitment", to="PS+"), {"claims/commitment"}),
        (put(*HOPE, "likelihood", to="likely"), set()),  # one side alone: no pair of values
        (put(*HOPE, "devices", to=["irony"]), {"claims/devices"}),
        (
            put(*HOPE, "sources", to=None),
            {"claims/reported", "spans/source cues", "coverage/in reported speech"},
        ),
        (put(*HOPE, "sources", 0, "kind", to="unspecified"), {"sources/kind"}),
        (put(*HOPE, "sources", 0, "act", to="belief"), {"sources/act"}),
        (put(*HOPE, "sources", 0, "mode", to="mixed"), {"sources/mode"}),
        (
            put(*HOPE, "sources", 0, "commitment", to="PR+"),
            {"sources/commitment", "sources/certainty"},
        ),
        (put(*HOPE, "sources", 0, "actor", to="actor:norway"), {"sources/actor"}),
        (put(*HOPE, "sources", 0, "cue", 0, "end", to=330), {"spans/source cues"}),
        (put("mention:norway-name", "form", to="metonym"), {"mentions/form"}),
        (put("mention:norway-name", "actor", to="actor:sweden"), None),
        (put("actor:norway", "kind", to="government"), {"actors/kind"}),
        (put("article:union", "uncoded", 0, "reason", to="unclear"), {"uncoded/reason"}),
        (
            put("article:union", "segments", 0, "kind", to="caption"),
            {"segments/kind", "coverage/segment kind"},
        ),
        (
            put("article:union", "segments", 0, "voice", to="author"),
            {"segments/voice", "coverage/voice"},
        ),
        (put("link:peace-doubted", "kind", to="counters"), {"links/kind", "links/ends and kind"}),
        (put("link:peace-doubted", "on", to="claim:lesson"), {"links/on"}),
        (
            put("relation:norway-sweden", *PHASE, "character", to="rivalry"),
            {"phases/character", "phases/characters"},
        ),
        (put("relation:norway-sweden", *PHASE, "trend", to="cooling"), {"phases/trend"}),
        (put("relation:norway-sweden", *PHASE, "denied", to=["alliance"]), {"phases/denied"}),
        (put("relation:norway-sweden", *PHASE, "patron", to="actor:norway"), {"phases/patron"}),
        (put("relation:norway-sweden", *PHASE, "period", "value", to="1906"), {"phases/period"}),
        (
            put("relation:norway-sweden", *FACTOR, "kind", to="interest"),
            {"factors/kind", "factors/kinds", "factors/kinds and holders"},
        ),
        (
            put("relation:norway-sweden", *FACTOR, "holder", to=None),
            {"factors/holder", "factors/kinds and holders"},
        ),
        (put("relation:norway-sweden", *FACTOR, "denied", to=True), {"factors/denied"}),
        (
            put("relation:norway-sweden", *FACTOR, "grounds", to=["claim:lesson"]),
            {"factors/grounds"},
        ),
        (without("link:same-matter"), {"links/ends", "links/ends and kind"}),
    ],
)
def test_a_change_changes_what_it_should_and_nothing_else(edit: Edit, figures: set | None) -> None:
    found = after(edit)

    if figures is not None:
        assert changed(found) == figures
    assert len(found.disagreements) >= 1
    for one in found.disagreements:
        assert one.left != one.right
        if one.left is not None and one.left.value is not None:
            assert resolved(SAMPLE, one.left.pointer)


def resolved(document: Any, pointer: str) -> bool:
    """Whether a pointer leads somewhere; its last step may be a field that is absent."""
    holder = document
    steps = pointer.split("/")[1:]
    for step in steps[:-1]:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    return int(steps[-1]) < len(holder) if isinstance(holder, list) else True


def test_a_mention_of_somebody_else() -> None:
    found = after(put("mention:norway-name", "actor", to="actor:sweden"))

    assert "mentions/actor" in changed(found)
    assert "mentions/form" not in changed(found)
    assert found["mentions/actor"].score == Score(1, 2, 2)


@pytest.mark.parametrize(
    ("gone", "layer"),
    [
        ("claim:still-friends", "claims"),
        ("event:talks", "events"),
        ("mention:norway-name", "mentions"),
        ("relation:norway-sweden", "relations"),
    ],
)
def test_what_one_side_lacks_is_listed_with_its_side(gone: str, layer: str) -> None:
    def records(found: Agreement) -> list:
        return [d for d in found.disagreements if (d.layer, d.name) == (layer, "record")]

    (one,) = records(after(without(gone)))
    assert one.left is not None and one.left.id.startswith(gone.partition(":")[0])
    assert one.right is None
    (other,) = records(compared(edited(SAMPLE, without(gone)), SAMPLE))
    assert other.left is None
    assert other.right is not None and other.right.id == gone
    assert (one.start, one.end) == (other.start, other.end)


def test_a_claim_where_the_other_has_an_event() -> None:
    def to_claim(document: Any) -> None:
        without("event:talks")(document)
        claim = copy.deepcopy(by_id(document, "claim:still-friends"))
        claim["id"] = "claim:talks"
        claim["utterances"][0] |= {
            "article": "article:union",
            "evidence": [{"start": 117, "end": 173}],
        }
        document["claims"].append(claim)

    found = after(to_claim)
    events = [d for d in found.disagreements if (d.layer, d.name) == ("events", "record")]
    claims = [d for d in found.disagreements if (d.layer, d.name) == ("claims", "record")]

    assert [side.id for side in events[0].instead] == ["claim:talks"]
    assert [side.id for side in claims[0].instead] == ["event:talks"]
    assert "B has none; there: claim:talks interpretive" in shown(found)


def test_one_claim_or_two() -> None:
    def split(document: Any) -> None:
        claim = by_id(document, "claim:never-allies")
        other = copy.deepcopy(claim) | {"id": "claim:later"}
        other["utterances"] = [claim["utterances"].pop()]
        document["claims"].append(other)

    found = after(split)

    assert found["claims/utterances"].score.f1 == 1.0
    assert found["claims/same claim"].score == Score(1, 2, 1)
    assert "claims/same claim" in changed(found)
    # Each of the two utterances has a partner, one of the two records has.
    assert len(found.aligned["claims"]) == len(SAMPLE["claims"])


def test_several_claims_on_one_sentence_find_their_like() -> None:
    def doubled(document: Any) -> None:
        for name, kind, about in (
            ("first", "evaluative", ["actor:norway"]),
            ("second", "factual", ["actor:sweden"]),
        ):
            claim = copy.deepcopy(by_id(document, "claim:lesson"))
            claim |= {"id": f"claim:{name}", "kind": kind, "about": about}
            claim["proposition"] = f"The {name} thing."
            document["claims"].append(claim)

    both = edited(SAMPLE, doubled)
    found = compared(both, renamed(both, 2))

    assert changed(found) == set()


def test_links_that_contradict_have_no_direction() -> None:
    def contradicting(document: Any) -> None:
        link = by_id(document, "link:same-matter")
        link["kind"] = "contradicts"

    def turned(document: Any) -> None:
        link = by_id(document, "link:same-matter")
        link["source"], link["target"] = link["target"], link["source"]

    left = edited(SAMPLE, contradicting)
    assert changed(compared(left, edited(left, turned))) == set()
    assert changed(after(turned)) == {"links/ends", "links/ends and kind"}


def test_words_of_links_and_quotations() -> None:
    def marked(document: Any) -> None:
        by_id(document, "link:peace-doubted")["cue"] = [{"start": 256, "end": 260}]
        source = by_id(document, "claim:hope-of-peace")["utterances"][0]["sources"][0]
        source["quoted"] = [{"start": 340, "end": 345}]
        source |= {"kind": "named", "actor": "actor:michelsen"}

    left = edited(SAMPLE, marked)
    found = compared(left, SAMPLE)

    assert found["spans/link cues"].exact == Score(0, 1, 0)
    assert found["spans/quoted words"].exact == Score(0, 1, 0)
    assert found["sources/actor"].score == Score(0, 1, 0)
    assert changed(compared(left, left)) == set()


def test_sources_of_sources() -> None:
    def nested(document: Any) -> None:
        sources = by_id(document, "claim:hope-of-peace")["utterances"][0]["sources"]
        sources.append({**sources[0], "kind": "document"})

    found = after(nested)

    assert changed(found) >= {"sources/depth"}
    assert found["sources/kind"].n == 1


def test_factors_of_other_kinds_are_paired_by_what_supports_them() -> None:
    def other(document: Any) -> None:
        factor = by_id(document, "relation:norway-sweden")["accounts"][0]["factors"][0]
        factor |= {"kind": "interest", "grounds": ["claim:lesson"]}

    found = after(other)

    assert found["factors/factors"].score == Score(0, 1, 1)
    assert found["factors/kind"].n == 0
    assert [d.name for d in found.disagreements if d.layer == "factors"] == ["record", "record"]


def test_phases_without_anything_in_common_are_no_pair() -> None:
    def other(document: Any) -> None:
        phase = by_id(document, "relation:norway-sweden")["accounts"][0]["phases"][0]
        phase |= {
            "character": "hostility",
            "grounds": ["claim:lesson"],
            "period": {"value": "1800", "basis": "inferred"},
        }

    assert after(other)["phases/phases"].score == Score(0, 1, 1)


def test_actors_are_known_by_identifiers_names_and_mentions() -> None:
    def others(document: Any) -> None:
        norway, sweden, union, michelsen = document["actors"]
        norway["names"] = [{"text": "Noreg", "kind": "common"}]  # the code is left
        sweden["names"] = [{"text": " SWEDEN. ", "kind": "common"}]  # the name, normalised
        union["names"] = [{"text": "—", "kind": "common"}]  # nothing
        document["mentions"][1]["actor"] = michelsen["id"]
        michelsen["names"] = [{"text": "They", "kind": "common"}]

    left = edited(SAMPLE, put("mention:norway-pronoun", "actor", to="actor:michelsen"))
    right = renamed(edited(SAMPLE, others), 1)
    names = {a["names"][0]["text"]: a["id"] for a in right["actors"]}
    found = compared(left, right)

    assert set(found.aligned["actors"]) == {
        ("actor:norway", names["Noreg"]),
        ("actor:sweden", names[" SWEDEN. "]),
        ("actor:michelsen", names["They"]),  # one mention
    }
    assert found["mentions/actor"].score.f1 == 1.0
    assert found["claims/about"].score.f1 == 1.0


def test_an_actor_that_one_side_lacks() -> None:
    def nobody(document: Any) -> None:
        document["mentions"][1]["spans"] = [{"start": 90, "end": 95}]
        document["mentions"][1]["actor"] = "actor:michelsen"

    found = compared(SAMPLE, edited(SAMPLE, without("actor:michelsen")))
    assert found["actors/records"].score.f1 == 1.0  # it is not mentioned

    left = edited(SAMPLE, nobody)
    right = edited(left, without("actor:michelsen", "mention:norway-pronoun"))
    found = compared(left, right)
    assert found["actors/records"].score == Score(1, 2, 1)
    (one,) = [d for d in found.disagreements if d.layer == "actors"]
    assert one.left == ("actor:michelsen", "person Christian Michelsen", "/actors/3")


def test_references_to_what_is_not_there_do_no_harm() -> None:
    def broken(document: Any) -> None:
        document["mentions"][0]["actor"] = "actor:nobody"
        by_id(document, "claim:lesson")["about"] = ["actor:nobody", "event:none"]

    found = after(broken)

    assert "mentions/actor" in changed(found)
    assert found["claims/about"].score == Score(8, 9, 9)


def test_spans_that_make_no_sense_do_no_harm() -> None:
    def broken(document: Any) -> None:
        by_id(document, "claim:lesson")["utterances"][0]["evidence"] = [
            {"start": 325, "end": 300},
            {"start": 300, "end": 4000},
        ]
        document["claims"].append(by_id(document, "claim:no-vote"))  # the same id twice
        by_id(document, "event:vote")["accounts"][0]["time"]["value"] = "1905-13"

    found = after(broken)

    assert found["spans/claims"].exact.right == 11
    assert found["events/time"].unreadable == 1
    assert "not EDTF 1" in shown(found)


# --- articles and windows -----------------------------------------------------------------------


def test_articles_are_known_by_their_text_and_a_missing_one_is_said() -> None:
    def one_alone(document: Any) -> None:
        without("article:later")(document)

    right = renamed(edited(SAMPLE, one_alone), 4)
    found = compared(SAMPLE, right)

    assert [a.left for a in found.articles] == ["article:union"]
    assert found.only_left == ("article:later",)
    assert "only in A, not compared: article:later" in shown(found)
    # What is said of the other article alone counts for nothing.
    assert "claims/utterances" not in changed(found)
    with pytest.raises(KeyError):
        found["claims/kind", "article:union"]  # it would be the same as all together
    back = compared(right, SAMPLE)
    assert back.only_right == ("article:later",)


def test_no_article_in_common() -> None:
    left, right = (edited(SAMPLE, without(f"article:{a}")) for a in ("later", "union"))

    with pytest.raises(InputError, match="left: article:union; right: article:later"):
        compared(left, right)
    with pytest.raises(InputError, match="right: none"):
        detente.agree(load(SAMPLE), Dataset())


def test_one_text_twice() -> None:
    def doubled(document: Any) -> None:
        document["articles"].append({**document["articles"][0], "id": "article:again"})

    with pytest.raises(InputError, match="article:union, article:again"):
        after(doubled)


def cut(document: Any, article: str, start: int, end: int) -> Any:
    """What an annotator would have who saw one stretch of an article alone."""

    def inside(spans: list) -> list:
        return [s for s in spans if start <= s["start"] and s["end"] <= end]

    document = copy.deepcopy(document)
    for name, parts in (("events", "accounts"), ("claims", "utterances")):
        for record in document[name]:
            record[parts] = [
                {**part, "evidence": inside(part["evidence"])}
                for part in record[parts]
                if part["article"] == article and inside(part["evidence"])
            ]
        document[name] = [record for record in document[name] if record[parts]]
    for mention in document["mentions"]:
        mention["spans"] = inside(mention["spans"]) if mention["article"] == article else []
    document["mentions"] = [m for m in document["mentions"] if m["spans"]]
    for other in document["articles"]:
        for uncoded in other.get("uncoded", ()):
            uncoded["spans"] = inside(uncoded["spans"]) if other["id"] == article else []
        other["uncoded"] = [u for u in other.get("uncoded", ()) if u["spans"]]
    return document


def test_within_a_paragraph_a_part_is_the_whole() -> None:
    article = WHOLE["articles"][0]
    first, second = [s for s in article["segments"] if s["kind"] == "body"][4:6]
    part = cut(WHOLE, article["id"], first["start"], second["end"])
    window = (article["id"], first["start"], second["end"])
    found = compared(WHOLE, part, within=[window])

    assert changed(compared(WHOLE, part)) > {"claims/utterances"}
    assert changed(found) == set()
    assert found.disagreements == ()
    assert 0 < found["claims/utterances"].score.left < 15
    assert found["coverage/under a claim"].n < second["end"] - first["start"]
    assert [a.left for a in found.articles] == [article["id"]]
    # Two windows are those two; the order and the id of the side do not matter.
    apart = [(article["id"], s["start"], s["end"]) for s in (second, first)]
    right = renamed(part, 1)
    theirs = next(a for a in right["articles"] if a["text"] == article["text"])["id"]
    again = compared(WHOLE, right, within=[apart[0], (theirs, *apart[1][1:])])
    assert again["claims/kind"].n == found["claims/kind"].n
    assert changed(again) == set()


def test_windows_count_what_lies_in_them() -> None:
    found = compared(SAMPLE, SAMPLE, within=[("article:union", 24, 175)])

    assert found["spans/events"].exact.left == 2
    assert found["spans/claims"].exact.left == 1
    assert found["spans/segments"].exact.left == 0  # it goes on behind the window
    assert found["coverage/voice"].n == 151
    assert found["coverage/voice"].alpha is None
    assert found["claims/grounds"].score.left == 0
    assert found["phases/phases"].score.left == 1  # its ground is inside
    assert found["factors/factors"].score.left == 0
    assert "within 24-175" in shown(found)


def test_windows_in_two_articles() -> None:
    windows = [("article:union", 24, 175), ("article:later", 14, 114)]
    found = compared(SAMPLE, renamed(SAMPLE, 1), within=windows)

    assert [window.article for window in found.windows] == ["article:union", "article:later"]
    assert found["spans/claims", "article:later"].exact.left == 3
    assert found["spans/claims"].exact.left == 4
    assert shown(found).count("  within ") == 2
    # The link of the other article, and the one whose source lies outside, do not count.
    assert found["links/ends"].score == Score(1, 1, 1)


def test_a_link_that_another_article_makes() -> None:
    def moved(document: Any) -> None:
        by_id(document, "link:same-matter")["article"] = "article:later"

    found = after(moved)
    assert found["links/ends"].score == Score(2, 2, 2)
    assert found["links/ends", "article:later"].score.f1 is not None
    assert found["links/ends", "article:later"].score.f1 <= 1

    left = edited(SAMPLE, put("link:peace-doubted", "article", to="article:later"))
    union = compared(left, edited(left, without("article:later")))
    assert union["links/ends"].score == Score(0, 0, 0)


def test_a_window_without_anything() -> None:
    found = compared(SAMPLE, SAMPLE, within=[("article:union", 22, 24)])

    assert found["coverage/voice"].n == 0
    assert found["coverage/voice"].agreed is None
    assert found["claims/kind"].agreed is None
    assert found["spans/claims"].exact.f1 is None
    assert found["spans/claims"].exact.precision is found["spans/claims"].exact.recall is None
    assert "no disagreement" in shown(found)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"within": [("article:other", 0, 5)]}, "those are: article:union, article:later"),
        ({"within": [("article:union", 5, 5)]}, "no window from 5 to 5"),
        ({"within": [("article:union", 5, 9999)]}, "the window ends at 9999, the text at "),
        ({"samples": -1}, "samples: expected 0 or more"),
        ({"seed": -1}, "seed: expected 0 or more"),
    ],
)
def test_wrong_options_are_refused(options: dict, said: str) -> None:
    with pytest.raises(InputError, match=said):
        compared(SAMPLE, SAMPLE, **options)


@pytest.mark.parametrize("module", ["numpy", "scipy.optimize", "krippendorff"])
def test_without_the_extra_it_is_said_how_to_get_it(module: str, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(MissingExtraError, match=r"detente\[agreement\]"):
        compared(SAMPLE, SAMPLE)


# --- the list, the text, the command ---------------------------------------------------------------


def test_disagreements_are_in_order_and_plain() -> None:
    found = compared(WHOLE, noisy(WHOLE, 1))
    listed = found.to_dict()["disagreements"]
    order = [a.left for a in found.articles]
    places = [
        (-1 if d["article"] is None else order.index(d["article"]), d["start"] or -1)
        for d in listed
    ]

    assert all(one <= other for one, other in pairwise(places))
    assert json.loads(json.dumps(found.to_dict())) == json.loads(json.dumps(found.to_dict()))
    assert set(listed[0]) == {
        "layer",
        "name",
        "article",
        "start",
        "end",
        "left",
        "right",
        "instead",
    }


def test_a_figure_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        compared(SAMPLE, SAMPLE)["claims/colour"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    status = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return status, out, err


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "one.detente.json", tmp_path / "other.detente.json"
    for path, document in zip(paths, (WHOLE, noisy(WHOLE, 1)), strict=True):
        path.write_text(json.dumps(document), encoding="utf-8")
    return paths


def test_the_command_says_what_it_found(capsys, files) -> None:
    status, out, _ = run(capsys, "agree", *files, "--samples", 100)

    assert status == 0
    assert f"A  {files[0]}" in out
    assert "intervals: 95 %, 100 resamples, seed 0" in out
    assert "--all lists all of them" in out
    every = run(capsys, "agree", *files, "--samples", 100, "--all")[1]
    assert len(every) > len(out)
    assert "--all" not in every
    assert " more" not in every
    claims = [line for line in out.splitlines() if line.startswith("  kind ")]
    assert "[" in claims[-2] or "[" in claims[-1]


def test_the_command_writes_json(capsys, files) -> None:
    status, out, _ = run(capsys, "agree", "@dprk-russia", files[1], "--format", "json", "--seed", 3)
    found = json.loads(out)

    assert status == 0
    assert found["seed"] == 3
    assert found["samples"] == 1000
    assert found["left"] == "@dprk-russia"
    figures = {(f["layer"], f["name"], f["article"]): f for f in found["figures"]}
    kind = figures["claims", "kind", None]
    assert kind["low"] < kind["alpha"] < kind["high"]
    assert figures["spans", "claims", None]["exact"]["f1"] < 1
    assert found["disagreements"]


def test_the_command_takes_windows(capsys, files) -> None:
    article = WHOLE["articles"][0]["id"]
    options = ["agree", *files, "--samples", 0, "--within"]
    status, out, _ = run(capsys, *options, f"{article}:100-900", "--within", f"{article}:950-1500")

    assert status == 0
    assert "within 100-900" in out
    assert "within 950-1500" in out
    short = run(capsys, *options, f"{article.partition(':')[2]}:100-900")[1]
    assert "within 100-900" in short
    for wrong in (article, f"{article}:9", f"{article}:a-b", "5-9"):
        status, _, err = run(capsys, *options, wrong)
        assert status == 2
        assert "expected ARTICLE:START-END" in err


def test_the_command_says_why_it_cannot(capsys, files, monkeypatch) -> None:
    import io

    broken = files[0].with_name("broken.detente.json")
    broken.write_text('{"format": "detente"', encoding="utf-8")

    assert run(capsys, "agree", files[0], broken)[0] == 2
    assert run(capsys, "agree", files[0], "nothing.detente.json")[0] == 2
    status, _, err = run(capsys, "agree", "@dprk-russia", files[0].parent / "broken.detente.json")
    assert status == 2
    assert "broken.detente.json" in err
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DATA)))
    status, _, err = run(capsys, "agree", files[0], "-")
    assert status == 2
    assert "no article has the same text" in err
    assert "<stdin>" in err


def test_names_of_the_sides() -> None:
    bare = load({name: value for name, value in SAMPLE.items() if name != "dataset"})
    found = detente.agree(bare, load(SAMPLE), samples=0)

    assert (found.left, found.right) == ("a dataset", "dataset:sample")
    assert isinstance(found, Agreement)


def test_the_text_begins_with_what_is_strong_and_weak() -> None:
    def moved(document: Any) -> None:
        for claim in document["claims"][::3]:
            claim["kind"] = "causal"

    found = after(moved, of=WHOLE)
    strongest, weakest, means, *_ = shown(found).splitlines()

    assert strongest.startswith("strongest: coverage/under a claim α 1.000 (n ")
    kind = found["claims/kind"]
    assert weakest.startswith(f"weakest:   claims/kind α {kind.alpha:.3f} (n {kind.n}), ")
    assert "of the figures with n of at least 10; " in means
    assert "docs/agreement.md" in means
    few = compared(SAMPLE, SAMPLE, within=[("article:union", 22, 24)])
    assert shown(few).splitlines()[:2] == ["strongest: –", "weakest:   –"]


def test_disagreements_have_a_denominator() -> None:
    kinds = after(put("claim:lesson", "kind", to="causal"), put("event:vote", "label", to="x"))
    records = sum(map(len, kinds.aligned.values())) + len(kinds.articles)
    assert f"1 disagreement, in 1 of {records} records compared" in shown(kinds)
    # A record that one side lacks counts too, once.
    less = after(without("actor:michelsen", "claim:lesson"))
    lost = {side.id for d in less.disagreements for side in (d.left, d.right) if side}
    assert "claim:lesson" in lost
    assert sum(map(len, less.aligned.values())) + len(less.articles) < records
    assert f" of {records - 1} records compared" in shown(less)  # the actor is not mentioned


def test_a_rare_value_is_said_to_be_one() -> None:
    values = {"layer": "claims", "article": None}
    label = {"metric": "nominal", "jaccard": None, "low": None, "high": None, "undefined": 0}
    cover = {"left": None, "right": None}
    for n, alpha, agreed, rare in (
        (50, -0.02, 0.96, True),
        (50, 0.1, 0.8, True),
        (50, 0.3, 0.96, False),
        (50, -0.02, 0.5, False),
        (50, None, 1.0, False),
    ):
        given = {**values, "n": n, "alpha": alpha, "agreed": agreed}
        figures = (
            LabelFigure(name="kind", **given, **label),
            CoverageFigure(name="voice", **given, **cover),
        )
        text = shown(dataclasses.replace(compared(SAMPLE, SAMPLE), figures=figures))
        assert text.count("  (one value is rare)") == 2 * rare
        assert text.count(", one value is rare)") == 2 * rare
