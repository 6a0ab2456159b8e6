"""What no file may hold is not written."""

import math
from pathlib import Path

import attrs
import pytest

import detente
import detente.codec.decode
import detente.edtf
from detente import Claim
from detente.dataset import Dataset
from tests.sample import DATA, with_ext

ds = detente.loads(DATA)


def test_extensions_that_grew_too_deep_after_loading_are_not_written() -> None:
    def loaded() -> detente.Dataset:
        ext = {"a.b/c": 1}
        claims = (attrs.evolve(ds.claims[0], ext=ext), *ds.claims[1:])
        return detente.loads(detente.dumps(ds.evolve(claims=claims)))

    bad_key, deep = loaded(), loaded()
    bad_key.claims[0].ext["no namespace"] = 1
    nested: list = []
    for _ in range(61):
        nested = [nested]
    deep.claims[0].ext["a.b/c"] = nested
    for held in (bad_key, deep):
        with pytest.raises(detente.UnwritableError):
            detente.dumps(held)


def test_an_extension_changed_after_loading_is_looked_at_again() -> None:
    held = detente.loads(detente.dumps(with_ext({"a.b/c": 1})))
    held.claims[0].ext["a.b/c"] = math.nan

    with pytest.raises(detente.UnwritableError):
        detente.dumps(held)


def test_an_offset_of_five_thousand_digits_is_not_written() -> None:
    evidence = (detente.Span(start=0, end=10**5000),)
    claim = attrs.evolve(
        ds.claims[4], utterances=(attrs.evolve(ds.claims[4].utterances[0], evidence=evidence),)
    )
    held = ds.evolve(claims=(claim,))

    assert not detente.validate(held).ok
    with pytest.raises(detente.UnwritableError):
        detente.dumps(held)


@pytest.mark.parametrize(
    "claims",
    [
        (attrs.evolve(ds.claims[0], id="Not an id"),),
        (attrs.evolve(ds.claims[0], about=()),),
        (attrs.evolve(ds.claims[0], proposition="\ud800"),),
        (attrs.evolve(ds.claims[0], ext={"a.b/c": float("nan")}),),
        (attrs.evolve(ds.claims[0], ext={"a.b/c": {1: 2}}),),
        (attrs.evolve(ds.claims[0], ext={"a.b/c": [{1, 2}]}),),
        (attrs.evolve(ds.claims[0], ext={"no namespace": 1}),),
        (
            attrs.evolve(
                ds.claims[0],
                quantities=(detente.Quantity(value=float("inf"), unit="count", of="x"),),
            ),
        ),
        (
            attrs.evolve(
                ds.claims[0], quantities=(detente.Quantity(value=5.0, unit="count", of="x"),)
            ),
        ),
    ],
)
def test_what_no_file_may_hold_is_not_written(claims: tuple[Claim, ...], tmp_path: Path) -> None:
    wrong = ds.evolve(claims=claims)
    path = tmp_path / "x.detente.json"

    with pytest.raises(detente.UnwritableError):
        detente.dump(wrong, path)
    assert not path.exists()
    assert not detente.validate(wrong).ok


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        "\ud800",
        {"\udfff": 1},
        {1: 2},
        {None: 1},
        (1,),
        {1},
        b"x",
        object(),
    ],
    ids=lambda v: type(v).__name__,
)
def test_what_is_not_json_is_not_written(value):
    """In an extension there can be anything until it is written."""
    with pytest.raises(detente.UnwritableError):
        detente.dumps(with_ext({"example.org/x": [value]}))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 5.0, 0.0])
@pytest.mark.parametrize("field", ["value", "upper"])
def test_numbers_that_no_file_may_hold_are_not_written(field, value):
    quantity = detente.Quantity(**({"value": -1, "unit": "count", "of": "x"} | {field: value}))
    time = detente.Time(basis=detente.TimeBasis.UNRESOLVED)
    account = detente.EventAccount(
        article="article:a",
        status=detente.EventStatus.OCCURRED,
        commitment=detente.Commitment.CT_PLUS,
        time=time,
        quantities=(quantity,),
        evidence=(detente.Span(start=0, end=1),),
    )
    event = detente.Event(
        id="event:e", type=detente.EventType.CONSULT, label="l", accounts=(account,)
    )
    with pytest.raises(detente.UnwritableError):
        detente.dumps(Dataset(events=(event,)))


@pytest.mark.parametrize("number", [10**4300 - 1, -(10**4299) + 1], ids=["most", "least"])
def test_the_longest_numbers_are_written_and_read(number):
    dataset = with_ext({"a/b": number})
    assert detente.loads(detente.dumps(dataset)) == dataset


@pytest.mark.parametrize("number", [10**4300, -(10**4299)], ids=["above", "below"])
def test_a_number_that_cannot_be_read_is_not_written(number):
    dataset = with_ext({"a/b": number})
    with pytest.raises(detente.UnwritableError, match="digits"):
        detente.dumps(dataset)


def test_a_number_with_more_characters_than_can_be_read_is_named():
    data = detente.dumps(with_ext({"a/b": 3})).replace(b'"a/b": 3', b'"a/b": -' + b"1" * 4300)
    assert {d.code for d in detente.validate(data)} == {"D005"}
