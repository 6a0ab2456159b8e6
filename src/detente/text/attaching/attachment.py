"""Attaching: the spans of a dataset in the reader's own copies of its articles."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from detente.collector import no_collection
from detente.dataset import Dataset, require
from detente.diagnostics import Path, pointer
from detente.errors import InputError, LostSpanError
from detente.json_types import Json
from detente.progress import tracked
from detente.records import ARRAYS, Article, Record, Segment, Span
from detente.records.base import Extensible
from detente.records.type_checks import set_getattr_module
from detente.records.walk import Part, parts
from detente.text.anchors import Anchor
from detente.text.attaching.assigning import ArticleQuery, Assignment, assign
from detente.text.attaching.matching import SpanQuery, match
from detente.text.attaching.verdicts import SpanMatch, SpanVerdict
from detente.text.readers import GivenFiles, Texts, given_texts


@attrs.frozen(kw_only=True)
class AttachedSpan:
    """A span of the dataset, and where its words are in the reader's copy."""

    path: str
    """JSON Pointer into the dataset's canonical file."""
    record: Record = attrs.field(repr=False)
    """The record that the span belongs to."""
    within: Path = attrs.field(repr=False)
    """The path from the record to the span."""
    article: str
    """The id of the article."""
    span: Span
    """The span as it was annotated."""
    verdict: SpanVerdict
    """Whether, and how, its words were found."""
    start: int | None
    """Code points in the canonical form of the reader's copy, half-open; none if not found."""
    end: int | None
    """Behind the last code point."""
    reason: str
    """Why the verdict is as it is, in words."""
    text: str | None = attrs.field(repr=False)
    """The words in the reader's copy; none if not found."""


@attrs.frozen(kw_only=True)
class AttachedArticle:
    """An article, the reader's copy of it and its spans."""

    id: str
    """The id of the article."""
    file: str | None
    """The name of the copy; none if no text is this article's."""
    searched: int | None = None
    """If it has no copy, and was not searched for in all texts because these are too many: in how many it
    was."""
    text: str | None = attrs.field(repr=False)
    """The canonical form of the copy: line feeds, NFC, no byte order mark."""
    spans: tuple[AttachedSpan, ...] = attrs.field(repr=False)
    """Its spans, in the order of the dataset."""
    segments: tuple[SpanMatch, ...] = attrs.field(repr=False)
    """What became of each of its segments."""

    @property
    def counts(self) -> dict[str, int]:
        """How many spans have each verdict."""
        counts = Counter(span.verdict for span in self.spans)
        return {verdict.value: counts[verdict] for verdict in SpanVerdict}

    @property
    def lost(self) -> tuple[AttachedSpan, ...]:
        """The spans that have no place in the copy."""
        return tuple(span for span in self.spans if not span.verdict.found)

    def to_dict(self) -> dict[str, Json]:
        """As plain values, without the words of the text."""
        return {
            "id": self.id,
            "file": self.file,
            "counts": self.counts,
            "spans": [
                {
                    "path": span.path,
                    "verdict": span.verdict.value,
                    "start": span.start,
                    "end": span.end,
                    "reason": span.reason,
                }
                for span in self.spans
            ],
        }


@set_getattr_module
@attrs.frozen(kw_only=True, eq=False)
class Attachment:
    """A dataset with the reader's copies of its articles."""

    dataset: Dataset = attrs.field(repr=False)
    """The dataset, as it was given."""
    articles: tuple[AttachedArticle, ...]
    """One for each article of the dataset."""
    unread: tuple[InputError, ...] = attrs.field(default=(), repr=False)
    """The files of a folder that could not be read, and are left out; ``args``: path and reason."""

    @cached_property
    def spans(self) -> tuple[AttachedSpan, ...]:
        """All spans of all articles."""
        return tuple(span for article in self.articles for span in article.spans)

    @property
    def lost(self) -> tuple[AttachedSpan, ...]:
        """The spans that have no place in the copies."""
        return tuple(span for article in self.articles for span in article.lost)

    def __getitem__(self, article: str) -> AttachedArticle:
        """The article of this id. Raises ``KeyError``."""
        for attached_article in self.articles:
            if attached_article.id == article:
                return attached_article
        raise KeyError(article)

    def find(self, record: str | Extensible) -> tuple[AttachedSpan, ...]:
        """The spans of a record or of a part of one (an utterance, a source, a span).

        ``record``: an object of the attached dataset, or the id of one. Raises ``KeyError`` if
        it is not in the dataset.
        """
        if isinstance(record, str):
            record = self.dataset[record]
        if id(record) not in self._path_by_identity:
            raise KeyError(repr(record))
        path = pointer(self._path_by_identity[id(record)])
        found: list[int] = []
        # "0" is what follows "/": between the two lie the paths below this one.
        for low, high in ((path, path + "\0"), (path + "/", path + "0")):
            start = bisect_left(self._order, (low,))
            found += (n for _, n in self._order[start : bisect_left(self._order, (high,))])
        return tuple(self.spans[n] for n in sorted(found))

    def quote(self, record: str | Extensible) -> str:
        """The words of a record, or of a part of one: its evidence where it has evidence, else
        all its spans. They are joined by " … ", each text once, in the order of the dataset.

        ``record``: as for ``find``. Of an article the whole text. Raises ``LostSpanError``
        where words are not in the copy, ``KeyError`` if the record is not in the dataset.
        """
        if isinstance(record, str):
            record = self.dataset[record]
        if isinstance(record, Article):
            text = self[record.id].text
            if text is None:
                raise LostSpanError(record.id, "absent", _reason(self[record.id].searched))
            return text
        spans = self.find(record)
        evidence = [span for span in spans if "/evidence/" in span.path]
        if not spans:
            raise LostSpanError(str(getattr(record, "id", record)), "absent", "it has no spans")
        quotes = []
        for span in evidence or spans:
            if span.text is None:
                raise LostSpanError(span.path, span.verdict.value, span.reason)
            quotes.append(span.text)
        return " … ".join(dict.fromkeys(quotes))

    def to_dict(self) -> dict[str, Json]:
        """As plain values, without the words of the text."""
        return {"articles": [article.to_dict() for article in self.articles]}

    @cached_property
    def _order(self) -> list[tuple[str, int]]:
        """The paths of the spans in the order of strings, each with its number."""
        return sorted((span.path, n) for n, span in enumerate(self.spans))

    @cached_property
    def _path_by_identity(self) -> dict[int, tuple[Any, ...]]:
        """The path to each part of each record, by ``id`` of the object."""
        paths: dict[int, tuple[Any, ...]] = {}
        header = self.dataset.dataset
        records: list[tuple[Any, Path]] = [] if header is None else [(header, ("dataset",))]
        for name in ARRAYS:
            for number, record in enumerate(getattr(self.dataset, name)):
                records.append((record, (name, number)))
        for record, path in records:
            for part in parts(record, path=path):
                paths.setdefault(id(part.value), part.path)
        return paths


