"""Attachments for people: what was found of each article, and what was not."""

from collections.abc import Iterator

from detente.render.text import paint
from detente.text.attaching.attachment import AttachedArticle, AttachedSpan, Attachment
from detente.text.attaching.verdicts import SpanVerdict

_COLORS = {True: "32", False: "31"}
_LISTED = 20
_AROUND = 60


def attachment(shown: Attachment, *, color: bool = False, every: bool = False) -> str:
    """Counts for each article, and the spans that were lost: the first ones, or all of them."""
    if shown.articles and all(article.file is None for article in shown.articles):
        # Each span counted as lost would say the same, more alarmingly.
        ids = " or ".join(article.id for article in shown.articles)
        return paint(f"no text there resembles {ids}", _COLORS[False], color=color)
    lines: list[str] = []
    for article in shown.articles:
        lines += [*_article(article, color=color), *_lost(article, every=every)]
    lost = len(shown.lost)
    spans = len(shown.spans)
    said = f"{lost} of {spans} spans are lost" if lost else f"all {spans} spans are found"
    return "\n".join([*lines, paint(said, _COLORS[not lost], color=color)])


def _article(article: AttachedArticle, *, color: bool) -> Iterator[str]:
    yield f"{article.id}: {article.file or 'none of the texts'}"
    for verdict in SpanVerdict:
        count = article.counts[verdict.value]
        if count:
            painted = paint(f"{verdict.value:<12}", _COLORS[verdict.found], color=color)
            yield f"  {painted}{count:>5}"


def _lost(article: AttachedArticle, *, every: bool) -> Iterator[str]:
    if article.file is None:
        return
    lost = article.lost
    shown = lost if every else lost[:_LISTED]
    for span in shown:
        yield f"  {span.record.id} {_way(span)}: {span.verdict.value}: {span.reason}"
    if len(shown) < len(lost):
        yield f"  and {len(lost) - len(shown)} more; --all lists them"


def _way(span: AttachedSpan) -> str:
    return "/".join(map(str, span.within))


def words(article: AttachedArticle, span: AttachedSpan) -> Iterator[str]:
    """The words of a span between those around it, or why it has none."""
    where = _way(span)
    if article.text is None:
        yield f"  {where}: no text of {span.article} at hand"
    elif span.start is None or span.end is None:
        yield f"  {where} ({span.article}): {span.verdict.value}: {span.reason}"
    else:
        line = article.text.count("\n", 0, span.start) + 1
        column = span.start - article.text.rfind("\n", 0, span.start)
        before, after = around(article.text, span.start, span.end)
        verdict = "" if span.verdict is SpanVerdict.EXACT else f", {span.verdict.value}"
        yield f"  {where} ({span.article}, {line}:{column}{verdict}):"
        yield f"    …{before}[{article.text[span.start : span.end]}]{after}…"


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a stretch in its line, up to sixty characters."""
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    return before, text[end : end + _AROUND].partition("\n")[0]
