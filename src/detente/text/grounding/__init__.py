"""Grounding a quote: where its words are in a text, or why they are not there.

``ground`` tries the ``strategies`` one after another: the same code points, another layout
(``equivalence`` says which differences are layout, ``edge_punctuation`` and ``word_boundaries`` look at
both ends), parts around an ellipsis (``ellipses``, which leave out none of the ``protected_words``).
"""

from detente.text.grounding.ground import Grounding, ground
from detente.text.grounding.strategies import GroundingStatus

__all__ = ["Grounding", "GroundingStatus", "ground"]
