"""What belongs to a shared record, and what only one article says."""

import detente
from tests.two_articles import (
    NEW,
    OLD,
    by,
    claim,
    dataset,
    event,
    factor,
    found,
    link,
    moves,
    of,
    one,
    phase,
    phases_told,
    says,
    tie,
)


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

    assert min(found(compared))[:2] == ("agree", "entailed")
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
    assert (changed.verdict.value, changed.also) == ("later", ("claim:x",))


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


def test_what_the_other_could_not_know_of_is_marked() -> None:
    later = {"value": "2015", "basis": "external"}
    records = [
        claim("of-2015", by(NEW), scope=later),
        claim("of-2005", by(NEW), scope={"value": "2005", "basis": "external"}),
        claim("of-no-time", by(NEW)),
        claim("judges", by(NEW), about=["event:war"], kind="evaluative", judged="event:war"),
        claim("caused", by(NEW), kind="causal", causes=["event:war"]),
        claim("of-older", by(NEW), about=["event:peace"]),
        claim("of-unvoiced", by(NEW), about=["event:foretold"]),
        claim("told-before", by(OLD), scope=later),
        event("war", says(NEW), time=later),
        event("peace", says(NEW), time={"value": "2010", "basis": "external"}),
        event("foretold", says(OLD, "planned"), time=later),
    ]
    compared = detente.compare(dataset(*records))

    marked = {id_ for item in compared for id_ in item.records if item.beyond}
    assert marked == {"claim:of-2015", "claim:judges", "claim:caused", "event:war"}
    assert compared.only(NEW)[0].to_dict()["beyond"] in (True, False)


def test_phases_and_factors_that_the_other_could_not_know_of_are_marked() -> None:
    source = dataset(
        event("summit", says(NEW, time="2015")),
        event("theirs", says(OLD, "planned", time="2015")),
        claim("ground", by(NEW)),
        tie(
            new={
                **phases_told(
                    phase("2016", "event:summit", trend="warming"),
                    phase("2001", "event:summit", trend="cooling"),
                ),
                **moves(
                    factor("interest", "trade", "event:summit"),
                    factor("threat", "war", "event:summit", "claim:ground"),
                    factor("dispute", "coast", "event:theirs"),
                    factor("leverage", "gas", "event:summit", period="2001"),
                ),
            }
        ),
    )
    alone = [item for item in detente.compare(source) if item.relation and not item.records]
    assert {item.positions[0].text for item in alone if item.beyond} == {"warming", "trade"}
