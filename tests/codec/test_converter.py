"""``detente.converter``: cattrs in front, and as strict as the file loader."""

import copy
import json
import math
from collections import OrderedDict
from decimal import Decimal

import attrs
import pytest
from cattrs import Converter

import detente
from detente import converter
from detente.codec.converter import make_converter
from detente.dataset import Dataset
from detente.records import Claim

CLAIM = {
    "id": "claim:trade",
    "proposition": "Trade grows tenfold.",
    "kind": "predictive",
    "tense": "future",
    "scope": {"value": "../2020", "basis": "stated"},
    "about": ["actor:russia"],
    "quantities": [{"value": 10, "unit": "ratio", "approximate": True, "of": "growth"}],
    "utterances": [
        {
            "article": "article:a",
            "commitment": "Uu",
            "sources": [
                {
                    "kind": "named",
                    "actor": "actor:galushka",
                    "mode": "indirect",
                    "act": "communication",
                    "commitment": "CT+",
                }
            ],
            "evidence": [{"start": 3, "end": 10}],
        }
    ],
    "ext": {"example.org/x": [None, 1.0, {"y": None}]},
}


def changed(path, value):
    """The claim with one value replaced."""
    plain = copy.deepcopy(CLAIM)
    parent = plain
    for part in path[:-1]:
        parent = parent[part]
    parent[path[-1]] = value
    return plain


def as_file(plain):
    return json.dumps({"format": "detente", "version": "1.0", "claims": [plain]}).encode()


def test_what_it_makes_is_what_the_loader_makes():
    made = converter.structure(CLAIM, Claim)
    assert type(made) is Claim
    assert made == detente.loads(as_file(CLAIM)).claims[0]
    assert made.kind is detente.ClaimKind.PREDICTIVE
    assert type(made.about) is tuple
    assert type(made.utterances[0].evidence[0]) is detente.Span
    assert converter.unstructure(made) == CLAIM
    assert json.loads(json.dumps(converter.unstructure(made))) == converter.unstructure(made)


def test_the_same_for_a_dataset():
    plain = {"format": "detente", "version": "1.0", "claims": [CLAIM]}
    made = converter.structure(plain, Dataset)
    assert made == detente.loads(as_file(CLAIM))
    assert converter.unstructure(made) == plain
    assert made["claim:trade"] == converter.structure(CLAIM, Claim)


def test_it_is_a_cattrs_converter():
    """Records inside other structures, and classes of others around records."""

    @attrs.define
    class Note:
        about: Claim
        others: list[Claim]

    assert isinstance(converter, Converter)
    claim = converter.structure(CLAIM, Claim)
    assert converter.structure([CLAIM, CLAIM], list[Claim]) == [claim, claim]
    assert converter.structure({"x": CLAIM}, dict[str, Claim]) == {"x": claim}
    own = make_converter()
    note = own.structure({"about": CLAIM, "others": [CLAIM]}, Note)
    assert note == Note(claim, [claim])
    assert own.unstructure(note) == {"about": CLAIM, "others": [CLAIM]}
    assert own.structure(claim, Claim) == claim


REFUSED = [
    (("utterances", 0, "evidence", 0, "start"), "3"),
    (("utterances", 0, "evidence", 0, "start"), 3.0),
    (("utterances", 0, "evidence", 0, "start"), True),
    (("utterances", 0, "evidence", 0, "start"), None),
    (("utterances", 0, "evidence", 0, "start"), -1),
    (("utterances", 0, "evidence", 0, "anchor"), None),
    (("utterances", 0, "evidence", 0, "anchor"), "x y"),
    (("utterances", 0, "evidence"), {"start": 3, "end": 10}),
    (("utterances", 0, "evidence"), {"0": {"start": 3, "end": 10}}),
    (("utterances", 0, "evidence"), []),
    (("utterances",), "utterances"),
    (("about",), "actor:russia"),
    (("about",), {"actor:russia": 1}),
    (("about",), ["actor:russia\n"]),
    (("about",), [None]),
    (("about",), []),
    (("themes",), ["military", "economic", "legal", "diplomatic"]),
    (("themes",), None),
    (("id",), "event:trade"),
    (("id",), "claim:Trade"),
    (("id",), "claim:trade\n"),
    (("id",), 5),
    (("id",), b"claim:trade"),
    (("kind",), "Predictive"),
    (("kind",), "prediction"),
    (("kind",), None),
    (("proposition",), ""),
    (("proposition",), 5),
    (("proposition",), "x" * 2001),
    (("proposition",), "\ud800"),
    (("quantities", 0, "value"), "10"),
    (("quantities", 0, "value"), True),
    (("quantities", 0, "value"), 10.0),
    (("quantities", 0, "value"), math.nan),
    (("quantities", 0, "value"), math.inf),
    (("quantities", 0, "upper"), 0.0),
    (("quantities", 0, "upper"), None),
    (("quantities", 0, "upper"), -math.inf),
    (("quantities", 0, "approximate"), 1),
    (("quantities", 0, "approximate"), "true"),
    (("scope",), None),
    (("scope",), "2020"),
    (("scope", "value"), 2020),
    (("note",), None),
    (("ext",), None),
    (("ext",), []),
    (("ext",), {"x": 1}),
    (("ext",), {"example.org/x\n": 1}),
    (("ext",), {1: 1}),
    (("ext",), {"example.org/x": math.nan}),
    (("ext",), {"example.org/x": [math.inf]}),
    (("ext",), {"example.org/x": "\ud800"}),
    (("ext",), {"example.org/x": {"\ud800": 1}}),
    (("ext",), {"example.org/x": {1: 2}}),
    (("ext",), {"example.org/x": {1, 2}}),
    (("ext",), {"example.org/x": object()}),
    (("comment",), "x"),
    (("Kind",), "predictive"),
    (("utterances", 0, "confidenc"), "high"),
    (("utterances", 0, "sources", 0, "actor"), None),
]


