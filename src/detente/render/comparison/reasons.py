"""Why an item has its verdict, where that is not plain from what is said."""

from collections.abc import Iterator

from detente.analysis.comparison.positions import position_of
from detente.analysis.comparison.result import (
    Comparison,
    ComparisonItem,
    ComparisonRule,
    ComparisonVerdict,
)
from detente.display import listing, sentence
from detente.records import Link, Phase
from detente.render.comparison.contents import Contents
from detente.render.comparison.items import heading, on_relation
from detente.vocab.enums import Confidence, LinkKind

_SAME_TIME = "Whether they mean the same time is not certain."
_CERTAIN = {
    ComparisonRule.EXCLUDED: "Not both can be so, and the times overlap.",
    ComparisonRule.ENTAILED: "What the one says implies what the other says.",
    ComparisonRule.WEAKER_SENTENCE: (
        "Neither says what the other says, but both imply one weaker sentence: the common ground."
    ),
    ComparisonRule.RIVAL_ANSWERS: "Each is the main answer to one question; both could be right.",
    ComparisonRule.RIVAL_REMEDIES: (
        "Each is the main answer to what should be done; both could be followed."
    ),
    ComparisonRule.REMEDIES_EXCLUDED: "Not both can be followed.",
    ComparisonRule.OPPOSITE_ORDER: "They put the two in opposite orders.",
    ComparisonRule.BOTH_REJECT: "What the one says rules out what the other denies.",
    ComparisonRule.ENTAILED_DENIED: "What the one says implies what the other denies.",
    ComparisonRule.ARGUED_AGAINST: "The one argues against what the other holds.",
    ComparisonRule.OTHER_CHARACTER: "The periods overlap, and a relation has one character at a time.",
    ComparisonRule.CHARACTER_DENIED: "The one denies it for a period that overlaps.",
    ComparisonRule.OTHER_PATRON: "The patrons differ.",
    ComparisonRule.OPPOSITE_TRENDS: "The periods overlap.",
    ComparisonRule.OTHER_TIMES: "Not both could be so at one time, but the times differ.",
    ComparisonRule.WRONG_ORDER: "Linked as a change, but the times run the other way.",
    ComparisonRule.PHASES_APART: "The periods do not overlap.",
    ComparisonRule.NEW_PHASE: "The later period began after the earlier article appeared.",
    ComparisonRule.ENDED_PHASE: "The period ended after the earlier article appeared.",
}
_AT_WORK = "Whether they are at work at the same time is not certain."
_POSSIBLE = {
    **_CERTAIN,
    ComparisonRule.SHARED_EVENT: _SAME_TIME,
    ComparisonRule.SAME_CHARACTER: _SAME_TIME,
    ComparisonRule.SAME_DENIAL: _SAME_TIME,
    ComparisonRule.SAME_TREND: _SAME_TIME,
    ComparisonRule.SAME_GROUND: _AT_WORK,
    ComparisonRule.SAME_OBJECT: _AT_WORK,
    ComparisonRule.SAME_KIND: _AT_WORK,
    ComparisonRule.FACTOR_DENIED: _AT_WORK,
    ComparisonRule.ENTAILED: "What the one says may imply what the other says.",
    ComparisonRule.BOTH_REJECT: "What the one says may rule out what the other denies.",
    ComparisonRule.EXCLUDED: "Not both can be so, if they speak of the same time and case; they may.",
    ComparisonRule.REMEDIES_EXCLUDED: (
        "Not both can be followed, if they speak of the same time and case; they may."
    ),
    ComparisonRule.ENTAILED_DENIED: "What the one says may imply what the other denies.",
    ComparisonRule.CHARACTER_DENIED: "The one denies it for a period that may overlap.",
    ComparisonRule.OTHER_PATRON: "The patrons differ; the periods may overlap.",
    ComparisonRule.UPDATED: "Which of the two speaks of the later time is not certain.",
}
_UNSURE = (Confidence.LOW, Confidence.MEDIUM)


_NOTES: dict[ComparisonVerdict | str, str] = {
    ComparisonVerdict.PARALLEL: "Common ground",
    ComparisonVerdict.RIVAL: "Question",
}
"""What the note on a link is under some headings: the weaker sentence, the question."""

UNDER_HEADING: dict[ComparisonVerdict | str, str] = {
    ComparisonVerdict.PARALLEL: _CERTAIN[ComparisonRule.WEAKER_SENTENCE],
    ComparisonVerdict.RIVAL: _CERTAIN[ComparisonRule.RIVAL_ANSWERS],
}
"""The reasons that all items under a heading have: said once."""


