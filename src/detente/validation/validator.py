"""Documents to records and findings: decode, explain what was refused, apply the rules.

The fast loader accepts or refuses. Only what it refuses is taken apart, record by record: one typing
error does not hide the rest, and the id of a refused record counts as known. Only where something
was found are lines and columns looked up.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from detente.codec.columns import Columns, shape_holds
from detente.codec.decode import decode, decode_record
from detente.codec.lines import decode_lines, kind_in, split
from detente.dataset import Dataset
from detente.diagnostics import Diagnostic, Location, Path, Related, Report
from detente.errors import RefusedError
from detente.files import Document
from detente.positions import Lines, locate
from detente.records import ARRAYS, DRAFT_FORMAT, VERSION, Header
from detente.records.kinds import array_of
from detente.schema import load_schema
from detente.validation.catalogue import all_rules, of_level
from detente.validation.context import Context
from detente.validation.registry import RULES, Finding, Rule
from detente.validation.rules import (
    level0_file,
    level1_shape,
    level2_references,
    level3_anchors,
    level3_spans,
    level4_text,
    level6_release,
)
from detente.validation.rules.level9_internal import our_own_bug


class Input:
    """One document on its way to records."""

    def __init__(self, document: Document, *, allow_newer: bool = False) -> None:
        """Decode the document; take it apart if it is refused."""
        self.document = document
        self.allow_newer = allow_newer
        self.faults: list[tuple[Rule, level0_file.Fault, int]] = []
        """Level 0: rule, fault, number of the line that the fault's text begins in, from 0."""
        self.findings: list[tuple[Rule, Finding, Path]] = []
        """Level 1: rule, finding, the way to the record."""
        self.remarks: list[tuple[Rule, Finding, Path]] = []
        """What is worth a look and stands in nobody's way, in the same form."""
        self.ids: set[str] = set()
        """The ids of all records, those that could not be read included."""
        self.partial = False
        """Whether a record could not be read."""
        self.known: tuple[str, ...] = ()
        """The ids in the document, for suggestions."""
        self.newer = False
        """Whether the format is newer than ours, and that is allowed."""
        self.paths: dict[int, Path] = {}
        """The way to each record, by identity, where indexes are not those of the arrays."""
        self.rows: dict[Path, int] = {}
        """For JSON Lines the line of each record, from 0."""
        self.columns: Columns | None = None
        self.draft: dict[str, Any] | None = None
        try:
            read = decode_lines if document.lines else decode
            self.columns = read(document.data, allow_newer=allow_newer)
            self.dataset = self.columns.dataset
        except RefusedError as error:
            self.dataset = self._explain(str(error))

    def refuse_draft(self) -> None:
        """Take a draft for what it is not: a dataset that is to be loaded."""
        raw = level0_file.Raw(self.document.data)
        self.faults += ((RULES["D019"], fault, 0) for fault in level0_file.draft(raw))
        self.draft = None
        self.partial = True

    # --- what was refused ----------------------------------------------------------------------

    def _explain(self, reason: str) -> Dataset:
        dataset = self._lines() if self.document.lines else self._whole()
        if not self.faults and not self.findings and self.draft is None:
            self.findings += ((RULES["D900"], f, ()) for f in our_own_bug(reason, None, ()))
        return dataset

    def _whole(self) -> Dataset:
        raw = level0_file.Raw(self.document.data, allow_newer=self.allow_newer)
        document = self._sound(raw, 0)
        if document is None:
            return Dataset()
        return self._records(document)

    def _sound(self, raw: level0_file.Raw, row: int, *, head: bool = True) -> Any:
        """The document, if there is one of a version that we know."""
        self._apply(level0_file.FIRST[1:], raw, row)
        if raw.document is level0_file.NOTHING:
            return None
        checks = level0_file.THEN if head else level0_file.THEN[:-1]
        self._apply(checks, raw, row)
        if not head:
            return raw.document
        if not isinstance(raw.document, dict) or raw.document.get("format") not in (
            "detente",
            DRAFT_FORMAT,
        ):
            return None
        if self._apply(level0_file.VERSIONS, raw, row):
            return None
        return raw.document

    def _apply(self, checks: Iterable[Callable[..., Any]], raw: level0_file.Raw, row: int) -> bool:
        found = False
        for check in checks:
            for fault in check(raw):
                self.faults.append((_rule(check), fault, row))
                found = True
        return found

    def _lines(self) -> Dataset:
        rows = list(split(self.document.data))
        if not rows:
            self._whole()
            return Dataset()
        number, line = rows[0]
        document = self._sound(level0_file.Raw(line, allow_newer=self.allow_newer), number - 1)
        if document is None:
            return Dataset()
        if any(name in document for name in ARRAYS):
            self._loose("the first line holds no records", number - 1)
            document = {key: value for key, value in document.items() if key not in ARRAYS}
        arrays: dict[str, list[Any]] = {name: [] for name in ARRAYS}
        for number, line in rows[1:]:
            raw = level0_file.Raw(line)
            record = self._sound(raw, number - 1, head=False)
            if record is None:
                continue
            kind = kind_in(line)
            if kind is None or not isinstance(record, dict):
                self._loose("the line is no record: its id does not begin with a kind", number - 1)
                continue
            array = arrays[array_of(kind)]
            self.rows[array_of(kind), len(array)] = number - 1
            array.append(record)
        return self._records(document | {name: rows for name, rows in arrays.items() if rows})

    def _loose(self, reason: str, row: int) -> None:
        check = level0_file.loose_line
        self.faults += ((_rule(check), fault, row) for fault in check(reason))

    def _records(self, document: dict[str, Any]) -> Dataset:
        """The records that can be read; what is wrong with the others goes to the findings."""
        draft = document.get("format") == DRAFT_FORMAT
        self.known = _ids(document)
        if draft:
            self.draft = document
            self._mismatches(_shell(document), Dataset, (), draft=True)
            for path, item in _items(document):
                self._mismatches(item, _class_at(path), path, draft=True)
                self._remember(item)
            return Dataset()
        self.newer = document["version"] != VERSION
        self._mismatches(_shell(document), Dataset, ())
        arrays: dict[str, list[Any]] = {name: [] for name in ("dataset", *ARRAYS)}
        items: dict[int, Any] = {}
        for path, item in _items(document):
            self._remember(item)
            try:
                record = decode_record(item, _class_at(path), closed=not self.newer)
            except RefusedError as error:
                self._refuse(item, path, str(error))
            else:
                arrays[str(path[0])].append(record)
                self.paths[id(record)] = path
                items[id(record)] = item
        self._sift(arrays, items)
        header = arrays.pop("dataset")
        fields: dict[str, Any] = {name: tuple(records) for name, records in arrays.items()}
        return Dataset(dataset=header[0] if header else None, **fields)

    def _remember(self, item: Any) -> None:
        id_ = item.get("id") if isinstance(item, dict) else None
        if isinstance(id_, str):
            self.ids.add(id_)

    def _refuse(self, item: Any, path: Path, reason: str) -> bool:
        """Say why a record was refused; false if a fault of the file has said it already."""
        refused = self._mismatches(item, _class_at(path), path)
        if not refused and not self.faults:
            refused = True
            finding = next(our_own_bug(reason, None, ()))
            self.findings.append((RULES["D900"], finding, path))
        self.partial = self.partial or refused
        return refused

    def _sift(self, arrays: dict[str, list[Any]], items: Mapping[int, Any]) -> None:
        """Take out the records whose patterns do not hold, found by halving."""
        for name, records in arrays.items():
            refused = {
                id(record)
                for record in self._culprits(name, records)
                if self._refuse(items[id(record)], self.paths[id(record)], "a wrong form")
            }
            if refused:
                records[:] = [r for r in records if id(r) not in refused]

    def _culprits(self, name: str, records: list[Any]) -> Iterator[Any]:
        if not records or _sound_shape(name, records, self.ids):
            return
        if len(records) == 1:
            yield records[0]
            return
        middle = len(records) // 2
        yield from self._culprits(name, records[:middle])
        yield from self._culprits(name, records[middle:])

    def _mismatches(self, item: Any, cls: type, path: Path, *, draft: bool = False) -> bool:
        found = False
        for error in _validator(cls, draft=draft).iter_errors(item):
            if self.newer and error.validator in ("additionalProperties", "const"):
                continue  # what a newer format adds
            found = True
            if error.validator == "type" and error.instance is None:
                continue  # D008 says so already
            check = level1_shape.BY_KEYWORD[error.validator]
            mismatch = level1_shape.Mismatch(error, self.known, cls)
            self.findings += ((_rule(check), finding, path) for finding in check(mismatch))
        return found

    # --- where things stand --------------------------------------------------------------------

    def path_of(self, record: Any) -> Path | None:
        """The way to one of this document's records."""
        if not self.paths:
            if self.dataset.dataset is not None:
                self.paths[id(self.dataset.dataset)] = ("dataset",)
            for name in ARRAYS:
                for number, entry in enumerate(getattr(self.dataset, name)):
                    self.paths[id(entry)] = (name, number)
        return self.paths.get(id(record))

    def places(self, paths: Iterable[Path]) -> dict[Path, tuple[int, int]]:
        """Lines and columns of some paths."""
        wanted = set(paths)
        if not wanted:
            return {}
        text = self.document.data.decode("utf-8", "replace").removeprefix("\ufeff")
        if not self.document.lines:
            lines = Lines(text)
            return {path: lines.place(at) for path, at in locate(text, wanted).items()}
        found: dict[Path, tuple[int, int]] = {}
        rows = text.split("\n")
        first = next((n for n, row in enumerate(rows) if row.strip()), 0)
        if not self.rows:
            self._number_rows(text)
        for path in wanted:
            row = self.rows.get(path[:2], first)
            inner = path[2:] if path[:2] in self.rows else path
            offset = locate(rows[row], [inner])[inner]
            found[path] = (row + 1, offset + 1)
        return found

    def _number_rows(self, text: str) -> None:
        counts: dict[str, int] = {}
        for number, line in list(split(text.encode("utf-8")))[1:]:
            name = array_of(kind_in(line) or "claim")
            self.rows[name, counts.setdefault(name, 0)] = number - 1
            counts[name] += 1


