"""An item on phases or factors of a relation in sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.analysis.comparison.attributes import text_of_phase
from detente.analysis.comparison.result import (
    ComparisonItem,
    ComparisonRule,
    ComparisonVerdict,
    Position,
)
from detente.display import capitalised
from detente.records import Factor
from detente.render.comparison import claims_and_events
from detente.render.comparison.claims_and_events import grounds_line
from detente.render.comparison.contents import Contents
from detente.render.comparison.items import IN_TIME, ONLY, grounds_of, sides
from detente.render.comparison.reasons import link_notes, reasons

_SHARED = (ComparisonVerdict.AGREE, ComparisonVerdict.UNCHANGED, ComparisonVerdict.SIMILAR)
"""The verdicts that say of both what one of them sees."""


def statements(contents: Contents, item: ComparisonItem) -> list[str]:
    """Who sees what in the relation."""
    part = contents.relation_phrases.part(item.positions[0])
    if isinstance(part, Factor):
        return _on_factors(contents, item, part)
    return _on_phases(contents, item)


def remarks(contents: Contents, item: ComparisonItem) -> Iterator[str]:
    """What goes with the statements: reasons, grounds."""
    yield from reasons(contents, item)
    yield from (_close(contents, near) for near in contents.close_behind(item))
    if contents.brief:
        return
    if item.rule is ComparisonRule.SAME_GROUND:
        same = [ground for ground in item.left[0].grounds if ground in item.right[0].grounds]
        yield f"On the same ground: {' '.join(map(contents.phrases.text, same))}"
    elif item.rule is not ComparisonRule.SAME_KIND:
        for side in sides(item):
            yield from _grounds(contents, side)


def _grounds(contents: Contents, side: Sequence[Position]) -> Iterator[str]:
    """The grounds of one side. Those of a phase that says more than what is shown are grounds of
    all that it says, since its record has one list: they are given once, and for the whole phase.
    """
    whole: list[Position] = []
    for position in side:
        part = contents.relation_phrases.part(position)
        if isinstance(part, Factor) or text_of_phase(part) == position.text:
            whole.append(position)
            continue
        key = (position.record, position.paths[0])
        view = contents.relation_phrases.view([replace(position, text=text_of_phase(part))])
        if key in contents.phases_grounded:
            yield f"{_author(contents, side)} {view}, on the grounds given above."
            continue
        contents.phases_grounded.add(key)
        yield from grounds_line(contents, position.article, position.grounds, view)
    yield from grounds_line(contents, side[0].article, grounds_of(whole))


def _close(contents: Contents, near: ComparisonItem) -> str:
    """Two claims close to each other on which both see a relation in the same way."""
    claims = claims_and_events.statements(contents, near)
    return " ".join(
        ("Close to each other behind it:", *claims, *link_notes(contents.comparison, near))
    )


def _on_phases(contents: Contents, item: ComparisonItem) -> list[str]:
    phrases, both = contents.relation_phrases, sides(item)
    if item.verdict in _SHARED:
        view = phrases.shared_view(min(position.text for position in item.positions))
        apart = ", at different times" if item.verdict is ComparisonVerdict.SIMILAR else ""
        return [f"Both {view}{apart}: {'; '.join(map(phrases.periods, both))}."]
    if item.verdict in ONLY:
        return [f"{capitalised(phrases.view(both[0]))}."]
    views = [f"{_author(contents, side)} {phrases.view(side)}." for side in both]
    earlier = contents.comparison.earlier
    if item.verdict not in IN_TIME or earlier is None or len(both) == 1:
        return views
    then, later = views if both[0][0].article == earlier.id else reversed(views)
    return [f"Then: {then}", f"Later: {later}"]


def _on_factors(contents: Contents, item: ComparisonItem, factor: Factor) -> list[str]:
    phrases, both = contents.relation_phrases, sides(item)
    kind = phrases.factor_kind(factor)
    labels = ["; ".join(map(phrases.factor_label, side)) for side in both]
    if len(both) == 1:
        return [f"{'Rules out' if factor.denied else 'Sees'} {kind}: {labels[0]}."]
    labelled = [
        (_author(contents, side), side, label) for side, label in zip(both, labels, strict=True)
    ]
    if item.verdict is ComparisonVerdict.CONTRADICT:
        return [
            f"{author} {'sees' if side[0].sign == '+' else 'rules out'} {kind}: {label}."
            for author, side, label in labelled
        ]
    each = " ".join(f"{author}: {label}." for author, _side, label in labelled)
    return [f"Both {'rule out' if factor.denied else 'see'} {kind}. {each}"]


def _author(contents: Contents, side: Sequence[Position]) -> str:
    return contents.article_names[side[0].article]
