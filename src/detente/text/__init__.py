"""Text: profile, skeleton, anchors, grounding, attaching, offsets.

    >>> from detente.text import anchored_span, ground, profile
    >>> text = "The two kings met at the border."
    >>> ground("two  kings met", text).span
    (4, 17)
    >>> anchored_span(text, 4, 24, profile(text)).anchor
    '3.16.0.0.0dd12614'

All offsets are code points of the canonical text (line feeds, NFC, no byte order mark), half-open.
The anchors are specified in ``docs/anchors.md``; what they give away is in ``docs/publishing.md``.
Names are loaded on first use.
"""

from detente import lazy

HOMES = {
    "anchors": "Anchor anchored_span",
    "attaching.attachment": "AttachedArticle AttachedSpan Attachment attach",
    "attaching.verdicts": "SpanMatch SpanVerdict",
    "grounding": "Grounding GroundingStatus ground",
    "marked_skeletons": "Marked marked",
    "offsets": "Offsets RawOffsets",
    "profiles": "canonical profile",
    "readers": "TextFiles read_file read_text",
    "readers.reading": "Reading",
    "skeletons": "skeleton",
}
"""Where each public name is defined; ``__init__.pyi`` is derived from it."""

MODULES = ()

__getattr__, __dir__ = lazy.getattr_and_dir(__name__, HOMES)
