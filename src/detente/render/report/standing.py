"""What an article does with a claim or event that it does not simply hold: denied, left open, planned."""

from dataclasses import dataclass

from detente.analysis.comparison.positions import position_of
from detente.analysis.comparison.result import Position
from detente.records import Claim, Event
from detente.render.report import words
from detente.vocab.enums import Commitment, EventStatus


@dataclass(frozen=True, slots=True)
class Standing:
    """How something stands in an article."""

    position: Position
    mark: str
    """In a word or two; empty where it is held as certain, and has happened or is under way."""
    shade: str
    """The class of its commitment."""


_STATUSES = {
    EventStatus.PLANNED: "planned",
    EventStatus.HYPOTHETICAL: "imagined or foreseen",
    EventStatus.CANCELLED: "called off",
}


def standing(record: Claim | Event, article: str) -> Standing | None:
    """How a claim or event stands in an article; ``None`` if the article does not speak of it."""
    position = position_of(record, article)
    if position is None:
        return None
    commitment = position.commitment or Commitment.CT_PLUS
    open_ = position.sign == "?"
    stance = "only reported" if open_ and position.sources else words.MARKS.get(commitment, "")
    if position.sign == "±":
        stance = "said and denied"
    # What is left open is no more than imagined anyway.
    idle = position.status is EventStatus.HYPOTHETICAL and open_
    status = "" if idle or position.status is None else _STATUSES.get(position.status, "")
    mark = ", ".join(filter(None, (status, stance)))
    return Standing(position, mark, words.shade(commitment))
