"""Rebasing: an annotated dataset is carried over to texts that were changed.

The spans that attaching finds for certain move. Each other one stays as a quote that is still to be
given, in a draft; its record is never dropped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import attrs

from detente.codec.encode import to_plain
from detente.dataset import Dataset
from detente.diagnostics import Diagnostic, InvalidError, Report
from detente.errors import InputError
from detente.files import Document
from detente.json_types import Json
from detente.pipeline.draft import TODO, quote_values, unseal
from detente.pipeline.load import Readable, load, open_source
from detente.pipeline.seal import seal
from detente.pipeline.sealing import renew
from detente.records import Article
from detente.text.attaching.attachment import AttachedArticle, AttachedSpan, attached
from detente.text.attaching.layout import CopySegment, Layout, SegmentFate
from detente.text.attaching.verdicts import SpanVerdict
from detente.text.grounding.strategies import Range
from detente.text.profiles import profile, sha256
from detente.text.quotes import MARK, places
from detente.text.quoting import quote_of
from detente.text.readers import Texts, given_texts
from detente.validation.documents import LoadedDocument
from detente.validation.parsing import Parsed
from detente.validation.rules.level4_text import GivenTexts
from detente.validation.validator import Validation
from detente.vocab.enums import SegmentKind, VersionKind, Voice

_TWICE, _MORE = 2, 40
"""The words that stand in the place of a lost span are proposed in the draft if they are not longer than
twice the span and 40 code points: else they are mostly other sentences. A guess."""

_LINE = 3
"""Words: as many of an article have to stand together in a text, as in a headline, for it to be taken for
the article's where there is only this text and only this article. A guess."""

_EDGE = 2
"""Words: as many have to be where a lost span began or ended for what stands there to be cut to them.
A guess."""


@attrs.frozen(kw_only=True)
class LostSpan:
    """A span that has no certain place in the changed text."""

    span: AttachedSpan
    """The span, its record, and why it is lost."""
    now: Range | None
    """Where its words would be: what stands in the changed text between what is found before and
    after it, in code points, half-open; ``None`` if nothing does."""
    words: str | None = attrs.field(repr=False)
    """The words that stand there now."""
    was: str | None = attrs.field(repr=False)
    """The annotated words; ``None`` if the annotated text was not given."""


@attrs.frozen(kw_only=True)
class RebasedArticle:
    """What becomes of an article."""

    id: str
    """The id of the article."""
    file: str | None
    """The name of its text; ``None`` if none was given: the article stays as it is."""
    changed: bool
    """Whether the text is another one than was annotated."""
    moved: int
    """How many spans have a certain place in it."""
    lost: tuple[LostSpan, ...]
    """The others."""
    segments: tuple[CopySegment, ...]
    """The segments of a changed text."""
    gone: tuple[int, ...]
    """The numbers of the annotated segments that have no successor there."""
    text: str | None = attrs.field(repr=False)
    """The canonical text; ``None`` if none was given."""


@attrs.frozen(kw_only=True)
class Rebased:
    """A dataset carried over to changed texts; nothing is written yet."""

    annotated: Dataset = attrs.field(repr=False)
    """The dataset as it was given."""
    dataset: Dataset | None
    """The dataset with the new places; ``None`` if something is left to do."""
    draft: dict[str, Json] | None = attrs.field(repr=False, hash=False)
    """Then a draft, as plain values, in which ``TODO`` marks what is left; else ``None``."""
    articles: tuple[RebasedArticle, ...]
    """What becomes of each article."""
    report: Report = attrs.field(repr=False)
    """What validation finds in the dataset; of a draft whose quotes are all given, why it is one. Of a
    workbook also what is not read (D706), and so is not carried over."""

    @property
    def lost(self) -> tuple[LostSpan, ...]:
        """The spans without a certain place, of all articles."""
        return tuple(lost for article in self.articles for lost in article.lost)

    def to_dict(self) -> dict[str, Json]:
        """What becomes of the spans and segments, as plain values, without words of the texts."""
        return {"sealed": self.dataset is not None, "articles": [*map(_summary, self.articles)]}


