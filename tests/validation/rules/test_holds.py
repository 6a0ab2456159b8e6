"""The fast check of a level passes if and only if no rule of the level finds anything."""

import json
import random
from typing import Any

import pytest

from detente.codec.columns import Columns
from detente.codec.decode import RefusedError, decode
from detente.files import Document
from detente.validation.catalogue import all_rules, rules_at
from detente.validation.context import Context, PlaceWantedError, Unplaced
from detente.validation.registry import Stage
from detente.validation.rules.level2_references import all_references_resolve
from detente.validation.rules.level3_anchors import all_anchors_are_valid
from detente.validation.rules.level3_spans import all_spans_are_valid, spans_by_article
from detente.validation.validator import Validation, _finds_something
from tests.paths import ROOT
from tests.sample import DATA
from tests.validation.rules.faulty import EXPECTED

CHECKS = {2: all_references_resolve, 3: lambda c: all_spans_are_valid(c, spans_by_article(c))}
# Rules with a fast check of their own, for spans that are valid.
ANCHORS = {rule.code for rule in all_rules().values() if rule.stage is Stage.ANCHORS}


def objections(level: int, data: bytes) -> tuple[bool, set[str]]:
    decoded = decode(data)
    columns = decoded.columns
    assert columns is not None
    holds = CHECKS[level](columns)
    anchored = level == 3 and holds and all_anchors_are_valid(columns, spans_by_article(columns))
    del columns
    context = Context(decoded.dataset)
    asked = (rule for rule in all_rules().values() if rule.level == level)
    found = {rule.code for rule in asked for _ in rule.findings(context)}
    if level == 3 and holds:
        assert anchored == (not found & ANCHORS)
    return holds, found - ANCHORS


@pytest.mark.parametrize("name", EXPECTED)
def test_on_the_faulty_files(faulty_files, name: str) -> None:
    data = (faulty_files / name).read_bytes()
    try:
        decode(data)
    except RefusedError:
        return
    holds, found = objections(2, data)
    assert holds == (not found)
    if holds:
        holds, found = objections(3, data)
        assert holds == (not found)


def places(value: Any) -> list[tuple[dict, str]]:
    """All offsets of a document: holder and key."""
    found = []
    if isinstance(value, dict):
        found += [(value, key) for key in ("start", "end") if key in value]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            found += places(item)
    return found


@pytest.mark.parametrize("seed", range(300))
def test_on_moved_offsets(seed: int) -> None:
    chance = random.Random(seed)
    document = json.loads(DATA)
    for holder, key in chance.sample(places(document), chance.choice([1, 1, 2, 3])):
        moved = holder[key] + chance.choice([-400, -40, -5, -2, -1, 1, 2, 3, 5, 40, 400])
        holder[key] = max(0, moved)

    holds, found = objections(3, json.dumps(document).encode())

    assert holds == (not found), found


@pytest.mark.parametrize("seed", range(200))
def test_on_exchanged_references(seed: int) -> None:
    chance = random.Random(seed)
    text = DATA.decode()
    ids = sorted(r["id"] for v in json.loads(DATA).values() if isinstance(v, list) for r in v)
    old, new = chance.sample([*ids, "actor:nobody"], 2)
    head, found_old, tail = (
        text.rpartition(f'"{old}"') if chance.random() < 0.5 else text.partition(f'"{old}"')
    )
    document = json.loads(f'{head}"{new}"{tail}' if found_old else text)
    try:
        decode(json.dumps(document).encode())
    except RefusedError:
        return

    holds, found = objections(2, json.dumps(document).encode())

    assert holds == (not found), found


ANCHORED = [path.read_bytes() for path in sorted((ROOT / "examples").glob("varn/*.detente.json"))]


