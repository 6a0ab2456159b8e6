"""Rebased datasets: what moved, and what stands now where a span is lost."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from detente.diagnostics import Report
from detente.display import WIDTH, capped, count, filled, quoted
from detente.inert import printable
from detente.json_types import Json
from detente.pipeline.rebase import LostSpan, Rebased, RebasedArticle
from detente.records.labels import Labels
from detente.render.differing import apart
from detente.render.text import paint
from detente.text.attaching.layout import SegmentFate
from detente.text.quotes import line_and_column

_LISTED = 20
"""Passages, or paragraphs of one fate: how many are listed without ``every``."""

_WORDS = 300
"""Code points: how much is shown of the words that stand somewhere now. A guess: four lines."""

_BEGINNING = 48
"""Code points: how much is shown of a paragraph, so that it fits on one line."""

_FATES = {
    SegmentFate.CHANGED: "changed, kind and voice kept",
    SegmentFate.REPLACED: "in the place of lost ones, to be looked at",
    SegmentFate.NEW: "put in",
}


def as_text(made: Rebased, labels: Labels, *, color: bool = False, every: bool = False) -> str:
    """What became of each article: counts, paragraphs, and the lost spans with the words there now."""
    return "\n\n".join(
        "\n".join(_article(article, labels, color=color, every=every)) for article in made.articles
    )


def as_json(made: Rebased, labels: Labels, written: str | None) -> dict[str, Json]:
    """The same for programs, with the findings as ``validate`` gives them: every lost span with the
    label of its record, the words that stood there, and those that stand there now.

    ``written``: the name of the file that was written; ``None`` for standard output.
    """
    told = made.report.to_dict() | made.to_dict()
    for article, row in zip(made.articles, told["articles"], strict=True):
        for one, item in zip(article.lost, row["lost"], strict=True):
            item |= {"label": labels[one.span.record.id], "was": one.was, "words": one.words}
    return told | {"ok": made.dataset is not None, "written": written}


def refused(report: Report) -> dict[str, Json]:
    """The same of a source that was refused: nothing was written."""
    return report.to_dict() | {"sealed": False, "articles": [], "written": None}


def _article(article: RebasedArticle, labels: Labels, *, color: bool, every: bool) -> Iterator[str]:
    yield filled(printable(f"{labels.with_id(article.id)}: {_what(article)}"), "", "  ")
    if not article.changed:
        return
    total = article.moved + len(article.lost)
    moved = f"{article.moved} of {count(total, 'span')} moved"
    yield f"  {paint(moved, '31' if article.lost else '32', color=color)}"
    yield from _paragraphs(article, every=every)
    passages = [*_passages(article.lost)]
    for passage in passages if every else passages[:_LISTED]:
        yield ""
        yield from _passage(passage, article, labels)
    if not every and len(passages) > _LISTED:
        more = count(len(passages) - _LISTED, "more passage")
        yield f"\n  and {more}; --all lists them"


def _what(article: RebasedArticle) -> str:
    if article.file is None:
        return "no text given, left as it is"
    return article.file if article.changed else f"{article.file} is the annotated text"


class _Line(NamedTuple):
    place: str
    words: str


def _paragraphs(article: RebasedArticle, *, every: bool) -> Iterator[str]:
    text = article.text or ""
    for fate, what in _FATES.items():
        held = [
            _Line(line_and_column(text, one.start), quoted(text[one.start : one.end], _BEGINNING))
            for one in article.segments
            if one.fate is fate
        ]
        if held:
            yield f"  {count(len(held), 'paragraph')} {what}:"
            shown = [f"    {one.place} {printable(one.words)}" for one in held]
            yield from _listed(shown, every=every)
    if article.gone:
        yield f"  {count(len(article.gone), 'paragraph')} of the annotated text not found"


def _listed(lines: Sequence[str], *, every: bool) -> Iterator[str]:
    yield from lines if every else lines[:_LISTED]
    if not every and len(lines) > _LISTED:
        yield f"    and {len(lines) - _LISTED} more; --all lists them"


def _passages(lost: Iterable[LostSpan]) -> Iterator[list[LostSpan]]:
    """Lost spans in the order of the text; those that overlap are one passage."""
    passage: list[LostSpan] = []
    end = 0
    for one in sorted(lost, key=lambda lost: (lost.span.span.start, -lost.span.span.end)):
        if passage and one.span.span.start >= end:
            yield passage
            passage = []
        end = max(end if passage else 0, one.span.span.end)
        passage.append(one)
    if passage:
        yield passage


def _passage(passage: Sequence[LostSpan], article: RebasedArticle, labels: Labels) -> Iterator[str]:
    """What stood there, if it is known, and what stands there now; and the spans that are lost."""
    text = article.text or ""
    first = max(passage, key=lambda lost: lost.span.span.end - lost.span.span.start)
    was, now = (first.was or "").split(), (first.words or "").split()
    if was and now:
        was, now = apart(was, now)
    if was:
        yield filled(f"was {quoted(printable(' '.join(was)), _WORDS)}", "  ", "      ")
    if first.now is None:
        yield "  now nothing in its place"
    else:
        place = line_and_column(text, first.now[0])
        yield filled(f"now {quoted(printable(' '.join(now)), _WORDS)} (at {place})", "  ", "      ")
    by_record: dict[str, list[str]] = {}
    for one in passage:
        where = f"{'/'.join(map(str, one.span.within))} {one.span.verdict.value}"
        by_record.setdefault(one.span.record.id, []).append(where)
    for id_, wheres in by_record.items():
        yield f"    {printable(capped(labels[id_], WIDTH - 4))}"
        yield filled(printable(f"{id_}: {', '.join(wheres)}"), "      ", "        ")
