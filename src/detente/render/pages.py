"""Reports of several sections, written as text for the terminal or as Markdown."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from detente import inert
from detente.inert import printable

WIDTH = 100
_LEAST = 40
_LEAST_NAME = 16
"""The columns that the names of the rows of a table need at least."""

NONE = "–"
"""A cell of a table for no number."""

_SOFT = "\u00ad"
"""A soft hyphen: where the head of a column may be broken."""

_GAP = " "
"""What stands between two columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a list. Each field has its lines."""

    statements: tuple[str, ...]
    """What it says."""
    pointers: tuple[str, ...] = ()
    """Where that is from, for machines."""
    remarks: tuple[str, ...] = ()
    """What goes with it."""
    words: tuple[str, ...] = ()
    """The words of the texts, where they are at hand."""
    records: tuple[str, ...] = ()
    """The ids of the claims and events that it rests upon, for links."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A list under a title."""

    title: str
    entries: tuple[Entry, ...] = ()
    note: str = ""
    """What holds for all of its entries."""
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
    digest: tuple[Part, ...] = ()
    """What matters most; stands first, without empty lines."""
    about: tuple[str, ...]
    """What it is about, a line each."""
    summary: tuple[str, ...]
    """What is said in short, a paragraph each."""
    table: Table | None = None
    """The numbers; a line for each row where it is too wide."""
    sections: tuple[Section, ...]
    close: bool = False
    """Whether the parts of the sections, and their entries, stand without empty lines."""


def text(page: Page, *, width: int = WIDTH) -> str:
    """A page as text, wrapped at a width in characters, of 40 at least."""
    width = max(width, _LEAST)
    lines = [*_wrapped(page.title, width, "", ""), ""]
    if page.digest:
        lines += [*in_short(page.digest, width=width), ""]
    for line in page.about:
        lines += _wrapped(line, width, "  ", "    ")
    summary = [line for text in page.summary for line in _wrapped(text, width, "", "  ")]
    table = [] if page.table is None else _table(page.table, width)
    for block in (summary, table):
        lines += ["", *block] if block else []
    for section in page.sections:
        lines += ["", *([] if page.close else [""])]
        lines += _wrapped(section.title.upper(), width, "", "")
        for part in section.parts:
            lines += _part(part, width, between=[] if page.close else [""])
    return "\n".join(lines)


def in_short(parts: Iterable[Part], *, width: int = WIDTH) -> Iterator[str]:
    """Lists without empty lines, their titles at the margin."""
    for part in parts:
        yield from _wrapped(part.title, width, "", "  ")
        for entry in part.entries:
            yield from _entry(entry, width)
        yield from _wrapped(part.rest, width, "    ", "    ")


def _part(part: Part, width: int, between: Sequence[str]) -> Iterator[str]:
    """A list in a section; ``between``: what stands between two entries."""
    yield from (*between, *_wrapped(part.title, width, "  ", "  "))
    yield from _wrapped(part.note, width, "  ", "  ")
    for entry in part.entries:
        yield from (*between, *_entry(entry, width))
    if part.rest:
        yield from (*between, *_wrapped(part.rest, width, "    ", "    "))


def _table(table: Table, width: int) -> list[str]:
    """A table with wrapped heads and row names; a line for each row if these have no room."""
    columns = [*zip(*(table.head, *table.rows), strict=True)]
    heads = [[""], *(_broken(head) for head in table.head[1:])]
    widths = [
        max(map(len, (*head, *column[1:]))) for head, column in zip(heads, columns, strict=True)
    ]
    widths[0] = width - sum(own + len(_GAP) for own in widths[1:])
    if widths[0] < _LEAST_NAME:
        return [
            line
            for row in _rows_in_words(table)
            for line in textwrap.wrap(_line(row), width, subsequent_indent="  ")
        ]
    height = max(map(len, heads))
    rows = [[[""] * (height - len(head)) + head for head in heads]]
    rows += [
        [textwrap.wrap(_line(row[0]), widths[0]), *([cell] for cell in row[1:])]
        for row in table.rows
    ]
    lines = []
    for row in rows:
        for name, *cells in zip_longest(*row, fillvalue=""):
            right = (f"{cell:>{own}}" for cell, own in zip(cells, widths[1:], strict=True))
            lines.append(_GAP.join((f"{name:<{widths[0]}}", *right)).rstrip())
    return lines


def _broken(head: str) -> list[str]:
    """The lines of the head of a column: its words, broken where it has a soft hyphen."""
    return head.replace(_SOFT, "- ").split()


def _rows_in_words(table: Table) -> Iterator[str]:
    for name, *cells in table.rows:
        said = zip(table.head[1:], cells, strict=True)
        numbers = (f"{head.replace(_SOFT, '')} {cell}" for head, cell in said if cell != NONE)
        yield f"{name}: {', '.join(numbers)}"


def _entry(entry: Entry, width: int) -> Iterator[str]:
    for number, line in enumerate(entry.statements):
        yield from _wrapped(line, width, "    " if number else "  • ", "    ")
    for line in (*entry.remarks, *entry.words):
        yield from _wrapped(line, width, "      ", "        ")
    yield from _wrapped("; ".join(entry.pointers), width, "      → ", "        ")


def _wrapped(line: str, width: int, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        _line(line),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _line(text: str) -> str:
    return printable(" ".join(text.split()))


def markdown(page: Page) -> str:
    """A page as Markdown: the same content, with pointers as footnotes."""
    lines = [f"# {inert.markdown(page.title)}", ""]
    notes: list[str] = []
    for part in page.digest:
        title = inert.markdown(part.title)
        lines += [f"**{title}**", "", *_list(part, notes), ""] if part.entries else [title, ""]
    lines += [*(f"- {inert.markdown(line)}" for line in page.about)]
    for line in page.summary:
        lines += ["", inert.markdown(line)]
    if page.table:
        heads = (inert.markdown(head.replace(_SOFT, "")) for head in page.table.head)
        rule = ("---", *("--:" for _head in page.table.head[1:]))
        rows = (map(inert.markdown, row) for row in page.table.rows)
        lines += ["", *(f"| {' | '.join(cells)} |" for cells in (heads, rule, *rows))]
    for section in page.sections:
        lines += ["", f"## {inert.markdown(section.title)}"]
        for part in section.parts:
            lines += ["", f"### {inert.markdown(part.title)}", ""]
            lines += [inert.markdown(part.note), ""] if part.note else []
            lines += _list(part, notes)
    if notes:
        lines += ["", *(f"[^{number}]: {note}" for number, note in enumerate(notes, 1))]
    return "\n".join(lines)


def _list(part: Part, notes: list[str]) -> Iterator[str]:
    for entry in part.entries:
        yield from _item(entry, notes)
    if part.rest:
        yield from ("", inert.markdown(part.rest))


def _item(entry: Entry, notes: list[str]) -> Iterator[str]:
    mark = ""
    if entry.pointers:
        notes.append("; ".join(inert.markdown(pointer) for pointer in entry.pointers))
        mark = f"[^{len(notes)}]"
    yield f"- {'<br>'.join(inert.markdown(line) for line in entry.statements)}{mark}"
    for line in (*entry.remarks, *entry.words):
        yield f"  - {inert.markdown(line)}"
