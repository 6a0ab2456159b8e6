"""The page of a comparison: its head, and the items by relation, heading and theme."""

from collections import Counter
from collections.abc import Iterator, Sequence

from detente.analysis.comparison.result import Comparison, ComparisonItem, ComparisonVerdict
from detente.display import capitalised, count, listing, uncapitalised
from detente.records import times
from detente.render import pages
from detente.render.comparison.attitudes import attitudes
from detente.render.comparison.contents import Contents
from detente.render.comparison.digest import digest, in_short
from detente.render.comparison.entries import entry
from detente.render.comparison.evidence import RELATION_THEME, theme_of
from detente.render.comparison.groups import group_name, sections
from detente.render.comparison.items import LABELLED, ONLY, REMEDIES, heading
from detente.render.comparison.merging import matters
from detente.render.comparison.public_record import public_record
from detente.render.comparison.reasons import UNDER_HEADING as NOTES
from detente.render.comparison.summary import summary, table, things
from detente.text.attaching.attachment import Attachment

_MOST_CENTRAL = 3
"""The items that are listed of what only one says, where not all are asked for."""

_COUNTED = (ComparisonVerdict.REPORTED, ComparisonVerdict.SIMILAR)
"""What a brief page only counts."""

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
    ("Similar, but not shown to be the same", ComparisonVerdict.SIMILAR),
)


def page_of(
    comparison: Comparison,
    attachment: Attachment | None = None,
    *,
    every: bool = False,
    ids: bool = False,
) -> pages.Page:
    """The page of a comparison.

    Args:
        comparison: what it shows.
        attachment: the texts, whose words are shown; ``None`` for a page without words.
        every: whether all is listed: all that only one of them says, all of a long comparison.
        ids: whether ids and places are shown; with ``every`` they are.
    """
    contents = Contents(comparison, attachment, every=every, ids=ids)
    left, right = contents.article_names.values()
    short = [*digest(contents)]
    counted = table(contents, comparison.groups)
    where = [_where(contents, table=counted is not None)] if short else []
    return pages.Page(
        title=f"{left} and {right} compared",
        digest=(*short, *where),
        about=tuple(_about(contents)),
        summary=tuple(summary(contents, comparison.groups, digested=bool(short))),
        table=counted,
        sections=tuple(_brief(contents) if contents.brief else _sections(contents)),
        close=contents.brief,
    )


def _where(contents: Contents, *, table: bool) -> pages.Part:
    """Where the rest is."""
    parts = ["the two articles", *["a table of all matters"] * table]
    if contents.brief:
        parts += ["more of the weightiest"]
        rest = (
            " --all shows all, what actors have in mind and what has been checked; --relation ID and "
            "--only VERDICT show a part, --texts DIR the words."
        )
    else:
        parts += ["the matters in full"]
        minds = any(True for _section in attitudes(contents))
        parts += ["what actors have in mind"] * minds
        parts += ["the public record"] * any(True for _section in public_record(contents))
        rest = ""
    return pages.Part(title=f"Below: {listing(parts)}.{rest}")


def _sections(contents: Contents) -> Iterator[pages.Section]:
    for title, items in sections(contents, contents.comparison.groups).items():
        yield pages.Section(title=title, parts=tuple(_parts(contents, items)))
    yield from attitudes(contents)
    yield from public_record(contents)


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
            f"published {when}; {', '.join(counts)}{_id(contents, article.id)}"
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
    reading = [
        "“Only” means that no shared record or link was annotated, not that the other is "
        "silent or disagrees.",
        "A claim without a verb before it is held as certain.",
    ]
    if any(item.rule in LABELLED for item in comparison):
        reading.append(
            "What a relation is like and where it is heading are the annotators' labels; the "
            "authors may not use these words."
        )
    yield " ".join(reading)
    head = contents.dataset.dataset
    if head is not None:
        id_ = f"{head.id}, " if contents.ids else ""
        yield f"From: {head.title} ({id_}version {head.version}, {head.status.value})"
    attachment = contents.attachment
    for article in contents.articles:
        if attachment is not None and attachment[article.id].text is None:
            name = contents.article_names[article.id]
            yield f"No text of {name} at hand: its words are left out."


def _filter(contents: Contents, wanted: str) -> str:
    """A filter, with the name of the relation or issue for its id."""
    kind, _blank, value = wanted.partition(" ")
    names = {"relation": contents.names.parties, "issue": contents.names.name}
    return f"{kind} {names[kind](value)}{_id(contents, value)}" if kind in names else wanted


def _id(contents: Contents, id_: str) -> str:
    return f" ({id_})" if contents.ids else ""


