"""How central a claim or event is in an article: how many other records it is joined to there."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from detente.analysis.comparison.positions import OTHER, ArticlePair, Side
from detente.analysis.comparison.result import ComparisonItem, Position
from detente.records import Claim, Factor, Phase

_Joined = Mapping[str, set[str]]


class Centrality:
    """What each claim and event of two articles is joined to, in each of the two."""

    def __init__(self, pair: ArticlePair) -> None:
        """Collect the grounds, causes, effects and conditions of both sides."""
        self._records = pair.records
        self._joined: dict[Side, _Joined] = {side: _joined(pair, side) for side in OTHER}

    def of(self, item: ComparisonItem) -> int:
        """How many records the claims or events of an item are joined to, in both articles: on each
        side those of the most central one; of phases and factors, those that they rest upon.
        """
        return sum(
            self._of_side(side, [position for position in positions if position.role == "main"])
            for side, positions in zip(OTHER, (item.left, item.right), strict=True)
        )

    def in_article(self, side: Side, id_: str) -> int:
        """How many records a claim or event is joined to in the article of one side."""
        return len(self._joined[side].get(id_, ()))

    def _of_side(self, side: Side, main: Sequence[Position]) -> int:
        resting = len({ground for position in main for ground in position.grounds})
        joined = (
            self.in_article(side, position.record)
            for position in main
            if position.record in self._records
        )
        return max((resting, *joined))


def _joined(pair: ArticlePair, side: Side) -> _Joined:
    joined: dict[str, set[str]] = defaultdict(set)
    for one, other in _pairs(pair, side):
        joined[one].add(other)
        joined[other].add(one)
    return joined


def _pairs(pair: ArticlePair, side: Side) -> Iterator[tuple[str, str]]:
    """Each record with each that it rests upon, is caused by, leads to or depends on."""
    for id_, position in pair.positions[side].items():
        record = pair.records[id_]
        others = [*position.grounds]
        others += position.condition.antecedents if position.condition is not None else ()
        if isinstance(record, Claim):
            others += [*record.causes, *record.effects]
        yield from ((id_, other) for other in others)
        if isinstance(record, Claim):  # what is caused rests on its causes
            yield from ((cause, effect) for cause in record.causes for effect in record.effects)
    for relation in pair.dataset.relations:
        for k, account in enumerate(relation.accounts):
            if account.article == pair.article(side).id:
                parts: list[Phase | Factor] = [*account.phases, *account.factors]
                for n, part in enumerate(parts):
                    yield from ((f"{relation.id}/{k}/{n}", ground) for ground in part.grounds)
