"""A comparison in short: what each says, where they agree and differ, what only one of them sees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.analysis.comparison.result import ComparisonItem, ComparisonVerdict, Position, Thesis
from detente.display import capitalised, count, sentence
from detente.records import Claim
from detente.render import pages
from detente.render.comparison.contents import Contents
from detente.render.comparison.entries import statements
from detente.render.comparison.evidence import pointers, records_of, words
from detente.render.comparison.items import LABELLED, ONLY, on_relation
from detente.render.comparison.merging import matters
from detente.render.comparison.public_record import tally
from detente.render.comparison.reasons import link_notes, notes_of, reasons, reservations
from detente.render.comparison.summary import never_spoken_of

_SHORT = 8
"""A list of no more items needs no digest."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a digest shows at most."""

    agreements: int = 3
    main: int = 3
    """Of what came close, did not change or was revised."""
    all_of: int = 10
    """Of what a digest shows all of: contradictions, rival answers, changes."""
    only: int = 3
    notes: bool = True
    """Whether reasons, notes and times are given, and each article has a line of its own."""


FULL = Limits()
SCREENFUL = Limits(agreements=2, main=3, all_of=1, only=1, notes=False)


def digest(contents: Contents, limits: Limits = FULL) -> Iterator[pages.Part]:
    """Theses, agreements, contradictions, rival answers, changes, what only one sees, what has been
    checked: each as far as there is any. Nothing for a short list, or for one of one verdict.
    """
    if contents.one_verdict or (limits.notes and len(contents.comparison) <= _SHORT):
        return
    parts: list[pages.Part] = []
    for verdict in _TITLES:
        parts += _under(contents, verdict, limits)
    for article, verdict in zip(contents.articles, ONLY, strict=True):
        parts += _only(contents, article.id, verdict, limits)
    if not limits.notes:
        for name, verb, theses in _theses(contents):
            said = " ".join(_told(contents, thesis.position) for thesis in theses)
            yield pages.Part(title=f"{name} {verb}: {said}")
        yield from map(_run_in, parts)
        return
    for name, verb, theses in _theses(contents):
        entries = tuple(
            _line(_told(contents, thesis.position), (thesis.position.record,)) for thesis in theses
        )
        yield pages.Part(title=f"{name} {verb}", entries=entries)
    yield from (*parts, *tally(contents))


def _run_in(part: pages.Part) -> pages.Part:
    """What is only one matter without a line for its title."""
    if len(part.entries) != 1:
        return part
    return pages.Part(title=f"{part.title}: {part.entries[0].statements[0]}")


def _theses(contents: Contents) -> Iterator[tuple[str, str, tuple[Thesis, ...]]]:
    """Whose theses they are, how that is known, and the theses."""
    for article in contents.articles:
        if theses := contents.comparison.theses(article):
            yield contents.article_names[article.id], how_known(theses[0]), theses


def how_known(thesis: Thesis) -> str:
    """How it is known that an article is written for a claim, as a verb: by its annotators, or for
    what rests on it.
    """
    return "is written to say" if thesis.marked else "argues most for this"


def _told(contents: Contents, position: Position) -> str:
    """What an article says, without its name."""
    exception = contents.phrases.exception(position).strip()
    content = capitalised(contents.phrases.content(position))
    return f"{capitalised(exception)}: {content}" if exception else content


_TITLES = {
    ComparisonVerdict.AGREE: ("Both agree on {}", "point", ""),
    ComparisonVerdict.UNCHANGED: ("The same in both versions: {}", "point", ""),
    ComparisonVerdict.PARALLEL: ("Close on {}", "point", "; what they have in common"),
    ComparisonVerdict.CONTRADICT: ("They contradict each other on {}", "point", ""),
    ComparisonVerdict.REVISED: ("Different in the two versions: {}", "point", ""),
    ComparisonVerdict.RIVAL: ("Rival answers to {}", "question", "; both could be right"),
    ComparisonVerdict.CHANGED: ("What changed: {}", "point", ""),
}
_MAIN = (
    *(ComparisonVerdict.AGREE, ComparisonVerdict.UNCHANGED),
    *(ComparisonVerdict.PARALLEL, ComparisonVerdict.REVISED),
)
"""Of which the weightiest are shown; of the other verdicts all."""


def _under(contents: Contents, verdict: ComparisonVerdict, limits: Limits) -> Iterator[pages.Part]:
    items = [item for item in contents.comparison if item.verdict is verdict]
    if not items:
        return
    main = verdict in _MAIN
    told = [item for item in items if id(item) not in contents.close]
    found = sorted(matters(told), key=lambda matter: _rank(contents, matter[0]))
    most = limits.main if main else limits.all_of
    shown = found[: limits.agreements if verdict is ComparisonVerdict.AGREE else most]
    contents.shown |= {id(item) for item, _number in shown}
    contents.shown |= {id(item) for item in told if any(_of(item, whole) for whole, _n in shown)}
    title, what, after = _TITLES[verdict]
    certain = all(item.modality == "possible" for item in items)
    entries = tuple(
        in_short(contents, item, limits, possibly=not certain and item.modality == "possible")
        for item, _number in shown
    )
    # What else a merged matter is about stands in the full form alone.
    left = len(items) - (sum(n for _item, n in shown) if limits.notes else len(shown))
    number = title.format(count(len(items), what))
    yield pages.Part(
        title=f"{number}{_noted(contents, items)}{after}{_some(len(shown), left, limits)}",
        entries=entries,
    )


def _some(shown: int, left: int, limits: Limits) -> str:
    """That of the matters only some are shown."""
    if not left:
        return ""
    return f"; the {shown} weightiest" if limits.notes else ", for example"


