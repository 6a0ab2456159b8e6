"""An item on claims or events in sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress

from detente.analysis.comparison.result import (
    ComparisonItem,
    ComparisonRule,
    Position,
)
from detente.display import capitalised, listing
from detente.records import Claim, Event, times
from detente.render.comparison.contents import Contents
from detente.render.comparison.evidence import named_grounds
from detente.render.comparison.items import IN_TIME, ONLY, main_positions, sides
from detente.render.comparison.reasons import link_notes, reasons
from detente.vocab.enums import Influence

_INFLUENCES: dict[Influence | None, tuple[str, str]] = {
    Influence.BRINGS_ABOUT: ("brings about", ", to bring it about"),
    Influence.CONTRIBUTES: ("contributes to", ", to contribute to it"),
    Influence.ENABLES: ("makes possible", ", to make it possible"),
    Influence.PREVENTS: ("prevents", ", to prevent it"),
}
"""What causes do to effects that are named, and to what the claim says."""


def statements(contents: Contents, item: ComparisonItem) -> list[str]:
    """Who holds what; of what came later first what was then and then what is later."""
    main = main_positions(item.positions)
    if item.rule is ComparisonRule.OPPOSITE_ORDER:
        return [_in_order(contents, side) for side in (item.left, item.right)]
    if len({position.record for position in main}) == 1:
        return [_on_one_record(contents, main)]
    earlier = contents.comparison.earlier
    if item.verdict not in IN_TIME or earlier is None:
        return [contents.phrases.full(position) for position in main]
    main.sort(key=lambda position: position.article != earlier.id)
    return [
        f"{'Then' if position.article == earlier.id else 'Later'}: {contents.phrases.full(position)}"
        for position in main
    ]


def _in_order(contents: Contents, side: Sequence[Position]) -> str:
    first, second = (contents.phrases.text(position.record) for position in side)
    return f"{contents.article_names[side[0].article]}: first: {first} Then: {second}"


def _on_one_record(contents: Contents, main: Sequence[Position]) -> str:
    """What one or both do with one claim or event, and its words."""
    phrases = contents.phrases
    content = phrases.content(main[0], both=len(main) > 1)
    if len(main) == 1:
        return f"{capitalised(phrases.attitude(main[0]))}: {content}"
    both = {phrases.attitude(position, both=True) for position in main}
    if len(both) == 1:
        return f"Both {both.pop()}: {content}"
    each = [f"{contents.article_names[p.article]} {phrases.attitude(p)}" for p in main]
    return f"{'; '.join(each)}: {content}"


def remarks(contents: Contents, item: ComparisonItem) -> Iterator[str]:
    """What goes with the statements: reasons, sources, details, conditions, grounds."""
    main = main_positions(item.positions)
    yield from reasons(contents, item)
    on_relation = contents.repeats(item)
    if on_relation is not None:
        texts = " against ".join(side[0].text for side in sides(on_relation))
        yield f"(On the same claims as this contradiction about the relation: {texts}.)"
    yield from link_notes(contents.comparison, item)
    yield from _sources(contents, main)
    yield from _additions(contents, item)
    yield from _details(contents, main)
    for id_ in dict.fromkeys(position.record for position in main):
        yield from _circumstances(contents, id_, main)
        yield from _causes(contents, id_, main)
    if item.verdict not in ONLY:
        for position in main:
            yield from grounds_line(contents, position.article, position.grounds)


def _sources(contents: Contents, main: Sequence[Position]) -> Iterator[str]:
    """Whose report an author makes their own, and who is reported beside it."""
    for position in main:
        if position.sign != "?":
            author = contents.article_names[position.article]
            own, beside = _by_sign(position)
            if own.sources:
                yield f"{author} takes it from {contents.phrases.sources(own)}."
            if beside.sources:
                sources = contents.phrases.sources(beside, commitments=True)
                yield f"{author} also reports it, from {sources}."


def _by_sign(position: Position) -> tuple[Position, Position]:
    """A position with the sources that say what the author says, and with the others."""
    signs = [chain[-1].commitment.value[-1] for chain in position.sources]
    own = [sign == position.sign for sign in signs]
    beside = [not each for each in own]
    left, right = (tuple(compress(position.sources, chosen)) for chosen in (own, beside))
    return replace(position, sources=left), replace(position, sources=right)


def _additions(contents: Contents, item: ComparisonItem) -> Iterator[str]:
    """What either says in more detail, and what it sets against it."""
    verbs = {"more": "says more", "against": "sets against it"}
    for position in item.positions:
        if position.role != "main":
            author = contents.article_names[position.article]
            attitude = contents.phrases.attitude(position)
            how = "" if attitude == "holds as certain" else f" ({attitude})"
            content = contents.phrases.content(position)
            yield f"{author} {verbs[position.role]}{how}: {content}"


def _details(contents: Contents, main: Sequence[Position]) -> Iterator[str]:
    for position in main:
        details = contents.phrases.details(position)
        if details:
            author = contents.article_names[position.article]
            yield f"{author}: {details}" if len(main) > 1 else details


def _circumstances(contents: Contents, id_: str, main: Sequence[Position]) -> Iterator[str]:
    """What an event has apart from what either says: a time from outside."""
    record = contents.phrases.records[id_]
    authors = [contents.article_names[p.article] for p in main if p.record == id_]
    if isinstance(record, Event):
        when = times.in_words(record.time)
        one_of_several = len(main) > len(authors)
        dated = f"The event of {listing(authors)} is dated" if one_of_several else "Dated"
        if when:
            yield f"{dated} by other sources: {when}"


def _causes(contents: Contents, id_: str, main: Sequence[Position]) -> Iterator[str]:
    """What a claim names as causes and effects, and what the ones do to the others; not what
    stands with the claim as its condition.
    """
    record = contents.phrases.records[id_]
    if not isinstance(record, Claim):
        return
    supposed = () if record.condition is None else record.condition.antecedents
    causes = [cause for cause in record.causes if cause not in supposed]
    authors = [contents.article_names[p.article] for p in main if p.record == id_]
    whose = f" according to {listing(authors)}" if len(main) > len(authors) else ""
    cause = f"Cause{'s' if len(causes) > 1 else ''}{whose}"
    effects = _bare(contents, record.effects)
    does, does_it = _INFLUENCES.get(record.influence, ("leads to", ""))
    if causes and effects:
        yield f"{cause}: {_bare(contents, causes)}. This {does}: {effects}."
    elif causes:
        yield f"{cause}{does_it}: {_bare(contents, causes)}."
    elif effects:
        yield f"Effect{whose}: {effects}."


def _bare(contents: Contents, ids: Sequence[str]) -> str:
    return "; ".join(contents.label(id_).removesuffix(".") for id_ in ids)


def grounds_line(
    contents: Contents, article: str, grounds: Sequence[str], of: str = ""
) -> Iterator[str]:
    """The grounds of an article in a line; none without grounds.

    ``of``: what they are the grounds of, where that is more than what is shown.
    """
    if grounds:
        named = named_grounds(contents, grounds)
        more = len(grounds) - len(named)
        rest = f" … and {more} more (--all)" if more else ""
        texts = " ".join(map(contents.phrases.text, named))
        yield f"Grounds of {contents.article_names[article]}{of}: {texts}{rest}"
