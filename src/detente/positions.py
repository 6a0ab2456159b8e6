"""Positions in a JSON text: of the values at some paths, and their lines and columns.

Runs only when there is something to report: one pass over the tokens of a text that is known to be JSON,
which builds no values.
"""

import re
from collections.abc import Iterable, Iterator
from json.decoder import JSONDecoder, scanstring  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from detente.diagnostics import Path, PathItem
from detente.tokens import BRACKET, STRING, masked_escapes

# Strings, brackets, commas and all other scalars. Colons and whitespace are skipped.
_TOKEN = re.compile(rf'{STRING}?|[\[\]{{}},]|[^\s"\[\]{{}},:]+')

_READER: Any = JSONDecoder(strict=False, parse_int=len, parse_float=len)  # it need not make numbers


class Token(NamedTuple):
    """A key or the beginning of a value in a JSON text."""

    path: Path
    """Its path in the document."""
    start: int
    """Its offset in code points."""
    text: str
    """The first token of the value: a bracket, or the scalar as written."""
    key: bool
    """Whether this is a key rather than a value."""


class Lines:
    """The lines of a text, to turn offsets into lines and columns."""

    def __init__(self, text: str) -> None:
        """Find the line feeds."""
        self._starts = [0, *(m.end() for m in re.finditer("\n", text))]
        self._end = len(text)

    @property
    def count(self) -> int:
        """The number of lines, including the one after the last line feed."""
        return len(self._starts)

    def span(self, line: int) -> tuple[int, int]:
        """The start and end of a line, with its line feed; lines count from 1."""
        return self._starts[line - 1], [*self._starts[line : line + 1], self._end][0]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, columns in code points."""
        from bisect import bisect_right

        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def walk(text: str, needed: set[Path] | None = None) -> Iterator[Token]:
    """All keys and values of a JSON text in order, parents before their parts.

    With ``needed``, which must contain the parents of each of its paths, only the values at those
    paths; all other values are skipped.
    """
    parents = None if needed is None else {path[:-1] for path in needed if path}
    path: list[PathItem] = []
    objects: list[bool] = []
    expect_key = False
    masked = masked_escapes(text)
    position = 0
    while match := _TOKEN.search(masked, position):  # pragma: no branch  a bracket ends it
        start, position = match.span()
        token = text[start:position]
        if not objects and token in ",]}":
            return  # not JSON, which D001 reports
        if token == ",":
            if objects[-1]:
                expect_key = True
            else:
                path[-1] += 1  # type: ignore[operator]
        elif token in "]}":
            objects.pop()
            path.pop()
            expect_key = False
            if not objects:
                return  # the end of the document
        elif expect_key:
            path[-1] = scanstring(token, 1)[0] if "\\" in token else token[1:-1]
            expect_key = False
            if needed is None:
                yield Token(tuple(path), start, token, key=True)
        else:
            value_path = tuple(path)
            if needed is None or value_path in needed:
                yield Token(value_path, start, token, key=False)
            if token in "[{":
                # Of the top, arrays are gone through: what is skipped at once is held in memory.
                if parents is not None and len(value_path) > 1 and value_path not in parents:
                    position = _after_value(masked, start)
                    continue
                objects.append(token == "{")
                path.append("" if token == "{" else 0)
                expect_key = token == "{"


def locate(text: str, paths: Iterable[Path]) -> dict[Path, int]:
    """The offsets of the values at some paths; for a path that does not exist, of its nearest parent."""
    wanted = set(paths)
    needed = {path[:n] for path in wanted for n in range(len(path) + 1)}
    offsets: dict[Path, int] = {}
    for token in walk(text, needed):
        offsets.setdefault(token.path, token.start)
        if len(offsets) == len(needed):
            break
    for path in wanted - offsets.keys():
        parent = path
        while parent not in offsets and parent:
            parent = parent[:-1]
        offsets[path] = offsets.get(parent, 0)
    return {path: offsets[path] for path in wanted}


def _after_value(text: str, start: int) -> int:
    """The offset after an object or a list: where a decoder ends, which is fast."""
    try:
        end: int = _READER.scan_once(text, start)[1]
    except (StopIteration, ValueError, RecursionError):  # it is not JSON
        return _after_bracket(text, start + 1)
    return end


def end_of(text: str, start: int, token: str) -> int:
    """The offset after a value, given a text with masked escapes, and the start and first token of the value."""
    return _after_value(text, start) if token in ("[", "{") else start + len(token)


def _after_bracket(text: str, position: int) -> int:
    """The offset after the bracket that closes the one before ``position``."""
    depth = 1
    for match in BRACKET.finditer(text, position):
        token = match.group()
        if token in "[{":
            depth += 1
        elif token in "]}":
            depth -= 1
            if not depth:
                return match.end()
    return len(text)  # pragma: no cover  only for a text that is not JSON