def rebase(
    source: Readable,
    texts: Texts,
    *,
    old: Texts | None = None,
    version: VersionKind | str | None = None,
    new: tuple[SegmentKind | str, Voice | str] | None = None,
    of: str | None = None,
) -> Rebased:
    """Carry an annotated dataset over to texts that were changed. Nothing is written.

    The spans and segments that ``attach`` finds for certain move. If all do, the result is a
    dataset; else it is a draft that has each lost span as a quote that begins with ``TODO``, with
    the words that stand in its place where they are about as long. A paragraph with words changed
    keeps kind and voice if spans of it are found there; other paragraphs are left to do as well.

    Args:
        source: a dataset, as for ``load``; with ``old`` a draft too.
        texts: the changed texts, as for ``attach``. Articles without one stay as they are.
        old: the annotated texts, where they are at hand: lost spans are listed with their words.
        version: what the changed texts are, such as ``"correction"``: the articles become a version
            of the text that was annotated, which is named by a reference.
        new: kind and voice of the paragraphs that were put in, such as ``("body", "author")``.
        of: the id of the article whose text it is, if one text is given: without it the articles are
            told by content, of which hardly anything may be left.

    Raises ``InputError`` if the source or the texts cannot be read, if no text is that of an
    article, if there is no article ``of`` or there are several texts for it, or if an article that is
    a version of a text would become one of another; ``InvalidError`` if the source is refused; ``ValueError`` for a value of no vocabulary.
    """
    kind = None if version is None else VersionKind(version)
    put_in = None if new is None else (SegmentKind(new[0]), Voice(new[1]))
    annotated = _annotated(source, old)
    given = given_texts(texts)
    if not given:
        raise InputError("texts", "there is none")
    copies = _copies(annotated.dataset, given, of)
    work = _Rebasing(annotated.dataset, copies, annotated.texts, put_in)
    if kind is not None:
        work.set_version(kind)
    made = work.result()
    report = replace(made.report, diagnostics=(*annotated.not_read, *made.report))
    return attrs.evolve(made, report=report)


class _Annotated(NamedTuple):
    """What is carried over."""

    dataset: Dataset
    texts: dict[str, str]
    """The annotated texts that are at hand, by article."""
    not_read: tuple[Diagnostic, ...] = ()
    """Columns and sheets of a workbook that are not read."""


def _annotated(source: Readable, old: Texts | None) -> _Annotated:
    if old is None:
        return _Annotated(load(source), {})
    before = given_texts(old)
    documents = tuple(open_source(source))
    not_read: tuple[Diagnostic, ...] = ()
    if any(d.draft is not None for d in Validation.of(documents).documents):
        sealed = seal(documents, before)
        if sealed.dataset is None:
            raise InvalidError(sealed.report)
        dataset = sealed.dataset
        not_read = tuple(d for d in sealed.report if d.code == "D706")
    else:
        dataset = load(documents)
    exact = GivenTexts(dataset, before).exact
    if not exact:
        raise InputError("the old texts", "none of them is one that was annotated")
    values = to_plain(dataset)
    renew(values, exact)  # a span without an anchor could not be found
    loaded = LoadedDocument(Document(None, b""), parsed=Parsed(values))
    return _Annotated(loaded.dataset, exact, not_read)


def _copies(
    dataset: Dataset, given: Mapping[str, str], of: str | None
) -> tuple[AttachedArticle, ...]:
    """The articles, each with its new text if it has one."""
    if of is not None:
        if of not in {article.id for article in dataset.articles}:
            raise InputError(of, "there is no article of this id")
        if len(given) > 1:
            raise InputError("texts", f"only one of them can be that of {of}")
        return attached(dataset, given, {of: next(iter(given))}).articles
    copies = attached(dataset, given).articles
    if any(copy.file is not None for copy in copies):
        return copies
    if len(copies) == len(given) == 1:
        copies = attached(dataset, given, {copies[0].id: next(iter(given))}).articles
        if _has_a_line(copies[0]):
            return copies
    ids = " or ".join(copy.id for copy in copies) or "any article"
    hint = "if one is, but was rewritten, say of which article it is (of=, or --of ID)"
    raise InputError("texts", f"none of them is a text of {ids}; {hint}")


