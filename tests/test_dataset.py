"""The dataset: records by id, equality, what a prompt shows."""

import attrs
import pytest
from hypothesis import given

import detente
import detente.codec.decode
import detente.edtf
from detente import Dataset, testing
from tests.profiles import examples
from tests.sample import DATA

ds = detente.loads(DATA)


def test_records_are_found_by_id() -> None:
    assert ds["claim:lesson"] is ds.claims[4]
    assert ds["dataset:sample"] is ds.dataset
    assert "claim:lesson" in ds
    assert ds.claims[0] in ds
    assert "claim:none" not in ds
    assert 5 not in ds
    assert attrs.evolve(ds.claims[0], note="x") not in ds
    assert len(list(ds)) == len(ds) == 24
    assert next(iter(ds)) is ds.dataset


def test_an_unknown_id_is_answered_with_close_ones() -> None:
    with pytest.raises(detente.UnknownIdError, match="claim:lesson") as caught:
        ds["claim:leson"]
    assert isinstance(caught.value, KeyError)


def test_of_two_records_with_one_id_none_is_chosen() -> None:
    twice = ds.evolve(claims=(*ds.claims, attrs.evolve(ds.claims[0], note="other")))

    with pytest.raises(detente.AmbiguousIdError):
        twice[ds.claims[0].id]
    assert ds.claims[0].id in twice
    assert twice["claim:lesson"] is ds["claim:lesson"]
    assert {d.code for d in detente.validate(twice)} >= {"D203"}


def test_a_dataset_shows_counts_not_contents() -> None:
    assert repr(ds) == (
        "<Dataset dataset:sample: 1 annotators, 1 schemes, 4 actors, 1 issues, 2 articles, "
        "2 mentions, 2 events, 7 claims, 2 links, 1 relations>"
    )
    assert repr(Dataset()) == "<Dataset unnamed: empty>"


@examples(0.5)
@given(testing.datasets())
def test_every_record_is_found_by_its_id(dataset):
    for record in dataset:
        assert dataset[record.id] is record
        assert record.id in dataset
        assert record in dataset
    with pytest.raises(detente.UnknownIdError) as caught:
        dataset["claim:not-there-at-all"]
    assert isinstance(caught.value, KeyError)
    assert "claim:not-there-at-all" not in dataset


def test_what_is_no_id_is_no_missing_record() -> None:
    with pytest.raises(TypeError, match=r"expected an id, got int; .* \.claims\[0\]"):
        ds[0]


@pytest.mark.parametrize("ask", [detente.dumps, detente.tables, detente.compare])
def test_a_path_is_no_dataset(ask) -> None:
    with pytest.raises(TypeError, match=r"expected a Dataset, got str; detente\.load reads one"):
        ask("my.detente.json")
