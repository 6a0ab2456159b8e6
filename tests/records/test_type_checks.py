"""Records are frozen, and refuse what a field does not declare."""

import attrs
import pytest
from hypothesis import given

import detente
import detente.edtf
from detente import ClaimKind, Span, testing
from detente.dataset import Dataset
from detente.records import model
from tests.profiles import examples
from tests.sample import DATA

ds = detente.loads(DATA)


WRONG = {
    "str": [1, None, b"x", ["x"]],
    "enum": ["factual", 1, None],
    "int": [1.0, "1", True, None],
    "number": ["1", True, None],
    "bool": [1, "true", None],
    "record": [{}, "x", 1],
    "object": [[], "x"],
    "const": ["other", 1, None],
}


def test_records_are_frozen_slotted_and_keyword_only() -> None:
    claim = ds.claims[0]

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        claim.kind = ClaimKind.CAUSAL  # type: ignore[misc]
    assert not hasattr(claim, "__dict__")
    with pytest.raises(TypeError):
        Span(1, 2)  # type: ignore[misc]
    assert hash(claim) == hash(attrs.evolve(claim))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "factual"}, "ClaimKind.FACTUAL"),
        ({"kind": "nonsense"}, "ClaimKind"),
        ({"about": ["actor:norway"]}, "tuple"),
        ({"about": ("actor:norway", 5)}, "item 1"),
        ({"proposition": None}, "str"),
        ({"scope": "1905"}, "Time"),
        ({"ext": []}, "dict"),
        ({"quantities": (5,)}, "Quantity"),
    ],
)
def test_constructors_and_evolve_refuse_other_types(changes: dict, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        attrs.evolve(ds.claims[0], **changes)


def test_truth_values_are_no_numbers() -> None:
    with pytest.raises(TypeError):
        Span(start=True, end=2)
    with pytest.raises(TypeError):
        detente.Quantity(value=True, unit="count", of="x")
    with pytest.raises(TypeError):
        detente.TextProfile(
            profile="x",
            unit="utf16",
            length=1,
            sha256="0",
            skeleton_length=1,
            skeleton_sha256="0",
            salt="0",
        )
    assert detente.Quantity(value=1.5, unit="count", of="x").value == 1.5


@pytest.mark.parametrize("cls", model.classes(Dataset), ids=lambda cls: cls.name)
def test_evolve_checks_types(cls):
    """Constructor and ``attrs.evolve`` refuse what a field does not declare."""

    @examples(0.1)
    @given(testing.records(cls.type))
    def check(record):
        for field in cls.fields:
            for value in WRONG[field.base]:
                if value is None and not field.required:
                    continue
                wrong = (value,) if field.many else value
                with pytest.raises(TypeError, match=field.name):
                    attrs.evolve(record, **{field.name: wrong})
            if field.many:
                for wrong in ([], None, "x", {}):
                    with pytest.raises(TypeError, match=field.name):
                        attrs.evolve(record, **{field.name: wrong})
        assert attrs.evolve(record) == record
        with pytest.raises(TypeError):
            attrs.evolve(record, no_such_field=1)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(record, cls.fields[0].name, None)

    check()
