"""A mutual act has no recipient; aid has."""

import json

import detente
from tests.sample import DATA


def codes(kind: str, roles: list[str]) -> set[str]:
    document = json.loads(DATA)
    event = next(e for e in document["events"] if e["id"] == "event:talks")
    event["type"] = kind
    event.pop("mode", None)
    people = [actor["id"] for actor in document["actors"]][: len(roles)]
    event["accounts"][0]["participants"] = [
        {"actor": actor, "role": role} for actor, role in zip(people, roles, strict=True)
    ]
    return {d.code for d in detente.validate(json.dumps(document).encode())}


def test_two_who_cooperate_need_no_recipient() -> None:
    assert "D532" not in codes("cooperate", ["agent", "agent"])
    assert "D532" not in codes("cooperate", ["agent", "recipient"])


def test_one_who_cooperates_does_it_with_somebody() -> None:
    assert "D532" in codes("cooperate", ["agent"])
    assert "D532" in codes("cooperate", ["agent", "beneficiary"])


def test_what_is_given_is_given_to_somebody() -> None:
    assert "D532" in codes("aid", ["agent", "agent"])
    assert "D532" not in codes("aid", ["agent", "recipient"])
