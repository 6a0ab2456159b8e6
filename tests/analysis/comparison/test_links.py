"""Claims and events that a link joins."""

from typing import Any

import pytest

import detente
from tests.two_articles import (
    NEW,
    OLD,
    by,
    claim,
    dataset,
    event,
    link,
    one,
    says,
    time,
)


def linked(kind: str, left: dict, right: dict, **more: Any) -> tuple[str, str, str]:
    """The verdict on a claim of the earlier article as source, of the later one as target."""
    return one(left, right, link(kind, "claim:x", "claim:y"), **more)


@pytest.mark.parametrize(
    ("signs", "verdict", "rule"),
    [
        (("CT+", "CT+"), "contradict", "excluded"),
        (("PS+", "PR+"), "contradict", "excluded"),
        (("CT+", "CT-"), "agree", "both-reject"),
        (("CT-", "CT-"), "reported", "linked-not-held"),
        (("Uu", "CT+"), "reported", "linked-not-held"),
        (("Uu", "CT-"), "reported", "linked-not-held"),
    ],
)
def test_a_contradiction_goes_by_the_signs(signs, verdict, rule) -> None:
    left, right = claim("x", by(OLD, signs[0])), claim("y", by(NEW, signs[1]))

    assert linked("contradicts", left, right)[:2] == (verdict, rule)


@pytest.mark.parametrize(
    ("scopes", "expected"),
    [
        (("2001", "2001"), ("contradict", "excluded", "definite")),
        (("2000/2005", "2003/"), ("contradict", "excluded", "definite")),
        (("2000/2005", "2005/2008"), ("contradict", "excluded", "possible")),
        (("2000/2005", None), ("contradict", "excluded", "possible")),
        ((None, None), ("contradict", "excluded", "possible")),
        (("2000/2005", "2006"), ("different_scope", "other-times", "definite")),
        (("/2005", "2006/2008"), ("different_scope", "other-times", "definite")),
    ],
)
def test_what_is_said_of_other_times_does_not_contradict(scopes, expected) -> None:
    left, right = (
        claim(slug, by(article_), **({"scope": scope} if scope else {}))
        for slug, article_, scope in zip("xy", (OLD, NEW), scopes, strict=True)
    )

    assert linked("contradicts", left, right) == expected


def test_the_timeless_holds_at_any_time() -> None:
    left, right = claim("x", by(OLD), tense="timeless"), claim("y", by(NEW), scope="2001")

    assert linked("contradicts", left, right)[2] == "definite"
    assert one(left, right, link("contradicts", "claim:y", "claim:x"))[2] == "definite"


def test_what_is_claimed_on_a_condition_contradicts_possibly() -> None:
    depends = {"condition": {"kind": "conditional", "antecedents": ["claim:z"]}}
    left, right = claim("x", by(OLD), scope="2001", **depends), claim("y", by(NEW), scope="2001")
    assert linked("contradicts", left, right) == ("contradict", "excluded", "possible")

    denied = claim("y", by(NEW, "CT-"))
    assert linked("specifies", left, denied) == ("contradict", "entailed-denied", "possible")


def test_a_prediction_falls_within_its_scope() -> None:
    future = {"kind": "predictive", "tense": "future"}
    left = claim("x", by(OLD), scope="2021/2025", **future)
    right = claim("y", by(NEW), scope="2023/2028", **future)

    assert linked("contradicts", left, right) == ("contradict", "excluded", "possible")


@pytest.mark.parametrize(
    ("signs", "verdict", "rule", "surplus"),
    [
        (("CT+", "CT+"), "agree", "entailed", (OLD,)),
        (("CT-", "PS-"), "agree", "entailed", (NEW,)),
        (("CT+", "CT-"), "contradict", "entailed-denied", ()),
        (("CT-", "CT+"), "reported", "linked-not-held", ()),
        (("Uu", "CT+"), "reported", "linked-not-held", ()),
    ],
)
def test_what_specifies_is_agreement_with_surplus(signs, verdict, rule, surplus) -> None:
    records = claim("x", by(OLD, signs[0])), claim("y", by(NEW, signs[1]))
    (item,) = detente.compare(dataset(*records, link("specifies", "claim:x", "claim:y")))

    assert (item.verdict.value, item.rule.value, item.surplus) == (verdict, rule, surplus)


