"""Members of the vocabularies and of the library's other enums: strings, equal to their values."""

import copy
import json
import pickle
from enum import Enum, StrEnum
from typing import Any

import attrs
import msgspec
import pytest
from cattrs import Converter

import detente
from detente import (
    Claim,
    ClaimKind,
    Commitment,
    ComparisonRule,
    ComparisonVerdict,
    EventStatus,
    EventType,
    GroundingStatus,
    MentionForm,
    MergeConflictKind,
    Name,
    NameKind,
    SegmentFate,
    Severity,
    SourceKind,
    SpanVerdict,
    Theme,
    text,
)
from detente.codec.converter import make_converter
from detente.codec.mirror import decoder, encoder, mirror
from detente.dataset import Dataset
from detente.records import model
from tests.sample import DATA

PUBLIC = {
    value
    for module in (detente, text)
    for value in (getattr(module, name) for name in dir(module))
    if isinstance(value, type) and issubclass(value, Enum)
}
OTHERS = {
    *(Severity, SpanVerdict, SegmentFate, GroundingStatus),
    *(ComparisonVerdict, ComparisonRule, MergeConflictKind),
}
each = pytest.mark.parametrize(
    "enum", sorted(PUBLIC, key=lambda e: e.__name__), ids=lambda e: e.__name__
)
BUNDLED = detente.load("@dprk-russia")


def claim() -> Claim:
    return detente.loads(DATA).claims[0]


# --- members are strings ---------------------------------------------------------------------------


def test_all_public_enums_are_string_enums() -> None:
    assert {*model.enums(Dataset)} | OTHERS == PUBLIC
    assert all(issubclass(enum, StrEnum) for enum in PUBLIC)


@each
def test_a_member_equals_its_value(enum: type[StrEnum]) -> None:
    for member in enum:
        assert member == member.value == str(member) == f"{member}" == f"{member}"
        assert type(member.value) is type(str(member)) is str
        assert member != member.value + "x"
        assert hash(member) == hash(member.value)
        assert {member.value: 1}[member] == {member: 1}[member.value] == 1
        assert {member} == {member.value}
        assert member == member.value
        assert member.value in list(enum)
        assert enum(member) is enum(member.value) is enum[member.name] is member
        assert repr(member) == f"<{enum.__name__}.{member.name}: {member.value!r}>"
    assert sorted(enum) == sorted(member.value for member in enum)


@each
def test_a_member_can_be_written_and_kept(enum: type[StrEnum]) -> None:
    for member in enum:
        assert json.loads(json.dumps({member: [member]})) == {member.value: [member.value]}
        assert msgspec.json.encode({member: [member]}) == json.dumps(
            {member.value: [member.value]}, separators=(",", ":")
        ).encode("utf-8")
        assert msgspec.json.decode(msgspec.json.encode(member), type=enum) is member
        assert copy.copy(member) is copy.deepcopy(member) is member
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(member, protocol)) is member


@each
def test_data_frames_and_tables_hold_the_values(enum: type[StrEnum]) -> None:
    pandas = pytest.importorskip("pandas")
    pyarrow = pytest.importorskip("pyarrow")
    members = [*enum, *enum]
    values = [member.value for member in members]
    frame = pandas.DataFrame({"value": members, "n": range(len(members))})
    for member in enum:
        assert list(frame[frame.value == member.value].n) == list(frame[frame.value == member].n)
        assert len(frame[frame.value == member.value]) == 2
    assert dict(frame.groupby("value").n.count()) == dict.fromkeys(values, 2)
    assert list(frame.sort_values("value").value) == sorted(values)
    assert frame.to_csv(columns=["value"], index=False).splitlines()[1:] == values
    for column in (pyarrow.array(members), pyarrow.Table.from_pandas(frame)["value"]):
        assert column.to_pylist() == values
        assert all(type(value) is str for value in column.to_pylist())


def test_uncommitted_is_uu() -> None:
    assert Commitment("Uu") is Commitment.UU
    assert Commitment.UU.name == "UU"


# --- records ---------------------------------------------------------------------------------------


def test_fields_of_records_are_compared_and_looked_up_as_strings() -> None:
    (predictive,) = (c for c in BUNDLED.claims if c.id == "claim:russia-dprk-trade-grows-tenfold")
    assert predictive.kind == "predictive"
    assert {"predictive": 1}[predictive.kind] == 1
    assert f"{predictive.kind}" == str(predictive.kind) == "predictive"
    assert predictive.utterances[0].commitment in ("CT+", "Uu")
    assert json.loads(json.dumps([c.kind for c in BUNDLED.claims]))[0] == BUNDLED.claims[0].kind


