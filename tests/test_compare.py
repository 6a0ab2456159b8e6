"""Two articles side by side: each verdict with its near miss, and every record in one place."""

import json
from itertools import count
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente import Claim, Comparison, ComparisonItem, Dataset, Event
from detente.edtf.overlap import overlap
from detente.edtf.wording import in_words
from detente.cli import main
from detente.edtf import parse
from detente.edtf import wording
from detente.records import times
from detente.render.comparison import (
    as_dict as comparison_dict,
    as_markdown as comparison_markdown,
    as_text as comparison,
)
from detente.render.comparison.items import part_at
from tests.conftest import ROOT
from tests.rules.sample import DATA, TEXTS

# --- building small datasets ----------------------------------------------------------------------

OLD, NEW, THIRD = "article:old", "article:new", "article:third"
_places = count(0, 10)


def article(id_: str, published: str | None, **more: Any) -> dict:
    length = 100_000
    zeros = "0" * 64
    return {
        "id": id_,
        "authors": [{"name": f"Ann {id_.partition(':')[2].capitalize()}"}],
        "publisher": "The Courier",
        "published": time(published),
        "language": "en",
        "genre": "opinion",
        "rights": "nobody",
        "text": {
            **{"profile": "detente-text-1", "unit": "codepoint", "length": length},
            **{"sha256": zeros, "skeleton_length": length, "skeleton_sha256": zeros},
            "salt": "0" * 32,
        },
        "segments": [{"kind": "body", "voice": "author", "start": 0, "end": length}],
        **more,
    }


def time(value: str | None) -> dict:
    return {"basis": "unresolved"} if value is None else {"value": value, "basis": "stated"}


def evidence() -> list:
    start = next(_places) % 90_000
    return [{"start": start, "end": start + 5}]


def by(article_: str, commitment: str = "CT+", **more: Any) -> dict:
    """An utterance."""
    return {"article": article_, "commitment": commitment, "evidence": evidence(), **more}


def says(article_: str, status: str = "occurred", commitment: str = "CT+", **more: Any) -> dict:
    """An account of an event."""
    if isinstance(more.get("time"), str):
        more["time"] = time(more["time"])
    return {**by(article_, commitment), "status": status, **more}


def claim(slug: str, *utterances: dict, **more: Any) -> dict:
    if isinstance(more.get("scope"), str):
        more["scope"] = time(more["scope"])
    return {
        "id": f"claim:{slug}",
        "proposition": f"This is what {slug} says.",
        "kind": "factual",
        "tense": "present",
        "about": ["actor:one"],
        "utterances": list(utterances),
        **more,
    }


def event(slug: str, *accounts: dict, **more: Any) -> dict:
    accounts_ = list(accounts)
    return {"id": f"event:{slug}", "type": "none", "label": slug, "accounts": accounts_, **more}


def link(kind: str, source: str, target: str, **more: Any) -> dict:
    id_ = f"link:{kind}-{source}-{target}".replace(":", "-").replace("link-", "link:", 1)
    return {"id": id_, "kind": kind, "source": source, "target": target, **more}


def phase(period: str, *grounds: str, **more: Any) -> dict:
    return {"period": time(period), "grounds": list(grounds) or ["claim:ground"], **more}


def factor(kind: str = "interest", label: str = "gain", *grounds: str, **more: Any) -> dict:
    if "period" in more:
        more["period"] = time(more["period"])
    return {"kind": kind, "label": label, "grounds": list(grounds) or ["claim:ground"], **more}


def tie(old: dict | None = None, new: dict | None = None) -> dict:
    accounts = [{"article": a, **told} for a, told in ((OLD, old), (NEW, new)) if told]
    return {
        "id": "relation:one-two",
        "parties": ["actor:one", "actor:two"],
        "accounts": accounts,
    }


def dataset(*records: dict, articles: Any = ((OLD, "2010"), (NEW, "2020"))) -> Dataset:
    names = {"one": "One", "two": "Two", "three": "Three", "ann": "Ann"}
    document: dict[str, Any] = {
        "format": "detente",
        "version": "1.0",
        "actors": [
            {"id": f"actor:{s}", "kind": "state", "names": [{"text": n, "kind": "common"}]}
            for s, n in names.items()
        ],
        "articles": [a if isinstance(a, dict) else article(*a) for a in articles],
    }
    for record in records:
        document.setdefault(record["id"].partition(":")[0] + "s", []).append(record)
    return detente.loads(json.dumps(document).encode())


def of(compared: Comparison, id_: str) -> ComparisonItem:
    """The item that a claim or event is counted in."""
    (item,) = (item for item in compared if id_ in item.records)
    return item


def found(compared: Comparison) -> list[tuple[str, str, str]]:
    return [(item.verdict.value, item.rule.value, item.modality) for item in compared]


def one(*records: dict, **more: Any) -> tuple[str, str, str]:
    (item,) = found(detente.compare(dataset(*records, **more)))
    return item


# --- claims that both speak of ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "verdict", "rule", "modality"),
    [
        ("CT+", "CT+", "agree", "shared-claim", "definite"),
        ("CT+", "PS+", "agree", "shared-claim", "definite"),
        ("PR-", "CT-", "agree", "shared-claim", "definite"),
        ("CT+", "CT-", "contradict", "opposite-signs", "definite"),
        ("PS-", "PR+", "contradict", "opposite-signs", "definite"),
        ("CT+", "Uu", "reported", "shared-not-held", "definite"),
        ("CTu", "CT-", "reported", "shared-not-held", "definite"),
        ("Uu", "Uu", "reported", "shared-not-held", "definite"),
    ],
)
def test_a_shared_claim_goes_by_the_signs(left, right, verdict, rule, modality) -> None:
    shared = claim("x", by(OLD, left), by(NEW, right))

    assert one(shared) == (verdict, rule, modality)


def test_who_says_both_in_different_places_contradicts_possibly() -> None:
    assert one(claim("x", by(OLD), by(OLD, "CT-"), by(NEW))) == (
        "contradict",
        "opposite-signs",
        "possible",
    )
    both = claim("x", by(OLD), by(OLD, "CT-"), by(NEW, "PR-"), by(NEW, "PS+"))
    assert one(both)[0] == "agree"


def test_the_strongest_utterance_of_the_sign_speaks_and_all_places_are_named() -> None:
    compared = detente.compare(dataset(claim("x", by(OLD, "PS+"), by(NEW), by(OLD, "PR+"))))
    (position,) = compared.items[0].left

    assert position.commitment is detente.Commitment.PR_PLUS
    assert position.paths == ("/utterances/0", "/utterances/2")
    assert len(position.evidence) == 2
    assert "Ann" not in position.text


# --- events that both speak of ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "verdict", "differs"),
    [
        (says(OLD), says(NEW), "agree", ()),
        (says(OLD, "ongoing"), says(NEW), "agree", ()),
        (says(OLD, "planned"), says(NEW, "hypothetical"), "agree", ()),
        (says(OLD, "cancelled"), says(NEW, "cancelled"), "agree", ()),
        (says(OLD, time="2001"), says(NEW, time="2001-05"), "agree", ()),
        (says(OLD, time="2001"), says(NEW, time="[2000..2003]"), "agree", ()),
        (says(OLD, time="2001"), says(NEW), "agree", ()),
        (says(OLD, time="2001"), says(NEW, time="2002"), "contradict", ("time",)),
        (says(OLD, time="/2001"), says(NEW, time="2002"), "contradict", ("time",)),
        (says(OLD), says(NEW, commitment="CT-"), "contradict", ("commitment",)),
        (says(OLD), says(NEW, "cancelled"), "contradict", ("commitment",)),
        (says(OLD, "cancelled"), says(NEW, commitment="CT-"), "contradict", ("status",)),
        (says(OLD), says(NEW, "planned"), "contradict", ("status",)),
        (says(OLD), says(NEW, commitment="Uu"), "reported", ()),
        (says(OLD, "planned"), says(NEW, "hypothetical", "Uu"), "reported", ()),
        (says(OLD, "planned"), says(NEW), "changed", ("status",)),
        (says(OLD, "hypothetical", "Uu"), says(NEW), "changed", ("status",)),
        (says(OLD, "planned"), says(NEW, "cancelled"), "changed", ("status",)),
        (says(OLD, "planned"), says(NEW, commitment="CT-"), "changed", ("status",)),
        (says(OLD, "planned"), says(NEW, commitment="Uu"), "reported", ()),
        (
            says(OLD, "planned", time="2011"),
            says(NEW, "planned", time="2021"),
            "changed",
            ("time",),
        ),
        (
            says(OLD, "planned", time="2025"),
            says(NEW, "planned", time="2023"),
            "contradict",
            ("time",),
        ),
    ],
)
def test_a_shared_event_goes_by_sign_status_and_time(old, new, verdict, differs) -> None:
    compared = detente.compare(dataset(event("x", old, new)))

    assert [(i.verdict.value, i.differs) for i in compared] == [(verdict, differs)]


def test_a_time_that_may_be_the_same_agrees_possibly() -> None:
    def modality(old: str, new: str) -> str:
        return one(event("x", says(OLD, time=old), says(NEW, time=new)))[2]

    assert modality("2001", "2001-05") == "possible"
    assert modality("2001-05-04", "2001-05-04") == "definite"


def quantity(value: float, **more: Any) -> dict:
    return {"value": value, "unit": "USD", "of": "the loan", **more}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (quantity(5), quantity(5), None),
        (quantity(5), quantity(6), "definite"),
        (quantity(5, upper=7), quantity(6), None),
        (quantity(5), quantity(4, upper=8), None),
        (quantity(5, approximate=True), quantity(6), "possible"),
        (quantity(5), quantity(6, of="The Loan"), "definite"),
        (quantity(5), quantity(6, of="another loan"), None),
        (quantity(5), quantity(6, unit="EUR"), None),
        (quantity(5), quantity(6, per="year"), None),
    ],
)
def test_numbers_differ_only_for_one_thing(old, new, expected) -> None:
    shared = event("x", says(OLD, quantities=[old]), says(NEW, quantities=[new]))
    verdict, rule, modality = one(shared)

    if expected is None:
        assert (verdict, modality) == ("agree", "definite")
    else:
        assert (verdict, rule, modality) == ("contradict", "event-differs", expected)


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ({"country": "actor:one"}, {"country": "actor:two"}, "contradict"),
        ({"country": "actor:one"}, {"country": "actor:one"}, "agree"),
        ({"country": "actor:one"}, {}, "agree"),
        (
            {"identifiers": [{"scheme": "wikidata", "value": "Q1"}]},
            {"identifiers": [{"scheme": "wikidata", "value": "Q2"}]},
            "contradict",
        ),
        (
            {"identifiers": [{"scheme": "wikidata", "value": "Q1"}]},
            {"identifiers": [{"scheme": "cow", "value": "365"}]},
            "agree",
        ),
    ],
)
def test_places_differ_by_country_or_register_not_by_label(old, new, verdict) -> None:
    places = {"label": "the capital", **old}, {"label": "the port", **new}
    shared = event("x", *(says(a, place=p) for a, p in zip((OLD, NEW), places, strict=True)))

    assert one(shared)[0] == verdict


def test_what_differs_for_certain_makes_a_possible_difference_certain() -> None:
    rough = quantity(6, approximate=True)
    shared = event(
        "x",
        says(OLD, time="2001", quantities=[quantity(5)]),
        says(NEW, time="2002", quantities=[rough]),
    )
    (item,) = detente.compare(dataset(shared))

    assert (item.differs, item.modality) == (("time", "quantities"), "definite")


