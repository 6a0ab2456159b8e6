"""Attaching: the spans of a dataset in the reader's own copies of its articles."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from detente.dataset import Dataset
from detente.diagnostics import Path, pointer
from detente.errors import InputError, LostSpanError
from detente.json_types import Json
from detente.records import ARRAYS, Article, Record, Segment, Span
from detente.records.base import Extensible
from detente.records.type_checks import set_getattr_module
from detente.records.walk import Part, parts
from detente.text.anchors import Anchor
from detente.text.attaching.assigning import Sought, assign
from detente.text.attaching.matching import Wanted, match
from detente.text.attaching.verdicts import Outcome, SpanVerdict
from detente.text.readers import Texts, given_texts


@attrs.frozen(kw_only=True)
class AttachedSpan:
    """A span of the dataset and what became of it in the reader's copy."""

    path: str
    """JSON Pointer into the dataset's canonical file."""
    record: Record = attrs.field(repr=False)
    """The record that has it."""
    within: Path = attrs.field(repr=False)
    """The way from the record to the span."""
    article: str
    """The id of the article."""
    span: Span
    """The span as it was annotated."""
    verdict: SpanVerdict
    """Where its words are."""
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
    text: str | None = attrs.field(repr=False)
    """The canonical form of the copy: line feeds, NFC, no byte order mark."""
    spans: tuple[AttachedSpan, ...] = attrs.field(repr=False)
    """Its spans, in the order of the dataset."""

    @property
    def counts(self) -> dict[str, int]:
        """How many spans have each verdict."""
        found = Counter(span.verdict for span in self.spans)
        return {verdict.value: found[verdict] for verdict in SpanVerdict}

    @property
    def lost(self) -> tuple[AttachedSpan, ...]:
        """The spans that have no place in the copy."""
        return tuple(span for span in self.spans if not span.verdict.found)

    def to_dict(self) -> dict[str, Json]:
        """As plain values, without words."""
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

    @property
    def spans(self) -> tuple[AttachedSpan, ...]:
        """All spans of all articles."""
        return tuple(span for article in self.articles for span in article.spans)

    @property
    def lost(self) -> tuple[AttachedSpan, ...]:
        """The spans that have no place in the copies."""
        return tuple(span for article in self.articles for span in article.lost)

    def __getitem__(self, article: str) -> AttachedArticle:
        """The article of this id. Raises ``KeyError``."""
        for found in self.articles:
            if found.id == article:
                return found
        raise KeyError(article)

    def find(self, record: str | Extensible) -> tuple[AttachedSpan, ...]:
        """The spans of a record or of a part of one (an utterance, a source, a span).

        ``record``: an object of the attached dataset, or the id of one. Raises ``KeyError`` if
        it is not in the dataset.
        """
        if isinstance(record, str):
            record = self.dataset[record]
        if id(record) not in self._homes:
            raise KeyError(repr(record))
        path = pointer(self._homes[id(record)])
        return tuple(self._by_path[p] for p in self._paths if p == path or p.startswith(path + "/"))

    def quote(self, record: str | Extensible) -> str:
        """The words of a record, or of a part of one: its evidence where it has evidence, else
        all its spans. Pieces are joined by " … ", each once, in the order of the dataset.

        ``record``: as for ``find``. Of an article the whole text. Raises ``LostSpanError``
        where words are not in the copy, ``KeyError`` if the record is not in the dataset.
        """
        if isinstance(record, str):
            record = self.dataset[record]
        if isinstance(record, Article):
            found = self[record.id]
            if found.text is None:
                raise LostSpanError(record.id, "absent", "none of the texts is this article's")
            return found.text
        spans = self.find(record)
        evidence = [span for span in spans if "/evidence/" in span.path]
        if not spans:
            raise LostSpanError(str(getattr(record, "id", record)), "absent", "it has no spans")
        pieces = []
        for span in evidence or spans:
            if span.text is None:
                raise LostSpanError(span.path, span.verdict.value, span.reason)
            pieces.append(span.text)
        return " … ".join(dict.fromkeys(pieces))

    def to_dict(self) -> dict[str, Json]:
        """As plain values, without words."""
        return {"articles": [article.to_dict() for article in self.articles]}

    @cached_property
    def _by_path(self) -> dict[str, AttachedSpan]:
        return {span.path: span for span in self.spans}

    @cached_property
    def _paths(self) -> list[str]:
        return list(self._by_path)

    @cached_property
    def _homes(self) -> dict[int, tuple[Any, ...]]:
        """The way to each part of each record."""
        homes: dict[int, tuple[Any, ...]] = {}
        for name in ARRAYS:
            for number, record in enumerate(getattr(self.dataset, name)):
                for part in parts(record, path=(name, number)):
                    homes.setdefault(id(part.value), part.path)
        return homes


