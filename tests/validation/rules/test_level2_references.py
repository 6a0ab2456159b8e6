"""Level 2: ids resolve, to the right kind, once."""

import json

import pytest

import detente
from detente.validation.rules.level2_references import cycles
from tests.sample import DATA, validated


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