def test_without_dates_of_publication_a_plan_carried_out_is_no_change() -> None:
    shared = event("x", says(OLD, "planned"), says(NEW))

    for articles in (((OLD, None), (NEW, "2020")), ((OLD, "2020"), (NEW, "2020"))):
        assert one(shared, articles=articles) == ("contradict", "event-differs", "possible")


def test_surplus_is_what_one_account_has_and_the_other_lacks() -> None:
    shared = event("x", says(OLD, time="2001", quantities=[quantity(5)]), says(NEW, time="2001"))
    (item,) = detente.compare(dataset(shared))

    assert item.surplus == (OLD,)


# --- claims that a link joins -----------------------------------------------------------------------


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
        (("2010", "2020"), ("changed", "updated", "definite")),
        ((None, None), ("changed", "updated", "definite")),
        (("2000/2015", "2010/2020"), ("changed", "updated", "definite")),
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

    assert linked("updates", left, right, **undated) == ("changed", "updated", "possible")
    scoped = claim("x", by(OLD), scope="2000/"), claim("y", by(NEW), scope="2001/")
    assert linked("updates", *scoped, **undated) == ("changed", "updated", "possible")


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


# --- what belongs to a shared one -------------------------------------------------------------------


def test_what_one_says_in_more_detail_stands_with_what_both_say() -> None:
    shared, more = claim("y", by(OLD), by(NEW)), claim("x", by(OLD))
    (item,) = detente.compare(dataset(shared, more, link("specifies", "claim:x", "claim:y")))

    assert (item.verdict.value, item.rule.value) == ("agree", "shared-claim")
    assert item.records == ("claim:y", "claim:x")
    assert [(p.record, p.role) for p in item.left] == [("claim:y", "main"), ("claim:x", "more")]
    assert item.surplus == (OLD,)
    assert item.links == ("link:specifies-claim-x-claim-y",)


def test_what_one_sets_against_what_both_hold_stands_with_it() -> None:
    shared, but = claim("y", by(OLD), by(NEW)), claim("x", by(OLD))
    counters = link("counters", "claim:x", "claim:y", article=OLD)
    (item,) = detente.compare(dataset(shared, but, counters))

    assert item.verdict.value == "agree"
    assert [p.role for p in item.left] == ["main", "against"]
    assert item.surplus == ()


def test_who_argues_against_what_only_the_other_holds_contradicts_it() -> None:
    shared, but = claim("y", by(OLD, "Uu"), by(NEW)), claim("x", by(OLD))
    counters = link("counters", "claim:x", "claim:y", article=OLD)
    (item,) = detente.compare(dataset(shared, but, counters))
    assert (item.verdict.value, item.rule.value) == ("contradict", "argued-against")

    assert item.modality == "definite"
    unsure = {**counters, "confidence": "low"}
    (item,) = detente.compare(dataset(shared, but, unsure))
    assert (item.verdict.value, item.modality) == ("contradict", "possible")

    unheld = claim("y", by(OLD, "Uu"), by(NEW, "CT-"))
    (item,) = detente.compare(dataset(unheld, but, counters))
    assert item.verdict.value == "reported"


def test_an_argument_against_a_claim_of_the_other() -> None:
    left, right = claim("x", by(OLD)), claim("y", by(NEW))
    counters = link("counters", "claim:x", "claim:y", article=OLD)

    assert one(left, right, counters)[:2] == ("contradict", "argued-against")
    unheld = claim("y", by(NEW, "Uu"))
    assert one(left, unheld, counters)[:2] == ("reported", "linked-not-held")
    # It is the other article's link: who makes it does not speak of its source.
    of_other = link("counters", "claim:x", "claim:y", article=NEW)
    assert {v for v, *_ in found(detente.compare(dataset(left, right, of_other)))} == {
        "only_left",
        "only_right",
    }


def test_a_shared_one_that_says_more_than_one_of_the_other() -> None:
    shared, general = claim("x", by(OLD), by(NEW)), claim("y", by(NEW))
    compared = detente.compare(dataset(shared, general, link("specifies", "claim:x", "claim:y")))

    assert sorted(found(compared))[0][:2] == ("agree", "entailed")
    assert of(compared, "claim:x").rule.value == "shared-claim"
    assert of(compared, "claim:y").also == ("claim:x",)


def test_links_between_two_shared_ones_add_nothing_unless_they_exclude_each_other() -> None:
    records = claim("x", by(OLD), by(NEW)), claim("y", by(OLD), by(NEW))
    updates = detente.compare(dataset(*records, link("updates", "claim:x", "claim:y")))
    assert [v for v, *_ in found(updates)] == ["agree", "agree"]

    excluding = detente.compare(dataset(*records, link("contradicts", "claim:x", "claim:y")))
    assert [v for v, *_ in found(excluding)] == ["agree", "agree", "contradict"]
    (item,) = excluding.contradictions
    assert (item.records, item.also) == ((), ("claim:x", "claim:y"))


def test_a_record_is_counted_by_the_precedence_of_verdicts() -> None:
    records = [claim("x", by(OLD)), claim("y", by(NEW)), claim("z", by(NEW))]
    links = [link("updates", "claim:z", "claim:x"), link("contradicts", "claim:y", "claim:x")]
    compared = detente.compare(dataset(*records, *links))

    assert of(compared, "claim:x") is of(compared, "claim:y")
    assert of(compared, "claim:x").verdict.value == "contradict"
    changed = of(compared, "claim:z")
    assert (changed.verdict.value, changed.also) == ("changed", ("claim:x",))


def test_two_links_of_one_verdict_make_one_item() -> None:
    records = claim("x", by(OLD)), claim("y", by(NEW))
    links = link("contradicts", "claim:x", "claim:y"), link("contradicts", "claim:y", "claim:x")
    (item,) = detente.compare(dataset(*records, *links))

    assert len(item.links) == 2
    belonging = claim("y", by(OLD), by(NEW)), claim("x", by(OLD))
    links = [link("specifies", "claim:x", "claim:y"), link("specifies", "claim:x", "claim:y")]
    links[1]["id"] = "link:again"
    (item,) = detente.compare(dataset(*belonging, *links))
    assert len(item.left) == 2


def test_links_inside_one_article_and_to_nowhere_join_nothing() -> None:
    records = claim("x", by(OLD)), claim("y", by(OLD)), claim("z", by(NEW))
    inside = link("contradicts", "claim:x", "claim:y")
    nowhere = link("contradicts", "claim:x", "claim:nobody")
    compared = detente.compare(dataset(*records, inside, nowhere))

    assert [v for v, *_ in found(compared)] == ["only_left", "only_left", "only_right"]


# --- what only one says -----------------------------------------------------------------------------


def test_what_only_one_says_stands_by_its_weight() -> None:
    records = [
        claim("a", by(OLD)),
        claim("b", by(OLD, grounds=["claim:c", "claim:d"])),
        claim("c", by(OLD)),
        claim("d", by(OLD, grounds=["claim:c"])),
        claim("ground", by(NEW)),
        tie(
            {"phases": [phase("2001", "claim:c")], "factors": [factor("interest", "g", "claim:c")]}
        ),
    ]
    compared = detente.compare(dataset(*records))
    only = [(i.records, i.weight) for i in compared.only(OLD) if i.records]

    assert only == [
        (("claim:c",), 4),
        (("claim:b",), 2),
        (("claim:d",), 2),
        (("claim:a",), 0),
    ]
    assert [i.records for i in compared.only(compared.right)] == [("claim:ground",)]


# --- phases -----------------------------------------------------------------------------------------


def told(*phases: dict) -> dict:
    return {"phases": list(phases)}


def of_tie(old: dict, new: dict, **more: Any) -> list[tuple[str, str, str]]:
    ground = claim("ground", by(OLD), by(NEW))
    return found(detente.compare(dataset(ground, tie(old, new), **more)))[:-1]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            phase("2001/2005", character="alliance"),
            phase("2003/2008", character="alliance"),
            [("agree", "same-character", "definite")],
        ),
        (
            phase("2001/2005", character="alliance"),
            phase("2005/2008", character="alliance"),
            [("agree", "same-character", "possible")],
        ),
        (
            phase("2001/2005", denied=["alliance"]),
            phase("2003/2008", denied=["alliance"]),
            [("agree", "same-denial", "definite")],
        ),
        (
            phase("2001/2005", trend="warming"),
            phase("2003/2008", trend="warming"),
            [("agree", "same-trend", "definite")],
        ),
        (
            phase("2001/2005", character="alliance"),
            phase("2003/2008", denied=["alliance"]),
            [("contradict", "character-denied", "definite")],
        ),
        (
            phase("2001/2005", denied=["alliance"]),
            phase("2005/2008", character="alliance"),
            [("contradict", "character-denied", "possible")],
        ),
        (
            phase("2001/2005", character="alliance"),
            phase("2003/2008", character="rivalry"),
            [("contradict", "other-character", "definite")],
        ),
        (
            phase("2001/2005", character="alliance"),
            phase("2005/2008", character="rivalry"),
            [
                ("only_left", "no-counterpart", "definite"),
                ("only_right", "no-counterpart", "definite"),
            ],
        ),
        (
            phase("2001/2005", character="alliance"),
            phase("2006/2008", character="alliance"),
            [("similar", "phases-apart", "definite")],
        ),
        (
            phase("2001/2005", character="alliance", trend="warming"),
            phase("2006/2008", character="rivalry", trend="warming"),
            [("different_scope", "phases-apart", "definite")],
        ),
        (
            phase("2001/2005", character="alliance", trend="warming"),
            phase("2006/2008", trend="warming"),
            [
                ("similar", "phases-apart", "definite"),
                ("only_left", "no-counterpart", "definite"),
            ],
        ),
        (
            phase("2001/2005", character="alliance"),
            phase("2006/2008", denied=["alliance"]),
            [("different_scope", "phases-apart", "definite")],
        ),
        (
            phase("2001/2005", trend="warming"),
            phase("2003/2008", trend="cooling"),
            [("contradict", "opposite-trends", "definite")],
        ),
        (
            phase("2001/2005", trend="warming"),
            phase("2003/2008", trend="fluctuating"),
            [
                ("only_left", "no-counterpart", "definite"),
                ("only_right", "no-counterpart", "definite"),
            ],
        ),
        (
            phase("2001/2005", character="patronage", patron="actor:one"),
            phase("2003/2008", character="patronage", patron="actor:two"),
            [("contradict", "other-patron", "definite")],
        ),
        (
            phase("2001/2005", character="patronage", patron="actor:one"),
            phase("2005/2008", character="patronage", patron="actor:two"),
            [("contradict", "other-patron", "possible")],
        ),
    ],
)
def test_phases_go_by_what_they_say_and_when(old, new, expected) -> None:
    assert of_tie(told(old), told(new)) == expected


def test_who_sees_both_characters_does_not_contradict() -> None:
    both = told(
        phase("2000/2009", character="alliance"), phase("2004/2006", character="estrangement")
    )
    one_ = told(phase("2004/2006", character="estrangement"))

    assert of_tie(both, one_) == [
        ("agree", "same-character", "definite"),
        ("only_left", "no-counterpart", "definite"),
    ]
    denier = told(phase("2000/2009", character="alliance"), phase("2004", denied=["alliance"]))
    assert of_tie(denier, told(phase("2004", character="alliance")))[0][0] == "agree"
    assert of_tie(told(phase("2004", character="alliance")), denier)[0][0] == "agree"
    trends = told(phase("2000/2009", trend="warming"), phase("2004", trend="cooling"))
    assert ("contradict", "opposite-trends", "definite") not in of_tie(
        trends, told(phase("2004", trend="cooling"))
    )


