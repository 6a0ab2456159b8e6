"""Text for people: escaped, cut to a length, counted, and small tables in HTML for notebooks.

The HTML is plain: no scripts, no styles of its own, nothing from outside. Every word that comes from a
dataset or a file is escaped: own words are others' words here.
"""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

ROWS = 40
"""The rows that a table in a notebook shows at most."""

_CELL = 300
"""The code points that a cell of one shows at most."""

_TAB = "    "


def cells(text: str) -> list[str]:
    """How each character is shown: tabs as blanks, what cannot be seen as its escape."""
    return [_cell(character) for character in text]


def _cell(character: str) -> str:
    if character == "\t":
        return _TAB
    # Controls, marks of direction, halves of characters: seen, and without power over a terminal.
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp"):
        return character.encode("unicode_escape").decode("ascii")
    return character


def printable(text: str) -> str:
    """A text in one line, without what a terminal would obey."""
    return "".join(cells(text))


def capped(text: str, length: int) -> str:
    """A text of at most so many code points; what was cut says so."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def as_json(value: Any, length: int) -> str:
    """A plain value as JSON on one line, of at most so many code points."""
    return capped(json.dumps(value, ensure_ascii=False), length)


def count(number: int, one: str, many: str = "") -> str:
    """A number of things: *1 record*, *2 records*."""
    return f"{number} {one if number == 1 else many or one + 's'}"


# --- HTML for notebooks --------------------------------------------------------------------------


def html(title: str, about: str, *tables: str) -> str:
    """A heading with what stands behind it, and tables."""
    behind = f" <small>{_safe(about)}</small>" if about else ""
    head = f"<p><strong>{_safe(title)}</strong>{behind}</p>"
    # Sums of money are no formulas, which is what MathJax takes a pair of dollar signs for.
    return f'<div class="tex2jax_ignore mathjax_ignore">{head}{"".join(tables)}</div>'


def html_table(names: Sequence[str], rows: Iterable[Sequence[Any]], total: int) -> str:
    """A table of at most ``ROWS`` rows; ``total``: how many there are in all."""
    shown = [row for _number, row in zip(range(ROWS), rows, strict=False)]
    head = "".join(f"<th>{_safe(name)}</th>" for name in names)
    body = "".join(f"<tr>{''.join(map(_html_cell, row))}</tr>" for row in shown)
    more = f"<p>… {total - len(shown)} more</p>" if total > len(shown) else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _html_cell(value: Any) -> str:
    return f'<td style="text-align:left">{_safe(str(value))}</td>'


def _safe(words: str) -> str:
    """Words as HTML: no markup, and no sign that turns the line or that no page can hold."""
    short = words if len(words) <= _CELL else words[: _CELL - 1] + "…"
    visible = (c if c.isprintable() or c == "\n" else f"\\u{ord(c):04x}" for c in short)
    return escape("".join(visible))
