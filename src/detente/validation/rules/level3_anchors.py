"""Level 3, continued: are the anchors of spans and segments valid? No text is needed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from operator import attrgetter, le
from typing import TYPE_CHECKING, Any, NamedTuple

from detente.codec.columns import Columns
from detente.diagnostics import Path
from detente.records import Article, Segment, Span
from detente.validation.context import Context
from detente.validation.findings import Elsewhere, Finding
from detente.validation.registry import Stage, rule
from detente.validation.rules.level3_spans import SpansByArticle

if TYPE_CHECKING:  # needed where there are anchors alone
    from detente.text.anchors import Anchor


class Anchored(NamedTuple):
    """A span or a segment that has an anchor."""

    record: Any
    path: Path
    article: Article
    start: int
    end: int
    token: str


_NUMBER = "(0|[1-9][0-9]{0,8})"
# A digest has the length that the scheme of ``text.anchors`` gives it; a test compares the two.
_VALID = re.compile(
    rf"^{_NUMBER}\.{_NUMBER}\.(?:0|[1-9][0-9]{{0,8}})\.(?:0|[1-9][0-9]{{0,8}})"
    r"(?:\.[0-9a-f]{8}(?:\.(?:[2-9]|[1-9][0-9]{1,8}))?)?$",
    re.ASCII | re.MULTILINE,
)
"""A valid anchor on a line: where it starts, and its length."""


def all_anchors_are_valid(columns: Columns, spans: SpansByArticle | None) -> bool:
    """Whether columns alone show that no rule about anchors finds anything. ``spans``: those of
    ``spans_by_article``, which are valid.
    """
    parts = chain(columns.by_class[Span], columns.by_class[Segment])
    if not any(map(attrgetter("anchor"), parts)):
        return True
    return spans is not None and all(
        _are_valid(article, _anchored_of(article, spans)) for article in columns.dataset.articles
    )


def _anchored_of(article: Article, spans: SpansByArticle) -> list[Any]:
    """The spans and segments of an article that have an anchor."""
    parts: list[Any] = [*spans.covering[article.id], *spans.others[article.id], *article.segments]
    for entry in article.uncoded:
        parts += entry.spans
    return [part for part in parts if part.anchor is not None]


def _are_valid(article: Article, parts: list[Any]) -> bool:
    """Whether the anchors of an article's spans and segments can be read, and are in their order."""
    tokens = _VALID.findall("\n".join([part.anchor for part in parts]))
    if len(tokens) != len(parts):
        return False
    starts = [int(start) for start, _length in tokens]
    ends = [int(start) + int(length) for start, length in tokens]
    if max(ends, default=0) > _longest_skeleton(article):
        return False
    for edge, edges in ((attrgetter("start"), starts), (attrgetter("end"), ends)):
        pairs = sorted(set(zip(map(edge, parts), edges, strict=True)))
        in_order = [edge for _offset, edge in pairs]
        if len(dict(pairs)) < len(pairs) or not all(map(le, in_order, in_order[1:])):
            return False
    return True


def anchored_in(context: Context) -> Iterator[Anchored]:
    """All spans and segments with an anchor, in known articles."""
    for part in (*context.spans, *context.each(Segment)):
        span = part.value
        article = context.article(part.article)
        if article is not None and span.anchor is not None:
            yield Anchored(part.record, part.path, article, span.start, span.end, span.anchor)


def _parsed(context: Context) -> "Iterator[tuple[Anchored, Anchor | None, str]]":
    from detente.text.anchors import Anchor

    for anchored in anchored_in(context):
        try:
            yield anchored, Anchor.parse(anchored.token), ""
        except ValueError as error:
            yield anchored, None, str(error)


@rule("D312", "no-anchor-at-all", stage=Stage.ANCHORS)
def no_anchor_at_all(context: Context) -> Iterator[Finding]:
    """An anchor has the form that ``docs/anchors.md`` gives, and is inside the text.

    Why: Without a readable anchor the span cannot be found in another copy. An anchor has
    numbers and digests, never words.

    Example:
        event:vote/accounts/0/evidence/0/anchor = "on-13-August"

    Use instead:
        event:vote/accounts/0/evidence/0/anchor = "19.75.0.1.a3da3f24"
    """
    for anchored, anchor, reason in _parsed(context):
        if anchor is None:
            message = f"the anchor is {reason}"
        elif anchor.end > _longest_skeleton(anchored.article):
            message = f"the anchor ends at {anchor.end}, outside of the skeleton"
        else:
            continue
        yield Finding(message=message, record=anchored.record, path=(*anchored.path, "anchor"))


def _longest_skeleton(article: Article) -> int:
    """How long the marked skeleton can be at most: every other character may be a mark."""
    return article.text.skeleton_length + article.text.length


@rule("D313", "anchors-disagree", stage=Stage.ANCHORS)
def anchors_disagree(context: Context) -> Iterator[Finding]:
    """Anchors are in the order of the offsets, and equal where the offsets are equal.

    Why: The offsets were changed and the anchor was not, or the reverse. With the text at hand
    ``detente seal`` renews anchors.

    Example:
        event:vote/accounts/0/evidence/0/anchor = "30.9.0.0"
        claim:hope-of-peace/utterances/0/evidence/0/anchor = "12.9.0.0"

    Use instead:
        event:vote/accounts/0/evidence/0/anchor = "12.9.0.0"
        claim:hope-of-peace/utterances/0/evidence/0/anchor = "30.9.0.0"
    """
    by_article: dict[str, list[tuple[Anchored, Anchor]]] = defaultdict(list)
    for anchored, anchor, _reason in _parsed(context):
        if anchor is not None and anchored.start < anchored.end:
            by_article[anchored.article.id].append((anchored, anchor))
    for rows in by_article.values():
        for anchored, before in _out_of_order(rows):
            yield Finding(
                message="the anchor is that of another span",
                record=anchored.record,
                path=(*anchored.path, "anchor"),
                related=(
                    Elsewhere("it conflicts with this", before.record, (*before.path, "anchor")),
                ),
            )


def _out_of_order(
    rows: "Iterable[tuple[Anchored, Anchor]]",
) -> Iterator[tuple[Anchored, Anchored]]:
    """Spans whose order by anchor differs from that by offset, each with the span before it."""
    reported: set[tuple[int, Path]] = set()
    for edge in (attrgetter("start"), attrgetter("end")):
        ordered = sorted(rows, key=lambda row: (edge(row[0]), edge(row[1])))
        for (before, first), (anchored, second) in pairwise(ordered):
            same = edge(before) == edge(anchored)
            wrong = edge(first) != edge(second) if same else edge(second) < edge(first)
            key = (id(anchored.record), anchored.path)
            if wrong and key not in reported:
                reported.add(key)
                yield anchored, before