@pytest.mark.parametrize(
    ("others", "disputed"),
    [
        # Seen by the first too, but not for all the time that the two have in common.
        ([phase("2014/2020", character="convenience")], True),
        ([phase("1980/1990", character="convenience")], True),
        (
            [
                phase("2000/2008", character="convenience"),
                phase("2012/2020", character="convenience"),
            ],
            True,
        ),
        ([phase("2000/2020", character="convenience")], False),
        (
            [
                phase("2010/2020", character="convenience"),
                phase("2000/2012", character="convenience"),
            ],
            False,
        ),
        ([{**phase("2001", character="convenience"), "period": time(None)}], False),
    ],
)
def test_another_character_is_looked_for_where_the_periods_overlap(others, disputed) -> None:
    first = told(phase("1995/2015", character="indifference"), *others)
    second = told(phase("2002/..", character="convenience"))
    expected = ("contradict", "other-character", "definite")

    assert (expected in of_tie(first, second)) is disputed
    assert (expected in of_tie(second, first)) is disputed


def test_a_denial_is_looked_for_where_the_periods_overlap() -> None:
    sees = phase("1990/2000", character="alliance")
    denies = told(phase("1995/2005", denied=["alliance"]), phase("2003", character="alliance"))
    assert of_tie(told(sees), denies)[0] == ("contradict", "character-denied", "definite")

    # Where it is not certain when, what one can have seen as well settles it.
    unknown = {**phase("2001", denied=["alliance"]), "period": time(None)}
    within = phase("199X", character="alliance")
    for denied in (unknown, phase("1995", denied=["alliance"])):
        assert of_tie(told(within), told(denied))[0] == (
            "contradict",
            "character-denied",
            "possible",
        )
        as_well = told(denied, phase("1994/1996", character="alliance"))
        assert of_tie(told(within), as_well)[0][:2] == ("agree", "same-character")


def test_of_several_phases_those_that_overlap_for_certain_are_named() -> None:
    old = told(phase("2001/2005", trend="warming"))
    new = told(phase("2005/2008", trend="warming"), phase("2002/2003", trend="warming"))
    compared = detente.compare(dataset(claim("ground", by(OLD), by(NEW)), tie(old, new)))
    (item,) = (i for i in compared if i.rule.value == "same-trend")

    assert [p.paths for p in item.right] == [("/accounts/1/phases/1",)]
    assert [p.text for p in item.right] == ["warming"]


def test_what_a_phase_says_that_the_other_does_not_is_only_its_own() -> None:
    old = told(phase("2001/2005", character="alliance", trend="warming", denied=["war"]))
    compared = detente.compare(
        dataset(claim("ground", by(OLD), by(NEW)), tie(old, told(phase("2002", trend="warming"))))
    )
    (only,) = compared.only(OLD)

    assert (only.left[0].text, only.left[0].sign) == ("alliance, not war", "+")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # Another character, or trend, after the earlier article appeared.
        (
            phase("2005/2010", character="alliance"),
            phase("2012/2020", character="rivalry"),
            [("changed", "new-phase", "definite")],
        ),
        (
            phase("2005/2010", trend="warming"),
            phase("2012/2020", trend="cooling"),
            [("changed", "new-phase", "definite")],
        ),
        # The same as then.
        (
            phase("2005/2010", trend="warming"),
            phase("2012/2020", trend="warming"),
            [("similar", "phases-apart", "definite")],
        ),
        # Not what the earlier one saw when it appeared, but before.
        (
            phase("2001/2005", trend="warming"),
            phase("2012/2020", trend="cooling"),
            [("different_scope", "phases-apart", "definite")],
        ),
        # Ended in between.
        (
            phase("2005/2006", trend="warming"),
            phase("2007/2015", trend="cooling"),
            [("changed", "ended-phase", "definite"), ("only_left", "no-counterpart", "definite")],
        ),
        # Not ended: until the later one appeared.
        (
            phase("2005/2006", trend="warming"),
            phase("2007/2020", trend="cooling"),
            [("different_scope", "phases-apart", "definite")],
        ),
    ],
)
def test_what_changed_between_the_articles(old, new, expected) -> None:
    assert of_tie(told(old), told(new)) == expected


def test_without_the_order_of_publication_nothing_changed() -> None:
    old, new = phase("2005/2010", trend="warming"), phase("2012/2020", trend="cooling")
    verdicts = of_tie(told(old), told(new), articles=((OLD, None), (NEW, None)))

    assert verdicts == [("different_scope", "phases-apart", "definite")]


def test_a_phase_without_a_time_cannot_have_ended() -> None:
    unknown = {**phase("2001", trend="cooling"), "period": time(None)}

    assert ("changed", "ended-phase", "definite") not in of_tie(
        told(phase("2001", trend="steady")), told(unknown)
    )


# --- factors ----------------------------------------------------------------------------------------


def moves(*factors: dict) -> dict:
    return {"factors": list(factors)}


ONLY = [("only_left", "no-counterpart", "definite"), ("only_right", "no-counterpart", "definite")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (factor(), factor(), [("agree", "same-ground", "definite")]),
        (
            factor("interest", "a", "claim:a"),
            factor("interest", "b", "claim:b"),
            [("similar", "same-kind", "definite")],
        ),
        (
            factor("leverage", "a", "claim:a", object=["actor:three"]),
            factor("leverage", "b", "claim:b", object=["actor:three"]),
            [("similar", "same-object", "definite")],
        ),
        (factor("interest", "a", "claim:a"), factor("constraint", "b", "claim:b"), ONLY),
        (
            factor("interest", "a", "claim:a", holder="actor:one"),
            factor("interest", "b", "claim:b", holder="actor:two"),
            ONLY,
        ),
        (factor("interest", "a", "claim:a"), factor("interest", "b", "claim:b", denied=True), ONLY),
        (factor(), factor(denied=True), [("contradict", "factor-denied", "definite")]),
        (factor(period="2001"), factor(period="2002"), ONLY),
        # Without a period a factor is as the article finds it when it appears.
        (factor(period="2001"), factor(), ONLY),
        (factor(period="2001/2030"), factor(), [("agree", "same-ground", "definite")]),
        (factor(period=None), factor(), [("agree", "same-ground", "possible")]),
        (
            factor("interest", "a", "claim:a", period="2001/2005"),
            factor("interest", "b", "claim:b", period="2005/2030"),
            [("similar", "same-kind", "possible")],
        ),
    ],
)
def test_factors_go_by_kind_holder_ground_and_object(old, new, expected) -> None:
    assert of_tie(moves(old), moves(new)) == expected


def test_factors_of_one_kind_stand_together() -> None:
    old = moves(factor("interest", "a", "claim:a"), factor("interest", "b", "claim:b"))
    new = moves(factor("interest", "c", "claim:c"))
    compared = detente.compare(dataset(claim("ground", by(OLD), by(NEW)), tie(old, new)))
    (item,) = (i for i in compared if i.verdict.value == "similar")

    assert [p.text for p in item.left] == ["a", "b"]
    assert len(item.right) == 1


# --- times ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one_", "other", "expected"),
    [
        ("1995/2014", "2000/", "definite"),
        ("1991/2000", "2000/2014", "possible"),
        ("1991/2000", "2001/2014", "impossible"),
        ("/2015", "2019/2020", "impossible"),
        ("/2015", "2014/2020", "definite"),
        ("/2015", "2010/2012", "possible"),
        ("../2015", "2010/2012", "definite"),
        ("2014", "2014/2015", "definite"),
        ("198X", "1985", "possible"),
    ],
)
def test_periods_overlap_for_certain_possibly_or_not(one_, other, expected) -> None:
    assert overlap(parse(one_), parse(other)) == expected
    assert overlap(parse(other), parse(one_)) == expected


def test_what_is_no_date_is_an_unknown_one() -> None:
    left, right = claim("x", by(OLD), scope="2001"), claim("y", by(NEW), scope="2008")
    made = dataset(left, right, link("contradicts", "claim:x", "claim:y"))
    wrong = attrs.evolve(made.claims[1].scope, value="no date")
    made = made.evolve(claims=(made.claims[0], attrs.evolve(made.claims[1], scope=wrong)))
    compared = detente.compare(made)

    assert found(compared) == [("contradict", "excluded", "possible")]
    assert "(no date)" in comparison(compared)


# --- grouping ---------------------------------------------------------------------------------------


def related(*records: dict) -> Dataset:
    """Two relations, a predecessor, an office and a part of a state."""
    made = dataset(*records, tie({"phases": [phase("2001", "claim:x")]}))
    second = attrs.evolve(
        made.relations[0], id="relation:one-three", parties=("actor:one", "actor:three")
    )
    actors = {actor.id: actor for actor in made.actors}
    post = detente.Post(title="envoy", of="actor:two")
    actors["actor:ann"] = attrs.evolve(actors["actor:ann"], posts=(post,))
    former = attrs.evolve(actors["actor:one"], id="actor:former")
    ministry = attrs.evolve(actors["actor:one"], id="actor:ministry", part_of="actor:two")
    actors["actor:one"] = attrs.evolve(actors["actor:one"], predecessors=("actor:former",))
    return made.evolve(
        relations=(*made.relations, second), actors=(*actors.values(), former, ministry)
    )


@pytest.mark.parametrize(
    ("about", "relations"),
    [
        (["relation:one-three", "actor:one", "actor:two"], ["one-three", "one-two"]),
        (["actor:one", "actor:two"], ["one-two"]),
        (["actor:one", "actor:ann"], ["one-two"]),
        (["actor:one", "actor:ann", "actor:three"], ["one-three", "one-two"]),
        (["actor:former", "actor:ministry"], ["one-two"]),
        (["actor:former", "actor:three"], ["one-three"]),
        (["actor:one"], []),
        (["event:met"], ["one-two"]),
        (["actor:nobody"], []),
    ],
)
def test_a_claim_falls_under_the_relation_that_it_names_or_whose_parties(about, relations) -> None:
    met = event(
        "met",
        says(
            OLD,
            participants=[
                {"actor": "actor:one", "role": "agent"},
                {"actor": "actor:ann", "role": "agent"},
            ],
        ),
        says(THIRD, participants=[{"actor": "actor:three", "role": "agent"}]),
    )
    item = of(detente.compare(related(claim("x", by(OLD), about=about), met)), "claim:x")

    assert item.relations == tuple(f"relation:{name}" for name in relations)
    assert item.relation == (item.relations[0] if relations else None)


def part(role: str, *actors: str) -> list[dict]:
    return [{"actor": f"actor:{name}", "role": role} for name in actors]


@pytest.mark.parametrize(
    ("participants", "relations"),
    [
        # The doer with those to whom it is done; of two such ties the first.
        (
            [*part("recipient", "two", "three"), *part("agent", "one")],
            "one-two one-three two-three",
        ),
        (
            [*part("agent", "three"), *part("recipient", "one", "two")],
            "two-three one-three one-two",
        ),
        # Those belong to it that the doer speaks for, before the tie of the two that are named.
        (
            [*part("agent", "ann"), *part("recipient", "one", "three")],
            "one-two two-three one-three",
        ),
        # Then the doers among themselves, then the others.
        (
            [*part("agent", "two", "three"), *part("recipient", "one")],
            "one-two one-three two-three",
        ),
        (
            [*part("agent", "one", "three"), *part("intermediary", "two")],
            "one-three one-two two-three",
        ),
        (part("recipient", "one", "three"), "one-three"),
    ],
)
def test_an_event_falls_under_the_tie_of_the_doer_first(participants, relations) -> None:
    told_ = event("x", says(OLD, participants=participants))
    made = related(told_, claim("y", by(OLD), about=["event:x"]))
    third = attrs.evolve(
        made.relations[0], id="relation:two-three", parties=("actor:two", "actor:three")
    )
    first, second = made.relations
    made = made.evolve(relations=(first, third, second))
    compared = detente.compare(made)

    expected = {f"relation:{name}" for name in relations.split()}
    for id_ in ("event:x", "claim:y"):
        item = of(compared, id_)
        assert set(item.relations) == expected
        assert item.relation == item.relations[0]
    assert of(compared, "event:x").relations == of(compared, "claim:y").relations


