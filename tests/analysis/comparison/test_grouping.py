"""Items stand by relation, verdict and theme."""

import attrs
import pytest

import detente
from detente import Dataset
from tests.two_articles import (
    NEW,
    OLD,
    THIRD,
    by,
    claim,
    dataset,
    event,
    factor,
    issue,
    link,
    of,
    part,
    phase,
    says,
    scheme,
    tie,
)


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


# --- issues and codes ------------------------------------------------------------------------------

RIVER, LAW = issue("river"), issue("law", part_of="issue:river")
LAWS = ["law", "river"]


@pytest.mark.parametrize(
    ("more", "issues"),
    [
        ({"about": ["actor:one", "issue:river"]}, ["river"]),
        ({"about": ["issue:law", "actor:one"]}, ["law", "river"]),
        ({"about": ["issue:law"], "judged": "issue:river"}, ["law", "river"]),
        ({"causes": ["issue:river"], "effects": ["issue:law"]}, ["river", "law"]),
        ({"attitude": {"kind": "want", "actors": ["actor:one"], "concerns": ["issue:law"]}}, LAWS),
        ({"about": ["event:e"]}, ["law", "river"]),
        ({"about": ["issue:elsewhere", "actor:one"]}, []),
    ],
)
def test_a_claim_falls_under_the_issues_that_it_names(more, issues) -> None:
    records = claim("x", by(OLD), **more), event("e", says(NEW), concerns=["issue:law"])
    made = detente.compare(dataset(RIVER, LAW, *records))

    assert of(made, "claim:x").issues == tuple(f"issue:{name}" for name in issues)
    assert of(made, "claim:x").issue == (f"issue:{issues[0]}" if issues else None)
    assert of(made, "event:e").issues == ("issue:law", "issue:river")


def test_a_circle_of_issues_ends() -> None:
    circle = issue("river", part_of="issue:law"), LAW
    made = detente.compare(dataset(*circle, claim("x", by(OLD), about=["issue:river"])))
    assert of(made, "claim:x").issues == ("issue:river", "issue:law")


def test_an_item_of_two_claims_falls_under_the_issue_of_both() -> None:
    records = [
        claim("x", by(OLD), about=["issue:law", "issue:sea"]),
        claim("y", by(NEW), about=["issue:sea"]),
        link("contradicts", "claim:x", "claim:y"),
    ]
    (item,) = detente.compare(dataset(RIVER, LAW, issue("sea"), *records))
    assert (item.issue, item.issues) == ("issue:sea", ("issue:law", "issue:sea", "issue:river"))


def test_a_factor_falls_under_the_issue_that_it_is_about_and_a_phase_under_its_themes() -> None:
    account = {
        "phases": [phase("2001", trend="steady", themes=["economic"], codes=["frame/a"])],
        "factors": [factor("dispute", object=["issue:law", "actor:three"])],
    }
    relation = tie(account)
    made = detente.compare(dataset(RIVER, LAW, claim("ground", by(OLD)), relation))
    of_phase, of_factor = (item for item in made if item.relation)

    assert (of_factor.issue, of_factor.issues) == ("issue:law", ("issue:law", "issue:river"))
    assert (of_phase.theme, of_phase.codes) == ("economic", ("frame/a",))
    assert of_phase.issue is None


def test_items_are_filtered_by_issue_and_code() -> None:
    records = [
        claim("x", by(OLD), about=["issue:law"]),
        claim("y", by(OLD, codes=["frame/far"]), by(NEW), codes=["frame/near"]),
        claim("z", by(THIRD, codes=["frame/far"]), by(NEW)),
    ]
    three = ((OLD, "2010"), (NEW, "2020"), (THIRD, "2015"))
    made = dataset(RIVER, LAW, scheme("frame", "near", "far"), *records, articles=three)
    compared = detente.compare(made, OLD, NEW)

    def ids(**wanted: str) -> list[tuple[str, ...]]:
        return [item.records for item in compared.where(**wanted)]  # type: ignore[arg-type]

    assert ids(issue="issue:river") == [("claim:x",)]
    assert compared.where(issue="issue:river").items[0].issue == "issue:river"
    assert ids(code="frame/near") == ids(code="frame/far") == [("claim:y",)]
    assert compared.where(code="frame/far", issue="issue:law").filters == (
        "issue issue:law",
        "code frame/far",
    )
    with pytest.raises(detente.InputError, match="no such issue; close: issue:river"):
        compared.where(issue="issue:rivers")
    with pytest.raises(detente.InputError, match=r"no such code; there are: frame/near, frame/far"):
        compared.where(code="tone/7")
    with pytest.raises(detente.InputError, match="no such issue; there are: none"):
        detente.compare(dataset()).where(issue="issue:x")


def test_items_are_grouped_by_the_values_of_a_scheme_in_its_order() -> None:
    records = [
        claim("x", by(OLD), codes=["frame/far"]),
        claim("y", by(OLD)),
        claim("z", by(NEW), codes=["tone/loud", "frame/near", "frame/far"]),
        claim("w", by(OLD), codes=["frame/odd"]),
    ]
    schemes = scheme("frame", "near", "far"), scheme("tone", "loud")
    made = detente.compare(dataset(*schemes, *records), by="frame")

    assert {name: [i.records[0] for i in items] for name, items in made.groups.items()} == {
        "frame/near": ["claim:z"],
        "frame/far": ["claim:x"],
        "frame/odd": ["claim:w"],
        None: ["claim:y"],
    }
    assert made.by == made.to_dict()["by"] == "frame"
    assert made.where(verdict="only_right").groups.keys() == {"frame/near"}


def test_a_pair_is_grouped_by_the_code_that_both_have() -> None:
    records = [
        claim("x", by(OLD), codes=["frame/near", "frame/far"]),
        claim("y", by(NEW), codes=["frame/far"]),
        link("contradicts", "claim:x", "claim:y", codes=["frame/linked"]),
    ]
    (item,) = detente.compare(dataset(scheme("frame", "near", "far"), *records), by="frame")
    assert item.codes == ("frame/far", "frame/near", "frame/linked")


def test_items_are_grouped_by_theme_and_issue() -> None:
    records = [
        claim("x", by(OLD), about=["issue:law"], themes=["economic"]),
        claim("y", by(OLD), themes=["military"]),
    ]
    made = dataset(RIVER, LAW, *records)

    assert [*detente.compare(made, by="theme").groups] == ["military", "economic"]
    assert [*detente.compare(made, by="issue").groups] == ["issue:law", None]
    assert [*detente.compare(made).groups] == [None]


def test_what_there_is_to_group_by_is_said() -> None:
    made = dataset(scheme("frame", "near"))
    with pytest.raises(detente.InputError, match="no scheme to group by; close: frame"):
        detente.compare(made, by="frames")
    with pytest.raises(detente.InputError, match="there are: theme, issue, frame"):
        detente.compare(made, by="relation:one-two")


def test_other_matters_stand_by_issue_and_theme() -> None:
    records = [
        claim("a", by(OLD), themes=["economic"]),
        claim("b", by(OLD), about=["issue:river"]),
        claim("c", by(OLD), themes=["military"]),
        claim("d", by(NEW), by(OLD), themes=["economic"]),
    ]
    made = detente.compare(dataset(RIVER, *records))
    assert [item.records[0][-1] for item in made] == ["b", "c", "d", "a"]
