"""The page of a comparison: its head, and the items by relation, heading and theme."""

from collections import Counter
from collections.abc import Iterator, Sequence

from detente.analysis.comparison.result import Comparison, ComparisonItem, ComparisonVerdict
from detente.display import count, listing
from detente.records import times
from detente.render import pages
from detente.render.comparison.attitudes import attitudes
from detente.render.comparison.contents import Contents
from detente.render.comparison.entries import entry
from detente.render.comparison.evidence import RELATION_THEME, theme_of
from detente.render.comparison.groups import sections
from detente.render.comparison.items import LABELLED, ONLY, REMEDIES, heading
from detente.render.comparison.public_record import public_record
from detente.render.comparison.summary import digest, numbers, summary, table, things
from detente.text.attaching.attachment import Attachment

_MOST_CENTRAL = 3
"""The items that are listed of what only one says, where not all are asked for."""

_TITLES: tuple[tuple[str, ComparisonVerdict | str], ...] = (
    ("What both say", ComparisonVerdict.AGREE),
    ("Close to each other, but not the same", ComparisonVerdict.PARALLEL),
    ("Where they contradict each other", ComparisonVerdict.CONTRADICT),
    ("Opposed remedies", REMEDIES),
    ("Rival answers to one question", ComparisonVerdict.RIVAL),
    ("What changed", ComparisonVerdict.CHANGED),
    ("Later, on the same matter", ComparisonVerdict.LATER),
    ("The same in both versions", ComparisonVerdict.UNCHANGED),
    ("Different in the two versions", ComparisonVerdict.REVISED),
    ("Of different times", ComparisonVerdict.DIFFERENT_SCOPE),
    ("Only reported or left open by one or both", ComparisonVerdict.REPORTED),
    ("Alike in kind", ComparisonVerdict.SIMILAR),
)


def page_of(
    comparison: Comparison, attachment: Attachment | None = None, *, every: bool = False
) -> pages.Page:
    """The page of a comparison; ``every``: all that only one of them says."""
    contents = Contents(comparison, attachment, every=every)
    left, right = contents.article_names.values()
    groups = comparison.groups
    matters = [
        pages.Section(title=title, parts=tuple(_parts(contents, items)))
        for title, items in sections(contents, groups).items()
    ]
    return pages.Page(
        title=f"{left} and {right} compared",
        digest=tuple(digest(contents)),
        about=tuple(_about(contents)),
        summary=tuple(summary(contents, groups)),
        numbers=tuple(numbers(contents, groups)),
        table=table(contents, groups),
        sections=(*matters, *attitudes(contents), *public_record(contents)),
    )


def _about(contents: Contents) -> Iterator[str]:
    comparison = contents.comparison
    for article in contents.articles:
        authors = listing(author.name for author in article.authors) or "no author stated"
        title = f"“{article.title}”, " if article.title else ""
        when = times.in_words(article.published) or "at an unknown time"
        spoken = contents.spoken[contents.articles.index(article)]
        counts = [count(len(spoken.claims), "claim"), count(len(spoken.events), "event")]
        yield (
            f"{contents.article_names[article.id]}: {title}{authors}; {article.publisher}, "
            f"published {when}; {', '.join(counts)} ({article.id})"
        )
    if comparison.one_text:
        kinds = listing(
            f"{contents.article_names[article.id]}: {article.version.kind.value}"
            for article in contents.articles
            if article.version is not None
        )
        yield (
            f"{listing(contents.article_names.values())} are versions of one text ({kinds}), not two "
            "voices: nothing here is agreement or contradiction between two authors."
        )
    if comparison.filters:
        filters = "; ".join(_filter(contents, wanted) for wanted in comparison.filters)
        yield f"Filters: {filters}; {count(len(comparison), 'item')} left."
    yield (
        "“Only” means that no shared record or link was annotated, not that the other is "
        "silent or disagrees."
    )
    if any(item.rule in LABELLED for item in comparison):
        yield (
            "What a relation is like and where it is heading are the annotators' labels; the "
            "authors may not use these words."
        )
    head = contents.dataset.dataset
    if head is not None:
        yield f"From: {head.title} ({head.id}, version {head.version}, {head.status.value})"
    attachment = contents.attachment
    for article in contents.articles:
        if attachment is not None and attachment[article.id].text is None:
            name = contents.article_names[article.id]
            yield f"No text of {name} at hand: its words are left out."


def _filter(contents: Contents, wanted: str) -> str:
    """A filter, with the name of the relation or issue before its id."""
    kind, _blank, value = wanted.partition(" ")
    names = {"relation": contents.names.parties, "issue": contents.names.name}
    return f"{kind} {names[kind](value)} ({value})" if kind in names else wanted


def _parts(contents: Contents, items: Sequence[ComparisonItem]) -> Iterator[pages.Part]:
    for title, wanted in _TITLES:
        under = [item for item in items if heading(item) == wanted]
        if under:
            yield pages.Part(title=title, entries=_entries(contents, under))
    for name, verdict in zip(contents.article_names.values(), ONLY, strict=True):
        alone = [item for item in items if item.verdict is verdict]
        if alone and contents.every:
            yield from _only_by_theme(contents, name, alone)
        elif alone:
            yield _only(contents, name, alone)


def _only(contents: Contents, name: str, items: Sequence[ComparisonItem]) -> pages.Part:
    """The most central items of what only one says; of the others the numbers."""
    listed, others = items[:_MOST_CENTRAL], items[_MOST_CENTRAL:]
    rest = ""
    if others:
        by_theme = Counter(map(theme_of, others))
        themes = ", ".join(f"{theme} {n}" for theme, n in by_theme.most_common())
        of_themes = f" ({themes})" if len(by_theme) > 1 else ""
        rest = f"… and {things(others)} more{of_themes}; --all lists them"
    return pages.Part(
        title=f"Only {name}: {things(items)}{'; the most central' if others else ''}",
        entries=_entries(contents, listed),
        rest=rest,
    )


def _only_by_theme(
    contents: Contents, name: str, items: Sequence[ComparisonItem]
) -> Iterator[pages.Part]:
    themes: dict[str, list[ComparisonItem]] = {}
    for item in items:
        themes.setdefault(theme_of(item), []).append(item)
    for theme, under in themes.items():
        of_theme = "" if theme == RELATION_THEME else f", {theme}"
        yield pages.Part(
            title=f"Only {name}{of_theme}: {things(under)}", entries=_entries(contents, under)
        )


def _entries(contents: Contents, items: Sequence[ComparisonItem]) -> tuple[pages.Entry, ...]:
    return tuple(entry(contents, item) for item in items)
