"""Claims and events that both articles speak of."""

import pytest

import detente
from tests.two_articles import NEW, OLD, by, claim, dataset, event, one, quantity, says


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


@pytest.mark.parametrize(
    ("old", "new"), [("2001-06", "2001-09~"), ("2001-06?", "2001-09"), ("2001~", "2002~")]
)
def test_dates_differ_possibly_where_one_is_approximate_or_uncertain(old, new) -> None:
    shared = event("x", says(OLD, time=old), says(NEW, time=new))
    (item,) = detente.compare(dataset(shared))

    assert (item.rule, item.differs, item.modality) == ("event-differs", ("time",), "possible")


def test_two_possible_differences_make_no_certain_one() -> None:
    rough = quantity(6, approximate=True)
    shared = event(
        "x",
        says(OLD, time="2001", quantities=[quantity(5)]),
        says(NEW, time="2002~", quantities=[rough]),
    )
    (item,) = detente.compare(dataset(shared))

    assert (item.differs, item.modality) == (("time", "quantities"), "possible")


def test_without_dates_of_publication_a_plan_carried_out_is_no_change() -> None:
    shared = event("x", says(OLD, "planned"), says(NEW))

    for articles in (((OLD, None), (NEW, "2020")), ((OLD, "2020"), (NEW, "2020"))):
        assert one(shared, articles=articles) == ("contradict", "event-differs", "possible")


def test_surplus_is_what_one_account_has_and_the_other_lacks() -> None:
    shared = event("x", says(OLD, time="2001", quantities=[quantity(5)]), says(NEW, time="2001"))
    (item,) = detente.compare(dataset(shared))

    assert item.surplus == (OLD,)
