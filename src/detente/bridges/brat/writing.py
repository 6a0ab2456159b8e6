"""Writing a dataset as a collection of brat."""

import json
from collections.abc import Iterator
from pathlib import Path

from detente.bridges.brat.configuration import (
    LEFT_OUT,
    annotation_conf,
    is_attribute,
    visual_conf,
)
from detente.bridges.brat.notes import note_of
from detente.bridges.brat.pieces import Pieces
from detente.bridges.features import LAYERS, in_layer
from detente.bridges.typed_spans import TypedSpan, TypedText, TypedTexts
from detente.errors import InputError
from detente.files import write_folder

BASE = "detente.json"
"""The file beside the others with the digest of the dataset and the article of each text."""
KEY = "Detente"
"""The type of the notes with the key of a span and its range; brat shows them, and keeps them."""
NOTES = "AnnotatorNotes"
"""The type of the notes that people edit in brat."""


def write(typed: TypedTexts, out: Path) -> None:
    """Write the texts, their annotations and the configuration into a new folder."""
    files = {"annotation.conf": annotation_conf(), "visual.conf": visual_conf()}
    base = {"base": typed.digest, "articles": {text.name: text.id for text in typed.texts}}
    files[BASE] = json.dumps(base, indent=2) + "\n"
    for text in typed.texts:
        files[f"{text.name}.txt"] = text.text
        files[f"{text.name}.ann"] = "".join(f"{line}\n" for line in _lines(text))
    write_folder(out, {name: content.encode() for name, content in files.items()})


def _lines(text: TypedText) -> Iterator[str]:
    spans = text.without(LEFT_OUT).spans
    names = {span.key: f"T{number}" for number, span in enumerate(spans, 1)}
    pieces, attributes, notes = Pieces(text.text), 0, 0
    for span in spans:
        name = names[span.key]
        yield f"{name}\t{_mark(span, text.text, pieces)}"
        for feature, value in _attributes(span):
            attributes += 1
            yield f"A{attributes}\t{in_layer(span.layer, feature)} {name}{value}"
        notes += 1
        yield f"#{notes}\t{KEY} {name}\t{span.key} {span.start} {span.end}"
        if note := note_of(_noted(span)):
            notes += 1
            yield f"#{notes}\t{NOTES} {name}\t{note}"
    for number, link in enumerate(text.links, 1):
        yield f"R{number}\t{link.kind} Arg1:{names[link.source]} Arg2:{names[link.target]}"


def _mark(span: TypedSpan, text: str, pieces: Pieces) -> str:
    ranges = pieces.of(span.start, span.end)
    if not ranges:
        reason = f"brat cannot mark {span.key}, which has nothing but line ends or tabs"
        raise InputError("texts", reason)
    places = ";".join(f"{start} {end}" for start, end in ranges)
    return f"{span.layer} {places}\t" + " ".join(text[start:end] for start, end in ranges)


def _attributes(span: TypedSpan) -> Iterator[tuple[str, str]]:
    """The attributes of a span; a truth value has no value behind it."""
    for feature in LAYERS[span.layer].features:
        if is_attribute(feature) and feature.name in span.features:
            (value,) = span.features[feature.name]
            yield feature.name, "" if feature.field.base == "bool" else f" {value}"


def _noted(span: TypedSpan) -> Iterator[tuple[str, str]]:
    for feature in LAYERS[span.layer].features:
        if not is_attribute(feature):
            for value in span.features.get(feature.name, ()):
                yield feature.name, value
