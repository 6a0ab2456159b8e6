"""The comparison of two articles: every claim and event of them in one item, once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from detente.analysis.comparison.centrality import Centrality
from detente.analysis.comparison.grouping import Groups
from detente.analysis.comparison.links import (
    PRECEDENCE,
    Addition,
    link_items,
    opposite_orders,
)
from detente.analysis.comparison.positions import ONLY, OTHER, ArticlePair, part_at
from detente.analysis.comparison.relations import relation_items
from detente.analysis.comparison.result import (
    Comparison,
    ComparisonItem,
    ComparisonRule,
    ComparisonVerdict,
    Position,
    group_of,
)
from detente.analysis.comparison.shared_records import shared_items
from detente.analysis.comparison.theses import held_claims
from detente.analysis.comparison.unmentioned import unmentioned
from detente.analysis.comparison.versions import versions_of_one_text
from detente.collector import no_collection
from detente.dataset import Dataset, require_unambiguous
from detente.edtf import Day, Modality
from detente.edtf.overlap import before
from detente.errors import InputError
from detente.records import Article, Factor, Phase
from detente.records.values import value_of
from detente.suggest import close, close_ids, hint
from detente.vocab.enums import Theme

_VERDICTS = {verdict: rank for rank, verdict in enumerate(ComparisonVerdict)}
_THEMES = {theme: rank for rank, theme in enumerate(Theme)}


@no_collection()
def compare(
    dataset: Dataset, left: str | None = None, right: str | None = None, *, by: str | None = None
) -> Comparison:
    """Two articles of a dataset side by side: what they share, dispute, see changed, say alone.

    Args:
        dataset: the dataset that both are in.
        left: the id of an article.
        right: the id of another. Without both, the two that the dataset has, the earlier one first.
        by: what to group the items by: the id of one of the dataset's schemes, ``"theme"`` or
            ``"issue"``. Without it, by relation.

    Two versions of one text (``Article.version``) are not two voices: what would be agreement is
    then *unchanged*, and what would be contradiction or change *revised*.

    Raises:
        AmbiguousIdError: two records have one id.
        InputError: there are not two articles to compare: an id that is no article's, one article
            twice, a dataset with one article, or with more and none named; ``by`` is no scheme of the dataset.
        TypeError: ``dataset`` is none.
    """
    require_unambiguous(dataset)
    pair = ArticlePair(dataset, *_articles(dataset, left, right))
    groups = Groups(pair)
    centrality = Centrality(pair)
    one_text = versions_of_one_text(dataset, pair.left, pair.right)
    items: Iterable[ComparisonItem] = chain(_items(pair), relation_items(pair))
    if one_text:
        items = _as_one_text(items)
    return Comparison(
        dataset=dataset,
        left=pair.left,
        right=pair.right,
        earlier=None if pair.earlier is None else pair.article(pair.earlier),
        items=tuple(_ordered(pair, groups, centrality, items, by)),
        one_text=one_text,
        by=by,
        unmentioned=tuple(unmentioned(pair, groups)),
        held=tuple(held_claims(pair, groups, centrality)),
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
            reason = (
                f"no such article in {_name(dataset)}; {hint(close_ids(id_, articles), articles)}"
            )
            raise InputError(id_, reason)
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


def _items(pair: ArticlePair) -> Iterator[ComparisonItem]:
    """The items of claims and events, each of which is counted where it first has a place: in
    the item of a shared one; in that of a link, by the precedence of verdicts; where it is
    an addition; else alone.
    """
    linked, additions = link_items(pair)
    by_target: dict[str, list[Addition]] = defaultdict(list)
    for addition in additions:
        by_target[addition.target].append(addition)
    counted = set(pair.shared)
    linked += opposite_orders(pair)
    for item in sorted(linked, key=lambda item: PRECEDENCE.index(item.verdict)):
        first, again = _split(item.records, counted)
        yield replace(item, records=first, also=again)
    for item in shared_items(pair):
        yield _with_additions(item, by_target[item.records[0]], counted)
    yield from _alone(pair, counted)


def _split(ids: Iterable[str], counted: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The records that are not counted yet, and from now on are; and the others."""
    first = tuple(id_ for id_ in ids if id_ not in counted)
    counted.update(first)
    return first, tuple(id_ for id_ in ids if id_ not in first)


def _with_additions(
    item: ComparisonItem, additions: Sequence[Addition], counted: set[str]
) -> ComparisonItem:
    """An item with what belongs to it."""
    listed: list[Addition] = []
    for side in OTHER:
        for addition in additions:  # two links may add the same position
            if addition.side == side and addition.position not in [a.position for a in listed]:
                listed.append(addition)
    positions = {side: tuple(a.position for a in listed if a.side == side) for side in OTHER}
    first, again = _split(dict.fromkeys(a.position.record for a in listed), counted)
    further = [a.position.article for a in listed if a.position.role == "more"]
    disputes = [addition for addition in listed if addition.disputes]
    if disputes:
        modality: Modality = "possible" if all(a.unsure for a in disputes) else item.modality
        item = replace(
            item,
            verdict=ComparisonVerdict.CONTRADICT,
            rule=ComparisonRule.ARGUED_AGAINST,
            modality=modality,
        )
    return replace(
        item,
        left=item.left + positions["left"],
        right=item.right + positions["right"],
        records=item.records + first,
        also=again,
        links=tuple(dict.fromkeys(addition.link for addition in additions)),
        surplus=tuple(dict.fromkeys((*item.surplus, *further))),
    )


