"""Recoding: values, codes and ids changed wherever they stand, as one change of all files.

The text of the files is edited, so that everything else stays as it is written. Nothing is written that
has an error which was not there before.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from detente.diagnostics import Diagnostic, Path, Report, pointer
from detente.errors import RecodeError
from detente.files import Document
from detente.pipeline import editing
from detente.pipeline.fix import fix
from detente.pipeline.load import Readable, open_source, parsed_values
from detente.pipeline.recoding import CODE, ID, Change, Condition, changes, conditions
from detente.pipeline.validate import validate
from detente.positions import Lines, locate
from detente.records import ARRAYS, Header, walk
from detente.records.model import Field, describe
from detente.records.plain import objects
from detente.records.renaming import refusals
from detente.records.schemes import SchemeValue
from detente.text.readers import Texts
from detente.validation.parsing import Parsed, parse
from detente.workbook.paths import refuse_book


class Place(NamedTuple):
    """A value that is changed."""

    file: str | None
    """The file; ``None`` for data from memory."""
    line: int
    column: int
    """From 1, in code points."""
    record: str
    """The id of the record, before the change."""
    words: str
    """What the record is called: its proposition, label, title or first name."""
    path: Path
    """From the document to the value."""
    old: Any
    new: Any

    is_id: bool
    """Whether an id is changed, where it is defined or referred to."""

    @property
    def place(self) -> str:
        """``FILE:LINE:COLUMN``."""
        return f"{self.file or '<data>'}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoded:
    """The result of recoding one dataset; nothing is written yet."""

    places: tuple[Place, ...]
    """All values that change, in the order of the files."""

    unmatched: tuple[str, ...]
    """The changes whose old value stands nowhere."""

    documents: editing.Rewriting
    """The files before and after."""

    refused: tuple[Diagnostic, ...]
    """Errors that the changes would cause; if there are any, nothing may be written."""

    report: Report
    """What ``validate`` finds afterwards."""

    def diff(self) -> str:
        """The changes as a unified diff."""
        return self.documents.diff()

    def write(self) -> None:
        """Replace the files, each in one step, or none of them.

        Raises ``RecodeError`` if the changes would cause errors, or if a file changed since it was
        read; ``OSError`` if one cannot be written.
        """
        if self.refused:
            first = self.refused[0]
            raise RecodeError(first.place, f"it would cause {first.code}: {first.message}")
        for name, reason in self.documents.stale():
            raise RecodeError(name, reason)
        self.documents.write()


def recode(
    source: Readable, *wanted: str, where: Iterable[str] = (), texts: Texts | None = None
) -> Recoded:
    """Change values, codes or ids of a dataset or draft wherever they stand. Nothing is written.

    Args:
        source: the path of a file or a folder dataset, or what was read of it.
        wanted: the changes, made at once (so that two values can be exchanged), each as
            ``FIELD: OLD -> NEW``. FIELD is the class of a record and a field of it
            (``claim.kind``, ``event_account.status``, ``time.basis``), ``code`` for
            ``scheme/value`` of a scheme of one's own, with its declaration, or ``id`` for an id with
            all references to it.
        where: conditions such as ``kind=causal`` or ``article=article:union``, which all must hold of
            the changed part or of the record that it is in.
        texts: the texts, to check the result against, as for ``validate``.

    Raises ``RecodeError`` for a change or condition that cannot be, ``InputError`` if the source cannot
    be read, ``InvalidError`` if it is not JSON of this version of the format.
    """
    asked = changes(wanted)
    needed = conditions(where, asked)
    if isinstance(source, str | os.PathLike):
        refuse_book(source)
    before = tuple(open_source(source))
    parsed = [parse(document) for document in before]
    values = [parsed_values(*pair) for pair in zip(before, parsed, strict=True)]
    declared = {
        (scheme.get("id"), value.get("value"))
        for one in values
        for scheme in objects(one.get("schemes"))
        for value in objects(scheme.get("values"))
    }
    _refuse_taken_ids(asked, values)
    edits = [
        _Recoding(document, one, asked, needed, declared)
        for document, one in zip(before, parsed, strict=True)
    ]
    after = tuple(edit.document() for edit in edits)
    first = validate(before, texts=texts)
    changed = any(one.data != other.data for one, other in zip(before, after, strict=True))
    report = validate(after, texts=texts) if changed else first
    new = _new_errors(first, report)
    if any(error.safe for error in new):  # such as the order of parties, after a change of ids
        codes = {error.code for error in new}
        fixes = fix(after, texts=texts, chosen=lambda found: found.code in codes)
        after, report = fixes.after, fixes.report
        new = _new_errors(first, report)
    matched = {place.change for edit in edits for place in edit.found}
    return Recoded(
        places=tuple(place for edit in edits for place in edit.places()),
        unmatched=tuple(str(change) for change in asked if change not in matched),
        documents=editing.Rewriting(before, after),
        refused=new,
        report=report,
    )


def _new_errors(before: Report, after: Report) -> tuple[Diagnostic, ...]:
    known = Counter(error.code for error in before.errors)
    more = Counter(error.code for error in after.errors) - known
    return tuple(error for error in after.errors if error.code in more)


def _refuse_taken_ids(asked: Iterable[Change], documents: Iterable[dict[str, Any]]) -> None:
    """Two records must not become one: uniting them is a matter of ``merge``."""
    renamed = [change for change in asked if change.field == ID]
    if not renamed:
        return
    ids = {
        str(record.get("id"))
        for one in documents
        for name in ("dataset", *ARRAYS)
        for _path, record in _records(one, name)
    }
    # One that this dataset does not have, another may have; what stands nowhere is listed.
    names = {change.old: change.new for change in renamed if change.old in ids}
    for reason in refusals(names, ids):
        raise RecodeError(reason)


def _records(values: dict[str, Any], name: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The header, or the records of an array, each with its path; a draft may hold other values there."""
    held = values.get(name)
    rows: Iterable[tuple[Path, Any]] = [((name,), held)]
    if name != "dataset":
        rows = (((name, n), row) for n, row in enumerate(held if isinstance(held, list) else ()))
    yield from ((path, row) for path, row in rows if isinstance(row, dict))


