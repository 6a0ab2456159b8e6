"""The numbers of a comparison: how much both speak of, and a table of items by group and verdict."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from detente.analysis.comparison.result import ComparisonItem, ComparisonVerdict
from detente.display import capitalised, count, listing
from detente.records import Phase
from detente.records.kinds import kind_of
from detente.render import pages
from detente.render.comparison.contents import Contents
from detente.render.comparison.groups import group_name
from detente.render.comparison.items import ONLY, on_relation
from detente.render.comparison.names import without_years

_NAMED = 5
"""How many of the actors and issues are named of which an article never speaks."""

_COLUMNS = {
    ComparisonVerdict.AGREE: "agree",
    ComparisonVerdict.PARALLEL: "close",
    ComparisonVerdict.CONTRADICT: "contra\u00addict",
    ComparisonVerdict.RIVAL: "rival",
    ComparisonVerdict.CHANGED: "chan\u00adged",
    ComparisonVerdict.LATER: "later",
    ComparisonVerdict.UNCHANGED: "same",
    ComparisonVerdict.REVISED: "revi\u00adsed",
    ComparisonVerdict.DIFFERENT_SCOPE: "other times",
    ComparisonVerdict.REPORTED: "left open",
    ComparisonVerdict.SIMILAR: "simi\u00adlar",
}
"""What the columns of the table are called; with a soft hyphen where a narrow one is broken."""

_OTHER = (
    *(ComparisonVerdict.LATER, ComparisonVerdict.DIFFERENT_SCOPE),
    *(ComparisonVerdict.REPORTED, ComparisonVerdict.SIMILAR),
)
"""What is one column on a brief page, with the name ``other``."""

Groups = Mapping[str | None, Sequence[ComparisonItem]]
"""The items by relation."""


def summary(contents: Contents, groups: Groups, *, digested: bool) -> Iterator[str]:
    """How much both speak of; and whom or what only one of them speaks of, if no digest says so."""
    if not contents.comparison.filters:
        yield (
            f"Both speak of {listing(_shared(contents))}. Their other common matters are joined by "
            "links, or are phases and factors that are alike."
        )
        if contents.brief:
            yield (
                "Other (in the table): told later on the same matter, left open, of different times, "
                "or similar."
            )
        for article in () if digested else contents.articles:
            yield from never_spoken_of(contents, article.id)
    elif not groups:
        yield "Nothing of that kind under these filters."


def table(contents: Contents, groups: Groups) -> pages.Table | None:
    """The items of each group by verdict, as many as ``Comparison.counts`` has in all; none for
    one verdict. On a brief page the groups of which only one speaks are one row.
    """
    columns = _columns(contents)
    if len(columns) <= 1:
        return None
    rows = {
        capitalised(group_name(contents, name)): Counter(item.verdict for item in items)
        for name, items in groups.items()
    }
    alone = [name for name, row in rows.items() if contents.brief and {*row} <= {*ONLY}]
    if len(alone) > 1:
        row = sum((rows.pop(name) for name in alone), Counter[ComparisonVerdict]())
        rows[f"{len(alone)} that one alone has"] = row
    total = {"All": Counter(contents.comparison.counts)} if len(rows) > 1 else {}
    return pages.Table(
        head=("", *columns),
        rows=tuple(
            (name, *(str(_sum(row, under) or pages.NONE) for under in columns.values()))
            for name, row in {**rows, **total}.items()
        ),
    )


def _sum(row: Counter[ComparisonVerdict], verdicts: Sequence[ComparisonVerdict]) -> int:
    return sum(row[verdict] for verdict in verdicts)


def _columns(contents: Contents) -> dict[str, tuple[ComparisonVerdict, ...]]:
    """The verdicts under the name of each column, those that there are."""
    columns: dict[str, tuple[ComparisonVerdict, ...]] = {}
    for verdict, name in _COLUMNS.items():
        if contents.comparison.counts[verdict]:
            called = "other" if contents.brief and verdict in _OTHER else name
            columns[called] = (*columns.get(called, ()), verdict)
    if "other" in columns:
        columns["other"] = columns.pop("other")  # the last of those of both
    names = without_years(contents.article_names)
    for name, verdict in zip(names.values(), ONLY, strict=True):
        if contents.comparison.counts[verdict]:
            columns[f"only {name}"] = (verdict,)
    return columns


def _shared(contents: Contents) -> Iterator[str]:
    for kind in ("claims", "events"):
        left, right = ({*getattr(spoken, kind)} for spoken in contents.spoken)
        yield f"{len(left & right)} of the {count(len(left | right), kind.removesuffix('s'))}"


def never_spoken_of(contents: Contents, article: str, *, counts: bool = True) -> Iterator[str]:
    """Of whom or what the other article never speaks, though this one often does; with the numbers
    of its claims and events.
    """
    named = [u for u in contents.comparison.unmentioned if u.article == article]
    if named and not contents.comparison.filters:
        (silent,) = (other.id for other in contents.articles if other.id != article)
        whole = f" of the {named[0].of} claims and events of {contents.article_names[article]}"
        listed = [
            contents.names.name(u.record) + f" (in {u.count}{'' if n else whole})" * counts
            for n, u in enumerate(named[:_NAMED])
        ]
        listed += [f"{len(named) - _NAMED} more"] if len(named) > _NAMED else []
        yield f"{contents.article_names[silent]} never speaks of {listing(listed)}."


def things(contents: Contents, items: Sequence[ComparisonItem]) -> str:
    """How many claims, events, phases and factors some items are on."""
    kinds = Counter(_kind(contents, item) for item in items)
    return listing(count(n, kind) for kind, n in sorted(kinds.items(), key=_in_order))


def _in_order(counted: tuple[str, int]) -> int:
    return ("claim", "event", "phase", "factor").index(counted[0])


def _kind(contents: Contents, item: ComparisonItem) -> str:
    if not on_relation(item):
        return kind_of(item.positions[0].record)
    is_phase = isinstance(contents.relation_phrases.part(item.positions[0]), Phase)
    return "phase" if is_phase else "factor"
