"""Level 3: do the spans make sense? No text is needed."""

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
from detente.records import Article, Claim, Event, Mention, Span, Time, Utterance, model
from detente.records.walk import Part
from detente.validation.context import Context
from detente.validation.findings import Elsewhere, Finding
from detente.validation.registry import rule

# White space and closing punctuation between two pieces of evidence are no gap. A word is longer.
SLACK = 3

# How many voices a message names.
_VOICES = 6

_start, _end = attrgetter("start"), attrgetter("end")


class Zone(NamedTuple):
    """Neighbouring segments of one voice."""

    start: int
    end: int
    voice: Any


def zones(article: Article) -> list[Zone]:
    """The stretches of one voice, in the order of the segments."""
    found: list[Zone] = []
    for segment in article.segments:
        if found and found[-1].voice is segment.voice:
            found[-1] = found[-1]._replace(end=segment.end)
        else:
            found.append(Zone(segment.start, segment.end, segment.voice))
    return found


# --- the short way: is everything right? -------------------------------------------------------


def holds(columns: Columns) -> bool:
    """Whether the spans can be shown to be right article by article, without a rule."""
    spans: dict[str, list[Span]] = defaultdict(list)
    covering: dict[str, list[Span]] = defaultdict(list)
    for cls, covers, ways in _collectors():
        owners = columns.by_class[cls]
        for owner in owners if covers else ():
            covering[owner.article] += owner.evidence
        for get, collect in ways:
            for owner in filter(get, owners):
                collect(get(owner), spans[owner.article])
    for time, voices in _shared_times(columns.dataset):
        if time is not None and time.words:
            articles = {voice.article for voice in voices}
            if len(articles) > 1:
                return False
            spans[articles.pop()] += time.words
    if None in spans or not _listed_once(columns.dataset.mentions):
        return False
    return all(
        _article_holds(a, spans[a.id], covering[a.id]) for a in columns.dataset.articles
    ) and _one_segment_each(columns.dataset.articles, columns.by_class[Utterance])


def _listed_once(mentions: Iterable[Mention]) -> bool:
    """Whether no occurrence of an actor is listed twice."""
    found = [(m.article, m.actor, s.start, s.end) for m in mentions for s in m.spans]
    return len(found) == len(set(found))


def _shared_times(dataset: Dataset) -> Iterator[tuple[Time | None, Iterable[Any]]]:
    """The times that stand above the voices of a record, with the voices."""
    for claim in dataset.claims:
        yield claim.scope, claim.utterances
    for event in dataset.events:
        yield event.time, event.accounts


def _article_holds(article: Article, spans: list[Span], covering: list[Span]) -> bool:
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
    # Counting: what begins before a place and has not ended before it runs through it.
    opened, closed = sorted(starts[: len(covering)]), sorted(ends[: len(covering)])
    if any(bisect_left(opened, s.end) > bisect_right(closed, s.start) for s in uncoded):
        return False
    opened, closed = sorted(starts), sorted(ends)
    changes = [(a.end, b.start) for a, b in pairwise(segments) if a.voice is not b.voice]
    for end, start in ((-1, segments[0].start), *changes, (segments[-1].end, inf)):
        if bisect_left(opened, start) != bisect_right(closed, end):
            return False
    for one, two in pairwise(segments):  # nothing begins or ends between segments
        if bisect_left(opened, one.end) != bisect_left(opened, two.start):
            return False
        if bisect_right(closed, one.end) != bisect_right(closed, two.start):
            return False
    covers = len(covering) + len(uncoded)
    intervals = sorted(zip(starts[:covers], ends[:covers], strict=True))
    return _dense(article, intervals) or not any(_uncovered(article, intervals))


def _dense(article: Article, intervals: list[tuple[int, int]]) -> bool:
    """Whether there is no gap even if segments are left out of account."""
    if not intervals or intervals[0][0] > article.segments[0].start + SLACK:
        return False
    reached = list(accumulate(map(itemgetter(1), intervals), max))
    following = map(itemgetter(0), islice(intervals, 1, None))
    if reached[-1] < article.segments[-1].end - SLACK:
        return False
    return all(start - end <= SLACK for start, end in zip(following, reached, strict=False))


