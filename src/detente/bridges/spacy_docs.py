"""spaCy documents (``DocBin``): the texts with a group of spans for each layer. Needs ``pip install 'detente[spacy]'``.

The module is not called like the library, which it imports. spaCy counts code points, and its spans begin and end
at tokens.
"""

from pathlib import Path
from typing import Any

from detente.bridges.features import LAYERS
from detente.bridges.typed_spans import TypedSpan, TypedText, TypedTexts
from detente.errors import optional
from detente.files import write_atomically
from detente.json_types import Json

USER_DATA = "detente"
"""The key of a document's ``user_data`` for what spaCy has no place for."""
_ANY = "xx"
"""spaCy's tokenizer for all languages."""


def write(typed: TypedTexts, out: Path) -> list[TypedSpan]:
    """Write the documents; returns the spans that do not begin and end at tokens, which are not in them.

    Each text is cut into tokens by spaCy's own rules for its language, or by those for any language where it has
    none or they need another package.
    """
    spacy, tokens = optional("spacy", "spacy"), optional("spacy.tokens", "spacy")
    held = tokens.DocBin(store_user_data=True)
    unwritten: list[TypedSpan] = []
    for text in typed.texts:
        language = typed.article(text).language.partition("-")[0]
        doc, without = _doc(_blank(spacy, language), text, typed.digest)
        held.add(doc)
        unwritten += without
    write_atomically(out, held.to_bytes())
    return unwritten


def _blank(spacy: Any, language: str) -> Any:
    try:
        return spacy.blank(language)
    except ImportError:  # so spaCy says it of a language that it does not have, too
        return spacy.blank(_ANY)


def _doc(nlp: Any, text: TypedText, digest: str) -> tuple[Any, list[TypedSpan]]:
    nlp.max_length = max(nlp.max_length, len(text.text))  # the limit is meant for parsers
    doc = nlp.make_doc(text.text)
    groups: dict[str, list[Any]] = {layer: [] for layer in LAYERS}
    said: dict[str, Json] = {}
    unwritten: list[TypedSpan] = []
    for span in text.spans:
        made = doc.char_span(span.start, span.end, label=span.layer, span_id=span.key)
        if made is None:
            unwritten.append(span)
            continue
        groups[span.layer].append(made)
        said[span.key] = {
            "record": span.record,
            "group": span.group,
            "features": {name: [*values] for name, values in span.features.items()},
        }
    for layer, spans in groups.items():
        doc.spans[layer] = spans
    links: list[Json] = [
        {"kind": link.kind, "source": link.source, "target": link.target}
        for link in text.links
        if link.source in said and link.target in said
    ]
    doc.user_data[USER_DATA] = {
        "article": text.id,
        "label": text.label,
        "base": digest,
        "tokenizer": nlp.lang,
        "spans": said,
        "links": links,
    }
    return doc, unwritten
