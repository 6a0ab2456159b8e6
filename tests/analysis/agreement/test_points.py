"""Sets of code points as ranges: those of plain sets, at any size."""

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente.analysis.agreement import measures
from detente.analysis.agreement.points import Points
from tests.sample import DATA

places = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 12), st.integers(0, 12)), max_size=6)


def plain(given_places):
    return {(article, n) for article, start, end in given_places for n in range(start, end)}


@given(places, places)
def test_they_are_what_sets_of_code_points_are(one, other):
    ones, others = Points(one), Points(other)

    assert plain(ones.places) == plain(one)
    assert ones.size == len(plain(one))
    assert bool(ones) is bool(plain(one))
    assert plain((ones & others).places) == plain(one) & plain(other)
    assert ones.jaccard(others) == measures.jaccard(plain(one), plain(other))
    assert list(ones.places) == sorted(ones.places)
    assert Points(reversed(one)).places == ones.places


def test_their_cost_does_not_depend_on_how_far_they_go():
    far = Points.under([(0, 10**15), (10**15, 10**40)])
    assert far.places == ((0, 0, 10**40),)
    assert (far & Points.under([(5, 10**30)])).size == 10**30 - 5


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=20))
def test_alpha_of_code_points_is_that_of_the_library(pairs):
    np, krippendorff = pytest.importorskip("numpy"), pytest.importorskip("krippendorff")
    alpha, agreed = measures.code_point_alpha(Counter(pairs))
    numbers = np.array(
        [["abc".index(value) for value in side] for side in zip(*pairs, strict=True)]
    )
    if len(np.unique(numbers)) < 2:
        assert alpha is None
    else:
        found = krippendorff.alpha(reliability_data=numbers, level_of_measurement="nominal")
        assert alpha == pytest.approx(found)
    assert agreed == sum(a == b for a, b in pairs) / len(pairs)


def test_alpha_of_no_code_point_and_of_one_is_none():
    assert measures.code_point_alpha({}) == (None, None)
    assert measures.code_point_alpha({("a", "b"): 1}) == (None, 0.0)


def test_a_span_that_goes_on_for_ever_is_compared():
    """An offset of the schema may be any number."""
    plain_ = json.loads(DATA)
    plain_["claims"][0]["utterances"][0]["evidence"][0]["end"] = 10**12
    plain_["articles"][0]["segments"][-1]["end"] = 10**15
    far = detente.loads(json.dumps(plain_))

    agreement = detente.agree(far, detente.loads(DATA), samples=1)

    assert {f.n for f in agreement.figures if f.layer == "coverage" and f.article is None} == {max(
        f.n for f in agreement.figures if f.layer == "coverage"
    )}  # fmt: skip
    assert max(f.n for f in agreement.figures if f.layer == "coverage") > 10**14
