"""A skeleton draft from plain text, so that nobody has to count code points by hand."""

from collections.abc import Mapping
from typing import Any

from detente.codec.encode import to_plain
from detente.display import some
from detente.errors import InputError
from detente.json_types import Json
from detente.pipeline.sealing import evidence_of, ranges_of, span_values
from detente.records import DRAFT_FORMAT, VERSION, Article
from detente.records.model import describe
from detente.records.plain import has_id, identified
from detente.records.slugs import slug_of, with_ids
from detente.schema.addresses import other_address
from detente.schema.reduced import ARRAYS
from detente.schema.reduced_form import from_reduced
from detente.text.paragraphs import paragraphs
from detente.text.profiles import profile
from detente.text.quotes import TODO, Quote
from detente.text.quoting import quote_of
from detente.text.readers import named_text, without_suffix

__all__ = ["TODO", "draft", "quote_values", "slug", "unseal", "with_records", "with_schema"]


def slug(name: str) -> str:
    """The slug of the name of a text: ``Entente_Cordiale.txt`` as ``entente-cordiale``."""
    return slug_of(without_suffix(name)) or "text"


def draft(texts: Mapping[str, str], *, notes: Mapping[str, str] | None = None) -> dict[str, Json]:
    """A skeleton draft of some texts, as plain values.

    ``texts``: name (mostly a file name, which becomes the article's id) to text; ``notes``: the note of
    an article by the same name, such as how its text was got (``Reading.note``). Each article
    has its profile, and its paragraphs as segments by quote, which are assumed to be body text by
    the author. Fields that only the annotator knows say ``TODO``. Raises ``InputError`` if there
    is no text, if one is empty or not a text, or if two names give the same id; ``TypeError`` for
    what is no mapping.
    """
    if not isinstance(texts, Mapping):
        msg = f"expected names to texts, such as {{'mine': text}}, got {type(texts).__name__}"
        raise TypeError(msg)
    if not texts:
        raise InputError("texts", "there are none")
    articles = [
        _article(name, named_text(name, text), (notes or {}).get(name))
        for name, text in texts.items()
    ]
    names: dict[str, str] = {}
    for name, article in zip(texts, articles, strict=True):
        other = names.setdefault(article["id"], name)
        if other != name:
            raise InputError(name, f"would be {article['id']}, as would {other}; rename one")
    return {
        "format": DRAFT_FORMAT,
        "version": VERSION,
        "dataset": {
            "id": f"dataset:{slug(next(iter(texts)))}",
            "title": f"{TODO}: what the dataset is called",
            "version": "0.1.0",
            "status": "draft",
            "language": "und",
            "license": TODO,
        },
        "annotators": [
            {
                "id": "annotator:first",
                "kind": "human",
                "description": f"{TODO}: who or what annotates, truthfully",
            }
        ],
        "actors": [],
        "issues": [],
        "articles": articles,
        "mentions": [],
        "events": [],
        "claims": [],
        "links": [],
        "relations": [],
    }


def _article(name: str, text: str, note: str | None) -> dict[str, Json]:
    if not text.strip():
        raise InputError(name, "the text is empty")
    return {
        "id": f"article:{slug(name)}",
        "title": f"{TODO}: the title; delete this if the text has none",
        "authors": [],
        "publisher": f"{TODO}: who published the text",
        "published": {"basis": "unresolved"},
        "language": "und",
        "genre": "other",
        "url": f"https://{TODO}",
        "rights": f"{TODO}: who holds the rights in the text",
        "text": to_plain(profile(text)),
        "segments": [
            {"kind": "body", "voice": "author", **_passage(text, start, end)}
            for start, end in paragraphs(text)
        ],
        **({} if note is None else {"note": note}),
    }


def _passage(text: str, start: int, end: int) -> dict[str, Json]:
    """A passage by its quote, or by its offsets if it begins or ends inside a word."""
    return quote_values(quote_of(text, start, end)) or {"start": start, "end": end}


