"""The union of datasets: which of their records are one, and what keeps them apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from detente.diagnostics import Path, pointer
from detente.records import ARRAYS, Article, Identifier, Link, Mention, Record, Relation, Span
from detente.records.header import Header
from detente.records.reprs import full
from detente.records.walk import parts as parts_of
from detente.uniting.annotators import stamped, stamps
from detente.uniting.conflicts import MergeConflict, MergeConflictKind
from detente.uniting.headers import header_of
from detente.uniting.identity import shared_identifiers, unite_relations
from detente.uniting.options import Id, Told, apply_names, heads, same_records
from detente.uniting.pairs import Difference, Texts, united
from detente.uniting.parts import Entry, Part
from detente.uniting.policy import STATEMENTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the caller says of the datasets."""

    one_dataset: bool = False
    """Whether they are files of one dataset: equal ids mean the same, events and claims too."""
    same: Mapping[Id, str] = field(default_factory=dict)
    """Events and claims that are others."""
    rename: Mapping[Id, str] = field(default_factory=dict)
    """Ids that are to be others."""
    prefix: Mapping[int, str] = field(default_factory=dict)
    """What stands before the ids of a dataset that annotators number."""
    unite_names: bool = False
    """Whether actors and issues unite that share an identifier."""
    annotator: Mapping[int, str] = field(default_factory=dict)
    """Who made the records of a dataset that do not say so."""
    header: Header | None = None
    """The header of the union."""


class Apart(NamedTuple):
    """A difference that keeps two records apart."""

    conflict: MergeConflict
    """The difference."""
    first: Any
    """The record that came first, as it was given."""
    second: Any
    """The other one, as it was given."""
    record: Any
    """The other one, as it stands in the union."""


@dataclass(slots=True, kw_only=True)
class Union:
    """What becomes of some datasets."""

    parts: list[Part]
    """The datasets, with the ids that their records got."""
    named: frozenset[tuple[int, str]] = frozenset()
    """Records that the caller gave an id, each as number of its dataset and id there: no prefix changes it."""
    arrays: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    """The records of the union."""
    header: Header | None = None
    """Its header."""
    conflicts: list[MergeConflict] = field(default_factory=list)
    """What prevents it."""
    apart: list[Apart] = field(default_factory=list)
    """Where records that should be one differ: both stand in the union side by side."""
    origins: dict[int, tuple[Entry, ...]] = field(default_factory=dict)
    """By the ``id()`` of a record of the union that is not one of the given records: what it is made of."""
    replaced: list[MergeConflict] = field(default_factory=list)
    """Where records that are said to be one differ: the second value is not in the union."""
    stamped: dict[int, str] = field(default_factory=dict)
    """The annotator that the records of a dataset got, by its number."""
    unknown: tuple[str, ...] = ()
    """The datasets of whose records nobody says who made them, where others have annotators."""
    dropped: tuple[str, ...] = ()
    """The values that the header no longer lists as unused."""
    alike: dict[tuple[str, str], Identifier] = field(default_factory=dict)
    """Pairs of ids with the identifier that their records share; united if that was wanted."""

    def united(self) -> Iterator[tuple[Any, tuple[Entry, ...]]]:
        """The records that are made of several, with these."""
        for records in self.arrays.values():
            for record in records:
                entries = self.origins.get(id(record), ())
                if len(entries) > 1:
                    yield record, entries


def unite(parts: Sequence[Part], options: Options) -> Union:
    """Unite datasets as far as possible; ``conflicts`` says what prevents the rest.

    Raises ``MergeOptionError`` if what the caller says does not fit the datasets.
    """
    made = Union(parts=[*parts])
    told = same_records(parts, options.same)
    made.named = apply_names(parts, options.rename, options.prefix, told)
    if not options.one_dataset:
        made.alike, problems = shared_identifiers(parts, unite=options.unite_names)
        made.conflicts += problems
    for (number, old), (owner, new) in heads(told).items():
        if not parts[number].rename(old, parts[owner].id(new)):
            del told[number, old]  # another of its records has that id, and clashes
    unite_relations(parts)
    signed = stamps(parts, options.annotator, one_dataset=options.one_dataset)
    made.stamped, made.unknown = signed.by, signed.unknown
    made.conflicts += signed.conflicts
    for name in ARRAYS:
        made.arrays[name] = tuple(_Array(made, told, options).of(name))
    if options.one_dataset:
        made.header = parts[0].dataset.dataset
    else:
        made.conflicts += _versions(parts)
        made.header, made.dropped, problems = header_of(parts, options.header)
        made.conflicts += problems
    return made


