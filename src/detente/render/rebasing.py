"""Rebased datasets for people: what moved, and what stands now where a span is lost."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from detente.display import as_json, count, filled, printable
from detente.pipeline.rebase import LostSpan, Rebased, RebasedArticle
from detente.pipeline.rebasing import SegmentFate
from detente.records.labels import Labels
from detente.render.text import paint
from detente.text.quotes import line_and_column

_LISTED = 20
"""Lost spans, or paragraphs of one fate: how many are listed without ``every``."""

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
    lines = [
        line
        for article in made.articles
        for line in _article(article, labels, color=color, every=every)
    ]
    return "\n".join(lines)


def _article(
    article: RebasedArticle, labels: Labels, *, color: bool, every: bool
) -> Iterator[str]:
    yield filled(printable(f"{labels.with_id(article.id)}: {_what(article)}"), "", "  ")
    if not article.changed:
        return
    total = article.moved + len(article.lost)
    moved = f"{article.moved} of {count(total, 'span')} moved"
    yield f"  {paint(moved, '31' if article.lost else '32', color=color)}"
    yield from _paragraphs(article, every=every)
    for lost in article.lost if every else article.lost[:_LISTED]:
        yield ""
        yield from _lost(lost, article, labels)
    if not every and len(article.lost) > _LISTED:
        yield f"\n  and {len(article.lost) - _LISTED} more lost spans; --all lists them"


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
            _Line(line_and_column(text, one.start), _beginning(text[one.start : one.end]))
            for one in article.segments
            if one.fate is fate
        ]
        if held:
            yield f"  {count(len(held), 'paragraph')} {what}:"
            yield from _listed([f"    {one.place} {one.words}" for one in held], every=every)
    if article.gone:
        yield f"  {count(len(article.gone), 'paragraph')} of the annotated text not found"


def _listed(lines: Sequence[str], *, every: bool) -> Iterator[str]:
    yield from lines if every else lines[:_LISTED]
    if not every and len(lines) > _LISTED:
        yield f"    and {len(lines) - _LISTED} more; --all lists them"


def _lost(lost: LostSpan, article: RebasedArticle, labels: Labels) -> Iterator[str]:
    span = lost.span
    yield filled(printable(labels.with_id(span.record.id)), "  ", "    ")
    where = "/".join(map(str, span.within))
    yield filled(f"{where}: {span.verdict.value}: {span.reason}", "    ", "      ")
    if lost.was is not None:
        yield filled(f"was {_quoted(lost.was)}", "    ", "        ")
    if lost.now is None or lost.words is None:
        yield "    now nothing in its place"
    else:
        place = line_and_column(article.text or "", lost.now[0])
        yield filled(f"now {_quoted(lost.words)} (at {place})", "    ", "        ")


def _quoted(words: str) -> str:
    return as_json(" ".join(printable(words.replace("\n", " ")).split()), _WORDS)


def _beginning(words: str) -> str:
    return as_json(" ".join(printable(words.replace("\n", " ")).split()), _BEGINNING)
