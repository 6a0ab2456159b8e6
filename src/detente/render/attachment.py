"""Attachments for people: the spans that were found in each article, and those that were not."""

from collections.abc import Iterator, Sequence

from detente.display import WIDTH, capped, count, some
from detente.inert import printable
from detente.records.labels import Labels
from detente.render.text import paint
from detente.text.attaching.attachment import AttachedArticle, AttachedSpan, Attachment
from detente.text.attaching.verdicts import SpanVerdict

_COLORS = {True: "32", False: "31"}
_LISTED = 20
_AROUND = 60
_LABEL = WIDTH - 2


def as_text(attachment: Attachment, *, color: bool = False, every: bool = False) -> str:
    """Counts for each article, and the spans that were lost: the first ones, or all of them."""
    articles, labels = attachment.articles, Labels(attachment.dataset)
    if articles and all(article.file is None for article in articles):
        # Each span counted as lost would say the same, more alarmingly.
        called = printable(" or ".join(some([labels.with_id(one.id) for one in articles])))
        none = paint(f"no text there resembles {called}", _COLORS[False], color=color)
        return "\n".join([none, *_partly_searched(articles)])
    lines: list[str] = []
    for article in articles:
        lines += [*_article(article, labels, color=color), *_lost(article, labels, every=every)]
    lost, spans = len(attachment.lost), len(attachment.spans)
    if lost:
        summary = f"{lost} of {count(spans, 'span')} {'is' if lost == 1 else 'are'} lost"
    else:
        summary = f"{'all ' * (spans > 1)}{count(spans, 'span is', 'spans are')} found"
    summary = paint(summary, _COLORS[not lost], color=color)
    return "\n".join([*lines, *_partly_searched(articles), summary])


def _partly_searched(articles: Sequence[AttachedArticle]) -> Iterator[str]:
    """What to do about articles that were not searched for in all texts: once, for all of them."""
    partly = sum(article.searched is not None for article in articles)
    if partly:  # one alone is searched for in all texts
        yield (
            f"{partly} articles have no text and were searched for only in the texts most like them; "
            "to search a text for every article, give it alone (--texts FILE)"
        )


def _article(article: AttachedArticle, labels: Labels, *, color: bool) -> Iterator[str]:
    yield printable(f"{labels.with_id(article.id)}: {article.file or 'none of the texts'}")
    for verdict in SpanVerdict:
        spans = article.counts[verdict.value]
        if spans:
            painted = paint(f"{verdict.value:<12}", _COLORS[verdict.found], color=color)
            yield f"  {painted}{spans:>5}"


def _lost(article: AttachedArticle, labels: Labels, *, every: bool) -> Iterator[str]:
    if article.file is None:
        return
    listed = article.lost if every else article.lost[:_LISTED]
    for span in listed:
        yield printable(f"  {capped(labels[span.record.id], _LABEL)}")
        where = f"{span.record.id} {_path(span)}"
        yield printable(f"    {where}: {span.verdict.value}: {span.reason}")
    if len(listed) < len(article.lost):
        yield f"  and {len(article.lost) - len(listed)} more; --all lists them"


def _path(span: AttachedSpan) -> str:
    return "/".join(map(str, span.within))


def words(article: AttachedArticle, span: AttachedSpan) -> Iterator[str]:
    """The words of a span between those around it, or why it has none."""
    where = _path(span)
    if article.text is None:
        yield f"  {where}: no text of {span.article} at hand"
    elif span.start is None or span.end is None:
        yield printable(f"  {where} ({span.article}): {span.verdict.value}: {span.reason}")
    else:
        line = article.text.count("\n", 0, span.start) + 1
        column = span.start - article.text.rfind("\n", 0, span.start)
        before, after = around(article.text, span.start, span.end)
        verdict = "" if span.verdict is SpanVerdict.EXACT else f", {span.verdict.value}"
        yield f"  {where} ({span.article}, {line}:{column}{verdict}):"
        yield printable(f"    …{before}[{article.text[span.start : span.end]}]{after}…")


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The text before and after a span in its line, up to sixty characters of each."""
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    return before, text[end : end + _AROUND].partition("\n")[0]
