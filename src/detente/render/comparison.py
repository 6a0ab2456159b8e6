"""Comparisons for people: as text, as Markdown, as plain values.

Nothing is written by hand: each sentence is a template, filled from the records in the words of
their annotators.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any, Final

from detente.analysis.comparison.positions import position_of
from detente.analysis.comparison.result import (
    Comparison,
    ComparisonItem,
    ComparisonRule,
    ComparisonVerdict,
    Position,
)
from detente.display import count
from detente.edtf.overlap import before
from detente.edtf.wording import in_words
from detente.records import Article, Assessment, Claim, Event, Factor
from detente.records.kinds import kind_of
from detente.records.values import value_of
from detente.render import pages
from detente.render import times as dates
from detente.render.phrases import (
    Phrases,
    listing,
    part_at,
    short_names,
    stopped,
    trait,
    verdict,
)
from detente.text.attaching.attachment import AttachedSpan, Attachment
from detente.text.attaching.verdicts import SpanVerdict
from detente.vocab.enums import Character, Commitment, Confidence, LinkKind

WIDTH = pages.WIDTH
_LISTED = 3
_GROUNDS = 2
_SHORT = 8  # a list no longer than this is its own summary
_LINES = 5

# What is said again later, with nothing that tells of a change.
_LATER: Final = "later"
_UNSURE = (Confidence.LOW, Confidence.MEDIUM)
_OPEN = "only reported or left open by one or both"
_TITLES: tuple[tuple[str, ComparisonVerdict | str], ...] = (
    ("What both say", ComparisonVerdict.AGREE),
    ("Where they contradict each other", ComparisonVerdict.CONTRADICT),
    ("What changed", ComparisonVerdict.CHANGED),
    ("Later, on the same matter", _LATER),
    ("Of different times", ComparisonVerdict.DIFFERENT_SCOPE),
    ("Only reported or left open by one or both", ComparisonVerdict.REPORTED),
    ("Alike in kind", ComparisonVerdict.SIMILAR),
)
_BRIEFLY = (
    ("contradiction", ComparisonVerdict.CONTRADICT),
    ("agreement", ComparisonVerdict.AGREE),
    ("change", ComparisonVerdict.CHANGED),
)
_CHECKED = "What has been checked"
_LABELLED = (
    *(ComparisonRule.SAME_CHARACTER, ComparisonRule.SAME_DENIAL, ComparisonRule.SAME_TREND),
    *(ComparisonRule.OTHER_CHARACTER, ComparisonRule.CHARACTER_DENIED),
    ComparisonRule.OPPOSITE_TRENDS,
)
_OF_TIE = "of the tie"
_ONLY = (ComparisonVerdict.ONLY_LEFT, ComparisonVerdict.ONLY_RIGHT)
_CHARACTERS = frozenset(member.value for member in Character)


def comparison(
    shown: Comparison,
    attachment: Attachment | None = None,
    *,
    every: bool = False,
    width: int = WIDTH,
) -> str:
    """A comparison as text, wrapped at a width in characters.

    With an attachment of its dataset, the words of the texts too. ``every``: all that only one
    of them says, not the most central alone.
    """
    return pages.text(_Maker(shown, attachment, every=every).page(), width=width)


def comparison_markdown(
    shown: Comparison, attachment: Attachment | None = None, *, every: bool = False
) -> str:
    """A comparison as Markdown, with pointers as footnotes."""
    return pages.markdown(_Maker(shown, attachment, every=every).page())


def comparison_dict(shown: Comparison, attachment: Attachment | None = None) -> dict[str, Any]:
    """A comparison as plain values; with an attachment, each position with its words."""
    made = {"names": short_names(shown.left, shown.right), **shown.to_dict()}
    if attachment is not None:
        for item, plain in zip(shown.items, made["items"], strict=True):
            for side in ("left", "right"):
                for position, values in zip(getattr(item, side), plain[side], strict=True):
                    found = _spans(shown, attachment, position)
                    values["words"] = [_words_dict(span) for span in found]
    return made


def _words_dict(span: AttachedSpan) -> dict[str, Any]:
    return {
        "path": span.path,
        "verdict": span.verdict.value,
        "start": span.start,
        "end": span.end,
        "words": span.text,
        "reason": span.reason,
    }


def _spans(shown: Comparison, attachment: Attachment, position: Position) -> list[AttachedSpan]:
    """The evidence of a position in the reader's copies."""
    record = shown.dataset[position.record]
    return [
        span
        for path in position.paths
        for span in attachment.find(part_at(record, path))
        if "/evidence/" in span.path
    ]


