"""How central a claim or event is: what it rests upon, and what rests on it."""

from typing import Any

import pytest

import detente
from tests.lethra import ROE, compared
from tests.two_articles import NEW, OLD, by, claim, dataset, event, of, phase, says, tie

CONDITION = {"kind": "conditional", "antecedents": ["claim:b"]}


@pytest.mark.parametrize(
    "more",
    [
        {"causes": ["claim:b"]},
        {"effects": ["claim:b"]},
        {"condition": CONDITION},
    ],
)
def test_causes_effects_and_conditions_count_like_grounds(more: dict[str, Any]) -> None:
    made = detente.compare(dataset(claim("a", by(OLD), **more), claim("b", by(OLD))))
    grounded = dataset(claim("a", by(OLD, grounds=["claim:b"])), claim("b", by(OLD)))

    for item in (*made, *detente.compare(grounded)):
        assert item.weight == 1


def test_a_cause_counts_for_its_effect_and_a_condition_for_an_event() -> None:
    cause = claim("a", by(OLD), causes=["event:c"], effects=["event:d"])
    events = event("c", says(OLD)), event("d", says(OLD, condition=CONDITION))
    made = detente.compare(dataset(cause, *events, claim("b", by(OLD))))

    assert {item.records[0]: item.weight for item in made} == {
        "claim:a": 2,
        "claim:b": 1,
        "event:c": 2,
        "event:d": 3,
    }


def test_one_record_joined_twice_counts_once() -> None:
    twice = claim("a", by(OLD, grounds=["claim:b"]), causes=["claim:b"])
    assert of(detente.compare(dataset(twice, claim("b", by(OLD)))), "claim:a").weight == 1


def test_what_only_the_other_joins_is_counted_on_its_own_side() -> None:
    shared = claim("a", by(OLD, grounds=["claim:b", "claim:c"]), by(NEW, grounds=["claim:d"]))
    made = detente.compare(dataset(shared, *(claim(slug, by(OLD)) for slug in "bc")))
    assert of(made, "claim:a").weight == 3


def test_a_phase_is_as_central_as_what_it_rests_upon() -> None:
    account = {"phases": [phase("2001", "claim:a", "claim:b", trend="steady")]}
    made = detente.compare(dataset(claim("a", by(OLD)), claim("b", by(OLD)), tie(account)))
    assert [item.weight for item in made if not item.records] == [2]


def test_a_thesis_that_rests_on_causes_alone_comes_first() -> None:
    thesis = claim("thesis", by(NEW), causes=["claim:a", "claim:b", "claim:c"])
    others = [claim(slug, by(NEW)) for slug in "abc"]
    made = detente.compare(dataset(*others, thesis))

    assert made.only(NEW)[0].records == ("claim:thesis",)
    (rival,) = (i for i in compared().rivals if i.rule.value == "rival-answers")
    assert rival.weight == max(item.weight for item in compared())
    assert rival.right[0].article == ROE
