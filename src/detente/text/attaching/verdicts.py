"""What attaching says of a span."""

from enum import StrEnum
from typing import NamedTuple


class SpanVerdict(StrEnum):
    """Where the words of a span are in another copy of the text."""

    EXACT = "exact"
    """Here, character by character. In a text that is not the annotated one, eight bits say so: of the
    spans with other case, blanks or punctuation one in 256 is called exact too. Words, signs of
    numbers and place are right in any case (``docs/anchors.md``)."""
    REFORMATTED = "reformatted"
    """Here, with other case, blanks or punctuation."""
    MOVED = "moved"
    """Here, in another order with the rest of the text."""
    EDITED = "edited"
    """Not here any more: the passage was changed. What became of it is not guessed."""
    AMBIGUOUS = "ambiguous"
    """Here more than once, and nothing says which one is meant."""
    ABSENT = "absent"
    """Not here, and nothing is in its place."""

    @property
    def found(self) -> bool:
        """Whether the words have a place in the copy."""
        return self in _FOUND

    @property
    def rule(self) -> str | None:
        """The rule that validation against the copy reports it with; ``None`` if it is no fault."""
        return _RULES.get(self.value)


_RULES = {"edited": "D408", "absent": "D409", "ambiguous": "D410"}
_FOUND = (SpanVerdict.EXACT, SpanVerdict.REFORMATTED, SpanVerdict.MOVED)


class SpanMatch(NamedTuple):
    """The verdict on a span, with its place in the copy if it has one."""

    verdict: SpanVerdict
    start: int | None
    """Code points of the copy, half-open; ``None`` if the span is not found."""
    end: int | None
    reason: str
    """Why the verdict is as it is, in words."""
