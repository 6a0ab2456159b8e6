"""Text for people: cut to a length, counted, wrapped, and small tables in HTML for notebooks.

The HTML is plain: no scripts, no styles of its own, nothing from outside. Every word that comes from a
dataset or a file is escaped: own words are others' words here.
"""

import json
import textwrap
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from detente import inert

WIDTH = 80
"""The columns that explanations and lists are wrapped at."""

ROWS = 40
"""The rows that a table in a notebook shows at most."""

_CELL = 300
"""The code points that a cell of one shows at most."""


def capped(text: str, length: int) -> str:
    """A text of at most so many code points; what was cut says so."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def as_json(value: Any, length: int) -> str:
    """A plain value as JSON on one line, of at most so many code points."""
    return capped(json.dumps(value, ensure_ascii=False), length)


_TAIL = 17
"""Code points: how much of the end of a long quotation is shown."""


_ENOUGH = 3
"""Of longer words so many times what is shown is looked at, at each end. A guess."""


def quoted(words: str, length: int = 60) -> str:
    """Words in quotation marks, on one line: of more than so many code points the first and the
    last ones.
    """
    if len(words) > 2 * _ENOUGH * length:
        first, last = (
            " ".join(part.split())
            for part in (words[: _ENOUGH * length], words[-_ENOUGH * length :])
        )
        if min(len(first), len(last)) > length:  # else they are mostly blanks
            words = first + last  # what is between them is not shown
    line = " ".join(words.split())
    if len(line) > length:
        head, tail = line[: length - _TAIL - 3], line[-_TAIL:]
        line = f"{head.rpartition(' ')[0] or head} … {tail.partition(' ')[2] or tail}"
    return json.dumps(line, ensure_ascii=False)


def count(number: int, one: str, many: str = "") -> str:
    """A number of things: *1 record*, *2 records*."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listing(items: Iterable[str]) -> str:
    """Several in a sentence: *a, b and c*; empty for none."""
    *first, last = [*items] or [""]
    return f"{', '.join(first)} and {last}" if first else last


_SOME = 8


def some(names: Sequence[str]) -> list[str]:
    """Names for a summary: all if they are few, else the first and how many more there are."""
    more = len(names) - _SOME
    return [*names[:_SOME], f"{more} more"] if more > 1 else [*names]


def bracketed(text: str) -> str:
    """A text in parentheses; those that it has itself become square."""
    return f"({text.replace('(', '[').replace(')', ']')})"


def capitalised(text: str) -> str:
    """A text with a capital first letter; the rest stays as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def uncapitalised(text: str) -> str:
    """A text with a small first letter, for the middle of a sentence; the rest stays as it is."""
    return f"{text[:1].lower()}{text[1:]}"


def sentence(text: str) -> str:
    """A text with a full stop, unless it ends in a mark of its own."""
    return text if text.rstrip("”’\"')")[-1:] in (".", "!", "?", "…") else f"{text}."


def filled(text: str, first: str = "", rest: str | None = None) -> str:
    """A text wrapped at ``WIDTH`` columns; ids and options with hyphens stay in one piece.

    Args:
        text: the text.
        first: the indent of the first line.
        rest: the indent of the other lines; ``None`` for the same.
    """
    rest = first if rest is None else rest
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


# --- HTML for notebooks --------------------------------------------------------------------------


def html(title: str, about: str, *tables: str) -> str:
    """A title with a few words about it, and tables."""
    small = f" <small>{_safe(about)}</small>" if about else ""
    head = f"<p><strong>{_safe(title)}</strong>{small}</p>"
    # Sums of money are no formulas, which is what MathJax takes a pair of dollar signs for.
    return f'<div class="tex2jax_ignore mathjax_ignore">{head}{"".join(tables)}</div>'


def html_table(names: Sequence[str], rows: Iterable[Sequence[Any]], total: int) -> str:
    """A table of at most ``ROWS`` rows; ``total``: how many there are in all."""
    head = "".join(f"<th>{_safe(name)}</th>" for name in names)
    body = "".join(f"<tr>{''.join(map(_html_cell, row))}</tr>" for row in islice(rows, ROWS))
    more = f"<p>… {total - ROWS} more</p>" if total > ROWS else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _html_cell(value: Any) -> str:
    return f'<td style="text-align:left">{_safe(str(value))}</td>'


def _safe(text: str) -> str:
    return inert.html(capped(text, _CELL))
