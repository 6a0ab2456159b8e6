"""Sealing the plain values of a draft: its quotes become spans of the texts, or findings."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from detente.codec.encode import to_plain
from detente.diagnostics import Path, Severity
from detente.display import some
from detente.pipeline.quote_findings import (
    compared,
    left_to_do,
    not_found,
    reformatted,
    shortened,
)
from detente.progress import tracked
from detente.records import ARRAYS, Segment, Span, TextProfile
from detente.records.plain import copied
from detente.records.walk import Part, parts
from detente.schema.addresses import other_address
from detente.text.anchors import anchoring, least_words
from detente.text.grounding import GroundingStatus
from detente.text.profiles import profile, sha256
from detente.text.quotes import TODO, Quote, find
from detente.validation.findings import Finding

# --- spans in plain values --------------------------------------------------------------------


def span_values(document: Any) -> Iterator[Part]:
    """All spans and segments in the plain values of a draft or a dataset."""
    for name, cls in ARRAYS.items():
        for number, item in enumerate(_rows(document, name)):
            if isinstance(item, dict):
                for part in parts(item, cls, (name, number)):
                    if part.cls in (Span, Segment):
                        yield part


_SMALL = ("cue", "quoted", "words")
"""The spans that stand in the evidence of their record."""


def evidence_of(part: Part) -> list[dict[str, Any]]:
    """The evidence in which the words of a span stand: of a source's ``cue`` and ``quoted`` and of a
    time's ``words`` that of the utterance or account around it, or if there is none around it (the
    scope of a claim, the time of an event) that of all of them. Empty for other spans, and for the
    cues of links and the periods of phases and factors, which have no evidence.
    """
    if part.path[-2] not in _SMALL:
        return []
    record, (key, number, *_) = part.record, part.path[2:]
    voices = [v for name in ("utterances", "accounts") for v in _rows(record, name)]
    if key in ("utterances", "accounts"):  # one, or, before the schema is checked, no list of them
        voices = [_rows(record, str(key))[number]] if isinstance(number, int) else [record[key]]
    return [e for voice in voices for e in _rows(voice, "evidence") if isinstance(e, dict)]


def ranges_of(spans: list[dict[str, Any]], text: str) -> list[tuple[int, int]]:
    """The ranges of those spans that have words of a text."""
    ranges = [(span.get("start"), span.get("end")) for span in spans]
    return [
        (start, end)
        for start, end in ranges
        if type(start) is int and type(end) is int and 0 <= start < end <= len(text)
    ]


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
    unfound: frozenset[Path]
    """The paths of the spans whose place is a placeholder."""


def seal_values(document: Any, texts: Mapping[str, str] | None) -> SealedValues:
    """Replace quotes by spans, in a copy of the plain values of a draft.

    Without texts, and for quotes that are not found, the spans are placeholders, so that references
    and meaning can still be checked.
    """
    sealed = copied(document)
    sealed["format"] = "detente"
    if "$schema" in sealed:
        sealed["$schema"] = other_address(sealed["$schema"], "draft", "dataset")
    sealing = _Sealing(document, texts)
    articles = [
        finding
        for number, article in enumerate(_rows(sealed, "articles"))
        if isinstance(article, dict)
        for finding in sealing.profile(article, number)
    ]
    spans = list(span_values(sealed))
    sealing.spans(spans)
    unfound = frozenset(part.path for part in spans if sealing.is_unfound(part))
    if texts is not None:
        renew(sealed, {id_: texts[name] for id_, name in sealing.names.items()})
    findings = [*articles, *sealing.altered(), *sealing.findings]
    return SealedValues(sealed, findings, sealing.unassigned, unfound)


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
                given["profile"] = made.profile  # its anchors are all made anew
    of_article: dict[str, list[tuple[dict[str, Any], tuple[int, int, int]]]] = defaultdict(list)
    for part in span_values(document):
        span, id_ = part.value, part.article
        start, end = span.get("start"), span.get("end")
        if id_ is None or id_ not in annotated or type(start) is not int or type(end) is not int:
            continue
        if 0 <= start < end <= len(annotated[id_][0]):
            least = least_words(segment="voice" in span)
            of_article[id_].append((span, (start, end, least)))
    for id_, spans in of_article.items():
        text, made = annotated[id_]
        own = anchoring(text, made.profile, made.salt).anchors(place for _span, place in spans)
        for (span, _place), anchor in zip(spans, own, strict=True):
            ext = {"ext": span.pop("ext")} if "ext" in span else {}
            span["anchor"] = str(anchor)
            span.update(ext)  # after the fields of the format


class _Sealing:
    """The sealing of one draft: its texts, and what is found."""

    def __init__(self, document: Any, texts: Mapping[str, str] | None) -> None:
        self.texts = texts
        self.names = {} if texts is None else match_texts(document, texts)
        """The name of the text of each article."""
        self._languages = {
            article["id"]: _string(article.get("language"))
            for article in _rows(document, "articles")
            if isinstance(article, dict) and isinstance(article.get("id"), str)
        }
        self.findings: list[Finding] = []
        self.unassigned: list[Finding] = []
        self._altered: dict[str, Path] = {}  # articles whose text is not that of the profile
        self._places: dict[Any, int] = {}  # the placeholder of each quote
        self._unfound: set[int] = set()  # spans with a placeholder, by identity

    def profile(self, article: dict[str, Any], number: int) -> Iterator[Finding]:
        """Give an article its profile, or compare the one that it has with its text."""
        id_, texts = _string(article.get("id")), self.texts
        name = self.names.get(id_ or "")
        path: Path = ("articles", number)
        if texts is not None and name is None:
            known = ", ".join(some(sorted(texts))) or "none"
            message = f"none of the texts is that of {article.get('id')}; texts: {known}"
            yield Finding(code="D401", path=path, message=message)
        if "text" not in article:
            text = "" if texts is None or name is None else texts[name]
            article["text"] = to_plain(profile(text))
            _reorder(article)
        elif texts is not None and id_ is not None and name is not None:
            given = article["text"]
            if isinstance(given, dict) and given.get("sha256") != sha256(texts[name]):
                self._altered[id_] = (*path, "text")

    def altered(self) -> Iterator[Finding]:
        """The articles whose text is not that of the profile."""
        for id_, path in self._altered.items():
            message = (
                f"{self.names[id_]} is not the text that the draft was made of: its sha256 is another; give "
                "that text as --texts, or carry the draft over to this one with detente rebase --old"
            )
            yield Finding(code="D402", path=path, message=message)

    def spans(self, spans: list[Part]) -> None:
        """Replace the quotes: those that stand in the evidence of their record after the evidence."""
        evidence = [evidence_of(part) for part in spans]
        order = sorted(range(len(spans)), key=lambda number: bool(evidence[number]))
        with tracked(order, "quotes") as numbers:
            found = {number: [*self._span(spans[number], evidence[number])] for number in numbers}
        for number, part in enumerate(spans):
            for finding in found[number]:
                lacks_article = finding.code == "D411" and self._text(part) is None
                (self.unassigned if lacks_article else self.findings).append(finding)

    def is_unfound(self, part: Part) -> bool:
        """Whether the place of a span is a placeholder."""
        return id(part.value) in self._unfound

    def _text(self, part: Part) -> str | None:
        return (
            None if self.texts is None else self.texts.get(self.names.get(part.article or "", ""))
        )

    def _span(self, part: Part, evidence: list[dict[str, Any]]) -> Iterator[Finding]:
        span, text = part.value, self._text(part)
        quote = span.get("quote")
        offsets = [at for at in (span.get("start"), span.get("end")) if at is not None]
        if not isinstance(quote, str):
            if offsets and part.article in self._altered:
                yield self._in_another_text(part, "the offsets are", "a quote")
            return
        wanted = Quote(quote, _number(span.get("nth")), _string(span.get("within")))
        for key in ("quote", "nth", "within"):
            span.pop(key, None)
        if not all(type(at) is int and at >= 0 for at in offsets):
            return  # the schema reports it
        if not (_is_unicode(wanted.quote) and _is_unicode(wanted.within or "")):
            self._put_placeholder(span, wanted)  # level 0 reports it
            return
        quoted = shortened(quote)
        if len(offsets) == 1:
            self._put_placeholder(span, wanted)
            edge, other = ("end", "start") if span.get("start") is None else ("start", "end")
            message = f'{quoted} has "{edge}" without "{other}"; delete the offset or the quote'
            yield Finding(code="D413", path=part.path, message=message)
            return
        if text is None:
            if self.texts is not None and part.article is None:
                message = f"{quoted}: which article is meant?"
                yield Finding(code="D411", path=part.path, message=message)
            elif quote.startswith(TODO):  # a text may have these words: it is not at hand
                yield replace(left_to_do(part.path, quote), severity=Severity.WARNING)
            self._put_placeholder(span, wanted)
            return
        if part.article in self._altered and _is_counted(wanted, offsets, text):
            self._put_placeholder(span, wanted)
            what = "the offsets are" if offsets else f'"nth": {wanted.nth} is'
            yield self._in_another_text(part, f"{quoted}: {what}", '"within"')
            return
        if offsets:
            start, end = offsets
            yield from compared(part.path, wanted, text, (start, end))
            return
        known = [e for e in evidence if id(e) not in self._unfound]
        outcome = find(
            wanted, text, ranges_of(known, text), self._languages.get(part.article or "")
        )
        if outcome.span is not None:
            span["start"], span["end"] = outcome.span
            if outcome.status is GroundingStatus.REFORMATTED:
                yield reformatted(part.path, quote, text, outcome.span)
            return
        self._put_placeholder(span, wanted)
        if outcome.ambiguous and not self._unfound.isdisjoint(map(id, evidence)):
            return  # the evidence, which is reported, will say which one is meant
        if quote.startswith(TODO):
            yield left_to_do(part.path, quote)
            return
        yield not_found(part.path, quote, text, outcome)

    def _in_another_text(self, part: Part, what: str, instead: str) -> Finding:
        message = f"{what} counted in another text than the one that is given; give {instead}"
        return Finding(code="D417", path=part.path, message=message)

    def _put_placeholder(self, span: dict[str, Any], wanted: Quote) -> None:
        """Offsets without a meaning, but different ones for different quotes."""
        self._unfound.add(id(span))
        start = self._places.setdefault(wanted, len(self._places))
        span["start"], span["end"] = start, start + 1


def _reorder(article: dict[str, Any]) -> None:
    """Put the profile before the segments, as the format has it."""
    article["segments"] = article.pop("segments", [])


def _is_counted(wanted: Quote, offsets: list[int], text: str) -> bool:
    """Whether a place depends on counting in the text: by offsets, or by ``nth`` of a quote without a
    passage that occurs once.
    """
    if offsets or wanted.nth is None:
        return bool(offsets)
    return wanted.within is None or find(Quote(wanted.within), text).span is None


def _is_unicode(text: str) -> bool:
    """Whether a text contains no half of a surrogate pair."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _number(value: Any) -> int | None:
    return value if type(value) is int else None
