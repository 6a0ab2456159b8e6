"""Text: profile, skeleton, anchors, attaching, grounding, sealing.

    >>> from detente.text import ground, profile, seal
    >>> text = "The two kings met at the border."
    >>> ground("two  kings met", text).span
    (4, 17)
    >>> seal(text, 4, 24, profile(text)).anchor
    '3.16.0.0.0dd12614'

All offsets are code points of the canonical text (line feeds, NFC, no byte order mark), half-open.
The anchors are specified in ``docs/anchors.md``; what they give away is in ``docs/publishing.md``.
Names are loaded on first use.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from detente.text.anchors import Anchor as Anchor
    from detente.text.anchors import seal as seal
    from detente.text.attaching.attachment import AttachedArticle as AttachedArticle
    from detente.text.attaching.attachment import AttachedSpan as AttachedSpan
    from detente.text.attaching.attachment import Attachment as Attachment
    from detente.text.attaching.attachment import attach as attach
    from detente.text.attaching.verdicts import SpanVerdict as SpanVerdict
    from detente.text.bones import skeleton as skeleton
    from detente.text.grounding import Grounding as Grounding
    from detente.text.grounding import GroundingStatus as GroundingStatus
    from detente.text.grounding import ground as ground
    from detente.text.marks import Marked as Marked
    from detente.text.marks import marked as marked
    from detente.text.profiles import canonical as canonical
    from detente.text.profiles import profile as profile
    from detente.text.profiles import read_text as read_text
    from detente.text.units import Offsets as Offsets
    from detente.text.units import RawOffsets as RawOffsets

_HOMES = {
    "anchors": ("Anchor", "seal"),
    "attaching.attachment": ("AttachedArticle", "AttachedSpan", "Attachment", "attach"),
    "bones": ("skeleton",),
    "grounding": ("Grounding", "GroundingStatus", "ground"),
    "marks": ("Marked", "marked"),
    "profiles": ("canonical", "profile", "read_text"),
    "units": ("Offsets", "RawOffsets"),
    "attaching.verdicts": ("SpanVerdict",),
}

__all__ = [
    "Anchor",
    "AttachedArticle",
    "AttachedSpan",
    "Attachment",
    "Grounding",
    "GroundingStatus",
    "Marked",
    "Offsets",
    "RawOffsets",
    "SpanVerdict",
    "attach",
    "canonical",
    "ground",
    "marked",
    "profile",
    "read_text",
    "seal",
    "skeleton",
]


def __getattr__(name: str) -> "Any":
    """Load a public name when it is first used (PEP 562)."""
    for home, names in _HOMES.items():
        if name in names:
            from importlib import import_module

            value = getattr(import_module(f"detente.text.{home}"), name)
            globals()[name] = value
            return value
    msg = f"module 'detente.text' has no attribute {name!r}"
    raise AttributeError(msg)
