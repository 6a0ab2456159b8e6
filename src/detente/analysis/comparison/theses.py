"""The main thesis of an article: those of its own claims on which most rests."""

from collections.abc import Iterator

from detente.analysis.comparison.centrality import Centrality
from detente.analysis.comparison.grouping import Groups
from detente.analysis.comparison.positions import OTHER, ArticlePair
from detente.analysis.comparison.result import Position, Thesis
from detente.records import Claim


def held_claims(pair: ArticlePair, groups: Groups, centrality: Centrality) -> Iterator[Thesis]:
    """The claims that each article holds itself and to which something is joined there: the most
    central first; among equals the one for which most is offered, then by order of the dataset.
    """
    for side in OTHER:
        found = []
        for id_, position in pair.positions[side].items():
            record = pair.records[id_]
            weight = centrality.in_article(side, id_)
            if isinstance(record, Claim) and position.sign == "+" and weight:
                thesis = Thesis(position=position, weight=weight, relations=groups.relations(id_))
                found.append((-weight, -_offered(record, position), thesis))
        yield from (thesis for *_ranks, thesis in sorted(found, key=lambda ranked: ranked[:2]))


def _offered(record: Claim, position: Position) -> int:
    """How many grounds, causes and effects go with a claim."""
    return len(position.grounds) + len(record.causes) + len(record.effects)
