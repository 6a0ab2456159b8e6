"""Unions for people: what became one, what prevents the rest, and which option solves each conflict."""

import re
import shlex
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count as count_from
from itertools import groupby

from detente.dataset import Dataset
from detente.display import WIDTH, bracketed, capped, count, listing, some
from detente.inert import printable
from detente.records import ARRAYS
from detente.records.kinds import kind_of
from detente.records.labels import Labels
from detente.uniting.alone import alone, never_shared
from detente.uniting.conflicts import MergeConflict, MergeConflictKind, MergePlace
from detente.uniting.parts import Part, slug_of
from detente.uniting.policy import NUMBERED
from detente.uniting.union import Union

_LISTED = 8
"""So many conflicts of one kind, and so many united records, are listed. A guess at a screenful."""

_LABEL = 60


def _prefixes(problems: Iterable[MergeConflict], made: Union) -> dict[int, str]:
    """A prefix for each dataset, by its number, that needs one, with which no id is one that there is, nor
    one that another prefix makes.
    """
    found: dict[int, str] = {}
    promised: set[str] = set()
    for number in sorted({c.places[-1].part for c in problems if _is_clash(c)}):
        part = made.parts[number]
        others = [other for other in made.parts if other is not part]
        changed = {
            id_ for id_ in part.ids if kind_of(id_) in NUMBERED and (number, id_) not in made.named
        }
        taken = promised | {part.id(id_) for id_ in part.ids - changed}
        found[number], new = next(
            (prefix, new)
            for prefix in _prefixes_of(part, made.parts)
            for new in [{f"{kind_of(id_)}:{prefix}-{slug_of(id_)}" for id_ in changed}]
            if new.isdisjoint(taken) and not any(o.has(id_) for o in others for id_ in new)
        )
        promised |= new
    return found


def _prefixes_of(part: Part, parts: Sequence[Part]) -> Iterator[str]:
    """Prefixes made of the name of a file: ``anna`` of ``work/Anna.detente.json``, ``anna-2`` and so on; the
    first with a number where it has no Latin letters, or several files have one name.
    """
    slug = _slug(part.name)
    alone = [_slug(other.name) for other in parts].count(slug) == 1
    first = slug if slug and alone else f"{slug or 'part'}-{part.number + 1}"
    yield first
    yield from (f"{first}-{number}" for number in count_from(2))


def _slug(name: str) -> str:
    stem = re.split(r"[/\\]", name.rstrip("/\\"))[-1].split(".")[0].lower()
    return "-".join(re.findall("[a-z0-9]+", stem))


# --- refused ------------------------------------------------------------------------------------


def conflicts(made: Union, command: Sequence[str], *, every: bool = False) -> str:
    """What prevents a union: each conflict with both places and its ways out.

    Args:
        made: the union.
        command: the command as it was given.
        every: list all conflicts, and not only the first few of each kind.
    """
    problems = sorted(made.conflicts, key=lambda c: [*MergeConflictKind].index(c.kind))
    names = listing(some([part.name for part in made.parts]))
    lines = [*_filled(f"{names} cannot be united: {count(len(problems), 'conflict')}")]
    labels = [Labels(part.dataset) for part in made.parts]
    prefixes = _prefixes(problems, made)
    for _, group in groupby(problems, key=lambda c: c.kind):
        found = [*group]
        listed = found if every else found[:_LISTED]
        last_of = {(c.kind, c.id): c for c in listed}
        for conflict in listed:
            lines += ["", *_conflict(conflict, labels)]
            if conflict is last_of[conflict.kind, conflict.id]:  # for all fields of a record once
                lines += _ways(conflict, made, prefixes)
        if not every and len(found) > _LISTED:
            lines += ["", f"… {len(found) - _LISTED} more of this kind; --all lists them"]
    lines += [*_all_at_once(problems, made, prefixes, command), "", "nothing was written"]
    return "\n".join(lines)


def _conflict(conflict: MergeConflict, labels: Sequence[Labels]) -> Iterator[str]:
    yield from _filled(conflict.message)
    for place, value in zip(conflict.places, conflict.in_words, strict=True):
        text = value if conflict.path else labels[place.part][place.id]
        yield from _filled(f"{place}: {text}", "  ")


def _ways(conflict: MergeConflict, made: Union, prefixes: Mapping[int, str]) -> Iterator[str]:
    for when, way in _ways_out(conflict, made, prefixes):
        yield from _filled(f"{when}: {way}", "  -> ", "     ")