class _Maker:
    """The page of one comparison while it is made."""

    def __init__(self, shown: Comparison, attachment: Attachment | None, *, every: bool) -> None:
        self.shown = shown
        self.attachment = attachment
        self.every = every
        self.names = short_names(shown.left, shown.right)
        self.say = Phrases(shown.dataset, self.names)
        self.articles = (shown.left, shown.right)
        self.whole = every or attachment is not None
        self.upon = dict(_upon_the_same(shown))

    def page(self) -> pages.Page:
        left, right = self.names.values()
        groups: dict[str | None, list[ComparisonItem]] = {}
        for item in self.shown:
            groups.setdefault(item.relation, []).append(item)
        sections = [
            pages.Section(title=self._title(id_), parts=tuple(self._parts(items)))
            for id_, items in groups.items()
        ]
        checked: dict[str, list[pages.Entry]] = {_CHECKED: []}
        for title, entry in self._checked():
            checked.setdefault(title, []).append(entry)
        parts = [pages.Part(title=t, entries=tuple(found)) for t, found in checked.items() if found]
        if parts:
            sections.append(pages.Section(title="Against the public record", parts=tuple(parts)))
        return pages.Page(
            title=f"{left} and {right} compared",
            about=tuple(self._about()),
            summary=tuple(self._summary(groups)),
            sections=tuple(sections),
            brief=tuple(self._brief()),
        )

    # --- in short ----------------------------------------------------------------------------

    def _brief(self) -> list[str]:
        """Counts and the most central matters, in five lines at most; none for a short list."""
        if len(self.shown) <= _SHORT:
            return []
        said = [f"{'; '.join(map(', '.join, filter(None, self._counted_in_all())))}."]
        for name, wanted in _BRIEFLY:
            found = [item for item in self.shown if _told_under(item) is wanted]
            if found:
                first = max(found, key=self._centrality)
                maybe = "" if first.modality == "definite" else "possible "
                labels = " (annotators' labels)" if first.rule in _LABELLED else ""
                said.append(f"Main {maybe}{name}{labels}: {' '.join(self._said(first)[0])}")
            if sum(len(wrap(line, pages.WIDTH - 2)) for line in said) > _LINES:
                said.pop()
        return said

    def _counted_in_all(self) -> tuple[list[str], list[str]]:
        counts = Counter(_told_under(item) for item in self.shown)
        counts[ComparisonVerdict.CONTRADICT] -= len(self.upon)
        alone = zip(self.names.values(), _ONLY, strict=True)
        return (
            [count(counts[wanted], name) for name, wanted in _BRIEFLY if counts[wanted]],
            [f"{counts[side]} only in {name}" for name, side in alone if counts[side]],
        )

    def _centrality(self, item: ComparisonItem) -> tuple[bool, bool, int]:
        """Certain or not; of words of the texts or labels; how many records the main ones of it
        rest upon or ground.
        """
        main = [position for position in item.positions if position.role == "main"]
        ids = {position.record for position in main}
        grounded = {
            (other.record, other.paths)
            for one in self.shown
            for other in one.positions
            if ids.intersection(other.grounds)
        }
        joined = len(_grounds(main)) + len(grounded)
        return item.modality == "definite", item.rule not in _LABELLED, joined

    # --- the head ----------------------------------------------------------------------------

    def _about(self) -> Iterator[str]:
        for article in self.articles:
            who = listing([author.name for author in article.authors]) or "no author stated"
            title = f"“{article.title}”, " if article.title else ""
            when = dates.time(article.published) or "at an unknown time"
            claims, events = self._spoken(article)
            yield (
                f"{self.names[article.id]}: {title}{who}; {article.publisher}, published {when}; "
                f"{count(claims, 'claim')}, {count(events, 'event')} ({article.id})"
            )
        if self.shown.filters:
            kept = count(len(self.shown), "item")
            yield f"Filters: {'; '.join(self.shown.filters)}; {kept} left."
        yield (
            "“Only” means that no shared record or link was annotated, not that the other is "
            "silent or disagrees."
        )
        head = self.shown.dataset.dataset
        if head is not None:
            yield f"From: {head.title} ({head.id}, version {head.version}, {head.status.value})"
        if self.attachment is not None:
            for article in self.articles:
                if self.attachment[article.id].text is None:
                    yield f"No text of {self.names[article.id]} at hand: its words are left out."

    def _spoken(self, article: Article) -> tuple[int, int]:
        speaks = [article.id in articles for articles in self._speakers()]
        claims = len(self.shown.dataset.claims)
        return sum(speaks[:claims]), sum(speaks[claims:])

    def _title(self, id_: str | None) -> str:
        return "Other matters" if id_ is None else self.say.parties(id_)

    def _summary(self, groups: dict[str | None, list[ComparisonItem]]) -> Iterator[str]:
        ids = {article.id for article in self.articles}
        speak = [ids & set(articles) for articles in self._speakers()]
        claims, events = (
            speak[: len(self.shown.dataset.claims)],
            speak[len(self.shown.dataset.claims) :],
        )
        said = [
            f"{sum(found == ids for found in kind)} of the {count(sum(map(bool, kind)), name)}"
            for kind, name in ((claims, "claim"), (events, "event"))
        ]
        if not self.shown.filters:
            yield f"Both speak of {listing(said)}."
        elif not groups:
            yield "Nothing of that kind under these filters."
        single: dict[str, list[str]] = {}
        for id_, items in groups.items():
            matters = "other matters" if id_ is None else self.say.parties(id_)
            said = list(self._counted(items))
            alone = list(self._counted_alone(items))
            if not said and len(alone) == 1:
                name, counted = alone[0]
                single.setdefault(name, []).append(f"{counted} on {matters}")
                continue
            only = "; ".join(f"only {name} has {counted}" for name, counted in alone)
            if said:
                yield f"On {matters} {'; '.join(said)}.{f' {_upper(only)}.' if only else ''}"
            else:
                yield f"On {matters} {only}."
        for name, matter in single.items():
            yield f"{name} alone has {'; '.join(matter)}."

    def _speakers(self) -> Iterator[list[str]]:
        """The articles that speak of each claim, then of each event."""
        for claim in self.shown.dataset.claims:
            yield [utterance.article for utterance in claim.utterances]
        for event in self.shown.dataset.events:
            yield [account.article for account in event.accounts]

    def _counted(self, items: Sequence[ComparisonItem]) -> Iterator[str]:
        found = {v: [i for i in items if _told_under(i) == v] for _title, v in _TITLES}
        agreed, differing = found[ComparisonVerdict.AGREE], found[ComparisonVerdict.CONTRADICT]
        if agreed:
            possibly = self._possibly(agreed)
            yield f"the two agree on {self._things(agreed)}{f' ({possibly})' if possibly else ''}"
        if differing:
            they = "they" if agreed else "the two"
            again = sum(id(item) in self.upon for item in differing)
            same = f"{again} of them on the same claims as another" if again else ""
            noted = [self._things(differing), same, self._possibly(differing)]
            places = count(len(differing) - again, "place")
            yield f"{they} contradict each other in {places} ({'; '.join(filter(None, noted))})"
        for name, one, many in (
            (ComparisonVerdict.CHANGED, "changed", "changed"),
            (_LATER, *(f"{has} a later word on the same matter" for has in ("has", "have"))),
            (ComparisonVerdict.REPORTED, f"is {_OPEN}", f"are {_OPEN}"),
            (ComparisonVerdict.DIFFERENT_SCOPE, "is of different times", "are of different times"),
            (ComparisonVerdict.SIMILAR, "is alike in kind", "are alike in kind"),
        ):
            if found[name]:
                verb = one if len(found[name]) == 1 else many
                yield f"{self._things(found[name])} {verb}"

    def _possibly(self, items: Sequence[ComparisonItem]) -> str:
        """How many of some items are only possible."""
        number = sum(item.modality == "possible" for item in items)
        if number == 0:
            return ""
        return "possibly" if number == len(items) else f"{number} of them possibly"

    def _counted_alone(self, items: Sequence[ComparisonItem]) -> Iterator[tuple[str, str]]:
        for name, side in zip(self.names.values(), _ONLY, strict=True):
            found = [item for item in items if item.verdict is side]
            if found:
                yield name, self._things(found)

    def _things(self, items: Sequence[ComparisonItem]) -> str:
        """How many claims, events and points of the tie some items are about."""
        kinds = Counter(kind_of(item.positions[0].record) for item in items)
        names = {"claim": "claim", "event": "event", "relation": "point"}
        said = [count(kinds[kind], name) for kind, name in names.items() if kinds[kind]]
        return listing(said) + (" of the tie" if kinds["relation"] else "")

    # --- parts -------------------------------------------------------------------------------

    def _parts(self, items: Sequence[ComparisonItem]) -> Iterator[pages.Part]:
        for title, wanted in _TITLES:
            found = [item for item in items if _told_under(item) == wanted]
            if found:
                entries = tuple(self._entry(item) for item in found)
                yield pages.Part(title=title, entries=entries)
        for name, wanted in zip(self.names.values(), _ONLY, strict=True):
            found = [item for item in items if item.verdict is wanted]
            if found and self.every:
                yield from self._only_by_theme(name, found)
            elif found:
                yield self._only(name, found)

    def _only(self, name: str, items: Sequence[ComparisonItem]) -> pages.Part:
        shown, rest = items[:_LISTED], items[_LISTED:]
        left_out = ""
        if rest:
            counted = Counter(self._theme(item) for item in rest)
            themes = ", ".join(f"{theme} {n}" for theme, n in counted.most_common())
            by_theme = f" ({themes})" if len(counted) > 1 else ""
            left_out = f"… and {self._things(rest)} more{by_theme}; --all lists them"
        return pages.Part(
            title=f"Only {name}: {self._things(items)}{'; the most central' if rest else ''}",
            entries=tuple(self._entry(item) for item in shown),
            rest=left_out,
        )

    def _only_by_theme(self, name: str, items: Sequence[ComparisonItem]) -> Iterator[pages.Part]:
        themes: dict[str, list[ComparisonItem]] = {}
        for item in items:
            themes.setdefault(self._theme(item), []).append(item)
        for theme, found in themes.items():
            under = "" if theme == _OF_TIE else f", {theme}"
            yield pages.Part(
                title=f"Only {name}{under}: {self._things(found)}",
                entries=tuple(self._entry(item) for item in found),
            )

    def _theme(self, item: ComparisonItem) -> str:
        if item.theme is not None:
            return item.theme.value.replace("_", " ")
        return "of no theme" if item.records else _OF_TIE

    def _entry(self, item: ComparisonItem) -> pages.Entry:
        tie = item.positions[0].record == item.relation
        said, more = self._said(item)
        spoken = list(self._grounding(item)) if tie else item.positions
        grounds = () if tie else tuple(self._supporting(item))
        return pages.Entry(
            said=tuple(said),
            more=tuple(more),
            words=(*self._words(spoken), *self._words(grounds, ", ground")),
            at=tuple(self._at(item)),
        )

    def _said(self, item: ComparisonItem) -> tuple[list[str], list[str]]:
        tie = item.positions[0].record == item.relation
        return self._tie(item) if tie else self._statement(item)

    # --- claims and events -------------------------------------------------------------------

    def _statement(self, item: ComparisonItem) -> tuple[list[str], list[str]]:
        main = [position for position in item.positions if position.role == "main"]
        if len({position.record for position in main}) == 1:
            said = [self._together(main)]
        else:
            said = [f"{when}{self.say.held(position)}" for when, position in self._in_time(item)]
        more = [why for why in [self._why(item)] if why]
        if id(item) in self.upon:
            texts = [side[0].text for side in self._sides(self.upon[id(item)])]
            more.append(
                f"(Rests on the same claims as the point above: {' against '.join(texts)}.)"
            )
        more += self._read(item)
        more += self._taken(main)
        more += self._additions(item)
        more += [line for position in main for line in self._details(position, main)]
        more += [
            line for id_ in dict.fromkeys(p.record for p in main) for line in self._of(id_, main)
        ]
        if item.verdict not in _ONLY:
            more += [line for p in main for line in self._grounds(p.article, p.grounds)]
        return said, more

    def _together(self, main: Sequence[Position]) -> str:
        """What one or both do with one claim or event, and its words."""
        content = self.say.content(main[0], both=len(main) > 1)
        both = [self.say.does(position, both=True) for position in main]
        if len(main) == 1:
            return f"{_upper(self.say.does(main[0]))}: {content}"
        if both[0] == both[1]:
            return f"Both {both[0]}: {content}"
        each = [f"{self.names[p.article]} {self.say.does(p)}" for p in main]
        return f"{'; '.join(each)}: {content}"

    def _taken(self, main: Sequence[Position]) -> Iterator[str]:
        """Whose report it is that an author makes their own."""
        for position in main:
            if position.sources and position.sign != "?":
                yield f"{self.names[position.article]} takes it from {self.say.sources(position)}."

    def _in_time(self, item: ComparisonItem) -> list[tuple[str, Position]]:
        """Who says what; of a change first what was then and then what is later."""
        main = [position for position in item.positions if position.role == "main"]
        earlier = self.shown.earlier
        if item.verdict is not ComparisonVerdict.CHANGED or earlier is None:
            return [("", position) for position in main]
        main.sort(key=lambda position: position.article != earlier.id)
        return [("Then: " if p.article == earlier.id else "Later: ", p) for p in main]

    def _why(self, item: ComparisonItem) -> str:
        """What follows from it, where that is not plain."""
        sure = item.modality == "definite"
        if item.rule is ComparisonRule.EVENT_DIFFERS:
            return f"The accounts {'' if sure else 'may '}differ in {listing(item.differs)}."
        if item.rule is ComparisonRule.LINKED_NOT_HELD:
            return self._not_held(item)
        if item.rule is ComparisonRule.FORETOLD and item.outcome != "?":
            return f"As the later one has it, this was {'not ' * (item.outcome == '-')}borne out."
        if item.rule is ComparisonRule.SHARED_EVENT and not sure:
            return _SAME_TIME
        if item.rule is ComparisonRule.UPDATED and self.shown.earlier and self._unsure(item):
            return ""  # it is possible on account of the link, of which the next line tells
        if item.verdict is ComparisonVerdict.SIMILAR and sure:
            return ""
        return (_CERTAIN if sure else _POSSIBLE).get(item.rule, "")

    def _read(self, item: ComparisonItem) -> Iterator[str]:
        """How sure the annotators were of a link, and what they note on it."""
        for link in self.shown.dataset.links:
            unsure = link.confidence in _UNSURE
            if link.id not in item.links or not (unsure or link.note):
                continue
            sure = f", {link.confidence.value} confidence" if link.confidence and unsure else ""
            note = f": {link.note}" if link.note else ""
            yield stopped(f"By the annotators' reading{sure}{note}")

    def _unsure(self, item: ComparisonItem) -> bool:
        """Whether the annotators were sure of none of the links that it rests upon."""
        links = [link for link in self.shown.dataset.links if link.id in item.links]
        return all(link.confidence in _UNSURE for link in links)

    def _not_held(self, item: ComparisonItem) -> str:
        """What follows from what is held for what is only reported, or left open."""
        held = [position for position in item.positions if position.sign != "?"]
        if not held:
            return "Neither of them commits itself."
        says = f"What {self.names[held[0].article]} says"
        contradicts, implies, rules_out = (
            ("contradicts", "implies", "rules it out")
            if item.modality == "definite"
            else ("may contradict", "may imply", "may rule it out")
        )
        for link in self.shown.dataset.links:
            source = link.source == held[0].record
            if link.id not in item.links or len(held) > 1:
                continue
            if link.kind is LinkKind.CONTRADICTS and held[0].sign == "+":
                return f"{says} {contradicts} it."
            if link.kind is LinkKind.SPECIFIES and held[0].sign == "+" and source:
                return f"{says} {implies} it."
            if link.kind is LinkKind.SPECIFIES and held[0].sign == "-" and not source:
                return f"{says} {rules_out}."
        return "The one bears on the other; neither agreement nor contradiction follows."

    def _additions(self, item: ComparisonItem) -> Iterator[str]:
        """What either says in more detail, and what it sets against it."""
        for position in item.positions:
            name = self.names[position.article]
            if position.role == "more":
                said = self._unlike_certain(position)
                yield f"{name} says more{said}: {self.say.content(position)}"
            elif position.role == "against":
                said = self._unlike_certain(position)
                yield f"{name} sets against it{said}: {self.say.content(position)}"

    def _unlike_certain(self, position: Position) -> str:
        said = self.say.does(position)
        return "" if said == "holds as certain" else f" ({said})"

    def _details(self, position: Position, main: Sequence[Position]) -> Iterator[str]:
        found = self.say.details(position)
        if found and (len(main) == 1 or position.record.startswith("event:")):
            yield f"{self.names[position.article]}: {found}" if len(main) > 1 else found

    def _of(self, id_: str, main: Sequence[Position]) -> Iterator[str]:
        """What a record has apart from what either says: a condition, a time from outside."""
        record = self.say.records[id_]
        whose = [self.names[position.article] for position in main if position.record == id_]
        if isinstance(record, Event):
            when = dates.time(record.time)
            several = len(main) > len(whose)
            of = f"The event of {listing(whose)} is dated" if several else "Dated"
            if when:
                yield f"{of} by other sources: {when}"
        elif record.condition is not None:
            said = " ".join(self._text(a) for a in record.condition.antecedents)
            yield f"Condition of {'both' if len(whose) > 1 else whose[0]}: {said}"

    def _text(self, id_: str) -> str:
        record = self.say.records.get(id_)
        if record is None:
            return id_
        return stopped(record.proposition if isinstance(record, Claim) else record.label)

    def _grounds(self, article: str, grounds: Sequence[str]) -> Iterator[str]:
        if grounds:
            said = [self._text(ground) for ground in self._cut(grounds)]
            more = len(grounds) - len(said)
            rest = f" … and {more} more (--all)" if more else ""
            yield f"Grounds of {self.names[article]}: {' '.join(said)}{rest}"

    def _cut(self, grounds: Sequence[str]) -> Sequence[str]:
        """All grounds where all is asked for, or the words are shown; else the first."""
        return grounds if self.whole else grounds[:_GROUNDS]

    def _supporting(self, item: ComparisonItem) -> Iterator[Position]:
        """The grounds that are named with an item of claims or events."""
        if item.verdict not in _ONLY:
            for position in item.positions:
                if position.role == "main":
                    yield from self._found(position.grounds, position.article)

    def _found(self, grounds: Sequence[str], article: str) -> Iterator[Position]:
        for ground in self._cut(grounds):
            record = self.say.records.get(ground)
            found = None if record is None else position_of(record, article)
            if found is not None:
                yield found

    # --- phases and factors ------------------------------------------------------------------

    def _tie(self, item: ComparisonItem) -> tuple[list[str], list[str]]:
        first = item.positions[0]
        part = part_at(self.say.relations[first.record], first.paths[0])
        said = self._of_factors(item, part) if isinstance(part, Factor) else self._of_phases(item)
        more = [why for why in [self._why(item)] if why]
        if item.rule in _LABELLED:
            labels = listing(dict.fromkeys(position.text for position in item.positions))
            more.append(f"By the annotators' label: {labels}; the authors may not use the word.")
        if item.rule is ComparisonRule.SAME_GROUND:
            same = [g for g in item.left[0].grounds if g in item.right[0].grounds]
            more.append(f"On the same ground: {' '.join(self._text(ground) for ground in same)}")
        elif item.rule is not ComparisonRule.SAME_KIND:
            for side in self._sides(item):
                more += self._grounds(side[0].article, _grounds(side))
        return said, more

    def _sides(self, item: ComparisonItem) -> list[Sequence[Position]]:
        return [side for side in (item.left, item.right) if side]

    def _of_phases(self, item: ComparisonItem) -> list[str]:
        sides = self._sides(item)
        values = {position.text for position in item.positions}
        if item.verdict in (ComparisonVerdict.AGREE, ComparisonVerdict.SIMILAR):
            periods = "; ".join(self._periods(side) for side in sides)
            apart = ", at different times" if item.verdict is ComparisonVerdict.SIMILAR else ""
            return [f"Both {self._see(min(values))}{apart}: {periods}."]
        if item.verdict in _ONLY:
            return [f"{_upper(self.say.seen(sides[0]))}."]
        earlier = self.shown.earlier
        if item.verdict is ComparisonVerdict.CHANGED and earlier is not None and len(sides) > 1:
            sides.sort(key=lambda side: side[0].article != earlier.id)
            when = ("Then: ", "Later: ")
        else:
            when = ("", "")
        return [
            f"{at}{self.names[side[0].article]} {self.say.seen(side)}."
            for at, side in zip(when, sides, strict=False)
        ]

    def _see(self, value: str) -> str:
        if value.startswith("not "):
            return f"deny that the tie is {trait(value).removeprefix('not ')}"
        first, *more = value.split(", ")
        said = trait(first) if first in _CHARACTERS else f"the tie {first}"
        return f"see {', '.join([said, *more])}"

    def _periods(self, side: Sequence[Position]) -> str:
        when = [self.say.when(position) or "at an unknown time" for position in side]
        first, *others = dict.fromkeys(when)
        found = "; in another phase ".join([first, *others])
        return f"{self.names[side[0].article]}, {'in one phase ' * bool(others)}{found}"

    def _of_factors(self, item: ComparisonItem, factor: Factor) -> list[str]:
        kind = self.say.factor(factor)
        sides = self._sides(item)
        labels = ["; ".join(self.say.label(position) for position in side) for side in sides]
        if len(sides) == 1:
            return [f"{'Rules out' if factor.denied else 'Sees'} {kind}: {labels[0]}."]
        names = [self.names[side[0].article] for side in sides]
        if item.verdict is ComparisonVerdict.CONTRADICT:
            does = ["sees" if side[0].sign == "+" else "rules out" for side in sides]
            told = zip(names, does, labels, strict=True)
            return [f"{name} {verb} {kind}: {label}." for name, verb, label in told]
        told_by = [f"{name}: {label}." for name, label in zip(names, labels, strict=True)]
        return [f"Both {'rule out' if factor.denied else 'see'} {kind}. {' '.join(told_by)}"]

    # --- against the world -------------------------------------------------------------------

    def _checked(self) -> Iterator[tuple[str, pages.Entry]]:
        """Claims with an assessment, and events that an account dates as they cannot be.

        Each with its heading: what no article holds or denies stands apart.
        """
        for item in self.shown:
            for id_ in item.records:
                record = self.say.records[id_]
                main = [position for position in item.positions if position.record == id_]
                if isinstance(record, Claim):
                    found = [self._assessed(assessment) for assessment in record.assessments]
                else:
                    main = [p for p in main if self._misdated(record, p)]
                    found = [self._dated(record, position) for position in main]
                if found and main:
                    said = [self.say.held(position) for position in main]
                    at = self._places(main)
                    entry = pages.Entry(said=tuple(said), more=tuple(found), at=tuple(at))
                    yield self._checked_as(main), entry

    def _checked_as(self, main: Sequence[Position]) -> str:
        if any(position.commitment is not Commitment.UU for position in main):
            return _CHECKED
        names = [self.names[position.article] for position in main]
        verbs = "reports or supposes" if len(names) == 1 else "report or suppose"
        return f"What {listing(names)} only {verbs}"

    def _dated(self, event: Event, position: Position) -> str:
        titles = listing([reference.title for reference in event.references])
        whose = f"The date of {self.names[position.article]} differs"
        times = f"{dates.time(position.time)}; other sources: {dates.time(event.time)}"
        return f"{whose}: {times} ({titles})."

    def _assessed(self, assessment: Assessment) -> str:
        titles = listing([reference.title for reference in assessment.references])
        when = in_words(assessment.as_of)
        note = f" {stopped(assessment.note)}" if assessment.note else ""
        return f"{_upper(verdict(assessment.verdict))} as of {when} ({titles}).{note}"

    def _misdated(self, event: Event, position: Position) -> bool:
        times = value_of(event.time), value_of(position.time)
        return before(*times) or before(times[1], times[0])

    # --- where it stands ---------------------------------------------------------------------

    def _at(self, item: ComparisonItem) -> Iterator[str]:
        """Pointers: spans of claims and events, parts of relations with their grounds, links."""
        yield from self._places(item.positions)
        if not item.positions[0].evidence:
            yield from self._places(list(self._grounding(item)))
        yield from item.links
        if item.theme is not None:
            yield f"[{self._theme(item)}]"

    def _grounding(self, item: ComparisonItem) -> Iterator[Position]:
        """What the parts of a relation rest upon: what is shared, else the first of each side."""
        sides = self._sides(item)
        shared = set(_grounds(sides[0])).intersection(*(_grounds(side) for side in sides))
        for side in sides:
            grounds = [g for g in _grounds(side) if g in shared] or _grounds(side)
            yield from self._found(grounds, side[0].article)

    def _places(self, positions: Sequence[Position]) -> Iterator[str]:
        found: dict[str, dict[str, list[str]]] = {}
        for position in positions:
            where = [f"{span.start}–{span.end}" for span in position.evidence] or position.paths
            places = found.setdefault(position.record, {})
            places.setdefault(self.names[position.article], []).extend(where)
        for id_, places in found.items():
            said = [f"{name} {', '.join(where)}" for name, where in places.items()]
            yield f"{id_} {', '.join(said)}"

    # --- the words ---------------------------------------------------------------------------

    def _words(self, positions: Sequence[Position], as_what: str = "") -> Iterator[str]:
        if self.attachment is None:
            return
        for position in positions:
            if self.attachment[position.article].text is None:
                continue
            for span in _spans(self.shown, self.attachment, position):
                exact = "" if span.verdict is SpanVerdict.EXACT else f" ({span.verdict.value})"
                name = f"{self.names[position.article]}{as_what}"
                if span.text is None:
                    yield f"{name}, {position.record}{exact}: {span.reason}"
                else:
                    yield f"{name}{exact}: “{span.text}”"


