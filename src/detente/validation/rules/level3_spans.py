"""Level 3: are the spans valid? No text is needed."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, islice, pairwise
from math import inf
from operator import attrgetter, itemgetter, lt
from typing import Any, NamedTuple

from detente.codec.columns import Columns
from detente.dataset import Dataset
from detente.diagnostics import Severity, pointer
from detente.records import Article, Claim, Event, Mention, Segment, Span, Time, Utterance, model
from detente.records.walk import Part
from detente.validation.context import Context
from detente.validation.findings import Elsewhere, Finding
from detente.validation.registry import rule
from detente.vocab.enums import SegmentKind

SLACK = 3
"""Code points between two pieces of evidence that are not a gap: punctuation and whitespace, such as a
full stop, a closing quotation mark and a space. A guess: shorter than most words that could be missed.
"""

_VOICES = 6
"""How many voices a message names. A guess at what fits on two lines."""

_start, _end = attrgetter("start"), attrgetter("end")


class Zone(NamedTuple):
    """Neighbouring segments of one voice."""

    start: int
    end: int
    voice: Any


def zones(article: Article) -> list[Zone]:
    """The zones of an article, in the order of the segments."""
    merged: list[Zone] = []
    for segment in article.segments:
        if merged and merged[-1].voice is segment.voice:
            merged[-1] = merged[-1]._replace(end=segment.end)
        else:
            merged.append(Zone(segment.start, segment.end, segment.voice))
    return merged


# --- the fast check: are all spans valid? ------------------------------------------------------


class SpansByArticle(NamedTuple):
    """The spans of each article, those of evidence apart; spans that the article itself names, of its
    segments and of what is left uncoded, are in neither.
    """

    covering: dict[str, list[Span]]
    others: dict[str, list[Span]]


def spans_by_article(columns: Columns) -> SpansByArticle | None:
    """The spans of each article; ``None`` if there are some of which columns do not say in which
    article they are.
    """
    spans: dict[str, list[Span]] = defaultdict(list)
    covering: dict[str, list[Span]] = defaultdict(list)
    for cls, covers, collectors in _collectors_by_class():
        owners = columns.by_class[cls]
        for owner in owners if covers else ():
            covering[owner.article] += owner.evidence
        for get, collect in collectors:
            for owner in filter(get, owners):
                collect(get(owner), spans[owner.article])
    for time, voices in _shared_times(columns.dataset):
        if time is not None and time.words:
            articles = {voice.article for voice in voices}
            if len(articles) > 1:
                return None
            spans[articles.pop()] += time.words
    return None if None in spans else SpansByArticle(covering, spans)


def all_spans_are_valid(
    columns: Columns, spans: SpansByArticle | None, *, partial: bool = False
) -> bool:
    """Whether sorted offsets alone show that no rule of this level finds anything. ``spans``: those of
    ``spans_by_article``; ``partial``: whether some records could not be read, so that a gap says nothing.
    """
    if spans is None or not _occurrences_listed_once(columns.dataset.mentions):
        return False
    articles = columns.dataset.articles
    known = {article.id for article in articles}
    if len(known) < len(articles) or not known.issuperset((*spans.covering, *spans.others)):
        return False
    return all(
        _article_is_valid(a, spans.others[a.id], spans.covering[a.id], partial=partial)
        for a in articles
    ) and _each_in_one_segment(articles, columns.by_class[Utterance])


def _occurrences_listed_once(mentions: Iterable[Mention]) -> bool:
    """Whether no occurrence of an actor is listed twice."""
    occurrences = [(m.article, m.actor, s.start, s.end) for m in mentions for s in m.spans]
    return len(occurrences) == len(set(occurrences))


def _shared_times(dataset: Dataset) -> Iterator[tuple[Time | None, Iterable[Any]]]:
    """The times of whole claims and events, each with the voices that share it."""
    for claim in dataset.claims:
        yield claim.scope, claim.utterances
    for event in dataset.events:
        yield event.time, event.accounts


def _article_is_valid(
    article: Article, spans: list[Span], covering: list[Span], *, partial: bool
) -> bool:
    length = article.text.length
    segments = article.segments
    if segments[0].start > SLACK or segments[-1].end < length - SLACK:
        return False
    if any(s.start >= s.end for s in segments) or segments[-1].end > length:
        return False
    if any(not 0 <= b.start - a.end <= SLACK for a, b in pairwise(segments)):
        return False
    uncoded = [span for entry in article.uncoded for span in entry.spans]
    spans = [*covering, *uncoded, *spans]
    starts, ends = list(map(_start, spans)), list(map(_end, spans))
    if not all(map(lt, starts, ends)):
        return False
    # By counting: a span that begins before an offset and does not end before it contains it.
    opened, closed = sorted(starts[: len(covering)]), sorted(ends[: len(covering)])
    if any(bisect_left(opened, s.end) > bisect_right(closed, s.start) for s in uncoded):
        return False
    opened, closed = sorted(starts), sorted(ends)
    changes = [(a.end, b.start) for a, b in pairwise(segments) if a.voice is not b.voice]
    for end, start in ((-1, segments[0].start), *changes, (segments[-1].end, inf)):
        if bisect_left(opened, start) != bisect_right(closed, end):
            return False
    for before, after in pairwise(segments):  # no span begins or ends between segments
        if bisect_left(opened, before.end) != bisect_left(opened, after.start):
            return False
        if bisect_right(closed, before.end) != bisect_right(closed, after.start):
            return False
    if partial:
        return True
    covers = len(covering) + len(uncoded)
    intervals = sorted(zip(starts[:covers], ends[:covers], strict=True))
    return _has_no_gap(article, intervals) or not any(_uncovered(article, intervals))


def _has_no_gap(article: Article, intervals: list[tuple[int, int]]) -> bool:
    """Whether there is no gap even where there is no segment."""
    if not intervals or intervals[0][0] > article.segments[0].start + SLACK:
        return False
    reached = list(accumulate(map(itemgetter(1), intervals), max))
    following = map(itemgetter(0), islice(intervals, 1, None))
    if reached[-1] < article.segments[-1].end - SLACK:
        return False
    return all(start - end <= SLACK for start, end in zip(following, reached, strict=False))


def _each_in_one_segment(articles: Iterable[Article], utterances: Iterable[Utterance]) -> bool:
    by_id = {a.id: a for a in articles}
    openings = {a.id: [s.start for s in a.segments] for a in by_id.values()}
    for utterance in utterances:
        evidence = utterance.evidence
        starts = openings[utterance.article]
        if bisect_right(starts, evidence[0].start) != bisect_left(
            starts, evidence[-1].end
        ) and _is_spread(by_id[utterance.article], evidence):
            return False
        if len(evidence) > 1 and any(b.start < a.end for a, b in pairwise(evidence)):
            return False
    return True


@cache
def _collectors_by_class() -> tuple[tuple[type, str | None, Any], ...]:
    """For each class that names an article: its field of spans that cover the text, and how to
    collect all other spans below it.
    """
    by_class = []
    for cls in model.classes(Dataset):
        names = {field.name for field in cls.fields}
        if "article" in names and cls.name != "Dataset":
            covers = "evidence" if "evidence" in names else None
            by_class.append((cls.type, covers, _collectors(cls.type, skip=covers)))
    return tuple(by_class)


def _collectors(cls: type, skip: str | None = None) -> list[tuple[Any, Any]]:
    """For each field with spans in it: how to get its value, and a function that adds the spans
    of the value to a list.
    """
    return [
        (attrgetter(field.name), _collector(field))
        for field in model.describe(cls).fields
        if field.base == "record" and field.name != skip
        if field.type is Span or _has_spans(field.type)
    ]


def _collector(field: model.Field) -> Any:
    collectors = _collectors(field.type)

    def of_spans(spans: Iterable[Span], into: list[Span]) -> None:
        into += spans

    def of_part(part: Any, into: list[Span]) -> None:
        for get, collect in collectors:
            value = get(part)
            if value:
                collect(value, into)

    def of_parts(parts: Iterable[Any], into: list[Span]) -> None:
        for part in parts:
            of_part(part, into)

    return of_spans if field.type is Span else of_parts if field.many else of_part


@cache
def _has_spans(cls: type) -> bool:
    return any(
        field.type is Span or _has_spans(field.type)
        for field in model.describe(cls).fields
        if field.base == "record"
    )


def _uncovered(
    article: Article, covered: Iterable[tuple[int, int]], slack: int = SLACK
) -> Iterator[tuple[int, int, int]]:
    """Ranges of segments that nothing covers: number of the segment, start, end."""
    intervals = sorted(covered)
    position = 0
    for number, segment in enumerate(article.segments):
        at = segment.start
        while position < len(intervals) and intervals[position][0] < segment.end:
            start, end = intervals[position]
            if start - at > slack:
                yield number, at, start
            at = max(at, end)
            if end > segment.end:
                break
            position += 1
        if segment.end - at > slack:
            yield number, at, segment.end


def gaps(context: Context, article: Article) -> Iterator[tuple[int, int, int]]:
    """Ranges that neither evidence nor ``uncoded`` covers: number of the segment, start, end."""
    spans = context.spans_by_article.get(article.id, ())
    covered = [(p.value.start, p.value.end) for p in spans if p.covers]
    return _uncovered(article, covered)


# --- the rules: what is wrong? -----------------------------------------------------------------


@rule("D301", "reversed-span")
def reversed_span(context: Context) -> Iterator[Finding]:
    """A span and a segment end after their start.

    Why: Offsets are half-open: ``end`` is the offset after the last code point. A span of
    length zero has no words.

    Example:
        mention:norway-name/spans/0/end = 39

    Use instead:
        mention:norway-name/spans/0/end = 45
    """
    for part in (*context.spans, *context.each(Segment)):
        kind, start, end = part.cls.__name__.lower(), part.value.start, part.value.end
        if start >= end:
            yield Finding(
                message=f"the {kind} ends at {end}, but starts at {start}",
                record=part.record,
                path=part.path,
            )


@rule("D302", "outside-text")
def outside_text(context: Context) -> Iterator[Finding]:
    """A span and a segment lie inside the text.

    Why: The text profile says how long the text is; there are no words after its end.

    Example:
        claim:hope-of-peace/utterances/0/evidence/0/end = 99999

    Use instead:
        claim:hope-of-peace/utterances/0/evidence/0/end = 367
    """
    for part in (*context.spans, *context.each(Segment)):
        kind, end, article = part.cls.__name__.lower(), part.value.end, part.record
        if part.cls is Span:
            article = context.article(part.article or "")
        if article is not None and end > article.text.length:
            yield Finding(
                message=f"the {kind} ends at {end}, but the text of {article.id} has "
                f"{article.text.length} code points",
                record=part.record,
                path=part.path,
            )


@rule("D303", "two-voices")
def two_voices(context: Context) -> Iterator[Finding]:
    """A span is in segments of one voice.

    Why: What the publisher writes is not evidence for what the author says: *according to whom*
    would have two answers.

    Example:
        mention:norway-name/spans/0/start = 0

    Use instead:
        mention:norway-name/spans/0/start = 39
    """
    for article in context.dataset.articles:
        voices = _Ranges((z, z.voice.value) for z in zones(article))
        for part in _valid_spans(context, article):
            span = part.value
            touched = list(islice(voices.overlapping(span.start, span.end), _VOICES + 1))
            if len(touched) > 1:
                more = ["…"] if len(touched) > _VOICES else []
                listed = " and ".join([*touched[:_VOICES], *more])
                words = context.words(article.id, span.start, span.end)
                yield Finding(
                    message=f"the span {words}includes segments of {listed}",
                    record=part.record,
                    path=part.path,
                )


@rule("D304", "outside-segments")
def outside_segments(context: Context) -> Iterator[Finding]:
    """A span begins and ends inside a segment.

    Why: Between segments there is only whitespace.

    Example:
        mention:norway-name/spans/0/start = 22

    Use instead:
        mention:norway-name/spans/0/start = 39
    """
    for article in context.dataset.articles:
        segments = _Ranges((s, True) for s in article.segments)
        for part in _valid_spans(context, article):
            span = part.value
            inside = any(segments.overlapping(span.start, span.start + 1))
            ending = any(segments.overlapping(span.end - 1, span.end))
            if not inside or not ending:
                edge = "begins" if not inside else "ends"
                words = context.words(article.id, span.start, span.end)
                yield Finding(
                    message=f"the span {words}{edge} outside every segment",
                    record=part.record,
                    path=part.path,
                )


@rule("D305", "segments-out-of-order")
def segments_out_of_order(context: Context) -> Iterator[Finding]:
    """Segments are in the order of the text and do not overlap.

    Why: Segments divide the text by kind and voice; a word cannot have two voices.

    Example:
        article:union/segments/1/start = 21

    Use instead:
        article:union/segments/1/start = 24
    """
    for article in context.dataset.articles:
        fix = _moves_in_order("/segments", article.segments)
        for number, (first, second) in enumerate(pairwise(article.segments), 1):
            if second.start < first.end:
                yield Finding(
                    message=f"the segment starts at {second.start}, before the end of the "
                    f"previous one at {first.end}",
                    record=article,
                    path=("segments", number),
                    related=(Elsewhere("the previous segment", article, ("segments", number - 1)),),
                    fix=fix,
                    safe=bool(fix),
                )
                fix = ()  # it is one fix for all of them, and stands at the first


@rule("D306", "hole-between-segments", Severity.WARNING)
def hole_between_segments(context: Context) -> Iterator[Finding]:
    """Segments cover the whole text except whitespace.

    Why: Words outside every segment have no voice. Without the text, a hole of more than
    3 code points is assumed to have words.

    Example:
        article:later/segments/0 is removed
        article:later/uncoded is removed

    Use instead:
        article:later/segments/0/start = 0
    """
    for article in context.dataset.articles:
        if article.id in context.texts:
            continue  # level 4 knows whether there are words
        # In the order of the text: that of the file may be wrong, which D305 reports.
        numbered = sorted(enumerate(article.segments), key=lambda pair: pair[1].start)
        edges = [0, *(e for _, s in numbered for e in (s.start, s.end)), article.text.length]
        behind = [number for number, _ in numbered]
        behind.append(behind[-1])
        for number, end, start in zip(behind, edges[::2], edges[1::2], strict=True):
            if start - end > SLACK:
                yield Finding(
                    message=f"code points {end} to {start} are in no segment",
                    record=article,
                    path=("segments", number),
                )


@rule("D307", "gap", Severity.WARNING)
def gap(context: Context) -> Iterator[Finding]:
    """Evidence or ``uncoded`` covers every segment.

    Why: So that completeness can be checked without the text: a range without a record was
    either overlooked, or left out on purpose for a reason that ``uncoded`` gives. Gaps of up to
    3 code points count as whitespace.

    Example:
        article:union/uncoded is removed

    Use instead:
        article:union/uncoded = [{"reason": "structural", "spans": [{"start": 0, "end": 22}]}]
    """
    if context.partial:  # the missing evidence may be that of a record that could not be read
        return
    for article in context.dataset.articles:
        for number, start, end in gaps(context, article):
            text = context.texts.get(article.id)
            if text is not None and not any(map(str.isalnum, text[start:end])):
                continue
            place = f"code points {start} to {end} of {article.id}"
            words = context.words(article.id, start, end, ", ")
            yield Finding(
                message=f"no evidence or uncoded span covers {words}{place}",
                record=article,
                path=("segments", number),
                params=(("start", start), ("end", end)),
            )


@rule("D308", "coded-and-uncoded", Severity.WARNING)
def coded_and_uncoded(context: Context) -> Iterator[Finding]:
    """A range that is uncoded on purpose is not evidence as well.

    Why: One of the two is wrong.

    Example:
        article:union/uncoded/+ = {"reason": "question", "spans": [{"start": 326, "end": 330}]}

    Use instead:
        article:union/uncoded/0/reason = "publisher_matter"
    """
    for article in context.dataset.articles:
        spans = context.spans_by_article.get(article.id, ())
        evidence = _Ranges((p.value, p) for p in spans if p.covers and p.record is not article)
        for part in spans:
            if part.record is article and part.covers:
                clash = next(evidence.overlapping(part.value.start, part.value.end), None)
                if clash is not None:
                    words = context.words(article.id, part.value.start, part.value.end)
                    yield Finding(
                        message=f"the range {words}is uncoded, but is evidence of {clash.record.id}",
                        record=article,
                        path=part.path,
                        related=(Elsewhere("the evidence", clash.record, clash.path),),
                    )


@rule("D309", "spread-utterance")
def spread_utterance(context: Context) -> Iterator[Finding]:
    """The evidence of an utterance is in one segment, or in two of the body, in order and without
    overlap. The two have one voice, and no other segment of the body is between them.

    Why: An utterance has one place; a repetition in another paragraph is a second utterance. But a
    sentence may run on behind a page break, a caption or an advertisement.

    Example:
        claim:hope-of-peace/utterances/0/evidence = [{"start": 326, "end": 347}, {"start": 343, "end": 367}]

    Use instead:
        claim:hope-of-peace/utterances/0/evidence = [{"start": 326, "end": 347}, {"start": 348, "end": 367}]
    """
    for claim, number, utterance in context.utterances():
        article = context.article(utterance.article)
        if article is None:
            continue
        path = ("utterances", number, "evidence")
        evidence = utterance.evidence
        if _is_spread(article, evidence):
            yield Finding(
                message="the evidence of one utterance is in several segments that are no neighbours "
                "in the body, or have different voices",
                record=claim,
                path=path,
            )
        elif any(b.start < a.end for a, b in pairwise(evidence)):
            fix = _moves_in_order(pointer(path), evidence)
            yield Finding(
                message="the spans overlap, or are not in the order of the text",
                record=claim,
                path=path,
                fix=fix,
                safe=bool(fix),
            )


def _is_spread(article: Article, evidence: Sequence[Span]) -> bool:
    """Whether evidence is in several segments, other than two neighbours in the body of one voice."""
    ranges = _Ranges((span, True) for span in evidence)
    numbers = [
        number
        for number, segment in enumerate(article.segments)
        if any(ranges.overlapping(segment.start, segment.end))
    ]
    if len(numbers) < 2:
        return False
    touched = [article.segments[number] for number in numbers]
    between = article.segments[numbers[0] + 1 : numbers[-1]]
    return (
        len(touched) > 2
        or touched[0].voice is not touched[1].voice
        or any(segment.kind is not SegmentKind.BODY for segment in touched)
        or any(segment.kind is SegmentKind.BODY for segment in between)
    )


def _moves_in_order(path: str, ranges: Sequence[Any]) -> tuple[dict[str, Any], ...]:
    """The moves that put ranges in the order of the text; none where some overlap.

    Where none overlap, their order in the file has no meaning of its own. Moving an item keeps the way
    it is written.
    """
    if any(r.start >= r.end for r in ranges):
        return ()
    order = sorted(range(len(ranges)), key=lambda n: ranges[n].start)
    if any(ranges[b].start < ranges[a].end for a, b in pairwise(order)):
        return ()
    # Of each item how many are before it that are still to be moved.
    ahead: list[int] = []
    later: list[int] = []
    for number in reversed(order):
        ahead.append(bisect_left(later, number))
        later.insert(ahead[-1], number)
    return tuple(
        {"op": "move", "from": f"{path}/{to + before}", "path": f"{path}/{to}"}
        for to, before in enumerate(reversed(ahead))
        if before
    )


@rule("D310", "words-of-no-article")
def words_of_no_article(context: Context) -> Iterator[Finding]:
    """The scope of a claim and the own time of an event have words only if one article alone
    voices the record.

    Why: A span does not say which text it is in; with several articles it has no meaning.
    The time of an account belongs to its article and may always have words.

    Example:
        claim:union-ended/scope/words = [{"start": 27, "end": 38}]

    Use instead:
        claim:hope-of-peace/scope = {"value": "1905-10/..", "basis": "inferred", "words": [{"start": 348, "end": 351}]}
    """
    for part in context.spans:
        if part.article is None and isinstance(part.record, Claim | Event):
            yield Finding(
                message=f"several articles voice {part.record.id}: from which one are these words?",
                record=part.record,
                path=part.path,
            )


@rule("D311", "same-occurrence-twice")
def same_occurrence_twice(context: Context) -> Iterator[Finding]:
    """An occurrence is listed once, in one mention of an actor.

    Why: Otherwise it would count twice.

    Example:
        mention:norway-name/spans = [{"start": 39, "end": 45}, {"start": 39, "end": 45}]

    Use instead:
        mention:norway-name/spans = [{"start": 39, "end": 45}]
    """
    seen: dict[tuple[str, str, int, int], tuple[Mention, int]] = {}
    for mention in context.dataset.mentions:
        for number, span in enumerate(mention.spans):
            key = (mention.article, mention.actor, span.start, span.end)
            if key in seen:
                first, at = seen[key]
                words = context.words(mention.article, span.start, span.end)
                yield Finding(
                    message=f"this occurrence {words}of {mention.actor} is already listed",
                    record=mention,
                    path=("spans", number),
                    related=(Elsewhere("first here", first, ("spans", at)),),
                )
            else:
                seen[key] = (mention, number)


def _valid_spans(context: Context, article: Article) -> Iterator[Part]:
    """Spans of an article that are neither reversed nor outside its text (D301, D302)."""
    for part in context.spans_by_article.get(article.id, ()):
        if part.value.start < part.value.end <= article.text.length:
            yield part


class _Ranges:
    """Ranges of a text, to find those that overlap others. They may overlap each other, or be reversed."""

    def __init__(self, ranges: Iterable[tuple[Any, Any]]) -> None:
        """``ranges``: objects with a start and an end, each with a value."""
        self._all = sorted(ranges, key=lambda pair: pair[0].start)
        self._starts = [range_.start for range_, _ in self._all]
        # The greatest end so far never falls, so that bisection finds the first that reaches far enough.
        self._reach = list(accumulate((range_.end for range_, _ in self._all), max))

    def overlapping(self, start: int, end: int) -> Iterator[Any]:
        """The values of the ranges that share a code point with this one, in the order of the text."""
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        for number in range(first, last):
            range_, value = self._all[number]
            if range_.end > start:
                yield value
