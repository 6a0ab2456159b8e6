"""The types: one for each layer, one for links, and one that says which article a CAS is of."""

from typing import NamedTuple

from detente.bridges.features import LAYERS, RECORD, Feature, Layer, in_layer, of_layer

ANNOTATION = "uima.tcas.Annotation"
STRING, STRINGS = "uima.cas.String", "uima.cas.StringArray"
BOOLEAN, FEATURES = "uima.cas.Boolean", "uima.cas.FSArray"

DOCUMENT = "detente.Document"
"""Says of what a CAS was exported; there is one in each that was."""
BASE, ARTICLE, CONTROLS = "base", "article", "controls"
"""Its features: the digest of the dataset, the id of the article, and the control characters of the text
that XML cannot have: ``12:000c 40:000c``, offset in code points and code point."""
LINK = "detente.Link"
"""A link, held by the feature ``links`` of the mark that it goes out from."""
ROLE, TARGET = "role", "target"
"""The features of a link: its kind, and the mark that it goes to."""
KEY, LINKS = "key", "links"
"""Features of marks that are none of a record: the key of the span, and the links that go out from it."""

_RESERVED = frozenset({"type", "self"})
"""Names of features that dkpro-cassis calls otherwise, since Python objects have attributes of these names."""


class TypeFeature(NamedTuple):
    """A feature of a type."""

    name: str
    range: str
    """The type of its values: ``uima.cas.String``."""
    feature: Feature | None = None
    """What it says of a record."""


def type_of(layer: str) -> str:
    """The type of a layer: ``detente.LinkCue``."""
    return "detente." + "".join(part.capitalize() for part in layer.split("_"))


LAYER_OF = {type_of(layer): layer for layer in LAYERS}
"""The layers by their types."""


def name_of(layer: str, feature: str) -> str:
    """What a feature is called in a type."""
    return in_layer(layer, feature) if feature in _RESERVED else feature


def meant_by(layer: str, name: str) -> str:
    """The feature that a name in a type means; a name that is none of ours as it is."""
    meant = of_layer(layer, name)
    return meant if meant in _RESERVED else name


def features_of_type(layer: Layer) -> list[TypeFeature]:
    """The features of the type of a layer, in the order of INCEpTION's form."""
    found = [
        TypeFeature(name_of(layer.name, feature.name), _range(feature), feature)
        for feature in layer.features
    ]
    if layer.joins:
        found.append(TypeFeature(RECORD, STRING))
    if layer.record is not None:
        found.append(TypeFeature(LINKS, FEATURES))
    return [*found, TypeFeature(KEY, STRING)]


def features_of_document() -> list[TypeFeature]:
    """The features of ``DOCUMENT``."""
    return [TypeFeature(name, STRING) for name in (BASE, ARTICLE, CONTROLS)]


def _range(feature: Feature) -> str:
    if feature.field.base == "bool":
        return BOOLEAN
    return STRINGS if feature.field.many else STRING
