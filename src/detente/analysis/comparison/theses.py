"""The theses of an article: those that annotators mark, and those of its own claims on which most rests."""

from collections.abc import Iterator

from detente.analysis.comparison.centrality import Centrality
from detente.analysis.comparison.grouping import Groups
from detente.analysis.comparison.positions import OTHER, ArticlePair
from detente.analysis.comparison.result import Position, Thesis
from detente.records import Claim


def held_claims(pair: ArticlePair, groups: Groups, centrality: Centrality) -> Iterator[Thesis]:
    """The claims that each article is written to make by its annotators, in their order; then those
    that it holds itself and to which something is joined there: the most central first; among
    equals the one for which most is offered, then by order of the dataset.
    """
    for side in OTHER:
        positions = pair.positions[side]
        marked = [id_ for id_ in pair.article(side).theses if id_ in positions]
        found = []
        for id_, position in positions.items():
            record = pair.records[id_]
            weight = centrality.in_article(side, id_)
            own = position.sign == "+" and weight
            if isinstance(record, Claim) and (id_ in marked or own):
                thesis = Thesis(
                    position=position,
                    weight=weight,
                    relations=groups.relations(id_),
                    marked=id_ in marked,
                )
                place = marked.index(id_) if id_ in marked else len(marked)
                found.append((place, -weight, -_offered(record, position), thesis))
        yield from (thesis for *_ranks, thesis in sorted(found, key=lambda ranked: ranked[:3]))


def _offered(record: Claim, position: Position) -> int:
    """How many grounds, causes and effects go with a claim."""
    return len(position.grounds) + len(record.causes) + len(record.effects)