def test_the_order_of_the_ties_of_an_event() -> None:
    def ties_of(*participants: dict) -> list[str]:
        made = related(event("x", says(OLD, participants=list(participants))))
        return [name.partition(":")[2] for name in of(detente.compare(made), "event:x").relations]

    acts = part("agent", "ann")
    assert ties_of(*acts, *part("recipient", "one", "three")) == ["one-two", "one-three"]
    assert ties_of(*part("agent", "one", "three"), *part("intermediary", "two")) == [
        "one-three",
        "one-two",
    ]
    # Who is named comes before those for whom somebody speaks.
    assert ties_of(*part("agent", "three", "ann"), *part("recipient", "one")) == [
        "one-three",
        "one-two",
    ]


def test_what_is_said_of_a_predecessor_of_several_falls_under_none_of_them() -> None:
    made = related(claim("x", by(OLD), about=["actor:former", "actor:two"]))
    assert of(detente.compare(made), "claim:x").relation == "relation:one-two"

    actors = tuple(
        attrs.evolve(a, predecessors=("actor:former",)) if a.id == "actor:three" else a
        for a in made.actors
    )
    assert of(detente.compare(made.evolve(actors=actors)), "claim:x").relation is None


def test_an_item_of_two_records_is_grouped_alike_whichever_article_is_left() -> None:
    records = (
        claim("x", by(OLD), about=["relation:one-two"], themes=["cyber"]),
        claim("y", by(NEW), about=["relation:one-three"], themes=["cbrn"]),
    )
    for ends in (("claim:x", "claim:y"), ("claim:y", "claim:x")):
        made = related(*records, link("contradicts", *ends))
        items = [of(detente.compare(made, *names), "claim:x") for names in ((OLD, NEW), (NEW, OLD))]
        for item in items:
            assert (item.relation, item.theme) == ("relation:one-two", detente.Theme.CYBER)
            assert [theme.value for theme in item.themes] == ["cyber", "cbrn"]


def test_two_records_fall_under_what_both_bear_on() -> None:
    records = (
        claim(
            "x", by(OLD), about=["relation:one-two", "relation:one-three"], themes=["cyber", "cbrn"]
        ),
        claim("y", by(NEW), about=["relation:one-three"], themes=["cbrn"]),
    )
    compared = detente.compare(related(*records, link("contradicts", "claim:x", "claim:y")))
    item = of(compared, "claim:x")

    assert item.relation == "relation:one-three"
    assert item.theme is detente.Theme.CBRN
    assert [theme.value for theme in item.themes] == ["cyber", "cbrn"]


def test_items_stand_by_relation_verdict_and_theme() -> None:
    records = [
        claim("a", by(OLD), by(NEW), themes=["economic"]),
        claim("b", by(OLD), by(NEW), themes=["military"]),
        claim("c", by(OLD), by(NEW, "CT-")),
        claim("d", by(OLD), by(NEW), about=["relation:one-two"], themes=["military"]),
        claim("e", by(OLD), about=["relation:one-two"]),
        tie(
            {
                "phases": [phase("2001", "claim:a", trend="steady")],
                "factors": [factor("interest", "gain", "claim:a")],
            },
            {"phases": [phase("2001", "claim:a", trend="steady")]},
        ),
    ]
    compared = detente.compare(dataset(*records))

    assert [i.records for i in compared] == [
        (),
        ("claim:d",),
        ("claim:e",),
        (),
        ("claim:b",),
        ("claim:a",),
        ("claim:c",),
    ]


def test_filters_keep_what_bears_on_it_and_group_under_it() -> None:
    records = (
        claim(
            "x", by(OLD), about=["relation:one-two", "relation:one-three"], themes=["cyber", "cbrn"]
        ),
        claim("y", by(NEW)),
    )
    compared = detente.compare(related(*records))
    asked = compared.where(relation="relation:one-three", theme="cbrn", verdict="only")

    (item,) = asked
    assert (item.relation, item.theme) == ("relation:one-three", detente.Theme.CBRN)
    assert len(compared.where(verdict="only_right")) == 1
    assert len(compared.where(theme=detente.Theme.CBRN)) == 1
    assert repr(compared.where(verdict="agree")).endswith("empty>")
    for wrong in (
        {"relation": "relation:one-tow"},
        {"theme": "cyborg"},
        {"theme": "xyzzy"},
        {"verdict": "agrees"},
    ):
        with pytest.raises(detente.InputError):
            compared.where(**wrong)


# --- which two articles -----------------------------------------------------------------------------


def test_the_earlier_article_is_the_left_one() -> None:
    for articles in (((OLD, "2010"), (NEW, "2020")), ((NEW, "2020"), (OLD, "2010"))):
        compared = detente.compare(dataset(articles=articles))
        assert (compared.left.id, compared.right.id) == (OLD, NEW)
        assert compared.earlier is compared.left


def test_the_order_is_that_of_the_dataset_where_it_is_not_known() -> None:
    for dates in ((None, None), ("2010", "2010"), ("2010/2012", "2010")):
        compared = detente.compare(dataset(articles=((NEW, dates[0]), (OLD, dates[1]))))
        assert compared.left.id == NEW
        assert compared.earlier is None
    later = detente.compare(dataset(articles=((NEW, "2011/2012"), (OLD, "2010/2011"))))
    assert (later.left.id, later.earlier) == (OLD, None)


def test_named_articles_stand_as_they_are_named() -> None:
    compared = detente.compare(dataset(), NEW, OLD)

    assert (compared.left.id, compared.right.id) == (NEW, OLD)
    assert compared.earlier is compared.right


def test_a_third_article_is_left_out() -> None:
    three = ((OLD, "2010"), (NEW, "2020"), (THIRD, "2015"))
    records = claim("x", by(OLD), by(THIRD)), claim("y", by(THIRD))
    compared = detente.compare(dataset(*records, articles=three), OLD, NEW)

    assert [i.records for i in compared] == [("claim:x",)]
    with pytest.raises(detente.InputError, match="3 articles"):
        detente.compare(dataset(articles=three))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("article:older", NEW), "close: article:old"),
        ((NEW, "article:xyzzy"), "there are: article:old, article:new"),
        ((NEW, "actor:one"), "no such article"),
        ((NEW, NEW), "itself"),
        ((NEW, None), "two"),
        ((None, NEW), "two"),
    ],
)
def test_what_cannot_be_compared_is_said(names, said) -> None:
    with pytest.raises(detente.InputError, match=said):
        detente.compare(dataset(), *names)


def test_one_article_is_not_enough() -> None:
    with pytest.raises(detente.InputError, match="it has article:old; a comparison takes two"):
        detente.compare(dataset(articles=((OLD, "2010"),)))
    with pytest.raises(detente.InputError, match="no article"):
        detente.compare(Dataset())
    with pytest.raises(TypeError):
        detente.compare("@dprk-russia")  # type: ignore[arg-type]


def test_agreements_contradictions_and_changes() -> None:
    records = [
        claim("a", by(OLD), by(NEW)),
        claim("b", by(OLD), by(NEW, "CT-")),
        event("c", says(OLD, "planned"), says(NEW)),
        claim("d", by(OLD)),
    ]
    compared = detente.compare(dataset(*records))

    assert [item.records for item in compared.agreements] == [("claim:a",)]
    assert [item.records for item in compared.contradictions] == [("claim:b",)]
    assert [item.records for item in compared.changes] == [("event:c",)]
    assert repr(compared).endswith("1 agree, 1 contradict, 1 changed, 1 only_left>")
    assert len(compared) == 4


def test_only_takes_one_of_the_two() -> None:
    with pytest.raises(detente.InputError):
        detente.compare(dataset()).only("article:third")


# --- any dataset ------------------------------------------------------------------------------------

_SCOPES = (None, "2001", "2001/2005", "2005/2009", "/2003", "2004/", "198X")
_COMMITMENTS = ("CT+", "CT-", "PS+", "PR-", "Uu", "CTu")
_IDS = [*(f"claim:c{n}" for n in range(5)), *(f"event:e{n}" for n in range(3))]


@st.composite
def _voices(draw: Any, make: Any, **more: Any) -> list:
    speakers = draw(st.lists(st.sampled_from([OLD, NEW, THIRD]), min_size=1, max_size=3))
    return [make(a, draw, **more) for a in speakers]


def _utterance(article_: str, draw: Any) -> dict:
    source = {"kind": "generic", "mode": "indirect", "act": "communication", "commitment": "CT+"}
    return by(
        article_,
        draw(st.sampled_from(_COMMITMENTS)),
        grounds=draw(st.lists(st.sampled_from(_IDS), max_size=2, unique=True)),
        sources=draw(st.sampled_from([[], [source]])),
    )


def _account(article_: str, draw: Any) -> dict:
    statuses = ("occurred", "ongoing", "planned", "hypothetical", "cancelled")
    at = draw(st.sampled_from(_SCOPES))
    return says(
        article_,
        draw(st.sampled_from(statuses)),
        draw(st.sampled_from(_COMMITMENTS)),
        **({"time": at} if at else {}),
    )


def _phase(draw: Any) -> dict:
    made = phase(
        draw(st.sampled_from(_SCOPES[1:])), *draw(st.lists(st.sampled_from(_IDS), max_size=2))
    )
    character = draw(st.sampled_from([None, "alliance", "rivalry", "patronage"]))
    if character is not None:
        made["character"] = character
    if character == "patronage":
        made["patron"] = draw(st.sampled_from(["actor:one", "actor:two"]))
    made["denied"] = draw(st.sampled_from([[], ["war"], ["alliance"]]))
    trend = draw(st.sampled_from([None, "warming", "cooling"]))
    return {**made, "trend": trend} if trend else made


def _factor(draw: Any) -> dict:
    period = draw(st.sampled_from(_SCOPES))
    return factor(
        draw(st.sampled_from(["interest", "leverage"])),
        "gain",
        *draw(st.lists(st.sampled_from(_IDS), max_size=2)),
        denied=draw(st.booleans()),
        object=draw(st.sampled_from([[], ["actor:three"]])),
        **({"period": period} if period else {}),
    )


@st.composite
def _datasets(draw: Any) -> Dataset:
    records: list[dict] = []
    for n in range(5):
        scope = draw(st.sampled_from(_SCOPES))
        future = draw(st.booleans())
        about = draw(st.sampled_from(["actor:one", "relation:one-two"]))
        kinds = {"kind": "predictive", "tense": "future"} if future else {"tense": "timeless"}
        said = draw(_voices(_utterance))
        more = {"scope": scope} if scope else {}
        records.append(claim(f"c{n}", *said, about=[about], **kinds, **more))
    records += [event(f"e{n}", *draw(_voices(_account))) for n in range(3)]
    for n in range(draw(st.integers(0, 6))):
        ends = draw(st.lists(st.sampled_from(_IDS), min_size=2, max_size=2, unique=True))
        kinds_ = ("counters", "undercuts", "contradicts", "specifies", "updates")
        kind = draw(st.sampled_from(kinds_))
        whose = {"article": draw(st.sampled_from([OLD, NEW]))} if kind in kinds_[:2] else {}
        records.append({**link(kind, *ends, **whose), "id": f"link:l{n}"})
    accounts = [
        {
            "phases": [_phase(draw) for _ in range(draw(st.integers(0, 3)))],
            "factors": [_factor(draw) for _ in range(draw(st.integers(0, 3)))],
        }
        for _ in range(2)
    ]
    records.append(tie(*accounts))
    dates = draw(st.sampled_from([("2003", "2008"), (None, "2008"), ("2003", "2003")]))
    articles = [(OLD, dates[0]), (NEW, dates[1]), (THIRD, "2005")]
    return dataset(*records, articles=draw(st.permutations(articles)))