def _is_clash(conflict: MergeConflict) -> bool:
    """Whether two records have one id, of a kind whose ids an annotator numbers."""
    return conflict.kind is MergeConflictKind.CLASH and kind_of(conflict.places[-1].id) in NUMBERED


def _ways_out(
    conflict: MergeConflict, made: Union, prefixes: Mapping[int, str]
) -> Iterator[tuple[str, str]]:
    """What to do about a conflict, by what is the case; options are as the command takes them."""
    kind, last = conflict.kind, conflict.places[-1]
    noun = kind_of(last.id) if last.id else ""
    if kind is MergeConflictKind.HEADER:
        for place in _once(conflict.places):
            yield f"that of {place.name}", f"--header {shlex.quote(place.name)}"
        yield "another one", "--header FILE, a dataset with that header"
    elif kind is MergeConflictKind.ANNOTATOR:
        for annotator in made.parts[last.part].dataset.annotators:
            yield f"{annotator.id} made them", _option("annotator", last.name, annotator.id)
    elif _is_clash(conflict):
        if noun in ("event", "claim"):
            yield f"they are one {noun}", _same(conflict.places)
        yield f"they are two {noun}s", _apart(last, made, prefixes)
    elif kind is MergeConflictKind.WORDS:
        yield "then", "take the words out there, or leave out the --same that unites them"
    elif kind is MergeConflictKind.NOTE:
        yield "then", "shorten one of them"
    elif kind is MergeConflictKind.AMBIGUOUS:
        first, *others = conflict.places
        for other in others:
            if not made.parts[first.part].has(other.id):
                yield f"it is {other.id}", _rename(first, other.id)
        yield "none of them", "leave out --unite-names"
    elif noun in ("event", "claim", "relation"):
        yield f"they are one {noun}", "decide which file is right, and correct the other"
        if noun != "relation":
            yield f"they are two {noun}s", "leave out the --same that unites them"
    else:
        if kind is not MergeConflictKind.UNIDENTIFIED:
            yield f"they are one {noun}", "decide which file is right, and correct the other"
        # Two articles with one text are one.
        if noun != "article" or kind is MergeConflictKind.CLASH:
            yield f"they are two {noun}s", _rename(last, _free(last.id, made))


def _once(places: Iterable[MergePlace]) -> list[MergePlace]:
    return [*{place.name: place for place in places}.values()]


def _same(places: Sequence[MergePlace]) -> str:
    first, last = places[0].id, places[-1].id
    old = last if first == last else f"{places[-1].name}:{last}"
    return f"--same {shlex.quote(f'{old}={first}')}"


def _apart(place: MergePlace, made: Union, prefixes: Mapping[int, str]) -> str:
    """What gives a record an id of its own: a prefix, unless the caller named it."""
    if (place.part, place.id) in made.named:
        return _rename(place, _free(made.parts[place.part].id(place.id), made))
    return _option("prefix", place.name, prefixes[place.part])


def _rename(place: MergePlace, new: str) -> str:
    return f"--rename {shlex.quote(f'{place.name}:{place.id}={new}')}"


def _option(name: str, file: str, value: str) -> str:
    return f"--{name} {shlex.quote(f'{file}={value}')}"


def _free(id_: str, made: Union) -> str:
    """An id like this one that no record has."""
    number = 2
    while any(part.has(f"{id_}-{number}") for part in made.parts):
        number += 1
    return f"{id_}-{number}"


def _all_at_once(
    problems: Sequence[MergeConflict],
    made: Union,
    prefixes: Mapping[int, str],
    command: Sequence[str],
) -> Iterator[str]:
    """The command that solves all conflicts, if records of one id are two and the first header counts."""
    added: dict[str, None] = {}
    for conflict in problems:
        if _is_clash(conflict):
            added[_apart(conflict.places[-1], made, prefixes)] = None
        elif conflict.kind is MergeConflictKind.HEADER:
            added[f"--header {shlex.quote(made.parts[0].name)}"] = None
        else:
            return
    yield ""
    yield from _filled("If no two of them are one record, this unites the files:")
    line = " ".join([shlex.join(_without(command, added)), *added])
    yield from _filled(line, "  ", "    ", continued=" \\")


