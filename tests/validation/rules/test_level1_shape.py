"""Level 1: the shape of records."""

import json

import pytest

import detente
from tests.sample import DATA, TEXTS, Case, validated, with_ext

ds = detente.loads(DATA)


def odd_extensions() -> list[object]:
    circular: dict = {"a.b/c": []}
    circular["a.b/c"].append(circular)
    deep: list = []
    for _ in range(5000):
        deep = [deep]
    return [
        circular,
        {"a.b/c": deep},
        {"a.b/c": {(1, 2): 3}},
        {"a.b/c": 10**5000},
        {"a.b/c": {1, 2}},
        {"a.b/c": (1,)},
        {"a.b/c": b"x"},
        {"a.b/c": object()},
        {"a.b/c": {1: 2}},
    ]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ('claim:union-ended/scope/value = "summer 1905"', "EDTF"),
        ('claim:lesson/about/0 = "Sweden"', "actor:sweden"),
        ('event:vote/id = "event:The_Vote"', "small letters"),
        ('framing/id = "Framing of it"', "write framing-of-it"),
        ('framing/id = "?"', "small letters"),
        ('claim:lesson/codes = ["law"]', "the id of a scheme, a slash"),
        ('framing/values/0/value = "of law"', "hyphens and underscores"),
        ('framing/values/0/broader = "a b"', "theme/military"),
        ('dataset:sample/unused = ["government"]', "theme/military"),
    ],
)
def test_a_pattern_is_explained_in_words(edit: str, said: str) -> None:
    (first, *_others) = [d for d in detente.validate(Case((edit,)).data) if d.code == "D105"]

    assert said in first.message + first.help
    assert "^" not in first.message


@pytest.mark.parametrize(
    ("edit", "said", "hint"),
    [
        ('article:union/published/value = "TODO: the date"', "value is still to be", "the date"),
        ('claim:lesson/about/0 = "TODO"', "about is still to be", ""),
        ('claim:lesson/ext = {"TODO": 1}', "ext is still to be", ""),
    ],
)
def test_what_only_the_annotator_knows_is_no_wrong_form(edit: str, said: str, hint: str) -> None:
    (first, *_others) = [d for d in detente.validate(Case((edit,)).data) if d.code == "D105"]

    assert first.message.startswith(said)
    assert first.help == hint


def test_two_thousand_ids_of_a_wrong_form_are_found() -> None:
    document = json.loads(DATA)
    extra = {"kind": "state", "names": [{"text": "x", "kind": "common"}]}
    document["actors"] += [{"id": f"actor:BAD {n}", **extra} for n in range(2000)]

    assert len([d for d in validated(document) if d.code == "D105"]) == 2000


@pytest.mark.parametrize("ext", odd_extensions(), ids=range(9))
def test_what_no_json_has_in_extensions_is_a_finding(ext: object) -> None:
    held = with_ext(ext)

    assert [d.code for d in detente.validate(held)] == ["D112"]
    with pytest.raises(detente.UnwritableError):
        detente.dumps(held)
    assert detente.seal(held, TEXTS).dataset is None


@pytest.mark.parametrize("bad", ["actor:a-", "actor:-a", "actor:a--b", "actor:", "actor:a\n"])
def test_an_id_of_a_wrong_form_is_refused(bad: str) -> None:
    data = Case(()).data.replace(b'"actor:sweden"', json.dumps(bad).encode())

    with pytest.raises(detente.InvalidError):
        detente.loads(data)
    assert "D105" in {d.code for d in detente.validate(data)}


def test_a_third_party_is_told_where_else_to_go() -> None:
    edit = 'relation:norway-sweden/parties = ["actor:michelsen", "actor:norway", "actor:sweden"]'
    (found,) = [d for d in detente.validate(Case((edit,)).data) if d.code == "D108"]

    assert "one relation for each pair" in found.help
    themes = 'claim:lesson/themes = ["military", "economic", "legal", "diplomatic"]'
    (found,) = [d for d in detente.validate(Case((themes,)).data) if d.code == "D108"]
    assert found.help == ""


def test_ids_are_suggested_for_the_first_strings_of_a_wrong_form_only() -> None:
    names = ", ".join(f'"Sweden {number}"' for number in range(30))
    report = detente.validate(Case([f"claim:lesson/about = [{names}]"]).data)
    found = [f"{d.message} {d.help}" for d in report.diagnostics if d.code == "D105"]

    assert len(found) == 30
    assert 0 < sum("actor:sweden" in text for text in found) <= 20
