"""The type system and INCEpTION's layers say the same, and all that is written."""

import json
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.bridges import LAYERS
from detente.bridges.cas import write
from detente.bridges.cas.controls import escaped, unescaped
from detente.bridges.cas.layers import layers as layers_of
from detente.bridges.cas.types import DOCUMENT, LINK, features_of_type, type_of
from detente.bridges.features import Names, drawn_kinds
from tests.bridges.marks import SAMPLE, everything

RESERVED = {
    *("sofa", "begin", "end", "id", "self", "type"),  # of UIMA, and of cassis
    *("address", "coveredText", "booleanValue", "doubleValue", "byteValue", "CAS", "CASImpl"),
    *("class", "featureValue", "floatValue", "longValue", "lowLevelCas", "printRefs"),
    *("stringValue", "typeIndexId", "view"),  # of INCEpTION
}
UIMA = "{http://uima.apache.org/resourceSpecifier}"


@pytest.fixture
def out(tmp_path):
    write(everything(), tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def layers(out):
    return {layer["name"]: layer for layer in json.loads((out / "layers.json").read_bytes())}


def test_both_have_the_same_types_features_and_ranges(out, layers):
    types = fromstring((out / "TypeSystem.xml").read_bytes())
    described = {
        one.findtext(f"{UIMA}name"): {
            f.findtext(f"{UIMA}name"): f.findtext(f"{UIMA}rangeTypeName")
            for f in one.iter(f"{UIMA}featureDescription")
        }
        for one in types.iter(f"{UIMA}typeDescription")
    }
    assert described.pop(LINK) == {"role": "uima.cas.String", "target": "uima.tcas.Annotation"}
    assert described.keys() == layers.keys() == {DOCUMENT, *map(type_of, LAYERS)}
    for name, layer in layers.items():
        ranges = {
            f["name"]: "uima.cas.FSArray" if f["link_mode"] == "WITH_ROLE" else f["type"]
            for f in layer["features"]
        }
        assert described[name] == ranges


def test_each_name_of_a_feature_means_one_thing():
    for layer in LAYERS.values():
        names = [one.name for one in features_of_type(layer)]
        assert len(names) == len(set(names))
        assert not RESERVED & {*names}


def test_marks_may_stand_anywhere_and_overlap(layers):
    for layer in layers.values():
        assert (layer["anchoring_mode"], layer["overlap_mode"]) == ("CHARACTERS", "ANY_OVERLAP")
        assert layer["cross_sentence"]


def test_vocabularies_are_closed_and_names_are_open(layers):
    features = {f["name"]: f for f in layers["detente.Claim"]["features"]}
    kinds = features["kind"]["tag_set"]
    assert [tag["tag_name"] for tag in kinds["tags"]] == [*LAYERS["claim"].features[1].values]
    assert all(tag["tag_description"] for tag in kinds["tags"])
    assert not kinds["create_tag"]
    assert features["about"]["tag_set"]["create_tag"]
    assert features["note"]["tag_set"] is None
    roles = features["links"]["tag_set"]
    assert [tag["tag_name"] for tag in roles["tags"]] == [*map(str, drawn_kinds())]


def test_tag_sets_of_one_name_are_one(layers):
    found = {}
    for layer in layers.values():
        for feature in layer["features"]:
            if tags := feature["tag_set"]:
                assert found.setdefault(tags["name"], tags) == tags


def test_keys_are_kept_from_the_annotators(layers):
    hidden = {
        f["name"] for x in layers.values() for f in x["features"] if f["hideUnconstraintFeature"]
    }
    assert hidden == {"key", "base", "article", "controls"}


def test_names_of_the_dataset_are_tags():
    found = {layer["name"]: layer for layer in json.loads(layers_of(Names(SAMPLE)))}
    (actor,) = [f for f in found["detente.Mention"]["features"] if f["name"] == "actor"]
    assert "Norway" in [tag["tag_name"] for tag in actor["tag_set"]["tags"]]


@given(st.text(st.sampled_from("\x00\x0b\ufffe\\u0001bfeéñ ")))
def test_values_are_escaped_and_come_back(value):
    assert unescaped(escaped(value)) == value
    assert not set("\x00\x0b\ufffe") & {*escaped(value)}


def test_an_escape_of_no_control_character_is_what_somebody_typed():
    assert unescaped(r"\u0041 \u12") == r"\u0041 \u12"
