"""What of a dataset is there to be carried, for tests of what a format declares."""

from typing import Any

from detente.bridges import LAYERS, Bridge, TypedTexts
from detente.bridges.typed_spans import part_at
from detente.records.model import fields_of
from detente.records.walk import parts


def expected(bridge: Bridge, typed: TypedTexts) -> set[str]:
    """The fields, as ``Claim.kind``, that a file should hold: those that are declared and set in marks,
    in their records, in articles and in the header.
    """
    found = {"Span.start", "Span.end", "Article.id"}
    for text in typed.texts:
        found |= filled(typed.dataset[text.id])
        found |= {"Link.kind", "Link.source", "Link.target"} if text.links else set()
        for span in text.spans:
            owner = part_at(typed.dataset, span.group)
            found |= filled(owner)
            if LAYERS[span.layer].record is not None:
                found |= filled(typed.dataset[span.record])
    if typed.dataset.dataset is not None:
        found |= filled(typed.dataset.dataset)
    return found & bridge.carries


def all_filled(dataset: Any) -> set[str]:
    """The fields that are set anywhere in a dataset."""
    records = [*dataset, *([dataset.dataset] if dataset.dataset else [])]
    return set().union(*(filled(part.value) for record in records for part in parts(record)))


def filled(record: Any) -> set[str]:
    """The fields of one part that are set."""
    return {
        f"{type(record).__name__}.{field.name}"
        for field in fields_of(record)
        if getattr(record, field.name) is not None
        and (field.required or getattr(record, field.name) != field.default)
    }


def of_feature(layer: str, name: str) -> str:
    """The field behind a feature."""
    (feature,) = (f for f in LAYERS[layer].features if f.name == name)
    cls = LAYERS[layer].record if feature.of == "record" else LAYERS[layer].owner
    return f"{(cls or LAYERS[layer].owner).__name__}.{feature.field.name}"


def of_layer(layer: str) -> set[str]:
    """The field that holds the spans of a layer; of a part that is one where it lies."""
    held = [LAYERS[layer].spans] if LAYERS[layer].spans else ["start", "end"]
    return {f"{LAYERS[layer].owner.__name__}.{name}" for name in held}