def _of(item: ComparisonItem, whole: ComparisonItem) -> bool:
    """Whether an item is part of a merged one."""
    return bool(item.links) and {*item.links} <= {*whole.links}


def _rank(contents: Contents, item: ComparisonItem) -> tuple[bool, bool, int, bool, bool]:
    """What touches a marked thesis first, then about the relation, the most central, the certain,
    what is no label.
    """
    comparison = contents.comparison
    relation = comparison.main_relation
    about = relation is not None and item.relation == relation
    ids = {*item.records, *item.also}
    touches = any(t.marked and t.position.record in ids for t in comparison.held)
    return (
        *(not touches, not about, -item.weight),
        *(item.modality != "definite", item.rule in LABELLED),
    )


_POSSIBLY = {
    ComparisonVerdict.CHANGED: "Possibly changed. ",
    ComparisonVerdict.LATER: "Possibly later. ",
}
"""What stands before an item that is only possible and begins with *then*."""


def in_short(
    contents: Contents, item: ComparisonItem, limits: Limits = FULL, *, possibly: bool = False
) -> pages.Entry:
    """An item without what goes with it: of rival answers with the question, of what is close to
    each other the common ground, of a contradiction with the reason.
    """
    lines = statements(contents, item)
    remarks: list[str] = []
    notes = notes_of(contents.comparison, item)
    if item.verdict is ComparisonVerdict.RIVAL:
        lines = [*map(_question, notes[:1]), *lines]
    elif item.verdict is ComparisonVerdict.PARALLEL:
        lines = [sentence(note) for note in notes] or lines
    elif item.verdict is ComparisonVerdict.CONTRADICT:
        own = reservations(contents, item)
        if limits.notes:
            links = link_notes(contents.comparison, item)
            remarks = [*own, *reasons(contents, item), *links]
        else:
            lines += own
    elif on_relation(item) and item.verdict is ComparisonVerdict.AGREE and not limits.notes:
        lines = [f"{lines[0].partition(': ')[0]}."]
    if possibly:
        lines[0] = f"{_POSSIBLY.get(item.verdict, 'Possibly: ')}{lines[0]}"
    if not limits.notes:
        lines = [" ".join(line for line in lines if not line.startswith("Also "))]
    return _entry(contents, lines, item, remarks)


def _entry(
    contents: Contents, lines: Sequence[str], item: ComparisonItem, remarks: Sequence[str] = ()
) -> pages.Entry:
    """An entry; on a brief page, which shows the item nowhere else, with words and places."""
    whole = contents.brief
    return pages.Entry(
        statements=tuple(lines),
        remarks=tuple(remarks),
        words=tuple(words(contents, item)) if whole else (),
        pointers=tuple(pointers(contents, item)) if whole else (),
        records=records_of(item),
    )


def _question(note: str) -> str:
    """The question in a note; without one, the note."""
    question, mark, _rest = note.partition("?")
    return f"{question}{mark}" if mark else sentence(note)


def _only(
    contents: Contents, article: str, verdict: ComparisonVerdict, limits: Limits
) -> Iterator[pages.Part]:
    items = [item for item in contents.comparison if item.verdict is verdict]
    if not items:
        return
    name = contents.article_names[article]
    own = [item for item in items if not on_relation(item) and item.positions[0].sign != "?"]
    # What the other could not know says little of what it leaves out; nor does, of equals, what goes
    # with a matter of both.
    near = {*_beside_common(contents)}
    ranked = sorted(own, key=lambda i: (i.beyond, -i.weight, not near.isdisjoint(i.records)))
    weightiest = ranked[: limits.only]
    entries = [_entry(contents, statements(contents, item), item) for item in weightiest]
    entries += map(_line, never_spoken_of(contents, article, counts=limits.notes))
    more = _some(len(weightiest), len(items) - len(weightiest), limits)
    beyond = sum(item.beyond for item in items)
    other = next(other.id for other in contents.articles if other.id != article)
    if beyond:
        later = f"On what came after {contents.article_names[other]}: {count(beyond, 'point')}."
        entries.append(_line(later))
    if not limits.notes:
        entries = [_line(" ".join(entry.statements[0] for entry in entries))]
    yield pages.Part(
        title=f"{count(len(items), 'point')} only in {name}{more}", entries=tuple(entries)
    )


def _beside_common(contents: Contents) -> Iterator[str]:
    """The claims and events that are grounds, causes or effects in a matter of both articles."""
    for item in contents.comparison:
        if item.left and item.right:
            for position in item.positions:
                yield from position.grounds
            for id_ in (*item.records, *item.also):
                record = contents.phrases.records[id_]
                if isinstance(record, Claim):
                    yield from (*record.causes, *record.effects)


def _noted(contents: Contents, items: Sequence[ComparisonItem]) -> str:
    """How many of some items are only possible, on remedies, or on the claims of another."""
    remedies = sum(item.on_remedies for item in items)
    again = sum(contents.repeats(item) is not None for item in items)
    possible = sum(item.modality == "possible" for item in items)
    notes = [
        _share(possible, len(items)),
        f"{remedies} about what should be done" if remedies else "",
        f"{again} on the same claims as another" if again else "",
    ]
    return f" ({'; '.join(filter(None, notes))})" if any(notes) else ""


def _share(possible: int, of: int) -> str:
    """How many are only possible, in words."""
    if possible == of:
        return "possibly" if of == 1 else "all possibly"
    return f"{possible} possibly" if possible else ""


def _line(line: str, records: tuple[str, ...] = ()) -> pages.Entry:
    return pages.Entry(statements=(line,), records=records)
