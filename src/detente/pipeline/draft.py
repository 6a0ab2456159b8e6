"""A skeleton draft from plain text, so that nobody has to count code points by hand."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping

from detente.codec.encode import to_plain
from detente.errors import InputError
from detente.json_types import Json
from detente.records import DRAFT_FORMAT, VERSION
from detente.text.paragraphs import paragraphs
from detente.text.profiles import profile
from detente.text.quotes import places
from detente.text.readers import named_text, without_suffix

TODO = "TODO"
"""The beginning of a value that the annotator has to replace. Validation reports each one (D566)."""


def slug(name: str) -> str:
    """The slug of a name: ``Entente_Cordiale.txt`` as ``entente-cordiale``."""
    plain_name = unicodedata.normalize("NFKD", without_suffix(name))
    ascii_name = plain_name.encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", ascii_name))[:60].strip("-") or "text"


def draft(texts: Mapping[str, str]) -> dict[str, Json]:
    """A skeleton draft of some texts, as plain values.

    ``texts``: name (mostly a file name, which becomes the article's id) to text. Each article
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
    articles = [_article(name, named_text(name, text)) for name, text in texts.items()]
    names: dict[str, str] = {}
    for name, article in zip(texts, articles, strict=True):
        other = names.setdefault(article["id"], name)
        if other != name:
            raise InputError(name, f"would be {article['id']}, as would {other}; rename one")
    return {
        "format": DRAFT_FORMAT,
        "version": VERSION,
        "$schema": "urn:detente:schema:1.0:draft",
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
        "articles": articles,
        "mentions": [],
        "events": [],
        "claims": [],
        "links": [],
        "relations": [],
    }


def _article(name: str, text: str) -> dict[str, Json]:
    if not text.strip():
        raise InputError(name, "the text is empty")
    return {
        "id": f"article:{slug(name)}",
        "authors": [],
        "publisher": f"{TODO}: who published the text",
        "published": {"basis": "unresolved"},
        "language": "und",
        "genre": "other",
        "rights": f"{TODO}: who holds the rights in the text",
        "text": to_plain(profile(text)),
        "segments": [
            {"kind": "body", "voice": "author", **(_quoted(text, start, end) or {})}
            for start, end in paragraphs(text)
        ],
    }


def _quoted(text: str, start: int, end: int) -> dict[str, Json] | None:
    """The quote that gives this range again when it is sealed; ``None`` if there is none."""
    quote = text[start:end]
    starts = places(quote, text)
    number = bisect_left(starts, start)
    if number == len(starts) or starts[number] != start:
        return None  # part of a word: sealing prefers whole words elsewhere
    return {"quote": quote} if len(starts) == 1 else {"quote": quote, "nth": number + 1}


def with_records(made: dict[str, Json], records: Json) -> dict[str, Json]:
    """A draft with the records that a model returned in the reduced form.

    ``null`` and empty lists, which mean absent there, are left out; nothing else is changed.
    Raises ``InputError`` if the records are not an object of lists.
    """
    from detente.schema.reduced import ARRAYS, drop_nulls

    lists = isinstance(records, dict) and all(isinstance(v, list) for v in records.values())
    if not lists or not set(records) <= set(ARRAYS):
        raise InputError("records", f"expected an object with the lists {', '.join(ARRAYS)}")
    return made | {name: made[name] + drop_nulls(records.get(name, [])) for name in ARRAYS}


def unseal(document: Json, texts: Mapping[str, str]) -> Json:
    """A sealed dataset as a draft again: spans become quotes, for editing.

    ``document``: the plain values of a dataset; ``texts``: canonical texts by article. Spans in
    articles whose text is not given keep their offsets, as do spans that no quote gives.
    Raises ``InputError`` if a span is not in its text.
    """
    from detente.pipeline.sealing import span_values

    spans = [
        (part.value, texts[part.article])
        for part in span_values(document)
        if part.article is not None and part.article in texts and "start" in part.value
    ]
    for span, text in spans:
        start, end = span["start"], span.get("end")
        if not (type(start) is int and type(end) is int and 0 <= start < end <= len(text)):
            reason = f"there are no words from {start!r} to {end!r} of {len(text)} code points"
            raise InputError("document", reason)
    for span, text in spans:
        quoted = _quoted(text, span["start"], span["end"])
        if quoted is not None:
            for key in ("start", "end", "anchor"):
                span.pop(key, None)
            rest = dict(span)
            span.clear()
            kind = {k: rest.pop(k) for k in ("kind", "voice") if k in rest}
            span.update(kind | quoted | rest)
    document["format"] = DRAFT_FORMAT
    if "$schema" in document:
        document["$schema"] = "urn:detente:schema:1.0:draft"
    return document
