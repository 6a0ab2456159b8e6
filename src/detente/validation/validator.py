"""The documents of one dataset, the rules applied to them, and the report of the findings.

Lines and columns are looked up for findings only.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from detente.codec.columns import Columns
from detente.dataset import Dataset
from detente.diagnostics import Diagnostic, Location, Path, Related, Report, Severity, pointer
from detente.files import Document
from detente.positions import Lines
from detente.records import ARRAYS
from detente.validation.catalogue import rule_of, rules_at
from detente.validation.context import Context, PlaceWantedError
from detente.validation.documents import LoadedDocument
from detente.validation.findings import Finding
from detente.validation.registry import Rule, Stage
from detente.validation.rules.level2_references import all_references_resolve
from detente.validation.rules.level3_anchors import all_anchors_are_valid
from detente.validation.rules.level3_spans import all_spans_are_valid, spans_by_article

if TYPE_CHECKING:  # needed for folders alone
    from detente.uniting.parts import Entry
    from detente.uniting.union import Union

_LineAndColumn = tuple[int | None, int | None]
"""Line and column, from 1, as far as known."""


def _finds_something(rule: Rule, unplaced: Context) -> bool:
    """Whether a rule finds something where parts have no places, or needs these to find out."""
    try:
        return next(iter(rule.check(unplaced) or ()), None) is not None
    except PlaceWantedError:
        return True


class Validation:
    """The validation of one dataset, from its documents to a report."""

    def __init__(self, documents: Sequence[LoadedDocument]) -> None:
        """Unite the records of the documents."""
        self.documents = documents
        self.findings: list[Finding] = []
        """What the rules of levels 2 to 6 found."""
        self._union: Union | None = None  # of the files of a folder
        self.texts: dict[str, str] = {}
        """The annotated texts, by article."""
        self._copies: Mapping[str, str] = {}
        if len(self.documents) > 1:
            self._unite()

    @classmethod
    def of(cls, documents: Iterable[Document], *, allow_newer: bool = False) -> "Validation":
        """Read some documents."""
        return cls([LoadedDocument(document, allow_newer=allow_newer) for document in documents])

    @property
    def well_formed(self) -> bool:
        """Whether everything could be read (levels 0 and 1)."""
        return not any(d.refused or d.draft for d in self.documents)

    @cached_property
    def dataset(self) -> Dataset:
        """The records that could be read. They are made when they are first wanted."""
        first = self.documents[0].dataset
        if self._union is None:
            return first
        arrays: dict[str, Any] = self._union.arrays
        return first.evolve(**arrays)

    def _unite(self) -> None:
        for loaded in self.documents:
            if loaded.draft is not None:  # its records have no spans yet
                loaded.refuse_draft()
        for loaded in self.documents[1:]:
            if loaded.dataset.dataset is not None:
                loaded.refuse("D017")
        from detente.uniting.parts import Part
        from detente.uniting.union import Options, unite

        files = [
            Part(number, str(loaded.document.name), loaded.dataset)
            for number, loaded in enumerate(self.documents)
        ]
        self._union = unite(files, Options(one_dataset=True))

    # --- rules ---------------------------------------------------------------------------------

    def apply(self, *, texts: Mapping[str, str] | None = None, strict: bool = False) -> None:
        """Apply the rules of levels 2 to 6, to records that have places only those that may find
        something.
        """
        columns = self.documents[0].columns if len(self.documents) == 1 else None
        suspects = self._suspects(Columns(self.dataset) if columns is None else columns)
        del columns  # so that the mirrors are freed while records are made
        if texts is not None:
            from detente.validation.rules.level4_text import GivenTexts

            given = GivenTexts(self.dataset, texts)
            self.texts = given.exact
            self._copies = given.copies
            self._apply(rules_at(Stage.COPIES), given)
        for stage in (Stage.REFERENCES, Stage.SPANS, Stage.ANCHORS):
            self._apply(suspects[stage])
        if self.texts:
            self._apply(rules_at(Stage.TEXT))
        self._apply(suspects[Stage.MEANING])
        of_texts = (Stage.ALWAYS,) if self._copies else ()
        for stage in (*of_texts, Stage.RELEASE) if strict else of_texts:
            rules = rules_at(stage)
            if not suspects[Stage.REFERENCES]:
                unplaced = self._context(self._copies, Columns(self.dataset))
                rules = tuple(rule for rule in rules if _finds_something(rule, unplaced))
            self._apply(rules)

    def _suspects(self, columns: Columns) -> dict[Stage, Sequence[Rule]]:
        """Of the stages that need no texts the rules that may find something: those of which neither
        columns nor parts without places show that they find nothing.
        """
        unplaced = self._context({}, columns)

        def suspects(stage: Stage) -> list[Rule]:
            return [rule for rule in rules_at(stage) if _finds_something(rule, unplaced)]

        placed = spans_by_article(columns)
        return {
            Stage.REFERENCES: () if all_references_resolve(columns) else suspects(Stage.REFERENCES),
            Stage.SPANS: ()
            if all_spans_are_valid(columns, placed, partial=unplaced.partial)
            else suspects(Stage.SPANS),
            Stage.ANCHORS: ()
            if all_anchors_are_valid(columns, placed)
            else suspects(Stage.ANCHORS),
            Stage.MEANING: suspects(Stage.MEANING),
        }

    def apply_without_spans(self) -> None:
        """Apply the rules that need no span and no text: levels 2 and 5."""
        self._apply(rules_at(Stage.REFERENCES))
        self._apply(rules_at(Stage.MEANING))

    @cached_property
    def _placed(self) -> Context:
        return self._context(self._copies)

    def _context(self, copies: Mapping[str, str], columns: Columns | None = None) -> Context:
        return Context(
            self.dataset if columns is None else columns.dataset,
            known=frozenset().union(*(d.ids for d in self.documents)),
            partial=any(d.partial for d in self.documents),
            texts=self.texts,
            copies=copies,
            apart=() if self._union is None else self._union.apart,
            columns=columns,
        )

    def _apply(self, rules: Iterable[Rule], subject: Any = None) -> None:
        """Apply some rules; without a subject to the records and their places."""
        for rule in rules:
            self.findings += rule.findings(self._placed if subject is None else subject)

    # --- the report ----------------------------------------------------------------------------

    def report(self, *, strict: bool = False, placed: bool = True) -> Report:
        """All findings; ``placed`` false: without lines and columns."""
        located = [(loaded, f.path, f) for loaded in self.documents for f in loaded.findings]
        for finding in self.findings:
            loaded, path = self._path_to(finding.record, finding.path or ())
            located.append((loaded, path, finding))
        places = self._places(located) if placed else {}
        return Report.of(
            _without_consequences([self._diagnostic(*entry, places) for entry in located]),
            files=tuple(d.document.name for d in self.documents if d.document.name),
            checked=self._counts(),
            texts=tuple(self.texts),
            strict=strict,
        )

    def _counts(self) -> dict[str, int]:
        """The number of records in each array."""
        if len(self.documents) == 1:
            return self.documents[0].counts
        return {name: len(getattr(self.dataset, name)) for name in ARRAYS}

    def _path_to(self, record: Any, path: Path) -> tuple[LoadedDocument, Path]:
        """The document that a record is in, and a path in the record from the top of it; of a record
        that is in several files the one with the place.
        """
        made_of = self._made_of(record)
        if made_of:
            from detente.uniting.union import trace

            entry, path = trace(made_of, record, path)
            record = entry.given
        for loaded in self.documents:
            record_path = loaded.path_of(record)
            if record_path is not None:
                return loaded, (*record_path, *path)
        return self.documents[0], path

    def _made_of(self, record: Any) -> "tuple[Entry, ...]":
        """What a record of a folder is made of, if it is not one of those in its files."""
        return () if self._union is None else self._union.origins.get(id(record), ())

    def _places(
        self, located: Iterable[tuple[LoadedDocument, Path | None, Finding]]
    ) -> dict[tuple[int, Path | int], _LineAndColumn]:
        """The positions of all findings and of the places related to them: by the ``id`` of the
        document, and a path or an offset.
        """
        paths: dict[int, set[Path]] = {n: set() for n in map(id, self.documents)}
        offsets: dict[int, set[int]] = {n: set() for n in map(id, self.documents)}
        for loaded, path, finding in located:
            if finding.offset is not None:
                offsets[id(loaded)].add(finding.offset)
            elif path is not None:
                paths[id(loaded)].add(path)
            for other in finding.related:
                if other.offset is not None:
                    offsets[id(loaded)].add(other.offset)
                else:
                    owner, full_path = self._path_to(other.record, other.path)
                    paths[id(owner)].add(full_path)
        places: dict[tuple[int, Path | int], _LineAndColumn] = {}
        for loaded in self.documents:
            number = id(loaded)
            if offsets[number]:
                lines = Lines(loaded.document.text)
                places |= {(number, offset): lines.place(offset) for offset in offsets[number]}
            places |= {(number, p): at for p, at in loaded.places(paths[number]).items()}
        return places

    def _fix(self, finding: Finding) -> tuple[dict[str, Any], ...]:
        """The operations of a fix, from the top of the document; none for a record that several files
        have, since each would need its own, and for a workbook, whose cells people correct.
        """
        if not finding.fix or any(d.document.cells is not None for d in self.documents):
            return ()
        if len(self._made_of(finding.record)) > 1:
            return ()
        top = "" if finding.record is None else pointer(self._path_to(finding.record, ())[1])
        return tuple(
            {k: top + v if k in ("path", "from") else v for k, v in op.items()}
            for op in finding.fix
        )

    def _diagnostic(
        self,
        loaded: LoadedDocument,
        path: Path | None,
        finding: Finding,
        places: Mapping[tuple[int, Path | int], _LineAndColumn],
    ) -> Diagnostic:
        def at(owner: LoadedDocument, path: Path | None, offset: int | None) -> Location:
            key = path if offset is None else offset
            place = None if key is None else places.get((id(owner), key))
            line, column = place or (None, None)
            name, cell = owner.document.name, None
            if owner.document.cells is not None:
                cell = owner.cell(finding if path is own_path else Finding(message=""), path)
            return Location(file=name, path=path, line=line, column=column, cell=cell)

        own_path = path
        message, cells = finding.message, loaded.document.cells
        if cells is not None and finding.cell is None and path is not None:
            inner = (dict(finding.params)["key"],) if finding.code == "D101" else ()
            message = cells.told(finding.code, (*path, *inner), message)

        related = []
        for other in finding.related:
            owner, full_path = (
                (loaded, other.path)
                if other.offset is not None
                else self._path_to(other.record, other.path)
            )
            location = at(owner, full_path, other.offset)
            related.append(Related(message=other.message, location=location))
        fix = self._fix(finding)
        return Diagnostic(
            code=finding.code,
            severity=finding.severity or rule_of(finding.code).severity,
            message=message,
            location=at(loaded, path, finding.offset),
            related=tuple(related),
            params=dict(finding.params),
            fix=fix,
            safe=finding.safe and len(fix) == len(finding.fix) and loaded.document.cells is None,
            help=finding.help,
        )


def _without_consequences(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Without what is found in a cell of a workbook only because it could not be read."""
    unread = {
        (d.file, d.location.cell)
        for d in diagnostics
        if d.location.cell and d.code[:2] == "D7" and d.severity is Severity.ERROR
    }
    return [d for d in diagnostics if d.code[:2] == "D7" or (d.file, d.location.cell) not in unread]
