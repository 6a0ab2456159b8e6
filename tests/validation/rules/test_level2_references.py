"""Level 2: ids resolve, to the right kind, once."""

import json

import pytest

import detente
from detente.validation.rules.level2_references import cycles
from tests.sample import DATA, Case, validated


@pytest.mark.parametrize(
    ("change", "told"), [({}, "the two are identical"), ({"note": "x"}, "the two differ")]
)
def test_a_second_definition_says_whether_it_differs(change: dict, told: str) -> None:
    document = json.loads(DATA)
    document["claims"].append({**document["claims"][0], **change})
    (found,) = [d for d in detente.validate(json.dumps(document).encode()) if d.code == "D203"]
    assert found.help.startswith(told)


def test_two_thousand_dangling_references_are_found_and_a_close_id_is_named() -> None:
    document = json.loads(DATA)
    extra = {"kind": "state", "names": [{"text": "x", "kind": "common"}]}
    document["actors"] += [{"id": f"actor:some-{n}", **extra} for n in range(1000)]
    document["claims"][0]["about"] = [f"actor:nobody-{n}" for n in range(2000)]
    found = [d for d in validated(document) if d.code == "D201"]

    assert len(found) == 2000
    document["claims"][0]["about"] = ["actor:norwey"]
    (found,) = [d for d in validated(document) if d.code == "D201"]
    assert "actor:norway" in found.help


def test_circles_are_found_in_chains_of_fifty_thousand() -> None:
    chain = {f"a{n}": (f"a{n + 1}",) for n in range(50_000)}
    assert list(cycles(chain)) == []
    (circle,) = cycles(chain | {"a50000": ("a7",)})
    assert (circle[0], len(circle)) == ("a7", 49_994)


def test_the_message_of_a_long_circle_is_short() -> None:
    document = json.loads(DATA)
    extra = {"kind": "state", "names": [{"text": "x", "kind": "common"}]}
    document["actors"] += [
        {"id": f"actor:p{n}", "part_of": f"actor:p{(n + 1) % 500}", **extra} for n in range(500)
    ]
    (found,) = [d for d in validated(document) if d.code == "D205"]
    assert len(found.message) < 250
    assert "500 in all" in found.message


def test_an_order_of_events_that_are_not_there_is_no_circle() -> None:
    document = json.loads(DATA)
    order = {"kind": "precedes", "source": "event:one", "target": "event:one"}
    document["links"].append({"id": "link:order", **order, "article": "article:union"})
    found = {d.code for d in validated(document)}
    assert "D201" in found
    assert "D205" not in found


def test_a_circle_is_reported_at_a_record_that_is_there() -> None:
    document = json.loads(DATA)
    for number, ends in enumerate((("event:one", "event:vote"), ("event:vote", "event:one"))):
        order = {"kind": "precedes", "source": ends[0], "target": ends[1]}
        document["links"].append({"id": f"link:o{number}", **order, "article": "article:union"})
    (found,) = [d for d in validated(document) if d.code == "D205"]
    assert found.location.path[0] == "events"


@pytest.mark.parametrize(
    ("edits", "name"),
    [
        (('issue:separation/part_of = "issue:separation"',), "parts"),
        (('claim:lesson/about = ["claim:lesson"]',), "claims about claims"),
        (
            (
                'claim:lesson/kind = "evaluative"',
                'claim:lesson/judged = "claim:no-vote"',
                'claim:no-vote/about = ["claim:lesson"]',
            ),
            "claims about claims",
        ),
        (
            (
                'claim:still-friends/attitude = {"kind": "belief", "actors": ["actor:norway"], "concerns": ["claim:still-friends"]}',
            ),
            "claims about claims",
        ),
        (('claim:war-avoided/effects = ["claim:war-avoided"]',), "effects"),
        (
            (
                'dataset/links/+ = {"id": "link:a", "kind": "precedes", "source": "event:vote", "target": "event:talks", "article": "article:union"}',
                'dataset/links/+ = {"id": "link:b", "kind": "precedes", "source": "event:talks", "target": "event:vote", "article": "article:union"}',
            ),
            "orders of events in article:union",
        ),
        (
            (
                'event:talks/accounts/0/condition = {"kind": "conditional", "antecedents": ["claim:war-avoided"]}',
                'claim:war-avoided/condition/antecedents = ["event:talks"]',
            ),
            "conditions in article:union",
        ),
        (
            (
                'event:talks/accounts/0/condition = {"kind": "conditional", "antecedents": ["claim:war-avoided"]}',
                'claim:war-avoided/condition/antecedents = ["claim:war-avoided"]',
            ),
            "conditions",
        ),
    ],
)
def test_a_circle_is_found_once_and_named(edits: tuple[str, ...], name: str) -> None:
    (found,) = [d for d in detente.validate(Case(edits).data) if d.code == "D205"]

    assert found.message.startswith(f"{name} form a circle: ")


def test_articles_may_make_opposite_things_depend_on_each_other() -> None:
    document = json.loads(DATA)
    for number, (article, other) in enumerate(
        (("article:union", "event:talks"), ("article:later", "event:vote"))
    ):
        document["events"][number]["accounts"].append(
            {
                "article": article,
                "status": "hypothetical",
                "commitment": "Uu",
                "condition": {"kind": "conditional", "antecedents": [other]},
                "evidence": [{"start": 30, "end": 36}],
            }
        )

    assert "D205" not in {d.code for d in validated(document)}


def test_what_a_field_takes_is_a_list_in_words() -> None:
    edits = (
        'claim:lesson/about = ["article:union"]',
        'claim:lesson/utterances/0/article = "issue:separation"',
    )
    about, article = (d for d in detente.validate(Case(edits).data) if d.code == "D202")

    assert about.message.endswith("about takes an actor, an event, a relation, an issue or a claim")
    assert article.message == "issue:separation is an issue, but article takes an article"
