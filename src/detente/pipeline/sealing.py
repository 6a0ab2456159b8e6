"""Sealing a draft: quotes become spans, against the texts; what is absent or ambiguous is listed."""

import copy
import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from detente.codec.encode import plain
from detente.diagnostics import Path, Problem
from detente.records import ARRAYS, Segment, Span, TextProfile, model
from detente.text.anchors import anchored_span
from detente.text.grounding.ground import describe_layout
from detente.text.grounding.strategies import GroundingStatus
from detente.text.profiles import canonical, profile, sha256
from detente.text.quotes import SHOWN, Quote, find, line_and_column

_SPANS = (Span, Segment)


class Placed(NamedTuple):
    """A place for a span in a draft."""

    span: dict[str, Any]
    path: Path
    article: str | None


# --- where spans stand in plain values ----------------------------------------------------------


def placed_spans(document: Any) -> Iterator[Placed]:
    """All places for spans in a document of plain values, with their articles."""
    for name, cls in ARRAYS.items():
        for number, item in enumerate(_rows(document, name)):
            if isinstance(item, dict):
                yield from _walk(item, cls, (name, number), None)


def spans_in(document: Any) -> list[tuple[dict[str, Any], str | None]]:
    """All places for spans and their articles, without the ways there."""
    return [(placed.span, placed.article) for placed in placed_spans(document)]


def _walk(value: Any, cls: type, path: Path, article: str | None) -> Iterator[Placed]:
    article = _article_of(value, cls) or article
    for field in model.describe(cls).fields:
        held = value.get(field.key)
        if field.base != "record" or held is None:
            continue
        several = isinstance(held, list | tuple)
        for number, item in enumerate(held if several else [held]):
            here: Path = (*path, field.key)
            if several:
                here = (*here, number)
            if isinstance(item, dict):
                if field.type in _SPANS:
                    yield Placed(item, here, article)
                else:
                    yield from _walk(item, field.type, here, article)


def _article_of(value: dict[str, Any], cls: type) -> str | None:
    """The article that a part speaks for; of a claim or event the one that voices it."""
    if cls is ARRAYS["articles"]:
        return _string(value.get("id"))
    for key in ("utterances", "accounts"):
        voices = value.get(key)
        if isinstance(voices, list | tuple) and cls is not ARRAYS["relations"]:
            articles = {_string(v.get("article")) for v in voices if isinstance(v, dict)}
            return articles.pop() if len(articles) == 1 else None
    return _string(value.get("article"))


def _rows(value: Any, key: str) -> list[Any] | tuple[Any, ...]:
    """What a list holds, if it is one: a draft may be anything until the schema has spoken."""
    rows = value.get(key) if isinstance(value, dict) else None
    return rows if isinstance(rows, list | tuple) else ()


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) else None


# --- which text is whose -------------------------------------------------------------------------


def match_texts(document: Any, texts: Mapping[str, str]) -> dict[str, str]:
    """Article id to the name of its text: by name if the name is the id, by profile, else the
    one text in which most of the article's segments stand. A single article with a profile and
    a single text that are left belong together: the text was edited.
    """
    found: dict[str, str] = {}
    left: list[tuple[str, bool]] = []
    digests = {sha256(text): name for name, text in texts.items()}
    for article in _rows(document, "articles"):
        id_ = article.get("id") if isinstance(article, dict) else None
        if not isinstance(id_, str):
            continue
        profile_ = article.get("text")
        digest = profile_.get("sha256") if isinstance(profile_, dict) else None
        if id_ in texts:
            found[id_] = id_
        elif isinstance(digest, str) and digest in digests:
            found[id_] = digests[digest]
        else:
            scores = sorted(
                ((_score(article, text), name) for name, text in texts.items()), reverse=True
            )
            clear = len(scores) == 1 or (scores and scores[0][0] > scores[1][0])
            if clear and scores[0][0] > 0:
                found[id_] = scores[0][1]
            else:
                left.append((id_, isinstance(profile_, dict)))
    free = [name for name in texts if name not in found.values()]
    if len(left) == len(free) == 1 and left[0][1]:
        found[left[0][0]] = free[0]
    return found


