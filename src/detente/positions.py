"""From a JSON Pointer to line and column, and what a decoder does not tell of a JSON text.

Runs only when there is something to report. One pass over the tokens of a text that is known to
be JSON; nothing is built but the places that were asked for.
"""

import re
from collections.abc import Iterable, Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import NamedTuple

from detente.diagnostics import Part, Path
from detente.tokens import BRACKET, STRING, covered

# Strings, brackets, commas and all other scalars. Colons and whitespace are passed over.
_TOKEN = re.compile(rf'{STRING}?|[\[\]{{}},]|[^\s"\[\]{{}},:]+')


class Event(NamedTuple):
    """A value or a key while a text is walked through."""

    path: Path
    """Where it stands in the document."""
    start: int
    """Offset in code points of the value, or of the key where there is one."""
    token: str
    """The value's first token: a bracket, or the scalar as written."""
    key: bool
    """Whether this is a key rather than a value."""


class Lines:
    """Offsets to lines and columns."""

    def __init__(self, text: str) -> None:
        """Find the line feeds."""
        self._starts = [0, *(m.end() for m in re.finditer("\n", text))]
        self._end = len(text)

    @property
    def count(self) -> int:
        """How many lines there are; what follows the last line feed is one."""
        return len(self._starts)

    def span(self, line: int) -> tuple[int, int]:
        """Where a line begins and ends, its line feed included; lines count from 1."""
        return self._starts[line - 1], [*self._starts[line : line + 1], self._end][0]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, columns in code points."""
        from bisect import bisect_right

        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def walk(text: str, needed: set[Path] | None = None) -> Iterator[Event]:
    """All keys and values of a JSON text in order, parents before their parts.

    With ``needed``, which holds the parents of each path in it too, the values at those paths
    alone; what holds none of them is passed over.
    """
    parents = None if needed is None else {path[:-1] for path in needed if path}
    path: list[Part] = []
    objects: list[bool] = []
    expect_key = False
    plain = covered(text)
    position = 0
    while match := _TOKEN.search(plain, position):  # pragma: no branch  a bracket ends it
        start, position = match.span()
        token = text[start:position]
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
                return  # whatever follows is not of this document
        elif expect_key:
            path[-1] = scanstring(token, 1)[0] if "\\" in token else token[1:-1]
            expect_key = False
            if needed is None:
                yield Event(tuple(path), start, token, key=True)
        else:
            here = tuple(path)
            if needed is None or here in needed:
                yield Event(here, start, token, key=False)
            if token in "[{":
                if parents is not None and here not in parents:
                    position = _behind(plain, position)
                    continue
                objects.append(token == "{")
                path.append("" if token == "{" else 0)
                expect_key = token == "{"


def locate(text: str, paths: Iterable[Path]) -> dict[Path, int]:
    """Offsets of the values at some paths; of a path that is absent, its nearest parent."""
    wanted = set(paths)
    needed = {path[:n] for path in wanted for n in range(len(path) + 1)}
    found: dict[Path, int] = {}
    for event in walk(text, needed):
        found.setdefault(event.path, event.start)
    for path in wanted - found.keys():
        parent = path
        while parent not in found and parent:
            parent = parent[:-1]
        found[path] = found.get(parent, 0)
    return {path: found[path] for path in wanted}


def end_of(text: str, start: int, token: str) -> int:
    """The offset behind a value of a covered text that begins at some place with some token."""
    return _behind(text, start + 1) if token in ("[", "{") else start + len(token)


def _behind(text: str, position: int) -> int:
    """The offset behind the bracket that closes the one just passed."""
    depth = 1
    for match in BRACKET.finditer(text, position):
        token = match.group()
        if token in "[{":
            depth += 1
        elif token in "]}":
            depth -= 1
            if not depth:
                return match.end()
    return len(text)  # pragma: no cover  only of a text that is no JSON
