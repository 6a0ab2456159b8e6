"""Factors of one kind that are opposite are not listed as alike."""

import pytest

import detente
from tests.lethra import compared
from tests.two_articles import NEW, OLD, by, claim, dataset, factor, found, link, moves, tie


def alike(left: str, right: str) -> bool:
    """Whether two factors with these labels are listed as alike in kind."""
    told = [
        moves(factor("interest", label, ground))
        for label, ground in ((left, "claim:a"), (right, "claim:b"))
    ]
    return ("similar", "same-kind", "definite") in found(detente.compare(dataset(tie(*told))))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("an unbending army", "an unsteady cabinet"),
        ("a rigid line", "the partner's fickleness"),
        ("the strength of its fleet", "weakness at sea"),
        ("trust in the broker", "distrust of the broker"),
        ("stability at home", "instability at home"),
        ("a certain income", "an uncertain income"),
        ("lack of money", "money"),
    ],
)
def test_opposite_labels_are_not_alike(left, right) -> None:
    assert not alike(left, right)
    assert not alike(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("an unbending army", "a rigid cabinet"),
        ("lack of money", "lack of trust"),
        ("a port", "the import of coal"),
        ("money", "money"),
        ("money", "money from home"),
        ("dams", "rivers"),
    ],
)
def test_other_labels_may_be_alike(left, right) -> None:
    assert alike(left, right)


def joined(*records: dict) -> list[str]:
    account = moves(factor("interest", "a", "claim:a")), moves(factor("interest", "b", "claim:b"))
    verdicts = found(detente.compare(dataset(*records, tie(*account))))
    return [rule for _verdict, rule, _modality in verdicts if rule.startswith("same-")]


def test_what_rests_on_claims_set_against_each_other_is_not_alike() -> None:
    records = claim("a", by(OLD)), claim("b", by(NEW))

    assert joined(*records) == ["same-kind"]
    for kind in ("contradicts", "rivals"):
        assert joined(*records, link(kind, "claim:b", "claim:a")) == []
    assert joined(*records, link("parallels", "claim:b", "claim:a")) == ["same-kind"]


@pytest.mark.parametrize(
    ("judged", "directions", "expected"),
    [
        (("actor:one", "actor:one"), ("positive", "negative"), []),
        (("actor:one", "actor:two"), ("positive", "negative"), ["same-kind"]),
        (("actor:one", "actor:one"), ("negative", "negative"), ["same-kind"]),
        (("actor:one", "actor:one"), ("positive", "mixed"), ["same-kind"]),
    ],
)
def test_what_rests_on_opposite_judgements_of_one_is_not_alike(
    judged, directions, expected
) -> None:
    records = [
        claim(slug, by(article), kind="evaluative", judged=who, direction=direction)
        for slug, article, who, direction in zip("ab", (OLD, NEW), judged, directions, strict=True)
    ]
    assert joined(*records) == expected


def test_opposite_factors_stand_alone_and_the_others_are_still_alike() -> None:
    old = moves(
        factor("interest", "steady trade", "claim:a"), factor("interest", "gold", "claim:b")
    )
    new = moves(
        factor("interest", "fickle trade", "claim:c"), factor("interest", "coal", "claim:d")
    )
    made = detente.compare(dataset(tie(old, new)))

    (similar,) = made.where(verdict="similar")
    assert [position.text for position in similar.positions] == ["gold", "coal"]
    assert [
        position.text for item in made.where(verdict="only") for position in item.positions
    ] == [
        "steady trade",
        "fickle trade",
    ]
    directed = [
        {**factor("interest", label, f"claim:{label[0]}"), "object": ["actor:three"]}
        for label in ("steady trade", "fickle trade")
    ]
    made = detente.compare(dataset(tie(moves(directed[0]), moves(directed[1]))))
    assert {item.verdict.value for item in made} == {"only_left", "only_right"}


def test_the_unbending_army_is_not_like_the_unsteady_cabinet() -> None:
    assert [item for item in compared() if item.verdict.value == "similar"] == []