def quote_values(quote: Quote | None) -> dict[str, Json]:
    """A quote as a draft has it, nothing for none."""
    return {} if quote is None else {k: v for k, v in quote._asdict().items() if v is not None}


def with_records(made: dict[str, Json], records: Json) -> dict[str, Json]:
    """A draft with the records that a model returned in the reduced form.

    What is absent there (``""``, 0, false, ``null``, empty lists) is left out; records without an
    id get one that is made of their words; what an article states replaces what the draft says of
    it. Nothing else is changed. Raises ``InputError`` if the records are not an object of lists, or
    if there is an article that the draft does not have.
    """
    lists = isinstance(records, dict) and all(isinstance(v, list) for v in records.values())
    if not lists or not set(records) <= set(ARRAYS):
        raise InputError("records", f"expected an object with the lists {', '.join(ARRAYS)}")
    taken = {row["id"] for name in ARRAYS for row in identified(made.get(name))}
    result = dict(made)
    for name, cls in ARRAYS.items():
        given = [from_reduced(record, cls) for record in records.get(name, ())]
        if name == "articles":
            result[name] = _stated(made.get(name, []), given)
        elif given:
            result[name] = made.get(name, []) + with_ids(given, name.removesuffix("s"), taken)
    return result


def _stated(articles: list[Json], given: list[Json]) -> list[Json]:
    """The articles of a draft with what an answer states of them."""
    ids = [article["id"] for article in articles if has_id(article)]
    stated: dict[str, dict[str, Json]] = {}
    for article in given:
        id_: Any = article.get("id") if isinstance(article, dict) else None
        if id_ not in ids:
            raise InputError(
                "records", f"there is no article {id_}; articles: {', '.join(some(ids))}"
            )
        stated[id_] = stated.get(id_, {}) | article
    order = {field.key: number for number, field in enumerate(describe(Article).fields)}
    return [
        dict(
            sorted(
                (article | stated.get(article["id"], {})).items(),
                key=lambda item: order.get(item[0], len(order)),
            )
        )
        if has_id(article)
        else article
        for article in articles
    ]


def with_schema(made: dict[str, Json], address: str) -> dict[str, Json]:
    """A draft that names its schema, for editors."""
    head = {key: made[key] for key in ("format", "version") if key in made}
    return head | {"$schema": address} | {k: v for k, v in made.items() if k != "$schema"}


def unseal(document: Json, texts: Mapping[str, str]) -> Json:
    """A sealed dataset as a draft again: spans become quotes, for editing.

    ``document``: the plain values of a dataset; ``texts``: canonical texts by article. Spans in
    articles whose text is not given keep their offsets, as do spans that no quote gives.
    Raises ``InputError`` if a span is not in its text.
    """
    parts = [
        (part, texts[part.article])
        for part in span_values(document)
        if part.article is not None and part.article in texts and "start" in part.value
    ]
    spans = [(part.value, text) for part, text in parts]
    for span, text in spans:
        start, end = span["start"], span.get("end")
        if not (type(start) is int and type(end) is int and 0 <= start < end <= len(text)):
            reason = f"there are no words from {start!r} to {end!r} of {len(text)} code points"
            raise InputError("document", reason)
    # Before any span is changed, since the evidence says where small spans are sought.
    found = [ranges_of(evidence_of(part), text) for part, text in parts]
    given = [
        (span, quote_of(text, span["start"], span["end"], evidence))
        for (span, text), evidence in zip(spans, found, strict=True)
    ]
    for span, quote in given:
        if quote is not None:
            ext = {"ext": span.pop("ext")} if "ext" in span else {}
            for key in ("start", "end", "anchor"):
                span.pop(key, None)
            span.update(quote_values(quote) | ext)
    document["format"] = DRAFT_FORMAT
    if "$schema" in document:
        document["$schema"] = other_address(document["$schema"], "dataset", "draft")
    return document