FIELDS = [
    (cls, field) for cls in model.classes(Dataset) for field in cls.fields if field.base == "enum"
]


@pytest.mark.parametrize(
    ("cls", "field"), FIELDS, ids=[f"{cls.name}.{field.name}" for cls, field in FIELDS]
)
def test_constructors_take_the_member_alone(cls: model.Class, field: model.Field) -> None:
    class Own(str):
        """A string all the same."""

        __slots__ = ()

    def made(value: Any) -> None:
        cls.type(**{**_required(cls.type), field.name: (value,) if field.many else value})

    for member in field.type:
        made(member)
        for value in (member.value, Own(member.value)):
            with pytest.raises(TypeError) as refused:
                made(value)
            assert str(refused.value) == (
                f"{field.name}: {'item 0: ' if field.many else ''}expected a {field.type.__name__}, "
                f"got {type(value).__name__} {value!r} (write {field.type.__name__}.{member.name})"
            )


def _required(cls: Any) -> dict[str, Any]:
    """The required fields of the first such record in the samples."""
    from detente.codec.columns import Columns

    found = [
        record
        for dataset in (BUNDLED, detente.loads(DATA), detente.loads(_with_rare_records()))
        for record in Columns(dataset).by_class[cls]
    ]
    if not found:
        pytest.fail(f"no sample has a {cls.__name__}")
    return {f.name: getattr(found[0], f.name) for f in model.describe(cls).fields}


def _with_rare_records() -> bytes:
    """The sample with records of the classes that a dataset may well do without."""
    document = json.loads(DATA)
    document["schemes"] = [
        {
            "id": "tone",
            "title": "Tone",
            "applies_to": ["Utterance"],
            "values": [
                {"value": "heated", "definition": "Said in anger.", "broader": "voice/author"}
            ],
        }
    ]
    document["issues"] = [
        {
            "id": "issue:strait",
            "kind": "resource",
            "names": [{"text": "The strait", "kind": "common"}],
        }
    ]
    document["articles"][0]["version"] = {"kind": "reprint", "of": document["articles"][1]["id"]}
    document["claims"][0]["attitude"] = {
        "kind": "fear",
        "actors": [document["actors"][0]["id"]],
        "concerns": ["issue:strait"],
    }
    return json.dumps(document).encode("utf-8")


def test_a_member_of_another_enum_is_refused_with_the_right_one() -> None:
    assert NameKind.METONYM == MentionForm.METONYM
    with pytest.raises(TypeError) as refused:
        Name(text="Rome", kind=MentionForm.METONYM)  # type: ignore[arg-type]
    assert str(refused.value) == (
        "kind: expected a NameKind, got MentionForm.METONYM (write NameKind.METONYM)"
    )
    with pytest.raises(TypeError, match=r"^kind: expected a ClaimKind, got Theme.MILITARY$"):
        attrs.evolve(claim(), kind=Theme.MILITARY)


TEXTS = [
    (cls, field) for cls in model.classes(Dataset) for field in cls.fields if field.base == "str"
]


@pytest.mark.parametrize(
    ("cls", "field"), TEXTS, ids=[f"{cls.name}.{field.name}" for cls, field in TEXTS]
)
def test_no_text_is_a_member(cls: model.Class, field: model.Field) -> None:
    """Written it would be a string like any other, and come back as one: ``==`` and another type."""
    wrong = (ClaimKind.CAUSAL,) if field.many else ClaimKind.CAUSAL
    with pytest.raises(TypeError, match=r"expected str, got ClaimKind.CAUSAL$"):
        cls.type(**{**_required(cls.type), field.name: wrong})


def test_a_field_may_have_a_member_as_its_default() -> None:
    @attrs.frozen
    class Part:
        kind: ClaimKind = ClaimKind.FACTUAL
        format: str = "detente"

    kind, format_ = model.describe(Part).fields
    assert (kind.required, kind.default) == (False, ClaimKind.FACTUAL)
    assert (format_.required, format_.default) == (True, None)


# --- reading and writing ---------------------------------------------------------------------------


def test_records_come_back_with_members() -> None:
    for again in (detente.loads(detente.dumps(BUNDLED)), pickle.loads(pickle.dumps(BUNDLED))):
        assert again == BUNDLED
        assert all(type(c.kind) is ClaimKind for c in again.claims)
    struct = decoder().decode(detente.dumps(BUNDLED))
    assert {type(c.kind) for c in struct.claims} == {ClaimKind}
    assert encoder.encode(mirror(Name)(text="Rome", kind=NameKind.METONYM)) == (
        b'{"text":"Rome","kind":"metonym"}'
    )


