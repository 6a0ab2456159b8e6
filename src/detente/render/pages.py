"""Reports of several sections, written as text for the terminal or as Markdown."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

WIDTH = 100
_LEAST = 40
_LEAST_NAME = 16
"""The columns that the names of the rows of a table need at least."""

_GAP = " "
"""What stands between two columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a list. Each field has its lines."""

    statements: tuple[str, ...]
    """What it says."""
    pointers: tuple[str, ...]
    """Where that is from."""
    remarks: tuple[str, ...] = ()
    """What goes with it."""
    words: tuple[str, ...] = ()
    """The words of the texts, where they are at hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A list under a title."""

    title: str
    entries: tuple[Entry, ...]
    rest: str = ""
    """What was left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lists under a common title."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Numbers in rows and columns."""

    head: tuple[str, ...]
    """What the columns are called; the first has what the rows are called."""
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A report."""

    title: str
    digest: tuple[str, ...] = ()
    """What matters most, a line each; stands first."""
    about: tuple[str, ...]
    """What it is about, a line each."""
    summary: tuple[str, ...]
    """What is said in short, a paragraph each."""
    numbers: tuple[str, ...] = ()
    """The numbers, a paragraph each."""
    table: Table | None = None
    """The same numbers as a table: shown in place of the paragraphs where it is not too wide."""
    sections: tuple[Section, ...]


def text(page: Page, *, width: int = WIDTH) -> str:
    """A page as text, wrapped at a width in characters, of 40 at least."""
    width = max(width, _LEAST)
    lines = [*_wrapped(page.title, width, "", ""), ""]
    for line in page.digest:
        lines += _wrapped(line, width, "", "  ")
    if page.digest:
        lines.append("")
    for line in page.about:
        lines += _wrapped(line, width, "  ", "    ")
    lines.append("")
    for line in page.summary:
        lines += _wrapped(line, width, "", "  ")
    table = [] if page.table is None else _table(page.table, width)
    if table:
        lines += ["", *table]
    else:
        for line in page.numbers:
            lines += _wrapped(line, width, "", "  ")
    for section in page.sections:
        lines += ["", "", *_wrapped(section.title.upper(), width, "", "")]
        for part in section.parts:
            lines += ["", *_wrapped(part.title, width, "  ", "  ")]
            for entry in part.entries:
                lines += ["", *_entry(entry, width)]
            if part.rest:
                lines += ["", *_wrapped(part.rest, width, "    ", "    ")]
    return "\n".join(lines)


def _table(table: Table, width: int) -> list[str]:
    """A table with wrapped heads and row names; nothing if the row names have no room."""
    columns = [*zip(*(table.head, *table.rows), strict=True)]
    heads = [[""], *(head.split() for head in table.head[1:])]
    widths = [
        max(map(len, (*head, *column[1:]))) for head, column in zip(heads, columns, strict=True)
    ]
    widths[0] = width - sum(own + len(_GAP) for own in widths[1:])
    if widths[0] < _LEAST_NAME:
        return []
    height = max(map(len, heads))
    rows = [[[""] * (height - len(head)) + head for head in heads]]
    rows += [
        [textwrap.wrap(row[0], widths[0]), *([cell] for cell in row[1:])] for row in table.rows
    ]
    lines = []
    for row in rows:
        for name, *cells in zip_longest(*row, fillvalue=""):
            right = (f"{cell:>{own}}" for cell, own in zip(cells, widths[1:], strict=True))
            lines.append(_GAP.join((f"{name:<{widths[0]}}", *right)).rstrip())
    return lines


def _entry(entry: Entry, width: int) -> Iterator[str]:
    for number, line in enumerate(entry.statements):
        yield from _wrapped(line, width, "    " if number else "  • ", "    ")
    for line in (*entry.remarks, *entry.words):
        yield from _wrapped(line, width, "      ", "        ")
    yield from _wrapped("; ".join(entry.pointers), width, "      → ", "        ")


def _wrapped(line: str, width: int, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        line,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|~"})


def markdown(page: Page) -> str:
    """A page as Markdown: the same content, with pointers as footnotes."""
    lines = [f"# {_escaped(page.title)}", ""]
    for line in page.digest:
        lines += [_escaped(line), ""]
    lines += [*(f"- {_escaped(line)}" for line in page.about)]
    for line in page.summary if page.table else (*page.summary, *page.numbers):
        lines += ["", _escaped(line)]
    if page.table:
        heads = map(_escaped, page.table.head)
        rule = ("---", *("--:" for _head in page.table.head[1:]))
        rows = (map(_escaped, row) for row in page.table.rows)
        lines += ["", *(f"| {' | '.join(cells)} |" for cells in (heads, rule, *rows))]
    notes: list[str] = []
    for section in page.sections:
        lines += ["", f"## {_escaped(section.title)}"]
        for part in section.parts:
            lines += ["", f"### {_escaped(part.title)}", ""]
            for entry in part.entries:
                lines += _item(entry, notes)
            if part.rest:
                lines += ["", _escaped(part.rest)]
    if notes:
        lines += ["", *(f"[^{number}]: {note}" for number, note in enumerate(notes, 1))]
    return "\n".join(lines)


def _item(entry: Entry, notes: list[str]) -> Iterator[str]:
    notes.append("; ".join(_escaped(pointer) for pointer in entry.pointers))
    yield f"- {'<br>'.join(_escaped(line) for line in entry.statements)}[^{len(notes)}]"
    for line in (*entry.remarks, *entry.words):
        yield f"  - {_escaped(line)}"


def _escaped(line: str) -> str:
    return " ".join(line.translate(_MARKS).split())
