"""The middle of all bridges: a dataset and the words it speaks of, as texts with typed spans and links."""

from collections.abc import Iterator, Sequence
from functools import cached_property, reduce
from itertools import chain
from typing import Any

import attrs

from detente.analysis.voices import placed_voices
from detente.bridges.features import LAYERS, Features, Names, features_of, layer_of
from detente.codec import encode
from detente.dataset import Dataset
from detente.diagnostics import Path
from detente.errors import InputError
from detente.records import ARRAYS, Article, Claim, Event, Record, Span
from detente.records.labels import Labels
from detente.records.walk import parts
from detente.text.attaching.attachment import AttachedArticle, AttachedSpan, Attachment
from detente.text.profiles import sha256


@attrs.frozen(kw_only=True)
class TypedSpan:
    """A span of a text with the features of what it belongs to."""

    key: str
    """The id of its record and the path from there: ``claim:x/utterances/0/evidence/1``. It holds
    against the dataset that was exported, whose digest goes along."""
    layer: str
    """One of ``LAYERS``."""
    start: int
    """Code points of the text, half-open."""
    end: int
    """Behind the last code point."""
    text: str = attrs.field(repr=False)
    """The words."""
    record: str
    """The id of its record."""
    group: str
    """The key of the part that it is a span of; spans of one group are one annotation in pieces."""
    features: Features = attrs.field(repr=False, hash=False)
    """What the part and its record say, in words."""


@attrs.frozen(kw_only=True)
class TypedLink:
    """A link between two spans of one text."""

    key: str
    """The id of the link; of a reference the key of the field and the id that it names."""
    kind: str
    """A value of the vocabulary ``link_kind``, or the name of the field: ``grounds``, ``part_of``."""
    source: str
    """The key of the first span of what it goes out from."""
    target: str
    """The key of the first span of what it goes to."""


@attrs.frozen(kw_only=True)
class TypedText:
    """An article: its text, and what is marked in it."""

    id: str
    """The id of the article."""
    label: str
    """What the article is called."""
    text: str = attrs.field(repr=False)
    """The canonical text of the reader's copy."""
    exact: bool
    """Whether this is the text that was annotated, code point by code point."""
    spans: tuple[TypedSpan, ...] = attrs.field(default=(), repr=False)
    """In the order of the text; of two that begin together the longer one first."""
    links: tuple[TypedLink, ...] = attrs.field(default=(), repr=False)
    """Links of which both ends have spans in this text."""
    lost: tuple[AttachedSpan, ...] = attrs.field(default=(), repr=False)
    """The spans of which the copy does not have the words."""

    @property
    def name(self) -> str:
        """The slug of the article's id: a name for files."""
        return self.id.partition(":")[2]

    def without(self, layers: Sequence[str]) -> "TypedText":
        """The text without some layers."""
        return attrs.evolve(self, spans=tuple(s for s in self.spans if s.layer not in layers))