def _one_segment_each(articles: Iterable[Article], utterances: Iterable[Utterance]) -> bool:
    openings = {a.id: [s.start for s in a.segments] for a in articles}
    for utterance in utterances:
        evidence = utterance.evidence
        starts = openings[utterance.article]
        if bisect_right(starts, evidence[0].start) != bisect_left(starts, evidence[-1].end):
            return False
        if len(evidence) > 1 and any(b.start < a.end for a, b in pairwise(evidence)):
            return False
    return True


@cache
def _collectors() -> tuple[tuple[type, str | None, Any], ...]:
    """For each class that names an article: the field that covers, and the ways to all other
    spans below it.
    """
    found = []
    for cls in model.classes(Dataset):
        names = {field.name for field in cls.fields}
        if "article" in names and cls.name != "Dataset":
            covers = "evidence" if "evidence" in names else None
            found.append((cls.type, covers, _ways(cls.type, skip=covers)))
    return tuple(found)


def _ways(cls: type, skip: str | None = None) -> list[tuple[Any, Any]]:
    """The fields below which there are spans: how to get their value, and a function that adds
    the spans in it to a list.
    """
    return [
        (attrgetter(field.name), _collector(field))
        for field in model.describe(cls).fields
        if field.base == "record" and field.name != skip
        if field.type is Span or _reaches_spans(field.type)
    ]


def _collector(field: model.Field) -> Any:
    ways = _ways(field.type)

    def extend(spans: Iterable[Span], into: list[Span]) -> None:
        into += spans

    def one(part: Any, into: list[Span]) -> None:
        for get, collect in ways:
            value = get(part)
            if value:
                collect(value, into)

    def many(parts: Iterable[Any], into: list[Span]) -> None:
        for part in parts:
            one(part, into)

    return extend if field.type is Span else many if field.many else one


@cache
def _reaches_spans(cls: type) -> bool:
    return any(
        field.type is Span or _reaches_spans(field.type)
        for field in model.describe(cls).fields
        if field.base == "record"
    )


def _uncovered(
    article: Article, covered: Iterable[tuple[int, int]], slack: int = SLACK
) -> Iterator[tuple[int, int, int]]:
    """Stretches of segments that nothing covers: number of the segment, start, end."""
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
    """What neither evidence nor ``uncoded`` covers: number of the segment, start, end."""
    spans = context.spans_by_article.get(article.id, ())
    covered = [(p.value.start, p.value.end) for p in spans if p.covers]
    return _uncovered(article, covered)


# --- the long way: what is wrong? --------------------------------------------------------------


@rule("D301", "reversed-span")
def reversed_span(context: Context) -> Iterator[Finding]:
    """A span and a segment end behind their start.

    Why: Offsets are half-open: ``end`` is the offset behind the last code point. A span
    without length points at nothing.

    Example:
        mention:norway-name/spans/0/end = 39

    Use instead:
        mention:norway-name/spans/0/end = 45
    """
    for placed in context.spans:
        span = placed.value
        if span.start >= span.end:
            yield Finding(
                message=f"the span ends at {span.end}, but starts at {span.start}",
                record=placed.record,
                path=placed.path,
            )
    for article in context.dataset.articles:
        for number, segment in enumerate(article.segments):
            if segment.start >= segment.end:
                yield Finding(
                    message=f"the segment ends at {segment.end}, but starts at {segment.start}",
                    record=article,
                    path=("segments", number),
                )


@rule("D302", "outside-text")
def outside_text(context: Context) -> Iterator[Finding]:
    """A span and a segment lie inside the text.

    Why: The text profile says how long the text is; beyond it there are no words.

    Example:
        claim:hope-of-peace/utterances/0/evidence/0/end = 99999

    Use instead:
        claim:hope-of-peace/utterances/0/evidence/0/end = 367
    """
    for article in context.dataset.articles:
        length = article.text.length
        for placed in context.spans_by_article.get(article.id, ()):
            if placed.value.end > length:
                yield Finding(
                    message=f"the span ends at {placed.value.end}, but {article.id} has {length} "
                    "code points",
                    record=placed.record,
                    path=placed.path,
                )
        for number, segment in enumerate(article.segments):
            if segment.end > length:
                yield Finding(
                    message=f"the segment ends at {segment.end}, but the text has {length} "
                    "code points",
                    record=article,
                    path=("segments", number),
                )


