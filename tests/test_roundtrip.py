"""What is written is what was read: files, lines, dicts, pickles, merges."""

import copy
import json
import pickle

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import detente
import detente.codec.decode
from detente import testing
from detente.records import model
from detente.codec.lines import decode_lines, encode_lines
from detente.records import ARRAYS
from detente.dataset import Dataset

repeatable = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=40,
    phases=[Phase.explicit, Phase.generate],  # what fails is made small by hand or by exploring
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


# --- files -----------------------------------------------------------------------------------------


@repeatable
@given(testing.datasets())
def test_file(dataset):
    data = detente.dumps(dataset)
    read = detente.loads(data)
    assert read == dataset
    assert detente.dumps(read) == data
    assert data.endswith(b"}\n")
    assert not data.startswith(b"\xef\xbb\xbf")
    json.loads(data)


@repeatable
@given(testing.datasets())
def test_compact_file(dataset):
    data = detente.dumps(dataset, compact=True)
    read = detente.loads(data)
    assert read == dataset
    assert detente.dumps(read, compact=True) == data
    assert b"\n" not in data
    assert json.loads(data) == json.loads(detente.dumps(dataset))


@repeatable
@given(testing.datasets())
def test_lines(dataset):
    lines = list(encode_lines(dataset))
    read = decode_lines(b"".join(lines)).dataset
    assert read == dataset
    assert list(encode_lines(read)) == lines
    assert len(lines) == 1 + sum(len(getattr(dataset, name)) for name in ARRAYS)


@repeatable
@given(testing.json_documents())
def test_any_spelling_gives_the_same_dataset(data):
    """How the JSON is written does not matter, and the canonical form is one."""
    read = detente.loads(data)
    assert detente.loads(json.dumps(json.loads(data))) == read
    canonical = detente.dumps(read)
    assert detente.dumps(detente.loads(canonical)) == canonical
    assert json.loads(canonical) == json.loads(data)


@settings(repeatable, max_examples=25)
@given(testing.datasets())
def test_files_on_disk(tmp_path_factory, dataset):
    folder = tmp_path_factory.mktemp("round")
    for name in ("a.detente.json", "a.detente.jsonl"):
        detente.dump(dataset, folder / name)
        assert detente.load(folder / name) == dataset
    head, *records = detente.stream(folder / "a.detente.jsonl")
    assert head == Dataset(schema_uri=dataset.schema_uri, dataset=dataset.dataset)
    assert tuple(records) == tuple(dataset)[len(dataset) - len(records) :]


@repeatable
@given(testing.datasets())
def test_defaults_are_not_written(dataset):
    def check(value, cls):
        assert None not in value.values()
        for field in model.describe(cls).fields:
            if field.key in value and not field.required:
                assert value[field.key] not in ([], False, None)
            if field.base == "record" and field.key in value:
                for item in value[field.key] if field.many else [value[field.key]]:
                    check(item, field.type)

    check(json.loads(detente.dumps(dataset)), Dataset)


# --- dicts -----------------------------------------------------------------------------------------


@repeatable
@given(testing.datasets())
def test_converter(dataset):
    """The converter's dicts are the file's."""
    plain = detente.converter.unstructure(dataset)
    assert plain == json.loads(detente.dumps(dataset))
    assert detente.converter.structure(plain, Dataset) == dataset
    assert detente.converter.structure(plain, Dataset) == detente.loads(detente.dumps(dataset))


@pytest.mark.parametrize("cls", model.classes(Dataset), ids=lambda cls: cls.name)
def test_converter_of_every_class(cls):
    @settings(repeatable, max_examples=20)
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


@repeatable
@given(testing.records(detente.Name))
def test_extensions_stay_as_they_are_whatever_they_hold(name):
    dataset = with_ext(name.ext)
    assert same(detente.loads(detente.dumps(dataset))["annotator:a"].ext, name.ext)


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


# --- the index, merging, evolving ------------------------------------------------------------------


