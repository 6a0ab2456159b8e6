"""Marks as a perfect tool would give them back, for tests of what comes after."""

from collections.abc import Sequence
from typing import Any

import detente
from detente import Dataset
from detente.bridges import (
    BRIDGES,
    LAYERS,
    Mark,
    MarkLink,
    Marks,
    TypedLink,
    TypedSpan,
    TypedText,
    TypedTexts,
)
from detente.bridges.features import Names, drawn_kinds
from detente.bridges.registry import carried_by_marks
from tests.sample import DRAFT, TEXTS

SAMPLE: Dataset = detente.seal(DRAFT, TEXTS).dataset  # type: ignore[assignment]  # it has no error


def marks_of(typed: TypedTexts, layers: Sequence[str] = tuple(LAYERS)) -> Marks:
    """The marks and links of a dataset, untouched. The id of a mark is its key."""
    return Marks(
        base=typed.digest,
        texts={text.id: text.text for text in typed.texts},
        marks=tuple(
            Mark(
                place=f"mark {span.key}",
                id=span.key,
                article=text.id,
                layer=span.layer,
                ranges=((span.start, span.end),),
                words=(span.text,),
                key=span.key,
                features=span.features,
            )
            for text in typed.texts
            for span in text.spans
            if span.layer in layers
        ),
        links=tuple(
            MarkLink(place=link.key, kind=link.kind, source=link.source, target=link.target)
            for text in typed.texts
            for link in text.links
        ),
        layers=tuple(layers),
    )


def comparable(marks: Marks) -> dict[str, Any]:
    """What of marks must be equal, whatever a tool calls them."""
    keys = {mark.id: mark.key for mark in marks.marks}
    return {
        "base": marks.base,
        "texts": dict(marks.texts),
        "marks": [
            (m.key, m.article, m.layer, m.ranges, m.words, dict(m.features), m.fault)
            for m in marks.marks
        ],
        "links": [(x.kind, keys[x.source], keys[x.target]) for x in marks.links],
        "layers": marks.layers,
        "refused": marks.refused,
    }


def everything() -> TypedTexts:
    """A text with a span of each layer that has all features, and a link of each kind."""
    words = "Everything"
    spans = tuple(
        TypedSpan(
            key=f"{layer.name}:x/0",
            layer=layer.name,
            start=0,
            end=len(words),
            text=words,
            record=f"{layer.name}:x",
            group=f"{layer.name}:x",
            features={f.name: (f.values or ("said",))[:1] for f in layer.features},
        )
        for layer in LAYERS.values()
    )
    links = tuple(
        TypedLink(key=f"link:{kind}", kind=kind, source="claim:x/0", target="event:x/0")
        for kind in drawn_kinds()
    )
    text = TypedText(id="article:x", label="X", text=words, exact=True, spans=spans, links=links)
    return TypedTexts(dataset=SAMPLE, texts=(text,), names=Names())


def carried(marks: Marks) -> frozenset[str]:
    """The fields that came back with marks and links of everything."""
    features = {mark.layer: tuple(mark.features) for mark in marks.marks}
    assert {link.kind for link in marks.links} == set(drawn_kinds())
    return carried_by_marks(features, features)


def declared(name: str) -> frozenset[str]:
    """The fields that a bridge says it carries."""
    return BRIDGES[name].carries