class _Found(NamedTuple):
    change: Change
    record: dict[str, Any]
    path: Path
    """From the document to the value."""
    old: Any
    new: Any


class _Recoding:
    """The changes of one document."""

    def __init__(
        self,
        document: Document,
        parsed: Parsed,
        asked: tuple[Change, ...],
        needed: tuple[Condition, ...],
        declared: set[tuple[Any, Any]],
    ) -> None:
        self.before = document
        self.values = parsed.values or {}
        self.rows = parsed.rows
        self.needed = needed
        self.declared = declared
        self.asked = asked
        self.found = list(self._search())

    def _search(self) -> Iterator[_Found]:
        for name, cls in {"dataset": Header, **ARRAYS}.items():
            for path, record in _records(self.values, name):
                for part in walk.parts(record, cls, path):
                    yield from self._in_part(part)

    def _in_part(self, part: walk.Part) -> Iterator[_Found]:
        if not all(_holds(condition, part) for condition in self.needed):
            return
        for field in describe(part.cls).fields:
            value = part.value.get(field.key)
            items = enumerate(value) if isinstance(value, list) else ((None, value),)
            for number, item in items:
                for change in self.asked:
                    new = _new_value(change, part.cls, field, item)
                    if new is not None:
                        path = (*part.path, field.key, *(() if number is None else (number,)))
                        yield _Found(change, part.record, path, item, new)
        if part.cls is SchemeValue:
            yield from self._declaration(part)

    def _declaration(self, part: walk.Part) -> Iterator[_Found]:
        """The declaration of a code that gets a new name within its scheme."""
        for change in self.asked:
            if change.field != CODE:
                continue
            (old_scheme, old), (new_scheme, new) = (c.split("/") for c in (change.old, change.new))
            if (
                part.record.get("id") == old_scheme == new_scheme
                and (new_scheme, new) not in self.declared
            ):
                for key in ("value", "broader"):
                    if part.value.get(key) == old:
                        yield _Found(change, part.record, (*part.path, key), old, new)

    def document(self) -> Document:
        """The document with all changes."""
        edits: list[editing.Edit] = []
        whole = self.before.text
        lines = Lines(whole)
        for line, here in self._by_line().items():
            start, end = (0, len(whole)) if line is None else lines.span(line + 1)
            depth = 0 if line is None else 2
            text = editing.JsonText(whole[start:end], [f.path[depth:] for f in here])
            for operation in self._operations(here, depth):
                edits += (
                    edit._replace(start=edit.start + start, end=edit.end + start)
                    for edit in text.edits([operation])
                )
        made = editing.applied(whole, edits)
        return self.before._replace(data=made.encode("utf-8"))  # without a mark: D002 refuses it

    def _by_line(self) -> dict[int | None, list[_Found]]:
        """What was found in each line of JSON Lines, from 0; of a document that is one, under ``None``."""
        by_line: dict[int | None, list[_Found]] = defaultdict(list)
        for found in self.found:
            by_line[self.rows.get(found.path[:2])].append(found)
        return by_line

    def _operations(self, found: Iterable[_Found], depth: int) -> Iterator[dict[str, Any]]:
        """A new value for each, but of a list that would come to hold one twice a new list."""
        lists: dict[Path, list[_Found]] = defaultdict(list)
        for one in found:
            if isinstance(one.path[-1], int):
                lists[one.path[:-1]].append(one)
            else:
                yield _replacing(one.path[depth:], one.new)
        for path, here in lists.items():
            held = self._at(path)
            made = list(held)
            for one in here:
                made[int(one.path[-1])] = one.new
            kept = [
                new for number, new in enumerate(made) if not _came_together(held, made, number)
            ]
            if len(kept) < len(made):
                yield _replacing(path[depth:], kept)
            else:
                yield from (_replacing(one.path[depth:], one.new) for one in here)

    def _at(self, path: Path) -> Any:
        value: Any = self.values
        for item in path:
            value = value[item]
        return value

    def places(self) -> Iterator[Place]:
        """The places of the changes, with lines and columns."""
        whole = self.before.text
        lines = Lines(whole)
        located: dict[Path, tuple[int, int]] = {}
        for row, held in self._by_line().items():
            depth, (start, end) = (0, (0, len(whole))) if row is None else (2, lines.span(row + 1))
            here = [f.path for f in held]
            offsets = locate(whole[start:end], [p[depth:] for p in here])
            located |= {path: lines.place(start + offsets[path[depth:]]) for path in here}
        for found in self.found:
            line, column = located[found.path]
            yield Place(
                file=self.before.name,
                line=line,
                column=column,
                record=str(found.record.get("id")),
                words=_words(found.record),
                path=found.path,
                old=found.old,
                new=found.new,
                is_id=found.change.field == ID,
            )


