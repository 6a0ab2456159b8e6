"""The documents of one dataset, the rules applied to them, and the report of what was found.

Only where something was found are lines and columns looked up.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.codec.columns import Columns
from detente.dataset import Dataset
from detente.diagnostics import Diagnostic, Location, Path, Related, Report, pointer
from detente.files import Document
from detente.positions import Lines
from detente.records import ARRAYS
from detente.validation.catalogue import rules_at
from detente.validation.context import Context
from detente.validation.documents import Input
from detente.validation.findings import Finding
from detente.validation.registry import RULES, Stage
from detente.validation.rules import level2_references, level3_anchors, level3_spans
from detente.validation.rules.level4_text import Texts

_Place = tuple[int | None, int | None]
"""Line and column, from 1, as far as known."""


class Validation:
    """One dataset on its way from documents to a report."""

    def __init__(self, inputs: Sequence[Input]) -> None:
        """Unite what was read."""
        self.inputs = inputs
        self.findings: list[Finding] = []
        """What the rules of levels 2 to 6 found."""
        self.texts: dict[str, str] = {}
        """The texts that are what was annotated, by article."""
        self.dataset = self._united()
        """The records that could be read."""

    @classmethod
    def of(cls, documents: Iterable[Document], *, allow_newer: bool = False) -> "Validation":
        """Read some documents."""
        return cls([Input(document, allow_newer=allow_newer) for document in documents])

    @property
    def well_formed(self) -> bool:
        """Whether everything could be read (levels 0 and 1)."""
        return not any(i.refused or i.draft for i in self.inputs)

    def _united(self) -> Dataset:
        first, *others = self.inputs
        if not others:
            return first.dataset
        for input_ in self.inputs:
            if input_.draft is not None:  # its records have no place yet
                input_.refuse_draft()
        for input_ in others:
            if input_.dataset.dataset is not None:
                input_.refuse("D017")
        arrays: dict[str, Any] = {
            name: tuple(record for i in self.inputs for record in getattr(i.dataset, name))
            for name in ARRAYS
        }
        return first.dataset.evolve(**arrays)

    # --- rules ---------------------------------------------------------------------------------

    def apply(self, *, texts: Mapping[str, str] | None = None, strict: bool = False) -> None:
        """Apply the rules of levels 2 to 6."""
        columns = self.inputs[0].columns if len(self.inputs) == 1 else None
        if columns is None and self.well_formed:
            columns = Columns(self.dataset)
        copies: Mapping[str, str] = {}
        if texts is not None:
            given = Texts(self.dataset, texts)
            self.texts = given.exact
            copies = given.copies
            self._ask(Stage.COPIES, given)
        context = self._context(copies)
        referring = columns is not None and level2_references.holds(columns)
        if not referring:
            self._ask(Stage.REFERENCES, context)
        spans_hold = referring and columns is not None and level3_spans.holds(columns)
        if not spans_hold:
            self._ask(Stage.SPANS, context)
        if not spans_hold or columns is None or not level3_anchors.holds(columns):
            self._ask(Stage.ANCHORS, context)
        if self.texts:
            self._ask(Stage.TEXT, context)
        self._ask(Stage.MEANING, context)
        self._ask(Stage.ALWAYS, context)
        if strict:
            self._ask(Stage.RELEASE, context)

    def apply_without_spans(self) -> None:
        """Apply the rules that no span and no text is needed for: levels 2 and 5."""
        context = self._context({})
        self._ask(Stage.REFERENCES, context)
        self._ask(Stage.MEANING, context)

    def _context(self, copies: Mapping[str, str]) -> Context:
        return Context(
            self.dataset,
            known=frozenset().union(*(i.ids for i in self.inputs)),
            partial=any(i.partial for i in self.inputs),
            texts=self.texts,
            copies=copies,
        )

    def _ask(self, stage: Stage, subject: Any) -> None:
        self.findings += (f for rule in rules_at(stage) for f in rule.findings(subject))

    # --- the report ----------------------------------------------------------------------------

    def report(self, *, strict: bool = False, placed: bool = True) -> Report:
        """All that was found; ``placed`` false: without lines and columns."""
        located = [(input_, f.path, f) for input_ in self.inputs for f in input_.findings]
        for finding in self.findings:
            input_, path = self._path_to(finding.record, finding.path or ())
            located.append((input_, path, finding))
        places = self._places(located) if placed else {}
        return Report.of(
            [self._diagnostic(*entry, places) for entry in located],
            files=tuple(i.document.name for i in self.inputs if i.document.name),
            checked={name: len(getattr(self.dataset, name)) for name in ARRAYS},
            texts=tuple(self.texts),
            strict=strict,
        )

    def _path_to(self, record: Any, path: Path) -> tuple[Input, Path]:
        """The document that a record is in, and a path in the record from the top of it."""
        for input_ in self.inputs:
            outer = input_.path_of(record)
            if outer is not None:
                return input_, (*outer, *path)
        return self.inputs[0], path

    def _places(
        self, located: Iterable[tuple[Input, Path | None, Finding]]
    ) -> dict[tuple[int, Path | int], _Place]:
        """The places of all findings and of what is related to them: by the number of the input,
        and a path or an offset.
        """
        paths: dict[int, set[Path]] = {n: set() for n in map(id, self.inputs)}
        offsets: dict[int, set[int]] = {n: set() for n in map(id, self.inputs)}
        for input_, path, finding in located:
            if finding.offset is not None:
                offsets[id(input_)].add(finding.offset)
            elif path is not None:
                paths[id(input_)].add(path)
            for other in finding.related:
                if other.offset is not None:
                    offsets[id(input_)].add(other.offset)
                else:
                    home, outer = self._path_to(other.record, other.path)
                    paths[id(home)].add(outer)
        found: dict[tuple[int, Path | int], _Place] = {}
        for input_ in self.inputs:
            number = id(input_)
            if offsets[number]:
                lines = Lines(input_.document.text)
                found |= {(number, offset): lines.place(offset) for offset in offsets[number]}
            found |= {(number, p): at for p, at in input_.places(paths[number]).items()}
        return found

    def _diagnostic(
        self,
        input_: Input,
        path: Path | None,
        finding: Finding,
        places: Mapping[tuple[int, Path | int], _Place],
    ) -> Diagnostic:
        def at(home: Input, path: Path | None, offset: int | None) -> Location:
            key = path if offset is None else offset
            place = None if key is None else places.get((id(home), key))
            line, column = place or (None, None)
            return Location(file=home.document.name, path=path, line=line, column=column)

        related = []
        for other in finding.related:
            home, outer = (
                (input_, other.path)
                if other.offset is not None
                else self._path_to(other.record, other.path)
            )
            location = at(home, outer, other.offset)
            related.append(Related(message=other.message, location=location))
        outer = () if finding.record is None else self._path_to(finding.record, ())[1]
        return Diagnostic(
            code=finding.code,
            severity=RULES[finding.code].severity,
            message=finding.message,
            location=at(input_, path, finding.offset),
            related=tuple(related),
            params=dict(finding.params),
            fix=tuple(
                {k: pointer(outer) + v if k in ("path", "from") else v for k, v in op.items()}
                for op in finding.fix
            ),
            safe=finding.safe,
            help=finding.help,
        )
