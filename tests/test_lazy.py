"""Importing: nothing is loaded before it is used, and every public name is there."""

from enum import Enum

import pytest

import detente
import detente.edtf
from detente.dataset import Dataset
from detente.records import model
from detente.vocab import enums
from tests.command import fresh

ALL_ENUMS = [
    value
    for value in vars(enums).values()
    if isinstance(value, type) and issubclass(value, Enum) and value.__module__ == enums.__name__
]


def test_importing_the_package_loads_nothing() -> None:
    heavy = "attrs attr cattrs msgspec jsonschema hypothesis typing dataclasses json re"
    code = f"import sys; before = set(sys.modules); import detente; \
print([m for m in {heavy.split()!r} if m in set(sys.modules) - before])"

    assert fresh(code).strip() == "[]"


def test_records_do_not_load_engines() -> None:
    code = "import sys; from detente import Claim, Dataset; \
print([m for m in ('cattrs', 'msgspec', 'jsonschema', 'hypothesis') if m in sys.modules])"

    assert fresh(code).strip() == "[]"


def test_every_public_name_is_there_and_listed() -> None:
    for name in dir(detente):
        assert getattr(detente, name) is not None
    with pytest.raises(AttributeError):
        _ = detente.no_such_name


def test_the_public_names_are_the_records_and_enums():
    public = set(dir(detente))
    assert {d.name for d in model.classes(Dataset)} <= public
    assert {enum.__name__ for enum in ALL_ENUMS} <= public


@pytest.mark.parametrize("name", ["edtf", "extraction", "testing", "text"])
def test_a_public_module_is_there_without_an_import_of_its_own(name: str) -> None:
    code = f"import detente; print(detente.{name}.__name__, {name!r} in dir(detente))"

    assert fresh(code).split() == [f"detente.{name}", "True"]
