"""The type system description: what readers of UIMA need beside an XMI file."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from detente.bridges.cas.types import (
    ANNOTATION,
    DOCUMENT,
    FEATURES,
    LINK,
    ROLE,
    STRING,
    TARGET,
    TypeFeature,
    features_of_document,
    features_of_type,
    type_of,
)
from detente.bridges.features import LAYERS
from detente.bridges.xml_files import as_file

_NAMESPACE = "http://uima.apache.org/resourceSpecifier"


def type_system() -> bytes:
    """The type system as XML. It does not depend on the dataset."""
    root = Element("typeSystemDescription", xmlns=_NAMESPACE)
    types = SubElement(root, "types")
    _type(types, DOCUMENT, "uima.cas.AnnotationBase", features_of_document())
    _type(types, LINK, "uima.cas.TOP", [TypeFeature(ROLE, STRING), TypeFeature(TARGET, ANNOTATION)])
    for layer in LAYERS.values():
        _type(types, type_of(layer.name), ANNOTATION, features_of_type(layer))
    return as_file(root)


def _type(types: Element, name: str, parent: str, features: Sequence[TypeFeature]) -> None:
    described = SubElement(types, "typeDescription")
    _said(described, "name", name)
    _said(described, "description", "")
    _said(described, "supertypeName", parent)
    listed = SubElement(described, "features")
    for feature in features:
        one = SubElement(listed, "featureDescription")
        _said(one, "name", feature.name)
        _said(one, "description", "")
        _said(one, "rangeTypeName", feature.range)
        if feature.range == FEATURES:
            _said(one, "elementType", LINK)


def _said(element: Element, name: str, text: str) -> None:
    SubElement(element, name).text = text
