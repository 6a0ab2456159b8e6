"""Claims that can both be right: close to each other, rival answers, opposed remedies; and orders."""

import pytest

import detente
from tests.lethra import TIE, compared
from tests.two_articles import (
    NEW,
    OLD,
    by,
    claim,
    dataset,
    event,
    found,
    link,
    of,
    one,
    says,
)

NORMATIVE = {"kind": "normative"}
IF = {"condition": {"kind": "conditional", "antecedents": ["claim:z"]}}


@pytest.mark.parametrize(
    ("kind", "signs", "expected"),
    [
        ("parallels", ("CT+", "PS+"), ("parallel", "weaker-sentence", "definite")),
        ("rivals", ("CT+", "PS+"), ("rival", "rival-answers", "definite")),
        # Of what is denied neither a weaker sentence nor an answer follows.
        ("parallels", ("CT-", "CT-"), ("reported", "linked-not-held", "definite")),
        ("parallels", ("CT+", "CT-"), ("reported", "linked-not-held", "definite")),
        ("rivals", ("CT-", "CT+"), ("reported", "linked-not-held", "definite")),
        ("rivals", ("Uu", "CT+"), ("reported", "linked-not-held", "definite")),
    ],
)
def test_parallels_and_rivals_take_two_that_are_held(kind, signs, expected) -> None:
    left, right = claim("x", by(OLD, signs[0])), claim("y", by(NEW, signs[1]))

    assert one(left, right, link(kind, "claim:x", "claim:y")) == expected
    assert one(left, right, link(kind, "claim:y", "claim:x")) == expected


@pytest.mark.parametrize("kind", ["parallels", "rivals"])
def test_what_is_held_on_a_condition_or_denied_elsewhere_is_possible(kind) -> None:
    join = link(kind, "claim:x", "claim:y")
    right = claim("y", by(NEW))

    assert one(claim("x", by(OLD), **IF), right, join)[2] == "possible"
    assert one(claim("x", by(OLD), by(OLD, "CT-")), right, join)[2] == "possible"
    assert one(claim("x", by(OLD)), right, {**join, "confidence": "low"})[2] == "possible"


@pytest.mark.parametrize(
    ("kind", "verdict", "rule"),
    [
        ("contradicts", "contradict", "remedies-excluded"),
        ("rivals", "rival", "rival-remedies"),
    ],
)
def test_two_normative_claims_are_opposed_remedies(kind, verdict, rule) -> None:
    join = link(kind, "claim:x", "claim:y")
    left, right = claim("x", by(OLD), **NORMATIVE), claim("y", by(NEW), **NORMATIVE)
    made = detente.compare(dataset(left, right, join))
    (item,) = made

    assert (item.verdict.value, item.rule.value) == (verdict, rule)
    assert made.opposed_remedies == (item,)
    # What one of them only describes is no remedy.
    other = detente.compare(dataset(left, claim("y", by(NEW)), join))
    assert other.opposed_remedies == ()
    assert len(other) == 1


def test_a_rival_of_what_both_hold_leaves_it_shared() -> None:
    records = claim("x", by(OLD)), claim("y", by(OLD), by(NEW))
    made = detente.compare(dataset(*records, link("rivals", "claim:x", "claim:y")))

    assert of(made, "claim:y").verdict.value == "agree"
    assert of(made, "claim:x").also == ("claim:y",)
    both = claim("x", by(OLD), by(NEW)), claim("y", by(OLD), by(NEW))
    made = detente.compare(dataset(*both, link("rivals", "claim:x", "claim:y")))
    assert [verdict for verdict, *_ in found(made)] == ["agree", "agree"]


def test_a_contradiction_or_agreement_comes_before_a_rival_and_that_before_a_parallel() -> None:
    records = [claim("x", by(OLD)), claim("y", by(NEW))]
    links = [link(kind, "claim:x", "claim:y") for kind in ("parallels", "rivals", "specifies")]
    made = detente.compare(dataset(*records, *links))

    assert of(made, "claim:x").verdict.value == "agree"
    assert [item.records for item in (*made.rivals, *made.parallels)] == [(), ()]
    made = detente.compare(dataset(*records, *links[:2]))
    assert of(made, "claim:x").verdict.value == "rival"


def test_two_events_told_in_opposite_orders_contradict() -> None:
    events = [event(slug, says(OLD), says(NEW)) for slug in "ab"]
    there = link("precedes", "event:a", "event:b", article=OLD)
    back = link("precedes", "event:b", "event:a", article=NEW)
    (item,) = detente.compare(dataset(*events, there, back)).contradictions

    assert (item.rule.value, item.modality) == ("opposite-order", "definite")
    assert [position.record for position in item.left] == ["event:a", "event:b"]
    assert [position.record for position in item.right] == ["event:b", "event:a"]
    assert item.links == (there["id"], back["id"])
    (unsure,) = detente.compare(dataset(*events, there, {**back, "confidence": "low"})).where(
        verdict="contradict"
    )
    assert unsure.modality == "possible"


def test_an_order_that_one_gives_alone_or_both_give_is_no_contradiction() -> None:
    events = [event(slug, says(OLD), says(NEW)) for slug in "ab"]
    there = link("precedes", "event:a", "event:b", article=OLD)
    same = {**link("precedes", "event:a", "event:b", article=NEW), "id": "link:same"}

    for links in ([there], [there, same]):
        made = detente.compare(dataset(*events, *links))
        assert [verdict for verdict, *_ in found(made)] == ["agree", "agree"]
    # An event of which the other does not speak is put in no order by it.
    apart = [event("a", says(OLD)), event("b", says(NEW))]
    made = detente.compare(dataset(*apart, there))
    assert {verdict for verdict, *_ in found(made)} == {"only_left", "only_right"}
    back = link("precedes", "event:b", "event:a", article=NEW)
    assert detente.compare(dataset(*apart, there, back)).contradictions == ()


def test_a_condition_of_one_account_makes_what_follows_possible() -> None:
    planned = says(OLD, "planned", **IF)
    shared = detente.compare(dataset(event("e", planned, says(NEW, "planned"))))
    (item,) = shared
    assert (item.verdict.value, item.modality, item.differs) == (
        "agree",
        "possible",
        ("condition",),
    )
    denied = detente.compare(dataset(event("e", planned, says(NEW, "planned", "CT-"))))
    assert [(i.verdict.value, i.modality) for i in denied] == [("contradict", "possible")]
    same = detente.compare(dataset(event("e", planned, says(NEW, "planned", **IF))))
    assert found(same) == [("agree", "shared-event", "definite")]


def test_the_invented_articles_differ_in_answers_remedies_and_orders() -> None:
    made = compared()

    assert {item.rule.value: item.relation for item in (*made.rivals, *made.parallels)} == {
        "rival-answers": TIE,
        "rival-remedies": TIE,
        "weaker-sentence": TIE,
    }
    assert [{*item.records} for item in made.opposed_remedies] == [
        {"claim:open-records", "claim:closed-records"},
        {"claim:commission", "claim:third"},
    ]
    assert "opposite-order" in [item.rule.value for item in made.contradictions]
