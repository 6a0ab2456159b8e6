"""The codebook of a project: a code for each value that marks have, below one for each feature."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from detente.bridges.features import LAYERS, Feature
from detente.bridges.typed_spans import TypedSpan, TypedTexts
from detente.dataset import Dataset
from detente.records.model import documentation
from detente.vocab.catalogue import of_enum


class Code(NamedTuple):
    """A code of a project. Its name alone says what it means: not every program shows the one above."""

    key: str
    """What its GUID is made from."""
    name: str
    """What people read."""
    description: str
    """What it means; empty where the name says it."""
    parts: tuple["Code", ...] = ()
    """The codes below it; then no passage has this code itself."""


def code_key(layer: str, feature: str, value: str) -> str:
    """The key of the code of a value."""
    return f"code/{layer}/{feature}/{value}"


def layer_key(layer: str) -> str:
    """The key of the code that all marks of a layer have."""
    return f"code/{layer}"


def is_coded(feature: Feature) -> bool:
    """Whether a feature becomes codes: what is chosen does, free text becomes a note."""
    return bool(feature.values or feature.field.refs or feature.field.code) and not is_coder(
        feature
    )


def is_coder(feature: Feature) -> bool:
    """Whether a feature says who coded, for which the format has users."""
    return feature.field.refs == ("annotator",)


def codebook(typed: TypedTexts) -> tuple[Code, ...]:
    """The codes: one for each layer, and for each feature one with its values below.

    Of a vocabulary that is used all values, so that coding can go on; of records and own codes those
    that are used.
    """
    spans: dict[str, list[TypedSpan]] = {}
    for span in (span for text in typed.texts for span in text.spans):
        spans.setdefault(span.layer, []).append(span)
    schemes = _own_codes(typed.dataset)
    found: list[Code] = []
    for name, layer in LAYERS.items():
        if name not in spans:
            continue
        found.append(Code(layer_key(name), name, documentation(layer.owner)[0]))
        for feature in filter(is_coded, layer.features):
            used = {
                value: None for span in spans[name] for value in span.features.get(feature.name, ())
            }
            if used:
                found.append(_feature(name, feature, used, schemes))
    return tuple(found)


def _feature(layer: str, feature: Feature, used: Iterable[str], own: dict[str, str]) -> Code:
    title = f"{layer}: {feature.name}"
    meanings = dict.fromkeys(used, "")
    if feature.field.base == "enum":
        meanings = {value.value: value.definition for value in of_enum(feature.field.type).values}
    elif feature.field.code:
        meanings = {value: own.get(value, "") for value in used}
    return Code(
        f"code/{layer}/{feature.name}",
        title,
        _documented(layer, feature),
        tuple(
            Code(code_key(layer, feature.name, value), f"{title}: {value}", meaning)
            for value, meaning in meanings.items()
        ),
    )


def _documented(layer: str, feature: Feature) -> str:
    known = LAYERS[layer]
    cls: Any = known.owner if feature.of == "owner" else known.record
    return documentation(cls)[1][feature.field.name]


def _own_codes(dataset: Dataset) -> dict[str, str]:
    """The codes of the dataset's own schemes, with what they mean."""
    return {
        f"{scheme.id}/{value.value}": value.definition
        for scheme in dataset.schemes
        for value in scheme.values
    }
