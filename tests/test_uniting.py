"""Merging: what is equal is united, what differs is refused."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
import detente.codec.decode
import detente.edtf
from detente import testing
from detente.dataset import Dataset
from detente.records import ARRAYS
from tests.profiles import examples
from tests.sample import DATA, with_ext

ds = detente.loads(DATA)


HEADER = {
    "id": "dataset:d",
    "title": "t",
    "version": "1.0.0",
    "status": detente.DatasetStatus.DRAFT,
    "language": "en",
    "license": "CC-BY-4.0",
}


def test_merging_sees_small_differences() -> None:
    one = detente.Dataset(schema_uri="urn:a")
    with pytest.raises(detente.MergeError, match="schema"):
        one.merge(detente.Dataset(schema_uri="urn:b"))
    with pytest.raises(detente.MergeError):
        with_ext({"a.b/c": 1}).merge(with_ext({"a.b/c": True}))
    twice = ds.evolve(claims=(*ds.claims, attrs.evolve(ds.claims[0], note="other")))
    with pytest.raises(detente.MergeError):
        twice.merge(ds)


def test_merge_unites_and_refuses_to_choose() -> None:
    left = ds.evolve(claims=ds.claims[:3])
    right = Dataset(claims=ds.claims[2:])

    assert left.merge(right) == ds
    assert detente.merge(ds, ds) == ds
    other = Dataset(claims=(attrs.evolve(ds.claims[0], note="x"),))
    with pytest.raises(detente.MergeError, match=ds.claims[0].id):
        ds.merge(other)
    assert ds.dataset is not None
    header = Dataset(dataset=attrs.evolve(ds.dataset, title="Another", creators=("New",)))
    with pytest.raises(detente.MergeError, match="title"):
        ds.merge(header)
    newer = Dataset(version="1.7")
    with pytest.raises(detente.MergeError, match="version"):
        ds.merge(newer)
    more = Dataset(dataset=attrs.evolve(ds.dataset, creators=("New",), note="n"))
    merged = ds.merge(more).dataset
    assert merged is not None
    assert merged.creators == ("The détente developers", "New")
    assert merged.note == "n"


@examples(0.5)
@given(testing.datasets())
def test_merging_with_itself_changes_nothing(dataset):
    assert dataset.merge(dataset) == dataset
    assert detente.merge(dataset, dataset, dataset) == dataset
    assert dataset.merge() == dataset
    assert dataset.merge(Dataset()) == dataset
    assert Dataset().merge(dataset) == dataset


@examples(0.5)
@given(testing.datasets(), st.randoms(use_true_random=False))
def test_halves_merge_back(dataset, random):
    left, right = {}, {}
    for name in ARRAYS:
        records = getattr(dataset, name)
        ours = {record.id for record in records if random.random() < 0.5}
        left[name] = tuple(r for r in records if r.id in ours)
        right[name] = tuple(r for r in records if r.id not in ours)
    one, other = Dataset(dataset=dataset.dataset, **left), Dataset(**right)
    for merged in (one.merge(other), other.merge(one)):
        assert merged.dataset == dataset.dataset
        for name in ARRAYS:
            assert sorted(r.id for r in getattr(merged, name)) == sorted(
                r.id for r in getattr(dataset, name)
            )
        assert all(merged[record.id] == record for record in dataset)


@examples(0.5)
@given(testing.datasets())
def test_conflicting_records_are_refused_all_at_once(dataset):
    others = {}
    for name in ARRAYS:
        others[name] = tuple(
            attrs.evolve(r, ext=(r.ext or {}) | {"example.org/other": name})
            for r in getattr(dataset, name)
        )
    ids = [record.id for records in others.values() for record in records]
    if not ids:
        return
    with pytest.raises(detente.MergeError) as caught:
        dataset.merge(Dataset(**others))
    assert len(caught.value.args) == len(ids)
    for id_ in ids:
        assert any(id_ in problem for problem in caught.value.args)


def test_headers_merge_scalar_by_scalar():
    one = Dataset(dataset=detente.Header(**HEADER, creators=("a", "b"), note="n"))
    other = Dataset(dataset=detente.Header(**HEADER, creators=("b", "c"), issued="2026"))
    merged = one.merge(other).dataset
    assert merged == detente.Header(**HEADER, creators=("a", "b", "c"), note="n", issued="2026")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "dataset:other"),
        ("title", "other"),
        ("version", "1.0.1"),
        ("status", detente.DatasetStatus.PASS),
        ("license", "MIT"),
        ("ext", {"a/b": 2}),
    ],
)
def test_headers_that_differ_are_refused(key, value):
    one = Dataset(dataset=detente.Header(**HEADER | ({"ext": {"a/b": 1}} if key == "ext" else {})))
    other = Dataset(dataset=detente.Header(**HEADER | {key: value}))
    with pytest.raises(detente.MergeError, match=key):
        one.merge(other)


def test_schemas_that_differ_are_not_chosen_between():
    """``$schema`` is a scalar of the head like any other: equal, or absent on one side."""
    one, other = Dataset(schema_uri="urn:one"), Dataset(schema_uri="urn:other")
    assert one.merge(Dataset()).schema_uri == "urn:one"
    with pytest.raises(detente.MergeError):
        one.merge(other)


def test_merged_datasets_are_checked_when_written():
    """What a loader proved of the parts is not taken for proven of the whole."""
    bad = Dataset(dataset=detente.Header(**HEADER | {"license": "no\nlicence"}))
    loaded = detente.loads(detente.dumps(Dataset()))
    with pytest.raises(detente.UnwritableError):
        detente.dumps(loaded.merge(bad))
    with pytest.raises(detente.UnwritableError):
        detente.dumps(loaded.evolve(dataset=bad.dataset))