@repeatable
@given(testing.datasets())
def test_index(dataset):
    for record in dataset:
        assert dataset[record.id] is record
        assert record.id in dataset
        assert record in dataset
    with pytest.raises(detente.UnknownIdError) as caught:
        dataset["claim:not-there-at-all"]
    assert isinstance(caught.value, KeyError)
    assert "claim:not-there-at-all" not in dataset


@repeatable
@given(testing.datasets())
def test_merging_with_itself_changes_nothing(dataset):
    assert dataset.merge(dataset) == dataset
    assert detente.merge(dataset, dataset, dataset) == dataset
    assert dataset.merge() == dataset
    assert dataset.merge(Dataset()) == dataset
    assert Dataset().merge(dataset) == dataset


@repeatable
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


@repeatable
@given(testing.datasets())
def test_conflicting_records_are_refused_all_at_once(dataset):
    others = {}
    for name in ARRAYS:
        others[name] = tuple(
            attrs.evolve(r, ext={"example.org/other": name} | (r.ext or {}))
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


HEADER = {
    "id": "dataset:d",
    "title": "t",
    "version": "1.0.0",
    "status": detente.DatasetStatus.DRAFT,
    "language": "en",
    "license": "CC-BY-4.0",
}


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


@pytest.mark.parametrize("cls", model.classes(Dataset), ids=lambda cls: cls.name)
def test_evolve_checks_types(cls):
    """Constructor and ``attrs.evolve`` refuse what a field does not declare."""

    @settings(repeatable, max_examples=2)
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


# --- pickles and copies ----------------------------------------------------------------------------


@repeatable
@given(testing.datasets())
def test_pickling(dataset):
    for again in (pickle.loads(pickle.dumps(dataset)), copy.deepcopy(dataset), copy.copy(dataset)):
        assert again == dataset
        assert all(again[record.id] == record for record in dataset)
        assert detente.dumps(again) == detente.dumps(dataset)


@pytest.mark.parametrize("cls", model.classes(Dataset), ids=lambda cls: cls.name)
def test_pickling_of_every_class(cls):
    @settings(repeatable, max_examples=8)
    @given(testing.records(cls.type))
    def check(record):
        again = pickle.loads(pickle.dumps(record))
        assert again == record
        assert hash(again) == hash(record)

    check()


@repeatable
@given(testing.records(detente.Time))
def test_pickling_with_cached_values(time):
    parsed = time.edtf
    again = pickle.loads(pickle.dumps(time))
    assert again == time
    assert again.edtf == parsed


def errors():
    with pytest.raises(detente.InvalidError) as invalid:
        detente.loads(b'{"format": "detente", "version": "1.0", "x": 1, "x": 1}')
    with pytest.raises(detente.UnknownIdError) as unknown:
        detente.loads(b'{"format": "detente", "version": "1.0"}')["claim:x"]
    with pytest.raises(detente.InputError) as missing:
        detente.load("/no/such/file.detente.json")
    return [
        invalid.value,
        unknown.value,
        missing.value,
        detente.UnknownIdError("claim:abcd", ("claim:abce", "claim:zzz", "claim:abcf")),
        detente.AmbiguousIdError("claim:x"),
        detente.MergeError("one", "two"),
        detente.MissingExtraError("hypothesis", "testing"),
        detente.NewerVersionError("version 1.1"),
        detente.StructureError("no"),
        detente.UnwritableError("no"),
    ]


@pytest.mark.parametrize("error", errors(), ids=lambda e: type(e).__name__)
def test_pickling_of_errors(error):
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert again.args == error.args
    assert copy.copy(error).args == error.args


@pytest.mark.parametrize("error", errors(), ids=lambda e: type(e).__name__)
def test_errors_have_one_base(error):
    """``DetenteError`` is the base of all errors that the package raises on purpose."""
    assert isinstance(error, detente.DetenteError)


def test_what_streams_raise_has_the_base_too():
    assert issubclass(detente.codec.decode.RefusedError, detente.DetenteError)


def test_pickling_of_a_report():
    report = detente.validate(b'{"format": "detente", "version": "1.0", "x": 1}')
    assert pickle.loads(pickle.dumps(report)) == report
