"""Whom and what one article never speaks of, though the other often does."""

from typing import Any

import attrs

import detente
from detente import Comparison, Dataset
from detente.records import Mention, Span
from tests.lethra import DOE, compared
from tests.two_articles import (
    NEW,
    OLD,
    by,
    claim,
    dataset,
    event,
    factor,
    issue,
    moves,
    part,
    says,
    tie,
)

THREE = "actor:three"


def silent(compared: Comparison) -> list[tuple[str, str, int, int]]:
    return [(u.record, u.article, u.count, u.of) for u in compared.unmentioned]


def of(*records: dict) -> list[tuple[str, str, int, int]]:
    return silent(detente.compare(dataset(*records)))


def about(who: str, n: int = 3, article: str = OLD, **more: Any) -> list[dict]:
    return [claim(f"c{k}-{article[-3:]}", by(article), about=[who], **more) for k in range(n)]


def test_an_actor_of_three_claims_is_missed_and_one_of_two_is_not() -> None:
    assert of(*about(THREE)) == [(THREE, OLD, 3, 3)]
    assert of(*about(THREE, 2)) == []
    assert of(*about(THREE, 2), event("e", says(OLD, participants=part("agent", "three")))) == [
        (THREE, OLD, 3, 3)
    ]


def test_an_actor_of_fewer_than_a_twentieth_is_not_missed() -> None:
    other = [claim(f"d{k}", by(OLD), by(NEW), about=["actor:two"]) for k in range(60)]
    assert of(*about(THREE), *other) == []
    assert of(*about(THREE), *other[:57]) == [(THREE, OLD, 3, 60)]


def test_the_most_frequent_come_first() -> None:
    rivers = [claim(f"r{n}", by(OLD), about=["issue:river"]) for n in range(5)]
    records = [*about("actor:two"), claim("more", by(OLD), about=["actor:two"])]

    assert of(issue("river"), *records, *rivers) == [
        ("issue:river", OLD, 5, 9),
        ("actor:two", OLD, 4, 9),
    ]


def test_who_is_mentioned_in_any_way_is_spoken_of() -> None:
    source = {"kind": "named", "mode": "indirect", "act": "communication", "commitment": "CT+"}
    side = {**source, "kind": "generic", "of": THREE}
    ways = [
        claim("x", by(NEW), about=["actor:one"], judged=THREE),
        claim("x", by(NEW), attitude={"kind": "want", "actors": [THREE]}),
        claim("x", by(NEW, sources=[{**source, "actor": THREE}])),
        claim("x", by(NEW, sources=[side])),
        event("x", says(NEW, participants=part("subject", "three"))),
        tie(None, moves(factor(object=[THREE]))),
    ]
    for way in ways:
        assert of(*about(THREE), way) == []
    # The other article's account says nothing of this one.
    elsewhere = event("x", says(OLD, participants=part("subject", "three")), says(NEW))
    assert of(*about(THREE), elsewhere) == [(THREE, OLD, 4, 4)]
    made = dataset(*about(THREE))
    seen = Mention(
        id="mention:three",
        article=NEW,
        actor=THREE,
        form=detente.MentionForm.NAME,
        spans=(Span(start=1, end=2),),
    )
    assert silent(detente.compare(made.evolve(mentions=(seen,)))) == []
    assert silent(detente.compare(made.evolve(mentions=(attrs.evolve(seen, article=OLD),)))) != []


def with_actor(made: Dataset, id_: str, **more: Any) -> Dataset:
    actors = (attrs.evolve(a, **more) if a.id == id_ else a for a in made.actors)
    return made.evolve(actors=tuple(actors))


def test_who_speaks_of_a_part_or_an_official_speaks_of_the_state() -> None:
    made = dataset(*about(THREE), *about("actor:ann", 1, NEW))
    post = detente.Post(title="envoy", of=THREE)

    assert silent(detente.compare(with_actor(made, "actor:ann", posts=(post,)))) == []
    assert silent(detente.compare(with_actor(made, "actor:ann", part_of=THREE))) == []


def test_the_unknown_are_not_missed() -> None:
    made = with_actor(dataset(*about(THREE)), THREE, unidentified=True)
    assert silent(detente.compare(made)) == []


def test_the_parties_of_a_relation_are_spoken_of_with_it() -> None:
    records = [*about("actor:two"), claim("x", by(NEW), about=["relation:one-two"])]
    assert of(*records, tie(moves(factor()))) == []


def test_the_second_article_never_speaks_of_cormia() -> None:
    assert silent(compared()) == [("actor:cormia", DOE, 5, 23)]
    assert compared().to_dict()["unmentioned"] == [
        {"record": "actor:cormia", "article": DOE, "count": 5, "of": 23}
    ]
