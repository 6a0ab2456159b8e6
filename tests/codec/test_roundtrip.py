"""What is written is what was read: files, lines, dicts, extensions, pickles."""

import copy
import json
import pickle

import pytest
from hypothesis import given

import detente
import detente.codec.decode
from detente import testing
from detente.codec.lines import decode_lines, encode_lines
from detente.dataset import Dataset
from detente.records import ARRAYS, model
from tests.profiles import examples

# --- files -----------------------------------------------------------------------------------------


@examples(0.5)
@given(testing.datasets())
def test_file(dataset):
    data = detente.dumps(dataset)
    read = detente.loads(data)
    assert read == dataset
    assert detente.dumps(read) == data
    assert data.endswith(b"}\n")
    assert not data.startswith(b"\xef\xbb\xbf")
    json.loads(data)


@examples(0.5)
@given(testing.datasets())
def test_compact_file(dataset):
    data = detente.dumps(dataset, compact=True)
    read = detente.loads(data)
    assert read == dataset
    assert detente.dumps(read, compact=True) == data
    assert b"\n" not in data
    assert json.loads(data) == json.loads(detente.dumps(dataset))


@examples(0.5)
@given(testing.datasets())
def test_lines(dataset):
    lines = list(encode_lines(dataset))
    read = decode_lines(b"".join(lines)).dataset
    assert read == dataset
    assert list(encode_lines(read)) == lines
    assert len(lines) == 1 + sum(len(getattr(dataset, name)) for name in ARRAYS)


@examples(0.5)
@given(testing.json_documents())
def test_any_spelling_gives_the_same_dataset(data):
    """How the JSON is written does not matter, and the canonical form is one."""
    read = detente.loads(data)
    assert detente.loads(json.dumps(json.loads(data))) == read
    canonical = detente.dumps(read)
    assert detente.dumps(detente.loads(canonical)) == canonical
    assert json.loads(canonical) == json.loads(data)


@examples(0.5)
@given(testing.datasets())
def test_files_on_disk(tmp_path_factory, dataset):
    folder = tmp_path_factory.mktemp("round")
    for name in ("a.detente.json", "a.detente.jsonl"):
        detente.dump(dataset, folder / name)
        assert detente.load(folder / name) == dataset
    head, *records = detente.stream(folder / "a.detente.jsonl")
    assert head == Dataset(schema_uri=dataset.schema_uri, dataset=dataset.dataset)
    assert tuple(records) == tuple(dataset)[len(dataset) - len(records) :]


@examples(0.5)
@given(testing.datasets())
def test_defaults_are_not_written(dataset):
    def check(value, cls):
        assert None not in value.values()
        for field in model.describe(cls).fields:
            if field.key in value and not field.required:
                default = [] if field.many else getattr(field.default, "value", field.default)
                assert not same(value[field.key], default)  # 0 is not False
            if field.base == "record" and field.key in value:
                for item in value[field.key] if field.many else [value[field.key]]:
                    check(item, field.type)

    check(json.loads(detente.dumps(dataset)), Dataset)


# --- dicts -----------------------------------------------------------------------------------------


@examples(0.5)
@given(testing.datasets())
def test_converter(dataset):
    """The converter's dicts are the file's."""
    plain = detente.converter.unstructure(dataset)
    assert plain == json.loads(detente.dumps(dataset))
    assert detente.converter.structure(plain, Dataset) == dataset
    assert detente.converter.structure(plain, Dataset) == detente.loads(detente.dumps(dataset))


@pytest.mark.parametrize("cls", model.classes(Dataset), ids=lambda cls: cls.name)
def test_converter_of_every_class(cls):
    @examples(0.5)
    @given(testing.records(cls.type))
    def check(record):
        plain = detente.converter.unstructure(record)
        assert json.loads(json.dumps(plain)) == plain
        assert detente.converter.structure(plain, cls.type) == record
        assert list(plain) == [f.key for f in cls.fields if f.key in plain]

    check()


def test_converter_gives_copies():
    """Changing what the converter gave changes no record."""
    ext = {"example.org/a": [{"b": [1]}]}
    name = detente.Name(text="x", kind=detente.NameKind.ALIAS, ext=ext)
    plain = detente.converter.unstructure(name)
    plain["ext"]["example.org/a"][0]["b"].append(2)
    assert name.ext == {"example.org/a": [{"b": [1]}]}


# --- extensions ------------------------------------------------------------------------------------

EXT = {
    "example.org/all": [
        None,
        True,
        False,
        0,
        -1,
        2**63,
        2**70,
        -(2**70),
        1.0,
        -0.0,
        1e22,
        5e-324,
        "",
        "\u2028",
        {"": {"null": None, "id": "claim:x", "ext": None, "é": []}},
        [[], {}],
    ],
    "a/B_.-9": {},
}


def same(one, other):
    """Equal, and of the same types: ``1`` is not ``1.0`` nor ``True``, ``0.0`` is not ``-0.0``."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[k], other[k]) for k in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return repr(one) == repr(other)


def with_ext(ext):
    annotator = detente.Annotator(
        id="annotator:a", kind=detente.AnnotatorKind.HUMAN, description="d", ext=ext
    )
    return Dataset(annotators=(annotator,))


def test_extensions_stay_as_they_are():
    dataset = with_ext(EXT)
    for again in (
        detente.loads(detente.dumps(dataset)),
        detente.loads(detente.dumps(dataset, compact=True)),
        decode_lines(b"".join(encode_lines(dataset))).dataset,
        detente.converter.structure(detente.converter.unstructure(dataset), Dataset),
        pickle.loads(pickle.dumps(dataset)),
    ):
        assert same(again["annotator:a"].ext, EXT)
    assert detente.validate(detente.dumps(dataset)).ok
    assert detente.validate(dataset).ok


@given(testing.records(detente.Name))
def test_extensions_stay_as_they_are_whatever_they_hold(name):
    dataset = with_ext(name.ext)
    assert same(detente.loads(detente.dumps(dataset))["annotator:a"].ext, name.ext)


# --- pickles and copies ----------------------------------------------------------------------------


@examples(0.5)
@given(testing.datasets())
def test_pickling(dataset):
    for again in (pickle.loads(pickle.dumps(dataset)), copy.deepcopy(dataset), copy.copy(dataset)):
        assert again == dataset
        assert all(again[record.id] == record for record in dataset)
        assert detente.dumps(again) == detente.dumps(dataset)


@pytest.mark.parametrize("cls", model.classes(Dataset), ids=lambda cls: cls.name)
def test_pickling_of_every_class(cls):
    @examples(0.25)
    @given(testing.records(cls.type))
    def check(record):
        again = pickle.loads(pickle.dumps(record))
        assert again == record
        assert hash(again) == hash(record)

    check()


@given(testing.records(detente.Time))
def test_pickling_with_cached_values(time):
    parsed = time.edtf
    again = pickle.loads(pickle.dumps(time))
    assert again == time
    assert again.edtf == parsed
