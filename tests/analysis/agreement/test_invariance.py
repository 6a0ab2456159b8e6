"""What must not matter for agreement: ids, order, sides."""

import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import detente
from detente import Dataset, testing
from detente.records import ARRAYS
from detente.render.agreement import agreement as shown
from tests.analysis.agreement.editing import (
    SAMPLE,
    WHOLE,
    changed,
    compared,
    in_short,
    load,
    noisy,
    perfect,
    renamed,
)
from tests.profiles import examples


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


@examples(0.5)
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


@examples(0.25)
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