@cache
def _rules_by_check() -> dict[Callable[..., Any], Rule]:
    return {rule.check: rule for rule in all_rules().values()}


def _rule(check: Callable[..., Any]) -> Rule:
    return _rules_by_check()[check]


def _items(document: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """The records of a document as plain values, with the way to each."""
    if isinstance(document.get("dataset"), dict):
        yield ("dataset",), document["dataset"]
    for name in ARRAYS:
        rows = document.get(name)
        for number, item in enumerate(rows if isinstance(rows, list) else ()):
            yield (name, number), item


def _ids(document: Mapping[str, Any]) -> tuple[str, ...]:
    items = (item.get("id") for _path, item in _items(document) if isinstance(item, dict))
    return tuple(id_ for id_ in items if isinstance(id_, str))


def _class_at(path: Path) -> type:
    return Header if path[0] == "dataset" else ARRAYS[str(path[0])]


def _shell(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document without its records."""
    return {
        key: [] if key in ARRAYS and isinstance(value, list) else value
        for key, value in document.items()
        if key != "dataset" or not isinstance(value, dict)
    }


def _sound_shape(name: str, records: list[Any], ids: set[str]) -> bool:
    part: dict[str, Any] = {name: records[0] if name == "dataset" else tuple(records)}
    return shape_holds(Columns(Dataset(**part)), ids)


@cache
def _validator(cls: type, *, draft: bool) -> Any:
    from jsonschema import Draft202012Validator  # slow to import, and mostly not needed

    schema = load_schema("draft" if draft else "dataset")
    if cls is Dataset:
        return Draft202012Validator(schema)
    return Draft202012Validator({"$ref": f"#/$defs/{cls.__name__}", "$defs": schema["$defs"]})


# --- from findings to a report ------------------------------------------------------------------


class Reading:
    """The documents of one dataset, read, and what was found in them."""

    def __init__(self, documents: Iterable[Document], *, allow_newer: bool = False) -> None:
        """Read them."""
        self.inputs = [Input(document, allow_newer=allow_newer) for document in documents]
        self.found: list[tuple[Rule, Finding]] = []
        self.dataset = self._united()
        self.texts: dict[str, str] = {}

    @property
    def shapely(self) -> bool:
        """Whether everything could be read (levels 0 and 1)."""
        return not any(i.faults or i.findings or i.draft for i in self.inputs)

    def _united(self) -> Dataset:
        first, *others = self.inputs
        if not others:
            return first.dataset
        for input_ in self.inputs:
            if input_.draft is not None:  # its records have no place yet
                input_.refuse_draft()
        stray = [i for i in others if i.dataset.dataset is not None]
        for input_ in stray:
            rule = RULES["D017"]
            input_.faults += ((rule, fault, 0) for fault in rule.check([input_.document.name]))
        arrays: dict[str, Any] = {
            name: tuple(record for i in self.inputs for record in getattr(i.dataset, name))
            for name in ARRAYS
        }
        return first.dataset.evolve(**arrays)

    def apply(self, *, texts: Mapping[str, str] | None = None, strict: bool = False) -> None:
        """Apply the rules of levels 2 to 6."""
        columns = self.inputs[0].columns if len(self.inputs) == 1 else None
        if columns is None and self.shapely:
            columns = Columns(self.dataset)
        copies: Mapping[str, str] = {}
        if texts is not None:
            given = level4_text.Texts(self.dataset, texts)
            self.texts = given.exact
            copies = given.copies
            self._run((_rule(check) for check in level4_text.GIVEN), given)
        context = self._context(self.texts, copies)
        referring = columns is not None and level2_references.holds(columns)
        if not referring:
            self._run(of_level(2), context)
        if not (referring and columns is not None and level3_spans.holds(columns)):
            self._run(of_level(3), context)
        elif not level3_anchors.holds(columns):
            self._run(map(_rule, level3_anchors.CHECKS), context)
        if self.texts:
            others = (*level4_text.GIVEN, *level4_text.QUOTES)
            self._run((r for r in of_level(4) if r.check not in others), context)
        self._run(of_level(5), context)
        always = level6_release.ALWAYS
        self._run((r for r in of_level(6) if strict or r.check in always), context)

    def _context(
        self, texts: Mapping[str, str], copies: Mapping[str, str] | None = None
    ) -> Context:
        return Context(
            self.dataset,
            known=frozenset().union(*(i.ids for i in self.inputs)),
            partial=any(i.partial for i in self.inputs),
            texts=texts,
            copies=copies,
        )

    def apply_without_spans(self) -> None:
        """Apply the rules that no span and no text is needed for: levels 2 and 5."""
        context = self._context({})
        self._run(of_level(2), context)
        self._run(of_level(5), context)

    def _run(self, rules: Iterable[Rule], subject: Any) -> None:
        self.found += ((rule, f) for rule in rules for f in rule.check(subject))

    def report(self, *, strict: bool = False, placed: bool = True) -> Report:
        """All that was found, with places."""
        diagnostics: list[Diagnostic] = []
        for input_ in self.inputs:
            diagnostics += _of_faults(input_)
        located = [
            (rule, finding, input_, (*path, *finding.path))
            for input_ in self.inputs
            for rule, finding, path in (*input_.findings, *input_.remarks)
        ]
        for rule, finding in self.found:
            input_, path = self._home(finding.record)
            located.append((rule, finding, input_, (*path, *finding.path)))
        places = self._places(located) if placed else {}
        diagnostics += [self._diagnostic(*entry, places) for entry in located]
        return Report.of(
            diagnostics,
            files=tuple(i.document.name for i in self.inputs if i.document.name),
            checked={n: len(getattr(self.dataset, n)) for n in ARRAYS},
            texts=tuple(self.texts),
            strict=strict,
        )

    def _home(self, record: Any) -> tuple[Input, Path]:
        for input_ in self.inputs:
            path = input_.path_of(record)
            if path is not None:
                return input_, path
        return self.inputs[0], ()

    def _places(self, located: list[Any]) -> dict[tuple[int, Path], tuple[int, int]]:
        wanted: dict[int, set[Path]] = {}
        for _, finding, input_, path in located:
            wanted.setdefault(id(input_), set()).add(path)
            for _message, record, inner in finding.related:
                home, outer = self._home(record)
                wanted.setdefault(id(home), set()).add((*outer, *inner))
        return {
            (id(i), path): place
            for i in self.inputs
            for path, place in i.places(wanted.get(id(i), ())).items()
        }

    def _diagnostic(
        self,
        rule: Rule,
        finding: Finding,
        input_: Input,
        path: Path,
        places: Mapping[tuple[int, Path], tuple[int, int]],
    ) -> Diagnostic:
        related = []
        for message, record, inner in finding.related:
            home, outer = self._home(record)
            related.append(
                Related(message=message, location=_location(home, (*outer, *inner), places))
            )
        prefix = "".join(f"/{part}" for part in path[: len(path) - len(finding.path)])
        return Diagnostic(
            code=rule.code,
            severity=rule.severity,
            message=finding.message,
            location=_location(input_, path, places),
            related=tuple(related),
            params=dict(finding.params),
            fix=tuple(
                {k: prefix + v if k in ("path", "from") else v for k, v in op.items()}
                for op in finding.fix
            ),
            safe=finding.safe,
            help=finding.help,
        )


def _location(
    input_: Input, path: Path, places: Mapping[tuple[int, Path], tuple[int, int]]
) -> Location:
    line, column = places.get((id(input_), path), (None, None))
    return Location(file=input_.document.name, path=path, line=line, column=column)


def _of_faults(input_: Input) -> Iterator[Diagnostic]:
    if not input_.faults:
        return
    text = input_.document.data.decode("utf-8", "replace").removeprefix("\ufeff")
    rows = text.split("\n") if input_.document.lines else [text]
    wanted: dict[int, set[Path]] = {}  # there may be thousands in one text: it is read once
    for _rule, fault, row in input_.faults:
        paths = wanted.setdefault(row, set())
        if fault.offset is None and fault.path:
            paths.add(fault.path)
    pieces = {row: rows[row] if input_.document.lines else text for row in wanted}
    lines_of = {row: Lines(piece) for row, piece in pieces.items()}
    offsets = {row: locate(pieces[row], paths) for row, paths in wanted.items() if paths}
    for rule, fault, row in input_.faults:
        lines = lines_of[row]
        offset = fault.offset
        if offset is None and fault.path:
            offset = offsets[row][fault.path]
        line, column = (None, None) if offset is None else lines.place(offset)
        name = input_.document.name

        def at(start: int, path: Path | None, lines: Lines = lines, row: int = row) -> Location:
            line, column = lines.place(start)
            return Location(file=name, path=path, line=line + row, column=column)  # noqa: B023

        yield Diagnostic(
            code=rule.code,
            severity=rule.severity,
            message=fault.message,
            location=Location(
                file=name,
                path=fault.path,
                line=None if line is None else line + row,
                column=column,
            ),
            related=tuple(
                Related(message=message, location=at(start, fault.path))
                for message, start in fault.related
            ),
            help=fault.help,
            fix=fault.fix,
            safe=fault.safe,
        )
