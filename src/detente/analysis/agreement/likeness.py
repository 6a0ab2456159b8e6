"""What makes two units more alike than that they share code points.

It adds to the overlap of evidence, so that of several records on one sentence those are paired that are
most alike.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from detente.analysis.agreement.libraries import needed
from detente.analysis.agreement.measures import jaccard
from detente.analysis.agreement.sides import Unit
from detente.analysis.agreement.times import compare_values
from detente.records.kinds import kind_of
from detente.text.word_runs import words_of

SAME_VALUE = 0.05
SAME_REFERENCES = 0.1
SAME_WORDS = 0.1

Called = Callable[[str], str]
"""What a record is called on the left, by its id on one side."""

Traits = tuple[Any, ...]
"""What is compared of a unit: values, which are equal or not, and sets, by Jaccard's index."""


class Likeness(NamedTuple):
    """How much two units are alike."""

    traits: Callable[[Unit, Called], Traits]
    """What is compared."""
    of: Callable[[Traits, Traits], float]
    """How much it is alike."""
    weights: tuple[float, ...] = ()
    """If the likeness is a sum: what each trait adds at most; values that are equal or not, and sets, by
    Jaccard's index.
    """

    def add(self, table: Any, ones: Sequence[Traits], others: Sequence[Traits]) -> None:
        """Add to a table how much each unit is like each other one, where that is not 0 yet; to the last
        digit what is calculated one by one.
        """
        np = needed("numpy")
        parts = []
        for weight, *sides in zip(self.weights, *map(_columns, (ones, others)), strict=True):
            # Many units are the same in one thing or another: each value is compared once.
            values = [list(dict.fromkeys(side)) for side in sides]
            same = _jaccards(*values) if isinstance(values[0][0], frozenset) else _equal(*values)
            numbers = (
                np.array([place[value] for value in side])
                for side, place in zip(sides, map(_places, values), strict=True)
            )
            parts.append((weight, same, *numbers))
        for row, overlaps in enumerate(table):
            alike = 0.0
            for weight, same, rows, columns in parts:
                alike = alike + weight * same[rows[row], columns]
            overlaps[:] = np.where(overlaps > 0, overlaps + alike, 0)


def _columns(rows: Sequence[Traits]) -> Iterable[Traits]:
    return zip(*rows, strict=True)


def _places(values: Sequence[Hashable]) -> dict[Hashable, int]:
    return {value: n for n, value in enumerate(values)}


def _equal(ones: Sequence[Any], others: Sequence[Any]) -> Any:
    np, places = needed("numpy"), _places(others)
    same = np.zeros((len(ones), len(others)), dtype=bool)
    for row, value in enumerate(ones):
        if value in places:
            same[row, places[value]] = True
    return same


def _jaccards(ones: Sequence[Any], others: Sequence[Any]) -> Any:
    """Jaccard's index of each set with each of others."""
    np = needed("numpy")
    places: tuple[dict[Any, list[int]], dict[Any, list[int]]] = ({}, {})
    for place, sets in zip(places, (ones, others), strict=True):
        for number, held in enumerate(sets):
            for each in held:
                place.setdefault(each, []).append(number)
    both = np.zeros((len(ones), len(others)), dtype=np.int32)
    for each in places[0].keys() & places[1].keys():
        both[np.ix_(places[0][each], places[1][each])] += 1
    sizes = (np.array([len(held) for held in sets], dtype=np.int32) for sets in (ones, others))
    either = np.add.outer(*sizes) - both
    return np.divide(both, either, out=np.ones(both.shape), where=either > 0)


# --- of what -----------------------------------------------------------------------------------


def _mention(unit: Unit, called: Called) -> Traits:
    return called(unit.part.actor), unit.part.form


def _event(unit: Unit, called: Called) -> Traits:
    actors = frozenset(called(participant.actor) for participant in unit.part.participants)
    return unit.record.type, actors, words(unit.record.label)


def _claim(unit: Unit, called: Called) -> Traits:
    # Apart from claims: which of those is which is not known yet.
    about = frozenset(called(id_) for id_ in unit.record.about if kind_of(id_) != "claim")
    return unit.record.kind, about, words(unit.record.proposition)


def _sum(*weights: float) -> Callable[[Traits, Traits], float]:
    """A likeness of several traits."""

    def of(one: Traits, other: Traits) -> float:
        alike = 0.0
        for weight, left, right in zip(weights, one, other, strict=True):
            same = jaccard(left, right) if isinstance(left, frozenset) else left == right
            alike += weight * same
        return alike

    return of


@lru_cache(maxsize=4096)
def words(text: str) -> frozenset[str]:
    """The words of an own-words description."""
    return frozenset(words_of(text.casefold()))


def _weighed(traits: Callable[[Unit, Called], Traits], *weights: float) -> Likeness:
    return Likeness(traits, _sum(*weights), weights)


MENTIONS = _weighed(_mention, SAME_REFERENCES, SAME_VALUE)
EVENTS = _weighed(_event, SAME_VALUE, SAME_REFERENCES, SAME_WORDS)
CLAIMS = _weighed(_claim, SAME_VALUE, SAME_REFERENCES, SAME_WORDS)


# --- parts of relations ------------------------------------------------------------------------

_PERIOD = {"same": 0.5, "definite": 0.5, "possible": 0.25}
_PERIOD |= dict.fromkeys(("impossible", "unreadable", "absent"), 0.0)


def _phase(unit: Unit, called: Called) -> Traits:
    part = unit.part
    return part.character, part.period.value, frozenset(map(called, part.grounds))


def _phases(one: Any, other: Any) -> float:
    character = one[0] is not None and one[0] == other[0]
    return character + _PERIOD[compare_values(one[1], other[1])] + jaccard(one[2], other[2])


def _factor(unit: Unit, called: Called) -> Traits:
    part = unit.part
    holder = called(part.holder) if part.holder else ""
    return part.kind, frozenset(map(called, part.grounds)), holder, words(part.label)


def _factors(one: Any, other: Any) -> float:
    (kind, *left), (other_kind, *right) = one, other
    grounds = jaccard(left[0], right[0])
    if kind != other_kind and not grounds:
        return 0.0
    return (
        bool(kind == other_kind)
        + grounds
        + 0.25 * bool(left[1] == right[1])
        + 0.25 * jaccard(left[2], right[2])
    )


PHASES = Likeness(_phase, _phases)
FACTORS = Likeness(_factor, _factors)
