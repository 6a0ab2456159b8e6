"""Comparisons for people: as text, as Markdown, as plain values.

Nothing is written by hand: each sentence is a template, filled from the records in the words of
their annotators. ``page`` puts the page together from ``digest``, ``summary``,
``entries`` and ``public_record``; an entry is on ``claims_and_events`` or on ``relations``, with the reason of its
verdict from ``reasons`` and its places and words from ``evidence``.
"""

from typing import Any

from detente.analysis.comparison.result import Comparison
from detente.records.labels import article_labels
from detente.render import pages
from detente.render.comparison.contents import Contents
from detente.render.comparison.digest import SCREENFUL, digest
from detente.render.comparison.evidence import attached_evidence
from detente.render.comparison.page import page_of
from detente.text.attaching.attachment import AttachedSpan, Attachment


def as_text(
    comparison: Comparison,
    attachment: Attachment | None = None,
    *,
    every: bool = False,
    ids: bool = False,
    width: int = pages.WIDTH,
) -> str:
    """A comparison as text, wrapped at a width in characters.

    With an attachment of its dataset, the words of the texts too. ``every``: all matters with ids,
    not the most central alone. ``ids``: ids and places too.
    """
    return pages.text(page_of(comparison, attachment, every=every, ids=ids), width=width)


def as_markdown(
    comparison: Comparison,
    attachment: Attachment | None = None,
    *,
    every: bool = False,
    ids: bool = False,
) -> str:
    """A comparison as Markdown, with ids and places, where they are wanted, as footnotes."""
    return pages.markdown(page_of(comparison, attachment, every=every, ids=ids))


def in_short(comparison: Comparison, *, width: int = pages.WIDTH) -> list[str]:
    """The lines of a comparison for one screen: theses, the weightiest matters of each kind."""
    contents = Contents(comparison, None, every=False)
    return [*pages.in_short([*digest(contents, SCREENFUL)], width=width)]


def as_dict(comparison: Comparison, attachment: Attachment | None = None) -> dict[str, Any]:
    """A comparison as plain values; with an attachment, each position with its words."""
    names = article_labels((comparison.left, comparison.right))
    plain: dict[str, Any] = {"names": names, **comparison.to_dict()}
    if attachment is not None:
        for item, values in zip(comparison.items, plain["items"], strict=True):
            both = (*values["left"], *values["right"])
            for position, position_values in zip(item.positions, both, strict=True):
                spans = attached_evidence(comparison.dataset, attachment, position)
                position_values["words"] = [_span(span) for span in spans]
    return plain


def _span(span: AttachedSpan) -> dict[str, Any]:
    return {
        "path": span.path,
        "verdict": span.verdict.value,
        "start": span.start,
        "end": span.end,
        "words": span.text,
        "reason": span.reason,
    }
