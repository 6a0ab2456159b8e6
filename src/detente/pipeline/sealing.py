"""Sealing the plain values of a draft: its quotes become spans of the texts, or findings."""

import copy
import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from detente.codec.encode import to_plain
from detente.diagnostics import Path
from detente.records import ARRAYS, Segment, Span, TextProfile
from detente.records.walk import Part, parts
from detente.text.anchors import anchored_span
from detente.text.grounding import GroundingStatus
from detente.text.grounding.ground import describe_layout
from detente.text.profiles import canonical, profile, sha256
from detente.text.quotes import SHOWN, Quote, find, line_and_column
from detente.validation.findings import Finding

_LISTED = 8
"""How many candidates a message names; ``params`` has up to ``SHOWN``. A guess at what fits on a line."""

# --- spans in plain values --------------------------------------------------------------------


def span_values(document: Any) -> Iterator[Part]:
    """All spans and segments in the plain values of a draft or a dataset."""
    for name, cls in ARRAYS.items():
        for number, item in enumerate(_rows(document, name)):
            if isinstance(item, dict):
                for part in parts(item, cls, (name, number)):
                    if part.cls in (Span, Segment):
                        yield part


def _rows(value: Any, key: str) -> list[Any] | tuple[Any, ...]:
    """The items of a list, if it is one: a draft may contain any value before the schema is checked."""
    rows = value.get(key) if isinstance(value, dict) else None
    return rows if isinstance(rows, list | tuple) else ()


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) else None


# --- the texts of articles ------------------------------------------------------------------------


def match_texts(document: Any, texts: Mapping[str, str]) -> dict[str, str]:
    """The name of the text of each article: the text that is named like the article, else the one of
    its profile, else the one with most of its segments. If only one article, which has a profile,
    and one text remain, they belong together: the text was edited.
    """
    names: dict[str, str] = {}
    unmatched: list[tuple[str, bool]] = []
    digests = {sha256(text): name for name, text in texts.items()}
    for article in _rows(document, "articles"):
        id_ = article.get("id") if isinstance(article, dict) else None
        if not isinstance(id_, str):
            continue
        profile_ = article.get("text")
        digest = profile_.get("sha256") if isinstance(profile_, dict) else None
        if id_ in texts:
            names[id_] = id_
        elif isinstance(digest, str) and digest in digests:
            names[id_] = digests[digest]
        else:
            scores = sorted(
                ((_score(article, text), name) for name, text in texts.items()), reverse=True
            )
            clear = len(scores) == 1 or (scores and scores[0][0] > scores[1][0])
            if clear and scores[0][0] > 0:
                names[id_] = scores[0][1]
            else:
                unmatched.append((id_, isinstance(profile_, dict)))
    unused = [name for name in texts if name not in names.values()]
    if len(unmatched) == len(unused) == 1 and unmatched[0][1]:
        names[unmatched[0][0]] = unused[0]
    return names


def _score(article: dict[str, Any], text: str) -> int:
    quotes = [s.get("quote") for s in _rows(article, "segments") if isinstance(s, dict)]
    return sum(isinstance(q, str) and bool(q) and q in text for q in quotes)


# --- sealing --------------------------------------------------------------------------------------


class SealedValues(NamedTuple):
    """The plain values of a draft, with spans for quotes."""

    values: Any
    findings: list[Finding]
    """Findings about quotes and texts; paths count from the top of the document."""
    unassigned: list[Finding]
    """Findings of quotes that have no article."""


