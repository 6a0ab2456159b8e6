"""The strategies that the package offers keep their promises."""

import json
import subprocess
import sys
import unicodedata
from random import Random

import attrs
import pytest
from hypothesis import Phase, find, given, settings

import detente
from detente import testing
from detente.dataset import Dataset
from detente.edtf import parse
from detente.records import ARRAYS, model
from detente.testing.links import links_between
from tests.profiles import examples
from tests.sample import DATA


def texts_in(value):
    """All strings in a plain value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from texts_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts_in(item)


@given(testing.datasets())
def test_datasets_are_valid(dataset):
    """No finding of levels 0 to 3, no error of level 5, and never a bug of ours."""
    report = detente.validate(dataset)

    assert [d for d in report if d.code[1] in "01239"] == []
    assert report.errors == ()


@given(testing.datasets())
def test_ids_are_unique_and_references_resolve(dataset):
    """Said without the rules: by walking over the records as the model describes them."""
    ids = [record.id for record in dataset]
    assert len(set(ids)) == len(ids)

    def check(value):
        for field in model.describe(type(value)).fields:
            held = getattr(value, field.name)
            for item in held if field.many else [held]:
                if field.refs and item is not None:
                    assert item in ids
                    assert item.partition(":")[0] in field.refs
                if field.edtf and item is not None:
                    parse(item)
                if field.base == "record" and item is not None:
                    check(item)

    check(dataset)


@pytest.mark.parametrize("cls", model.classes(Dataset)[:-1], ids=lambda cls: cls.name)
def test_every_field_is_filled_and_left_out(cls):
    """``records`` reaches every field of every class, optional ones with and without a value."""
    some = settings(max_examples=3000, phases=[Phase.generate], database=None)

    def find_one(condition):
        find(testing.records(cls.type), condition, settings=some, random=Random(0))

    for field in cls.fields:
        if field.required and not (field.many and not field.least):
            continue
        empty = () if field.many else field.default
        find_one(lambda record, key=field.name, empty=empty: getattr(record, key) != empty)
        find_one(lambda record, key=field.name, empty=empty: getattr(record, key) == empty)


def test_texts_are_the_hard_kind():
    """Non-ASCII, astral and combining characters occur; surrogates never do."""
    seen = set()

    @settings(max_examples=250, derandomize=True)
    @given(testing.records(detente.Name))
    def look(name):
        seen.update(name.text)

    look()
    assert any(ord(c) > 127 for c in seen)
    assert any(ord(c) > 0xFFFF for c in seen)
    assert any(unicodedata.combining(c) for c in seen)
    assert any(c in '"\\\n' for c in seen)
    assert not any(unicodedata.category(c) == "Cs" for c in seen)


@examples(5)
@given(testing.edtf_strings())
def test_dates_are_edtf(text):
    parse(text)


@examples(5)
@given(testing.edtf_strings(1990, 2010))
def test_dates_keep_to_their_years(text):
    value = parse(text)
    assert text.startswith("..") or value.earliest.year >= 1990
    assert text.endswith("..") or value.latest.year <= 2011


@given(testing.json_documents())
def test_documents_load_and_are_valid(data):
    assert isinstance(data, bytes)
    report = detente.validate(data)
    assert report.errors == ()
    assert detente.loads(detente.dumps(detente.loads(data))) == detente.loads(data)


@examples(0.5)
@given(testing.records(Dataset))
def test_records_of_the_dataset_are_datasets(dataset):
    assert detente.validate(dataset).ok


def test_every_array_is_filled_and_left_empty():
    seen = set()  # one dataset in fifty has a relation, which needs actors, an article and grounds

    @settings(max_examples=600, derandomize=True)
    @given(testing.datasets())
    def look(dataset):
        seen.update(
            (field.name, bool(getattr(dataset, field.name))) for field in attrs.fields(Dataset)
        )

    look()
    expected = {(name, filled) for name in ARRAYS for filled in (True, False)}
    assert expected <= seen
    assert {("dataset", True), ("dataset", False), ("schema_uri", True)} <= seen


def test_importing_loads_no_hypothesis():
    code = "import sys, detente.testing; sys.exit('hypothesis' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "call",
    [
        testing.datasets,
        testing.absurd_datasets,
        testing.absurd_drafts,
        testing.json_documents,
        testing.edtf_strings,
        lambda: testing.records(detente.Claim),
    ],
)
def test_without_hypothesis_the_extra_is_named(call, monkeypatch):
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    monkeypatch.setitem(sys.modules, "hypothesis.strategies", None)
    for function in vars(testing).values():
        if hasattr(function, "cache_clear"):
            function.cache_clear()

    with pytest.raises(detente.MissingExtraError, match=r"detente\[testing\]") as caught:
        call()

    assert caught.value.args == ("hypothesis", "testing")
    assert isinstance(caught.value, ImportError)


def test_documents_are_written_in_every_way():
    ways = set()

    @settings(max_examples=100, derandomize=True)
    @given(testing.json_documents())
    def look(data):
        plain = json.loads(data)
        canonical = detente.dumps(detente.loads(data))
        ways.add(
            "canonical"
            if data == canonical
            else "indented"
            if data.startswith(b"\r\n")
            else "sorted"
            if data == json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()
            else "escaped"
            if data == json.dumps(plain).encode()
            else "compact"
        )

    look()
    assert ways == {"canonical", "indented", "sorted", "escaped", "compact"}


def test_parallels_are_of_claims_that_no_article_shares():
    some = detente.loads(DATA).claims[0]
    claims = [attrs.evolve(some, id=f"claim:{name}") for name in "ab"]
    apart = links_between(claims, {"article:x": ["claim:a"], "article:y": ["claim:b"]})
    assert {link["target"] for link in apart[detente.LinkKind.PARALLELS]} == {"claim:a", "claim:b"}
    together = links_between(claims, {"article:x": ["claim:a", "claim:b"]})
    assert detente.LinkKind.PARALLELS not in together