@rule("D303", "two-voices")
def two_voices(context: Context) -> Iterator[Finding]:
    """A span lies in segments of one voice.

    Why: What the publisher writes is not the author's evidence: *according to whom* would
    have two answers.

    Example:
        mention:norway-name/spans/0/start = 0

    Use instead:
        mention:norway-name/spans/0/start = 39
    """
    for article in context.dataset.articles:
        found = _Stretches((z, z.voice.value) for z in zones(article))
        for placed in _sound(context, article):
            span = placed.value
            touched = list(islice(found.touching(span.start, span.end), _VOICES + 1))
            if len(touched) > 1:
                more = ["…"] if len(touched) > _VOICES else []
                voices = " and ".join([*touched[:_VOICES], *more])
                yield Finding(
                    message=f"the span runs through segments of {voices}",
                    record=placed.record,
                    path=placed.path,
                )


@rule("D304", "outside-segments")
def outside_segments(context: Context) -> Iterator[Finding]:
    """A span begins and ends inside a segment.

    Why: Between segments there is only white space.

    Example:
        mention:norway-name/spans/0/start = 22

    Use instead:
        mention:norway-name/spans/0/start = 39
    """
    for article in context.dataset.articles:
        segments = _Stretches((s, True) for s in article.segments)
        for placed in _sound(context, article):
            span = placed.value
            inside = any(segments.touching(span.start, span.start + 1))
            ending = any(segments.touching(span.end - 1, span.end))
            if not inside or not ending:
                edge = "begins" if not inside else "ends"
                yield Finding(
                    message=f"the span {edge} outside of every segment",
                    record=placed.record,
                    path=placed.path,
                )


@rule("D305", "segments-out-of-order")
def segments_out_of_order(context: Context) -> Iterator[Finding]:
    """Segments stand in the order of the text and do not overlap.

    Why: They are the make-up of the text; two makers of one word cannot be.

    Example:
        article:union/segments/1/start = 21

    Use instead:
        article:union/segments/1/start = 24
    """
    for article in context.dataset.articles:
        fix = _sorted("/segments", article.segments)
        for number, (first, second) in enumerate(pairwise(article.segments), 1):
            if second.start < first.end:
                yield Finding(
                    message=f"the segment starts at {second.start}, inside or before the one "
                    f"that ends at {first.end}",
                    record=article,
                    path=("segments", number),
                    related=(Elsewhere("the segment before", article, ("segments", number - 1)),),
                    fix=fix,
                    safe=bool(fix),
                )


@rule("D306", "hole-between-segments", Severity.WARNING)
def hole_between_segments(context: Context) -> Iterator[Finding]:
    """Segments tile the text but for white space.

    Why: Words that stand in no segment have no voice. Without the text a hole of more than
    3 code points is taken for words.

    Example:
        article:later/segments/0 is removed
        article:later/uncoded is removed

    Use instead:
        article:later/segments/0/start = 0
    """
    for article in context.dataset.articles:
        if article.id in context.texts:
            continue  # level 4 knows whether there are words
        edges = [0, *(e for s in article.segments for e in (s.start, s.end)), article.text.length]
        for number, (end, start) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
            if start - end > SLACK:
                yield Finding(
                    message=f"code points {end} to {start} lie in no segment",
                    record=article,
                    path=("segments", min(number, len(article.segments) - 1)),
                )


