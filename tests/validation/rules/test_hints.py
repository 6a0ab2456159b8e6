"""Every form that a rule of level 1 advises is valid where it is advised."""

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

import detente
from tests.sample import DATA, DRAFT

Keys = tuple[Any, ...]
LONG = (
    "They met at Karlstad and spoke for days, as everybody says who was there or had heard of it. "
    * 3
)
WRONG = (
    "They met.", "actor:Norway", "Sweden", "3", "-1", "true", "1905", "2 August 1905", "02.08.1905",
    "summer 1905", "?", "predictve", LONG, 3, 1905, -1, True, [], ["They met."], ["actor:norway"], [3],
    {}, {"quote": "They met."}, {"from": "claim:lesson"},
)  # fmt: skip
# What advises no value: it explains, lists or names a command.
PROSE = re.compile(
    r"(?:expected|the fields here:|it belongs to|detente codebook|an id is such as|a (?:code|value|key|language)"
    r" is such as|such as|EDTF is such as|list of one quote$|an object with the quote$)"
)
VALUE = re.compile(
    r"(?:a list of one(?: quote)?|an object with the quote|with(?:out)? (?:quotation marks|brackets)): (.+)"
)


def places(value: Any, at: Keys = ()) -> Iterator[Keys]:
    """The paths to all values of a document that are no extension."""
    held = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, item in held:
        if key != "ext":
            yield (*at, key)
            yield from places(item, (*at, key))


def holder(document: Any, at: Keys) -> Any:
    for key in at[:-1]:
        document = document[key]
    return document


def advised(hint: str, wrong: Any) -> list[Any]:
    """The values that a hint advises in place of a wrong one."""
    if match := VALUE.fullmatch(hint):
        return [json.loads(match[1])]
    if match := re.fullmatch(r'do you mean "?([^"]+?)"?\?', hint):
        return [match[1]]
    if match := re.fullmatch("write (.+)", hint):
        return match[1].split(" or ")
    assert PROSE.match(hint) or hint in ("", "a list of one quote", "a list of one"), (hint, wrong)
    return []


def found(document: Any) -> list[detente.Diagnostic]:
    report = detente.validate(json.dumps(document).encode())
    return [d for d in report if d.code.startswith("D1")]


def path_of(diagnostic: detente.Diagnostic) -> Keys:
    steps = (diagnostic.path or "").split("/")[1:]
    return tuple(int(step) if step.isdigit() else step.replace("~1", "/") for step in steps)


SOME = {
    "sealed": [at for at in places(json.loads(DATA)) if at[0] != "dataset" or len(at) < 4],
    "draft": [at for at in places(json.loads(DRAFT)) if at[0] != "dataset" or len(at) < 4],
}


def kinds_of_place(which: str) -> list[Keys]:
    """One path for each field of each class: lists of one kind hold the same."""
    seen: dict[Keys, Keys] = {}
    for at in SOME[which]:
        fields = [key for key in at if isinstance(key, str)]
        seen.setdefault((*fields, isinstance(at[-1], int)), at)
    return list(seen.values())


@pytest.mark.parametrize("which", ["sealed", "draft"])
def test_what_is_advised_is_valid(which: str) -> None:
    whole = json.loads(DATA if which == "sealed" else DRAFT)
    tried: set[str] = set()
    for number, at in enumerate(kinds_of_place(which)):
        # A few of the wrong values at each place; all of them at some place.
        for wrong in WRONG[number % 7 :: 7]:
            document = copy.deepcopy(whole)
            holder(document, at)[at[-1]] = wrong
            for diagnostic in found(document):
                if diagnostic.code in ("D101", "D102"):
                    continue
                here = path_of(diagnostic)
                held = holder(document, here)[here[-1]]
                for value in advised(diagnostic.help, held):
                    mended = copy.deepcopy(document)
                    holder(mended, here)[here[-1]] = value
                    left = [d for d in found(mended) if path_of(d)[: len(here)] == here]
                    assert left == [], (here, held, diagnostic.help)
                    tried.add(diagnostic.help.split()[0])
    assert {"a", "without", "with", "write"} <= tried


@pytest.mark.parametrize(
    ("record", "wrong", "right"),
    [
        ("links", "from", "source"),
        ("links", "to", "target"),
        ("claims", "abuot", "about"),
        ("events", "lable", "label"),
    ],
)
def test_a_field_by_another_name_is_named(record: str, wrong: str, right: str) -> None:
    document = json.loads(DATA)
    first = document[record][0]
    first[wrong] = first.pop(right)
    (named,) = [d for d in found(document) if d.code == "D102"]

    assert named.help == f'do you mean "{right}"?'


def test_a_field_that_is_there_is_not_advised_again() -> None:
    document = json.loads(DATA)
    document["links"][0]["from"] = "claim:lesson"
    (named,) = [d for d in found(document) if d.code == "D102"]

    assert "source" not in named.help.partition(":")[0]
    assert "do you mean" not in named.help


def test_a_quote_without_its_object_is_shown_in_it() -> None:
    document = json.loads(DRAFT)
    evidence = document["claims"][0]["utterances"][0]
    evidence["evidence"] = "Paris protested."
    (listed,) = found(document)
    evidence["evidence"] = ["Paris protested."]
    (single,) = found(document)

    assert listed.help == 'a list of one quote: [{"quote": "Paris protested."}]'
    assert single.help == 'an object with the quote: {"quote": "Paris protested."}'


def test_a_long_quote_is_described_and_not_repeated() -> None:
    document = json.loads(DRAFT)
    document["claims"][0]["utterances"][0]["evidence"] = LONG

    assert [d.help for d in found(document)] == ["a list of one quote"]


@pytest.mark.parametrize(
    "at",
    [
        ("claims", 0, "kind"),
        ("claims", 0, "about"),
        ("claims", 0, "scope", "value"),
        ("links", 0, "source"),
    ],
)
def test_a_null_is_one_finding(at: Keys) -> None:
    document = json.loads(DATA)
    holder(document, at)[at[-1]] = None
    report = detente.validate(json.dumps(document).encode())

    assert [d.code for d in report if d.code < "D2"] == ["D008"]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("August 2, 2019", "write 2019-08-02"),
        ("02.08.2019", "write 2019-08-02 or 2019-02-08"),
        ("25.12.2019", "write 2019-12-25"),
        ("at Easter", "EDTF is such as 1912, 1912-11, 1912-24 (winter), 1912/1914, ../1914"),
        ("1905-13", ""),
    ],
)
def test_a_written_date_is_answered_with_all_its_readings(written: str, hint: str) -> None:
    document = json.loads(DATA)
    document["claims"][0]["scope"]["value"] = written
    report = detente.validate(json.dumps(document).encode())

    assert [d.help for d in report if d.code in ("D105", "D501")] == [hint]


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("event:déclaration", "write event:declaration"),
        ("Événement", "write event:evenement"),
        ("event:Sørensen", ""),
        ("event:中国", ""),
        ("event:2019 élection", "write event:2019-election"),
    ],
)
def test_an_id_is_advised_without_accents_and_never_with_letters_lost(
    wrong: str, hint: str
) -> None:
    document = json.loads(DATA)
    document["events"][0]["id"] = wrong
    found = [d for d in detente.validate(json.dumps(document).encode()) if d.code == "D105"]

    assert [d.help for d in found if d.path == "/events/0/id"] == [hint]
