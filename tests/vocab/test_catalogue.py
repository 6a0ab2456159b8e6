"""Vocabularies cover the enums and answer for their values."""

import re
from enum import Enum, StrEnum

import pytest

import detente
from detente.records import model
from detente.vocab import catalogue, enums
from detente.vocab.catalogue import vocabulary
from tests.paths import PACKAGE

ALL_ENUMS = [
    value
    for value in vars(enums).values()
    if isinstance(value, type) and issubclass(value, Enum) and value.__module__ == enums.__name__
]


def test_vocabularies_answer_for_their_values() -> None:
    found = vocabulary("claim_kind")

    assert found["causal"].definition
    assert "causal" in found
    with pytest.raises(KeyError):
        found["none"]
    with pytest.raises(KeyError):
        vocabulary("none")


def test_values_are_written_alike():
    for enum in ALL_ENUMS:
        for member in enum:
            if enum.__name__ not in {"Commitment", "Codable"}:  # FactBank's codes; names of classes
                assert re.fullmatch(r"[a-z0-9]+([_-][a-z0-9]+)*", member.value), member
        assert issubclass(enum, StrEnum)


@pytest.mark.parametrize("enum", ALL_ENUMS, ids=lambda enum: enum.__name__)
def test_vocabularies_cover_exactly_the_enums(enum):
    found = catalogue.of_enum(enum)
    assert [entry.value for entry in found.values] == [member.value for member in enum]
    assert found.name == catalogue.snake(enum.__name__)
    assert all(entry.definition and entry.source for entry in found.values)


def test_there_is_no_vocabulary_without_an_enum():
    expected = {catalogue.snake(enum.__name__) for enum in ALL_ENUMS} | {"unit", "currency"}
    assert set(catalogue.names()) == expected
    folder = PACKAGE / "vocab" / "data"
    assert {path.stem for path in folder.iterdir()} == expected


def test_modes_agree_in_both_vocabularies():
    by_type = catalogue.modes()
    assert set(by_type) == set(enums.EventType)
    for entry in catalogue.vocabulary("event_mode").values:
        types = {enums.EventType(name) for name in entry.more["types"]}
        assert types == {t for t, ms in by_type.items() if enums.EventMode(entry.value) in ms}


def test_units_have_the_form_that_the_field_asks_for():
    (unit,) = [f for f in model.describe(detente.Quantity).fields if f.name == "unit"]
    assert all(re.search(unit.pattern, name) for name in catalogue.units())
    assert all(len(name) <= unit.max_length for name in catalogue.units())