@pytest.mark.parametrize("value", [ClaimKind.CAUSAL, [ClaimKind.CAUSAL], {ClaimKind.CAUSAL: 1}])
def test_extensions_hold_plain_values_alone(value: Any) -> None:
    """An extension is kept as it is, and a member would come back as another type."""
    extended = attrs.evolve(claim(), ext={"example.org/x": value})
    dataset = detente.loads(DATA).evolve(claims=(extended,))
    with pytest.raises(detente.UnwritableError):
        detente.dumps(dataset)
    with pytest.raises(detente.UnwritableError):
        detente.tables(dataset)
    assert not detente.validate(dataset).ok
    plain = detente.converter.unstructure(claim())
    with pytest.raises(detente.StructureError):
        detente.converter.structure({**plain, "ext": {"example.org/x": value}}, Claim)


def test_an_extension_that_was_changed_later_is_looked_at_again() -> None:
    plain = json.loads(DATA)
    plain["claims"][0]["ext"] = {"example.org/x": "y"}
    dataset = detente.loads(json.dumps(plain))
    dataset.claims[0].ext["example.org/x"] = ClaimKind.CAUSAL
    with pytest.raises(detente.UnwritableError, match="ClaimKind"):
        detente.dumps(dataset)


def test_the_converter_knows_the_vocabularies() -> None:
    """A hook for ``str`` takes no member, which cattrs would let it."""

    def shout(value: Any, *_: Any) -> str:
        return f"{value}!"

    @attrs.frozen
    class Note:
        kind: ClaimKind
        said: str

    own = make_converter()
    own.register_structure_hook(str, shout)
    own.register_unstructure_hook(str, shout)
    for enum in model.enums(Dataset):
        for member in enum:
            assert own.structure(member.value, enum) is own.structure(member, enum) is member
            assert own.unstructure(member) == member.value
            assert type(own.unstructure(member)) is str
        with pytest.raises(ValueError, match="no such"):
            own.structure("no such", enum)
    made = own.structure({"kind": "causal", "said": "x"}, Note)
    assert made == Note(ClaimKind.CAUSAL, "x!")
    assert type(made.kind) is ClaimKind
    assert own.unstructure(made) == {"kind": "causal", "said": "x!!"}
    plain = Converter()
    assert plain.structure(json.loads(json.dumps(plain.unstructure(made))), Note) == made


def test_cells_of_tables_may_be_members() -> None:
    tables = detente.tables(BUNDLED)
    kinds = [row["kind"] for row in tables["claims"]]
    assert all(type(kind) is str for kind in kinds)
    tables["claims"][0]["kind"] = ClaimKind.CAUSAL
    tables["claims"][0]["proposition"] = ClaimKind.CAUSAL
    again = detente.from_tables(tables).claims[0]
    assert again.kind is ClaimKind.CAUSAL
    assert type(again.proposition) is str


# --- asking ----------------------------------------------------------------------------------------


def test_filters_take_members_and_values() -> None:
    for member in (*ClaimKind, *EventType):
        assert [*BUNDLED.statements(kind=member)] == [*BUNDLED.statements(kind=member.value)]
    for member in SourceKind:
        assert [*BUNDLED.statements(holder=member)] == [*BUNDLED.statements(holder=member.value)]
    for member in Commitment:
        found = BUNDLED.statements(commitment=member)
        assert [*found] == [*BUNDLED.statements(commitment=member.value)]
        assert all(row.commitment == member.value for row in found)
    for name, wrong in (("kind", EventStatus.PLANNED), ("commitment", Theme.MILITARY)):
        with pytest.raises(ValueError, match=f"no {name} '{wrong}'; there are: "):
            BUNDLED.statements(**{name: wrong})


def test_a_comparison_is_asked_by_member_or_value() -> None:
    compared = detente.compare(BUNDLED)
    assert compared.counts["contradict"] == len(compared.where(verdict="contradict"))
    for theme in Theme:
        one, other = (compared.where(theme=asked) for asked in (theme, theme.value))
        assert one == other
        assert one.filters == (f"theme {theme.value}",)
    for item in compared:
        assert all(type(item.to_dict()[name]) is str for name in ("verdict", "rule"))
    with pytest.raises(detente.InputError, match="contradict") as refused:
        compared.where(theme=ComparisonVerdict.CONTRADICT)
    assert type(refused.value.args[0]) is str
