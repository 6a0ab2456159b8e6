"""INCEpTION's layers, in the form that its projects import and export: a JSON file for all of them."""

import json
from typing import Any

from detente.bridges.cas.controls import escaped
from detente.bridges.cas.types import (
    ANNOTATION,
    DOCUMENT,
    FEATURES,
    KEY,
    LINK,
    ROLE,
    STRINGS,
    TARGET,
    TypeFeature,
    features_of_document,
    features_of_type,
    type_of,
)
from detente.bridges.features import LAYERS, RECORD, Feature, Layer, Names, drawn_kinds
from detente.json_types import Json
from detente.records.model import documentation
from detente.vocab.catalogue import of_enum

_LONGEST = 255
"""Characters that the database of INCEpTION has for a tag."""


def layers(names: Names) -> bytes:
    """The layers, with the vocabularies and the names of records as tags to choose from."""
    made = [_document(), *(_layer(layer, names) for layer in LAYERS.values())]
    return f"{json.dumps(made, ensure_ascii=False, indent=1)}\n".encode()


def _layer(layer: Layer, names: Names) -> dict[str, Json]:
    features = [_feature(layer, one, names) for one in features_of_type(layer)]
    return _described(type_of(layer.name), layer.name, "span", features)


def _document() -> dict[str, Json]:
    features = [
        _plain(feature.name, feature.range, hidden=True) for feature in features_of_document()
    ]
    return _described(DOCUMENT, "détente", "document-metadata", features)


def _described(
    name: str, shown: str, kind: str, features: list[dict[str, Json]]
) -> dict[str, Json]:
    return {
        "name": name,
        "features": [feature | {"rank": rank} for rank, feature in enumerate(features)],
        "uiName": shown,
        "type": kind,
        "enabled": True,
        "built_in": False,
        "readonly": False,
        "allow_stacking": True,
        "cross_sentence": True,
        "show_hover": True,
        "anchoring_mode": "CHARACTERS",
        "overlap_mode": "ANY_OVERLAP",
        "validation_mode": "NEVER",
        "lock_to_token_offset": False,
        "multiple_tokens": True,
        "linked_list_behavior": False,
    }


def _feature(layer: Layer, one: TypeFeature, names: Names) -> dict[str, Json]:
    if one.range == FEATURES:
        return _links(one)
    if one.feature is None:
        hidden = one.name == KEY
        return _plain(one.name, one.range, _DESCRIPTIONS.get(one.name, ""), hidden=hidden)
    cls = layer.owner if one.feature.of == "owner" else layer.record or layer.owner
    _, fields = documentation(cls)
    known = _plain(one.name, one.range, fields[one.feature.field.name].replace("``", ""))
    known["visible"] = bool(one.feature.values) and one.feature.field.required
    known["tag_set"] = _tags(one.feature, names)
    return known


_DESCRIPTIONS = {
    RECORD: "Of a new mark: the claim or event that it belongs to, by its name; or any name that "
    "several new marks share, which are then of one record.",
}


def _plain(name: str, kind: str, description: str = "", *, hidden: bool = False) -> dict[str, Any]:
    """A feature. INCEpTION does not show one in its form that depends on constraints of which there are none."""
    return {
        "name": name,
        "uiName": name,
        "description": description,
        "type": kind,
        "enabled": True,
        "visible": False,
        "include_in_hover": False,
        "required": False,
        "remember": False,
        "hideUnconstraintFeature": hidden,
        "multi_value_mode": "ARRAY" if kind == STRINGS else "NONE",
        "link_mode": "NONE",
        "curatable": True,
        "tag_set": None,
    }


def _links(one: TypeFeature) -> dict[str, Json]:
    """A feature for links to any mark, each with its kind as its role."""
    tags = [{"tag_name": str(kind), "tag_description": ""} for kind in drawn_kinds()]
    return _plain(one.name, ANNOTATION) | {
        "multi_value_mode": "ARRAY",
        "link_mode": "WITH_ROLE",
        "link_type_name": LINK,
        "link_type_role_feature_name": ROLE,
        "link_type_target_feature_name": TARGET,
        "tag_set": _tag_set("kinds of links", tags, create=False),
    }


def _tags(feature: Feature, names: Names) -> Json:
    """The values of a vocabulary; or names of records, to which others may be added."""
    field = feature.field
    if field.base == "enum":
        known = of_enum(field.type)
        tags = [{"tag_name": v.value, "tag_description": v.definition} for v in known.values]
        return _tag_set(known.title, tags, create=False)
    if not field.refs:
        return None
    tags = [
        {"tag_name": name, "tag_description": ""}
        for name in map(escaped, names.of_kinds(field.refs))
        if len(name) <= _LONGEST
    ]
    return _tag_set(f"names: {', '.join(field.refs)}", tags, create=True)


def _tag_set(name: str, tags: list[dict[str, str]], *, create: bool) -> Json:
    return {"name": name, "description": "", "language": "", "tags": tags, "create_tag": create}
