"""Figures as functions of how often the pairs of a layer have which outcome.

Other alignments, which are equally good, differ from the first one in few pairs. Their figures are made from
those pairs alone: what goes is subtracted from the counts of the first one, and what comes is added.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

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
        self._numbers: dict[Any, int] | None = None
        self._referring: dict[str, list[int]] | None = None

    def numbers(self) -> dict[Any, int]:
        """The pairs by their keys."""
        if self._numbers is None:
            self._numbers = {pair.key: number for number, pair in enumerate(self.pairs)}
        return self._numbers

    def referring(self, refers: Refers, ids: Iterable[str]) -> set[int]:
        """The pairs whose right refers to one of some records."""
        if self._referring is None:
            self._referring = defaultdict(list)
            for number, pair in enumerate(self.pairs):
                for id_ in refers(pair):
                    self._referring[id_].append(number)
        return {number for id_ in ids for number in self._referring.get(id_, ())}


class Change(NamedTuple):
    """What goes from a tally and what comes: pairs by their numbers there, and by theirs now."""

    gone: Sequence[int]
    new: Sequence[int]


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
        change = _change(into, before, pairs, refers)
        gone = [(before.pairs[n].articles, before.outcomes[n]) for n in change.gone]
        new = [(pairs[n].articles, outcome(n)) for n in change.new]
        less_of, more_of = (
            into.by_scope((articles, each) for articles, each in listed if each is not None)
            for listed in (gone, new)
        )
        for (article, less), (_article, more) in zip(less_of, more_of, strict=True):
            if less or more:
                count = before.counts[article] + Counter(more)
                into.figures.append(figure(article, count - Counter(less)))


def _change(
    into: "Collection", before: Tally, pairs: "Sequence[ElementPair]", refers: Refers | None
) -> Change:
    renamed = before.referring(refers, into.renamed) if refers is not None else set()
    if pairs is before.pairs:
        return Change(sorted(renamed), sorted(renamed))
    known = before.numbers()
    now = {pair.key: number for number, pair in enumerate(pairs)}
    gone = [n for key, n in known.items() if key not in now or n in renamed]
    new = [n for key, n in now.items() if key not in known or known[key] in renamed]
    return Change(gone, new)
