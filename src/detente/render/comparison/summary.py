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
from detente.render.comparison.items import (
    LABELLED,
    LATER,
    ONLY,
    grounds_of,
    heading,
    main_positions,
)

_SHORT = 8
"""A list of no more items needs no digest."""

_LINES = 5
"""The lines that a digest has at most."""

_DIGEST = (
    ("contradiction", ComparisonVerdict.CONTRADICT),
    ("agreement", ComparisonVerdict.AGREE),
    ("change", ComparisonVerdict.CHANGED),
)
_OPEN = "only reported or left open by one or both"
_VERBS: tuple[tuple[ComparisonVerdict | str, str, str], ...] = (
    (ComparisonVerdict.CHANGED, "changed", "changed"),
    (LATER, "has a later word on the same matter", "have a later word on the same matter"),
    (ComparisonVerdict.REPORTED, f"is {_OPEN}", f"are {_OPEN}"),
    (ComparisonVerdict.DIFFERENT_SCOPE, "is of different times", "are of different times"),
    (ComparisonVerdict.SIMILAR, "is alike in kind", "are alike in kind"),
)
"""What is said of one item, and of several, under the other headings."""

Groups = Mapping[str | None, Sequence[ComparisonItem]]
"""The items by relation."""


# --- the digest ------------------------------------------------------------------------------------


def digest(contents: Contents) -> list[str]:
    """Counts and the most central items, in five lines at most; none for a short list."""
    items = contents.comparison.items
    if len(items) <= _SHORT:
        return []
    lines = [f"{'; '.join(map(', '.join, filter(None, _totals(contents))))}."]
    for name, wanted in _DIGEST:
        under = [item for item in items if heading(item) is wanted]
        if under:
            first = max(under, key=lambda item: _centrality(contents, item))
            possible = "" if first.modality == "definite" else "possible "
            labels = " (annotators' labels)" if first.rule in LABELLED else ""
            lines.append(f"Main {possible}{name}{labels}: {' '.join(statements(contents, first))}")
        if sum(len(wrap(line, pages.WIDTH - 2)) for line in lines) > _LINES:
            lines.pop()
    return lines


def _totals(contents: Contents) -> tuple[list[str], list[str]]:
    """How many items both speak of, by heading; how many only one does."""
    counts = Counter(heading(item) for item in contents.comparison)
    counts[ComparisonVerdict.CONTRADICT] -= len(contents.repeated)
    alone = zip(contents.article_names.values(), ONLY, strict=True)
    return (
        [count(counts[wanted], name) for name, wanted in _DIGEST if counts[wanted]],
        [f"{counts[side]} only in {name}" for name, side in alone if counts[side]],
    )


def _centrality(contents: Contents, item: ComparisonItem) -> tuple[bool, bool, int]:
    """Whether it is certain; whether it is on words of the texts and not on labels; how many
    records its main ones rest upon or ground.
    """
    main = main_positions(item.positions)
    ids = {position.record for position in main}
    grounded = {
        (position.record, position.paths)
        for other in contents.comparison
        for position in other.positions
        if ids.intersection(position.grounds)
    }
    joined = len(grounds_of(main)) + len(grounded)
    return item.modality == "definite", item.rule not in LABELLED, joined


# --- the numbers -----------------------------------------------------------------------------------


def summary(contents: Contents, groups: Groups) -> Iterator[str]:
    """How much both speak of; then a paragraph for each relation."""
    if not contents.comparison.filters:
        yield f"Both speak of {listing(_shared(contents))}."
    elif not groups:
        yield "Nothing of that kind under these filters."
    one_sided: dict[str, list[str]] = {}
    for id_, items in groups.items():
        matters = "other matters" if id_ is None else contents.names.parties(id_)
        both = "; ".join(_on_both(contents, items))
        alone = list(_on_one(contents, items))
        if not both and len(alone) == 1:
            name, things = alone[0]
            one_sided.setdefault(name, []).append(f"{things} on {matters}")
            continue
        only = "; ".join(f"only {name} has {things}" for name, things in alone)
        if both:
            yield f"On {matters} {both}.{f' {capitalised(only)}.' if only else ''}"
        else:
            yield f"On {matters} {only}."
    for name, things_on_matters in one_sided.items():
        yield f"{name} alone has {'; '.join(things_on_matters)}."


def speakers(contents: Contents) -> dict[str, list[set[str]]]:
    """Of each claim and of each event, the articles of the two that speak of it."""
    ids = {article.id for article in contents.articles}
    return {
        "claim": [ids & {u.article for u in claim.utterances} for claim in contents.dataset.claims],
        "event": [ids & {a.article for a in event.accounts} for event in contents.dataset.events],
    }


def _shared(contents: Contents) -> Iterator[str]:
    for kind, records in speakers(contents).items():
        both = sum(len(articles) == len(contents.articles) for articles in records)
        yield f"{both} of the {count(sum(map(bool, records)), kind)}"


def _on_both(contents: Contents, items: Sequence[ComparisonItem]) -> Iterator[str]:
    by_heading: dict[ComparisonVerdict | str, list[ComparisonItem]] = {}
    for item in items:
        by_heading.setdefault(heading(item), []).append(item)
    agreed = by_heading.get(ComparisonVerdict.AGREE)
    if agreed:
        possible = _how_many_possible(agreed)
        yield f"the two agree on {things(agreed)}{f' ({possible})' if possible else ''}"
    differing = by_heading.get(ComparisonVerdict.CONTRADICT)
    if differing:
        they = "they" if agreed else "the two"
        repeated = sum(contents.repeats(item) is not None for item in differing)
        same = f"{repeated} of them on the same claims as another" if repeated else ""
        details = filter(None, [things(differing), same, _how_many_possible(differing)])
        places = count(len(differing) - repeated, "place")
        yield f"{they} contradict each other in {places} ({'; '.join(details)})"
    for wanted, one, several in _VERBS:
        under = by_heading.get(wanted)
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
    """How many claims, events and points of a relation some items are on."""
    kinds = Counter(kind_of(item.positions[0].record) for item in items)
    names = {"claim": "claim", "event": "event", "relation": "point"}
    counts = listing(count(kinds[kind], name) for kind, name in names.items() if kinds[kind])
    return f"{counts} of the tie" if kinds["relation"] else counts
