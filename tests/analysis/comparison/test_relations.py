"""Phases and factors of a relation that both articles describe."""

import pytest

import detente
from tests.two_articles import (
    NEW,
    OLD,
    by,
    claim,
    dataset,
    factor,
    found,
    link,
    moves,
    of_tie,
    phase,
    phases_told,
    tie,
    time,
)

ONLY = [("only_left", "no-counterpart", "definite"), ("only_right", "no-counterpart", "definite")]


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
    assert of_tie(phases_told(old), phases_told(new)) == expected


def test_who_sees_both_characters_does_not_contradict() -> None:
    both = phases_told(
        phase("2000/2009", character="alliance"), phase("2004/2006", character="estrangement")
    )
    one_ = phases_told(phase("2004/2006", character="estrangement"))

    assert of_tie(both, one_) == [
        ("agree", "same-character", "definite"),
        ("only_left", "no-counterpart", "definite"),
    ]
    denier = phases_told(
        phase("2000/2009", character="alliance"), phase("2004", denied=["alliance"])
    )
    assert of_tie(denier, phases_told(phase("2004", character="alliance")))[0][0] == "agree"
    assert of_tie(phases_told(phase("2004", character="alliance")), denier)[0][0] == "agree"
    trends = phases_told(phase("2000/2009", trend="warming"), phase("2004", trend="cooling"))
    assert ("contradict", "opposite-trends", "definite") not in of_tie(
        trends, phases_told(phase("2004", trend="cooling"))
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
    first = phases_told(phase("1995/2015", character="indifference"), *others)
    second = phases_told(phase("2002/..", character="convenience"))
    expected = ("contradict", "other-character", "definite")

    assert (expected in of_tie(first, second)) is disputed
    assert (expected in of_tie(second, first)) is disputed


def test_a_denial_is_looked_for_where_the_periods_overlap() -> None:
    sees = phase("1990/2000", character="alliance")
    denies = phases_told(
        phase("1995/2005", denied=["alliance"]), phase("2003", character="alliance")
    )
    assert of_tie(phases_told(sees), denies)[0] == ("contradict", "character-denied", "definite")

    # Where it is not certain when, what one can have seen as well settles it.
    unknown = {**phase("2001", denied=["alliance"]), "period": time(None)}
    within = phase("199X", character="alliance")
    for denied in (unknown, phase("1995", denied=["alliance"])):
        assert of_tie(phases_told(within), phases_told(denied))[0] == (
            "contradict",
            "character-denied",
            "possible",
        )
        as_well = phases_told(denied, phase("1994/1996", character="alliance"))
        assert of_tie(phases_told(within), as_well)[0][:2] == ("agree", "same-character")


def test_of_several_phases_those_that_overlap_for_certain_are_named() -> None:
    old = phases_told(phase("2001/2005", trend="warming"))
    new = phases_told(phase("2005/2008", trend="warming"), phase("2002/2003", trend="warming"))
    compared = detente.compare(dataset(claim("ground", by(OLD), by(NEW)), tie(old, new)))
    (item,) = (i for i in compared if i.rule.value == "same-trend")

    assert [p.paths for p in item.right] == [("/accounts/1/phases/1",)]
    assert [p.text for p in item.right] == ["warming"]


def test_what_a_phase_says_that_the_other_does_not_is_only_its_own() -> None:
    old = phases_told(phase("2001/2005", character="alliance", trend="warming", denied=["war"]))
    compared = detente.compare(
        dataset(
            claim("ground", by(OLD), by(NEW)), tie(old, phases_told(phase("2002", trend="warming")))
        )
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
    assert of_tie(phases_told(old), phases_told(new)) == expected


def test_without_the_order_of_publication_nothing_changed() -> None:
    old, new = phase("2005/2010", trend="warming"), phase("2012/2020", trend="cooling")
    verdicts = of_tie(phases_told(old), phases_told(new), articles=((OLD, None), (NEW, None)))

    assert verdicts == [("different_scope", "phases-apart", "definite")]


def test_a_phase_without_a_time_cannot_have_ended() -> None:
    unknown = {**phase("2001", trend="cooling"), "period": time(None)}

    assert ("changed", "ended-phase", "definite") not in of_tie(
        phases_told(phase("2001", trend="steady")), phases_told(unknown)
    )


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


@pytest.mark.parametrize(
    ("fields", "modality"),
    [
        ((["economic"], ["economic"]), "definite"),
        (([], ["economic"]), "possible"),
        ((["economic", "military"], ["military"]), "possible"),
        ((["economic"], ["military"]), None),
    ],
)
def test_phases_are_compared_in_the_fields_that_they_are_confined_to(fields, modality) -> None:
    def verdicts(one_: dict, other: dict) -> list[tuple[str, str, str]]:
        told_ = [
            phases_told(phase("2001/2005", themes=themes, **what))
            for themes, what in zip(fields, (one_, other), strict=True)
        ]
        return of_tie(*told_)

    for one_, other, verdict, rule in (
        ({"character": "alliance"}, {"character": "alliance"}, "agree", "same-character"),
        ({"character": "alliance"}, {"character": "rivalry"}, "contradict", "other-character"),
        ({"character": "alliance"}, {"denied": ["alliance"]}, "contradict", "character-denied"),
        ({"trend": "warming"}, {"trend": "cooling"}, "contradict", "opposite-trends"),
    ):
        expected = [(verdict, rule, modality)] if modality else ONLY
        assert verdicts(one_, other) == expected


def test_a_new_phase_in_another_field_is_no_change() -> None:
    old = phase("2005/2010", trend="warming", themes=["economic"])
    new = phase("2012/2020", trend="cooling", themes=["military"])
    verdicts = of_tie(phases_told(old), phases_told(new))
    assert "changed" not in [verdict for verdict, *_ in verdicts]
    new["themes"] = ["economic"]
    assert of_tie(phases_told(old), phases_told(new)) == [("changed", "new-phase", "definite")]


def test_a_character_and_a_trend_of_other_times_are_no_two_descriptions_of_one_thing() -> None:
    old, new = phase("2001/2005", character="alliance"), phase("2006/2008", trend="warming")
    assert of_tie(phases_told(old), phases_told(new)) == [
        ("only_left", "no-counterpart", "definite"),
        ("only_right", "no-counterpart", "definite"),
    ]


@pytest.mark.parametrize("joined", [True, False])
def test_a_phase_whose_grounds_are_told_of_a_later_time_is_no_agreement_besides(joined) -> None:
    old = phases_told(phase("2001/..", "claim:then", trend="warming"))
    new = phases_told(phase("2001/..", "claim:now", trend="warming"))
    records = [claim("then", by(OLD)), claim("now", by(NEW)), tie(old, new)]
    if joined:
        records.append(link("updates", "claim:now", "claim:then"))
    verdicts = found(detente.compare(dataset(*records)))

    assert (("agree", "same-trend", "definite") in verdicts) is not joined
    assert any(verdict == "later" for verdict, _, _ in verdicts) is joined
    assert not joined or len(verdicts) == 1
