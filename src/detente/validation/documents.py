"""One document and its records: decoded as a whole, or record by record if it is refused.

The fast loader accepts or refuses a document. Only a refused one is checked record by record: one error
does not hide the others, and the id of a refused record counts as known.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property
from typing import Any

from detente.codec.columns import Columns, shape_is_valid
from detente.codec.decode import Decoded, decode, decode_record
from detente.codec.lines import decode_lines, kind_in, split
from detente.dataset import Dataset
from detente.diagnostics import Path, Severity
from detente.errors import RefusedError
from detente.files import Document
from detente.positions import Lines, locate
from detente.records import ARRAYS, DRAFT_FORMAT, VERSION, Header
from detente.records.kinds import array_of
from detente.schema import load_schema
from detente.schema.matching import Matcher
from detente.validation.catalogue import rule_for, rule_of
from detente.validation.findings import Finding
from detente.validation.parsing import Parsed, parse


class LoadedDocument:
    """One document: its records, and what is wrong with those that could not be read."""

    def __init__(
        self,
        document: Document,
        *,
        parsed: Parsed | None = None,
        allow_newer: bool = False,
        broken: Collection[Path] = (),
    ) -> None:
        """Decode the document; read its records one by one if it is refused. ``parsed``: its plain
        values, if they are known and the bytes of the document are only needed for positions;
        ``broken``: the paths of records of which is known what is wrong with them.
        """
        self.document = document
        self._decoded: Decoded | None = None  # where all could be read
        self._readable = Dataset()  # the records that could be read, of a refused document
        self.draft: dict[str, Any] | None = None
        """The plain values, if the document is a draft, whose records have no spans yet."""
        self.findings: list[Finding] = []
        """Levels 0 and 1; paths count from the top of the document."""
        self.ids: set[str] = set()
        """The ids of all records, those that could not be read included."""
        self.partial = False
        """Whether a record could not be read."""
        self._values: Mapping[str, Any] = {}  # of a refused document
        self._newer = False  # whether the format is newer, and that is allowed
        self._paths: dict[int, Path] = {}  # to each record, by identity
        self._broken = broken
        self._rows: dict[Path, int] = {}  # for JSON Lines the line of each record, from 0
        for code, cell, message in () if document.cells is None else document.cells.problems:
            self.findings += (replace(f, cell=cell) for f in rule_of(code).findings(message))
        reason = ""
        try:
            if parsed is None and not document.too_large:
                read = decode_lines if document.lines else decode
                self._decoded = read(document.data, allow_newer=allow_newer)
                return
        except RefusedError as error:
            reason = str(error)
        if parsed is None:
            parsed = parse(document, allow_newer=allow_newer)
        self.findings += parsed.findings
        self._rows |= parsed.rows
        if parsed.values is not None:
            self._read_records(parsed.values)
        if reason and not self.findings and self.draft is None:
            self.refuse("D900", reason)

    @property
    def dataset(self) -> Dataset:
        """The records that could be read. They are made when they are first wanted."""
        return self._readable if self._decoded is None else self._decoded.dataset

    @property
    def columns(self) -> Columns | None:
        """The mirrors of the records by class, where all could be read and no record was wanted yet."""
        return None if self._decoded is None else self._decoded.columns

    @property
    def counts(self) -> dict[str, int]:
        """The number of records in each array."""
        if self._decoded is not None:
            return self._decoded.counts
        return {name: len(getattr(self._readable, name)) for name in ARRAYS}

    @property
    def refused(self) -> bool:
        """Whether the document, or a record in it, is wrong by itself."""
        return any(rule_of(f.code).severity is Severity.ERROR for f in self.findings)

    def refuse(self, code: str, *subject: Any) -> None:
        """Add the findings of a rule about the document as a whole."""
        self.findings += rule_of(code).findings(*subject)

    def refuse_draft(self) -> None:
        """Report a draft where a dataset is expected."""
        self.refuse("D019", self.document.name)
        self.draft = None
        self.partial = True

    # --- refused documents ---------------------------------------------------------------------

    def _read_records(self, values: dict[str, Any]) -> None:
        """Keep the records that can be read; add findings for the others."""
        draft = values.get("format") == DRAFT_FORMAT
        self._values = values
        self._newer = not draft and values.get("version") != VERSION
        self._mismatches(_without_records(values), Dataset, (), draft=draft)
        if draft:
            self.draft = values
            for path, item in _items(values):
                self._mismatches(item, _class_at(path), path, draft=True)
                self._remember(item)
            return
        arrays: dict[str, list[Any]] = {name: [] for name in ("dataset", *ARRAYS)}
        items: dict[int, Any] = {}
        for path, item in _items(values):
            self._remember(item)
            try:
                record = decode_record(item, _class_at(path), closed=not self._newer)
            except RefusedError as error:
                self._refuse(item, path, str(error))
            else:
                arrays[str(path[0])].append(record)
                self._paths[id(record)] = path
                items[id(record)] = item
        self._drop_wrong_forms(arrays, items)
        header = arrays.pop("dataset")
        fields: dict[str, Any] = {name: tuple(records) for name, records in arrays.items()}
        schema = values.get("$schema")
        self._readable = Dataset(
            version=values["version"],
            schema_uri=schema if isinstance(schema, str) else None,
            dataset=header[0] if header else None,
            **fields,
        )

    def _remember(self, item: Any) -> None:
        id_ = item.get("id") if isinstance(item, dict) else None
        if isinstance(id_, str):
            self.ids.add(id_)

    def _refuse(self, item: Any, path: Path, reason: str) -> bool:
        """Report why a record was refused; false if a finding of level 0 already does."""
        refused = path in self._broken or self._mismatches(item, _class_at(path), path)
        if not refused and not any(f.code < "D1" for f in self.findings):
            refused = True
            self.findings += (replace(f, path=path) for f in rule_of("D900").findings(reason))
        self.partial = self.partial or refused
        return refused

    def _drop_wrong_forms(self, arrays: dict[str, list[Any]], items: Mapping[int, Any]) -> None:
        """Drop the records with a string of a wrong form, found by halving the list."""
        for name, records in arrays.items():
            refused = {
                id(record)
                for record in self._wrong_forms(name, records)
                if self._refuse(items[id(record)], self._paths[id(record)], "a wrong form")
            }
            if refused:
                records[:] = [r for r in records if id(r) not in refused]

    def _wrong_forms(self, name: str, records: list[Any]) -> Iterator[Any]:
        if not records or _shape_is_right(name, records, self.ids):
            return
        if len(records) == 1:
            yield records[0]
            return
        middle = len(records) // 2
        yield from self._wrong_forms(name, records[:middle])
        yield from self._wrong_forms(name, records[middle:])

    def _mismatches(self, item: Any, cls: type, path: Path, *, draft: bool = False) -> bool:
        """Add the errors that the schema finds in a record; returns whether there are any."""
        from detente.validation.rules.level1_shape import Mismatch  # for refused documents

        any_error = False
        validator = _validator(cls, draft=draft)

        def fits(value: Any, schema: Any) -> bool:
            return bool(validator.evolve(schema={**schema, "$defs": definitions}).is_valid(value))

        definitions = validator.schema["$defs"]
        for error in validator.iter_errors(item):
            if self._newer and error.validator in ("additionalProperties", "const"):
                continue  # what a newer format adds
            any_error = True
            if error.instance is None:
                continue  # D008 reports it
            mismatch = Mismatch(error, self._known, cls, fits)
            for finding in rule_for(error.validator).findings(mismatch):
                self.findings.append(replace(finding, path=(*path, *(finding.path or ()))))
        return any_error

    @cached_property
    def _known(self) -> Any:
        from detente.validation.rules.level1_shape import KnownIds  # for refused documents

        return KnownIds(_ids(self._values))

    # --- positions -----------------------------------------------------------------------------

    def path_of(self, record: Any) -> Path | None:
        """The path to one of this document's records."""
        if not self._paths:
            if self.dataset.dataset is not None:
                self._paths[id(self.dataset.dataset)] = ("dataset",)
            for name in ARRAYS:
                for number, entry in enumerate(getattr(self.dataset, name)):
                    self._paths[id(entry)] = (name, number)
        return self._paths.get(id(record))

    def places(self, paths: Iterable[Path]) -> dict[Path, tuple[int, int]]:
        """The line and column of each path."""
        wanted = set(paths)
        if not wanted or self.document.cells is not None:
            return {}
        text = self.document.text
        if not self.document.lines:
            lines = Lines(text)
            return {path: lines.place(at) for path, at in locate(text, wanted).items()}
        rows = text.split("\n")
        first = next((n for n, row in enumerate(rows) if row.strip()), 0)
        if not self._rows:
            self._number_rows()
        inside: dict[int, dict[Path, Path]] = defaultdict(dict)  # of each line
        for path in wanted:
            known = path[:2] in self._rows
            inside[self._rows.get(path[:2], first)][path] = path[2:] if known else path
        return {
            path: (row + 1, offsets[inner] + 1)
            for row, paths in inside.items()
            for offsets in (locate(rows[row], paths.values()),)
            for path, inner in paths.items()
        }

    def cell(self, finding: Finding, path: Path | None) -> str | None:
        """Of a workbook the cell of a finding: of a field that is missing the one where it belongs."""
        cells = self.document.cells
        if cells is None or finding.cell is not None:
            return finding.cell
        params = dict(finding.params)
        if finding.code == "D101":
            return cells.place((*(path or ()), params["key"]))
        if finding.code == "D307" and path is not None:
            segment = finding.record.segments[path[-1]]
            return cells.place(path, params["start"] - segment.start)
        return cells.place(path or ())

    def _number_rows(self) -> None:
        counts: dict[str, int] = {}
        for number, line in list(split(self.document.data))[1:]:
            name = array_of(kind_in(line) or "claim")
            self._rows[name, counts.setdefault(name, 0)] = number - 1
            counts[name] += 1


