"""The fast check of a level passes if and only if no rule of the level finds anything."""

import json
import random
from typing import Any

import pytest

from detente.codec.decode import RefusedError, decode
from detente.validation.catalogue import all_rules
from detente.validation.context import Context
from detente.validation.registry import Stage
from detente.validation.rules.level2_references import all_references_resolve
from detente.validation.rules.level3_anchors import no_anchors
from detente.validation.rules.level3_spans import all_spans_are_valid
from tests.sample import DATA
from tests.validation.rules.faulty import EXPECTED

CHECKS = {2: all_references_resolve, 3: all_spans_are_valid}
# Rules with a fast check of their own: whether there are any anchors.
ANCHORS = {rule.code for rule in all_rules().values() if rule.stage is Stage.ANCHORS}


def objections(level: int, data: bytes) -> tuple[bool, set[str]]:
    columns = decode(data)
    context = Context(columns.dataset)
    asked = (rule for rule in all_rules().values() if rule.level == level)
    found = {rule.code for rule in asked for _ in rule.findings(context)}
    assert not (no_anchors(columns) and found & ANCHORS)
    return CHECKS[level](columns), found - ANCHORS


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
