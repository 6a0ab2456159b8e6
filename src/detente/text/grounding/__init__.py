"""Grounding a quote: where its words stand in a text, or why they do not stand there.

``seeking`` goes up the ``ladder``: the same code points, another layout (``guard`` says what that may be,
``edges`` and ``cutting`` look at both ends), parts around an ellipsis (``elliptic``, past ``barriers``).
"""

from detente.text.grounding.ground import (
    Context,
    Grounding,
    GroundingStatus,
    Singles,
    changes,
    ground,
    seek,
    surroundings,
)

__all__ = [
    "Context",
    "Grounding",
    "GroundingStatus",
    "Singles",
    "changes",
    "ground",
    "seek",
    "surroundings",
]