def anchors(value: Any) -> list[dict]:
    """All objects of a document that have an anchor."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = [value] if isinstance(value, dict) and "anchor" in value else []
    return own + [found for item in inner for found in anchors(item)]


@pytest.mark.parametrize("seed", range(150))
def test_on_changed_anchors(seed: int) -> None:
    chance = random.Random(seed)
    document = json.loads(chance.choice(ANCHORED))
    held = anchors(document)
    for holder in chance.sample(held, chance.choice([1, 1, 2])):
        start, length, *rest = holder["anchor"].split(".")
        holder["anchor"] = chance.choice(
            [
                chance.choice(held)["anchor"],
                ".".join([str(max(0, int(start) + chance.choice([-3, 1, 999999]))), length, *rest]),
                ".".join([start, str(max(0, int(length) + chance.choice([-1, 1]))), *rest]),
                ".".join(
                    [start, length, *rest[:2], chance.choice(["ab", "0123456789", "ABCDEF12"])]
                ),
                ".".join(
                    [start, length, *rest[:2], "0a1b2c3d", chance.choice(["0", "1", "2", "10"])]
                ),
                f"0{start}.{length}.0.0",
                f"{start}.{length}.0",
                "~",
            ]
        )
        if chance.random() < 0.2:
            del holder["anchor"]

    holds, found = objections(3, json.dumps(document).encode())

    assert holds == (not found), found


def test_a_digest_is_as_long_as_the_scheme_says() -> None:
    from detente.text.anchors import SCHEME

    assert (SCHEME.loose_bits + SCHEME.strict_bits) // 4 == 8


# A rule that asks for a place where nothing is wrong is slow; it is right all the same.
PLACES_WANTED = {"D602", "D603", "D605", "D606", "D607"}


@pytest.mark.parametrize("name", EXPECTED)
def test_rules_find_in_mirrors_without_places_what_they_find_in_records(
    faulty_files, name: str
) -> None:
    data = (faulty_files / name).read_bytes()
    try:
        decoded, other = decode(data), decode(data)
    except RefusedError:
        return
    mirrors = other.columns
    assert mirrors is not None
    placed = Context(decoded.dataset)
    # Rules of a release are applied to records alone.
    records = Context(decoded.dataset, columns=Columns(decoded.dataset))
    unplaced = {
        Stage.MEANING: Context(mirrors.dataset, columns=mirrors),
        Stage.ALWAYS: records,
        Stage.RELEASE: records,
    }
    for rule in all_rules().values():
        if rule.stage in unplaced:
            found = any(True for _ in rule.findings(placed))
            suspected = _finds_something(rule, unplaced[rule.stage])
            assert suspected == found or rule.code in PLACES_WANTED, rule.code
            assert suspected or not found, rule.code


def left_out(data: bytes) -> list[str]:
    """The rules that find something in a file, and that were not applied to records with places."""
    validation = Validation.of([Document("x.detente.json", data)])
    columns = validation.documents[0].columns or Columns(validation.dataset)
    suspects = validation._suspects(columns)
    placed = validation._placed
    return [
        rule.code
        for stage, suspected in suspects.items()
        for rule in rules_at(stage)
        if rule not in suspected and any(True for _ in rule.findings(placed))
    ]


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.endswith(".detente.json")])
def test_no_rule_that_finds_something_is_left_out(faulty_files, name: str) -> None:
    assert not left_out((faulty_files / name).read_bytes())


@pytest.mark.parametrize("seed", range(200))
def test_no_rule_is_left_out_where_records_could_not_be_read(seed: int) -> None:
    chance = random.Random(seed)
    document = json.loads(chance.choice([DATA, *ANCHORED]))
    records = [row for rows in document.values() if isinstance(rows, list) for row in rows]
    for record in chance.sample(records, chance.choice([1, 2, 5])):
        record["colour"] = "red"
    for holder, key in chance.sample(places(document), chance.choice([0, 1, 2])):
        holder[key] = max(0, holder[key] + chance.choice([-400, -5, -1, 1, 5, 400]))
    if chance.random() < 0.5:
        first, second = chance.sample(records, 2)
        second["id"] = first["id"]

    assert not left_out(json.dumps(document).encode())


def test_who_asks_for_a_place_that_is_not_known_is_told_so() -> None:
    part = Unplaced("value")
    assert part.value == "value"
    assert part.cls is str
    for name in ("record", "path", "article", "covers"):
        with pytest.raises(PlaceWantedError):
            getattr(part, name)
