"""Figures as functions of how often the pairs of a layer have which outcome.

Other alignments, which are equally good, differ from the first one in few pairs. Their figures are made from
those pairs alone: what goes is subtracted from the counts of the first one, and what comes is added.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from detente.analysis.agreement.figures import Figure

if TYPE_CHECKING:
    from detente.analysis.agreement.collection import Collection, ElementPair

MakeFigure = Callable[[str | None, "Counter[Any]"], Figure]
"""The figure of an article, or of all together, from its outcomes."""

Refers = Callable[["ElementPair"], Iterable[str]]
"""What the right of a pair refers to, if the outcome depends on how that is called."""


class Tally:
    """The outcomes of the pairs of a layer."""

    def __init__(
        self,
        pairs: "Sequence[ElementPair]",
        outcomes: Sequence[Any],
        counts: dict[str | None, "Counter[Any]"],
    ) -> None:
        """``outcomes``: one for each pair; ``None`` does not count. ``counts``: by article."""
        self.pairs, self.outcomes, self.counts = pairs, outcomes, counts
        self._referring: dict[str, list[int]] | None = None

    def referring(self, refers: Refers, ids: Iterable[str]) -> set[int]:
        """The pairs whose right refers to one of some records."""
        if self._referring is None:
            self._referring = defaultdict(list)
            for number, pair in enumerate(self.pairs):
                for id_ in refers(pair):
                    self._referring[id_].append(number)
        return {number for id_ in ids for number in self._referring.get(id_, ())}


class Change:
    """How pairs differ from those before, by their numbers in both lists."""

    def __init__(self, before: "Sequence[ElementPair]", pairs: "Sequence[ElementPair]") -> None:
        """Compare them by where they are, and for which articles they count."""
        self._before = before
        self._now = {pair.key: number for number, pair in enumerate(pairs)}
        known = [pair.key for pair in before]
        keys = set(known)
        self.gone = [number for number, key in enumerate(known) if key not in self._now]
        self.new = [number for key, number in self._now.items() if key not in keys]

    def now(self, numbers: Iterable[int]) -> list[int]:
        """Of pairs that are still there, their numbers now."""
        return [self._now[self._before[number].key] for number in numbers]


def tally(
    into: "Collection",
    key: tuple[str, str],
    pairs: "Sequence[ElementPair]",
    outcome: Callable[[int], Any],
    figure: MakeFigure,
    *,
    refers: Refers | None = None,
    unused: Any = None,
) -> None:
    """Add the figures of a layer. ``outcome``: of a pair by its number; ``unused``: one without which there is
    a figure only where another is.
    """
    if into.base is None:
        outcomes = [outcome(number) for number in range(len(pairs))]
        if unused is not None and all(each == unused for each in outcomes):
            return
        listed = zip(pairs, outcomes, strict=True)
        scopes = into.by_scope((pair.articles, each) for pair, each in listed if each is not None)
        counts = {article: Counter(each) for article, each in scopes}
        into.tallies[key] = Tally(pairs, outcomes, counts)
        into.figures += (figure(article, count) for article, count in counts.items())
    elif before := into.base.tallies.get(key):
        gone_numbers, new_numbers = _changed(into, before, pairs, refers)
        gone = [(before.pairs[n].articles, before.outcomes[n]) for n in gone_numbers]
        new = [(pairs[n].articles, outcome(n)) for n in new_numbers]
        less_of, more_of = (
            into.by_scope((articles, each) for articles, each in listed if each is not None)
            for listed in (gone, new)
        )
        for (article, less), (_article, more) in zip(less_of, more_of, strict=True):
            if less or more:
                count = before.counts[article] + Counter(more)
                into.figures.append(figure(article, count - Counter(less)))


def _changed(
    into: "Collection", before: Tally, pairs: "Sequence[ElementPair]", refers: Refers | None
) -> tuple[list[int], list[int]]:
    """The pairs before whose outcome may be another, by their numbers then; and what is there instead."""
    renamed = before.referring(refers, into.renamed) if refers is not None else set()
    if pairs is before.pairs:
        return sorted(renamed), sorted(renamed)
    change = into.change(before.pairs, pairs)
    again = sorted(renamed.difference(change.gone))
    return [*change.gone, *again], [*change.new, *change.now(again)]