class _Array:
    """The records of one array of a union."""

    def __init__(self, made: Union, told: Told, options: Options) -> None:
        self.made = made
        self.told = told
        self.heads = {*heads(told).values()}
        self.one_dataset = options.one_dataset

    def of(self, name: str) -> Iterator[Any]:
        """The records, in the order in which their ids come up first."""
        groups: dict[str, list[Entry]] = {}
        for part in self.made.parts:
            annotator = self.made.stamped.get(part.number)
            for entry in part.entries(name):
                if annotator is not None:
                    entry = entry._replace(record=stamped(entry.record, annotator))  # noqa: PLW2901
                groups.setdefault(entry.record.id, []).append(entry)
        for entries in groups.values():
            for record, members in self._united(self._in_order(entries)):
                if len(members) > 1 or record is not members[0].given:
                    self.made.origins[id(record)] = tuple(members)
                yield record

    def _in_order(self, entries: list[Entry]) -> list[Entry]:
        """The record whose head stands first."""
        return sorted(entries, key=lambda e: (e.part.number, e.given.id) not in self.heads)

    def _united(self, entries: list[Entry]) -> Iterator[tuple[Any, list[Entry]]]:
        first, *others = entries
        record, members, apart = first.record, [first], []
        parts, own = {id(first.part)}, full(first.record) if others else ""
        texts = Texts()
        for entry in others:
            same = (
                full(entry.record) == own
            )  # not by equality, for which 1 and True would be the same
            if self._is_refused(first, entry, twice=id(entry.part) in parts, same=same):
                apart.append(entry)
                continue
            unchanged = same and record is first.record
            both, found = (record, []) if unchanged else united(record, entry.record, texts)
            pairs = [self._conflict(each, record, members, entry) for each in found]
            conflicts = [conflict for _, conflict in pairs]
            if self._is_told(entry):
                stands = [c for c, d in zip(conflicts, found, strict=True) if _is_of_head(d)]
                self.made.replaced += stands
                conflicts = [c for c in conflicts if c not in stands]
            if conflicts:
                self.made.conflicts += conflicts
                self.made.apart += (
                    Apart(conflict, owner.given, entry.given, entry.record)
                    for owner, conflict in pairs
                    if conflict in conflicts
                )
                apart.append(entry)
            else:
                record = both
                members.append(entry)
                parts.add(id(entry.part))
        if len(members) > 1 and not self.one_dataset:
            self.made.conflicts += _words(record, members)
        yield record, members
        for entry in apart:
            yield entry.record, [entry]

    def _is_refused(self, first: Entry, entry: Entry, *, twice: bool, same: bool) -> bool:
        """Whether the record is another one, though its id is the same; then that is reported.

        ``twice``: its dataset has one of that id already; ``same``: it holds what the first one does.
        """
        if twice:
            if not self.one_dataset:  # of a folder the rule of doubly defined ids says so
                message = f"{entry.part.name} has two records {entry.given.id}"
                self.made.conflicts.append(_of_both(MergeConflictKind.TWICE, first, entry, message))
            return True
        if self.one_dataset:
            return False
        if getattr(entry.record, "unidentified", False) and first.record.unidentified:
            if first.part.dataset == entry.part.dataset:
                return False
            message = "nobody knows who it is, so it cannot be known to be the same"
            self.made.conflicts.append(
                _of_both(MergeConflictKind.UNIDENTIFIED, first, entry, message)
            )
            return True
        if self._is_told(entry) or same:
            return False
        if self._is_another(first.record, entry.record):
            message = f"two different records have the id {entry.record.id}"
            self.made.conflicts.append(_of_both(MergeConflictKind.CLASH, first, entry, message))
            return True
        return False

    def _is_another(self, first: Record, second: Any) -> bool:
        """Whether two records with one id are taken for two, not for one that differs."""
        if isinstance(first, Relation):
            return {*first.parties} != {*second.parties}
        if isinstance(first, Article):
            return bool(first.text.sha256 != second.text.sha256)
        return isinstance(first, (*STATEMENTS, Mention, Link))

    def _is_told(self, entry: Entry) -> bool:
        return (entry.part.number, entry.given.id) in self.told

    def _conflict(
        self, found: Difference, record: Any, members: Sequence[Entry], entry: Entry
    ) -> tuple[Entry, MergeConflict]:
        kind = MergeConflictKind.NOTE if found.note else MergeConflictKind.DIFFERS
        owner, path = trace(members, record, found.left)
        if found.note:
            message = "the notes together are too long for a note"
        elif found.voice:
            message = "one article says two things at one place"
        else:
            message = f"{record.id} differs in {pointer(found.left)[1:]}"
        places = owner.place(path), entry.place(found.right)
        conflict = MergeConflict(kind, record.id, found.left, found.values, places, message)
        return owner, conflict


def trace(members: Sequence[Entry], record: Any, path: Path) -> tuple[Entry, Path]:
    """The record that a part of a united record comes from, and where it is there."""
    if len(members) == 1 or not path:
        return members[0], path
    name, *rest = path
    value = getattr(record, str(name))
    if isinstance(value, tuple) and rest:
        item = value[int(rest[0])]
        return next(
            (member, (name, number, *rest[1:]))
            for member in members
            for number, own in enumerate(getattr(member.record, str(name)))
            if own is item
        )
    holders = (m for m in members if getattr(m.record, str(name)) not in (None, ()))
    return next(holders, members[0]), path


def _is_of_head(found: Difference) -> bool:
    """Whether a difference is of the head, which stands where somebody said whose."""
    return not found.voice and not found.note


def _of_both(kind: MergeConflictKind, first: Entry, second: Entry, message: str) -> MergeConflict:
    values = first.record, second.record
    places = first.place(()), second.place(())
    return MergeConflict(kind, second.record.id, (), values, places, message)


def _words(record: Any, members: Sequence[Entry]) -> Iterator[MergeConflict]:
    """Words of a scope or a time, where several articles voice the united record."""
    if not isinstance(record, STATEMENTS):
        return
    for part in parts_of(record):
        if part.cls is Span and part.article is None:
            owner, path = trace(members, record, part.path)
            field_name = path[0]
            message = (
                f"several articles voice {record.id}: nobody could say in which of them the words "
                f"of its {field_name} are"
            )
            places = (owner.place(path),)
            yield MergeConflict(
                MergeConflictKind.WORDS, record.id, path, (part.value,), places, message
            )


def _versions(parts: Sequence[Part]) -> Iterator[MergeConflict]:
    first, *others = parts
    for part in others:
        versions = first.dataset.version, part.dataset.version
        if versions[0] != versions[1]:
            message = "the datasets are of different versions of the format"
            places = (first.place(("version",)), part.place(("version",)))
            yield MergeConflict(
                MergeConflictKind.VERSION, "", ("version",), versions, places, message
            )
