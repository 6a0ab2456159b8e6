"""Which sheets a book has, and their columns.

What is named here is the order of the open columns and the words above them; what a column holds is
derived from the records, and so are the columns that nobody named: each field that a cell can hold has
one, folded away in the group *rest*.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from detente.diagnostics import Path
from detente.records import (
    Actor,
    Claim,
    Event,
    EventAccount,
    Factor,
    Issue,
    Link,
    Mention,
    Phase,
    Relation,
    RelationAccount,
    Segment,
    Utterance,
    model,
)
from detente.workbook.columns import Column, expressible

NUMBER, SENTENCE, WORDS, SAME = "no", "sentence", "words", "same as"
ARTICLE, PARAGRAPH, TEXT, UNCODED = "article", "paragraph", "text", "nothing to code because"
PARTIES, MORE, ORDER, VOICE_ORDER = "parties", "more", "order", "order of places"
REST = "rest"

README, TEXTS, FORM, CODEBOOK, LISTS = "Read me", "Text", "Article", "Codebook", "Lists"

VOICE = "voice"
"""In what a row of *Claims* or *Events* holds: the utterance, or the account."""


@dataclass(frozen=True)
class Layout:
    """One sheet whose rows hold records, or parts of them."""

    name: str
    array: str
    """The array of the file that its records stand in."""
    columns: tuple[Column, ...]
    handle: str = ""
    """The heading of the column with the handle of a row, if it has one."""
    letter: str = ""
    """The letter that a handle begins with."""
    voices: str = ""
    """The list in a record of which each row holds one item."""

    @property
    def kind(self) -> str:
        """The kind of its records."""
        return self.array.removesuffix("s")

    @cached_property
    def headings(self) -> list[str]:
        """The headings of all columns, in their order."""
        return [heading for _group, heading in self.grouped]

    @cached_property
    def grouped(self) -> list[tuple[str, str]]:
        """The columns with the group that each is folded away with; ``""`` for open ones."""
        open_, folded = _OWN[self.name]
        listed = [("", heading) for heading in open_]
        listed += [("", c.heading) for c in self.columns if not c.group and c.heading not in open_]
        listed += [(c.group, c.heading) for c in self.columns if c.group]
        listed += [(REST, heading) for heading in folded]
        groups = dict.fromkeys(group for group, _ in listed)
        ordered = [entry for group in groups for entry in listed if entry[0] == group]
        return [*ordered, ("", MORE)]

    def column(self, heading: str) -> Column | None:
        """The column with a heading; ``None`` for one that holds no field."""
        return next((c for c in self.columns if c.heading == heading), None)


_OWN: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "Claims": ((NUMBER, "claim", SENTENCE, WORDS, SAME), (ORDER, VOICE_ORDER)),
    "Events": ((NUMBER, "event", SENTENCE, WORDS, SAME), (ORDER, VOICE_ORDER)),
    "Phases": ((NUMBER, PARTIES), ()),
    "Factors": ((NUMBER, PARTIES), ()),
    "Actors": ((NUMBER,), ()),
    "Issues": ((NUMBER,), ()),
    "Links": ((NUMBER,), ()),
    "Mentions": ((NUMBER,), ()),
}
"""The headings of columns that hold no field: those that are open, those that are folded away."""

_SPEAKER = """
[speaker]
speaker is = voice/sources/0/kind
speaker of = voice/sources/0/of
speech = voice/sources/0/mode
act = voice/sources/0/act
speaker sure = voice/sources/0/commitment
speaker's tone = voice/sources/0/pragmatic
reporting words = voice/sources/0/cue
quoted words = voice/sources/0/quoted
said when = voice/sources/0/time
said when words = voice/sources/0/time/words
"""

_PLACE = """
[rest]
note on the place = voice/note
codes of the place = voice/codes
"""
_RELATION = """
relation note = relation/note
relation = relation/id
"""
_NAMES = """
name = names?kind=common
kind = kind
official name = names?kind=official
also called = names?kind=alias
metonyms = names?kind=metonym
part of = part_of
"""
_COLUMNS = {
    "Claims": f"""
words = voice/evidence
proposition = proposition
kind = kind
tense = tense
about = about
author sure = voice/commitment
speaker = voice/sources/0/actor
because of = voice/grounds
themes = themes
note = note
{_SPEAKER}
[time and number]
time it holds = scope
time words = scope/words
numbers = quantities
likelihood = voice/likelihood
[argument]
causes = causes
effects = effects
influence = influence
judged = judged
direction = direction
if = condition/antecedents
if is = condition/kind
attitude = attitude/kind
attitude of = attitude/actors
attitude to = attitude/concerns
devices = voice/devices
author's tone = voice/pragmatic
{_PLACE}
""",
    "Events": f"""
words = voice/evidence
label = label
type = type
mode = mode
doers = voice/participants?role=agent
recipients = voice/participants?role=recipient
when = voice/time
time words = voice/time/words
status = voice/status
author sure = voice/commitment
speaker = voice/sources/0/actor
themes = themes
note = note
{_SPEAKER}
[who, where, how many]
beneficiaries = voice/participants?role=beneficiary
intermediaries = voice/participants?role=intermediary
subjects = voice/participants?role=subject
adversaries = voice/participants?role=adversary
place = voice/place
numbers = voice/quantities
[event]
several acts = aggregate
concerns = concerns
part of = part_of
better time = time
better time words = time/words
better place = place
references = references
if = voice/condition/antecedents
if is = voice/condition/kind
devices = voice/devices
author's tone = voice/pragmatic
{_PLACE}
""",
    "Phases": f"""
