"""How central a claim or event is in an article: how many other records it is joined to there."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from detente.analysis.comparison.positions import OTHER, ArticlePair, Side
from detente.analysis.comparison.result import ComparisonItem
from detente.records import Claim, Factor, Phase

_Joined = Mapping[str, set[str]]


class Centrality:
    """What each claim and event of two articles is joined to, in each of the two."""

    def __init__(self, pair: ArticlePair) -> None:
        """Collect the grounds, causes, effects and conditions of both sides."""
        self._records = pair.records
        self._joined: dict[Side, _Joined] = {side: _joined(pair, side) for side in OTHER}

    def of(self, item: ComparisonItem) -> int:
        """The number of records that the claims or events of an item are joined to; of a phase or
        factor the number of those that it rests upon.
        """
        joined: set[tuple[Side, str]] = set()
        for side, positions in zip(OTHER, (item.left, item.right), strict=True):
            for position in positions:
                if position.role == "main":
                    own = set(position.grounds)
                    if position.record in self._records:
                        own |= self._joined[side].get(position.record, set())
                    joined |= {(side, other) for other in own}
        return len(joined)


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