def _upon_the_same(shown: Comparison) -> Iterator[tuple[int, ComparisonItem]]:
    """Contradictions between the very claims that one in how the tie is seen rests upon.

    By the identity of the item; with each the one on the tie.
    """
    phases = [item for item in shown.contradictions if item.positions[0].record == item.relation]
    for item in shown.contradictions:
        sides = [{p.record for p in side if p.role == "main"} for side in (item.left, item.right)]
        for other in phases:
            grounds = _grounds(other.left), _grounds(other.right)
            named = all(own and own <= {*g} for own, g in zip(sides, grounds, strict=True))
            if named and item.relation == other.relation:
                yield id(item), other
                break


def _told_under(item: ComparisonItem) -> ComparisonVerdict | str:
    """Under which heading an item stands: its verdict, or what is said again later."""
    if item.rule is not ComparisonRule.UPDATED:
        return item.verdict
    said = {(position.sign, position.status) for position in item.positions}
    return _LATER if len(said) == 1 else item.verdict


def _grounds(side: Sequence[Position]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ground for position in side for ground in position.grounds))


def _upper(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}"


_SAME_TIME = "Whether they mean the same time is not certain."
_CERTAIN = {
    ComparisonRule.EXCLUDED: "Not both can be so, and the times overlap.",
    ComparisonRule.ENTAILED: "What the one says implies what the other says.",
    ComparisonRule.BOTH_REJECT: "What the one says rules out what the other denies.",
    ComparisonRule.ENTAILED_DENIED: "What the one says implies what the other denies.",
    ComparisonRule.ARGUED_AGAINST: "The one argues against what the other holds.",
    ComparisonRule.OTHER_CHARACTER: "The periods overlap, and one tie has one character at a time.",
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
    ComparisonRule.ENTAILED_DENIED: "What the one says may imply what the other denies.",
    ComparisonRule.CHARACTER_DENIED: "The one denies it for a period that may overlap.",
    ComparisonRule.OTHER_PATRON: "The patrons differ; the periods may overlap.",
    ComparisonRule.UPDATED: "That the one is the later word is not certain.",
}
