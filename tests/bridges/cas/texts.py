"""A text that is hard to count in, with marks that overlap, and what UIMA should read of it."""

import re

from detente.bridges import LAYERS, TypedLink, TypedSpan, TypedText, TypedTexts
from detente.bridges.cas.types import (
    BOOLEAN,
    KEY,
    LINKS,
    STRINGS,
    features_of_type,
    type_of,
)
from detente.bridges.features import Names
from tests.bridges.marks import SAMPLE, everything

TEXT = '🙂🚀 שלום \f «مرحبا»\tis 𝒳 & <b> 漢字 é\u0085 \u2028🙂 or\x0b \ufffe\n\n  "it\'s" 🇯🇵 ends'
"""Emoji, right to left, spaces and line ends of many kinds, control characters, what XML has signs for."""


def hard() -> TypedTexts:
    """Marks of each word and of all that is before it, with values that are no simpler."""
    spans = []
    for number, word in enumerate(re.finditer(r"\S+", TEXT)):
        layer = LAYERS[("claim", "event", "mention", "uncoded")[number % 4]]
        for start in {word.start(), 0}:
            key = f"{layer.name}:n{number}/{start}"
            spans.append(
                TypedSpan(
                    key=key,
                    layer=layer.name,
                    start=start,
                    end=word.end(),
                    text=TEXT[start : word.end()],
                    record=key,
                    group=key,
                    features={
                        one.name: one.values[:1]
                        or ('  a "🙂"\n<b> & שלום\t', "\r\n")[: 2 if one.field.many else 1]
                        for one in layer.features
                    },
                )
            )
    ends = [span.key for span in spans if span.layer in ("claim", "event")]
    links = tuple(
        TypedLink(key=f"link:{n}", kind=("undercuts", "grounds")[n % 2], source=a, target=b)
        for n, (a, b) in enumerate(zip(ends, ends[1:] + ends[:1], strict=True))
    )
    text = TypedText(
        id="article:hard", label="Hard", text=TEXT, exact=True, spans=tuple(spans), links=links
    )
    return TypedTexts(dataset=SAMPLE, texts=(text, *everything().texts), names=Names())


def read_by_uima(text: TypedText) -> list[tuple[str, ...]]:
    """What UIMA should read of a text: the type, the words and the features of each mark, in any order."""
    return sorted(_line(text, span) for span in text.spans)


def _line(text: TypedText, span: TypedSpan) -> tuple[str, ...]:
    values = {LINKS: _links(text, span), KEY: span.key}
    for one in features_of_type(LAYERS[span.layer]):
        if one.feature is not None:
            said = span.features.get(one.feature.name, ())
            empty = "false" if one.range == BOOLEAN else ""
            values[one.name] = "\n".join(said) if one.range == STRINGS else "".join(said) or empty
    features = (
        f"{one.name}={values.get(one.name, '')}" for one in features_of_type(LAYERS[span.layer])
    )
    return type_of(span.layer), in_xml(span.text), *features


def in_xml(words: str) -> str:
    """Words as XML can have them."""
    return re.sub("[\f\x0b\ufffe]", " ", words)


def _links(text: TypedText, span: TypedSpan) -> str:
    return "\n".join(f"{x.kind} {x.target}" for x in text.links if x.source == span.key)