def test_who_says_both_disputes_possibly() -> None:
    left = claim("x", by(OLD), by(OLD, "CT-"))

    assert linked("specifies", left, claim("y", by(NEW))) == (
        "contradict",
        "entailed-denied",
        "possible",
    )
    assert linked("contradicts", left, claim("y", by(NEW))) == (
        "contradict",
        "excluded",
        "possible",
    )


@pytest.mark.parametrize(
    ("kind", "target", "verdict"),
    [
        ("specifies", by(NEW), "agree"),
        ("specifies", by(NEW, "CT-"), "contradict"),
        ("contradicts", by(NEW), "contradict"),
        ("contradicts", by(NEW, "CT-"), "agree"),
        ("specifies", by(NEW, "Uu"), "reported"),
    ],
)
def test_what_rests_upon_a_link_that_is_not_sure_is_possible(kind, target, verdict) -> None:
    def modality(**more: Any) -> str:
        found_ = one(
            claim("x", by(OLD), scope="2001"),
            claim("y", target, **scope),
            *[link(kind, "claim:x", "claim:y", **more)],
        )
        assert found_[0] == verdict
        return found_[2]

    scope = {"scope": "2001"} if kind == "contradicts" else {}
    assert modality() == "definite"
    assert modality(confidence="high") == "definite"
    assert modality(confidence="medium") == "possible"
    assert modality(confidence="low") == "possible"


def test_of_two_links_the_sure_one_decides() -> None:
    records = claim("x", by(OLD)), claim("y", by(NEW))
    first = link("updates", "claim:y", "claim:x", confidence="low")
    second = {**link("updates", "claim:y", "claim:x"), "id": "link:second"}
    for links in ((first, second), (second, first)):
        (item,) = detente.compare(dataset(*records, *links))
        assert (item.modality, len(item.links)) == ("definite", 2)


def test_a_denial_for_a_time_or_so_far_excludes_possibly() -> None:
    said = claim("x", by(OLD))
    denied = claim("y", by(NEW, "CT-"))
    expected = ("contradict", "entailed-denied")
    assert linked("specifies", said, denied) == (*expected, "definite")
    for_a_time = claim("y", by(NEW, "CT-"), scope="2001")
    assert linked("specifies", said, for_a_time) == (*expected, "possible")

    def of_event(old: dict, new: dict, **more: Any) -> tuple[str, str, str]:
        join = link("specifies", "event:x", "event:y")
        return one(event("x", old), event("y", new), join, **more)

    assert of_event(says(OLD), says(NEW, commitment="CT-")) == (*expected, "definite")
    # It can have happened since, or not be known to have been later.
    assert of_event(says(NEW), says(OLD, commitment="CT-")) == (*expected, "possible")
    assert of_event(says(OLD), says(NEW, "ongoing", "CT-")) == (*expected, "possible")
    undated = {"articles": ((OLD, None), (NEW, "2020"))}
    assert of_event(says(OLD), says(NEW, commitment="CT-"), **undated)[2] == "possible"


@pytest.mark.parametrize(
    ("scopes", "expected"),
    [
        (("2010", "2020"), ("later", "updated", "definite")),
        ((None, None), ("later", "updated", "definite")),
        (("2000/2015", "2010/2020"), ("later", "updated", "definite")),
        (("2000/2030", "2010/2020"), ("different_scope", "wrong-order", "definite")),
        (("2020", "2010"), ("different_scope", "wrong-order", "definite")),
        (("2010", "2010"), ("different_scope", "wrong-order", "definite")),
    ],
)
def test_an_update_goes_by_scope_else_by_publication(scopes, expected) -> None:
    left, right = (
        claim(slug, by(article_), **({"scope": scope} if scope else {}))
        for slug, article_, scope in zip("xy", (OLD, NEW), scopes, strict=True)
    )

    assert one(left, right, link("updates", "claim:y", "claim:x")) == expected


def test_an_update_in_the_wrong_order_is_none() -> None:
    left, right = claim("x", by(OLD)), claim("y", by(NEW))

    assert linked("updates", left, right) == ("different_scope", "wrong-order", "definite")


