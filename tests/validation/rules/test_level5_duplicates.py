"""Level 5: actors and issues that are recorded twice."""

import json
from collections.abc import Iterator

import pytest

import detente
from detente.records import Actor
from detente.validation.context import Context
from detente.validation.rules import level5_duplicates
from detente.validation.rules.level5_time import succession
from tests.sample import DATA, Case, validated

OLSEN = '{"id": "actor:olsen", "kind": "person", "names": [{"text": "christian michelsen", "kind": "common"}]}'


def code(value: str, valid: str = "", scheme: str = "cow") -> str:
    dated = f', "valid": "{valid}"' if valid else ""
    return f'[{{"scheme": "{scheme}", "value": "{value}", "verified": true{dated}}}]'


def twice(*edits: str) -> list[tuple[str, str]]:
    """Place and message of what is recorded twice."""
    report = detente.validate(Case(edits).data)
    assert {d.code for d in report} <= {"D567", "D579"}
    return [(d.path or "", d.message) for d in report if d.code == "D567"]


def of_both(norway: str, sweden: str) -> tuple[str, str]:
    return f"actor:norway/identifiers = {norway}", f"actor:sweden/identifiers = {sweden}"


@pytest.mark.parametrize(
    "valid", [("", ""), ("1905/..", ""), ("1905/..", "2000/.."), ("", "/2000")]
)
def test_two_actors_with_one_code_are_found(valid: tuple[str, str]) -> None:
    norway, sweden = (code("385", one) for one in valid)

    assert twice(*of_both(norway, sweden)) == [
        ("/actors/1", "actor:norway has the same code, cow 385")
    ]


@pytest.mark.parametrize(
    ("norway", "sweden"),
    [
        (code("385"), code("380")),
        (code("385"), code("385", scheme="gw")),
        (code("385", "1905/.."), code("385", "1814/1900")),
        (code("385", "/1904"), code("385", "1905/..")),
    ],
)
def test_other_codes_and_codes_of_another_time_are_two_actors(norway: str, sweden: str) -> None:
    assert twice(*of_both(norway, sweden)) == []


def test_states_in_succession_may_share_a_code() -> None:
    old = f"actor:sweden-norway/identifiers = {code('385')}"

    assert twice(old, f"actor:norway/identifiers = {code('385')}") == []


def test_actors_of_two_times_may_share_a_code_and_a_name() -> None:
    michelsen = f"actor:michelsen/identifiers = {code('Q1', scheme='wikidata')}"
    other = OLSEN.replace(
        '"kind": "person"',
        f'"kind": "person", "exists": "1950/..", "identifiers": {code("Q1", scheme="wikidata")}',
    )

    assert (
        twice(michelsen, 'actor:michelsen/exists = "1857/1925"', f"dataset/actors/+ = {other}")
        == []
    )
    assert len(twice(michelsen, f"dataset/actors/+ = {other}")) == 1


def test_one_code_of_two_kinds_is_two_actors() -> None:
    government = of_both(code("385"), code("385"))

    assert twice(*government, 'actor:sweden/kind = "government"') == []


def test_two_actors_with_the_same_names_are_found_whatever_the_case() -> None:
    assert twice(f"dataset/actors/+ = {OLSEN}") == [
        ("/actors/4", "actor:michelsen has the same names")
    ]


@pytest.mark.parametrize(
    "edit",
    [
        'actor:michelsen/names/1 = {"text": "Peter Michelsen", "kind": "official"}',
        'actor:michelsen/kind = "group"',
        "actor:michelsen/unidentified = true",
        'actor:michelsen/part_of = "actor:olsen"',
    ],
)
def test_a_name_of_two_is_no_fault(edit: str) -> None:
    report = detente.validate(Case((f"dataset/actors/+ = {OLSEN}", edit)).data)

    assert "D567" not in {d.code for d in report}


def test_namesakes_with_codes_of_their_own_or_in_other_bodies_are_two() -> None:
    olsen = f"dataset/actors/+ = {OLSEN}"
    codes = (
        f"actor:michelsen/identifiers = {code('Q1', scheme='wikidata')}",
        f"actor:olsen/identifiers = {code('Q2', scheme='wikidata')}",
    )
    bodies = ('actor:michelsen/part_of = "actor:norway"', 'actor:olsen/part_of = "actor:sweden"')

    assert twice(olsen, *codes) == []
    assert twice(olsen, *bodies) == []
    assert len(twice(olsen, codes[0], bodies[0])) == 1


def test_a_third_record_is_one_more_finding() -> None:
    third = OLSEN.replace("actor:olsen", "actor:third")

    assert len(twice(f"dataset/actors/+ = {OLSEN}", f"dataset/actors/+ = {third}")) == 2


def test_two_issues_with_the_same_names_are_found() -> None:
    issue = '{"id": "issue:ID", "kind": "agreement", "names": [{"text": "Terms of Karlstad", "kind": "common"}]}'
    edits = [f"dataset/issues/+ = {issue.replace('ID', name)}" for name in ("terms", "again")]

    assert [message for _, message in twice(*edits)] == ["issue:terms has the same names"]
    assert twice(*edits, 'issue:again/part_of = "issue:terms"') == []
    assert twice(*edits, 'issue:again/kind = "territory"') == []


def test_a_thousand_states_in_succession_are_no_duplicates(monkeypatch: pytest.MonkeyPatch) -> None:
    followed: list[str] = []

    def counted(context: Context, id_: str) -> Iterator[Actor]:
        for actor in succession(context, id_):
            followed.append(actor.id)
            yield actor

    monkeypatch.setattr(level5_duplicates, "succession", counted)
    document = json.loads(DATA)
    names = [{"text": "Sameland", "kind": "common"}]
    document["actors"] += [
        {"id": f"actor:s{n}", "kind": "state", "names": names}
        | ({"predecessors": [f"actor:s{n - 1}"]} if n else {})
        for n in range(1000)
    ]
    assert "D567" not in {d.code for d in validated(document)}
    assert len(followed) <= 50 * 1000  # once for each actor, and no line to its end


def test_records_with_very_many_codes_are_compared_in_bounded_memory() -> None:
    codes = [{"scheme": "cow", "value": str(n), "verified": True} for n in range(3000)]
    others = [{**code_, "value": f"x{code_['value']}"} for code_ in codes]
    document = json.loads(DATA)
    norway, sweden = (a for a in document["actors"] if a["id"] in ("actor:norway", "actor:sweden"))
    norway["identifiers"], sweden["identifiers"] = codes, others
    sweden["names"] = norway["names"]

    assert not [
        d for d in validated(document) if d.code == "D567"
    ]  # other codes of one register tell apart