def attach(dataset: Dataset, texts: Texts) -> Attachment:
    """Find the spans of a dataset in copies of its articles.

    ``texts``: a folder, a file, a mapping of names to texts, or several texts; articles are told
    by content. Copies may be reformatted or edited: each span gets a verdict, and no place
    where the place is not certain. Raises ``InputError`` if the texts cannot be read or there is
    none, ``TypeError`` if ``dataset`` is not a ``Dataset``.
    """
    require(dataset)
    given = given_texts(texts)
    if not given:
        raise InputError("texts", "there is none")
    unread = given.unread if isinstance(given, GivenFiles) else ()
    with no_collection():
        return attrs.evolve(attached(dataset, given), unread=unread)


def attached(
    dataset: Dataset, texts: Mapping[str, str], names: Mapping[str, str] | None = None
) -> Attachment:
    """The attachment of canonical texts, by name.

    ``names``: of the text of each article, by its id; without it they are told by content.
    """
    spans = _spans_by_article(dataset)
    # By place, since two articles may have one id, which a file must not have.
    queries = [_query(article, spans[article.id]) for article in dataset.articles]
    assigned = assign(queries, texts) if names is None else Assignment(dict(names), {})
    with tracked(queries, "articles") as listed:
        found = tuple(_article(q, spans[q.id], assigned, texts) for q in listed)
    return Attachment(dataset=dataset, articles=found)


def _spans_by_article(dataset: Dataset) -> dict[str, list[tuple[str, Part]]]:
    by_article: dict[str, list[tuple[str, Part]]] = defaultdict(list)
    for name in ARRAYS:
        for number, record in enumerate(getattr(dataset, name)):
            for one in parts(record):
                if one.cls is Span and one.article is not None:
                    by_article[one.article].append((pointer((name, number, *one.path)), one))
    return by_article


def _query(article: Article, spans: Sequence[tuple[str, Part]]) -> ArticleQuery:
    """What to search for: the spans of an article, and after them its segments, by which short
    spans are located.
    """
    starts = [segment.start for segment in article.segments]
    queried: list[Span | Segment] = [*(p.value for _path, p in spans), *article.segments]
    queries = [
        SpanQuery(
            s.start, s.end, anchor_of(s), bisect_right(starts, s.start), isinstance(s, Segment)
        )
        for s in queried
    ]
    lengths = [segment.end - segment.start for segment in article.segments]
    return ArticleQuery(article.id, article.text, queries, lengths)


def anchor_of(span: Span | Segment) -> Anchor | None:
    """The anchor of a span; ``None`` if it has none, or none that can be read."""
    try:
        return None if span.anchor is None else Anchor.parse(span.anchor)
    except ValueError:
        return None


def _article(
    query: ArticleQuery,
    spans: Sequence[tuple[str, Part]],
    assigned: Assignment,
    texts: Mapping[str, str],
) -> AttachedArticle:
    name = assigned.names.get(query.id)
    text = None if name is None else texts[name]
    searched = assigned.searched.get(query.id)
    if text is None:
        lost = SpanMatch(SpanVerdict.ABSENT, None, None, _reason(searched))
        matches = [lost] * len(query.spans)
    else:
        matches = match(query.spans, query.profile, text)
    attached_spans = tuple(
        AttachedSpan(
            path=path,
            record=one.record,
            within=one.path,
            article=query.id,
            span=one.value,
            verdict=verdict,
            start=start,
            end=end,
            reason=reason,
            text=None if text is None or start is None else text[start:end],
        )
        for (path, one), (verdict, start, end, reason) in zip(
            spans, matches[: len(spans)], strict=True
        )
    )
    return AttachedArticle(
        id=query.id,
        file=name,
        searched=searched,
        text=text,
        spans=attached_spans,
        segments=tuple(matches[len(spans) :]),
    )


def _reason(searched: int | None) -> str:
    """Why an article has no text; ``searched``: in how many it was searched for, if not in all."""
    if searched is None:
        return "none of the texts is this article's"
    return (
        f"none of the {searched} texts most like it is clearly this article's, and the others were not "
        "searched for it: give its text alone, or in Python a mapping of the article's id to its text"
    )