def attach(dataset: Dataset, texts: Texts) -> Attachment:
    """Find the spans of a dataset in copies of its articles.

    ``texts``: a folder, a file, a mapping of names to texts, or several texts; each finds its
    article by content. Copies may be reformatted or edited: each span gets a verdict, and one
    that cannot be told for sure gets no place. Raises ``InputError`` if the texts cannot be read
    or there is none, ``TypeError`` for what is no dataset.
    """
    if not isinstance(dataset, Dataset):
        msg = f"expected a Dataset, got {type(dataset).__name__}; detente.load reads one"
        raise TypeError(msg)
    given = given_texts(texts)
    if not given:
        raise InputError("texts", "there is none")
    return attached(dataset, given)


def attached(dataset: Dataset, texts: Mapping[str, str]) -> Attachment:
    """The attachment of canonical texts, by name."""
    spans = _spans_by_article(dataset)
    sought = {a.id: _sought(a, spans[a.id]) for a in dataset.articles}
    names = assign(list(sought.values()), texts)
    return Attachment(
        dataset=dataset,
        articles=tuple(
            _article(sought[a.id], spans[a.id], names.get(a.id), texts) for a in dataset.articles
        ),
    )


def _spans_by_article(dataset: Dataset) -> dict[str, list[tuple[str, Part]]]:
    found: dict[str, list[tuple[str, Part]]] = defaultdict(list)
    for name in ARRAYS:
        for number, record in enumerate(getattr(dataset, name)):
            for one in parts(record):
                if one.cls is Span and one.article is not None:
                    found[one.article].append((pointer((name, number, *one.path)), one))
    return found


def _sought(article: Article, spans: Sequence[tuple[str, Part]]) -> Sought:
    """The spans of an article, and behind them its segments, by which short ones hang."""
    starts = [segment.start for segment in article.segments]
    stretches: list[Span | Segment] = [*(p.value for _path, p in spans), *article.segments]
    wanted = [
        Wanted(s.start, s.end, anchor_of(s), bisect_right(starts, s.start), isinstance(s, Segment))
        for s in stretches
    ]
    lengths = [segment.end - segment.start for segment in article.segments]
    return Sought(article.id, article.text, wanted, lengths)


def anchor_of(span: Span | Segment) -> Anchor | None:
    """The anchor of a span; ``None`` if it has none, or none that can be read."""
    try:
        return None if span.anchor is None else Anchor.parse(span.anchor)
    except ValueError:
        return None


def _article(
    sought: Sought,
    spans: Sequence[tuple[str, Part]],
    name: str | None,
    texts: Mapping[str, str],
) -> AttachedArticle:
    if name is None:
        lost = Outcome(SpanVerdict.ABSENT, None, None, "none of the texts is this article's")
        outcomes = [lost] * len(spans)
    else:
        outcomes = match(sought.spans, sought.profile, texts[name])[: len(spans)]
    text = None if name is None else texts[name]
    return AttachedArticle(
        id=sought.id,
        file=name,
        text=text,
        spans=tuple(_attached(sought.id, text, spans, outcomes)),
    )


def _attached(
    article: str,
    text: str | None,
    spans: Sequence[tuple[str, Part]],
    outcomes: Sequence[Outcome],
) -> Iterator[AttachedSpan]:
    for (path, one), outcome in zip(spans, outcomes, strict=True):
        found = text is not None and outcome.start is not None
        yield AttachedSpan(
            path=path,
            record=one.record,
            within=one.path,
            article=article,
            span=one.value,
            verdict=outcome.verdict,
            start=outcome.start,
            end=outcome.end,
            reason=outcome.reason,
            text=text[outcome.start : outcome.end] if text is not None and found else None,
        )
