"""The line of a file that a finding is about, with a caret under the place and some lines around it."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from detente.diagnostics import Diagnostic, Location, Path, Report
from detente.files import Document
from detente.inert import cells
from detente.positions import Lines, locate
from detente.records import ARRAYS
from detente.tokens import STRING, masked_escapes

BEFORE = 2
"""How many lines stand before the one in question."""

AFTER = 2
"""How many follow it, where it only opens a bracket."""

_NEAR = 600
"""So many code points on either side of a place are looked at; a file may be one long line."""

_TOKEN = re.compile(rf'{STRING}|[\[{{]|[^\s"\[\]{{}},:]+')
_ID = re.compile(r'\s*\{\s*"id"\s*:\s*"([^"\\]*)"')
_KEY_BEFORE = re.compile(rf"{STRING}\s*:\s*$")


class Mark(NamedTuple):
    """A span of one line, in code points from its beginning, half-open."""

    line: int
    start: int
    end: int


class SourceFile:
    """A file as it was read, to quote lines from."""

    def __init__(self, document: Document, paths: set[Path]) -> None:
        """Take the text as the places of findings count it: without a byte order mark. ``paths``:
        the paths of the records whose ids will be asked for.
        """
        self.text = document.text
        self._by_line = document.lines
        self._paths = paths

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    @property
    def count(self) -> int:
        """How many lines there are."""
        return self._lines.count

    def line(self, number: int, around: int = 0) -> tuple[str, int]:
        """A line without its end, or what of a long one is near a code point of it; and where that
        begins in the line.
        """
        start, end = self._lines.span(number)
        first = max(start, start + around - _NEAR)
        return self.text[first : min(end, start + around + _NEAR)].rstrip("\r\n"), first - start

    def mark(self, at: Location, *, key: bool = False) -> Mark | None:
        """What stands at a place: a value, or its opening bracket; with its ``key`` if that is meant.

        ``None`` where the place has no line in this file.
        """
        if at.line is None or at.column is None or at.line > self.count:
            return None
        start = at.column - 1
        piece, first = self.line(at.line, start)
        token = _TOKEN.match(masked_escapes(piece[start - first :]))
        end = start + (token.end() if token else 1)
        before = _KEY_BEFORE.search(masked_escapes(piece[: start - first])) if key else None
        return Mark(at.line, start if before is None else before.start() + first, end)

    @cached_property
    def _ids(self) -> dict[Path, str]:
        wanted = {(*path, "id") for path in self._paths}
        plain = masked_escapes(self.text)
        matches = {p: _TOKEN.match(plain, at) for p, at in locate(self.text, wanted).items()}
        # Of a record without an id the place is that of the record, which is a bracket.
        tokens = {p[:-1]: self.text[m.start() : m.end()] for p, m in matches.items() if m}
        return {path: token[1:-1] for path, token in tokens.items() if token[0] == '"'}

    def record(self, at: Location) -> str | None:
        """The id of the record that a place is in, as it is written."""
        path = record_path(at.path or ())
        if not path or at.line is None:
            return None
        if not self._by_line:
            return self._ids.get(path)
        first = _ID.match(self.line(at.line)[0])
        return first and first[1]


def source_files(report: Report, documents: Mapping[str, Document]) -> dict[str, SourceFile]:
    """The files that findings are in, by name; ``documents``: those that were read."""
    paths: dict[str, set[Path]] = defaultdict(set)
    for diagnostic in report:
        for at in (diagnostic.location, *(related.location for related in diagnostic.related)):
            if at.file in documents:
                path = record_path(at.path or ())
                paths[str(at.file)].update({path} if path else ())
    return {name: SourceFile(documents[name], wanted) for name, wanted in paths.items()}


def record_path(path: Path) -> Path:
    """The path of the record that a place is in; empty if it is in none."""
    if path[:1] == ("dataset",):
        return path[:1]
    return path[:2] if path and path[0] in ARRAYS and len(path) > 1 else ()


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters two, combining ones none."""
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut(piece: str, start: int, end: int, room: int, *, more: bool = False) -> tuple[str, str]:
    """A line as it is shown in so many columns, and the blanks and carets below it.

    ``start`` and ``end``: the marked span in code points; ``more``: whether the line goes on
    to the left of the piece. Long lines are cut around the mark.
    """
    first, last = 0, _within(piece, 0, room)
    if more or last < len(piece):
        first = _first_within(piece, start, room // 3)
        last = _within(piece, first, room - 2)  # two for the dots
    left = "…" if more or first else ""
    line = left + "".join(cells(piece[first:last])) + ("…" if last < len(piece) else "")
    blank = len(left) + sum(map(_width, piece[first:start]))
    return line, " " * blank + "^" * max(1, sum(map(_width, piece[start : min(end, last)])))


@lru_cache(maxsize=2**14)
def _width(character: str) -> int:
    """How many columns a character takes as it is shown."""
    return sum(map(columns, cells(character)))


def _within(piece: str, first: int, room: int) -> int:
    """The end of the characters from a place on that fit into so many columns; no more are measured."""
    head = piece[first : first + room + 1]
    if head.isascii() and head.isprintable():
        return first + min(len(head), room)
    for end in range(first, len(piece)):
        room -= _width(piece[end])
        if room < 0:
            return end
    return len(piece)


def _first_within(piece: str, start: int, room: int) -> int:
    """The first character of those before a place that fit into so many columns."""
    first = start
    while first and room - _width(piece[first - 1]) >= 0:
        first -= 1
        room -= _width(piece[first])
    return first


def excerpt(source: SourceFile, mark: Mark, gutter: int, width: int) -> Iterator[str]:
    """The lines around a mark with their numbers, the caret below the one in question.

    ``gutter``: columns of the numbers; ``width``: columns of the whole.
    """
    room = max(20, width - gutter - 4)
    piece, first = source.line(mark.line, mark.start)
    opens = piece[mark.start - first :].rstrip() in ("[", "{")
    before = range(max(1, mark.line - (1 if opens else BEFORE)), mark.line)
    after = range(mark.line + 1, min(source.count, mark.line + AFTER) + 1) if opens else ()
    for number in before:
        yield _numbered(number, cut(source.line(number)[0], 0, 0, room)[0], gutter)
    line, carets = cut(piece, mark.start - first, mark.end - first, room, more=first > 0)
    yield _numbered(mark.line, line, gutter)
    yield f" {'':{gutter}} | {carets}"
    for number in after:
        yield _numbered(number, cut(source.line(number)[0], 0, 0, room)[0], gutter)


def _numbered(number: int, line: str, gutter: int) -> str:
    return f" {number:>{gutter}} | {line}".rstrip()


def of_key(diagnostic: Diagnostic) -> bool:
    """Whether a finding is about the key at its place rather than about the value."""
    path = diagnostic.location.path
    return path is not None and path[-1:] == (diagnostic.params.get("key"),)
