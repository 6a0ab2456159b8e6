"""What the groups of a comparison are called, and into which parts other matters fall."""

from collections.abc import Mapping, Sequence

from detente.analysis.comparison.result import ComparisonItem
from detente.display import capitalised
from detente.render.comparison.contents import Contents
from detente.render.comparison.evidence import theme_of
from detente.render.comparison.names import theme_name
from detente.vocab.enums import Theme

_LEAST = 4
"""Fewer other matters of one issue or theme have no section of their own."""

_WITHOUT = {None: "other matters", "theme": "matters of no theme", "issue": "matters of no issue"}


def group_name(contents: Contents, name: str | None) -> str:
    """What a group is called: the parties of a relation, a theme, an issue, a value of a scheme."""
    by = contents.comparison.by
    if name is None:
        return _WITHOUT.get(by, f"matters without a code of “{_title(contents, by)}”")
    if by is None:
        return contents.names.parties(name)
    if by == "theme":
        return theme_name(Theme(name))
    if by == "issue":
        return contents.names.name(name)
    return f"{_title(contents, by)}: {name.partition('/')[2]}"


def _title(contents: Contents, by: str | None) -> str:
    return next((scheme.title for scheme in contents.dataset.schemes if scheme.id == by), "")


def sections(
    contents: Contents, groups: Mapping[str | None, Sequence[ComparisonItem]]
) -> dict[str, list[ComparisonItem]]:
    """The items by the title of their section: a group each. Matters of no relation, which have
    only that in common, fall into sections by issue, and where there is none by theme; what is
    too little for a section stays together.
    """
    titled: dict[str, list[ComparisonItem]] = {}
    for name, items in groups.items():
        title = capitalised(group_name(contents, name))
        if name is not None or contents.comparison.by is not None:
            titled[title] = [*items]
            continue
        matters: dict[str, list[ComparisonItem]] = {}
        for item in items:
            theme = theme_of(item) if item.theme is not None else ""
            matter = contents.names.name(item.issue) if item.issue else theme
            matters.setdefault(matter, []).append(item)
        large = {m: own for m, own in matters.items() if m and len(own) >= _LEAST}
        few = [item for matter, own in matters.items() if matter not in large for item in own]
        titled |= {f"{title}: {matter}": own for matter, own in large.items()}
        if few:  # from several matters, so that what is most central has to be found again
            titled[title] = sorted(few, key=lambda item: -item.weight)
    return titled
