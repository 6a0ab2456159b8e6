"""Sealing a draft: quotes become spans, against the texts; what is absent or ambiguous is listed."""

import copy
import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from detente.codec.encode import plain
from detente.diagnostics import Path
from detente.records import ARRAYS, Segment, Span, TextProfile
from detente.records.walk import Part, parts
from detente.text.anchors import anchored_span
from detente.text.grounding import GroundingStatus
from detente.text.grounding.ground import describe_layout
from detente.text.profiles import canonical, profile, sha256
from detente.text.quotes import SHOWN, Quote, find, line_and_column
from detente.validation.findings import Finding

# --- where spans stand in plain values ----------------------------------------------------------


def span_values(document: Any) -> Iterator[Part]:
    """All places for spans and segments in the plain values of a draft or a dataset."""
    for name, cls in ARRAYS.items():
        for number, item in enumerate(_rows(document, name)):
            if isinstance(item, dict):
                for part in parts(item, cls, (name, number)):
                    if part.cls in (Span, Segment):
                        yield part


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


class SealedValues(NamedTuple):
    """A draft's plain values with spans for quotes."""

    values: Any
    findings: list[Finding]
    """What is to be said of quotes and texts; paths count from the top of the document."""
    unassigned: list[Finding]
    """Quotes of which nothing says which article they are from."""


def seal_values(document: Any, texts: Mapping[str, str] | None) -> SealedValues:
    """Put spans for quotes into a copy of a draft's plain values.

    Without texts, and where a quote was not found, placeholders stand: good for checking
    references and meaning, for nothing else.
    """
    sealed = copy.deepcopy(document)
    sealed["format"] = "detente"
    if sealed.get("$schema") == "urn:detente:schema:1.0:draft":
        sealed["$schema"] = "urn:detente:schema:1.0:dataset"
    findings: list[Finding] = []
    unassigned: list[Finding] = []
    names = {} if texts is None else match_texts(document, texts)
    for number, article in enumerate(_rows(sealed, "articles")):
        if isinstance(article, dict):
            findings += _seal_profile(article, number, names, texts)
    places: dict[Any, int] = {}
    for part in span_values(sealed):
        text = None if texts is None else texts.get(names.get(part.article or "", ""))
        for finding in _seal_span(part, text, places, proving=texts is not None):
            lacks_article = text is None and finding.code == "D411"
            (unassigned if lacks_article else findings).append(finding)
    if texts is not None:
        renew(sealed, {id_: texts[name] for id_, name in names.items()})
    return SealedValues(sealed, findings, unassigned)


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
    for part in span_values(document):
        span, of = part.value, part.article
        start, end = span.get("start"), span.get("end")
        if of is None or of not in own or type(start) is not int or type(end) is not int:
            continue
        text, made = own[of]
        if 0 <= start < end <= len(text):
            ext = {"ext": span.pop("ext")} if "ext" in span else {}
            span["anchor"] = anchored_span(text, start, end, made, segment="voice" in span).anchor
            span.update(ext)  # behind what is the format's


def _seal_profile(
    article: dict[str, Any], number: int, names: Mapping[str, str], texts: Mapping[str, str] | None
) -> Iterator[Finding]:
    id_ = article.get("id")
    name = names.get(id_) if isinstance(id_, str) else None
    path: Path = ("articles", number)
    if texts is not None and name is None:
        known = ", ".join(sorted(texts)) or "none"
        message = f"none of the texts is that of {id_}; texts: {known}"
        yield Finding(code="D401", path=path, message=message)
    if "text" not in article:
        text = "" if texts is None or name is None else texts[name]
        article["text"] = plain(profile(text))
        _reorder(article)
    elif texts is not None and name is not None:
        held = article["text"]
        if isinstance(held, dict) and held.get("sha256") != sha256(texts[name]):
            yield Finding(
                code="D402",
                path=(*path, "text"),
                message=f"{name} is not the text that this profile was made of; to take it, "
                "delete the profile",
            )


def _reorder(article: dict[str, Any]) -> None:
    """Put what was added where the format has it; the writer does the rest."""
    article["segments"] = article.pop("segments", [])


def _seal_span(
    part: Part, text: str | None, places: dict[Any, int], *, proving: bool
) -> Iterator[Finding]:
    span = part.value
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
        yield Finding(code="D413", path=part.path, message=message)
        return
    if text is None:
        if proving and part.article is None:
            message = f"{shown}: which article is meant?"
            yield Finding(code="D411", path=part.path, message=message)
        _placeholder(span, wanted, places)
        return
    if held:
        start, end = held
        if text[start:end] == canonical(quote):
            if wanted[1:] != (None, None) and find(wanted, text).span != (start, end):
                yield Finding(
                    code="D413",
                    path=part.path,
                    message=f'"nth" or "within" lead from {shown} to another place than code points '
                    f"{start} to {end}; delete them or the offsets",
                )
            return
        outcome = find(Quote(quote), text)
        there = () if outcome.status is GroundingStatus.ABSENT else outcome.candidates
        if (start, end) in (outcome.span, *there):
            yield _reformatted(part.path, quote, text, (start, end))
            return
        yield Finding(
            code="D413",
            path=part.path,
            message=f"code points {start} to {end} are not {shown}; delete the offsets or the quote",
        )
        return
    outcome = find(wanted, text)
    if outcome.span is not None:
        span["start"], span["end"] = outcome.span
        if outcome.status is GroundingStatus.REFORMATTED:
            yield _reformatted(part.path, quote, text, outcome.span)
        return
    _placeholder(span, wanted, places)
    some = outcome.candidates[:SHOWN]  # a longer list helps nobody
    at = [line_and_column(text, start) for start, _end in some]
    more = len(outcome.candidates) - len(some)
    rest = f", …, {len(outcome.candidates)} in all" if more else ", …" if len(at) > 8 else ""
    listed = f" (at {', '.join(at[:8])}{rest} of the text)" if at else ""
    candidates = [
        {"start": s, "end": e, "place": p, "words": text[s:e]}
        for (s, e), p in zip(some, at, strict=True)
    ]
    yield Finding(
        code="D412" if outcome.ambiguous else "D411",
        path=part.path,
        message=f"{shown} {outcome.reason}{listed}",
        params=(("quote", quote), ("candidates", candidates)),
    )


def _reformatted(path: Path, quote: str, text: str, span: tuple[int, int]) -> Finding:
    """That a quote stands in the text in another layout, which is worth a look and no more."""
    start, end = span
    at = line_and_column(text, start)
    found = {"start": start, "end": end, "place": at, "words": text[start:end]}
    message = f"{_shown(quote)} {describe_layout(quote, text, (span,))} (at {at} of the text)"
    params = (("quote", quote), ("found", found))
    return Finding(code="D414", path=path, message=message, params=params)


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