def _without(command: Sequence[str], options: Iterable[str]) -> list[str]:
    """A command without the options that others of the same file or record replace."""
    replaced = {(name, text.rpartition("=")[0]) for name, text in map(shlex.split, options)}
    kept: list[str] = []
    for word in command:
        if kept and (kept[-1], word.rpartition("=")[0]) in replaced:
            kept.pop()
        else:
            kept.append(word)
    return kept


# --- done ---------------------------------------------------------------------------------------


def success(made: Union, union: Dataset, output: str, *, every: bool = False) -> str:
    """What became of the datasets, with the labels of the records that are one now."""
    labels = Labels(union)
    totals = [
        count(len(records), ARRAYS[name].__name__.lower())
        for name, records in made.arrays.items()
        if records
    ]
    names = listing(some([part.name for part in made.parts]))
    lines = [*_filled(f"{names} united: {', '.join(totals) or 'no records'}")]
    for cls, group in groupby(made.united(), key=lambda pair: type(pair[0])):
        found = [*group]
        lines += _filled(f"{count(len(found), cls.__name__.lower())} in several files:", "  ")
        for record, entries in found if every else found[:_LISTED]:
            others = [e.given.id for e in entries if e.given.id != record.id]
            was = f", was {', '.join(dict.fromkeys(others))}" if others else ""
            text = capped(labels[record.id], _LABEL)
            lines += _filled(f"{text} {bracketed(record.id + was)}", "    ")
        if not every and len(found) > _LISTED:
            lines.append(f"    … {len(found) - _LISTED} more; --all lists them")
    lines += _left_apart(made, labels, every=every)
    lines += _changes(made, every=every)
    return "\n".join([*lines, f"written: {printable(output)}"])


def _left_apart(made: Union, labels: Labels, *, every: bool) -> Iterator[str]:
    """What may stand there twice under two ids; nobody but the reader can tell."""
    for noun, group in groupby(alone(made), key=lambda each: kind_of(each.record.id)):
        found = [*group]
        yield from _filled(
            f"{count(len(found), noun)} in one file alone; two that are one: --rename OLD=NEW", "  "
        )
        for record, part in found if every else found[:_LISTED]:
            kind = f"{record.kind.value} " if hasattr(record, "kind") else ""
            text = capped(labels[record.id], _LABEL)
            yield from _filled(f"{kind}{text} {bracketed(record.id)} in {part.name}", "    ")
        if not every and len(found) > _LISTED:
            yield f"    … {len(found) - _LISTED} more; --all lists them"
    for cls in never_shared(made):
        noun = cls.__name__.lower()
        yield from _filled(f"no {noun} in several files; two that are one: --same OLD=NEW", "  ")


def _changes(made: Union, *, every: bool) -> Iterator[str]:
    """What else became different."""
    for part in made.parts:
        if part.names:
            old, new = next(iter(part.names.items()))
            number = count(len(part.names), "id")
            yield from _filled(f"{number} of {part.name} changed, such as {old} to {new}", "  ")
        if part.number in made.stamped:
            who = made.stamped[part.number]
            yield from _filled(f"what had no annotator in {part.name} is by {who} now", "  ")
    for name in made.unknown:
        yield from _filled(f"{name} does not say who made its records; --annotator does", "  ")
    for conflict in made.replaced if every else made.replaced[:_LISTED]:
        stands, other = conflict.in_words
        yield from _filled(f"{conflict.message}: {stands} stands, not {other}", "  ")
    if not every and len(made.replaced) > _LISTED:
        yield f"  … {len(made.replaced) - _LISTED} more differences; --all lists them"
    if made.dropped:
        yield from _filled(f"no longer listed as unused: {', '.join(made.dropped)}", "  ")
    ids = {record.id for records in made.arrays.values() for record in records}
    for (first, second), identifier in made.alike.items():
        if {first, second} <= ids:
            register = f"{identifier.scheme.value} {identifier.value}"
            yield from _filled(
                f"{first} and {second} share {register} and stay two; --unite-names makes them one",
                "  ",
            )


def _filled(
    text: str, first: str = "", rest: str | None = None, *, continued: str = ""
) -> Iterator[str]:
    """A text in lines, which only an id or the name of a file makes longer; ``continued`` ends all but
    the last.
    """
    lines = textwrap.wrap(
        printable(text),
        WIDTH - len(continued),
        initial_indent=first,
        subsequent_indent=first + "  " if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    for line in lines[:-1]:
        yield line + continued
    yield from lines[-1:]
