"""The comparison of two articles: every claim and event of them in one item, once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from detente.analysis.comparison.grouping import Groups
from detente.analysis.comparison.links import PRECEDENCE, Attached, linked
from detente.analysis.comparison.positions import OTHER, Pair, Side
from detente.analysis.comparison.relations import ties
from detente.analysis.comparison.result import (
    Comparison,
    ComparisonItem,
    ComparisonRule,
    ComparisonVerdict,
    Position,
)
from detente.analysis.comparison.shared_records import shared
from detente.dataset import Dataset
from detente.edtf import Day
from detente.edtf.overlap import before
from detente.errors import InputError
from detente.records import Article, Factor, Phase
from detente.records.values import value_of
from detente.suggest import close_ids
from detente.vocab.enums import Theme

_VERDICTS = {verdict: rank for rank, verdict in enumerate(ComparisonVerdict)}
_THEMES = {theme: rank for rank, theme in enumerate(Theme)}
_ONLY: dict[Side, ComparisonVerdict] = {
    "left": ComparisonVerdict.ONLY_LEFT,
    "right": ComparisonVerdict.ONLY_RIGHT,
}


def compare(dataset: Dataset, left: str | None = None, right: str | None = None) -> Comparison:
    """Two articles of a dataset side by side.

    ``left``, ``right``: ids of articles; without them the two that the dataset has, the earlier
    one first. Raises ``InputError`` where there are not two to compare: an id that is no
    article's, one article twice, a dataset with one article, or with more and none named;
    ``TypeError`` for what is no dataset.
    """
    if not isinstance(dataset, Dataset):
        msg = f"expected a Dataset, got {type(dataset).__name__}; detente.load reads one"
        raise TypeError(msg)
    pair = Pair(dataset, *_articles(dataset, left, right))
    return Comparison(
        dataset=dataset,
        left=pair.left,
        right=pair.right,
        earlier=None if pair.earlier is None else pair.article(pair.earlier),
        items=tuple(_ordered(pair, [*_items(pair), *ties(pair)])),
    )


def _articles(dataset: Dataset, left: str | None, right: str | None) -> tuple[Article, Article]:
    articles = {article.id: article for article in dataset.articles}
    known = ", ".join(articles)
    if len(articles) < 2:
        reason = f"it has {known or 'no article'}; a comparison takes two"
        raise InputError(_name(dataset), reason)
    if left is None and right is None:
        if len(articles) > 2:
            reason = f"it has {len(articles)} articles; name two of {known}"
            raise InputError(_name(dataset), reason)
        one, other = articles.values()
        return (other, one) if _comes_before(other, one) else (one, other)
    if left is None or right is None:
        raise InputError(str(left or right), f"name two articles of {known}")
    for id_ in (left, right):
        if id_ not in articles:
            near = close_ids(id_, articles)
            hint = f"close: {', '.join(near)}" if near else f"there are: {known}"
            raise InputError(id_, f"no such article in {_name(dataset)}; {hint}")
    if left == right:
        raise InputError(left, "it cannot be compared with itself; name two articles")
    return articles[left], articles[right]


def _name(dataset: Dataset) -> str:
    return "the dataset" if dataset.dataset is None else dataset.dataset.id


def _comes_before(one: Article, other: Article) -> bool:
    """Whether an article was published first; where that is not certain, may have been."""
    times = [value_of(article.published) for article in (one, other)]
    if before(*times) or before(times[1], times[0]):
        return before(*times)
    first, second = (None if time is None else time.earliest for time in times)
    return isinstance(first, Day) and isinstance(second, Day) and first < second


# --- every claim and event once ------------------------------------------------------------------


def _items(pair: Pair) -> Iterator[ComparisonItem]:
    """The items of claims and events, each of which is counted where it first has a place: in
    the item of a shared one; in that of a link, by the precedence of verdicts; where it is
    attached; else alone.
    """
    joined, attached = linked(pair)
    counted: set[str] = set()
    by_target: dict[str, list[Attached]] = defaultdict(list)
    for one in attached:
        by_target[one.to].append(one)
    counted.update(pair.shared)
    joined.sort(key=lambda item: PRECEDENCE.index(item.verdict))
    for item in joined:
        mine = tuple(id_ for id_ in item.records if id_ not in counted)
        counted.update(mine)
        yield replace(
            item, records=mine, also=tuple(id_ for id_ in item.records if id_ not in mine)
        )
    for item in shared(pair):
        yield _with(item, by_target[item.records[0]], counted)
    yield from _alone(pair, counted)


def _with(item: ComparisonItem, attached: Sequence[Attached], counted: set[str]) -> ComparisonItem:
    """An item with what belongs to it."""
    more: dict[Side, list[Attached]] = {side: [] for side in OTHER}
    for one in attached:
        if one.position not in [other.position for other in more[one.side]]:
            more[one.side].append(one)
    found = [one for side in OTHER for one in more[side]]
    ids = dict.fromkeys(one.position.record for one in found)
    mine = tuple(id_ for id_ in ids if id_ not in counted)
    counted.update(mine)
    further = [one.position.article for one in found if one.position.role == "more"]
    disputes = [one for one in found if one.disputes]
    disputed = bool(disputes)
    return replace(
        item,
        verdict=ComparisonVerdict.CONTRADICT if disputed else item.verdict,
        rule=ComparisonRule.ARGUED_AGAINST if disputed else item.rule,
        modality="possible" if disputed and all(o.unsure for o in disputes) else item.modality,
        left=(*item.left, *(one.position for one in more["left"])),
        right=(*item.right, *(one.position for one in more["right"])),
        records=(*item.records, *mine),
        also=tuple(id_ for id_ in ids if id_ not in mine),
        links=tuple(dict.fromkeys(one.link for one in attached)),
        surplus=tuple(dict.fromkeys((*item.surplus, *further))),
    )


def _alone(pair: Pair, counted: set[str]) -> Iterator[ComparisonItem]:
    weights = {side: _weights(pair, side) for side in OTHER}
    for id_ in pair.records:
        if id_ not in counted:
            (side,) = pair.sides(id_)
            position = (pair.positions[side][id_],)
            yield ComparisonItem(
                verdict=_ONLY[side],
                rule=ComparisonRule.NO_COUNTERPART,
                left=position if side == "left" else (),
                right=position if side == "right" else (),
                records=(id_,),
                weight=weights[side].get(id_, 0),
            )


def _weights(pair: Pair, side: Side) -> Mapping[str, int]:
    """How many records each claim or event grounds or rests upon in an article: claims, events,
    and phases and factors of relations.
    """
    joined: dict[str, set[str]] = defaultdict(set)
    for position in pair.positions[side].values():
        for ground in position.grounds:
            joined[ground].add(position.record)
            joined[position.record].add(ground)
    for relation in pair.dataset.relations:
        for account in relation.accounts:
            if account.article == pair.article(side).id:
                parts: list[Phase | Factor] = [*account.phases, *account.factors]
                for n, part in enumerate(parts):
                    for ground in part.grounds:
                        joined[ground].add(f"{relation.id}/{n}")
    return {id_: len(others) for id_, others in joined.items()}


# --- order ---------------------------------------------------------------------------------------


def _ordered(pair: Pair, items: Sequence[ComparisonItem]) -> list[ComparisonItem]:
    groups = Groups(pair)
    relations = {relation.id: n for n, relation in enumerate(pair.dataset.relations)}
    places = {id_: n for n, id_ in enumerate(pair.records)}

    def key(item: ComparisonItem) -> tuple[int, ...]:
        only = item.verdict in _ONLY.values()
        ids = item.records or item.also
        return (
            len(relations) if item.relation is None else relations[item.relation],
            _VERDICTS[item.verdict],
            # The tie itself comes first; of what only one says what is most central.
            bool(ids) is not only,
            0 if only else len(_THEMES) if item.theme is None else _THEMES[item.theme],
            -item.weight if only else 0,
            places[ids[0]] if ids else 0,
            *min(_place(position) for position in item.positions),
        )

    return sorted((_grouped(groups, item) for item in items), key=key)


def _place(position: Position) -> tuple[int, ...]:
    """Where a position stands in its record; phases before factors."""
    path = position.paths[0]
    return ("factors" in path, *(int(part) for part in path.split("/") if part.isdigit()))


def _grouped(groups: Groups, item: ComparisonItem) -> ComparisonItem:
    named = {p.record for p in item.positions if p.role == "main" and not item.relation}
    # In the order of the dataset: which article stands left must not matter.
    main = [id_ for id_ in groups.pair.records if id_ in named]
    if not main:
        return item
    spoken = {*item.records, *item.also}
    every = [id_ for id_ in groups.pair.records if id_ in spoken]
    return replace(
        item,
        relation=groups.relation(main),
        theme=groups.theme(main),
        relations=groups.all_relations(every),
        themes=groups.all_themes(every),
    )