SWAPPED = {"only_left": "only_right", "only_right": "only_left"}


def _plain(compared: Comparison, *, swap: bool = False) -> list[Any]:
    """What a comparison says, without left and right."""
    rows = []
    for item in compared:
        values = item.to_dict()
        if swap:
            values["left"], values["right"] = values["right"], values["left"]
            values["verdict"] = SWAPPED.get(values["verdict"], values["verdict"])
        values["surplus"] = sorted(values["surplus"])
        values["records"], values["also"] = sorted(values["records"]), sorted(values["also"])
        values["links"] = sorted(values["links"])
        for name in ("relations", "themes"):
            values[name] = sorted(values[name])
        rows.append(json.dumps(values, sort_keys=True))
    return sorted(rows)


@settings(max_examples=150, deadline=None)
@given(_datasets())
def test_every_claim_and_event_stands_in_one_item_whichever_is_left(made: Dataset) -> None:
    compared = detente.compare(made, OLD, NEW)
    check(compared)
    assert _plain(detente.compare(made, NEW, OLD), swap=True) == _plain(compared)

    for every in (False, True):
        assert comparison(compared, every=every)
        assert comparison_markdown(compared, every=every)
    json.dumps(comparison_dict(compared))


def check(compared: Comparison) -> None:
    """Every claim and event of the two is counted once, and all pointers lead somewhere."""
    made = compared.dataset
    ids = {compared.left.id, compared.right.id}
    spoken = [c.id for c in made.claims if ids & {u.article for u in c.utterances}]
    spoken += [e.id for e in made.events if ids & {a.article for a in e.accounts}]
    counted = [id_ for item in compared for id_ in item.records]
    assert sorted(counted) == sorted(spoken)
    factors = [
        f"{relation.id}/accounts/{k}/factors/{n}"
        for relation in made.relations
        for k, account in enumerate(relation.accounts)
        if account.article in ids
        for n, _factor_ in enumerate(account.factors)
    ]
    named = [
        position.record + path
        for item in compared
        for position in item.positions
        for path in position.paths
        if "/factors/" in path
    ]
    assert sorted(named) == sorted(factors)
    links = {one_.id for one_ in made.links}
    for item in compared:
        assert item.positions
        assert not set(item.records) & set(item.also)
        assert links.issuperset(item.links)
        for side, own in ((item.left, compared.left), (item.right, compared.right)):
            for position in side:
                record: Any = made[position.record]
                parts = [part_at(record, path) for path in position.paths]
                assert position.article == own.id
                if isinstance(record, Claim | Event):
                    assert {part.article for part in parts} == {own.id}
                    assert position.record in (*item.records, *item.also)
                    spans = [span for part in parts for span in part.evidence]
                    assert set(position.evidence) == set(spans)


# --- the bundled dataset ----------------------------------------------------------------------------


def test_the_bundled_dataset_is_compared_whole() -> None:
    compared = detente.compare(detente.load_dataset("dprk-russia"))

    check(compared)
    assert compared.earlier is compared.left
    assert sum(compared.counts.values()) == len(compared)
    swapped = detente.compare(compared.dataset, compared.right.id, compared.left.id)
    assert _plain(swapped, swap=True) == _plain(compared)


# --- in words ---------------------------------------------------------------------------------------


def told_as(*records: dict, **more: Any) -> str:
    """The text, with lines joined, so that wrapping does not matter."""
    return " ".join(comparison(detente.compare(dataset(*records), **more), every=True).split())


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        ("CT+", "CT+", "Both hold as certain: This is what x says."),
        ("PR+", "PR+", "Both hold as probable: This is what x says."),
        ("CT-", "CT-", "Both deny: This is what x says."),
        ("CT+", "PS+", "Old (2010) holds as certain; New (2020) holds as possible: This"),
        ("PR-", "PS-", "Old (2010) holds as improbable; New (2020) holds as possibly untrue: This"),
        ("CT+", "Uu", "Old (2010) holds as certain; New (2020) leaves open: This"),
        ("CTu", "CT-", "Old (2010) says that it is known whether; New (2020) denies: This"),
    ],
)
def test_commitments_in_words(left, right, said) -> None:
    assert said in told_as(claim("x", by(OLD, left), by(NEW, right)))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (says(OLD), says(NEW), "Both say that it happened: x."),
        (
            says(OLD, "planned"),
            says(NEW, "cancelled"),
            "Old (2010) says that it is planned; New (2020) says that it was called off: x.",
        ),
        (
            says(OLD, "hypothetical", "PS+"),
            says(NEW, "ongoing", "PR-"),
            "Old (2010) says that it possibly comes about; New (2020) says that it probably does "
            "not go on: x.",
        ),
        (
            says(OLD, commitment="CT-"),
            says(NEW, commitment="Uu"),
            "Old (2010) denies that it happened; New (2020) leaves open whether it happened: x.",
        ),
        (
            says(OLD, commitment="CTu"),
            says(NEW, pragmatic="PR+"),
            "Old (2010) says that it is known whether it happened; New (2020) says that it "
            "happened, as if it were probable: x.",
        ),
    ],
)
def test_events_in_words(old, new, said) -> None:
    assert said in told_as(event("x", old, new))


def test_who_says_both_in_words() -> None:
    assert "Old (2010) holds, and elsewhere denies; New" in told_as(
        claim("x", by(OLD), by(OLD, "CT-"), by(NEW))
    )
    assert "says that it happened, and elsewhere that it did not happen" in told_as(
        event("x", says(OLD), says(OLD, commitment="CT-"), says(NEW))
    )


SOURCE = {"mode": "indirect", "act": "communication", "commitment": "CT+"}


def test_sources_in_words() -> None:
    named = {**SOURCE, "kind": "named", "actor": "actor:ann", "commitment": "PS-"}
    chain = [{**SOURCE, "kind": "document"}, named]
    text = told_as(
        claim(
            "x",
            by(OLD, "Uu", sources=chain, pragmatic="PR-"),
            by(OLD, "Uu", sources=[{**SOURCE, "kind": "unspecified"}]),
            by(NEW, sources=[{**SOURCE, "kind": "generic"}]),
        ),
        event("y", says(OLD, commitment="Uu", sources=[{**SOURCE, "kind": "role_only"}])),
    )

    assert (
        "Old (2010) only reports, from Ann (holding it possibly untrue), by way of a document and "
        "somebody it does not name (certain of it), as if it were improbable; New (2020) holds as "
        "certain: This is what x says."
    ) in text
    assert "New (2020) takes it from people in general." in text
    assert (
        "Only reports, from somebody named by office alone (certain of it), that it happened: y."
    ) in text


def test_predictions_conditions_and_scopes_in_words() -> None:
    future = {"kind": "predictive", "tense": "future", "scope": "../2015"}
    condition = {"kind": "conditional", "antecedents": ["claim:y", "claim:nobody"]}
    untrue = {"kind": "counterfactual", "antecedents": ["event:z"]}
    text = told_as(
        claim("x", by(OLD), condition=condition, **future),
        claim("y", by(OLD, "Uu")),
        claim("w", by(NEW), condition=untrue),
        event("z", says(NEW, "hypothetical", "Uu")),
    )

    assert "Predicts as certain, on a condition: This is what x says (up to 2015)." in text
    assert "Condition of Old (2010): This is what y says. claim:nobody" in text
    assert (
        "Holds as certain, on an untrue condition: This is what w says. Condition of New (2020): z."
    ) in text
    shared = told_as(
        claim("x", by(OLD), by(NEW), condition=condition), claim("y", by(OLD), by(NEW))
    )
    assert "Condition of both: This is what y says." in shared


def test_details_of_accounts_in_words() -> None:
    numbers = [
        quantity(5, upper=7, per="year", approximate=True),
        {"value": 3, "unit": "count", "of": "meetings"},
        {"value": 10, "unit": "ratio", "of": "growth"},
    ]
    text = told_as(
        event(
            "x",
            says(OLD, time="2001-05-04", place={"label": "the capital"}, quantities=numbers),
            says(NEW, time="2001"),
            time=time("2001-05-04"),
            references=[{"title": "a register"}],
        )
    )

    assert (
        "Whether they mean the same time is not certain. Old (2010): 4 May 2001; place: the capital; about 5 to 7 USD "
        "per year (the loan); 3 (meetings); 10 times (growth) New (2020): 2001 Dated by other "
        "sources: 4 May 2001"
    ) in text
    assert "AGAINST THE PUBLIC RECORD" not in text


@pytest.mark.parametrize(
    ("kind", "signs", "said"),
    [
        ("contradicts", ("CT+", "CT+"), "Not both can be so, if they speak of the same time and"),
        ("contradicts", ("Uu", "CT+"), "What New (2020) says may contradict it."),
        ("contradicts", ("CT-", "Uu"), "The one bears on the other; neither agreement nor"),
        ("contradicts", ("CT-", "CT-"), "The one bears on the other; neither agreement nor"),
        ("contradicts", ("Uu", "Uu"), "Neither of them commits itself."),
        ("specifies", ("Uu", "CT+"), "The one bears on the other; neither agreement nor"),
        ("specifies", ("Uu", "CT-"), "What New (2020) says rules it out."),
        ("specifies", ("CT-", "Uu"), "The one bears on the other; neither agreement nor"),
        ("specifies", ("CT+", "Uu"), "What Old (2010) says implies it."),
        ("specifies", ("CT+", "CT+"), "What the one says implies what the other says."),
    ],
)
def test_what_follows_from_a_link_in_words(kind, signs, said) -> None:
    left, right = claim("x", by(OLD, signs[0])), claim("y", by(NEW, signs[1]))

    assert said in told_as(left, right, link(kind, "claim:x", "claim:y"))


def test_a_link_that_is_not_sure_is_told_with_its_note() -> None:
    left, right = claim("x", by(OLD)), claim("y", by(NEW))
    join = link("contradicts", "claim:x", "claim:y", confidence="medium", note="One is broader")
    assert "By the annotators' reading, medium confidence: One is broader." in told_as(
        left, right, join
    )
    assert "By the annotators' reading: One is broader." in told_as(
        left, right, {**join, "confidence": "high"}
    )
    del join["note"]
    assert "By the annotators' reading, medium confidence. " in told_as(left, right, join)
    assert "annotators" not in told_as(left, right, {**join, "confidence": "high"})


def test_what_is_only_possible_is_counted_as_such() -> None:
    at = event("x", says(OLD, time="2001"), says(NEW, time="2001-05"))
    assert "the two agree on 1 event (possibly)." in told_as(at)
    both = told_as(at, claim("y", by(OLD), by(NEW)))
    assert "the two agree on 1 claim and 1 event (1 of them possibly)." in both
    records = claim("x", by(OLD)), claim("y", by(NEW)), link("contradicts", "claim:x", "claim:y")
    assert "contradict each other in 1 place (1 claim; possibly)" in told_as(*records)


def test_undecided_is_what_one_or_both_leave_open() -> None:
    for commitments in (("Uu", "Uu"), ("Uu", "CT+")):
        old, new = commitments
        text = told_as(claim("x", by(OLD, old), by(NEW, new)))
        assert "Only reported or left open by one or both" in text
        assert "1 claim is only reported or left open by one or both" in text