def reasons(contents: Contents, item: ComparisonItem) -> Iterator[str]:
    """The reason of a verdict; nothing where it is plain."""
    comparison = contents.comparison
    certain = item.modality == "definite"
    if heading(item) in UNDER_HEADING:
        return
    if item.rule is ComparisonRule.EVENT_DIFFERS:
        yield f"The accounts {'' if certain else 'may '}differ in {listing(item.differs)}."
    elif item.rule is ComparisonRule.SHARED_EVENT and item.differs:
        yield "Only one of them makes it depend on that condition."
    elif item.rule is ComparisonRule.LINKED_NOT_HELD:
        yield _not_held(contents, item)
    elif item.rule is ComparisonRule.FORETOLD and item.outcome != "?":
        yield f"As the later one has it, this was {'not ' * (item.outcome == '-')}borne out."
    elif not certain and _confined(contents, item):
        yield "They may not speak of the same policy fields."
    elif item.rule is ComparisonRule.UPDATED and comparison.earlier and _unsure(comparison, item):
        return  # it is possible on account of the link, of which the next line tells
    elif item.verdict is not ComparisonVerdict.SIMILAR or not certain:
        reason = (_CERTAIN if certain else _POSSIBLE).get(item.rule)
        if reason:
            yield reason


def _confined(contents: Contents, item: ComparisonItem) -> bool:
    """Whether phases are confined to policy fields that are not the same on both sides."""
    if not on_relation(item):
        return False
    parts = [contents.relation_phrases.part(position) for position in item.positions]
    return len({frozenset(part.themes) for part in parts if isinstance(part, Phase)}) > 1


def link_notes(comparison: Comparison, item: ComparisonItem) -> Iterator[str]:
    """How sure the annotators were of a link, and what they note on it."""
    called = _NOTES.get(heading(item), "By the annotators' reading")
    for link in _links(comparison, item):
        unsure = link.confidence in _UNSURE
        if not (unsure or link.note):
            continue
        confidence = f", {link.confidence.value} confidence" if link.confidence and unsure else ""
        note = f": {link.note}" if link.note else ""
        yield sentence(f"{called}{confidence}{note}")


def reservations(contents: Contents, item: ComparisonItem) -> Iterator[str]:
    """What an author of a contradiction sets against the very thing that the other contradicts."""
    if item.verdict is not ComparisonVerdict.CONTRADICT:
        return
    for position in item.positions:
        author = contents.article_names[position.article]
        for link in contents.comparison.dataset.links:
            own = link.kind is LinkKind.COUNTERS and link.article == position.article
            against = contents.phrases.records.get(link.source)
            if not (own and link.target == position.record and against):
                continue
            if (counter := position_of(against, position.article)) is not None:
                content = contents.phrases.content(counter)
                yield f"But {author} also says: {content}"


def notes_of(comparison: Comparison, item: ComparisonItem) -> list[str]:
    """What the annotators note on the links of an item."""
    return [link.note for link in _links(comparison, item) if link.note]


def _links(comparison: Comparison, item: ComparisonItem) -> list[Link]:
    """The links that an item rests upon, in the order of the dataset."""
    return [link for link in comparison.dataset.links if link.id in item.links]


def _unsure(comparison: Comparison, item: ComparisonItem) -> bool:
    """Whether the annotators were sure of none of the links that it rests upon."""
    return all(link.confidence in _UNSURE for link in _links(comparison, item))


def _not_held(contents: Contents, item: ComparisonItem) -> str:
    """What follows from what is held for what is only reported, or left open."""
    held = [position for position in item.positions if position.sign != "?"]
    if not held:
        return "Neither of them commits itself."
    author = contents.article_names[held[0].article]
    contradicts, implies, rules_out = (
        ("contradicts", "implies", "rules it out")
        if item.modality == "definite"
        else ("may contradict", "may imply", "may rule it out")
    )
    for link in _links(contents.comparison, item) if len(held) == 1 else ():
        of_source = link.source == held[0].record
        if link.kind is LinkKind.CONTRADICTS and held[0].sign == "+":
            return f"What {author} says {contradicts} it."
        if link.kind is LinkKind.SPECIFIES and held[0].sign == "+" and of_source:
            return f"What {author} says {implies} it."
        if link.kind is LinkKind.SPECIFIES and held[0].sign == "-" and not of_source:
            return f"What {author} says {rules_out}."
    return "The one bears on the other; neither agreement nor contradiction follows."