def _parts(contents: Contents, items: Sequence[ComparisonItem]) -> Iterator[pages.Part]:
    for title, wanted in _TITLES:
        told = [i for i in items if heading(i) == wanted and id(i) not in contents.close]
        if told:
            yield pages.Part(
                title=title,
                note=NOTES.get(wanted, ""),
                entries=_entries(contents, [item for item, _number in matters(told)]),
            )
    for name, verdict in zip(contents.article_names.values(), ONLY, strict=True):
        alone = [item for item in items if item.verdict is verdict]
        known = [item for item in alone if not item.beyond]
        later = [item for item in alone if item.beyond]
        if contents.every:
            yield from _only_by_theme(contents, name, known)
            yield from _only_by_theme(contents, name, later, _of_later(contents))
        else:
            yield from _only(contents, name, known)
            yield from _only(contents, name, later, _of_later(contents))


def _of_later(contents: Contents) -> str:
    """What stands behind the name of what the earlier article could not know."""
    earlier = contents.comparison.earlier
    name = "" if earlier is None else contents.article_names[earlier.id]
    return f", after {name} appeared"


def _brief(contents: Contents) -> Iterator[pages.Section]:
    """What the digest does not show of both: of the first group the weightiest under each heading,
    of each other group the weightiest of all.
    """
    groups = {name: [*_left(contents, items)] for name, items in contents.comparison.groups.items()}
    main = contents.comparison.main_relation
    first = main if main in groups else max(groups, key=lambda name: len(groups[name]))
    parts = [_weightiest(contents, t, of) for t, of in _by_heading(groups.pop(first))]
    if parts:
        title = capitalised(group_name(contents, first))
        yield pages.Section(title=f"{title}: more of the weightiest", parts=tuple(parts))
    others = [_one(contents, name, items) for name, items in groups.items() if items]
    if others:
        yield pages.Section(title="Other matters of both: the weightiest", parts=tuple(others))


def _one(contents: Contents, name: str | None, items: Sequence[ComparisonItem]) -> pages.Part:
    """The weightiest item of a group, in short."""
    item = max(items, key=lambda item: item.weight)
    (title,) = (title for title, wanted in _TITLES if heading(item) == wanted)
    called = f"{capitalised(group_name(contents, name))}: {uncapitalised(title)}"
    told = in_short(contents, item, possibly=item.modality == "possible")
    return pages.Part(title=f"{called}{_more(len(items) - 1)}", entries=(told,))


def _more(left: int) -> str:
    return f" (… and {left} more)" if left else ""


def _left(contents: Contents, items: Sequence[ComparisonItem]) -> Iterator[ComparisonItem]:
    """The items of both articles that the digest does not show."""
    for item in items:
        told = id(item) in contents.shown or id(item) in contents.close
        if item.left and item.right and not told:
            yield item


def _by_heading(
    items: Sequence[ComparisonItem],
) -> Iterator[tuple[str, list[ComparisonItem]]]:
    for title, wanted in _TITLES:
        under = [item for item in items if heading(item) == wanted]
        if under and wanted not in _COUNTED:
            yield title, under


def _weightiest(contents: Contents, title: str, items: Sequence[ComparisonItem]) -> pages.Part:
    """The weightiest item under a heading, and the number of the others."""
    item = max(items, key=lambda item: item.weight)
    return pages.Part(title=f"{title}{_more(len(items) - 1)}", entries=_entries(contents, [item]))


def _only(
    contents: Contents, name: str, items: Sequence[ComparisonItem], when: str = ""
) -> Iterator[pages.Part]:
    """The most central items of what only one says; of the others the numbers. Nothing for none."""
    if not items:
        return
    listed, others = items[:_MOST_CENTRAL], items[_MOST_CENTRAL:]
    rest = ""
    if others:
        by_theme = Counter(map(theme_of, others))
        themes = ", ".join(f"{theme} {n}" for theme, n in by_theme.most_common())
        of_themes = f" ({themes})" if len(by_theme) > 1 else ""
        rest = f"… and {things(contents, others)} more{of_themes}; --all lists them"
    yield pages.Part(
        title=f"Only {name}{when}: {things(contents, items)}{'; the most central' if others else ''}",
        entries=_entries(contents, listed),
        rest=rest,
    )


def _only_by_theme(
    contents: Contents, name: str, items: Sequence[ComparisonItem], when: str = ""
) -> Iterator[pages.Part]:
    themes: dict[str, list[ComparisonItem]] = {}
    for item in items:
        themes.setdefault(theme_of(item), []).append(item)
    for theme, under in themes.items():
        of_theme = "" if theme == RELATION_THEME else f", {theme}"
        yield pages.Part(
            title=f"Only {name}{when}{of_theme}: {things(contents, under)}",
            entries=_entries(contents, under),
        )


def _entries(contents: Contents, items: Sequence[ComparisonItem]) -> tuple[pages.Entry, ...]:
    return tuple(entry(contents, item) for item in items)