def _items(values: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """The records of a document as plain values, with the path to each."""
    if isinstance(values.get("dataset"), dict):
        yield ("dataset",), values["dataset"]
    for name in ARRAYS:
        rows = values.get(name)
        for number, item in enumerate(rows if isinstance(rows, list) else ()):
            yield (name, number), item


def _ids(values: Mapping[str, Any]) -> tuple[str, ...]:
    items = (item.get("id") for _path, item in _items(values) if isinstance(item, dict))
    return tuple(id_ for id_ in items if isinstance(id_, str))


def _class_at(path: Path) -> type:
    return Header if path[0] == "dataset" else ARRAYS[str(path[0])]


def _without_records(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: [] if key in ARRAYS and isinstance(value, list) else value
        for key, value in values.items()
        if key != "dataset" or not isinstance(value, dict)
    }


def _shape_is_right(name: str, records: list[Any], ids: set[str]) -> bool:
    part: dict[str, Any] = {name: records[0] if name == "dataset" else tuple(records)}
    return shape_is_valid(Columns(Dataset(**part)), ids)


@cache
def _validator(cls: type, *, draft: bool) -> Any:
    from jsonschema import Draft202012Validator, validators  # slow to import, and rarely needed

    schema = load_schema("draft" if draft else "dataset")
    matcher = Matcher(schema["$defs"])

    def properties(validator: Any, fields: Any, value: Any, _schema: Any) -> Iterator[Any]:
        for key, part in fields.items() if isinstance(value, dict) else ():
            if key in value and not matcher.of(part)(value[key]):
                yield from validator.descend(value[key], part, path=key, schema_path=key)

    def items(validator: Any, part: Any, value: Any, _schema: Any) -> Iterator[Any]:
        matches = matcher.of(part)
        for number, item in enumerate(value if isinstance(value, list) else ()):
            if not matches(item):
                yield from validator.descend(item, part, path=number)

    extend: Any = validators.extend
    made = extend(Draft202012Validator, {"properties": properties, "items": items})
    if cls is Dataset:
        return made(schema)
    return made({"$ref": f"#/$defs/{cls.__name__}", "$defs": schema["$defs"]})
