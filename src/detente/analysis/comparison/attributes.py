"""What an article says of a relation, one thing at a time: the attributes of its phases and factors."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.analysis.comparison.result import Position
from detente.edtf import Edtf
from detente.records import Factor, Phase, Relation
from detente.records.values import value_of
from detente.vocab.enums import Theme

Aspect = Literal["character", "denied", "trend", "factor"]


@dataclass(frozen=True, eq=False)
class Attribute:
    """A character that a phase has, one that it is denied, its trend; or a factor."""

    part: Phase | Factor
    path: str
    """The JSON Pointer to the part, from the relation."""
    aspect: Aspect
    value: str
    patron: str | None = None

    @property
    def fields(self) -> frozenset[Theme]:
        """The policy fields that a phase is confined to; empty for the relation as a whole."""
        return frozenset(self.part.themes) if isinstance(self.part, Phase) else frozenset()

    @property
    def period(self) -> Edtf | None:
        """When it is so."""
        return value_of(self.part.period)


def attributes_of(relation: Relation, article: str) -> list[Attribute]:
    """All that an article says of a relation, in the order of the records."""
    attributes: list[Attribute] = []
    for k, account in enumerate(relation.accounts):
        if account.article == article:
            for n, phase in enumerate(account.phases):
                attributes += _of_phase(phase, f"/accounts/{k}/phases/{n}")
            for n, factor in enumerate(account.factors):
                path = f"/accounts/{k}/factors/{n}"
                attributes.append(Attribute(factor, path, "factor", factor.label))
    return attributes


def _of_phase(phase: Phase, path: str) -> Iterator[Attribute]:
    if phase.character is not None:
        yield Attribute(phase, path, "character", phase.character.value, phase.patron)
    for denied in phase.denied:
        yield Attribute(phase, path, "denied", denied.value)
    if phase.trend is not None:
        yield Attribute(phase, path, "trend", phase.trend.value)


def positions_of(
    attributes: Iterable[Attribute], relation: Relation, article: str
) -> tuple[Position, ...]:
    """One position for each phase or factor, with all of it that is among the attributes."""
    parts: dict[str, list[Attribute]] = defaultdict(list)
    for attribute in attributes:
        parts[attribute.path].append(attribute)
    return tuple(_position(part, relation, article) for part in parts.values())


def _position(attributes: Sequence[Attribute], relation: Relation, article: str) -> Position:
    part = attributes[0].part
    denied = isinstance(part, Factor) and part.denied
    only_denials = all(attribute.aspect == "denied" for attribute in attributes)
    return Position(
        article=article,
        record=relation.id,
        paths=(attributes[0].path,),
        text=_text(attributes),
        sign="-" if denied or only_denials else "+",
        time=part.period,
        grounds=part.grounds,
    )


def _text(attributes: Iterable[Attribute]) -> str:
    """What some attributes say: *convenience, not alliance, warming*."""
    return ", ".join(f"not {a.value}" if a.aspect == "denied" else a.value for a in attributes)


def text_of_phase(phase: Phase) -> str:
    """All that a phase says of a relation: its grounds are grounds of all of that."""
    return _text(_of_phase(phase, ""))
