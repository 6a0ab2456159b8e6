"""An item on claims or events in sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress

from detente.analysis.comparison.positions import position_of
from detente.analysis.comparison.result import (
    ComparisonItem,
    ComparisonRule,
    ComparisonVerdict,
    Position,
    Sign,
)
from detente.display import capitalised, listing, sentence
from detente.records import Claim, Event, times
from detente.render.comparison.contents import Contents
from detente.render.comparison.evidence import named_grounds
from detente.render.comparison.items import IN_TIME, ONLY, main_positions, sides
from detente.render.comparison.reasons import link_notes, reasons, reservations
from detente.vocab.enums import Influence

_INFLUENCES: dict[Influence | None, tuple[str, str]] = {
    Influence.BRINGS_ABOUT: ("brings about", "Brought about"),
    Influence.CONTRIBUTES: ("contributes to", "Contributed to"),
    Influence.ENABLES: ("makes possible", "Made possible"),
    Influence.PREVENTS: ("prevents", "Prevented"),
}
"""What causes do to effects that are named, and to what the claim says."""

_NOT_HELD: dict[Sign, str] = {"-": "(denied)", "?": "(only reported or left open)"}
"""What stands after a ground that the author does not hold."""

_STEM = 5
"""So many letters of a word tell whether it is another form of one."""

_RESTATED = 0.6
"""The share of its words that a line of causes has in common with what it only says again."""


def statements(contents: Contents, item: ComparisonItem) -> list[str]:
    """Who holds what; of what came later first what was then and then what is later."""
    main = main_positions(item.positions)
    if item.rule is ComparisonRule.OPPOSITE_ORDER:
        return [_in_order(contents, side) for side in (item.left, item.right)]
    if len({position.record for position in main}) == 1:
        return [_on_one_record(contents, main)]
    earlier = contents.comparison.earlier
    if item.verdict not in IN_TIME or earlier is None:
        dated = item.verdict is ComparisonVerdict.CONTRADICT and any(map(_dated, main))
        return [contents.phrases.full(position, dated=dated) for position in main]
    main.sort(key=lambda position: position.article != earlier.id)
    lines: list[str] = []
    for position in main:
        then = "then" if position.article == earlier.id else "later"
        also = any(line.startswith(capitalised(then)) for line in lines)
        when = f"Also {then}" if also else capitalised(then)
        lines.append(f"{when}: {contents.phrases.full(position)}")
    return lines


def _dated(position: Position) -> bool:
    return position.time is not None and position.time.value is not None


def _in_order(contents: Contents, side: Sequence[Position]) -> str:
    first, second = (contents.phrases.text(position.record) for position in side)
    return f"{contents.article_names[side[0].article]}: first: {first} Then: {second}"


def _on_one_record(contents: Contents, main: Sequence[Position]) -> str:
    """What one or both do with one claim or event, and its words."""
    phrases = contents.phrases
    content = phrases.content(main[0], both=len(main) > 1)
    if len(main) == 1:
        alone = phrases.exception(main[0]).strip()
        return f"{capitalised(alone)}: {content}" if alone else capitalised(content)
    both = {phrases.exception(position, both=True) for position in main}
    if len(both) == 1:
        return f"Both{both.pop()}: {content}"
    each = [f"{contents.article_names[p.article]} {phrases.attitude(p)}" for p in main]
    return f"{'; '.join(each)}: {content}"


def remarks(contents: Contents, item: ComparisonItem) -> Iterator[str]:
    """What goes with the statements: reasons, sources, details, conditions, grounds; on a brief
    page the reasons and the notes alone.
    """
    main = main_positions(item.positions)
    yield from reservations(contents, item)
    yield from reasons(contents, item)
    on_relation = contents.repeats(item)
    if on_relation is not None:
        texts = " against ".join(side[0].text for side in sides(on_relation))
        yield f"(On the same claims as this contradiction about the relation: {texts}.)"
    additions = [*_additions(contents, item)]
    if not additions:
        yield from link_notes(contents.comparison, item)
    if contents.brief:
        return
    yield from _sources(contents, main)
    yield from additions
    if additions and (contents.every or item.verdict is not ComparisonVerdict.AGREE):
        yield from link_notes(contents.comparison, item)
    yield from _details(contents, main)
    for id_ in dict.fromkeys(position.record for position in main):
        yield from _circumstances(contents, id_, main)
    yield from _causes(contents, main)
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
    """What either says in more detail, and by what it qualifies it."""
    verbs = {"more": "says more", "against": "qualifies this"}
    for position in item.positions:
        if position.role != "main":
            author = contents.article_names[position.article]
            exception = contents.phrases.exception(position).strip()
            how = f" ({exception})" if exception else ""
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


def _causes(contents: Contents, main: Sequence[Position]) -> Iterator[str]:
    """What claims name as causes and effects, and what the ones do to the others; what several have
    in common once, and nothing that a claim itself says already or that is its condition.
    """
    told: dict[tuple[str, str], list[str]] = {}
    for position in main:
        record = contents.phrases.records[position.record]
        if isinstance(record, Claim):
            for line in _cause(contents, record):
                told.setdefault(line, []).append(contents.article_names[position.article])
    for (begin, end), authors in told.items():
        whose = f" according to {listing(dict.fromkeys(authors))}"
        yield f"{begin}{whose if len(main) > len(authors) else ''}{end}."


def _cause(contents: Contents, record: Claim) -> Iterator[tuple[str, str]]:
    """A line of causes and effects, in two parts between which stands whose they are; none without."""
    supposed = () if record.condition is None else record.condition.antecedents
    causes = [cause for cause in record.causes if cause not in supposed]
    named = [contents.label(id_) for id_ in (*causes, *record.effects)]
    if not named or _restates(record.proposition, named):
        return
    cause = f"Cause{'s' if len(causes) > 1 else ''}"
    effects = _bare(contents, record.effects)
    does, done = _INFLUENCES.get(record.influence, ("leads to", ""))
    if causes and effects:
        yield cause, f": {_bare(contents, causes)}. This {does}: {effects}"
    elif causes:
        yield done or cause, f"{' by' if done else ''}: {_bare(contents, causes)}"
    else:
        yield "Effect", f": {effects}"


def _restates(proposition: str, labels: Sequence[str]) -> bool:
    """Whether a claim says already what its causes and effects are: most of their words are its
    own, but for short ones and endings.
    """
    said, named = (
        {word[:_STEM] for word in re.findall(r"\w{4,}", text.lower())}
        for text in (proposition, " ".join(labels))
    )
    return len(said & named) > _RESTATED * len(named)


def _bare(contents: Contents, ids: Sequence[str]) -> str:
    return "; ".join(contents.label(id_).removesuffix(".") for id_ in ids)


def grounds_line(
    contents: Contents, article: str, grounds: Sequence[str], view: str = ""
) -> Iterator[str]:
    """The grounds of an article in a line; none without grounds.

    ``view``: what they are the grounds of, where that is more than what is shown.
    """
    if grounds:
        named = named_grounds(contents, grounds)
        more = len(grounds) - len(named)
        rest = f" … and {more} more (--all)" if more else ""
        texts = " ".join(_ground(contents, article, id_) for id_ in named)
        author = contents.article_names[article]
        whose = f"{author} {view}, on these grounds" if view else f"Grounds of {author}"
        yield f"{whose}: {texts}{rest}"


def _ground(contents: Contents, article: str, id_: str) -> str:
    """The words of a ground, which may be that something is not so, or is left open."""
    record = contents.phrases.records.get(id_)
    position = None if record is None else position_of(record, article)
    text = contents.phrases.text(id_)
    noted = "" if position is None else _NOT_HELD.get(position.sign, "")
    return sentence(f"{text.removesuffix('.')} {noted}") if noted else text