@pytest.mark.parametrize(
    ("path", "value"), REFUSED, ids=lambda x: repr(x).partition(" object at ")[0][:40]
)
def test_what_the_loader_refuses_it_refuses(path, value):
    with pytest.raises(detente.StructureError) as caught:
        converter.structure(changed(path, value), Claim)
    assert isinstance(caught.value, ValueError)
    assert str(caught.value)


@pytest.mark.parametrize("key", ["id", "proposition", "kind", "tense", "about", "utterances"])
def test_missing_keys(key):
    plain = copy.deepcopy(CLAIM)
    del plain[key]
    with pytest.raises(detente.StructureError, match=key):
        converter.structure(plain, Claim)


@pytest.mark.parametrize(
    "value", [None, [], "x", 5, {}, [CLAIM], b"{}", object()], ids=lambda v: type(v).__name__
)
def test_what_is_no_object(value):
    with pytest.raises(detente.StructureError):
        converter.structure(value, Claim)


def test_tuples_are_lists():
    """What comes from Python may hold tuples; what is in them is checked as in lists."""

    def tupled(value):
        if isinstance(value, list):
            return tuple(map(tupled, value))
        if isinstance(value, dict):
            return {k: v if k == "ext" else tupled(v) for k, v in value.items()}
        return value

    assert converter.structure(tupled(CLAIM), Claim) == converter.structure(CLAIM, Claim)
    for path, value in [
        (("utterances",), ({**CLAIM["utterances"][0], "note": None},)),
        (("quantities",), ({"value": 1, "unit": "count", "of": "x", "upper": None},)),
        (("about",), (None,)),
    ]:
        with pytest.raises(detente.StructureError):
            converter.structure(changed(path, value), Claim)


def test_other_mappings_are_no_trap():
    assert converter.structure(OrderedDict(CLAIM), Claim) == converter.structure(CLAIM, Claim)
    with pytest.raises(detente.StructureError):
        converter.structure(changed(("quantities", 0, "value"), Decimal("1.50")), Claim)


def test_explicit_defaults_are_accepted():
    plain = changed(("quantities", 0, "approximate"), False) | {"themes": [], "causes": []}
    made = converter.structure(plain, Claim)
    assert made.quantities[0].approximate is False
    assert "themes" not in converter.unstructure(made)


def test_null_stays_in_extensions():
    assert converter.structure(CLAIM, Claim).ext == CLAIM["ext"]


@pytest.mark.parametrize(
    "head",
    [
        {},
        {"format": "detente"},
        {"version": "1.0"},
        {"format": "detente", "version": "2.0"},
        {"format": "detente", "version": "1.1"},
        {"format": "detente", "version": "1.0\n"},
        {"format": "other", "version": "1.0"},
        {"format": "detente", "version": "1.0", "claims": {}},
        {"format": "detente", "version": "1.0", "claims": None},
        {"format": "detente", "version": "1.0", "dataset": None},
        {"format": "detente", "version": "1.0", "schema_uri": "x"},
    ],
    ids=lambda v: type(v).__name__,
)
def test_heads_that_the_loader_refuses(head):
    with pytest.raises(detente.InvalidError):
        detente.loads(json.dumps(head))
    with pytest.raises(detente.StructureError):
        converter.structure(head, Dataset)


def test_the_input_is_left_alone():
    plain = copy.deepcopy(CLAIM)
    made = converter.structure(plain, Claim)
    assert plain == CLAIM
    plain["about"].append("actor:later")
    assert made.about == ("actor:russia",)