def test_an_update_may_be_one_where_no_time_is_known() -> None:
    left, right = claim("x", by(OLD)), claim("y", by(NEW))
    undated = {"articles": ((OLD, None), (NEW, None))}

    assert linked("updates", left, right, **undated) == ("later", "updated", "possible")
    scoped = claim("x", by(OLD), scope="2000/"), claim("y", by(NEW), scope="2001/")
    assert linked("updates", *scoped, **undated) == ("later", "updated", "possible")


def test_an_update_of_what_is_only_reported_is_no_change() -> None:
    left, right = claim("x", by(OLD, "Uu")), claim("y", by(NEW))

    assert one(left, right, link("updates", "claim:y", "claim:x"))[:2] == (
        "reported",
        "linked-not-held",
    )


@pytest.mark.parametrize(
    ("kind", "ends", "now", "expected"),
    [
        ("updates", "yx", "CT+", ("changed", "foretold", "?")),
        ("contradicts", "xy", "CT+", ("changed", "foretold", "-")),
        ("contradicts", "xy", "CT-", ("changed", "foretold", "?")),
        ("specifies", "yx", "CT+", ("changed", "foretold", "+")),
        ("specifies", "yx", "CT-", ("changed", "foretold", "?")),
        ("specifies", "xy", "CT-", ("changed", "foretold", "-")),
        ("contradicts", "xy", "Uu", ("reported", "linked-not-held", "?")),
    ],
)
def test_what_was_foretold_came_or_did_not(kind, ends, now, expected) -> None:
    foretold = claim("x", by(OLD), kind="predictive", tense="future", scope="../2015")
    later = claim("y", by(NEW, now), scope="2014")
    join = link(kind, f"claim:{ends[0]}", f"claim:{ends[1]}")
    (item,) = detente.compare(dataset(foretold, later, join))

    assert (item.verdict.value, item.rule.value, item.outcome) == expected


@pytest.mark.parametrize(("kind", "verdict"), [("parallels", "parallel"), ("rivals", "rival")])
def test_a_weaker_sentence_and_another_answer_are_no_outcome(kind, verdict) -> None:
    foretold = claim("x", by(OLD), kind="predictive", tense="future")
    join = link(kind, "claim:x", "claim:y")
    (item,) = detente.compare(dataset(foretold, claim("y", by(NEW)), join))

    assert item.verdict.value == verdict


def test_a_reported_prediction_counts_and_a_prediction_of_the_later_one_does_not() -> None:
    source = {"kind": "named", "actor": "actor:ann", "mode": "indirect", "act": "communication"}
    uttered = by(OLD, "Uu", sources=[{**source, "commitment": "CT+"}])
    foretold = claim("x", uttered, kind="predictive", tense="future")
    later = claim("y", by(NEW))

    assert linked("contradicts", foretold, later)[:2] == ("changed", "foretold")
    also = claim("y", by(NEW), kind="predictive", tense="future")
    assert linked("contradicts", foretold, also)[:2] == ("reported", "linked-not-held")
    undated = {"articles": ((OLD, None), (NEW, None))}
    assert linked("contradicts", foretold, later, **undated)[0] == "reported"


def test_an_event_to_come_is_foretold_too() -> None:
    records = event("x", says(OLD, "planned")), event("y", says(NEW))
    (item,) = detente.compare(dataset(*records, link("updates", "event:y", "event:x")))

    assert item.rule.value == "foretold"
    planned = event("x", says(OLD, "planned")), event("y", says(NEW, "planned"))
    (item,) = detente.compare(dataset(*planned, link("updates", "event:y", "event:x")))
    assert item.rule.value == "updated"


def test_events_take_part_in_contradictions_at_some_time_within() -> None:
    def judged(at: str | None, scope: str) -> tuple[str, str, str]:
        told = event("x", says(OLD, **({"time": at} if at else {})))
        join = link("contradicts", "event:x", "claim:y")
        return one(told, claim("y", by(NEW), scope=scope), join)

    assert judged("2001", "2000/2003") == ("contradict", "excluded", "definite")
    assert judged("2001/2005", "2003/2008")[2] == "possible"
    assert judged("2009", "2003/2008")[0] == "different_scope"
    assert judged(None, "2003/2008")[2] == "possible"
    outside = event("x", says(OLD), time=time("2001"), references=[{"title": "a register"}])
    join = link("contradicts", "event:x", "claim:y")
    assert one(outside, claim("y", by(NEW), scope="2003"), join)[0] == "different_scope"