def _score(article: dict[str, Any], text: str) -> int:
    quotes = [s.get("quote") for s in _rows(article, "segments") if isinstance(s, dict)]
    return sum(isinstance(q, str) and bool(q) and q in text for q in quotes)


# --- sealing --------------------------------------------------------------------------------------


def seal_document(document: Any, texts: Mapping[str, str] | None) -> tuple[Any, list[Problem]]:
    """A draft's plain values with spans for quotes, and what stands in the way.

    Without texts, and where a quote was not found, placeholders stand: good for checking
    references and meaning, for nothing else.
    """
    sealed = copy.deepcopy(document)
    sealed["format"] = "detente"
    if sealed.get("$schema") == "urn:detente:schema:1.0:draft":
        sealed["$schema"] = "urn:detente:schema:1.0:dataset"
    problems: list[Problem] = []
    names = {} if texts is None else match_texts(document, texts)
    for number, article in enumerate(_rows(sealed, "articles")):
        if isinstance(article, dict):
            problems += _seal_profile(article, number, names, texts)
    places: dict[Any, int] = {}
    for placed in placed_spans(sealed):
        text = None if texts is None else texts.get(names.get(placed.article or "", ""))
        problems += _seal_span(placed, text, places, proving=texts is not None)
    if texts is not None:
        renew(sealed, {id_: texts[name] for id_, name in names.items()})
    return sealed, problems


def renew(document: Any, texts: Mapping[str, str]) -> None:
    """Put the anchors of their words into spans and segments, in place.

    ``document``: plain values, sealed; ``texts``: canonical texts by article. Articles whose
    profile is another text's, and spans that have no words, are left as they are.
    """
    own: dict[str, tuple[str, TextProfile]] = {}
    for article in _rows(document, "articles"):
        held = article.get("text") if isinstance(article, dict) else None
        id_ = _string(article.get("id")) if isinstance(held, dict) else None
        if id_ is not None and held is not None and id_ in texts:
            made = profile(texts[id_])
            if all(held.get(key) == getattr(made, key) for key in ("sha256", "length", "salt")):
                own[id_] = texts[id_], made
    for span, of in spans_in(document):
        start, end = span.get("start"), span.get("end")
        if of not in own or type(start) is not int or type(end) is not int:
            continue
        text, made = own[of]
        if 0 <= start < end <= len(text):
            ext = {"ext": span.pop("ext")} if "ext" in span else {}
            span["anchor"] = anchored_span(text, start, end, made, segment="voice" in span).anchor
            span.update(ext)  # behind what is the format's


def _seal_profile(
    article: dict[str, Any], number: int, names: Mapping[str, str], texts: Mapping[str, str] | None
) -> Iterator[Problem]:
    id_ = article.get("id")
    name = names.get(id_) if isinstance(id_, str) else None
    path: Path = ("articles", number)
    if texts is not None and name is None:
        known = ", ".join(sorted(texts)) or "none"
        yield Problem("D401", path, f"none of the texts is that of {id_}; texts: {known}")
    if "text" not in article:
        text = "" if texts is None or name is None else texts[name]
        article["text"] = plain(profile(text))
        _reorder(article)
    elif texts is not None and name is not None:
        held = article["text"]
        if isinstance(held, dict) and held.get("sha256") != sha256(texts[name]):
            yield Problem(
                "D402",
                (*path, "text"),
                f"{name} is not the text that this profile was made of; to take it, delete "
                "the profile",
            )


def _reorder(article: dict[str, Any]) -> None:
    """Put what was added where the format has it; the writer does the rest."""
    article["segments"] = article.pop("segments", [])