@rule("D307", "gap", Severity.WARNING)
def gap(context: Context) -> Iterator[Finding]:
    """Evidence or ``uncoded`` covers every segment.

    Why: Completeness can be checked without the text: what no record accounts for is either
    overlooked, or left out on purpose, and then says why. Gaps of up to 3 code points count
    as white space.

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
            yield Finding(
                message=f"nothing accounts for code points {start} to {end} of {article.id}",
                record=article,
                path=("segments", number),
                params=(("start", start), ("end", end)),
            )


@rule("D308", "coded-and-uncoded", Severity.WARNING)
def coded_and_uncoded(context: Context) -> Iterator[Finding]:
    """What is left uncoded on purpose is nobody's evidence.

    Why: One of the two is wrong.

    Example:
        article:union/uncoded/+ = {"reason": "question", "spans": [{"start": 326, "end": 330}]}

    Use instead:
        article:union/uncoded/0/reason = "publisher_matter"
    """
    for article in context.dataset.articles:
        spans = context.spans_by_article.get(article.id, ())
        evidence = _Stretches((p.value, p) for p in spans if p.covers and p.record is not article)
        for placed in spans:
            if placed.record is article and placed.covers:
                clash = next(evidence.touching(placed.value.start, placed.value.end), None)
                if clash is not None:
                    yield Finding(
                        message=f"the stretch is uncoded, but evidence of {clash.record.id}",
                        record=article,
                        path=placed.path,
                        related=(Elsewhere("the evidence", clash.record, clash.path),),
                    )


@rule("D309", "spread-utterance")
def spread_utterance(context: Context) -> Iterator[Finding]:
    """The evidence of an utterance lies in one segment, in order and without overlap.

    Why: An utterance is one place; a repetition in another paragraph is a second utterance.

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
        segments = {
            k
            for k, segment in enumerate(article.segments)
            for span in evidence
            if segment.start < span.end and span.start < segment.end
        }
        if len(segments) > 1:
            yield Finding(
                message="the evidence of one utterance lies in several segments",
                record=claim,
                path=path,
            )
        elif any(b.start < a.end for a, b in pairwise(evidence)):
            fix = _sorted(pointer(path), evidence)
            yield Finding(
                message="the spans overlap, or are not in the order of the text",
                record=claim,
                path=path,
                fix=fix,
                safe=bool(fix),
            )


def _sorted(path: str, stretches: Sequence[Any]) -> tuple[dict[str, Any], ...]:
    """The moves that put stretches in the order of the text; none where some overlap.

    Where they do not, their order says nothing that their offsets do not say. Moves keep each as it
    is written.
    """
    if any(s.start >= s.end for s in stretches):
        return ()
    order = sorted(range(len(stretches)), key=lambda n: stretches[n].start)
    if any(stretches[b].start < stretches[a].end for a, b in pairwise(order)):
        return ()
    moves = []
    for to, number in enumerate(order):
        held = sum(later < number for later in order[to + 1 :])  # not moved yet, and before it
        if held:
            moves.append({"op": "move", "from": f"{path}/{to + held}", "path": f"{path}/{to}"})
    return tuple(moves)


@rule("D310", "words-of-no-article")
def words_of_no_article(context: Context) -> Iterator[Finding]:
    """The words of a claim's scope or of an event's own time stand where only one article
    voices the record.

    Why: A span does not say which text it lies in; with several articles it has no meaning.
    An account's own time belongs to its article and may always have words.

    Example:
        claim:union-ended/scope/words = [{"start": 27, "end": 38}]

    Use instead:
        claim:hope-of-peace/scope = {"value": "1905-10/..", "basis": "inferred", "words": [{"start": 348, "end": 351}]}
    """
    for placed in context.spans:
        if placed.article is None and isinstance(placed.record, Claim | Event):
            yield Finding(
                message=f"several articles voice {placed.record.id}: whose words are these?",
                record=placed.record,
                path=placed.path,
            )


@rule("D311", "same-occurrence-twice")
def same_occurrence_twice(context: Context) -> Iterator[Finding]:
    """An occurrence is listed once, in one mention of an actor.

    Why: Counting mentions would count it twice.

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
                yield Finding(
                    message=f"this occurrence of {mention.actor} is listed already",
                    record=mention,
                    path=("spans", number),
                    related=(Elsewhere("first here", first, ("spans", at)),),
                )
            else:
                seen[key] = (mention, number)


def _sound(context: Context, article: Article) -> Iterator[Part]:
    """Spans of an article that are neither reversed nor outside; others are reported there."""
    for placed in context.spans_by_article.get(article.id, ()):
        if placed.value.start < placed.value.end <= article.text.length:
            yield placed


class _Stretches:
    """Stretches of a text, and which of them others touch. They may overlap, and be reversed."""

    def __init__(self, stretches: Iterable[tuple[Any, Any]]) -> None:
        """``stretches``: what has a start and an end, with what it stands for."""
        self._all = sorted(stretches, key=lambda pair: pair[0].start)
        self._starts = [stretch.start for stretch, _ in self._all]
        # How far those up to each one reach: before the first that reaches far enough is none.
        self._reach = list(accumulate((stretch.end for stretch, _ in self._all), max))

    def touching(self, start: int, end: int) -> Iterator[Any]:
        """What the stretches stand for that share a code point, in the order of the text."""
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        for number in range(first, last):
            stretch, value = self._all[number]
            if stretch.end > start:
                yield value
