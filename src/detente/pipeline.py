"""From a source to a dataset and a report: load, validate and seal."""

import json
from collections.abc import Iterator
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from detente import drafts, sources
from detente.codec import lines
from detente.codec.encode import plain
from detente.codec.plain import to_json
from detente.diagnostics import Diagnostic, Location, Report
from detente.errors import InputError, UnwritableError
from detente.reading import Reading
from detente.records import Dataset
from detente.rules.catalogue import all_rules
from detente.rules.level4_text import Texts
from detente.sources import Document
from detente.text.sealing import renew


def unreadable(error: InputError) -> Report:
    """The report of a source that could not be read."""
    rule = all_rules()["D016"]
    name, reason = str(error.args[0]), str(error.args[-1])
    diagnostics = [
        Diagnostic(
            code=rule.code,
            severity=rule.severity,
            message=fault.message,
            location=Location(file=name),
        )
        for fault in rule.check(reason)
    ]
    return Report.of(diagnostics, unreadable=True)


def _read_already(source: Any) -> bool:
    if not isinstance(source, tuple) or not source:
        return False
    return all(isinstance(entry, Document) for entry in source)


def open_source(source: Any) -> list[Document]:
    """The documents of a path, of bytes or of a dataset made in Python.

    Raises ``InputError``; ``TypeError`` for anything else.
    """
    if isinstance(source, bytes | bytearray):
        return [Document(None, bytes(source))]
    if isinstance(source, Dataset):
        return [Document(None, to_json(source))]
    if isinstance(source, Document):
        return [source]
    if _read_already(source):
        return list(source)  # what is checked is what was read
    if isinstance(source, str | Path) or hasattr(source, "__fspath__"):
        return sources.documents(source)
    msg = f"expected a path, bytes or a Dataset, got {type(source).__name__}"
    raise TypeError(msg)


def _opened(source: Any, texts: Any) -> tuple[list[Document], dict[str, str] | None] | Report:
    """The documents and the texts, or the report of what could not be read."""
    try:
        given = None if texts is None else sources.given_texts(texts)
        return open_source(source), given
    except InputError as error:
        return unreadable(error)
    except UnwritableError as error:
        rule = all_rules()["D112"]
        (finding,) = rule.check(str(error))
        return Report.of(
            [Diagnostic(code=rule.code, severity=rule.severity, message=finding.message)]
        )


def read(
    source: Any,
    *,
    texts: Any = None,
    strict: bool = False,
    allow_newer: bool = False,
) -> tuple[Dataset | None, Report]:
    """Read a source and apply all rules: the dataset, ``None`` if it could not be read whole,
    and the report. Never raises on bad data.
    """
    opened = _opened(source, texts)
    if isinstance(opened, Report):
        return None, opened
    documents, given = opened
    reading = Reading(documents, allow_newer=allow_newer)
    if any(i.draft for i in reading.inputs):
        return None, drafts.examine(reading, given, strict=strict)[0].report(strict=strict)
    reading.apply(texts=given, strict=strict)
    dataset = reading.dataset if reading.shapely else None
    return dataset, reading.report(strict=strict, placed=not isinstance(source, Dataset))


def load(source: Any, *, allow_newer: bool = False) -> Dataset:
    """Read a source and return its dataset. Raises ``InputError`` if it cannot be read at all,
    ``InvalidError`` if it is refused (levels 0 and 1); the other levels are ``validate``'s.
    """
    reading = Reading(open_source(source), allow_newer=allow_newer)
    if not reading.shapely:
        for input_ in reading.inputs:
            if input_.draft is not None:
                input_.refuse_draft()
        reading.report().raise_if_errors()
    return reading.dataset


def validate(source: Any, *, texts: Any = None, strict: bool = False) -> Report:
    """Check a source against the schema, itself and, where texts are given, the words.

    ``source``: a path of a file or a folder, bytes, a ``Dataset``, or ``"@name"`` for bundled
    data. ``texts``: a folder, a file, a mapping of names to texts, or several texts; each finds
    its article by content. ``strict``: apply the rules of a release too, and count warnings
    as errors. Drafts are checked as drafts. Never raises on bad data.
    """
    return read(source, texts=texts, strict=strict)[1]


def loads(data: bytes | str, *, allow_newer: bool = False) -> Dataset:
    """The dataset in JSON bytes or text. Raises ``InvalidError`` if it is refused."""
    return load(
        data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data,
        allow_newer=allow_newer,
    )


def stream(path: str | PathLike[str]) -> Iterator[Any]:
    """The records of a JSON Lines file one at a time, the dataset's head first.

    Holds one line in memory. Each line is checked as by ``load``; references between lines
    are not. Raises ``InputError`` if the file cannot be read, ``RefusedError`` (a
    ``ValueError``) with the number of the first line that is refused.
    """
    try:
        with Path(path).open("rb") as file:
            yield from lines.stream(file)
    except OSError as error:
        raise InputError(str(path), (error.strerror or type(error).__name__).lower()) from error


class Sealed(NamedTuple):
    """The outcome of sealing."""

    dataset: Dataset | None
    """The dataset, ``None`` if something stands in the way."""
    report: Report
    """What was found."""


def seal(source: Any, texts: Any) -> Sealed:
    """Make a dataset of a draft: quotes become spans.

    ``source`` and ``texts`` as for ``validate``. What is absent or ambiguous is in the report,
    with candidates; nothing is guessed. Never raises on bad data. A dataset that is sealed
    already gets its anchors renewed, where its texts are those that were annotated.
    """
    opened = _opened(source, texts)
    if isinstance(opened, Report):
        return Sealed(None, opened)
    documents, given = opened
    reading = Reading(documents)
    proven = True
    if any(i.draft for i in reading.inputs):
        reading, proven = drafts.examine(reading, given)
        report = reading.report()
    else:
        reading.apply(texts=given)
        report = reading.report()
        if reading.shapely:
            reading = _renewed(reading.dataset, given or {})
            report = replace(
                report,
                diagnostics=tuple(
                    [d for d in report if d.code not in _OF_ANCHORS]
                    + [d for d in reading.report(placed=False) if d.code in _OF_ANCHORS]
                ),
            )
    good = proven and reading.shapely and report.ok
    return Sealed(reading.dataset if good else None, report)


_OF_ANCHORS = ("D312", "D313", "D416")
"""The rules about anchors, which sealing renews."""


def _renewed(dataset: Dataset, texts: dict[str, str]) -> Reading:
    """The dataset with new anchors, read again."""
    document = plain(dataset)
    renew(document, Texts(dataset, texts).exact)
    reading = Reading([Document(None, json.dumps(document).encode("utf-8"))])
    reading.apply(texts=texts)
    return reading