def _alone(pair: ArticlePair, counted: set[str]) -> Iterator[ComparisonItem]:
    for id_ in pair.records:
        if id_ not in counted:
            (side,) = pair.sides_of(id_)
            position = (pair.positions[side][id_],)
            yield ComparisonItem(
                verdict=ONLY[side],
                rule=ComparisonRule.NO_COUNTERPART,
                left=position if side == "left" else (),
                right=position if side == "right" else (),
                records=(id_,),
                beyond=pair.is_after(id_, side, OTHER[side]),
            )


# --- two versions of one text --------------------------------------------------------------------

_IN_ONE_TEXT = {
    ComparisonVerdict.AGREE: ComparisonVerdict.UNCHANGED,
    ComparisonVerdict.PARALLEL: ComparisonVerdict.REVISED,
    ComparisonVerdict.CONTRADICT: ComparisonVerdict.REVISED,
    ComparisonVerdict.RIVAL: ComparisonVerdict.REVISED,
    ComparisonVerdict.CHANGED: ComparisonVerdict.REVISED,
    ComparisonVerdict.LATER: ComparisonVerdict.REVISED,
}
"""What is no verdict on two voices where there is one. The rule still says why."""


def _as_one_text(items: Iterable[ComparisonItem]) -> Iterator[ComparisonItem]:
    for item in items:
        yield replace(item, verdict=_IN_ONE_TEXT.get(item.verdict, item.verdict))


# --- order ---------------------------------------------------------------------------------------


def _ordered(
    pair: ArticlePair,
    groups: Groups,
    centrality: Centrality,
    items: Iterable[ComparisonItem],
    by: str | None,
) -> list[ComparisonItem]:
    relations = {relation.id: n for n, relation in enumerate(pair.dataset.relations)}
    places = {id_: n for n, id_ in enumerate(pair.records)}
    issues = {issue.id: n for n, issue in enumerate(pair.dataset.issues)}
    ranks = _ranks(pair.dataset, by)

    def key(item: ComparisonItem) -> tuple[int, ...]:
        only = item.verdict in ONLY.values()
        ids = item.records or item.also
        # Other matters have no relation to hold them together: there the issue and the theme do.
        theme = len(_THEMES) if item.theme is None else _THEMES[item.theme]
        issue = len(issues) if item.issue is None else issues[item.issue]
        matter = (issue, theme) if by is None and item.relation is None else (0, 0)
        return (
            ranks.get(group_of(item, by), len(ranks)),
            *matter,
            _VERDICTS[item.verdict],
            # The relation itself comes first; of what only one says, what is most central.
            bool(ids) is not only,
            theme if ids and not only else 0,
            -item.weight if only and ids else 0,
            len(relations) if item.relation is None else relations[item.relation],
            places[ids[0]] if ids else 0,
            *min(_place(position) for position in item.positions),
        )

    weighed = (
        replace(_grouped(groups, item, places), weight=centrality.of(item)) for item in items
    )
    return sorted(weighed, key=key)


def _ranks(dataset: Dataset, by: str | None) -> dict[str | None, int]:
    """The order of the groups: that of the dataset, of the vocabulary or of the scheme.

    Raises ``InputError`` if there is nothing of that name to group by.
    """
    schemes = {scheme.id: scheme for scheme in dataset.schemes}
    if by is None:
        names = [relation.id for relation in dataset.relations]
    elif by == "theme":
        names = [theme.value for theme in Theme]
    elif by == "issue":
        names = [issue.id for issue in dataset.issues]
    elif by in schemes:
        names = [f"{by}/{value.value}" for value in schemes[by].values]
    else:
        known = ("theme", "issue", *schemes)
        raise InputError(by, f"no scheme to group by; {hint(close(by, known), known)}")
    return {name: rank for rank, name in enumerate(names)}


def _place(position: Position) -> tuple[int, ...]:
    """Where a position stands in its record; phases before factors."""
    path = position.paths[0]
    return ("factors" in path, *(int(part) for part in path.split("/") if part.isdigit()))


def _grouped(groups: Groups, item: ComparisonItem, places: Mapping[str, int]) -> ComparisonItem:
    of_links = [code for id_ in item.links for code in groups.codes_of_links[id_]]
    if item.relation:
        relation = groups.pair.dataset[item.relation]
        # In the order of the record: which article stands left must not matter.
        in_order = sorted(item.positions, key=_place)
        parts = [part_at(relation, position.paths[0]) for position in in_order]
        objects = (id_ for part in parts if isinstance(part, Factor) for id_ in part.object)
        issues = groups.with_wholes(objects)
        themes = (theme for part in parts if isinstance(part, Phase) for theme in part.themes)
        fields = tuple(dict.fromkeys(themes))
        return replace(
            item,
            theme=next(iter(fields), None),
            issue=next(iter(issues), None),
            issues=issues,
            themes=fields,
            codes=tuple(dict.fromkeys(code for part in parts for code in part.codes)),
        )
    named = {position.record for position in item.positions if position.role == "main"}
    mentioned = {*item.records, *item.also}
    # In the order of the dataset, for the same reason.
    main, every = (
        sorted((id_ for id_ in ids if id_ in places), key=places.__getitem__)
        for ids in (named, mentioned)
    )
    return replace(
        item,
        relation=groups.relation(main),
        theme=groups.theme(main),
        issue=groups.issue(main),
        relations=groups.all_relations(every),
        themes=groups.all_themes(every),
        issues=groups.all_issues(every),
        codes=tuple(dict.fromkeys((*groups.all_codes(main), *groups.all_codes(every), *of_links))),
    )
