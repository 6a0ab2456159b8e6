"""What the earlier of two articles could not know is no omission of it."""

import pytest

import detente
from detente.analysis.comparison.afterwards import Afterwards
from tests.two_articles import (
    NEW,
    OLD,
    by,
    claim,
    dataset,
    event,
    factor,
    moves,
    phase,
    phases_told,
    says,
    tie,
)


def later(*records: dict, **more) -> list[str]:
    """The claims and events that are of a time after the earlier article appeared."""
    source = dataset(*records, **more)
    found = Afterwards.of(detente.compare(source))
    return [r.id.partition(":")[2] for r in (*source.claims, *source.events) if r.id in found]


@pytest.mark.parametrize(
    ("time", "after"),
    [("2015", True), ("2011-01-01/..", True), ("2010", False), ("2005/2015", False), (None, False)],
)
def test_an_event_is_by_its_own_time(time, after) -> None:
    told = says(NEW) if time is None else says(NEW, time=time)
    assert later(event("a", told)) == ["a"] * after


def test_a_claim_is_by_its_scope_and_without_one_by_what_it_is_bound_to() -> None:
    assert later(
        event("summit", says(NEW, time="2015")),
        event("talks", says(NEW), part_of="event:summit"),
        claim("scoped", by(NEW), scope="2001", about=["event:summit"]),
        claim("about", by(NEW), about=["event:summit"]),
        claim("judging", by(NEW), kind="evaluative", judged="event:talks", direction="negative"),
        claim("caused", by(NEW), kind="causal", causes=["claim:about"]),
        claim("free", by(NEW)),
        claim("theirs", by(OLD), about=["actor:one"]),
    ) == ["about", "judging", "caused", "summit", "talks"]


def test_claims_about_each_other_come_to_an_end() -> None:
    assert (
        later(claim("a", by(NEW), about=["claim:b"]), claim("b", by(NEW), about=["claim:a"])) == []
    )


def test_without_an_order_of_the_articles_nothing_is_after() -> None:
    assert later(event("a", says(NEW, time="2015")), articles=((OLD, None), (NEW, "2020"))) == []


def test_phases_and_factors_are_by_their_period_or_by_all_their_grounds() -> None:
    source = dataset(
        event("summit", says(NEW, time="2015")),
        claim("ground", by(NEW)),
        tie(
            new={
                **phases_told(phase("2016", "event:summit", trend="warming")),
                **moves(
                    factor("interest", "trade", "event:summit"),
                    factor("threat", "war", "event:summit", "claim:ground"),
                    factor("leverage", "gas", "event:summit", period="2001"),
                ),
            }
        ),
    )
    compared = detente.compare(source)
    found = Afterwards.of(compared)
    assert {
        item.positions[0].text for item in compared if found.holds(item) and not item.records
    } == {*("warming", "trade")}