def _seal_span(
    placed: Placed, text: str | None, places: dict[Any, int], *, proving: bool
) -> Iterator[Problem]:
    span = placed.span
    quote = span.get("quote")
    if not isinstance(quote, str):
        return
    wanted = Quote(quote, _number(span.get("nth")), _string(span.get("within")))
    held = [at for at in (span.get("start"), span.get("end")) if at is not None]
    for key in ("quote", "nth", "within"):
        span.pop(key, None)
    if not all(type(at) is int and at >= 0 for at in held):
        return  # the schema says so
    if not (_is_unicode(wanted.quote) and _is_unicode(wanted.within or "")):
        _placeholder(span, wanted, places)  # level 0 says so
        return
    shown = _shown(quote)
    if len(held) == 1:
        _placeholder(span, wanted, places)
        edge, other = ("end", "start") if span.get("start") is None else ("start", "end")
        message = f'{shown} has "{edge}" without "{other}"; delete the offset or the quote'
        yield Problem("D413", placed.path, message)
        return
    if text is None:
        if proving and placed.article is None:
            message = f"{shown}: which article is meant?"
            yield Problem("D411", placed.path, message, homeless=True)
        _placeholder(span, wanted, places)
        return
    if held:
        start, end = held
        if text[start:end] == canonical(quote):
            if wanted[1:] != (None, None) and find(wanted, text).span != (start, end):
                yield Problem(
                    "D413",
                    placed.path,
                    f'"nth" or "within" lead from {shown} to another place than code points '
                    f"{start} to {end}; delete them or the offsets",
                )
            return
        outcome = find(Quote(quote), text)
        there = () if outcome.status is GroundingStatus.ABSENT else outcome.candidates
        if (start, end) in (outcome.span, *there):
            yield _reformatted(placed.path, quote, text, (start, end))
            return
        yield Problem(
            "D413",
            placed.path,
            f"code points {start} to {end} are not {shown}; delete the offsets or the quote",
        )
        return
    outcome = find(wanted, text)
    if outcome.span is not None:
        span["start"], span["end"] = outcome.span
        if outcome.status is GroundingStatus.REFORMATTED:
            yield _reformatted(placed.path, quote, text, outcome.span)
        return
    _placeholder(span, wanted, places)
    code = "D412" if outcome.ambiguous else "D411"
    some = outcome.candidates[:SHOWN]  # a longer list helps nobody
    at = [line_and_column(text, start) for start, _end in some]
    more = len(outcome.candidates) - len(some)
    rest = f", …, {len(outcome.candidates)} in all" if more else ", …" if len(at) > 8 else ""
    listed = f" (at {', '.join(at[:8])}{rest} of the text)" if at else ""
    candidates = [
        {"start": s, "end": e, "place": p, "words": text[s:e]}
        for (s, e), p in zip(some, at, strict=True)
    ]
    yield Problem(
        code,
        placed.path,
        f"{shown} {outcome.reason}{listed}",
        (("quote", quote), ("candidates", candidates)),
    )


def _reformatted(path: Path, quote: str, text: str, span: tuple[int, int]) -> Problem:
    """That a quote stands in the text in another layout, which is worth a look and no more."""
    start, end = span
    at = line_and_column(text, start)
    found = {"start": start, "end": end, "place": at, "words": text[start:end]}
    message = f"{_shown(quote)} {describe_layout(quote, text, (span,))} (at {at} of the text)"
    return Problem("D414", path, message, (("quote", quote), ("found", found)), hindering=False)


def _placeholder(span: dict[str, Any], wanted: Quote, places: dict[Any, int]) -> None:
    """Offsets that mean nothing but are different for different quotes."""
    start = places.setdefault(wanted, len(places))
    span["start"], span["end"] = start, start + 1


def _is_unicode(text: str) -> bool:
    """Whether a text holds no half of a surrogate pair."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _number(value: Any) -> int | None:
    return value if type(value) is int else None


def _shown(quote: str) -> str:
    text = json.dumps(quote, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:40]} … {text[-16:]}"
