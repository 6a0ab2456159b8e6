"""What an article says of a relation: *sees a relation of convenience, warming*."""

from collections.abc import Sequence

from detente.analysis.comparison.positions import part_at
from detente.analysis.comparison.result import Position
from detente.dataset import Dataset
from detente.display import bracketed, listing
from detente.records import Factor, Phase, Relation
from detente.render.comparison.names import theme_name
from detente.render.comparison.phrases import Phrases
from detente.vocab.enums import Character, FactorKind, Trend

_TRENDS = frozenset(member.value for member in Trend)
_CHARACTERS = {member.value: member.value for member in Character} | {
    Character.ALLIANCE.value: "an alliance",
    Character.PARTNERSHIP.value: "a partnership",
    Character.CONVENIENCE.value: "a relation of convenience",
}
_FACTORS = {
    FactorKind.INTEREST: "an interest",
    FactorKind.CONSTRAINT: "a constraint",
    FactorKind.DEPENDENCE: "a dependence",
    FactorKind.COMMON_ADVERSARY: "a common adversary",
    FactorKind.DISPUTE: "a dispute",
    FactorKind.THREAT: "a threat",
    FactorKind.ENABLER: "an opening",
}
_OF = {FactorKind.CONSTRAINT: "on", FactorKind.THREAT: "to", FactorKind.ENABLER: "for"}
"""What stands between a factor and whose it is: *a constraint on Russia*."""
_NOT = "not "
"""What the text of a position has before a character that is denied."""


class RelationPhrases:
    """The words for what two articles say of the relations of their dataset."""

    def __init__(self, dataset: Dataset, phrases: Phrases) -> None:
        """Keep the relations by id."""
        self._phrases = phrases
        self._names = phrases.names
        self._relations: dict[str, Relation] = {r.id: r for r in dataset.relations}

    def part(self, position: Position) -> Phase | Factor:
        """The phase or factor of a position."""
        part: Phase | Factor = part_at(self._relations[position.record], position.paths[0])
        return part

    def view(self, side: Sequence[Position]) -> str:
        """How one sees a relation: *sees a relation of convenience, warming (2000 to 2014)*."""
        periods: dict[str, list[str]] = {}
        for position in side:
            phase = self._phase(position)
            view = f"{self._seen(position.text, phase)}{self._circumstances(position.text, phase)}"
            periods.setdefault(view, []).append(self._phrases.when(position))
        views = []
        for view, whens in periods.items():
            views.append(f"{view} {bracketed(_at(whens))}" if any(whens) else view)
        return listing(views)

    def _phase(self, position: Position) -> Phase:
        phase = self.part(position)
        assert isinstance(phase, Phase)
        return phase

    def _circumstances(self, text: str, phase: Phase) -> str:
        """In which policy fields a relation is so, and of a trend who makes it."""
        fields = listing(map(theme_name, phase.themes))
        trend = _TRENDS.intersection(text.split(", "))
        drivers = listing(map(self._names.name, phase.drivers)) if trend else ""
        plural = "s" if len(phase.themes) > 1 else ""
        in_fields = f", in the field{plural} “{fields}”" if fields else ""
        return f"{in_fields}{f', driven by {drivers}' if drivers else ''}"

    def _seen(self, text: str, phase: Phase) -> str:
        first, *others = text.split(", ")
        if first in _TRENDS:
            return f"sees the relation {text}"
        if first.startswith(_NOT):
            more = [f", {character_phrase(other)}" for other in others]
            return f"denies that the relation is {character_phrase(first.removeprefix(_NOT))}{''.join(more)}"
        seen = character_phrase(first)
        if phase.patron and first == Character.PATRONAGE:
            seen = f"{seen} by {self._names.name(phase.patron)}"
        return f"sees {', '.join([seen, *map(character_phrase, others)])}"

    def shared_view(self, text: str) -> str:
        """How both see a relation, without the times: *see a relation of convenience, warming*."""
        first, *others = text.split(", ")
        if first.startswith(_NOT):
            return f"deny that the relation is {character_phrase(text.removeprefix(_NOT))}"
        seen = _CHARACTERS.get(first, f"the relation {first}")
        return f"see {', '.join([seen, *others])}"

    def periods(self, side: Sequence[Position]) -> str:
        """Whose phases some positions are, and when they were."""
        phases: dict[str, list[str]] = {}
        for position in side:
            circumstances = self._circumstances(position.text, self._phase(position))
            phases.setdefault(circumstances, []).append(self._phrases.when(position))
        told = (f"{_at(whens)}{circumstances}" for circumstances, whens in phases.items())
        return f"{self._names.articles[side[0].article]}, {' and '.join(told)}"

    def factor_label(self, position: Position) -> str:
        """A factor: *a counterpoise (towards China)*."""
        factor = self.part(position)
        assert isinstance(factor, Factor)
        towards = listing(self._names.name(id_) for id_ in factor.object)
        details = [f"towards {towards}" if towards else "", self._phrases.when(position)]
        added = ", ".join(filter(None, details))
        return f"{factor.label} {bracketed(added)}" if added else factor.label

    def factor_kind(self, factor: Factor) -> str:
        """The kind of a factor and whose it is: *an interest of Russia*."""
        kind = _FACTORS.get(factor.kind, factor.kind.value)
        between = factor.kind is FactorKind.DISPUTE and factor.holder is None
        of = "between" if between else _OF.get(factor.kind, "of")
        holder = self._names.name(factor.holder) if factor.holder else "both parties"
        return f"{kind} {of} {holder}"


def _at(whens: Sequence[str]) -> str:
    """The times of phases that are alike, each once; those without a date are told as one."""
    dated = [*dict.fromkeys(filter(None, whens))]
    undated = "" if all(whens) else "at a time not given"
    return listing(filter(None, (*dated, undated)))


def character_phrase(word: str) -> str:
    """A character with its article, denied or not; a trend as it is."""
    if word.startswith(_NOT):
        return _NOT + character_phrase(word.removeprefix(_NOT))
    return _CHARACTERS.get(word, word)