def _words(record: dict[str, Any]) -> str:
    names = [name.get("text") for name in objects(record.get("names"))]
    called = (record.get(key) for key in ("proposition", "label", "title"))
    return next((word for word in (*called, *names) if isinstance(word, str)), "")


def _came_together(held: list[Any], made: list[Any], number: int) -> bool:
    """Whether an item of a list equals an earlier one only since the change."""
    return any(
        made[earlier] == made[number] and held[earlier] != held[number] for earlier in range(number)
    )


def _replacing(path: Path, value: Any) -> dict[str, Any]:
    return {"op": "replace", "path": pointer(path), "value": value}


def _new_value(change: Change, cls: type, field: Field, value: Any) -> Any:
    """What a change makes of a value of a field; ``None`` if it is not one of this value."""
    if change.field == ID:
        if field.code and isinstance(value, str) and value.startswith(f"{change.old}/"):
            return change.new + value[len(change.old) :]
        return change.new if (field.key_of or field.refs) and value == change.old else None
    here = field.key == change.key and (change.cls is None or cls is change.cls)
    same = type(value) is type(change.old) and value == change.old
    return change.new if here and same else None


def _holds(condition: Condition, part: walk.Part) -> bool:
    """Whether the part, or the record that it is in, has the value of a condition."""
    if condition.field == "article" and part.article is not None:
        return bool(part.article == condition.value)
    for holder in (part.value, part.record):
        if condition.field in holder:
            value = holder[condition.field]
            return condition.value in value if isinstance(value, list) else value == condition.value
    return False
