"""A comparison in short: its most central items, and the numbers of all."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap

from detente.analysis.comparison.result import ComparisonItem, ComparisonVerdict
from detente.display import capitalised, count, listing
from detente.records.kinds import kind_of
from detente.render import pages
from detente.render.comparison.contents import Contents
from detente.render.comparison.entries import statements
from detente.render.comparison.groups import group_in_sentence, group_name
from detente.render.comparison.items import (
    LABELLED,
    ONLY,
)

_SHORT = 8
"""A list of no more items needs no digest."""

_LINES = 3
"""The lines that an item in the digest has at most: longer ones are no digest."""

_NAMED = 5
"""How many of the actors and issues are named of which an article never speaks."""

_DIGEST = (
    ("contradiction", ComparisonVerdict.CONTRADICT),
    ("agreement", ComparisonVerdict.AGREE),
    ("rival answers", ComparisonVerdict.RIVAL),
    ("change", ComparisonVerdict.CHANGED),
)
"""What a digest shows an item of."""

_COUNTED: tuple[tuple[str, str, ComparisonVerdict], ...] = (
    ("contradiction", "contradictions", ComparisonVerdict.CONTRADICT),
    ("agreement", "agreements", ComparisonVerdict.AGREE),
    ("change", "changes", ComparisonVerdict.CHANGED),
    ("pair of rival answers", "pairs of rival answers", ComparisonVerdict.RIVAL),
    ("near agreement", "near agreements", ComparisonVerdict.PARALLEL),
    ("point that did not change", "points that did not change", ComparisonVerdict.UNCHANGED),
    ("point that was revised", "points that were revised", ComparisonVerdict.REVISED),
)
_OPEN = "only reported or left open by one or both"
_VERBS: tuple[tuple[ComparisonVerdict, str, str], ...] = (
    (ComparisonVerdict.RIVAL, "has a rival answer", "have rival answers"),
    (ComparisonVerdict.PARALLEL, "comes close to agreement", "come close to agreement"),
    (ComparisonVerdict.CHANGED, "changed", "changed"),
    (ComparisonVerdict.LATER, "is taken up again later", "are taken up again later"),
    (ComparisonVerdict.UNCHANGED, "did not change", "did not change"),
    (ComparisonVerdict.REVISED, "was revised", "were revised"),
    (ComparisonVerdict.REPORTED, f"is {_OPEN}", f"are {_OPEN}"),
    (ComparisonVerdict.DIFFERENT_SCOPE, "is of different times", "are of different times"),
    (ComparisonVerdict.SIMILAR, "is alike in kind", "are alike in kind"),
)
"""What is said of one item, and of several, under the other headings."""

_FEW = 3
"""Of so many groups sentences tell better than a table."""

_COLUMNS = {
    ComparisonVerdict.AGREE: "agree",
    ComparisonVerdict.PARALLEL: "close",
    ComparisonVerdict.CONTRADICT: "contradict",
    ComparisonVerdict.RIVAL: "rivals",
    ComparisonVerdict.CHANGED: "changed",
    ComparisonVerdict.LATER: "later",
    ComparisonVerdict.UNCHANGED: "same",
    ComparisonVerdict.REVISED: "revised",
    ComparisonVerdict.DIFFERENT_SCOPE: "other times",
    ComparisonVerdict.REPORTED: "left open",
    ComparisonVerdict.SIMILAR: "alike in kind",
}
"""What the columns of the table are called."""

Groups = Mapping[str | None, Sequence[ComparisonItem]]
"""The items by relation."""


# --- the digest ------------------------------------------------------------------------------------


def digest(contents: Contents) -> list[str]:
    """Counts and the most central items, of three lines at most; none for a short list."""
    items = contents.comparison.items
    if len(items) <= _SHORT:
        return []
    relation = _main_relation(items)
    lines = [f"{'; '.join(map(', '.join, filter(None, _totals(contents))))}."]
    for name, wanted in _DIGEST:
        under = [item for item in items if item.verdict is wanted]
        if under:
            first = max(under, key=lambda item: _centrality(item, relation))
            possible = "" if first.modality == "definite" else "possible "
            labels = " (annotators' labels)" if first.rule in LABELLED else ""
            line = f"Main {possible}{name}{labels}: {' '.join(statements(contents, first))}"
            lines += [line] if len(wrap(line, pages.WIDTH - 2)) <= _LINES else []
    return lines


def _totals(contents: Contents) -> tuple[list[str], list[str]]:
    """How many items there are of both, by verdict; how many only one has."""
    counts = contents.comparison.counts
    alone = zip(contents.article_names.values(), ONLY, strict=True)
    return (
        [
            f"{count(counts[wanted], one, many)}{_noted(contents, wanted)}"
            for one, many, wanted in _COUNTED
            if counts[wanted]
        ],
        [f"{counts[side]} only in {name}" for name, side in alone if counts[side]],
    )


def _noted(contents: Contents, verdict: ComparisonVerdict) -> str:
    """How many of the items with a verdict are on remedies, or on the claims of another."""
    items = [item for item in contents.comparison if item.verdict is verdict]
    remedies = sum(item.on_remedies for item in items)
    again = sum(contents.repeats(item) is not None for item in items)
    notes = [
        f"{remedies} about what should be done" if remedies else "",
        f"{again} on the same claims as another" if again else "",
    ]
    return f" ({', '.join(filter(None, notes))})" if any(notes) else ""


def _main_relation(items: Sequence[ComparisonItem]) -> str | None:
    """The relation asked for; where none is, the one that most items of both are about."""
    both = Counter(item.relation for item in items if item.left and item.right and item.relation)
    return max(both, key=lambda id_: both[id_], default=None)


def _centrality(item: ComparisonItem, relation: str | None) -> tuple[bool, bool, int, bool]:
    """Whether it is certain; whether it is about the relation; how central it is; whether it is in
    the words of the texts and not in labels.
    """
    about = relation is not None and item.relation == relation
    return item.modality == "definite", about, item.weight, item.rule not in LABELLED


# --- the numbers -----------------------------------------------------------------------------------


def summary(contents: Contents, groups: Groups) -> Iterator[str]:
    """How much both speak of, and whom or what only one of them speaks of."""
    if not contents.comparison.filters:
        yield f"Both speak of {listing(_shared(contents))}."
        yield from _unmentioned(contents)
    elif not groups:
        yield "Nothing of that kind under these filters."


def table(contents: Contents, groups: Groups) -> pages.Table | None:
    """The items of each group by verdict, as many as ``Comparison.counts`` has in all; none for
    few groups, of which sentences tell more.
    """
    if len(groups) <= _FEW:
        return None
    names = zip(contents.article_names.values(), ONLY, strict=True)
    columns = _COLUMNS | {side: f"only {name}" for name, side in names}
    counts = contents.comparison.counts
    wanted = [verdict for verdict in counts if counts[verdict]]
    rows = {
        capitalised(group_name(contents, name)): Counter(item.verdict for item in items)
        for name, items in groups.items()
    }
    return pages.Table(
        head=("", *(columns[verdict] for verdict in wanted)),
        rows=tuple(
            (name, *(str(row[verdict] or "–") for verdict in wanted))
            for name, row in {**rows, "All": counts}.items()
        ),
    )


def numbers(contents: Contents, groups: Groups) -> Iterator[str]:
    """A paragraph for each relation."""
    one_sided: dict[str, list[str]] = {}
    for id_, items in groups.items():
        on, within = group_in_sentence(contents, id_)
        both = "; ".join(_on_both(contents, items))
        alone = list(_on_one(contents, items))
        if not both and len(alone) == 1:
            name, things = alone[0]
            one_sided.setdefault(name, []).append(f"{things} {within}")
            continue
        only = "; ".join(f"only {name} has {things}" for name, things in alone)
        if both:
            yield f"{on} {both}.{f' {capitalised(only)}.' if only else ''}"
        else:
            yield f"{on} {only}."
    for name, things_on_matters in one_sided.items():
        yield f"{name} alone has {'; '.join(things_on_matters)}."


def _shared(contents: Contents) -> Iterator[str]:
    for kind in ("claims", "events"):
        left, right = ({*getattr(spoken, kind)} for spoken in contents.spoken)
        yield f"{len(left & right)} of the {count(len(left | right), kind.removesuffix('s'))}"


def _unmentioned(contents: Contents) -> Iterator[str]:
    """Of whom or what only one of them speaks, though it often does."""
    for article in contents.articles:
        (silent,) = (other.id for other in contents.articles if other.id != article.id)
        named = [u for u in contents.comparison.unmentioned if u.article == article.id]
        if named:
            other = contents.article_names[article.id]
            whole = f" of the {named[0].of} claims and events of {other}"
            listed = [
                f"{contents.names.name(u.record)} (in {u.count}{'' if n else whole})"
                for n, u in enumerate(named[:_NAMED])
            ]
            listed += [f"{len(named) - _NAMED} more"] if len(named) > _NAMED else []
            yield f"{contents.article_names[silent]} never speaks of {listing(listed)}."


def _on_both(contents: Contents, items: Sequence[ComparisonItem]) -> Iterator[str]:
    by_verdict: dict[ComparisonVerdict, list[ComparisonItem]] = {}
    for item in items:
        by_verdict.setdefault(item.verdict, []).append(item)
    agreed = by_verdict.get(ComparisonVerdict.AGREE)
    if agreed:
        possible = _how_many_possible(agreed)
        yield f"the two agree on {things(agreed)}{f' ({possible})' if possible else ''}"
    differing = by_verdict.get(ComparisonVerdict.CONTRADICT)
    if differing:
        they = "they" if agreed else "the two"
        repeated = sum(contents.repeats(item) is not None for item in differing)
        same = f"{repeated} of them on the same claims as another" if repeated else ""
        details = filter(None, [same, _how_many_possible(differing)])
        noted = "; ".join(details)
        yield f"{they} contradict each other on {things(differing)}{f' ({noted})' if noted else ''}"
    for wanted, one, several in _VERBS:
        under = by_verdict.get(wanted)
        if under:
            yield f"{things(under)} {one if len(under) == 1 else several}"


def _on_one(contents: Contents, items: Sequence[ComparisonItem]) -> Iterator[tuple[str, str]]:
    for name, side in zip(contents.article_names.values(), ONLY, strict=True):
        alone = [item for item in items if item.verdict is side]
        if alone:
            yield name, things(alone)


def _how_many_possible(items: Sequence[ComparisonItem]) -> str:
    """How many of some items are only possible; empty for none."""
    number = sum(item.modality == "possible" for item in items)
    if number == 0:
        return ""
    return "possibly" if number == len(items) else f"{number} of them possibly"


def things(items: Sequence[ComparisonItem]) -> str:
    """How many claims, events and features of a relation some items are on."""
    kinds = Counter(kind_of(item.positions[0].record) for item in items)
    names = {
        "claim": ("claim", ""),
        "event": ("event", ""),
        "relation": ("feature of the relation", "features of the relation"),
    }
    return listing(count(kinds[kind], *name) for kind, name in names.items() if kinds[kind])