def test_a_later_word_is_no_change_unless_something_tells_so() -> None:
    join = link("updates", "claim:y", "claim:x")
    same = told_as(claim("x", by(OLD)), claim("y", by(NEW)), join)
    assert "What changed" not in same
    assert "Later, on the same matter • Then: Old (2010) holds as certain: This" in same
    assert "1 claim has a later word on the same matter." in same
    opposite = told_as(claim("x", by(OLD)), claim("y", by(NEW, "CT-")), join)
    assert "What changed • Then: Old (2010)" in opposite
    assert "1 claim changed." in opposite
    status = told_as(
        event("x", says(OLD, "ongoing")),
        event("y", says(NEW)),
        link("updates", "event:y", "event:x"),
    )
    assert "What changed • Then: Old (2010)" in status
    two = told_as(
        *(claim(slug, by(OLD)) for slug in "xz"),
        *(claim(slug, by(NEW)) for slug in "yw"),
        join,
        link("updates", "claim:w", "claim:z"),
    )
    assert "2 claims have a later word on the same matter." in two


def test_a_time_from_elsewhere_is_told_of_whose_event_it_is() -> None:
    dated = {"time": time("2001"), "references": [{"title": "a register"}]}
    text = told_as(
        event("x", says(OLD, "planned")),
        event("y", says(NEW), **dated),
        link("updates", "event:y", "event:x"),
    )
    assert "The event of New (2020) is dated by other sources: 2001" in text


def test_what_may_follow_from_a_link_for_what_is_left_open_in_words() -> None:
    scoped = [claim("x", by(OLD, "Uu"), scope="2001"), claim("y", by(NEW), scope="2001")]
    join = link("contradicts", "claim:x", "claim:y")
    assert "What New (2020) says contradicts it." in told_as(*scoped, join)
    depends = {"condition": {"kind": "conditional", "antecedents": ["claim:z"]}}
    scoped[0] = claim("x", by(OLD, "Uu"), scope="2001", **depends)
    assert "What New (2020) says may contradict it." in told_as(*scoped, join)

    join = link("specifies", "event:x", "event:y")
    later = event("x", says(NEW, "hypothetical", "Uu"))
    so_far = event("y", says(OLD, "ongoing", "CT-"))
    assert "What Old (2010) says may rule it out." in told_as(later, so_far, join)
    join = link("specifies", "claim:x", "claim:y", confidence="medium")
    open_ = claim("x", by(OLD)), claim("y", by(NEW, "Uu"))
    assert "What Old (2010) says may imply it." in told_as(*open_, join)


def test_a_later_word_by_an_unsure_link_is_told_with_the_link_alone() -> None:
    records = claim("x", by(OLD)), claim("y", by(NEW))
    text = told_as(*records, link("updates", "claim:y", "claim:x", confidence="low"))
    assert "By the annotators' reading, low confidence." in text
    assert "not certain" not in text
    # Here the times are not certain, though it is known which article is the later one.
    records = claim("x", by(OLD), scope="2000/2022"), claim("y", by(NEW), scope="2001/2019")
    assert "That the one is the later word is not certain." in told_as(
        *records, link("updates", "claim:x", "claim:y")
    )


def test_a_change_is_told_in_time() -> None:
    records = claim("x", by(OLD)), claim("y", by(NEW, grounds=["claim:a", "claim:b", "claim:c"]))
    made = dataset(*records, claim("a", by(NEW)), link("updates", "claim:y", "claim:x"))
    text = " ".join(comparison(detente.compare(made, NEW, OLD)).split())

    assert "1 claim has a later word on the same matter." in text
    assert "Then: Old (2010) holds as certain: This is what x says. Later: New (2020) holds" in text
    assert "Grounds of New (2020): This is what a says. claim:b … and 1 more" in text
    undated = dataset(
        *records, link("updates", "claim:y", "claim:x"), articles=((OLD, None), (NEW, None))
    )
    text = " ".join(comparison(detente.compare(undated)).split())
    assert "• Old holds as certain" in text
    assert "That the one is the later word is not certain." in text
    assert "published at an unknown time" in text


def test_what_was_foretold_in_words() -> None:
    foretold = claim("x", by(OLD), kind="predictive", tense="future")
    join = link("contradicts", "claim:x", "claim:y")

    assert "As the later one has it, this was not borne out." in told_as(
        foretold, claim("y", by(NEW)), join
    )
    text = told_as(foretold, claim("y", by(NEW, "CT-")), join)
    assert "borne out" not in text
    specifies = link("specifies", "claim:y", "claim:x")
    assert "this was borne out" in told_as(foretold, claim("y", by(NEW)), specifies)


def test_what_more_or_against_it_is_said_in_words() -> None:
    text = told_as(
        claim("y", by(OLD), by(NEW)),
        claim("x", by(OLD, "PR+")),
        claim("z", by(NEW)),
        link("specifies", "claim:x", "claim:y"),
        link("counters", "claim:z", "claim:y", article=NEW),
    )

    assert "Old (2010) says more (holds as probable): This is what x says." in text
    assert "New (2020) sets against it: This is what z says." in text


def test_differences_of_accounts_in_words() -> None:
    text = told_as(
        event(
            "x",
            says(OLD, time="2001", quantities=[quantity(5)]),
            says(NEW, time="2002", quantities=[quantity(6)]),
        )
    )
    assert "The accounts differ in time and quantities." in text
    assert "contradict each other in 1 place (1 event)" in text
    rough = quantity(6, approximate=True)
    text = told_as(event("x", says(OLD, quantities=[quantity(5)]), says(NEW, quantities=[rough])))
    assert "The accounts may differ in quantities." in text


def tie_told(old: dict | None, new: dict | None) -> str:
    return told_as(claim("ground", by(OLD), by(NEW)), tie(old, new))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            phase("2001/2005", character="alliance"),
            phase("2003/2008", character="alliance"),
            "Both see an alliance: Old (2010), 2001 to 2005; New (2020), 2003 to 2008.",
        ),
        (
            phase("2001/2005", denied=["alliance"]),
            phase("2003/2008", denied=["alliance"]),
            "Both deny that the tie is an alliance: Old (2010), 2001 to 2005; New",
        ),
        (
            phase("2001/2005", trend="warming"),
            phase("2003/2008", trend="warming"),
            "Both see the tie warming: Old (2010), 2001 to 2005; New (2020), 2003 to 2008.",
        ),
        (
            phase("2001/2005", character="patronage", patron="actor:one"),
            phase("2003/2008", character="patronage", patron="actor:two"),
            "Old (2010) sees patronage by One (2001 to 2005). New (2020) sees patronage by Two "
            "(2003 to 2008). The patrons differ.",
        ),
        (
            phase("2001/2005", character="alliance"),
            phase("2005/2008", denied=["alliance"]),
            "Old (2010) sees an alliance (2001 to 2005). New (2020) denies that the tie is an "
            "alliance (2005 to 2008). The one denies it for a period that may overlap.",
        ),
        (
            phase("2005/2010", trend="warming"),
            phase("2012/2020", trend="cooling"),
            "Then: Old (2010) sees the tie warming (from 2005 up to the time of writing [2010]). "
            "Later: New (2020) sees the tie cooling (from 2012 up to the time of writing [2020]). "
            "The later period began after the earlier article appeared.",
        ),
        (
            phase("2005/2006", trend="steady"),
            phase("2007/2015", trend="cooling"),
            "New (2020) sees the tie cooling (2007 to 2015). The period ended after",
        ),
        (
            phase("2001", character="rivalry", trend="cooling", denied=["war"]),
            None,
            "Sees rivalry, not war, cooling (2001).",
        ),
        (
            phase("2001", denied=["war", "alliance"], trend="steady"),
            None,
            "Denies that the tie is war, not an alliance, steady (2001).",
        ),
    ],
)
def test_phases_in_words(old, new, said) -> None:
    assert said in tie_told(told(old), told(new) if new else None)


def test_a_phase_without_a_time_in_words() -> None:
    unknown = {**phase("2001", trend="cooling"), "period": time(None)}

    assert (
        "Both see the tie cooling: Old (2010), at an unknown time; New (2020), 2001. Whether they "
        "mean the same time is not certain."
    ) in tie_told(told(unknown), told(phase("2001", trend="cooling")))
    sure = tie_told(told(phase("2001", trend="cooling")), told(phase("2001", trend="cooling")))
    assert "not certain" not in sure
    assert "Sees the tie cooling." in tie_told(told(unknown), None)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            factor(holder="actor:one", object=["actor:three"], period="2001/2030"),
            factor(holder="actor:one"),
            "Both see an interest of One. Old (2010): gain (towards Three, 2001 to 2030). New "
            "(2020): gain. On the same ground: This is what ground says.",
        ),
        (
            factor("constraint", "a", "claim:a", denied=True),
            factor("constraint", "b", "claim:b", denied=True),
            "Both rule out a constraint on both parties. Old (2010): a. New (2020): b.",
        ),
        (
            factor(),
            factor(denied=True),
            "Old (2010) sees an interest of both parties: gain. New (2020) rules out an interest",
        ),
        (factor("ideology"), None, "Sees ideology of both parties: gain."),
        (factor(denied=True), None, "Rules out an interest of both parties: gain."),
    ],
)
def test_factors_in_words(old, new, said) -> None:
    assert "not certain" not in tie_told(moves(old), moves(new) if new else None)
    assert said in tie_told(moves(old), moves(new) if new else None)


def test_what_has_been_checked_is_told_at_the_end() -> None:
    checked = [
        {
            "verdict": "partly_accurate",
            "as_of": "2021-05",
            "references": [{"title": "a yearbook"}, {"title": "a register"}],
            "note": "More or less",
        },
        {"verdict": "accurate", "as_of": "2022", "references": [{"title": "a yearbook"}]},
    ]
    dated = event(
        "z", says(OLD, time="2001"), time=time("2000"), references=[{"title": "a register"}]
    )
    text = told_as(claim("x", by(OLD, "Uu"), assessments=checked), dated)

    assert text.index("AGAINST THE PUBLIC RECORD") > text.index("OTHER MATTERS")
    assert (
        "Old (2010) leaves open: This is what x says. Partly accurate as of May 2021 (a yearbook "
        "and a register). More or less. Accurate as of 2022 (a yearbook)."
    ) in text
    assert (
        "Old (2010) says that it happened: z. The date of Old (2010) differs: 2001; other "
        "sources: 2000 (a register)."
    ) in text


@pytest.mark.parametrize(
    ("authors", "published", "name"),
    [
        (["Ann Old"], "2010", "Old (2010)"),
        (["Ann Old", "Bo Young"], "2010", "Old and Young (2010)"),
        (["Ann Old", "Bo Young", "Cy Elder"], "2010", "Old and others (2010)"),
        ([], "2010", "The Courier (2010)"),
        ([], "2010/2012", "The Courier (2010/2012)"),
        ([], None, "The Courier"),
    ],
)
def test_what_articles_are_called(authors, published, name) -> None:
    first = article(OLD, published, authors=[{"name": author} for author in authors])
    made = dataset(articles=(first, (NEW, "2020")))

    assert comparison(detente.compare(made, OLD, NEW)).startswith(f"{name} and New (2020) ")


def test_two_articles_of_one_name_are_told_apart() -> None:
    same = {"authors": [{"name": "Ann Same"}]}
    made = dataset(articles=(article(OLD, "2010", **same), article(NEW, "2010", **same)))
    text = comparison(detente.compare(made))

    assert text.startswith("Same (2010)a and Same (2010)b compared")
    assert "Both speak of 0 of the 0 claims and 0 of the 0 events." in text