@attrs.frozen(kw_only=True)
class TypedTexts:
    """A dataset as texts with typed spans: what a bridge writes."""

    dataset: Dataset = attrs.field(repr=False)
    """The dataset."""
    texts: tuple[TypedText, ...]
    """One for each article of which there is a text, in the order of the dataset."""
    names: Names = attrs.field(repr=False)
    """What records are called in features."""
    unwritten: tuple[TypedSpan, ...] = attrs.field(default=(), repr=False)
    """The spans that the other format cannot hold; known when it was written."""

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the dataset in canonical form: what keys of spans hold against."""
        return digest_of(self.dataset)

    def article(self, text: TypedText) -> Article:
        """The record of a text."""
        found = self.dataset[text.id]
        assert isinstance(found, Article)
        return found

    @property
    def lost(self) -> tuple[AttachedSpan, ...]:
        """The spans of which the copies do not have the words."""
        return tuple(span for text in self.texts for span in text.lost)


def digest_of(dataset: Dataset) -> str:
    """The SHA-256 of a dataset in canonical form, in hexadecimal digits."""
    return sha256(encode.dumps(dataset).decode())


def without_texts(dataset: Dataset) -> TypedTexts:
    """A dataset of which no text is at hand."""
    return TypedTexts(dataset=dataset, texts=(), names=Names(dataset))


def annotated_places(dataset: Dataset) -> TypedTexts:
    """A dataset with the places of its spans in the texts that were annotated, and without any words:
    the texts are empty.
    """
    names, labels = Names(dataset), Labels(dataset)
    found: dict[str | None, list[TypedSpan]] = {article.id: [] for article in dataset.articles}
    for record in chain.from_iterable(getattr(dataset, name) for name in ARRAYS):
        for part in parts(record):
            if part.cls is Span and part.article in found:
                span = part.value
                found[part.article].append(
                    _span(record, part.path, (span.start, span.end), "", names)
                )
    texts = (
        _typed_text(
            dataset, article, "", [*found[article.id], *_segments(article, "", names)], labels
        )
        for article in dataset.articles
    )
    return TypedTexts(dataset=dataset, texts=tuple(texts), names=names)


def typed_texts(attachment: Attachment) -> TypedTexts:
    """The spans of a dataset in a reader's copies of its articles, each with its features.

    Spans whose words the copy does not have are listed as lost. Segments are spans only in the
    text that was annotated, and only those that have words there. Raises ``InputError`` if there is no text of any article.
    """
    dataset = attachment.dataset
    names, labels = Names(dataset), Labels(dataset)
    texts = tuple(
        _typed(dataset, article, attached, names, labels)
        for article, attached in zip(dataset.articles, attachment.articles, strict=True)
        if attached.text is not None
    )
    if not texts:
        raise InputError("texts", "none of them is an article of this dataset")
    return TypedTexts(dataset=dataset, texts=texts, names=names)


def _typed(
    dataset: Dataset, article: Article, attached: AttachedArticle, names: Names, labels: Labels
) -> TypedText:
    text = attached.text or ""
    exact = sha256(text) == article.text.sha256
    spans = [_attached_span(one, names) for one in attached.spans if one.verdict.found]
    if exact:
        segments = _segments(article, text, names)
        spans += (one for one in segments if one.start < one.end <= len(text))
    made = _typed_text(dataset, article, text, spans, labels)
    return attrs.evolve(made, exact=exact, lost=attached.lost)


def _typed_text(
    dataset: Dataset, article: Article, text: str, spans: list[TypedSpan], labels: Labels
) -> TypedText:
    spans.sort(key=lambda span: (span.start, -span.end))
    return TypedText(
        id=article.id,
        label=labels[article.id],
        text=text,
        exact=True,
        spans=tuple(spans),
        links=tuple(_links(dataset, article.id, {s.key for s in spans})),
    )


def _attached_span(one: AttachedSpan, names: Names) -> TypedSpan:
    assert one.start is not None
    assert one.end is not None
    assert one.text is not None
    return _span(one.record, one.within, (one.start, one.end), one.text, names)


def _span(
    record: Record, within: Path, place: tuple[int, int], text: str, names: Names
) -> TypedSpan:
    """A span of a record; its path ends with the field of its part and the number in it."""
    *way, field, _number = within
    owner = reduce(_step, way, record)
    layer = layer_of(type(owner), str(field))
    return TypedSpan(
        key=key_of(record.id, within),
        layer=layer.name,
        start=place[0],
        end=place[1],
        text=text,
        record=record.id,
        group=key_of(record.id, tuple(way)),
        features=features_of(layer, owner, record, names),
    )


def _segments(article: Article, text: str, names: Names) -> Iterator[TypedSpan]:
    for number, segment in enumerate(article.segments):
        key = key_of(article.id, ("segments", number))
        yield TypedSpan(
            key=key,
            layer="segment",
            start=segment.start,
            end=segment.end,
            text=text[segment.start : segment.end],
            record=article.id,
            group=key,
            features=features_of(LAYERS["segment"], segment, article, names),
        )


def key_of(record: str, path: Path) -> str:
    """The key of a part of a record."""
    return "/".join((record, *map(str, path)))


def part_at(dataset: Dataset, key: str) -> Any:
    """The record or the part of one that a key names."""
    id_, *path = key.split("/")
    return reduce(_step, (int(name) if name.isdecimal() else name for name in path), dataset[id_])


def _step(value: Any, name: str | int) -> Any:
    return value[name] if isinstance(name, int) else getattr(value, name)


def _links(dataset: Dataset, article: str, keys: set[str]) -> Iterator[TypedLink]:
    """The links and references of which both ends have evidence in the article."""
    first: dict[str, str] = {}  # the first span of each voice in this article, and of each record

    statements: tuple[Claim | Event, ...] = (*dataset.events, *dataset.claims)
    for record in statements:
        for path, voice in placed_voices(record):
            held = (key_of(record.id, (*path, "evidence", n)) for n in range(len(voice.evidence)))
            here = next((key for key in held if voice.article == article and key in keys), None)
            if here is not None:
                first[key_of(record.id, path)] = here
                first.setdefault(record.id, here)

    def link(key: str, kind: str, source: str, target: str) -> Iterator[TypedLink]:
        if source in first and target in first:
            yield TypedLink(key=key, kind=kind, source=first[source], target=first[target])

    for one in dataset.links:
        yield from link(one.id, one.kind.value, one.source, one.target)
    for claim in dataset.claims:
        for path, utterance in placed_voices(claim):
            owner = key_of(claim.id, path)
            for id_ in utterance.grounds:
                yield from link(f"{owner}/grounds/{id_}", "grounds", owner, id_)
    for event in dataset.events:
        if event.part_of is not None:
            key = f"{event.id}/part_of/{event.part_of}"
            yield from link(key, "part_of", event.id, event.part_of)