article = article
period = phase/period
period words = phase/period/words
character = phase/character
because of = phase/grounds
denied = phase/denied
patron = phase/patron
trend = phase/trend
drivers = phase/drivers
themes = phase/themes
[rest]
codes = phase/codes
{_RELATION}
""",
    "Factors": f"""
article = article
kind = factor/kind
label = factor/label
holder = factor/holder
because of = factor/grounds
directed at = factor/object
denied = factor/denied
period = factor/period
period words = factor/period/words
[rest]
codes = factor/codes
{_RELATION}
""",
    "Actors": f"""
{_NAMES}
posts = posts
exists = exists
note = note
""",
    "Issues": f"""
{_NAMES}
note = note
""",
    "Links": """
source = source
kind = kind
target = target
on = on
article = article
cue = cue
note = note
""",
    "Mentions": """
article = article
actor = actor
form = form
places = spans
note = note
""",
}

_PARTS: dict[str, dict[str, Any]] = {
    "Claims": {VOICE: Utterance},
    "Events": {VOICE: EventAccount},
    "Phases": {"phase": Phase, "relation": Relation},
    "Factors": {"factor": Factor, "relation": Relation},
}
"""What a row holds beside the record: the item of a list that is one row each."""

_ROOTS: dict[str, Any] = {
    "Claims": Claim,
    "Events": Event,
    "Phases": RelationAccount,
    "Factors": RelationAccount,
    "Actors": Actor,
    "Issues": Issue,
    "Links": Link,
    "Mentions": Mention,
}


def class_at(name: str, path: Path) -> Any:
    """The class whose field a path of a sheet ends in."""
    cls = _ROOTS[name]
    for key in path[:-1]:
        if cls is _ROOTS[name] and key in _PARTS.get(name, {}):
            cls = _PARTS[name][str(key)]
        elif not isinstance(key, int):
            cls = next(f.type for f in model.describe(cls).fields if f.key == key)
    return cls


def _named(name: str) -> Iterator[Column]:
    group = ""
    for line in filter(None, map(str.strip, _COLUMNS[name].split("\n"))):
        if line.startswith("["):
            group = line.strip("[]")
            continue
        heading, _, written = line.partition(" = ")
        where, _, only = written.partition("?")
        path = tuple(int(key) if key.isdecimal() else key for key in where.split("/"))
        key, _, value = only.partition("=")
        yield Column(heading, path, class_at(name, path), group, (key, value) if only else None)


_ELSEWHERE = {
    "Claims": {"utterances", "voice/sources"},
    "Events": {"accounts", "voice/sources"},
    "Phases": {"phases", "factors", "relation/parties", "relation/accounts"},
    "Factors": {"phases", "factors", "relation/parties", "relation/accounts"},
}
"""What has a place of its own, or only the column *more*."""


def _derived(name: str, named: list[Column]) -> Iterator[Column]:
    """A column for each field that a cell can hold and that has none yet."""
    taken = {"/".join(map(str, column.path)) for column in named} | _ELSEWHERE.get(name, set())
    parts = [((), _ROOTS[name]), *(((key,), cls) for key, cls in _PARTS.get(name, {}).items())]
    for prefix, cls in parts:
        for field in model.describe(cls).fields:
            path = (*prefix, field.key)
            if "/".join(path) not in taken and expressible(field):
                yield Column(field.key.replace("_", " "), path, cls, REST)


def _layout(name: str, array: str, **more: str) -> Layout:
    named = list(_named(name))
    return Layout(name, array, (*named, *_derived(name, named)), **more)


@cache
def layouts() -> dict[str, Layout]:
    """The sheets with records, by name, in the order of the book."""
    listed = (
        _layout("Actors", "actors"),
        _layout("Issues", "issues"),
        _layout("Claims", "claims", handle="claim", letter="c", voices="utterances"),
        _layout("Events", "events", handle="event", letter="e", voices="accounts"),
        _layout("Phases", "relations"),
        _layout("Factors", "relations"),
        _layout("Links", "links"),
        _layout("Mentions", "mentions"),
    )
    return {layout.name: layout for layout in listed}


TEXT_GROUPED = (
    *(("", h) for h in (NUMBER, ARTICLE, PARAGRAPH, "kind", "voice", TEXT, UNCODED)),
    *((REST, h) for h in (WORDS, "uncoded group", "language", "codes", "within", "nth")),
    ("", MORE),
)
"""The columns of the sheet *Text*, with their groups."""

SEGMENT_COLUMNS = {
    heading: Column(heading, (heading,), Segment)
    for heading in ("kind", "voice", "language", "codes")
}
"""The columns of *Text* that say something of a paragraph, in its first row."""

JUDGED = ("kind", "voice")
"""Those of them that say ``TODO`` if a paragraph is to be looked at."""

FORM_HEADINGS = ("about", "field", "value", "what to write")
"""The columns of the sheet *Article*, in which each row is one field."""


UNREAD = (README, CODEBOOK, LISTS)
"""Sheets for people and for the drop-down lists."""


@cache
def headings() -> dict[str, list[str]]:
    """The headings of all sheets that are read."""
    named = {TEXTS: [heading for _, heading in TEXT_GROUPED], FORM: list(FORM_HEADINGS)}
    return named | {layout.name: layout.headings for layout in layouts().values()}