def seal_values(document: Any, texts: Mapping[str, str] | None) -> SealedValues:
    """Replace quotes by spans, in a copy of the plain values of a draft.

    Without texts, and for quotes that are not found, the spans are placeholders, so that references
    and meaning can still be checked.
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
    """Give spans and segments the anchors of their words, in place.

    ``document``: plain values, sealed; ``texts``: canonical texts by article. Articles whose
    profile is that of another text, and spans without words, are not changed.
    """
    annotated: dict[str, tuple[str, TextProfile]] = {}
    for article in _rows(document, "articles"):
        given = article.get("text") if isinstance(article, dict) else None
        id_ = _string(article.get("id")) if isinstance(given, dict) else None
        if id_ is not None and given is not None and id_ in texts:
            made = profile(texts[id_])
            if all(given.get(key) == getattr(made, key) for key in ("sha256", "length", "salt")):
                annotated[id_] = texts[id_], made
    for part in span_values(document):
        span, id_ = part.value, part.article
        start, end = span.get("start"), span.get("end")
        if id_ is None or id_ not in annotated or type(start) is not int or type(end) is not int:
            continue
        text, made = annotated[id_]
        if 0 <= start < end <= len(text):
            ext = {"ext": span.pop("ext")} if "ext" in span else {}
            span["anchor"] = anchored_span(text, start, end, made, segment="voice" in span).anchor
            span.update(ext)  # after the fields of the format


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
        article["text"] = to_plain(profile(text))
        _reorder(article)
    elif texts is not None and name is not None:
        given = article["text"]
        if isinstance(given, dict) and given.get("sha256") != sha256(texts[name]):
            yield Finding(
                code="D402",
                path=(*path, "text"),
                message=f"{name} is not the text of this profile; to annotate it instead, "
                "delete the profile",
            )


def _reorder(article: dict[str, Any]) -> None:
    """Put the profile before the segments, as the format has it."""
    article["segments"] = article.pop("segments", [])


def _seal_span(
    part: Part, text: str | None, places: dict[Any, int], *, proving: bool
) -> Iterator[Finding]:
    span = part.value
    quote = span.get("quote")
    if not isinstance(quote, str):
        return
    wanted = Quote(quote, _number(span.get("nth")), _string(span.get("within")))
    offsets = [at for at in (span.get("start"), span.get("end")) if at is not None]
    for key in ("quote", "nth", "within"):
        span.pop(key, None)
    if not all(type(at) is int and at >= 0 for at in offsets):
        return  # the schema reports it
    if not (_is_unicode(wanted.quote) and _is_unicode(wanted.within or "")):
        _placeholder(span, wanted, places)  # level 0 reports it
        return
    quoted = _shortened(quote)
    if len(offsets) == 1:
        _placeholder(span, wanted, places)
        edge, other = ("end", "start") if span.get("start") is None else ("start", "end")
        message = f'{quoted} has "{edge}" without "{other}"; delete the offset or the quote'
        yield Finding(code="D413", path=part.path, message=message)
        return
    if text is None:
        if proving and part.article is None:
            message = f"{quoted}: which article is meant?"
            yield Finding(code="D411", path=part.path, message=message)
        _placeholder(span, wanted, places)
        return
    if offsets:
        start, end = offsets
        if text[start:end] == canonical(quote):
            if wanted[1:] != (None, None) and find(wanted, text).span != (start, end):
                yield Finding(
                    code="D413",
                    path=part.path,
                    message=f'with "nth" or "within", {quoted} is at another place than code points '
                    f"{start} to {end}; delete them or the offsets",
                )
            return
        outcome = find(Quote(quote), text)
        candidates = () if outcome.status is GroundingStatus.ABSENT else outcome.candidates
        if (start, end) in (outcome.span, *candidates):
            yield _reformatted(part.path, quote, text, (start, end))
            return
        yield Finding(
            code="D413",
            path=part.path,
            message=f"code points {start} to {end} are not {quoted}; delete the offsets or the quote",
        )
        return
    outcome = find(wanted, text)
    if outcome.span is not None:
        span["start"], span["end"] = outcome.span
        if outcome.status is GroundingStatus.REFORMATTED:
            yield _reformatted(part.path, quote, text, outcome.span)
        return
    _placeholder(span, wanted, places)
    listed = [_candidate(text, span) for span in outcome.candidates[:SHOWN]]
    total = len(outcome.candidates)
    more = f", …, {total} in all" if total > SHOWN else ", …" if total > _LISTED else ""
    places_ = ", ".join(candidate["place"] for candidate in listed[:_LISTED])
    at = f" (at {places_}{more} of the text)" if listed else ""
    yield Finding(
        code="D412" if outcome.ambiguous else "D411",
        path=part.path,
        message=f"{quoted} {outcome.reason}{at}",
        params=(("quote", quote), ("candidates", listed)),
    )


def _reformatted(path: Path, quote: str, text: str, span: tuple[int, int]) -> Finding:
    """The finding of a quote that is in the text in another layout, for information."""
    found = _candidate(text, span)
    layout = describe_layout(quote, text, (span,))
    message = f"{_shortened(quote)} {layout} (at {found['place']} of the text)"
    params = (("quote", quote), ("found", found))
    return Finding(code="D414", path=path, message=message, params=params)


def _candidate(text: str, span: tuple[int, int]) -> dict[str, Any]:
    start, end = span
    place = line_and_column(text, start)
    return {"start": start, "end": end, "place": place, "words": text[start:end]}


def _placeholder(span: dict[str, Any], wanted: Quote, places: dict[Any, int]) -> None:
    """Offsets without a meaning, but different ones for different quotes."""
    start = places.setdefault(wanted, len(places))
    span["start"], span["end"] = start, start + 1


def _is_unicode(text: str) -> bool:
    """Whether a text contains no half of a surrogate pair."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _number(value: Any) -> int | None:
    return value if type(value) is int else None


def _shortened(quote: str) -> str:
    text = json.dumps(quote, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:40]} … {text[-16:]}"