def _has_a_line(copy: AttachedArticle) -> bool:
    """Whether something of an article, such as its title, stands in the only text that is given."""
    text = copy.text or ""
    segments = [(match.start, match.end) for match in copy.segments]
    places = [*segments, *((span.start, span.end) for span in copy.spans)]
    return any(len(text[start:end].split()) >= _LINE for start, end in places if start is not None)


class _Rebasing:
    """The work on one dataset: its plain values, which change, and what became of the articles."""

    def __init__(
        self,
        dataset: Dataset,
        copies: Sequence[AttachedArticle],
        before: Mapping[str, str],
        put_in: tuple[SegmentKind, Voice] | None,
    ) -> None:
        """``copies``: one for each article; ``before``: the annotated texts, by article; ``put_in``:
        kind and voice of new paragraphs.
        """
        self._dataset, self._before, self._put_in = dataset, before, put_in
        self._values: dict[str, Any] = to_plain(dataset)
        self._to_do = False
        self._texts = {copy.id: copy.text for copy in copies if copy.text is not None}
        self._articles = tuple(
            self._article(article, number, copy)
            for number, (article, copy) in enumerate(zip(dataset.articles, copies, strict=True))
        )

    def _article(self, article: Article, number: int, copy: AttachedArticle) -> RebasedArticle:
        text = copy.text
        changed = text is not None and sha256(text) != article.text.sha256
        if text is None or not changed:
            return _unchanged(copy)
        layout = Layout(article, copy)
        spans = [_torn(span) if layout.is_torn(span) else span for span in copy.spans]
        lost = [
            self._lost(span, layout.now(span.span.start, span.span.end), text)
            for span in spans
            if not span.verdict.found
        ]
        for span in spans:
            if span.verdict.found:
                self._replace(span.path, {"start": span.start, "end": span.end})
        for one in lost:
            self._replace(one.span.path, _still_to_give(one, text))
        row = self._values["articles"][number]
        row["text"] = to_plain(profile(text)) | {k: v for k, v in row["text"].items() if k == "ext"}
        segments = row["segments"]
        row["segments"] = [self._segment(one, segments, text) for one in layout.segments]
        self._to_do |= bool(lost)
        return RebasedArticle(
            id=article.id,
            file=copy.file,
            changed=True,
            moved=len(spans) - len(lost),
            lost=tuple(lost),
            segments=tuple(layout.segments),
            gone=tuple(layout.gone),
            text=text,
        )

    def _lost(self, span: AttachedSpan, now: Range | None, text: str) -> LostSpan:
        before = self._before.get(span.article)
        return LostSpan(
            span=span,
            now=now,
            words=None if now is None else text[slice(*now)],
            was=None if before is None else before[span.span.start : span.span.end],
        )

    def _replace(self, path: str, place: dict[str, Json]) -> None:
        """Give a span another place; what is not about its place stays."""
        span: Any = self._values
        for key in path.split("/")[1:]:
            span = span[int(key) if isinstance(span, list) else key]
        ext = {key: value for key, value in span.items() if key == "ext"}
        span.clear()
        span.update(place | ext)

    def _segment(self, one: CopySegment, old: list[Json], text: str) -> dict[str, Json]:
        """A segment; one whose kind and voice are not known as a quote that is marked."""
        if one.old:
            row: dict[str, Json] = {
                key: value
                for key, value in old[one.old[0]].items()
                if key not in ("start", "end", "anchor", "ext")
            }
            ext = {key: value for key, value in old[one.old[0]].items() if key == "ext"}
        else:
            kind, voice = self._put_in or (SegmentKind.BODY, Voice.AUTHOR)
            row, ext = {"kind": kind.value, "voice": voice.value}, {}
        if one.fate.known or (one.fate is SegmentFate.NEW and self._put_in is not None):
            return row | {"start": one.start, "end": one.end} | ext
        self._to_do = True
        return row | _marked(text, one.start, one.end) | ext

    def set_version(self, kind: VersionKind) -> None:
        """Make the articles with a changed text a version of the text that was annotated."""
        for article, row, made in zip(
            self._dataset.articles, self._values["articles"], self._articles, strict=True
        ):
            if not made.changed:
                continue
            if article.version is not None:
                raise InputError(article.id, "it is a version of a text already; change it by hand")
            title = article.title or article.publisher
            reference = {"title": f"{title}, before the change"}
            if article.url is not None:
                reference["url"] = article.url
            row["version"] = {"kind": kind.value, "reference": reference}

    def result(self) -> Rebased:
        """The dataset, or the draft of it."""
        dataset, report = None, Report()
        if not self._to_do:
            renew(self._values, self._texts)
            dataset, report = _checked(self._values, self._texts)
        draft = None
        if dataset is None:
            draft = unseal(self._values, self._texts)
        return Rebased(
            annotated=self._dataset,
            dataset=dataset,
            draft=draft,
            articles=self._articles,
            report=report,
        )