def test_states_with_articles_in_their_names() -> None:
    made = dataset(
        claim("x", by(OLD), about=["relation:one-two"]), tie({"phases": [phase("2001", "claim:x")]})
    )
    names = {
        "actor:one": detente.Name(text="United States", kind=detente.NameKind.OFFICIAL),
        "actor:two": detente.Name(text="the North", kind=detente.NameKind.ALIAS),
    }
    actors = tuple(
        attrs.evolve(a, names=(names[a.id],)) if a.id in names else a for a in made.actors
    )

    assert "THE UNITED STATES AND THE NORTH" in comparison(
        detente.compare(made.evolve(actors=actors))
    )
    fewer = made.evolve(actors=())
    assert "ACTOR:ONE AND ACTOR:TWO" in comparison(detente.compare(fewer))


def test_a_factor_of_an_uncertain_time_in_words() -> None:
    assert "Whether they are at work at the same time is not certain." in tie_told(
        moves(factor(period=None)), moves(factor())
    )


def test_like_phases_of_other_times_in_words() -> None:
    text = tie_told(
        told(phase("2005/2010", trend="warming")), told(phase("2012/2020", trend="warming"))
    )
    assert (
        "Alike in kind • Both see the tie warming, at different times: Old (2010), from 2005 up to "
        "the time of writing (2010); New (2020), from 2012 up to the time of writing (2020)."
    ) in text
    assert "Of different times" not in text
    assert "The periods do not overlap." not in text
    text = tie_told(
        told(phase("2005/2010", character="alliance", trend="warming")),
        told(phase("2012/2020", character="alliance", trend="warming")),
    )
    assert "Both see an alliance, warming, at different times: Old (2010), from 2005 up" in text


def test_the_short_common_name_is_said() -> None:
    names = [
        ("République du Nord", "common", "fr"),
        ("Democratic Republic of the North", "official", None),
        ("Northern State", "common", "en"),
        ("Northland", "common", None),
        ("N.", "alias", None),
    ]
    made = dataset(tie({"phases": [phase("2001", "claim:x", trend="steady")]}))
    named = tuple(
        detente.Name(text=text, kind=detente.NameKind(kind), language=language)
        for text, kind, language in names
    )
    actors = tuple(attrs.evolve(a, names=named) if a.id == "actor:one" else a for a in made.actors)
    assert "NORTHLAND AND TWO" in comparison(detente.compare(made.evolve(actors=actors)))


def test_the_list_of_what_one_says_alone_is_cut_or_told_by_theme() -> None:
    themes = [["economic"], ["economic"], ["economic"], ["cyber"], [], ["human_rights"]]
    records = [claim(f"c{n}", by(OLD), themes=found_) for n, found_ in enumerate(themes)]
    compared = detente.compare(dataset(*records))

    brief = " ".join(comparison(compared).split())
    assert "Only Old (2010): 6 claims; the most central" in brief
    assert "… and 3 claims more (cyber 1, of no theme 1, human rights 1); --all lists them" in brief
    whole = " ".join(comparison(compared, every=True).split())
    assert "Only Old (2010), human rights: 1 claim" in whole
    assert "Only Old (2010): 1 point of the tie • Sees the tie steady (2001)." in tie_told(
        told(phase("2001", trend="steady")), None
    )
    alike = detente.compare(dataset(*(claim(f"c{n}", by(OLD)) for n in range(4))))
    assert "… and 1 claim more; --all" in comparison(alike)


def test_lines_are_wrapped_and_ids_are_whole() -> None:
    compared = detente.compare(detente.load_dataset("dprk-russia"))

    for width in (60, 100):
        lines = comparison(compared, width=width).splitlines()
        assert max(len(line) for line in lines if " " in line.strip()) <= width
    assert comparison(compared, width=5) == comparison(compared, width=40)


def test_markdown_has_headings_and_footnotes_and_escapes() -> None:
    made = dataset(
        claim("x", by(OLD), by(NEW), proposition="A *b* [c] <d>."),
        *(claim(f"c{n}", by(OLD)) for n in range(4)),
    )
    text = comparison_markdown(detente.compare(made))

    assert text.startswith("# Old (2010) and New (2020) compared\n\n- Old (2010): Ann Old;")
    assert "\n## Other matters\n\n### What both say\n\n- Both hold" in text
    assert "A \\*b\\* \\[c\\] \\<d\\>.[^1]\n" in text
    assert "\n[^1]: claim:x Old (2010) " in text
    assert "\n… and 1 claim more; --all lists them\n" in text
    assert "[^" not in comparison_markdown(detente.compare(dataset()))
    both = claim("x", by(OLD)), claim("y", by(NEW)), link("contradicts", "claim:x", "claim:y")
    assert "says.<br>New (2020) holds" in comparison_markdown(detente.compare(dataset(*both)))


@pytest.mark.parametrize(
    ("value", "published", "said"),
    [
        ("/2019-04", "2019-04-24/2019-04-30", "up to the time of writing (April 2019)"),
        ("../2019", "2019-04-24", "throughout, up to the time of writing (2019)"),
        ("1995~/2015", "2015-03", "from about 1995 up to the time of writing (2015)"),
        ("..2001/2019", "2019", "from 2001 or earlier up to the time of writing (2019)"),
        ("1995/2015", "2016", "1995 to 2015"),
        ("1995/2015-03", "2015", "1995 to March 2015"),
        ("1995/2015", None, "1995 to 2015"),
        ("1995/2015", "[..2015]", "1995 to 2015"),
        ("1995/2015~", "2015", "1995 to about 2015"),
        ("1995/201X", "2015", "1995 to the 2010s"),
        ("1995/2015..", "2015", "1995 to 2015 or later"),
        ("1995/..", "2015", "from 1995 on"),
        ("2015", "2015", "2015"),
    ],
)
def test_what_lasts_until_the_article_is_told_up_to_the_time_of_writing(
    value, published, said
) -> None:
    stated = detente.TimeBasis.STATED
    shown = detente.Time(value=value, basis=stated)
    appeared = detente.Time(value=published, basis=stated)

    assert times.in_words(shown, appeared) == said
    assert "writing" not in times.in_words(shown)
    early = attrs.evolve(shown, mod_end=detente.TimeMod.EARLY)
    assert "writing" not in times.in_words(early, appeared)


def test_claims_factors_and_phases_last_up_to_the_time_of_writing() -> None:
    mine = told_as(claim("x", by(OLD), scope="2001/2010"))
    assert "This is what x says (from 2001 up to the time of writing [2010])." in mine
    both = told_as(claim("x", by(OLD), by(NEW), scope="2001/2010"))
    assert "This is what x says (2001 to 2010)." in both
    future = claim("x", by(OLD), scope="2001/2010", kind="predictive", tense="future")
    assert "This is what x says (2001 to 2010)." in told_as(future)
    assert "gain (up to the time of writing [2010])." in tie_told(
        moves(factor(period="/2010")), None
    )
    periods = phase("/2020", trend="warming"), phase("200X/..", trend="warming")
    assert (
        "New (2020), in one phase up to the time of writing (2020); in another phase from the "
        "2000s on."
    ) in tie_told(told(phase("2001/2005", trend="warming")), told(*periods))


def test_grounds_are_cut_unless_all_is_asked_for() -> None:
    grounds = [f"claim:g{n}" for n in range(3)]
    parts = phase("2001", *grounds, trend="steady")
    records = [
        *(claim(f"g{n}", by(OLD), by(NEW)) for n in range(3)),
        claim("x", by(OLD, grounds=grounds), by(NEW)),
        tie(told(parts), told(parts)),
    ]
    compared = detente.compare(dataset(*records))

    brief = " ".join(comparison(compared).split())
    cut = "This is what g0 says. This is what g1 says. … and 1 more (--all)"
    assert brief.count(f"Grounds of Old (2010): {cut}") == 2
    whole = " ".join(comparison(compared, every=True).split())
    assert "more (--all)" not in whole
    assert whole.count("This is what g1 says. This is what g2 says.") == 3
    assert whole.count("claim:g2 Old (2010)") == 2  # in its own item, and with the phase


def test_a_character_is_the_label_of_the_annotators() -> None:
    same = tie_told(
        told(phase("2001", character="alliance")), told(phase("2001", character="alliance"))
    )
    assert "By the annotators' label: alliance; the authors may not use the word." in same
    other = tie_told(
        told(phase("2001/2005", character="alliance")),
        told(phase("2001/2005", character="rivalry")),
    )
    assert "By the annotators' label: alliance and rivalry; the authors" in other
    assert "label" not in tie_told(told(phase("2001", trend="steady")), None)


def test_only_is_explained() -> None:
    said = "“Only” means that no shared record or link was annotated, not that the other is silent"

    assert said in told_as(claim("x", by(OLD)))
    assert said in " ".join((ROOT / "docs" / "comparing.md").read_text("utf-8").split())


def test_two_contradictions_upon_the_same_claims_are_one_place() -> None:
    accounts = (
        told(phase("2001/2005", "claim:x", character="alliance")),
        told(phase("2001/2005", "claim:y", character="rivalry")),
    )
    pair = [
        claim("x", by(OLD), about=["relation:one-two"]),
        claim("y", by(NEW), about=["relation:one-two"]),
        link("contradicts", "claim:x", "claim:y"),
    ]
    text = told_as(*pair, tie(*accounts))
    assert "(Rests on the same claims as the point above: alliance against rivalry.)" in text
    assert (
        "the two contradict each other in 1 place (1 claim and 1 point of the tie; 1 of them on the "
        "same claims as another; 1 of them possibly)"
    ) in text
    apart = told_as(
        *pair,
        *(claim(n, by(NEW)) for n in "z"),
        tie(accounts[0], told(phase("2001/2005", "claim:z", character="rivalry"))),
    )
    assert "Rests on the same" not in apart
    assert "contradict each other in 2 places" in apart


def test_what_is_only_reported_is_checked_apart() -> None:
    checked = [{"verdict": "accurate", "as_of": "2022", "references": [{"title": "a yearbook"}]}]
    records = [
        claim("x", by(OLD, "Uu"), assessments=checked),
        claim("y", by(OLD, "Uu"), by(NEW, "Uu"), assessments=checked),
        claim("z", by(OLD, "Uu"), by(NEW), assessments=checked),
    ]
    text = told_as(*records)
    text = text[text.index("AGAINST THE PUBLIC RECORD") :]

    checked_, both, mine = (
        text.index("What has been checked • Old (2010) leaves open: This is what z"),
        text.index("What Old (2010) and New (2020) only report or suppose •"),
        text.index("What Old (2010) only reports or supposes • Old (2010) leaves open"),
    )
    assert checked_ < both < mine
    assert "What has been checked" not in told_as(records[0])


def test_what_is_past_does_not_come_about_any_more() -> None:
    open_ = [says(a, "hypothetical", "Uu") for a in (OLD, NEW)]
    dated = {**open_[0], "time": time("2015")}

    assert "Old (2010) leaves open whether it comes about; New (2020) does not say whether it " in (
        told_as(event("x", dated, open_[1]))
    )
    assert "Both do not say whether it came about: x." in (
        told_as(event("x", *open_, time=time("2005"), references=[{"title": "a register"}]))
    )
    assert "Both leave open whether it comes about: x." in told_as(event("x", *open_))


