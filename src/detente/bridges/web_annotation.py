"""A page of W3C Web Annotations (*Web Annotation Data Model*, W3C, 2017) in JSON-LD.

Positions count code points of the plain text, as the model demands, and are half-open. The words themselves are
written only when they are asked for.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.bridges.features import LAYERS
from detente.bridges.rdf.json_ld import Short
from detente.bridges.rdf.nodes import Nodes
from detente.bridges.rdf.terms import OTHERS, OURS
from detente.bridges.typed_spans import (
    TypedLink,
    TypedSpan,
    TypedText,
    TypedTexts,
    annotated_places,
    part_at,
)
from detente.files import write_atomically
from detente.inert import visible
from detente.json_types import Json
from detente.records import Annotator
from detente.text.profiles import sha256
from detente.vocab.enums import AnnotatorKind

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32
"""Code points of context on each side of a quote, which tells places with the same words apart."""
_AGENTS = {AnnotatorKind.HUMAN: "Person", AnnotatorKind.SOFTWARE: "Software"}


def write(typed: TypedTexts, out: Path, *, quotes: bool = False) -> None:
    """Write the page; ``quotes``: with the words. Without texts the places are those that were annotated."""
    page = _Page(typed if typed.texts else annotated_places(typed.dataset), quotes=quotes)
    written = json.dumps(page.document(), ensure_ascii=False, indent=1)
    write_atomically(out, f"{visible(written)}\n".encode())


class _Page:
    def __init__(self, typed: TypedTexts, *, quotes: bool) -> None:
        self._typed = typed
        self._quotes = quotes
        self._nodes = Nodes(typed.dataset, typed.digest)
        self._short = Short(OURS | OTHERS, "", ("id", "type"))

    def document(self) -> Json:
        items = [item for text in self._typed.texts for item in self._items(text)]
        header = self._typed.dataset.dataset
        collection: dict[str, Json] = {
            "id": f"{self._nodes.namespace}annotations",
            "type": "AnnotationCollection",
            "total": len(items),
            "detente:digest": self._typed.digest,
        }
        if header is not None:
            collection["label"] = header.title
        return {
            "@context": [_CONTEXT, {**OURS, **OTHERS}],
            "id": f"{self._nodes.namespace}annotations/0",
            "type": "AnnotationPage",
            "partOf": collection,
            "startIndex": 0,
            "items": items,
        }

    def _items(self, text: TypedText) -> Iterator[Json]:
        fields: dict[str, list[TypedSpan]] = {}
        for span in text.spans:
            fields.setdefault(_field(span), []).append(span)
        source = self._source(text)
        for spans in fields.values():
            yield self._annotation(spans, text, source)
        field_of = {span.key: _field(span) for span in text.spans}
        for link in text.links:
            yield self._link(link, field_of)

    def _source(self, text: TypedText) -> Json:
        """The plain text that places count in, named by its SHA-256 (RFC 6920); not the page that it is from."""
        article = self._typed.article(text)
        digest = sha256(text.text) if text.text else article.text.sha256
        named = urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip("=")
        source: dict[str, Json] = {
            "id": f"ni:///sha-256;{named}",
            "type": "Text",
            "format": "text/plain",
            "language": article.language,
            "rdfs:label": text.label,
            "detente:article": {"id": self._nodes.name(text.id).value},
        }
        if article.url is not None:
            source["dcterms:isFormatOf"] = {"id": article.url}
        return source

    def _annotation(self, spans: list[TypedSpan], text: TypedText, source: Json) -> Json:
        first = spans[0]
        made: dict[str, Json] = {
            "id": self._name(_field(first)),
            "type": "Annotation",
            "motivation": "classifying",
            "body": [*self._bodies(first)],
        }
        annotator = getattr(part_at(self._typed.dataset, first.group), "annotator", None)
        if annotator is not None:
            made["creator"] = self._creator(self._typed.dataset[annotator])
        targets: list[Json] = [
            {
                "type": "SpecificResource",
                "source": source,
                "selector": self._selector(span, text.text),
            }
            for span in spans
        ]
        return made | {"target": targets if len(targets) > 1 else targets[0]}

    def _bodies(self, span: TypedSpan) -> Iterator[Json]:
        """The layer and what the record is called, for people; its fields, for programs."""
        yield {"type": "TextualBody", "purpose": "tagging", "value": span.layer}
        label = self._typed.names[span.record]
        yield {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "value": label,
        }
        keys = [span.group]
        if LAYERS[span.layer].record is not None:
            keys.append(span.record)
        for key in keys:
            yield self._short.node(self._nodes.of(part_at(self._typed.dataset, key), key))

    def _selector(self, span: TypedSpan, text: str) -> Json:
        place: Json = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
        if not self._quotes:
            return place
        quote: Json = {
            "type": "TextQuoteSelector",
            "exact": span.text,
            "prefix": text[max(0, span.start - _AROUND) : span.start],
            "suffix": text[span.end : span.end + _AROUND],
        }
        return [place, quote]

    def _link(self, link: TypedLink, field_of: dict[str, str]) -> Json:
        return {
            "id": self._name(f"{link.key}/{field_of[link.source]}"),
            "type": "Annotation",
            "motivation": "linking",
            "body": [
                {"type": "TextualBody", "purpose": "tagging", "value": link.kind},
                self._name(field_of[link.target]),
            ],
            "target": self._name(field_of[link.source]),
        }

    def _creator(self, annotator: Any) -> Json:
        named: dict[str, Json] = {
            "id": self._nodes.name(annotator.id).value,
            "name": self._typed.names[annotator.id],
        }
        # A reference may name a record of any kind.
        kind = _AGENTS.get(annotator.kind) if isinstance(annotator, Annotator) else None
        return named if kind is None else named | {"type": kind}

    def _name(self, key: str) -> str:
        """The name of the annotation of what a key names, which is not that itself."""
        return f"{self._nodes.name(key).value}/annotation"


def _field(span: TypedSpan) -> str:
    """The key of the field that holds a span, or of the part that is one: one annotation in pieces. A source
    has two such fields.
    """
    spans = LAYERS[span.layer].spans
    return span.group if spans is None else f"{span.group}/{spans}"