def _checked(values: dict[str, Any], texts: Mapping[str, str]) -> tuple[Dataset | None, Report]:
    """The dataset of some plain values; ``None`` if there are errors. That an article has no text is
    none: it stays as it was.
    """
    validation = Validation([LoadedDocument(Document(None, b""), parsed=Parsed(values))])
    validation.apply(texts=texts)
    report = validation.report(placed=False)
    report = replace(report, diagnostics=tuple(d for d in report if d.code != "D401"))
    return (validation.dataset if report.ok and validation.well_formed else None), report


def _torn(span: AttachedSpan) -> AttachedSpan:
    """A span as lost whose words are in several paragraphs now."""
    reason = "words like its own are at the end of one paragraph and the beginning of the next"
    return attrs.evolve(
        span, verdict=SpanVerdict.EDITED, start=None, end=None, text=None, reason=reason
    )


def _still_to_give(lost: LostSpan, text: str) -> dict[str, Json]:
    """What a draft has in place of a lost span: the annotated words, if they stand once where it was;
    else the words that stand there, if they are about as long; else what is known of it.
    """
    if lost.now is None or lost.words is None:
        return {"quote": _without_proposal("nothing stands in its place", lost.was)}
    start, end = lost.now
    if lost.was:
        start, end = _narrowed(text, lost.now, lost.was)
    length = lost.span.span.end - lost.span.span.start
    if end - start <= _TWICE * length + _MORE:
        return _marked(text, start, end)
    return {"quote": _without_proposal("", lost.was)}


def _without_proposal(remark: str, was: str | None) -> str:
    """A quote to be given for which no words are proposed: what is known of it stands in parentheses."""
    known = filter(None, (remark, "" if was is None else f"it was: {' '.join(was.split())}"))
    told = "; ".join(known)
    return f"{TODO} ({told})" if told else TODO


def _narrowed(text: str, now: Range, was: str) -> Range:
    """The part of a range that begins as some words do and ends as they do; the words themselves if
    they are all there. Where a beginning or an end is not there once, the range stays on that side.
    """
    start, end = now
    words = was.split(" ")
    for size in (len(words), _EDGE):
        for edge, last in ((" ".join(words[:size]), False), (" ".join(words[-size:]), True)):
            found = places(edge, text[start:end])
            if len(found) == 1:
                start, end = (
                    (start, start + found[0] + len(edge)) if last else (start + found[0], end)
                )
    return start, end


def _marked(text: str, start: int, end: int) -> dict[str, Json]:
    """A quote of a range, marked as one that the annotator has to look at."""
    return quote_values(quote_of(text, start, end)) | {"quote": f"{MARK}{text[start:end]}"}


def _summary(article: RebasedArticle) -> Json:
    return {
        "id": article.id,
        "file": article.file,
        "changed": article.changed,
        "moved": article.moved,
        "lost": [
            {
                "path": lost.span.path,
                "record": lost.span.record.id,
                "verdict": lost.span.verdict.value,
                "reason": lost.span.reason,
                "now": None if lost.now is None else {"start": lost.now[0], "end": lost.now[1]},
            }
            for lost in article.lost
        ],
        "segments": [
            {"start": one.start, "end": one.end, "fate": one.fate.value, "old": list(one.old)}
            for one in article.segments
        ],
        "gone": list(article.gone),
    }


def _unchanged(copy: AttachedArticle) -> RebasedArticle:
    return RebasedArticle(
        id=copy.id,
        file=copy.file,
        changed=False,
        moved=0 if copy.file is None else len(copy.spans),
        lost=(),
        segments=(),
        gone=(),
        text=copy.text,
    )