def test_what_is_supposed_as_a_condition_is_told_as_such() -> None:
    depends = {"condition": {"kind": "conditional", "antecedents": ["claim:z", "event:z"]}}
    records = [
        claim("x", by(OLD), **depends),
        claim("z", by(OLD, "Uu"), by(NEW, "Uu")),
        event("z", says(OLD, "hypothetical", "Uu"), says(NEW, "hypothetical", "Uu")),
    ]
    text = told_as(*records)

    assert (
        "Old (2010) supposes as a condition; New (2020) leaves open: This is what z says." in text
    )
    assert (
        "Old (2010) supposes as a condition that it comes about; New (2020) leaves open whether it "
        "comes about: z."
    ) in text


def test_filters_are_told_and_may_leave_nothing() -> None:
    compared = detente.compare(
        dataset(claim("x", by(OLD), themes=["military"]), tie(moves(factor())))
    )
    left = compared.where(theme="military", verdict="only")
    text = " ".join(comparison(left).split())
    assert "Filters: theme military; verdict only; 1 item left." in text
    assert "Both speak of" not in text
    assert "Nothing of that kind" not in text
    none = " ".join(comparison(left.where(relation="relation:one-two")).split())
    assert "verdict only; relation relation:one-two; 0 items left." in none
    assert none.endswith("Nothing of that kind under these filters.")
    with pytest.raises(detente.InputError, match="no such verdict; close: contradict"):
        compared.where(verdict="contradiction")


def test_a_long_comparison_begins_with_what_matters_most() -> None:
    records = [
        *(claim(f"c{n}", by(OLD)) for n in range(7)),
        claim("a", by(OLD), by(NEW)),
        claim("b", by(OLD, grounds=["claim:a"]), by(NEW)),
        claim("c", by(OLD), by(OLD, "CT-"), by(NEW), proposition="Word " * 100),
        event("d", says(OLD, "planned"), says(NEW)),
        claim("e", by(OLD, grounds=["claim:b"])),
    ]
    compared = detente.compare(dataset(*records))
    text = comparison(compared)
    assert text.splitlines()[2:5] == [
        "1 contradiction, 2 agreements, 1 change; 8 only in Old (2010).",
        "Main agreement: Both hold as certain: This is what b says.",
        "Main change: Old (2010) says that it is planned; New (2020) says that it happened: d.",
    ]
    assert "\n\n1 contradiction, 2 agreements, 1" in comparison_markdown(compared)
    assert "7 only in" not in told_as(*records[:7])
    bundled = comparison(detente.compare(detente.load_dataset("dprk-russia")))
    assert bundled[: bundled.index("\n\n  ")].count("\n") <= 6  # title, empty line, five lines


# --- with texts -------------------------------------------------------------------------------------


def set_otherwise(whole: detente.Attachment) -> detente.Attachment:
    """An attachment whose spans are found, but not character by character."""
    articles = tuple(
        attrs.evolve(
            found_,
            spans=tuple(
                attrs.evolve(span, verdict=detente.SpanVerdict.REFORMATTED) for span in found_.spans
            ),
        )
        for found_ in whole.articles
    )
    return attrs.evolve(whole, articles=articles)


def test_with_texts_the_words_are_shown() -> None:
    made = detente.loads(DATA)
    compared = detente.compare(made)
    whole = detente.attach(made, list(TEXTS.values()))
    text = comparison(compared, whole)
    assert "The Sample Courier (2005): “They were never allies in those days.”" in text
    assert "- The Sample Courier (2005): “They were" in comparison_markdown(compared, whole)
    of_tie = comparison(compared.where(verdict="only_left"), whole, every=True)
    words = of_tie[of_tie.rindex("points of the tie\n") : of_tie.index("OTHER MATTERS")]
    assert words.count("The Sample Courier (1905): “") == 2  # those of the grounds

    other = TEXTS["later.txt"].replace("never allies", "always allies")
    text = " ".join(comparison(compared, detente.attach(made, [other])).split())
    assert "No text of The Sample Courier (1905) at hand: its words are left out." in text
    assert "The Sample Courier (2005), claim:never-allies (absent): the span has no" in text

    grounded = attrs.evolve(
        made,
        claims=tuple(
            attrs.evolve(
                claim_,
                utterances=tuple(attrs.evolve(u, grounds=(claim_.id,)) for u in claim_.utterances),
            )
            for claim_ in made.claims
        ),
    )
    with_them = detente.attach(grounded, list(TEXTS.values()))
    text = " ".join(comparison(detente.compare(grounded), with_them).split())
    assert "The Sample Courier (2005), ground: “They were never allies in those days.”" in text
    assert "more (--all)" not in text

    text = " ".join(comparison(compared, set_otherwise(whole)).split())
    assert "The Sample Courier (2005) (reformatted): “They were never" in text

    plain = comparison_dict(compared, whole)
    words = [w for i in plain["items"] for s in ("left", "right") for p in i[s] for w in p["words"]]
    assert {w["verdict"] for w in words} == {"exact"}
    assert words[0]["words"] in "".join(TEXTS.values())
    json.dumps(plain)


# --- the command ------------------------------------------------------------------------------------


def run(capsys: Any, *arguments: str) -> tuple[int, str, str]:
    status = main(["compare", *arguments])
    return status, *capsys.readouterr()


@pytest.fixture
def sample(tmp_path: Any) -> str:
    path = tmp_path / "sample.detente.json"
    path.write_bytes(DATA)
    return str(path)


def test_the_command_compares_the_bundled_articles(capsys) -> None:
    status, out, err = run(capsys)
    assert (status, err) == (0, "")
    assert "\n\nBoth speak of " in out
    assert run(capsys, "@dprk-russia") == (0, out, "")
    status, swapped, _err = run(capsys, "article:fowdy-2019", "article:huffpost-2015")
    assert status == 0
    assert swapped.startswith("Fowdy (2019) and HuffPost (2015)")


def test_the_command_takes_filters_and_formats(capsys, sample, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    status, out, _err = run(capsys, sample, "--relation", "relation:norway-sweden")
    assert status == 0
    assert "OTHER MATTERS" not in out
    assert max(map(len, out.splitlines())) <= 60
    assert run(capsys, sample, "--only", "only", "--theme", "military", "--all")[1].count("•") == 1
    plain = json.loads(run(capsys, sample, "--format", "json")[1])
    assert plain["names"] == {
        "article:union": "The Sample Courier (1905)",
        "article:later": "The Sample Courier (2005)",
    }
    assert run(capsys, sample, "--format", "markdown")[1].startswith("# The Sample")
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    status, out, _err = run(capsys, sample, "--texts", str(tmp_path))
    assert status == 0
    assert "never allies in" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["article:union"], "expected the ids of two articles: LEFT RIGHT"),
        (["article:onion", "article:later"], "close: article:union"),
        (["article:later", "article:later"], "itself"),
        (["--theme", "peace"], "no such theme; there are: "),
        (["--theme", "militray"], "no such theme; close: military"),
        (["--relation", "relation:sweden-norway"], "close: relation:norway-sweden"),
        (["--relation", "relation:norway-swedne"], "close: relation:norway-sweden"),
        (["--relation", "relation:norway"], "no such relation; there are: relation:norway-sweden"),
        (["--texts", "elsewhere"], "no text of article:union or article:later"),
        (["--texts", "nowhere"], "nowhere: no such file or directory"),
    ],
)
def test_the_command_says_what_is_wrong(
    capsys, sample, tmp_path, monkeypatch, arguments, said
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "other.txt").write_text("Another text.", encoding="utf-8")
    status, out, err = run(capsys, sample, *arguments)

    assert (status, out) == (2, "")
    assert said in err
    assert run(capsys, "missing.detente.json")[0] == 2
    assert run(capsys, sample, "--only", "agrees")[0] == 2


def test_each_rule_has_its_words_in_the_documentation() -> None:
    page = (ROOT / "docs" / "comparing.md").read_text("utf-8")

    for rule in detente.ComparisonRule:
        assert f"`{rule.value}`" in page
    for verdict in detente.ComparisonVerdict:
        assert f"`{verdict.value}`" in page


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1948", "1948"),
        ("2019-04", "April 2019"),
        ("2019-04-24", "24 April 2019"),
        ("191X", "the 1910s"),
        ("19XX", "the 20th century"),
        ("20XX", "the 21st century"),
        ("10XX", "the 11th century"),
        ("01XX", "the 2nd century"),
        ("02XX", "the 3rd century"),
        ("1XXX", "1XXX"),
        ("2014-XX", "2014-XX"),
        ("-0044", "-0044"),
        ("Y17E7", "Y17E7"),
        ("2014-23", "autumn 2014"),
        ("2014-34", "2014-34"),
        ("2014?", "perhaps 2014"),
        ("2014-05~", "about May 2014"),
        ("1984%", "perhaps about 1984"),
        ("1948/2019-04", "1948 to April 2019"),
        ("../2020", "up to 2020"),
        ("/2020", "until 2020"),
        ("2020/..", "from 2020 on"),
        ("2020/", "since 2020"),
        ("..2004-06-01/2004-06-20..", "1 June 2004 or earlier to 20 June 2004 or later"),
        ("[2015-01-01..2015-05-09]", "between 1 January 2015 and 9 May 2015"),
        ("[..2014]", "2014 or earlier"),
        ("[2014..]", "2014 or later"),
        ("[1667,1668,1670..1672]", "1667, 1668 or between 1670 and 1672"),
        ("{1990,1995}", "1990 and 1995"),
        ("[1990]", "1990"),
        ("2004-06-01T12:00:00Z", "2004-06-01T12:00:00Z"),
        ("no date", "no date"),
    ],
)
def test_dates_in_words(value, said) -> None:
    assert in_words(value) == said
    assert times.in_words(detente.Time(value=value, basis=detente.TimeBasis.STATED)) == said


@pytest.mark.parametrize(
    ("value", "mod", "end", "said"),
    [
        ("1991", "early", None, "early 1991"),
        ("1991", "mid", None, "mid-1991"),
        ("1991", "late", None, "late 1991"),
        ("200X", "early", None, "the early 2000s"),
        ("198X", "mid", None, "the mid-1980s"),
        ("198X~", "late", None, "about the late 1980s"),
        ("19XX", "early", None, "the early 20th century"),
        ("19XX", "mid", None, "the mid-20th century"),
        ("19XX?", "late", None, "perhaps the late 20th century"),
        ("2019-04", "early", None, "early April 2019"),
        ("2019-04", "mid", None, "mid-April 2019"),
        ("2019-04", "late", None, "late April 2019"),
        ("2014-23", "late", None, "late autumn 2014"),
        ("200X/..", "early", None, "from the early 2000s on"),
        ("/200X", None, "early", "until the early 2000s"),
        ("198X/200X", "mid", "late", "the mid-1980s to the late 2000s"),
        ("19XX/2019-04", "late", "mid", "the late 20th century to mid-April 2019"),
        ("1991/", "late", None, "since late 1991"),
        ("[1990,1991]", "early", None, "early in 1990 or 1991"),
        ("2004-06-01T12:00:00Z", "late", None, "late in 2004-06-01T12:00:00Z"),
    ],
)
def test_early_mid_and_late_in_words(value, mod, end, said) -> None:
    first, last = (None if name is None else detente.TimeMod(name) for name in (mod, end))
    shown = detente.Time(value=value, basis=detente.TimeBasis.STATED, mod=first, mod_end=last)

    assert times.in_words(shown) == said


def test_parts_of_periods_in_words() -> None:
    early, late = detente.TimeMod.EARLY, detente.TimeMod.LATE
    stated = detente.TimeBasis.STATED
    lasting = detente.Time(value="1991/2000", basis=stated, mod=late, mod_end=early)

    assert times.in_words(lasting) == "late 1991 to early 2000"
    assert times.in_words(None) == ""
    assert wording.years(lasting.value) == "1991/2000"
    assert wording.years(detente.Time(value="no date", basis=stated).value) == ""
